"""What the tagger sees of one word by itself: its pieces, its letter case, and which lists know it.

In comes the text of a token; out comes a `Form`, the same in training and at run time. It depends on the word alone, so
whatever is computed from it may be kept.
"""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple

from .gazetteer import load_gazetteer
from .lists import fold_word, word_set
from .pieces import case_class, rows

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["HINTS", "Form", "form_of", "lists_digest"]

_MOST_COUNTED: Final = 4


class Form(NamedTuple):
    """A word as the tagger's input layer takes it."""

    first: int
    """Row of the first piece."""
    second: int
    """Row of the second piece, or of the first where there is only one."""
    last: int
    """Row of the last piece."""
    size: int
    """Pieces less one, 3 at most."""
    case: int
    """Number of the letter case, as `pieces.case_class` counts."""
    hints: int
    """Bit `i` is set where list `i` of `HINTS` knows the word."""


HINTS: Final = (
    "word",
    "also",
    "given",
    "family",
    "place",
    "people",
    "organization",
    "opener",
    "great",
    "town",
    "language",
    "organization_heads",
    "location_heads",
    "facility_heads",
    "misc_heads",
    "role_heads",
    "honorifics",
    "calendar",
    "function_words",
    "organization_openers",
)
"""The lists: those of the table file, then those of `en.toml` by their names there."""


@functools.cache
def _lists() -> tuple[frozenset[str], ...]:
    known = load_gazetteer()

    def phrases(kind: str) -> frozenset[str]:
        return frozenset(text for text, of in known.phrases.items() if of == kind and " " not in text)

    return (
        known.words,
        known.also,
        known.given,
        known.family,
        phrases("LOCATION"),
        phrases("NORP"),
        phrases("ORGANIZATION"),
        frozenset(word for word, size in known.longest.items() if size > 1),
        known.great,
        known.towns,
        known.languages,
        *(word_set(name) for name in HINTS[11:]),
    )


def lists_digest() -> str:
    """SHA-256 of the lists that `hints` tells of: a network that was trained with others has to be trained anew."""
    digest = hashlib.sha256()
    for name, words in zip(HINTS, _lists(), strict=True):
        digest.update("\n".join([f"[{name}]", *sorted(words), ""]).encode())
    return digest.hexdigest()


def form_of(word: str, vocabulary: Mapping[str, int]) -> Form:
    """The form of one token (not empty)."""
    found = rows(word, vocabulary)
    folded = fold_word(word)
    hints = 0
    for i, known in enumerate(_lists()):
        if folded in known:
            hints |= 1 << i
    return Form(
        first=found[0],
        second=found[min(1, len(found) - 1)],
        last=found[-1],
        size=min(len(found), _MOST_COUNTED) - 1,
        case=case_class(word),
        hints=hints,
    )
