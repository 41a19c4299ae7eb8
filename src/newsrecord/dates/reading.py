"""What a rule's match is and what is made of it: the words of a match go in, a reading comes out.

`days.py`, `times.py`, `spans.py`, `units.py` and `durations.py` hold the makers: functions that the rules in
`dates.toml` name by `make`. A maker takes a `Match` and returns its `Reading`, or a list of pieces where a match holds
two expressions or is more than its expression, or None where the words are something else after all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from ..timex import DateType, Mod
    from .context import Meaning
    from .lexicon import Lexicon, Rule
    from .patterns import Groups

__all__ = [
    "EXPLICIT",
    "HYPHENS",
    "OPEN_HALF",
    "Match",
    "Paragraph",
    "Piece",
    "Reading",
    "amount_of",
    "in_part",
    "leading_number",
    "number",
    "scaled",
    "shift_of",
    "spoken_year",
    "unit_of",
    "year_of",
]  # fmt: skip


class Reading(NamedTuple):
    """An expression as far as its own words tell."""

    type: DateType
    meaning: Meaning
    """What it means, which becomes a value on the ground of what the text has said: see `meanings.py`, `periods.py`."""
    tail: str = ""
    """Time of day that the value ends in: `TNI`, `T21:30`; or empty."""
    mod: Mod | None = None


class Piece(NamedTuple):
    """A reading and the tokens that it covers, `first` to `last`, half-open."""

    first: int
    last: int
    reading: Reading
    rule: str = ""
    """Name of the rule that made it; of both, with `+` between, where two were joined."""

    def meaning(self, meaning: Meaning) -> Piece:
        """Return the piece with another meaning."""
        return self._replace(reading=self.reading._replace(meaning=meaning))


class Paragraph(NamedTuple):
    """The tokens of a paragraph as the grammar sees them."""

    words: list[str]
    codes: str
    """One code a token, `BARRIER` where no rule may look."""
    explicit: dict[int, Piece]
    """The dates found already, by their first token."""


class Match:
    """A match of a rule on the tokens of a text."""

    __slots__ = ("_found", "_groups", "_read", "codes", "lexicon", "rule", "words")

    def __init__(
        self,
        found: re.Match[str],
        groups: Groups,
        paragraph: Paragraph,
        lexicon: Lexicon,
        rule: Rule,
        read: Callable[[int], Piece | None],
    ) -> None:
        self._found = found
        self._groups = groups
        self._read = read
        self.words: list[str] = paragraph.words
        self.codes: str = paragraph.codes
        self.lexicon: Lexicon = lexicon
        self.rule: Rule = rule

    @property
    def first(self) -> int:
        """First token of the match."""
        return self._found.start()

    @property
    def last(self) -> int:
        """One past its last token."""
        return self._found.end()

    def span(self, name: str) -> tuple[int, int]:
        """The tokens of a named part, (-1, -1) where it is not there."""
        for number in self._groups.get(name, ()):
            span = self._found.span(number)
            if span[0] >= 0:
                return span
        return -1, -1

    def part(self, name: str) -> list[str]:
        """The words of a named part, in lowercase; empty where it is not there."""
        first, last = self.span(name)
        return [word.lower().replace("’", "'") for word in self.words[first:last]] if first >= 0 else []

    def word(self, name: str) -> str:
        """The first word of a named part, in lowercase; empty where it is not there."""
        first, last = self.span(name)
        return self.words[first].lower().replace("’", "'") if 0 <= first < last else ""

    def value(self, name: str, table: str) -> Any:
        """What a table says of the first word of a named part, None where it is not there."""
        return self.lexicon.values[table].get(self.word(name))

    def before(self, back: int = 1) -> str:
        """The word before the match, empty at the start of the paragraph."""
        at = self.first - back
        return self.words[at] if at >= 0 else ""

    def after(self, ahead: int = 0) -> str:
        """The word after the match, empty at the end of the paragraph."""
        at = self.last + ahead
        return self.words[at] if at < len(self.words) else ""

    def follow(self, at: int | None = None) -> Piece | None:
        """Return the date that begins at a token, by default the one after the match; None where none does."""
        piece = self._read(self.last if at is None else at)
        return piece if piece is not None and piece.reading.type == "DATE" else None

    def near(self, reach: int) -> list[str]:
        """The words of the match and up to `reach` on each side, within the paragraph."""
        return self.words[max(0, self.first - reach) : self.last + reach]

    def is_in(self, word: str, name: str) -> bool:
        """Whether a word belongs to a class."""
        return bool(word) and self.lexicon.has(word, name)

    def has(self, name: str, of: str) -> bool:
        """Whether the first word of a named part belongs to a class; as it is written, since `may` is not `May`."""
        first, _ = self.span(name)
        return first >= 0 and self.is_in(self.words[first], of)


HYPHENS = frozenset("-‐‑")
EXPLICIT = "explicit date"
"""Name that stands for a rule where `newsrecord.stamps` found a date."""
OPEN_HALF = "~"
"""Ends a time of day that does not say which half of the day it is in: `8 o'clock`."""


def in_part(tail: str, part: str) -> str:
    """Return a time of day in the half that a part of the day (`TNI`) tells, where it was open."""
    if not tail.endswith(OPEN_HALF):
        return tail
    hour = int(tail[1:3])
    later = part in _SECOND_HALF and hour < 12 and not (part == "TNI" and hour < _SMALL_HOURS)
    return f"T{hour + 12 if later else hour:02}{tail[3:-1]}"


_SECOND_HALF = frozenset(("TAF", "TEV", "TNI"))
_SMALL_HOURS = 5
"""Before it `at night` is after midnight."""


def number(words: list[str], lexicon: Lexicon) -> float | None:
    """Return the number that words of a count spell, None for a vague one: `few`, `several`.

    Of two (`three or four`, `10-12`) it is the lower one.
    """
    names, vague = lexicon.values["numbers"], lexicon.values["vague"]
    total = 0.0  # thousands and more that are done with
    found: float | None = None  # what is being counted
    for i, word in enumerate(words):
        if word in vague:
            return float(vague[word]) or None
        mixed = words[i + 2 : i + 3] == ["/"]  # 1-1/2 years
        if lexicon.has(word, "OR_TO") or (word in HYPHENS and words[i - 1].isdigit() and not mixed):
            break
        if word == "/" or (words[i + 1 : i + 2] == ["/"] and word.isdigit()):
            continue
        if i and words[i - 1] == "/" and word.isdigit():
            above = words[i - 2]
            found = (found or 0.0) + (int(above) / int(word) if int(word) and above.isdigit() else 0.0)
        elif word in names:
            value = float(names[word])
            if value < 1:  # two and a half; half a
                found = (found or 0.0) + value if any(lexicon.has(other, "AND") for other in words) else value
            elif value in _FACTORS and not (value < _HUNDRED <= (found or 0.0)):  # a hundred and twelve
                found = (found or 1.0) * value
                if value >= _THOUSAND:
                    total, found = total + found, None
            elif i and lexicon.has(words[i - 1], "ANOTHER"):
                found = value  # another two
            else:
                found = (found or 0.0) + value
        elif lexicon.has(word, "ANOTHER"):
            found = found or 1.0
        elif word.replace(",", "").replace(".", "", 1).isdecimal():
            found = float(word.replace(",", ""))
    return None if found is None and not total else total + (found or 0.0)


_FACTORS = frozenset((12, 100, 1000, 1_000_000, 1_000_000_000))
"""A dozen, a hundred, a million: what stands before them counts them. (Twelve months are twelve times one.)"""
_HUNDRED, _THOUSAND = 100, 1000


def unit_of(match: Match, name: str = "u") -> str:
    """Return the unit that a part names."""
    unit: str = match.value(name, "units") or match.value(name, "plural_units")
    return unit


def amount_of(match: Match, name: str = "a") -> float | None:
    """Return how many a part counts, None for a vague count or where it is not there."""
    return number(match.part(name), match.lexicon)


def scaled(amount: float | None, unit: str) -> tuple[float | None, str]:
    """Return an amount in a unit that TIMEX3 has: a fortnight is two weeks."""
    return (None if amount is None else 2 * amount, "W") if unit == "2W" else (amount, unit)


def leading_number(word: str) -> int:
    """Return the number in the digits that a word starts with (`21st`), 0 where it starts with none."""
    digits = word[: len(word) - len(word.lstrip("0123456789"))]
    return int(digits) if digits else 0


def shift_of(match: Match, name: str = "r") -> int | None:
    """Return how far a word such as `last` (-1) or `next` (1) points, None where it is not there."""
    return match.value(name, "relatives") if match.word(name) else None


def year_of(match: Match, name: str = "y") -> int | None:
    """Return the year that a part spells in digits, two or four of them; None where it is not there."""
    word = match.word(name)
    if not word:
        return None
    if len(word) == 2:
        return 1900 + int(word) if int(word) > _PIVOT else 2000 + int(word)
    return int(word)


_PIVOT = 50
"""Two digits of a year above this are of the 20th century."""


def spoken_year(words: list[str], lexicon: Lexicon) -> int | None:
    """Return the year that words spell (`nineteen ninety-seven`), None where they spell none."""
    values = [lexicon.values["numbers"][word] for word in words if word in lexicon.values["numbers"]]
    if values[:2] == [2, 1000]:
        return 2000 + int(sum(values[2:])) if sum(values[2:]) < 100 else None
    if (
        len(values) >= 2
        and values[1] < 100
        and values[0] in {18, 19, 20}
        and (values[1] >= 10 or any(lexicon.has(word, "OH") for word in words))
    ):
        return int(values[0]) * 100 + int(sum(values[1:]))
    return None
