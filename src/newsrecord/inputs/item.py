"""What comes out of the inputs, one by one: an article, a record, or why there is neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InputError

if TYPE_CHECKING:
    from ..parser import Article
    from ..record import NewsRecord

__all__ = ["STANDARD_INPUT", "Input", "Position", "empty", "place_in", "unreadable"]

STANDARD_INPUT: Final = "standard input"


class Position(NamedTuple):
    """How far into the inputs."""

    file: int
    """Files before."""
    item: int
    """Items of the file before."""


class Input(NamedTuple):
    """One article or record of the inputs, or why there is none."""

    path: str
    """The file."""
    place: str
    """Where in it: `line 17`, `item 3` (counted from 0), `from item 3` for all the rest; empty for a whole file."""
    content: Article | NewsRecord | InputError | None
    """None where it was passed over: nothing in it is read as an article."""
    size: int
    """Bytes that it took up in the input."""
    position: Position = Position(0, 0)
    """Where it stands among all."""

    @property
    def where(self) -> str:
        """The file and the place in it, as errors name them: `in.jsonl:17`, `in.json[3]`, `in.warc[3:]`."""
        return place_in(self.path, self.place)

    def failed(self, reason: str) -> Input:
        """The same place, with why there is nothing."""
        return self._replace(content=InputError(self.where, reason))


def place_in(path: str, place: str) -> str:
    """A place as errors name it."""
    kind, _, number = place.rpartition(" ")
    return {"line": f"{path}:{number}", "item": f"{path}[{number}]", "from item": f"{path}[{number}:]"}.get(kind, path)


def empty(path: str) -> InputError:
    """A file without anything in it."""
    return InputError(path, "is empty: there is nothing to parse")


def unreadable(problem: OSError) -> str:
    """Why a file or folder cannot be read, as the reason of an `InputError`."""
    return f"cannot be read: {problem.strerror or problem}"
