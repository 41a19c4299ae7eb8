"""Which lines around the story of a page are the titles of other stories.

In come the items of a page and where its story runs; out come the numbers of the items that read as titles. A linear
model weighs what a line looks like among the others (see `features`): its weights are whole numbers in `titles.toml`,
written by `training/layout/titles.py`, so the same text gives the same titles on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from .features import FEATURES, Line, describe
from .shapes import Item, Shape

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from ..tables import Table

__all__ = ["TitleModel", "find_titles", "is_open"]

FEWEST_WORDS: Final = 4
"""Words from which a line can be a title; shorter ones are labels of a menu."""

MOST_BARS: Final = 1
"""Bars in a title; more part the entries of a menu."""

_LIKE: Final = FEATURES.index("like_headline")
_SMALL: Final = FEATURES.index("small_words")


class TitleModel(NamedTuple):
    """What each feature of a line says for a title of another story; whole numbers."""

    bias: tuple[int, int]
    weights: tuple[Mapping[str, tuple[int, int]], ...]
    """For each feature, what its values say for a title and for other lines, against a paragraph of the story."""
    marks: Mapping[str, tuple[int, int]]
    small_words: frozenset[str]

    @classmethod
    def of(cls, table: Table) -> TitleModel | None:
        """Take the table `titles`; None where it is empty.

        Raises:
            DataFileError: it holds a feature that there is not.
        """
        if not table:
            return None
        model = cls(
            bias=table.pair("bias"),
            weights=tuple(_pairs(table.table(name)) for name in FEATURES),
            marks=_pairs(table.table("mark")),
            small_words=frozenset(table.words("small_words_counted")),
        )
        table.finish()
        return model


def _pairs(table: Table) -> dict[str, tuple[int, int]]:
    return {name: table.pair(name) for name in table}


def is_open(item: Item) -> bool:
    """Whether the words of a line leave open what it is."""
    return item.word_role is None and not item.cue_end and item.shape is not Shape.EMPTY


def _lists_names(line: Line) -> bool:
    """Whether a line has capitals only on a page whose headline has not: a list of subjects or of people."""
    return line.values[_LIKE].startswith("sT") and line.values[_SMALL][0] == "0"


def find_titles(
    items: Sequence[Item],
    body: tuple[int, int],
    headline: int | None,
    metas: Collection[int],
    model: TitleModel,
    small: AbstractSet[str],
) -> frozenset[int]:
    """Return the numbers of the items before and after the story that read as titles of other stories.

    Args:
        items: the items of the page.
        body: the range of items that the story runs over.
        headline: the item that is the headline.
        metas: the items that are bylines or hold its dates.
        model: the weights.
        small: the words that title case leaves small.
    """
    asked = [
        i
        for i, item in enumerate(items)
        if is_open(item)
        and item.size >= FEWEST_WORDS
        and item.line.count("|") <= MOST_BARS
        and i != headline
        and i not in metas
        and not body[0] <= i < body[1]
    ]
    found = []
    for i, line in zip(asked, describe(items, body, headline, metas, model.small_words, small, asked), strict=True):
        title, other = model.bias
        for weights, value in zip(model.weights, line.values, strict=True):
            pair = weights.get(value)
            if pair is not None:
                title += pair[0]
                other += pair[1]
        for mark in line.marks:
            pair = model.marks.get(mark)
            if pair is not None:
                title += pair[0]
                other += pair[1]
        if title > max(other, 0) and not _lists_names(line):
            found.append(i)
    return frozenset(found)
