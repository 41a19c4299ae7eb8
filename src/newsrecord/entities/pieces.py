"""Words in pieces: the greedy longest-match sub-word units that the tagger has vectors for.

In come a vocabulary (piece -> row) and tokens; out come rows. The units are BERT's (Devlin et al. 2019, appendix A.2;
Wu et al. 2016, section 4.1): lowercase, no diacritics, a piece inside a word opens with `##`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CASES", "UNKNOWN", "case_class", "plain", "rows"]

UNKNOWN: Final = "[UNK]"
_PART: Final = re.compile(r"[^\W_]+|\S")
_LONGEST_WORD: Final = 40
"""Letters of a word that is parted; a longer one is unknown. Keeps the greedy search, quadratic in a word, cheap."""
_LONGEST_PIECE: Final = 18
"""Letters of the longest piece in the vocabulary."""

CASES: Final = ("lower", "title", "upper", "initial", "mixed", "number", "symbol")


def plain(word: str) -> str:
    """A word in lowercase without diacritics, as the vocabulary has it."""
    if word.isascii():
        return word.lower()
    spread = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in spread if not unicodedata.combining(c))


def rows(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """The pieces of one token (not empty) as rows of the vocabulary, at least one."""
    found: list[int] = []
    for part in _PART.findall(plain(word)):
        found += _part(part, vocabulary)
    return found or [vocabulary[UNKNOWN]]


def _part(part: str, vocabulary: Mapping[str, int]) -> list[int]:
    if len(part) > _LONGEST_WORD:
        return [vocabulary[UNKNOWN]]
    found: list[int] = []
    start = 0
    while start < len(part):
        mark = "##" if start else ""
        for stop in range(min(len(part), start + _LONGEST_PIECE), start, -1):
            row = vocabulary.get(mark + part[start:stop])
            if row is not None:
                found.append(row)
                start = stop
                break
        else:
            return [vocabulary[UNKNOWN]]
    return found


def case_class(word: str) -> int:
    """Number of the letter case of one token in `CASES`.

    `lower` iowa, `title` Iowa, `upper` IOWA, `initial` one capital alone, `mixed` iPhone, `number` 3rd, `symbol` the
    rest.
    """
    first = word[0]
    if first.isdigit():
        return 5
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 and any(c.isalpha() for c in word[1:]) else 3
    if word.istitle() or (first.isupper() and word[1:].islower()):
        return 1
    return 4 if any(c.isalpha() for c in word) else 6
