"""What expressions mean that name a day, or that lean on nothing: one class a kind, each with the way to its value.

Each is resolved against the reference date, and where news does so against what the text named before. A name that
comes round again (a weekday, `October 28`) is the nearest one; the tense around it decides which way to look where the
nearest is not plain. Without a reference date values stay open: `XXXX-10-28`, `XXXX-WXX-5`. Longer spans are in
`periods.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..timex import bounds
from .context import Context, Value, day_of, nearest, plus
from .holidays import holidays_in, last_day
from .periods import Month, unit_value

if TYPE_CHECKING:
    import datetime

    from .holidays import HolidayRule

__all__ = [
    "AnchoredDays",
    "AnchoredWeekday",
    "CalendarDay",
    "ClockTime",
    "DayOfMonth",
    "Days",
    "Fixed",
    "HolidayDay",
    "HolidayWeek",
    "NumericDay",
    "Overnight",
    "PartOfDay",
    "RangeEnd",
    "Weekday",
    "WeekdayLast",
    "WeekdayNth",
]


def _day_value(day: datetime.date | None, open_value: str, anchor: datetime.date | None, direction: int = 0) -> Value:
    """Return the value of a day that leans on another, the open one where it is not known."""
    return Value(day.isoformat() if day else open_value, True, anchor, direction, day=day)


# --- days counted from others ----------------------------------------------------------------------------------------


class Fixed(NamedTuple):
    """A value that the words say themselves: `in 2022` (2022), `three weeks` (P3W), `recently` (PAST_REF)."""

    value: str
    relative: bool = False
    """Whether it leans on the day of the text: `PAST_REF` does."""

    def resolve(self, _: Context) -> Value:
        return Value(self.value, self.relative)


class Days(NamedTuple):
    """A day counted from the reference date: `today` (0), `yesterday` (-1), `the day after tomorrow` (2)."""

    days: int

    def resolve(self, context: Context) -> Value:
        return _day_value(plus(context.reference, days=self.days), "XXXX-XX-XX", context.reference)


class AnchoredDays(NamedTuple):
    """A day counted from the one named last: `that night` (0), `the previous night` (-1)."""

    days: int

    def resolve(self, context: Context) -> Value:
        return _day_value(plus(context.anchor, days=self.days), "XXXX-XX-XX", context.anchor)


class Overnight(NamedTuple):
    """The night before the day named last, by the evening that it begins on; where tense is ahead, the one after."""

    def resolve(self, context: Context) -> Value:
        return AnchoredDays(0 if context.cue.direction > 0 else -1).resolve(context)


class ClockTime(NamedTuple):
    """A time by the clock, `at 9 a.m.`, on the day named last, but for one to come of another paragraph."""

    def resolve(self, context: Context) -> Value:
        return _day_value(context.day_of_time, "XXXX-XX-XX", context.day_of_time)


class PartOfDay(NamedTuple):
    """A part of the day named last: `in the morning`."""

    alone: bool
    """Whether it may stand alone; else it needs a day to join."""

    def resolve(self, context: Context) -> Value:
        return AnchoredDays(0).resolve(context)


# --- weekdays --------------------------------------------------------------------------------------------------------


class Weekday(NamedTuple):
    """A weekday by its name: `Monday`, `last Friday` (shift -1), `Tuesday next week` (week 1)."""

    number: int
    """1 is Monday, as in ISO 8601."""
    shift: int | None = None
    week: int | None = None
    known: bool = False
    """Whether its article points at the one that the text has named: `the Thursday night`, after `Thursday last`."""
    alone: bool = False
    """Whether it is the name of nothing else, so that it may follow a day that the paragraph has named: `sailed on
    Friday, March 1, 2024, and sank on the Monday`."""

    @property
    def is_open(self) -> bool:
        """Whether it says no more than the name."""
        return self.shift is None and self.week is None

    def resolve(self, context: Context) -> Value:
        reference = context.reference
        if reference is None:
            return Value(f"XXXX-WXX-{self.number}", True)
        if self.known and context.day is not None:
            ahead = (self.number - context.day.isoweekday()) % 7
            if not ahead or (self.alone and context.near):
                return AnchoredWeekday(self.number, 1 if ahead else 0).resolve(context)
        tense = 0
        back = (reference.isoweekday() - self.number) % 7
        if self.week is not None:
            days = 7 * self.week + self.number - reference.isoweekday()
        elif self.shift is None:
            tense = context.cue.direction
            days = 7 - back if tense > 0 and back else -back
        elif self.shift < 0:
            days = -(back or 7)
        elif self.shift > 0:
            days = 7 - back
        else:
            days = self.number - reference.isoweekday()
        return _day_value(plus(reference, days=days), f"XXXX-WXX-{self.number}", reference, tense)


class WeekdayLast(NamedTuple):
    """`Thursday last`: the last one, but not yesterday, which would be called so: on a Friday it is eight days ago."""

    number: int

    def resolve(self, context: Context) -> Value:
        reference = context.reference
        back = (reference.isoweekday() - self.number) % 7 if reference else 0
        days = -back if back > 1 else -back - 7
        return _day_value(plus(reference, days=days), f"XXXX-WXX-{self.number}", reference)


class AnchoredWeekday(NamedTuple):
    """A weekday counted from the day named last: `the previous Friday` (-1), `the same Friday` (0).

    With `in_week` it is that of a week so counted: `Monday of the following week`.
    """

    number: int
    shift: int
    in_week: bool = False

    def resolve(self, context: Context) -> Value:
        anchor = context.anchor
        if anchor is None:
            return Value(f"XXXX-WXX-{self.number}", True)
        back = (anchor.isoweekday() - self.number) % 7
        days = -(back or 7) if self.shift < 0 else 7 - back if self.shift > 0 else -back
        if self.in_week:
            days = 7 * self.shift + self.number - anchor.isoweekday()
        return _day_value(plus(anchor, days=days), f"XXXX-WXX-{self.number}", anchor)


class WeekdayNth(NamedTuple):
    """`Friday the 13th`: the nearest such day, on the side that the words around point to."""

    number: int
    day: int

    def resolve(self, context: Context) -> Value:
        reference, tense = context.reference, context.cue.direction
        if reference is None:
            return Value(f"XXXX-XX-{self.day:02}", True)
        months = [plus(reference.replace(day=1), months=away) for away in range(-_FEW_MONTHS, _FEW_MONTHS + 1)]
        days = [day for month in months if month and (day := day_of(month.year, month.month, self.day))]
        fitting = [day for day in days if day.isoweekday() == self.number]
        return _day_value(nearest(fitting, reference, tense, 0), f"XXXX-XX-{self.day:02}", reference, tense)


_FEW_MONTHS = 14
"""Within so many months each day of the month up to the 28th falls on each weekday."""


# --- days of a month -------------------------------------------------------------------------------------------------


class CalendarDay(NamedTuple):
    """A day of a month: `October 28`, `28 October 2025`, `Tuesday, Oct. 28`, `last May 5` (shift -1)."""

    month: int
    day: int
    year: int | None = None
    shift: int | None = None
    year_shift: int | None = None
    weekday: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it says no more than the month and the day."""
        return self == CalendarDay(self.month, self.day)

    def resolve(self, context: Context) -> Value:
        open_value = f"XXXX-{self.month:02}-{self.day:02}"
        reference = context.reference
        if self.year is not None:
            return _day_value(day_of(self.year, self.month, self.day), open_value, None)._replace(relative=False)
        if reference is None:
            return Value(open_value, True)
        if self.year_shift is not None:
            date = day_of(reference.year + self.year_shift, self.month, self.day)
            return _day_value(date, open_value, reference)
        tense = context.cue.direction if self.shift is None else self.shift
        sure = _TOLD_DAYS if context.cue.told and self.shift is None else _SURE_DAYS
        candidates = [found for y in (-1, 0, 1) if (found := day_of(reference.year + y, self.month, self.day))]
        chosen = nearest(candidates, reference, tense, sure)
        told = chosen and tense and (chosen > reference) == (tense > 0) and _near(chosen, reference, _SURE_DAYS)
        if self.weekday and not told:  # of years that follow each other, a day of the year is a Sunday in one at most
            fitting = (d for d in candidates if d.isoweekday() == self.weekday and _near(d, reference, _ONE_YEAR))
            chosen = next(fitting, chosen)
        return _day_value(chosen, open_value, reference, tense)


_SURE_DAYS = 60
"""A date within so many days of the reference is the nearest one, whatever the tense says."""
_TOLD_DAYS = 14
"""The same where the words tell on which side it lies: stories are brought up to date, and no paper means a day almost
a year off without its year."""


def _near(day: datetime.date, reference: datetime.date, days: int) -> bool:
    return abs((day - reference).days) <= days


_ONE_YEAR = 366
"""A weekday beside a date tells its year so far from the reference; beyond, it is rather a slip of the pen."""


class NumericDay(NamedTuple):
    """`10/30/89`: the order of day and month is as in the rest of the text."""

    one: int
    two: int
    year: int

    def resolve(self, context: Context) -> Value:
        swapped = self.one > _MONTHS or (context.day_first and self.two <= _MONTHS)
        month, day = (self.two, self.one) if swapped else (self.one, self.two)
        return _day_value(day_of(self.year, month, day), "XXXX-XX-XX", None)._replace(relative=False)


_MONTHS = 12


class DayOfMonth(NamedTuple):
    """`on the 15th`: of the month named last, else of this one; `the 15th of next month` (shift 1)."""

    day: int
    shift: int | None = None

    def resolve(self, context: Context) -> Value:
        anchor = context.reference if self.shift is not None else context.anchor_of("M")
        month = plus(anchor.replace(day=1), months=self.shift or 0) if anchor else None
        date = day_of(month.year, month.month, self.day) if month else None
        return _day_value(date, f"XXXX-XX-{self.day:02}", anchor)


class HolidayDay(NamedTuple):
    """A holiday: `Christmas Eve`, `Easter 2019`, `last Easter` (shift -1), `Diwali this year` (year_shift 0).

    A feast that lasts is dated by its first day, `the end of Ramadan` (end) by its last.
    """

    rule: HolidayRule
    year: int | None = None
    shift: int | None = None
    year_shift: int | None = None
    end: bool = False

    def resolve(self, context: Context) -> Value:
        found = self._resolved(context)
        if found.day is None:
            return found
        last = last_day(found.day, self.rule)
        return found._replace(value=last.isoformat(), day=last) if self.end else found._replace(last=last)

    def _resolved(self, context: Context) -> Value:
        reference, year = context.reference, self.year
        if year is None and self.year_shift is not None and reference is not None:
            year = reference.year + self.year_shift
        if year is not None:
            found = next(iter(holidays_in(year, self.rule)), None)
            value = _day_value(found, f"{year:04}-XX-XX", None if self.year else reference)
            return value._replace(relative=self.year is None)
        if reference is None:
            fixed = self.rule.kind == "fixed"
            return Value("XXXX-{:02}-{:02}".format(*self.rule.numbers) if fixed else "XXXX-XX-XX", True)
        years = range(max(1, reference.year - 1), min(9999, reference.year + 1) + 1)
        candidates = [day for year in years for day in holidays_in(year, self.rule)]
        tense = context.cue.direction if self.shift is None else self.shift
        sure = 0 if self.shift or (self.shift is None and context.cue.told) else _QUARTER
        return _day_value(nearest(candidates, reference, tense, sure), "XXXX-XX-XX", reference, tense)


class HolidayWeek(NamedTuple):
    """The weekend or week of a holiday: `the Memorial Day weekend`, which its Monday ends, `Thanksgiving week`."""

    day: HolidayDay
    unit: str

    def resolve(self, context: Context) -> Value:
        found = self.day.resolve(context)
        if found.day is None:
            return Value("XXXX-WXX-WE" if self.unit == "WE" else "XXXX-WXX", True)
        early = self.unit == "WE" and found.day.isoweekday() <= _TUESDAY
        day = plus(found.day, days=-_TUESDAY if early else 0) or found.day
        return found._replace(value=unit_value(day, self.unit))


_TUESDAY = 2
_QUARTER = 92
"""Of a holiday within so many days of the reference the nearest is meant: they are spoken of from further off."""


# --- ranges ----------------------------------------------------------------------------------------------------------


class RangeEnd(NamedTuple):
    """An end of a range of two names that come round again: `Monday to Friday`, `from January to October`.

    The words around tell the start of what is to come, the end of what lies back; the other end is the one beside it.
    """

    first: Weekday | CalendarDay | Month
    last: Weekday | CalendarDay | Month
    is_last: bool
    """Which of the two it is."""

    def resolve(self, context: Context) -> Value:
        ahead = context.cue.direction > 0
        found = (self.first if ahead else self.last).resolve(context)
        if self.is_last != ahead:
            return found
        return _beside(self.last if ahead else self.first, found, after=ahead)


def _beside(meaning: Weekday | CalendarDay | Month, found: Value, *, after: bool) -> Value:
    """Return the value of a name that comes round again: its next time after another value, or its last one before."""
    days = bounds(found.value)
    if days is None:
        return meaning.resolve(Context(None))
    day = days[0]
    if isinstance(meaning, Weekday):
        away = (meaning.number - day.isoweekday()) % 7 if after else -((day.isoweekday() - meaning.number) % 7)
        beside = plus(day, days=away)
        return found._replace(value=beside.isoformat() if beside else f"XXXX-WXX-{meaning.number}", day=beside)
    if isinstance(meaning, Month):
        year = day.year + ((meaning.month < day.month) if after else -(meaning.month > day.month))
        return found._replace(value=f"{year:04}-{meaning.month:02}")
    named = (meaning.month, meaning.day)
    year = day.year + ((named < (day.month, day.day)) if after else -(named > (day.month, day.day)))
    beside = day_of(year, *named)
    return found._replace(value=beside.isoformat() if beside else f"XXXX-{named[0]:02}-{named[1]:02}", day=beside)
