"""Blocks into roles, with the whole document in view.

In come the blocks of a text; out comes, for each stretch of it in text order, the part of the page that it is. Four
steps: the body is the stretch of blocks in which prose outweighs what interrupts it; the headline stands before it and
shares its words; bylines and dates stand around the headline; what is left is told by its words, its shape and the
blocks beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from .body import find_body
from .byline import find_authors, opens_byline
from .head import Head, find_stamped, read_head
from .shapes import Item, Shape, is_menu_page, look_at
from .words import fold_key, furniture_role

if TYPE_CHECKING:
    from collections.abc import Container

    from ..record import FurnitureRole
    from .blocks import Block

__all__ = ["Page", "Part", "read_page"]

_SURE_TITLE: Final = 8
"""Words from which a line without a stop is a title wherever it stands after the story."""
_TITLE_ABOVE: Final = 10
"""The same before the story, where menus are."""
_TITLE: Final = 5
"""Words from which a line beside other titles is one too."""
_LISTED_TITLE: Final = 3
"""Words from which a line in a list is a title; most menu entries have fewer."""
_SUBHEAD: Final = 12
"""Most words of a sub-head."""
_STANDFIRST: Final = 30
"""Most words of the summary under a title in a list."""
_CARDS: Final = 0.2
"""Share of stopped lines after the story from which they are such summaries, not titles with a stop."""
_BYLINE: Final = 20
"""Most words of a byline among the paragraphs."""
_FIGURE = re.compile(r"\d{1,4}(?:st|nd|rd|th)?:")
_SIGNS = re.compile(r"(?:^|\s)[&/—–|+-](?=\s)")
_DATE_WORDS: Final = 8
"""Most words of a line that is a date and nothing else: `Friday, 3 May 2024 10:00 am GMT`."""
_NEAR: Final = 4
"""Items below the headline among which a line is its standfirst or a caption, not another story's title."""
_MANY: Final = 3
"""Titles in a row that no story ends with."""
_FEW: Final = 2
"""Blocks of a text without prose that are still read as its body."""


class Part(NamedTuple):
    """A stretch of the text with its role: `headline`, `meta`, `body`, `related` or a furniture role."""

    role: str
    start: int
    end: int


class Page(NamedTuple):
    """The parts of a page in text order, and what its head says."""

    parts: list[Part]
    head: Head


def read_page(text: str, blocks: list[Block]) -> Page:
    """Return the parts of a page; together they hold every block, none twice."""
    items = look_at(text, blocks)
    stamped = find_stamped(text, items)
    marked = [i in stamped or _is_byline(text, item) for i, item in enumerate(items)]
    body = _extend(items, find_body(items, marked))
    if body[0] == body[1] and len(items) <= _FEW:
        body = _plain_body(items, stamped)
    head = read_head(text, items, body, stamped, marked)
    for i in stamped:
        if items[i].word_role is None and items[i].size <= _DATE_WORDS and not items[i].cue_end:
            items[i].word_role = "age"
    reader = _RoleReader(items, body, head)
    return Page(reader.read(), head)


def _is_byline(text: str, item: Item) -> bool:
    if item.size > _BYLINE or item.shape in (Shape.PROSE, Shape.EMPTY) or item.word_role is not None:
        return False
    start, end = item.block.words_at, item.block.end
    return opens_byline(text, start, end) > start and bool(find_authors(text, start, end))


def _plain_body(items: list[Item], stamped: Container[int]) -> tuple[int, int]:
    """One or two lines that are no furniture are a story too, however short."""
    said = [
        i
        for i, item in enumerate(items)
        if item.word_role is None and not item.cue_end and item.shape is not Shape.EMPTY and i not in stamped
    ]
    return (said[0], said[-1] + 1) if said else (0, 0)


def _extend(items: list[Item], body: tuple[int, int]) -> tuple[int, int]:
    """Take in the list items that close a story, and short lines that its last paragraph announces."""
    first, last = body
    if first == last:
        return body
    usual = _usual_gap(items, body)
    if not _opens_list(items, last):
        while last < len(items) and _goes_with(items[last], usual):
            last += 1
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


def _usual_gap(items: list[Item], body: tuple[int, int]) -> int:
    """Return the blank lines that stand between most paragraphs of the story."""
    counts: dict[int, int] = {}
    for item in items[body[0] + 1 : body[1]]:
        if item.is_prose:
            counts[item.block.gap] = counts.get(item.block.gap, 0) + 1
    return max(counts, key=lambda gap: (counts[gap], gap)) if counts else 0


def _goes_with(item: Item, usual: int) -> bool:
    return item.word_role is None and not item.cue_end and item.shape is not Shape.EMPTY and item.block.gap <= usual


def _opens_list(items: list[Item], at: int) -> bool:
    """Whether titles of other stories begin here: more of them in a row than a story ends with."""
    if is_menu_page(items):
        return True
    titles = 0
    for item in items[at : at + _MANY]:
        titles += item.is_title and item.size > _TITLE
    return titles == _MANY


class _RoleReader:
    """Gives each item its role, from the top of the page to its end."""

    def __init__(self, items: list[Item], body: tuple[int, int], head: Head) -> None:
        self.items = items
        self.first, self.last = body
        self.head = head
        self.is_page = is_menu_page(items)
        self.has_prose = any(item.is_prose for item in items[self.first : self.last])
        self.listing = False
        """Whether a cue stands above, with nothing but titles and what belongs to them since."""
        self.announced = -2
        """The last line without a stop that a colon above announced."""
        self.parts: list[Part] = []
        self.seen: set[str] = set()
        if head.headline is not None:
            self.seen.add(items[head.headline].key)
        self.stopped_share = self._stopped_share()

    def _stopped_share(self) -> float:
        """Share of lines after the story that end in a full stop: many of them are the standfirsts of cards."""
        tail = [item for item in self.items[self.last :] if item.word_role is None and item.size >= _TITLE]
        return sum(item.shape in (Shape.PROSE, Shape.SHORT) for item in tail) / len(tail) if tail else 0.0

    def read(self) -> list[Part]:
        for i, item in enumerate(self.items):
            block = item.block
            if i == self.head.headline:
                self._add("headline", block.words_at, block.end)
            elif i in self.head.metas:
                self._add("meta", block.start, block.end)
            elif i in self.head.labels or item.shape is Shape.EMPTY:
                self._add("other", block.start, block.end)
            elif item.cue_end:
                self._add_cued(item)
            elif self.first <= i < self.last:
                self._read_inside(i, item)
            else:
                self._read_outside(i, item)
        return self.parts

    # --- in the story ---

    def _read_inside(self, i: int, item: Item) -> None:
        if item.word_role is not None:
            self._add_furniture(item)
        elif not self.has_prose:
            self._add_body(item)
        elif item.shape in (Shape.PROSE, Shape.SHORT, Shape.LEAD):
            if self.listing and self._is_standfirst(i, item):
                self._add("standfirst", item.block.start, item.block.end)
            else:
                self._add_body(item)
        elif self.listing and item.size >= _LISTED_TITLE + 1:
            self._add_title(item)
        elif self.listing and item.shape is Shape.LABEL and self._last_role() in ("related", "repeat", "cue"):
            self._add("other", item.block.start, item.block.end)
        elif self._goes_on(i, item):
            self._add_body(item)
        elif self._is_run_of_titles(i):
            self._add_title(item)
        else:
            self.listing = False
            self._add(
                "subhead" if item.size <= _SUBHEAD or not self.is_page else "caption", item.block.start, item.block.end
            )

    def _goes_on(self, i: int, item: Item) -> bool:
        """Whether a line without a stop belongs to the story: a list item, a piece of a sentence, an open quotation."""
        before = self.items[i - 1] if i else None
        if item.block.bulleted or item.line[0].islower() or item.line[-1] in ";,":
            return True
        if before is not None and (before.shape is Shape.LEAD or self.announced == i - 1):
            self.announced = i
            return True
        if item.question and item.size > _TITLE - 1:
            return True
        if item.line[0] in '“"' and (item.line[-1] not in '”"' or item.size > _SUBHEAD):
            return True
        if before is not None and before.line[-1:] in ";,":
            return True
        return item.size > _SUBHEAD and not self.is_page

    def _is_run_of_titles(self, i: int) -> bool:
        """Whether titles stand one after the other: a sub-head stands alone, a fact box opens with figures."""
        if _FIGURE.match(self.items[i].line):
            return False
        return (
            any(
                self.first <= j < self.last and self.items[j].is_title and self.items[j].size > _TITLE
                for j in (i - 1, i + 1)
            )
            and self.items[i].size > _TITLE
        )

    def _is_standfirst(self, i: int, item: Item) -> bool:
        if item.size > _STANDFIRST or item.sentences > 1 or self._last_role() != "related":
            return False
        return i + 1 < len(self.items) and not self.items[i + 1].is_prose

    # --- before and after the story ---

    def _read_outside(self, i: int, item: Item) -> None:
        if item.word_role is not None:
            self._add_furniture(item)
        elif item.key in self.seen:
            self._add("repeat", item.block.start, item.block.end)
        elif i and self.items[i - 1].word_role == "tags" and self.items[i - 1].size <= _LISTED_TITLE:
            self._add("tags", item.block.start, item.block.end)
        elif i < self.first:
            self._read_before(i, item)
        elif self._is_related(i, item):
            self._add_title(item)
        elif item.shape is not Shape.LABEL and self._last_role() == "related":
            self._add("standfirst", item.block.start, item.block.end)
        else:
            self._add("navigation" if item.shape is Shape.LABEL else "other", item.block.start, item.block.end)

    def _read_before(self, i: int, item: Item) -> None:
        headline = self.head.headline
        if headline is not None and i > headline and item.shape is not Shape.LABEL:
            if self.is_page and headline + _NEAR < i < self.first - 1 and self._is_related(i, item):
                self._add_title(item)
            else:
                self._add("standfirst" if i - headline <= 2 else "caption", item.block.start, item.block.end)
        elif self._is_title_above(item):
            self._add_title(item)
        else:
            self._add("navigation" if item.shape is Shape.LABEL else "other", item.block.start, item.block.end)

    def _is_title_above(self, item: Item) -> bool:
        if self.listing and item.size >= (_LISTED_TITLE if item.block.bulleted else _TITLE):
            return item.block.bulleted or item.shape is Shape.TITLE
        return self.is_page and item.shape is Shape.TITLE and item.size >= _TITLE_ABOVE

    def _is_related(self, i: int, item: Item) -> bool:
        size = item.size
        if item.shape in (Shape.PROSE, Shape.SHORT):
            if size > _STANDFIRST or self.stopped_share > _CARDS:
                return False
            return self._titles_beside(i) == 2 or (not self.is_page and self._titles_beside(i) == 1)
        if not self.is_page:
            return size >= _LISTED_TITLE or (self.listing and size >= 2)
        if item.line.isupper() or item.line.count("|") > 1 or _FIGURE.match(item.line):
            return False
        if i + 1 < len(self.items) and self.items[i + 1].word_role == "age" and self._last_role() == "related":
            return False  # title, standfirst, age
        if size <= _TITLE + 1:
            size -= len(_SIGNS.findall(item.line))
        if size >= _SURE_TITLE:
            return True
        if size >= _TITLE:
            return self.listing or self._titles_beside(i) > 0
        return self.listing and size > _LISTED_TITLE and self._titles_beside(i) == 2

    def _titles_beside(self, i: int) -> int:
        beside = (j for j in (i - 1, i + 1) if self.last <= j < len(self.items) or 0 <= j < self.first)
        return sum(self.items[j].is_title and self.items[j].size >= _TITLE for j in beside)

    # --- parts ---

    def _last_role(self) -> str:
        return self.parts[-1].role if self.parts else ""

    def _add(self, role: str, start: int, end: int) -> None:
        self.parts.append(Part(role, start, end))

    def _add_body(self, item: Item) -> None:
        self.listing = False
        self._add("body", item.block.start, item.block.end)

    def _add_title(self, item: Item) -> None:
        if item.key in self.seen:
            self._add("repeat", item.block.start, item.block.end)
            return
        self.seen.add(item.key)
        self._add("related", item.block.words_at, item.block.end)

    def _add_cued(self, item: Item) -> None:
        """A cue and a title on one line."""
        block = item.block
        middle = block.words_at + item.cue_end
        before = item.line[: item.cue_end].rstrip()
        key = fold_key(item.line[item.cue_end :])
        self._add("cue", block.words_at, block.words_at + len(before))
        self._add("repeat" if key in self.seen else "related", middle, block.end)
        self.seen.add(key)

    def _add_furniture(self, item: Item) -> None:
        role: FurnitureRole = furniture_role(item.word_role)
        if role == "cue":
            self.listing = True
        elif item.word_role in ("copyright", "comments", "tags"):
            self.listing = False
        self._add(role, item.block.start, item.block.end)
