"""The ground that the readers share: lines, tokens and sentences of a text, all with offsets into it.

In comes a text and the sections of it that are to be read; out come spans. Every span is half-open in code points of
the text, and every function is linear in it. `look` makes the document that readers of names and dates are given of the
caller's text: as it is seen, with the words whole that the ends of lines broke.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from attrs import field, frozen

from .checks import fold
from .language import Language, english, find_language, languages
from .visible import Visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .parts import DateZone

__all__ = ["Document", "Line", "Section", "Tokens", "fold", "lines", "look", "sentence_starts", "tokenize", "words_of"]


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
    ( [A-Za-z]{{2,}}+(?=[ ,.\n])                             # most words, told by one look: no case below says more
    | (?:[^\W\d_]\.){{2,}}                                  # initials: U.S., a.m., J.K.
    | \d+(?:[.,:]\d+)*[^\W_]*                               # numbers and what hangs on them: 1,200  9:30pm  1990s
    | ['’][sS]\b                                            # possessive, parted from its noun
    | [^\W_][^\W_{_MARKS}]*                                 # words, with marks and inner apostrophes: O’Brien
      (?:[{_MARKS}][^\W_{_MARKS}]*|['’](?![sS]\b)[^\W_]+)*
    | \S                                                    # any other character by itself; dashes part compounds
    )(\s*)                                                  # and the white space after it
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"\s*")


@frozen
class Tokens:
    """The tokens of a text as parallel lists; token `i` is `words[i]`, at `starts[i]` to `ends[i]`."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    @functools.cached_property
    def folded(self) -> list[str]:
        """The words as tables are asked for them: see `fold_word`."""
        folded = list(map(str.lower, self.words))
        for i, word in enumerate(self.words):
            if not word.isascii():
                folded[i] = fold_word(word)
        return folded


def tokenize(text: str, spans: Sequence[tuple[int, int]] | None = None) -> Tokens:
    """Part `text`, or only the given spans of it, into words, numbers and single characters.

    Possessives, hyphens and dashes are tokens of their own: `Cuba` `–` `Peru` `’s`.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in [(0, len(text))] if spans is None else spans:
        pieces = list(itertools.chain.from_iterable(_TOKEN.findall(text, start, end)))  # a token, its space, a token, …
        first = _SPACE.match(text, start, end)
        edges = list(itertools.accumulate(map(len, pieces), initial=first.end() if first else start))
        words += pieces[::2]
        starts += edges[:-1:2]
        ends += edges[1::2]
    return Tokens(words, starts, ends)


def words_of(text: str) -> list[str]:
    """Return the words of `tokenize` alone."""
    return [word for word, _ in _TOKEN.findall(text)]


_LONGEST_WORD = 100
"""Letters of a word that can be in a table."""


def fold_word(word: str) -> str:
    """The form of a word that tables are looked up by: of the same kind as the table build makes."""
    if word.isascii():
        return word.lower()
    return _fold(word) if len(word) <= _LONGEST_WORD else word.lower()


@functools.lru_cache(maxsize=16_384)
def _fold(word: str) -> str:
    """Folding beyond ASCII. The cache is bounded and holds only what this computes: no result depends on it."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


_HOST = re.compile(r"(?:[^/?#]*//)?(?P<host>[^/?#]*?)(?::[0-9]*)?(?=[/?#]|\Z)")


def _as_tuple(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(sections)


@frozen
class Document:
    """A text with the sections of it that are read, tokenised once for all readers."""

    text: str
    """The caller's text as it is seen: without signs that show nothing, words whole that the end of a line broke."""
    sections: tuple[Section, ...] = field(converter=_as_tuple)
    """Where names and dates are looked for: disjoint, in text order. Nothing spans two of them."""
    language: Language = field(factory=english, converter=find_language)
    """What it is written in."""
    url: str | None = None
    """Where the caller has it from: evidence, never fetched."""

    @property
    def host(self) -> str:
        """The host in its address (RFC 3986, section 3.2), in lowercase, without a port; empty where there is none."""
        match = _HOST.match(self.url or "")
        return match["host"].lower().removesuffix(".") if match else ""

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
    compounds: _Compounds


class _Compounds(NamedTuple):
    """The words of a language that tell a compound from a word that a line end broke."""

    first: frozenset[str]
    """The hyphen after one of these is its own."""
    last: frozenset[str]
    """So is the hyphen before one of these."""
    apart: frozenset[str]
    """What goes before one of these is only the first part of a compound: `two-` and `three-year`."""


def _words(language: Language) -> _Words:
    table = language.table("text")
    compounds = table.table("compounds")
    words = _Words(
        frozenset(table.words("abbreviations")),
        frozenset(table.words("starters")),
        _Compounds(*(frozenset(compounds.words(name)) for name in _Compounds._fields)),
    )
    table.finish()
    return words


def _sentences(document: Document) -> Iterator[range]:
    """A stop, with any closing quotes, ends a sentence when white space and no lowercase letter follow."""
    tokens, known = document.tokens, document.language.made(_words)
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    after_stops = [i for i, word in enumerate(words, 1) if word[-1] in _LAST_CHARACTERS]
    first = at = 0
    for section in document.sections:
        stop = bisect_right(ends, section.end, first)
        while at < len(after_stops) and after_stops[at] < stop:
            i, at = after_stops[at], at + 1
            if i > first and starts[i] > ends[i - 1] and _ends_sentence(words, i - 1, first, known):
                yield range(first, i)
                first = i
        if first < stop:
            yield range(first, stop)
        first = stop


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


def sentence_starts(passage: str, language: str) -> list[int]:
    """Return where the sentences of a passage begin: at its start, and after the end of each but the last.

    Args:
        passage: the text of one paragraph or headline.
        language: what it is written in (BCP 47). Where no tables ship for it, the English ones serve.
    """
    code = language.partition("-")[0].lower()
    view, document = look(
        passage, [Section(0, len(passage), "body")], find_language(code if code in languages() else "en")
    )
    starts = document.tokens.starts
    return [0, *(view.back(starts[one.start], starts[one.start] + 1)[0] for one in document.sentences[1:])]


# --- words that a line end broke -------------------------------------------------------------------------------------

_LINE_END = re.compile(r"[-‐¬][^\S\r\n]*(?:\r\n|[\n\r])[^\S\r\n]*")
"""A hyphen at the end of a line; readers of scans write `¬` where a printer's hyphen was."""
_BROKEN = re.compile(r"(?<![^\W\d_])[^\W\d_]++[-‐¬][^\S\r\n]*(?:\r\n|[\n\r])[^\S\r\n]*[^\W\d_]++")
_LETTERS = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]++-[^\W\d_]++")
_LONGEST_PART = 30
"""Letters before the end of a line that are looked at."""
_NAME_PART = 4
"""Letters of a word with a capital that is a name by itself where the text has it elsewhere: `Moscow`, not `No`."""


def look(
    text: str, sections: Sequence[Section], language: Language, url: str | None = None
) -> tuple[Visible, Document]:
    """Return how readers of names and dates see a text, and the document that they read.

    Args:
        text: the caller's text.
        sections: the sections of it that are read: disjoint, in text order.
        language: what it is written in.
        url: where the caller has it from.
    """
    view = Visible.of(text)
    seen = _seen(view, sections)
    broken = list(_broken(view.text, seen, language))
    if broken:
        view = view.without(broken)
        seen = _seen(view, sections)
    return view, Document(view.text, seen, language, url)


def _seen(view: Visible, sections: Sequence[Section]) -> Sequence[Section]:
    """The sections as they are seen, without those of which nothing is."""
    if view.is_source:
        return sections
    found = [Section(*view.seen(section.start, section.end), section.zone) for section in sections]
    return [section for section in found if section.start < section.end]


def _broken(text: str, sections: Iterable[Section], language: Language) -> Iterator[tuple[int, int]]:
    """What to take out of a text so that the words are whole which the ends of lines broke.

    That is a printer's hyphen with the line end after it (`Septem-`, `ber`), but only the line end after a hyphen that
    is a compound's own (`Anglo-`, `Dutch`). A capital or digit tells which it is, a word of the language's table, or
    the text, where it has the one or the other elsewhere.
    """
    if _LINE_END.search(text) is None:
        return
    hyphens: _Hyphens | None = None
    for section in sections:
        for match in _LINE_END.finditer(text, section.start, section.end):
            at, end = match.span()
            if at > section.start and end < section.end and text[at - 1].isalnum() and text[end].isalnum():
                hyphens = hyphens or _Hyphens(text, language)
                cut = hyphens.cut(at, end)
                if cut < end:
                    yield cut, end


class _Hyphens:
    """Tells the hyphens at the ends of the lines of a text apart."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.known = language.made(_words).compounds

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The words of the text, but those that hyphens break, as they are written."""
        return frozenset(_LETTERS.findall(_BROKEN.sub(" ", self.text)))

    @functools.cached_property
    def low_words(self) -> frozenset[str]:
        """The same in lowercase."""
        return frozenset(map(str.lower, self.words))

    @functools.cached_property
    def compounds(self) -> frozenset[str]:
        """The compounds of the text, in lowercase."""
        return frozenset(map(str.lower, _COMPOUND.findall(self.text)))

    def cut(self, at: int, end: int) -> int:
        """Where what is to be taken out up to `end` begins: at the hyphen at `at`, or after it; `end` for nothing."""
        text = self.text
        start = at
        while start > 0 and at - start < _LONGEST_PART and text[start - 1].isalpha():
            start -= 1
        match = _LETTERS.match(text, end, end + _LONGEST_PART)
        first, last = text[start:at], match.group() if match else ""
        if last in self.known.apart:
            return end
        broken = bool(first and last) and not last[0].isupper() and not self._is_compound(first, last, start)
        return at if broken else at + 1

    def _is_compound(self, first: str, last: str, start: int) -> bool:
        low = first.lower()
        if low + last in self.low_words:
            return False
        return (
            low in self.known.first
            or last in self.known.last
            or len(first) == 1
            or first.isupper()
            or self.text[start - 1 : start] == "-"
            or f"{low}-{last}" in self.compounds
            or (first[0].isupper() and len(first) >= _NAME_PART and first in self.words)
        )
