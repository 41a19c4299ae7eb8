"""What one block looks like by itself: prose, a title, a label; and what its words say.

In comes a block; out comes a `LineShape`, which the roles are decided on. Only where the words of one line say too
little do the nearest lines help: inside the box of an advertisement for the site, and for a caption that is printed
twice.
"""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ..keys import bare_key, straighten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .blocks import Block
    from .words import LineWords, WordRole

__all__ = ["LineShape", "Shape", "look_at", "with_roles"]

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
_INNER_STOP = re.compile(
    r"""[.!?。！？](?: (?<=[^\W\d_]{3}[.!?])["”’']?\s+["“‘']?[A-Z] | (?<=\d[.!?])\s+[A-Z] | (?<=[。！？]) )""",
    re.VERBOSE,
)
"""It begins with the stop, which few characters are, not with the letters before it."""
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


class LineShape(NamedTuple):
    """A block with what it looks like by itself."""

    block: Block
    line: str
    """The block on one line."""
    key: str
    """The line without case and punctuation; empty where it has no letter or is very long."""
    size: int
    """Words."""
    shape: Shape
    sentences: int
    """1, or 2 where there are more."""
    question: bool
    """Whether it ends in a question mark, an exclamation mark or an ellipsis."""
    word_role: WordRole | None
    """What its words say that it is, or those of its neighbours."""
    cue_end: int
    """Code points of the cue that opens the line of a title: `Read more: `."""

    @classmethod
    def of(cls, block: Block, line: str, known: LineWords) -> LineShape:
        """Look at a block by itself."""
        words = line.split()
        size = len(words)
        if len(line) > size * _CHARACTERS_A_WORD and not line.isascii():
            size = len(line) // 6
        low = straighten(line) if len(line) < _LONGEST_KEY else ""
        key = bare_key(low)
        word_role = known.read(line, words, low, key) if key else None
        cue_end = 0
        if word_role is None and key and size <= TITLE_WORDS:
            cue_end = known.take_cue(line, key)
            if cue_end and not _has_letter(line[cue_end:]):
                cue_end = 0
        shape, sentences, question = _outline(line, size)
        return cls(block, line, key, size, shape, sentences, question, word_role, cue_end)

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


def _outline(line: str, size: int) -> tuple[Shape, int, bool]:
    """Return the shape of a line of some words, its sentences, and whether it asks or breaks off."""
    if not line[0].isalpha() and not _has_letter(line):
        return Shape.EMPTY, 1, False
    bare = line.rstrip(_CLOSERS)
    last = bare[-1:]
    if size > TITLE_WORDS:
        return Shape.PROSE, 2 if size > 45 or _stops_inside(line) else 1, False
    sentences = 2 if size >= 6 and _stops_inside(line) else 1
    if last == ":" and size >= 2:
        return Shape.LEAD, sentences, False
    long = Shape.TITLE if size > LABEL_WORDS else Shape.LABEL
    if last not in _STOPS:
        return Shape.PROSE if sentences == 2 and size >= 18 else long, sentences, False
    question = last in _QUESTIONS or bare.endswith("..")
    if question and sentences == 1 and line[0] not in '“"':
        return long, sentences, question
    if size >= PROSE_WORDS or (sentences == 2 and size >= 8):
        return Shape.PROSE, sentences, question
    return Shape.SHORT if size >= 2 else Shape.LABEL, sentences, question


def _has_letter(line: str) -> bool:
    """Whether any character of a line is a letter."""
    return any(found.group().isalpha() for found in _LETTER.finditer(line))


def _stops_inside(line: str) -> bool:
    """Whether a sentence ends in the line before its end."""
    if line.isascii() and "." not in line and "?" not in line and "!" not in line:
        return False  # most titles: the search costs more than all else about them
    return _INNER_STOP.search(line) is not None


def look_at(text: str, blocks: list[Block], known: LineWords) -> tuple[list[LineShape], bool]:
    """Return a `LineShape` for each block, and whether the text is a whole page with its menus.

    Each line is looked at by itself, then, in this order: the boxes of the house's advertisements, what a pointer to a
    picture stands beside, and on a page captions that are printed twice.
    """
    items = [LineShape.of(block, text[block.words_at : block.end].replace("\n", " "), known) for block in blocks]
    items = with_roles(items, _in_boxes(items))
    items = with_roles(items, _pointed_at(items, known))
    is_page = _is_menu_page(items)
    return with_roles(items, _captions(items)) if is_page else items, is_page


def with_roles(
    items: Sequence[LineShape], roles: Mapping[int, WordRole | None], *, without_cues: bool = False
) -> list[LineShape]:
    """Return the items, some of them with another word role, and if asked without the cue that opens them."""
    changed = list(items)
    for i, role in roles.items():
        changed[i] = items[i]._replace(word_role=role, cue_end=0 if without_cues else items[i].cue_end)
    return changed


def _is_menu_page(items: Sequence[LineShape]) -> bool:
    """Whether a text is a whole page, not an article with perhaps a list."""
    if len(items) <= MENU_ITEMS:
        return False
    labels = sum(item.shape is Shape.LABEL or item.word_role == "navigation" for item in items)
    return labels >= MENU_SHARE * len(items)


def _in_boxes(items: Sequence[LineShape]) -> dict[int, WordRole]:
    """Short lines between lines of one advertisement for the site itself belong to it."""
    found: dict[int, WordRole] = {}
    box: list[int] = []
    for i, item in enumerate(items):
        if item.word_role != "promotion":
            continue
        if box and i - box[-1] > BOX_GAP:
            box = []
        if len(box) >= 2:
            for at in range(box[-1] + 1, i):
                inner = items[at]
                if inner.word_role is None and inner.size <= BOX_WORDS and inner.sentences == 1:
                    found[at] = "promotion"
        box.append(i)
    return found


def _pointed_at(items: Sequence[LineShape], known: LineWords) -> dict[int, WordRole]:
    """Take a line for a caption where the one before or after says that it is one (`Open image in gallery`)."""
    found: dict[int, WordRole] = {}
    for i, item in enumerate(items):
        if item.word_role != "caption" or item.size > LABEL_WORDS + 1:
            continue
        side = known.caption_beside(item.key)
        if side and 0 <= i + side < len(items):
            other = items[i + side]
            if other.word_role is None and other.size <= CAPTION_WORDS:
                found[i + side] = "caption"
    return found


def _captions(items: Sequence[LineShape]) -> dict[int, WordRole]:
    """A line that is printed twice within a few lines is the caption of a picture, under it and on it."""
    found: dict[int, WordRole] = {}
    last: dict[str, int] = {}
    for i, item in enumerate(items):
        if item.word_role is None and item.key and item.shape in (Shape.PROSE, Shape.SHORT):
            before = last.get(item.key)
            if before is not None and i - before <= REPEAT_GAP:
                found[i] = found[before] = "caption"
            last[item.key] = i
    return found
