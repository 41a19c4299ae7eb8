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
from .context import Context, Value
from .direction import Source
from .grammar import EXPLICIT, Grammar
from .lexicon import BARRIER
from .reading import Piece, Reading
from .resolve import resolve
from .timex import bounds, is_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..record import DateZone
    from ..stamps import Stamp
    from ..text import Document

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
        return [found.expression for found in self.explain(document, reference_date)]

    def explain(self, document: Document, reference_date: datetime.date | None) -> Sequence[Explanation]:
        """Return the same expressions as `read`, each with how its value came about."""
        grammar, stamps_of = self.language.made(Grammar), self.language.made(Stamps)
        text, tokens = document.text, document.tokens
        day_first = self.day_first if self.day_first is not None else stamps_of.is_day_first(text)
        codes = list(grammar.lexicon.encode(tokens.words))
        parts: list[_Part] = []
        at = 0
        for start, end, zone in _paragraphs(document):
            first = bisect_left(tokens.starts, start, at)
            at = bisect_left(tokens.starts, end, first)
            if first == at:
                continue
            stamps: list[tuple[Stamp, int, int]] = []
            for stamp in stamps_of.find(text, start, end, day_first=day_first):
                low = bisect_right(tokens.ends, stamp.start, first, at)
                high = bisect_left(tokens.starts, stamp.end, first, at)
                codes[low:high] = BARRIER * (high - low)
                stamps.append((stamp, low, high))
            parts.append(_Part(zone, first, at, stamps))
        source = Source(tokens.words, "".join(codes))
        context = Context(reference_date, day_first=day_first)
        return [found for part in parts for found in _read(grammar, document, source, part, context)]


_BREAK = re.compile(r"\n[^\S\n]*\n\s*|\r[^\S\r\n]*\r\s*|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")
"""A blank line or a page break: no expression crosses it."""


def _paragraphs(document: Document) -> Iterator[tuple[int, int, DateZone]]:
    for section in document.sections:
        start = section.start
        for gap in _BREAK.finditer(document.text, section.start, section.end):
            yield start, gap.start(), section.zone
            start = gap.end()
        yield start, section.end, section.zone


class _Part(NamedTuple):
    """A paragraph: its zone, its tokens `first` to `last`, and its explicit dates."""

    zone: DateZone
    first: int
    last: int
    stamps: list[tuple[Stamp, int, int]]
    """The explicit dates, each with its tokens, half-open."""


def _read(grammar: Grammar, document: Document, source: Source, part: _Part, context: Context) -> Iterator[Explanation]:
    """Yield the expressions of one paragraph, resolved in text order."""
    text, tokens = document.text, document.tokens
    opens = {low: stamp.start for stamp, low, _ in part.stamps}  # a date may end inside a token
    closes = {high: stamp.end for stamp, _, high in part.stamps}
    explicit = [Piece(low, high, _explicit(stamp), EXPLICIT) for stamp, low, high in part.stamps]
    before: Piece | None = None
    for piece in grammar.find(source, part.first, part.last, explicit):
        if before is None or not grammar.directions.chained(source, before, piece):
            context.tense = grammar.directions.tense(source, piece, part.first, part.last)
            context.told = grammar.directions.told(source, piece, part.first)
        before = piece
        value = resolve(piece.reading, context)
        if is_value(value.value):  # within the years that TIMEX3 can write
            start = opens.get(piece.first, tokens.starts[piece.first])
            end = closes.get(piece.last, tokens.ends[piece.last - 1])
            yield Explanation(
                expression=_expression(text, start, end, part.zone, piece.reading, value),
                rule=piece.rule,
                anchor=value.anchor,
                direction=_DIRECTIONS[value.direction],
            )


def _explicit(stamp: Stamp) -> Reading:
    day = datetime.date.fromisoformat(stamp.value[:10])
    return Reading(
        "TIME" if "T" in stamp.value else "DATE", "day", (day.month, day.day, day.year, None), stamp.value[10:]
    )


_DIRECTIONS: dict[int, Literal["past", "future"] | None] = {-1: "past", 0: None, 1: "future"}
_BOUNDED = frozenset(("DATE", "TIME"))


def _expression(text: str, start: int, end: int, zone: DateZone, reading: Reading, value: Value) -> DateExpression:
    days = bounds(value.value, reading.mod) if reading.type in _BOUNDED else None
    first, last = days or (None, None)
    return DateExpression(
        text=fold(text[start:end]),
        start=start,
        end=end,
        zone=zone,
        type=reading.type,
        value=value.value,
        mod=reading.mod,
        relative=value.relative,
        earliest=first,
        latest=last,
    )
