"""Lines into blocks: a paragraph, a title, a label or a list item each, with offsets.

In comes the text; out come its blocks in text order. A block is one line, or several lines of a paragraph that was
hard-wrapped (mail, wire copy, 60 to 132 columns). Every non-blank line of the text is in exactly one block. Bullets and
rank numbers in front of a title are told from its words. Linear in the text.
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
    width: int
    """Columns from the margin to the last character."""
    quoted: bool


NARROWEST: Final = 45
WIDEST: Final = 132
"""Columns between which lines are taken for hard-wrapped ones; RFC 5322 and editors wrap at 72 to 80, wide
terminals at 132."""
_LONGEST_OPEN: Final = 10
"""Code points of the longest word that no line of its own ends with, and a space."""

INVISIBLE: Final = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"
_BULLET = re.compile(r"(?:[-*•·▪●◦‣»›>–—]|\(?\d{1,2}[.)])[ \t\u00a0]+(?=\S)")
_QUOTED = re.compile(r">(?:[ \t]{0,3}>){0,8}[ \t]*")
_RANKED = re.compile(r"(\d{1,3})[.)]?[ \t\u00a0]+(?=[^\W_]|[\"'“‘$£€])")
_STOPS: Final = frozenset(".!?…,;\"”’')")
_MOST_OVERLONG = 0.05
_LEAST_CONTINUED = 0.2


def find_blocks(text: str, words: WrapWords) -> list[Block]:
    """Return the blocks of `text`."""
    rows = _rows(text)
    width = _wrap_width(text, rows)
    blocks: list[Block] = []
    i = 0
    while i < len(rows):
        last = i
        while last + 1 < len(rows) and _continues(text, rows, last, width, words):
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
            _Row(start, words_at if words_at < end else start, end, gap, bulleted, indent + end - start, quoted)
        )
        gap = 0
    return rows


# --- hard-wrapped lines ----------------------------------------------------------------------------------------------


def _wrap_width(text: str, rows: Sequence[_Row]) -> int:
    """Return the columns that the text was wrapped at, or 0 where its lines are whole paragraphs.

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
    wrapped = continued and continued >= _LEAST_CONTINUED * pairs and overlong <= _MOST_OVERLONG * broad
    return width if wrapped else 0


def _continues(text: str, rows: Sequence[_Row], i: int, width: int, words: WrapWords) -> bool:
    """Whether the line after row `i` is the rest of the same paragraph."""
    row, following = rows[i], rows[i + 1]
    if following.gap or row.quoted != following.quoted or following.bulleted or row.width < NARROWEST:
        return False
    if not any(map(str.isalnum, text[row.words_at : row.words_at + 8])):
        return False
    if _breaks_off(text, row, following, words):
        return True
    if not width or row.width > WIDEST:
        return False
    if text[following.words_at].islower() and text[row.end - 1] not in ".!?:":
        return True
    space = text.find(" ", following.words_at, min(following.end, following.words_at + WIDEST))
    first_word = (space if space > 0 else following.end) - following.words_at
    return row.width + 1 + first_word > width


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
