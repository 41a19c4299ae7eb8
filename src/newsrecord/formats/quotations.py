"""CSV (RFC 4180) of quotations: one row for each, with who is said to have said it.

The first row names the columns. Offsets count code points of the source. What is null is an empty cell. Guarding
against formulas is as in `csv`.
"""

from __future__ import annotations

import functools
from typing import IO, TYPE_CHECKING, Any, Final

from ._shared import speaker_name
from .csv import cell_text, rows_text, rows_under

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from ..record import NewsRecord

__all__ = ["COLUMNS", "dumps", "encode", "joined"]

COLUMNS: Final = ("record", "kind", "text", "speaker", "speaker_name", "continues", "start", "end")
"""`speaker` is the mention as printed, `speaker_name` the name of its entity."""


def dumps(record: NewsRecord, *, guard: bool = False) -> str:
    """Write the quotations of a record as CSV, in text order.

    Args:
        record: what to write.
        guard: whether what a spreadsheet could take for a formula gets an apostrophe before it.
    """
    return rows_text([COLUMNS, *_rows(record, guard=guard)])


def encode(record: NewsRecord, *, guard: bool = False) -> bytes:
    """The rows of a record, without the names of the columns."""
    return rows_text(_rows(record, guard=guard)).encode()


def joined(stream: IO[bytes]) -> AbstractContextManager[Callable[[bytes], object]]:
    """Write the rows of many records under one row of column names."""
    return rows_under(COLUMNS, stream)


def _rows(record: NewsRecord, *, guard: bool) -> list[tuple[Any, ...]]:
    cell = functools.partial(cell_text, guard=guard)
    key = cell(record.id)
    return [
        (
            key,
            one.kind,
            cell(one.text),
            cell(one.speaker.text if one.speaker is not None else None),
            cell(speaker_name(record, one)),
            "true" if one.continues else "false",
            one.start,
            one.end,
        )
        for one in record.quotations
    ]
