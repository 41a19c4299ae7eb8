"""What stands where on a page: which part of it holds a place, and which sentence.

In come the parts of a page, with the names and dates in them; out come the part at an offset, and sentences as
passages. Sentences are cut when one of their part is first asked for, and kept, as who asks for one asks for many.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from .checks import Cover, Place, fold
from .errors import InvalidArgumentError
from .parts import Furniture, Headline, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .checks import Span

__all__ = ["PagePart", "Reading"]

PagePart = Headline | Passage | Furniture
"""A part of the page: its headline; a byline line, a paragraph, a related headline; any other line."""


class _Placed(NamedTuple):
    """A part of the page with its place."""

    start: int
    end: int
    part: PagePart


def _start(item: Span) -> int:
    return item.start


class Reading:
    """A page, ready to be asked."""

    def __init__(self, parts: Iterable[PagePart], marks: Iterable[Span], source: str | None, language: str) -> None:
        """Take in a page.

        Args:
            parts: its parts; those that no line of the text says are passed over.
            marks: what no sentence ends inside.
            source: the text that they stand in, where there is one.
            language: what it is written in (BCP 47).
        """
        placed = [
            _Placed(part.start, part.end, part) for part in parts if part.start is not None and part.end is not None
        ]
        self._page = sorted(placed, key=_start)
        self._marks = Cover(marks)
        self._source = source
        self._language = language
        self._cut: dict[int, list[Passage]] = {}

    def part_at(self, offset: int) -> PagePart | None:
        """The part that a code point lies in, None where it is white space between two."""
        number = self._at(Place(offset, offset + 1))
        return None if number is None else self._page[number].part

    def sentence_of(self, place: Place) -> Passage | None:
        """The sentence that holds a place, or all from the first to the last that it goes over; None outside of parts.

        Raises:
            InvalidArgumentError: there is no source, and white space of the part was folded.
        """
        number = self._at(place)
        if number is None:
            return None
        sentences = self._sentences(number)
        first = bisect_right(sentences, place.start, key=_start) - 1
        last = bisect_left(sentences, place.end, key=_start) - 1
        if first == last:
            return sentences[first]
        return self._passage(sentences[first].start, sentences[last].end, number)

    def _at(self, place: Place) -> int | None:
        """The number of the part that holds a place."""
        number = bisect_right(self._page, place.start, key=_start) - 1
        return number if number >= 0 and place.end <= self._page[number].end else None

    def _sentences(self, number: int) -> list[Passage]:
        if number not in self._cut:
            from .text import sentence_starts  # on first use: records are read and written without

            start, end, _ = self._page[number]
            starts = [start + at for at in sentence_starts(self._slice(start, end, number), self._language)]
            cuts = [at for at in starts[1:] if not self._marks.holds(Place(at - 1, at + 1))]
            edges = itertools.pairwise([start, *cuts, end])
            self._cut[number] = [self._passage(first, last, number) for first, last in edges]
        return self._cut[number]

    def _passage(self, start: int, end: int, number: int) -> Passage:
        """A stretch of a part, without the white space at its end."""
        said = self._slice(start, end, number).rstrip()
        return Passage(text=fold(said), start=start, end=start + len(said))

    def _slice(self, start: int, end: int, number: int) -> str:
        """What the text says at a stretch of a part."""
        if self._source is not None:
            return self._source[start:end]
        first, last, part = self._page[number]
        if len(part.text) == last - first:
            return part.text[start - first : end - first]
        raise InvalidArgumentError(
            f"record: it was written without its source, and white space of its passage at {first}-{last} was folded, "
            "so nobody can tell what stands where; give the source back with attrs.evolve(record, source=text)"
        )
