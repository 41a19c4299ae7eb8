"""What failed in a conversion: a line of JSON for each, which a later run can take up again.

`{"input": file, "place": where in it, "id": the article's, "error": class, "reason": sentence}`; `place` is `line 17`,
`item 3` (counted from 0), `from item 3` where all the rest of the file could not be read, or null for a whole file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from . import errors
from .errors import InputError
from .inputs.item import place_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .inputs import Input

__all__ = ["Failed", "Failure"]


class Failure(NamedTuple):
    """An input that gave no record."""

    input: str
    """The file, or the folder."""
    place: str | None
    """Where in it."""
    id: str | None
    """The article's, where it was read so far."""
    error: str
    """The class of the error."""
    reason: str

    @classmethod
    def of(cls, item: Input, problem: Exception) -> Failure:
        """What went wrong with an item."""
        reason = problem.reason if isinstance(problem, InputError) and problem is item.content else str(problem)
        return cls(item.path, item.place or None, getattr(item.content, "id", None), type(problem).__name__, reason)

    @property
    def problem(self) -> InputError:
        """As the error that is reported; the class is told where it is none of this library's."""
        kind = "" if hasattr(errors, self.error) else f"{self.error}: "
        return InputError(place_in(self.input, self.place or ""), f"{kind}{self.reason}")

    def line(self) -> bytes:
        """As a line of `errors.jsonl`."""
        return (json.dumps(self._asdict(), ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


class Failed:
    """Tells whether an item is among those that failed in an earlier run, and which of those were never asked about."""

    def __init__(self, failures: Iterable[Failure]) -> None:
        self._failures = {(failure.input, failure.place or ""): failure for failure in failures}
        self._rest = {path: int(place.removeprefix(_REST)) for path, place in self._failures if place.startswith(_REST)}
        self._met: set[tuple[str, str]] = set()

    @property
    def paths(self) -> set[str]:
        """Files and folders in which something failed."""
        return {path for path, _ in self._failures}

    @property
    def not_met(self) -> list[Failure]:
        """The failures that no item belonged to: their files are gone."""
        return [failure for key, failure in self._failures.items() if key not in self._met]

    def __contains__(self, item: Input) -> bool:
        keys = [(item.path, item.place), (item.path, ""), *((str(above), "") for above in Path(item.path).parents)]
        since = self._rest.get(item.path)
        if since is not None and item.position.item >= since:
            keys.append((item.path, f"{_REST}{since}"))
        found = [key for key in keys if key in self._failures]
        self._met.update(found)
        return bool(found)


_REST: Final = "from item "
