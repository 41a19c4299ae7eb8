"""Why a record says what it does of places: a record in, the country of each place with its reasons out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from ..errors import InvalidArgumentError
from ..language import Language, find_language
from ..record import MENTION_ZONES, PAGE, EntityType, fold
from ..text import Section, look
from .places import PLACED, Named, Places, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..record import NewsRecord
    from .places import Place

__all__ = ["PlaceExplanation", "explain_places"]

_MOST: Final = 5
"""Other things that are told as evidence."""


@frozen(kw_only=True)
class PlaceExplanation:
    """What was taken for the country of an entity, and why."""

    name: str
    """The entity's."""
    type: EntityType
    """`LOCATION`, `FACILITY` or `NORP`."""
    country: str | None
    """ISO 3166-1 alpha-2, None where it was left open."""
    geonames: str | None
    """GeoNames id, where one thing is meant for sure."""
    reason: Reason
    """`people`, `stated`, `known`, `part`, `story`; without a country `unsure`, `open`, `unknown`.

    `people`: the name of a people. `stated`: the text says what it is in. `known`: a known place, which leads its
    namesakes. `part`: a part of one, or called after one. `story`: no table knows it, and the story is set in one
    country. `unsure`: two readings stay possible. `open`: it lies in no one country. `unknown`: nothing tells.
    """
    said: str | None
    """The words of the text that say what it is in; of `stated`."""
    margin: int | None
    """By how much its country leads the next, in half bits (2 are odds of 2 to 1); of `known`, `part`, `unsure`."""
    other: str | None
    """The next country."""
    evidence: tuple[str, ...]
    """Other entities in its state or province, then in its country, five at most: what spoke for it."""


def explain_places(record: NewsRecord, *, language: str | Language | None = None) -> tuple[PlaceExplanation, ...]:
    """Return where the places and peoples of a record are taken to be, and why: for places that are read wrong.

    They are settled anew from the record's mentions, so the record may be any recogniser's, and hold other countries.

    Args:
        record: one with its source.
        language: of tables; the record's by default.

    Raises:
        InvalidArgumentError: the record was left without its source, or there are no tables for its language.
    """
    if record.source is None:
        raise InvalidArgumentError("record: it has no source, which tells what stands beside a place; read it with one")
    tables = find_language(record.language if language is None else language)
    view, document = look(record.source, _sections(record), tables, record.url)
    named = []
    for entity in record.entities:
        spans = [view.seen(mention.start, mention.end) for mention in entity.mentions]
        forms = dict.fromkeys(fold(document.text[start:end]) for start, end in spans)
        named.append(Named(entity.type, tuple(forms), spans, entity.zones == ("related",)))
    places = tables.made(Places).settle(document, named)
    names = [entity.name for entity in record.entities]
    return tuple(
        PlaceExplanation(
            name=names[i],
            type=record.entities[i].type,
            country=place.country,
            geonames=None if place.geonames is None else str(place.geonames),
            reason=place.reason,
            said=place.said,
            margin=place.margin,
            other=place.other,
            evidence=tuple(_evidence(i, names, places))[:_MOST],
        )
        for i, place in enumerate(places)
        if record.entities[i].type in PLACED
    )


def _sections(record: NewsRecord) -> list[Section]:
    found: list[Section] = []
    for zone in MENTION_ZONES:
        value = getattr(record, PAGE[zone])
        parts = value if isinstance(value, tuple) else (value,)
        found += [Section(one.start, one.end, zone) for one in parts if one is not None and one.start is not None]
    return sorted(found)


def _evidence(number: int, names: Sequence[str], places: Sequence[Place]) -> Iterator[str]:
    """The names of what is in the same state, then of what is in the same country, where that counts."""
    own = places[number]
    if own.country is None or own.reason in ("people", "stated"):
        return
    others = [i for i in range(len(names)) if i != number and places[i].country == own.country]
    near = [i for i in others if own.region is not None and places[i].region == own.region]
    yield from (names[i] for i in near)
    yield from (names[i] for i in others if i not in set(near) and places[i].reason != "story")
