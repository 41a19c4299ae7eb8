"""What expressions mean that name a span longer than a day: months, seasons, quarters, units, offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..timex import bounds, duration, together
from .context import Cue, Value, plus

if TYPE_CHECKING:
    import datetime

    from .context import Context, Meaning

__all__ = [
    "EndedUnit",
    "Length",
    "Month",
    "Nth",
    "NumberedWeek",
    "Offset",
    "Offsets",
    "Pointed",
    "Quarter",
    "SamePeriod",
    "Season",
    "Shifted",
    "ThatPeriod",
    "ThatQuarter",
    "Unit",
    "WeekOf",
    "Weekend",
    "unit_value",
]


def _year_of(context: Context, year: int | None, shift: int | None) -> int | None:
    if year is not None:
        return year
    if shift is not None and context.reference is not None:
        return context.reference.year + shift
    return None


# --- months and seasons ----------------------------------------------------------------------------------------------


class Month(NamedTuple):
    """A month by its name: `March`, `March 2024`, `last March` (shift -1), `March of next year` (year_shift 1)."""

    month: int
    year: int | None = None
    shift: int | None = None
    year_shift: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it says no more than the name."""
        return self == Month(self.month)

    def resolve(self, context: Context) -> Value:
        reference = context.reference
        found = _year_of(context, self.year, self.year_shift)
        if found is not None:
            anchor = None if self.year else reference
            return Value(f"{found:04}-{self.month:02}", self.year is None, anchor, by_month=True)
        if reference is None:
            return Value(f"XXXX-{self.month:02}", True)
        tense = 0
        if self.shift is not None and self.shift != 0:
            back = (reference.month - self.month) % 12
            months = -(back or 12) if self.shift < 0 else (12 - back)
        elif self.shift == 0:
            months = self.month - reference.month
        else:
            tense = context.cue.direction
            months = _nearest_months(self.month - reference.month, tense, 0 if context.cue.told else _SURE_MONTHS)
        day = plus(reference.replace(day=1), months=months)
        if day is None:
            return Value(f"XXXX-{self.month:02}", True, reference, tense)
        return Value(f"{day.year:04}-{day.month:02}", True, reference, tense, by_month=True)


def _nearest_months(distance: int, tense: int, sure: int) -> int:
    """Return how many months off the month of a name is that is meant.

    Within `sure` months it is the nearest one, whatever the tense says.
    """
    found = (distance + 6) % 12 - 6
    if tense > 0 and found < -sure:
        return found + 12
    if tense <= 0 and found > sure:
        return found - 12
    return found


_SURE_MONTHS = 2
"""A month within so many months of the reference is the nearest one, whatever the tense says."""


class Season(NamedTuple):
    """A season: `summer` (SU), `the winter of 1999`, `last spring` (shift -1), `fall of next year` (year_shift 1)."""

    code: str
    year: int | None = None
    shift: int | None = None
    year_shift: int | None = None

    def resolve(self, context: Context) -> Value:
        found = _year_of(context, self.year, self.year_shift)
        reference = context.reference
        tense = context.cue.direction if self == Season(self.code) else 0
        if found is None and reference is not None:
            place = {"SP": 4, "SU": 7, "FA": 10, "WI": 13}[self.code]  # its middle month
            if self.shift is not None and self.shift < 0:
                found = reference.year if place + 1 < reference.month else reference.year - 1
            elif self.shift is not None and self.shift > 0:
                found = reference.year if place > reference.month else reference.year + 1
            elif self.code == "WI" and reference.month < 6:
                found = reference.year - 1 if tense <= 0 or reference.month < 3 else reference.year
            elif tense < 0 and place - 1 > reference.month:
                found = reference.year - 1
            else:
                found = reference.year
        value = f"{found:04}-{self.code}" if found is not None else f"XXXX-{self.code}"
        return Value(value, self.year is None, None if self.year else reference, tense)


# --- quarters and halves ---------------------------------------------------------------------------------------------


class Quarter(NamedTuple):
    """A quarter or half of a year: `the third quarter` (Q3), `H1 2024`, `last year's first quarter` (year_shift -1)."""

    code: str
    year: int | None = None
    year_shift: int | None = None

    def resolve(self, context: Context) -> Value:
        found = _year_of(context, self.year, self.year_shift)
        reference, tense = context.reference, 0
        number = int(self.code[1])
        if found is None and reference is not None:
            tense = context.cue.direction
            cycle, size = (4, 3) if self.code[0] == "Q" else (2, 6)
            distance = number - 1 - (reference.month - 1) // size
            if distance > 0 and (tense < 0 or (tense == 0 and distance > 1)):
                distance -= cycle
            elif distance < 1 - cycle // 2 and tense > 0:
                distance += cycle
            found = reference.year + ((reference.month - 1) // size + distance) // cycle
        if found is None:
            return Value(f"XXXX-{self.code}", True)
        return Value(
            f"{found:04}-{self.code}",
            self.year is None,
            None if self.year else reference,
            tense,
            quarter=(found, number) if self.code[0] == "Q" else None,
            compared=(self.year_shift or 0) < 0,
        )


class ThatQuarter(NamedTuple):
    """The quarter named last, else the one before this: `the quarter`, `the year-ago quarter` (shift -1)."""

    year: int | None = None
    shift: int | None = None

    def resolve(self, context: Context) -> Value:
        reference, quarter = context.reference, context.quarter
        if quarter is None:
            if reference is None:
                return Value("XXXX-QX", True)
            quarters = reference.year * 4 + (reference.month - 1) // 3 - 1
            quarter = (quarters // 4, quarters % 4 + 1)
        found = self.year if self.year is not None else quarter[0] + (self.shift or 0)
        compared = (self.shift or 0) < 0
        return Value(f"{found:04}-Q{quarter[1]}", True, reference, quarter=quarter, compared=compared)


class ThatPeriod(NamedTuple):
    """`the year-ago period`: a quarter where the text counts in quarters, else a year."""

    year: int | None = None
    shift: int | None = None

    def resolve(self, context: Context) -> Value:
        if context.by_quarter or (self.year is None and context.reference is None):
            return ThatQuarter(self.year, self.shift).resolve(context)
        if self.year is not None:
            return Value(f"{self.year:04}", True)
        return Unit("Y", self.shift or 0).resolve(context)._replace(compared=(self.shift or 0) < 0)


# --- units and offsets -----------------------------------------------------------------------------------------------

_OPEN_UNITS = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX",
               "DE": "XXX", "CE": "XX", "ML": "XXXX"}  # fmt: skip
_SHIFT: dict[str, tuple[str, int]] = {
    "D": ("days", 1), "W": ("weeks", 1), "WE": ("weeks", 1), "M": ("months", 1), "Q": ("months", 3),
    "Y": ("years", 1), "DE": ("years", 10), "CE": ("years", 100), "ML": ("years", 1000),
}  # fmt: skip
_MOST = 10_000
"""Years are four digits: a shift by more than that leaves the calendar."""
_COMPARED = frozenset("MQY")
"""Units that results are compared by."""


def unit_value(day: datetime.date, unit: str) -> str:
    """Return the value of the day, week, month, … that a day lies in."""
    year, week, _ = day.isocalendar()
    return {
        "D": day.isoformat(),
        "W": f"{year:04}-W{week:02}",
        "WE": f"{year:04}-W{week:02}-WE",
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month - 1) // 3 + 1}",
        "Y": f"{day.year:04}",
        "DE": f"{day.year // 10:03}",
        "CE": f"{day.year // 100:02}",
        "ML": f"{day.year:04}",
    }[unit]


class Unit(NamedTuple):
    """A unit pointed at: `last week` (W, -1), `this year`, `the following day` (D, 1, from the day named last)."""

    unit: str
    shift: int = 0
    anchored: bool = False

    def resolve(self, context: Context) -> Value:
        unit, shift = self.unit, self.shift
        anchor = context.anchor_of(unit) if self.anchored else context.reference
        if unit not in _SHIFT:
            return Value("PAST_REF" if shift < 0 else "FUTURE_REF" if shift else "PRESENT_REF", True)
        name, factor = _SHIFT[unit]
        day = plus(anchor, **{name: factor * shift}) if abs(shift) < _MOST else None
        return Value(
            unit_value(day, unit) if day else _OPEN_UNITS[unit],
            True,
            anchor,
            day=day if unit == "D" else None,
            quarter=(day.year, (day.month - 1) // 3 + 1) if day and unit == "Q" else None,
            compared=self.anchored and shift < 0 and unit in _COMPARED,
        )


class Offset(NamedTuple):
    """A unit counted off: `two weeks ago` (W, -2), `a year earlier` (from what was named last), `six years later`.

    `a year ago` is a quarter where the text counts in quarters, as results of companies do; else it is a year. Where no
    day was named that something can be later than, `two days later` is a length.
    """

    unit: str
    shift: int
    anchored: bool = False
    later: bool = False

    def resolve(self, context: Context) -> Value:
        length = Value(duration(self.shift, self.unit), False, type="DURATION")
        if self.later and not context.named(self.unit):
            return length
        compared = self.shift < 0 and self.unit in _COMPARED
        if self.unit == "Y" and self.shift == -1 and context.by_quarter and context.quarter is not None:
            year, number = context.quarter
            return Value(f"{year - 1:04}-Q{number}", True, context.reference, compared=compared)
        if self.unit == "Y" and self.shift == -1 and context.by_month and not context.by_quarter:
            day = plus(context.month_named, years=-1)  # orders rose in February from a year earlier
            return Value(unit_value(day, "M") if day else "XXXX-XX", True, context.month_named, compared=compared)
        found = Unit(self.unit, self.shift, self.anchored).resolve(context)._replace(quarter=None, compared=compared)
        if context.reference is not None and found.value.startswith("X"):  # beyond the calendar
            return Value("PAST_REF" if self.shift < 0 else "FUTURE_REF", True, compared=compared)
        days = bounds(found.value) if self.later and context.cue.direction < 0 and context.reference else None
        if days and context.reference and days[0] > context.reference:  # it was later than something that is not named
            return length
        return found


class Offsets(NamedTuple):
    """Several units counted off together, `two years, three months and a week ago`: the smallest of them is the answer.

    Where no day was named that something can be later than, it is a length, as for `Offset`.
    """

    shifts: tuple[tuple[str, int], ...]
    """Units and how many of them, the largest first."""
    anchored: bool = False
    later: bool = False

    def resolve(self, context: Context) -> Value:
        unit, last = self.shifts[-1]
        if self.later and not context.named(unit):
            return Value(together([duration(abs(n), u) for u, n in self.shifts]), False, type="DURATION")
        back = last < 0
        anchor = context.anchor_of(unit) if self.anchored else context.reference
        day = anchor
        for name, shift in self.shifts:
            if name not in _SHIFT:
                return Value("PAST_REF" if back else "FUTURE_REF", True)
            day = plus(day, **{_SHIFT[name][0]: _SHIFT[name][1] * shift}) if abs(shift) < _MOST else None
        if day is None:
            return Value(_OPEN_UNITS[unit] if anchor is None else "PAST_REF" if back else "FUTURE_REF", True, anchor)
        return Value(unit_value(day, unit), True, anchor, day=day if unit == "D" else None)


class Length(NamedTuple):
    """A length of time: `three weeks` (P3W), `weeks` (PXW).

    With `in` before it, where the words around point ahead, it is the day or week that it ends on: `will resume in two
    weeks`.
    """

    amount: float | None
    unit: str
    ahead: bool = False
    """Whether it may tell a day to come."""

    def resolve(self, context: Context) -> Value:
        if self.ahead and self.amount and context.reference and context.cue.direction > 0:
            found = Offset(self.unit, int(self.amount)).resolve(context)
            return found._replace(type="DATE", direction=1)
        return Value(duration(self.amount, self.unit), False)


class Shifted(NamedTuple):
    """A day counted from another expression: `two days before Christmas`, `90 days from June 1`.

    With a `grain` it is the unit that this day lies in: `the week before Christmas`.
    """

    unit: str
    shift: int
    of: Meaning
    grain: str = ""

    def resolve(self, context: Context) -> Value:
        found = self.of.resolve(context._replace(cue=context.cue._replace(told=context.cue.direction != 0)))
        days = bounds(found.value)
        name, factor = _SHIFT[self.unit]
        start = None if days is None else days[0] if self.shift < 0 else days[1]
        if days is not None and self.unit in "MY" and days[0] != days[1]:
            start = days[0]
        day = plus(start, **{name: factor * self.shift}) if abs(self.shift) < _MOST else None
        if day is None or days is None:
            return Value(_OPEN_UNITS[self.grain or "D"], True, found.anchor)
        grain = self.grain or _grain(days)
        if grain not in "DWMY":
            grain = self.unit
        value = unit_value(day, grain)
        return Value(value, found.relative, found.anchor, found.direction, day=day if grain == "D" else None)


def _grain(days: tuple[datetime.date, datetime.date]) -> str:
    """Return the unit that a stretch of days is."""
    length = (days[1] - days[0]).days + 1
    return "D" if length == 1 else "W" if length <= 7 else "M" if length <= 31 else "Y"


class WeekOf(NamedTuple):
    """The week that a day lies in: `the week of April 10`, `the week ended December 8`; `the weekend of June 5`."""

    of: Meaning
    unit: str = "W"

    def resolve(self, context: Context) -> Value:
        found = self.of.resolve(context)
        days = bounds(found.value)
        if days is None:
            return Value(_OPEN_UNITS[self.unit], True)
        return found._replace(value=unit_value(days[0], self.unit), relative=True)


class NumberedWeek(NamedTuple):
    """A week by its number in ISO 8601: `week 27 of 2027`, `week 3 of next year` (year_shift 1)."""

    week: int
    year: int | None = None
    year_shift: int | None = None

    def resolve(self, context: Context) -> Value:
        year = _year_of(context, self.year, self.year_shift)
        value = f"{year:04}-W{self.week:02}" if year is not None else f"XXXX-W{self.week:02}"
        return Value(value, self.year is None, None if self.year else context.reference)


class Pointed(NamedTuple):
    """An expression whose side a word beside it tells for sure: `Sept. 30` in `the quarter ended Sept. 30`."""

    of: Meaning
    direction: int

    def resolve(self, context: Context) -> Value:
        return self.of.resolve(context._replace(cue=Cue(self.direction, told=True)))


class EndedUnit(NamedTuple):
    """The quarter or fiscal year that ends on a day: `the quarter` in `the quarter ended Sept. 30`.

    A company that does not count by the calendar, `the quarter ended Aug. 26`, gives its quarters numbers of its own:
    there it is the quarter that the text has named, else the one that most of its days lie in.
    """

    unit: str
    of: Meaning

    def resolve(self, context: Context) -> Value:
        found = self.of.resolve(context)
        days = bounds(found.value)
        if self.unit == "Y":
            return Value(f"{days[1].year:04}" if days else "XXXX", True, found.anchor, found.direction)
        middle = plus(days[1], days=-_HALF_A_QUARTER) if days else None
        if middle is None:
            return Value("XXXX-QX", True)
        quarter = (middle.year, (middle.month - 1) // 3 + 1)
        by_calendar = bounds(f"{quarter[0]:04}-Q{quarter[1]}")
        if context.quarter is not None and days and by_calendar and by_calendar[1] != days[1]:
            year, number = context.quarter
            quarter = (year + round((4 * (quarter[0] - year) + quarter[1] - number) / 4), number)
        return Value(f"{quarter[0]:04}-Q{quarter[1]}", True, found.anchor, found.direction, quarter=quarter)


_HALF_A_QUARTER = 45
"""Days: the quarter of a company may end a month off that of the calendar, and is the one that most of it lies in."""


class SamePeriod(NamedTuple):
    """`the same month a year ago`: a year before the one named last, else before that of the reference."""

    unit: str

    def resolve(self, context: Context) -> Value:
        if self.unit == "Q":
            return ThatQuarter(None, -1).resolve(context)
        anchor = context.anchor_of("M") if self.unit == "M" else context.anchor
        day = plus(anchor, years=-1)
        return Value(unit_value(day, self.unit) if day else _OPEN_UNITS[self.unit], True, anchor, compared=True)


class Nth(NamedTuple):
    """A weekday, day, week or month counted within a span: `the first Monday in October`, `the last week of 2024`.

    A month or year that comes round again is the one that brings the day to the side that the words around point to;
    where they point nowhere, that of the reference's own year.
    """

    which: int
    """1 is the first, -1 the last."""
    unit: str
    """`D`, `W`, `WE`, `M`, or the number of a weekday."""
    of: Meaning

    def resolve(self, context: Context) -> Value:
        found = self.of.resolve(context)
        relative = found.relative
        of, reference, tense = self.of, context.reference, context.cue.direction
        if isinstance(of, Month) and of.is_open and reference is not None:
            years = [reference.year + y for y in ((0, -1) if tense < 0 else (0, 1))]
            days = [day for year in years if (day := self._in(bounds(f"{year:04}-{of.month:02}")))]
            fitting = [day for day in days if not tense or (day - reference).days * tense >= 0]
            day = next(iter(fitting), None)
            found = Value("", True, reference, tense)
        else:
            day = self._in((found.day, found.last) if found.day and found.last else bounds(found.value))
        if day is None:
            open_value = f"XXXX-WXX-{self.unit}" if self.unit.isdigit() else _OPEN_UNITS[self.unit]
            return Value(open_value, True, found.anchor)
        unit = "D" if self.unit.isdigit() else self.unit
        value = unit_value(day, unit)
        return Value(value, relative, found.anchor, found.direction, day=day if unit == "D" else None)

    def _in(self, days: tuple[datetime.date, datetime.date] | None) -> datetime.date | None:
        """Return a day of the one counted within some days, None where they hold no such."""
        if days is None:
            return None
        first, last = days
        back = self.which < 0
        count = -self.which if back else self.which
        if self.unit.isdigit() or self.unit == "WE":
            number = int(self.unit) if self.unit.isdigit() else 6
            away = (last.isoweekday() - number) % 7 if back else (number - first.isoweekday()) % 7
            day = plus(last, days=-away - 7 * (count - 1)) if back else plus(first, days=away + 7 * (count - 1))
        elif self.unit == "M":
            day = plus(last, months=1 - count) if back else plus(first, months=count - 1)
        else:
            size = 7 if self.unit == "W" else 1
            day = plus(last, days=-size * (count - 1)) if back else plus(first, days=size * (count - 1))
        return day if day and first <= day <= last else None


class Weekend(NamedTuple):
    """`the weekend`: the last one, early in the week or where the words point back, else the coming one."""

    def resolve(self, context: Context) -> Value:
        reference, tense = context.reference, context.cue.direction
        if reference is None:
            return Value("XXXX-WXX-WE", True)
        past = tense <= 0 and reference.isoweekday() <= (_WEDNESDAY if tense == 0 else _FRIDAY)
        return Unit("WE", -1 if past else 0).resolve(context)._replace(direction=tense)


_WEDNESDAY, _FRIDAY = 3, 5
