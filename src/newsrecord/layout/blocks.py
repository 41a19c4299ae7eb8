"""Lines into blocks: a paragraph, a title, a label or a list item each, with offsets.

In comes the text; out come its blocks in text order. A block is one line, or several lines of a paragraph that was
hard-wrapped (mail, wire copy, the columns of a newspaper: 20 to 132 columns). Every non-blank line of the text is in
exactly one block. Bullets and rank numbers in front of a title are told from its words. Linear in the text.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ..text import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..tables import Table

__all__ = ["Block", "WrapWords", "find_blocks", "find_paragraphs"]


class WrapWords(NamedTuple):
    """Words of one language that tell whether a line goes on in the next."""

    open: frozenset[str]
    """A line that ends with one of these goes on."""
    own: frozenset[str]
    """These begin a line of their own though they have no capital."""

    @classmethod
    def of(cls, table: Table) -> WrapWords:
        """Take the table `wrap` of `layout`."""
        return cls(frozenset(table.words("open")), frozenset(table.words("own")))


class Block(NamedTuple):
    """A run of lines that belong together."""

    start: int
    """First code point, marker included."""
    words_at: int
    """First code point after the bullet, rank number or quotation mark of mail; `start` where there is none."""
    end: int
    """One past the last code point."""
    gap: int
    """Blank lines before it."""
    bulleted: bool
    """Whether it opens with a bullet or a rank number."""


class _Row(NamedTuple):
    """A non-blank line as it was typed."""

    start: int
    words_at: int
    end: int
    gap: int
    bulleted: bool
    indent: int
    width: int
    """Columns from the margin to the last character."""
    quoted: bool


class _Wrap(NamedTuple):
    """How a text was wrapped."""

    width: int
    """Columns of its longest line that goes on in the next."""
    least: int
    """Columns that a line and the word after it took at the least where the line was ended: with fewer, that word would
    have stood in the line, so the line ends a paragraph."""
    narrowest: int
    """Columns below which no line goes on."""


NARROWEST: Final = 45
WIDEST: Final = 132
"""Columns between which lines are taken for hard-wrapped ones; RFC 5322 and editors wrap at 72 to 80, wide
terminals at 132."""
_COLUMN: Final = 20
"""Columns of the narrowest line in the column of a newspaper, which is taken for one only where nearly all the text
stands in such lines."""
_LONGEST_OPEN: Final = 10
"""Code points of the longest word that no line of its own ends with, and a space."""

INVISIBLE: Final = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"
_BULLET = re.compile(r"(?:[-*•·▪●◦‣»›>–—]|\(?\d{1,2}[.)])[ \t\u00a0]+(?=\S)")
_QUOTED = re.compile(r">(?:[ \t]{0,3}>){0,8}[ \t]*")
_RANKED = re.compile(r"(\d{1,3})[.)]?[ \t\u00a0]+(?=[^\W_]|[\"'“‘$£€])")
_STOPS: Final = frozenset(".!?…,;\"”’')")
_MOST_OVERLONG = 0.05
_LEAST_CONTINUED = 0.2
_LEAST_IN_COLUMN = 0.25
_MOST_OUTSIDE = 0.25
"""Share of the text that may stand in lines longer than a column: its headline and the like."""
_FEWEST: Final = 3
"""Lines that go on, from which a column is told."""
_INNER: Final = 2
"""Lines inside paragraphs from which a short text is told to stand in a column."""
_SENTENCE_ENDS: Final = frozenset('.!?"”')
_OVER: Final = 1.1
"""Widths of the longest line, which may go on in a capital."""
_FULL: Final = 0.75
"""Share of the width from which a line that goes on tells how full lines are; shorter ones are of another type, a
headline's."""
_STRICT: Final = 0.9
"""Share of lines with no room for the next word, from which the text counts as wrapped by characters, not by the size
of letters."""
_HEADLINE_ROWS: Final = 8
"""Lines among which a headline ends."""
_NUMBERS = re.compile(r"\d+")


def find_blocks(text: str, words: WrapWords) -> list[Block]:
    """Return the blocks of `text`."""
    rows = _rows(text)
    wrap = _find_wrap(text, rows) or _find_column(text, rows)
    blocks: list[Block] = []
    i = 0
    while i < len(rows):
        last = i if i or wrap is None else _end_of_headline(text, rows, words)
        while last + 1 < len(rows) and _continues(text, rows, last, wrap, words):
            last += 1
        first = rows[i]
        blocks.append(Block(first.start, first.words_at, rows[last].end, first.gap, first.bulleted))
        i = last + 1
    return _take_off_ranks(text, blocks)


def find_paragraphs(text: str, words: WrapWords) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs of `text`, for text that is known to hold nothing else."""
    return [(block.start, block.end) for block in find_blocks(text, words)]


def _rows(text: str) -> list[_Row]:
    rows: list[_Row] = []
    gap = 0
    for start, end, indent in lines(text):
        if start == end:
            gap += 1
            continue
        first = text[start]
        words_at, bulleted, quoted = start, False, False
        if first == ">":
            mark = _QUOTED.match(text, start, end)
            if mark and mark.end() < end:
                words_at, quoted = mark.end(), True
        if not first.isalpha():
            mark = _BULLET.match(text, words_at, end)
            if mark:
                words_at, bulleted = mark.end(), True
        while words_at < end and (text[words_at] in INVISIBLE or text[words_at].isspace()):
            words_at += 1
        rows.append(
            _Row(start, words_at if words_at < end else start, end, gap, bulleted, indent, indent + end - start, quoted)
        )
        gap = 0
    return rows


# --- hard-wrapped lines ----------------------------------------------------------------------------------------------


def _find_wrap(text: str, rows: Sequence[_Row]) -> _Wrap | None:
    """Return how the text was wrapped, None where its lines are whole paragraphs or make a column.

    The evidence: lines that stop short of a sentence's end while the next line, with no blank one between, goes on in
    lowercase letters.
    """
    pairs = continued = broad = overlong = width = 0
    for row, following in itertools.pairwise(rows):
        if row.width > WIDEST and " " in text[row.start : row.start + WIDEST]:
            overlong += 1
        if row.width < NARROWEST:
            continue
        broad += 1
        if row.width > WIDEST or following.gap or following.bulleted:
            continue
        pairs += 1
        if text[following.words_at].islower():
            continued += 1
            width = max(width, row.width)
    if not continued or continued < _LEAST_CONTINUED * pairs or overlong > _MOST_OVERLONG * broad:
        return None
    return _Wrap(width, _least(text, rows, width), min(NARROWEST, width // 2))


def _find_column(text: str, rows: Sequence[_Row]) -> _Wrap | None:
    """Return how a text was wrapped that stands in a column narrower than `NARROWEST`, None where it does not.

    Titles, menus and verses are as narrow; but their lines begin with capitals.
    """
    width = _width_of_column(text, rows) or _width_of_paragraphs(text, rows)
    outside = sum(row.end - row.start for row in rows if row.width > width)
    if not width or outside > _MOST_OUTSIDE * sum(row.end - row.start for row in rows):
        return None
    return _Wrap(width, _least(text, rows, width), width // 3)


def _width_of_column(text: str, rows: Sequence[_Row]) -> int:
    """Columns of the longest line that goes on in small letters, where many do; else 0."""
    pairs = continued = width = 0
    for row, following in itertools.pairwise(rows):
        if following.gap or following.bulleted or not _COLUMN <= row.width < NARROWEST:
            continue
        pairs += 1
        if _goes_on(text, row, following):
            continued += 1
            width = max(width, row.width)
    return width if continued >= max(_FEWEST, _LEAST_IN_COLUMN * pairs) else 0


def _width_of_paragraphs(text: str, rows: Sequence[_Row]) -> int:
    """Columns of the longest line where a short text has paragraphs of several full lines, of which the last one alone
    ends as a sentence does; else 0.
    """
    inner: list[tuple[int, int]] = []
    first = 0
    for last, row in enumerate(rows):
        if last + 1 < len(rows) and not rows[last + 1].gap and not rows[last + 1].bulleted:
            continue
        if first < last and text[row.end - 1] in _SENTENCE_ENDS:
            run = rows[first : last + 1]
            if not any(text[one.end - 1] in _SENTENCE_ENDS for one in run[:-1]):
                inner += [(one.width, one.width + 1 + _first_word(text, two)) for one, two in itertools.pairwise(run)]
        first = last + 1
    width = max((columns for columns, _ in inner), default=0)
    full = all(need > width for _, need in inner)
    return width if full and len(inner) >= _INNER and _COLUMN <= width < NARROWEST else 0


def _least(text: str, rows: Sequence[_Row], width: int) -> int:
    """Return the columns that a line and the word after it take at the least where the line goes on.

    One more than the width, unless the text was wrapped by the size of its letters.
    """
    needs = [
        row.width + 1 + _first_word(text, following)
        for row, following in itertools.pairwise(rows)
        if width // 2 <= row.width <= width and not following.gap and _goes_on(text, row, following)
    ]
    full = [need for need in needs if need >= _FULL * width]
    strict = sum(need > width for need in full) >= _STRICT * len(full)
    return width + 1 if strict else min(full)


def _goes_on(text: str, row: _Row, following: _Row) -> bool:
    """Whether a line ends no sentence and the next begins with a small letter."""
    return text[following.words_at].islower() and text[row.end - 1] not in ".!?:"


def _continues(text: str, rows: Sequence[_Row], i: int, wrap: _Wrap | None, words: WrapWords) -> bool:
    """Whether the line after row `i` is the rest of the same paragraph."""
    row, following = rows[i], rows[i + 1]
    narrowest = wrap.narrowest if wrap else NARROWEST
    if following.gap or row.quoted != following.quoted or following.bulleted or row.width < narrowest:
        return False
    if not any(map(str.isalnum, text[row.words_at : row.words_at + 8])):
        return False
    if row.width >= NARROWEST and _breaks_off(text, row, following, words):
        return True
    if wrap is None or row.width > WIDEST:
        return False
    if _goes_on(text, row, following):
        return True
    if following.indent > row.indent and not row.bulleted:
        return False  # the first line of a paragraph
    length = _first_word(text, following)
    if text[row.end - 1] not in _STOPS and _is_own(text, following, length, words):
        return False
    return row.width + 1 + length >= wrap.least and row.width <= _OVER * wrap.width


def _is_own(text: str, row: _Row, length: int, words: WrapWords) -> bool:
    """Whether the first word of a line, of so many code points, begins a line of its own (`By`)."""
    return length < _LONGEST_OPEN and text[row.words_at : row.words_at + length].casefold() in words.own


def _first_word(text: str, row: _Row) -> int:
    """Code points of the first word of a line."""
    space = text.find(" ", row.words_at, min(row.end, row.words_at + WIDEST))
    return (space if space > 0 else row.end) - row.words_at


def _end_of_headline(text: str, rows: Sequence[_Row], words: WrapWords) -> int:
    """Return the last line of the headline that opens a wrapped text, 0 where it is the first or there is none.

    It is set in larger type, so its lines are shorter than those of the story, and full by their own measure.
    """
    last = 0
    while last + 1 < min(len(rows), _HEADLINE_ROWS) and not rows[last + 1].gap:
        row = rows[last + 1]
        if row.bulleted or _is_own(text, row, _first_word(text, row), words):
            break
        numbers = _NUMBERS.findall(text, row.words_at, min(row.end, row.words_at + WIDEST))
        if len(numbers) > 1 and max(map(len, numbers)) > 3:
            break  # a date
        last += 1
    joined = rows[: last + 1]
    width = max(row.width for row in joined)
    if last == _HEADLINE_ROWS - 1 or any(text[row.end - 1] == "." for row in joined):
        return 0
    full = all(row.width + 1 + _first_word(text, following) > width for row, following in itertools.pairwise(joined))
    return last if full else 0


def _breaks_off(text: str, row: _Row, following: _Row, words: WrapWords) -> bool:
    """Whether a line stops in the middle of a sentence that the next one goes on with, whatever the other lines do."""
    if text[row.end - 1] in ".!?:;…|" or (following.width < NARROWEST and text[following.end - 1] not in _STOPS):
        return False
    if text[following.words_at].islower():
        space = text.find(" ", following.words_at, min(following.end, following.words_at + _LONGEST_OPEN))
        return text[following.words_at : space if space > 0 else following.end] not in words.own
    if text[row.end - 1] == ",":
        return text[following.words_at].isalnum()
    space = text.rfind(" ", max(row.words_at, row.end - _LONGEST_OPEN), row.end)
    return space > 0 and text[space + 1 : row.end] in words.open


# --- ranks -----------------------------------------------------------------------------------------------------------


def _take_off_ranks(text: str, blocks: list[Block]) -> list[Block]:
    """Take `1`, `2`, `3` for ranks where neighbours count on; a number by itself opens a title (`10 best phones`)."""
    matches = [
        _RANKED.match(text, block.start, block.end) if "0" <= text[block.start] <= "9" else None for block in blocks
    ]
    numbers = [int(match.group(1)) if match else -2 for match in matches]
    for i, match in enumerate(matches):
        if match is None or blocks[i].bulleted:
            continue
        number = numbers[i]
        counted_on = i + 1 < len(numbers) and numbers[i + 1] == number + 1
        if counted_on or (i and number and numbers[i - 1] == number - 1):
            blocks[i] = blocks[i]._replace(words_at=match.end(), bulleted=True)
    return blocks
