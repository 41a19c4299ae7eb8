"""Emoji and other pictographs among the tokens of a document: the network is not given them.

In come tokens; out come those that are left, and which they are. The network learnt from texts without pictures, and
takes what stands beside one for something else: of the names in 60 articles, beside which pictures were set, it lost
one in ten.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Shown", "find_pictures", "without_pictures"]

_FIRST: Final = "\u2100"
"""The first block with pictures in it, Letterlike Symbols; the signs below it are of prose (`°`, `©`)."""
_BETWEEN: Final = ","
"""What parts two names where only pictures do."""


class Shown(NamedTuple):
    """The tokens of a document that are no pictures."""

    words: list[str]
    numbers: list[int]
    """Which tokens they are, or whose place they take; ascending."""
    breaks: list[int]
    """Which of `words` open a section."""


def find_pictures(words: Sequence[str]) -> list[int]:
    """The numbers of the tokens that are pictures: of the Unicode category So or, what gives them colour, Sk."""
    return [
        i
        for i, word in enumerate(words)
        if word >= _FIRST and len(word) == 1 and unicodedata.category(word) in ("So", "Sk")
    ]


def without_pictures(words: Sequence[str], breaks: Sequence[int], pictures: Sequence[int]) -> Shown:
    """Leave pictures out; those between two words with a capital may part two names, so a comma takes their place.

    Args:
        words: the tokens.
        breaks: numbers of the tokens that open a section, ascending.
        pictures: numbers of the tokens that are pictures, ascending.
    """
    hidden, opening = set(pictures), set(breaks)
    numbers: list[int] = []
    given: list[str] = []
    apart = True
    """Whether the token before, pictures aside, is of another section."""
    for i, word in enumerate(words):
        apart = apart or i in opening
        if i in hidden:
            continue
        if not apart and numbers[-1] < i - 1 and given[-1][0].isupper() and word[0].isupper():
            numbers.append(i - 1)
            given.append(_BETWEEN)
        numbers.append(i)
        given.append(word)
        apart = False
    starts = (bisect_left(numbers, start) for start in breaks)
    return Shown(given, numbers, sorted({start for start in starts if start < len(numbers)}))
