"""The record: what one news text holds, as frozen values that cannot be wrong.

Every class here checks itself when it is made and raises `InvalidRecordError` with all faults found, so whoever holds a
`NewsRecord` can rely on it: spans lie in the source, texts are what the source says there, lists are in text order,
nothing overlaps that must not. Spans count code points of `NewsRecord.source`, half-open: `source[start:end]`.
"""

from __future__ import annotations

import datetime
import itertools
import re
import reprlib
from typing import TYPE_CHECKING, Final, Literal, get_args

from attrs import field, frozen

from .checks import (
    Checked,
    Cover,
    Span,
    as_date,
    as_tuple,
    check_choice,
    check_day,
    check_items,
    check_kind,
    check_order,
    check_slices,
    check_span,
    check_string,
    check_text,
    fold,
    is_timestamp,
    require_choice,
)
from .errors import Fault, InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "DATE_TYPES",
    "DATE_ZONES",
    "ENTITY_TYPES",
    "FURNITURE_ROLES",
    "MENTION_ZONES",
    "MODS",
    "SCHEMA_VERSION",
    "Author",
    "DateExpression",
    "DateType",
    "DateZone",
    "Dateline",
    "Entity",
    "EntityType",
    "Furniture",
    "FurnitureRole",
    "Generator",
    "Mention",
    "MentionZone",
    "Mod",
    "NewsRecord",
    "Passage",
    "Timestamp",
    "as_date",
    "fold",
]

SCHEMA_VERSION: Final = "1"
"""Version of the JSON form that this release writes."""

EntityType = Literal["PERSON", "ORGANIZATION", "LOCATION", "FACILITY", "NORP", "PRODUCT", "MISC", "MONEY"]
MentionZone = Literal["headline", "body", "related"]
DateZone = Literal["headline", "body", "related", "meta"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
Mod = Literal[
    "BEFORE",
    "AFTER",
    "ON_OR_BEFORE",
    "ON_OR_AFTER",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "START",
    "MID",
    "END",
    "APPROX",
]
FurnitureRole = Literal[
    "cue",
    "caption",
    "credit",
    "share",
    "promotion",
    "advertisement",
    "navigation",
    "bio",
    "copyright",
    "comments",
    "tags",
    "subhead",
    "standfirst",
    "repeat",
    "other",
]

ENTITY_TYPES: Final[tuple[EntityType, ...]] = get_args(EntityType)
MENTION_ZONES: Final[tuple[MentionZone, ...]] = get_args(MentionZone)
DATE_ZONES: Final[tuple[DateZone, ...]] = get_args(DateZone)
DATE_TYPES: Final[tuple[DateType, ...]] = get_args(DateType)
"""TIMEX3 types (TimeML 1.2.1, section 2.2)."""
MODS: Final[tuple[Mod, ...]] = get_args(Mod)
"""TIMEX3 modifiers (TimeML 1.2.1, section 2.2)."""
FURNITURE_ROLES: Final[tuple[FurnitureRole, ...]] = get_args(FurnitureRole)

LANGUAGE_PATTERN: Final = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}"
COUNTRY_PATTERN: Final = r"[A-Z]{2}"
_COUNTRY_TYPES: Final = ("LOCATION", "NORP")


# --- the parts -----------------------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Generator(Checked):
    """What made a record: the same generator makes the same record of the same text."""

    name: str
    """Name of the library."""
    version: str
    """Version of the library."""
    model: str | None = None
    """Name of the entity model and the head of its digest, `en-1:3f9c21d0`; null when the recogniser names none."""

    def _check(self, faults: list[Fault]) -> None:
        check_string(faults, "name", self.name)
        check_string(faults, "version", self.version)
        check_string(faults, "model", self.model, optional=True)


@frozen(kw_only=True)
class Passage(Checked):
    """A stretch of the source: a headline, a body paragraph, a byline line, a related headline."""

    text: str
    """The source slice with each run of white space folded to one space."""
    start: int
    """First code point of the span, counted from 0."""
    end: int
    """One past the last code point of the span."""

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end)


@frozen(kw_only=True)
class Author(Checked):
    """One author named in a byline."""

    name: str
    """The name as printed, white space folded."""
    start: int
    """First code point of the name."""
    end: int
    """One past the last code point of the name."""

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "name", self.name)
        check_span(faults, self.start, self.end)


@frozen(kw_only=True)
class Dateline(Checked):
    """The place, agency and date that open a news story; it stays part of the paragraph that it opens."""

    text: str
    """The whole dateline as printed: `BULAWAYO, Zimbabwe, Jun 21 2022 (IPS) -`."""
    start: int
    """First code point of the dateline."""
    end: int
    """One past the last code point of the dateline."""
    place: str | None = None
    """The place in normal case, `Bulawayo, Zimbabwe`, or null."""
    agency: str | None = None
    """The agency as printed, `IPS`, or null."""
    date: datetime.date | None = None
    """The calendar day, or null where the dateline has no full date."""

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end)
        check_string(faults, "place", self.place, optional=True)
        check_string(faults, "agency", self.agency, optional=True)
        check_day(faults, "date", self.date)


@frozen(kw_only=True)
class Timestamp(Checked):
    """When the article says that it was published or updated."""

    text: str
    """The date as printed."""
    start: int
    """First code point of the date."""
    end: int
    """One past the last code point of the date."""
    value: str
    """ISO 8601 date, or date-time with the zone that was printed and none invented: `2026-06-30T13:55+01:00`."""

    @property
    def date(self) -> datetime.date:
        """The calendar day of `value`, in its own zone."""
        return datetime.datetime.fromisoformat(self.value).date()

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end)
        if not is_timestamp(self.value):
            shown = reprlib.repr(self.value)
            faults.append(Fault("value", f"expected YYYY-MM-DD or YYYY-MM-DDTHH:MM[:SS][zone], got {shown}"))


@frozen(kw_only=True)
class Mention(Checked):
    """One place where the text names an entity."""

    text: str
    """The mention as printed, white space folded."""
    start: int
    """First code point of the mention."""
    end: int
    """One past the last code point of the mention."""
    zone: MentionZone
    """Where it stands: `headline`, `body` or `related`."""

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end)
        check_choice(faults, "zone", self.zone, MENTION_ZONES)


@frozen(kw_only=True)
class Entity(Checked):
    """A person, organisation, place or other named thing, with every mention of it in this text."""

    name: str
    """The fullest form seen in the text."""
    type: EntityType
    """One of the eight entity types."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of a country (`LOCATION`) or its people (`NORP`); null for everything else."""
    roles: tuple[str, ...] = field(default=(), converter=as_tuple)
    """Jobs and titles that stand beside a person's name, in order of first appearance."""
    mentions: tuple[Mention, ...] = field(converter=as_tuple)
    """At least one, in text order."""

    @property
    def zones(self) -> tuple[MentionZone, ...]:
        """The zones that the entity is named in, in the order headline, body, related."""
        seen = {mention.zone for mention in self.mentions}
        return tuple(zone for zone in MENTION_ZONES if zone in seen)

    def mentions_in(self, zone: MentionZone) -> tuple[Mention, ...]:
        """The mentions that stand in one zone.

        Raises:
            InvalidArgumentError: `zone` is not `headline`, `body` or `related`.
        """
        require_choice("zone", zone, MENTION_ZONES)
        return tuple(mention for mention in self.mentions if mention.zone == zone)

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "name", self.name)
        check_choice(faults, "type", self.type, ENTITY_TYPES)
        if self.country is not None:
            if type(self.country) is not str or not re.fullmatch(COUNTRY_PATTERN, self.country):
                shown = reprlib.repr(self.country)
                faults.append(Fault("country", f"expected two capital letters (ISO 3166-1 alpha-2), got {shown}"))
            elif self.type not in _COUNTRY_TYPES:
                faults.append(Fault("country", f"only a LOCATION or NORP has a country, this is {self.type}"))
        if isinstance(self.roles, tuple):
            for i, role in enumerate(self.roles):
                check_text(faults, f"roles[{i}]", role)
        else:
            faults.append(Fault("roles", f"expected a sequence of strings, got {reprlib.repr(self.roles)}"))
        check_items(faults, "mentions", self.mentions, Mention)
        if self.mentions == ():
            faults.append(Fault("mentions", "an entity needs at least one mention"))


@frozen(kw_only=True)
class DateExpression(Checked):
    """A temporal expression with its TIMEX3 reading (TimeML 1.2.1) and, where it has them, calendar bounds."""

    text: str
    """The expression as printed, white space folded."""
    start: int
    """First code point of the expression."""
    end: int
    """One past the last code point of the expression."""
    zone: DateZone
    """Where it stands: `headline`, `body`, `related`, or `meta` for byline, dateline and published lines."""
    type: DateType
    """TIMEX3 type: `DATE`, `TIME`, `DURATION` or `SET`."""
    value: str
    """TIMEX3 value: `2025-10-28`, `2025-W44`, `P3M`, `XXXX-WXX-5`, `PAST_REF`, …"""
    mod: Mod | None = None
    """TIMEX3 modifier (`START`, `APPROX`, …) or null."""
    relative: bool
    """Whether the value leans on the reference date or on another date of the text."""
    earliest: datetime.date | None = None
    """First calendar day that the value can mean; null where it has none."""
    latest: datetime.date | None = None
    """Last calendar day that the value can mean; null exactly where `earliest` is."""

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end)
        check_choice(faults, "zone", self.zone, DATE_ZONES)
        check_choice(faults, "type", self.type, DATE_TYPES)
        if type(self.value) is not str or not self.value or self.value.split() != [self.value]:
            shown = reprlib.repr(self.value)
            faults.append(Fault("value", f"expected a TIMEX3 value, which has no white space, got {shown}"))
        if self.mod is not None:
            check_choice(faults, "mod", self.mod, MODS)
        if type(self.relative) is not bool:
            faults.append(Fault("relative", f"expected true or false, got {reprlib.repr(self.relative)}"))
        before = len(faults)
        check_day(faults, "earliest", self.earliest)
        check_day(faults, "latest", self.latest)
        if len(faults) > before:
            return
        if (self.earliest is None) != (self.latest is None):
            faults.append(Fault("latest", "earliest and latest are either both given or both null"))
        elif self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            faults.append(Fault("latest", f"must not lie before earliest ({self.earliest}), got {self.latest}"))


@frozen(kw_only=True)
class Furniture(Checked):
    """A line of the page that is neither the story nor a pointer to another one: a caption, a share button, a cue."""

    role: FurnitureRole
    """What it is; `other` where the parser does not know."""
    text: str
    """The line as printed, white space folded."""
    start: int
    """First code point of the line."""
    end: int
    """One past the last code point of the line."""

    def _check(self, faults: list[Fault]) -> None:
        check_choice(faults, "role", self.role, FURNITURE_ROLES)
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end)


# --- the record ----------------------------------------------------------------------------------------------------


@frozen(kw_only=True, repr=False)
class NewsRecord(Checked):
    """Everything that was read from one news text. Fields are in the order of the JSON form."""

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
    headline: Passage | None = None
    """The headline, or null where the text has none."""
    authors: tuple[Author, ...] = field(default=(), converter=as_tuple)
    """The people or agencies named in the byline, in text order."""
    dateline: Dateline | None = None
    """The dateline, or null. It lies inside the passage that it opens."""
    published: Timestamp | None = None
    """When the text says that it was published, or null."""
    updated: Timestamp | None = None
    """When the text says that it was updated, or null."""
    body: tuple[Passage, ...] = field(default=(), converter=as_tuple)
    """The paragraphs of the story."""
    entities: tuple[Entity, ...] = field(default=(), converter=as_tuple)
    """The named things, in order of first mention."""
    dates: tuple[DateExpression, ...] = field(default=(), converter=as_tuple)
    """The temporal expressions, in text order."""
    related_headlines: tuple[Passage, ...] = field(default=(), converter=as_tuple)
    """Headlines of other stories that the page points to."""
    meta: tuple[Passage, ...] = field(default=(), converter=as_tuple)
    """The byline and published lines, whole, as printed."""
    furniture: tuple[Furniture, ...] = field(default=(), converter=as_tuple)
    """All other lines: nothing of the text is lost."""
    source: str | None = None
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
        return tuple(entity for entity in self.entities if entity.type == type)

    def entities_in(self, zone: MentionZone) -> tuple[Entity, ...]:
        """The entities with a mention in one zone: `entities_in("body")` is what the story itself names.

        Raises:
            InvalidArgumentError: `zone` is not `headline`, `body` or `related`.
        """
        require_choice("zone", zone, MENTION_ZONES)
        return tuple(entity for entity in self.entities if any(m.zone == zone for m in entity.mentions))

    def dates_in(self, zone: DateZone) -> tuple[DateExpression, ...]:
        """The temporal expressions of one zone, in text order.

        Raises:
            InvalidArgumentError: `zone` is not `headline`, `body`, `related` or `meta`.
        """
        require_choice("zone", zone, DATE_ZONES)
        return tuple(date for date in self.dates if date.zone == zone)

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
        return tuple(
            date
            for date in self.dates
            if date.earliest is not None and date.latest is not None and date.earliest <= high and low <= date.latest
        )

    def __repr__(self) -> str:
        name = f" {self.id!r}" if self.id is not None else ""
        title = reprlib.repr(self.headline.text) if self.headline else "no headline"
        counts = [
            _count(self.body, "paragraph"),
            _count(self.entities, "entity", "entities"),
            _count(self.dates, "date"),
            _count(self.related_headlines, "related headline"),
        ]
        return f"<NewsRecord{name}: {', '.join([title, *counts])}>"

    def _check(self, faults: list[Fault]) -> None:
        self._check_fields(faults)
        if faults:  # the parts cannot be compared with each other before each is what it should be
            return
        check_order(faults, "authors", self.authors)
        check_order(faults, "dates", self.dates)
        self._check_passages(faults)
        self._check_entities(faults)
        self._check_zones(faults)
        if self.source is not None:
            check_slices(faults, self.source, self._spans())

    def _check_fields(self, faults: list[Fault]) -> None:
        if self.schema_version != SCHEMA_VERSION:
            shown = reprlib.repr(self.schema_version)
            faults.append(Fault("schema_version", f"this release holds records of version 1, got {shown}"))
        if not isinstance(self.generator, Generator):
            faults.append(Fault("generator", f"expected Generator, got {reprlib.repr(self.generator)}"))
        for name in ("id", "url", "source"):
            value = getattr(self, name)
            if value is not None and type(value) is not str:
                faults.append(Fault(name, f"expected a string or null, got {reprlib.repr(value)}"))
        if type(self.language) is not str or not re.fullmatch(LANGUAGE_PATTERN, self.language):
            faults.append(Fault("language", f"expected a BCP 47 tag such as 'en', got {reprlib.repr(self.language)}"))
        check_day(faults, "reference_date", self.reference_date)
        check_kind(faults, "headline", self.headline, Passage)
        check_kind(faults, "dateline", self.dateline, Dateline)
        check_kind(faults, "published", self.published, Timestamp)
        check_kind(faults, "updated", self.updated, Timestamp)
        check_items(faults, "authors", self.authors, Author)
        check_items(faults, "body", self.body, Passage)
        check_items(faults, "entities", self.entities, Entity)
        check_items(faults, "dates", self.dates, DateExpression)
        check_items(faults, "related_headlines", self.related_headlines, Passage)
        check_items(faults, "meta", self.meta, Passage)
        check_items(faults, "furniture", self.furniture, Furniture)

    def _check_passages(self, faults: list[Fault]) -> None:
        """The parts of the page: each list in order, no two sharing a code point, the dateline inside one."""
        parts: list[tuple[int, int, str]] = []
        if self.headline is not None:
            parts.append((self.headline.start, self.headline.end, "headline"))
        lists: tuple[tuple[str, Sequence[Span]], ...] = (
            ("meta", self.meta),
            ("body", self.body),
            ("related_headlines", self.related_headlines),
            ("furniture", self.furniture),
        )
        for name, items in lists:
            if check_order(faults, name, items):
                parts.extend((item.start, item.end, f"{name}[{i}]") for i, item in enumerate(items))
        parts.sort()
        for (_, end, left), (start, _, right) in itertools.pairwise(parts):
            if start < end:
                faults.append(Fault(right, f"starts at {start}, inside {left}, which ends at {end}"))
        if self.dateline is not None and not Cover([*self.body, *self.meta]).holds(self.dateline):
            faults.append(Fault("dateline", "must lie inside a body paragraph or a byline line (meta)"))

    def _check_entities(self, faults: list[Fault]) -> None:
        found: list[tuple[int, int, str]] = []
        for i, entity in enumerate(self.entities):
            path = f"entities[{i}]"
            check_order(faults, f"{path}.mentions", entity.mentions)
            if i and entity.mentions[0].start < self.entities[i - 1].mentions[0].start:
                faults.append(Fault(path, "entities must be in order of their first mention"))
            found += [(m.start, m.end, f"{path}.mentions[{j}]") for j, m in enumerate(entity.mentions)]
        if faults:
            return
        found.sort()
        for (_, end, left), (start, _, right) in itertools.pairwise(found):
            if start < end:
                faults.append(Fault(f"{right}.start", f"{start} lies inside {left}, which ends at {end}"))

    def _check_zones(self, faults: list[Fault]) -> None:
        zones = {
            "headline": Cover([self.headline] if self.headline else []),
            "body": Cover(self.body),
            "related": Cover(self.related_headlines),
            "meta": Cover([*self.meta, self.dateline] if self.dateline else self.meta),
        }
        placed: list[tuple[Span, str, str]] = [
            (mention, mention.zone, f"entities[{i}].mentions[{j}]")
            for i, entity in enumerate(self.entities)
            for j, mention in enumerate(entity.mentions)
        ]
        placed += [(date, date.zone, f"dates[{i}]") for i, date in enumerate(self.dates)]
        for item, zone, path in placed:
            if not zones[zone].holds(item):
                faults.append(Fault(f"{path}.zone", f"{zone}, but {item.start}-{item.end} does not lie in that zone"))

    def _spans(self) -> list[tuple[str, str, Span]]:
        """Every span of the record as (path, name of its text field, span)."""
        spans: list[tuple[str, str, Span]] = [
            (name, "text", span)
            for name, span in (
                ("headline", self.headline),
                ("dateline", self.dateline),
                ("published", self.published),
                ("updated", self.updated),
            )
            if span is not None
        ]
        spans += [(f"authors[{i}]", "", author) for i, author in enumerate(self.authors)]
        lists: tuple[tuple[str, Sequence[Span]], ...] = (
            ("body", self.body),
            ("dates", self.dates),
            ("related_headlines", self.related_headlines),
            ("meta", self.meta),
            ("furniture", self.furniture),
        )
        for name, items in lists:
            spans += [(f"{name}[{i}]", "text", item) for i, item in enumerate(items)]
        for i, entity in enumerate(self.entities):
            spans += [(f"entities[{i}].mentions[{j}]", "text", m) for j, m in enumerate(entity.mentions)]
        return spans


def _count(items: Sequence[object], one: str, many: str = "") -> str:
    return f"{len(items)} {one if len(items) == 1 else many or one + 's'}"
