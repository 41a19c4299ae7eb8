"""Joining what stands together: pieces in, and out come fewer: a day with its time, ranges and lists, modifiers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..tables import any_of
from .context import day_of
from .meanings import (
    AnchoredDays,
    AnchoredWeekday,
    CalendarDay,
    ClockTime,
    Days,
    Fixed,
    HolidayDay,
    PartOfDay,
    RangeEnd,
    Weekday,
    WeekdayLast,
    WeekdayNth,
)
from .patterns import codes_in, source
from .periods import Month, Nth, Offset, Shifted, Unit
from .reading import EXPLICIT, OPEN_HALF, Piece, Reading, in_part, leading_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..stamps import Stamps
    from ..timex import Mod
    from .context import Meaning
    from .direction import Directions
    from .lexicon import Lexicon
    from .patterns import Alternatives
    from .reading import Paragraph

__all__ = ["Joiner"]

_LIST = 2
"""Tokens that may stand between a day and its time of day: `, at`."""
_JOINS = (
    "JOINS_TIME",
    "JOINS_DAY",
    "JOINS_EXPLICIT",
    "JOINS_PART",
    "APPOSED",
    "OPEN",
    "RANGES",
    "SPANS",
    "ON",
    "THE",
    "CHAIN",
    "AND",
    "BETWEEN",
    "FROM",
    "COMMA",
)
"""Classes of words that tie two expressions."""
_WIDEST_PREFIX = 4
"""Tokens that a modifier before an expression may take."""


class Joiner:
    """What ties expressions in one language; read-only."""

    def __init__(
        self,
        lexicon: Lexicon,
        stamps: Stamps,
        directions: Directions,
        prefixes: Mapping[str, Sequence[tuple[Alternatives, Mod]]],
    ) -> None:
        members = lexicon.members
        self._counts = frozenset("".join(map(members, ("ART", "NUMBERS", "INT", "DECIMAL"))))
        self._joins = {name: frozenset(members(name)) for name in _JOINS}
        self._day = re.compile(rf"[0-9]{{1,2}}(?:{any_of(stamps.ordinals)})?\Z", re.IGNORECASE)
        self._directions = directions
        self._prefixes = prefixes
        self._in_prefixes = {
            kind: frozenset().union(*(codes_in(pattern) for pattern, _ in items)) for kind, items in prefixes.items()
        }
        self._modifiers: dict[str, list[tuple[re.Pattern[str], Mod]]] = {}

    def join(self, paragraph: Paragraph, pieces: list[Piece]) -> list[Piece]:
        """Return the expressions that the pieces of one paragraph make."""
        joined = self._share_days(paragraph, self._join(paragraph, self._open_ranges(paragraph, pieces)))
        return self._share_years(paragraph, self._modify(paragraph.codes, joined))

    def _open_ranges(self, paragraph: Paragraph, pieces: list[Piece]) -> list[Piece]:
        """Give the days before the last of a range or list pieces of their own: `13` in `13-15 October`."""
        opened: list[Piece] = []
        for piece in pieces:
            day = piece.reading.meaning
            if isinstance(day, CalendarDay):
                opened += self._days_before(paragraph, opened, piece, day)
            opened.append(piece)
        return opened

    def _days_before(self, paragraph: Paragraph, opened: list[Piece], piece: Piece, last: CalendarDay) -> list[Piece]:
        """Return the days that a range or list names before its last one: `Monday 20, Tuesday 21 and Sunday 26 April`.

        Weekdays that belong to them are taken off `opened`.
        """
        codes, words, joins = paragraph.codes, paragraph.words, self._joins
        numbers = map(self._day_of, words[piece.first : piece.first + 2])  # to the 15th of October
        if last.day not in numbers:
            return []
        found: list[Piece] = []
        first, lowest = piece.first, last.day
        while True:
            at = first - 1
            if at > 0 and codes[at] in joins["THE"]:  # from the 13th to the 15th of October
                at -= 1
            if at > 0 and codes[at] in joins["RANGES"]:
                at -= 1
                if at > 0 and codes[at] in joins["COMMA"]:
                    at -= 1
            elif at > 0 and found and codes[at] in joins["COMMA"]:
                at -= 1
            else:
                break
            number = self._day_of(words[at]) if at >= 0 else 0
            named = opened[-1] if opened else None  # Monday 20
            nth = named is not None and named.last == at + 1 and isinstance(named.reading.meaning, WeekdayNth)
            if not found and (named is None or named.last <= at) and self._crosses(paragraph, at, number, last.day):
                opening = _in_month_before(last, number)
                return [Piece(at, at + 1, Reading("DATE", opening), piece.rule)] if opening else []
            if not 0 < number < lowest or (named is not None and named.last > at and not nth):
                break
            first, lowest = at, number
            if nth or (named is not None and named.last == at and isinstance(named.reading.meaning, Weekday)):
                first = opened.pop().first
            weekday = last.weekday and (last.weekday - 1 - (last.day - number)) % 7 + 1
            day = last._replace(day=number, weekday=weekday)
            found.insert(0, Piece(first, at + 1, Reading("DATE", day), piece.rule))
        return found

    def _crosses(self, paragraph: Paragraph, at: int, number: int, last: int) -> bool:
        """Whether a number opens a range that ends in the next month: `20th` in `from the 20th to the 3rd of April`."""
        if at < 0 or number <= last:
            return False
        codes, joins = paragraph.codes, self._joins
        opened = codes[at - 2 : at - 1] if codes[at - 1 : at] in joins["THE"] else codes[at - 1 : at]
        between = opened in joins["BETWEEN"]
        tied = codes[at + 1] in joins["SPANS"] or (codes[at + 1] in joins["AND"] and between)
        return tied and (between or opened in joins["FROM"] or not paragraph.words[at].isdigit())

    def _day_of(self, word: str) -> int:
        """Return the day of a month that digits name (`13`, `13th`), 0 where they name none."""
        return leading_number(word) if self._day.match(word) else 0

    def _join(self, paragraph: Paragraph, pieces: list[Piece]) -> list[Piece]:
        """Make one of a day and a time of day that stand together; drop parts of a day that stand for nothing."""
        joined: list[Piece] = []
        for piece in pieces:
            repeated = self._repeated(paragraph, joined, piece)
            if repeated is not None:
                joined[-2:] = repeated
            before = joined[-1] if joined else None
            if before is not None and before.last <= piece.first <= before.last + _LIST:
                gap = paragraph.codes[before.last : piece.first]
                one = _joined(before, gap, piece, self._joins)
                if one is not None:
                    joined[-1] = one._replace(rule=f"{before.rule} + {piece.rule}")
                    continue
            joined.append(piece)
        return [piece for piece in joined if not _is_loose(piece.reading)]

    def _repeated(self, paragraph: Paragraph, pieces: list[Piece], day: Piece) -> list[Piece] | None:
        """Return the times before a day that repeat each other, each of that day: `10:35 a.m. (0735 GMT) Friday`."""
        if len(pieces) < 2 or not _is_day(day.reading):
            return None
        one, two = pieces[-2:]
        times = isinstance(one.reading.meaning, ClockTime) and isinstance(two.reading.meaning, ClockTime)
        if not times or paragraph.words[one.last : two.first] != ["("]:
            return None
        tie = paragraph.words[two.last : day.first]
        tied = tie[1:] in ([], [","]) or (len(tie) == 2 and paragraph.codes[day.first - 1] in self._joins["ON"])
        if tie[:1] != [")"] or not tied:
            return None
        return [
            piece._replace(reading=day.reading._replace(type="TIME", tail=piece.reading.tail)) for piece in (one, two)
        ]

    def _share_days(self, paragraph: Paragraph, pieces: list[Piece]) -> list[Piece]:
        """Give times the day that the last one of their range or list names: `from 9 a.m. to 5 p.m. on Saturday`."""
        for at in range(len(pieces) - 2, -1, -1):
            one, two = pieces[at], pieces[at + 1]
            day = two.reading.meaning
            if not (
                isinstance(one.reading.meaning, ClockTime) and two.reading.type == "TIME" and _is_clock(two.reading)
            ):
                continue
            gap = paragraph.codes[one.last : two.first]
            if isinstance(day, (ClockTime, PartOfDay)) or not 0 < len(gap) <= _LIST:
                continue
            if all(code in self._joins["RANGES"] or code in self._joins["CHAIN"] for code in gap):
                pieces[at] = one.meaning(day)
                if gap in self._joins["RANGES"] and one.reading.tail > two.reading.tail:  # over midnight
                    pieces[at + 1] = two.meaning(Shifted("D", 1, day))
        return pieces

    def _share_years(self, paragraph: Paragraph, pieces: list[Piece]) -> list[Piece]:
        """Give expressions what those beside them name: the year of a list or range, the date of a weekday."""
        for at in range(len(pieces) - 2, -1, -1):
            one, two = pieces[at], pieces[at + 1]
            gap = paragraph.codes[one.last : two.first]
            if gap in self._joins["APPOSED"]:
                pieces[at : at + 2] = one, two = _apposed(one, two)
            if gap in self._joins["OPEN"] and (elsewhere := _elsewhere(one.reading.meaning, two.reading.meaning)):
                pieces[at + 1] = two = two.meaning(elsewhere)
            if not self._directions.chained(paragraph, one, two):
                continue
            first, last = one.reading.meaning, two.reading.meaning
            between = one.first > 0 and paragraph.codes[one.first - 1] in self._joins["BETWEEN"]
            is_range = gap in self._joins["SPANS"] or (between and gap in self._joins["AND"])
            is_range = is_range or (gap in self._joins["AND"] and _follow(first, last))
            if (each := _of_each_week(one.reading, two.reading)) is not None:
                pieces[at] = one._replace(reading=each)
            elif (shared := _of_one_year(first, last)) is not None:
                pieces[at] = one.meaning(shared)
            elif is_range and (shared := _of_first_year(first, last)) is not None:
                pieces[at + 1] = two.meaning(shared)
            elif is_range and (ends := _ends(first, last)) is not None:
                pieces[at : at + 2] = one.meaning(ends[0]), two.meaning(ends[1])
        return pieces

    def _modifiers_of(self, kind: str) -> list[tuple[re.Pattern[str], Mod]]:
        """Return the patterns of the modifiers before expressions of a kind, made when they are first asked for."""
        found = self._modifiers.get(kind)
        if found is None:
            found = [(re.compile(source(pattern) + r"\Z"), mod) for pattern, mod in self._prefixes[kind]]
            self._modifiers[kind] = found
        return found

    def _modify(self, codes: str, pieces: list[Piece]) -> list[Piece]:
        """Take in the words before expressions that modify them: `early`, `more than`."""
        modified: list[Piece] = []
        low = 0
        for piece in pieces:
            one = piece
            meaning = piece.reading.meaning
            kind = _PREFIXES.get(piece.reading.type)
            if kind and piece.reading.mod is None and not _is_vague(meaning):
                if isinstance(meaning, Offset):
                    kind = "duration_prefix"
                if kind == "duration_prefix" and codes[piece.first] not in self._counts:
                    modified.append(piece)
                    low = piece.last
                    continue
                if not piece.first or codes[piece.first - 1] not in self._in_prefixes[kind]:
                    modified.append(piece)
                    low = piece.last
                    continue
                for pattern, mod in self._modifiers_of(kind):
                    if mod == "APPROX" and isinstance(meaning, _NEVER_ABOUT):
                        continue
                    found = pattern.search(codes, max(low, piece.first - _WIDEST_PREFIX), piece.first)
                    if found and mod == "END" and isinstance(meaning, HolidayDay) and meaning.rule.lasts:
                        one = piece._replace(first=found.start()).meaning(meaning._replace(end=True))
                        break
                    if found:
                        one = piece._replace(first=found.start(), reading=piece.reading._replace(mod=mod))
                        break
            modified.append(one)
            low = piece.last
        return modified


_PREFIXES = {"DATE": "date_prefix", "TIME": "date_prefix", "DURATION": "duration_prefix"}
"""The table of modifiers for each type of expression."""
_NEVER_ABOUT = (Weekday, Days, AnchoredDays, AnchoredWeekday, HolidayDay, WeekdayLast)
"""Before these `about` and `around` are prepositions: talks about Friday."""


def _is_vague(meaning: Meaning) -> bool:
    """Whether a meaning is `PAST_REF` or the like."""
    return isinstance(meaning, Fixed) and meaning.value.endswith("_REF")


def _is_loose(reading: Reading) -> bool:
    """Whether a reading is a part of a day that cannot stand alone."""
    return isinstance(reading.meaning, PartOfDay) and not reading.meaning.alone


def _is_clock(reading: Reading) -> bool:
    """Whether a time is by the clock, not a part of the day."""
    return reading.tail[1:2].isdigit()


def _is_day(reading: Reading) -> bool:
    meaning = reading.meaning
    is_day = isinstance(meaning, (CalendarDay, Weekday, WeekdayLast, Days, HolidayDay))
    return reading.type == "DATE" and (is_day or (isinstance(meaning, Unit) and meaning.unit == "D"))


# --- lists and ranges ------------------------------------------------------------------------------------------------


_OPEN = (Weekday, CalendarDay, Month)


def _ends(first: Meaning, last: Meaning) -> tuple[RangeEnd, RangeEnd] | None:
    """Return the ends of a range of two names of one kind that come round again, so that one end tells the other."""
    if not isinstance(first, _OPEN) or not isinstance(last, _OPEN) or type(first) is not type(last):
        return None
    if not (first.is_open and last.is_open):
        return None
    return RangeEnd(first, last, is_last=False), RangeEnd(first, last, is_last=True)


def _follow(first: Meaning, last: Meaning) -> bool:
    """Whether two months are so close that they are of one stretch: `in March and April`."""
    if not isinstance(first, Month) or not isinstance(last, Month):
        return False
    return 0 < (last.month - first.month) % _YEAR <= _FEW_MONTHS


_YEAR, _FEW_MONTHS = 12, 3
_LEAP_YEAR = 2000
"""A year in which each month has all the days that it can have."""


def _apposed(one: Piece, two: Piece) -> tuple[Piece, Piece]:
    """Make one day of a weekday and the date beside it: `on Wednesday (Feb. 24)`, `Thursday afternoon, June 23`."""
    weekday, day = one.reading.meaning, two.reading.meaning
    if not isinstance(weekday, (Weekday, WeekdayLast)) or not isinstance(day, CalendarDay):
        return one, two
    if two.reading.type != "DATE" or (isinstance(weekday, Weekday) and not weekday.is_open):
        return one, two
    if day.is_open:
        day = CalendarDay(day.month, day.day, weekday=weekday.number)
    return one.meaning(day), two.meaning(day)


def _elsewhere(here: Meaning, there: Meaning) -> AnchoredWeekday | None:
    """Return a weekday in brackets beside its neighbour, which tells one moment: `Tuesday (early Wednesday AEST)`."""
    if not isinstance(here, Weekday) or not isinstance(there, Weekday) or not there.is_open:
        return None
    ahead = (there.number - here.number) % 7
    return AnchoredWeekday(there.number, 1 if ahead == 1 else -1) if ahead in _BESIDE else None


_BESIDE = (1, 6)
"""Days from a weekday to the one after it, to the one before it."""


def _of_each_week(one: Reading, two: Reading) -> Reading | None:
    """Return a weekday with the part of each such day that the last of its list names: `Monday and Tuesday nights`."""
    weekday, nights = one.meaning, two.meaning
    if not isinstance(weekday, Weekday) or not weekday.is_open or not isinstance(nights, Fixed):
        return None
    part = _WEEKLY_PART.match(nights.value)
    return part and Reading(two.type, Fixed(f"XXXX-WXX-{weekday.number}{part[1]}"))


_WEEKLY_PART = re.compile(r"XXXX-WXX-[1-7](T[A-Z]{2})\Z")


def _of_one_year(one: Meaning, two: Meaning) -> Meaning | None:
    """Return a month or day with the year that the last of its list names, or the one before where it comes later.

    `August and December last year`, `November to February 1998`, `from September 23 to October 8, 2023`.
    """
    if isinstance(one, Nth) and isinstance(two, Nth):  # the last week of April and the first week of May 1867
        within = _of_one_year(one.of, two.of)
        return within and one._replace(of=within)
    if isinstance(one, Month) and one.is_open and isinstance(two, Month):
        later = one.month > two.month
        if two.year is not None:
            return Month(one.month, two.year - later)
        return None if two.year_shift is None else Month(one.month, year_shift=two.year_shift - later)
    if isinstance(one, CalendarDay) and one.is_open and isinstance(two, CalendarDay):
        later = one[:2] > two[:2]
        if two.year is not None:
            return one._replace(year=two.year - later)
        return None if two.year_shift is None else one._replace(year_shift=two.year_shift - later)
    return None


def _in_month_before(last: CalendarDay, number: int) -> CalendarDay | None:
    """Return a day of the month before that of another, None where that month has no such day."""
    month, back = (last.month - 1, 0) if last.month > 1 else (_YEAR, 1)
    if day_of(_LEAP_YEAR, month, number) is None:
        return None
    year = None if last.year is None else last.year - back
    return CalendarDay(month, number, year, year_shift=None if last.year_shift is None else last.year_shift - back)


def _of_first_year(one: Meaning, two: Meaning) -> Meaning | None:
    """Return the end of a range with the year that its start names: `from May 3, 2024, to June 5`."""
    if isinstance(one, Month) and one.year is not None and isinstance(two, Month) and two.is_open:
        return Month(two.month, one.year + (two.month < one.month))
    if isinstance(one, CalendarDay) and one.year is not None and isinstance(two, CalendarDay) and two.is_open:
        return two._replace(year=one.year + (two[:2] < one[:2]))
    return None


# --- a day and its time ----------------------------------------------------------------------------------------------


def _joined(one: Piece, gap: str, two: Piece, joins: Mapping[str, frozenset[str]]) -> Piece | None:
    """Return the expression that a day and a time of day make with what stands between them, None where they do not."""
    left, right = one.reading, two.reading
    loose_part = _is_loose(right)
    if _is_day(left) and (isinstance(right.meaning, ClockTime) or loose_part):
        if loose_part and gap:
            return None
        if all(code in joins["JOINS_TIME"] for code in gap):
            return Piece(one.first, two.last, left._replace(type="TIME", tail=right.tail))
    if left.type == "TIME" and _is_clock(left) and loose_part and not gap:
        return Piece(one.first, two.last, left._replace(tail=in_part(left.tail, right.tail)))  # 8 a.m. Friday morning
    if isinstance(left.meaning, (ClockTime, PartOfDay)) and _is_day(right):
        if _is_loose(left) and not gap:
            return None
        ties = joins["JOINS_EXPLICIT" if two.rule == EXPLICIT else "JOINS_DAY"]
        of = isinstance(left.meaning, PartOfDay) and gap in joins["JOINS_PART"]  # the night of May 30
        if of or (len(gap) < 2 and all(code in ties for code in gap)):
            return Piece(one.first, two.last, right._replace(type="TIME", tail=left.tail))
    if isinstance(left.meaning, ClockTime) and _is_part_of_a_day(right) and not gap:
        return Piece(one.first, two.last, right._replace(tail=in_part(left.tail, right.tail)))  # 9:30 tonight
    if _is_part_of_a_day(left) and isinstance(right.meaning, ClockTime) and right.tail.endswith(OPEN_HALF) and not gap:
        return Piece(one.first, two.last, left._replace(tail=in_part(right.tail, left.tail)))  # this afternoon at 3
    if right.type == "SET" and isinstance(left.meaning, ClockTime) and not gap.strip("".join(joins["JOINS_DAY"])):
        each = _each_at(two, one)
        return each and each._replace(first=one.first, last=two.last)  # 9 a.m. every Sunday
    if left.type == "SET" and isinstance(right.meaning, ClockTime) and all(code in joins["JOINS_TIME"] for code in gap):
        return _each_at(one, two)
    week = left.meaning
    in_week = isinstance(week, Unit) and week.unit == "W" and not week.anchored and left.type == "DATE"
    weekday = right.meaning
    tied = all(code in joins["JOINS_DAY"] for code in gap)  # next week on Friday
    if tied and in_week and isinstance(week, Unit) and isinstance(weekday, Weekday) and weekday.is_open:
        return Piece(one.first, two.last, right._replace(meaning=Weekday(weekday.number, week=week.shift)))
    return None


def _is_part_of_a_day(reading: Reading) -> bool:
    """Whether a time is a part of a certain day: `tonight`, `tomorrow morning`."""
    return reading.type == "TIME" and not _is_clock(reading) and not isinstance(reading.meaning, (ClockTime, PartOfDay))


def _each_at(one: Piece, two: Piece) -> Piece | None:
    """Return a set with a time of day, `every Tuesday at 9 a.m.`, None where it names no day."""
    each = one.reading.meaning
    if not isinstance(each, Fixed):
        return None
    day = {"P1D": "XXXX-XX-XX"}.get(each.value, each.value)
    if not _EACH_DAY.match(day):
        return None
    tail = two.reading.tail.removesuffix(OPEN_HALF)
    return Piece(one.first, two.last, one.reading._replace(meaning=Fixed(f"{day}{tail}")))


_EACH_DAY = re.compile(r"XXXX-(?:WXX-[1-7]|XX-XX)\Z")
