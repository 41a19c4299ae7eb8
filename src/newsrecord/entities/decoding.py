"""From label scores to names: the best legal label sequence, then one look over the whole document.

In come the scores of `network.Network` and the tokens; out come spans of tokens with a type. Labels are IOB2: `B-`
opens a name, `I-` goes on with one of the same type (Ramshaw and Marcus 1995; Tjong Kim Sang and Veenstra 1999).
"""

from __future__ import annotations

from operator import add, le
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Indices = NDArray[np.intp]
    Whole = NDArray[np.signedinteger[Any]]

__all__ = ["TokenSpan", "name_spans"]

_CERTAIN: Final = 8 * 256
"""Score by which `O` must lead for a token to be outside every name for sure: odds of e**8."""
_LONGEST: Final = 100
"""Tokens of the longest stretch that is decoded in one; no name is as long."""
_IMPOSSIBLE: Final = -(2**40)
_OTHERS: Final = 2
"""A mention counts this often as much as each other mention of the same words in the choice of its type."""
_LAST_NAME: Final = 6 * 256
"""What it adds to PERSON that a word is the last one of a full name in the document: odds of e**6."""


class TokenSpan(NamedTuple):
    """A name: tokens `first` to `stop`, and the number of its type."""

    first: int
    stop: int
    type: int


def name_spans(scores: NDArray[np.int32], words: Sequence[str], breaks: Sequence[int], person: int) -> list[TokenSpan]:
    """Find names in label scores.

    Args:
        scores: (words, 1 + 2 * types): column 0 is `O`, then `B` and `I` of each type.
        words: the tokens.
        breaks: numbers of the tokens that open a section, ascending; no name goes over one.
        person: number of the type PERSON.

    Returns:
        Disjoint spans in text order.
    """
    labels = _best_labels(scores, breaks)
    firsts = np.flatnonzero(labels & 1)
    if not len(firsts):
        return []
    ends = np.flatnonzero((labels & 1 == 1) | (labels == 0))
    stops = np.append(ends, len(labels))[np.searchsorted(ends, firsts, side="right")]
    kinds = _agreed(firsts, stops, scores, words, person)
    return list(map(TokenSpan, firsts.tolist(), stops.tolist(), kinds))


def _best_labels(scores: NDArray[np.int32], breaks: Sequence[int]) -> NDArray[np.intp]:
    """The label sequence with the highest sum of scores among the legal ones: the columns of `scores`.

    The best label of each token by itself is nearly always it: where these are legal, nothing can be better, and of
    labels that are equally good both ways take the first. Only stretches in which they are not are searched.
    """
    labels: NDArray[np.intp] = scores.argmax(axis=1)
    starts, stops = _stretches(scores[:, 0] - scores[:, 1:].max(axis=1) < _CERTAIN, breaks)
    kinds = (labels + 1) >> 1
    before = np.zeros_like(kinds)
    before[1:] = kinds[:-1]
    before[starts] = 0
    doubtful = (labels & 1 == 0) & (kinds != before) & (kinds > 0)
    for number in sorted({*(np.searchsorted(starts, np.flatnonzero(doubtful), side="right") - 1).tolist()}):
        first, stop = starts[number], stops[number]
        labels[first:stop] = _best_path(scores[first:stop].tolist())
    return labels


def _stretches(unsure: NDArray[np.bool_], breaks: Sequence[int]) -> tuple[list[int], list[int]]:
    """Runs of tokens that are not surely outside every name, cut at sections and at `_LONGEST`: starts and stops."""
    before, unsure = np.append(False, unsure), np.append(unsure, False)
    marks = np.zeros_like(unsure)
    marks[breaks] = True
    starts = np.flatnonzero(unsure & (marks | ~before)).tolist()
    stops = np.flatnonzero(before & (marks | ~unsure)).tolist()
    if any(stop - start > _LONGEST for start, stop in zip(starts, stops, strict=True)):
        cut = [range(start, stop, _LONGEST) for start, stop in zip(starts, stops, strict=True)]
        stops = [min(at + _LONGEST, stop) for ats, stop in zip(cut, stops, strict=True) for at in ats]
        starts = [at for ats in cut for at in ats]
    return starts, stops


def _best_path(rows: Sequence[Sequence[int]]) -> list[int]:
    """The legal label sequence with the highest sum of scores for the tokens of one stretch (Viterbi)."""
    inside = [_IMPOSSIBLE] * (len(rows[0]) // 2)  # for each type, the best sum of a path whose last token is in a name
    outside = 0  # of one whose last token is in none
    steps: list[tuple[int, list[bool]]] = []
    for row in rows:
        free, before = _better(outside, inside)  # a new name, or none, may follow anything
        opened = [score + free for score in row[1::2]]
        went_on = list(map(add, row[2::2], inside))
        steps.append((before, list(map(le, went_on, opened))))
        inside = list(map(max, opened, went_on))
        outside = row[0] + free
    _, kind = _better(outside, inside)
    labels: list[int] = []
    for before, is_new in reversed(steps):
        opens = kind > 0 and is_new[kind - 1]
        labels.append(2 * kind - opens)
        if opens or kind == 0:
            kind = before
    return labels[::-1]


def _better(outside: int, inside: list[int]) -> tuple[int, int]:
    """The best sum of all paths, and where its last token is: 0 outside, else 1 + the number of its type."""
    top = max(inside)
    return (outside, 0) if outside >= top else (top, 1 + inside.index(top))


def _agreed(firsts: Indices, stops: Indices, scores: Whole, words: Sequence[str], person: int) -> list[int]:
    """The types of names that all mentions of the same words, and the full names of the document, speak for."""
    sums = np.zeros((len(scores) + 1, scores.shape[1] // 2), dtype=np.int64)
    np.cumsum(scores[:, 2::2], axis=0, out=sums[1:])
    own = scores[firsts, 1::2] + sums[stops] - sums[firsts + 1]
    own -= own.max(axis=1, keepdims=True)
    keys = [" ".join(words[first:stop]).lower() for first, stop in zip(firsts.tolist(), stops.tolist(), strict=True)]
    numbers: dict[str, int] = {}
    group = np.array([numbers.setdefault(key, len(numbers)) for key in keys])
    total = np.zeros((len(numbers), own.shape[1]), dtype=np.int64)
    np.add.at(total, group, own)
    votes = (_OTHERS - 1) * own + total[group]
    several = stops - firsts > 1
    full = np.flatnonzero(several & (votes.argmax(axis=1) == person))
    last_words = {words[stop - 1].lower() for stop in stops[full].tolist()}
    known = [at for at in np.flatnonzero(~several).tolist() if keys[at] in last_words]
    votes[known, person] += _OTHERS * _LAST_NAME
    kinds: list[int] = votes.argmax(axis=1).tolist()
    return kinds
