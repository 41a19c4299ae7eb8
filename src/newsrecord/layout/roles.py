"""Blocks into roles, with the whole document in view.

In come the blocks of a text; out comes, for each stretch of it in text order, the part of the page that it is. Four
steps: the body is the stretch of blocks in which prose outweighs what interrupts it; the headline stands before it and
shares its words; bylines and dates stand around the headline; what is left is told by its words, its shape and the
blocks beside it. On whole pages the titles of other stories are told by a small trained model.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from .body import FEW_ITEMS, find_body, plain_body
from .head import Head, find_stamped, read_head
from .keys import fold_key
from .shapes import Item, Shape, look_at
from .titles import find_titles
from .words import furniture_role

if TYPE_CHECKING:
    from collections.abc import Container

    from ..record import FurnitureRole
    from .blocks import Block
    from .byline import Bylines
    from .wording import Wording

__all__ = ["Page", "Part", "read_page"]

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
_NUMBERED = re.compile(r"\d{1,4}(?:st|nd|rd|th)?:")
_DATE_WORDS: Final = 8
"""Most words of a line that is a date and nothing else: `Friday, 3 May 2024 10:00 am GMT`."""
_BELOW: Final = 2
"""Items below the headline among which a line is its standfirst, not a caption."""
_SHORTEST_TITLE: Final = 2
"""Words from which a line below a cue is a title."""
_TITLES: Final = 2
"""Titles from which such a list is told from a card: a title and its standfirst."""


class Part(NamedTuple):
    """A stretch of the text with its role: `headline`, `meta`, `body`, `related` or a furniture role."""

    role: str
    start: int
    end: int


class Page(NamedTuple):
    """The parts of a page in text order, and what its head says."""

    parts: list[Part]
    head: Head


class Overview(NamedTuple):
    """A page before its lines have roles."""

    items: list[Item]
    body: tuple[int, int]
    """The range of items that the story runs over."""
    head: Head
    is_page: bool
    """Whether it is a whole page with its menus, not an article with perhaps a list."""


def read_page(text: str, blocks: list[Block], wording: Wording) -> Page:
    """Return the parts of a page; together they hold every block, none twice."""
    items, body, head, is_page = look_over(text, blocks, wording)
    titles = None
    if is_page and wording.titles is not None:
        titles = find_titles(items, body, head.headline, head.metas, wording.titles, wording.small)
    return Page(_RoleReader(items, body, head, titles).read(), head)


def look_over(text: str, blocks: list[Block], wording: Wording) -> Overview:
    """Find where the story of a page runs, and its head."""
    items, is_page = look_at(text, blocks, wording.lines)
    stamped = find_stamped(text, items, wording)
    marked = [i in stamped or _is_byline(text, item, wording.bylines) for i, item in enumerate(items)]
    body = find_body(items, marked, is_page=is_page)
    if body[0] == body[1] and len(items) <= FEW_ITEMS:
        body = plain_body(items, stamped)
    head = read_head(text, items, body, stamped, marked, wording, is_page=is_page)
    for i in head.bios:
        items[i].word_role = "bio"
        body = (body[0], min(body[1], i)) if i > body[0] else body
    for i in stamped:
        if items[i].word_role is None and items[i].size <= _DATE_WORDS and not items[i].cue_end:
            items[i].word_role = "age"
    return Overview(items, body, head, is_page)


def _is_byline(text: str, item: Item, bylines: Bylines) -> bool:
    if item.size > _BYLINE or item.shape in (Shape.PROSE, Shape.EMPTY) or item.word_role is not None:
        return False
    start, end = item.block.words_at, item.block.end
    return bylines.opens(text, start, end) > start and bool(bylines.authors(text, start, end))


class _RoleReader:
    """Gives each item its role, from the top of the page to its end."""

    def __init__(
        self, items: list[Item], body: tuple[int, int], head: Head, titles: Container[int] | None = None
    ) -> None:
        self.items = items
        self.first, self.last = body
        self.head = head
        self.titles = titles
        """On a whole page, the items around the story that are titles; None where no menus can be mistaken for them."""
        self.is_page = titles is not None
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
        """Whether titles stand one after the other: a sub-head stands alone, a fact box opens with numbers."""
        if _NUMBERED.match(self.items[i].line):
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
        roles = [part.role for part in self.parts[-_TITLES:]]
        bare = roles == ["related"] * _TITLES  # the titles above have none
        return i + 1 < len(self.items) and not self.items[i + 1].is_prose and not (bare and i + 1 == self.last)

    # --- before and after the story ---

    def _read_outside(self, i: int, item: Item) -> None:
        if item.word_role is not None:
            self._add_furniture(item)
        elif item.key in self.seen:
            self._add("repeat", item.block.start, item.block.end)
        elif i and self.items[i - 1].word_role == "tags" and self.items[i - 1].size <= _LISTED_TITLE:
            self._add("tags", item.block.start, item.block.end)
        elif self._is_related(i, item):
            self._add_title(item)
        else:
            self._add(self._role_beside(i, item), item.block.start, item.block.end)

    def _role_beside(self, i: int, item: Item) -> FurnitureRole:
        """What a line around the story is that is no title and has no words of furniture."""
        headline = self.head.headline
        if item.shape is Shape.LABEL:
            return "navigation"
        if item.shape is Shape.LEAD:
            return "other"
        if headline is not None and headline < i < self.first:
            return "standfirst" if i - headline <= _BELOW else "caption"
        return "standfirst" if i >= self.last and self._last_role() == "related" else "other"

    def _is_related(self, i: int, item: Item) -> bool:
        """On a page the title model tells; in an article with a list, where there are no menus, a line's shape does."""
        if self.titles is not None:
            aged = i + 1 < len(self.items) and self.items[i + 1].word_role == "age"
            return i in self.titles and not (aged and self._last_role() == "related")  # title, standfirst, age
        if i < self.first:
            below = self.head.headline is not None and i > self.head.headline
            least = _LISTED_TITLE if item.block.bulleted else _TITLE
            return (
                self.listing
                and item.size >= least
                and (item.block.bulleted or item.shape is Shape.TITLE)
                and (not below or item.shape is Shape.LABEL)
            )
        if item.shape in (Shape.PROSE, Shape.SHORT):
            return item.size <= _STANDFIRST and self.stopped_share <= _CARDS and self._titles_beside(i) > 0
        return item.size >= _LISTED_TITLE or (self.listing and item.size >= _SHORTEST_TITLE)

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
        start, end = item.block.words_at, item.block.end
        half = (end - start) // 2
        if item.size >= _TITLE and item.line[:half] == item.line[half + 1 :] and item.line[half] == " ":
            self._add("related", start, start + half)  # a copy of a picture's text and the link beside it
            self._add("repeat", start + half + 1, end)
        else:
            self._add("related", start, end)

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
