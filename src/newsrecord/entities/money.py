"""Amounts of money: text in, spans out: `$6 Million`, `Rs 3,200 crore`, `20 million euros`, `thousands of dollars`.

A number is found first; what stands before it (a sign or code) and after it (a scale, a unit) makes it money. Looking
both ways is bounded, so the whole is linear in the text.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from ..readers import FoundMention
from ..tables import any_of
from .countries import Countries
from .gazetteer import load_gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..language import Language
    from ..text import Document

__all__ = ["Money"]

_BEFORE: Final = 9
"""Code points before a number that a sign or code may take."""
_AFTER: Final = 80
"""Code points after a number that scales and units may take."""
_GAPS: Final = " \u00a0\u202f"
_GAP = f"[{_GAPS}]"
_NUMBER = re.compile(  # opens with a digit, not with what must precede it: the engine then looks at digits only
    r"\d(?:"
    rf"(?<![\d.,]\d)\d{{0,2}}(?:(?:{_GAP}|[,.’'])\d{{3}}){{1,6}}(?:[.,]\d{{1,2}})?(?!\d)"
    r"|\d{0,19}(?:[.,]\d{1,9})*)"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"\w+")
_OPENING = re.compile(r"[^\W\d_]+|.", re.DOTALL)
_SIGNS: Final = "€£₹¥₽$"
"""What may stand for a unit behind an amount."""


class Money:
    """Finds amounts of money in one language; read-only. All patterns are matched against short slices."""

    def __init__(self, language: Language) -> None:
        table = language.table("names").table("money")
        codes = language.made(load_gazetteer).currencies
        scales, numbers, units = any_of(table.words("scales")), any_of(table.words("numbers")), table.words("units")
        ofs, endings = table.words("of"), table.words("unit_endings")
        self._peoples = frozenset(name for name in language.made(Countries).demonyms if name.isalpha())
        self._qualifier = re.compile(rf"(?:{any_of(table.words('unit_qualifiers'))})[ -]", re.IGNORECASE)
        self._unit = re.compile(rf"(?:{any_of(units)})(?:{any_of(endings)})?\b", re.IGNORECASE)
        self._codes = codes.union(table.words("unit_codes"))
        prefixes = codes.union(table.words("prefixes"))
        self._prefixes = frozenset(prefix for prefix in prefixes if prefix[0].isalnum() or not prefix[-1].isalnum())
        self.prefix_ends: frozenset[str] = frozenset(prefix[-1] for prefix in prefixes)
        self.shy: frozenset[str] = frozenset(table.words("shy_prefixes"))
        """Prefixes that are something else before a plain number: `R4`; codes that are words in capitals: `COP26`."""
        self.shy_units: tuple[str, ...] = table.words("shy_units")
        self.weights: tuple[str, ...] = tuple(
            word + ending for word in table.words("weights") for ending in ("", *table.words("unit_endings"))
        )
        """Units that are weights as well: 475 pounds."""
        self.weighed: re.Pattern[str] = re.compile(
            rf"{_GAP}(?:{any_of(ofs)})\b|{_GAP}?\(\d[\d.,]*{_GAP}?(?:{any_of(table.words('weights_between'))})"
        )
        """What follows a weight: of something, or the same in other units."""
        self.scale: re.Pattern[str] = re.compile(rf"(?:{_GAP}|-)?(?:{scales})(?![^\W_])", re.IGNORECASE)
        following = {*table.words("scales"), *table.words("unit_qualifiers"), *self._peoples, *self._codes, *_SIGNS}
        following.update(unit + ending for unit in units for ending in ("", *endings))
        self.openings: frozenset[str] = frozenset(_OPENING.findall(word)[0].lower() for word in following)
        """What scales and units begin with: letters, or one other character."""
        of = rf"(?:(?:{any_of(ofs)})[ -])?"
        self._in_words = rf"\b(?:{numbers})(?:[ -]{of}(?:{numbers}|{scales})\b){{0,3}}[ -](?:(?:{any_of(ofs)}) )?"
        self.ofs: tuple[str, ...] = tuple(f" {word}" for word in ofs)
        """What may stand between a scale and the unit: thousands of dollars."""
        self.unit_words: frozenset[str] = frozenset(
            _LETTERS.findall(unit)[-1].lower() + ending for unit in units for ending in ("", *endings)
        )
        """The last words of all units, also with an ending; no amount in words is without one."""
        table.finish()

    @functools.cached_property
    def in_words(self) -> re.Pattern[str]:
        """An amount in words up to its unit; compiled when a text first has a unit's last word."""
        return re.compile(self._in_words, re.IGNORECASE)

    def prefix(self, before: str) -> str:
        """Return the sign or code, with the gap behind it, that the text before a number ends with, or nothing."""
        bare = before[:-1] if before[-1:] in _GAPS else before
        for at in range(len(bare)):
            if bare[at:] in self._prefixes and not (bare[at].isalnum() and at and bare[at - 1].isalnum()):
                return before[at:]
        return ""

    def named_end(self, text: str, at: int, end: int) -> int | None:
        """Return where the name of a unit ends that begins at `at`, a people's before it or not: `Swiss francs`."""
        unit = self._unit.match(text, self._after_qualifier(text, at, end), end) or self._unit.match(text, at, end)
        return unit.end() if unit else None

    def _after_qualifier(self, text: str, at: int, end: int) -> int:
        word = _WORD.match(text, at, end)
        if word and word.group().lower() in self._peoples and text[word.end() : word.end() + 1] in (" ", "-"):
            return word.end() + 1
        qualifier = self._qualifier.match(text, at, end)
        return qualifier.end() if qualifier else at

    def unit_end(self, text: str, at: int) -> int | None:
        """Return where a unit ends that stands at `at` behind an amount: its name, code or sign."""
        if text[at : at + 1] in (*_GAPS, "-"):
            at += 1
        if text[at : at + 1] in (*_SIGNS,):
            return at + 1
        named = self.named_end(text, at, len(text))
        if named is not None:
            return named
        word = _WORD.match(text, at)
        return word.end() if word and word.group() in self._codes else None

    def is_other(self, text: str, start: int, end: int) -> bool:
        """Whether the unit from `start` to `end`, after a plain number, is another word, or one of weight."""
        unit = text[start:end].lower()
        if unit.endswith(self.shy_units):
            return True
        return unit.endswith(self.weights) and self.weighed.match(text, end, end + _AFTER) is not None

    def read(self, document: Document) -> Iterator[FoundMention]:
        """Yield the amounts of money in the sections of a document, in text order, not overlapping."""
        has_units = self._has_units(document.tokens.words)
        for section in document.sections:
            for start, end in self.find(document.text, section.start, section.end, in_words=has_units):
                yield FoundMention(start, end, "MONEY")

    def _has_units(self, words: Iterable[str]) -> bool:
        """Whether the last word of a unit may be among some tokens; few documents have one."""
        if not self.unit_words.isdisjoint(map(str.lower, words)):
            return True
        mixed = " ".join(word for word in words if not word.isalpha())  # `pa'anga`
        return not self.unit_words.isdisjoint(map(str.lower, _LETTERS.findall(mixed)))

    def find(self, text: str, start: int, end: int, *, in_words: bool = True) -> Iterator[tuple[int, int]]:
        """Yield the spans of amounts of money between `start` and `end`, in text order, not overlapping.

        Without `in_words` only those with digits.
        """
        spans = [*_with_digits(self, text, start, end)]
        if in_words:
            spans = sorted([*spans, *_in_words(self, text, start, end)])
        last = start
        for first, stop in spans:
            if first >= last:
                yield first, stop
                last = stop


def _after(text: str, at: int, patterns: Money) -> tuple[int, bool, bool]:
    """Read up to two scales and a unit from `at` on: where they end, whether there was a scale, whether a unit."""
    tail = text[at : at + _AFTER]
    opening = _OPENING.match(tail, 1 if tail[:1] in (*_GAPS, "-") else 0)
    if opening is None or (opening[0].isascii() and opening[0].lower() not in patterns.openings):
        return at, False, False  # most numbers, quickly
    here, scaled = 0, False
    while not scaled or here:
        match = patterns.scale.match(tail, here)
        if not match:
            break
        here, again = match.end(), scaled
        scaled = True
        if again:
            break
    of = next((len(word) for word in patterns.ofs if scaled and tail.startswith(f"{word} ", here)), 0)
    unit = patterns.unit_end(tail, here + of)
    return at + (here if unit is None else unit), scaled, unit is not None


def _in_words(patterns: Money, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if not patterns.unit_words.isdisjoint(map(str.lower, _LETTERS.findall(text, start, end))):
        at = start
        while found := patterns.in_words.search(text, at, end):
            stop = patterns.named_end(text, found.end(), end)
            if stop is not None:
                yield found.start(), stop
            at = found.start() + 1 if stop is None else stop


def _with_digits(patterns: Money, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    last = start
    for number in _NUMBER.finditer(text, start, end):
        first, stop = number.span()
        if first < last:
            continue
        before = text[max(last, first - _BEFORE) : first]
        bare = before.rstrip(" \u00a0\u202f")
        sign = patterns.prefix(before) if bare and bare[-1] in patterns.prefix_ends else ""
        after, scaled, unit = _after(text, stop, patterns)
        if after > end:
            after, scaled, unit = stop, False, False
        if sign and (sign.strip() not in patterns.shy or (scaled and not unit) or _grouped(number)):
            first -= len(sign)
            if text[first].isspace():
                first += 1
        elif not unit or (not scaled and patterns.is_other(text, stop, after)):
            continue
        last = _range_end(text, after, end, patterns)
        yield first, last


def _grouped(number: re.Match[str]) -> bool:
    """Whether a number is long enough to be an amount after a shy prefix: `R1,500`, `COP 12 000`."""
    return len(number.group()) > 4


def _range_end(text: str, at: int, end: int, patterns: Money) -> int:
    """The end of `-5 million` in `$3-5 million`, else `at`."""
    if text[at : at + 1] not in ("-", "–"):
        return at
    sign = 2 if text[at + 1 : at + 2] in ("$", "€", "£") else 1
    number = _NUMBER.match(text, at + sign, end)
    if not number:
        return at
    after, _, _ = _after(text, number.end(), patterns)
    return after if after <= end else number.end()
