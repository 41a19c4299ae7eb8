"""Where names begin and end, and what is none: the network's spans as a reader would mark them.

In come the names of a document, out come names: without punctuation, ranks and small words at their edges, parted where
a job or a full stop stands inside, whole where a word such as `System` or `Ramp` belongs to them; and no lone weekdays,
ranks, letters and abbreviations of trades.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .elsewhere import as_elsewhere
from .gazetteer import load_gazetteer
from .lists import Lists
from .sight import CLOSERS, Name

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from ..language import Language
    from ..record import EntityType
    from .sight import Sight

__all__ = ["Edges"]

_ORDINAL: Final = re.compile(r"\d+[^\W\d_]{2}")
"""A number with its ending, 106th: what comes after it is a part of the organisation."""
_INITIALS: Final = 3
"""Code points of the longest abbreviation before a full stop that does not end a person's name: `Jr`, `St`, `J`."""
_MOST_ENDS: Final = 3
"""Kind words that a name takes in at its end: the Tavro Police `Department`."""
_NICKNAMES: Final = {**CLOSERS, "(": ")"}
_SYLLABLE: Final = re.compile(r"[bcdfghj-npqrstwxyz]{0,3}[aeiouwy]{1,4}(?:ng|[hklmnprt])?")
"""A syllable as Chinese and Korean are written in Latin letters, the end of a given name after its hyphen."""
_CLOSING: Final = frozenset("!?+&%*)®™")
"""What a name may end with: Yahoo!, Google+."""


class Edges:
    """Mends the edges of names in one language; read-only."""

    def __init__(self, language: Language) -> None:
        words, extra = language.made(Lists).words, language.made(Lists).mentions
        self._known = language.made(load_gazetteer)
        self._functions = words.function_words
        self._calendar = words.calendar | extra["day_parts"]
        self._like_days = extra["names_like_days"]
        self._ranks = extra["ranks"]
        self._jobs = extra["company_posts"]
        self._trades = extra["trades"]
        self._exchanges = extra["exchanges"]
        self._web_ends = extra["web_ends"]
        self._signs = extra["sign_offs"]
        self._compass = extra["compass"]
        self._regions = extra["regions"]
        self._letters = extra["letters"]
        self._joins = extra["joins"]
        self._links = extra["links"]
        self._heads: dict[str, tuple[EntityType, ...]] = {}
        for kind, heads in (
            ("ORGANIZATION", extra["organization_ends"]),
            ("FACILITY", extra["facility_ends"]),
            ("LOCATION", extra["location_ends"]),
            ("MISC", extra["misc_ends"]),
        ):
            for head in heads:
                self._heads[head] = (*self._heads.get(head, ()), kind)  # type: ignore[arg-type]
        self._numbered = extra["numbered"]
        self._indexes = extra["indexes"]
        self._papers = extra["papers"]
        self._parties = extra["party_letters"]
        self._degrees = extra["degrees"]
        self._state, self._states = extra["state"], extra["states_of_colleges"]
        self._joint = extra["joint"]
        self._organization_heads = words.organization_heads
        self._role_heads = words.role_heads
        self._place_heads = words.location_heads | words.facility_heads

    def mend(self, sight: Sight, names: Sequence[Name]) -> list[Name]:
        """Return the names with mended edges, in text order, disjoint."""
        mended: list[Name] = []
        for i, name in enumerate(names):
            if mended and name.first < mended[-1].stop:  # taken in by the name before
                continue
            limit = names[i + 1].first if i + 1 < len(names) else len(sight.words)
            for part in self._parted(sight, name):
                trimmed = self._trimmed(sight, part)
                if trimmed is None:
                    continue
                wide = self._widened(sight, trimmed, limit if part.stop == name.stop else part.stop)
                before = mended[-1] if mended else None
                if before is not None and (whole := self._whole(sight, before, wide)):
                    mended[-1] = whole
                else:
                    mended.append(wide)
        mended = as_elsewhere(sight, mended, self._functions)
        introduced = {sight.words[name.first] for name in mended if sight.lower(name.first - 1) == "("}
        return [name for name in mended if not self.is_junk(sight, name, introduced)]

    # --- parting ---------------------------------------------------------------------------------------------------

    def _parted(self, sight: Sight, name: Name) -> Iterator[Name]:
        """A person and the next sentence's, an organisation with its post's holder: two names."""
        first, stop, kind = name
        words = sight.words
        last = stop
        if kind == "PERSON" and stop - first > 1:
            body = next((at for at in (first, stop - 1) if self._is_body_beside(sight, first, at, stop)), None)
            if body is not None and sight.case(first) != "upper":
                if body == first:
                    yield Name(first, first + 1, "ORGANIZATION")  # the DOJ Epstein files
                    first += 1
                else:
                    stop -= 1
        for at in range(first + 1, stop - 1):
            if kind == "PERSON" and words[at] == "." and self._closes(sight, at):
                yield Name(first, at, kind)
                first = at + 1
            elif kind == "ORGANIZATION" and sight.lower(at) in self._jobs and sight.is_capital(at + 1):
                yield Name(first, at, kind)
                first, kind = at + 1, "PERSON"
            elif kind == "ORGANIZATION" and self._are_two(sight, first, at, stop):
                yield Name(first, at, kind)
                first = at + 1
        if kind == "ORGANIZATION" and stop - first > 1 and sight.lower(stop - 1) in self._jobs:
            stop -= 1
        yield Name(first, stop, kind)
        if name.type == "PERSON" and stop < last:
            yield Name(stop, last, "ORGANIZATION")

    def _is_known_body(self, sight: Sight, at: int) -> bool:
        """Whether a token is the acronym of an organisation that the lists know."""
        return sight.is_acronym(at) and self._known.phrases.get(sight.lower(at)) == "ORGANIZATION"

    def _is_body_beside(self, sight: Sight, first: int, at: int, stop: int) -> bool:
        """Whether token `at` alone of `first` to `stop` is an acronym, that of an organisation."""
        return self._is_known_body(sight, at) and not any(sight.is_acronym(i) for i in range(first, stop) if i != at)

    def _closes(self, sight: Sight, at: int) -> bool:
        """Whether a full stop inside a name ends a sentence: no initial before it, a space and a capital after it."""
        long = len(sight.words[at - 1]) > _INITIALS
        return long and sight.starts[at + 1] > sight.ends[at] and sight.is_capital(at + 1)

    def _are_two(self, sight: Sight, first: int, at: int, stop: int) -> bool:
        """Whether the word at `at` joins two whole organisations: Birds International and Fish International."""
        return (
            sight.lower(at) in self._joins
            and sight.lower(at) not in self._links
            and len(sight.words[at]) > 1  # Finance & Business Academy is one
            and at - first > 1
            and stop - at > 2
            and sight.lower(at - 1) in self._organization_heads
            and sight.lower(stop - 1) in self._organization_heads
            and not any(sight.lower(i) in self._links for i in range(first, stop))
        )

    # --- trimming --------------------------------------------------------------------------------------------------

    def _trimmed(self, sight: Sight, name: Name) -> Name | None:
        """The name without what cannot stand at its edges, None where nothing is left."""
        first, stop, kind = name
        words = sight.words
        while stop > first and (self._is_mark(words[stop - 1]) or (stop - first > 1 and self._hangs(sight, stop - 1))):
            stop -= 1
        while first < stop and self._is_mark(words[first]):
            first += 1
        if stop > first and words[stop - 1] == ")" and "(" not in words[first:stop]:
            stop -= 1
        if first == stop:
            return None
        name = Name(first, stop, kind)
        if kind == "PERSON":
            return self._person(sight, name)
        if kind == "ORGANIZATION":
            return self._organization(sight, name)
        if kind == "PRODUCT":
            return self._product(sight, name)
        if kind == "MISC" and stop - first > 2 and words[first].islower() and words[first] in self._known.words:
            loose = all(map(sight.is_capital, range(first + 1, stop)))  # the democratic World Wide Web, not love Jihad
            return Name(first + loose, stop, kind)
        return Name(first, stop - 1, kind) if kind == "LOCATION" and self._is_loose(sight, name) else name

    def _product(self, sight: Sight, name: Name) -> Name:
        """A product without the ordinary words on either side: black `Acme Pad` keyboard."""
        first, stop, kind = name

        def is_plain(at: int) -> bool:
            return sight.words[at].islower() and sight.words[at] in self._known.words

        while stop - first > 1 and is_plain(stop - 1) and sight.starts[stop - 1] > sight.ends[stop - 2]:
            stop -= 1
        while stop - first > 1 and is_plain(first) and sight.starts[first + 1] > sight.ends[first]:
            first += 1
        return Name(first, stop, kind)

    def _person(self, sight: Sight, name: Name) -> Name:
        """A person without the ranks before the name."""
        first, stop, kind = name
        while first < stop - 1 and sight.lower(first) in self._ranks:
            first += 1
            while first < stop - 1 and sight.words[first] == ".":
                first += 1
        return Name(first, stop, kind)

    def _organization(self, sight: Sight, name: Name) -> Name:
        """An organisation without what it does before its name (`IPO of`) and the number of a part after it."""
        first, stop, kind = name
        if stop - first > 2:
            if sight.lower(first) in self._trades and sight.lower(first + 1) in self._links:
                first += 2
            while first < stop - 1 and sight.words[first].islower() and sight.lower(first) in self._known.words:
                first += 1
        if stop - first > 1 and _ORDINAL.fullmatch(sight.words[stop - 1]):
            stop -= 1
        return Name(first, stop, kind)

    def _is_loose(self, sight: Sight, name: Name) -> bool:
        """Whether a place ends with a word that is no part of it: the Tavro County `lake`, but the Tavro river."""
        first, stop, _ = name
        last = sight.words[stop - 1]
        if stop - first < 2 or not last.islower() or last not in self._known.words:
            return False
        if sight.lower(stop - 2) in self._place_heads:
            return True
        return last not in self._place_heads and " ".join(sight.folded(first, stop)) not in self._known.phrases

    def _is_mark(self, word: str) -> bool:
        return not word[0].isalnum() and len(word) == 1 and word not in _CLOSING and word not in "$€£.'’#@"

    def _hangs(self, sight: Sight, at: int) -> bool:
        """Whether a small word in lower case is left over at the end of a name."""
        word = sight.words[at]
        return word.islower() and word in self._joins and sight.starts[at] > sight.ends[at - 1]

    # --- widening --------------------------------------------------------------------------------------------------

    def _widened(self, sight: Sight, name: Name, limit: int) -> Name:
        """The name with the words after it that belong to it, below token `limit`: Teacher Retirement `System`."""
        for _ in range(_MOST_ENDS):
            wide = self._wider(sight, name, limit)
            if wide == name:
                return self._joined(sight, name, limit)
            name = wide
        return name

    def _wider(self, sight: Sight, name: Name, limit: int) -> Name:
        """The name with one more such word, where running text goes on with one; the name itself where not."""
        stop = name.stop
        if self._is_address_after(sight, name, limit):
            kind = "ORGANIZATION" if name.type in ("PERSON", "LOCATION", "NORP") else name.type
            return Name(name.first, stop + 2, kind)
        if name.type == "PERSON" and stop + 1 < limit and self._is_syllable_after(sight, name):
            return Name(name.first, stop + 2, "PERSON")
        if name.type in ("PERSON", "MONEY") or stop >= limit or not sight.touches(stop):
            return name
        opening = sight.words[stop][0]
        if not (opening.isupper() or opening.isdigit()):
            return name
        wide = self._with_next(sight, name)
        if wide is None or wide.stop > sight.bounds(name.first)[1] or sight.case(name.first) != "normal":
            return name
        return wide

    def _is_address_after(self, sight: Sight, name: Name, limit: int) -> bool:
        """Whether the rest of an address follows that is a name as well: Acme`.com`, not acme.com."""
        stop = name.stop
        return (
            stop + 1 < limit
            and sight.is_capital(name.first)
            and sight.words[stop] == "."
            and sight.words[stop + 1] in self._web_ends
            and sight.starts[stop + 1] == sight.ends[stop - 1] + 1
        )

    def _is_syllable_after(self, sight: Sight, name: Name) -> bool:
        """Whether the second half of a given name follows with its hyphen: Roh Min`-jun`, not Jane Roe-led."""
        first, stop, _ = name
        half = sight.words[stop + 1]
        return (
            stop - first > 1
            and sight.words[stop] == "-"
            and sight.starts[stop] == sight.ends[stop - 1]
            and sight.starts[stop + 1] == sight.ends[stop]
            and half.islower()
            and _SYLLABLE.fullmatch(half) is not None
            and (half not in self._known.words or half in self._functions)
        )

    def _with_next(self, sight: Sight, name: Name) -> Name | None:
        """The name with the word after it, a capital or a number, where that belongs to it by what it is."""
        first, stop, kind = name
        word, head = sight.words[stop], sight.lower(stop)
        if word.isdigit():
            return Name(first, stop + 1, "MISC") if "".join(sight.folded(first, stop)) in self._indexes else None
        if not sight.is_capital(stop) or sight.is_acronym(stop):
            return None
        following = sight.lower(stop + 1)
        if kind == "ORGANIZATION" and head in self._numbered and following.isdigit():
            return Name(first, stop + 2, "MISC")
        if head in self._state and " ".join(sight.folded(first, stop)) in self._states:
            return Name(first, stop + 1, "ORGANIZATION")
        kinds = self._heads.get(head)
        if kinds is not None:
            return Name(first, stop + 1, kind if kind in kinds else kinds[0])
        if kind == "MISC" and len(word) > 1 and not self._is_apart(head):
            return Name(first, stop + 1, kind)  # Take Me `Home`
        if len(word) == 1 and stop - first == 1 and word.isalpha() and not self._is_initial(sight, stop):
            return Name(first, stop + 1, kind)  # Group B
        return None

    def _is_apart(self, word: str) -> bool:
        return word in self._functions or word in self._calendar or word in self._role_heads or word in self._ranks

    def _is_initial(self, sight: Sight, at: int) -> bool:
        """Whether a letter opens what comes after it: a full stop or a word with a capital follows."""
        return at + 1 < len(sight.words) and (sight.words[at + 1] == "." or sight.is_capital(at + 1))

    def _whole(self, sight: Sight, left: Name, right: Name) -> Name | None:
        """Two names that are one: a people's name and its conference, the two halves of a newspaper's name."""
        between = right.first - left.stop
        if between == 1 and left.type == right.type == "PERSON" and self._is_nickname(sight, left.stop, right):
            return Name(left.first, right.stop, "PERSON")
        if between > 1 or right.type != "ORGANIZATION" or sight.case(left.first) != "normal":
            return None
        if (
            between == 0
            and left.type in ("NORP", "LOCATION")
            and sight.touches(right.first)
            and sight.lower(right.first) in self._organization_heads
        ):
            first = left.first
            if first > 1 and sight.words[first - 1] == "-" and sight.starts[first] == sight.ends[first - 1]:
                first -= 2 if sight.is_capital(first - 2) else 0  # the Mid-American Conference
            return Name(first, right.stop, "ORGANIZATION")
        if (
            between == 1
            and left.type == "ORGANIZATION"
            and sight.lower(left.stop) in self._joins
            and sight.lower(left.stop) not in self._links
            and sight.lower(left.stop - 1) in self._papers
            and sight.lower(right.stop - 1) in self._papers
            and right.stop - right.first == 1
        ):
            return Name(left.first, right.stop, "ORGANIZATION")
        if between == 1 and left.type == "ORGANIZATION" and self._is_one_body(sight, left, right):
            return Name(left.first, right.stop, "ORGANIZATION")
        return None

    def _is_nickname(self, sight: Sight, at: int, right: Name) -> bool:
        """Whether a nickname opens with the mark at `at` and closes inside the name behind it: Jo “Zip” Roe."""
        closer = _NICKNAMES.get(sight.words[at])
        return closer is not None and closer in sight.words[right.first : right.stop] and sight.touches(right.first)

    def _is_one_body(self, sight: Sight, left: Name, right: Name) -> bool:
        """Whether `and` joins two things that one body is for: the Securities `and` Exchange Commission."""
        last, first = sight.lower(left.stop - 1), sight.lower(right.first)
        return (
            sight.lower(left.stop) in self._joins
            and sight.lower(left.stop) not in self._links
            and right.stop - right.first > 1
            and sight.lower(right.stop - 1) in self._joint
            and last in self._known.words
            and first in self._known.words
            and last not in self._joint
            and " ".join(sight.folded(left.first, left.stop)) not in self._known.phrases
        )

    def _joined(self, sight: Sight, name: Name, limit: int) -> Name:
        """The name with the second of two kind words: Hotels `and Resorts`."""
        first, stop, kind = name
        if (
            kind in ("ORGANIZATION", "FACILITY")
            and stop + 1 < limit
            and sight.lower(stop) in self._joins
            and sight.lower(stop) not in self._links
            and self._heads.get(sight.lower(stop - 1))
            and sight.is_capital(stop + 1)
            and kind in self._heads.get(sight.lower(stop + 1), ())
            and sight.case(first) == "normal"
        ):
            return Name(first, stop + 2, kind)
        return name

    # --- what is no name -------------------------------------------------------------------------------------------

    def is_junk(self, sight: Sight, name: Name, introduced: Container[str] = ()) -> bool:
        """Whether the span names nothing: a lone weekday or month, a rank, a letter, an abbreviation of a trade.

        An abbreviation that the text has `introduced` in brackets is a name.
        """
        first, stop, kind = name
        if kind == "MONEY":
            return False
        words = sight.words[first:stop]
        if (
            len(words) > 1
            and words[0][0].isupper()
            and words[1][0].isupper()
            and words[0].lower() not in self._calendar
        ):
            return False  # most names of several words, quickly
        folded = sight.folded(first, stop)
        if not any(map(str.isalpha, "".join(words))):
            return kind in ("PERSON", "ORGANIZATION", "LOCATION", "NORP")
        if "".join(folded).replace(".", "") in self._degrees and kind in ("PERSON", "ORGANIZATION"):
            return True
        if all(word in self._calendar or word[0].isdigit() or word in ",." for word in folded):
            return not self._is_like_a_day(sight, name)
        if len(folded) > 1:
            if kind == "PERSON" and folded[1] == "-" and folded[0] in self._parties:
                return True  # Rep. Jane Roe, R-Utah
            return all(word in self._functions for word in folded) and words[0].islower()
        word = folded[0]
        if first > 1 and sight.words[first - 1] == ":" and sight.lower(first - 2) in self._exchanges:
            return words[0].isupper()
        if len(word) == 1:
            return word.isalpha() and word not in self._letters
        if words[0].islower():
            if kind == "LOCATION":
                return True
            ordinary = word in self._known.words or word in self._compass or word in self._functions
            return ordinary and (kind != "MISC" or word not in self._known.phrases)
        if word in self._compass:
            return word not in self._regions or kind not in ("LOCATION", "ORGANIZATION", "PERSON")
        if word in self._trades and words[0].isupper():
            return kind not in ("MISC", "PRODUCT") and words[0] not in introduced
        return word in self._ranks or word in self._signs

    def _is_like_a_day(self, sight: Sight, name: Name) -> bool:
        """Whether a word of the calendar is meant as somebody's name: Mrs `May`, the `Sun`."""
        first, stop, kind = name
        return (
            stop - first == 1
            and kind in ("PERSON", "ORGANIZATION", "LOCATION")
            and sight.lower(first) in self._like_days
            and not any(sight.words[at][0].isdigit() for at in (first - 1, stop) if 0 <= at < len(sight.words))
        )
