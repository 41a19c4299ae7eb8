"""Makers of days, months, holidays and times of day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .reading import ANCHORED, Piece, Reading, shift_of, spoken_year, year_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reading import Match

__all__ = ["MAKERS"]


def _day_number(match: Match, name: str) -> int | None:
    word = match.word(name)
    figures = word.rstrip("stndrh")
    day: int | None
    if figures.isdecimal():
        day = int(figures)
    else:
        parts = match.part(name)
        day = sum(match.lexicon.values["ordinals"].get(part, 0) for part in parts)
    return day if day and 1 <= day <= _LONGEST[(match.value("m", "months") or 1) - 1] else None


_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_day(match: Match) -> Reading | None:
    day = _day_number(match, "d")
    if day is None or match.word("d") in {"last", "final", "half"}:
        return None
    return Reading("DATE", "day", (match.value("m", "months"), day, None, shift_of(match)))


def day_range(match: Match) -> list[Piece] | None:
    first, last = _day_number(match, "d"), _day_number(match, "e")
    if first is None or last is None or last <= first:
        return None
    month = match.value("m", "months")
    year = int(match.word("y")) if match.word("y") else None
    return [
        Piece(match.first, match.span("d")[1], Reading("DATE", "day", (month, first, year, None))),
        Piece(match.span("e")[0], match.last, Reading("DATE", "day", (month, last, year, None))),
    ]


def month(match: Match) -> Reading | None:
    year = year_of(match) or (spoken_year(match.part("z"), match.lexicon) if match.part("z") else None)
    shift = shift_of(match)
    if "coming" in match.small:
        shift = 1
    return Reading("DATE", "month", (match.value("m", "months"), year, shift, shift_of(match, "s")))


_SHORT = 5
"""No full name of a weekday is as short as this."""
_NAMES_TOO = frozenset(("may", "march", "april", "june", "august"))
"""Months that people are named after, or that are verbs as well."""
_VERBS_TOO = frozenset(("may", "march"))
_SHORT_MONTH = 4
"""Short forms of months have at most so many letters; July, so short itself, is never shortened in print."""


def bare_month(match: Match) -> Reading | None:
    word, before, after = match.word("m"), match.before(), match.after()
    placed = match.is_in(before, "PLACED")
    if word in _NAMES_TOO:
        if after[:1].isupper() and not match.is_in(before, "SURELY"):  # April Smith
            return None
        if not placed and (word in _VERBS_TOO or before[:1].isupper()):
            return None
    elif (
        len(word) <= _SHORT_MONTH and word != "july" and (not placed or after != ".")
    ):  # a short form hardly ever stands alone
        return None
    return Reading("DATE", "month", (match.value("m", "months"), None, None, None))


def weekday(match: Match) -> Reading | None:
    word = match.word("w")
    before, after = match.before(), match.after()
    short = len(word) <= _SHORT and not match.word("r") and not match.is_in(after, "PARTS")
    if short and not match.is_in(before, "BEFORE_SHORT_DAY"):
        return None
    if before[:1].isupper() and match.is_in(before, "NAMED_DAY"):
        return None
    shift = shift_of(match)
    if "coming" in match.small:
        shift = 1
    scope = shift_of(match, "s")
    if match.word("r") in ANCHORED:
        return Reading("DATE", "anchored_weekday", (match.value("w", "weekday"), shift or 0))
    return Reading("DATE", "weekday", (match.value("w", "weekday"), shift, scope))


def every_weekday(match: Match) -> Reading:
    word = match.word("w")
    day = match.lexicon.values["weekday"].get(word) or match.lexicon.values["weekday"][word.removesuffix("s")]
    return Reading("SET", "value", (f"XXXX-WXX-{day}{match.value('p', 'parts') or ''}", False))


def deictic(match: Match) -> Reading:
    days = match.value("d", "deictic")
    return Reading("DATE", "days", (days + {"before": -1, "after": 1}.get(match.word("o"), 0),))


# --- parts of the day ------------------------------------------------------------------------------------------------


def tonight(_: Match) -> Reading:
    return Reading("TIME", "days", (0,), "TNI")


def relative_part(match: Match) -> Reading | None:
    part, word = match.value("p", "parts"), match.word("r")
    if word in {"this", "last", "next", "previous", "following"}:
        if word == "last" and part != "TNI":
            return None
        days = shift_of(match) or 0
        kind = "days" if word in {"this", "last"} else "anchored_days"
        return Reading("TIME", kind, (days,), part)
    if word in {"same", "that"}:
        return Reading("TIME", "anchored_days", (0,), part)
    return None


def overnight(_: Match) -> Reading:
    return Reading("TIME", "anchored_days", (0,), "TNI")


def part(match: Match) -> Reading | None:
    """A part of a day; alone it counts only with its article, after a day it joins it (see grammar.py)."""
    return Reading("TIME", "part", (match.word("p"), match.first + 1 < match.last), match.value("p", "parts"))


def _clock_tail(word: str, half: str) -> str | None:
    figures = word.replace(".", ":").rstrip("apm")
    half = half or (word[-2] if word.endswith("m") else "")
    pieces = figures.split(":")
    if not all(piece.isdecimal() for piece in pieces):
        return None
    hour, rest = int(pieces[0]), pieces[1:]
    if half:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or any(int(piece) > 59 or len(piece) != 2 for piece in rest):
        return None
    return f"T{hour:02}:{':'.join(rest or ['00'])}"


def clock(match: Match) -> Reading | None:
    word = match.word("h")
    if word in match.lexicon.values["numbers"]:
        word = f"{match.lexicon.values['numbers'][word]}"
    half = match.word("k")[:1]
    if (
        ":" in word
        and not half
        and word[-1].isdigit()
        and (match.before() in {"-", "–"} or match.after() in {"-", "–"})
    ):
        return None  # a score, a verse, a range of race times
    bare = ":" in word and match.last == match.first + 1 and word[-1].isdigit()
    if bare and (word.count(":") > 1 or not match.is_in(match.before(), "BEFORE_CLOCK")):
        return None  # without such a word a bare 15:30 may be a result
    tail = _clock_tail(word, half)
    return Reading("TIME", "time", (), tail) if tail else None


def clock_part(match: Match) -> Reading | None:
    word = match.word("h")
    if word in match.lexicon.values["numbers"]:
        word = f"{match.lexicon.values['numbers'][word]}"
    tail = _clock_tail(word, "a" if match.word("p") == "morning" else "p")
    return Reading("TIME", "time", (), tail) if tail else None


def military(match: Match) -> Reading | None:
    word = match.word("h")
    if match.word("z") == "hours" and int(word) % 100 > 59:
        return None
    tail = _clock_tail(f"{word[:2]}:{word[2:]}", "")
    return Reading("TIME", "time", (), tail) if tail else None


def clock_word(match: Match) -> Reading:
    return Reading("TIME", "time", (), match.value("p", "clock_words"))


def nine_eleven(match: Match) -> Reading | None:
    if match.word("n") != "9" or match.word("e") != "11" or match.before() in {"/", "-"}:
        return None
    return Reading("DATE", "value", ("2001-09-11", False))


def holiday(match: Match) -> Reading | None:
    before = match.before()
    placed = match.is_in(before, "PLACED") or match.word("r") or match.after()[:1] in {"", ",", ".", ";", ")", "?", "!"}
    named = before[:1].isupper() and not match.is_in(before, "PLACED") and not match.word("r")
    if len(match.part("h")) == 1 and (named or not placed):  # Christmas carols, a player named Easter
        return None
    name = match.part("h")
    for holiday_rule in match.lexicon.holidays:
        if all(word in name for word in holiday_rule["words"]):
            return Reading("DATE", "holiday", (holiday_rule["kind"], holiday_rule["rule"], shift_of(match)))
    return None


MAKERS: dict[str, Callable[[Match], Reading | list[Piece] | None]] = {
    maker.__name__: maker
    for maker in (
        month_day,
        day_range,
        month,
        bare_month,
        weekday,
        every_weekday,
        deictic,
        tonight,
        relative_part,
        overnight,
        part,
        clock,
        clock_part,
        military,
        clock_word,
        nine_eleven,
        holiday,
    )
}
"""The makers, by the name that rules call them by."""
