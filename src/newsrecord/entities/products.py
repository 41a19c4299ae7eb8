"""Matrix products on the thread that asks for them, whatever the machine and the environment say.

Two matrices go in, their product comes out. The network's products are small: shared out among threads they end hardly
sooner, and where anything else uses the machine the threads wait for each other, at several times the cost. A limit on
the threads of BLAS would be the whole process's: it slows what the caller computes meanwhile, and of two calls that
overlap the second puts back the first one's limit. So a product is made of pieces, each too small to be shared out.
With AVX-512 the pieces take no longer than the whole on one thread; without, 1.4 times as long, a tenth of a parse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["product"]

MOST: Final = 2**18
"""Multiplications of a product that OpenBLAS, which NumPy's wheels bring, does on the thread that asks for it: 4 times
65,536 (`GEMM_MULTITHREAD_THRESHOLD` and `SMP_THRESHOLD_MIN` in its `interface/gemm.c`). Measured with 0.3.31, where
twice as many are shared out."""
_COLUMNS: Final = (64, 32, 16)
"""Columns of a piece that were quickest, widest first; a piece needs `_ROWS` rows to be worth its copies."""
_ROWS: Final = 8


def product(left: Floats, right: Floats) -> Floats:
    """Return `left @ right`, (rows, columns); sums of whole numbers below 2**24 are exact.

    Args:
        left: (rows, inner).
        right: (inner, columns).
    """
    result = np.empty((len(left), right.shape[1]), dtype=np.float32)
    inner, columns = right.shape
    wide = next((n for n in _COLUMNS if columns % n == 0 and inner * n * _ROWS <= MOST), columns)
    tall = max(MOST // (inner * wide), 1)
    whole = len(left) - len(left) % tall
    pieces = right.reshape(inner, -1, wide).transpose(1, 0, 2)
    for first, stop, rows in ((0, whole, tall), (whole, len(left), len(left) - whole)):
        if rows == 1:  # NumPy asks BLAS for another kind of product here, shared out from 9,216 multiplications on
            np.einsum("ij,jk->ik", left[first:stop], right, out=result[first:stop])
        elif first < stop:
            into = result[first:stop].reshape(-1, rows, len(pieces), wide).transpose(0, 2, 1, 3)
            np.matmul(left[first:stop].reshape(-1, 1, rows, inner), pieces, out=into)
    return result
