"""Types for names: what the tables leave open, the same document and the neighbouring words decide.

In come a document and the spans that are taken already; out come mentions. A name that a word of its own types keeps
that type. Any other takes, in this order: PERSON, where it is part of a full name of the document; the type that most
mentions of the same words have; the one that its neighbours and shape make likeliest, or none.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ..readers import FoundMention
from ..tables import load_table
from .candidates import Reading
from .gazetteer import word_set
from .splitting import Splitter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..record import EntityType
    from ..text import Document
    from .splitting import Name

__all__ = ["tag"]

_SHORTEST_PART: Final = 3
"""Letters of the shortest word of a full name that stands for the person alone."""
_LONGEST_ACRONYM: Final = 3
"""Letters up to which a known place written in capitals is more likely an acronym: LAGOS, but not IDA."""
_ENDS: Final = frozenset({".", "?", "!", "”", ""})


def tag(document: Document, taken: Sequence[FoundMention]) -> list[FoundMention]:
    """Return the names in a document's sections, in text order, disjoint, none overlapping a span of `taken`."""
    reading = Reading(document)
    splitter = Splitter(reading)
    typing = _Typing(reading, splitter, list(splitter.names()))
    starts, ends = reading.tokens.starts, reading.tokens.ends
    found: list[FoundMention] = []
    blocks = iter(taken)
    block = next(blocks, None)
    last = 0
    for name, kind in typing.resolved():
        start, end = starts[name.first], ends[name.stop - 1]
        while block is not None and block.end <= start:
            block = next(blocks, None)
        if start >= last and (block is None or end <= block.start):
            found.append(FoundMention(start, end, kind))
            last = end
    return found


class _Typing:
    """Types for the names of one document."""

    def __init__(self, reading: Reading, splitter: Splitter, names: list[Name]) -> None:
        self.reading = reading
        self.folded = reading.folded
        self.known = reading.known
        self.is_surname = splitter.is_surname
        self.names = names
        self.speech = word_set("speech_verbs")
        self.wide_directions = word_set("wide_directions")
        self.beside = {name: frozenset(words) for name, words in load_table(__package__, "en.toml")["beside"].items()}
        self.votes: dict[str, Counter[EntityType]] = {}
        self.people: set[str] = set()

    def resolved(self) -> Iterator[tuple[Name, EntityType]]:
        """Every name that has a type, with it, in text order."""
        types = [name.type for name in self.names]
        for name in self.names:
            kind = name.type or self._by_neighbours(name)
            if kind is not None:
                self._note(name, kind)
        for single in (False, True):  # full names first: they tell whose last names the single words are
            for i, name in enumerate(self.names):
                if types[i] is None and (name.stop == name.first + 1) is single:
                    types[i] = kind = self._by_document(name)
                    if kind is not None and not single:
                        self._note(name, kind)
        for name, found in zip(self.names, types, strict=True):
            if found is not None:
                yield self._widened(name, found), found

    def _text(self, name: Name) -> str:
        return " ".join(self.folded[name.first : name.stop])

    def _note(self, name: Name, kind: EntityType) -> None:
        """Let a typed mention speak for the others of the same words."""
        self.votes.setdefault(self._text(name), Counter())[kind] += 1
        if kind == "PERSON" and name.stop > name.first + 1:
            self.people.update(w for w in self.folded[name.first : name.stop] if len(w) >= _SHORTEST_PART)

    def _by_document(self, name: Name) -> EntityType | None:
        text = self._text(name)
        if text in self.people:
            return "PERSON"
        if text in self.votes:
            return self.votes[text].most_common(1)[0][0]
        return self._likeliest(name)

    def _around(self, name: Name) -> tuple[str, str]:
        """The folded tokens before and after a name, empty at the ends of its sentence."""
        opens = self.reading.opens
        before = "" if opens[name.first] else self.folded[name.first - 1]
        return before, "" if opens[name.stop] else self.folded[name.stop]

    def _all_capitals(self, name: Name) -> bool:
        return all(self.reading.shapes[at] == "upper" for at in range(name.first, name.stop))

    def _by_neighbours(self, name: Name) -> EntityType | None:
        """The type that the words right beside a name speak for, or None."""
        before, after = self._around(name)
        beside = self.beside
        if self._all_capitals(name):
            return None
        if after in beside["after_people"]:
            return "NORP"
        if after in self.speech or before in beside["before_person"]:
            return "PERSON"
        if before in beside["before_organization"]:
            return "ORGANIZATION"
        placed = before in beside["before_place"] or after in beside["after_place"]
        return "LOCATION" if placed and not self.reading.is_ordinary(name.first) else None

    def _likeliest(self, name: Name) -> EntityType | None:
        """The type of a name that nothing else decides; None where it is more likely no name."""
        if name.stop > name.first + 1:
            capitals = [at for at in range(name.first, name.stop) if self.reading.is_capital(at)]
            ordinary = any(self.reading.is_ordinary(at) for at in capitals)
            return "ORGANIZATION" if ordinary or self._all_capitals(name) else "PERSON"
        at = name.first
        before, after = self._around(name)
        place = self.known.phrases.get(self.folded[at]) == "LOCATION"
        if self.reading.shapes[at] == "upper" and not (place and len(self.folded[at]) > _LONGEST_ACRONYM):
            return "ORGANIZATION"
        if place:
            return "LOCATION"
        if self.reading.is_ordinary(at) or after == ":":
            return None
        if self.is_surname(at) and before not in self.beside["maybe_place"]:
            return "PERSON"
        if before in self.beside["maybe_place"]:
            return "LOCATION"
        if before in self.beside["maybe_organization"] or self.reading.shapes[at] == "mixed":
            return "ORGANIZATION"
        if before in _ENDS or after in self.beside["maybe_after_person"]:
            return "PERSON"
        return "LOCATION" if before in (",", "and") or after in (",", "and") else "ORGANIZATION"

    def _widened(self, name: Name, kind: EntityType) -> Name:
        """A name with the small words that belong to it: `northern` Syria, `sub-`Saharan, the `2022` World Cup."""
        first = name.first
        before, _ = self._around(name)
        if kind == "LOCATION" and before in self.wide_directions:
            return name._replace(first=first - 1)
        hyphened = before == "-" and not self.reading.opens[first - 1]
        if hyphened and kind in ("LOCATION", "NORP") and self.folded[first - 2] in ("sub", "neo", "pan"):
            return name._replace(first=first - 2)
        if kind == "MISC" and name.stop > first + 1 and before[:1].isdigit():
            year = len(before) == 4 and before.isdigit()
            if year or before.endswith(("st", "nd", "rd", "th")):
                return name._replace(first=first - 1)
        return name
