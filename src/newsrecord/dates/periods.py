"""Resolvers of months, quarters, seasons, units and offsets: what a reading says goes in, its value comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .context import Context, Value, plus

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

__all__ = ["RESOLVERS", "unit_value"]


def _year_of(context: Context, year: int | None, shift: int | None) -> int | None:
    if year is not None:
        return year
    if shift is not None and context.reference is not None:
        return context.reference.year + shift
    return None


# --- months and seasons ----------------------------------------------------------------------------------------------


def _month(context: Context, month: int, year: int | None, shift: int | None, year_shift: int | None) -> Value:
    reference = context.reference
    found = _year_of(context, year, year_shift)
    if found is not None:
        return Value(f"{found:04}-{month:02}", year is None, None if year else reference)
    if reference is None:
        return Value(f"XXXX-{month:02}", True)
    tense = 0
    if shift is not None and shift != 0:
        back = (reference.month - month) % 12
        months = -(back or 12) if shift < 0 else (12 - back)
    elif shift == 0:
        months = month - reference.month
    else:
        tense = context.tense
        months = _nearest_months(month - reference.month, tense)
    day = plus(reference.replace(day=1), months=months)
    return Value(f"{day.year:04}-{day.month:02}" if day else f"XXXX-{month:02}", True, reference, tense)


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


def _season(context: Context, code: str, year: int | None, shift: int | None, year_shift: int | None) -> Value:
    found = _year_of(context, year, year_shift)
    reference = context.reference
    tense = context.tense if year is None and shift is None and year_shift is None else 0
    if found is None and reference is not None:
        place = {"SP": 4, "SU": 7, "FA": 10, "WI": 13}[code]  # its middle month
        if shift is not None and shift < 0:
            found = reference.year if place + 1 < reference.month else reference.year - 1
        elif shift is not None and shift > 0:
            found = reference.year if place > reference.month else reference.year + 1
        elif code == "WI" and reference.month < 6:
            found = reference.year - 1 if tense <= 0 or reference.month < 3 else reference.year
        elif tense < 0 and place - 1 > reference.month:
            found = reference.year - 1
        else:
            found = reference.year
    value = f"{found:04}-{code}" if found is not None else f"XXXX-{code}"
    return Value(value, year is None, None if year else reference, tense)


# --- quarters and halves ---------------------------------------------------------------------------------------------


def _quarter(context: Context, code: str, year: int | None, _: None, year_shift: int | None) -> Value:
    found = _year_of(context, year, year_shift)
    reference, tense = context.reference, 0
    if found is None and reference is not None:
        tense = context.tense
        cycle, size = (4, 3) if code[0] == "Q" else (2, 6)
        distance = int(code[1]) - 1 - (reference.month - 1) // size
        if distance > 0 and (tense < 0 or (tense == 0 and distance > 1)):
            distance -= cycle
        elif distance < 1 - cycle // 2 and tense > 0:
            distance += cycle
        found = reference.year + ((reference.month - 1) // size + distance) // cycle
    if found is None:
        return Value(f"XXXX-{code}", True)
    if code[0] == "Q":
        context.quarter = (found, int(code[1]))
    return Value(f"{found:04}-{code}", year is None, None if year else reference, tense)


def _that_quarter(context: Context, year: int | None, shift: int | None) -> Value:
    """`the quarter`, `the year-ago quarter`: the one named last, else the one before this."""
    reference = context.reference
    if context.quarter is None:
        if reference is None:
            return Value("XXXX-QX", True)
        quarters = reference.year * 4 + (reference.month - 1) // 3 - 1
        context.quarter = (quarters // 4, quarters % 4 + 1)
    base, number = context.quarter
    found = year if year is not None else base + (shift or 0)
    return Value(f"{found:04}-Q{number}", True, reference)


def _that_period(context: Context, year: int | None, shift: int | None) -> Value:
    """`the year-ago period`: a quarter where the text counts in quarters, else a year."""
    if context.by_quarter or (year is None and context.reference is None):
        return _that_quarter(context, year, shift)
    if year is not None:
        return Value(f"{year:04}", True)
    return _unit(context, "Y", shift or 0, anchored=False)


# --- units and offsets -----------------------------------------------------------------------------------------------

_OPEN_UNITS = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX",
               "DE": "XXX", "CE": "XX", "ML": "XXXX"}  # fmt: skip
_SHIFT: dict[str, tuple[str, int]] = {
    "D": ("days", 1), "W": ("weeks", 1), "WE": ("weeks", 1), "M": ("months", 1), "Q": ("months", 3),
    "Y": ("years", 1), "DE": ("years", 10), "CE": ("years", 100), "ML": ("years", 1000),
}  # fmt: skip
_MOST = 10_000
"""Years are four digits: a shift by more than that leaves the calendar."""


def unit_value(context: Context, day: datetime.date, unit: str) -> str:
    """Return the value of the day, week, month, … that a day lies in; the context learns of a day and a quarter."""
    year, week, _ = day.isocalendar()
    if unit == "D":
        return context.iso(day)
    if unit == "Q":
        number = (day.month - 1) // 3 + 1
        context.quarter = (day.year, number)
        return f"{day.year:04}-Q{number}"
    return {
        "W": f"{year:04}-W{week:02}",
        "WE": f"{year:04}-W{week:02}-WE",
        "M": f"{day.year:04}-{day.month:02}",
        "Y": f"{day.year:04}",
        "DE": f"{day.year // 10:03}",
        "CE": f"{day.year // 100:02}",
        "ML": f"{day.year:04}",
    }[unit]


def _unit(context: Context, unit: str, shift: int, anchored: bool) -> Value:
    anchor = context.anchor_of(unit) if anchored else context.reference
    if unit not in _SHIFT:
        return Value("PAST_REF" if shift < 0 else "FUTURE_REF" if shift else "PRESENT_REF", True)
    name, factor = _SHIFT[unit]
    day = plus(anchor, **{name: factor * shift}) if abs(shift) < _MOST else None
    return Value(unit_value(context, day, unit) if day else _OPEN_UNITS[unit], True, anchor)


def _offset(context: Context, unit: str, shift: int, anchored: bool) -> Value:
    """`a year ago` is a quarter where the text counts in quarters, as results of companies do; else it is a year."""
    if unit == "Y" and shift == -1 and context.by_quarter and context.quarter is not None:
        year, number = context.quarter
        return Value(f"{year - 1:04}-Q{number}", True, context.reference)
    quarter = context.quarter
    found = _unit(context, unit, shift, anchored)
    context.quarter = quarter
    if context.reference is not None and found.value.startswith("X"):  # beyond the calendar
        return Value("PAST_REF" if shift < 0 else "FUTURE_REF", True)
    return found


def _weekend(context: Context) -> Value:
    """`the weekend`: the last one, early in the week or where the words point back, else the coming one."""
    reference, tense = context.reference, context.tense
    if reference is None:
        return Value("XXXX-WXX-WE", True)
    past = tense <= 0 and reference.isoweekday() <= (_WEDNESDAY if tense == 0 else _FRIDAY)
    return _unit(context, "WE", -1 if past else 0, anchored=False)._replace(direction=tense)


_WEDNESDAY, _FRIDAY = 3, 5


RESOLVERS: dict[str, Callable[..., Value]] = {
    "month": _month,
    "season": _season,
    "quarter": _quarter,
    "that_quarter": _that_quarter,
    "that_period": _that_period,
    "unit": _unit,
    "offset": _offset,
    "weekend": _weekend,
}
"""The resolvers, by the kinds of readings."""
