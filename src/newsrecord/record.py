"""The record: what one news text holds, as frozen values that cannot be wrong.

Every class here checks itself when it is made and raises `InvalidRecordError` with all faults found, so whoever holds a
`NewsRecord` can rely on it: spans lie in the source, texts are what the source says there, lists are in text order,
nothing overlaps that must not. Spans count code points of `NewsRecord.source`, half-open: `source[start:end]`.
"""

from __future__ import annotations

import datetime
import functools
import itertools
import re
import reprlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeGuard

from attrs import field, fields, frozen

from .checks import (
    Checked,
    Cover,
    Items,
    PerhapsPlaced,
    Span,
    as_date,
    as_items,
    check_day,
    check_items,
    check_kind,
    check_order,
    check_slices,
    fold,
    place_of,
    require_choice,
)
from .errors import Fault, InvalidArgumentError
from .fields import fields_of
from .parts import (
    DATE_TYPES,
    DATE_ZONES,
    ENTITY_TYPES,
    FURNITURE_ROLES,
    MENTION_ZONES,
    MODS,
    QUOTATION_KINDS,
    SPEAKER_TYPES,
    Author,
    DateExpression,
    Dateline,
    DateType,
    DateZone,
    Entity,
    EntityType,
    Furniture,
    FurnitureRole,
    Generator,
    Headline,
    Ids,
    Mention,
    MentionZone,
    Mod,
    Passage,
    Quotation,
    Speaker,
    Timestamp,
)
from .reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .reading import PagePart

__all__ = [
    "DATE_TYPES",
    "DATE_ZONES",
    "ENTITY_TYPES",
    "FURNITURE_ROLES",
    "MENTION_ZONES",
    "MODS",
    "PAGE",
    "QUOTATION_KINDS",
    "SCHEMA_VERSION",
    "SPEAKER_TYPES",
    "Author",
    "DateExpression",
    "DateType",
    "DateZone",
    "DatedSentence",
    "Dateline",
    "Entity",
    "EntityMention",
    "EntityType",
    "Furniture",
    "FurnitureRole",
    "Generator",
    "Headline",
    "Ids",
    "Mention",
    "MentionZone",
    "Mod",
    "NewsRecord",
    "Passage",
    "Quotation",
    "Speaker",
    "Timestamp",
    "as_date",
    "fold",
]

SCHEMA_VERSION: Final = "1"
"""Version of the JSON form that this release writes."""

LANGUAGE_PATTERN: Final = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}"


class EntityMention(NamedTuple):
    """A mention with what it names."""

    mention: Mention
    entity: Entity


class DatedSentence(NamedTuple):
    """A sentence with a day, or some days, that it speaks of."""

    date: DateExpression
    """Has `earliest` and `latest`."""
    sentence: Passage
    """Holds the date. A sentence with several dates stands beside each."""


def _as_headline(value: Headline | Passage | None) -> Headline | None:
    """Take a stretch of the text for a headline; leave what is none for the check to name."""
    return Headline(text=value.text, start=value.start, end=value.end) if isinstance(value, Passage) else value


@frozen(kw_only=True, repr=False)
class NewsRecord(Checked):
    """Everything that was read from one news text. Fields are in the order of the JSON form."""

    # A key of JSON may be missing where the field's metadata say `omittable`. A field that is added must say so, or
    # records that were written before it could not be read any more. `page` names the part of the page that a field
    # holds: a zone, or furniture.

    schema_version: str = SCHEMA_VERSION
    """Version of the JSON form."""
    generator: Generator
    """What made this record."""
    id: str | None = None
    """The caller's name for the article."""
    url: str | None = None
    """Where the caller has it from."""
    language: str = "en"
    """Language that it was read as (BCP 47)."""
    reference_date: datetime.date | None = None
    """The day that relative dates were resolved against: the caller's, else the text's own, else null."""
    headline: Headline | None = field(default=None, converter=_as_headline, metadata={"page": "headline"})
    """The headline: the caller's, else the text's; null where neither has one."""
    authors: tuple[Author, ...] = field(default=(), converter=as_items)
    """The people or agencies that the caller names, else those named in the byline, in text order."""
    dateline: Dateline | None = None
    """The dateline, or null. It lies inside the passage that it opens."""
    published: Timestamp | None = None
    """When it was published: as the caller says, else as the text says, be it that it was updated then; or null."""
    updated: Timestamp | None = None
    """When the text says that it was updated, or null."""
    body: tuple[Passage, ...] = field(default=(), converter=as_items, metadata={"page": "body"})
    """The paragraphs of the story."""
    entities: tuple[Entity, ...] = field(default=(), converter=as_items)
    """The named things, in order of first mention."""
    dates: tuple[DateExpression, ...] = field(default=(), converter=as_items)
    """The temporal expressions, in text order."""
    quotations: tuple[Quotation, ...] = field(default=(), converter=as_items, metadata={"omittable": True})
    """What the body quotes, in text order, each inside one paragraph, with who is said to have said it."""
    related_headlines: tuple[Passage, ...] = field(default=(), converter=as_items, metadata={"page": "related"})
    """Headlines of other stories that the page points to."""
    meta: tuple[Passage, ...] = field(default=(), converter=as_items, metadata={"page": "meta", "omittable": True})
    """The byline and published lines, whole, as printed."""
    furniture: tuple[Furniture, ...] = field(default=(), converter=as_items, metadata={"page": "furniture"})
    """All other lines: nothing of the text is lost."""
    source: str | None = field(default=None, metadata={"omittable": True})
    """The whole input text, unchanged; null where it was left out. Offsets point into it."""

    @property
    def body_text(self) -> str:
        """The paragraphs of the story, joined by blank lines."""
        return "\n\n".join(passage.text for passage in self.body)

    def entities_of(self, type: EntityType) -> tuple[Entity, ...]:  # noqa: A002  (the field's own name)
        """The entities of one type, in order of first mention.

        Raises:
            InvalidArgumentError: `type` is not an entity type.
        """
        require_choice("type", type, ENTITY_TYPES)
        return Items(entity for entity in self.entities if entity.type == type)

    def entities_in(self, zone: MentionZone) -> tuple[Entity, ...]:
        """The entities with a mention in one zone: `entities_in("body")` is what the story itself names.

        Raises:
            InvalidArgumentError: `zone` is not `headline`, `body` or `related`.
        """
        require_choice("zone", zone, MENTION_ZONES)
        return Items(entity for entity in self.entities if any(m.zone == zone for m in entity.mentions))

    def quotations_of(self, entity: Entity) -> tuple[Quotation, ...]:
        """What one entity is quoted with, in text order.

        Args:
            entity: one of `entities`.

        Raises:
            InvalidArgumentError: it is none of this record's.
        """
        if entity not in self.entities:
            shown = reprlib.repr(getattr(entity, "name", entity))
            raise InvalidArgumentError(f"entity: {shown} is none of this record; pass one of record.entities")
        number = self.entities.index(entity)
        return Items(one for one in self.quotations if one.speaker is not None and one.speaker.entity == number)

    def dates_in(self, zone: DateZone) -> tuple[DateExpression, ...]:
        """The temporal expressions of one zone, in text order.

        Raises:
            InvalidArgumentError: `zone` is not `headline`, `body`, `related` or `meta`.
        """
        require_choice("zone", zone, DATE_ZONES)
        return Items(date for date in self.dates if date.zone == zone)

    def dates_between(self, first: datetime.date | str, last: datetime.date | str) -> tuple[DateExpression, ...]:
        """The temporal expressions that can mean a day from `first` to `last`, both included.

        Expressions without calendar bounds (durations, sets, unresolved values) are never among them.

        Raises:
            TypeError: a bound is neither a date nor a string.
            InvalidArgumentError: a bound is a string that is no ISO date, or `last` lies before `first`.
        """
        low, high = as_date(first, "first"), as_date(last, "last")
        if high < low:
            raise InvalidArgumentError(f"last: {high} lies before first ({low}); swap them")
        return Items(
            date
            for date in self.dates
            if date.earliest is not None and date.latest is not None and date.earliest <= high and low <= date.latest
        )

    def mentions(self, zone: MentionZone | None = None) -> tuple[EntityMention, ...]:
        """The mentions of all entities, each with its entity, in text order.

        Args:
            zone: takes those of one zone alone.

        Raises:
            InvalidArgumentError: `zone` is not `headline`, `body` or `related`.
        """
        if zone is not None:
            require_choice("zone", zone, MENTION_ZONES)
        found = [EntityMention(mention, entity) for entity in self.entities for mention in entity.mentions]
        chosen = (one for one in found if zone is None or one.mention.zone == zone)
        return tuple(sorted(chosen, key=lambda one: one.mention.start))

    def passage_at(self, offset: int) -> PagePart | None:
        """The part of the page that a code point of the source lies in, None where it is white space between two.

        Args:
            offset: counted from 0.

        Raises:
            TypeError: `offset` is no whole number.
            InvalidArgumentError: it is negative.
        """
        if type(offset) is not int:
            raise TypeError(f"offset: expected a whole number, got {reprlib.repr(offset)}")
        if offset < 0:
            raise InvalidArgumentError(f"offset: expected one counted from 0, got {offset}")
        return self._reading.part_at(offset)

    def sentence_of(self, span: PerhapsPlaced) -> Passage:
        """The sentence that a mention or a date stands in; where it goes over several, as a quotation may, all of them.

        No sentence ends inside a name or a date, and none goes over the edge of its paragraph.

        Args:
            span: a mention, date, quotation or speaker of this record.

        Raises:
            TypeError: `span` is nothing that has a place; of an entity pass a mention.
            InvalidArgumentError: it lies in no part of the page; or the record has no source, and white space of that
                part was folded, so that nobody can tell what stands where.
        """
        wanted = "a mention, date or quotation of this record"
        if not hasattr(span, "start"):
            raise TypeError(f"span: expected {wanted}, got {type(span).__name__}")
        place = place_of(span)
        found = None if place is None else self._reading.sentence_of(place)
        if found is None:
            shown = reprlib.repr(getattr(span, "text", span))
            raise InvalidArgumentError(f"span: {shown} lies in no part of this record's page; pass {wanted}")
        return found

    def timeline(self, zones: Sequence[DateZone] = ("headline", "body")) -> tuple[DatedSentence, ...]:
        """What the story says of which days: its dates with calendar bounds, in calendar order, with their sentences.

        Those that begin on the same day are in the order of their ends, then of the text. Durations, sets and what was
        not resolved have no place in the calendar. What other headlines of the page speak of is another story.

        Args:
            zones: the zones to take: some of `headline`, `body`, `related`, `meta`.

        Raises:
            InvalidArgumentError: `zones` are others; or as for `sentence_of`.
        """
        if isinstance(zones, str) or not set(zones) <= set(DATE_ZONES):
            raise InvalidArgumentError(f"zones: expected some of {', '.join(DATE_ZONES)}, got {reprlib.repr(zones)}")
        dates = [date for date in self.dates if date.zone in zones and date.earliest is not None]
        found = [DatedSentence(date, self.sentence_of(date)) for date in dates]
        return tuple(sorted(found, key=lambda one: (one.date.earliest, one.date.latest)))

    @functools.cached_property
    def _reading(self) -> Reading:
        """What answers where things stand; it is made when it is first asked, and no part of the record's value."""
        values = (getattr(self, name) for name in PAGE.values())
        parts = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
        marks: list[Span] = [*(mention for entity in self.entities for mention in entity.mentions), *self.dates]
        return Reading([part for part in parts if part is not None], marks, self.source, self.language)

    def __repr__(self) -> str:
        name = f" {self.id!r}" if self.id is not None else ""
        title = reprlib.repr(self.headline.text) if self.headline else "no headline"
        counts = [
            _count(self.body, "paragraph"),
            _count(self.entities, "entity", "entities"),
            _count(self.dates, "date"),
            _count(self.quotations, "quotation"),
            _count(self.related_headlines, "related headline"),
        ]
        return f"<NewsRecord{name}: {', '.join([title, *counts])}>"

    def _check(self, faults: list[Fault]) -> None:
        self._check_fields(faults)
        if faults:  # the parts cannot be compared with each other before each is what it should be
            return
        if self.updated is not None and self.updated.start is None:
            faults.append(Fault("updated", "must have its place in the text (start, end)"))
        check_order(faults, "authors", [author for author in self.authors if _is_placed(author)])
        check_order(faults, "dates", self.dates)
        check_order(faults, "quotations", self.quotations)
        self._check_passages(faults)
        self._check_entities(faults)
        self._check_zones(faults)
        if self.quotations:
            self._check_quotations(faults)
        if self.source is not None:
            check_slices(faults, self.source, _unlike(self, self.source))

    def _check_fields(self, faults: list[Fault]) -> None:
        if self.schema_version != SCHEMA_VERSION:
            shown = reprlib.repr(self.schema_version)
            faults.append(Fault("schema_version", f"this release holds records of version 1, got {shown}"))
        if type(self.language) is not str or not re.fullmatch(LANGUAGE_PATTERN, self.language):
            faults.append(Fault("language", f"expected a BCP 47 tag such as 'en', got {reprlib.repr(self.language)}"))
        for name, of in fields_of(NewsRecord).items():
            value = getattr(self, name)
            if of.record_class is not None and of.many:
                check_items(faults, name, value, of.record_class)
            elif of.record_class is not None:
                check_kind(faults, name, value, of.record_class, optional=of.optional)
            elif of.plain is datetime.date:
                check_day(faults, name, value)
            elif of.optional and value is not None and type(value) is not str:
                faults.append(Fault(name, f"expected a string or null, got {reprlib.repr(value)}"))

    def _check_passages(self, faults: list[Fault]) -> None:
        """The parts of the page: each list in order, no two sharing a code point, the dateline inside one."""
        parts: list[tuple[int, int, str]] = []
        headline = place_of(self.headline) if self.headline is not None else None
        if headline is not None:
            parts.append((*headline, "headline"))
        for name, items in ((name, getattr(self, name)) for name in PAGE.values() if name != "headline"):
            if check_order(faults, name, items):
                parts.extend((item.start, item.end, f"{name}[{i}]") for i, item in enumerate(items))
        parts.sort()
        for (_, end, left), (start, _, right) in itertools.pairwise(parts):
            if start < end:
                faults.append(Fault(right, f"starts at {start}, inside {left}, which ends at {end}"))
        if self.dateline is not None and not Cover([*self.body, *self.meta]).holds(self.dateline):
            faults.append(Fault("dateline", "must lie inside a body paragraph or a byline line (meta)"))

    def _check_entities(self, faults: list[Fault]) -> None:
        found: list[tuple[int, int, int, int]] = []
        for i, entity in enumerate(self.entities):
            check_order(faults, f"entities[{i}].mentions", entity.mentions)
            if i and entity.mentions[0].start < self.entities[i - 1].mentions[0].start:
                faults.append(Fault(f"entities[{i}]", "entities must be in order of their first mention"))
            found += [(m.start, m.end, i, j) for j, m in enumerate(entity.mentions)]
        if faults:
            return
        found.sort()
        for (_, end, i, j), (start, _, k, n) in itertools.pairwise(found):
            if start < end:
                inside = f"{start} lies inside entities[{i}].mentions[{j}], which ends at {end}"
                faults.append(Fault(f"entities[{k}].mentions[{n}].start", inside))

    def _check_quotations(self, faults: list[Fault]) -> None:
        """Each inside one paragraph, its speaker inside one, and an entity that can say something."""
        body = Cover(self.body)
        for i, quotation in enumerate(self.quotations):
            path, speaker = f"quotations[{i}]", quotation.speaker
            if not body.holds(quotation):
                faults.append(Fault(path, f"{quotation.start}-{quotation.end} does not lie in one body paragraph"))
            if speaker is None:
                continue
            if not body.holds(speaker):
                outside = f"{speaker.start}-{speaker.end} does not lie in one body paragraph"
                faults.append(Fault(f"{path}.speaker", outside))
            number = speaker.entity
            if number is None:
                continue
            if number >= len(self.entities):
                past = f"there is no entity {number}, the record has {len(self.entities)}"
                faults.append(Fault(f"{path}.speaker.entity", past))
            elif self.entities[number].type not in SPEAKER_TYPES:
                found = f"entity {number} is a {self.entities[number].type}; only {', '.join(SPEAKER_TYPES)} can speak"
                faults.append(Fault(f"{path}.speaker.entity", found))

    def _passages(self, zone: DateZone) -> list[Span]:
        """The spans of a zone; the dateline, though inside a paragraph, is of the page's."""
        value = getattr(self, PAGE[zone])
        spans: list[Span] = [*value] if isinstance(value, tuple) else [value] if _is_placed(value) else []
        return [*spans, self.dateline] if zone == "meta" and self.dateline else spans

    def _check_zones(self, faults: list[Fault]) -> None:
        zones = {zone: Cover(self._passages(zone)) for zone in DATE_ZONES}
        outside: list[tuple[Span, str, str]] = [
            (mention, mention.zone, f"entities[{i}].mentions[{j}]")
            for i, entity in enumerate(self.entities)
            for j, mention in enumerate(entity.mentions)
            if not zones[mention.zone].holds(mention)
        ]
        outside += [
            (date, date.zone, f"dates[{i}]") for i, date in enumerate(self.dates) if not zones[date.zone].holds(date)
        ]
        for item, zone, path in outside:
            faults.append(Fault(f"{path}.zone", f"{zone}, but {item.start}-{item.end} does not lie in that zone"))


PAGE: Final[dict[str, str]] = {
    field.metadata["page"]: field.name for field in fields(NewsRecord) if "page" in field.metadata
}
"""The parts that a page is made of (`headline`, `body`, `related`, `meta`, `furniture`), and their fields."""


class _Walk(NamedTuple):
    """A field that holds spans."""

    name: str
    many: bool
    text: str
    """The field of the span that says what stands there; empty where none does."""
    placed: bool
    """Whether its values are spans."""
    inner: bool
    """Whether its values hold spans."""


@functools.cache
def _walks(kind: Any) -> tuple[_Walk, ...]:
    """The fields of a class of the record that hold spans, or what holds some."""
    found = []
    for name, of in fields_of(kind).items():
        held: Any = of.record_class
        if held is not None:
            inner = fields_of(held)
            placed, holding = "start" in inner, bool(_walks(held))
            if placed or holding:
                found.append(_Walk(name, of.many, "text" if "text" in inner else "", placed, holding))
    return tuple(found)


def _unlike(item: Any, source: str, path: str = "") -> Iterator[tuple[str, str, Span]]:
    """The spans that do not say letter for letter what stands there, as (path, name of the text field, span).

    The others need no look: a part's text is never empty and has no white space at its ends.
    """
    for name, many, text, placed, inner in _walks(item.__class__):
        value = getattr(item, name)
        for i, span in enumerate(value) if many else ((-1, value),):
            if inner and span is not None:
                yield from _unlike(span, source, f"{path}{name}[{i}]." if many else f"{path}{name}.")
            if (
                placed
                and _is_placed(span)
                and (not text or getattr(span, text) != source[span.start : span.end] or span.end > len(source))
            ):
                yield f"{path}{name}[{i}]" if many else path + name, text, span


def _is_placed(item: object) -> TypeGuard[Any]:
    """Whether the text says it: what the caller alone knew has no place."""
    return getattr(item, "start", None) is not None


def _count(items: Sequence[object], one: str, many: str = "") -> str:
    return f"{len(items)} {one if len(items) == 1 else many or one + 's'}"
