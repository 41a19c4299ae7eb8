"""Apache Parquet files (https://parquet.apache.org/docs/file-format/): one nested row a record, compressed.

Columns, types and limits are those of `newsrecord.formats.arrow`. Needs the `arrow` extra.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

from . import arrow
from ._claims import check_parquet
from ._columns import bound, check_schema, guarded
from ._pyarrow import pa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..record import NewsRecord

from pyarrow import parquet

__all__ = ["dumps", "encode", "joined", "loads", "loads_many"]

_ROWS: Final = 100
_BYTES: Final = 64 << 20
"""Rows are read so many at a time, or fewer, so that a text that all of them repeat takes no more than these bytes."""


def dumps(record: NewsRecord, *, include_source: bool = True) -> bytes:
    """Write a record as a Parquet file of one row.

    Args:
        record: what to write.
        include_source: whether the whole input text goes along; offsets stay valid without it.
    """
    return arrow.one_row(joined, record, include_source=include_source)


def loads(data: bytes) -> NewsRecord:
    """Read the one record of a Parquet file.

    Raises:
        TypeError: `data` is no `bytes`.
        InvalidRecordError: there is no record, or more than one (`loads_many` reads those).
    """
    return arrow.only(loads_many(data))


def loads_many(data: bytes) -> Iterator[NewsRecord]:
    """Yield the records of a Parquet file.

    Raises:
        TypeError: `data` is no `bytes`.
        InvalidRecordError: it is no Parquet, or a row is no record; the faults' paths begin with its number.
    """
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise TypeError(f"loads: expected bytes of a Parquet file, got {type(data).__name__}")
    buffer = pa.py_buffer(data)
    with guarded("a Parquet file"):
        given, batches, _ = opened(buffer)
        check_schema(given, arrow.schema())
    limit = bound(buffer.size)
    return arrow.records(arrow.sound(batches(None), limit), limit, "a Parquet file")


def opened(data: Any) -> tuple[Any, Callable[[list[str] | None], Iterator[Any]], int]:
    """The schema of a file, a `pyarrow.Buffer`, what gives its batches, of some columns or all, and its number of rows.

    Raises:
        InvalidRecordError: it claims too much; or what `guarded` turns into one.
    """
    file = parquet.ParquetFile(pa.BufferReader(data))
    number = max(1, min(_ROWS, _BYTES // max(check_parquet(data), 1)))

    def batches(columns: list[str] | None) -> Iterator[Any]:
        found: Iterator[Any] = file.iter_batches(batch_size=number, columns=columns, use_threads=False)
        return found

    return file.schema_arrow, batches, file.metadata.num_rows


def encode(record: NewsRecord, *, include_source: bool = True) -> dict[str, Any]:
    """A record as a row: see `newsrecord.formats.arrow.encode`."""
    return arrow.encode(record, include_source=include_source)


@contextmanager
def joined(stream: IO[bytes]) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Write many rows as one Parquet file, a row group a batch."""
    with (
        parquet.ParquetWriter(stream, arrow.schema()) as out,
        arrow.batched(out.write_batch, schema=arrow.schema()) as put,
    ):
        yield put
