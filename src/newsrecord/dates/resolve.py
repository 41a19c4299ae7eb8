"""From readings to values: each against the reference date, and where news does so against what the text named before.

A name that comes round again (a weekday, a month, `October 28`) is the nearest one; the tense around it decides which
way to look where the nearest is not plain. Without a reference date values stay open: `XXXX-10-28`, `XXXX-WXX-5`.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from .holidays import holiday_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reading import Reading

__all__ = ["Context", "Value", "resolve"]


class Value(NamedTuple):
    """A TIMEX3 value and whether it leans on the reference date or another date."""

    value: str
    relative: bool


_NAMED = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?![0-9X])")

_PERIOD = re.compile(r"P[0-9]{1,2}M\Z|P1Y\Z|[0-9]{4}(?:-Q[1-4])?\Z")
"""Values of the periods that results are told for: months, a year, a quarter."""


class Context:
    """What a text has said so far, in the order of its expressions."""

    __slots__ = ("_named", "by_quarter", "day", "quarter", "reference", "tense")

    def __init__(self, reference: datetime.date | None) -> None:
        self.reference = reference
        """The day that the text speaks from, or None."""
        self.day: datetime.date | None = None
        """The day named last."""
        self.quarter: tuple[int, int] | None = None
        """The year and quarter named last."""
        self.by_quarter = False
        """Whether the period named last, of any length, was a quarter."""
        self._named: dict[str, datetime.date] = {}
        self.tense = 0
        """Which way the words around the expression point: -1 back, 1 ahead, 0 neither."""

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


def resolve(reading: Reading, context: Context) -> Value:
    """Return the value of a reading; `context` learns from it."""
    found = _RESOLVERS[reading.kind](context, *reading.args)
    value, relative = found
    if reading.type in {"DATE", "TIME"}:
        context.note(value)
    if _PERIOD.match(value):
        context.by_quarter = "-Q" in value
    if reading.type == "TIME" and reading.tail:
        value = _with_time(value, reading.tail)
    return Value(value, relative)


def _with_time(day: str, tail: str) -> str:
    if len(day) < 10 and "-W" not in day:
        return f"XXXX-XX-XX{tail}"
    return f"{day}{tail}"


def _iso(context: Context, day: datetime.date) -> str:
    context.day = day
    return day.isoformat()


# --- days ------------------------------------------------------------------------------------------------------------


def _value(_: Context, value: str, relative: bool) -> Value:
    return Value(value, relative)


def _days(context: Context, days: int) -> Value:
    day = _plus(context.reference, days=days)
    return Value(_iso(context, day) if day else "XXXX-XX-XX", True)


def _anchored_days(context: Context, days: int) -> Value:
    day = _plus(context.anchor, days=days)
    return Value(_iso(context, day) if day else "XXXX-XX-XX", True)


def _time(context: Context) -> Value:
    return _anchored_days(context, 0)


def _part(context: Context, *_: Any) -> Value:
    return _anchored_days(context, 0)


def _plus(day: datetime.date | None, **shift: int) -> datetime.date | None:
    from dateutil.relativedelta import relativedelta  # on first use: `import newsrecord` stays light

    try:
        return day + relativedelta(**shift) if day else None  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None


def _weekday(context: Context, number: int, shift: int | None, week: int | None) -> Value:
    reference = context.reference
    if reference is None:
        return Value(f"XXXX-WXX-{number}", True)
    if week is not None:
        day = _plus(reference, days=7 * week + number - reference.isoweekday())
    else:
        back = (reference.isoweekday() - number) % 7
        if shift is None:
            days = 7 - back if context.tense > 0 and back else -back
        elif shift < 0:
            days = -(back or 7)
        elif shift > 0:
            days = 7 - back
        else:
            days = number - reference.isoweekday()
        day = _plus(reference, days=days)
    return Value(_iso(context, day) if day else f"XXXX-WXX-{number}", True)


def _anchored_weekday(context: Context, number: int, shift: int) -> Value:
    reference = context.anchor
    if reference is None:
        return Value(f"XXXX-WXX-{number}", True)
    back = (reference.isoweekday() - number) % 7
    day = _plus(reference, days=-(back or 7) if shift < 0 else 7 - back if shift > 0 else -back)
    return Value(_iso(context, day) if day else f"XXXX-WXX-{number}", True)


def _make_day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _day(context: Context, month: int, day: int, year: int | None, shift: int | None) -> Value:
    if year is not None:
        date = _make_day(year, month, day)
        return Value(_iso(context, date) if date else f"XXXX-{month:02}-{day:02}", False)
    reference = context.reference
    if reference is None:
        return Value(f"XXXX-{month:02}-{day:02}", True)
    candidates = [found for y in (-1, 0, 1) if (found := _make_day(reference.year + y, month, day))]
    chosen = _nearest(candidates, reference, context.tense if shift is None else shift, _SURE_DAYS)
    return Value(_iso(context, chosen) if chosen else f"XXXX-{month:02}-{day:02}", True)


_SURE_DAYS = 120
"""A date within so many days of the reference is the nearest one, whatever the tense says."""


def _nearest(days: list[datetime.date], reference: datetime.date, tense: int, sure: int) -> datetime.date | None:
    if not days:
        return None
    nearest = min(days, key=lambda day: abs((day - reference).days))
    distance = (nearest - reference).days
    if tense and abs(distance) > sure and (distance > 0) != (tense > 0):
        fitting = [day for day in days if ((day - reference).days > 0) == (tense > 0)]
        return min(fitting, key=lambda day: abs((day - reference).days), default=nearest)
    return nearest


# --- longer spans ----------------------------------------------------------------------------------------------------


def _year_of(context: Context, year: int | None, shift: int | None) -> int | None:
    if year is not None:
        return year
    if shift is not None and context.reference is not None:
        return context.reference.year + shift
    return None


def _month(context: Context, month: int, year: int | None, shift: int | None, year_shift: int | None) -> Value:
    found = _year_of(context, year, year_shift)
    if found is not None:
        return Value(f"{found:04}-{month:02}", year is None)
    reference = context.reference
    if reference is None:
        return Value(f"XXXX-{month:02}", True)
    if shift is not None and shift != 0:
        back = (reference.month - month) % 12
        months = -(back or 12) if shift < 0 else (12 - back)
    elif shift == 0:
        months = month - reference.month
    else:
        months = _nearest_months(month - reference.month, 12, context.tense)
    return Value(_shifted_month(reference, months) or f"XXXX-{month:02}", True)


def _nearest_months(distance: int, cycle: int, tense: int) -> int:
    """Return how far off the one of a cycle is that is meant, counted in its own units from the reference."""
    half = cycle // 2
    nearest = (distance + half) % cycle - half
    if tense > 0 > nearest:
        return nearest + cycle
    if nearest > 0 and (tense < 0 or (tense == 0 and nearest > cycle // 4)):
        return nearest - cycle
    return nearest


def _shifted_month(reference: datetime.date, months: int) -> str | None:
    day = _plus(reference.replace(day=1), months=months)
    return f"{day.year:04}-{day.month:02}" if day else None


def _quarter(context: Context, code: str, year: int | None, _: None, year_shift: int | None) -> Value:
    found = _year_of(context, year, year_shift)
    relative = year is None
    reference = context.reference
    if found is None and reference is not None:
        cycle, size = (4, 3) if code[0] == "Q" else (2, 6)
        distance = int(code[1]) - 1 - (reference.month - 1) // size
        if distance > 0 and context.tense < 0:
            distance -= cycle
        elif distance < 1 - cycle // 2 and context.tense > 0:
            distance += cycle
        found = reference.year + ((reference.month - 1) // size + distance) // cycle
    if found is None:
        return Value(f"XXXX-{code}", True)
    if code[0] == "Q":
        context.quarter = (found, int(code[1]))
    return Value(f"{found:04}-{code}", relative)


def _that_quarter(context: Context, year: int | None, shift: int | None) -> Value:
    if context.quarter is None:
        if context.reference is None:
            return Value("XXXX-QX", True)
        months = context.reference.year * 4 + (context.reference.month - 1) // 3 - 1
        context.quarter = (months // 4, months % 4 + 1)
    base, number = context.quarter
    found = year if year is not None else base + (shift or 0)
    return Value(f"{found:04}-Q{number}", True)


def _season(context: Context, code: str, year: int | None, shift: int | None, year_shift: int | None) -> Value:
    found = _year_of(context, year, year_shift)
    if found is None and context.reference is not None:
        reference = context.reference
        place = {"SP": 4, "SU": 7, "FA": 10, "WI": 13}[code]  # its middle month
        if shift is not None and shift < 0:
            found = reference.year if place + 1 < reference.month else reference.year - 1
        elif shift is not None and shift > 0:
            found = reference.year if place > reference.month else reference.year + 1
        elif code == "WI" and reference.month < 6:
            found = reference.year - 1 if context.tense <= 0 or reference.month < 3 else reference.year
        elif context.tense < 0 and place - 1 > reference.month:
            found = reference.year - 1
        else:
            found = reference.year
    return Value(f"{found:04}-{code}" if found is not None else f"XXXX-{code}", year is None)


_OPEN_UNITS = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX",
               "DE": "XXX", "CE": "XX", "ML": "XXXX"}  # fmt: skip


def _unit_value(context: Context, day: datetime.date, unit: str) -> str:
    year, week, _ = day.isocalendar()
    if unit == "D":
        return _iso(context, day)
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


_SHIFT: dict[str, tuple[str, int]] = {
    "D": ("days", 1), "W": ("weeks", 1), "WE": ("weeks", 1), "M": ("months", 1), "Q": ("months", 3),
    "Y": ("years", 1), "DE": ("years", 10), "CE": ("years", 100), "ML": ("years", 1000),
}  # fmt: skip


def _unit(context: Context, unit: str, shift: int, anchored: bool) -> Value:
    anchor = context.anchor_of(unit) if anchored else context.reference
    if unit not in _SHIFT:
        return Value("PAST_REF" if shift < 0 else "FUTURE_REF" if shift else "PRESENT_REF", True)
    name, factor = _SHIFT[unit]
    day = _plus(anchor, **{name: factor * shift}) if abs(shift) < _MOST else None
    return Value(_unit_value(context, day, unit) if day else _OPEN_UNITS[unit], True)


_MOST = 10_000
"""Years are four figures: a shift by more than that leaves the calendar."""


def _offset(context: Context, unit: str, shift: int, anchored: bool) -> Value:
    """`a year ago` is a quarter where the text counts in quarters, as results of companies do; else it is a year."""
    if unit == "Y" and shift == -1 and context.by_quarter and context.quarter is not None:
        year, number = context.quarter
        return Value(f"{year - 1:04}-Q{number}", True)
    quarter = context.quarter
    found = _unit(context, unit, shift, anchored)
    context.quarter = quarter
    if context.reference is not None and found.value.startswith("X"):  # beyond the calendar
        return Value("PAST_REF" if shift < 0 else "FUTURE_REF", True)
    return found


def _weekend(context: Context) -> Value:
    reference = context.reference
    if reference is None:
        return Value("XXXX-WXX-WE", True)
    early = reference.isoweekday() <= 3
    return _unit(context, "WE", -1 if early and context.tense <= 0 else 0, False)


def _holiday(context: Context, kind: str, rule: tuple[int, ...], shift: int | None) -> Value:
    reference = context.reference
    if reference is None:
        return Value(f"XXXX-{rule[0]:02}-{rule[1]:02}" if kind == "fixed" else "XXXX-XX-XX", True)
    years = range(max(1, reference.year - 1), min(9999, reference.year + 1) + 1)
    candidates = [day for year in years if (day := holiday_in(year, kind, rule))]
    chosen = _nearest(candidates, reference, context.tense if shift is None else shift, 0 if shift else _SURE_DAYS)
    return Value(_iso(context, chosen) if chosen else "XXXX-XX-XX", True)


_RESOLVERS: dict[str, Callable[..., Value]] = {
    "value": _value,
    "days": _days,
    "anchored_days": _anchored_days,
    "time": _time,
    "part": _part,
    "weekday": _weekday,
    "anchored_weekday": _anchored_weekday,
    "day": _day,
    "month": _month,
    "quarter": _quarter,
    "that_quarter": _that_quarter,
    "season": _season,
    "unit": _unit,
    "offset": _offset,
    "weekend": _weekend,
    "holiday": _holiday,
}
