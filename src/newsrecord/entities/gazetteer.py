"""What the recogniser knows about words: the lists of a language as one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from ..record import EntityType
from .countries import Countries
from .lists import Lists

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..language import Language

__all__ = ["Gazetteer", "load_gazetteer"]


@frozen
class Gazetteer:
    """Word lists. A phrase is its folded tokens with one space between them: `port - au - prince`."""

    words: frozenset[str]
    """Ordinary words: those that a dictionary writes without a capital."""
    functions: frozenset[str]
    """Grammatical words."""
    also: frozenset[str]
    """Words that are rarer than the names written like them (cook, grace)."""
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
    """Places known as more than towns: countries, regions, capitals, cities of a million, what `names.toml` names."""
    currencies: frozenset[str]
    """ISO 4217 codes, uppercase."""


def load_gazetteer(language: Language) -> Gazetteer:
    """Put the word lists of a language together (some 50 ms for English): `language.made(load_gazetteer)`."""
    lists, countries = language.made(Lists), language.made(Countries)
    read, words = lists.sections, lists.words
    phrases = _phrases(lists, countries)
    longest: dict[str, int] = {}
    for phrase in phrases:
        first, _, rest = phrase.partition(" ")
        size = rest.count(" ") + 2 if rest else 1
        if size > longest.get(first, 0):
            longest[first] = size
    return Gazetteer(
        words=frozenset(read["words"]) | words.function_words | words.ordinary,
        functions=words.function_words,
        also=frozenset(read["also"]),
        given=frozenset(read["given"]),
        family=frozenset(read["family"]),
        towns=frozenset(read["towns"]),
        languages=frozenset(read["languages"]),
        phrases=phrases,
        longest=longest,
        great=frozenset(countries.codes) | words.locations | frozenset(read["great"]),
        currencies=frozenset(read["currencies"]),
    )


def _phrases(lists: Lists, countries: Countries) -> dict[str, EntityType]:
    """Known wholes by type; where two lists hold one phrase the later, more certain one wins."""
    words, endings = lists.words, ("", *lists.words.plural_endings)
    phrases: dict[str, EntityType] = dict.fromkeys(lists.sections["places"], "LOCATION")
    sources: tuple[tuple[EntityType, Iterable[str]], ...] = (
        ("LOCATION", lists.sections["great"]),
        ("LOCATION", words.locations),
        ("MISC", words.languages),
        ("NORP", {name + ending for name in words.norps for ending in endings}),
        ("NORP", countries.demonyms),
        ("LOCATION", countries.codes),
        ("PERSON", words.persons),
        ("PRODUCT", {name + ending for name in words.products for ending in endings}),
        ("MISC", words.miscs),
        ("ORGANIZATION", words.organizations),
    )
    for kind, names in sources:
        phrases.update(dict.fromkeys(names, kind))
    return phrases
