"""Explicit calendar dates, with a time of day and a zone where they stand beside them: text in, ISO values out.

This is the part of date reading that the layout needs for published lines and the date reader needs for everything
that names its year. Nothing here knows of a reference date.

Every date has a year of four digits: that is what the text is scanned for. Only around a year are the finer patterns
tried, and only within `_REACH` code points, so the cost is linear in the text.
"""

from __future__ import annotations

import datetime
import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from .tables import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .language import Language

__all__ = ["Stamp", "Stamps"]


class Stamp(NamedTuple):
    """A full calendar date in the text."""

    start: int
    end: int
    value: str
    """ISO 8601: `2024-10-13`, or `2024-10-13T17:41+09:00` with the zone that was printed and none invented."""


# --- one date --------------------------------------------------------------------------------------------------------


class _Date(NamedTuple):
    start: int
    end: int
    year: int
    month: int
    day: int
    order: str
    """`dm` or `md`: how it is written in letters; `DM` or `MD`: in digits that allow one reading only; `?`: in digits
    that allow both, read here as month first; `` for year first, which tells nothing."""
    time: str
    """`T17:41+09:00`, or empty."""


def _day(date: _Date, *, day_first: bool) -> datetime.date | None:
    month, day = (date.day, date.month) if date.order == "?" and day_first else (date.month, date.day)
    return _calendar_day(date.year, month, day)


def _calendar_day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _week_day(year: int, week: int, weekday: int) -> datetime.date | None:
    """Return a day by its ISO 8601 week (5.2.3), whose year may be the one beside the calendar's."""
    try:
        return datetime.date.fromisocalendar(year, week, weekday)
    except ValueError:
        return None


def _evidence(dates: list[_Date]) -> bool | None:
    orders = [date.order for date in dates]
    for day_first, month_first in (("DM", "MD"), ("dm", "md")):
        balance = orders.count(day_first) - orders.count(month_first)
        if balance:
            return balance > 0
    return None


# --- patterns --------------------------------------------------------------------------------------------------------

_REACH = 72
"""Code points before a year that its date may take: weekday, time and zone before the longest month, and to spare."""
_CLOSE_REACH = 24
"""Code points before a year that the month or day next to it may take."""
_YEAR = re.compile(
    r"[12][0-9]{3}"
    r"(?:(?![0-9])|(?=[0-9]{4}[Tt][0-9]{4})|(?=[0-9]{1,2}:[0-9]{2}[^\S\r\n]?[AaPp]\.?[Mm]))"
)
"""Four digits alone, or at the head of a date and time in the basic form (`20241013T1200Z`), or with a clock that a
copy glued to it (`20247:15 PM`)."""
_SHORT = re.compile(r"(?<![0-9/.-])([0-9]{1,2})([/.])([0-9]{1,2})\2([0-9]{2})(?![0-9/.-])")
_PIVOT = 50
"""Two digits of a year above this are of the 20th century."""
_GAP = r"(?:[^\S\r\n]{1,4}(?:\r?\n[^\S\r\n]{0,8})?|\r?\n[^\S\r\n]{0,8})"
"""White space inside an expression: a few blanks and at most one line break, so that no blank line is crossed."""


class Stamps:
    """Finds the explicit dates of one language; read-only. A pattern is compiled when a text first asks for it."""

    def __init__(self, language: Language) -> None:
        table = language.table("stamps")
        self.months: dict[str, int] = table.values("months", int)
        self.weekdays: dict[str, int] = table.values("weekdays", int)
        self.zones: dict[str, str] = table.values("zones", str)
        self.ordinals: tuple[str, ...] = table.words("ordinals")
        self._day_first = table.flag("day_first")
        named = any_of(month.capitalize() for month in self.months)
        digits = r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]"
        self._glued_on = rf"(?<=[^\W\d_A-Z])(?:(?:{named})\b|(?=[0-9]{{1,2}}\s(?:{named})\b|{digits}))"
        # ASCII case folding only, so that a table look-up cannot fail
        months, nth = f"(?ai:{any_of(self.months)})", f"(?ai:{any_of(self.ordinals)})"
        of, the, on, at = (f"(?:{any_of(table.words(name))})" for name in ("of", "the", "on", "at"))
        hours = rf"(?:{_GAP}?(?ai:{any_of(table.words('hours'))})\b)"
        table.finish()
        weekday = rf"(?:(?ai:{any_of(self.weekdays)})\b\.?)"
        marked = rf"(?={_GAP}?\(?(?:GMT|UTC)\b|{hours}){hours}?"
        time = _time_pattern(self.zones, hours, r"\+[0-9]{2}:?[0-9]{2}", marked)
        free = r"(?<![^\W_])(?<![0-9][.,:/-])"
        lead = rf"""(?:{free}{time}(?:{_GAP}?,{_GAP}?|{_GAP}(?:(?:{on}|[-–—|]){_GAP})?))?
                    (?:{free}{weekday}(?:,{_GAP}?|{_GAP})(?:{the}{_GAP})?)?"""
        self._close = rf"""(?:(?<![^\W_]){months}|(?<![0-9])[0-9]{{1,2}}{nth}?)
                 [\s,./-]{{1,12}}(?:{of}\s{{1,12}})?\Z"""
        self._before = rf"""{lead}{free}
              (?: (?P<day>[0-9]{{1,2}})(?:{nth}\b)?(?:\.?{_GAP}(?:{of}{_GAP})?|-)
                  (?P<month>{months})\.?(?:{_GAP}?,{_GAP}?|{_GAP}(?:{of}{_GAP})?|-)
                | (?P<month_first>{months})\.?(?:{_GAP}(?:{the}{_GAP})?|-)
                  (?P<day_second>[0-9]{{1,2}})(?:{nth}\b)?(?:{_GAP}?,{_GAP}?|{_GAP}(?:{of}{_GAP})?|-)
                | (?P<one>[0-9]{{1,2}})(?P<mark>[/.-])(?P<two>[0-9]{{1,2}})(?P=mark)
              )\Z"""
        self._year_first = rf"""[12][0-9]{{3}}
              (?: (?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})(?![0-9]|[-/.][0-9]|/)
                | -[Ww](?P<week>[0-9]{{2}})-(?P<weekday>[1-7])(?![\w/-])
                | (?P<basic>[0-9]{{4}})
                  (?=[Tt](?:[01][0-9]|2[0-3])(?:[0-5][0-9]){{1,2}}(?:[Zz]|[+−-][0-9]{{2}}(?::?[0-9]{{2}})?)?(?!\w))
                | (?:{_GAP}|-)(?P<name>{months})(?:\.?{_GAP}|-)(?P<day_third>[0-9]{{1,2}})
                  (?:{nth}\b)?(?![\w%]|[.,:/-][0-9]|{_GAP}?,?{_GAP}?[12][0-9]{{3}}\b)
              )"""
        time_after = _time_pattern(
            self.zones,
            hours,
            r"(?(iso)[+−-][0-9]{2}(?::?[0-9]{2})?|(?:\+[0-9]{2}:?[0-9]{2}|-[0-9]{4}))",
            rf"(?(iso)(?P<short_second>[0-9]{{2}})?(?![0-9])|{marked})",
        )
        self._after = (
            rf"(?:(?P<iso>[Tt])|(?:{_GAP}?[,|–—/•·@-]{_GAP}?|{_GAP})(?:{at}{_GAP})?|(?=[0-9]{{1,2}}:)){time_after}"
        )

    @functools.cached_property
    def close(self) -> re.Pattern[str]:
        """A month or day, up to a year: most years have none, and are no dates."""
        return re.compile(self._close, re.VERBOSE)

    @functools.cached_property
    def before(self) -> re.Pattern[str]:
        """A date up to its year."""
        return re.compile(self._before, re.VERBOSE)

    @functools.cached_property
    def year_first(self) -> re.Pattern[str]:
        """A date that begins with its year."""
        return re.compile(self._year_first, re.VERBOSE)

    @functools.cached_property
    def after(self) -> re.Pattern[str]:
        """The time of day behind a date."""
        return re.compile(self._after, re.VERBOSE)

    @functools.cached_property
    def _glued(self) -> re.Pattern[str]:
        """Where a date begins that a copy glued to the word before it."""
        return re.compile(self._glued_on)

    def find(self, text: str, start: int = 0, end: int | None = None, *, day_first: bool | None = None) -> list[Stamp]:
        """Return the full dates between `start` and `end`, in text order, not overlapping.

        Args:
            text: any text.
            start: first code point to look at.
            end: one past the last; the whole rest by default.
            day_first: whether `06/01/2026` is 6 January; None goes by the evidence in the text, else by the custom of
                the language.
        """
        stop = len(text) if end is None else end
        if _YEAR.search(text, start, stop) is None:
            return []
        found = list(_dates(self, text, start, stop))
        if day_first is None and any(date.order == "?" for date in found):
            day_first = _evidence(found)
        day_first = self._day_first if day_first is None else day_first
        stamps = []
        for date in found:
            day = _day(date, day_first=day_first)
            if day is not None:
                stamps.append(Stamp(date.start, date.end, f"{day.isoformat()}{date.time}"))
        return stamps

    def find_short(self, text: str, start: int, end: int, *, day_first: bool | None = None) -> list[Stamp]:
        """Return the dates in digits whose year has two of them (`12/16/16 12:21pm`), for lines that must be a date.

        Years to 50 are of this century. Arguments as for `find`; `day_first` None goes by the custom of the language.
        """
        first = self._day_first if day_first is None else day_first
        stamps = []
        for match in _SHORT.finditer(text, start, end):
            month, day, order = _numeric(int(match[1]), int(match[3]), match[2])
            year = int(match[4]) + (1900 if int(match[4]) > _PIVOT else 2000)
            date = _with_time_after(self, text, _Date(match.start(), match.end(), year, month, day, order, ""), end)
            found = _day(date, day_first=first)
            if found is not None:
                stamps.append(Stamp(date.start, date.end, f"{found.isoformat()}{date.time}"))
        return stamps

    def find_glued(self, text: str, start: int, end: int) -> list[Stamp]:
        """Return the dates that a copy glued to the word before them: `Jane DoeNovember 3, 2023`, `Jane Doe3 May 2024`.

        `start` and `end` bound one line.
        """
        stamps = []
        for match in self._glued.finditer(text, start, end):
            at = match.start()
            stamps += [Stamp(a + at, b + at, value) for a, b, value in self.find(text[at:end]) if not a]
        return stamps

    def day_first_evidence(self, text: str, start: int = 0, end: int | None = None) -> bool | None:
        """Return whether a text writes the day before the month (True), after it (False), or does not tell (None).

        Dates in digits that allow one reading only (`26/11/2024`) decide; where there is none, dates with the month in
        letters do (`26 November 2024`). A tie tells nothing.
        """
        return _evidence(list(_dates(self, text, start, len(text) if end is None else end)))

    def is_day_first(self, text: str) -> bool:
        """Return whether a text writes the day before the month: by its evidence, else by the language's custom."""
        told = self.day_first_evidence(text)
        return self._day_first if told is None else told


def _time_pattern(zones: dict[str, str], hours: str, bare_shift: str, after_four: str) -> str:
    """Return the pattern of a time of day.

    `hours`: the word for hours after it; `bare_shift`: offsets that need no GMT or UTC before them; `after_four`: what
    makes a time of four digits alone.
    """
    half = rf"(?:{_GAP}?(?P<half>(?ai:[ap]))(?:\.{_GAP}?(?ai:m)\.|(?ai:m)\b))"
    utc = rf"(?ai:GMT|UTC){_GAP}?(?P<shift>[+−-][0-9]{{1,2}}(?::?[0-9]{{2}})?)"
    zone = rf"""(?:{_GAP}?(?P<open>\()?
                  (?: (?:{utc}|(?P<bare>{bare_shift}))(?![0-9])
                    | (?P<zone>{any_of(zones)})\b
                  )(?(open)\)))"""
    return rf"""(?:
        (?: (?P<hour>[0-9]{{1,2}})
            (?: :(?P<minute>[0-9]{{2}})(?::(?P<second>[0-9]{{2}})(?:[.,][0-9]{{1,9}})?)?(?![0-9])(?:{half}|{hours})?
              | (?:\.(?P<minute_dot>[0-9]{{2}}))?{half.replace("half", "half_only")}
            )
          | (?P<short>[0-9]{{4}}){after_four}
        ){zone}?)"""


# --- finding ---------------------------------------------------------------------------------------------------------


def _dates(patterns: Stamps, text: str, start: int, end: int) -> Iterator[_Date]:
    done = start
    for match in _YEAR.finditer(text, start, end):
        at = match.start()
        if at < done or (at > start and text[at - 1].isdigit()):
            continue
        date = _year_last(patterns, text, done, match) or _year_first(patterns, text, match, end)
        if date is None:
            continue
        if not date.time:
            date = _with_time_after(patterns, text, date, end)
        yield date
        done = date.end


def _year_last(patterns: Stamps, text: str, low: int, year: re.Match[str]) -> _Date | None:
    at, end = year.span()
    if at == low or not (text[at - 1].isspace() or text[at - 1] in ",/.-"):
        return None
    if not patterns.close.search(text, max(low, at - _CLOSE_REACH), at):
        return None
    found = patterns.before.search(text, max(low, at - _REACH), at)
    if not found or (text[end : end + 1].isalpha()):
        return None
    number = int(year.group())
    if found["mark"]:
        if text[end : end + 1] in {"/", "-", "."} and text[end + 1 : end + 2].isdigit():
            return None
        month, day, order = _numeric(int(found["one"]), int(found["two"]), found["mark"])
    elif found["month"]:
        month, day, order = patterns.months[found["month"].lower()], int(found["day"]), "dm"
    else:
        month, day, order = patterns.months[found["month_first"].lower()], int(found["day_second"]), "md"
    if _calendar_day(number, month, day) is None:
        return None
    return _Date(found.start(), end, number, month, day, order, _time(patterns, found))


def _numeric(one: int, two: int, mark: str) -> tuple[int, int, str]:
    """Return month, day and order; dots are a day-first custom (DIN 5008 and its like), whatever else the text does."""
    if two > 12 >= one:
        return one, two, "MD"
    if one > 12 or mark == ".":
        return two, one, "DM"
    return one, two, "?" if one != two else ""


def _year_first(patterns: Stamps, text: str, year: re.Match[str], end: int) -> _Date | None:
    at = year.start()
    if at and (text[at - 1].isalnum() or text[at - 1] in "/.-_"):
        return None
    found = patterns.year_first.match(text, at, end)
    if not found:
        return None
    number = int(year.group())
    if found["week"]:
        day = _week_day(number, int(found["week"]), int(found["weekday"]))
    elif found["basic"]:
        day = _calendar_day(number, int(found["basic"][:2]), int(found["basic"][2:]))
    elif found["name"]:
        day = _calendar_day(number, patterns.months[found["name"].lower()], int(found["day_third"]))
    else:
        day = _calendar_day(number, int(found["month"]), int(found["day"]))
    return None if day is None else _Date(at, found.end(), day.year, day.month, day.day, "", "")


def _with_time_after(patterns: Stamps, text: str, date: _Date, end: int) -> _Date:
    found = patterns.after.match(text, date.end, end)
    if not found:
        return date
    if found.end() < len(text) and text[found.end()].isalnum():
        return date
    time = _time(patterns, found)
    return date._replace(end=found.end(), time=time) if time else date


def _time(patterns: Stamps, found: re.Match[str]) -> str:
    """Return the ISO time of day that a match holds, with a leading T; empty where it holds none or no real one."""
    if found["short"]:
        hour, minute = int(found["short"][:2]), int(found["short"][2:])
    elif found["hour"]:
        hour, minute = int(found["hour"]), int(found["minute"] or found["minute_dot"] or 0)
    else:
        return ""
    half = (found["half"] or found["half_only"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    seconds = found["second"] or found.groupdict().get("short_second") or ""
    if hour > 23 or minute > 59 or int(seconds or 0) > 59:
        return ""
    return f"T{hour:02}:{minute:02}{seconds and f':{seconds}'}{_offset(patterns, found)}"


def _offset(patterns: Stamps, found: re.Match[str]) -> str:
    if found["zone"]:
        return patterns.zones[found["zone"]]
    shift = (found["shift"] or found["bare"] or "").replace("−", "-").replace(":", "")
    if not shift:
        return ""
    sign, digits = shift[0], shift[1:]
    hours, minutes = (digits, "00") if len(digits) < 3 else (digits[:-2], digits[-2:])
    return f"{sign}{int(hours):02}:{minutes}" if int(hours) < 15 and int(minutes) < 60 else ""
