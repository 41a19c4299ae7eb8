"""Makers of times of day and parts of a day.

Sections named are those of the TimeML annotation guidelines 1.2.1 (2006). A time is what an ISO 8601 time of day can
say, with the zone that is printed and none invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .meanings import AnchoredDays, ClockTime, Days, Fixed, Overnight, PartOfDay
from .reading import HYPHENS, OPEN_HALF, Piece, Reading, in_part, leading_number, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reading import Match

__all__ = ["MAKERS"]


# --- parts of the day ------------------------------------------------------------------------------------------------


def tonight(_: Match) -> Reading:
    """`tonight` (2024-10-13TNI, 2.2.1.3)."""
    return Reading("TIME", Days(0), "TNI")


def relative_part(match: Match) -> Reading | None:
    """`this morning` (the day of the text), `the next morning` (after the day named last)."""
    part, shift = match.value("p", "parts"), match.value("r", "relatives")
    if match.has("r", "SPEAKING"):  # this morning, last night, but not: last morning
        return None if shift < 0 and part not in _EVENING else Reading("TIME", Days(shift), part)
    if match.has("r", "ANCHORED") or shift > 0:
        return Reading("TIME", AnchoredDays(shift), part)
    return None


_EVENING = frozenset(("TEV", "TNI"))


def overnight(_: Match) -> Reading:
    """`overnight`: the night before the day named last."""
    return Reading("TIME", Overnight(), "TNI")


def part(match: Match) -> Reading | None:
    """A part of a day; alone it counts only with its article, after a day it joins it (see joining.py)."""
    mod = match.value("h", "date_mods")
    alone = match.first + 1 < match.last and not match.has("p", "NIGHT")
    return Reading("TIME", PartOfDay(alone=alone), match.value("p", "parts"), mod)


def every_part(match: Match) -> Reading:
    """`every morning` (XXXX-XX-XXTMO), `every summer`, `on weekends` (2.2.1.5)."""
    part, season = match.value("p", "parts"), match.value("e", "seasons")
    if part or season:
        return Reading("SET", Fixed(f"XXXX-XX-XX{part}" if part else f"XXXX-{season}"))
    weekend = match.value("w", "units") or match.value("w", "plural_units")
    return Reading("SET", Fixed("XXXX-WXX-WE" if weekend else "P1D"))


# --- times by the clock ----------------------------------------------------------------------------------------------

_LETTERS = "aphmrs"
"""Letters that the shapes of the tables let stand at the end of a time: 9pm, 20:00hrs."""
_MORNING, _AFTERNOON = "a", "p"
"""The halves of the day, by the letters of a.m. and p.m."""


def _tail(word: str, half: str, zone: str = "") -> str | None:
    """Return what a value ends in for `9`, `9:30`, `9.30pm`; `half`: `a`, `p` or nothing; `zone`: its offset."""
    digits = word.replace(".", ":").rstrip(_LETTERS)
    half = half or (word[-2] if word.endswith("m") else "")
    pieces = digits.split(":")
    if not all(piece.isdecimal() for piece in pieces):
        return None
    hour, rest = int(pieces[0]), pieces[1:]
    if half:
        if hour > _HOURS:
            return None
        hour = hour % _HOURS + (_HOURS if half == _AFTERNOON else 0)
    if hour > 2 * _HOURS or any(int(piece) > 59 or len(piece) != 2 for piece in rest):
        return None
    open_half = not half and hour <= _HOURS and len(rest) < 2 and digits[0] != "0" and not zone
    return f"T{hour:02}:{':'.join(rest or ['00'])}{OPEN_HALF if open_half else zone}"


_HOURS = 12


def _zone(match: Match, name: str = "z") -> str | None:
    """Return the offset of the zone that a part names, empty where it has none; None where it names no zone after all.

    `GMT+3`, `UTC-05:00` are what they say; a name with several offsets (IST, ET) is part of the time and says none.
    """
    first, _ = match.span(name)
    if first < 0:
        return ""
    word = match.words[first]
    if not word.isupper() and not match.is_in(word, "UTC"):  # 5 p.m. West of here
        return None
    offset = match.lexicon.zones[word.upper()]
    if not match.is_in(word, "UTC"):
        return offset
    sign, shift = match.word(f"s{name}"), match.word(f"o{name}")
    if not shift:
        return "Z"
    hours, _, minutes = shift.partition(":")
    if int(hours) > _MOST_HOURS or int(minutes or 0) > 59:
        return None
    return f"{'+' if match.is_in(sign, 'PLUS') else '-'}{int(hours):02}:{minutes or '00'}"


_MOST_HOURS = 14
"""Hours that a zone can be from UTC."""


def _hour(match: Match, name: str = "h") -> str:
    """The digits of an hour, also where it is spelled."""
    word = match.word(name)
    names = match.lexicon.values["numbers"]
    return f"{names[word]}" if word in names else word


def clock(match: Match) -> list[Piece] | None:
    """`9 a.m.`, `9.30pm`, `20:00 on Friday`, `nine o'clock`, `19:45 UTC` (T19:45Z)."""
    before, after = match.before(), match.after()
    if before in HYPHENS:
        return None  # forty-five a.m.
    word, half, zone = _hour(match), match.word("k")[:1], _zone(match)
    last = match.last
    if zone is None:  # 5 p.m. West of here
        last, zone = match.span("z")[0], ""
    if ":" in word and word[-1].isdigit() and not half:
        if before in _DASHES or after in _DASHES:
            return None  # a score, a verse, a range of race times
        bare = match.last == match.first + 1
        on_day = match.is_in(match.after(1) if match.is_in(after, "ON") else after, "WEEKDAY")  # 20:00 on Friday
        if bare and (word.count(":") > 1 or not (on_day or match.is_in(before, "BEFORE_CLOCK"))):
            return None  # without such a word a bare 15:30 may be a result
    tail = _tail(word, half, zone)
    return [Piece(match.first, last, Reading("TIME", ClockTime(), tail))] if tail else None


_DASHES = frozenset("-–")


def clock_range(match: Match) -> list[Piece] | None:
    """`16:00 to 17:00`, `9am-5pm`, `from 8 p.m. to 10`: the half of the day or zone that one end says is that of both.

    The half is the one by which the end comes after the start: `from 9 to 5 p.m.` begins in the morning.
    """
    words = (match.word("h"), match.word("e"))
    first, last = (
        match.word(name)[:1] or (word[-2] if word.endswith("m") else "") for name, word in zip("jk", words, strict=True)
    )
    zones = (_zone(match, "z"), _zone(match, "y"))
    if zones[0] is None or zones[1] is None:
        return None
    zone = zones[0] or zones[1]
    of_twelve = all(leading_number(word) <= _HOURS for word in words)
    if first and not last and of_twelve:
        last = first if _minutes(words[0]) < _minutes(words[1]) else _other(first)
    elif last and not first and of_twelve:
        first = last if _minutes(words[0]) < _minutes(words[1]) else _other(last)
    tails = (_tail(words[0], first, zone), _tail(words[1], last, zone))
    if tails[0] is None or tails[1] is None:
        return None
    start, end = match.span("h")[0], match.span("e")[0]
    if match.words[end - 1] in HYPHENS and words[1][0] == "0" and match.is_in(match.words[end - 2], "UTC"):
        return None  # 15:00 UTC-05:00
    middle = next(at for at in range(end - 1, start, -1) if match.is_in(match.words[at], "RANGES"))
    return [
        Piece(start, middle, Reading("TIME", ClockTime(), tails[0])),
        Piece(end, match.last, Reading("TIME", ClockTime(), tails[1])),
    ]


def _other(half: str) -> str:
    return _MORNING if half == _AFTERNOON else _AFTERNOON


def _minutes(word: str) -> int:
    """Return the minutes since noon or midnight of a time that does not say its half."""
    hour, _, minute = word.replace(".", ":").rstrip(_LETTERS).partition(":")
    return int(hour) % _HOURS * 60 + int(minute or 0)


def _surely_hour(match: Match) -> bool:
    """Whether a bare number is an hour: at 4 in the morning, but not: four in the morning attack."""
    after_number = match.words[match.span("h")[1]]
    if ":" in match.word("h") or match.is_in(after_number, "o'clock") or match.is_in(match.before(), "BEFORE_CLOCK"):
        return True
    return match.is_in(match.before(), "BEFORE_HOUR") and not match.after()[:1].isalpha()


def clock_part(match: Match) -> Reading | None:
    """`at 9 in the morning`, `eleven at night`."""
    if not _surely_hour(match):
        return None
    tail = _tail(_hour(match), "")
    return Reading("TIME", ClockTime(), in_part(tail, match.value("p", "parts"))) if tail else None


def clock_this_part(match: Match) -> Reading | None:
    """`at 7 tonight`, `at 9 this morning`."""
    if not _surely_hour(match):
        return None
    tail = _tail(_hour(match), "")
    return Reading("TIME", Days(0), in_part(tail, match.value("p", "parts") or "TNI")) if tail else None


def hour_of_part(match: Match) -> Reading | None:
    """`9` in `at 9 tomorrow morning`, `at 3` in `this afternoon at 3`: an hour whose half the part of the day tells."""
    tail = _tail(_hour(match), "")
    return Reading("TIME", ClockTime(), tail) if tail and tail.endswith(OPEN_HALF) else None


def clock_in_words(match: Match) -> Reading | None:
    """`six thirty this evening`, `ten forty-five p.m.` (2.2.1.3)."""
    hour, minutes = _hour(match), number(match.part("n"), match.lexicon) or 0
    if not hour.isdecimal() or not 0 < int(hour) <= _HOURS or not _TWO_DIGITS <= minutes < _MINUTES:
        return None
    zone = _zone(match)
    tail = _tail(f"{hour}:{int(minutes)}", match.word("k")[:1], zone or "") if zone is not None else None
    if tail is None:
        return None
    named = match.word("l")
    part = match.value("p", "parts") or ("TNI" if named else "")
    return Reading("TIME", Days(0) if named else ClockTime(), in_part(tail, part))


_TWO_DIGITS, _MINUTES = 10, 60


def clock_spoken(match: Match) -> Reading | None:
    """`quarter past nine`, `half past five`, `ten minutes to six`, `a quarter past 3pm` (2.2.1.3)."""
    minutes, word = match.value("q", "clock_minutes"), _hour(match)
    if minutes is None:
        minutes = match.value("n", "numbers") or leading_number(match.word("n"))
    half = match.word("k")[:1] or (word[-2] if word.endswith("m") else "")
    word = word.rstrip(_LETTERS) if word[:1].isdigit() else word
    if not word.isdecimal() or not 0 < int(word) <= _HOURS or not 0 < minutes < _MINUTES:
        return None
    to, hour = match.has("t", "TO"), int(word)
    if to and half and hour == _HOURS:  # a quarter to 12 p.m. is in the morning
        half = _other(half)
    tail = _tail(f"{(hour - to - 1) % _HOURS + 1}:{_MINUTES - minutes if to else minutes:02}", half)
    return Reading("TIME", ClockTime(), in_part(tail, match.value("p", "parts") or "")) if tail else None


def military(match: Match) -> Reading | None:
    """`0735 GMT`, `1700 hours`."""
    word, zone = match.word("h"), _zone(match)
    if zone is None or (match.has("u", "PLURAL_UNITS") and int(word) % 100 > 59):
        return None
    tail = _tail(f"{word[:2]}:{word[2:]}", "", zone)
    return Reading("TIME", ClockTime(), tail.removesuffix(OPEN_HALF)) if tail else None


def clock_word(match: Match) -> Reading | None:
    """`noon` (T12:00), `midnight` (T24:00)."""
    after = match.after()
    if match.words[match.first][0].isupper() and after[:1].isupper() and not match.is_in(after, "WEEKDAY"):
        return None  # Midnight Oil
    return Reading("TIME", ClockTime(), match.value("p", "clock_words"))


MAKERS: dict[str, Callable[[Match], Reading | list[Piece] | None]] = {
    maker.__name__: maker
    for maker in (
        tonight,
        relative_part,
        overnight,
        part,
        every_part,
        clock,
        clock_range,
        clock_part,
        clock_this_part,
        hour_of_part,
        clock_in_words,
        clock_spoken,
        military,
        clock_word,
    )
}
"""The makers, by the name that rules call them by."""
