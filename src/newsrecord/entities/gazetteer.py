"""What the recogniser knows about words: the shipped lists, read once, on first use.

In come the data files of this package; out comes one read-only `Gazetteer`. Look-ups take the folded form of a word or
phrase: no diacritics, small letters, typographic apostrophes straight (`fold_word`).
"""

from __future__ import annotations

import functools
import hashlib
import unicodedata
import zlib
from importlib import resources
from typing import TYPE_CHECKING, Final

from attrs import frozen

from ..errors import DataFileError
from ..record import EntityType
from ..tables import load_table

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["MODEL", "Gazetteer", "data", "fold_word", "load_gazetteer", "model_name", "read_lists", "word_set"]

NAME: Final = "en-0"
"""Name and version of the shipped tables and weights."""
_LONGEST_WORD: Final = 100
"""Letters of a word that can be in a table."""
_FORMAT: Final = "newsrecord-tables 1"
_LISTS: Final = f"{NAME}.tables"
MODEL: Final = f"{NAME}.model"
"""The tagger's weights, beside this module."""
_FILES: Final = (MODEL, _LISTS, "en.toml", "countries.toml")
_SECTIONS: Final = (
    "words",
    "also",
    "given",
    "family",
    "places",
    "towns",
    "languages",
    "great",
    "countries",
    "currencies",
)


def fold_word(word: str) -> str:
    """The form of a word that tables are looked up by: of the same kind as the table build makes."""
    if word.isascii():
        return word.lower()
    return _fold(word) if len(word) <= _LONGEST_WORD else word.lower()


@functools.lru_cache(maxsize=16_384)
def _fold(word: str) -> str:
    """Folding beyond ASCII. The cache is bounded and holds only what this computes: no result depends on it."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


@frozen
class Gazetteer:
    """Word lists. A phrase is its folded tokens with one space between them: `port - au - prince`."""

    words: frozenset[str]
    """Ordinary English words: those that a dictionary writes small."""
    also: frozenset[str]
    """English words that are rarer than the names written like them (cook, grace)."""
    given: frozenset[str]
    """Given names of the world's people, single words."""
    family: frozenset[str]
    """Family names, single words."""
    towns: frozenset[str]
    """Names of towns, single words."""
    languages: frozenset[str]
    """Names of languages, single words; peoples are mostly called like theirs."""
    phrases: dict[str, EntityType]
    """Names that are known as wholes, by the type that they have: places, countries, peoples, organisations, …"""
    longest: dict[str, int]
    """For each first token of a phrase, the number of tokens of the longest phrase that it opens."""
    great: frozenset[str]
    """Places known as more than towns: countries, regions, capitals, cities of a million, what `en.toml` names."""
    currencies: frozenset[str]
    """ISO 4217 codes, capital letters."""


def read_lists(data: bytes, name: str = _LISTS) -> dict[str, list[str]]:
    """Read a table file: header line `newsrecord-tables 1 NAME SHA256`, then zlib-compressed sections of lines.

    Raises:
        DataFileError: the header is not of this format and name, the digest differs, or a section is missing.
    """
    header, _, body = data.partition(b"\n")
    if header != f"{_FORMAT} {NAME} {hashlib.sha256(body).hexdigest()}".encode():
        raise DataFileError(f"{name}: damaged, or of another version than {_FORMAT} {NAME}; reinstall newsrecord")
    try:
        lines = zlib.decompress(body).decode("utf-8").splitlines()
    except (zlib.error, UnicodeDecodeError) as problem:
        raise DataFileError(f"{name}: {problem}; reinstall newsrecord") from problem
    marks = [i for i, line in enumerate(lines) if line[:1] == "["]
    lists = {lines[a][1:-1]: lines[a + 1 : b] for a, b in zip(marks, [*marks[1:], len(lines)], strict=True)}
    missing = [section for section in _SECTIONS if section not in lists]
    if missing:
        raise DataFileError(f"{name}: no section {', '.join(missing)}; reinstall newsrecord")
    return lists


def data(name: str) -> bytes:
    """A data file of this package.

    Raises:
        DataFileError: it is missing.
    """
    try:
        return resources.files(__package__).joinpath(name).read_bytes()
    except OSError as problem:
        raise DataFileError(f"{__package__}/{name}: {problem}; reinstall newsrecord") from problem


@functools.cache
def lists() -> dict[str, list[str]]:
    """The sections of the shipped table file."""
    return read_lists(data(_LISTS))


@functools.cache
def model_name() -> str:
    """Name of the tables and the first 8 hexadecimal digits of the SHA-256 over all data files, `en-0:1a2b3c4d`."""
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update(hashlib.sha256(data(name)).digest())
    return f"{NAME}:{digest.hexdigest()[:8]}"


@functools.cache
def word_set(name: str) -> frozenset[str]:
    """A list of `en.toml` by name, folded."""
    return frozenset(fold_word(word) for word in load_table(__package__, "en.toml")[name])


def _phrases() -> dict[str, EntityType]:
    """Known wholes by type; where two lists hold one phrase the later, more certain one wins."""
    from .countries import country_codes, demonym_codes

    phrases: dict[str, EntityType] = dict.fromkeys(lists()["places"], "LOCATION")
    sources: tuple[tuple[EntityType, Iterable[str]], ...] = (
        ("LOCATION", lists()["great"]),
        ("LOCATION", word_set("locations")),
        ("MISC", word_set("languages")),
        ("NORP", _with_plurals(word_set("norps"))),
        ("NORP", demonym_codes()),
        ("LOCATION", country_codes()),
        ("PERSON", word_set("persons")),
        ("PRODUCT", _with_plurals(word_set("products"))),
        ("MISC", word_set("miscs")),
        ("ORGANIZATION", word_set("organizations")),
    )
    for kind, names in sources:
        phrases.update(dict.fromkeys(names, kind))
    return phrases


def _with_plurals(names: Iterable[str]) -> set[str]:
    return {form for name in names for form in (name, f"{name}s")}


@functools.cache
def load_gazetteer() -> Gazetteer:
    """The shipped word lists, read and checked on the first call (some 50 ms).

    Raises:
        DataFileError: a data file is missing or damaged.
    """
    from .countries import country_codes

    read = lists()
    phrases = _phrases()
    longest: dict[str, int] = {}
    for phrase in phrases:
        first, _, rest = phrase.partition(" ")
        size = rest.count(" ") + 2 if rest else 1
        if size > longest.get(first, 0):
            longest[first] = size
    return Gazetteer(
        words=frozenset(read["words"]) | word_set("function_words") | word_set("ordinary"),
        also=frozenset(read["also"]),
        given=frozenset(read["given"]),
        family=frozenset(read["family"]),
        towns=frozenset(read["towns"]),
        languages=frozenset(read["languages"]),
        phrases=phrases,
        longest=longest,
        great=frozenset(country_codes()) | word_set("locations") | frozenset(read["great"]),
        currencies=frozenset(read["currencies"]),
    )
