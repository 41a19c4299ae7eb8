"""The text of a record as its formats show it: passages with their mentions and dates in place.

In comes a record, out come its passages in text order, each with the marks that stand in it, in code points of the
passage's own (folded) text. `running` joins passages to one text with a blank line between two, `events` walks through
a text as nested mark-up does. A record that was written without its source still gives all of this, unless one of its
passages was folded (a hard-wrapped paragraph): then nobody can tell where in it a mark stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from attrs import frozen

from ..checks import place_of
from ..errors import InvalidArgumentError
from ..record import PAGE, DateExpression, Dateline, Furniture, Headline, Passage, Quotation

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from ..record import Entity, Mention, NewsRecord

__all__ = ["SEPARATOR", "Mark", "Part", "PartRole", "Running", "events", "parts", "running"]

PartRole = Literal["headline", "meta", "body", "related", "furniture"]
ROLES: Final[tuple[PartRole, ...]] = get_args(PartRole)
SEPARATOR: Final = "\n\n"
"""What stands between two passages of a running text."""
_WORDS: Final = re.compile(r"\S+")


class Mark(NamedTuple):
    """A mention, a date, the dateline or a quotation, at its place in a text."""

    start: int
    end: int
    what: Mention | DateExpression | Dateline | Quotation
    entity: Entity | None = None
    """The entity of a mention."""
    number: int = 0
    """Place of the entity in `record.entities`, of the date in `record.dates`, of the quotation in `quotations`."""


@frozen
class Part:
    """A passage of the page with what stands in it."""

    role: PartRole
    passage: Passage | Furniture | Headline
    marks: tuple[Mark, ...]
    """Mentions and dates, the dateline and, if asked for, quotations, in text order; of those that start together a
    quotation first, then the longer."""

    @property
    def text(self) -> str:
        """The passage's text."""
        return self.passage.text


@frozen
class Running:
    """Some passages as one text."""

    text: str
    parts: tuple[tuple[int, Part], ...]
    """Each passage with the place where it starts in `text`."""

    @property
    def marks(self) -> list[Mark]:
        """All marks, in code points of `text`."""
        return [
            mark._replace(start=mark.start + at, end=mark.end + at) for at, part in self.parts for mark in part.marks
        ]


def parts(
    record: NewsRecord, roles: Container[str] = ROLES, *, lenient: bool = False, quoted: bool = False
) -> list[Part]:
    """Return the passages with one of the given roles, in text order; a headline that no line says comes first.

    Args:
        record: what to show.
        roles: the roles.
        lenient: whether a passage in which nothing can be placed comes without its marks.
        quoted: whether quotations are among the marks.

    Raises:
        InvalidArgumentError: the record has no source and a folded passage with marks in it; not if `lenient`.
    """
    found: list[Part] = []
    pages: list[tuple[PartRole, Passage | Furniture]] = []
    title = record.headline
    if title is not None:
        place = place_of(title)
        if place is not None:
            pages = [("headline", Passage(text=title.text, start=place.start, end=place.end))]
        elif "headline" in roles:
            found = [Part("headline", title, ())]
    for role in ROLES:
        pages += [(role, item) for item in getattr(record, PAGE[role])] if role != "headline" else []
    pages.sort(key=lambda page: page[1].start)
    marks = [
        Mark(mention.start, mention.end, mention, entity, number)
        for number, entity in enumerate(record.entities)
        for mention in entity.mentions
    ]
    marks += [Mark(date.start, date.end, date, None, number) for number, date in enumerate(record.dates)]
    marks += [Mark(record.dateline.start, record.dateline.end, record.dateline)] if record.dateline else []
    if quoted:
        marks += [Mark(one.start, one.end, one, None, number) for number, one in enumerate(record.quotations)]
    marks.sort(key=_order)
    at = 0
    for role, passage in pages:
        first = at
        while at < len(marks) and marks[at].start < passage.end:
            at += 1
        if role in roles:
            lost = lenient and record.source is None and not _is_literal(passage)
            held = () if lost else tuple(_placed(record.source, passage, marks[first:at]))
            found.append(Part(role, passage, held))
    return found


def _order(mark: Mark) -> tuple[int, bool, int, bool]:
    return (mark.start, not isinstance(mark.what, Quotation), -mark.end, not isinstance(mark.what, Dateline))


def _is_literal(passage: Passage | Furniture) -> bool:
    """Whether no white space of the passage was folded away, so that its text has the places of the source."""
    return len(passage.text) == passage.end - passage.start


def _placed(source: str | None, passage: Passage | Furniture, marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks in code points of the passage's folded text."""
    if not marks:
        return
    if _is_literal(passage):
        for mark in marks:
            yield mark._replace(start=mark.start - passage.start, end=mark.end - passage.start)
        return
    if source is None:
        raise InvalidArgumentError(
            f"record: it was written without its source, and the passage at {passage.start}-{passage.end} was folded, "
            "so nothing can be marked in it; give the source back with attrs.evolve(record, source=text)"
        )
    starts, shifts, size = [], [], 0
    for word in _WORDS.finditer(source, passage.start, passage.end):
        starts.append(word.start())
        shifts.append(word.start() - size)
        size += len(word.group()) + 1
    for mark in marks:  # both ends of a mark stand at a word, never in the white space between two
        first, last = (shifts[bisect_right(starts, at) - 1] for at in (mark.start, mark.end - 1))
        yield mark._replace(start=mark.start - first, end=mark.end - last)


def running(chosen: Iterable[Part]) -> Running:
    """Join passages to one text, a blank line between two."""
    placed, size = [], 0
    for part in chosen:
        placed.append((size, part))
        size += len(part.text) + len(SEPARATOR)
    return Running(SEPARATOR.join(part.text for _, part in placed), tuple(placed))


class Event(NamedTuple):
    """A step through a marked text."""

    kind: Literal["open", "text", "close"]
    text: str = ""
    """The characters of a `text` step."""
    mark: Mark | None = None
    """The mark that is opened or closed."""
    piece: int = 0
    """0 for the first piece of a mark. One that crosses another is closed with it and opened again: 1, 2, …"""
    last: bool = True
    """Whether the mark ends with this piece."""


def events(text: str, marks: Sequence[Mark]) -> Iterator[Event]:
    """Walk through a text as nested mark-up: every `open` has its `close`, and they nest.

    A quotation stands around all else: what it begins in is parted there.

    Args:
        text: a text.
        marks: its marks in text order, of those that start together a quotation first, then the longer.
    """
    stack: list[tuple[Mark, int]] = []
    quoted = [mark.start for mark in marks if isinstance(mark.what, Quotation)]
    at = 0

    def is_whole(mark: Mark) -> bool:
        """Whether a mark just put on the stack will be closed as a whole: nothing below it ends earlier or cuts it."""
        begins = bisect_right(quoted, max(mark.start, at))
        cut = begins < len(quoted) and quoted[begins] < mark.end and not isinstance(mark.what, Quotation)
        return not cut and all(mark.end <= held.end for held, _ in stack)

    def close(to: int) -> Iterator[Event]:
        """Close what ends at `to`, with what was opened inside it; open again what goes on."""
        nonlocal at
        ending = min((i for i, (mark, _) in enumerate(stack) if mark.end == to), default=len(stack))
        if to > at:
            yield Event("text", text[at:to])
            at = to
        cut = stack[ending:]
        del stack[ending:]
        for mark, piece in reversed(cut):
            yield Event("close", mark=mark, piece=piece, last=mark.end == to)
        for mark, piece in cut:
            if mark.end > to:
                stack.append((mark, piece + 1))
                yield Event("open", mark=mark, piece=piece + 1, last=is_whole(mark))

    for mark in marks:
        while stack and (first := min(held.end for held, _ in stack)) <= mark.start:
            yield from close(first)
        if mark.start > at:
            yield Event("text", text[at : mark.start])
            at = mark.start
        cut = _inside_of_none(stack) if isinstance(mark.what, Quotation) else []
        del stack[len(stack) - len(cut) :]
        for held, piece in reversed(cut):
            yield Event("close", mark=held, piece=piece, last=False)
        stack.append((mark, 0))
        yield Event("open", mark=mark, last=is_whole(mark))
        for held, piece in cut:
            stack.append((held, piece + 1))
            yield Event("open", mark=held, piece=piece + 1, last=is_whole(held))
    while stack:
        yield from close(min(held.end for held, _ in stack))
    if at < len(text):
        yield Event("text", text[at:])


def _inside_of_none(stack: list[tuple[Mark, int]]) -> list[tuple[Mark, int]]:
    """The open marks from the first that is no quotation on."""
    first = next((i for i, (mark, _) in enumerate(stack) if not isinstance(mark.what, Quotation)), len(stack))
    return stack[first:]
