"""Amounts of money: text in, spans out: `$6 Million`, `Rs 3,200 crore`, `20 million euros`, `thousands of dollars`.

A number is found first; what stands before it (a sign or code) and after it (a scale, a unit) makes it money. Looking
both ways is bounded, so the whole is linear in the text.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from ..tables import load_table
from .countries import demonym_codes
from .gazetteer import load_gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["find_money"]

_BEFORE: Final = 9
"""Code points before a number that a sign or code may take."""
_AFTER: Final = 80
"""Code points after a number that scales and units may take."""
_GAP = "[ \u00a0\u202f]"
_NUMBER = re.compile(  # opens with a digit, not with what must precede it: the engine then looks at digits only
    r"\d(?:"
    rf"(?<![\d.,]\d)\d{{0,2}}(?:(?:{_GAP}|[,.’'])\d{{3}}){{1,6}}(?:[.,]\d{{1,2}})?(?!\d)"
    r"|\d{0,19}(?:[.,]\d{1,9})*)"
)
_WORD = re.compile(r"[^\W\d_]+")


@frozen
class _Patterns:
    """Regular expressions made from the tables; all are matched against short slices."""

    prefix: re.Pattern[str]
    prefix_ends: frozenset[str]
    shy: frozenset[str]
    """Prefixes that are something else before a plain number: `R4`; codes that are words in capitals: `COP26`."""
    shy_units: tuple[str, ...]
    scale: re.Pattern[str]
    unit: re.Pattern[str]
    in_words: re.Pattern[str]
    unit_words: frozenset[str]
    """The last words of all units, small, also with an ending; no amount in words is without one."""


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@functools.cache
def _patterns() -> _Patterns:
    table = load_table(__package__, "en.toml")["money"]
    codes = load_gazetteer().currencies
    prefixes = {*table["prefixes"], *codes}
    scales = _any_of(table["scales"])
    units = _any_of(table["units"])
    peoples = "|".join(sorted({re.escape(name) for name in demonym_codes() if " " not in name and name.isalpha()}))
    qualifier = rf"(?:(?:{_any_of(table['unit_qualifiers'])}|{peoples})[ -])?"
    named = rf"{qualifier}(?:{units})(?:e?s)?\b"
    signs = _any_of(sign for sign in prefixes if not sign[-1].isalnum() and not sign[0].isalnum())
    return _Patterns(
        prefix=re.compile(rf"(?:(?<![^\W_]){_lettered(prefixes)}|(?:{signs})){_GAP}?\Z"),
        prefix_ends=frozenset(prefix[-1] for prefix in prefixes),
        shy=frozenset(table["shy_prefixes"]),
        shy_units=tuple(table["shy_units"]),
        scale=re.compile(rf"(?:{_GAP}|-)?(?:{scales})(?![^\W_])", re.IGNORECASE),
        unit=re.compile(
            rf"(?:{_GAP}|-)?(?:{named}|(?-i:{_any_of(codes | {'Rs', 'Tk', 'RMB'})})\b|[€£₹¥₽$])", re.IGNORECASE
        ),
        in_words=re.compile(
            rf"\b(?:{_any_of(table['numbers'])})(?:[ -](?:of[ -])?(?:{_any_of(table['numbers'])}|{scales})\b){{0,3}}"
            rf"[ -](?:of )?{named}",
            re.IGNORECASE,
        ),
        unit_words=frozenset(
            _WORD.findall(unit)[-1].lower() + ending for unit in table["units"] for ending in ("", "s", "es")
        ),
    )


def _lettered(prefixes: Iterable[str]) -> str:
    return f"(?:{_any_of(prefix for prefix in prefixes if prefix[0].isalnum())})"


def _after(text: str, at: int, patterns: _Patterns) -> tuple[int, bool, bool]:
    """Read up to two scales and a unit from `at` on: where they end, whether there was a scale, whether a unit."""
    tail = text[at : at + _AFTER]
    here, scaled = 0, False
    while not scaled or here:
        match = patterns.scale.match(tail, here)
        if not match:
            break
        here, again = match.end(), scaled
        scaled = True
        if again:
            break
    of = 3 if scaled and tail[here : here + 4] == " of " else 0
    unit = patterns.unit.match(tail, here + of)
    return at + (unit.end() if unit else here), scaled, unit is not None


def find_money(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of amounts of money between `start` and `end`, in text order, not overlapping."""
    spans = sorted([*_with_digits(text, start, end), *_in_words(text, start, end)])
    last = start
    for first, stop in spans:
        if first >= last:
            yield first, stop
            last = stop


def _in_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    patterns = _patterns()
    if not patterns.unit_words.isdisjoint(map(str.lower, _WORD.findall(text, start, end))):
        for match in patterns.in_words.finditer(text, start, end):
            yield match.span()


def _with_digits(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    patterns = _patterns()
    last = start
    for number in _NUMBER.finditer(text, start, end):
        first, stop = number.span()
        if first < last:
            continue
        before = text[max(last, first - _BEFORE) : first]
        bare = before.rstrip(" \u00a0\u202f")
        sign = patterns.prefix.search(before) if bare and bare[-1] in patterns.prefix_ends else None
        after, scaled, unit = _after(text, stop, patterns)
        if after > end:
            after, scaled, unit = stop, False, False
        if sign is not None and (sign.group().strip() not in patterns.shy or (scaled and not unit) or _grouped(number)):
            first -= len(sign.group())
            if text[first].isspace():
                first += 1
        elif not unit or (not scaled and text[stop:after].lower().endswith(patterns.shy_units)):
            continue
        last = _range_end(text, after, end, patterns)
        yield first, last


def _grouped(number: re.Match[str]) -> bool:
    """Whether a number is long enough to be an amount after a shy prefix: `R1,500`, `COP 12 000`."""
    return len(number.group()) > 4


def _range_end(text: str, at: int, end: int, patterns: _Patterns) -> int:
    """The end of `-5 million` in `$3-5 million`, else `at`."""
    if text[at : at + 1] not in ("-", "–"):
        return at
    sign = 2 if text[at + 1 : at + 2] in ("$", "€", "£") else 1
    number = _NUMBER.match(text, at + sign, end)
    if not number:
        return at
    after, _, _ = _after(text, number.end(), patterns)
    return after if after <= end else number.end()
