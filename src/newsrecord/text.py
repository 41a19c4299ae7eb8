"""The ground that the readers share: lines, tokens and sentences of a text, all with offsets into it.

In comes the caller's text and the sections of it that are to be read; out come spans. Nothing here changes the text,
every span is half-open in code points of it, and every function is linear in it.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from attrs import field, frozen

from .language import Language, english, find_language
from .record import DateZone, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Document", "Line", "Section", "Tokens", "fold", "lines", "tokenize"]


class Line(NamedTuple):
    """A line of the text without its terminator and the white space (or byte order mark) around it."""

    start: int
    end: int
    """Equal to `start` when the line is blank."""
    indent: int
    """Code points of white space before the line's own text."""


class Section(NamedTuple):
    """A stretch of the text that names and dates are read in."""

    start: int
    end: int
    zone: DateZone


_MARK = "\ufeff"


def lines(text: str) -> Iterator[Line]:
    r"""Yield every line of `text`, blank ones too, as `str.splitlines` parts them (`\n`, `\r\n`, `\r`, `\f`, …).

    A byte order mark at the edge of a line is no part of it, unless the line holds nothing else.
    """
    at = 0
    for raw in text.splitlines(keepends=True):
        body = raw.rstrip()
        inner = body.lstrip()
        indent = len(body) - len(inner)
        start, end = at + indent, at + len(body)
        if inner and (inner[0] == _MARK or inner[-1] == _MARK):
            bare = inner.strip(_MARK).strip()
            if bare:
                start += inner.index(bare)
                end = start + len(bare)
        yield Line(start, max(start, end) if body else start, indent)
        at += len(raw)


_MARKS = "\u0300-\u036f\u200d"
"""Combining diacritics and the zero-width joiner: part of the word that they stand in, yet not of `\\w`."""
_TOKEN = re.compile(
    rf"""
      (?:[^\W\d_]\.){{2,}}                                  # initials: U.S., a.m., J.K.
    | \d+(?:[.,:]\d+)*[^\W_]*                               # numbers and what hangs on them: 1,200  9:30pm  1990s
    | ['’][sS]\b                                            # possessive, parted from its noun
    | [^\W_][^\W_{_MARKS}]*                                 # words, with marks and inner apostrophes: O’Brien
      (?:[{_MARKS}][^\W_{_MARKS}]*|['’](?![sS]\b)[^\W_]+)*
    | \S                                                    # any other character by itself; dashes part compounds
    """,
    re.VERBOSE,
)


@frozen
class Tokens:
    """The tokens of a text as parallel lists; token `i` is `words[i]`, at `starts[i]` to `ends[i]`."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)


def tokenize(text: str, spans: Sequence[tuple[int, int]] | None = None) -> Tokens:
    """Part `text`, or only the given spans of it, into words, numbers and single characters.

    Possessives, hyphens and dashes are tokens of their own: `Cuba` `–` `Peru` `’s`.
    """
    tokens = Tokens([], [], [])
    for start, end in [(0, len(text))] if spans is None else spans:
        for match in _TOKEN.finditer(text, start, end):
            tokens.words.append(match.group())
            tokens.starts.append(match.start())
            tokens.ends.append(match.end())
    return tokens


def _as_tuple(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(sections)


@frozen
class Document:
    """A text with the sections of it that are read, tokenised once for all readers."""

    text: str
    """The caller's text, unchanged."""
    sections: tuple[Section, ...] = field(converter=_as_tuple)
    """Where names and dates are looked for: disjoint, in text order. Nothing spans two of them."""
    language: Language = field(factory=english, converter=find_language)
    """What it is written in."""
    url: str | None = None
    """Where the caller has it from: evidence, never fetched."""

    @functools.cached_property
    def tokens(self) -> Tokens:
        """The tokens of all sections, in text order."""
        return tokenize(self.text, [(section.start, section.end) for section in self.sections])

    @functools.cached_property
    def sentences(self) -> list[range]:
        """The sentences of all sections as ranges of token numbers, in text order, leaving no token out."""
        return list(_sentences(self))


_CLOSERS = frozenset("\"'”’»)]}")
_MOST_CLOSERS = 4
"""Closing quotes and brackets after one stop; more are no prose, and looking back further would not be linear."""
_STOPS = frozenset(".!?…")
_LAST_CHARACTERS = _STOPS | _CLOSERS
"""What the last token of a sentence ends with."""


class _Words(NamedTuple):
    """The words of a language that decide where a sentence ends."""

    abbreviations: frozenset[str]
    starters: frozenset[str]


def _words(language: Language) -> _Words:
    table = language.table("text")
    words = _Words(frozenset(table.words("abbreviations")), frozenset(table.words("starters")))
    table.finish()
    return words


def _sentences(document: Document) -> Iterator[range]:
    """A stop, with any closing quotes, ends a sentence when white space and no lowercase letter follow."""
    tokens, known = document.tokens, document.language.made(_words)
    words = tokens.words
    section_ends = [section.end for section in document.sections]
    first, section = 0, 0
    for i, end in enumerate(tokens.ends):
        if end > section_ends[section]:  # this token opens a later section
            if first < i:
                yield range(first, i)
            first = i
            while end > section_ends[section]:
                section += 1
        after_stop = i > first and words[i - 1][-1] in _LAST_CHARACTERS
        if after_stop and tokens.starts[i] > tokens.ends[i - 1] and _ends_sentence(words, i - 1, first, known):
            yield range(first, i)
            first = i
    if first < len(tokens):
        yield range(first, len(tokens))


def _ends_sentence(words: list[str], last: int, first: int, known: _Words) -> bool:
    stop = last
    while stop > max(first, last - _MOST_CLOSERS) and words[stop] in _CLOSERS:
        stop -= 1
    following = words[last + 1]
    if len(words[stop]) > 2 and words[stop].endswith("."):  # initials
        return following.lower() in known.starters and following[0].isupper()
    if words[stop] not in _STOPS or following[0].islower():
        return False
    if words[stop] == "." and stop > first:
        before = words[stop - 1]
        initial = len(before) == 1 and before.isupper()
        return not initial and before.lower() not in known.abbreviations
    return True
