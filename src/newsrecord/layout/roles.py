"""Blocks into roles: the parts of a page, with the whole of it in view.

In come the blocks of a text; out comes, for each stretch of it in text order, the part of the page that it is. Three
steps, each in sight of the next: what each line looks like (`shapes`), what is known of it among the others
(`look_over`, an `Evidence`), and the verdict: a state for each line and the headline, learnt from pages (`verdict`,
`headline`). Then the head of the page is read where the verdict says that it is (`head`), and what is neither story nor
title gets its furniture role from its words, its shape and where it stands. A text without menus is no page: `article`
reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ..keys import fold_key
from .article import Page, Part, read_article
from .body import find_body
from .copy import find_fields
from .features import describe
from .head import find_stamped, read_head
from .headline import find_candidates
from .shapes import LineShape, Shape, look_at
from .words import furniture_role

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from ..record import FurnitureRole
    from ..stamps import Stamp
    from .blocks import Block
    from .byline import Bylines
    from .features import Sheet
    from .head import Head
    from .verdict import State
    from .wording import Wording

__all__ = ["Evidence", "Page", "Part", "Verdict", "judge", "look_at_page", "look_over", "read_page", "read_parts"]

_SUBHEAD: Final = 12
"""Most words of a sub-head."""
_TITLE: Final = 5
"""Words from which a line can be a title printed twice."""
_BYLINE: Final = 20
"""Most words of a byline among the paragraphs."""
_DATE_WORDS: Final = 8
"""Most words of a line that is a date and nothing else: `Friday, 3 May 2024 10:00 am GMT`."""
_BELOW: Final = 2
"""Items below the headline among which a line is its standfirst, not a caption."""
_LISTED: Final = 3
"""Most words of a label of tags, after which the tags stand."""


class Evidence(NamedTuple):
    """What is known of the lines of a page before the verdict."""

    items: list[LineShape]
    stamped: dict[int, list[Stamp]]
    """The items that are lines with a date, with their dates."""
    sheet: Sheet


class Verdict(NamedTuple):
    """What the lines of a page are."""

    states: list[State]
    """One a line."""
    headline: int | None
    """The line that is the headline."""

    @property
    def story(self) -> tuple[int, int]:
        """The range of lines from the first paragraph to the last; empty at the end where there is none."""
        told = [i for i, state in enumerate(self.states) if state == "story"]
        return (told[0], told[-1] + 1) if told else (len(self.states), len(self.states))

    def ended(self, at: int) -> Verdict:
        """The verdict on a page whose story ends before a line, at what says who the author is."""
        states = [*self.states[:at], *("below" if state == "story" else state for state in self.states[at:])]
        return self._replace(states=states)


def read_page(text: str, blocks: list[Block], wording: Wording) -> Page:
    """Return the parts of a text; together they hold every block, none twice."""
    lines = _lines(text, blocks, wording)
    if not lines.is_page:
        marked = [i in lines.stamped or i in lines.bylines for i in range(len(lines.items))]
        return read_article(text, lines.items, lines.stamped, marked, wording)
    evidence = look_over(lines.items, lines.stamped, lines.bylines, wording)
    return read_parts(text, evidence, judge(evidence, wording), wording)


def read_parts(text: str, evidence: Evidence, verdict: Verdict, wording: Wording) -> Page:
    """Return the parts of a page on which there is a verdict."""
    head = read_head(text, evidence.items, verdict.story, verdict.headline, evidence.stamped, wording)
    verdict = verdict.ended(min((i for i in head.bios if i > verdict.story[0]), default=len(evidence.items)))
    return Page(_RoleReader(evidence, verdict, head).read(), head)


def look_at_page(text: str, blocks: list[Block], wording: Wording) -> Evidence | None:
    """Return the evidence on the lines of a page, None where the text is none."""
    items, stamped, bylines, is_page = _lines(text, blocks, wording)
    return look_over(items, stamped, bylines, wording) if is_page else None


class _Lines(NamedTuple):
    """The lines of a text, each by itself."""

    items: list[LineShape]
    stamped: dict[int, list[Stamp]]
    bylines: set[int]
    is_page: bool
    """Whether it is a whole page with its menus, not an article with perhaps a list or copy from a database."""


def _lines(text: str, blocks: list[Block], wording: Wording) -> _Lines:
    items, is_page = look_at(text, blocks, wording.lines)
    stamped = find_stamped(text, items, wording)
    bylines = {i for i, item in enumerate(items) if i not in stamped and _is_byline(text, item, wording.bylines)}
    return _Lines(items, stamped, bylines, is_page and not find_fields(items, wording.fields))


def judge(evidence: Evidence, wording: Wording) -> Verdict:
    """Decide what the lines of a page are."""
    states = wording.model.states(evidence.sheet)
    candidates = find_candidates(evidence.items, evidence.sheet, states, wording.bylines)
    return Verdict(states, wording.headlines.choose(candidates))


def look_over(
    items: list[LineShape], stamped: dict[int, list[Stamp]], bylines: AbstractSet[int], wording: Wording
) -> Evidence:
    """Gather what there is to know of each line of a page.

    In this order: what its words and shape say (`shapes.look_at`), whether it holds a date (`head.find_stamped`) or is
    a byline, a first guess of where the story runs (`body.find_body`), and of all this the features
    (`features.describe`).
    """
    guess = find_body(items, [i in stamped or i in bylines for i in range(len(items))], is_page=True)
    return Evidence(items, stamped, describe(items, stamped.keys(), bylines, guess, wording.small))


def _is_byline(text: str, item: LineShape, bylines: Bylines) -> bool:
    if item.size > _BYLINE or item.shape in (Shape.PROSE, Shape.EMPTY) or item.word_role is not None:
        return False
    start, end = item.block.words_at, item.block.end
    return bylines.opens(text, start, end) > start and bool(bylines.authors(text, start, end))


def _is_cued_title(item: LineShape) -> bool:
    """Whether a line is a cue and a title, not a cue and some topics."""
    return item.cue_end > 0 and item.size > _TITLE and not item.lists_topics


class _RoleReader:
    """Gives each item its role, from the top of the page to its end."""

    def __init__(self, evidence: Evidence, verdict: Verdict, head: Head) -> None:
        self.items = evidence.items
        self.stamped = evidence.stamped
        self.states = verdict.states
        self.headline = verdict.headline
        self.first, self.last = verdict.story
        self.head = head
        self.parts: list[Part] = []
        self.seen: set[str] = set()
        if self.headline is not None:
            self.seen.add(self.items[self.headline].key)

    def read(self) -> list[Part]:
        for i, (item, state) in enumerate(zip(self.items, self.states, strict=True)):
            block = item.block
            if i == self.headline:
                self._add("headline", block.words_at, block.end)
            elif i in self.head.metas:
                self._add("meta", block.start, block.end)
            elif item.shape is Shape.EMPTY and state != "story":
                self._add("other", block.start, block.end)
            elif i in self.head.bios:
                self._add("bio", block.start, block.end)
            elif state == "story":
                self._add("body", block.start, block.end)
            elif state.endswith("-title") or _is_cued_title(item):
                self._add_title(item)
            elif item.cue_end:
                self._add_cue(item)
            else:
                self._add(self._furniture(i, item), block.start, block.end)
        return self.parts

    def _add(self, role: str, start: int, end: int) -> None:
        self.parts.append(Part(role, start, end))

    def _add_title(self, item: LineShape) -> None:
        """A title of another story, once; a cue before it and a copy behind it are parts of their own."""
        block = item.block
        start, end = block.words_at + item.cue_end, block.end
        if item.cue_end:
            self._add_cue(item, alone=False)
        line = item.line[item.cue_end :]
        key = fold_key(line)
        half = (end - start) // 2
        doubled = item.size >= _TITLE and line[:half] == line[half + 1 :] and line[half] == " "
        if key in self.seen:
            self._add("repeat", start, end)
        elif doubled:  # a copy of a picture's text and the link beside it
            self._add("related", start, start + half)
            self._add("repeat", start + half + 1, end)
        else:
            self._add("related", start, end)
        self.seen.update((key, fold_key(line[:half])) if doubled else (key,))

    def _add_cue(self, item: LineShape, *, alone: bool = True) -> None:
        """The cue that opens a line, and where no title follows the rest of it."""
        block = item.block
        self._add("cue", block.words_at, block.words_at + len(item.line[: item.cue_end].rstrip()))
        if alone:
            self._add("other", block.words_at + item.cue_end, block.end)

    def _furniture(self, i: int, item: LineShape) -> FurnitureRole:
        """What a line is that is neither story nor title."""
        if item.word_role is not None:
            return furniture_role(item.word_role)
        if i in self.stamped and item.size <= _DATE_WORDS:
            return "other"
        if item.key in self.seen:
            return "repeat"
        if i and self.items[i - 1].word_role == "tags" and self.items[i - 1].size <= _LISTED:
            return "tags"
        if self.first <= i < self.last:
            return "subhead" if item.size <= _SUBHEAD else "caption"
        if item.shape is Shape.LABEL:
            return "navigation"
        if item.shape is Shape.LEAD:
            return "other"
        if self.headline is not None and self.headline < i < self.first:
            return "standfirst" if i - self.headline <= _BELOW else "caption"
        return "standfirst" if self.parts and self.parts[-1].role in ("related", "repeat") else "other"
