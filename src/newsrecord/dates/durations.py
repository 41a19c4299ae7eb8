"""Makers of durations, of sets, and of now, once and soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..timex import duration
from .meanings import Fixed
from .periods import Length
from .reading import HYPHENS, Piece, Reading, amount_of, number, scaled, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reading import Match

__all__ = ["MAKERS", "counted", "lasting"]


def lasting(amount: float | None, unit: str, *, ahead: bool = False) -> Reading:
    """Return the reading of a length of time; `ahead` tells that it may be a day to come."""
    return Reading("DURATION", Length(amount, unit, ahead))


# --- durations -------------------------------------------------------------------------------------------------------


def relative_units(match: Match) -> Reading | None:
    """`the past three years` (P3Y, 2.2.1.1), `the next few days` (PXD); not: the talks last three days."""
    before = match.before()
    bare = match.words[match.first].islower() and match.has("l", "LAST") and match.span("l")[0] == match.first
    if bare and before.islower() and before.endswith("s") and not match.is_in(before, "PLACED"):
        return None
    return lasting(*scaled(amount_of(match), unit_of(match)))


def all_day(match: Match) -> Reading:
    """`all day`, `all year long` (P1D, P1Y; 2.2.1.1)."""
    return lasting(1.0, unit_of(match))


def quarter_century(_: Match) -> Reading:
    """`a quarter century` (P25Y, 2.2.1.1)."""
    return lasting(25.0, "Y")


def counted(match: Match) -> Reading | list[Piece] | None:
    """`three weeks` (P3W, 2.2.1.1), `the two-week visit`, `a few days` (PXD); not ages, rates and sums."""
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
    if match.words[match.span("u")[0]][0].isupper() and match.is_in(match.after(), "STREET"):
        return None  # 1950 Second Street
    if match.is_in(words[0], "NUMBERWORD") or _is_something_else(match, words, compound=compound):
        return None
    collective = any(match.is_in(word, "COLLECTIVE") for word in words[:2])
    article = compound and match.is_in(words[0], "ART") and len(words) > 1 and not collective
    amount, unit = scaled(number(words[article:], match.lexicon), unit_of(match))
    if amount is not None and amount > _MOST:
        return None
    ahead = match.is_in(before, "IN") and unit in _CALENDAR and _is_plain(match, words, amount)
    reading = lasting(amount, unit, ahead=ahead)
    # the two-week visit: the article belongs to the visit
    return [Piece(start + article, match.last, reading)] if compound else reading


_CALENDAR = frozenset(("D", "W", "M", "Y"))


def _is_plain(match: Match, words: list[str], amount: float | None) -> bool:
    """Whether a length after `in` may be when something comes: two weeks, but not: the second visit in two weeks."""
    if amount is None or amount != int(amount) or match.is_in(match.after(), "OR_TO"):
        return False
    if any(match.is_in(word, name) for word in words for name in ("OR_TO", "HYPHEN", "AT_WORK")):
        return False
    counting = ("ORDINALS", "NTH", "TIMES", "OCCASIONS")
    return not any(match.is_in(match.before(back), name) for back in range(2, 6) for name in counting)


def nights(match: Match) -> Reading | None:
    """`for two nights` (P2D)."""
    amount = amount_of(match)
    titled = match.words[match.last - 1][0].isupper()
    return lasting(amount, "D") if amount and not titled else None


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
    """`5yrs` (P5Y, 2.2.1.1); not 2hr 39min, which is a race time."""
    word = match.word("g")
    letters = word.lstrip("0123456789")
    unit = match.lexicon.values["glued_units"].get(letters)
    return lasting(float(word[: -len(letters)]), unit) if unit else None


def vague(match: Match) -> Reading | None:
    """`weeks`, `dozens of years` (PXW, PXY; 2.2.1.1)."""
    unit, before = unit_of(match), match.before()
    if match.is_in(before, "NUMBERS") or before[:1].isdigit() or before in HYPHENS:
        return None  # counted, yet refused: the age of nine months
    if unit == "MIN" and match.is_in(before, "WITHIN"):
        return lasting(None, unit)
    if unit in _HARDLY_VAGUE or (unit in {"D", "H"} and match.is_in(before, "KINDS")):
        return None
    return lasting(None, scaled(None, unit)[1])


_HARDLY_VAGUE = frozenset(("S", "Q", "WE", "MIN"))


# --- sets ------------------------------------------------------------------------------------------------------------


def every(match: Match) -> Reading:
    """`every day`, `every two weeks`, `every few months` (P1D, P2W, PXM; 2.2.1.5)."""
    one = 2.0 if match.word("o") else 1.0
    amount, unit = scaled(amount_of(match) if match.part("a") else one, unit_of(match))
    return Reading("SET", Fixed(duration(amount, unit)))


def rate(match: Match) -> Reading:
    """`three days a week`, `twice a month` (P1W, P1M; 2.2.1.5)."""
    return Reading("SET", Fixed(duration(*scaled(1.0, unit_of(match)))))


def adverb(match: Match) -> Reading | None:
    """`daily`, `annually` (P1D, P1Y; 2.2.1.5); not a weekly magazine."""
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
    """`now`, `recently`, `soon` (PRESENT_REF, PAST_REF, FUTURE_REF; 2.2.1.4): the rule says which."""
    value, before = match.rule.value, match.before()
    last = match.words[match.last - 1]
    if last[0].isupper():
        if match.after() in HYPHENS and match.after(1)[:1].isupper():
            return None  # Soon-Shiong
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
        nights,
        glued,
        vague,
        every,
        rate,
        adverb,
        ref,
    )
}
"""The makers, by the name that rules call them by."""
