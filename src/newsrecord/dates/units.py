"""Makers of units pointed at (`last week`, `the end of the year`), of lengths, and of what is counted off from a day.

Sections named are those of the TimeML annotation guidelines 1.2.1 (2006).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..timex import duration, together
from .durations import counted, lasting
from .meanings import CalendarDay, Days, Fixed, Weekday
from .periods import (
    EndedUnit,
    Month,
    Nth,
    Offset,
    Offsets,
    Pointed,
    Quarter,
    SamePeriod,
    Season,
    Shifted,
    Unit,
    Weekend,
    WeekOf,
)
from .reading import HYPHENS, Piece, Reading, amount_of, leading_number, scaled, shift_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reading import Match

__all__ = ["MAKERS"]


# --- amounts of time -------------------------------------------------------------------------------------------------

_VAGUE = {-1: "PAST_REF", 1: "FUTURE_REF"}


def amount(match: Match) -> Reading | list[Piece] | None:
    """`three weeks` (P3W, 2.2.1.1), `two weeks ago`, `six years later`, `two days before Christmas` (2.2.1.2).

    A count that says which day it is counted from is a date, else it is a length.
    """
    count, unit = scaled(amount_of(match), unit_of(match))
    if match.word("o"):
        return _counted_off(match, count, unit)
    if match.is_in(match.after(), "BESIDE") and not any(match.is_in(word, "AT_WORK") for word in match.part("a")):
        counted_from = match.follow(match.last + 1)
        sign = match.lexicon.values["steps"].get(match.after().lower())
        if counted_from and sign and count and count == int(count) and unit in _CALENDAR:
            of = counted_from.reading.meaning
            if isinstance(of, Weekday) and of.is_open and match.is_in(match.after(), "FROM"):
                of = Pointed(of, 1)  # a week from Monday
            beside = Shifted(unit, sign * int(count), of)
            return [Piece(match.first, counted_from.last, Reading("DATE", beside))]
    return counted(match)


_CALENDAR = frozenset(("D", "W", "M", "Y"))
"""Units that a day is counted off by."""


def _counted_off(match: Match, count: float | None, unit: str) -> Reading | list[Piece] | None:
    sign = match.value("o", "steps")
    later = match.has("o", "LATER")
    if later and (count is None or unit not in _CALENDAR):  # a few days later: no day that a reader could tell
        made = counted(match)
        return [Piece(match.first, match.span("u")[1], made)] if isinstance(made, Reading) else made
    if count is None:
        return Reading("DATE", Fixed(_VAGUE[sign], relative=True))
    if count != int(count):
        if unit not in _PARTS:
            return Reading("DATE", Fixed(_VAGUE[sign], relative=True))
        count, unit = round(count * _PARTS[unit][0]), _PARTS[unit][1]
    reading = Reading("DATE", Offset(unit, sign * int(count), later or match.has("o", "ANCHORED"), later=later))
    if match.words[match.span("o")[0] - 1] in HYPHENS and match.has("a", "ART"):
        return [Piece(match.first + 1, match.last, reading)]  # a year-ago quarter: the article belongs to the quarter
    return reading


_PARTS = {"Y": (12, "M"), "DE": (10, "Y")}
"""The unit that half of one is counted in."""


def two_counts(match: Match) -> list[Piece]:
    """`between 20 and 30 weeks` (P20W and P30W)."""
    unit = unit_of(match)
    first, second = scaled(amount_of(match, "b"), unit), scaled(amount_of(match), unit)
    return [
        Piece(*match.span("b"), lasting(*first)),
        Piece(match.span("a")[0], match.last, lasting(*second)),
    ]


def amounts(match: Match) -> Reading | list[Piece] | None:
    """`an hour and 20 minutes` (PT1H20M, 2.2.1.1); `two years, three months and a week ago`, which is a week."""
    counts: list[tuple[int, str]] = []
    for amount, name in (("a", "u"), ("b", "v"), ("c", "w"), ("d", "x")):
        if match.part(amount):
            count, unit = amount_of(match, amount), unit_of(match, name)
            if count is None or not count or count != int(count) or unit not in _ORDER:
                return None
            if counts and _ORDER.index(counts[-1][1]) >= _ORDER.index(unit):  # a list: two years, three years
                return None
            counts.append((int(count), unit))
    if match.word("o"):
        sign, later = match.value("o", "steps"), match.has("o", "LATER")
        shifts = tuple((unit, sign * count) for count, unit in counts)
        return Reading("DATE", Offsets(shifts, later or match.has("o", "ANCHORED"), later=later))
    return Reading("DURATION", Fixed(together([duration(count, unit) for count, unit in counts])))


_ORDER = ("Y", "M", "W", "D", "H", "MIN", "S")


_AND_HALF = len(("a", "year", "and", "a", "half"))


def amount_and_half(match: Match) -> Reading | list[Piece]:
    """`a year and a half` (P1Y6M); `a year and a half ago`, which is a month."""
    unit = unit_of(match)
    if not match.word("o") or match.has("o", "LATER"):
        return [Piece(match.first, match.first + _AND_HALF, lasting(1.5, unit))]
    sign = match.value("o", "steps")
    if unit not in _PARTS:
        return Reading("DATE", Fixed(_VAGUE[sign], relative=True))
    factor, part = _PARTS[unit]
    return Reading("DATE", Offset(part, sign * round(1.5 * factor), match.has("o", "ANCHORED")))


def year_ago(match: Match) -> Reading:
    """`year-ago` in `the year-ago profit`: the year, or the quarter where the text counts in quarters."""
    return Reading("DATE", Offset(unit_of(match), -1))


def vague_ago(match: Match) -> Reading:
    """`years ago` (PAST_REF, 2.2.1.4)."""
    return Reading("DATE", Fixed(_VAGUE[match.value("o", "steps")], relative=True))


def day_before(match: Match) -> Reading | list[Piece] | None:
    """`the day before` (of the day named last), `the day after Christmas`, `the week before May 5` (a week)."""
    unit, step = unit_of(match), match.value("o", "steps")
    counted_from = match.follow()
    if counted_from is not None:
        beside = Shifted(unit, step, counted_from.reading.meaning, grain=unit)
        return [Piece(match.first, counted_from.last, Reading("DATE", beside))]
    if match.after()[:1].isalnum():  # the day before elections
        return None
    return Reading("DATE", Unit(unit, step, anchored=True))


# --- units pointed at ------------------------------------------------------------------------------------------------


def relative_unit(match: Match) -> Reading | None:
    """`last week` (2024-W41), `this year`, `the following day`, which is counted from the day named last."""
    unit, shift = unit_of(match), shift_of(match) or 0
    if match.words[match.last - 1][0].isupper() and match.is_in(match.before(), "QUOTE"):
        return None  # "This Week" on television
    if unit == "D" and match.has("r", "NOT_WITH_DAY"):
        return None
    if unit == "2W":  # the last fortnight
        return lasting(2.0, "W")
    article = match.span("r")[0] > match.first or match.is_in(match.before(), "THE")
    if match.has("r", "LAST") and article and match.is_in(match.after(), "OF"):
        return None  # the last week of May, of the campaign
    return Reading("DATE", Unit(unit, shift, match.has("r", "ANCHORED") or (unit == "D" and shift > 0)))


def unit_after_next(match: Match) -> Reading:
    """`the week after next` (two on), `the month before last` (two back)."""
    return Reading("DATE", Unit(unit_of(match), 2 * match.value("o", "steps")))


def past_unit(match: Match) -> Reading | list[Piece]:
    """`the past year` (P1Y), `the next decade` (P10Y), `the year` in `the year ended Sept. 30` (P1Y)."""
    count, unit = scaled(1.0, unit_of(match))
    part = match.lexicon.values["date_mods"].get(match.before(2).lower())
    if unit == "DE" and part and match.is_in(match.before(), "OF"):
        return Reading("DATE", Unit("DE", shift_of(match) or 0))  # the end of the next decade
    reading = Reading("DURATION", Fixed(duration(count, unit)))
    if unit == "WE":
        reading = Reading("DATE", Unit("WE", -1))
    return [Piece(match.first, match.span("u")[1], reading)]


def ended_unit(match: Match) -> list[Piece] | None:
    """`the quarter` in `the quarter ended Sept. 30`, `the fiscal year` in `the fiscal year ending June 30` (2.2.1.2).

    `the week ended December 8` is one week.
    """
    end = match.follow()
    if end is None:
        return None
    if unit_of(match) == "W":
        if isinstance(end.reading.meaning, Month):  # the third week of November
            return None
        return [Piece(match.first, end.last, Reading("DATE", WeekOf(end.reading.meaning)))]
    step = match.value("o", "steps")
    pointed = end.meaning(Pointed(end.reading.meaning, step)) if step else end
    unit = Reading("DATE", EndedUnit(unit_of(match), pointed.reading.meaning))
    return [Piece(match.first, match.span("u")[1], unit), pointed]


def nth_of(match: Match) -> list[Piece] | None:
    """`the first Monday in October`, `the last week of May`, `the 20th day of the month`: counted within a span."""
    within = match.follow()
    word = match.word("n")
    which = -1 if match.has("n", "FINAL") else leading_number(word) or match.lexicon.values["ordinals"].get(word, 0)
    unit = f"{match.value('w', 'weekday')}" if match.word("w") else unit_of(match)
    if within is None or not which or isinstance(within.reading.meaning, (CalendarDay, Weekday)):
        return None
    if isinstance(within.reading.meaning, Fixed) and within.reading.meaning.value.endswith("_REF"):
        return None
    return [Piece(match.first, within.last, Reading("DATE", Nth(which, unit, within.reading.meaning)))]


def week_of(match: Match) -> list[Piece] | None:
    """`the week of April 10`, `the weekend of June 5`: the one that the day lies in."""
    day = match.follow()
    if day is None or isinstance(day.reading.meaning, (Month, Fixed, Unit, Quarter, Season)):
        return None
    return [Piece(match.first, day.last, Reading("DATE", WeekOf(day.reading.meaning, unit_of(match))))]


def bare_unit(match: Match) -> Reading | None:
    """`the year` in `for the year`: the one that the text speaks from."""
    if not match.is_in(match.before(), "BEFORE_UNIT") or match.words[match.last - 1][0].isupper():
        return None  # the Player of the Year
    return Reading("DATE", Unit(unit_of(match)))


def the_day(match: Match) -> list[Piece] | None:
    """`the day` in `ended the day at 14 euros`, `late in the day`: the one named last."""
    start, end = match.span("u")
    return [Piece(start - 1, end, Reading("DATE", Unit("D", 0, anchored=True)))]


def same_period(match: Match) -> Reading:
    """`the same month a year ago`: of the kind that is compared, a year before the one named last."""
    return Reading("DATE", SamePeriod(unit_of(match)))


def weekend(_: Match) -> Reading:
    """`the weekend`: the last one, or the coming one."""
    return Reading("DATE", Weekend())


# --- parts of units --------------------------------------------------------------------------------------------------


def part_of_unit(match: Match) -> Reading:
    """`the end of the month`, `early in the year` (mod, 2.2.3): the modifier is a word of the match, or of the rule."""
    mod = match.value("h", "date_mods") or match.rule.mod
    return Reading("DATE", Unit(unit_of(match), shift_of(match) or 0), mod=mod)


def part_of_year(match: Match) -> Reading:
    """`year-end`, `year-end 1990`, `midyear` (mod, 2.2.3): the rule says which part."""
    mod = match.rule.mod
    if match.word("y"):
        return Reading("DATE", Fixed(match.word("y")), mod=mod)
    return Reading("DATE", Unit("Y", shift_of(match) or 0), mod=mod)


def earlier(match: Match) -> Reading:
    """`earlier this year`, `late yesterday` (START, END; 2.2.3)."""
    mod = match.value("h", "date_mods")
    if match.word("d"):
        return Reading("DATE", Days(match.value("d", "deictic")), mod=mod)
    return Reading("DATE", Unit(unit_of(match), 0, match.has("r", "ANCHORED")), mod=mod)


MAKERS: dict[str, Callable[[Match], Reading | list[Piece] | None]] = {
    maker.__name__: maker
    for maker in (
        amount,
        two_counts,
        amounts,
        amount_and_half,
        year_ago,
        vague_ago,
        day_before,
        relative_unit,
        unit_after_next,
        past_unit,
        ended_unit,
        nth_of,
        week_of,
        bare_unit,
        the_day,
        same_period,
        weekend,
        part_of_unit,
        part_of_year,
        earlier,
    )
}
"""The makers, by the name that rules call them by."""
