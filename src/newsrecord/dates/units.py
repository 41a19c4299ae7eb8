"""Makers of what counts in units: durations, sets, offsets (`two weeks ago`), units pointed at (`last week`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .reading import ANCHORED, HYPHENS, Piece, Reading, number, shift_of
from .timex import duration

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reading import Match

__all__ = ["MAKERS"]


# --- units, offsets, durations ---------------------------------------------------------------------------------------


def _unit(match: Match, name: str = "u") -> str:
    unit: str = match.value(name, "units") or match.value(name, "plural_units")
    return unit


def _scaled(amount: float | None, unit: str) -> tuple[float | None, str]:
    return (None if amount is None else 2 * amount, "W") if unit == "2W" else (amount, unit)


def _amount(match: Match, name: str = "a") -> float | None:
    return number(match.part(name), match.lexicon)


def offset(match: Match) -> Reading | list[Piece] | None:
    amount, unit = _scaled(_amount(match), _unit(match))
    sign = -1 if match.word("o") in {"ago", "earlier"} else 1
    if amount is None or amount != int(amount):
        return Reading("DATE", "value", ("PAST_REF" if sign < 0 else "FUTURE_REF", True))
    reading = Reading("DATE", "offset", (unit, sign * int(amount), match.word("o") == "earlier"))
    if match.words[match.span("o")[0] - 1] in HYPHENS and match.word("a") in {"a", "an"}:
        return [Piece(match.first + 1, match.last, reading)]
    return reading


def earlier(match: Match) -> Reading:
    mod = match.value("h", "date_mods")
    if match.word("d"):
        return Reading("DATE", "days", (match.value("d", "deictic"),), mod=mod)
    return Reading("DATE", "unit", (_unit(match), 0, match.word("r") == "that"), mod=mod)


def bare_unit(match: Match) -> Reading | None:
    if not match.is_in(match.before(), "BEFORE_UNIT"):
        return None
    return Reading("DATE", "unit", (_unit(match), 0, False))


def day_before(match: Match) -> Reading | None:
    if match.after()[:1].isalnum():  # the day before elections
        return None
    return Reading("DATE", "unit", (_unit(match), 1 if match.word("o") == "after" else -1, True))


def all_day(match: Match) -> Reading:
    return Reading("DURATION", "value", (duration(1.0, _unit(match)), False))


def year_ago(match: Match) -> Reading:
    return Reading("DATE", "offset", (_unit(match), -1, False))


def vague_ago(match: Match) -> Reading:
    return Reading("DATE", "value", ("FUTURE_REF" if match.word("o") == "later" else "PAST_REF", True))


def year_end(match: Match) -> Reading:
    words = match.small
    shift = -1 if "last" in words else 1 if "next" in words else 0
    return Reading("DATE", "unit", ("Y", shift, False), mod="END")


def relative_units(match: Match) -> Reading | None:
    if match.word("r") == "following" and match.small[0] != "the":
        return None  # it rose following two quarters of losses
    amount, unit = _scaled(_amount(match), _unit(match))
    return Reading("DURATION", "value", (duration(amount, unit), False))


def past_unit(match: Match) -> Reading | list[Piece]:
    amount, unit = _scaled(1.0, _unit(match))
    reading = Reading("DURATION", "value", (duration(amount, unit), False))
    if unit == "WE":
        reading = Reading("DATE", "unit", ("WE", -1, False))
    return [Piece(match.first, match.span("u")[1], reading)]


def bare_unit_end(match: Match) -> Reading | None:
    if match.word("u") == "day":
        return None
    return Reading("DATE", "unit", (_unit(match), 0, False), mod=match.value("h", "date_mods"))


def relative_unit(match: Match) -> Reading | None:
    word, unit = match.word("r"), _unit(match)
    shift = shift_of(match) or 0
    if word == "recent" or (unit == "D" and word in {"past", "this", "last", "current", "latest"}):
        return None
    if word == "latest":
        return Reading("DATE", "unit", (unit, -1, False))
    anchored = word in ANCHORED or (unit == "D" and word == "next")
    return Reading("DATE", "unit", (unit, shift, anchored))


def every(match: Match) -> Reading:
    amount, unit = _scaled(_amount(match) or 1.0, _unit(match))
    words = match.small
    return Reading("SET", "value", (duration(2.0 if "other" in words else amount, unit), False))


def rate(match: Match) -> Reading:
    amount, unit = _scaled(1.0, _unit(match))
    return Reading("SET", "value", (duration(amount, unit), False))


def adverb(match: Match) -> Reading | None:
    if match.words[match.first][0].isupper() and match.before()[:1].isupper():  # the Southern Weekly
        return None
    after = match.after()
    if match.is_in(match.word("d"), "VERBAL") and after[:1].isalpha() and not match.is_in(after, "PLACED"):
        return None  # a weekly magazine, quarterly earnings
    return Reading("SET", "value", (match.value("d", "adverbs"), False))


def weekend(_: Match) -> Reading:
    return Reading("DATE", "weekend", ())


def duration_half(match: Match) -> Reading:
    return Reading("DURATION", "value", (duration(1.5, _unit(match)), False))


def duration_two(match: Match) -> Reading | None:
    one, two = _amount(match), _amount(match, "b")
    first, second = _unit(match), _unit(match, "v")
    order = ("Y", "M", "W", "D", "H", "MIN", "S")
    if one is None or two is None or first not in order or second not in order or one != int(one) or two != int(two):
        return None
    if order.index(first) >= order.index(second) or two == 0:
        return None
    left, right = duration(one, first), duration(two, second)
    if left.startswith("PT") or not right.startswith("PT"):
        right = right.removeprefix("PT").removeprefix("P")
    else:
        right = right.removeprefix("P")
    return Reading("DURATION", "value", (left + right, False))


def counted(match: Match) -> Reading | list[Piece] | None:
    words, unit_word, before = match.part("a"), match.word("u"), match.before()
    collective = any(match.is_in(word, "COLLECTIVE") for word in words[:2])
    compound = match.words[match.span("u")[0] - 1] in HYPHENS or (
        match.is_in(unit_word, "UNITS") and not match.is_in(words[-1], "SINGLE")
    )
    bare = len(words) == 1
    if words == ["one"] and unit_word == "day" and not compound and match.is_in(before, "AHEAD"):
        return Reading("DATE", "value", ("FUTURE_REF", True))
    if bare and match.is_in(words[0], "ART"):
        if unit_word in {"second", "minute", "quarter"}:  # mostly an ordinal, a figure of speech, a share
            return None
        if not match.is_in(before, "SPANNING") and not match.is_in(match.after(), "AFTER_SPAN"):
            return None  # a rate: $500 million a year
    if match.is_in(before, "MONEY") or before.lower() == "aged":
        return None
    if before.lower() == "of" and match.before(2).lower() in {"age", "ages"}:
        return None
    if unit_word == "weekend" or (unit_word == "quarters" and (compound or match.after() == "of")):
        return None  # three-quarters of the food
    article = compound and match.is_in(words[0], "ART") and not bare and not collective
    amount, unit = _scaled(number(words[article:], match.lexicon), _unit(match))
    if amount is not None and amount > _MOST:
        return None
    reading = Reading("DURATION", "value", (duration(amount, unit), False))
    if compound:  # the two-week visit: the article belongs to the visit
        return [Piece(match.span("a")[0] + article, match.last, reading)]
    return reading


_MOST = 1e9
"""More of a unit than this is no duration in news."""


def glued(match: Match) -> Reading | None:
    word = match.word("g")
    letters = word.lstrip("0123456789")
    unit = {"yr": "Y", "yrs": "Y", "mo": "M"}.get(letters)  # hours, minutes and seconds so written are race times
    return Reading("DURATION", "value", (duration(float(word[: -len(letters)]), unit), False)) if unit else None


def vague(match: Match) -> Reading | None:
    unit = _unit(match)
    if match.is_in(match.before(), "NUMBERS") or match.before()[:1].isdigit():
        return None  # counted, yet refused: the age of nine months
    if unit in {"S", "Q", "WE", "MIN"}:
        return None
    return Reading("DURATION", "value", (duration(None, _scaled(None, unit)[1]), False))


def ref(match: Match) -> Reading:
    value = match.rule["value"]
    return Reading(match.rule["type"], "value", (value, value.endswith("_REF")))


MAKERS: dict[str, Callable[[Match], Reading | list[Piece] | None]] = {
    maker.__name__: maker
    for maker in (
        offset,
        earlier,
        bare_unit,
        year_ago,
        vague_ago,
        year_end,
        relative_units,
        past_unit,
        bare_unit_end,
        relative_unit,
        every,
        rate,
        all_day,
        day_before,
        adverb,
        weekend,
        duration_half,
        duration_two,
        counted,
        glued,
        vague,
        ref,
    )
}
"""The makers, by the name that rules call them by."""
