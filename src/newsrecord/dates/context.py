"""What a text has said so far: the ground that meanings are resolved on, and their calendar arithmetic.

In come the reference date and, one by one, what was resolved; out come the days that the next expression counts from.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from ..timex import DateType

__all__ = ["Context", "Cue", "Meaning", "Value", "day_of", "nearest", "plus"]


class Value(NamedTuple):
    """A TIMEX3 value and how it came about."""

    value: str
    relative: bool
    """Whether it leans on the reference date or another date."""
    anchor: datetime.date | None = None
    """The day that it was counted from."""
    direction: int = 0
    """For a name that comes round again, which way the words around it pointed: -1 back, 1 ahead, 0 neither."""
    day: datetime.date | None = None
    """The day that it names, from which what follows may count."""
    last: datetime.date | None = None
    """The last day of a feast that lasts, where `day` is its first."""
    quarter: tuple[int, int] | None = None
    """The year and quarter that it names."""
    by_month: bool = False
    """Whether it is a month by its name, as figures are told for: `orders rose in February`."""
    type: DateType | None = None
    """Its type, where that is another than the words alone tell."""
    compared: bool = False
    """Whether it is what something is compared with: `a year earlier`, `last year's third quarter`. The text goes on
    from where it was, not from there: the next `a year earlier` means the same year."""


class Cue(NamedTuple):
    """What the words around an expression say of the side of the calendar that it is on."""

    direction: int = 0
    """Which way they point: -1 back, 1 ahead, 0 neither."""
    told: bool = False
    """Whether that is sure, so that it counts even against what is near: `met on January 5`, `must pay by March`."""
    word: str = ""
    """The word that decided."""
    planned: bool = False
    """Whether that is a verb of the present, which tells a plan, of today perhaps: `hosts a call at 9 a.m.`"""


_NAMED = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?![0-9X])")
_PERIOD = re.compile(r"P[0-9]{1,2}M\Z|P1Y\Z|[0-9]{4}(?:-Q[1-4])?\Z")
"""Values of the periods that results are told for: months, a year, a quarter."""


class Context(NamedTuple):
    """What a text has said up to an expression; it answers, and never changes."""

    reference: datetime.date | None
    """The day that the text speaks from, or None."""
    day_first: bool = False
    """Whether `06/01/26` is 6 January."""
    cue: Cue = Cue()
    """What the words around the expression say."""
    day: datetime.date | None = None
    """The day named last."""
    told: datetime.date | None = None
    """The day named last by the text itself: it goes on from there, not from a day of which somebody speaks or that
    only tells which one is meant."""
    near: bool = False
    """Whether the day named last was named in this paragraph."""
    quarter: tuple[int, int] | None = None
    """The year and quarter named last."""
    by_quarter: bool = False
    """Whether the period named last, of any length, was a quarter."""
    year_named: datetime.date | None = None
    """First day of the year or month named last."""
    month_named: datetime.date | None = None
    """First day of the month named last."""
    by_month: bool = False
    """Whether what this paragraph named last was a month by its name."""

    @property
    def anchor(self) -> datetime.date | None:
        """The day that `the day before` or `a week earlier` counts from."""
        return self.day or self.reference

    @property
    def day_of_time(self) -> datetime.date | None:
        """The day of a time of day that names none: the one named last, else that of the text.

        A day to come that another paragraph named is not meant, unless a word of what is to come points ahead.
        """
        ahead = self.cue.direction > 0 and not self.cue.planned
        if self.day and self.reference and self.day > self.reference and not (self.near or ahead):
            return self.reference
        return self.anchor

    def anchor_of(self, unit: str) -> datetime.date | None:
        """Return the first day of what was named last and is not longer than `unit`: `that year` after `March 1998`."""
        if unit == "Q" and self.by_quarter and self.quarter is not None and datetime.MINYEAR <= self.quarter[0] <= 9999:
            return datetime.date(self.quarter[0], 3 * self.quarter[1] - 2, 1)
        named = self.year_named if unit == "Y" else self.month_named if unit in {"Q", "M"} else None
        return named or self.anchor

    def named(self, unit: str) -> bool:
        """Return whether the text has named what something can be `unit`s later than."""
        return bool(self.day or (unit in {"Y", "M"} and self.month_named) or (unit == "Y" and self.year_named))

    def after(self, found: Value, *, dated: bool, aside: bool = False) -> Context:
        """Return what the text has said with one more value.

        Args:
            found: the value.
            dated: whether it is a date or time.
            aside: whether the text does not go on from there: it stands between quotation marks, or only tells which
                one of many something is (`the July 25 call`).
        """
        by_quarter = "-Q" in found.value if _PERIOD.match(found.value) else self.by_quarter
        if found.compared:
            return self._replace(by_quarter=by_quarter)
        year, month = self.year_named, self.month_named
        named = _NAMED.match(found.value) if dated else None
        if named and named[1] != "0000":
            year = datetime.date(int(named[1]), int(named[2] or 1), 1)
            month = year if named[2] else month
        return self._replace(
            day=found.day or self.day,
            told=self.told if aside else found.day or self.told,
            near=self.near or found.day is not None,
            quarter=found.quarter or self.quarter,
            by_quarter=by_quarter,
            year_named=year,
            month_named=month,
            by_month=found.by_month if dated else self.by_month,
        )


class Meaning(Protocol):
    """What an expression says, as far as its own words tell: one class for each kind of meaning."""

    def resolve(self, context: Context) -> Value:
        """Return its value on the ground of what the text has said so far."""
        ...


def plus(
    day: datetime.date | None, *, days: int = 0, weeks: int = 0, months: int = 0, years: int = 0
) -> datetime.date | None:
    """Return the day so long on, None beyond the calendar; a month after 31 January is the last day of February."""
    if day is None:
        return None
    try:
        if months or years:
            year, month = divmod(12 * (day.year + years) + day.month - 1 + months, 12)
            day = datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
        return day + datetime.timedelta(days=days, weeks=weeks)
    except (ValueError, OverflowError):
        return None


def day_of(year: int, month: int, day: int) -> datetime.date | None:
    """Return a day of the calendar, None where there is no such day."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def nearest(days: list[datetime.date], reference: datetime.date, tense: int, sure: int) -> datetime.date | None:
    """Return the nearest of some days; where it is more than `sure` days off, the nearest that the tense allows."""
    if not days:
        return None
    found = min(days, key=lambda day: abs((day - reference).days))
    distance = (found - reference).days
    if tense and abs(distance) > sure and (distance > 0) != (tense > 0):
        fitting = [day for day in days if ((day - reference).days > 0) == (tense > 0)]
        return min(fitting, key=lambda day: abs((day - reference).days), default=found)
    return found
