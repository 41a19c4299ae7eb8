"""From readings to values: each against the reference date, and where news does so against what the text named before.

A name that comes round again (a weekday, a month, `October 28`) is the nearest one; the tense around it decides which
way to look where the nearest is not plain. Without a reference date values stay open: `XXXX-10-28`, `XXXX-WXX-5`.
Days are resolved here, longer spans in `periods.py`.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from . import periods
from .context import Context, Value, day_of, nearest, plus
from .holidays import holiday_in
from .reading import OPEN_HALF

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reading import Reading

__all__ = ["resolve"]


def resolve(reading: Reading, context: Context) -> Value:
    """Return the value of a reading; `context` learns from it."""
    quarter, day = context.quarter, context.day
    found = _RESOLVERS[reading.kind](context, *reading.args)
    if _looks_back(reading):
        context.quarter, context.day = quarter, day
    elif reading.type in {"DATE", "TIME"}:
        context.note(found.value)
    context.note_period(found.value)
    if reading.type == "TIME" and reading.tail:
        return found._replace(value=_with_time(found.value, reading.tail.removesuffix(OPEN_HALF)))
    return found


def _looks_back(reading: Reading) -> bool:
    """Whether a reading is what something is compared with: `a year earlier`, `last year's third quarter`.

    The text goes on from where it was, not from there: the next `a year earlier` means the same year.
    """
    if reading.kind in {"unit", "offset"} and reading.args[0] in {"Q", "Y"}:
        return bool(reading.args[1] < 0 and (reading.args[2] or reading.kind == "offset"))
    return reading.kind in {"quarter", "that_quarter", "that_period"} and (reading.args[-1] or 0) < 0


def _with_time(day: str, tail: str) -> str:
    if len(day) < len("2025-W44-5") and "-W" not in day:
        return f"XXXX-XX-XX{tail}"
    return f"{day}{tail}"


def _value(_: Context, value: str, relative: bool) -> Value:
    return Value(value, relative)


def _days(context: Context, days: int) -> Value:
    day = plus(context.reference, days=days)
    return Value(context.iso(day) if day else "XXXX-XX-XX", True, context.reference)


def _anchored_days(context: Context, days: int) -> Value:
    anchor = context.anchor
    day = plus(anchor, days=days)
    return Value(context.iso(day) if day else "XXXX-XX-XX", True, anchor)


def _overnight(context: Context) -> Value:
    """The night before the day named last, by the evening that it begins on; the one after it where tense is ahead."""
    return _anchored_days(context, 0 if context.tense > 0 else -1)


def _time(context: Context) -> Value:
    return _anchored_days(context, 0)


def _part(context: Context, *_: Any) -> Value:
    return _anchored_days(context, 0)


# --- weekdays --------------------------------------------------------------------------------------------------------


def _weekday(context: Context, number: int, shift: int | None, week: int | None) -> Value:
    reference = context.reference
    if reference is None:
        return Value(f"XXXX-WXX-{number}", True)
    tense = 0
    if week is not None:
        days = 7 * week + number - reference.isoweekday()
    else:
        back = (reference.isoweekday() - number) % 7
        if shift is None:
            tense = context.tense
            days = 7 - back if tense > 0 and back else -back
        elif shift < 0:
            days = -(back or 7)
        elif shift > 0:
            days = 7 - back
        else:
            days = number - reference.isoweekday()
    day = plus(reference, days=days)
    return Value(context.iso(day) if day else f"XXXX-WXX-{number}", True, reference, tense)


def _weekday_range(context: Context, first: int, last: int, wanted: int) -> Value:
    """An end of `Monday to Friday`: the tense tells the start of what is to come, the end of what lies back."""
    ahead = context.tense > 0
    known = first if ahead else last
    found = _weekday(context, known, None, None)
    if wanted == known or not found.value[0].isdigit():
        return found if wanted == known else found._replace(value=f"XXXX-WXX-{wanted}")
    days = (last - first) % 7
    day = plus(datetime.date.fromisoformat(found.value), days=days if ahead else -days)
    return found._replace(value=context.iso(day) if day else f"XXXX-WXX-{wanted}")


def _anchored_weekday(context: Context, number: int, shift: int) -> Value:
    anchor = context.anchor
    if anchor is None:
        return Value(f"XXXX-WXX-{number}", True)
    back = (anchor.isoweekday() - number) % 7
    day = plus(anchor, days=-(back or 7) if shift < 0 else 7 - back if shift > 0 else -back)
    return Value(context.iso(day) if day else f"XXXX-WXX-{number}", True, anchor)


def _weekday_nth(context: Context, number: int, day: int) -> Value:
    """`Friday the 13th`: the nearest month in which that day is such a weekday, an earlier one first."""
    reference, tense = context.reference, context.tense
    order = sorted(range(-_FEW_MONTHS, _FEW_MONTHS + 1), key=lambda months: (abs(months), months))
    for months in order if reference else ():
        month = plus(reference.replace(day=1), months=months) if reference else None
        date = day_of(month.year, month.month, day) if month else None
        if date and reference and date.isoweekday() == number and (date <= reference or tense > 0):
            return Value(context.iso(date), True, reference, tense)
    return Value(f"XXXX-XX-{day:02}", True)


_FEW_MONTHS = 14
"""Within so many months each day of the month up to the 28th falls on each weekday."""


# --- days of a month -------------------------------------------------------------------------------------------------


def _day(
    context: Context,
    month: int,
    day: int,
    year: int | None,
    shift: int | None,
    year_shift: int | None = None,
    weekday: int | None = None,
) -> Value:
    open_value = f"XXXX-{month:02}-{day:02}"
    reference = context.reference
    if year is not None:
        date = day_of(year, month, day)
        return Value(context.iso(date) if date else open_value, False)
    if reference is None:
        return Value(open_value, True)
    if year_shift is not None:
        date = day_of(reference.year + year_shift, month, day)
        return Value(context.iso(date) if date else open_value, True, reference)
    tense = context.tense if shift is None else shift
    candidates = [found for y in (-1, 0, 1) if (found := day_of(reference.year + y, month, day))]
    chosen = nearest(candidates, reference, tense, 0 if context.told and shift is None else _SURE_DAYS)
    told = chosen and tense and (chosen > reference) == (tense > 0) and _near(chosen, reference, _SURE_DAYS)
    if weekday and not told:  # of years that follow each other, a day of the year is a Sunday in one at most
        fitting = (day for day in candidates if day.isoweekday() == weekday and _near(day, reference, _ONE_YEAR))
        chosen = next(fitting, chosen)
    return Value(context.iso(chosen) if chosen else open_value, True, reference, tense)


_SURE_DAYS = 60
"""A date within so many days of the reference is the nearest one, whatever the tense says."""


def _near(day: datetime.date, reference: datetime.date, days: int) -> bool:
    return abs((day - reference).days) <= days


_ONE_YEAR = 366
"""A weekday beside a date tells its year so far from the reference; beyond, it is rather a slip of the pen."""


def _numeric(context: Context, one: int, two: int, year: int) -> Value:
    """`10/30/89`: the order of day and month is as in the rest of the text."""
    swapped = one > _MONTHS or (context.day_first and two <= _MONTHS)
    month, day = (two, one) if swapped else (one, two)
    date = day_of(year, month, day)
    return Value(context.iso(date), False) if date else Value("XXXX-XX-XX", False)


_MONTHS = 12


def _day_of_month(context: Context, day: int, shift: int | None) -> Value:
    """`on the 15th`: of the month named last, else of this one."""
    anchor = context.reference if shift is not None else context.anchor_of("M")
    month = plus(anchor.replace(day=1), months=shift or 0) if anchor else None
    date = day_of(month.year, month.month, day) if month else None
    return Value(context.iso(date) if date else f"XXXX-XX-{day:02}", True, anchor)


def _week_of(context: Context, month: int, day: int) -> Value:
    found = _day(context, month, day, None, None)
    if found.value.startswith("X"):
        return Value("XXXX-WXX", True)
    return found._replace(value=periods.unit_value(context, datetime.date.fromisoformat(found.value), "W"))


def _holiday(context: Context, kind: str, rule: tuple[int, ...], shift: int | None) -> Value:
    reference = context.reference
    if reference is None:
        return Value(f"XXXX-{rule[0]:02}-{rule[1]:02}" if kind == "fixed" else "XXXX-XX-XX", True)
    years = range(max(1, reference.year - 1), min(9999, reference.year + 1) + 1)
    candidates = [day for year in years if (day := holiday_in(year, kind, rule))]
    tense = context.tense if shift is None else shift
    chosen = nearest(candidates, reference, tense, 0 if shift or (shift is None and context.told) else _QUARTER)
    return Value(context.iso(chosen) if chosen else "XXXX-XX-XX", True, reference, tense)


_QUARTER = 92
"""Of a holiday within so many days of the reference the nearest is meant: they are spoken of from further off."""


_RESOLVERS: dict[str, Callable[..., Value]] = {
    "value": _value,
    "days": _days,
    "anchored_days": _anchored_days,
    "overnight": _overnight,
    "time": _time,
    "part": _part,
    "weekday": _weekday,
    "weekday_range": _weekday_range,
    "anchored_weekday": _anchored_weekday,
    "weekday_nth": _weekday_nth,
    "day": _day,
    "numeric": _numeric,
    "day_of_month": _day_of_month,
    "week_of": _week_of,
    "holiday": _holiday,
    **periods.RESOLVERS,
}
