"""Makers of quarters, halves, years, seasons, decades and centuries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .meanings import Fixed
from .periods import Quarter, Season, ThatPeriod, ThatQuarter, Unit
from .reading import HYPHENS, Piece, Reading, leading_number, shift_of, spoken_year, year_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..timex import Mod
    from .reading import Match

__all__ = ["MAKERS"]


# --- quarters, halves, years -----------------------------------------------------------------------------------------


def _year_shift(match: Match) -> int | None:
    if match.part("a"):
        return -1
    shift = shift_of(match, "s")
    return shift_of(match) if shift is None else shift


def quarter(match: Match) -> Reading | list[Piece] | None:
    """`the third quarter` (2024-Q3, 2.2.1.2), `last year's fourth quarter`; not the quarters of a game."""
    word = match.word("q")
    if match.has("q", "LAST") and not match.word("y") and not match.word("s"):
        return Reading("DATE", Unit("Q", -1))
    which = match.lexicon.values["ordinals"].get(word) or leading_number(word)
    if not 1 <= which <= 4:
        return None
    if match.last - match.first <= _PLAIN and _in_game(match):
        return None
    reading = Reading("DATE", Quarter(f"Q{which}", year_of(match), _year_shift(match)))
    at = match.span("q")[0]
    if match.words[at + 1] in HYPHENS and at == match.first + 1 and match.is_in(match.words[match.first], "THE"):
        return [Piece(at, match.last, reading)]  # the third-quarter loss: the article belongs to the loss
    return reading


_PLAIN = 4
"""Words of `the third-quarter`, which says no year."""
_NEAR = 25
"""Words on each side in which the words of a game count."""


def _in_game(match: Match) -> bool:
    return any(match.is_in(word, "GAME") for word in match.near(_NEAR))


def half(match: Match) -> Reading:
    """`the first half of 2024` (2024-H1, 2.2.1.2)."""
    code = "H1" if match.value("q", "ordinals") == 1 else "H2"
    shift = _year_shift(match)
    if match.part("t") and shift is None:
        shift = 0
    return Reading("DATE", Quarter(code, year_of(match), shift))


def quarter_code(match: Match) -> Reading | None:
    """`Q3 2025`, `2019-H2` (2.2.1.2)."""
    word = match.word("q")
    letter = word.strip("1234").upper()
    figure = word.strip("qh")
    if letter == "H" and not match.word("y"):
        return None
    return Reading("DATE", Quarter(f"{letter}{figure}", year_of(match)))


def quarter_year(match: Match) -> Reading:
    """`3Q24`, `Q3'24`, `H1 of 2024` in one word: two digits for the part, two or four for the year."""
    word = match.word("q").replace("'", "")
    letter = word[:2].strip("12345").upper()
    digits = word[2:]
    year = int(digits) if len(digits) == 4 else 2000 + int(digits)
    return Reading("DATE", Quarter(f"{letter}{word[:2].strip('qh')}", year))


def year_ago_period(match: Match) -> Reading | None:
    """`the year-ago quarter`, `the 1988 period` (2.2.1.2): what results are compared with."""
    year = year_of(match)
    kind = ThatPeriod if match.has("u", "PERIOD") else ThatQuarter
    return Reading("DATE", kind(year, None if year else -1))


def latest_quarter(match: Match) -> Reading | None:
    """`the quarter`, `the latest quarter` (2.2.1.2): the one named last, or the one before this."""
    if match.word("r"):
        return Reading("DATE", Unit("Q", shift_of(match) or 0))
    return Reading("DATE", ThatQuarter(None, 0))


def fiscal(match: Match) -> Reading:
    """`fiscal 2024`, `fiscal year 2023-24` (2.2.1.2), by the year that it is named for."""
    year = year_of(match)
    if match.word("f"):
        digits = match.word("f").lstrip("fy'")
        year = int(digits) if len(digits) == 4 else 2000 + int(digits)
    if year:
        return Reading("DATE", Fixed(f"{year}"))
    return Reading("DATE", Unit("Y", shift_of(match) or 0))


def _decade_value(word: str) -> tuple[str, bool] | None:
    digits = word.rstrip("'s")
    if len(digits) == 4 and digits.endswith("00") and int(digits) < _FIRST_PLAIN_YEAR:
        return digits[:2], False  # the 1800s are a century, the 1900s and the 2000s mostly a decade
    if len(digits) == 4 and digits.endswith("0"):
        return digits[:3], False
    if len(digits) == 2 and digits.isdecimal():
        return f"{19 if int(digits) >= _FIRST_DECADE else 20}{digits[0]}", False
    return None


_FIRST_DECADE = 30
"""Decades named by two digits below this are of this century."""


def decade(match: Match) -> Reading | None:
    """`the 1990s` (199), `the mid-'80s`, `the seventies`, `the 70's` (2.2.1.2)."""
    mod = match.value("h", "date_mods")
    named = match.value("d", "named_decades")
    if named:
        value = f"{match.value('c', 'numbers') or 19}{named}"
    else:
        found = _decade_value(match.word("d"))
        if found is None:
            return None
        opening = match.words[match.first]
        marked = match.is_in(opening, "THE") or match.is_in(opening, "APOS") or match.is_in(match.before(), "APOS")
        following = match.after()
        plain = not following[:1].islower() or any(
            match.is_in(following, name) for name in ("DETERMINER", "PLACED", "BACK", "AND")
        )
        if match.has("d", "TWO") and not (match.word("d").endswith("0") and plain):
            return None  # the 70's, but not: the 25's turn
        if len(match.word("d")) < len("1980s") and not marked:  # in his 80s, low 60s
            return None
        value = found[0]
    return Reading("DATE", Fixed(value), mod=mod)


def decades(match: Match) -> list[Piece] | None:
    """`the 1970s and 80s`: the first one says that the second is no age."""
    pieces = []
    for name in "de":
        found = _decade_value(match.word(name))
        if found is None:
            return None
        first, last = match.span(name)
        first -= match.is_in(match.words[first - 1], "APOS")
        if name == "d":
            marked = match.is_in(match.words[match.first], "THE") or match.is_in(match.words[first], "APOS")
            if len(match.word(name)) < len("1980s") and not marked:
                return None
            first = match.first
        mod = match.value("h", "date_mods") if name == "d" else None
        pieces.append(Piece(first, last, Reading("DATE", Fixed(*found), mod=mod)))
    return pieces


def part_of_decade(match: Match) -> Reading | None:
    """`the first half of the 1980s` (198 with START, 2.2.3)."""
    first = match.value("q", "ordinals") == 1 or match.value("q", "date_mods") == "START"
    mod: Mod = "START" if first else "END"
    named = match.value("d", "named_decades")
    found = (f"19{named}", False) if named else _decade_value(match.word("d"))
    return Reading("DATE", Fixed(*found), mod=mod) if found else None


def century(match: Match) -> Reading | None:
    """`the 19th century` (18, 2.2.1.2), `the third century BC` (BC02)."""
    words = match.part("c")
    ordinals = match.lexicon.values["ordinals"]
    numbers = match.lexicon.values["numbers"]
    which = leading_number(words[0]) or sum(int(ordinals.get(w, numbers.get(w, 0))) for w in words)
    if not 1 < which <= 21 or match.has("c", "NO_DAY"):
        return None
    if match.part("b"):
        return Reading("DATE", Fixed(f"BC{which - 1:02}"), mod=match.value("h", "date_mods"))
    return Reading("DATE", Fixed(f"{which - 1:02}"), mod=match.value("h", "date_mods"))


def year_before_christ(match: Match) -> Reading | None:
    """`500 BC` (BC0500), and the like with stops."""
    number = int(match.word("y").replace(",", ""))
    return Reading("DATE", Fixed(f"BC{number:04}")) if 0 < number < 10_000 else None


def centuries(match: Match) -> list[Piece] | None:
    """`the 18th and 19th centuries` (2.2.2): a piece for each."""
    ordinals = match.lexicon.values["ordinals"]
    pieces = []
    for name in "ce":
        which = leading_number(match.word(name)) or int(ordinals.get(match.word(name), 0))
        if not 1 < which <= 21 or match.has(name, "NO_DAY"):
            return None
        first, last = match.span(name)
        last = match.last if name == "e" else last
        first = match.first if name == "c" else first
        pieces.append(Piece(first, last, Reading("DATE", Fixed(f"{which - 1:02}"))))
    return pieces


def season(match: Match) -> Reading:
    """`last summer`, `the winter of 1999` (1999-WI, 2.2.1.2)."""
    year = year_of(match) or (spoken_year(match.part("z"), match.lexicon) if match.part("z") else None)
    return Reading("DATE", Season(match.value("e", "seasons"), year, shift_of(match), shift_of(match, "s")))


def bare_season(match: Match) -> Reading | None:
    """`in the spring` (2.2.1.2), where the words around say that it is no verb."""
    before = match.before()
    article = match.is_in(match.words[match.first], "THE")
    if not match.is_in(before, "BEFORE_SEASON"):
        return None
    if article and match.is_in(match.after(), "OF"):
        return None  # the fall of a ruler
    alone = article or not match.after()[:1].isalpha()
    if match.has("e", "VERB_SEASON") and not (alone and match.is_in(before, "BEFORE_SPRING")):
        return None
    return Reading("DATE", Season(match.value("e", "seasons")))


def year_range(match: Match) -> list[Piece] | Reading | None:
    """`1914-18`, `2022/23`, `from 1885 to 1951` (2.2.2): a piece for each end."""
    if match.is_in(match.before(), "HYPHEN") and match.before(2)[:1].isdigit():
        return None  # a telephone number
    first, word = int(match.word("y")), match.word("z")
    tie = match.words[match.span("y")[1]]
    if match.is_in(tie, "SLASH") and (int(word) % 100 != (first + 1) % 100 or match.is_in(match.before(), "NUMBERED")):
        return None  # 2022/23, but not: 1984/2, Resolution 2022/23
    after = match.after()
    if (
        first < _FIRST_PLAIN_YEAR
        and not match.is_in(after, "PLACED")
        and (match.is_in(after, "MEASURED") or (after.islower() and after.endswith("s")))
    ):
        return None  # between 1200 and 1500 people
    if len(word) == 2:
        if int(word) != (first + 1) % 100:
            if 1 <= int(word) <= 12:
                return Reading("DATE", Fixed(f"{first}-{word}"))
            if int(word) <= first % 100 or (first >= _THIS_CENTURY and int(word) - first % 100 > _FEW_YEARS):
                return None
        last = first - first % 100 + int(word) + (100 if int(word) < first % 100 else 0)
    else:
        last = int(word)
    if last <= first:
        return None
    one, two = match.span("y"), match.span("z")
    return [
        Piece(one[0], one[1], Reading("DATE", Fixed(f"{first}"))),
        Piece(two[0], two[1], Reading("DATE", Fixed(f"{last}"))),
    ]


def year_and_after(match: Match) -> Reading:
    """`2025 and beyond` (2025 with ON_OR_AFTER, 2.2.3)."""
    return Reading("DATE", Fixed(match.word("y")), mod="ON_OR_AFTER")


def year(match: Match) -> Reading | None:
    """`2024` (2.2.1.2), where it is no count, sum or number of anything."""
    value = Reading("DATE", Fixed(match.word("y")))
    if match.first + 1 < match.last:  # the year 2000
        return value
    if _is_numbered(match):
        return None
    before, after, number = match.before(), match.after(), int(match.word("y"))
    if match.is_in(before, "NOT_YEAR") or (match.is_in(before, "HYPHEN") and match.before(2)[:1].isdigit()):
        return None
    if match.is_in(after, "NUMBERWORD") or match.is_in(after, "PLURAL_UNITS") or after in {"/", "+"}:
        return None
    if match.is_in(after, "UNITS") and not match.is_in(after, "ORDINALS") and not match.is_in(after, "AFTER_YEAR"):
        return None
    if after == ":" and match.after(1).isdigit():
        return None
    placed = match.is_in(before, "BEFORE_YEAR")
    if number < _FIRST_PLAIN_YEAR and not match.is_in(before, "SURELY_YEAR"):
        if match.is_in(before, "DETERMINER") and _is_one(match, after) and number % 100:
            return value  # its 1898 ruling
        if not placed or after.isalpha():
            return None
    if not placed and after.islower():  # 2000 people, about 1950 soldiers
        return None if number % 100 == 0 or (match.is_in(before, "ABOUT") and after.endswith("s")) else value
    return value


def _is_numbered(match: Match) -> bool:
    """Whether four digits number or count something, or belong to a longer number: 2024 people, 1950 Second Street."""
    before, after = match.before(), match.after()
    if match.is_in(after, "COUNTED") and after.islower() and not match.is_in(before, "DETERMINER"):
        return True
    if after[:1].isupper() and any(match.is_in(match.after(ahead), "STREET") for ahead in (0, 1, 2)):
        return True
    digits, goes_on = match.after(1), match.is_in(match.after(2), "HYPHEN") and match.after(3)[:1].isdigit()
    is_year = len(digits) == len("2024") and digits > match.word("y") and not goes_on
    if match.is_in(after, "HYPHEN") and digits[:1].isdigit() and not is_year:
        return True  # 2014-08-32, 2015-32
    of_day = match.before(2) if match.is_in(before, "COMMA") else before
    if of_day.isdigit() and len(of_day) <= len("31") and match.is_in(before, "COMMA"):
        back = 3
        if match.is_in(match.before(back), "DASH"):
            back += 2
        return match.is_in(match.before(back), "MONTHS")  # February 29, 2022
    return match.is_in(before, "MONTHS") and match.before(2).isdigit()  # 31 June 2022


def _is_one(match: Match, noun: str) -> bool:
    """Whether a noun is in the singular, so that the digits before it do not count it."""
    counted = any(match.is_in(noun, name) for name in ("MEASURED", "NUMBERWORD", "PLURAL_UNITS", "UNITS"))
    return noun.isalpha() and not noun.endswith("s") and not counted


_THIS_CENTURY, _FEW_YEARS = 2000, 15
"""A range of years of this century with two digits (`2010-15`) is no longer than this; else it is some other number."""
_FIRST_PLAIN_YEAR = 1900
"""Four digits below this are a year only where the words around say so."""


def short_year(match: Match) -> Reading:
    """`since '98` (1998, 2.2.1.2)."""
    return Reading("DATE", Fixed(f"{year_of(match)}"))


def year_in_words(match: Match) -> Reading | None:
    """`nineteen ninety-seven`, `two thousand and five` (2.2.1.2)."""
    found = spoken_year(match.part("z"), match.lexicon)
    after = match.after()
    millennium = match.value("z", "numbers") == 2 and len(match.part("z")) > len(("two", "thousand"))
    if millennium and after[:1].islower() and not match.is_in(after, "PLACED"):
        return None  # in two thousand five hundred cases
    if found is None or match.is_in(match.after(), "PLURAL_UNITS"):
        return None
    return Reading("DATE", Fixed(f"{found}"))


MAKERS: dict[str, Callable[[Match], Reading | list[Piece] | None]] = {
    maker.__name__: maker
    for maker in (
        quarter,
        half,
        quarter_code,
        quarter_year,
        year_ago_period,
        latest_quarter,
        fiscal,
        decade,
        decades,
        part_of_decade,
        century,
        year_before_christ,
        centuries,
        season,
        bare_season,
        year_range,
        year_and_after,
        year,
        short_year,
        year_in_words,
    )
}
"""The makers, by the name that rules call them by."""
