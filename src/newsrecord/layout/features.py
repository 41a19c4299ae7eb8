"""What a line of a page looks like among the others: the features that the title model weighs.

In come the items of a page and where its story runs; out come, for each line asked about, its features: one value of
each of `FEATURES`, and the punctuation and small words in it. The training script and the library both call this, so
what is learnt is what is weighed. Linear in the number of items.
"""

from __future__ import annotations

import bisect
import itertools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from .shapes import Item, Shape

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

__all__ = ["FEATURES", "Line", "describe"]

FEATURES: Final = (
    "kind",  # what the line is by itself, and in which part of the page
    "before",  # what the line before is
    "before2",
    "after",
    "after2",
    "between",  # before, itself, after
    "size",  # words, in steps
    "end",  # class of the last character
    "small_words",  # how many small words it has, and how it is capitalised
    "like_headline",  # how the headline is capitalised, and how the line
    "again",  # whether it stood before
    "place",  # lines from the story, in steps
    "since_cue",  # lines since the last cue, in steps
    "titles",  # how many of the four lines to each side are titles
    "labels",
    "prose",
    "gap",  # blank lines before it
    "gap_after",
    "bulleted",
)

_SIZES: Final = (1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 24, 34, 59)
_STEPS: Final = (0, 1, 2, 4, 8, 16, 32, 64, 128)
_SINCE: Final = (0, 1, 2, 3, 5, 8, 13, 24, 98)
_NEAR: Final = (0, 1, 2, 3, 5)
_REACH: Final = 4
_LONG_AGO: Final = 99
_PAUSE: Final = 34
"""Words of a paragraph that ends the reach of a cue."""
_DIGIT = re.compile("[0-9]")
_SCANNED: Final = 400
_PUNCTUATION: Final = ":|,-/&@%$"
_GROUPS: Final = (frozenset(("title",)), frozenset(("label",)), frozenset(("prose", "short", "lead")))
_PLAIN: Final = {
    "title1": "title",
    "title2": "title",
    "title3": "title",
    "label1": "label",
    "label2": "label",
    "prose1": "prose",
    "prose2": "prose",
}
_LONGEST: Final = 60
"""Words of a line whose words are looked at."""
_MOST_FOUND: Final = 3
_MOST_GAP: Final = 2


class Line(NamedTuple):
    """The features of one line."""

    values: tuple[str, ...]
    """One for each of `FEATURES`."""
    marks: list[str]
    """The punctuation and small words in it."""


def describe(
    items: Sequence[Item],
    body: tuple[int, int],
    headline: int | None,
    metas: Collection[int],
    counted: AbstractSet[str],
    small: AbstractSet[str],
    wanted: Iterable[int],
) -> Iterator[Line]:
    """Yield the features of the wanted items.

    Args:
        items: the items of the page.
        body: the range of items that the story runs over.
        headline: the item that is the headline.
        metas: the items that are bylines or hold its dates.
        counted: the words that are features themselves, in lowercase.
        small: the words that title case leaves small.
        wanted: item numbers in rising order.
    """
    page = _Page(items, body, headline, metas, small)
    for i in wanted:
        yield page.line(i, counted)


class _Page:
    """Counts over all items of a page, so that each line costs the same."""

    def __init__(
        self,
        items: Sequence[Item],
        body: tuple[int, int],
        headline: int | None,
        metas: Collection[int],
        small: AbstractSet[str],
    ) -> None:
        self.items = items
        self.small = small
        self.first, self.last = body
        self.headline = self.first if headline is None else headline
        self.kinds = ["meta" if i in metas else _kind(item) for i, item in enumerate(items)]
        self.plain = [_PLAIN.get(kind, kind) for kind in self.kinds]
        self.beside = ["^", "^", *self.plain, "$", "$"]
        self.case = "0" if headline is None else _case(items[headline].line, items[headline].line.split(), small)
        self.counts = [
            list(itertools.accumulate((kind in group for kind in self.plain), initial=0)) for group in _GROUPS
        ]
        self.seen_at: dict[str, int] = {}
        self.since: list[int] = []
        since = _LONG_AGO
        for i, item in enumerate(items):
            self.seen_at.setdefault(item.key, i)
            if item.word_role == "cue":
                since = 0
            elif item.is_prose and (item.sentences > 1 or item.size > _PAUSE):
                since = _LONG_AGO
            elif since < _LONG_AGO:
                since += 1
            self.since.append(since)

    def line(self, i: int, counted: AbstractSet[str]) -> Line:
        item, plain = self.items[i], self.plain[i]
        before2, before, _, after, after2 = self.beside[i : i + 5]
        words = item.line.split()
        part, far = self._place(i)
        case = _case(item.line, words, self.small)
        found = counted & set(item.key.split()) if item.size <= _LONGEST else ()
        marks = [mark for mark in _PUNCTUATION if mark in item.line]
        if _DIGIT.search(item.line, 0, _SCANNED):
            marks.append("0")
        following = self.items[i + 1].block.gap if i + 1 < len(self.items) else _MOST_GAP
        values = (
            self.kinds[i] + part,
            before,
            before2,
            after,
            after2,
            f"{before}>{plain}>{after}",
            _step(item.size, _SIZES),
            _end(item.line[-1]),
            f"{min(len(found), _MOST_FOUND)}{case}",
            self.case + case + plain[0],
            str(int(self.seen_at[item.key] < i)),
            part + _step(far, _STEPS),
            _step(self.since[i], _SINCE),
            *self._around(i, plain),
            str(min(item.block.gap, _MOST_GAP)),
            str(min(following, _MOST_GAP)),
            str(int(item.block.bulleted)),
        )
        return Line(values, [*marks, *sorted(found)])

    def _place(self, i: int) -> tuple[str, int]:
        """The part of the page: above the headline, above the story, in it, below it; and how far from the story."""
        if i < self.first:
            return ("A" if i < self.headline else "B"), self.first - i
        return ("I", min(i - self.first, self.last - i)) if i < self.last else ("Z", i - self.last)

    def _around(self, i: int, plain: str) -> Iterator[str]:
        low, high = max(0, i - _REACH), min(len(self.items), i + _REACH + 1)
        for group, counts in zip(_GROUPS, self.counts, strict=True):
            yield _step(counts[high] - counts[low] - (plain in group), _NEAR)


def _step(number: int, steps: Sequence[int]) -> str:
    return str(bisect.bisect_left(steps, number))


def _kind(item: Item) -> str:
    if item.word_role is not None:
        return item.word_role
    if item.cue_end:
        return "cued"
    if item.shape is Shape.TITLE:
        return "title1" if item.size <= 5 else "title2" if item.size <= 7 else "title3"
    if item.shape is Shape.LABEL:
        return "label1" if item.size == 1 else "label2"
    if item.shape is Shape.PROSE:
        return "prose2" if item.sentences > 1 or item.size > _PAUSE else "prose1"
    return item.shape.name.lower()


def _case(line: str, words: Sequence[str], small: AbstractSet[str]) -> str:
    """How a line is capitalised but for its first word: U all capitals, T title case, s sentence case, M, m between."""
    if line.isupper():
        return "U"
    capitals = others = 0
    for word in words[1:_LONGEST]:
        if len(word) > 1 and word not in small:
            if word[0].isupper():
                capitals += 1
            elif word[0].islower():
                others += 1
    if not capitals + others:
        return "-"
    share = capitals / (capitals + others)
    return "T" if share > 0.85 else "M" if share > 0.5 else "m" if share > 0.2 else "s"


def _end(last: str) -> str:
    if last.isalpha():
        return "a"
    if last.isdigit():
        return "0"
    return last if last in ".?!:,…)" else '"' if last in "\"'”’" else "-"
