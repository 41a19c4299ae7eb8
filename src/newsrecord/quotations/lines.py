"""The sentences of a paragraph as lines of narration, each quotation in them one item.

In comes a document with the stretches of a paragraph, out come its lines. A sentence does not end inside of a
quotation, nor after one that goes on: `“Why?” Roe asked.` is one line.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from attrs import define

from .marks import ending
from .words import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..text import Document, Tokens
    from .cast import Cast
    from .marks import Stretch

__all__ = ["QUOTE", "Line", "lines_of"]

QUOTE: Final = "“”"
"""What stands for a quotation among the words of a line; no token is like it."""
_ENDS: Final = "."
"""A quotation that ends so ends its sentence where a capital follows."""


@define
class Line:
    """A sentence of narration with its quotations as single items."""

    tokens: Tokens
    places: list[int]
    """The token of each item; of a quotation the first."""
    words: list[str]
    """The items in the form that words are looked up by; a quotation is `QUOTE`."""
    quotes: list[tuple[int, int]]
    """(item, number in the paragraph) of each quotation."""
    owner: list[int]
    """The mention that each item is of, -1 where it is of none."""
    starts: dict[int, int]
    """The mention that begins with an item."""
    ends: dict[int, int]
    """The mention that ends with an item."""

    def __len__(self) -> int:
        return len(self.places)

    @property
    def start(self) -> int:
        """First code point."""
        return self.tokens.starts[self.places[0]]

    def char(self, item: int) -> int:
        """First code point of an item."""
        return self.tokens.starts[self.places[item]]

    def end(self, item: int) -> int:
        """One past the last code point of an item that is a word."""
        return self.tokens.ends[self.places[item]]

    def word(self, item: int) -> str:
        """A word as printed."""
        return self.tokens.words[self.places[item]]


def lines_of(
    document: Document, cast: Cast, first: int, last: int, sentences: Sequence[range], quotes: Sequence[Stretch]
) -> list[Line]:
    """Return the lines of one paragraph.

    Args:
        document: the text.
        cast: who is named in it.
        first: the paragraph's first token.
        last: one past its last.
        sentences: the sentences of the paragraph.
        quotes: its quotations.
    """
    tokens = document.tokens
    spans = [
        (bisect_left(tokens.starts, quote.outer, first, last), bisect_left(tokens.starts, quote.stop, first, last))
        for quote in quotes
    ]
    breaks: list[int] = []
    number = 0
    for sentence in sentences:
        at = sentence.start
        while number < len(spans) and spans[number][1] < at:
            number += 1
        within = number < len(spans) and spans[number][0] < at
        if not within or (at >= spans[number][1] and _ended(document.text, quotes[number])):
            breaks.append(at)
    if not breaks or breaks[0] != first:
        breaks.insert(0, first)
    breaks.append(last)
    lines: list[Line] = []
    number = 0
    for begin, stop in itertools.pairwise(breaks):
        places: list[int] = []
        held: list[tuple[int, int]] = []
        at = begin
        while number < len(spans) and spans[number][0] < stop:
            opening, closing = spans[number]
            places.extend(range(at, opening))
            held.append((len(places), number))
            places.append(opening)
            at = max(closing, opening + 1)
            number += 1
        places.extend(range(at, stop))
        if places:
            lines.append(_line(tokens, places, held, cast))
    return lines


def _ended(text: str, quote: Stretch) -> bool:
    return ending(text, quote.start, quote.end) in _ENDS or not quote.closed


def _line(tokens: Tokens, places: list[int], held: list[tuple[int, int]], cast: Cast) -> Line:
    words = list(map(bare, map(tokens.words.__getitem__, places)))
    for item, _ in held:
        words[item] = QUOTE
    owner = [-1] * len(places)
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for number in cast.between(tokens.starts[places[0]], tokens.ends[places[-1]]):
        mention = cast.mentions[number]
        first = bisect_left(places, bisect_left(tokens.starts, mention.start))
        if first == len(places) or tokens.starts[places[first]] != mention.start or words[first] == QUOTE:
            continue  # inside of a quotation
        last = first
        while last + 1 < len(places) and tokens.starts[places[last + 1]] < mention.end and words[last + 1] != QUOTE:
            last += 1
        for item in range(first, last + 1):
            owner[item] = number
        starts[first], ends[last] = number, number
    return Line(tokens, places, words, held, owner, starts, ends)
