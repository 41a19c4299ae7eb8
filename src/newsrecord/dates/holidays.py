"""On which days of a year a holiday falls: a rule as the tables write it in, days out.

Fixed days, weekdays of a month and the feasts that hang on Easter are computed. Those of other calendars (Islamic,
Jewish, Persian, Chinese, Indian) are looked up in `feasts.txt`, which `training/dates/feasts.py` makes of libraries for
those calendars.
"""

from __future__ import annotations

import datetime
import functools
from typing import Final, Literal, NamedTuple

__all__ = ["HOLIDAY_KINDS", "HolidayRule", "holidays_in", "last_day", "read_rule"]

HOLIDAY_KINDS: Final = {"fixed": 2, "nth": 3, "last": 2, "before": 3, "easter": 1, "orthodox": 1, "feast": 0}
"""How a holiday is reckoned, and how many numbers say so."""

_FIRST_GREGORIAN, _LAST_COMPUTED = 1583, 4099
"""Years that dateutil's computation of Easter covers."""


class HolidayRule(NamedTuple):
    """How a holiday is reckoned.

    | kind | numbers |
    |---|---|
    | `fixed` | month, day |
    | `nth` | month, weekday (1 is Monday), which of them, and perhaps days after it |
    | `last` | month, weekday |
    | `before` | month, day, weekday: the last such weekday before that day |
    | `easter` | days after the western Easter |
    | `orthodox` | days after the Easter of the Orthodox churches |
    | `feast` | none; a name in `feasts.txt`, and perhaps how many days it lasts or the feast before which it ends |
    """

    kind: str
    numbers: tuple[int, ...]
    feast: str = ""
    ends_before: str = ""
    """The feast that follows it, where it lasts until then."""

    @property
    def lasts(self) -> bool:
        """Whether it is a feast of several days."""
        return self.kind == "feast" and bool(self.numbers or self.ends_before)


def read_rule(words: str) -> HolidayRule:
    """Return a rule as a table writes it: `fixed 12 25`, `easter -2`, `feast diwali`, `feast passover 8`.

    Raises:
        ValueError: it is none.
    """
    kind, *rest = words.split() or [""]
    if kind == "feast":
        name, *length = rest or [""]
        lasts = length[0] if len(length) == 1 else ""
        if name not in _feasts() or (length and not lasts.isdecimal() and lasts not in _feasts()):
            known = f"there are {', '.join(sorted(_feasts()))}; after one a number of days or another"
            raise ValueError(f"no feast {' '.join(rest)!r}; {known}")
        return HolidayRule(kind, (int(lasts),), name) if lasts.isdecimal() else HolidayRule(kind, (), name, lasts)
    numbers = tuple(int(word) for word in rest if word.lstrip("-").isdecimal())
    wanted = HOLIDAY_KINDS.get(kind)
    if len(numbers) != len(rest) or wanted is None or len(numbers) - wanted not in ((0, 1) if kind == "nth" else (0,)):
        known = ", ".join(f"{name} with {size} numbers" for name, size in HOLIDAY_KINDS.items())
        raise ValueError(f"no rule of a holiday: {words!r}; there are {known}")
    return HolidayRule(kind, numbers)


def holidays_in(year: int, rule: HolidayRule) -> list[datetime.date]:
    """Return the days of a holiday in a year: mostly one; a feast by the moon may have two; none where nothing tells.

    Args:
        year: a year from 1 to 9999.
        rule: how it is reckoned.
    """
    if rule.kind == "feast":
        return _feasts()[rule.feast].get(year, [])
    found = _day_in(year, rule.kind, rule.numbers)
    return [found] if found else []


def last_day(first: datetime.date, rule: HolidayRule) -> datetime.date:
    """Return the last day of a holiday that begins on a day, which is the same unless it is a feast that lasts."""
    if rule.kind != "feast":
        return first
    by_year = _feasts().get(rule.ends_before, {})
    following = [day for year in (first.year, first.year + 1) for day in by_year.get(year, []) if day > first]
    after = min(following, default=None)
    if after is not None and (after - first).days <= _LONGEST_FEAST:
        return after - datetime.timedelta(days=1)
    return min(datetime.date.max, first + datetime.timedelta(days=sum(rule.numbers or (1,)) - 1))


_LONGEST_FEAST = 40


def _day_in(year: int, kind: str, numbers: tuple[int, ...]) -> datetime.date | None:
    if kind in {"easter", "orthodox"}:
        from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter  # `import newsrecord` stays light

        if not _FIRST_GREGORIAN <= year <= _LAST_COMPUTED:
            return None
        method: Literal[2, 3] = EASTER_WESTERN if kind == "easter" else EASTER_ORTHODOX
        return easter(year, method) + datetime.timedelta(days=numbers[0])
    month, *rest = numbers
    if kind == "fixed":
        return datetime.date(year, month, rest[0])
    if kind == "before":
        day = datetime.date(year, month, rest[0])
        return day - datetime.timedelta(days=(day.isoweekday() - rest[1] - 1) % 7 + 1)
    if kind == "last":
        end = datetime.date(year, month, 31) if month == 12 else datetime.date(year, month + 1, 1)
        end -= datetime.timedelta(days=month < 12)
        return end - datetime.timedelta(days=(end.isoweekday() - rest[0]) % 7)
    start = datetime.date(year, month, 1)
    days = (rest[0] - start.isoweekday()) % 7 + 7 * (rest[1] - 1) + sum(rest[2:])
    return start + datetime.timedelta(days=days)


@functools.cache
def _feasts() -> dict[str, dict[int, list[datetime.date]]]:
    """The days of each feast by year; read when a text names a feast."""
    found: dict[str, dict[int, list[datetime.date]]] = {}
    from importlib import resources

    for line in resources.files(__package__).joinpath("feasts.txt").read_text("utf-8").splitlines():
        name, *days = line.split()
        if name != "#":
            by_year = found.setdefault(name, {})
            for day in days:
                by_year.setdefault(int(day[:4]), []).append(datetime.date(int(day[:4]), int(day[4:6]), int(day[6:])))
    return found
