"""Articles in tables: CSV with a header, Arrow and Parquet; and records that this library wrote as Arrow or Parquet.

In comes an opened file, out come the articles of its rows. Of CSV a row that is wrong costs only itself; Arrow and
Parquet are checked batch by batch before a value is touched, and what is damaged ends the file.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

from ..errors import InputError, InvalidArgumentError, InvalidRecordError
from .item import Input, empty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ..rows import Columns

__all__ = ["read_arrow", "read_csv"]

_LONGEST: Final = 1 << 40
"""Characters of a cell; the csv module's own limit, 131,072, is less than an article can have."""


def read_csv(
    stream: IO[bytes], path: str, columns: Columns, position: Callable[[], int] | None, *, tabs: bool
) -> Iterator[Input]:
    """Yield the articles of CSV (RFC 4180, in UTF-8) whose first row names the columns.

    Raises:
        InputError: it has no column for texts, or is no CSV from some row on.
    """
    # Bytes that are no UTF-8 become lone surrogates, by which the row that has them is known.
    text = io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline="")
    reader = csv.reader(text, strict=False, delimiter="\t" if tabs else ",")
    try:
        names = _next(reader, path)
        if names is None:
            raise empty(path)
        _check(names, path, columns)
        before, line = 0, reader.line_num
        while (cells := _next(reader, path)) is not None:
            if cells:
                now = before if position is None else position()
                item = Input(path, f"line {line + 1}", None, now - before)
                before = now
                yield _row(item, names, cells, columns)
            line = reader.line_num
    finally:
        text.detach()


def _row(item: Input, names: list[str], cells: list[str], columns: Columns) -> Input:
    if len(cells) != len(names):
        return item.failed(f"has {len(cells)} cells where the header names {len(names)} columns")
    row = dict(zip(names, cells, strict=True))
    try:
        for name in columns.of(names).values():
            row[name].encode()
        return item._replace(content=columns.article(row))
    except UnicodeEncodeError:
        return item.failed("is not UTF-8 text: convert the file to UTF-8 first")
    except ValueError as problem:
        return item.failed(str(problem))


def _next(reader: Any, path: str) -> list[str] | None:
    with _long_cells():
        try:
            return next(reader, None)
        except csv.Error as problem:
            raise InputError(path, f"is not CSV: {problem} in line {reader.line_num}; the rest is not read") from None


@contextmanager
def _long_cells() -> Iterator[None]:
    """The limit is the whole process's: it is lifted for one row and put back."""
    before = csv.field_size_limit(_LONGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _check(names: list[str], path: str, columns: Columns) -> None:
    found = columns.of(names)
    there = ", ".join(names)[:200]
    for key in ["text", *columns.renamed()]:
        if key not in found and not (key == "text" and "html" in found):
            name = getattr(columns, key)
            advice = "say what yours is called: --column text=NAME" if key == "text" else f"asked for as {key}"
            raise InputError(path, f"has no column {name!r} among {there}; {advice}")


# --- Arrow and Parquet -----------------------------------------------------------------------------------------------


def read_arrow(path: Path, kind: str, columns: Columns) -> Iterator[Input]:
    """Yield the articles or records of an `arrow` or `parquet` file.

    Raises:
        InputError: it is damaged (the articles before have been yielded), or has no column for texts.
        MissingExtraError: the extra `arrow` is not installed.
        OSError: it cannot be read.
    """
    from ..formats import arrow, parquet
    from ..formats._columns import bound, check_schema, guarded, rows
    from ..formats._pyarrow import pa

    where, what = str(path), "a Parquet file" if kind == "parquet" else "an Arrow file"
    size = path.stat().st_size
    if not size:
        raise empty(where)
    try:
        with guarded(what), pa.memory_map(where) as file:
            data = file.read_buffer()
            if kind == "parquet":
                schema, batches_of, count = parquet.opened(data)
            else:
                batches, schema, number = arrow.opened(data)
        limit = bound(size)
        holds_records = {"schema_version", "generator", "body"} <= set(schema.names)
        chosen = None if holds_records else _chosen(schema, columns, where)
        if holds_records:
            check_schema(schema, arrow.schema())
        meter = _Meter(size)
        if kind == "parquet":
            found = meter.batches(batches_of(chosen), lambda batch: batch.num_rows / max(count, 1))
        else:
            found = meter.batches(batches, lambda _: 1 / max(number or 1, 1))
        sound = arrow.sound((batch.select(chosen) for batch in found) if chosen else found, limit)
        contents: Iterator[Any] = arrow.records(sound, limit, what) if holds_records else rows(sound, limit, what)
        for index, content in enumerate(contents):
            item = Input(where, f"item {index}", None, meter.next_row())
            try:
                yield item._replace(content=columns.article(content) if isinstance(content, dict) else content)
            except ValueError as problem:
                yield item.failed(str(problem))
    except InvalidRecordError as problem:
        raise InputError(where, f"{_bare(problem)}; the rest is not read") from None


class _Meter:
    """Shares the bytes of a file out among its rows."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._shares: deque[tuple[int, int]] = deque()
        """Rows and bytes of each batch that is not yet used up."""

    def batches(self, batches: Iterator[Any], part: Callable[[Any], float]) -> Iterator[Any]:
        """The batches, each noted; `part` says what part of the file one is."""
        for batch in batches:
            if batch.num_rows:
                self._shares.append((batch.num_rows, int(self._size * part(batch))))
            yield batch

    def next_row(self) -> int:
        """The share of the next row."""
        rows, left = self._shares.popleft()
        share = left // rows
        if rows > 1:
            self._shares.appendleft((rows - 1, left - share))
        return share


def _chosen(schema: Any, columns: Columns, path: str) -> list[str]:
    from ..arrow import columns_in

    try:
        return columns_in(schema, columns)
    except InvalidArgumentError as problem:
        raise InputError(path, str(problem)) from None


def _bare(problem: InvalidRecordError) -> str:
    return "; ".join(str(fault) for fault in problem.faults[:3])
