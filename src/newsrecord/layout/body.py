"""Where the story runs: from which block to which.

In come the items of a page; out comes the range from the first to the last paragraph. Each item counts for or against
standing in the story; the range is the stretch with the highest sum (Bentley 1984, "maximum subarray"), so a story is
bridged over advertisements, captions and single titles, and lists after it stay out. Linear in the number of items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .shapes import LineShape, Shape

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from .words import WordRole

__all__ = ["FEW_ITEMS", "find_body", "plain_body"]

# Weights, set by hand on development pages: what an item says for (+) or against (-) standing inside the story.
_WORDS: Final[dict[WordRole, float]] = {
    "cue": -1.0,
    "caption": -0.2,
    "credit": -0.2,
    "share": -0.6,
    "promotion": -0.15,
    "advertisement": -0.05,
    "navigation": -1.5,
    "bio": -3.0,
    "copyright": -8.0,
    "comments": -4.0,
    "tags": -4.0,
    "subhead": -0.2,
    "standfirst": -0.2,
    "repeat": -1.0,
    "other": -1.0,
    "age": -2.5,
    "byline": -2.0,
    "url": -1.0,
}
_SHAPES: Final = {
    Shape.EMPTY: -0.1,
    Shape.PROSE: 2.5,
    Shape.SHORT: 0.8,
    Shape.LEAD: 0.3,
    Shape.TITLE: -1.5,
    Shape.LABEL: -0.8,
}
_LIST: Final = 8
"""Lines of a list inside the story, its cue included."""
_MANY: Final = 3
"""Titles in a row that no story ends with."""
FEW_ITEMS: Final = 2
"""Blocks of a text without prose that are still read as its body."""
_TITLES: Final = 2
"""Titles from which such a list is told from a card: a title and its standfirst."""
_TITLE_WORDS: Final = 5
"""Words that a title has more than, in a row of them."""
_STAMPED: Final = -4.0
_TURN: Final = 0.6
"""At least, a turn of a talk."""
_QUESTION: Final = -0.7
_LISTED: Final = -0.4
_LENGTH: Final = 1 / 25
_MOST_LENGTH: Final = 2.5
_REACH: Final = 60
"""Items between the byline and a paragraph that is still looked for."""
_FULL: Final = 18
_PASSED: Final = frozenset(("advertisement", "caption", "credit", "promotion"))
"""Roles of what is passed over in the look for prose beside a line."""
_ALONE: Final = 0.35
"""Share of its weight that a single sentence keeps between two lines that are no prose: a card's standfirst."""


def find_body(
    items: list[LineShape],
    stamped: Sequence[bool],
    *,
    is_page: bool,
    turns: Container[int] = frozenset(),
    pointers: Container[int] = frozenset(),
) -> tuple[int, int]:
    """Return the range of items `[first, last + 1)` that the story runs over; an empty range where there is no prose.

    Args:
        items: the items of the page.
        stamped: for each item, whether it is a line with a date or a byline.
        is_page: whether they are a whole page with its menus.
        turns: the items that are turns of a talk.
        pointers: the items that point to another story between two paragraphs of this one.
    """
    neighbours = _prose_beside(items, pointers)
    best = total = 0.0
    best_range, start = (0, 0), 0
    listing = False
    for i, item in enumerate(items):
        if item.word_role == "cue":
            listing = True
        elif not item.block.bulleted:
            listing = False
        weight = _STAMPED if stamped[i] else _weight(item, beside=neighbours[i])
        if i in turns:
            weight = max(weight, _TURN)
        elif i in pointers:
            weight = 0.0
        listed = listing and item.block.bulleted and i not in pointers
        total += min(weight, _SHAPES[Shape.TITLE]) if listed else weight
        if total <= 0:
            total, start = 0.0, i + 1
        elif total > best:
            best, best_range = total, (start, i + 1)
    return _extend(items, _reach_up(items, stamped, best_range, is_page=is_page), is_page=is_page)


def _reach_up(
    items: list[LineShape], stamped: Sequence[bool], body: tuple[int, int], *, is_page: bool
) -> tuple[int, int]:
    """Take in the first paragraphs where a box parts them from the rest: they stand below the byline or date."""
    first, last = body
    top = first
    for i in range(first - 1, max(-1, first - _REACH - 1), -1):
        if stamped[i]:
            return top, last
        if items[i].is_prose and (items[i].sentences > 1 or items[i].size >= _FULL):
            top = i
        if not is_page and (items[i].word_role == "cue" or items[i].cue_end):
            return body
    return body if is_page else (top, last)


def _weight(item: LineShape, *, beside: bool) -> float:
    if item.word_role is not None:
        return _WORDS[item.word_role]
    if item.cue_end:
        return _WORDS["cue"]
    weight = _SHAPES[item.shape]
    if item.shape is Shape.PROSE:
        weight += min(item.size * _LENGTH, _MOST_LENGTH)
        return weight if beside or item.sentences > 1 or item.size > 40 else weight * _ALONE
    if item.shape is Shape.SHORT:
        return weight if beside else weight * _ALONE
    if weight < 0 and (item.block.bulleted or item.line[0].islower() or item.line[-1] in ";,"):
        return _LISTED
    if item.question and item.shape is Shape.TITLE:
        return _QUESTION
    return weight


def _prose_beside(items: list[LineShape], pointers: Container[int]) -> list[bool]:
    """For each item, whether the nearest one before or after it, advertisements and captions not counted, is prose."""
    told = [
        None if i in pointers or item.shape is Shape.EMPTY or item.word_role in _PASSED else _is_told(item)
        for i, item in enumerate(items)
    ]
    before = _last_told(told)
    after = _last_told(told[::-1])[::-1]
    return [left or right for left, right in zip(before, after, strict=True)]


def _is_told(item: LineShape) -> bool:
    return item.word_role is None and item.shape in (Shape.PROSE, Shape.SHORT, Shape.LEAD)


def _last_told(told: Iterable[bool | None]) -> list[bool]:
    """For each value, the last before it that is not None; False before the first."""
    found, last = [], False
    for one in told:
        found.append(last)
        if one is not None:
            last = one
    return found


# --- what the weights do not see -------------------------------------------------------------------------------------


def plain_body(items: list[LineShape], stamped: Container[int]) -> tuple[int, int]:
    """One or two lines that are no furniture are a story too, however short."""
    said = [
        i
        for i, item in enumerate(items)
        if item.word_role is None and not item.cue_end and item.shape is not Shape.EMPTY and i not in stamped
    ]
    return (said[0], said[-1] + 1) if said else (0, 0)


def _extend(items: list[LineShape], body: tuple[int, int], *, is_page: bool) -> tuple[int, int]:
    """Take in the list items that close a story, and short lines that its last paragraph announces."""
    first, last = body
    if first == last:
        return body
    usual = _usual_gap(items, body)
    if not is_page and not _opens_list(items, last):
        while last < len(items) and _goes_with(items[last], usual):
            last += 1
    last = _past_list(items, last)
    while last < len(items):
        item, before = items[last], items[last - 1]
        if item.word_role is not None or item.cue_end or item.block.gap > max(1, usual) or item.shape is Shape.EMPTY:
            break
        announced = before.shape is Shape.LEAD or before.line[-1] in ";,"
        listed = item.block.bulleted and before.block.bulleted and last - 1 >= first
        if not (announced or listed or item.line[0].islower() or item.line[-1] == ";"):
            break
        last += 1
    return first, last


def _past_list(items: list[LineShape], last: int) -> int:
    """Go over a list of titles that a cue opens where the story's last paragraphs stand after it.

    A paragraph after a list could be the standfirst of its last title; so it must be the only one, behind several
    titles that have none, and neither title nor label may follow.
    """
    if last == len(items) or items[last].word_role != "cue":
        return last
    titles = 0
    for i in range(last + 1, min(last + _LIST, len(items))):
        item = items[i]
        if item.is_title:
            titles += 1
        elif _is_sentence(item):
            end = i + 1
            while end < len(items) and _is_sentence(items[end]):
                end += 1
            open_end = end < len(items) and items[end].word_role is None and not items[end].cue_end
            return last if titles < _TITLES or open_end else end
        elif item.shape is not Shape.EMPTY:
            break
    return last


def _is_sentence(item: LineShape) -> bool:
    return item.word_role is None and item.shape in (Shape.PROSE, Shape.SHORT)


def _usual_gap(items: list[LineShape], body: tuple[int, int]) -> int:
    """Return the blank lines that stand between most paragraphs of the story."""
    counts: dict[int, int] = {}
    for item in items[body[0] + 1 : body[1]]:
        if item.is_prose:
            counts[item.block.gap] = counts.get(item.block.gap, 0) + 1
    return max(counts, key=lambda gap: (counts[gap], gap)) if counts else 0


def _goes_with(item: LineShape, usual: int) -> bool:
    return item.word_role is None and not item.cue_end and item.shape is not Shape.EMPTY and item.block.gap <= usual


def _opens_list(items: list[LineShape], at: int) -> bool:
    """Whether titles of other stories begin here: more of them in a row than a story ends with."""
    titles = 0
    for item in items[at : at + _MANY]:
        titles += item.is_title and item.size > _TITLE_WORDS
    return titles == _MANY
