"""Names of title-case lines, settled by what the story itself names.

Headlines and the headlines of other stories write most words with a capital, so a capital tells nothing there. In come
the names of a document, out come names: one that the body knows is cut to what the body calls it, and one of ordinary
words alone, which no list and no body knows, is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .gazetteer import load_gazetteer
from .lists import Lists
from .sight import Name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..language import Language
    from ..record import EntityType
    from .sight import Sight

__all__ = ["Headings"]

_LONGEST: Final = 8
"""Tokens of the longest name that is looked for in a longer one."""


class Headings:
    """Settles the names of headings in one language; read-only."""

    def __init__(self, language: Language) -> None:
        words = language.made(Lists).words
        self._known = language.made(load_gazetteer)
        self._functions = words.function_words
        self._heads = words.organization_heads | words.facility_heads | words.misc_heads | words.location_heads

    def settle(self, sight: Sight, names: Sequence[Name]) -> list[Name]:
        """Return the names, those of title-case lines outside the body settled."""
        outside = [name for name in names if name.type != "MONEY" and sight.zone(name.first) != "body"]
        if not outside:
            return list(names)
        told: dict[tuple[str, ...], EntityType] = {}
        for name in names:
            if name.type != "MONEY" and sight.zone(name.first) == "body":
                told.setdefault(sight.folded(name.first, name.stop), name.type)
        settled: list[Name] = []
        for name in names:
            if name.type == "MONEY" or sight.zone(name.first) == "body":
                settled.append(name)
            elif sight.case(name.first) == "normal":
                kind = told.get(sight.folded(name.first, name.stop), name.type)
                settled.append(name._replace(type=kind))
            else:
                settled += self._settled(sight, name, told)
        return settled

    def _settled(self, sight: Sight, name: Name, told: dict[tuple[str, ...], EntityType]) -> list[Name]:
        first, stop, kind = name
        folded = sight.folded(first, stop)
        if folded in told:
            return [Name(first, stop, told[folded])]
        if " ".join(folded) in self._known.phrases:
            return [name]
        while kind == "PERSON" and stop - first > 1 and self._is_verb(sight, stop - 1):
            stop -= 1
        folded = folded[: stop - first]
        if folded in told:
            return [Name(first, stop, told[folded])]
        strange = [not self._is_ordinary(word) for word in folded]
        size = len(folded)
        for length in range(min(size - 1, _LONGEST), 0, -1):
            for at in range(size - length + 1):
                of = told.get(folded[at : at + length])
                rest = strange[:at] + strange[at + length :]
                if of is not None and not any(rest) and any(strange[at : at + length]):
                    return [Name(first + at, first + at + length, of)]
        if any(strange) or (size > 1 and folded[-1] in self._heads):
            return [Name(first, stop, kind)]
        return []

    def _is_verb(self, sight: Sight, at: int) -> bool:
        """Whether the last word of a person's name is one that nobody is called: Jane Roe `Quits`."""
        word = sight.lower(at)
        known = self._known
        return word in known.words and word not in known.family and word not in known.given and word not in known.also

    def _is_ordinary(self, word: str) -> bool:
        known = self._known
        return word in known.words or word in self._functions or not word[0].isalnum()
