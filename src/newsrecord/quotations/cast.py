"""Who is in a story: its mentions in text order, the gender of its people, and whom a description means.

In come the entities of a document; what is asked of it is answered from them and from the words of the language.
Gender is told by forms of address, by nouns such as `spokeswoman` and by given names; where none of them tells, it is
not known and any pronoun may mean the person.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from ..record import SPEAKER_TYPES
from ..text import tokenize
from .words import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..record import Entity
    from ..text import Document
    from .words import Words

__all__ = ["Cast", "Named"]

_LOOKED_BACK = 60
"""Mentions that are looked through for the one that a description means."""
_MENTIONS = 4
"""Mentions of a person beside which roles are looked for."""
_ASIDE = 60
"""Code points beside a name in which its role stands."""
_PARTS = re.compile(r"[,;:“”\"()—–]|(?<=[a-z]{4})[.!?]\s")
_BEHIND = re.compile(r",\s([^,;:“”\"()—–.]+)")
_WORD = re.compile(r"\w+")
_TITLE = 12
"""Code points before a name in which its form of address stands."""


class Named(NamedTuple):
    """A mention and its entity."""

    start: int
    end: int
    entity: int
    is_person: bool
    can_speak: bool


class Cast:
    """The mentions of the body and what is known of their entities."""

    def __init__(self, document: Document, entities: Sequence[Entity], words: Words) -> None:
        self._text = document.text
        self._entities = entities
        self._words = words
        self.mentions: list[Named] = sorted(
            Named(mention.start, mention.end, number, entity.type == "PERSON", entity.type in SPEAKER_TYPES)
            for number, entity in enumerate(entities)
            if entity.type != "MONEY"
            for mention in entity.mentions
            if mention.zone == "body"
        )
        self._starts = [mention.start for mention in self.mentions]
        self._genders: dict[int, str] = {}
        self._roles: dict[int, list[frozenset[str]]] = {}
        self._names: dict[int, tuple[str, ...]] = {}
        self._by_last: dict[str, list[int]] | None = None

    def between(self, start: int, end: int) -> range:
        """The numbers of the mentions that begin in a stretch of the text."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def type_of(self, entity: int) -> str:
        """The type of an entity."""
        return self._entities[entity].type

    def name(self, entity: int) -> tuple[str, ...]:
        """The words of an entity's name, in the form that words are looked up by."""
        found = self._names.get(entity)
        if found is None:
            found = self._names[entity] = tuple(bare(word) for word in tokenize(self._entities[entity].name).words)
        return found

    # --- gender ----------------------------------------------------------------------------------------------------

    def gender(self, entity: int) -> str:
        """`he`, `she`, or an empty string where nothing tells."""
        found = self._genders.get(entity)
        if found is None:
            found = self._genders[entity] = self._told(entity)
        return found

    def _told(self, entity: int) -> str:
        one, words = self._entities[entity], self._words
        for mention in one.mentions[:3]:
            told = self.title(mention.start)
            if told:
                return told
        for role in one.roles:
            for word in tokenize(role).words:
                if bare(word) in words.gendered:
                    return words.gendered[bare(word)]
        name = self.name(entity)
        if len(name) > 1:
            first = name[0]
            if first in words.titles:
                return words.titles[first]
            return words.given.get(_plain(first), "")
        return ""

    def title(self, start: int) -> str:
        """The gender that the form of address before a name tells, or an empty string."""
        before = self._text[max(0, start - _TITLE) : start].split()
        return self._words.titles.get(bare(before[-1]).rstrip("."), "") if before else ""

    def word(self, start: int) -> str:
        """The word that begins at a place, in the form that words are looked up by."""
        found = _WORD.match(self._text, start, start + _TITLE)
        return bare(found.group()) if found else ""

    def fits(self, entity: int, gender: str) -> bool:
        """Whether nothing tells that a person has another gender."""
        return not gender or self.gender(entity) in ("", gender)

    def namesake(self, entity: int, gender: str) -> int:
        """The person of the same last name who has the gender that a form of address tells, else the same person."""
        if not gender or self.fits(entity, gender):
            return entity
        same = [one for one in self._with_last(self.name(entity)[-1]) if one != entity and self.fits(one, gender)]
        return same[0] if len(same) == 1 else entity

    def surnamed(self, word: str) -> int | None:
        """The one person whose name ends with a word, None where there are none or several."""
        same = self._with_last(word)
        return same[0] if len(same) == 1 else None

    def _with_last(self, word: str) -> list[int]:
        if self._by_last is None:
            self._by_last = {}
            for number, one in enumerate(self._entities):
                if one.type == "PERSON":
                    self._by_last.setdefault(self.name(number)[-1], []).append(number)
        return self._by_last.get(word, [])

    # --- descriptions ----------------------------------------------------------------------------------------------

    def with_role(self, head: str, said: frozenset[str], before: int) -> int | None:
        """The person last named before a place with a role of this head; of several the role with most of the words."""
        words = self._words
        wanted = words.short.get(head, head)
        best: tuple[int, int] | None = None
        seen: set[int] = set()
        for number in self._back(before):
            mention = self.mentions[number]
            if not mention.is_person or mention.entity in seen:
                continue
            seen.add(mention.entity)
            for role in self._roles_of(mention.entity):
                if wanted in role or head in role:
                    shared = len(role & said)
                    if best is None or shared > best[0]:
                        best = (shared, mention.entity)
        return best[1] if best else None

    def _roles_of(self, entity: int) -> list[frozenset[str]]:
        found = self._roles.get(entity)
        if found is None:
            short = self._words.short
            found = []
            for role in (*self._entities[entity].roles, *self._beside(entity)):
                words = [bare(word).rstrip(".") for word in tokenize(role).words]
                found.append(frozenset({*words, *(short[word] for word in words if word in short)}))
            self._roles[entity] = found
        return found

    def _beside(self, entity: int) -> Iterator[str]:
        """What stands right before a person's name and, after a comma, behind it, in the first mentions."""
        stops, linking = self._words.stops, self._words.linking
        for mention in [one for one in self._entities[entity].mentions if one.zone == "body"][:_MENTIONS]:
            before = _PARTS.split(self._text[max(0, mention.start - _ASIDE) : mention.start])[-1].split()
            first = len(before)
            while first and self._is_of_role(before[first - 1]):
                first -= 1
            yield " ".join(before[first:])
            behind = _BEHIND.match(self._text, mention.end, mention.end + 2 * _ASIDE)
            if behind is not None:
                words = behind.group(1).split()
                if not any(bare(word) in stops and bare(word) not in linking for word in words[:3]):
                    yield behind.group(1)

    def _is_of_role(self, word: str) -> bool:
        """Whether a word may belong to a role before a name: a noun of people, what stands before one, a name."""
        known, plain = self._words, bare(word).rstrip(".")
        return word[0].isupper() or any(
            plain in some for some in (known.people, known.modifiers, known.gendered, known.linking)
        )

    def body(self, head: str, before: int) -> int | None:
        """The organisation last named before a place whose name has this word."""
        for number in self._back(before):
            mention = self.mentions[number]
            if self.type_of(mention.entity) == "ORGANIZATION" and head in self.name(mention.entity):
                return mention.entity
        return None

    def last(self, kind: str, before: int, after: int) -> int | None:
        """The entity of a type that was named last in a stretch of the text."""
        for number in self._back(before):
            mention = self.mentions[number]
            if mention.start < after:
                return None
            if self.type_of(mention.entity) == kind:
                return mention.entity
        return None

    def _back(self, before: int) -> range:
        at = bisect_right(self._starts, before - 1) - 1
        return range(at, max(-1, at - _LOOKED_BACK), -1)


def _plain(word: str) -> str:
    """A name as the table has it."""
    if word.isascii():
        return word
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
