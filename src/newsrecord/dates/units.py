"""Makers of units pointed at (`last week`, `the end of the year`) and of offsets (`two weeks ago`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..timex import duration
from .meanings import Days, Fixed
from .periods import Offset, Unit, Weekend
from .reading import HYPHENS, Piece, Reading, amount_of, scaled, shift_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reading import Match

__all__ = ["MAKERS"]


# --- offsets ---------------------------------------------------------------------------------------------------------


def offset(match: Match) -> Reading | list[Piece] | None:
    amount, unit = scaled(amount_of(match), unit_of(match))
    sign = match.value("o", "steps")
    if amount is None or amount != int(amount):
        return Reading("DATE", Fixed(_VAGUE[sign], relative=True))
    reading = Reading("DATE", Offset(unit, sign * int(amount), match.has("o", "ANCHORED")))
    if match.words[match.span("o")[0] - 1] in HYPHENS and match.has("a", "ART"):
        return [Piece(match.first + 1, match.last, reading)]  # a year-ago quarter: the article belongs to the quarter
    return reading


_VAGUE = {-1: "PAST_REF", 1: "FUTURE_REF"}


def year_ago(match: Match) -> Reading:
    return Reading("DATE", Offset(unit_of(match), -1))


def vague_ago(match: Match) -> Reading:
    return Reading("DATE", Fixed(_VAGUE[match.value("o", "steps")], relative=True))


def day_before(match: Match) -> Reading | None:
    if match.after()[:1].isalnum():  # the day before elections
        return None
    step = match.value("o", "steps")
    return Reading("DATE", Unit(unit_of(match), step, anchored=True))


# --- units pointed at ------------------------------------------------------------------------------------------------


def relative_unit(match: Match) -> Reading | None:
    unit, shift = unit_of(match), shift_of(match) or 0
    if match.words[match.last - 1][0].isupper() and match.is_in(match.before(), "QUOTE"):
        return None  # "This Week" on television
    if unit == "D" and match.has("r", "NOT_WITH_DAY"):
        return None
    article = match.span("r")[0] > match.first or match.is_in(match.before(), "THE")
    if match.has("r", "LAST") and article and match.is_in(match.after(), "OF"):
        return None  # the last week of May, of the campaign
    return Reading("DATE", Unit(unit, shift, match.has("r", "ANCHORED") or (unit == "D" and shift > 0)))


def past_unit(match: Match) -> Reading | list[Piece]:
    amount, unit = scaled(1.0, unit_of(match))
    reading = Reading("DURATION", Fixed(duration(amount, unit)))
    if unit == "WE":
        reading = Reading("DATE", Unit("WE", -1))
    return [Piece(match.first, match.span("u")[1], reading)]


def bare_unit(match: Match) -> Reading | None:
    if not match.is_in(match.before(), "BEFORE_UNIT") or match.words[match.last - 1][0].isupper():
        return None  # the Player of the Year
    return Reading("DATE", Unit(unit_of(match)))


def weekend(_: Match) -> Reading:
    return Reading("DATE", Weekend())


# --- parts of units --------------------------------------------------------------------------------------------------


def part_of_unit(match: Match) -> Reading:
    """`the end of the month`, `early in the year`: the modifier is a word of the match, or the rule says it."""
    mod = match.value("h", "date_mods") or match.rule.mod
    return Reading("DATE", Unit(unit_of(match), shift_of(match) or 0), mod=mod)


def part_of_year(match: Match) -> Reading:
    """`year-end`, `year-end 1990`, `midyear`: the rule says which part."""
    mod = match.rule.mod
    if match.word("y"):
        return Reading("DATE", Fixed(match.word("y")), mod=mod)
    return Reading("DATE", Unit("Y", shift_of(match) or 0), mod=mod)


def earlier(match: Match) -> Reading:
    mod = match.value("h", "date_mods")
    if match.word("d"):
        return Reading("DATE", Days(match.value("d", "deictic")), mod=mod)
    return Reading("DATE", Unit(unit_of(match), 0, match.has("r", "ANCHORED")), mod=mod)


MAKERS: dict[str, Callable[[Match], Reading | list[Piece] | None]] = {
    maker.__name__: maker
    for maker in (
        offset,
        year_ago,
        vague_ago,
        day_before,
        relative_unit,
        past_unit,
        bare_unit,
        weekend,
        part_of_unit,
        part_of_year,
        earlier,
    )
}
"""The makers, by the name that rules call them by."""
