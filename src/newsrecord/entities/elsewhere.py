"""Names that are cut, made as long as the document has them elsewhere.

In come the names of a document, out come names: the `Tavro` Reporter is the Tavro Reporter that was named before.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from .sight import Name

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from ..record import EntityType
    from .sight import Sight

__all__ = ["as_elsewhere"]

_LONGEST: Final = 12
"""Tokens of the longest name that is a witness."""

_Words = tuple[str, ...]


class _Whole(NamedTuple):
    """A name of several words as it is written where nothing of it is cut."""

    type: EntityType
    times: int


def as_elsewhere(sight: Sight, names: list[Name], functions: Container[str]) -> list[Name]:
    """Return the names, those that are cut as long as where the same words are one name, if they more often are.

    Words are compared as they are written, and in running text alone: a line in title case tells little of where a
    name ends. A form that opens with one of `functions`, or opens or ends in lower case, is no witness.
    """
    if not _wider(sight, names, _wholes(sight, names, functions)):
        return names  # as in most documents: the look at how each sentence is written costs more than all this
    running = [name for name in names if sight.case(name.first) == "normal"]
    wholes = _wholes(sight, running, functions)
    wider = _wider(sight, running, wholes)
    times = Counter(wider.values())
    found: list[Name] = []
    for i, name in enumerate(names):
        if found and name.first < found[-1].stop:
            continue  # it is a part of the one before
        words = wider.get(name.first)
        if words is not None and times[words] <= wholes[words].times:
            stop = name.first + len(words)
            if all(other.stop <= stop or other.first >= stop for other in names[i + 1 : i + len(words)]):
                name = Name(name.first, stop, wholes[words].type)  # noqa: PLW2901
        found.append(name)
    return found


def _wholes(sight: Sight, names: Iterable[Name], functions: Container[str]) -> dict[_Words, _Whole]:
    """The names of several words, as written."""
    wholes: dict[_Words, _Whole] = {}
    for name in names:
        size = name.stop - name.first
        if not 1 < size <= _LONGEST or name.type == "MONEY" or sight.lower(name.first) in functions:
            continue
        words = tuple(sight.words[name.first : name.stop])
        if not (words[0].islower() or words[-1].islower()):
            before = wholes.get(words)
            wholes[words] = _Whole(name.type, 1) if before is None else before._replace(times=before.times + 1)
    return wholes


def _wider(sight: Sight, names: Iterable[Name], wholes: Iterable[_Words]) -> dict[int, _Words]:
    """For the first token of each name that the text goes on with as a longer one does, the longest such."""
    longest: dict[str, int] = {}
    for words in wholes:
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    known, found = frozenset(wholes), {}
    for first, stop, kind in names:
        most = longest.get(sight.words[first], 0)
        if most > stop - first and kind != "MONEY":
            most = min(most, sight.bounds(first)[1] - first)
            for size in range(most, stop - first, -1):
                words = tuple(sight.words[first : first + size])
                if words in known:
                    found[first] = words
                    break
    return found
