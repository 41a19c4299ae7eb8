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
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..errors import DataFileError
from ..record import ENTITY_TYPES
from .forms import HINTS
from .products import product

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
_COMMON: Final = 4_096
"""Of these the first, most of what any text is made of, whose products of the wide layer are kept too: 10 MB."""
_LONGEST: Final = 16_384
"""Tokens that are read at once; a longer document is read in parts, so memory and sums stay bounded."""


class _Kept:
    """What is kept of word forms, each in a row of its own; rows are only ever added."""

    def __init__(self, room: int, inner: int, outer: int) -> None:
        self.rows: dict[str, int] = {}
        self.lower: dict[str, int] = {}
        """Numbers of the words in lowercase."""
        self.groups = np.zeros(room, dtype=np.int32)
        """For each form the number of its word in lowercase."""
        self.vectors = np.zeros((room, inner), dtype=np.int16)
        self.products = np.zeros((min(room, _COMMON), outer), dtype=np.float32)
        """The products of the wide layer of the first forms."""


class Network:
    """Read-only weights, and a bounded store of what word forms are by themselves; one instance serves many threads."""

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
        self._width: int = weights.settings["width"]
        self._side: int = weights.settings["side"]
        self._edge = product(arrays["edge"][None], self._matrices["wide.w"])
        self._lock = threading.Lock()
        self._clear()

    # --- words by themselves ---------------------------------------------------------------------------------------

    def _clear(self, count: int = 0) -> _Kept:
        """Begin a new store, with room for `count` forms at the least."""
        inner, outer = self._matrices["wide.w"].shape
        self._kept = _Kept(max(count, _KEPT), inner, outer)
        return self._kept

    def _encode(self, words: Sequence[str]) -> Floats:
        """(words, inner) vectors of words by themselves."""
        forms = np.array([self._forms.of(word, self._vocabulary) for word in words], dtype=np.int64).reshape(-1, 6)
        pieces = self._pieces[forms[:, :3]].reshape(len(words), -1).astype(np.float32)
        bits = ((forms[:, 5:] >> np.arange(len(HINTS))) & 1).astype(np.float32)
        table = self._tables
        sums = product(pieces, self._matrices["encode1.w"]) * table["encode1.m"]
        sums += table["case"][forms[:, 4]] + table["count"][forms[:, 3]]
        sums += product(bits, self._matrices["hints.w"]) * table["hints.m"]
        hidden = np.clip(np.rint(sums), 0, self._top["mid"])
        return self._scaled(hidden, "encode2", -self._top["inner"], self._top["inner"])

    def _keep(self, kept: _Kept, words: Sequence[str]) -> None:
        """Add new forms to a store that has room for them."""
        first = len(kept.rows)
        vectors = self._encode(words)
        kept.vectors[first : first + len(words)] = vectors
        common = kept.products[first : first + len(words)]
        if len(common):
            common[:] = product(vectors[: len(common)], self._matrices["wide.w"])
        numbers = [kept.lower.setdefault(word.lower(), len(kept.lower)) for word in words]
        kept.groups[first : first + len(words)] = numbers
        kept.rows.update(zip(words, range(first, first + len(words)), strict=True))

    def _found(self, words: Iterable[str]) -> tuple[_Kept, NDArray[np.intp]]:
        """The store, and the rows there of distinct words."""
        with self._lock:
            kept, words = self._kept, list(words)
            new = [word for word in words if word not in kept.rows]
            if len(kept.rows) + len(new) > len(kept.vectors):
                kept = self._clear(len(words))
                new = words
            if new:
                self._keep(kept, new)
            return kept, np.fromiter(map(kept.rows.__getitem__, words), np.intp, len(words))

    def _products(self, kept: _Kept, rows: NDArray[np.intp]) -> Floats:
        """(rows + 1, width, size) products of the wide layer of the forms in some rows; the last is the edge's."""
        found = np.empty((len(rows) + 1, kept.products.shape[1]), dtype=np.float32)
        np.take(kept.products, rows, axis=0, out=found[:-1], mode="clip")
        rare = np.flatnonzero(rows >= len(kept.products))
        if len(rare):
            found[rare] = product(kept.vectors[rows[rare]].astype(np.float32), self._matrices["wide.w"])
        found[-1:] = self._edge
        return found.reshape(len(found), self._width, -1)

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
        numbers = dict(zip(dict.fromkeys(words), range(len(words)), strict=False))
        forms = np.fromiter(map(numbers.__getitem__, words), np.intp, len(words))
        kept, rows = self._found(numbers)
        around = _Around(len(words), breaks)
        hidden = self._wide(self._products(kept, rows), forms, around)
        joined = np.empty((len(words), hidden.shape[1] + 2 * self._side), dtype=np.float32)
        for i, dilation in enumerate(self._dilations):
            self._add(hidden, self._convolved(hidden, f"more{i}", around, dilation, joined))
        self._add(hidden, self._looked_up(hidden, kept.groups[rows][forms]))
        self._add(hidden, self._convolved(hidden, "last", around, 1, joined))
        return self._scaled(hidden, "out").astype(np.int32)

    def _add(self, hidden: Floats, more: Floats) -> None:
        """Add a layer to what it looked at, in place; none is negative."""
        hidden += more
        np.minimum(hidden, self._top["size"], out=hidden)

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

    def _wide(self, products: Floats, forms: NDArray[np.intp], around: _Around) -> Floats:
        """The first convolution, of the products of the document's forms; the last form is what is beyond a section."""
        edge, reach = len(products) - 1, self._width // 2
        near = np.empty_like(forms)
        sums: Floats = products[forms, reach]
        for offset in range(1, reach + 1):
            around.before(near, forms, offset, edge)
            sums += products[near, reach - offset]
            around.after(near, forms, offset, edge)
            sums += products[near, reach + offset]
        return self._rounded(sums, "wide", 0, self._top["size"])

    def _convolved(self, hidden: Floats, layer: str, around: _Around, dilation: int, joined: Floats) -> Floats:
        """A layer over each token and those `dilation` tokens before, by its first numbers, and after, by its last.

        What a token sees is put together in `joined`.
        """
        side = self._side
        joined[:, side:-side] = hidden
        around.before(joined[:, :side], hidden[:, :side], dilation, 0)
        around.after(joined[:, -side:], hidden[:, -side:], dilation, 0)
        return self._scaled(joined, layer, 0, self._top["size"])

    def _looked_up(self, hidden: Floats, numbers: NDArray[np.int32]) -> Floats:
        """What the mean over the same word, and over the document, add to each token; `numbers` are those of words."""
        order = np.argsort(numbers, kind="stable")
        ascending = numbers[order]
        bounds = np.flatnonzero(np.concatenate(([True], ascending[1:] != ascending[:-1], [True])))
        firsts, sizes = bounds[:-1], bounds[1:] - bounds[:-1]
        # Exact, whatever the order: `_LONGEST` numbers of at most 1,023 add up to less than `EXACT`.
        same = hidden[order[firsts]]
        again = sizes > 1  # most words stand once in a document: only the others have anything to add up
        if again.any():
            repeated, counts = hidden[order[np.repeat(again, sizes)]], sizes[again]
            # As complex numbers, two at a time: half as many short sums.
            sums = np.add.reduceat(repeated.view(np.complex64), np.cumsum(counts) - counts, axis=0).view(np.float32)
            same[again] = _mean(sums, counts)
        whole = _mean(hidden.sum(axis=0, keepdims=True), np.array([len(order)]))
        table = self._tables
        added = product(same, self._matrices["same.w"])
        added *= table["same.m"]
        added += product(whole, self._matrices["whole.w"]) * table["whole.m"] + table["same.b"]
        np.rint(added, out=added)
        np.clip(added, 0, self._top["size"], out=added)
        groups = np.empty_like(order)
        groups[order] = np.repeat(np.arange(len(sizes)), sizes)
        looked_up: Floats = added[groups]
        return looked_up


def _mean(sums: Floats, counts: NDArray[np.intp]) -> Floats:
    """(rows, size) rounded means of `counts` whole numbers, from their sums.

    32 bits do: the mean of less than 2**14 numbers of up to 1,023 is a half, or further from it than these are exact;
    that of 2**14 (`_LONGEST`) has no error.
    """
    means: Floats = np.rint(sums / counts[:, None].astype(np.float32))
    return means


class _Around:
    """What stands some tokens away from each token in the same section."""

    def __init__(self, count: int, breaks: Sequence[int]) -> None:
        self._sections = np.repeat(np.arange(len(breaks)), np.diff([*breaks, count]))
        self._cuts: dict[int, NDArray[np.intp]] = {}

    def _cut(self, distance: int) -> NDArray[np.intp]:
        """The tokens from which `distance` on another section is."""
        found = self._cuts.get(distance)
        if found is None:
            found = np.flatnonzero(self._sections[distance:] != self._sections[:-distance])
            self._cuts[distance] = found
        return found

    def before(self, into: NDArray[Any], values: NDArray[Any], distance: int, beyond: int) -> None:
        """Write the value `distance` tokens before each into its place, `beyond` where the section ends before."""
        into[distance:] = values[:-distance]
        into[:distance] = beyond
        into[self._cut(distance) + distance] = beyond

    def after(self, into: NDArray[Any], values: NDArray[Any], distance: int, beyond: int) -> None:
        """Write the value `distance` tokens after each into its place, `beyond` where the section ends before."""
        into[:-distance] = values[distance:]
        into[-distance:] = beyond
        into[self._cut(distance)] = beyond
