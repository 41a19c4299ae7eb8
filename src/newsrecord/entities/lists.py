"""The lists of words and names of a language: its table of names in, sets of folded words out.

Look-ups take the folded form of a word or phrase: no diacritics,
lowercase, typographic apostrophes straight (`fold_word`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from attrs import fields, frozen

from ..errors import DataFileError
from ..text import fold_word
from .data_files import checked
from .sorted_lines import SortedLines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..language import Language
    from ..tables import Table

__all__ = ["LETTERS", "MODEL", "OPENER", "PLACE", "PLACES", "Lists", "Words", "model_name", "pack_lists", "read_lists"]

_FORMAT: Final = "newsrecord-tables 2"
_LISTS: Final = "names.tables"
MODEL: Final = "names.model"
"""The tagger's weights."""
PLACES: Final = "places.tables"
"""The table of places."""
_FILES: Final = (MODEL, _LISTS, "names.toml", "countries.toml", "places.toml")
_SECTIONS: Final = ("listed", "places", "great", "countries", "currencies")
LETTERS: Final = {"words": "w", "also": "a", "given": "g", "family": "f", "towns": "t", "languages": "l"}
"""The lists of single words, by the letters that stand for them in the section `listed`."""
PLACE: Final = "p"
"""The letter of a place of one word."""
OPENER: Final = "o"
"""The letter of a word that opens a place of several."""


def pack_lists(name: str, lists: Mapping[str, Iterable[str]]) -> bytes:
    """Write what `read_lists` reads: the same lists give the same bytes.

    Args:
        name: name and version of the table.
        lists: the lists of `LETTERS`, and `places`, `great`, `countries` and `currencies`.
    """
    letters = defaultdict[str, set[str]](set)
    for title, letter in LETTERS.items():
        for word in lists[title]:
            letters[word].add(letter)
    for place in lists["places"]:
        letters[place.partition(" ")[0]].add(OPENER if " " in place else PLACE)
    sections = {
        **lists,
        "listed": [f"{word}\t{''.join(sorted(known))}" for word, known in letters.items()],
        "places": [place for place in lists["places"] if " " in place],
    }
    body = "".join(f"[{title}]\n" + "".join(f"{line}\n" for line in sorted(sections[title])) for title in _SECTIONS)
    return f"{_FORMAT} {name} {hashlib.sha256(body.encode()).hexdigest()}\n{body}".encode()


def read_lists(data: bytes, name: str) -> dict[str, SortedLines]:
    """Read a table file: header line `newsrecord-tables 2 NAME SHA256`, then sections of sorted lines below `[name]`.

    `listed` has words with the lists that they are in (`LETTERS`), `places` has places of several words.

    Raises:
        DataFileError: the header is not of this format and name, the digest differs, or a section is missing.
    """
    at = checked(data, _FORMAT, name, _LISTS)
    lists = {}
    while at < len(data):  # each is `[name]` and its lines
        first = data.find(b"\n", at) + 1 or len(data)
        stop = data.find(b"\n[", first - 1)
        stop = stop if stop >= 0 else len(data.removesuffix(b"\n"))
        lists[data[at + 1 : first - 2].decode("utf-8", "replace")] = SortedLines(data[first:stop])
        at = stop + 1
    missing = [section for section in _SECTIONS if section not in lists]
    if missing:
        raise DataFileError(f"{_LISTS}: no section {', '.join(missing)}; reinstall newsrecord")
    return lists


@frozen(eq=False, repr=False)
class Words:
    """The lists of `names.toml`, folded."""

    honorifics: frozenset[str]
    role_heads: frozenset[str]
    weak_heads: frozenset[str]
    role_modifiers: frozenset[str]
    role_links: frozenset[str]
    role_joins: frozenset[str]
    role_complement: frozenset[str]
    royal_titles: frozenset[str]
    title_openers: frozenset[str]
    generation_suffixes: frozenset[str]
    persons: frozenset[str]
    organization_heads: frozenset[str]
    organization_openers: frozenset[str]
    organizations: frozenset[str]
    legal_forms: frozenset[str]
    location_heads: frozenset[str]
    locations: frozenset[str]
    facility_heads: frozenset[str]
    norps: frozenset[str]
    languages: frozenset[str]
    misc_heads: frozenset[str]
    miscs: frozenset[str]
    products: frozenset[str]
    calendar: frozenset[str]
    function_words: frozenset[str]
    ordinary: frozenset[str]
    articles: frozenset[str]
    definite_articles: frozenset[str]
    small_words: frozenset[str]
    plural_endings: frozenset[str]


class Lists:
    """The lists of one language; read-only.

    Raises:
        DataFileError: a file is missing or damaged, or `names.toml` holds a list that there is not.
    """

    def __init__(self, language: Language) -> None:
        table = language.table("names")
        self.name: str = table.word("model")
        """Name and version of the tables and weights; empty where the language has none."""
        lists = {field.name: table.words(field.name) for field in fields(Words)}
        self.mentions: defaultdict[str, frozenset[str]] = _by_name(table.table("mentions"))
        """The lists about the edges and types of names, folded; one that the language lacks is empty."""
        self.roles: defaultdict[str, frozenset[str]] = _by_name(table.table("roles"))
        """The lists about the words around roles, folded; one that the language lacks is empty."""
        table.leave("money")
        table.finish()
        self.words: Words = Words(**{name: _folded(words) for name, words in lists.items()})
        self.sections: dict[str, SortedLines] = {name: SortedLines(b"") for name in _SECTIONS}
        """The sections of the table file."""
        if self.name:
            self.sections = read_lists(language.data(_LISTS), self.name)


def _by_name(table: Table) -> defaultdict[str, frozenset[str]]:
    lists: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    lists.update((name, _folded(words)) for name, words in table.lists().items())
    return lists


def _folded(words: Sequence[str]) -> frozenset[str]:
    if all(map(str.isascii, words)):
        return frozenset(map(str.lower, words))  # as `fold_word` does, without asking it thousands of times
    return frozenset(map(fold_word, words))


def model_name(language: Language) -> str | None:
    """Name of the tables and the first 8 hexadecimal digits of a SHA-256 over all data files, `en-0:1a2b3c4d`.

    None where the language has no weights. A file whose first line has the digest of all else is told by this line.
    """
    name = language.made(Lists).name
    if not name:
        return None
    digest = hashlib.sha256()
    for file in (*_FILES, PLACES) if language.table("places").word("table") else _FILES:
        told = language.data(file) if file.endswith(".toml") else language.first_line(file)
        digest.update(hashlib.sha256(told).digest())
    return f"{name}:{digest.hexdigest()[:8]}"
