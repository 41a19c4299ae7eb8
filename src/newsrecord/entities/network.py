"""The tagger's network: words in, a whole number for each label of each word out.

A small convolutional network: a vector for each word form by itself (kept, since most words of a text were seen
before), a wide convolution over these, dilated residual ones (Strubell et al. 2017) that see part of each neighbour
(after Wu et al. 2018), what the document says of the same word elsewhere and of everything, one more convolution.
Weights and activations are whole numbers (Jacob et al. 2018, section 2) and all sums of products stay below 2**24,
where 32-bit floats are exact: the result does not depend on the order in which a machine adds, so it is the same
everywhere. Products are made on the thread that asks for them (`products`).
"""

from __future__ import annotations

import itertools
import threading
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

import numpy as np

from ..errors import DataFileError
from ..record import ENTITY_TYPES
from .forms import HINTS
from .products import product

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..record import EntityType
    from .forms import Forms
    from .weights import Weights

    Floats = NDArray[np.float32]

__all__ = ["EXACT", "Network"]

EXACT: Final = 2**24
"""Whole numbers up to here are exact in 32-bit floats, and so are sums of them that stay below it, in any order."""
_KEPT: Final = 32_768
"""Word forms whose vectors are kept: some 8 MB."""
_LONGEST: Final = 16_384
"""Tokens that are read at once; a longer document is read in parts, so memory and sums stay bounded."""


class Network:
    """Read-only weights, and a bounded store of the vectors of word forms; one instance serves many threads."""

    def __init__(self, weights: Weights, forms: Forms) -> None:
        arrays = weights.arrays
        unknown = [name for name in weights.settings["types"] if name not in ENTITY_TYPES]
        if unknown:
            known = ", ".join(ENTITY_TYPES)
            raise DataFileError(f"model: there is no type of entity {unknown[0]!r}; there are {known}")
        self._forms = forms
        self._vocabulary = weights.vocabulary
        self._dilations: list[int] = weights.settings["dilations"]
        self._top: dict[str, int] = weights.settings["top"]
        self.types: tuple[EntityType, ...] = tuple(weights.settings["types"])
        self._pieces = arrays["pieces"]
        self._tables = {name: array for name, array in arrays.items() if array.dtype == np.float32}
        self._matrices = {name: array.astype(np.float32) for name, array in arrays.items() if name.endswith(".w")}
        self._inner = arrays["edge"].shape[0]
        self._width: int = weights.settings["width"]
        self._side: int = weights.settings["side"]
        self._lock = threading.Lock()
        self._clear()

    # --- words by themselves ---------------------------------------------------------------------------------------

    def _clear(self) -> None:
        self._rows: dict[str, int] = {}
        self._vectors = np.zeros((_KEPT, self._inner), dtype=np.int16)

    def _encode(self, words: Sequence[str]) -> NDArray[np.int16]:
        """(words, inner) vectors of words by themselves."""
        forms = np.array([self._forms.of(word, self._vocabulary) for word in words], dtype=np.int64).reshape(-1, 6)
        pieces = self._pieces[forms[:, :3]].reshape(len(words), -1).astype(np.float32)
        bits = ((forms[:, 5:] >> np.arange(len(HINTS))) & 1).astype(np.float32)
        table = self._tables
        sums = product(pieces, self._matrices["encode1.w"]) * table["encode1.m"]
        sums += table["case"][forms[:, 4]] + table["count"][forms[:, 3]]
        sums += product(bits, self._matrices["hints.w"]) * table["hints.m"]
        hidden = np.clip(np.rint(sums), 0, self._top["mid"])
        return self._scaled(hidden, "encode2", -self._top["inner"], self._top["inner"]).astype(np.int16)

    def _encoded(self, words: Sequence[str]) -> Floats:
        """(words, inner) vectors of distinct words, from the store where they are known."""
        with self._lock:
            new = [word for word in words if word not in self._rows]
            if len(self._rows) + len(new) > _KEPT:
                self._clear()
                new = list(words)
            if len(new) > _KEPT:
                return self._encode(new).astype(np.float32)
            if new:
                first = len(self._rows)
                self._vectors[first : first + len(new)] = self._encode(new)
                self._rows.update(zip(new, range(first, first + len(new)), strict=True))
            rows = [self._rows[word] for word in words]
            return self._vectors[rows].astype(np.float32)

    # --- words in their document -----------------------------------------------------------------------------------

    def scores(self, words: Sequence[str], breaks: Sequence[int]) -> NDArray[np.int32]:
        """Score every label for every word.

        Args:
            words: the tokens of a document, none empty.
            breaks: numbers of the tokens that open a section, ascending, the first of them 0.

        Returns:
            (words, 1 + 2 * types) whole numbers: column 0 for words outside every name, then for the first word of a
            name and for any other, type by type. The higher, the likelier; only differences within a row mean anything.
        """
        cuts = [0]
        for start, stop in itertools.pairwise((*breaks, len(words))):
            while stop - cuts[-1] > _LONGEST:
                cuts.append(start if start > cuts[-1] else cuts[-1] + _LONGEST)
        parts = []
        for first, stop in itertools.pairwise((*cuts, len(words))):
            inner = breaks[bisect_right(breaks, first) : bisect_left(breaks, stop)]
            parts.append(self._part(words[first:stop], [0, *(start - first for start in inner)]))
        result: NDArray[np.int32] = np.concatenate(parts)
        return result

    def _part(self, words: Sequence[str], breaks: Sequence[int]) -> NDArray[np.int32]:
        if not words:
            return np.zeros((0, 1 + 2 * len(self.types)), dtype=np.int32)
        numbers: dict[str, int] = {}
        forms = np.array([numbers.setdefault(word, len(numbers)) for word in words], dtype=np.intp)
        same: dict[str, int] = {}
        groups = np.array([same.setdefault(word.lower(), len(same)) for word in numbers], dtype=np.intp)[forms]
        around = _Neighbours(len(words), breaks)

        hidden = self._wide(np.vstack([self._encoded(list(numbers)), self._tables["edge"][None]]), forms, around)
        for i, dilation in enumerate(self._dilations):
            self._add(hidden, self._convolved(hidden, f"more{i}", around, dilation))
        self._add(hidden, self._looked_up(hidden, groups, len(same)))
        self._add(hidden, self._convolved(hidden, "last", around, 1))
        return self._scaled(hidden, "out").astype(np.int32)

    def _add(self, hidden: Floats, more: Floats) -> None:
        """Add a layer to what it looked at, in place."""
        hidden += more
        np.clip(hidden, 0, self._top["size"], out=hidden)

    def _scaled(self, whole: Floats, layer: str, low: float | None = None, high: float | None = None) -> Floats:
        """A layer: exact sums of products, scaled to whole numbers of the next layer."""
        return self._rounded(product(whole, self._matrices[f"{layer}.w"]), layer, low, high)

    def _rounded(self, sums: Floats, layer: str, low: float | None, high: float | None) -> Floats:
        sums *= self._tables[f"{layer}.m"]
        sums += self._tables[f"{layer}.b"]
        np.rint(sums, out=sums)
        if low is not None:
            np.clip(sums, low, high, out=sums)
        return sums

    def _wide(self, vectors: Floats, forms: NDArray[np.intp], around: _Neighbours) -> Floats:
        """The first convolution: its products are computed once for each form of the document; the last is the edge."""
        products = product(vectors, self._matrices["wide.w"]).reshape(len(vectors), self._width, -1)
        reach = self._width // 2
        beyond = np.append(forms, len(vectors) - 1)
        sums: Floats = products[forms, reach]
        for offset in range(1, reach + 1):
            sums += products[beyond[around.before(offset)], reach - offset]
            sums += products[beyond[around.after(offset)], reach + offset]
        return self._rounded(sums, "wide", 0, self._top["size"])

    def _convolved(self, hidden: Floats, layer: str, around: _Neighbours, dilation: int) -> Floats:
        """A layer over each token and those `dilation` tokens before, by its first numbers, and after, by its last."""
        count, size = hidden.shape
        side = self._side
        joined = np.empty((count, size + 2 * side), dtype=np.float32)
        joined[:, side:-side] = hidden
        joined[dilation:, :side] = hidden[:-dilation, :side]
        joined[around.first(dilation), :side] = 0
        joined[:-dilation, -side:] = hidden[dilation:, -side:]
        joined[around.last(dilation), -side:] = 0
        return self._scaled(joined, layer, 0, self._top["size"])

    def _looked_up(self, hidden: Floats, groups: NDArray[np.intp], count: int) -> Floats:
        """What the mean over the same word, and over the document, add to each token."""
        order = np.argsort(groups, kind="stable")
        sizes = np.bincount(groups, minlength=count)
        firsts = np.cumsum(sizes) - sizes
        # Exact, whatever the order: `_LONGEST` numbers of at most 1,023 add up to less than `EXACT`.
        sums = hidden[order[firsts]]
        again = sizes > 1  # most words stand once in a document: only the others have anything to add up
        if again.any():
            repeated = order[np.repeat(again, sizes)]
            sums[again] = np.add.reduceat(hidden[repeated], np.cumsum(sizes[again]) - sizes[again], axis=0)
        same = np.rint(sums.astype(np.float64) / sizes[:, None]).astype(np.float32)
        whole = np.rint(sums.sum(axis=0, keepdims=True).astype(np.float64) / len(order)).astype(np.float32)
        table = self._tables
        added = product(same, self._matrices["same.w"]) * table["same.m"]
        added += product(whole, self._matrices["whole.w"]) * table["whole.m"] + table["same.b"]
        looked_up: Floats = np.clip(np.rint(added), 0, self._top["size"])[groups]
        return looked_up


class _Neighbours:
    """Numbers of the tokens some tokens away in the same section; beyond its edges the number after the last token."""

    def __init__(self, count: int, breaks: Sequence[int]) -> None:
        self._count = count
        self._index = np.arange(count)
        bounds = np.array([*breaks, count])
        sizes = np.diff(bounds)
        self._starts = np.repeat(bounds[:-1], sizes)
        self._stops = np.repeat(bounds[1:], sizes)

    def before(self, distance: int) -> NDArray[np.intp]:
        """(tokens,) the token `distance` before each."""
        at = self._index - distance
        return np.where(at >= self._starts, at, self._count)

    def first(self, distance: int) -> NDArray[np.bool_]:
        """(tokens,) whether a token is one of the first `distance` of its section."""
        return self._index - distance < self._starts

    def last(self, distance: int) -> NDArray[np.bool_]:
        """(tokens,) whether a token is one of the last `distance` of its section."""
        return self._index + distance >= self._stops

    def after(self, distance: int) -> NDArray[np.intp]:
        """(tokens,) the token `distance` after each."""
        at = self._index + distance
        return np.where(at < self._stops, at, self._count)
