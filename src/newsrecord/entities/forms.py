"""What the tagger sees of one word by itself: its pieces, its letter case, and which lists know it.

In comes the text of a token; out comes a `Form`, the same in training and at run time. It depends on the word alone, so
whatever is computed from it may be kept.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple

from ..text import fold_word
from .gazetteer import load_gazetteer
from .lists import LETTERS, Lists
from .pieces import case_class, rows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ..language import Language
    from ..record import EntityType

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


_BY_TYPE: Final[dict[EntityType, str]] = {"LOCATION": "place", "NORP": "people", "ORGANIZATION": "organization"}
"""The lists that are the known names of one word and of a type."""
_BY_LETTER: Final = {
    "words": "word",
    "also": "also",
    "given": "given",
    "family": "family",
    "towns": "town",
    "languages": "language",
}
"""The lists of the table file, as it calls them."""


class Forms:
    """What the lists of one language say of words; read-only."""

    def __init__(self, language: Language) -> None:
        known, words = language.made(load_gazetteer), language.made(Lists).words
        self._listed, self._phrases = known.listed, known.phrases
        self._lists: dict[str, Collection[str]] = {
            "word": known.words,
            "also": known.also,
            "given": known.given,
            "family": known.family,
            "great": known.great,
            "town": known.towns,
            "language": known.languages,
            **{name: getattr(words, name) for name in HINTS[11:]},
        }
        bits = {name: 1 << i for i, name in enumerate(HINTS)}
        self._opener = bits["opener"]
        self._of_type = {kind: bits[name] for kind, name in _BY_TYPE.items()}
        self._of_letter = {LETTERS[title]: bits[name] for title, name in _BY_LETTER.items()}
        self._others = [
            (bits["word"], words.function_words | words.ordinary),
            *((bits[name], self._lists[name]) for name in ("great", *HINTS[11:])),
        ]

    def digest(self) -> str:
        """SHA-256 of the lists that hints tell of: a network that was trained with others has to be trained anew."""
        lists = {name: set(words) for name, words in self._lists.items()}
        lists |= {name: set[str]() for name in _BY_TYPE.values()}
        lists["opener"] = {phrase.partition(" ")[0] for phrase in self._phrases if " " in phrase}
        for phrase, kind in self._phrases.items():
            if kind in _BY_TYPE and " " not in phrase:
                lists[_BY_TYPE[kind]].add(phrase)
        digest = hashlib.sha256()
        for name in HINTS:
            digest.update("\n".join([f"[{name}]", *sorted(lists[name]), ""]).encode())
        return digest.hexdigest()

    def of(self, word: str, vocabulary: Mapping[str, int]) -> Form:
        """The form of one token (not empty)."""
        found = rows(word, vocabulary)
        folded = fold_word(word)
        hints = self._opener if self._phrases.opens(folded) else 0
        for letter in self._listed.of(folded):
            hints |= self._of_letter.get(letter, 0)
        kind = self._phrases.get(folded)
        if kind is not None and " " not in folded:
            hints |= self._of_type.get(kind, 0)
        for bit, known in self._others:
            if folded in known:
                hints |= bit
        return Form(
            first=found[0],
            second=found[min(1, len(found) - 1)],
            last=found[-1],
            size=min(len(found), _MOST_COUNTED) - 1,
            case=case_class(word),
            hints=hints,
        )
