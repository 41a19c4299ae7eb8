"""Which mentions name the same thing: (text, type) pairs of one document in, a cluster number for each out.

Only the strings and their order are looked at, so it serves mentions of any recogniser. Each name is brought to a key
(no article, title, possessive, case, diacritics), equal keys join, and a shorter form joins the longer one that it
abbreviates: last name to full name, acronym to long form, first or last words to full organisation. What the story
names is settled first; a headline may name an entity of it in the same or shorter words, never join two. Every look-up
is by dictionary, so the whole is n log n.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from ..language import Language, find_language
from ..text import fold_word, tokenize
from .countries import Countries
from .lists import Lists

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

__all__ = ["Grouping", "group"]

_LONGEST: Final = 300
"""Code points of a name that are looked at; what differs only after them counts as equal in them."""
_KEPT: Final = 4_096
"""Names whose words are kept: an archive names the same people again and again. No result depends on it."""
_MOST_WORDS: Final = 12
"""Words of a name that shorter forms are looked for in."""
_TURNED: Final = 2
"""First words of a name that its head is looked for in: the U.S. `Department` of Justice."""
_ABBREVIATED: Final = ("ORGANIZATION", "LOCATION", "MISC", "FACILITY", "NORP", "PRODUCT")


class _Clusters:
    """A union of node numbers: each cluster is named by its first node."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, node: int) -> int:
        parent = self._parent
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def join(self, left: int, right: int) -> None:
        left, right = self.find(left), self.find(right)
        self._parent[max(left, right)] = min(left, right)


class _Places:
    """Where names with some property stand in the document: finds the nearest before a mention, else the next after."""

    def __init__(self) -> None:
        self._at: dict[object, tuple[list[int], list[int]]] = {}

    def add(self, key: object, position: int, node: int) -> None:
        """Positions come in rising order."""
        positions, nodes = self._at.setdefault(key, ([], []))
        if not nodes or nodes[-1] != node or positions[-1] != position:
            positions.append(position)
            nodes.append(node)

    def nearest(self, key: object, position: int) -> int | None:
        found = self._at.get(key)
        if found is None:
            return None
        positions, nodes = found
        at = bisect_right(positions, position) - 1
        return nodes[max(at, 0)]


class _Ranked:
    """Where names with some property stand, by the rank of the name: the lowest rank that has one is looked at.

    Of properties other than the `wanted`, which are those that are asked for, nothing is kept.
    """

    def __init__(self, wanted: Container[object]) -> None:
        self._wanted = wanted
        self._of: list[_Places] = []

    def add(self, rank: int, key: object, position: int, node: int) -> None:
        """Positions come in rising order."""
        if key not in self._wanted:
            return
        while len(self._of) <= rank:
            self._of.append(_Places())
        self._of[rank].add(key, position, node)

    def nearest(self, rank: int, key: object, position: int) -> int | None:
        for places in self._of[: rank + 1]:
            found = places.nearest(key, position)
            if found is not None:
                return found
        return None


def _first_of(tables: Sequence[_Ranked], rank: int, key: object, position: int) -> int | None:
    """The nearest name in the first of the tables that has one."""
    return next((n for n in (table.nearest(rank, key, position) for table in tables) if n is not None), None)


class Grouping:
    """Groups names in one language; read-only but for a bounded store of names that were parted."""

    def __init__(self, language: Language) -> None:
        words = language.made(Lists).words
        self._countries = language.made(Countries)
        self._titles = words.honorifics | words.role_heads | words.royal_titles | words.title_openers
        self._suffixes = words.generation_suffixes
        self._legal_forms = words.legal_forms
        self._heads = words.organization_heads - words.legal_forms
        self._turning = language.made(Lists).mentions["turning"]
        self._of = language.made(Lists).roles["of"]
        self._branches = language.made(Lists).mentions["branches"]
        self._chambers = language.made(Lists).mentions["chambers"]
        self._panels = language.made(Lists).mentions["panels"]
        self._articles = words.articles
        self._small = words.small_words
        self._location_heads = words.location_heads
        self._plurals = tuple(sorted(words.plural_endings))
        self._words = functools.lru_cache(_KEPT)(self._part)
        self._acronyms = functools.lru_cache(_KEPT)(self._shorten)

    def group(
        self,
        pairs: Sequence[tuple[str, str]],
        ranks: Sequence[int] | None = None,
        aliases: Iterable[tuple[int, int]] = (),
    ) -> list[int]:
        """Number the entities that the mentions of one document name.

        Args:
            pairs: (text, type) of each mention, in text order; a type is one of `record.ENTITY_TYPES`, or any string.
            ranks: for each mention 0 in the body, 1 in the headline, 2 in the headline of another story; a name joins
                longer ones of its own rank and below, and the names of one rank are settled before those above. By
                default all are of the body.
            aliases: pairs of mentions, by number, that the text itself calls one: a name and its acronym in brackets.

        Returns:
            A cluster number for each pair; numbers count from 0 in order of first mention. Mentions of different
            type never share one.
        """
        nodes: dict[tuple[str, tuple[str, ...]], int] = {}
        of_pair: list[int] = []
        names: list[tuple[str, tuple[str, ...]]] = []
        keys: dict[tuple[str, str], tuple[str, ...]] = {}
        for text, kind in pairs:
            key = keys.get((text, kind))
            if key is None:
                key = keys[text, kind] = self._key(text, kind)
            node = nodes.setdefault((kind, key), len(nodes))
            if node == len(names):
                names.append((kind, key))
            of_pair.append(node)

        rank_of = [0] * len(names)
        if ranks is not None:
            rank_of = [2] * len(names)
            for node, rank in zip(of_pair, ranks, strict=True):
                rank_of[node] = min(rank_of[node], rank)
        clusters = _Clusters(len(names))
        for left, right in aliases:
            if pairs[left][1] == pairs[right][1]:
                clusters.join(of_pair[left], of_pair[right])
        _join_people(names, of_pair, rank_of, clusters)
        self._join_abbreviations(pairs, names, of_pair, rank_of, clusters)
        numbers: dict[int, int] = {}
        return [numbers.setdefault(clusters.find(node), len(numbers)) for node in of_pair]

    # --- one name ------------------------------------------------------------------------------------------------

    def words(self, text: str, type: str) -> tuple[str, ...]:  # noqa: A002  (the record's own name)
        """The words that a name is compared by: folded, no punctuation, article, possessive; of a person no titles."""
        return self._words(text[:_LONGEST], type)

    def _part(self, text: str, type: str) -> tuple[str, ...]:  # noqa: A002
        words = [fold_word(word) for word in tokenize(text).words]
        if words and words[-1] == "'s":
            words.pop()
        bare = [
            word.replace(".", "") for word in words if (any(c.isalnum() for c in word) or word == "+") and word != "'s"
        ]
        if len(bare) > 1 and bare[0] in self._articles:
            del bare[0]
        if type == "PERSON":
            bare = self._without_titles(bare)
        elif type == "ORGANIZATION":
            while len(bare) > 1 and bare[-1] in self._legal_forms:
                bare.pop()
        return tuple(bare or words or ("",))

    def _without_titles(self, words: list[str]) -> list[str]:
        first = 0
        while first < len(words) - 1 and words[first] in self._titles:
            first += 1
        last = len(words)
        while last > first + 1 and words[last - 1] in self._suffixes:
            last -= 1
        return words[first:last]

    def _key(self, text: str, type: str) -> tuple[str, ...]:  # noqa: A002
        """What makes two mentions equal: their words, or the country for the names of a country or its people."""
        words = self.words(text, type)
        joined = " ".join(words)
        code = None
        if type == "LOCATION":
            code = self._countries.code(joined)
        elif type == "NORP":
            code = self._countries.demonyms.get(joined)
            if code is None:
                singular = self._singular(joined)
                return words if singular == joined else (singular,)
        return words if code is None else (f"={code}",)

    def _singular(self, words: str) -> str:
        ending = next((ending for ending in self._plurals if words.endswith(ending)), "")
        return words.removesuffix(ending)

    def _turned(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The other order of a name with `of` behind its head, `()` where it has none: `department of justice`."""
        at = next((at for at, word in enumerate(words[:_TURNED]) if word in self._turning), None)
        if at is None or len(words) < at + 3 or len(words) > _MOST_WORDS or words[at + 1] not in self._of:
            return ()
        return (*words[at + 2 :], words[at])

    def _is_whole(self, words: tuple[str, ...], size: int, text: str) -> bool:
        """Whether what opens an organisation's name is one by itself, and the rest a part of it.

        So are a police department, `UN` before its council, `Acme` before its channel, a `House` before its committee,
        `Fox` in Fox & Friends.
        """
        if size > 1:
            return words[size - 1] in self._heads
        if words[0] in self._chambers and words[-1] in self._panels:
            return True
        if text.partition(" ")[2].startswith("& "):
            return True
        return _is_acronym(text.partition(" ")[0]) or (len(words) == 2 and words[1] in self._branches)

    # --- shorter forms -------------------------------------------------------------------------------------------

    def _shorten(self, words: tuple[str, ...], text: str) -> frozenset[str]:
        """The acronyms that a long form may have, with and without its small words and its legal form."""
        found = {*self._initials(words), *self._initials(_all_words(text))}
        first = tokenize(text).words[:1]
        if len(words) > 2 and first and _is_acronym(first[0]):  # US Food and Drug Administration is the FDA
            found.update(self._initials(words[1:]))
            found.add(words[0] + "".join(w[:1] for w in words[1:_MOST_WORDS] if w not in self._small))
        return frozenset(found)

    def _initials(self, words: tuple[str, ...]) -> Iterator[str]:
        if len(words) > 1:
            words = words[:_MOST_WORDS]
            yield "".join(w[:1] for w in words)
            yield "".join(w[:1] for w in words if w not in self._small)

    def _join_abbreviations(
        self,
        pairs: Sequence[tuple[str, str]],
        names: list[tuple[str, tuple[str, ...]]],
        of_pair: list[int],
        rank_of: list[int],
        clusters: _Clusters,
    ) -> None:
        """Join acronyms to their long forms, and first words to the longer organisation or place that begins so."""
        shorts = {(kind, words[0]) for kind, words in names if len(words) == 1}
        bodies = {words for kind, words in names if kind == "ORGANIZATION"}
        rest = {(kind, *words) for kind, words in names if kind in ("LOCATION", "MISC")}
        initials, openings, endings, others = _Ranked(shorts), _Ranked(bodies), _Ranked(bodies), _Ranked(bodies | rest)
        firsts: dict[int, int] = {}
        for position, node in enumerate(of_pair):
            kind, words = names[node]
            if kind not in _ABBREVIATED:
                continue
            firsts.setdefault(node, position)
            rank = rank_of[node]
            for acronym in self._acronyms(words, pairs[position][0][:_LONGEST]):
                initials.add(rank, (kind, acronym), position, node)
            if kind == "ORGANIZATION":
                for size in range(1, min(len(words), _MOST_WORDS)):
                    if not self._is_whole(words, size, pairs[position][0]):
                        openings.add(rank, words[:size], position, node)
                    endings.add(rank, words[-size:], position, node)
                turned = self._turned(words)
                if turned:  # the Department of Justice is the Justice Department
                    others.add(rank, turned, position, node)
                if words[-1].endswith(self._plurals):
                    others.add(rank, (*words[:-1], self._singular(words[-1])), position, node)
            elif kind == "LOCATION":
                if len(words) > 1 and words[-1] in self._location_heads:  # New York City, the Mediterranean Sea
                    others.add(rank, (kind, *words[:-1]), position, node)
            elif kind == "MISC" and len(words) > 2 and _is_acronym(pairs[position][0].split()[0]):
                others.add(rank, (kind, *words[1:]), position, node)  # the UEFA Champions League
        for node, position in firsts.items():
            kind, words = names[node]
            longer, rank = None, rank_of[node]
            if len(words) == 1 and _is_acronym(pairs[position][0]):
                longer = initials.nearest(rank, (kind, words[0]), position)
            if longer is None and kind == "ORGANIZATION" and words[0] not in self._small:
                last = fold_word(pairs[position][0][:_LONGEST].rpartition(" ")[2]).replace(".", "")
                is_firm = last in self._legal_forms and last != words[-1]  # News Corp. is not the end of Acme News
                known = (openings, others) if is_firm else (openings, endings, others)
                longer = _first_of(known, rank, words, position)
            elif longer is None and kind in ("LOCATION", "MISC"):
                longer = others.nearest(rank, (kind, *words), position)
            if longer is not None:
                clusters.join(node, longer)


def group(pairs: Sequence[tuple[str, str]], language: str | Language = "en") -> list[int]:
    """Number the entities that the mentions of one document name: `Grouping.group` of a language.

    Raises:
        InvalidArgumentError: there are no tables for `language`.

    >>> group([("Carlos Zamora", "PERSON"), ("U.S.", "LOCATION"), ("Zamora", "PERSON"), ("US", "LOCATION")])
    [0, 1, 0, 1]
    """
    return find_language(language).made(Grouping).group(pairs)


# --- people --------------------------------------------------------------------------------------------------------


def _join_people(
    names: list[tuple[str, tuple[str, ...]]], of_pair: list[int], rank_of: list[int], clusters: _Clusters
) -> None:
    """Join each part of a person's name to the nearest full name that has it: as last, inner or first word."""
    people = [words for kind, words in names if kind == "PERSON"]
    single = {words[0] for words in people if len(words) == 1}
    lettered = {(words[0], words[-1]) for words in people if len(words) > 1 and len(words[0]) == 1}
    ends, parts, starts = _Ranked(single), _Ranked(single), _Ranked(single)
    spans, initials = _Ranked(set(people)), _Ranked(lettered)
    firsts: dict[int, int] = {}
    for position, node in enumerate(of_pair):
        kind, words = names[node]
        if kind != "PERSON":
            continue
        firsts.setdefault(node, position)
        if len(words) > 1:
            rank = rank_of[node]
            ends.add(rank, words[-1], position, node)
            starts.add(rank, words[0], position, node)
            if len(words[0]) > 1:
                initials.add(rank, (words[0][0], words[-1]), position, node)
            for word in words[1:-1][:_MOST_WORDS]:
                parts.add(rank, word, position, node)
            if len(words) > 2:
                for span in _shorter(words):
                    spans.add(rank, span, position, node)
    for node, position in firsts.items():
        words, rank = names[node][1], rank_of[node]
        if len(words) > 1:
            longer = spans.nearest(rank, words, position)
            if longer is None and len(words[0]) == 1:  # J. K. Roe beside Jane Roe
                longer = initials.nearest(rank, (words[0], words[-1]), position)
        else:
            longer = _first_of((ends, parts, starts), rank, words[0], position)
            if longer is None and rank == 0:  # the story's headline may be where the full name stands
                longer = ends.nearest(1, words[0], position)
        if longer is not None:
            clusters.join(node, longer)


def _shorter(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Shorter forms of a full name of three words or more: first and last, without the first, without the last."""
    words = words[:_MOST_WORDS]
    yield words[0], words[-1]
    yield words[1:]
    yield words[:-1]
    yield words[0], words[1]


# --- everything else -----------------------------------------------------------------------------------------------


def _all_words(text: str) -> tuple[str, ...]:
    """The words of a name with its legal form: International Data `Corporation` is the IDC."""
    return tuple(word for word in (fold_word(w) for w in tokenize(text).words) if word[:1].isalpha())


def _is_acronym(text: str) -> bool:
    """Whether most letters are capitals: EU, U.N., MoU, GmbH not."""
    capitals = sum(c.isupper() for c in text)
    return capitals >= 2 and capitals * 2 >= sum(c.isalpha() for c in text)
