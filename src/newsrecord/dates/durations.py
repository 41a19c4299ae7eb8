"""Makers of durations, of sets, and of now, once and soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..timex import duration
from .meanings import Fixed
from .reading import HYPHENS, Piece, Reading, amount_of, number, scaled, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reading import Match

__all__ = ["MAKERS"]


def _lasting(amount: float | None, unit: str) -> Reading:
    return Reading("DURATION", Fixed(duration(amount, unit)))


# --- durations -------------------------------------------------------------------------------------------------------


def relative_units(match: Match) -> Reading:
    return _lasting(*scaled(amount_of(match), unit_of(match)))


def all_day(match: Match) -> Reading:
    return _lasting(1.0, unit_of(match))


def quarter_century(_: Match) -> Reading:
    return _lasting(25.0, "Y")


def duration_half(match: Match) -> Reading:
    return _lasting(1.5, unit_of(match))


def duration_two(match: Match) -> Reading | list[Piece] | None:
    one, two = amount_of(match), amount_of(match, "b")
    first, second = unit_of(match), unit_of(match, "v")
    if one is None or two is None or first not in _ORDER or second not in _ORDER or one != int(one) or two != int(two):
        return None
    if _ORDER.index(first) >= _ORDER.index(second) or two == 0:  # a list: two years, three years
        alone = match.has("a", "ART")  # may be a rate
        return None if alone else [Piece(match.first, match.span("u")[1], _lasting(one, first))]
    left, right = duration(one, first), duration(two, second)
    if left.startswith("PT") or not right.startswith("PT"):
        right = right.removeprefix("PT").removeprefix("P")
    else:
        right = right.removeprefix("P")
    return Reading("DURATION", Fixed(left + right))


_ORDER = ("Y", "M", "W", "D", "H", "MIN", "S")


def counted(match: Match) -> Reading | list[Piece] | None:
    words, before = match.part("a"), match.before()
    start, end = match.span("a")
    plural = match.has("u", "PLURAL_UNITS")
    if words[0].isdigit() and len(words[0]) == len("1989") and len(words) == 1 and not plural and unit_of(match) == "Y":
        return [Piece(start, end, Reading("DATE", Fixed(words[0])))]  # the 1989 year
    hyphened = match.words[match.span("u")[0] - 1] in HYPHENS
    compound = hyphened or (not plural and not match.is_in(words[-1], "SINGLE"))
    one_day = match.has("a", "ONE") and len(words) == 1 and match.has("u", "A_DAY") and not compound
    if one_day and match.is_in(before, "AHEAD"):
        return Reading("DATE", Fixed("FUTURE_REF", relative=True))  # it will one day
    if match.is_in(words[0], "NUMBERWORD") or _is_something_else(match, words, compound=compound):
        return None
    collective = any(match.is_in(word, "COLLECTIVE") for word in words[:2])
    article = compound and match.is_in(words[0], "ART") and len(words) > 1 and not collective
    amount, unit = scaled(number(words[article:], match.lexicon), unit_of(match))
    if amount is not None and amount > _MOST:
        return None
    reading = _lasting(amount, unit)
    # the two-week visit: the article belongs to the visit
    return [Piece(start + article, match.last, reading)] if compound else reading


_MOST = 2e10
"""More of a unit than this is no duration in news; the universe is 14 billion years old."""


def _is_something_else(match: Match, words: list[str], *, compound: bool) -> bool:
    before, after, unit = match.before(), match.after(), unit_of(match)
    if len(words) == 1 and match.is_in(words[0], "ART"):
        if unit in _OFTEN_NO_UNIT and match.has("u", "UNITS"):
            return True
        if not match.is_in(before, "SPANNING") and not match.is_in(after, "AFTER_SPAN"):
            return True  # a rate: $500 million a year
    if match.is_in(before, "MONEY") or match.is_in(before, "AGED"):
        return True
    if match.is_in(before, "OF") and match.is_in(match.before(2), "AGE"):
        return True
    if match.words[match.span("u")[0]][0].isupper() and match.is_in(before, "QUOTE"):
        return True  # "60 Minutes" on television
    return unit == "WE" or (unit == "Q" and match.has("u", "PLURAL_UNITS") and (compound or match.is_in(after, "OF")))


_OFTEN_NO_UNIT = frozenset(("S", "MIN", "Q"))
"""`a second`, `a minute`, `a quarter`: mostly an ordinal, a figure of speech, a share."""


def glued(match: Match) -> Reading | None:
    word = match.word("g")
    letters = word.lstrip("0123456789")
    unit = match.lexicon.values["glued_units"].get(letters)
    return _lasting(float(word[: -len(letters)]), unit) if unit else None


def vague(match: Match) -> Reading | None:
    unit, before = unit_of(match), match.before()
    if match.is_in(before, "NUMBERS") or before[:1].isdigit() or before in HYPHENS:
        return None  # counted, yet refused: the age of nine months
    if unit in _HARDLY_VAGUE or (unit in {"D", "H"} and match.is_in(before, "KINDS")):
        return None
    return _lasting(None, scaled(None, unit)[1])


_HARDLY_VAGUE = frozenset(("S", "Q", "WE", "MIN"))


# --- sets ------------------------------------------------------------------------------------------------------------


def every(match: Match) -> Reading:
    amount, unit = scaled(2.0 if match.word("o") else amount_of(match) or 1.0, unit_of(match))
    return Reading("SET", Fixed(duration(amount, unit)))


def rate(match: Match) -> Reading:
    return Reading("SET", Fixed(duration(*scaled(1.0, unit_of(match)))))


def adverb(match: Match) -> Reading | None:
    before, after = match.before(), match.after()
    if match.words[match.first][0].isupper() and before[:1] not in _OPENING:  # the Southern Weekly, the Daily News
        return None
    if match.is_in(before, "AVERAGE") or match.is_in(after, "NEWSPAPER_SAYS"):
        return None  # average daily volume; the daily said
    if match.has("d", "VERBAL") and after[:1].isalpha() and not match.is_in(after, "PLACED"):
        return None  # a weekly magazine, quarterly earnings
    return Reading("SET", Fixed(match.value("d", "adverbs")))


_OPENING = frozenset(("", ".", "!", "?", ":", '"', "“", "-", "–", "—"))
"""Characters that a sentence opens after; the empty one is the edge of the paragraph."""


# --- now, once, soon -------------------------------------------------------------------------------------------------


def ref(match: Match) -> Reading | None:
    value, before = match.rule.value, match.before()
    last = match.words[match.last - 1]
    if last[0].isupper():
        named = before[:1].isupper() and before.isalpha()
        if named or (match.is_in(last, "TITLED") and match.after()[:1].isupper()):
            return None  # Subscribe Now, Current Affairs
    return Reading(match.rule.type, Fixed(value, relative=value.endswith("_REF")))


MAKERS: dict[str, Callable[[Match], Reading | list[Piece] | None]] = {
    maker.__name__: maker
    for maker in (
        relative_units,
        all_day,
        quarter_century,
        duration_half,
        duration_two,
        counted,
        glued,
        vague,
        every,
        rate,
        adverb,
        ref,
    )
}
"""The makers, by the name that rules call them by."""
