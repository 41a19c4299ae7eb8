"""A text as people see it: without the signs that show nothing, and with a way back to where each character stands.

In comes a text; out comes a `Visible`. Soft hyphens, zero-width signs, direction marks and variation selectors stand
inside words, at their edges and by themselves in what people copy. Readers are given the text without them, and what
they find in it is put back: `returned` gives a span with offsets into the text that the caller holds, and the text that
stands there. A text that has none of them, as most have, is its own `Visible`. Linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import evolve, field, frozen

from .checks import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["HIDDEN", "Visible", "bare"]

S = TypeVar("S")

HIDDEN: Final = (
    "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""The signs that show nothing, as the inside of a character class: those of the property Default_Ignorable_Code_Point
(Unicode 16, DerivedCoreProperties.txt) but for its letters, the fillers of Hangul and two vowels of Khmer."""
_HIDDEN: Final = re.compile(f"[{HIDDEN}]+")
_ASCII: Final = re.compile("[\0-\x7f]+")
_SOFT_BREAK: Final = re.compile(r"(?<=[^\W\d_])\u00ad(?=[^\S\r\n]{0,40}(?:\r\n|[\r\n])[^\S\r\n]{0,40}[^\W\d_])")
"""A soft hyphen where its line was broken shows as a hyphen (Unicode Standard Annex 14, class BA)."""


def bare(text: str) -> str:
    """Return `text` without the signs that show nothing."""
    return _HIDDEN.sub("", text) if _hides(text) else text


def _hides(text: str) -> bool:
    """Whether a text has signs that show nothing. Taking out what cannot be one first is five times as fast."""
    return not text.isascii() and _HIDDEN.search(_ASCII.sub("", text)) is not None


@frozen
class Visible:
    """A text without some stretches of it."""

    source: str
    """The text that the caller holds."""
    text: str
    """What readers are given of it."""
    _cuts: list[tuple[int, int]] = field(factory=list)
    """The stretches of the source that are left out: in order, disjoint, none empty."""
    _gone: list[int] = field(init=False)
    """How many code points are left out before the first of them, before the second, …, in all."""
    _at: list[int] = field(init=False)
    """Where each of them is in `text`."""

    @_gone.default
    def _count(self) -> list[int]:
        return list(accumulate((end - start for start, end in self._cuts), initial=0))

    @_at.default
    def _place(self) -> list[int]:
        return [start - gone for (start, _), gone in zip(self._cuts, self._gone, strict=False)]

    @classmethod
    def of(cls, text: str) -> Visible:
        """Leave out the signs that show nothing."""
        if not _hides(text):
            return cls(text, text)
        shown = _SOFT_BREAK.sub("-", text) if "\u00ad" in text else text
        return cls(text, _HIDDEN.sub("", shown), [match.span() for match in _HIDDEN.finditer(shown)])

    @property
    def is_source(self) -> bool:
        """Whether nothing is left out, so that offsets are the same in both."""
        return self.text is self.source

    def without(self, spans: Iterable[tuple[int, int]]) -> Visible:
        """Leave out stretches of `text` as well: in order, disjoint, none empty."""
        pieces, cuts, at = [], [], 0
        for start, end in spans:
            pieces.append(self.text[at:start])
            cuts.append(self.back(start, end))
            at = end
        inside = [cut for cut in self._cuts if not _holds(cuts, cut)]
        return Visible(self.source, "".join([*pieces, self.text[at:]]), sorted([*cuts, *inside]))

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of `text` is in `source`: from its first to its last character, both seen."""
        return start + self._gone[bisect_right(self._at, start)], end + self._gone[bisect_left(self._at, end)]

    def seen(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of `source` is in `text`; it is empty there if nothing of it is seen."""
        return self._seen(start), self._seen(end)

    def _seen(self, at: int) -> int:
        number = bisect_right(self._cuts, (at,))
        if number and at < self._cuts[number - 1][1]:
            return self._at[number - 1]
        return at - self._gone[number]

    def returned(self, span: S, place: tuple[int, int] | None = None) -> S:
        """Return a part of a record that was read in `text` as a part of `source`.

        Args:
            span: has `start` and `end` (both may be None: it is returned as it is), and perhaps `text`. A name or a
                value stays as it was read; a text that was not what stands there stays too, so that it is found wrong.
            place: where it is in `source`, if that is not where its characters are.
        """
        part: Any = span
        if self.is_source or part.start is None:
            return span
        start, end = place or self.back(part.start, part.end)
        changes: dict[str, Any] = {"start": start, "end": end}
        if getattr(part, "text", None) == fold(self.text[part.start : part.end]):
            changes["text"] = fold(self.source[start:end])
        moved: S = evolve(part, **changes)
        return moved


def _holds(cuts: list[tuple[int, int]], cut: tuple[int, int]) -> bool:
    """Whether one of some cuts, in order and disjoint, holds another."""
    number = bisect_right(cuts, cut[0], key=lambda one: one[0])
    return number > 0 and cut[1] <= cuts[number - 1][1]
