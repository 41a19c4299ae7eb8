"""What expressions mean that name a span longer than a day: months, seasons, quarters, units, offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .context import Value, plus

if TYPE_CHECKING:
    import datetime

    from .context import Context

__all__ = ["Month", "Offset", "Quarter", "Season", "ThatPeriod", "ThatQuarter", "Unit", "Weekend", "unit_value"]


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
            return Value(f"{found:04}-{self.month:02}", self.year is None, None if self.year else reference)
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
            months = _nearest_months(self.month - reference.month, tense)
        day = plus(reference.replace(day=1), months=months)
        return Value(f"{day.year:04}-{day.month:02}" if day else f"XXXX-{self.month:02}", True, reference, tense)


def _nearest_months(distance: int, tense: int) -> int:
    """Return how many months off the month of a name is that is meant."""
    found = (distance + 6) % 12 - 6
    if tense > 0 and found < -_SURE_MONTHS:
        return found + 12
    if tense <= 0 and found > _SURE_MONTHS:
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
_COMPARED = frozenset("QY")
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
    """A unit counted off: `two weeks ago` (W, -2), `a year earlier` (from what was named last).

    `a year ago` is a quarter where the text counts in quarters, as results of companies do; else it is a year.
    """

    unit: str
    shift: int
    anchored: bool = False

    def resolve(self, context: Context) -> Value:
        compared = self.shift < 0 and self.unit in _COMPARED
        if self.unit == "Y" and self.shift == -1 and context.by_quarter and context.quarter is not None:
            year, number = context.quarter
            return Value(f"{year - 1:04}-Q{number}", True, context.reference, compared=compared)
        found = Unit(self.unit, self.shift, self.anchored).resolve(context)._replace(quarter=None, compared=compared)
        if context.reference is not None and found.value.startswith("X"):  # beyond the calendar
            return Value("PAST_REF" if self.shift < 0 else "FUTURE_REF", True, compared=compared)
        return found


class Weekend(NamedTuple):
    """`the weekend`: the last one, early in the week or where the words point back, else the coming one."""

    def resolve(self, context: Context) -> Value:
        reference, tense = context.reference, context.cue.direction
        if reference is None:
            return Value("XXXX-WXX-WE", True)
        past = tense <= 0 and reference.isoweekday() <= (_WEDNESDAY if tense == 0 else _FRIDAY)
        return Unit("WE", -1 if past else 0).resolve(context)._replace(direction=tense)


_WEDNESDAY, _FRIDAY = 3, 5
