"""TIMEX3 in, EDTF out: the date strings that archives and libraries keep, for the values that they can say.

EDTF is ISO 8601-2:2019, annex A; levels 0 to 2 as the Library of Congress specifies them (5 February 2019). What it has
no words for comes out as None, never as something near it: `bounds` gives the calendar days of most of that.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import TYPE_CHECKING

from .timex import bounds, is_value

if TYPE_CHECKING:
    from .timex import Mod

__all__ = ["to_edtf"]

_CODES = {
    "SP": "21", "SU": "22", "FA": "23", "WI": "24",
    "Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36",
    "H1": "40", "H2": "41",
}  # fmt: skip
"""Parts of a year in the place of the month: seasons (level 1), quarters and semestrals (level 2)."""
_DAY = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?\Z")
_PART = re.compile(r"(?!0000)([0-9]{4})-([A-Z][A-Z1-4])\Z")
_TIME = re.compile(
    r"""([0-9]{4}-[0-9]{2}-[0-9]{2})
        T((?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?|24:00(?::00)?)
        (Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?\Z""",
    re.VERBOSE,
)
_PLAIN = re.compile(r"-?[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?\Z")


def to_edtf(value: str, mod: Mod | None = None) -> str | None:
    """Return the EDTF string that says the same as a TIMEX3 value, or None where EDTF cannot say it.

    | TIMEX3 | EDTF | level |
    |---|---|---|
    | `2024`, `2024-10`, `2024-10-13` | the same | 0 |
    | `2024-10-13T17:41+09:00` | `2024-10-13T17:41:00+09:00`: EDTF has complete times only | 0 |
    | `199` or `199X`, `19` or `19XX` | `199X`, `19XX` | 1 |
    | `2024-XX`, `XXXX`; `XXXX-10-28` | the same | 1; 2 |
    | `2024-SP`, `-SU`, `-FA`, `-WI` | `2024-21` to `2024-24` | 1 |
    | `2024-Q1` to `2024-Q4` | `2024-33` to `2024-36` | 2 |
    | `2024-H1`, `2024-H2` | `2024-40`, `2024-41` | 2 |
    | `BC0346` | `-0345`: the year before 1 is 0 | 1 |

    A season code 21 to 24 says `spring` and no more: neither which months nor which hemisphere (25 to 32 would), as the
    word in the text did not say it either. `bounds` reads it as the north does.

    Modifiers: `APPROX` is `~`. `ON_OR_BEFORE` and `ON_OR_AFTER` are open intervals, `../1984` and `1984/..`, which
    include what they name; `BEFORE` and `AFTER` leave it out, so they name its neighbour: before 1984 is `../1983`.
    These five are for years, months and days with all their digits: level 1 knows them for no others.

    None comes back for

    - `START`, `MID` and `END`: EDTF has no early or late part of anything;
    - `LESS_THAN`, `MORE_THAN`, `EQUAL_OR_LESS`, `EQUAL_OR_MORE`: they modify durations;
    - weeks, weekends and weekdays, durations and sets, `PAST_REF` and its like;
    - centuries before Christ (`BC02`);
    - a time of day without its day or its minutes, parts of a day (`TMO`);
    - unspecified decades and centuries (`XXX`, `XX`), parts of an unspecified year (`XXXX-SU`);
    - a day that is in no calendar, and a string that is no TIMEX3 value.

    Args:
        value: a TIMEX3 value.
        mod: its modifier.
    """
    if not is_value(value):
        return None
    said = _unmodified(value)
    if said is None or mod is None:
        return said
    if not _PLAIN.match(said):
        return None
    if mod == "APPROX":
        return f"{said}~"
    if mod in {"BEFORE", "AFTER"}:
        said = _neighbour(value, after=mod == "AFTER")
    if said is None or mod not in _OPEN:
        return None
    return f"../{said}" if _OPEN[mod] < 0 else f"{said}/.."


_OPEN = {"BEFORE": -1, "ON_OR_BEFORE": -1, "AFTER": 1, "ON_OR_AFTER": 1}
"""Modifiers that leave an end open: the past (-1) or the future (1)."""


def _unmodified(value: str) -> str | None:
    if value.isdigit() and len(value) < 4:
        return value.ljust(4, "X")
    if value.startswith("BC") and len(value) < len("BC0346"):  # a century before Christ
        return None
    if value.startswith("BC"):
        return {"BC0000": None, "BC0001": "0000"}.get(value, f"-{int(value[2:]) - 1:04}")
    if day := _DAY.match(value):
        return value if _is_real(*day.groups()) else None
    if part := _PART.match(value):
        code = _CODES.get(part[2])
        return f"{part[1]}-{code}" if code else None
    if time := _TIME.match(value):
        date, clock, zone = time.groups(default="")
        seconds = "" if clock.count(":") > 1 else ":00"
        return f"{date}T{clock}{seconds}{zone}" if bounds(date) else None
    return None


def _is_real(year: str, month: str | None, day: str | None) -> bool:
    """Return whether some calendar has the day; every digit that is not known may be the one that makes it fit."""
    if year == "0000":  # TIMEX3 goes from BC0001 to 0001
        return False
    if not (month and day and month.isdigit() and day.isdigit()):
        return True
    leap = "X" in year or calendar.isleap(int(year))
    return int(day) <= calendar.monthrange(2000 if leap else 2001, int(month))[1]


def _neighbour(value: str, *, after: bool) -> str | None:
    """Return the year, month or day next to one, None at the ends of the calendar."""
    found = bounds(value)
    if found is None:
        return None
    try:
        beside = found[1] + datetime.timedelta(days=1) if after else found[0] - datetime.timedelta(days=1)
    except OverflowError:
        return None
    return beside.isoformat()[: len(value)]
