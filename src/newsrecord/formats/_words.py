"""A record's codes in words, for pages that people read: dates, countries, zones, roles.

In comes a code (`2025-W44`, `PE`, `credit`), out come words (`week of 27 October 2025`, `Peru`, `photo credit`), which
are in `words.toml`. A code that has no words there stands for itself.
"""

from __future__ import annotations

import datetime
import functools
import re
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from ..errors import DataFileError
from ..tables import read_table

if TYPE_CHECKING:
    from ..record import DateExpression

__all__ = ["day_words", "moment_words", "reading", "span_words", "word"]

_FILE: Final = "words.toml"
_SHORT: Final = 3
"""Letters of a month's name in short."""
_UNKNOWN: Final = "year unknown"


def word(kind: str, code: str) -> str:
    """The word for a code.

    Args:
        kind: a part of `words.toml`: `countries`, `zones`, `roles`, `quotations`, `languages`.
        code: the code, as records have it.
    """
    found: str = _words()[kind].get(code, code)
    return found


def reading(date: DateExpression, *, short: bool = False) -> str:
    """What a temporal expression means: `28 October 2025`, `every Friday`, `start of 2025`, `3 months`, `the future`.

    Args:
        date: the expression.
        short: whether months have three letters.
    """
    told = _Reader(short=short, every=date.type == "SET").value(date.value)
    if date.mod is None:
        return told
    return str(_words()["mods"][date.mod]).format(told)


def day_words(day: datetime.date, *, short: bool = False) -> str:
    """A calendar day: `28 October 2025`, `28 Oct 2025`."""
    return f"{day.day} {_month(day.month, short=short)} {day.year}"


def moment_words(value: str) -> str:
    """An ISO 8601 date or date-time: `30 June 2026, 13:55 UTC+01:00`."""
    return _Reader(short=False, every=False).value(value)


def span_words(first: datetime.date, last: datetime.date, *, short: bool = False) -> str:
    """A stretch of days, both included: `28 October 2025`, `October 2025`, `1990 to 1999`, `2 to 9 May 2025`."""
    if first == last:
        return day_words(first, short=short)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and _ends_month(last):
        return f"{_month(first.month, short=short)} {first.year}"
    begin = day_words(first, short=short)
    if first.year == last.year:
        begin = f"{first.day}" if first.month == last.month else f"{first.day} {_month(first.month, short=short)}"
    return f"{begin} to {day_words(last, short=short)}"


def _ends_month(day: datetime.date) -> bool:
    return day == datetime.date.max or (day + datetime.timedelta(days=1)).day == 1


@functools.cache
def _words() -> dict[str, Any]:
    try:
        data = resources.files(__package__).joinpath(_FILE).read_bytes()
    except OSError as problem:
        raise DataFileError(f"{_FILE}: {problem}; reinstall newsrecord") from problem
    return read_table(data, _FILE)


def _month(number: int, *, short: bool) -> str:
    name: str = _words()["dates"]["months"][number - 1]
    return name[:_SHORT] if short else name


# --- TIMEX3 --------------------------------------------------------------------------------------------------------

_DAY: Final = re.compile(r"([0-9X]{4})-([0-9X]{2})-([0-9X]{2})")
_WEEK: Final = re.compile(r"([0-9X]{4})-W([0-9X]{2})(?:-(WE|[1-7]))?")
_PART: Final = re.compile(r"([0-9X]{4})-(?:([0-9X]{2})|Q([1-4X])|H([12X])|(SP|SU|FA|WI))")
_YEAR: Final = re.compile(r"[0-9X]{4}")
_CENTURY_BC: Final = re.compile(r"BC([0-9]{2})")
_YEAR_BC: Final = re.compile(r"BC([0-9]{4})")
_CLOCK: Final = re.compile(r"([0-9]{2}|XX)((?::[0-9]{2}){0,2})(Z|[+-][0-9]{2}:[0-9]{2})?")
_AMOUNT: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?|X{1,2})(ML|CE|DE|WE|[LCEYQMWDHS])")


class _Reader:
    """Puts one value into words."""

    def __init__(self, *, short: bool, every: bool) -> None:
        self._short = short
        self._every = every
        """Whether it comes again and again, as SETs do."""

    def value(self, value: str) -> str:
        """A TIMEX3 value, as `timex.VALUE_PATTERN` has them."""
        references: dict[str, str] = _words()["references"]
        if value in references:
            return references[value]
        if value.startswith("P"):
            return self._duration(value[1:])
        day, clock, time = value.partition("T")
        if not clock:
            return self._date(day)
        hour = self._hour(time)
        if not day.strip("X-"):
            return self._one(hour) if hour.isalpha() else f"every day, {hour}" if self._every else hour
        return f"{self._date(day)}, {hour}"

    # What is known only in part is one of many: `a Friday`; of a set it is `every Friday`.

    def _one(self, what: str, of: str = "") -> str:
        article = "every" if self._every else "an" if what[0] in "aeiou" or what == "hour" else "a"
        return f"{article} {what}{f' {of}' if of else ''}"

    def _yearless(self, what: str) -> str:
        return f"every {what}" if self._every else f"{what}, {_UNKNOWN}"

    def _date(self, day: str) -> str:
        if match := _DAY.fullmatch(day):
            return self._day(*match.groups())
        if match := _WEEK.fullmatch(day):
            return self._week(*match.groups())
        if match := _PART.fullmatch(day):
            return self._part(*match.groups())
        if match := _YEAR_BC.fullmatch(day):
            return f"{int(match[1])} BC"
        if match := _CENTURY_BC.fullmatch(day):
            return f"{int(match[1])}99 to {int(match[1])}00 BC"
        return self._years(day)

    def _years(self, year: str) -> str:
        """A year, a decade (`199`, `199X`), a century (`20`, `20XX`), or one of which nothing is known."""
        known = year.partition("X")[0]
        if not known or "X" in year.rstrip("X"):
            return self._one({2: "century", 3: "decade"}.get(len(year), "year"))
        if len(known) == len("2025"):
            return str(int(known))
        if len(known) == len("199"):
            return f"the {int(known)}0s"
        ends = "0" * (4 - len(known)), "9" * (4 - len(known))
        return " to ".join(str(int(known + end)) for end in ends)

    def _of_year(self, what: str, year: str, *, joined: str = " of ") -> str:
        return f"{what}{joined}{self._years(year)}" if year != "XXXX" else self._yearless(what)

    def _day(self, year: str, month: str, day: str) -> str:
        if "X" in month:
            if "X" in day:
                return self._one("day", f"in {self._years(year)}" if year != "XXXX" else "")
            return self._of_year(f"day {int(day)} of a month", year, joined=" in ")
        name = _month(int(month), short=self._short)
        if "X" in day:
            return self._one("day", f"in {name}" + (f" {self._years(year)}" if year != "XXXX" else ""))
        joined = " " if year.isdigit() else " of "
        return self._of_year(f"{int(day)} {name}", year, joined=joined)

    def _week(self, year: str, week: str, day: str | None) -> str:
        if (year + week).isdigit():
            try:
                first = datetime.date.fromisocalendar(int(year), int(week), 6 if day == "WE" else int(day or 1))
            except ValueError:  # a week that its year does not have
                return f"week {int(week)} of {int(year)}"
            told = day_words(first, short=self._short)
            return told if day and day.isdigit() else f"{'weekend' if day == 'WE' else 'week'} of {told}"
        weekdays = _words()["dates"]["weekdays"]
        name = "week" if day is None else "weekend" if day == "WE" else weekdays[int(day) - 1]
        if "X" in week:
            return self._one(name, f"in {self._years(year)}" if year != "XXXX" else "")
        within = f"week {int(week)}"
        return self._of_year(within if day is None else f"{name} of {within}", year)

    def _part(self, year: str, month: str | None, quarter: str | None, half: str | None, season: str | None) -> str:
        dates = _words()["dates"]
        unknown = "X" in (month or quarter or half or "")
        if unknown:
            what = "month" if month else "quarter" if quarter else "half-year"
            return self._one(what, f"in {self._years(year)}" if year != "XXXX" else "")
        if month or season:
            name = _month(int(month), short=self._short) if month else _words()["seasons"][season]
            return self._of_year(name, year, joined=" " if year.isdigit() else " of ")
        name = dates["quarters"][int(quarter) - 1] if quarter else dates["halves"][int(half or 1) - 1]
        return self._of_year(name, year)

    def _hour(self, time: str) -> str:
        parts: dict[str, str] = _words()["hours"]
        if time in parts:
            return parts[time]
        match = _CLOCK.fullmatch(time)
        if match is None:
            return time
        hour, rest, zone = match.groups()
        told = parts["XX"] if hour == "XX" and not rest else f"{hour}{rest or ':00'}".replace("XX", "–")
        return f"{told} UTC{zone.removeprefix('Z')}" if zone else told

    def _duration(self, value: str) -> str:
        days, _, clock = value.partition("T")
        amounts = [*_AMOUNT.findall(days), *((n, "min" if u == "M" else u) for n, u in _AMOUNT.findall(clock))]
        if not amounts:
            return "now and then" if self._every else "some time"
        told = ", ".join(self._amount(*amount) for amount in amounts)
        return f"every {told}" if self._every else told

    def _amount(self, number: str, unit: str) -> str:
        one, many = _words()["units"][unit]
        if "X" in number:
            return f"{'few' if self._every else 'some'} {many}"
        if float(number) == 1:
            return one if self._every else f"1 {one}"
        return f"{number} {many}"
