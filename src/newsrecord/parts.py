"""The parts of a record: spans of the text with what they are. Each checks itself when it is made."""

from __future__ import annotations

import datetime
import re
import reprlib
from typing import Final, Literal, get_args

from attrs import field, frozen

from .checks import (
    Checked,
    PerhapsPlaced,
    as_tuple,
    brief,
    check_choice,
    check_day,
    check_items,
    check_kind,
    check_span,
    check_string,
    check_text,
    check_texts,
    is_timestamp,
    require_choice,
)
from .errors import Fault
from .timex import DATE_TYPES, MODS, DateType, Mod, is_value

__all__ = [
    "COUNTRY_PATTERN",
    "DATE_TYPES",
    "DATE_ZONES",
    "ENTITY_TYPES",
    "FURNITURE_ROLES",
    "GEONAMES_PATTERN",
    "MENTION_ZONES",
    "MODS",
    "QUOTATION_KINDS",
    "SPEAKER_TYPES",
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
    "Headline",
    "Ids",
    "Mention",
    "MentionZone",
    "Mod",
    "Passage",
    "Quotation",
    "Speaker",
    "Timestamp",
]

EntityType = Literal["PERSON", "ORGANIZATION", "LOCATION", "FACILITY", "NORP", "PRODUCT", "MISC", "MONEY"]
MentionZone = Literal["headline", "body", "related"]
DateZone = Literal["headline", "body", "related", "meta"]
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
FURNITURE_ROLES: Final[tuple[FurnitureRole, ...]] = get_args(FurnitureRole)
QUOTATION_KINDS: Final = ("direct", "mixed")
"""What this release reads; the field is open, as readers of version 1 must expect further kinds."""
SPEAKER_TYPES: Final[tuple[EntityType, ...]] = ("PERSON", "ORGANIZATION", "NORP", "LOCATION")
"""Who can say something: people, what they form, and a state."""

COUNTRY_PATTERN: Final = r"[A-Z]{2}"
GEONAMES_PATTERN: Final = r"[1-9][0-9]{0,11}"
KIND_PATTERN: Final = r"[a-z]+(-[a-z]+)*"
_COUNTRY_TYPES: Final = ("LOCATION", "FACILITY", "NORP")


@frozen(kw_only=True, repr=False)
class Generator(Checked):
    """What made a record: the same generator makes the same record of the same text."""

    name: str
    """Name of the library."""
    version: str
    """Version of the library."""
    model: str | None = None
    """Name of the entity model and the head of its digest, `en-1:3f9c21d0`; null when the recogniser names none."""

    def _brief(self) -> str:
        return " ".join(filter(None, (self.name, self.version, self.model)))

    def _check(self, faults: list[Fault]) -> None:
        check_string(faults, "name", self.name)
        check_string(faults, "version", self.version)
        check_string(faults, "model", self.model, optional=True)


@frozen(kw_only=True, repr=False)
class Passage(Checked):
    """A stretch of the source: a headline, a body paragraph, a byline line, a related headline."""

    text: str
    """The source slice with each run of white space folded to one space."""
    start: int
    """First code point of the span, counted from 0."""
    end: int
    """One past the last code point of the span."""

    def _brief(self) -> str:
        return _at(self.text, self)

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end)


@frozen(kw_only=True, repr=False)
class Headline(Checked):
    """The headline: as the text has it, or as the caller knows it."""

    text: str
    """The source slice, or what the caller handed in, with each run of white space folded to one space."""
    start: int | None = None
    """First code point of the span; null where the caller knew it and no line of the text says it."""
    end: int | None = None
    """One past the last code point of the span; null exactly where start is."""

    def _brief(self) -> str:
        return _at(self.text, self)

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end, optional=True)


@frozen(kw_only=True, repr=False)
class Author(Checked):
    """One author: named in a byline, or known to the caller."""

    name: str
    """The name as it is read or as handed in: white space folded, without signs that show nothing."""
    start: int | None = None
    """First code point of the name; null where the caller knew it and no byline says it."""
    end: int | None = None
    """One past the last code point of the name; null exactly where start is."""

    def _brief(self) -> str:
        return _at(self.name, self)

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "name", self.name)
        check_span(faults, self.start, self.end, optional=True)


@frozen(kw_only=True, repr=False)
class Dateline(Checked):
    """The place, agency and date that open a news story; it stays part of the paragraph that it opens."""

    text: str
    """The whole dateline as printed: `BULAWAYO, Zimbabwe, Jun 21 2022 (IPS) -`."""
    start: int
    """First code point of the dateline."""
    end: int
    """One past the last code point of the dateline."""
    place: str | None = None
    """The place in normal case, `Bulawayo, Zimbabwe`, as it is read, or null."""
    agency: str | None = None
    """The agency as printed, `IPS`, or null."""
    date: datetime.date | None = None
    """The calendar day, or null where the dateline has no full date."""

    def _brief(self) -> str:
        return _at(self.text, self)

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end)
        check_string(faults, "place", self.place, optional=True)
        check_string(faults, "agency", self.agency, optional=True)
        check_day(faults, "date", self.date)


@frozen(kw_only=True, repr=False)
class Timestamp(Checked):
    """When the article was published or updated: as it says, or as the caller knows."""

    text: str
    """The date as printed, or as handed in."""
    start: int | None = None
    """First code point of the date; null where the caller knew the day and no line of the text says it."""
    end: int | None = None
    """One past the last code point of the date; null exactly where start is."""
    value: str
    """ISO 8601 date, or date-time with the zone that was printed and none invented: `2026-06-30T13:55+01:00`."""

    @property
    def date(self) -> datetime.date:
        """The calendar day of `value`, in its own zone."""
        return datetime.datetime.fromisoformat(self.value).date()

    def _brief(self) -> str:
        return f"{_at(self.text, self)}: {self.value}"

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end, optional=True)
        if not is_timestamp(self.value):
            shown = reprlib.repr(self.value)
            faults.append(Fault("value", f"expected YYYY-MM-DD or YYYY-MM-DDTHH:MM[:SS][zone], got {shown}"))


@frozen(kw_only=True, repr=False)
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

    def _brief(self) -> str:
        return f"{_at(self.text, self)}, {self.zone}"

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end)
        check_choice(faults, "zone", self.zone, MENTION_ZONES)


@frozen(kw_only=True, repr=False)
class Ids(Checked):
    """What other people's lists know an entity by, where it is sure which of their entries is meant."""

    geonames: str | None = field(default=None, metadata={"omittable": True})
    """GeoNames id, digits: `3936456` is Lima, https://sws.geonames.org/3936456/. Null where it is not sure."""

    def __bool__(self) -> bool:
        """Whether there is any."""
        return self.geonames is not None

    def _brief(self) -> str:
        return f"geonames={self.geonames}"

    def _check(self, faults: list[Fault]) -> None:
        if self.geonames is not None and (
            type(self.geonames) is not str or not re.fullmatch(GEONAMES_PATTERN, self.geonames)
        ):
            faults.append(Fault("geonames", f"expected digits such as '3936456', got {reprlib.repr(self.geonames)}"))


@frozen(kw_only=True, repr=False)
class Entity(Checked):
    """A person, organisation, place or other named thing, with every mention of it in this text."""

    name: str
    """The fullest form in the text, as it is read: without signs that show nothing, whole where a line end broke it."""
    type: EntityType
    """One of the eight entity types."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code: of a country and its people, and of the country that a place lies in.

    A `LOCATION`, `FACILITY` or `NORP` may have one. Null for what lies in no country or in several, and where two
    readings stay possible.
    """
    roles: tuple[str, ...] = field(default=(), converter=as_tuple)
    """Jobs and titles that stand beside a person's name, in order of first appearance."""
    affiliations: tuple[str, ...] = field(default=(), converter=as_tuple, metadata={"omittable": True})
    """Names of the organisations that a person is stated to be of: each the `name` of an `ORGANIZATION` of the text.

    Said by a role (`Acme` chief executive), by `of`, `from` or `with` behind the name, by `who leads`. In order of
    first appearance; what somebody was before is none.
    """
    ids: Ids = field(factory=Ids, metadata={"omittable": True})
    """Its entries in other people's lists; those of a place, where it is sure which one is meant."""
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

    def _brief(self) -> str:
        count = len(self.mentions)
        told = [self.type, brief(self.name), *([f"in {self.country}"] if self.country else [])]
        return f"{' '.join(told)}: {count} mention{'' if count == 1 else 's'}"

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "name", self.name)
        check_choice(faults, "type", self.type, ENTITY_TYPES)
        if self.country is not None:
            if type(self.country) is not str or not re.fullmatch(COUNTRY_PATTERN, self.country):
                shown = reprlib.repr(self.country)
                faults.append(Fault("country", f"expected two uppercase letters (ISO 3166-1 alpha-2), got {shown}"))
            elif self.type not in _COUNTRY_TYPES:
                faults.append(Fault("country", f"only a LOCATION, FACILITY or NORP has a country, this is {self.type}"))
        check_texts(faults, "roles", self.roles)
        check_texts(faults, "affiliations", self.affiliations)
        if self.affiliations and self.type != "PERSON":
            faults.append(Fault("affiliations", f"only a PERSON has affiliations, this is {self.type}"))
        check_kind(faults, "ids", self.ids, Ids, optional=False)
        check_items(faults, "mentions", self.mentions, Mention)
        if self.mentions == ():
            faults.append(Fault("mentions", "an entity needs at least one mention"))


@frozen(kw_only=True, repr=False)
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

    def _brief(self) -> str:
        mod = f" {self.mod}" if self.mod else ""
        return f"{_at(self.text, self)}, {self.zone}: {self.type} {self.value}{mod}"

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end)
        check_choice(faults, "zone", self.zone, DATE_ZONES)
        check_choice(faults, "type", self.type, DATE_TYPES)
        if type(self.value) is not str or not is_value(self.value):
            known = "such as 2025-10-28, 2025-W44, XXXX-WXX-5, P3M or PAST_REF"
            faults.append(Fault("value", f"expected a TIMEX3 value {known}, got {reprlib.repr(self.value)}"))
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


@frozen(kw_only=True, repr=False)
class Speaker(Checked):
    """Who is said to have said something, where the text says so."""

    text: str
    """The mention as printed, white space folded: a name, a pronoun (`she`) or a description (`the ministry`)."""
    start: int
    """First code point of the mention."""
    end: int
    """One past the last code point of the mention."""
    entity: int | None = None
    """Index in `NewsRecord.entities`, counted from 0: a PERSON, ORGANIZATION, NORP or LOCATION; null where nobody is
    named, or it cannot be told who is meant."""

    def _brief(self) -> str:
        entity = f": entity {self.entity}" if self.entity is not None else ""
        return f"{_at(self.text, self)}{entity}"

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end)
        if self.entity is not None and (type(self.entity) is not int or self.entity < 0):
            faults.append(Fault("entity", f"expected an index from 0 or null, got {reprlib.repr(self.entity)}"))


@frozen(kw_only=True, repr=False)
class Quotation(Checked):
    """What stands between one pair of quotation marks in one paragraph, and who is said to have said or written it."""

    text: str
    """The words as printed, marks not included, white space folded."""
    start: int
    """First code point of the words."""
    end: int
    """One past the last code point of the words."""
    kind: str
    """`direct`: it stands by itself as speech or writing. `mixed`: marked words inside a reported sentence. Expect
    further kinds."""
    speaker: Speaker | None = None
    """Who is said to have said it; null where nobody is."""
    continues: bool = False
    """Whether it goes on with the quotation before: after its attribution, or in the next paragraph."""

    def _brief(self) -> str:
        by = f" by {brief(self.speaker.text)}" if self.speaker is not None else ""
        return f"{self.kind} {_at(self.text, self)}{by}"

    def _check(self, faults: list[Fault]) -> None:
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end)
        if type(self.kind) is not str or not re.fullmatch(KIND_PATTERN, self.kind):
            faults.append(Fault("kind", f"expected a word such as 'direct' or 'mixed', got {reprlib.repr(self.kind)}"))
        check_kind(faults, "speaker", self.speaker, Speaker, optional=True)
        if type(self.continues) is not bool:
            faults.append(Fault("continues", f"expected true or false, got {reprlib.repr(self.continues)}"))


@frozen(kw_only=True, repr=False)
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

    def _brief(self) -> str:
        return f"{self.role} {_at(self.text, self)}"

    def _check(self, faults: list[Fault]) -> None:
        check_choice(faults, "role", self.role, FURNITURE_ROLES)
        check_text(faults, "text", self.text)
        check_span(faults, self.start, self.end)


def _at(text: str, part: PerhapsPlaced) -> str:
    """A text and where it stands, in short."""
    return brief(text) if part.start is None else f"{brief(text)} {part.start}-{part.end}"
