"""What the recogniser knows about words: the lists of a language as one value."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Final

from attrs import frozen

from ..record import EntityType
from .countries import Countries
from .lists import LETTERS, OPENER, PLACE, Lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..language import Language
    from .sorted_lines import SortedLines

__all__ = ["Gazetteer", "Phrases", "load_gazetteer"]


_KEPT: Final = 16_384
"""Words whose look-ups are kept. No result depends on it."""
_LONGEST: Final = 64
"""Code points of a word that is kept."""


class Listed:
    """The words of the table file; read-only but for a bounded store of look-ups."""

    def __init__(self, lines: SortedLines) -> None:
        self._lines = lines
        self._kept = functools.lru_cache(_KEPT)(lines.behind)

    def of(self, word: str) -> str:
        """Return the lists that a word is in, by their letters: see `lists.LETTERS`."""
        return self._kept(word) if len(word) <= _LONGEST else self._lines.behind(word)

    def all(self, letter: str) -> Iterator[str]:
        """Yield the words of a list, in order."""
        for line in self._lines:
            word, _, letters = line.partition("\t")
            if letter in letters:
                yield word


class _List(Collection[str]):
    """One list of the table file, with some words more."""

    def __init__(self, listed: Listed, letter: str, more: frozenset[str] = frozenset()) -> None:
        self._listed, self._letter, self._more = listed, letter, more

    def __contains__(self, word: object) -> bool:
        return self._letter in self._listed.of(str(word)) or word in self._more

    def __iter__(self) -> Iterator[str]:
        return iter(self._more.union(self._listed.all(self._letter)))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Phrases(Mapping[str, EntityType]):
    """Names that are known as wholes, by the type that they have: places, peoples, organisations and others."""

    def __init__(self, types: dict[str, EntityType], listed: Listed, places: SortedLines) -> None:
        """Take phrases with their types, and places, each of which counts where it is none of the phrases.

        Args:
            types: the phrases.
            listed: has the places of one word, and the words that open places of several.
            places: those of several words.
        """
        self._types, self._listed, self._places = types, listed, places
        self._longest: dict[str, int] = {}
        for phrase in types:
            first, _, rest = phrase.partition(" ")
            if rest:
                self._longest[first] = max(rest.count(" ") + 2, self._longest.get(first, 0))

    def __getitem__(self, phrase: str) -> EntityType:
        found = self._types.get(phrase)
        if found is None:
            if not (phrase in self._places if " " in phrase else PLACE in self._listed.of(phrase)):
                raise KeyError(phrase)
            return "LOCATION"
        return found

    def __iter__(self) -> Iterator[str]:
        places = chain(self._listed.all(PLACE), self._places)
        return chain(self._types, (place for place in places if place not in self._types))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def opens(self, word: str) -> bool:
        """Whether a phrase of several words begins with a word."""
        return OPENER in self._listed.of(word) or word in self._longest

    def longest(self, first: str) -> int:
        """Return the number of tokens of the longest phrase of several that a token opens, 0 where it opens none."""
        if not self.opens(first):
            return 0
        places = (place.count(" ") + 1 for _, place in self._places.opening(f"{first} "))
        return max(self._longest.get(first, 0), *places, 0)


@frozen(eq=False, repr=False)
class Gazetteer:
    """Word lists. A phrase is its folded tokens with one space between them: `port - au - prince`."""

    listed: Listed
    """The words of the table file with the lists that they are in: `words` to `languages`, and places."""
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
    read, words, listed = lists.sections, lists.words, Listed(lists.sections["listed"])
    return Gazetteer(
        listed=listed,
        words=_List(listed, LETTERS["words"], words.function_words | words.ordinary),
        functions=words.function_words,
        also=_List(listed, LETTERS["also"]),
        given=_List(listed, LETTERS["given"]),
        family=_List(listed, LETTERS["family"]),
        towns=_List(listed, LETTERS["towns"]),
        languages=_List(listed, LETTERS["languages"]),
        phrases=Phrases(_types(lists, countries), listed, read["places"]),
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
