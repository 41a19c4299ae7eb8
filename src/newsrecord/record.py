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
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from attrs import field, frozen

from .errors import Fault, InvalidArgumentError, InvalidRecordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
TIMESTAMP_PATTERN: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
_COUNTRY_TYPES: Final = ("LOCATION", "NORP")


def fold(text: str) -> str:
    """Return `text` with each run of white space as one space and none at its ends: how a span's text is written."""
    return " ".join(text.split())


def as_date(value: datetime.date | str, what: str = "date") -> datetime.date:
    """Return the calendar day of a date, a datetime (its own day, zone untouched) or an ISO 8601 string.

    Raises:
        TypeError: `value` is none of these.
        InvalidArgumentError: the string is not an ISO 8601 date or date-time; `what` names it in the message.
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str):
        raise TypeError(f"{what}: expected a date or an ISO string such as '2025-10-31', got {type(value).__name__}")
    try:
        return datetime.datetime.fromisoformat(value).date()
    except ValueError:
        advice = "write it as YYYY-MM-DD, for example '2025-10-31'"
        raise InvalidArgumentError(f"{what}: {reprlib.repr(value)} is not an ISO 8601 date; {advice}") from None


# --- checks: each appends what it finds wrong, so that a caller hears of every fault at once -----------------------


def _check_span(faults: list[Fault], start: object, end: object) -> None:
    if type(start) is int and type(end) is int:
        if start < 0:
            faults.append(Fault("start", f"must not be negative, got {start}"))
        if end <= start:
            faults.append(Fault("end", f"must be greater than start ({start}), got {end}"))
        return
    for name, value in (("start", start), ("end", end)):
        if type(value) is not int:
            faults.append(Fault(name, f"expected a whole number, got {reprlib.repr(value)}"))


def _check_text(faults: list[Fault], name: str, value: object) -> None:
    if type(value) is not str:
        faults.append(Fault(name, f"expected a string, got {reprlib.repr(value)}"))
    elif not value or value != fold(value):
        shown = reprlib.repr(value)
        faults.append(Fault(name, f"must be non-empty with white space folded to single spaces, got {shown}"))


def _check_string(faults: list[Fault], name: str, value: object, *, optional: bool = False) -> None:
    if not ((type(value) is str and value) or (optional and value is None)):
        wanted = "a non-empty string or null" if optional else "a non-empty string"
        faults.append(Fault(name, f"expected {wanted}, got {reprlib.repr(value)}"))


def _check_choice(faults: list[Fault], name: str, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        faults.append(Fault(name, f"expected one of {', '.join(choices)}, got {reprlib.repr(value)}"))


def _is_timestamp(value: object) -> bool:
    if type(value) is not str or not re.fullmatch(TIMESTAMP_PATTERN, value):
        return False
    try:
        datetime.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _check_day(faults: list[Fault], name: str, value: object) -> None:
    if value is not None and type(value) is not datetime.date:
        faults.append(Fault(name, f"expected a datetime.date or null, got {reprlib.repr(value)}"))


def _check_items(faults: list[Fault], name: str, values: object, kind: type) -> None:
    if not isinstance(values, tuple):
        faults.append(Fault(name, f"expected a sequence of {kind.__name__}, got {reprlib.repr(values)}"))
        return
    faults.extend(
        Fault(f"{name}[{i}]", f"expected {kind.__name__}, got {reprlib.repr(value)}")
        for i, value in enumerate(values)
        if not isinstance(value, kind)
    )


def _check_kind(faults: list[Fault], name: str, value: object, kind: type) -> None:
    if value is not None and not isinstance(value, kind):
        faults.append(Fault(name, f"expected {kind.__name__} or null, got {reprlib.repr(value)}"))


def _tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    """Take any list-like for a tuple; leave what is none (a string, a number) for the check to name."""
    return tuple(values) if isinstance(values, (list, tuple)) else values  # type: ignore[return-value]


class _Checked:
    """Runs `_check` once the fields are set and raises all its faults together."""

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        faults: list[Fault] = []
        self._check(faults)
        if faults:
            raise InvalidRecordError(faults, what=type(self).__name__)

    def _check(self, faults: list[Fault]) -> None:
        raise NotImplementedError


# --- the parts -----------------------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Generator(_Checked):
    """What made a record: the same generator makes the same record of the same text."""

    name: str
    """Name of the library."""
    version: str
    """Version of the library."""
    model: str | None = None
    """Name of the entity model and the head of its digest, `en-1:3f9c21d0`; null when the recogniser names none."""

    def _check(self, faults: list[Fault]) -> None:
        _check_string(faults, "name", self.name)
        _check_string(faults, "version", self.version)
        _check_string(faults, "model", self.model, optional=True)


@frozen(kw_only=True)
class Passage(_Checked):
    """A stretch of the source: a headline, a body paragraph, a byline line, a related headline."""

    text: str
    """The source slice with each run of white space folded to one space."""
    start: int
    """First code point of the span, counted from 0."""
    end: int
    """One past the last code point of the span."""

    def _check(self, faults: list[Fault]) -> None:
        _check_text(faults, "text", self.text)
        _check_span(faults, self.start, self.end)


@frozen(kw_only=True)
class Author(_Checked):
    """One author named in a byline."""

    name: str
    """The name as printed, white space folded."""
    start: int
    """First code point of the name."""
    end: int
    """One past the last code point of the name."""

    def _check(self, faults: list[Fault]) -> None:
        _check_text(faults, "name", self.name)
        _check_span(faults, self.start, self.end)


@frozen(kw_only=True)
class Dateline(_Checked):
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
        _check_text(faults, "text", self.text)
        _check_span(faults, self.start, self.end)
        _check_string(faults, "place", self.place, optional=True)
        _check_string(faults, "agency", self.agency, optional=True)
        _check_day(faults, "date", self.date)


@frozen(kw_only=True)
class Timestamp(_Checked):
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
        _check_text(faults, "text", self.text)
        _check_span(faults, self.start, self.end)
        if not _is_timestamp(self.value):
            shown = reprlib.repr(self.value)
            faults.append(Fault("value", f"expected YYYY-MM-DD or YYYY-MM-DDTHH:MM[:SS][zone], got {shown}"))


@frozen(kw_only=True)
class Mention(_Checked):
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
        _check_text(faults, "text", self.text)
        _check_span(faults, self.start, self.end)
        _check_choice(faults, "zone", self.zone, MENTION_ZONES)


@frozen(kw_only=True)
class Entity(_Checked):
    """A person, organisation, place or other named thing, with every mention of it in this text."""

    name: str
    """The fullest form seen in the text."""
    type: EntityType
    """One of the eight entity types."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of a country (`LOCATION`) or its people (`NORP`); null for everything else."""
    roles: tuple[str, ...] = field(default=(), converter=_tuple)
    """Jobs and titles that stand beside a person's name, in order of first appearance."""
    mentions: tuple[Mention, ...] = field(converter=_tuple)
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
        _require_choice("zone", zone, MENTION_ZONES)
        return tuple(mention for mention in self.mentions if mention.zone == zone)

    def _check(self, faults: list[Fault]) -> None:
        _check_text(faults, "name", self.name)
        _check_choice(faults, "type", self.type, ENTITY_TYPES)
        if self.country is not None:
            if type(self.country) is not str or not re.fullmatch(COUNTRY_PATTERN, self.country):
                shown = reprlib.repr(self.country)
                faults.append(Fault("country", f"expected two capital letters (ISO 3166-1 alpha-2), got {shown}"))
            elif self.type not in _COUNTRY_TYPES:
                faults.append(Fault("country", f"only a LOCATION or NORP has a country, this is {self.type}"))
        if isinstance(self.roles, tuple):
            for i, role in enumerate(self.roles):
                _check_text(faults, f"roles[{i}]", role)
        else:
            faults.append(Fault("roles", f"expected a sequence of strings, got {reprlib.repr(self.roles)}"))
        _check_items(faults, "mentions", self.mentions, Mention)
        if self.mentions == ():
            faults.append(Fault("mentions", "an entity needs at least one mention"))


@frozen(kw_only=True)
class DateExpression(_Checked):
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
        _check_text(faults, "text", self.text)
        _check_span(faults, self.start, self.end)
        _check_choice(faults, "zone", self.zone, DATE_ZONES)
        _check_choice(faults, "type", self.type, DATE_TYPES)
        if type(self.value) is not str or not self.value or self.value.split() != [self.value]:
            shown = reprlib.repr(self.value)
            faults.append(Fault("value", f"expected a TIMEX3 value, which has no white space, got {shown}"))
        if self.mod is not None:
            _check_choice(faults, "mod", self.mod, MODS)
        if type(self.relative) is not bool:
            faults.append(Fault("relative", f"expected true or false, got {reprlib.repr(self.relative)}"))
        before = len(faults)
        _check_day(faults, "earliest", self.earliest)
        _check_day(faults, "latest", self.latest)
        if len(faults) > before:
            return
        if (self.earliest is None) != (self.latest is None):
            faults.append(Fault("latest", "earliest and latest are either both given or both null"))
        elif self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            faults.append(Fault("latest", f"must not lie before earliest ({self.earliest}), got {self.latest}"))


@frozen(kw_only=True)
class Furniture(_Checked):
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
        _check_choice(faults, "role", self.role, FURNITURE_ROLES)
        _check_text(faults, "text", self.text)
        _check_span(faults, self.start, self.end)


# --- the record ----------------------------------------------------------------------------------------------------


@frozen(kw_only=True, repr=False)
class NewsRecord(_Checked):
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
    authors: tuple[Author, ...] = field(default=(), converter=_tuple)
    """The people or agencies named in the byline, in text order."""
    dateline: Dateline | None = None
    """The dateline, or null. It lies inside the passage that it opens."""
    published: Timestamp | None = None
    """When the text says that it was published, or null."""
    updated: Timestamp | None = None
    """When the text says that it was updated, or null."""
    body: tuple[Passage, ...] = field(default=(), converter=_tuple)
    """The paragraphs of the story."""
    entities: tuple[Entity, ...] = field(default=(), converter=_tuple)
    """The named things, in order of first mention."""
    dates: tuple[DateExpression, ...] = field(default=(), converter=_tuple)
    """The temporal expressions, in text order."""
    related_headlines: tuple[Passage, ...] = field(default=(), converter=_tuple)
    """Headlines of other stories that the page points to."""
    meta: tuple[Passage, ...] = field(default=(), converter=_tuple)
    """The byline and published lines, whole, as printed."""
    furniture: tuple[Furniture, ...] = field(default=(), converter=_tuple)
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
        _require_choice("type", type, ENTITY_TYPES)
        return tuple(entity for entity in self.entities if entity.type == type)

    def entities_in(self, zone: MentionZone) -> tuple[Entity, ...]:
        """The entities with a mention in one zone: `entities_in("body")` is what the story itself names.

        Raises:
            InvalidArgumentError: `zone` is not `headline`, `body` or `related`.
        """
        _require_choice("zone", zone, MENTION_ZONES)
        return tuple(entity for entity in self.entities if any(m.zone == zone for m in entity.mentions))

    def dates_in(self, zone: DateZone) -> tuple[DateExpression, ...]:
        """The temporal expressions of one zone, in text order.

        Raises:
            InvalidArgumentError: `zone` is not `headline`, `body`, `related` or `meta`.
        """
        _require_choice("zone", zone, DATE_ZONES)
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
        _check_order(faults, "authors", self.authors)
        _check_order(faults, "dates", self.dates)
        self._check_passages(faults)
        self._check_entities(faults)
        self._check_zones(faults)
        if self.source is not None:
            _check_slices(faults, self.source, self._spans())

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
        _check_day(faults, "reference_date", self.reference_date)
        _check_kind(faults, "headline", self.headline, Passage)
        _check_kind(faults, "dateline", self.dateline, Dateline)
        _check_kind(faults, "published", self.published, Timestamp)
        _check_kind(faults, "updated", self.updated, Timestamp)
        _check_items(faults, "authors", self.authors, Author)
        _check_items(faults, "body", self.body, Passage)
        _check_items(faults, "entities", self.entities, Entity)
        _check_items(faults, "dates", self.dates, DateExpression)
        _check_items(faults, "related_headlines", self.related_headlines, Passage)
        _check_items(faults, "meta", self.meta, Passage)
        _check_items(faults, "furniture", self.furniture, Furniture)

    def _check_passages(self, faults: list[Fault]) -> None:
        """The parts of the page: each list in order, no two sharing a code point, the dateline inside one."""
        parts: list[tuple[int, int, str]] = []
        if self.headline is not None:
            parts.append((self.headline.start, self.headline.end, "headline"))
        lists: tuple[tuple[str, Sequence[_Span]], ...] = (
            ("meta", self.meta),
            ("body", self.body),
            ("related_headlines", self.related_headlines),
            ("furniture", self.furniture),
        )
        for name, items in lists:
            if _check_order(faults, name, items):
                parts.extend((item.start, item.end, f"{name}[{i}]") for i, item in enumerate(items))
        parts.sort()
        for (_, end, left), (start, _, right) in itertools.pairwise(parts):
            if start < end:
                faults.append(Fault(right, f"starts at {start}, inside {left}, which ends at {end}"))
        if self.dateline is not None and not _Cover([*self.body, *self.meta]).holds(self.dateline):
            faults.append(Fault("dateline", "must lie inside a body paragraph or a byline line (meta)"))

    def _check_entities(self, faults: list[Fault]) -> None:
        found: list[tuple[int, int, str]] = []
        for i, entity in enumerate(self.entities):
            path = f"entities[{i}]"
            _check_order(faults, f"{path}.mentions", entity.mentions)
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
            "headline": _Cover([self.headline] if self.headline else []),
            "body": _Cover(self.body),
            "related": _Cover(self.related_headlines),
            "meta": _Cover([*self.meta, self.dateline] if self.dateline else self.meta),
        }
        placed: list[tuple[_Span, str, str]] = [
            (mention, mention.zone, f"entities[{i}].mentions[{j}]")
            for i, entity in enumerate(self.entities)
            for j, mention in enumerate(entity.mentions)
        ]
        placed += [(date, date.zone, f"dates[{i}]") for i, date in enumerate(self.dates)]
        for item, zone, path in placed:
            if not zones[zone].holds(item):
                faults.append(Fault(f"{path}.zone", f"{zone}, but {item.start}-{item.end} does not lie in that zone"))

    def _spans(self) -> list[tuple[str, str, _Span]]:
        """Every span of the record as (path, name of its text field, span)."""
        spans: list[tuple[str, str, _Span]] = [
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
        lists: tuple[tuple[str, Sequence[_Span]], ...] = (
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


_Span = Passage | Author | Dateline | Timestamp | Mention | DateExpression | Furniture


class _Cover:
    """Answers whether a span lies inside one of a set of disjoint spans."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[_Span]) -> None:
        ordered = sorted((span.start, span.end) for span in spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def holds(self, span: _Span) -> bool:
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and span.end <= self._ends[at]


def _check_order(faults: list[Fault], name: str, items: Sequence[_Span]) -> bool:
    """Whether the items follow each other in the text without overlap; the first that does not is a fault."""
    for i in range(1, len(items)):
        if items[i].start < items[i - 1].end:
            before, here = items[i - 1], items[i]
            problem = f"{here.start}-{here.end} overlaps or precedes {name}[{i - 1}] ({before.start}-{before.end})"
            faults.append(Fault(f"{name}[{i}]", f"{problem}; items must be in text order"))
            return False
    return True


def _check_slices(faults: list[Fault], source: str, spans: Iterable[tuple[str, str, _Span]]) -> None:
    size = len(source)
    for path, name, span in spans:
        if span.end > size:
            faults.append(Fault(f"{path}.end", f"{span.end} is past the end of the source ({size} code points)"))
            continue
        if source[span.start].isspace() or source[span.end - 1].isspace():
            faults.append(Fault(path, f"{span.start}-{span.end} begins or ends in white space"))
        elif name:
            said, text = fold(source[span.start : span.end]), getattr(span, name)
            if said != text:
                differs = f"{reprlib.repr(text)}, but the source has {reprlib.repr(said)} at {span.start}-{span.end}"
                faults.append(Fault(f"{path}.{name}", differs))


def _require_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise InvalidArgumentError(f"{name}: expected one of {', '.join(choices)}, got {reprlib.repr(value)}")


def _count(items: Sequence[object], one: str, many: str = "") -> str:
    return f"{len(items)} {one if len(items) == 1 else many or one + 's'}"
