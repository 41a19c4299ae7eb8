"""TIMEX3: its types and modifiers, what values are well formed, and which calendar days a value denotes.

Values follow TimeML 1.2.1 (section 2.2, attribute `value`) as TempEval-3 writes them: `2025-10-28`, `2025-W44`,
`2025-W44-WE`, `2012-SU`, `2024-H1`, `1989-Q3`, `199` (the 1990s), `20` (the years 2000 to 2099), `XXXX-WXX-5`,
`1998-02-12TEV`, `2000-04-06T04:00`, `P3M`, `PT2H`, `PXW`, `PAST_REF`. Decades, centuries and millennia are counted in
years here; `P2E`, `PXC` and `P1L`, as the schema of TimeML has them, are values too.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["DATE_TYPES", "MODS", "VALUE_PATTERN", "DateType", "Mod", "bounds", "duration", "is_value", "together"]

DateType = Literal["DATE", "TIME", "DURATION", "SET"]
Mod = Literal[
    "BEFORE",
    "AFTER",
    "ON_OR_BEFORE",
    "ON_OR_AFTER",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "START",
    "MID",
    "END",
    "APPROX",
]

DATE_TYPES: Final[tuple[DateType, ...]] = get_args(DateType)
"""TIMEX3 types (TimeML 1.2.1, section 2.2)."""
MODS: Final[tuple[Mod, ...]] = get_args(Mod)
"""TIMEX3 modifiers (TimeML 1.2.1, section 2.2)."""

_TIME = (
    r"T(?:(?:MO|MI|AF|EV|NI|DT)|(?:[01][0-9]|2[0-4]|XX)(?::[0-5][0-9](?::[0-5][0-9])?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)"
)
_DAY = rf"""
    (?: [0-9X]{{4}}-(?:0[1-9]|1[0-2]|XX)-(?:0[1-9]|[12][0-9]|3[01]|XX)
      | [0-9X]{{4}}-W(?:0[1-9]|[1-4][0-9]|5[0-3]|XX)-[1-7]
    )(?:{_TIME})?"""
_DATE = rf"""
    {_DAY}
  | [0-9X]{{4}}(?:-(?:0[1-9]|1[0-2]|XX|Q[1-4X]|H[12X]|SP|SU|FA|WI|W(?:0[1-9]|[1-4][0-9]|5[0-3]|XX)(?:-WE)?))?
  | [0-9]{{3}}X? | [0-9]{{2}} | (?:XXX|XX) | BC[0-9]{{2}}(?:[0-9]{{2}})?
  | PRESENT_REF | PAST_REF | FUTURE_REF
  | {_TIME}"""
_AMOUNT = r"(?:[0-9]+(?:\.[0-9]+)?|X{1,2})"
_DURATION = rf"""
    P(?=[0-9XT])(?:{_AMOUNT}(?:ML|CE|DE))?(?:{_AMOUNT}Y)?(?:{_AMOUNT}Q)?(?:{_AMOUNT}M)?(?:{_AMOUNT}W)?(?:{_AMOUNT}D)?
    (?:T(?=[0-9X])(?:{_AMOUNT}H)?(?:{_AMOUNT}M)?(?:{_AMOUNT}S)?)?
  | P{_AMOUNT}(?:WE|L|C|E) | PXX"""
VALUE_PATTERN: Final = re.sub(r"\s", "", f"{_DATE}|{_DURATION}")
"""A TIMEX3 value as a regular expression, in the dialect of JSON Schema too; to be matched whole."""


def is_value(value: str) -> bool:
    """Return whether `value` is a well-formed TIMEX3 value (whether its day exists is not looked at)."""
    return re.fullmatch(VALUE_PATTERN, value) is not None  # which keeps what it compiled


def duration(amount: float | None, unit: str) -> str:
    """Return the value of a duration.

    Args:
        amount: how many, or None for a vague one (`weeks`, `several years`).
        unit: `S`, `MIN`, `H`, `D`, `W`, `WE` (weekend), `M`, `Q`, `Y`, `DE` (decade), `CE` (century),
            `ML` (millennium).
    """
    if amount is None:
        return f"PTX{unit[0]}" if unit in _CLOCK else f"PX{unit}"
    if unit in _YEARS:
        amount, unit = amount * _YEARS[unit], "Y"
    if amount != int(amount) and unit in _PARTS:
        factor, part = _PARTS[unit]
        whole, rest = int(amount), round((amount - int(amount)) * factor)
        large = f"{whole}{unit[0]}" if whole else ""
        return f"P{'T' if unit in _CLOCK else ''}{large}{rest}{part}" if rest else f"P{large}"
    number = f"{int(amount)}" if amount == int(amount) else f"{amount:.2f}".rstrip("0")
    return f"PT{number}{unit[0]}" if unit in _CLOCK else f"P{number}{unit}"


def together(parts: Sequence[str]) -> str:
    """Return the value of several durations as one, the longest unit first: `P2Y` and `P3M` are `P2Y3M`."""
    days = "".join(part[1:] for part in parts if not part.startswith("PT"))
    clock = "".join(part[2:] for part in parts if part.startswith("PT"))
    return f"P{days}T{clock}" if clock else f"P{days}"


_CLOCK = frozenset(("S", "MIN", "H"))
_YEARS = {"DE": 10, "CE": 100, "ML": 1000}
"""TempEval-3 counts decades and centuries in years (`P10Y`), where they are counted at all."""
_PARTS = {"Y": (12, "M"), "H": (60, "M"), "MIN": (60, "S")}


# --- bounds ----------------------------------------------------------------------------------------------------------

Bounds = tuple[datetime.date, datetime.date]

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""First and last month of a season, as meteorologists of the north count them; a winter ends in the next year."""
_OPEN = frozenset(("BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"))
_THIRDS = {"START": 0, "MID": 1, "END": 2}


def bounds(value: str, mod: Mod | None = None) -> Bounds | None:
    """Return the first and last calendar day that a value can mean, or None where it names no stretch of days.

    Seasons are those of the northern hemisphere by whole months (spring is March to May). `START`, `MID` and `END` are
    the first, middle and last third of the days, rounded outwards; `BEFORE`, `AFTER` and their like have no bounds.

    Args:
        value: a TIMEX3 value.
        mod: its modifier.
    """
    if mod in _OPEN or not value[:1].isdigit():
        return None
    try:
        found = _span(value.partition("T")[0])
    except (ValueError, OverflowError):  # a day that is in no calendar, or outside years 1 to 9999
        return None
    if found is None or mod not in _THIRDS:
        return found
    first, last = found
    days = (last - first).days + 1
    third = _THIRDS[mod]
    start = first + datetime.timedelta(days=days * third // 3)
    end = first + datetime.timedelta(days=-(-days * (third + 1) // 3) - 1)
    return start, max(start, end)


def _span(day: str) -> Bounds | None:
    for pattern, span in _SPANS:
        match = pattern.match(day)
        if match:
            return span(*match.groups())
    return None


def _months(year: int, first: int, last: int) -> Bounds:
    start = datetime.date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    if (year, last) == (9999, 12):
        return start, datetime.date.max
    return start, datetime.date(year + last // 12, last % 12 + 1, 1) - datetime.timedelta(days=1)


def _years(first: int, last: int) -> Bounds:
    return datetime.date(max(first, 1), 1, 1), datetime.date(last, 12, 31)


def _week(year: str, week: str, first: int, last: int) -> Bounds:
    return (
        datetime.date.fromisocalendar(int(year), int(week), first),
        datetime.date.fromisocalendar(int(year), int(week), last),
    )


def _one_day(year: str, month: str, day: str) -> Bounds:
    date = datetime.date(int(year), int(month), int(day))
    return date, date


_SPANS: tuple[tuple[re.Pattern[str], Callable[..., Bounds]], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z"), _one_day),
    (re.compile(r"(\d{4})-(\d\d)(?:-XX)?\Z"), lambda y, m: _months(int(y), int(m), int(m))),
    (re.compile(r"(\d{4})(?:-XX){0,2}\Z"), lambda y: _years(int(y), int(y))),
    (re.compile(r"(\d{4})-W(\d\d)-(\d)\Z"), lambda y, w, d: _week(y, w, int(d), int(d))),
    (re.compile(r"(\d{4})-W(\d\d)-WE\Z"), lambda y, w: _week(y, w, 6, 7)),
    (re.compile(r"(\d{4})-W(\d\d)\Z"), lambda y, w: _week(y, w, 1, 7)),
    (re.compile(r"(\d{4})-Q([1-4])\Z"), lambda y, q: _months(int(y), 3 * int(q) - 2, 3 * int(q))),
    (re.compile(r"(\d{4})-H([12])\Z"), lambda y, h: _months(int(y), 6 * int(h) - 5, 6 * int(h))),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)\Z"), lambda y, s: _months(int(y), *_SEASONS[s])),
    (re.compile(r"(\d{3})X?\Z"), lambda d: _years(int(d) * 10, int(d) * 10 + 9)),
    (re.compile(r"(\d{2})(?:XX)?\Z"), lambda c: _years(int(c) * 100, int(c) * 100 + 99)),
)
