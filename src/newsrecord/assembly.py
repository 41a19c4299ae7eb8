"""What readers gave, made fit for a record: nothing lost, nothing where it cannot be.

In come a layout, dates and mentions of any readers, plugged-in ones too; out come the same as a record takes them.
"""

from __future__ import annotations

import re
import reprlib
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from attrs import evolve

from .errors import ReaderError
from .fields import fields_of
from .readers import FoundMention, Layout
from .record import DATE_ZONES, ENTITY_TYPES, PAGE, DateExpression, Entity, Furniture, Mention, Quotation, fold
from .text import Section, lines
from .visible import HIDDEN, Visible

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from .errors import InvalidRecordError
    from .readers import LayoutReader
    from .record import MentionZone
    from .text import Document

__all__ = [
    "checked",
    "complete",
    "named",
    "own_date",
    "read_layout",
    "returned_entities",
    "returned_quotations",
    "sections_of",
    "sound_dates",
    "sound_entities",
    "sound_layout",
    "sound_quotations",
    "ungathered",
    "wrong",
    "zoned",
]

P = TypeVar("P")


def read_layout(reader: LayoutReader, text: str) -> Layout:
    """Read the parts of a page in a text as it is seen, and return them as parts of the text, with all its lines.

    Raises:
        ReaderError: the reader returned something else than the parts of a page.
    """
    view = Visible.of(text)
    return complete(_returned_layout(sound_layout(reader, reader.read(view.text)), view), text)


def sound_layout(reader: object, layout: Any) -> Layout:
    """A layout whose parts are what they should be.

    Raises:
        ReaderError: they are not.
    """
    if not isinstance(layout, Layout):
        raise wrong("layout", reader, layout, "expected a newsrecord.readers.Layout")
    for name, of in fields_of(Layout).items():
        value, kind = getattr(layout, name), cast("type", of.record_class)
        if not of.many:
            if value is not None and not isinstance(value, kind):
                raise wrong("layout", reader, value, f"{name} must be a {kind.__name__} or None")
            continue
        items = _listed("layout", reader, value, f"{name} must be a tuple of {kind.__name__} objects")
        for i, item in enumerate(items):
            if not isinstance(item, kind):
                raise wrong("layout", reader, item, f"{name}[{i}] must be a {kind.__name__}")
    return layout


def sound_dates(reader: object, dates: Any) -> list[DateExpression]:
    """The expressions that a date reader returned.

    Raises:
        ReaderError: they are none.
    """
    return _all_of(DateExpression, "dates", reader, dates)


def sound_entities(reader: object, entities: Any) -> list[Entity]:
    """The entities that a gatherer returned.

    Raises:
        ReaderError: they are none.
    """
    return _all_of(Entity, "gatherer", reader, entities)


def sound_quotations(reader: object, quotations: Any) -> list[Quotation]:
    """The quotations that a reader of them returned.

    Raises:
        ReaderError: they are none.
    """
    return _all_of(Quotation, "quotations", reader, quotations)


def ungathered(document: Document, mentions: Iterable[FoundMention]) -> list[Entity]:
    """An entity for each mention by itself."""
    zones = {section.start: section.zone for section in document.sections}
    starts = sorted(zones)
    entities = []
    for start, end, kind, _, _ in mentions:
        text = fold(document.text[start:end])
        zone = cast("MentionZone", zones[starts[bisect_right(starts, start) - 1]])
        entities.append(Entity(name=text, type=kind, mentions=[Mention(text=text, start=start, end=end, zone=zone)]))
    return entities


def _all_of(kind: type[P], role: str, reader: object, values: Any) -> list[P]:
    items = _listed(role, reader, values, f"expected some {kind.__name__} objects")
    for item in items:
        if not isinstance(item, kind):
            raise wrong(role, reader, item, f"expected a {kind.__name__}")
    return items


def _listed(role: str, reader: object, values: Any, expected: str) -> list[Any]:
    try:
        return list(iter(values))
    except TypeError:
        if values is None or not hasattr(values, "__iter__"):
            raise wrong(role, reader, values, expected) from None
        raise


def wrong(role: str, reader: object, item: object, why: str) -> ReaderError:
    """What a reader returned that fits no record."""
    return ReaderError(f"{role}: {type(reader).__name__} returned {reprlib.repr(item)}: {why}")


def named(problem: InvalidRecordError, readers: Mapping[str, object], parts: Mapping[str, Any]) -> ReaderError:
    """Say of what is wrong in a record which reader returned it.

    Args:
        problem: what the record's class found.
        readers: the readers by their names: `layout`, `dates`, `gatherer`, `quotations`.
        parts: what was to go into the record.
    """
    of = {"dates": "dates", "entities": "gatherer", "quotations": "quotations"}
    roles = [of.get(fault.path.partition("[")[0], "layout") for fault in problem.faults]
    role = "layout" if "layout" in roles else roles[0]  # where the parts are wrong, so is what was read in them
    fault = problem.faults[roles.index(role)]
    part, _, rest = fault.path.partition("[")
    item = parts.get(part.partition(".")[0])
    number = rest.partition("]")[0]
    if number.isdecimal() and item is not None and int(number) < len(item):
        item = item[int(number)]
    return wrong(role, readers[role], item, str(fault))


# --- from the text as it is seen to the text -------------------------------------------------------------------------

_BLANKS: Final = "\t\x1f \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""White space that ends no line."""
_NOTHING: Final = re.compile(f"[{_BLANKS}{HIDDEN}]*")
_SIGNS: Final = re.compile(f"[{HIDDEN}]*")
_EDGE: Final = f"{_BLANKS}\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"
"""What says nothing at the edge of a line: where it may be broken, and single marks of direction."""


def _returned_layout(layout: Layout, view: Visible) -> Layout:
    """The parts of a page that were read in a text as it is seen, as parts of the text.

    A part of the page takes in the signs at its ends that belong to its words: direction that is opened or closed
    there, the form of an emoji. A name or a date does not.
    """
    if view.is_source:
        return layout
    pages = set(PAGE.values())
    places = _places(layout, view)
    changes: dict[str, Any] = {}
    for name, of in fields_of(Layout).items():
        value = getattr(layout, name)
        whole = places if name in pages else {}
        if of.many:
            changes[name] = tuple(view.returned(item, whole.get((item.start, item.end))) for item in value)
        elif value is not None:
            changes[name] = view.returned(value, whole.get((value.start, value.end)))
    return evolve(layout, **changes)


def _places(layout: Layout, view: Visible) -> dict[tuple[int, int], tuple[int, int]]:
    """Where the parts of a page are in the source, by where they are seen."""
    source, size = view.source, len(view.source)
    found: list[Section | Furniture] = [*sections_of(layout), *layout.furniture]
    parts = sorted((part.start, part.end) for part in found)
    tight = [view.back(*part) for part in parts]
    limits = [*(start for start, _ in tight), size][1:]
    places = {}
    done = 0
    for part, (start, end), limit in zip(parts, tight, limits, strict=True):
        before = source[done:start]
        before = before[len(before) - _reach(_NOTHING, before[::-1]) :]
        after = source[end:limit]
        free = _reach(_NOTHING, after)
        alone = end + free == size or after[free : free + 1].isspace()
        after = after[: free if alone else _reach(_SIGNS, after)]
        done = end + len(after.rstrip(_EDGE))
        places[part] = start - len(before.lstrip(_EDGE)), done
    return places


def _reach(signs: re.Pattern[str], text: str) -> int:
    """How many characters of a kind a text begins with."""
    match = signs.match(text)
    return match.end() if match else 0


def returned_entities(entities: Iterable[Entity], view: Visible) -> list[Entity]:
    """The entities that were read in a text as it is seen, with their mentions as those of the text."""
    if view.is_source:
        return list(entities)
    return [evolve(entity, mentions=tuple(map(view.returned, entity.mentions))) for entity in entities]


def returned_quotations(quotations: Iterable[Quotation], view: Visible) -> list[Quotation]:
    """The quotations that were read in a text as it is seen, and who said them, as parts of the text."""
    if view.is_source:
        return list(quotations)
    return [
        evolve(view.returned(one), speaker=None if one.speaker is None else view.returned(one.speaker))
        for one in quotations
    ]


def own_date(layout: Layout) -> datetime.date | None:
    """The day that the text itself gives: its published date, else its dateline."""
    if layout.published is not None:
        return layout.published.date
    return layout.dateline.date if layout.dateline is not None else None


def sections_of(layout: Layout) -> list[Section]:
    """Where names and dates are looked for, in text order."""
    found = [(zone, getattr(layout, PAGE[zone])) for zone in DATE_ZONES]
    passages = [(zone, part) for zone, parts in found for part in (parts if isinstance(parts, tuple) else (parts,))]
    return sorted(Section(part.start, part.end, zone) for zone, part in passages if part is not None)


def complete(layout: Layout, text: str) -> Layout:
    """Keep every line of the text: what the layout reader left out becomes furniture."""
    taken = [(section.start, section.end) for section in sections_of(layout)]
    taken = sorted(taken + [(item.start, item.end) for item in layout.furniture])
    if _holds_all(taken, text):
        return layout
    lost, at = [], 0
    for line in lines(text):
        while at < len(taken) and taken[at][1] <= line.start:
            at += 1
        if line.start < line.end and (at == len(taken) or taken[at][0] >= line.end):
            shown = fold(text[line.start : line.end])
            lost.append(Furniture(role="other", text=shown, start=line.start, end=line.end))
    if not lost:
        return layout
    return evolve(layout, furniture=tuple(sorted([*layout.furniture, *lost], key=lambda item: item.start)))


def _holds_all(spans: Iterable[tuple[int, int]], text: str) -> bool:
    """Whether nothing but white space stands between some spans in order of their starts, and around them."""
    at = 0
    for start, end in (*spans, (len(text), len(text))):
        if at < start and not text[at:start].isspace():
            return False
        at = max(at, end)
    return True


def zoned(dates: Iterable[DateExpression], layout: Layout) -> list[DateExpression]:
    """The dateline is part of its paragraph, but its date is the page's, not the story's."""
    line = layout.dateline
    if line is None:
        return list(dates)
    return [evolve(date, zone="meta") if line.start <= date.start and date.end <= line.end else date for date in dates]


def checked(reader: object, found: Any, document: Document) -> list[FoundMention]:
    """The mentions that can go into a record: trimmed, in text order, each inside one section that has a zone for it.

    Of two that overlap the earlier stays, of two that start together the longer.
    """
    text, kept = document.text, []
    for item in _listed("recognizer", reader, found, "expected mentions"):
        mention = _as_mention(reader, item, len(text))
        piece = text[mention.start : mention.end]
        bare = piece.strip()
        if len(bare) < len(piece):
            start = mention.end - len(piece.lstrip())
            mention = mention._replace(start=start, end=start + len(bare))
        if bare:
            kept.append(mention)
    kept.sort(key=lambda mention: (mention.start, -mention.end))
    sections = iter(document.sections)
    section = next(sections, None)
    chosen: list[FoundMention] = []
    for mention in kept:
        while section is not None and section.end <= mention.start:
            section = next(sections, None)
        if (
            section is None
            or section.zone == "meta"
            or not section.start <= mention.start <= mention.end <= section.end
        ):
            continue
        if not chosen or chosen[-1].end <= mention.start:
            chosen.append(mention)
    return chosen


def _as_mention(reader: object, item: Any, size: int) -> FoundMention:
    try:
        mention = item if type(item) is FoundMention else FoundMention(*item)
        start, end, kind, _, key = mention
        fits = 0 <= start < end <= size and kind in ENTITY_TYPES and (key is None or isinstance(key, str))
    except (TypeError, ValueError):
        fits = False
    if not fits:
        wanted = f"(start, end, type) with 0 <= start < end <= {size} and type one of {', '.join(ENTITY_TYPES)}"
        raise wrong("recognizer", reader, item, f"a mention is {wanted}")
    return mention if type(start) is type(end) is int else mention._replace(start=int(start), end=int(end))
