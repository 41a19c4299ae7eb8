"""Long lists as they are stored: sorted lines of UTF-8 in, whether and where they have a line out.

Making a set of some hundred thousand words takes longer than reading an article, which asks for a few hundred of them.
So a list stays as it is; of each block of it the first line is kept, and a line is looked for in its block only.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Collection
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SortedLines"]

_BLOCK: Final = 1_024
"""Bytes of a block: with smaller ones a line is found somewhat sooner, but it takes longer to get ready."""


class SortedLines(Collection[str]):
    """Lines in the order of their code points, a line once or several times; read-only.

    What is looked up holds no line break.
    """

    def __init__(self, lines: bytes) -> None:
        """Take lines with a line break between them, none of them empty; no bytes are no lines."""
        self._lines = b"\n%b\n" % lines if lines else b"\n"
        last = len(self._lines) - 1
        starts = [0]
        while 0 < (at := self._lines.find(b"\n", starts[-1] + _BLOCK)) < last:
            starts.append(at)
        self._firsts = [b"", *(self._lines[at + 1 : self._lines.find(b"\n", at + 1)] for at in starts[1:])]
        """The first lines of the blocks; the first block has whatever comes before the second one."""
        self._starts = [*starts, last]
        """Where the blocks begin: at the line break before their first line."""

    @functools.cached_property
    def _rows(self) -> list[int]:
        """How many lines stand before each block."""
        return [0, *accumulate(self._lines.count(b"\n", *block) for block in pairwise(self._starts))]

    def __contains__(self, line: object) -> bool:
        return self._find(str(line), b"\n")[2] >= 0

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines.decode().split("\n")[1:-1])

    def __len__(self) -> int:
        return self._rows[-1]

    def _find(self, line: str, end: bytes = b"") -> tuple[bytes, int, int]:
        """What is looked for, the last block that begins with less, and where it is in it or opens the next one."""
        wanted = line.encode("utf-8", "surrogatepass")
        block = bisect_left(self._firsts, wanted, 1) - 1
        wanted = b"\n%b%b" % (wanted, end)
        return wanted, block, self._lines.find(wanted, self._starts[block], self._starts[block + 1] + len(wanted))

    def behind(self, key: str) -> str:
        """Return what stands behind a tab after `key` in its line, nothing where no line has it."""
        wanted, _, at = self._find(key, b"\t")
        return self._lines[at + len(wanted) : self._lines.find(b"\n", at + 1)].decode() if at >= 0 else ""

    def rows(self, line: str) -> range:
        """Return the numbers of the lines that are `line`, from 0 on."""
        wanted, block, at = self._find(line, b"\n")
        if at < 0:
            return range(0)
        first = stop = self._rows[block] + self._lines.count(b"\n", self._starts[block], at)
        while self._lines.startswith(wanted, at):
            stop += 1
            at += len(wanted) - 1
        return range(first, stop)

    def opening(self, words: str) -> Iterator[tuple[int, str]]:
        """Yield the lines that begin with `words` (not empty), with their numbers."""
        wanted, block, at = self._find(words)
        if at < 0:
            return
        row = self._rows[block] + self._lines.count(b"\n", self._starts[block], at)
        while self._lines.startswith(wanted, at):
            end = self._lines.find(b"\n", at + 1)
            yield row, self._lines[at + 1 : end].decode()
            row, at = row + 1, end
