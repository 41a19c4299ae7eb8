"""What a page says beside an article: tables of facts, names, quotations and dates, and the strip of days.

In comes a record, or parts of one, out come elements of HTML. Codes are shown in words, with the code where a pointer
rests on them. What stands in the article is led to by `Lead`; where there is no article, nothing is.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..fields import fields_of
from ..record import MENTION_ZONES, DateExpression, Entity, Mention, Quotation
from ._shared import as_uri, clean_xml, posts, speaker_name
from ._types import TYPES
from ._words import day_words, moment_words, reading, span_words, word
from ._xml import add

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree import ElementTree as ET

    from ..record import NewsRecord

__all__ = ["Lead", "Said", "code_of", "facts", "kind_words", "say", "shown", "speaker_words", "strip", "table"]

Lead = Callable[[Mention | DateExpression], str | None]
"""The address of what stands in the article, None where it is not marked there."""
_PLACES: Final = ("start", "end")
_MOMENTS: Final = ("value",)


class Said(NamedTuple):
    """A few words of a table."""

    text: str
    code: str = ""
    """What they stand for in the record; shown where a pointer rests on them."""
    href: str | None = None
    """What they lead to."""


Cell = str | tuple[Said, ...]


def say(element: ET.Element, cell: Cell) -> None:
    """Append words to an element that is empty so far."""
    if isinstance(cell, str):
        element.text = clean_xml(cell)
        return
    for said in cell:
        if said.href is not None:
            code = {"title": said.code} if said.code else {}
            outside = {} if said.href.startswith("#") else {"rel": "noreferrer noopener"}
            add(element, "a", {"href": said.href, **outside, **code}, said.text)
        else:
            add(element, "span", {"title": said.code} if said.code else None, said.text)


def table(parent: ET.Element, title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Append a table with its heading."""
    if title:
        add(parent, "h2", text=title)
    made = add(add(parent, "div", {"class": "wide"}), "table")
    head = add(add(made, "thead"), "tr")
    for name in columns:
        add(head, "th", {"scope": "col"}, name)
    body = add(made, "tbody")
    for row in rows:
        line = add(body, "tr")
        for cell in row:
            say(add(line, "td", {"dir": "auto"}), cell)


def facts(aside: ET.Element, record: NewsRecord, lead: Lead) -> None:
    """What a record says beside its article."""
    add(aside, "h2", text="Facts")
    _list(aside, _told(record))
    if record.entities:
        _names(aside, "Names", record.entities, lead)
    if record.quotations:
        said = [
            (speaker_words(record, one) or "–", one.text, (Said(word("quotations", one.kind), one.kind),))
            for one in record.quotations
        ]
        table(aside, "Quotations", ("speaker", "words", "kind"), said)
    if record.dates:
        _dates(aside, "Dates", record.dates, lead)


def strip(parent: ET.Element, dates: Iterable[DateExpression], own: datetime.date | None, lead: Lead) -> None:
    """Append the days that the dates name, in their order, unless there is but one; the article's own is marked."""
    stops: dict[tuple[datetime.date, datetime.date], list[DateExpression]] = {}
    for date in dates:
        if date.earliest is not None and date.latest is not None:
            stops.setdefault((date.earliest, date.latest), []).append(date)
    if own is not None:
        stops.setdefault((own, own), [])
    if len(stops) < 2:
        return
    line = add(parent, "ol", {"class": "strip", "aria-label": "Timeline", "tabindex": "0"}, tail="\n")
    for (first, last), found in sorted(stops.items(), key=lambda stop: stop[0]):
        mine = first == last == own
        stop = add(line, "li", {"class": "own"} if mine else None)
        texts: dict[str, DateExpression | None] = {date.text: date for date in reversed(found)}
        name = reading(found[0], short=True) if found and first != last else span_words(first, last, short=True)
        say(add(stop, "b"), (_led(name, texts.pop(name, None), lead),))
        if mine:
            add(stop, "i", text="the article’s day")
        for text, one in reversed(texts.items()):
            say(stop, (_led(text, one, lead),))


def _led(text: str, date: DateExpression | None, lead: Lead) -> Said:
    return Said(text) if date is None else Said(text, code_of(date), lead(date))


def shown(parent: ET.Element, item: Any) -> None:
    """A part of a record, or some of one kind, by themselves."""

    def nowhere(_: Mention | DateExpression) -> None:
        return None

    if isinstance(item, tuple):
        kinds = {type(one) for one in item}
        if kinds == {Entity}:
            _names(parent, "", item, nowhere)
        elif kinds == {DateExpression}:
            strip(parent, item, None, nowhere)
            _dates(parent, "", item, nowhere)
        elif item:
            columns = [name for name, _ in _fields(item[0], always=True)]
            table(parent, "", columns, [[cell for _, cell in _fields(one, always=True)] for one in item])
        else:
            add(parent, "p", {"class": "none"}, "none")
        return
    _list(parent, _fields(item))
    if isinstance(item, Entity):
        columns = [name for name, _ in _fields(item.mentions[0])]
        table(parent, "Mentions", columns, [[cell for _, cell in _fields(one)] for one in item.mentions])


def _list(parent: ET.Element, told: Iterable[tuple[str, Cell]]) -> None:
    made = add(parent, "dl")
    for name, cell in told:
        add(made, "dt", text=name)
        say(add(made, "dd", {"dir": "auto"}), cell)


def _told(record: NewsRecord) -> Iterator[tuple[str, Cell]]:
    """What is known of an article as a whole."""
    line = record.dateline
    if record.id:
        yield "Id", record.id
    if record.authors:
        yield "Authors", ", ".join(author.name for author in record.authors)
    for name, stamp in (("Published", record.published), ("Updated", record.updated)):
        if stamp is not None:
            yield name, (Said(moment_words(stamp.value), stamp.value),)
    if line is not None and line.place:
        yield "Place", line.place
    if line is not None and line.agency:
        yield "Agency", line.agency
    days = (("Dateline day", line.date if line is not None else None), ("Reference date", record.reference_date))
    for name, day in days:
        if day is not None:
            yield name, (Said(day_words(day), day.isoformat()),)
    yield "Language", (Said(word("languages", record.language), record.language),)
    made = (record.generator.name, record.generator.version, record.generator.model)
    yield "Made by", " ".join(filter(None, made))
    if record.url:
        address = as_uri(record.url)
        known = address is not None and address.lower().startswith(("https://", "http://"))
        yield "URL", (Said(record.url, href=address if known else None),)


def _names(parent: ET.Element, title: str, entities: Sequence[Entity], lead: Lead) -> None:
    rows = [
        (
            (Said(entity.name, _ids(entity), lead(entity.mentions[0])),),
            tuple(kind_words(entity)),
            ", ".join(posts(entity)),
            tuple(_mentions(entity, lead)),
        )
        for entity in entities
    ]
    table(parent, title, ("name", "kind", "roles", "where"), rows)


def kind_words(entity: Entity) -> Iterator[Said]:
    """What kind of thing an entity is, and of which country."""
    yield Said(TYPES[entity.type].word, entity.type)
    if entity.country is not None and word("countries", entity.country) != entity.name:
        yield Said(f", {word('countries', entity.country)}", entity.country)


def _ids(entity: Entity) -> str:
    return f"GeoNames {entity.ids.geonames}" if entity.ids.geonames else ""


def _mentions(entity: Entity, lead: Lead) -> Iterator[Said]:
    """How often in which zone; each of them a number that leads to it."""
    for zone in MENTION_ZONES:
        led = [(str(i), one.text, lead(one)) for i, one in enumerate(entity.mentions, 1) if one.zone == zone]
        if not led:
            continue
        parted = "" if zone == entity.zones[0] else ", "
        yield Said(f"{parted}{word('zones', zone)} ")
        if all(href is None for *_, href in led):
            yield Said(str(len(led)))
        else:
            for i, said in enumerate(led):
                yield Said(" " if i else "")
                yield Said(*said)


def speaker_words(record: NewsRecord, quotation: Quotation) -> str:
    """Who is said to have said it: by name, and as printed where that is something else."""
    speaker, name = quotation.speaker, speaker_name(record, quotation)
    if speaker is None:
        return ""
    return speaker.text if name is None else name if name == speaker.text else f"{name} ({speaker.text})"


def _dates(parent: ET.Element, title: str, dates: Iterable[DateExpression], lead: Lead) -> None:
    rows = [
        (
            (Said(date.text, href=lead(date)),),
            (Said(reading(date), code_of(date)), *([Said(f": {days}")] if (days := _days(date)) else [])),
            word("zones", date.zone),
        )
        for date in dates
    ]
    table(parent, title, ("date", "meaning", "where"), rows)


def _days(date: DateExpression) -> str:
    """The days that it can mean, where its reading does not say them."""
    if date.earliest is None or date.latest is None:
        return ""
    days = span_words(date.earliest, date.latest)
    return "" if days in (told := reading(date)) or (date.earliest == date.latest and told.startswith(days)) else days


def code_of(date: DateExpression) -> str:
    """A date as its record has it: `DATE 2025-W19 START, 2025-05-02 to 2025-05-09`."""
    told = " ".join(filter(None, (date.type, date.value, date.mod)))
    if date.earliest is None or date.latest is None or date.value == date.earliest.isoformat():
        return told
    same = date.earliest == date.latest
    return f"{told}, {date.earliest}" if same else f"{told}, {date.earliest} to {date.latest}"


def _fields(part: Any, *, always: bool = False) -> Iterator[tuple[str, Cell]]:
    """The fields of any part, in words; those that hold nothing only if `always`."""
    if isinstance(part, DateExpression):
        yield "text", part.text
        yield "meaning", (Said(reading(part), code_of(part)),)
        if _days(part):
            yield "days", _days(part)
        yield "where", (Said(word("zones", part.zone), part.zone),)
        yield "characters", f"{part.start} to {part.end}"
        return
    kind: Any = type(part)
    for name in fields_of(kind):
        value = getattr(part, name)
        if name in _PLACES or (isinstance(part, Entity) and name == "mentions"):
            continue
        cell = _cell(part, name, value)
        if cell or always:
            yield name, cell
    if hasattr(part, "start") and (always or part.start is not None):
        yield "characters", "" if part.start is None else f"{part.start} to {part.end}"


def _cell(part: Any, name: str, value: Any) -> Cell:
    """A field of a part in words."""
    if value is None or value == () or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, datetime.date):
        return (Said(day_words(value), value.isoformat()),)
    if isinstance(part, Entity) and name == "type":
        return (Said(TYPES[part.type].word, value),)
    kinds = {"country": "countries", "zone": "zones", "role": "roles", "kind": "quotations"}
    if name in kinds:
        return (Said(word(kinds[name], value), value),)
    if name in _MOMENTS:
        return (Said(moment_words(value), value),)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, (str, int)):
        return re.sub(r"\s+", " ", str(value))
    return ", ".join(str(one) for one in _values(value))


def _values(part: Any) -> Iterator[str]:
    """The texts of a part that lies inside another: a speaker, ids."""
    if hasattr(part, "text"):
        yield part.text
        return
    kind: Any = type(part)
    for name in fields_of(kind):
        if (value := getattr(part, name)) is not None:
            yield f"{name} {value}"
