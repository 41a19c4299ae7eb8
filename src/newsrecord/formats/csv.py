"""CSV (RFC 4180): one row for each mention and each date of a record, for spreadsheets and quick queries.

The first row names the columns. Offsets count code points of the source. What is null is an empty cell. Cells hold what
the record says, letter for letter, for the programs that read them. Who opens the file in a spreadsheet asks for
`guard=True`: an apostrophe before each id, text, name or value that a spreadsheet may take for a formula.
"""

from __future__ import annotations

import csv
import functools
import io
import re
from contextlib import AbstractContextManager, contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

from ._shared import clean_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..record import NewsRecord

__all__ = ["COLUMNS", "cell_text", "dumps", "encode", "joined", "rows_text", "rows_under"]

COLUMNS: Final = (
    "record", "kind", "text", "start", "end", "zone", "type", "entity", "name", "country", "geonames", "value", "mod",
    "relative", "earliest", "latest",
)  # fmt: skip
"""`kind` is `mention` or `date`; `entity` numbers the entities of a record from 1; `name` is the entity's."""
_FORMULA: Final = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*+[=+@＝＋－＠-]|[\\t\\r\\n]")
"""What a spreadsheet may take for a formula: a character, also a full-width one, after any number of blanks and
invisible ones, which some programs skip; or any cell that begins with a tab or a line end, where some cut it."""


def dumps(record: NewsRecord, *, guard: bool = False) -> str:
    """Write the mentions and dates of a record as CSV, in text order.

    Args:
        record: what to write.
        guard: whether what a spreadsheet could take for a formula gets an apostrophe before it: ids, texts, names and
            values that begin with a tab or line end, or with `=`, `+`, `-`, `@` or a full-width form of them, blanks
            and invisible characters before it or not.
    """
    return rows_text([COLUMNS, *_rows(record, guard=guard)])


def encode(record: NewsRecord, *, guard: bool = False) -> bytes:
    """The rows of a record, without the names of the columns."""
    return rows_text(_rows(record, guard=guard)).encode()


def joined(stream: IO[bytes]) -> AbstractContextManager[Callable[[bytes], object]]:
    """Write the rows of many records under one row of column names."""
    return rows_under(COLUMNS, stream)


@contextmanager
def rows_under(columns: tuple[str, ...], stream: IO[bytes]) -> Iterator[Callable[[bytes], object]]:
    """Write a row of column names; what is given to the function that comes out goes below it."""
    stream.write(rows_text([columns]).encode())
    yield stream.write


def rows_text(rows: Iterable[tuple[Any, ...]]) -> str:
    """Rows as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def cell_text(text: str | None, *, guard: bool) -> str:
    """A text as a cell, guarded where a spreadsheet may take it for a formula and that is asked for."""
    safe = clean_xml(text or "")
    return f"'{safe}" if guard and _FORMULA.match(safe) else safe


def _rows(record: NewsRecord, *, guard: bool) -> list[tuple[Any, ...]]:
    cell = functools.partial(cell_text, guard=guard)
    key = cell(record.id)
    rows: list[tuple[Any, ...]] = [
        (key, "mention", cell(m.text), m.start, m.end, m.zone, entity.type, number, cell(entity.name),
         entity.country or "", entity.ids.geonames or "", "", "", "", "", "")
        for number, entity in enumerate(record.entities, 1)
        for m in entity.mentions
    ]  # fmt: skip
    rows += [
        (key, "date", cell(d.text), d.start, d.end, d.zone, d.type, "", "", "", "", cell(d.value), d.mod or "",
         "true" if d.relative else "false", d.earliest or "", d.latest or "")
        for d in record.dates
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row[3], row[4], row[1]))
