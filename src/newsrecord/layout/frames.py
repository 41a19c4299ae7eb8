"""What stands below a story and is written by others: readers' comments, and pleas of the house.

In come the items of an article; out come those of a thread of comments, which may be longer than the story, and those
at the end that ask the reader for something. Linear in the number of items.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..keys import fold_key
from .shapes import LineShape, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..tables import Table

__all__ = ["FrameWords", "find_pleas", "find_thread"]

_STORY: Final = 2
"""Paragraphs above that make a story, below which comments stand."""
_SURE: Final = 3
"""Paragraphs above the head of a thread from which the lines below need no sign of a writer."""
_WRITER_WORDS: Final = 6
"""Most words of a line that names who wrote a comment."""
_SIGNED: Final = 2
"""Lines that writers sign, one after the other, from which a thread is told without a head."""
_REPLIES: Final = 2
"""Buttons to reply that make a thread without a head."""
_BACK: Final = 4
"""Lines from a button to reply up to the name of who wrote the comment."""
_HEAD_WORDS: Final = 10
_HEAD: Final = 120
"""Most words and code points of the head of a thread."""
_PLEAS: Final = 4
"""Last lines of a story that may be pleas."""
_PLEA_WORDS: Final = 60

_COUNT = re.compile(r"[\W_]*\d[\d,.]*\+?\s+|\s*\(?\d[\d,.]*\)?[\W_]*\Z")
"""The number before or behind: `12 comments`, `Comments (12)`."""
_HANDLE = re.compile(r"@?(?=[^\s:]{0,30}[\d_]|[a-z])[^\W_][\w.-]{2,30}\Z")
"""A name that only comments are signed with: `treelover99`, `night_owl`."""
_SIGNATURE = re.compile(
    r"(@?[^\W_][\w.’'-]{0,30}(?:[ \u00a0][^\W\d_][\w.’'-]{0,24}){0,2})"
    r"(?:,[ ][^\W\d_][\w .-]{1,24}|[ ]\([\w ,.-]{2,30}\))?[ ]?:\s+(?=\S)"
)
"""`Hans K., Bonn: …`."""
_INITIALLED = re.compile(r"[^\W\d_][\w’'-]{1,24} [^\W\d_]\.")
"""`Maria K.`"""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_QUOTES: Final = '"“”'


class FrameWords:
    """The words of one language that tell comments and pleas; read-only."""

    def __init__(self, comments: Table, plea: Table) -> None:
        """Take the tables `comments` and `plea` of `layout`."""
        self._heads = frozenset(comments.words("heads"))
        self._about = comments.words("about")
        self._by = comments.words("by")
        self._says = comments.words("says")
        self._replies = frozenset(comments.words("replies"))
        self._asks = frozenset(plea.words("asks"))
        self._reader, self._house = frozenset(plea.words("reader")), frozenset(plea.words("house"))
        self._sure, self._weak = frozenset(plea.words("sure")), frozenset(plea.words("weak"))
        self._roots = [word for word in self._reader if not any(map(word.__contains__, self._reader - {word}))]
        """The words for the reader that hold no other: a line that none of these is part of has none of them all."""
        self._phrases: dict[str, tuple[str, ...]] = {}
        """By their second word, which stands by itself where the phrase does; those of two words under an empty one."""
        for phrase in plea.words("phrases"):
            inner = next(iter(phrase.split()[1:-1]), "")
            self._phrases[inner] = (*self._phrases.get(inner, ()), phrase)

    def is_reply(self, item: LineShape) -> bool:
        """Whether a line is a button below a comment."""
        return item.key in self._replies

    def is_head(self, item: LineShape) -> bool:
        """Whether a line is the head of a thread: `12 comments`, `Readers' comments (3)`, `2 replies to “…”`."""
        if not item.key or item.size > _HEAD_WORDS or len(item.line) > _HEAD or item.shape is Shape.PROSE:
            return False
        bare = fold_key(_COUNT.sub("", item.line))
        counted = bare != item.key
        return bare in self._heads or (counted and bare.startswith(self._about))

    def is_writer(self, item: LineShape) -> bool:
        """Whether a line can say who wrote the comment below it: `treelover99`, `Hans says:`, `M. Keller`."""
        if item.word_role == "age":
            return True  # `bugfan 8 hours ago`
        if item.size > _WRITER_WORDS or item.word_role is not None:
            return False
        if item.key.endswith(self._says) or _INITIALLED.fullmatch(item.line):
            return True
        return item.shape is Shape.LABEL and (item.size == 1 or item.line[-1] not in ".!?")

    def is_signed(self, item: LineShape) -> bool:
        """Whether a line says that it is a comment, or whose the next is: `Comment by Hans: …`."""
        return item.word_role is None and item.key.startswith(self._by)

    def is_plea(self, item: LineShape) -> bool:
        """Whether a line asks its reader for money, an address or an opinion."""
        if not item.key or item.size > _PLEA_WORDS or any(map(item.line.__contains__, _QUOTES)):
            return False
        inner = self._phrases.keys() & {"", *item.key.split()}
        if any(phrase in item.key for word in inner for phrase in self._phrases[word]):
            return True
        first = _WORD.search(item.key)
        asks = first is not None and first.group() in self._asks
        if not asks and not any(map(item.key.__contains__, self._roots)):
            return False
        said = set(_WORD.findall(item.key))
        if not asks and self._reader.isdisjoint(said):
            return False
        if not self._sure.isdisjoint(said):
            return not self._reader.isdisjoint(said) or not self._house.isdisjoint(said)
        return not self._weak.isdisjoint(said) and not self._house.isdisjoint(said)


# --- comments --------------------------------------------------------------------------------------------------------


def find_thread(items: Sequence[LineShape], marked: Sequence[bool], words: FrameWords) -> int | None:
    """Return the item with which the comments of readers begin, None where there are none.

    They begin with a head below the story (`3 comments`); else with the first of several that their writers sign, or
    that have a button to reply.

    Args:
        items: the items of the article.
        marked: for each item, whether it is a line with a date or a byline.
        words: the words of comments.
    """
    replies = [i for i, item in enumerate(items) if item.word_role == "comments" and words.is_reply(item)]
    told, framed = 0, False
    for i, item in enumerate(items):
        if told and words.is_head(item):
            below = next((j for j in range(i + 1, len(items)) if items[j].shape is not Shape.EMPTY), None)
            signed = below is not None and (
                marked[below] or words.is_writer(items[below]) or _SIGNATURE.match(items[below].line)
            )
            if told >= _SURE or (told >= _STORY and (signed or below is None)) or (replies and replies[-1] > i):
                return i
        if told >= _STORY and (words.is_signed(item) or (framed and _is_dated(items, marked, i, words))):
            return i
        told += _is_told(item) and not marked[i]
        framed = framed or (not told and marked[i])
    replied = _replied(items, replies, words)
    return _signed(items) if replied is None else replied


def _is_dated(items: Sequence[LineShape], marked: Sequence[bool], i: int, words: FrameWords) -> bool:
    """Whether a line names a writer, the next says when, and then a comment stands: the story has its date above it."""
    if i + 2 >= len(items) or not words.is_writer(items[i]) or marked[i]:
        return False
    return (marked[i + 1] or items[i + 1].word_role == "age") and _is_told(items[i + 2])


def _is_told(item: LineShape) -> bool:
    return item.word_role is None and item.shape in (Shape.PROSE, Shape.SHORT)


def _replied(items: Sequence[LineShape], replies: Sequence[int], words: FrameWords) -> int | None:
    """Where several lines have a button to reply: the name above the first of them."""
    if len(replies) < _REPLIES:
        return None
    first = replies[0]
    for i in range(first - 1, max(first - 1 - _BACK, 0), -1):
        if words.is_writer(items[i]):
            return i if sum(map(_is_told, items[:i])) >= _STORY else None
    return None


def _signed(items: Sequence[LineShape]) -> int | None:
    """Where the text ends with lines that people sign of whom the story says nothing, each once and by no full name."""
    names: dict[int, str] = {}
    for i in range(len(items) - 1, -1, -1):
        item = items[i]
        match = _SIGNATURE.match(item.line) if item.word_role is None and item.line[-1] in '.!?…)"”' else None
        if match:
            names[i] = match.group(1)
        elif item.word_role is None and item.shape is not Shape.EMPTY:
            break
    if len(names) < _SIGNED or len({name.casefold() for name in names.values()}) < len(names):
        return None
    start = min(names)
    if sum(map(_is_told, items[:start])) < _STORY or any(map(str.isupper, names.values())):
        return None
    if not all(_is_private(name) for name in names.values()):
        return None
    told = {word.casefold() for item in items[:start] for word in _WORD.findall(item.line)}
    called = {word.casefold() for name in names.values() for word in _WORD.findall(name)}
    return start if told.isdisjoint(called) else None


def _is_private(name: str) -> bool:
    """Whether a name is one that readers give: a handle, a first name, perhaps with an initial."""
    words = name.split()
    return bool(_HANDLE.match(name)) or len(words) == 1 or (len(words) == 2 and len(words[1].rstrip(".")) == 1)


# --- pleas -----------------------------------------------------------------------------------------------------------


def find_pleas(items: Sequence[LineShape], body: tuple[int, int], words: FrameWords) -> set[int]:
    """Return the items around the story, and its last ones, that ask the reader for something."""
    first, last = body
    around = (*range(first), *range(last, len(items)))
    found = {i for i in around if items[i].word_role is None and words.is_plea(items[i])}
    asked = 0
    for i in range(last - 1, first, -1):
        if items[i].word_role is not None or items[i].shape is Shape.EMPTY:
            continue
        if asked == _PLEAS or not words.is_plea(items[i]):
            break
        found.add(i)
        asked += 1
    return found
