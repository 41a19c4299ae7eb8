"""Makers of times of day and parts of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .meanings import AnchoredDays, ClockTime, Days, Fixed, Overnight, PartOfDay
from .reading import HYPHENS, OPEN_HALF, Piece, Reading, in_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reading import Match

__all__ = ["MAKERS"]


# --- parts of the day ------------------------------------------------------------------------------------------------


def tonight(_: Match) -> Reading:
    return Reading("TIME", Days(0), "TNI")


def relative_part(match: Match) -> Reading | None:
    part, shift = match.value("p", "parts"), match.value("r", "relatives")
    if match.has("r", "SPEAKING"):  # this morning, last night, but not: last morning
        return None if shift < 0 and part not in _EVENING else Reading("TIME", Days(shift), part)
    if match.has("r", "ANCHORED") or shift > 0:
        return Reading("TIME", AnchoredDays(shift), part)
    return None


_EVENING = frozenset(("TEV", "TNI"))


def overnight(_: Match) -> Reading:
    return Reading("TIME", Overnight(), "TNI")


def part(match: Match) -> Reading | None:
    """A part of a day; alone it counts only with its article, after a day it joins it (see grammar.py)."""
    mod = match.value("h", "date_mods")
    alone = match.first + 1 < match.last and not match.has("p", "NIGHT")
    return Reading("TIME", PartOfDay(alone=alone), match.value("p", "parts"), mod)


def every_part(match: Match) -> Reading:
    part, season = match.value("p", "parts"), match.value("e", "seasons")
    if part or season:
        return Reading("SET", Fixed(f"XXXX-XX-XX{part}" if part else f"XXXX-{season}"))
    weekend = match.value("w", "units") or match.value("w", "plural_units")
    return Reading("SET", Fixed("XXXX-WXX-WE" if weekend else "P1D"))


# --- times by the clock ----------------------------------------------------------------------------------------------


def _tail(word: str, half: str) -> str | None:
    """Return what a value ends in for `9`, `9:30`, `9.30pm`; `half`: `a`, `p` or nothing."""
    digits = word.replace(".", ":").rstrip("apm")
    half = half or (word[-2] if word.endswith("m") else "")
    pieces = digits.split(":")
    if not all(piece.isdecimal() for piece in pieces):
        return None
    hour, rest = int(pieces[0]), pieces[1:]
    if half:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or any(int(piece) > 59 or len(piece) != 2 for piece in rest):
        return None
    of_twelve = not half and hour <= 12 and len(rest) < 2 and digits[0] != "0"
    return f"T{hour:02}:{':'.join(rest or ['00'])}{OPEN_HALF if of_twelve else ''}"


def _hour(match: Match) -> str:
    """The digits of an hour, also where it is spelled."""
    word = match.word("h")
    names = match.lexicon.values["numbers"]
    return f"{names[word]}" if word in names else word


def clock(match: Match) -> Reading | None:
    before, after = match.before(), match.after()
    if before in HYPHENS:
        return None  # forty-five a.m.
    word, half = _hour(match), match.word("k")[:1]
    if ":" in word and word[-1].isdigit() and not half:
        if before in _DASHES or after in _DASHES:
            return None  # a score, a verse, a range of race times
        bare = match.last == match.first + 1
        on_day = match.is_in(match.after(1) if match.is_in(after, "ON") else after, "WEEKDAY")  # 20:00 on Friday
        if bare and (word.count(":") > 1 or not (on_day or match.is_in(before, "BEFORE_CLOCK"))):
            return None  # without such a word a bare 15:30 may be a result
    tail = _tail(word, half)
    return Reading("TIME", ClockTime(), tail) if tail else None


_DASHES = frozenset("-–")


def clock_range(match: Match) -> list[Piece] | None:
    """`16:00 to 17:00`, `9am-5pm`, `between 2 and 3 p.m.`: a half of the day counts for both where it is said once."""
    word = match.word("e")
    half = match.word("k")[:1] or (word[-2] if word.endswith("m") else "")
    pieces = []
    for name in "he":
        tail = _tail(match.word(name), "" if match.word(name).endswith("m") else half)
        if tail is None:
            return None
        pieces.append(Piece(*match.span(name), Reading("TIME", ClockTime(), tail)))
    first, last = pieces
    if half == "p" and first.reading.tail > last.reading.tail and not match.word("h").endswith("m"):
        first = first._replace(
            reading=first.reading._replace(tail=_tail(match.word("h"), "a") or "")
        )  # from 9 to 5 p.m.
    return [first, last._replace(last=match.last)]


def _surely_hour(match: Match) -> bool:
    """Whether a bare number is an hour: at 4 in the morning, but not: four in the morning attack."""
    after_number = match.words[match.span("h")[1]]
    return ":" in match.word("h") or match.is_in(match.before(), "BEFORE_CLOCK") or match.is_in(after_number, "o'clock")


def clock_part(match: Match) -> Reading | None:
    if not _surely_hour(match):
        return None
    tail = _tail(_hour(match), "a" if match.value("p", "parts") == "TMO" else "p")
    return Reading("TIME", ClockTime(), tail) if tail else None


def clock_this_part(match: Match) -> Reading | None:
    if not _surely_hour(match):
        return None
    tail = _tail(_hour(match), "")
    return Reading("TIME", Days(0), in_part(tail, match.value("p", "parts") or "TNI")) if tail else None


def military(match: Match) -> Reading | None:
    word = match.word("h")
    if match.has("z", "PLURAL_UNITS") and int(word) % 100 > 59:
        return None
    tail = _tail(f"{word[:2]}:{word[2:]}", "")
    return Reading("TIME", ClockTime(), tail.removesuffix(OPEN_HALF)) if tail else None


def clock_word(match: Match) -> Reading | None:
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
        military,
        clock_word,
    )
}
"""The makers, by the name that rules call them by."""
