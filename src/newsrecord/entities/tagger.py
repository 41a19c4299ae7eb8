"""Names in a document: the scores of a language's network, decoded.

In come a document and the spans that are taken already; out come mentions with character offsets.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from ..readers import FoundMention
from ..text import fold_word
from .decoding import name_spans
from .forms import Forms
from .gazetteer import load_gazetteer
from .geography import Geography
from .lists import MODEL, Lists
from .network import Network
from .pictures import find_pictures, without_pictures
from .weights import unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..language import Language
    from ..record import EntityType
    from ..text import Document
    from .gazetteer import Gazetteer

__all__ = ["load_network", "tag"]

_LONGEST_PLACE: Final = 12
"""Tokens of the longest known name of a place that is looked for."""
_OUTSIDE: Final = 2**20
"""Score of `O` that no name outweighs."""


def load_network(language: Language) -> Network | None:
    """Read and check the network of a language, None where it has none: `language.made(load_network)`.

    Raises:
        DataFileError: the file is missing or damaged.
    """
    name = language.made(Lists).name
    if not name:
        return None
    return Network(unpack(language.data(MODEL), f"{name}.model"), language.made(Forms))


def tag(document: Document, taken: Sequence[FoundMention], language: Language) -> list[FoundMention]:
    """Return the names in a document's sections, in text order, disjoint, none overlapping a span of `taken`."""
    tokens = document.tokens
    network = language.made(load_network) if tokens else None
    if network is None:
        return []
    known = language.made(load_gazetteer)
    types: list[EntityType] = list(network.types)
    breaks = _section_starts(document)
    scores = _scores(network, tokens.words, breaks)
    marks = [*breaks, len(tokens)]
    found: list[FoundMention] = []
    blocks = iter(taken)
    block = next(blocks, None)
    free = 0  # first token after the mention before
    for first, stop, number in name_spans(scores, tokens.words, breaks, types.index("PERSON")):
        kind = types[number]
        if kind == "MONEY" or first < free:
            continue
        if kind == "LOCATION":
            limit = min(marks[bisect_right(marks, first)], first + _LONGEST_PLACE)
            stop = _widened(tokens.words[first:limit], stop - first, known) + first  # noqa: PLW2901
        parts = [(first, stop)]
        if kind == "LOCATION" and "," in tokens.words[first:stop]:
            parts = _parted(document, first, stop, language)
        for first, stop in parts:  # noqa: PLW2901
            start, end = tokens.starts[first], tokens.ends[stop - 1]
            while block is not None and block.end <= start:
                block = next(blocks, None)
            if block is None or end <= block.start:
                found.append(FoundMention(start, end, kind))
                free = stop
    return found


def _scores(network: Network, words: list[str], breaks: list[int]) -> NDArray[np.int32]:
    """The label scores of tokens; pictures are outside of every name."""
    pictures = find_pictures(words)
    if not pictures:
        return network.scores(words, breaks)
    shown = without_pictures(words, breaks, pictures)
    scores = np.zeros((len(words), 1 + 2 * len(network.types)), dtype=np.int32)
    if shown.words:
        scores[shown.numbers] = network.scores(shown.words, shown.breaks)
    scores[pictures] = 0
    scores[pictures, 0] = _OUTSIDE
    return scores


def _parted(document: Document, first: int, stop: int, language: Language) -> list[tuple[int, int]]:
    """The places of a name with commas, `Springfield` and `Illinois`, each as tokens; one that is known whole is one.

    Small words before a place are left off: Yongsan, central `Seoul`.
    """
    tokens = document.tokens
    words = tokens.words
    text = document.text[tokens.starts[first] : tokens.ends[stop - 1]]
    if text[-1] != "," and language.made(Geography).known(text):
        return [(first, stop)]
    marks = [first - 1, *(i for i in range(first, stop) if words[i] == ","), stop]
    parts = []
    for before, end in pairwise(marks):
        start = next((i for i in range(before + 1, end) if words[i][0].isupper()), None)
        if start is not None:
            parts.append((start, end))
    return parts or [(first, stop)]


def _widened(words: Sequence[str], size: int, known: Gazetteer) -> int:
    """The size of the longest known place that `words` open with, not below the `size` found: Trinidad `and Tobago`."""
    longest = min(known.phrases.longest(fold_word(words[0])), len(words))
    if longest <= size:
        return size
    folded = [fold_word(word) for word in words[:longest]]
    for more in range(longest, size, -1):
        if known.phrases.get(" ".join(folded[:more])) == "LOCATION" and words[more - 1][0].isupper():
            return more
    return size


def _section_starts(document: Document) -> list[int]:
    """Numbers of the tokens that open a section, 0 first; a section without a token has none."""
    starts = document.tokens.starts
    found = [bisect_left(starts, section.start) for section in document.sections]
    return [number for number, following in pairwise([*found, len(starts)]) if number < following]
