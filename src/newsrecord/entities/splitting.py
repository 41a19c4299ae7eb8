"""From cores to names: where in a run of capitalised words each name begins and ends, and what its own words say it is.

In come the cores of a `Reading`; out come `Name`s. What decides, in this order: known wholes (`Harvard University`),
titles (`Treasury Secretary` Bessent), keywords (`River`, `Act`, `Ministry` of), known parts (`Mexican` government),
given and family names. A name that none of these types is left to the document (`tagger`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from .candidates import Core
from .gazetteer import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..record import EntityType
    from .candidates import Phrase, Reading
    from .shapes import Case

__all__ = ["Name", "Splitter"]

_MOST_JOINED: Final = 14
"""Tokens of the longest name put together over `of`, `and`, `for`."""
_MOST_TITLE: Final = 8
"""Tokens in which a core's title is looked for."""
_MOST_PERSON: Final = 6
"""Capitalised words of the longest run taken for a person's name (Spanish and Arabic names have that many)."""
_LONGEST_WORD: Final = 60
"""Letters of the longest single word taken for a name."""
_POSSESSIVES: Final = (["'s"], ["’s"], ["'"], ["’"])
_TIES: Final = (["of"], ["of", "the"], ["for"], ["for", "the"])


class Name(NamedTuple):
    """A stretch of tokens that is a name."""

    first: int
    stop: int
    type: EntityType | None
    """None while only the document can tell."""


class Splitter:
    """Splits the cores of one document into names."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.words = reading.words
        self.folded = reading.folded
        self.known = reading.known
        self.role_heads = word_set("role_heads")
        self.titles = self.role_heads | word_set("honorifics")
        self.weak_heads = word_set("weak_heads")
        self.role_modifiers = word_set("role_modifiers")
        self.royal = word_set("royal_titles")
        self.directions = word_set("directions")
        self.common_acronyms = word_set("common_acronyms")
        self.location_openers = word_set("location_openers")
        self.organization_heads = word_set("organization_heads")
        self.last_words: tuple[tuple[frozenset[str], EntityType], ...] = (
            (self.organization_heads, "ORGANIZATION"),
            (word_set("facility_heads"), "FACILITY"),
            (word_set("location_heads"), "LOCATION"),
            (word_set("misc_heads"), "MISC"),
        )
        self.openers: tuple[tuple[frozenset[str], EntityType], ...] = (
            (word_set("organization_openers") | self.organization_heads, "ORGANIZATION"),
            (word_set("misc_heads"), "MISC"),
            (word_set("facility_heads"), "FACILITY"),
            (self.location_openers | word_set("location_heads"), "LOCATION"),
        )
        self.tied = word_set("organization_openers") | self.location_openers
        self.tied_by_of = self.tied | word_set("misc_heads") | self.organization_heads

    def names(self) -> Iterator[Name]:
        """The names of all cores, in text order, joined over small words where an organisation or place goes on."""
        cores = list(self.reading.cores())
        i = 0
        while i < len(cores):
            joined, i = self._joined(cores, i)
            yield from self._split(joined)

    # --- names over small words --------------------------------------------------------------------------------

    def _joined(self, cores: list[Core], i: int) -> tuple[Core, int]:
        """A core with the ones that it goes on in, and the number of the core after them."""
        first, stop, case = cores[i]
        i += 1
        of = False
        while i < len(cores) and cores[i].case == case and cores[i].stop - first <= _MOST_JOINED:
            if cores[i].first - stop > 2 or any(self.reading.opens[stop : cores[i].first + 1]):
                break
            gap = [word.lower() for word in self.words[stop : cores[i].first]]
            if not self._goes_on(gap, stop - 1, cores[i], of):
                break
            of = of or gap in _TIES
            stop = cores[i].stop
            i += 1
        return Core(first, stop, case), i

    def _goes_on(self, gap: list[str], last: int, core: Core, of: bool) -> bool:
        """Whether the tokens between two cores tie them: `last` ends the one, `of` says that it has an `of` inside."""
        if gap in _TIES:  # Ministry of Health, Institute for the Study of War
            return self.folded[last] in (self.tied_by_of if gap[0] == "of" else self.tied)
        if gap in _POSSESSIVES:  # Women’s World Cup, People’s Bank, not Peru’s Foreign Ministry
            return self.reading.is_ordinary(last) and any(
                self.folded[core.stop - 1] in words for words, kind in self.last_words if kind != "LOCATION"
            )
        plain = (
            self.reading.is_ordinary(core.first) and self.reading.phrase_at(core.first, core.stop, core.case) is None
        )
        if gap == ["and"]:  # Ministry of Health and Welfare
            return of and plain
        if gap == [","]:  # Ministry of Trade, Industry and Energy
            after = self.words[core.stop] if core.stop < len(self.words) else ""
            return of and plain and after in ("and", ",")
        return False

    # --- names inside a core -----------------------------------------------------------------------------------

    def _split(self, core: Core) -> Iterator[Name]:
        """The names in one core, from left to right."""
        first, stop, case = core
        while first < stop:
            if not self.reading.is_capital(first):
                first += 1
                continue
            phrase = self.reading.phrase_at(first, stop, case)
            if phrase is not None and phrase.stop == stop:
                yield self._known(phrase)
                return
            head = self._title_head(first, stop)
            if head is not None:
                yield from self._around_title(first, head, stop, case)
                return
            if case != "normal":
                if phrase is None and self._all_ordinary(first, stop):
                    return
                first = self._given_inside(first, stop) or first
            end = self._head_before_person(first, stop)
            if end is not None:
                yield Name(first, end, "ORGANIZATION")
                first = end
                continue
            kind = self._by_keyword(first, stop)
            if kind is not None:
                yield Name(first, stop, kind)
                return
            if phrase is not None and phrase.first == first and self._stands_alone(phrase):
                phrase = self._longer_people(phrase, stop, case)
                yield self._known(phrase)
                first = phrase.stop
                continue
            end = self._inner_phrase(first, stop, case) or stop
            yield from self._plain(first, end)
            first = end

    def _all_ordinary(self, first: int, stop: int) -> bool:
        return all(self.reading.is_ordinary(at) for at in range(first, stop) if self.reading.is_capital(at))

    def _known(self, phrase: Phrase) -> Name:
        """A name that the tables know; a place of one word that people are called too is left to the document."""
        first, stop, kind = phrase
        one = stop == first + 1 and kind == "LOCATION"
        if one and self.is_surname(first) and self.folded[first] not in self.known.certain:
            return Name(first, stop, None)
        return Name(first, stop, kind)

    def is_surname(self, at: int) -> bool:
        """Whether a token is somebody's name, family or given."""
        return self.folded[at] in self.known.family or self.folded[at] in self.known.given

    def _is_given(self, at: int) -> bool:
        """Whether a token is a given name and hardly anything else."""
        word = self.folded[at]
        return word in self.known.given and word not in self.known.words and word not in self.known.great

    def _stands_alone(self, phrase: Phrase) -> bool:
        """Whether a known name at the beginning of a core is a name of its own: `Mexican` government, `US`-led."""
        following = self.words[phrase.stop]
        if following in "-–&'’":
            return phrase.type in ("NORP", "LOCATION") and following == "-"
        town = phrase.type == "LOCATION" and phrase.stop == phrase.first + 1
        return not (town and self.is_surname(phrase.first) and self.folded[phrase.first] not in self.known.great)

    def _longer_people(self, found: Phrase, stop: int, case: Case) -> Phrase:
        """A people's name of several: `British Indian`, `Afro-Colombian`."""
        at = found.stop
        while found.type == "NORP" and at < stop:
            step = at + 1 if self.words[at] == "-" and at + 1 < stop else at
            following = self.reading.phrase_at(step, stop, case)
            if following is None or following.type != "NORP":
                break
            at = following.stop
        return found._replace(stop=at)

    def _given_inside(self, first: int, stop: int) -> int | None:
        """In title case: where a given and a family name stand after a word that is neither."""
        if self.is_surname(first):
            return None
        for at in range(first + 1, stop - 1):
            if self._is_given(at) and self.is_surname(at + 1) and not self.reading.is_ordinary(at + 1):
                return at
        return None

    def _inner_phrase(self, first: int, stop: int, case: Case) -> int | None:
        """Where a known organisation or people inside a core begins a name of its own: Jeffrey Epstein `DOJ`."""
        for at in range(first + 1, stop):
            if self.reading.is_capital(at) and self.words[at - 1] not in "-–&.'’":
                phrase = self.reading.phrase_at(at, stop, case)
                if phrase and phrase.type in ("NORP", "ORGANIZATION") and not self.is_surname(at):
                    return at
        return None

    def _head_before_person(self, first: int, stop: int) -> int | None:
        """Where an organisation ends that a person's name follows: `Food Security Committee` Abdulrahman Al-Fadhli."""
        for at in range(first + 2, stop - 1):
            full = self._is_given(at) and self.reading.is_capital(at + 1) and not self.reading.is_ordinary(at + 1)
            if full and self.folded[at - 1] in self.organization_heads:
                return at
        return None

    def _by_keyword(self, first: int, stop: int) -> EntityType | None:
        """The type that the word before `of`, the last or the first word gives a name of two words or more."""
        if stop - first < 2:
            return None
        small = next((at for at in range(first + 1, stop) if self.words[at] in ("of", "for")), None)
        if small is not None:
            for openers, kind in self.openers:
                if self.folded[small - 1] in openers:
                    return kind
        begin, last = self.folded[first], self.folded[stop - 1]
        if (
            stop - first == 2
            and self._is_given(first)
            and last in self.known.family
            and begin not in self.known.phrases
        ):
            return None  # Sydney Hall, Ana Rivers
        for heads, kind in self.last_words:
            if last in heads:
                return kind
        if begin in self.directions:
            rest = self.known.phrases.get(" ".join(self.folded[first + 1 : stop]))
            if rest in ("LOCATION", "NORP"):
                return rest
        return "LOCATION" if begin in self.known.place_openers and stop - first <= 3 else None

    # --- titles ------------------------------------------------------------------------------------------------

    def _title_head(self, first: int, stop: int) -> int | None:
        """The last title word of a core that begins with a title, or that has one after an organisation or place."""
        head = None
        for at in range(first, min(stop, first + _MOST_TITLE)):
            if self._is_head(at):
                if at == first and at + 1 < stop and self.folded[at] in self.weak_heads and not self._is_head(at + 1):
                    continue
                if at > first and not self._is_title_word(at - 1):
                    if self._is_given(at - 1):
                        break
                    if at + 1 == stop and head is None:
                        continue
                head = at
            elif head is not None and not self._is_title_word(at) and self.words[at] not in ("-", "."):
                break
        if head is None or (head < stop - 1 and self._by_keyword(first, stop) == "ORGANIZATION"):
            return None
        return None if head == first == stop - 1 and self.folded[first] in self.known.family else head

    def _is_head(self, at: int) -> bool:
        """Whether a token ends a title, singular or plural."""
        word = self.folded[at]
        return word in self.titles or (word.endswith("s") and word[:-1] in self.role_heads)

    def _is_title_word(self, at: int) -> bool:
        return self.folded[at] in self.role_modifiers or self._is_head(at)

    def _around_title(self, first: int, head: int, stop: int, case: Case) -> Iterator[Name]:
        """What stands before a title (`Mexican` President, `Microsoft` CEO) and the person after it."""
        end = head
        while end > first and (self._is_title_word(end - 1) or not self.reading.is_capital(end - 1)):
            end -= 1
        if end > first:
            phrase = self.reading.phrase_at(first, end, case)
            if phrase is not None:
                yield Name(*phrase)
                first = phrase.stop
            if end > first and self.reading.is_capital(first) and not self.reading.is_ordinary(end - 1):
                yield Name(first, end, "ORGANIZATION")
        first = head + 1
        while first < stop and not self.reading.is_capital(first):
            first += 1
        if first < stop:
            yield from self._after_title(first, stop, case)

    def _after_title(self, first: int, stop: int, case: Case) -> Iterator[Name]:
        """The name after a title: a person's, unless the tables know better; an organisation inside it ends it."""
        if stop - first > 2 and self.folded[stop - 1] in self.organization_heads:
            yield Name(first, stop, "ORGANIZATION")
            return
        phrase = self.reading.phrase_at(first, stop, case)
        if phrase and phrase.stop == stop and phrase.type in ("NORP", "MISC", "ORGANIZATION"):
            yield Name(*phrase)
            return
        end = self._inner_phrase(first, stop, case) or stop
        yield Name(first, end, "PERSON")
        if end < stop:
            yield from self._split(Core(end, stop, case))

    # --- names without a deciding word -------------------------------------------------------------------------

    def _plain(self, first: int, stop: int) -> Iterator[Name]:
        """A name that no table knows as a whole and no keyword types: a person's, or left to the document."""
        while stop > first + 1 and not self.reading.ends_name(stop - 1):
            stop -= 1
        if stop == first + 1:
            if not self._says_nothing(first):
                yield Name(first, stop, None)
            return
        capitals = [at for at in range(first, stop) if self.reading.is_capital(at)]
        given = self.folded[first] in self.known.given
        family = self.is_surname(stop - 1)
        ordinary = sum(self.reading.is_ordinary(at) for at in capitals)
        upper = any(self.reading.shapes[at] == "upper" and len(self.words[at]) > 2 for at in capitals)
        named = (given and (family or ordinary <= 1)) or (family and not ordinary)
        kind: EntityType | None = None
        if self.folded[first] in self.royal and len(capitals) <= 3:
            kind = "PERSON"
        elif "&" in self.words[first:stop]:
            kind = "ORGANIZATION"
        elif named and not upper and len(capitals) <= _MOST_PERSON:
            kind = "PERSON"
        yield Name(first, stop, kind)

    def _says_nothing(self, at: int) -> bool:
        """Whether one capitalised word alone is no name: a keyword, a letter, a common acronym."""
        word = self.folded[at]
        if len(word) == 1 or len(word) > _LONGEST_WORD or (word in self.known.heads and not self.is_surname(at)):
            return True
        return self.reading.shapes[at] == "upper" and word in self.common_acronyms
