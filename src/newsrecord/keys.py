"""The forms that lines are compared by: case, apostrophes and the punctuation around them left out."""

from __future__ import annotations

from typing import Final

__all__ = ["bare_key", "first_word", "fold_key", "straighten"]

_EDGES: Final = " \t\u00a0\ufeff\u200b\u200c\u200d\u2060\"'“”‘’«»‹›<>()[]{}.,:;!?…|/\\*•·▪●◦–—―-_=+~#→←↓↑▶►▼▲❯"


def straighten(text: str) -> str:
    """Return a line in lowercase with straight apostrophes."""
    if text.isascii():
        return text.lower()
    return text.replace("’", "'").replace("‘", "'").replace("\u00a0", " ").casefold()


def fold_key(text: str) -> str:
    """Return a line in lowercase with straight apostrophes and without the punctuation around it."""
    return bare_key(straighten(text))


def bare_key(low: str) -> str:
    """Return a straightened line without the punctuation around it."""
    return low.strip(_EDGES)


def first_word(phrase: str) -> str:
    """Return what stands before the first space."""
    return phrase.split(" ", 1)[0]
