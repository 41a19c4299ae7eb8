"""From mentions to entities: grouped, named by their fullest form, with country and roles.

In come a document and the mentions that any recogniser found in it (inside its sections, disjoint); out come
`record.Entity` values in order of first mention.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from attrs import field, frozen

from ..language import Language, english, find_language
from ..readers import FoundMention
from ..record import ENTITY_TYPES, Entity, Ids, Mention, fold
from ..text import fold_word, tokenize
from .affiliations import Affiliations
from .gazetteer import load_gazetteer
from .grouping import Grouping
from .kinds import is_acronym_of
from .lists import Lists
from .places import Named, Place, Places
from .roles import Roles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..record import EntityType, MentionZone
    from ..text import Document
    from .roles import Role

__all__ = ["NewsGatherer", "gather"]

_RANKS: dict[MentionZone, int] = {"body": 0, "headline": 1, "related": 2}
"""The order in which zones settle what there is and what it is called."""
_LONGEST_ACRONYM = 4
"""Letters of a name in capitals that may be meant so."""
_NO_IDS = Ids()
_LONGEST_NAME = 150
"""Code points of a name; a longer form is taken for the entity's name only where there is no shorter one."""


class _Said(NamedTuple):
    """What stands beside one mention of a person."""

    roles: tuple[Role, ...]
    bodies: tuple[int, ...]
    """Numbers of the mentions of organisations that the person is stated to be of."""


@frozen
class NewsGatherer:
    """The gatherer that ships; it satisfies `readers.Gatherer`."""

    language: Language = field(factory=english, converter=find_language)
    """What the documents are written in."""

    def gather(
        self, document: Document, mentions: Iterable[FoundMention | tuple[int, int, EntityType]]
    ) -> tuple[Entity, ...]:
        """Gather the mentions of each entity of a document: see `gather`."""
        grouping = self.language.made(Grouping)
        wanted = sorted((FoundMention(*mention) for mention in mentions), key=lambda mention: mention[:3])
        found, keys = _placed(document, wanted)
        texts = [fold(document.text[start:end]) for start, end, _, _ in found]
        numbers = grouping.group(
            [(text, mention[2]) for text, mention in zip(texts, found, strict=True)],
            [_RANKS[mention[3]] for mention in found],
            self._aliases(document.text, texts, found),
        )
        numbers = _by_key(numbers, keys)
        people = [(i, start, end) for i, (start, end, kind, _) in enumerate(found) if kind == "PERSON"]
        others = [(start, end) for start, end, kind, _ in found if kind not in ("PERSON", "MONEY")]
        spans = [(start, end) for _, start, end in people]
        roles = self.language.made(Roles).find(document, spans, others)
        bodies = [i for i, mention in enumerate(found) if mention[2] == "ORGANIZATION"]
        of = self.language.made(Affiliations).find(document, spans, roles, [found[i][:2] for i in bodies])
        said = {
            i: _Said(role, tuple(bodies[body] for body in bodies_of))
            for (i, _, _), role, bodies_of in zip(people, roles, of, strict=True)
        }

        members: list[list[int]] = [[] for _ in range(max(numbers, default=-1) + 1)]
        for i, number in enumerate(numbers):
            members[number].append(i)
        named = [
            Named(
                found[indices[0]][2],
                tuple(dict.fromkeys(texts[i] for i in indices)),
                [found[i][:2] for i in indices],
                all(found[i][3] == "related" for i in indices),
            )
            for indices in members
        ]
        places = self.language.made(Places).settle(document, named)
        members, places = _by_place(members, named, places)
        names = [""] * len(found)
        for indices in members:
            name = self._fullest([(texts[i], found[i][3]) for i in indices], found[indices[0]][2])
            for i in indices:
                names[i] = name
        is_sound = all(map(_is_sound, texts, found))  # else they raise what is wrong with them
        return tuple(
            _entity(texts, names, found, indices, said, place, is_sound=is_sound)
            for indices, place in zip(members, places, strict=True)
        )

    def _aliases(
        self, text: str, texts: list[str], found: list[tuple[int, int, EntityType, MentionZone]]
    ) -> list[tuple[int, int]]:
        """Neighbours of which the second, in brackets, shortens the first: Board of Trade and Ports (BTP)."""
        small = self.language.made(Lists).words.small_words
        pairs = []
        for i in range(1, len(found)):
            start, end = found[i][:2]
            if (
                text[end : end + 1] == ")"
                and text[found[i - 1][1] : start].strip() == "("
                and texts[i].isupper()
                and is_acronym_of(texts[i], tokenize(texts[i - 1][:_LONGEST_NAME]).words, small)
            ):
                pairs.append((i - 1, i))
        return pairs

    def _fullest(self, forms: list[tuple[str, MentionZone]], kind: EntityType) -> str:
        """The fullest form of the body, else of the headline, else of other headlines.

        That is the one with the most words, of these one that is not another in capitals, the most frequent, the
        longest, the first.
        """
        rank = min(_RANKS[zone] for _, zone in forms)
        texts = [text for text, zone in forms if _RANKS[zone] == rank]
        if len(set(texts)) == 1:
            return self._plain(self._bare(texts[0]), kind)
        words_of = self.language.made(Grouping).words
        counts = Counter(text for text in texts if len(text) <= _LONGEST_NAME) or Counter(texts)
        plain = {text.casefold() for text in counts if not text.isupper()}
        best = max(
            counts,
            key=lambda text: (
                sum(len(word) > 1 or kind != "PERSON" for word in words_of(text, kind)),
                len(words_of(text, kind)),
                not (text.isupper() and text.casefold() in plain),
                counts[text],
                len(text),
            ),
        )
        return self._plain(self._bare(best), kind)

    def _plain(self, name: str, kind: EntityType) -> str:
        """A person or place that only lines in capitals name, in normal ones; acronyms stay."""
        if not name.isupper() or kind not in ("PERSON", "LOCATION") or len(name) > _LONGEST_NAME:
            return name
        known = self.language.made(load_gazetteer)
        words = [fold_word(word) for word in tokenize(name).words]
        if kind == "PERSON":
            plain = len(name) > _LONGEST_ACRONYM and (
                (len(words) > 1 and not any(1 < len(word) < 3 for word in words)) or words[0] in known.family
            )
        else:
            plain = len(name) > _LONGEST_ACRONYM and (
                " ".join(words) in known.phrases or words[0] in known.towns or " " in name
            )
        return name.title() if plain else name

    def _bare(self, name: str) -> str:
        """A name without the article and the possessive that a recogniser may have left on it."""
        article, _, rest = name.partition(" ")
        if rest and article[0].lower() + article[1:] in self.language.made(Lists).words.definite_articles:
            name = rest
        for possessive in ("'s", "’s"):
            if name.endswith(possessive) and len(name) > len(possessive):
                name = name[: -len(possessive)].rstrip()
        return name


def _entity(
    texts: list[str],
    names: list[str],
    found: list[tuple[int, int, EntityType, MentionZone]],
    indices: list[int],
    said: dict[int, _Said],
    place: Place,
    *,
    is_sound: bool,
) -> Entity:
    """The entity of some mentions; `names` are those of the entities of all mentions, `is_sound` that none is wrong."""
    told = [said[i] for i in indices if i in said]
    entity, mention = (Entity.made, Mention.made) if is_sound else (Entity, Mention)
    return entity(
        name=names[indices[0]],
        type=found[indices[0]][2],
        country=place.country,
        ids=Ids.made(geonames=str(place.geonames)) if place.geonames is not None else _NO_IDS,
        roles=tuple(dict.fromkeys(role.text for one in told for role in one.roles)),
        affiliations=tuple(dict.fromkeys(names[body] for one in told for body in one.bodies)),
        mentions=tuple(mention(text=texts[i], start=found[i][0], end=found[i][1], zone=found[i][3]) for i in indices),
    )


def _is_sound(text: str, found: tuple[int, int, EntityType, MentionZone]) -> bool:
    """Whether a mention needs no check: it lies in a section, so its zone is one, and its text is folded."""
    start, end, kind, _ = found
    return text != "" and type(start) is int and type(end) is int and kind in ENTITY_TYPES


def gather(document: Document, mentions: Iterable[FoundMention | tuple[int, int, EntityType]]) -> tuple[Entity, ...]:
    """Gather the mentions of each entity of a document, in the document's language.

    Args:
        document: the text and the sections that were read; only its headline, body and related sections hold entities.
        mentions: (start, end, type) of each mention: inside one section, disjoint, no white space at the edges. Those
            of `FoundMention`s with one key are of one entity, those with two are not; one without goes by its words.

    Returns:
        The entities in order of first mention, each with its mentions in text order.
    """
    return NewsGatherer(document.language).gather(document, mentions)


def _placed(
    document: Document, mentions: Sequence[FoundMention]
) -> tuple[list[tuple[int, int, EntityType, MentionZone]], list[str | None]]:
    """The mentions with the zone of their section, and their keys; bylines and the like (zone `meta`) hold none."""
    sections = document.sections
    starts = [section.start for section in sections]
    placed: list[tuple[int, int, EntityType, MentionZone]] = []
    keys: list[str | None] = []
    for start, end, kind, _, key in mentions:
        at = bisect_right(starts, start) - 1
        if at >= 0 and (zone := sections[at].zone) != "meta":
            placed.append((start, end, kind, zone))
            keys.append(key)
    return placed, keys


def _by_place(
    members: list[list[int]], named: Sequence[Named], places: Sequence[Place]
) -> tuple[list[list[int]], list[Place]]:
    """Entities and where they are, with those that are one place by two names joined: Kyiv and Kiev, Calif."""
    first_of: dict[int, int] = {}
    joined: list[list[int]] = []
    kept: list[Place] = []
    for indices, thing, place in zip(members, named, places, strict=True):
        if thing.type == "LOCATION" and place.geonames is not None:
            at = first_of.setdefault(place.geonames, len(joined))
            if at < len(joined):
                joined[at] = sorted([*joined[at], *indices])
                continue
        joined.append(indices)
        kept.append(place)
    return joined, kept


def _by_key(numbers: list[int], keys: list[str | None]) -> list[int]:
    """Cluster numbers, in order of first appearance, in which mentions with one key are together and no others are.

    A mention without a key goes with the first key of its cluster.
    """
    if not any(keys):
        return numbers
    key_of = dict(reversed([(number, key) for number, key in zip(numbers, keys, strict=True) if key]))
    marks = [key or key_of.get(number) or number for number, key in zip(numbers, keys, strict=True)]
    order: dict[str | int, int] = {}
    return [order.setdefault(mark, len(order)) for mark in marks]
