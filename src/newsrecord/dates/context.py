"""What a text has said so far: the ground that the resolvers stand on, and their calendar arithmetic.

In come the reference date and, one by one, what was resolved; out come the days that the next expression counts from.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

__all__ = ["Context", "Value", "day_of", "nearest", "plus"]


class Value(NamedTuple):
    """A TIMEX3 value and how it came about."""

    value: str
    relative: bool
    """Whether it leans on the reference date or another date."""
    anchor: datetime.date | None = None
    """The day that it was counted from."""
    direction: int = 0
    """For a name that comes round again, which way the words around it pointed: -1 back, 1 ahead, 0 neither."""


_NAMED = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?![0-9X])")
_PERIOD = re.compile(r"P[0-9]{1,2}M\Z|P1Y\Z|[0-9]{4}(?:-Q[1-4])?\Z")
"""Values of the periods that results are told for: months, a year, a quarter."""


class Context:
    """What a text has said so far, in the order of its expressions."""

    __slots__ = ("_named", "by_quarter", "day", "day_first", "quarter", "reference", "tense", "told")

    def __init__(self, reference: datetime.date | None, *, day_first: bool = False) -> None:
        self.reference: datetime.date | None = reference
        """The day that the text speaks from, or None."""
        self.day_first: bool = day_first
        """Whether `06/01/26` is 6 January."""
        self.day: datetime.date | None = None
        """The day named last."""
        self.quarter: tuple[int, int] | None = None
        """The year and quarter named last."""
        self.by_quarter: bool = False
        """Whether the period named last, of any length, was a quarter."""
        self._named: dict[str, datetime.date] = {}
        self.tense: int = 0
        """Which way the words around the expression point: -1 back, 1 ahead, 0 neither."""
        self.told: bool = False
        """Whether the expression says when something happened: `met on January 5`."""

    @property
    def anchor(self) -> datetime.date | None:
        """The day that `the day before` or `a week earlier` counts from."""
        return self.day or self.reference

    def anchor_of(self, unit: str) -> datetime.date | None:
        """The first day of what was named last and is no longer than `unit`: `that year` after `in March 1998`."""
        return self._named.get(unit) or self.anchor

    def note(self, value: str) -> None:
        """Remember that a value was named."""
        match = _NAMED.match(value)
        if match and match[1] != "0000":
            first = datetime.date(int(match[1]), int(match[2] or 1), 1)
            for unit in "YQM" if match[2] else "Y":
                self._named[unit] = first

    def note_period(self, value: str) -> None:
        """Remember what kind of period the text counts in."""
        if _PERIOD.match(value):
            self.by_quarter = "-Q" in value

    def iso(self, day: datetime.date) -> str:
        """Return a day as a value and remember that it was named."""
        self.day = day
        return day.isoformat()


def plus(day: datetime.date | None, **shift: int) -> datetime.date | None:
    """Return the day some `days`, `weeks`, `months` or `years` on, None beyond the calendar."""
    from dateutil.relativedelta import relativedelta  # on first use: `import newsrecord` stays light

    try:
        return day + relativedelta(**shift) if day else None  # type: ignore[arg-type]
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
