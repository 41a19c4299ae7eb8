"""Programmes and works in quotation marks: `“America First Strategy”`.

In come the names of a document, out come names: where all that stands between two marks is written as a title and its
last word is that of a law, a programme or an event, it is one name of type `MISC`, and what was found inside it is
none. Other works the network finds better. Each token is looked at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .lists import Lists
from .sight import CLOSERS, Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..language import Language
    from .sight import Sight

__all__ = ["Titles"]

_INSIDE: Final = frozenset({"'s", "’s", "-", "–", "&", "'", "’"})
_MOST: Final = 9
"""Tokens of the longest title that is looked at."""


class Titles:
    """Finds titles in one language; read-only."""

    def __init__(self, language: Language) -> None:
        lists = language.made(Lists)
        words = lists.words
        self._called = lists.mentions["called"]
        self._heads = words.misc_heads
        self._small = words.small_words | words.articles | words.function_words

    def settle(self, sight: Sight, names: Sequence[Name]) -> list[Name]:
        """Return the names, with the titles between quotation marks."""
        names = self._quoted(sight, names)
        found = list(self._find(sight))
        if not found:
            return names
        kept = iter(found)
        settled: list[Name] = []
        title = next(kept, None)
        for name in names:
            while title is not None and title.stop <= name.first:
                settled.append(title)
                title = next(kept, None)
            if title is None or name.stop <= title.first:
                settled.append(name)
        settled += [] if title is None else [title, *kept]
        return settled

    def _quoted(self, sight: Sight, names: Sequence[Name]) -> list[Name]:
        """The names, with people of several words that only ever stand alone between marks as works: “Mary Poppins”."""
        settled = list(names)
        quoted = {i for i, name in enumerate(names) if self._is_quoted(sight, name)}
        if quoted:
            plain = {sight.folded(name.first, name.stop) for i, name in enumerate(names) if i not in quoted}
            for i in quoted:
                if sight.folded(names[i].first, names[i].stop) not in plain:
                    settled[i] = names[i]._replace(type="MISC")
        return settled

    def _is_quoted(self, sight: Sight, name: Name) -> bool:
        """Whether a person's full name is all that stands between two marks, not what somebody is called."""
        first, stop, kind = name
        words = sight.words
        if kind != "PERSON" or stop - first < 2 or first == 0 or stop == len(words):
            return False
        return CLOSERS.get(words[first - 1]) == words[stop] and sight.lower(first - 2) not in self._called

    def _find(self, sight: Sight) -> Iterator[Name]:
        words = sight.words
        behind = 0
        for mark in [at for at, word in enumerate(words) if word in CLOSERS]:
            if mark < behind:
                continue
            first = stop = mark + 1
            while stop < len(words) and stop - first <= _MOST and (words[stop][0].isalnum() or words[stop] in _INSIDE):
                stop += 1
            closed = stop < len(words) and words[stop] == CLOSERS[words[mark]]
            if closed and stop > first + 1 and self._is_title(sight, first, stop):
                yield Name(first, stop, "MISC")
                behind = stop + 1

    def _is_title(self, sight: Sight, first: int, stop: int) -> bool:
        words = sight.words
        if sight.lower(stop - 1) not in self._heads or not (sight.is_capital(first) and sight.is_capital(stop - 1)):
            return False
        capitals = 0
        for at in range(first, stop):
            if words[at][0].isupper():
                capitals += 1
            elif words[at][0].isalpha() and words[at].lower() not in self._small:
                return False
        shouted = all(words[at].isupper() for at in range(first, stop))
        return capitals > 1 and not shouted and stop <= sight.bounds(first)[1]
