"""What the recogniser knows about words: the lists of a language as one value."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from attrs import frozen

from ..record import EntityType
from .countries import Countries
from .lists import Lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..language import Language
    from .sorted_lines import SortedLines

__all__ = ["Gazetteer", "Phrases", "load_gazetteer"]


class _Either(Collection[str]):
    """A long list and a short one as one list."""

    def __init__(self, long: SortedLines, short: frozenset[str]) -> None:
        self._long, self._short = long, short

    def __contains__(self, word: object) -> bool:
        return word in self._short or word in self._long

    def __iter__(self) -> Iterator[str]:
        return chain(self._long, (word for word in self._short if word not in self._long))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Phrases(Mapping[str, EntityType]):
    """Names that are known as wholes, by the type that they have: places, peoples, organisations and others."""

    def __init__(self, types: dict[str, EntityType], places: SortedLines) -> None:
        """Take phrases with their types, and places, each of which counts where it is none of the phrases."""
        self._types, self._places = types, places
        self._longest: dict[str, int] = {}
        for phrase in types:
            first, _, rest = phrase.partition(" ")
            if rest:
                self._longest[first] = max(rest.count(" ") + 2, self._longest.get(first, 0))

    def __getitem__(self, phrase: str) -> EntityType:
        found = self._types.get(phrase)
        if found is None:
            if phrase not in self._places:
                raise KeyError(phrase)
            return "LOCATION"
        return found

    def __iter__(self) -> Iterator[str]:
        return chain(self._types, (place for place in self._places if place not in self._types))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def longest(self, first: str) -> int:
        """Return the number of tokens of the longest phrase of several that a token opens, 0 where it opens none."""
        places = (place.count(" ") + 1 for _, place in self._places.opening(f"{first} "))
        return max(self._longest.get(first, 0), *places, 0)


@frozen(eq=False, repr=False)
class Gazetteer:
    """Word lists. A phrase is its folded tokens with one space between them: `port - au - prince`."""

    words: Collection[str]
    """Ordinary words: those that a dictionary writes without a capital."""
    functions: frozenset[str]
    """Grammatical words."""
    also: Collection[str]
    """Words that are rarer than the names written like them (cook, grace)."""
    given: Collection[str]
    """Given names of the world's people, single words."""
    family: Collection[str]
    """Family names, single words."""
    towns: Collection[str]
    """Names of towns, single words."""
    languages: Collection[str]
    """Names of languages, single words; peoples are mostly called like theirs."""
    phrases: Phrases
    """Names that are known as wholes."""
    great: frozenset[str]
    """Places known as more than towns: countries, regions, capitals, cities of a million, what `names.toml` names."""
    currencies: frozenset[str]
    """ISO 4217 codes, uppercase."""


def load_gazetteer(language: Language) -> Gazetteer:
    """Put the word lists of a language together: `language.made(load_gazetteer)`."""
    lists, countries = language.made(Lists), language.made(Countries)
    read, words = lists.sections, lists.words
    return Gazetteer(
        words=_Either(read["words"], words.function_words | words.ordinary),
        functions=words.function_words,
        also=read["also"],
        given=read["given"],
        family=read["family"],
        towns=read["towns"],
        languages=read["languages"],
        phrases=Phrases(_types(lists, countries), read["places"]),
        great=frozenset(countries.codes) | words.locations | frozenset(read["great"]),
        currencies=frozenset(read["currencies"]),
    )


def _types(lists: Lists, countries: Countries) -> dict[str, EntityType]:
    """Known wholes by type; where two lists hold one phrase the later, more certain one wins."""
    words, endings = lists.words, ("", *lists.words.plural_endings)
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
    return {name: kind for kind, names in sources for name in names}
