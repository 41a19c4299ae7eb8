"""Finding temporal expressions: tokens in, pieces (token spans with unresolved readings) out.

Three steps: the rules are tried from left to right, the first that fits wins; neighbours that are one expression are
joined (`Friday` + `9:30 p.m.`); words that modify an expression are taken in (`early`, `more than`). All of it works on
the string of codes that `lexicon.py` makes of the tokens, one character a token, and is linear in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..stamps import Stamps
from ..tables import any_of
from . import days, durations, spans, times, units
from .direction import Directions, Source
from .lexicon import Lexicon, openers
from .reading import Match, Piece, Reading, in_part, leading_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..language import Language
    from ..tables import Table

__all__ = ["EXPLICIT", "Grammar"]

_MAKERS = days.MAKERS | times.MAKERS | spans.MAKERS | units.MAKERS | durations.MAKERS
_LIST = 2
"""Tokens that may stand between a day and its time of day: `, at`."""
EXPLICIT = "explicit date"
"""Name that stands for a rule where `newsrecord.stamps` found a date."""
_JOINS = ("JOINS_TIME", "JOINS_DAY", "JOINS_EXPLICIT", "JOINS_PART", "APPOSED", "RANGES", "SPANS", "ON", "THE")
"""Classes of words that tie two expressions."""
_WIDEST_PREFIX = 4
"""Tokens that a modifier before an expression may take."""


class Grammar:
    """The rules of one language, compiled; read-only.

    Raises:
        DataFileError: a table cannot be used: a rule cannot be read, names a word or class that the table does not
            have, or is to be made by something that there is not.
    """

    def __init__(self, language: Language) -> None:
        table, stamps = language.table("dates"), language.made(Stamps)
        self.lexicon: Lexicon = Lexicon(table, stamps)
        past_endings = table.words("past_endings")
        table.finish()
        for i, rule in enumerate(self.lexicon.rules):
            if rule.make not in _MAKERS:
                made = f"there is no make = {rule.make!r} in the rule {rule.name!r}"
                raise table.fault(f"rule[{i}]", f"{made}; there are {', '.join(sorted(_MAKERS))}")
        members = self.lexicon.members
        self._counts = frozenset("".join(map(members, ("ART", "NUMBERS", "INT", "DECIMAL"))))
        self._joins = {name: frozenset(members(name)) for name in _JOINS}
        self._day = re.compile(rf"[0-9]{{1,2}}(?:{any_of(stamps.ordinals)})?\Z", re.IGNORECASE)
        self.directions: Directions = Directions(self.lexicon, past_endings)
        self._compile(table)

    def _compile(self, table: Table) -> None:
        sources = [self._source(table, f"rule[{i}]", rule.pattern) for i, rule in enumerate(self.lexicon.rules)]
        self._each = [self._regex(table, f"rule[{i}]", source) for i, source in enumerate(sources)]
        bare = [re.sub(r"\(\?P<[a-z]+[0-9]+>", "(?:", source) for source in sources]
        opened = []
        for i, source in enumerate(bare):
            try:
                opened.append(openers(source))
            except ValueError as problem:
                raise table.fault(f"rule[{i}]", f"{self.lexicon.rules[i].pattern!r}: {problem}") from problem
        starts: frozenset[str] = frozenset().union(*opened)
        self._candidate = re.compile((_one_of(starts)) + self._unlike())
        self._opening = {
            code: re.compile("|".join(f"(?P<r{i}>{bare[i]})" for i, codes in enumerate(opened) if code in codes))
            for code in starts
        }
        self._prefixes = {
            kind: [
                (self._regex(table, name, self._source(table, name, item.pattern) + r"\Z"), item.mod)
                for name, item in ((f"{kind}[{i}]", item) for i, item in enumerate(items))
            ]
            for kind, items in self.lexicon.prefixes.items()
        }

    def _source(self, table: Table, name: str, pattern: str) -> str:
        try:
            return self.lexicon.compile(pattern)
        except ValueError as problem:
            raise table.fault(name, str(problem)) from problem

    def _regex(self, table: Table, name: str, source: str) -> re.Pattern[str]:
        try:
            return re.compile(source)
        except re.error as problem:
            raise table.fault(name, f"brackets or repetitions do not add up: {problem}") from problem

    def _unlike(self) -> str:
        """What must not follow a word that opens a rule: a number before another one (but 5 1/2 years); `may may`.

        Asked once such a word is read, the engine passes over all other words, which are most, at once.
        """
        members = self.lexicon.members
        numbers, years = set(members("INT")), set(members("YEAR") + members("OLDYEAR"))
        small, slash, months = _one_of(numbers - years), members("SLASH"), members("MONTHS")
        fraction = f"(?![{slash}])" if slash else ""
        twice = f"(?!(?<=(?P<twice>{_one_of(months)}))(?P=twice))" if months else ""
        return f"(?!(?<={small}){_one_of(numbers)}{fraction}){twice}" if numbers - years else twice

    def find(self, source: Source, first: int, last: int, explicit: list[Piece]) -> list[Piece]:
        """Return the pieces of the tokens `first` to `last`, one paragraph, in order and disjoint.

        `explicit` are dates found already; the codes of their tokens are `BARRIER`.
        """
        pieces = sorted([*self._scan(source, first, last), *explicit], key=lambda piece: piece.first)
        pieces = self._join(source, self._open_ranges(source, pieces, first))
        return self._modify(source.codes, self._share_years(source, pieces), first)

    def _open_ranges(self, source: Source, pieces: list[Piece], first: int) -> list[Piece]:
        """Give the day that opens a range a piece of its own: `13` in `13-15 October`, `13 to 15 October 2024`."""
        opened: list[Piece] = []
        low = first
        for piece in pieces:
            at, reading = piece.first - 2, piece.reading
            if at >= low and source.codes[at + 1] in self._joins["THE"]:  # from the 13th to the 15th of October
                at -= 1
            if at >= low and reading.kind == "day" and source.codes[at + 1] in self._joins["RANGES"]:
                month, day, *rest = reading.args
                opening, closing = (self._day_of(source.words[i]) for i in (at, piece.first))
                if (
                    0 < opening < day == (closing or self._day_of(source.words[piece.first + 1]))
                ):  # to the 15th of October
                    opened.append(Piece(at, at + 1, Reading("DATE", "day", (month, opening, *rest)), piece.rule))
            opened.append(piece)
            low = piece.last
        return opened

    def _day_of(self, word: str) -> int:
        """Return the day of a month that digits name (`13`, `13th`), 0 where they name none."""
        return leading_number(word) if self._day.match(word) else 0

    def _scan(self, source: Source, first: int, last: int) -> list[Piece]:
        codes, words = source.codes, source.words
        pieces: list[Piece] = []
        at = first
        while True:
            candidate = self._candidate.search(codes, at, last)
            if candidate is None or candidate.start() == last:
                return pieces
            start = candidate.start()
            found = self._opening[codes[start]].match(codes, start, last)
            if found is None or found.lastgroup is None:
                at = start + 1
                continue
            rule = int(found.lastgroup[1:])
            exact = self._each[rule].match(codes, start, last)
            made = None
            if exact is not None:
                match = Match(exact, words, (first, last), self.lexicon, self.lexicon.rules[rule])
                made = _MAKERS[self.lexicon.rules[rule].make](match)
            if made is None:
                at = start + 1
                continue
            name = self.lexicon.rules[rule].name
            if isinstance(made, list):
                pieces.extend(piece._replace(rule=name) for piece in made)
            else:
                pieces.append(Piece(start, found.end(), made, name))
            at = pieces[-1].last

    def _join(self, source: Source, pieces: list[Piece]) -> list[Piece]:
        """Make one of a day and a time of day that stand together; drop parts of a day that stand for nothing."""
        joined: list[Piece] = []
        for piece in pieces:
            repeated = self._repeated(source, joined, piece)
            if repeated is not None:
                joined[-2:] = repeated
            before = joined[-1] if joined else None
            if before is not None and before.last <= piece.first <= before.last + _LIST:
                gap = source.codes[before.last : piece.first]
                one = _joined(before, gap, piece, self._joins)
                if one is not None:
                    joined[-1] = one._replace(rule=f"{before.rule} + {piece.rule}")
                    continue
            joined.append(piece)
        return [piece for piece in joined if piece.reading.kind != "part" or piece.reading.args[1]]

    def _repeated(self, source: Source, pieces: list[Piece], day: Piece) -> list[Piece] | None:
        """Return the times before a day that repeat each other, each of that day: `10:35 a.m. (0735 GMT) Friday`."""
        if len(pieces) < 2 or not _is_day(day.reading):
            return None
        one, two = pieces[-2:]
        if one.reading.kind != "time" or two.reading.kind != "time" or source.words[one.last : two.first] != ["("]:
            return None
        tie = source.words[two.last : day.first]
        tied = tie[1:] in ([], [","]) or (len(tie) == 2 and source.codes[day.first - 1] in self._joins["ON"])
        if tie[:1] != [")"] or not tied:
            return None
        return [
            piece._replace(reading=day.reading._replace(type="TIME", tail=piece.reading.tail)) for piece in (one, two)
        ]

    def _share_years(self, source: Source, pieces: list[Piece]) -> list[Piece]:
        """Give expressions what those after them name: the year of a list or range, the date of a weekday before it."""
        for at in range(len(pieces) - 2, -1, -1):
            one, two = pieces[at], pieces[at + 1]
            reading = None
            if source.codes[one.last : two.first] in self._joins["APPOSED"]:
                pieces[at : at + 2] = one, two = _apposed(one, two)
            if self.directions.chained(source, one, two):
                reading = _of_one_year(one.reading, two.reading)
            if reading is not None:
                pieces[at] = one._replace(reading=reading)
            elif source.codes[one.last : two.first] in self._joins["SPANS"]:
                pieces[at : at + 2] = _weekday_range(one, two)
        return pieces

    def _modify(self, codes: str, pieces: list[Piece], first: int) -> list[Piece]:
        modified: list[Piece] = []
        low = first
        for piece in pieces:
            one = piece
            kind = {"DATE": "date_prefix", "TIME": "date_prefix", "DURATION": "duration_prefix"}.get(piece.reading.type)
            if kind and piece.reading.mod is None and not _is_vague(piece.reading):
                if piece.reading.kind == "offset":
                    kind = "duration_prefix"
                if kind == "duration_prefix" and codes[piece.first] not in self._counts:
                    modified.append(piece)
                    low = piece.last
                    continue
                for pattern, mod in self._prefixes[kind]:
                    if mod == "APPROX" and piece.reading.kind in _NEVER_ABOUT:
                        continue
                    found = pattern.search(codes, max(low, piece.first - _WIDEST_PREFIX), piece.first)
                    if found:
                        one = piece._replace(first=found.start(), reading=piece.reading._replace(mod=mod))
                        break
            modified.append(one)
            low = piece.last
        return modified


def _one_of(codes: Iterable[str]) -> str:
    """A pattern of one of some codes; of none, one that matches nowhere."""
    return f"[{''.join(sorted(codes))}]" if codes else "(?!)"


def _is_open(reading: Reading, kind: str, known: int) -> bool:
    """Whether a reading is of a kind and says no more than its first `known` arguments."""
    return reading.kind == kind and not any(arg is not None for arg in reading.args[known:])


def _is_vague(reading: Reading) -> bool:
    """Whether a reading is `PAST_REF` or the like."""
    return reading.kind == "value" and reading.args[0].endswith("_REF")


def _weekday_range(one: Piece, two: Piece) -> list[Piece]:
    """Return two weekdays as the ends of a range, so that they are resolved together; others as they are."""
    if not (_is_open(one.reading, "weekday", 1) and _is_open(two.reading, "weekday", 1)):
        return [one, two]
    ends = (one.reading.args[0], two.reading.args[0])
    return [
        piece._replace(reading=piece.reading._replace(kind="weekday_range", args=(*ends, end)))
        for piece, end in zip((one, two), ends, strict=True)
    ]


def _apposed(one: Piece, two: Piece) -> tuple[Piece, Piece]:
    """Make one day of a weekday and the date beside it: `on Wednesday (Feb. 24)`, `Thursday afternoon, June 23`."""
    day = two.reading
    if not _is_open(one.reading, "weekday", 1) or day.kind != "day" or day.type != "DATE":
        return one, two
    if _is_open(day, "day", 2):
        day = day._replace(args=(*day.args[:2], None, None, None, one.reading.args[0]))
    weekday = one.reading._replace(kind="day", args=day.args)
    return one._replace(reading=weekday), two._replace(reading=day)


def _of_one_year(one: Reading, two: Reading) -> Reading | None:
    """Return a month or day with the year that the last of its list names, or the one before where it comes later.

    `August and December last year`, `November to February 1998`, `from September 23 to October 8, 2023`.
    """
    if _is_open(one, "month", 1) and two.kind == "month" and (two.args[1] or two.args[3]):
        later = one.args[0] > two.args[0]
        named = None if two.args[1] is None else two.args[1] - later
        shift = None if two.args[3] is None else two.args[3] - later
        return one._replace(args=(one.args[0], named, None, shift))
    if _is_open(one, "day", 2) and two.kind == "day" and two.args[2]:
        return one._replace(args=(*one.args[:2], two.args[2] - (one.args[:2] > two.args[:2]), None))
    return None


_NEVER_ABOUT = frozenset(("weekday", "days", "anchored_days", "anchored_weekday", "holiday"))
"""Before these `about` and `around` are prepositions: talks about Friday."""
_DAYS = frozenset(("day", "weekday", "days", "holiday"))


def _is_day(reading: Reading) -> bool:
    return reading.type == "DATE" and (reading.kind in _DAYS or (reading.kind == "unit" and reading.args[0] == "D"))


def _joined(one: Piece, gap: str, two: Piece, joins: dict[str, frozenset[str]]) -> Piece | None:
    """Return the expression that a day and a time of day make with what stands between them, None where they do not."""
    left, right = one.reading, two.reading
    loose_part = right.kind == "part" and not right.args[1]
    if _is_day(left) and (right.kind == "time" or loose_part):
        if right.kind == "part" and gap:
            return None
        if all(code in joins["JOINS_TIME"] for code in gap):
            return Piece(one.first, two.last, left._replace(type="TIME", tail=right.tail))
    if left.type == "TIME" and left.tail[1:2].isdigit() and loose_part and not gap:
        return Piece(one.first, two.last, left._replace(tail=in_part(left.tail, right.tail)))  # 8 a.m. Friday morning
    if left.kind in {"time", "part"} and _is_day(right):
        if left.kind == "part" and not left.args[1] and not gap:
            return None
        ties = joins["JOINS_EXPLICIT" if two.rule == EXPLICIT else "JOINS_DAY"]
        of = left.kind == "part" and gap in joins["JOINS_PART"]  # the night of May 30
        if of or (len(gap) < 2 and all(code in ties for code in gap)):
            return Piece(one.first, two.last, right._replace(type="TIME", tail=left.tail))
    if left.kind == "time" and right.kind in {"days", "anchored_days"} and right.type == "TIME" and not gap:
        return Piece(one.first, two.last, right._replace(tail=in_part(left.tail, right.tail)))  # 9:30 tonight
    return None
