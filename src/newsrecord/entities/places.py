"""Where places are: the countries of the places and peoples that a document names.

In come a document and what it names (`Named`: one thing with its mentions); out come as many `Place`s, each with its
reason. A name may be that of several things (`geography.Geography`). What the text says is asked first: `Paris, Texas`.
Else each thing is weighed: how well known it is, what else of its country and its state the document names, where the
outlet is. A country is given where it leads every other by `_MARGIN`, a GeoNames id where one thing does; else neither.
Names that nothing knows have the country of the place that the text puts them in, or the one that the story is set in.
Every look is at neighbours and tables, so the whole is linear in the mentions.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from .countries import Countries
from .geography import Geography, PlaceNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..language import Language
    from ..record import EntityType
    from ..text import Document
    from .geography import Kind, Known

__all__ = ["NOWHERE", "PLACED", "Named", "Place", "Places", "Reason"]

Reason = Literal["people", "stated", "known", "part", "story", "unsure", "open", "unknown"]
"""`people`: the name of a people. `stated`: the text says what it is in. `known`: a known place, which leads its
namesakes. `part`: a part of one (northern Kenya), or called after one that the text names. `story`: no table knows it,
and the story is set in one country. Without a country: `unsure`, two readings stay possible; `open`, it lies in no one
country; `unknown`, nothing tells."""

# Weights are in half bits: 2 stand for odds of two to one. They were set by thought, not learnt.
_MARGIN: Final = 6
"""By how much a reading must lead those of other countries: odds of eight to one."""
_SURE: Final = 10
"""By how much a thing must lead all others in its country for its id to be given."""
_ALONE: Final = 10
"""By how much where nothing else in the document is in its country: odds of thirty to one; …"""
_ALONE_WEIGHT: Final = 36
"""… it must be as well known as a town of 260,000 people then, …"""
_WORLD_CITY: Final = 49
"""… or as London, Paris or Moscow, where `_MARGIN` will do, …"""
_ONLY_WEIGHT: Final = 32
"""… or of 65,000 where no other is known by the name."""
_WHOLE: Final[dict[str, int]] = {"country": 10, "region": 4, "county": -2, "town": 0, "feature": 4}
"""A country or state is named more often than as many people in towns."""
_SAME_COUNTRY: Final = (0, 4, 7, 9, 10)
"""What one, two, three, four or more other things in its country say for a reading."""
_INSIDE: Final = (0, 5, 9, 13, 16, 19, 22, 24, 26)
"""What other things in its state say for it, of a country things in it: two count for each that is there for sure, one
for each that is there most likely."""
_SCATTERED: Final = 3
"""Of what is named in a country one in three has to be in a state for more than one thing there to count: a long story
names some place in every state."""
_SEVERAL: Final = 4
"""What namesakes in its country may add to the best known of them: there are many Springfields, all in one country."""
_STRANGER: Final = 20
"""What a place of the story's country that the table lacks weighs against all that the table has: 1,000 people."""
_ROUNDS: Final = 3
"""How often places are settled by what was settled of the others, at most."""
_KEPT: Final = 4_096
"""Names whose readings are kept: news names the same places again and again. No result depends on it."""
_MOST_MENTIONS: Final = 20
"""Mentions of one thing whose neighbours are looked at, and forms of it."""
_LONGEST: Final = 100
"""Code points of the longest name that is looked at."""
_BETWEEN: Final = 2
"""Tokens between two places of a list: a comma and `and`."""
_MOST_WORDS: Final = 4
"""Words of the larger place that a place is said to be in."""
_STORY: Final = 8
"""What a story's country must count for (a place and an outlet's address 4, a people 1), …"""
_STORY_LEAD: Final = 3
"""… and how many times more than all others."""
_SMALL: Final = 36
"""From this weight on a place is too well known for the text to mean a namesake that the table lacks."""

PLACED: Final = frozenset(("LOCATION", "FACILITY", "NORP"))
"""The types that may have a country."""


class Named(NamedTuple):
    """A thing that a document names."""

    type: EntityType
    names: Sequence[str]
    """The forms that name it, each once, in order of first mention."""
    spans: Sequence[tuple[int, int]]
    """Its mentions, in text order."""
    aside: bool = False
    """Whether it is only named beside the story: in related headlines."""


class Place(NamedTuple):
    """What was settled of a thing."""

    country: str | None
    """ISO 3166-1 alpha-2."""
    geonames: int | None
    """GeoNames id, where one thing is meant for sure."""
    reason: Reason
    said: str | None = None
    """The words of the document that say what it is in; of `stated`."""
    region: str | None = None
    """The state or province that it is in, where that is sure: the country's code and GeoNames' code, `USTX`."""
    margin: int | None = None
    """By how much it leads the next country, in half bits; of `known`, `part` and `unsure`."""
    other: str | None = None
    """The country that comes next; None where there is none."""


NOWHERE: Final = Place(None, None, "unknown")


class _Larger(NamedTuple):
    """What a text says that a place is in."""

    said: str
    known: tuple[Known, ...]
    """The countries, states and counties that it may be."""
    at: int
    """Where its words begin."""
    end: int
    firm: bool
    """Whether no list could read so: places in a row are not in each other."""


class _Case:
    """A place in the course of being settled."""

    __slots__ = ("aside", "base", "known", "larger", "likely", "name", "part", "place", "states")

    def __init__(self, name: str, *, aside: bool) -> None:
        self.name = name
        self.aside = aside
        self.known: Sequence[Known] = ()
        self.base = name
        """The name that `known` is known by: of northern Kenya, Kenya."""
        self.part = False
        """Whether it is but a part of what is known."""
        self.larger: list[_Larger] = []
        self.states: frozenset[str] = frozenset()
        """The states and provinces that it may be."""
        self.place: Place | None = None
        self.likely: str | None = None
        """The state or province of the reading that leads, be it for sure or not."""


class Places:
    """Settles places in one language; read-only but for a bounded store of look-ups."""

    def __init__(self, language: Language) -> None:
        self._geography = language.made(Geography)
        self._countries = language.made(Countries)
        self._names = language.made(PlaceNames)
        table = language.table("places")

        def keys(name: str) -> frozenset[str]:
            return frozenset(map(self._names.key, table.words(name)))

        self._links = frozenset(table.words("links"))
        self._list_words = frozenset(table.words("list_words"))
        self._joins = frozenset(table.words("joins"))
        self._vague, self._heads, self._small_heads = keys("vague"), keys("heads"), keys("small_heads")
        self._anywhere, self._open, self._streets = keys("anywhere"), keys("open"), keys("streets")
        self._several = table.values("several", str)
        self._generic = frozenset(table.words("generic_tlds"))
        self._tlds: dict[str, str] = table.values("tlds", str)
        self._peoples: dict[str, str] = {}
        endings = ("", *sorted(language.table("names").words("plural_endings")))
        for code, names in table.table("peoples").lists().items():
            for name in names:
                key = self._countries.phrase_key(name)
                self._peoples.update((key + ending, code) for ending in endings)
        self._of_name = functools.lru_cache(_KEPT)(self._places_in)
        self._readings = functools.lru_cache(_KEPT)(self._read)

    # --- a document ----------------------------------------------------------------------------------------------

    def settle(self, document: Document, named: Sequence[Named]) -> list[Place]:
        """Return where each thing is."""
        if not any(thing.type in PLACED for thing in named):
            return [NOWHERE] * len(named)
        heads = self._listed_heads(document, named)
        cases = {i: self._case(document, thing, heads.get(i)) for i, thing in enumerate(named) if thing.type in PLACED}
        home = self._outlet(document.host)
        told = [case for case in cases.values() if not case.aside]
        hints = [
            hint
            for thing in named
            if thing.type == "ORGANIZATION" and not thing.aside
            for hint in self._of_name(thing.names[0][:_LONGEST])
        ]
        # What is only named aside speaks of other stories: it is settled after this one, and says nothing for it.
        _settle(told, home, hints, told)
        others = [case for case in cases.values() if case.aside]
        _settle(others, home, hints, [*told, *others])
        starts = {start: cases[i] for i in cases for start, _ in named[i].spans}
        self._settle_rest(told, others, starts, _Evidence(home, hints, told).story())
        return [NOWHERE if i not in cases else cases[i].place or NOWHERE for i in range(len(named))]

    def _settle_rest(
        self, told: Sequence[_Case], others: Sequence[_Case], starts: dict[int, _Case], story: str | None
    ) -> None:
        """Settle what nothing knows by its neighbours, and by the story."""
        after: dict[str, str] = {}
        for case in told:
            place = case.place
            if place is not None and place.country is not None and case.known and not case.part:
                after.setdefault(self._names.key(case.name), place.country)
        for case in (*told, *others):
            if case.place is not None and case.place.reason != "unsure":
                continue
            country = self._by_neighbour(case, starts)
            if country is not None:
                case.place = Place(*country)
            elif max((known.weight for known in case.known), default=0) >= _SMALL:
                continue
            elif story is not None and not case.aside and not self._is_street(case.name):
                case.place = Place(story, None, "story")
            elif (namesake := self._called_after(case, after)) is not None:
                case.place = Place(namesake, None, "part")

    def _listed_heads(self, document: Document, named: Sequence[Named]) -> dict[int, str]:
        """What things of a list are, where the word behind it says so: Barry, Cass and Van Buren `counties`."""
        words, starts = document.tokens.words, document.tokens.starts
        heads: dict[int, str] = {}
        following: tuple[int, str | None] = (-1, None)
        spans = [
            (start, end, i) for i, thing in enumerate(named) if thing.type == "LOCATION" for start, end in thing.spans
        ]
        for start, end, i in sorted(spans, reverse=True):
            after = bisect_left(starts, end)
            head = self._several.get(words[after]) if after < len(words) else None
            if head is None and following[1] is not None and after < following[0] <= after + _BETWEEN:
                between = words[after : following[0]]
                head = following[1] if all(word == "," or word in self._list_words for word in between) else None
            following = bisect_left(starts, start), head
            if head is not None:
                heads[i] = head
        return heads

    def _case(self, document: Document, thing: Named, head: str | None = None) -> _Case:
        names = [name for name in thing.names[:_MOST_MENTIONS] if len(name) <= _LONGEST]
        if head is not None:
            names = [*(f"{name} {head}" for name in names), *names]
        case = _Case(names[0] if names else "", aside=thing.aside)
        if thing.type == "NORP":
            code = next(filter(None, map(self._people, names)), None)
            case.place = Place(code, None, "people") if code else NOWHERE
            return case
        for name in names:
            case.known, case.base = self._readings(name)
            if case.known:
                case.part = case.base != name
                case.name = name
                case.states = frozenset(known.region for known in case.known if known.kind == "region")
                break
        if not case.known and any(map(self._is_open, names)):
            case.place = Place(None, None, "open")
            return case
        case.larger = self._larger(document, thing)
        for larger in case.larger:
            case.place = self._inside(case, larger)
            if case.place is not None:
                break
        return case

    # --- a name --------------------------------------------------------------------------------------------------

    def _people(self, name: str) -> str | None:
        key = self._countries.phrase_key(name)
        return self._countries.demonyms.get(key) or self._peoples.get(key)

    def _read(self, name: str) -> tuple[Sequence[Known], str]:
        """What a name may name, and the name that this is known by: another one where it names but a part of it."""
        short = self._geography.short.get(name.replace(".", ""))
        if short is not None:
            return short, name
        key = self._names.key(name)
        if key in self._open or key in self._vague:
            return (), name
        found = self._geography.known(name)
        if found:
            return found, name
        if name[-2:] in ("'s", "’s"):
            bare = name[:-2]
            known, base = self._read(bare)
            return known, name if base == bare else base
        return self._part(name)

    def _part(self, name: str) -> tuple[Sequence[Known], str]:
        """What a name names a part of: northern `Kenya`, `Idlib` province."""
        words = name.split()
        keys = [self._names.key(word) for word in words]
        first, last = 0, len(words)
        while first < last - 1 and keys[first] in self._vague:
            first += 1
        while last - 1 > first and keys[last - 1] in (self._small_heads if words[last - 1].islower() else self._heads):
            last -= 1
        base = " ".join(words[first:last])
        if last - first == len(words) or self._names.key(base) in self._open:
            return (), name
        found = self._geography.known(base)
        if first and not words[0].islower():  # North Shore is none of the places called Shore
            return [known for known in found if known.kind in ("country", "region")], base
        return found, base

    def _is_open(self, name: str) -> bool:
        """Whether a name lies in no country, or may be anywhere."""
        key = self._names.key(name)
        first, _, rest = key.partition(" ")
        return (
            key in self._open
            or key.rpartition(" ")[2] in self._anywhere
            or (first in self._vague and (rest in self._open or rest == ""))
        )

    def _places_in(self, name: str) -> tuple[Known, ...]:
        """The country or state that an organisation is called after: `Kentucky` State Police."""
        words = name.split()
        opens, word = self._geography.opens, self._names.word
        for at in range(min(len(words), 8)):
            if not words[at][0].isupper() or not opens(word(words[at])):
                continue
            for size in (2, 1):
                text = " ".join(words[at : at + size])
                if at + size <= len(words):
                    known = _leader(self._geography.known(text), _ALONE)
                    if known is not None and known.kind in ("country", "region") and known.weight >= _SMALL:
                        return (known,)
        return ()

    def _is_street(self, name: str) -> bool:
        """Whether a name is that of a street or house, of which other countries have one: only the text can tell."""
        return self._names.key(name).rpartition(" ")[2] in self._streets

    def _called_after(self, case: _Case, after: dict[str, str]) -> str | None:
        """The country of the known place that the document names and that a name holds: `Heathrow` Police Station."""
        words = self._names.key(case.name).split()
        if len(words) < 2 or not self._streets.isdisjoint(words):
            return None
        found = {
            after[part]
            for size in (1, 2, 3)
            for at in range(min(len(words), 8) - size + 1)
            if (part := " ".join(words[at : at + size])) in after
        }
        return found.pop() if len(found) == 1 else None

    # --- what the text says --------------------------------------------------------------------------------------

    def _larger(self, document: Document, thing: Named) -> list[_Larger]:
        """What stands beside the mentions of a thing as what it is in."""
        found = []
        tokens = document.tokens
        words, starts = tokens.words, tokens.starts
        for start, end in thing.spans[:_MOST_MENTIONS]:
            after = bisect_left(starts, end)
            if after + 1 < len(words):
                if words[after] == "." and after + 2 < len(words) and words[after + 1] == ",":
                    after += 1
                word = words[after]
                if word in (",", "("):
                    found += self._phrase(document, after + 1, listed=word == ",")
                elif word in self._links:
                    found += self._phrase(document, after + 1, listed=False)
            before = bisect_left(starts, start) - 1
            if before > 0:
                if words[before] in ("'s", "’s"):
                    found += self._owner(document, before)
                elif words[before].islower():
                    found += self._adjective(document, before)
        return found

    def _phrase(self, document: Document, at: int, *, listed: bool) -> list[_Larger]:
        """The larger place that the tokens from `at` on name."""
        tokens = document.tokens
        words = tokens.words
        limit = min(len(words), at + 2 * _MOST_WORDS)
        while at < limit and (words[at] in self._vague or words[at] in self._joins):
            at += 1
        size = 0
        while (
            size < _MOST_WORDS
            and at + size < limit
            and (words[at + size][0].isupper() or (size and words[at + size] in self._joins))
        ):
            size += 1
        if size and not self._geography.opens(self._names.word(words[at])):
            size = 1  # no state or country begins so: what stands here is looked at as another place of the document
        for count in range(size, 0, -1):
            end = tokens.ends[at + count - 1]
            text = document.text[tokens.starts[at] : end]
            short = self._geography.short.get(text.replace(".", ""), ())
            known = short or tuple(k for k in self._geography.known(text) if k.kind in ("country", "region", "county"))
            if known or count == 1:
                firm = not listed or bool(short) or not self._goes_on(words, at + count)
                return [_Larger(text, known, tokens.starts[at], end, firm)]
        return []

    def _goes_on(self, words: Sequence[str], at: int) -> bool:
        """Whether a list may go on at a token: `, Capital` or `and`."""
        if at < len(words) and words[at] == ",":
            at += 1
            return at < len(words) and (words[at][0].isupper() or words[at] in self._list_words)
        return at < len(words) and words[at] in self._list_words

    def _owner(self, document: Document, before: int) -> list[_Larger]:
        """The larger place whose possessive is token `before`: `China`'s Hubei."""
        tokens = document.tokens
        for count in (2, 1):
            at = before - count
            if at >= 0 and tokens.words[at][0].isupper():
                end = tokens.ends[before - 1]
                text = document.text[tokens.starts[at] : end]
                known = tuple(k for k in self._geography.known(text) if k.kind in ("country", "region"))
                if known or count == 1:
                    return [_Larger(text, known, tokens.starts[at], end, firm=True)]
        return []

    def _adjective(self, document: Document, before: int) -> list[_Larger]:
        """The country whose people stand before what a place is: the `Egyptian` city of Abydos."""
        tokens = document.tokens
        words = tokens.words
        at, kind = before, False
        while at > before - _MOST_WORDS and at >= 0 and words[at].islower():
            kind = kind or words[at] in self._small_heads
            at -= 1
        if not kind or at < 0 or not words[at][0].isupper():
            return []
        code = self._people(words[at])
        country = self._geography.countries.get(code) if code else None
        if country is None:
            return []
        return [_Larger(words[at], (country,), tokens.starts[at], tokens.ends[at], firm=True)]

    def _inside(self, case: _Case, larger: _Larger) -> Place | None:
        """What a place is where the text says what it is in; narrows what it may be where that leaves several."""
        inside = [known for known in case.known if any(_lies_in(known, one) for one in larger.known)]
        leader = max(case.known, key=_weight, default=None)
        if (
            leader is not None
            and leader not in inside
            and all(one.kind == "country" for one in larger.known)
            and (not larger.firm or leader.kind == "country")  # Mexico, Canada and the United States
        ):
            return None
        if inside:
            case.known = inside
            if len({known.country for known in inside}) > 1:
                return None
            ranked = sorted(inside, key=_weight, reverse=True)
            sure = not case.part and (len(ranked) == 1 or _weight(ranked[0]) - _weight(ranked[1]) >= _MARGIN)
            regions = {known.region for known in inside}
            region = regions.pop() if len(regions) == 1 else None
            return Place(ranked[0].country, ranked[0].geonames if sure else None, "stated", larger.said, region)
        if not larger.firm or max((known.weight for known in case.known), default=0) >= _SMALL:
            return None
        wider = [known for known in larger.known if known.kind != "county"]
        leader = _leader(self._geography.known(larger.said)) if len(wider) > 1 else wider[0] if wider else None
        if leader is None or leader.kind not in ("country", "region"):
            return None
        return Place(leader.country, None, "stated", larger.said, leader.region)

    def _by_neighbour(self, case: _Case, starts: dict[int, _Case]) -> tuple[str, None, Reason, str] | None:
        """The country of a settled place that the text puts a place in: Meydan in `Dubai`."""
        for larger in case.larger:
            other = starts.get(larger.at)
            if larger.firm and other is not None and other is not case and other.place is not None:
                country = other.place.country
                fits = larger.known and any(known.country == country for known in case.known)
                if country is not None and (fits or not case.known):
                    return country, None, "stated", larger.said
        return None

    def _outlet(self, host: str) -> str | None:
        """The country that the address of an outlet ends in: `.co.za`."""
        _, dot, last = host.rpartition(".")
        code = self._tlds.get(last, last.upper())
        return code if dot and code in self._geography.countries and last not in self._generic else None


def _settle(cases: Sequence[_Case], home: str | None, hints: Sequence[Known], beside: Sequence[_Case]) -> None:
    """Settle places by what is known of them and what was settled of those beside them, until nothing changes."""
    wanted = [case for case in cases if case.place is None and case.known]
    for _ in range(_ROUNDS if wanted else 0):
        evidence = _Evidence(home, hints, beside)
        if not sum(evidence.settle(case) for case in wanted):
            break


def _weight(known: Known) -> int:
    return known.weight + _WHOLE[known.kind]


def _leader(found: Sequence[Known], margin: int = _MARGIN) -> Known | None:
    """The thing that leads all others of its name by a margin, None where none does."""
    if len(found) < 2:
        return found[0] if found else None
    first, second = sorted(found, key=_weight, reverse=True)[:2]
    return first if _weight(first) - _weight(second) >= margin else None


def _lies_in(known: Known, larger: Known) -> bool:
    """Whether a thing lies in a larger one; no thing lies in itself."""
    if known.country != larger.country or known.kind == "country" or known is larger:
        return False
    return larger.kind == "country" or (known.region == larger.region and known.kind != "region")


def _ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """What was counted most first; of two, the first."""
    return sorted(counts.items(), key=lambda item: -item[1])


class _Evidence:
    """What the settled things of a document say of the others."""

    def __init__(self, home: str | None, hints: Iterable[Known], cases: Iterable[_Case]) -> None:
        self._story: defaultdict[str, int] = defaultdict(int)  # quicker to make than a counter
        self._countries: defaultdict[str, int] = defaultdict(int)
        self._regions: defaultdict[str, int] = defaultdict(int)
        self._inner: defaultdict[str, int] = defaultdict(int)
        if home is not None:
            self._add(home, None, None, 4)
        for known in hints:
            self._add(known.country, known.region, None, 0)
        self._told: dict[str, _Case] = {}
        """What was counted, by the name that it is known by: north Georgia says nothing for Georgia."""
        for case in cases:
            place = case.place
            if self._told.setdefault(case.base, case) is not case:
                continue
            if place is not None and place.country is not None:
                self._add(place.country, place.region, case.likely, 1 if place.reason == "people" else 4)
            else:  # Georgia may be the state: that speaks for the Atlanta in it
                for region in case.states:
                    self._regions[region] += 1
        self._places = {base: (case.place, case.likely) for base, case in self._told.items()}
        self._leading = _ranked(self._countries)[:3]

    def _add(self, country: str, region: str | None, likely: str | None, story: int) -> None:
        self._countries[country] += 1
        if region != country:
            self._inner[country] += 2
            if region is not None:
                self._regions[region] += 2
            elif likely is not None:
                self._regions[likely] += 1
        if story:
            self._story[country] += story

    def story(self) -> str | None:
        """The country that the document's story is set in, None where it is not set in one."""
        ranked = _ranked(self._story)
        others = sum(count for _, count in ranked[1:])
        return ranked[0][0] if ranked and ranked[0][1] >= max(_STORY, _STORY_LEAD * others) else None

    def settle(self, case: _Case) -> bool:
        """Settle one place by all others; return whether what it says of them has changed."""
        before, likely = case.place, case.likely
        case.place = place = self._judge(case)
        return (
            before is None or (place.country, place.region) != (before.country, before.region) or likely != case.likely
        )

    def _judge(self, case: _Case) -> Place:
        own, likely = self._places[case.base]
        if own is not None and own.country is None:
            own = None
        scores = sorted(
            ((self._score(known, case, own, likely), known) for known in case.known), key=lambda item: -item[0]
        )
        leads: dict[str, int] = {}
        namesakes: dict[str, int] = {}
        for score, known in scores:
            best = leads.setdefault(known.country, score)
            if best - score < _MARGIN and known.kind == "town":
                namesakes[known.country] = namesakes.get(known.country, -1) + 1
        for country, more in namesakes.items():
            leads[country] += min(more, _SEVERAL)
        if all(known.kind != "country" for known in case.known):
            for country, count in self._leading:
                if country not in leads and (own is None or own.country != country):
                    leads[country] = _STRANGER + _SAME_COUNTRY[min(count, 4)]
        (country, lead), *rest = sorted(leads.items(), key=lambda item: (-item[1], item[0]))
        other, second = rest[0] if rest else (None, 0)
        margin = lead - second
        same = self._countries[country] - (own is not None and own.country == country)
        top, best_known = next((item for item in scores if item[1].country == country), scores[0])
        near = [known for score, known in scores if known.country == country and score > top - _MARGIN]
        case.likely = best_known.region if best_known.region != country else None
        weight = best_known.weight + min(namesakes.get(country, 0), _SEVERAL)
        others = [known.kind for known in case.known if known.country != country]
        only, small = not others, "country" not in others and "region" not in others
        if (
            margin < _MARGIN
            or best_known.country != country
            or not (same or _alone(best_known.kind, weight, margin, only=only, small=small))
        ):
            return Place(None, None, "unsure", margin=margin, other=other)
        region = best_known.region if all(known.region == best_known.region for known in near) else None
        geonames = None if case.part else _one([(score, known) for score, known in scores if known.country == country])
        return Place(country, geonames, "part" if case.part else "known", None, region, margin, other)

    def _score(self, known: Known, case: _Case, own: Place | None, likely: str | None) -> int:
        """What is said for one reading of a place; `own`, what was settled of its name before, says nothing for it."""
        country, region = known.country, known.region
        is_own = own is not None and own.country == country
        score = _weight(known) + _SAME_COUNTRY[min(self._countries[country] - is_own, 4)]
        inside = 0
        if known.kind == "country":
            inside = self._inner[country] - (2 if is_own and own is not None and own.region != country else 0)
        elif region != country:
            inside = self._regions[region]
            if is_own and own is not None:
                inside -= 2 if own.region == region else own.region is None and likely == region
            elif own is None:
                inside -= region in case.states
            if inside * _SCATTERED < self._inner[country]:
                inside = min(inside, 2)
        return score + _INSIDE[min(inside, 8)]


def _one(scores: Sequence[tuple[int, Known]]) -> int | None:
    """The GeoNames id of the one thing that is meant, of several in one country, the best first; None where it is open.

    A country is meant with the city that is all of it (Singapore); a well-known part of the country (Brooklyn) with the
    row that the table has for it.
    """
    if scores[0][1].kind == "feature":
        scores = [item for item in scores if item[1].kind != "feature" and item[1].weight >= _SMALL]
    if not scores:
        return None
    close = [known for score, known in scores if score > scores[0][0] - _SURE]
    whole = [known for known in close if known.kind == "country"]
    return close[0].geonames if len(close) == 1 else whole[0].geonames if whole else None


def _alone(kind: Kind, weight: int, margin: int, *, only: bool, small: bool) -> bool:
    """Whether a thing is well enough known to be meant where nothing else speaks for its country.

    Args:
        kind: what it is.
        weight: its weight, its namesakes in the country included.
        margin: by how much its country leads the next.
        only: whether no other country has one of the name.
        small: whether no other country is called so, nor a state of one (Georgia).
    """
    if kind != "town":
        return only or margin >= (_MARGIN if kind == "feature" or (kind == "country" and small) else _ALONE)
    if weight >= _WORLD_CITY:
        return True
    return margin >= _ALONE and weight >= (_ONLY_WEIGHT if only else _ALONE_WEIGHT)
