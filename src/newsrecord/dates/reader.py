"""The reader: a document and a reference date in, its temporal expressions out."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Literal, NamedTuple

from attrs import evolve, field, frozen

from ..language import Language, english, find_language
from ..record import DateExpression, as_date, fold
from ..stamps import Stamps
from ..text import Section, look
from ..timex import bounds, is_value
from .context import Context, Value
from .grammar import Grammar
from .lexicon import BARRIER
from .meanings import CalendarDay
from .reading import EXPLICIT, OPEN_HALF, Paragraph, Piece, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..record import DateType, DateZone
    from ..stamps import Stamp
    from ..text import Document, Tokens

__all__ = ["Explanation", "NewsDates", "explain", "find"]


@frozen(kw_only=True)
class Explanation:
    """An expression and how its value came about, for people who debug a rule."""

    expression: DateExpression
    rule: str
    """Name of the rule in `dates.toml`, of two with ` + ` between where a day and a time were joined; `explicit date`
    for one that names its day, month and year."""
    anchor: datetime.date | None
    """The day that the value was counted from: the reference date, or one that the text named before. None where the
    value leans on nothing, or is not resolved."""
    reason: str
    """Why the value is what it is, in a sentence: which day it was counted from, and which word told the side of the
    calendar that it is on."""
    direction: Literal["past", "future"] | None
    """For a name that comes round again (a weekday, a month), which way the words around it pointed. None where they
    point nowhere, or the expression itself says it (`last Friday`)."""


def find(
    text: str,
    *,
    reference_date: datetime.date | str | None = None,
    day_first: bool | None = None,
    language: str | Language = "en",
) -> tuple[DateExpression, ...]:
    """Return the temporal expressions of a text, in text order, disjoint, all of zone `body`.

    Args:
        text: any text.
        reference_date: the day that the text speaks from, as a date or an ISO 8601 string; without it relative
            expressions stay unresolved (`XXXX-WXX-5`). Today's date is never used.
        day_first: whether `06/01/2026` is 6 January; None goes by the evidence in the text, else by the custom of the
            language.
        language: what the text is written in.

    Raises:
        TypeError: `text` is not a string, or `reference_date` is neither a date nor a string.
        InvalidArgumentError: `reference_date` is a string that is no ISO 8601 date.
    """
    return tuple(
        found.expression
        for found in explain(text, reference_date=reference_date, day_first=day_first, language=language)
    )


def explain(
    text: str,
    *,
    reference_date: datetime.date | str | None = None,
    day_first: bool | None = None,
    language: str | Language = "en",
) -> tuple[Explanation, ...]:
    """Return what `find` returns for the same arguments, each expression with how its value came about.

    Raises:
        TypeError: `text` is not a string, or `reference_date` is neither a date nor a string.
        InvalidArgumentError: `reference_date` is a string that is no ISO 8601 date.
    """
    if not isinstance(text, str):
        raise TypeError(f"text: expected a string, got {type(text).__name__}; decode bytes first: data.decode('utf-8')")
    reference = None if reference_date is None else as_date(reference_date, "reference_date")
    reader = NewsDates(day_first=day_first, language=language)
    view, document = look(text, (Section(0, len(text), "body"),) if text else (), reader.language)
    return tuple(
        evolve(found, expression=view.returned(found.expression)) for found in reader.explain(document, reference)
    )


@frozen(kw_only=True)
class NewsDates:
    """Reads the temporal expressions of news by rules; holds settings only, so threads may share it."""

    day_first: bool | None = None
    """Whether `06/01/2026` is 6 January; None goes by the evidence in the text, else by the custom of the language."""
    language: Language = field(factory=english, converter=find_language)
    """What the documents are written in."""

    def read(self, document: Document, reference_date: datetime.date | None) -> Sequence[DateExpression]:
        """Return the temporal expressions of the document's sections, in text order, each with its section's zone."""
        return [found.expression for found in self._found(document, reference_date)]

    def explain(self, document: Document, reference_date: datetime.date | None) -> Sequence[Explanation]:
        """Return the same expressions as `read`, each with how its value came about."""
        return [
            Explanation(
                expression=expression,
                rule=rule,
                anchor=value.anchor,
                reason=_reason(value, context),
                direction=_DIRECTIONS[value.direction],
            )
            for expression, rule, value, context in self._found(document, reference_date)
        ]

    def _found(self, document: Document, reference_date: datetime.date | None) -> list[_Found]:
        grammar, stamps_of = self.language.made(Grammar), self.language.made(Stamps)
        tokens = document.tokens
        day_first = self.day_first
        if day_first is None:
            day_first = _FIGURES.search(document.text) is not None and stamps_of.is_day_first(document.text)
        codes = grammar.lexicon.encode(tokens.words)
        context = Context(reference_date, day_first=day_first)
        found: list[_Found] = []
        at = 0
        for start, end, zone in _paragraphs(document):
            first = bisect_left(tokens.starts, start, at)
            at = bisect_left(tokens.starts, end, first)
            if first < at:
                stamps = stamps_of.find(document.text, start, end, day_first=day_first)
                placed = [_placed(stamp, tokens, first, at) for stamp in stamps]
                named = [one for one in placed if not _is_version(grammar, document, one, first)]
                part = _Part(zone, first, codes[first:at], named)
                context = _read(grammar, document, part, context, found)
        return found


class _Found(NamedTuple):
    """An expression, and what there is to tell of its value."""

    expression: DateExpression
    rule: str
    value: Value
    context: Context
    """What the text had said before it."""


_FIGURES = re.compile(r"[0-9]\s*[^\w\s.,:]\s*[0-9]{1,2}\s*[^\w\s.,:]\s*[0-9]")
"""Three figures with marks between: only of such (`06/01/26`) can it be asked which is the day."""


def _placed(stamp: Stamp, tokens: Tokens, first: int, last: int) -> tuple[Stamp, int, int]:
    """Return an explicit date with the tokens of its paragraph, `first` to `last`, that it covers."""
    low = bisect_right(tokens.ends, stamp.start, first, last)
    return stamp, low - first, bisect_left(tokens.starts, stamp.end, first, last) - first


def _is_version(grammar: Grammar, document: Document, placed: tuple[Stamp, int, int], first: int) -> bool:
    """Return whether figures with full stops number a version: the patch numbered 2021.3.1."""
    stamp, low, _ = placed
    figures = document.text[stamp.start : stamp.end]
    if not low or not figures.replace(".", "").isdigit():
        return False
    return grammar.lexicon.has(document.tokens.words[first + low - 1], "VERSION")


_BREAK = re.compile(
    r"""[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]
        (?: (?<=\n)[^\S\n]*\n\s* | (?<=\r)[^\S\r\n]*\r\s* | (?<![\n\r])\s* )""",
    re.VERBOSE,
)
"""A blank line or a page break: no expression crosses it. The pattern begins with the sign that each has, so that the
rest of the text is passed over at once."""


def _paragraphs(document: Document) -> Iterator[tuple[int, int, DateZone]]:
    for section in document.sections:
        start = section.start
        for gap in _BREAK.finditer(document.text, section.start, section.end):
            yield start, gap.start(), section.zone
            start = gap.end()
        yield start, section.end, section.zone


class _Part(NamedTuple):
    """A paragraph of a document."""

    zone: DateZone
    first: int
    """Its first token."""
    codes: str
    """The code of each of its tokens."""
    stamps: list[tuple[Stamp, int, int]]
    """Its explicit dates, each with its tokens, half-open, counted from the first."""

    def paragraph(self, words: list[str]) -> Paragraph:
        """Return its tokens as the grammar sees them, which does not look into explicit dates."""
        own = words[self.first : self.first + len(self.codes)]
        if not self.stamps:
            return Paragraph(own, self.codes, {})
        codes = list(self.codes)
        for _, low, high in self.stamps:
            codes[low:high] = BARRIER * (high - low)
        explicit = {low: Piece(low, high, _explicit(stamp), EXPLICIT) for stamp, low, high in self.stamps}
        return Paragraph(own, "".join(codes), explicit)


def _read(grammar: Grammar, document: Document, part: _Part, context: Context, found: list[_Found]) -> Context:
    """Add the expressions of one paragraph, resolved in text order; return what the text has said with them."""
    text, tokens = document.text, document.tokens
    paragraph = part.paragraph(tokens.words)
    pieces = grammar.find(paragraph)
    if not pieces:
        return context
    opens = {low: stamp.start for stamp, low, _ in part.stamps}  # a date may end inside a token
    closes = {high: stamp.end for stamp, _, high in part.stamps}
    before: Piece | None = None
    context = context._replace(near=False, by_month=False)
    spoken, seen = False, 0
    for piece in pieces:
        spoken = grammar.is_spoken(paragraph.codes[seen : piece.first], spoken=spoken)
        seen = piece.first
        aside = spoken or grammar.directions.is_attributive(paragraph, piece)
        cue, day = context.cue, context.day
        if before is None or not grammar.directions.chained(paragraph, before, piece):
            cue = grammar.directions.cue(paragraph, piece)
        if not spoken and context.told is not None:
            day = context.told
        context = context._replace(cue=cue, day=day)
        before = piece
        reading = piece.reading
        value = reading.meaning.resolve(context)
        if value.type is not None:
            reading = reading._replace(type=value.type)
        timed = _with_time(value.value, reading.tail) if reading.type == "TIME" and reading.tail else value.value
        if is_value(timed):  # within the years that TIMEX3 can write
            start = opens.get(piece.first, tokens.starts[part.first + piece.first])
            end = closes.get(piece.last, tokens.ends[part.first + piece.last - 1])
            expression = _expression(text, start, end, part.zone, reading, timed, relative=value.relative)
            found.append(_Found(expression, piece.rule, value, context))
        context = context.after(value, dated=reading.type in _BOUNDED, aside=aside)
    return context


def _reason(value: Value, context: Context) -> str:
    """Return why a value is what it is, as a sentence for people."""
    if not value.relative:
        return "Its own words say it."
    if value.anchor is None:
        left_open = value.value.startswith("X") and context.reference is None
        return "No reference date was given, so it stays open." if left_open else "Its own words say it."
    known = "the reference date" if value.anchor == context.reference else "named before in the text"
    counted = f"counted from {value.anchor} ({known})"
    if not value.direction:
        return f"It is {counted}."
    word = f"{context.cue.word!r} points" if context.cue.word else "its own words point"
    return f"It is {counted}; {word} {'ahead' if value.direction > 0 else 'back'}."


def _with_time(day: str, tail: str) -> str:
    if len(day) < len("2025-W44-5") and "-W" not in day:
        day = "XXXX-XX-XX"
    return f"{day}{tail.removesuffix(OPEN_HALF)}"


def _explicit(stamp: Stamp) -> Reading:
    day = datetime.date.fromisoformat(stamp.value[:10])
    kind: DateType = "TIME" if "T" in stamp.value else "DATE"
    return Reading(kind, CalendarDay(day.month, day.day, day.year), stamp.value[10:])


_DIRECTIONS: dict[int, Literal["past", "future"] | None] = {-1: "past", 0: None, 1: "future"}
_BOUNDED = frozenset(("DATE", "TIME"))


def _expression(
    text: str, start: int, end: int, zone: DateZone, reading: Reading, value: str, *, relative: bool
) -> DateExpression:
    days = bounds(value, reading.mod) if reading.type in _BOUNDED else None
    first, last = days or (None, None)
    return DateExpression.made(
        text=fold(text[start:end]),
        start=start,
        end=end,
        zone=zone,
        type=reading.type,
        value=value,
        mod=reading.mod,
        relative=relative,
        earliest=first,
        latest=last,
    )
