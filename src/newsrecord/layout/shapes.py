"""What one block looks like by itself: prose, a title, a label; and what its words say.

In comes a block; out comes an `Item`, which the roles are decided on. Only where the words of one line say too little
do the nearest lines help: inside the box of an advertisement for the site, and for a caption that is printed twice.
"""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, Final

from .keys import bare_key, straighten

if TYPE_CHECKING:
    from .blocks import Block
    from .words import LineWords, WordRole

__all__ = ["Item", "Shape", "look_at"]

PROSE_WORDS: Final = 12
"""Words from which a line that ends a sentence is a paragraph by itself."""
LABEL_WORDS: Final = 4
"""Most words of a label or menu entry."""
TITLE_WORDS: Final = 34
"""Most words of a title; headlines of more are rarer than paragraphs without a stop."""

MENU_ITEMS: Final = 25
MENU_SHARE: Final = 0.3
"""Share of labels from which a text is read as a whole page."""
BOX_GAP: Final = 3
"""Lines from one sure line of an advertisement to the next within the same box."""
BOX_WORDS: Final = 30
"""Most words of an unsure line in a box."""
CAPTION_WORDS: Final = 60
"""Most words of a caption."""
REPEAT_GAP: Final = 4
"""Lines between the two prints of one caption."""

_LINK_ENDS: Final = ",>»›"
_TOPICS: Final = 3
"""Words to a comma below which a line is a list of topics."""
_LONGEST_KEY: Final = 600
"""Characters of a line whose words are looked at."""
_CLOSERS: Final = "\"'”’»)]} *_\u00a0"
_STOPS: Final = frozenset(".!?…。！？؟۔।")
_QUESTIONS: Final = frozenset("!?…！？؟")
_LETTER = re.compile(r"[^\W\d_]")
"""A letter, or a number that is no digit (`½`): passes over all else ten times as fast as asking one by one."""
_INNER_STOP = re.compile(r"[^\W\d_]{3}[.!?][\"”’']?\s+[\"“‘']?[A-Z]|\d[.!?]\s+[A-Z]|[。！？]")
_CHARACTERS_A_WORD: Final = 24
"""Characters to a word from which a text is taken to be written without spaces."""


class Shape(enum.Enum):
    """The outward form of a block."""

    EMPTY = "no letter"
    PROSE = "a paragraph"
    SHORT = "a short sentence"
    LEAD = "words that announce what follows: they end in a colon"
    TITLE = "a line without a full stop"
    LABEL = "a few words"


class Item:
    """A block with what is known about it. `cue_end` is set where a cue opens the line of a title."""

    __slots__ = ("block", "cue_end", "key", "line", "question", "sentences", "shape", "size", "word_role")

    def __init__(self, block: Block, line: str, known: LineWords) -> None:
        self.block: Block = block
        self.line: str = line
        words = line.split()
        self.size: int = len(words)
        if len(line) > self.size * _CHARACTERS_A_WORD and not line.isascii():
            self.size = len(line) // 6
        low = straighten(line) if len(line) < _LONGEST_KEY else ""
        self.key: str = bare_key(low)
        self.word_role: WordRole | None = known.read(line, words, low, self.key) if self.key else None
        self.cue_end: int = 0
        if self.word_role is None and self.key and self.size <= TITLE_WORDS:
            self.cue_end = known.take_cue(line, self.key)
            if self.cue_end and not _has_letter(line[self.cue_end :]):
                self.cue_end = 0
        self.question: bool = False
        self.sentences: int = 1
        self.shape: Shape = self._shape()

    def _shape(self) -> Shape:
        line = self.line
        if not line[0].isalpha() and not _has_letter(line):
            return Shape.EMPTY
        bare = line.rstrip(_CLOSERS)
        last = bare[-1:]
        stopped = last in _STOPS
        if self.size > TITLE_WORDS:
            self.sentences = 2 if self.size > 45 or _stops_inside(line) else 1
            return Shape.PROSE
        if self.size >= 6 and _stops_inside(line):
            self.sentences = 2
        if last == ":" and self.size >= 2:
            return Shape.LEAD
        if stopped:
            self.question = last in _QUESTIONS or bare.endswith("..")
            if self.question and self.sentences == 1 and line[0] not in '“"':
                return Shape.TITLE if self.size > LABEL_WORDS else Shape.LABEL
            if self.size >= PROSE_WORDS or (self.sentences == 2 and self.size >= 8):
                return Shape.PROSE
            return Shape.SHORT if self.size >= 2 else Shape.LABEL
        if self.sentences == 2 and self.size >= 18:
            return Shape.PROSE
        return Shape.TITLE if self.size > LABEL_WORDS else Shape.LABEL

    @property
    def leads_on(self) -> bool:
        """Whether it is a link to more: `More stories >`."""
        return self.line[-1] in _LINK_ENDS

    @property
    def lists_topics(self) -> bool:
        """Whether it is a list of topics: `Ferries, Islands, Engines, Owners`."""
        return self.line.count(",") * _TOPICS > self.size

    @property
    def is_prose(self) -> bool:
        """Whether it reads as a paragraph and its words do not say otherwise."""
        return self.shape is Shape.PROSE and self.word_role is None

    @property
    def is_title(self) -> bool:
        """Whether it could be a headline: no full stop, more than a label, no known furniture."""
        return self.shape is Shape.TITLE and self.word_role is None


def _has_letter(line: str) -> bool:
    """Whether any character of a line is a letter."""
    return any(found.group().isalpha() for found in _LETTER.finditer(line))


def _stops_inside(line: str) -> bool:
    """Whether a sentence ends in the line before its end."""
    if line.isascii() and "." not in line and "?" not in line and "!" not in line:
        return False  # most titles: the search costs more than all else about them
    return _INNER_STOP.search(line) is not None


def look_at(text: str, blocks: list[Block], known: LineWords) -> tuple[list[Item], bool]:
    """Return an `Item` for each block, and whether the text is a whole page with its menus."""
    items = [Item(block, text[block.words_at : block.end].replace("\n", " "), known) for block in blocks]
    _close_boxes(items)
    _follow_pointers(items, known)
    is_page = _is_menu_page(items)
    if is_page:
        _name_captions(items)
    return items, is_page


def _is_menu_page(items: list[Item]) -> bool:
    """Whether a text is a whole page, not an article with perhaps a list."""
    if len(items) <= MENU_ITEMS:
        return False
    labels = sum(item.shape is Shape.LABEL or item.word_role == "navigation" for item in items)
    return labels >= MENU_SHARE * len(items)


def _close_boxes(items: list[Item]) -> None:
    """Short lines between lines of one advertisement for the site itself belong to it."""
    box: list[int] = []
    for i, item in enumerate(items):
        if item.word_role != "promotion":
            continue
        if box and i - box[-1] > BOX_GAP:
            box = []
        if len(box) >= 2:
            for inner in items[box[-1] + 1 : i]:
                if inner.word_role is None and inner.size <= BOX_WORDS and inner.sentences == 1:
                    inner.word_role = "promotion"
        box.append(i)


def _follow_pointers(items: list[Item], known: LineWords) -> None:
    """Take a line for a caption where the one before or after says that it is one (`Open image in gallery`)."""
    for i, item in enumerate(items):
        if item.word_role != "caption" or item.size > LABEL_WORDS + 1:
            continue
        side = known.caption_beside(item.key)
        if side and 0 <= i + side < len(items):
            other = items[i + side]
            if other.word_role is None and other.size <= CAPTION_WORDS:
                other.word_role = "caption"


def _name_captions(items: list[Item]) -> None:
    """A line that is printed twice within a few lines is the caption of a picture, under it and on it."""
    last: dict[str, int] = {}
    for i, item in enumerate(items):
        if item.word_role is None and item.key and item.shape in (Shape.PROSE, Shape.SHORT):
            before = last.get(item.key)
            if before is not None and i - before <= REPEAT_GAP:
                item.word_role = items[before].word_role = "caption"
            last[item.key] = i
