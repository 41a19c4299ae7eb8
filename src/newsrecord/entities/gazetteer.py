"""What the recogniser knows about words: the shipped lists as one value, put together once, on first use."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from attrs import frozen

from ..record import EntityType
from .countries import country_codes, demonym_codes
from .lists import lists, word_set

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Gazetteer", "load_gazetteer"]


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
    """ISO 4217 codes, uppercase."""


def _phrases() -> dict[str, EntityType]:
    """Known wholes by type; where two lists hold one phrase the later, more certain one wins."""
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
