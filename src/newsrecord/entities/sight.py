"""A document with the names found in it, as the rules about them look at it.

In come a document and mentions; out come names as spans of tokens, and answers about the tokens beside them: what is
written there, in which case, in which zone. Every answer looks at a bounded stretch.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from ..readers import FoundMention
from .shapes import case_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..record import DateZone, EntityType
    from ..text import Document
    from .gazetteer import Gazetteer
    from .shapes import Case

__all__ = ["CLOSERS", "Name", "Sight"]

CLOSERS: Final = {"“": "”", '"': '"', "‘": "’"}
"""Quotation marks that open, with those that close them."""


class Name(NamedTuple):
    """A name: tokens `first` to `stop` of its document, and what it names."""

    first: int
    stop: int
    type: EntityType


class Sight:
    """The tokens of one document and what stands around a name."""

    def __init__(self, document: Document, known: Gazetteer) -> None:
        tokens = document.tokens
        self.document: Document = document
        self.words: list[str] = tokens.words
        self._folded = tokens.folded
        self.starts: list[int] = tokens.starts
        self.ends: list[int] = tokens.ends
        self.known: Gazetteer = known
        self._sections = document.sections
        self._section_starts = [section.start for section in document.sections]
        self._sentence_starts = [sentence.start for sentence in document.sentences]
        self._cases: dict[int, Case] = {}

    def names(self, mentions: Iterable[FoundMention]) -> list[Name]:
        """The mentions as spans of tokens."""
        return [
            Name(bisect_left(self.starts, start), bisect_left(self.starts, end), kind)
            for start, end, kind, _, _ in mentions
        ]

    def mentions(self, names: Iterable[Name]) -> list[FoundMention]:
        """The spans of tokens as mentions."""
        return [FoundMention(self.starts[first], self.ends[stop - 1], kind) for first, stop, kind in names]

    def lower(self, at: int) -> str:
        """The folded token `at`, empty beyond the text."""
        return self._folded[at] if 0 <= at < len(self._folded) else ""

    def folded(self, first: int, stop: int) -> tuple[str, ...]:
        """The folded tokens from `first` to `stop`."""
        return tuple(self._folded[first:stop])

    def bounds(self, at: int) -> tuple[int, int]:
        """The sentence of token `at`: its first token and the one after its last."""
        sentence = self.document.sentences[bisect_right(self._sentence_starts, at) - 1]
        return sentence.start, sentence.stop

    def zone(self, at: int) -> DateZone:
        """The zone of token `at`."""
        return self._sections[bisect_right(self._section_starts, self.starts[at]) - 1].zone

    def opens_section(self, at: int) -> bool:
        """Whether token `at` is the first of its section."""
        return at == 0 or bisect_right(self._section_starts, self.starts[at]) != bisect_right(
            self._section_starts, self.starts[at - 1]
        )

    def case(self, at: int) -> Case:
        """How the sentence of token `at` is written."""
        number = bisect_right(self._sentence_starts, at) - 1
        found = self._cases.get(number)
        if found is None:
            sentence = self.document.sentences[number]
            heading = self.zone(at) != "body"
            found = case_of(self.words[sentence.start : sentence.stop], self.known, heading=heading)
            self._cases[number] = found
        return found

    def is_capital(self, at: int) -> bool:
        """Whether token `at` is a word with a capital."""
        return 0 <= at < len(self.words) and self.words[at][0].isupper()

    def is_acronym(self, at: int) -> bool:
        """Whether token `at` is of capitals alone, two or more: `NOAA`, and `U.N.` too."""
        if not 0 <= at < len(self.words):
            return False
        word = self.words[at]
        if not word.isupper():
            return False
        word = word.replace(".", "")
        return len(word) > 1 and word.isalpha()

    def touches(self, at: int) -> bool:
        """Whether token `at` follows the one before it on the line, a space or nothing between."""
        return 0 < at < len(self.words) and self.starts[at] - self.ends[at - 1] <= 1
