"""What the letters of a word look like, and whether a sentence is written in title case or in capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from ..text import fold_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .gazetteer import Gazetteer

__all__ = ["Case", "Shape", "case_of", "shape"]

Shape = Literal["lower", "title", "upper", "mixed", "number", "symbol"]
"""`lower` iowa, `title` Iowa, `upper` IOWA (two letters or more), `mixed` iPhone, `number` 3rd, `symbol` the rest."""
Case = Literal["normal", "title", "upper"]

_MANY: Final = 4
"""Ordinary words with a capital for each one without, at the least, in title case."""
_LONG_WORD: Final = 4
"""Title case leaves shorter words small (Associated Press style), so only words from this length on tell it."""


def shape(word: str) -> Shape:
    """The shape of one token."""
    first = word[0]
    if first.isdigit():
        return "number"
    if word.islower():
        return "lower"
    if not any(c.isalpha() for c in word):
        return "symbol"
    if word.isupper() and sum(c.isalpha() for c in word) > 1:
        return "upper"
    if first.isupper():
        return "title"
    return "mixed" if first.isalpha() and word != word.lower() else "lower"


def case_of(words: Sequence[str], known: Gazetteer, *, heading: bool = False) -> Case:
    """How a sentence is written: in capitals, in title case, or as running text.

    Title case shows in ordinary words with a capital; names have one in running text too, so they do not count, nor do
    small grammatical words. One such word is enough in a `heading`, where title case is common.
    """
    functions = known.functions
    longer = [word for word in words[1:] if len(word) >= _LONG_WORD]
    others = [word for word in longer if not word.islower() or word[0].isdigit()]
    lower = len([word for word in longer if word.islower() and word not in functions and not word[0].isdigit()])
    if len(others) <= 2 * lower:  # most sentences, quickly: too few, whatever they are
        return "normal"
    upper = title = 0
    for word in others:
        form = shape(word)
        if form == "upper":
            upper += 1
        elif form == "lower":  # of a mark and letters
            lower += word not in functions
        elif form == "title" and fold_word(word) in known.words:
            title += 1
    if upper >= 2 and upper > 2 * (title + lower):
        return "upper"
    if title >= (1 if heading else 2) and title > _MANY * lower:
        return "title"
    return "normal"
