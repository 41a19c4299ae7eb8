"""From label scores to names: the best legal label sequence, then one look over the whole document.

In come the scores of `network.Network` and the tokens; out come spans of tokens with a type. Labels are IOB2: `B-`
opens a name, `I-` goes on with one of the same type (Ramshaw and Marcus 1995; Tjong Kim Sang and Veenstra 1999).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

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
    opens, goes_on = scores[:, 1::2], scores[:, 2::2]
    spans = _best_path(scores[:, 0], opens, goes_on, breaks)
    return _agreed(spans, opens, goes_on, words, person)


def _stretches(outside: Whole, best: Whole, breaks: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of tokens that are not surely outside every name, cut at sections and at `_LONGEST`."""
    unsure = np.zeros(len(outside) + 1, dtype=bool)
    unsure[:-1] = outside - best < _CERTAIN
    before = np.r_[False, unsure[:-1]]
    marks = np.zeros(len(unsure), dtype=bool)
    marks[breaks] = True
    starts = np.flatnonzero(unsure & (marks | ~before))
    closes = np.flatnonzero(before & (marks | ~unsure))
    return [
        (at, min(at + _LONGEST, stop))
        for start, stop in zip(starts.tolist(), closes.tolist(), strict=True)
        for at in range(start, stop, _LONGEST)
    ]


def _best_path(outside: Whole, opens: Whole, goes_on: Whole, breaks: Sequence[int]) -> list[TokenSpan]:
    """The label sequence with the highest sum of scores among the legal ones (Viterbi), all stretches side by side."""
    stretches = _stretches(outside, np.maximum(opens.max(axis=1), goes_on.max(axis=1)), breaks)
    if not stretches:
        return []
    # The longest first, so that those still going on at any step are the first rows.
    stretches.sort(key=lambda s: (s[0] - s[1], s[0]))
    first = np.array([start for start, _ in stretches])
    sizes = np.array([stop - start for start, stop in stretches])
    longest = int(sizes[0])
    going_on = np.searchsorted(-sizes, -np.arange(longest)).tolist()
    running = np.full((len(first), opens.shape[1]), _IMPOSSIBLE)
    ended = np.zeros(len(first), dtype=np.int64)  # best score of a path whose last token is outside
    steps: list[tuple[Any, ...]] = []
    for step, active in enumerate(going_on):
        at = first[:active] + step
        inside, out = running[:active], ended[:active]
        top = inside.max(axis=1)
        free = np.maximum(out, top)  # a new name, or none, may follow anything
        before = np.where(out >= top, -1, inside.argmax(axis=1))
        opened, went_on = opens[at] + free[:, None], goes_on[at] + inside
        steps.append((before, went_on <= opened))
        np.maximum(opened, went_on, out=inside)
        np.add(free, outside[at], out=out)
    return sorted(_walk_back(stretches, steps, running, ended))


def _walk_back(
    stretches: list[tuple[int, int]], steps: list[tuple[Any, ...]], running: Whole, ended: Whole
) -> list[TokenSpan]:
    spans = []
    last_kind, last_top = running.argmax(axis=1).tolist(), running.max(axis=1)
    outside_wins = (ended >= last_top).tolist()
    for row, (start, stop) in enumerate(stretches):
        kind = -1 if outside_wins[row] else last_kind[row]
        end = stop
        for step in range(stop - start - 1, -1, -1):
            before, new = steps[step]
            if kind < 0:
                kind = int(before[row])
                end = start + step
            elif new[row, kind]:
                spans.append(TokenSpan(start + step, end, kind))
                kind = int(before[row])
                end = start + step
    return spans


def _agreed(spans: list[TokenSpan], opens: Whole, goes_on: Whole, words: Sequence[str], person: int) -> list[TokenSpan]:
    """The spans with the types that all mentions of the same words, and the full names of the document, speak for."""
    if not spans:
        return spans
    numbers: dict[str, int] = {}
    keys = [" ".join(words[span.first : span.stop]).lower() for span in spans]
    group = np.array([numbers.setdefault(key, len(numbers)) for key in keys])
    sums = np.zeros((len(goes_on) + 1, goes_on.shape[1]), dtype=np.int64)
    np.cumsum(goes_on, axis=0, dtype=np.int64, out=sums[1:])
    first, stop = np.array([span.first for span in spans]), np.array([span.stop for span in spans])
    own = opens[first] + sums[stop] - sums[first + 1]
    own -= own.max(axis=1, keepdims=True)
    total = np.zeros((len(numbers), own.shape[1]), dtype=np.int64)
    np.add.at(total, group, own)
    votes = (_OTHERS - 1) * own + total[group]
    last_words = {
        words[span.stop - 1].lower()
        for span, kind in zip(spans, votes.argmax(axis=1).tolist(), strict=True)
        if kind == person and span.stop - span.first > 1
    }
    known = [span.stop - span.first == 1 and key in last_words for span, key in zip(spans, keys, strict=True)]
    votes[known, person] += _OTHERS * _LAST_NAME
    return [span._replace(type=kind) for span, kind in zip(spans, votes.argmax(axis=1).tolist(), strict=True)]
