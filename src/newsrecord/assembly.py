"""What readers gave, made fit for a record: nothing lost, nothing where it cannot be.

In come a layout, dates and mentions of any readers, plugged-in ones too; out come the same as a record takes them.
"""

from __future__ import annotations

import reprlib
from typing import TYPE_CHECKING, Any

from attrs import evolve

from .errors import ReaderError
from .readers import FoundMention
from .record import ENTITY_TYPES, Furniture, fold
from .text import Section, lines

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from .readers import Layout
    from .record import DateExpression
    from .text import Document

__all__ = ["checked", "complete", "own_date", "sections_of", "zoned"]


def own_date(layout: Layout) -> datetime.date | None:
    """The day that the text itself gives: its published date, else its dateline."""
    if layout.published is not None:
        return layout.published.date
    return layout.dateline.date if layout.dateline is not None else None


def sections_of(layout: Layout) -> list[Section]:
    """Where names and dates are looked for, in text order."""
    sections = [Section(passage.start, passage.end, "body") for passage in layout.body]
    sections += [Section(passage.start, passage.end, "related") for passage in layout.related_headlines]
    sections += [Section(passage.start, passage.end, "meta") for passage in layout.meta]
    if layout.headline is not None:
        sections.append(Section(layout.headline.start, layout.headline.end, "headline"))
    return sorted(sections)


def complete(layout: Layout, text: str) -> Layout:
    """Keep every line of the text: what the layout reader left out becomes furniture."""
    taken = [(section.start, section.end) for section in sections_of(layout)]
    taken = sorted(taken + [(item.start, item.end) for item in layout.furniture])
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


def zoned(dates: Iterable[DateExpression], layout: Layout) -> list[DateExpression]:
    """The dateline is part of its paragraph, but its date is the page's, not the story's."""
    line = layout.dateline
    if line is None:
        return list(dates)
    return [evolve(date, zone="meta") if line.start <= date.start and date.end <= line.end else date for date in dates]


def checked(found: Iterable[tuple[int, int, Any]], document: Document) -> list[FoundMention]:
    """The mentions that can go into a record: trimmed, in text order, each inside one section that has a zone for it.

    Of two that overlap the earlier stays, of two that start together the longer.
    """
    text, kept = document.text, []
    for item in found:
        mention = _as_mention(item, len(text))
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


def _as_mention(item: Any, size: int) -> FoundMention:
    try:
        start, end, kind = item
        fits = 0 <= start < end <= size and kind in ENTITY_TYPES
    except (TypeError, ValueError):
        fits = False
    if not fits:
        wanted = f"(start, end, type) with 0 <= start < end <= {size} and type one of {', '.join(ENTITY_TYPES)}"
        raise ReaderError(f"the recognizer returned {reprlib.repr(item)}; a mention is {wanted}")
    return FoundMention(int(start), int(end), kind)
