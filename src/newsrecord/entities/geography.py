"""What is known of places: a name in, out come the things that it may name, each with country, size and GeoNames id.

Countries are those of `countries`; towns, states, provinces and counties are in a table made of GeoNames' data, which
has a card; regions, rivers, islands and the short forms of states are in `places.toml`. Nothing is settled here: see
`places`.
"""

from __future__ import annotations

import functools
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ..errors import DataFileError
from ..text import fold_word, words_of
from .countries import Countries
from .data_files import checked
from .lists import PLACES
from .sorted_lines import SortedLines

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..language import Language
    from ..tables import Table

__all__ = ["CODES", "COLUMNS", "FORMAT", "REGIONS", "Geography", "Kind", "Known", "PlaceNames"]

FORMAT: Final = "newsrecord-places 2"
COLUMNS: Final = ("names", "regions", "places", "kinds", "weights", "ids", "countries")
CODES: Final = 48
"""The character that stands for a weight of 0."""
REGIONS: Final = 256
"""The character that stands for the first region."""
_KEPT: Final = 8_192
"""Names whose look-ups are kept: news names the same places again and again. No result depends on it."""
_LONGEST: Final = 100
"""Code points of the longest name that is looked up."""
_FEATURE: Final = 44
"""What a region, river or island of `places.toml` weighs, as a city of 4 million: it is there for being known."""
_LEFT: Final = (
    *("articles", "spelt", "links", "joins", "list_words", "vague", "heads", "small_heads", "streets"),
    *("several", "anywhere", "open", "peoples", "tlds", "generic_tlds"),
)
"""What other readers ask `places.toml` for."""

Kind = Literal["country", "region", "county", "town", "feature"]
_KINDS: Final[dict[str, Kind]] = {"r": "region", "c": "county", "t": "town"}


class Known(NamedTuple):
    """A thing that a name may name."""

    country: str
    """ISO 3166-1 alpha-2."""
    region: str
    """The country's code and GeoNames' code of its state or province, `USTX`; else the country's alone."""
    kind: Kind
    weight: int
    """How well known it is: twice the logarithm to base 2 of the people in it."""
    geonames: int | None
    """Its GeoNames id."""


class PlaceNames:
    """How names of places are written to be compared; read-only."""

    def __init__(self, language: Language) -> None:
        table = language.table("places")
        self._spelt = {fold_word(short): fold_word(full) for short, full in table.values("spelt", str).items()}
        self._articles = frozenset(map(fold_word, table.words("articles")))

    def key(self, text: str) -> str:
        """Return the folded words of a name, without points, dashes, apostrophes and its article: `saint louis`."""
        text = text[:_LONGEST]
        if text.isascii() and text.replace(" ", "").isalpha():  # most names, quickly
            words = [self._spelt.get(word, word) for word in text.lower().split()]
        else:
            words = [bare for word in words_of(text) if (bare := self.word(word))]
        if len(words) > 1 and words[0] in self._articles:
            del words[0]
        return " ".join(words)

    def word(self, word: str) -> str:
        """Return a token as `key` writes it, empty where it has neither letter nor digit."""
        bare = fold_word(word)
        if not bare.isalnum():
            bare = "".join(filter(str.isalnum, bare))
        return self._spelt.get(bare, bare)


class Geography:
    """The places of one language; read-only but for a bounded store of look-ups.

    Raises:
        DataFileError: the table is missing or damaged, or `places.toml` names a state that it does not know.
    """

    def __init__(self, language: Language) -> None:
        self._names = language.made(PlaceNames)
        self._countries = language.made(Countries)
        table = language.table("places")
        table.leave(*_LEFT)
        name = table.word("table")
        self._rows = SortedLines(b"")
        states: list[list[str]] = []
        if name:
            columns = _columns(language.data(PLACES), name)
            texts = {column: columns[column].decode("utf-8") for column in COLUMNS if column not in ("names", "ids")}
            self._rows = SortedLines(columns["names"])
            self._regions = texts["regions"].split("\n")
            self._within, self._kinds = texts["places"], texts["kinds"]
            self._weights, self._ids = texts["weights"], columns["ids"]
            states = [row.split("\t") for row in texts["countries"].split("\n")]
        sizes = {code: (int(weight), int(number)) for code, weight, number in states}
        self._more: dict[str, list[Known]] = {}
        """What is not in the table, by key."""
        self.countries: dict[str, Known] = {}
        """The countries by their codes."""
        for phrase, code in self._countries.codes.items():
            weight, number = sizes.get(code, (0, None))
            known = self.countries.setdefault(code, Known(code, code, "country", weight, number))
            self._add(phrase, known)
        for code, names in table.table("features").lists().items():
            for feature in names:
                self._add(feature, Known(code, code, "feature", _FEATURE, None))
        self._known = functools.lru_cache(_KEPT)(self._find)
        self.short: dict[str, tuple[Known, ...]] = {}
        """The states and provinces by their short forms, written as they are, without points: `Tex`, `TX`."""
        self._read_short(table.table("short"))
        countries = (name for name, known in self._more.items() if known[0].kind == "country")
        self._openers = frozenset(name.partition(" ")[0] for name in countries)
        self.opens: Callable[[str], bool] = functools.lru_cache(_KEPT)(self._opens)
        """Whether the name of a country, state or county begins with a word, written as `PlaceNames.word` does."""
        table.finish()

    def _add(self, name: str, known: Known) -> None:
        rows = self._more.setdefault(self._names.key(name), [])
        if known not in rows:
            rows.append(known)

    def _read_short(self, table: Table) -> None:
        for country in table:
            for name, forms in table.table(country).lists().items():
                found = [row for row in self.known(name) if row.kind == "region" and row.country == country]
                if not found:
                    raise table.fault(country, f"there is no state or province {name!r} in {PLACES}")
                for form in forms:
                    key = form.replace(".", "")
                    self.short[key] = (*self.short.get(key, ()), found[0])

    def known(self, name: str) -> tuple[Known, ...]:
        """Return what a name may name, in no order."""
        return self._known(name)

    def _find(self, name: str) -> tuple[Known, ...]:
        key = self._countries.plain(self._names.key(name))
        found = [*self._more.get(key, ())]
        for at in self._rows.rows(key):
            region = self._regions[ord(self._within[at]) - REGIONS]
            number = int.from_bytes(self._ids[at :: len(self._rows)], "big")
            weight = ord(self._weights[at]) - CODES
            found.append(Known(region[:2], region, _KINDS[self._kinds[at]], weight, number))
        return tuple(found)

    def _opens(self, word: str) -> bool:
        rows = chain(self._rows.rows(word), (row for row, _ in self._rows.opening(f"{word} ")))
        return word in self._openers or any(_KINDS[self._kinds[row]] != "town" for row in rows)


def _columns(data: bytes, name: str) -> dict[str, bytes]:
    """Read a table file: header line `newsrecord-places 2 NAME SHA256`, a line of sizes, then the columns.

    Raises:
        DataFileError: the header is not of this format and name, the digest differs, or the sizes do not add up.
    """
    start = checked(data, FORMAT, name, PLACES)
    at = data.find(b"\n", start) + 1
    try:
        sizes = dict(zip(COLUMNS, map(int, data[start:at].split()), strict=True))
    except ValueError as problem:
        raise DataFileError(f"{PLACES}: {problem}; reinstall newsrecord") from problem
    if at + sum(sizes.values()) != len(data):
        raise DataFileError(f"{PLACES}: {len(data) - at} bytes, {sum(sizes.values())} wanted; reinstall newsrecord")
    found = {}
    for column, size in sizes.items():
        found[column] = data[at : at + size]
        at += size
    return found
