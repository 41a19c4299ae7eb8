"""What the tagger sees of one word by itself: its pieces, its letter case, and which lists know it.

In comes the text of a token; out comes a `Form`, the same in training and at run time. It depends on the word alone, so
whatever is computed from it may be kept.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple

from ..text import fold_word
from .gazetteer import load_gazetteer
from .lists import Lists
from .pieces import case_class, rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..language import Language

__all__ = ["HINTS", "Form", "Forms"]

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
"""The lists: those of the table file, then those of `names.toml` by their names there."""


class Forms:
    """What the lists of one language say of words; read-only."""

    def __init__(self, language: Language) -> None:
        known, words = language.made(load_gazetteer), language.made(Lists).words

        def phrases(kind: str) -> frozenset[str]:
            return frozenset(text for text, of in known.phrases.items() if of == kind and " " not in text)

        self._lists: tuple[frozenset[str], ...] = (
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
            *(getattr(words, name) for name in HINTS[11:]),
        )

    def digest(self) -> str:
        """SHA-256 of the lists that hints tell of: a network that was trained with others has to be trained anew."""
        digest = hashlib.sha256()
        for name, words in zip(HINTS, self._lists, strict=True):
            digest.update("\n".join([f"[{name}]", *sorted(words), ""]).encode())
        return digest.hexdigest()

    def of(self, word: str, vocabulary: Mapping[str, int]) -> Form:
        """The form of one token (not empty)."""
        found = rows(word, vocabulary)
        folded = fold_word(word)
        hints = 0
        for i, known in enumerate(self._lists):
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
