"""Finding temporal expressions: tokens in, pieces (token spans with unresolved readings) out.

Three steps: the rules are tried from left to right, the first that fits wins; neighbours that are one expression are
joined (`Friday` + `9:30 p.m.`); words that modify an expression are taken in (`early`, `more than`). All of it works on
the string of codes that `lexicon.py` makes of the tokens, one character a token, and is linear in it.
"""

from __future__ import annotations

import functools
import re
from typing import Any, NamedTuple

from ..tables import load_table
from . import days, spans, units
from .lexicon import BARRIER, OTHER, Lexicon
from .reading import Match, Piece, Reading

__all__ = ["Grammar", "Source", "english"]

_MAKERS = days.MAKERS | spans.MAKERS | units.MAKERS
_WINDOW = 12
"""Tokens on each side that may tell the tense of an expression."""
_WIDEST_PREFIX = 4
"""Tokens that a modifier before an expression may take."""


class Source(NamedTuple):
    """The tokens of a text as the grammar sees them."""

    words: list[str]
    codes: str
    """One code a token, `BARRIER` where no rule may look."""


class Grammar:
    """The rules of one language, compiled; read-only."""

    def __init__(self, table: dict[str, Any], stamps: dict[str, Any]) -> None:
        valued = {name: table[name] for name in _VALUED} | {"months": stamps["months"], "weekday": stamps["weekdays"]}
        self.lexicon = Lexicon(table, valued)
        self._rules: list[dict[str, Any]] = table["rule"]
        sources = [self.lexicon.compile(rule["pattern"]) for rule in self._rules]
        self._each = [re.compile(source) for source in sources]
        bare = [re.sub(r"\(\?P<[a-z]+[0-9]+>", "(?:", source) for source in sources]
        one_of = "|".join(f"(?P<r{i}>{source})" for i, source in enumerate(bare))
        self._any = re.compile(f"(?=[^{OTHER}{BARRIER}])(?:{one_of})")  # most words are in no table: passed over fast
        self._prefixes = {
            kind: [(re.compile(self.lexicon.compile(item["pattern"]) + r"\Z"), item["mod"]) for item in table[kind]]
            for kind in ("date_prefix", "duration_prefix")
        }
        self._cues = dict.fromkeys(self.lexicon.members("BACK"), -1) | dict.fromkeys(self.lexicon.members("AHEAD"), 1)
        self._counts = frozenset("".join(map(self.lexicon.members, ("ART", "NUMBERS", "INT", "DECIMAL"))))
        self._stops = frozenset(self.lexicon.members("STOP"))

    def find(self, source: Source, first: int, last: int) -> list[Piece]:
        """Return the pieces of the tokens `first` to `last`, one paragraph, in order and disjoint."""
        pieces = self._join(source.words, self._scan(source, first, last))
        return self._modify(source.codes, pieces, first)

    def tense(self, source: Source, piece: Piece, first: int, last: int) -> int:
        """Return which way the words around a piece point: -1 back, 1 ahead, 0 neither.

        The nearest cue word before it in its sentence decides, else the nearest after it.
        """
        for at in range(piece.first - 1, max(first, piece.first - _WINDOW) - 1, -1):
            cue = self._cue(source, at, first)
            if cue is not None:
                return cue
        for at in range(piece.last, min(last, piece.last + _WINDOW)):
            cue = self._cue(source, at, first)
            if cue is not None:
                return cue
        return 0

    def _cue(self, source: Source, at: int, first: int) -> int | None:
        """Return which way one word points, 0 at the end of a sentence, None where it says nothing."""
        code, word = source.codes[at], source.words[at]
        before = source.words[at - 1].lower() if at > first else ""
        if code in self._cues or word.endswith("ed"):
            if before in {"be", "get"}:  # to be published, will be paid
                return 1
            return self._cues.get(code, -1)
        if word == "to" and before in {"is", "are"}:  # is to resume trading
            return 1
        return 0 if code in self._stops else None

    def _scan(self, source: Source, first: int, last: int) -> list[Piece]:
        codes, words = source.codes, source.words
        pieces: list[Piece] = []
        at = first
        while True:
            found = self._any.search(codes, at, last)
            if found is None:
                return pieces
            if found.lastgroup is None or found.end() == found.start():
                at = found.start() + 1
                continue
            rule = int(found.lastgroup[1:])
            exact = self._each[rule].match(codes, found.start(), last)
            made = None
            if exact is not None:
                match = Match(exact, words, (first, last), self.lexicon, self._rules[rule])
                made = _MAKERS[self._rules[rule]["make"]](match)
            if made is None:
                at = found.start() + 1
                continue
            name = self._rules[rule]["name"]
            if isinstance(made, list):
                pieces.extend(piece._replace(rule=name) for piece in made)
            else:
                pieces.append(Piece(found.start(), found.end(), made, name))
            at = pieces[-1].last

    def _join(self, words: list[str], pieces: list[Piece]) -> list[Piece]:
        """Make one of a day and a time of day that stand together; drop parts of a day that stand for nothing."""
        joined: list[Piece] = []
        for piece in pieces:
            before = joined[-1] if joined else None
            if before is not None and before.last <= piece.first <= before.last + 2:
                gap = [word.lower() for word in words[before.last : piece.first]]
                one = _joined(before, gap, piece)
                if one is not None:
                    joined[-1] = one._replace(rule=f"{before.rule} + {piece.rule}")
                    continue
            joined.append(piece)
        return [piece for piece in joined if piece.reading.kind != "part" or piece.reading.args[1]]

    def _modify(self, codes: str, pieces: list[Piece], first: int) -> list[Piece]:
        modified: list[Piece] = []
        low = first
        for piece in pieces:
            one = piece
            kind = {"DATE": "date_prefix", "TIME": "date_prefix", "DURATION": "duration_prefix"}.get(piece.reading.type)
            if kind and piece.reading.mod is None and not str(piece.reading.args[:1]).endswith("_REF',)"):
                if piece.reading.kind == "offset":
                    kind = "duration_prefix"
                if kind == "duration_prefix" and codes[piece.first] not in self._counts:
                    modified.append(piece)
                    low = piece.last
                    continue
                for pattern, mod in self._prefixes[kind]:
                    found = pattern.search(codes, max(low, piece.first - _WIDEST_PREFIX), piece.first)
                    if found:
                        one = piece._replace(first=found.start(), reading=piece.reading._replace(mod=mod))
                        break
            modified.append(one)
            low = piece.last
        return modified


_VALUED = (
    "units", "plural_units", "numbers", "ordinals", "named_decades", "seasons", "relatives", "parts", "clock_words",
    "deictic", "adverbs", "date_mods",
)  # fmt: skip
_DAYS = frozenset(("day", "weekday", "days", "holiday"))


def _is_day(reading: Reading) -> bool:
    return reading.type == "DATE" and (reading.kind in _DAYS or (reading.kind == "unit" and reading.args[0] == "D"))


def _joined(one: Piece, gap: list[str], two: Piece) -> Piece | None:
    left, right = one.reading, two.reading
    if _is_day(left) and right.kind in {"part", "time"} and right.args[1:] != (True,):
        if right.kind == "part" and gap:
            return None
        if not gap or gap in ([","], ["at"], [",", "at"]):
            return Piece(one.first, two.last, left._replace(type="TIME", tail=right.tail))
    if left.type == "TIME" and left.tail[1:2].isdigit() and right.kind == "part" and not right.args[1] and not gap:
        return Piece(one.first, two.last, left)  # 8 a.m. Wednesday morning
    if left.kind in {"time", "part"} and _is_day(right):
        if left.kind == "part" and not left.args[1] and not gap:
            return None
        if not gap or gap in ([","], ["on"]):
            return Piece(one.first, two.last, right._replace(type="TIME", tail=left.tail))
    if left.kind == "time" and right.kind in {"days", "anchored_days"} and right.type == "TIME" and not gap:
        return Piece(one.first, two.last, right._replace(tail=left.tail))  # 9:30 tonight
    return None


@functools.cache
def english() -> Grammar:
    """Return the English grammar, compiled on first use."""
    return Grammar(load_table(__package__, "en.toml"), load_table("newsrecord", "stamps_en.toml"))
