"""Teams: clubs that are called by their towns, sides by a word of their name, colleges by their states.

In come the names of a document, out come the same spans, some with the type of an organisation: a place that beats
another is a club, in a document with the words of a match report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .countries import Countries
from .gazetteer import load_gazetteer
from .lists import Lists
from .sight import Name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..language import Language
    from .sight import Sight

__all__ = ["Teams"]

_SPORTS: Final = 3
"""Different words of sports that make a match report of a document."""


class Teams:
    """Finds teams in one language; read-only."""

    def __init__(self, language: Language) -> None:
        lists = language.made(Lists)
        extra = lists.mentions
        self._known = language.made(load_gazetteer)
        self._countries = language.made(Countries)
        self._great = lists.words.locations
        """Nations without a state, continents and the like: what they win is won by a people, not by a club."""
        self._heads = lists.words.location_heads
        self._ands = extra["joins"] - extra["links"]
        self._sports = extra["sports"]
        self._contests = extra["contests"]
        self._against = extra["against"]
        self._players = extra["players"]
        self._within = extra["within"]
        self._states = extra["states_of_colleges"]
        self._state = extra["state"]

    def is_match(self, sight: Sight) -> bool:
        """Whether a document has the words of a match report."""
        found = self._sports.intersection(sight.folded(0, len(sight.words)))  # no fewer than without diacritics
        return len(found) >= _SPORTS and len(self._sports.intersection(map(str.lower, sight.words))) >= _SPORTS

    def settle(self, sight: Sight, names: Sequence[Name], *, is_match: bool) -> list[Name]:
        """Return the names, with the teams among them.

        Args:
            sight: the document.
            names: its names.
            is_match: whether it is a match report; in others, places do not play.
        """
        settled = list(names)
        self._colleges(sight, settled)
        if is_match:
            self._clubs(sight, settled)
        return settled

    def _colleges(self, sight: Sight, names: list[Name]) -> None:
        """Michigan `State`: a state that is never called so is a university, and its team."""
        for i, (first, stop, kind) in enumerate(names):
            if kind == "ORGANIZATION" or stop - first < 2 or sight.lower(stop - 1) not in self._state:
                continue
            if " ".join(sight.folded(first, stop - 1)) in self._states:
                names[i] = Name(first, stop, "ORGANIZATION")

    def _clubs(self, sight: Sight, names: list[Name]) -> None:
        """Places that play: all mentions of one that does, but those `in` it."""
        places = [
            i for i, name in enumerate(names) if name.type in ("LOCATION", "PERSON") and self._may_play(sight, name)
        ]
        self._sides(sight, names)
        clubs = {
            sight.folded(names[i].first, names[i].stop)
            for i in places
            if names[i].type == "LOCATION" and self._plays(sight, names, i)
        }
        for i in places:
            if names[i].type == "LOCATION" and self._is_among_clubs(sight, names, i, clubs):
                clubs.add(sight.folded(names[i].first, names[i].stop))
        for i in places:
            first, stop, _ = names[i]
            if sight.folded(first, stop) in clubs and sight.lower(first - 1) not in self._within:
                names[i] = Name(first, stop, "ORGANIZATION")

    def _sides(self, sight: Sight, names: list[Name]) -> None:
        """Sides named by a word of their full name, and those of a line of scores: Blues `3`, Lightning 1."""
        ends = {sight.lower(stop - 1) for first, stop, kind in names if kind == "ORGANIZATION" and stop - first > 1}
        for i, (first, stop, kind) in enumerate(names):
            if kind == "NORP" and stop - first == 1 and sight.lower(first) in ends:
                names[i] = Name(first, stop, "ORGANIZATION")
            elif kind in ("ORGANIZATION", "MISC") and stop - first > 1 and self._is_score(sight, names, i):
                names[i] = Name(first, stop - 1, "ORGANIZATION")

    def _is_score(self, sight: Sight, names: Sequence[Name], i: int) -> bool:
        """Whether a name ends with what its side scored: the other side and its score follow a comma."""
        stop = names[i].stop
        if not sight.words[stop - 1].isdigit() or sight.lower(stop) != "," or i + 1 == len(names):
            return False
        other = names[i + 1]
        return other.first == stop + 1 and (sight.lower(other.stop).isdigit() or sight.lower(other.stop - 1).isdigit())

    def _is_among_clubs(self, sight: Sight, names: Sequence[Name], i: int, clubs: set[tuple[str, ...]]) -> bool:
        """Whether a place stands in a list with an organisation or a place that plays."""
        for left, right in ((i - 1, i), (i, i + 1)):
            if left < 0 or right == len(names):
                continue
            other = names[left if right == i else right]
            between = range(names[left].stop, names[right].first)
            listed = all(sight.words[t] == "," or sight.lower(t) in self._ands for t in between)
            is_club = other.type == "ORGANIZATION" or sight.folded(other.first, other.stop) in clubs
            if 0 < len(between) < 3 and listed and is_club:
                return True
        return False

    def _may_play(self, sight: Sight, name: Name) -> bool:
        key = " ".join(sight.folded(name.first, name.stop))
        return (
            key not in self._countries.codes
            and key not in self._great
            and sight.lower(name.stop - 1) not in self._heads
            and self._known.phrases.get(key) in (None, "LOCATION")
        )

    def _plays(self, sight: Sight, names: Sequence[Name], at: int) -> bool:
        """Whether the words beside a place tell of a match: `beat` it, it `lost`, its `striker`, a score after it."""
        first, stop, _ = names[at]
        before, after = sight.lower(first - 1), sight.lower(stop)
        if before in self._within:
            return False
        if (
            after in self._contests
            or after in self._players
            or (before in self._against and self._beside(sight, first))
        ):
            return True
        if after == "'s":
            return sight.lower(stop + 1) in self._players
        return self._has_score(sight, stop)

    def _beside(self, sight: Sight, first: int) -> bool:
        """Whether the word before `against` or `past` is one of a match."""
        return sight.lower(first - 1) in self._contests or sight.lower(first - 2) in self._contests | self._players

    def _has_score(self, sight: Sight, at: int) -> bool:
        """Whether a score stands at token `at`: 2-1, 45-17, 1 (and a name)."""
        words = sight.words
        if at + 2 >= len(words):
            return False
        if words[at] == ",":
            at += 1
        return (
            at + 2 < len(words)
            and words[at].isdigit()
            and len(words[at]) < 4
            and words[at + 1] in ("-", "–", ":")
            and words[at + 2].isdigit()
            and len(words[at + 2]) < 4
        )
