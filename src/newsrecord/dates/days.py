"""Makers of days, weekdays, months and holidays."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .context import day_of
from .holidays import read_rule
from .meanings import (
    AnchoredWeekday,
    CalendarDay,
    DayOfMonth,
    Days,
    Fixed,
    HolidayDay,
    HolidayWeek,
    NumericDay,
    Weekday,
    WeekdayLast,
    WeekdayNth,
)
from .periods import Month, NumberedWeek
from .reading import HYPHENS, Piece, Reading, leading_number, shift_of, spoken_year, year_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .holidays import HolidayRule
    from .reading import Match

__all__ = ["MAKERS"]


# --- days of a month -------------------------------------------------------------------------------------------------


def _day_number(match: Match, name: str) -> int | None:
    """Return the day that a part spells in digits or words, None where the month has no such day."""
    ordinals, numbers = match.lexicon.values["ordinals"], match.lexicon.values["numbers"]
    spelled = sum(ordinals.get(word) or numbers.get(word, 0) for word in match.part(name))  # twenty-first
    day = leading_number(match.word(name)) or spelled
    return day if 1 <= day <= _LONGEST[(match.value("m", "months") or 1) - 1] else None


_ATTACKED, _ATTACKED_IN = (9, 11), 2001
"""The day of the attacks of 11 September 2001, which news names without the year."""
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_day(match: Match) -> Reading | list[Piece] | None:
    """`October 28`, `the 28th of October`, `Tuesday, Oct. 28`, `29 OCT 25` (2.2.1.2)."""
    day, month = _day_number(match, "d"), match.value("m", "months")
    if (
        day is None
        or match.has("d", "NO_DAY")
        or (match.is_in(match.before(), "MONEY") and match.span("d")[0] == match.first)
    ):
        return None
    if match.has("y", "YEAR"):  # the Fourth of July, 1995
        return Reading("DATE", CalendarDay(month, day, int(match.word("y"))))
    if (month, day) == _ATTACKED and match.is_in(match.after(), "ATTACKS"):
        return Reading("DATE", CalendarDay(month, day, _ATTACKED_IN))
    if match.word("y"):  # 29 OCT 25, but not: on 5 May 20 people came
        hyphened = match.is_in(match.words[match.last - 2], "HYPHEN")  # 19-Nov-12
        counting = match.after()[:1].islower() and not hyphened and not match.words[match.span("m")[0]].isupper()
        if counting or len(match.word("y")) == 1:
            return [Piece(match.first, match.span("m")[1], Reading("DATE", CalendarDay(month, day)))]
        return Reading("DATE", CalendarDay(month, day, year_of(match)))
    weekday = match.value("w", "weekday")
    return Reading("DATE", CalendarDay(month, day, None, shift_of(match), shift_of(match, "s"), weekday))


def day_range(match: Match) -> list[Piece] | None:
    """`Oct. 3-5, 2024` (2.2.2): a piece for each end, which share month and year."""
    first, last = _day_number(match, "d"), _day_number(match, "e")
    month = match.value("m", "months")
    year = int(match.word("y")) if match.word("y") else None
    if first is None or last is None or last <= first or (year and day_of(year, month, last) is None):
        return None
    return [
        Piece(match.first, match.span("d")[1], Reading("DATE", CalendarDay(month, first, year))),
        Piece(match.span("e")[0], match.last, Reading("DATE", CalendarDay(month, last, year))),
    ]


def day_of_month(match: Match) -> Reading | None:
    """`on the 15th`, `the 20th day of the month` (2.2.1.2): of the month named last, or of the one pointed at."""
    day = _day_number(match, "d")
    after = match.after()
    if day is None or (day <= _MONTHS and match.word("d").isalpha()):
        return None  # on the first, third, tenth of many things
    if after[:1].isalnum() and (match.is_in(after, "OF") or not match.is_in(after, "PLACED")):
        return None
    return Reading("DATE", DayOfMonth(day, shift_of(match, "s")))


def numeric_date(match: Match) -> Reading | None:
    """`10/30/89` (2.2.1.2): figures whose order the rest of the text tells."""
    one, two = int(match.word("a")), int(match.word("b"))
    if len(match.word("y")) == 1:  # 4/13/1
        return None
    if not (0 < min(one, two) <= _MONTHS and max(one, two) <= _LONGEST[0]):
        return None
    return Reading("DATE", NumericDay(one, two, year_of(match) or 0))


_MONTHS = 12


def numeric_month(match: Match) -> Reading | None:
    """`10/2024`, but not: Decree 10/2024."""
    before, month = match.before(), int(match.word("m"))
    named = match.is_in(before, "NUMBERED") or (before[:1].isupper() and not match.is_in(before, "BEFORE_YEAR"))
    if named or match.is_in(before, "NOT_YEAR") or month > _MONTHS or match.is_in(match.after(), "PLURAL_UNITS"):
        return None
    return Reading("DATE", Fixed(f"{match.word('y')}-{month:02}"))


def iso_week(match: Match) -> Reading | None:
    """`2024-W41`: ISO 8601, 5.2.3; not every year has a week 53."""
    year, week = int(match.word("y")), int(match.word("w")[1:])
    if week > datetime.date(year, 12, 28).isocalendar().week:
        return None
    return Reading("DATE", Fixed(f"{year}-W{week:02}"))


# --- months ----------------------------------------------------------------------------------------------------------


def month(match: Match) -> Reading | list[Piece] | None:
    """`March 2024`, `last March`, `March of next year` (2.2.1.2)."""
    before = match.before()
    if before.isdigit() and len(before) == len("31") and _day_number_in(match, before):
        return None  # 31 June 2022
    spelled = match.part("z")
    year = spoken_year(spelled, match.lexicon) if spelled else year_of(match)
    reading = Reading("DATE", Month(match.value("m", "months"), year, shift_of(match), shift_of(match, "s")))
    if spelled and year is None:
        return [Piece(match.first, match.span("m")[1], reading)]
    return reading


def months(match: Match) -> list[Piece]:
    """`Jan.-March`, `Oct-Dec 2024`: the year is that of the end."""
    end, year = match.value("e", "months"), year_of(match)
    start = match.value("m", "months")
    before = year - (start > end) if year else None
    return [
        Piece(match.first, match.span("m")[1], Reading("DATE", Month(start, before))),
        Piece(match.span("e")[0], match.last, Reading("DATE", Month(end, year))),
    ]


def bare_month(match: Match) -> Reading | None:
    """`March` (2.2.1.2), where the words around say that it is no verb, name or short form of one."""
    word, before, after = match.word("m"), match.before(), match.after()
    if _is_name(match) or _is_impossible(match):
        return None
    placed = match.first + 1 < match.last or match.is_in(match.before(2) if before in HYPHENS else before, "PLACED")
    if match.is_in(match.after(1), "MONTHS") and match.is_in(after, "CHAIN"):
        placed = True  # May to November
    elif match.is_in(before, "DETERMINER") and not match.is_in(before, "POSS"):
        placed = after[:1].islower() and not match.is_in(after, "PLACED")  # the March accession, the March for Life
        if after[:1].isupper() and not match.has("m", "VERB_MONTH"):
            placed = True  # the June CPI figures
    if match.has("m", "NAME_MONTH"):
        named = after[:1].isupper() and not match.is_in(before, "SURELY") and not match.is_in(before, "DETERMINER")
        if named:  # April Smith
            return None
        if not placed and (match.has("m", "VERB_MONTH") or before[:1].isupper()):
            return None
    elif len(word) <= _SHORT_MONTH and not match.has("m", "FULL_MONTH") and (not placed or after != "."):
        return None  # a short form hardly ever stands alone
    return Reading("DATE", Month(match.value("m", "months")))


def _is_name(match: Match) -> bool:
    """Whether the name of a month is a person's: June said; people called April, May, June or August."""
    if not match.has("m", "NAME_MONTH"):
        return False
    before = match.before(2) if match.is_in(match.before(), "DOT") else match.before()
    if match.is_in(before, "TITLE"):
        return True
    if match.is_in(match.after(), "NEWSPAPER_SAYS") and not match.is_in(match.before(), "PLACED"):
        return True
    members = match.lexicon.members
    opening = match.codes[max(0, match.first - _LONG_LIST) : match.first].rstrip(members("MONTHS") + members("CHAIN"))
    return bool(opening) and opening[-1] in members("NAMED")


_LONG_LIST = 12
"""Words back in which `called` opens a list of names."""


def _day_number_in(match: Match, digits: str) -> bool:
    """Whether digits before a month name a day that it never has: 31 June."""
    return int(digits) > _LONGEST[(match.value("m", "months") or 1) - 1]


def _is_impossible(match: Match) -> bool:
    """Whether a month stands with a day and a year that no calendar has together: February 29, 2022."""
    before = match.before()
    if before.isdigit() and len(before) == len("31") and int(before) <= _LONGEST[0] and _day_number_in(match, before):
        return True
    if not (match.after().isdigit() and len(match.after()) <= len("31")):
        return False
    ahead = [match.after(at) for at in range(6)]
    at = 1
    if match.is_in(ahead[at], "DASH") and ahead[at + 1].isdigit():
        at += 2
    at += match.is_in(ahead[at], "COMMA")
    return match.is_in(ahead[at], "YEAR")


_SHORT_MONTH = 4
"""Short forms of months have at most so many letters."""


# --- weekdays --------------------------------------------------------------------------------------------------------


def weekday_last(match: Match) -> Reading:
    """`Thursday last` (2.2.1.2): the last one that is not yesterday."""
    return Reading("DATE", WeekdayLast(match.value("w", "weekday")))


def weekday(match: Match) -> Reading | None:
    """`Monday`, `last Friday`, `Tuesday next week` (2.2.1.2); short forms only where they are sure."""
    word, before, after = match.word("w"), match.before(), match.after()
    short = len(word) <= _SHORT_DAY and not match.word("r") and not match.is_in(after, "PARTS")
    if short and not match.is_in(before, "BEFORE_SHORT_DAY"):
        return None
    if len(word) <= _SHORT_DAY and match.word("r") and not match.is_in(after, "DOT") and not match.has("r", "SPEAKING"):
        return None  # that Sun's profits fell
    if (before[:1].isupper() and match.is_in(before, "NAMED_DAY")) or _in_name(match):
        return None
    number, shift = match.value("w", "weekday"), shift_of(match)
    if match.has("r", "ANCHORED"):
        return Reading("DATE", AnchoredWeekday(number, shift or 0))
    if match.word("s") and match.is_in(match.words[match.span("s")[0] - 1], "THE"):  # of the following week
        return Reading("DATE", AnchoredWeekday(number, shift_of(match, "s") or 0, in_week=True))
    known = shift is None and match.is_in(before, "THE")
    alone = known and match.is_in(match.before(2), "ON") and not after[:1].isalpha()
    return Reading("DATE", Weekday(number, shift, shift_of(match, "s"), known, alone))


_SHORT_DAY = 5
"""No full name of a weekday is as short as this."""


def _in_name(match: Match) -> bool:
    """Whether what follows makes a name of the match: Sunday Times, Saturday Night Live."""
    after = match.after(1) if match.is_in(match.after(), "PARTS") else match.after()
    return after[:1].isupper() and match.is_in(after, "PAPER")


def every_weekday(match: Match) -> Reading:
    """`every Tuesday`, `Mondays` (XXXX-WXX-1, 2.2.1.5), `every other Friday` (P2W)."""
    word, names = match.word("w"), match.lexicon.values["weekday"]
    day = names.get(word) or names[word.removesuffix("s")]
    if match.word("o"):
        return Reading("SET", Fixed("P2W"))
    return Reading("SET", Fixed(f"XXXX-WXX-{day}{match.value('p', 'parts') or ''}"))


def weekday_nth(match: Match) -> Reading | None:
    """`Friday the 13th` (2.2.1.2): the nearest such day."""
    day = _day_number(match, "d")
    written = match.words[match.span("d")[0]]
    plain = not written[0].isdigit() or written.isdigit()  # Tuesday the second, Sunday 31, but not: the second time
    if plain and (match.after()[:1].isalnum() or match.before()[:1].isdigit() or match.has("d", "FINAL")):
        return None
    return Reading("DATE", WeekdayNth(match.value("w", "weekday"), day)) if day else None


def week_number(match: Match) -> Reading | None:
    """`week 27 of 2027` (2027-W27)."""
    week, year = int(match.word("n").replace(",", "")), year_of(match)
    if not 1 <= week <= _WEEKS:
        return None
    shift = shift_of(match, "s")
    return Reading("DATE", NumberedWeek(week, year, shift))


_WEEKS = 53


# --- named days ------------------------------------------------------------------------------------------------------


def deictic(match: Match) -> Reading | None:
    """`today`, `the day after tomorrow` (2.2.1.2): counted from the day of the text."""
    before, after = match.before(), match.after()
    if match.words[match.last - 1][0].isupper():
        acronym = before.isupper() and before.isalpha()
        if acronym or (after[:1].isupper() and match.is_in(after, "PAPER")):
            return None  # USA Today, the Today Show
    days = match.value("d", "deictic") + (match.value("o", "steps") or 0)
    return Reading("DATE", Days(days))


def nine_eleven(match: Match) -> Reading | None:
    """`9/11`, the day of the attacks of 2001."""
    if match.word("n") != "9" or match.word("e") != "11":
        return None
    if match.is_in(match.before(), "SLASH") or (
        match.is_in(match.before(), "DASH") and not match.is_in(match.before(2), "PRE")
    ):
        return None
    return Reading("DATE", Fixed("2001-09-11"))


def holiday(match: Match) -> list[Piece] | None:
    """`Christmas Eve 1999`, `last Easter`, `Diwali`, `the Memorial Day weekend` (2024-W21-WE)."""
    start, end = match.span("h")
    found = _longest_name(match, start, end)
    if found is None or not match.words[start][0].isupper():
        return None
    rule, end = found
    words, known = match.words, len(match.words)
    before, after = match.before(), words[end] if end < known else ""
    if end == start + 1:  # Christmas carols, a player named Easter
        listed = match.is_in(before, "CHAIN") and after[:1].isalpha() and not match.is_in(after, "PLACED")
        placed = (
            (match.is_in(before, "PLACED") and not listed)
            or match.word("r")
            or after[:1] in {"", ",", ".", ";", ")", "?", "!"}
        )
        named = before[:1].isupper() and not match.is_in(before, "PLACED") and not match.word("r")
        unit = any(
            match.is_in(after, name) for name in ("WEEKEND", "WEEK", "HOLIDAYS_AROUND", "YEAR", "PARTS", "BEFORE_CLOCK")
        )
        feast = rule.kind == "feast" and not after[:1].isupper() and not match.is_in(before, "CALLED")
        if named or not (placed or unit or feast):
            return None
    year, shift, year_shift = None, shift_of(match), None
    at = end
    if at < known and (match.is_in(words[at], "COMMA") or match.is_in(words[at], "OF") or match.is_in(words[at], "IN")):
        at += 1
    counted = at > end and at + 1 < known and words[at + 1].islower()  # on Christmas, 2013 people came
    if at < known and (match.is_in(words[at], "YEAR") or match.is_in(words[at], "OLDYEAR")) and not counted:
        year, end = int(words[at]), at + 1
    elif at + 1 < known and match.is_in(words[at + 1], "A_YEAR") and match.is_in(words[at], "SPEAKING_YEAR"):
        year_shift, end = match.lexicon.values["relatives"][words[at].lower()], at + 2
    day = HolidayDay(rule, year, shift, year_shift)
    after = words[end] if end < known else ""
    if match.is_in(after, "WEEKEND") or match.is_in(after, "WEEK"):
        unit_named = "WE" if match.is_in(after, "WEEKEND") else "W"
        return [Piece(match.first, end + 1, Reading("DATE", HolidayWeek(day, unit_named)))]
    if match.is_in(after, "HOLIDAYS_AROUND") and not match.words[end][0].isupper():
        end += 1
    return [Piece(match.first, end, Reading("DATE", day))]


def _longest_name(match: Match, start: int, end: int) -> tuple[HolidayRule, int] | None:
    """Return the rule of the longest name of a holiday that some words begin with, and where the name ends."""
    names = match.lexicon.holidays
    words: list[str] = []
    found: tuple[str, int] | None = None
    for at in range(start, end):
        word = match.words[at].lower().replace("’", "'")
        if not any(match.is_in(word, mark) for mark in ("POSS", "APOS", "DOT", "HYPHEN")):
            words.append(word)
            if (rule := names.get(" ".join(words))) is not None:
                found = rule, at + 1
    return (read_rule(found[0]), found[1]) if found else None


MAKERS: dict[str, Callable[[Match], Reading | list[Piece] | None]] = {
    maker.__name__: maker
    for maker in (
        month_day,
        day_range,
        day_of_month,
        numeric_date,
        numeric_month,
        iso_week,
        month,
        months,
        bare_month,
        weekday,
        weekday_last,
        every_weekday,
        weekday_nth,
        week_number,
        deictic,
        nine_eleven,
        holiday,
    )
}
"""The makers, by the name that rules call them by."""
