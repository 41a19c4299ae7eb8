"""Apache Parquet files (https://parquet.apache.org/docs/file-format/): one nested row a record, compressed.

Columns, types and limits are those of `newsrecord.formats.arrow`. Needs the `arrow` extra.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final

from . import arrow
from ._claims import check_parquet
from ._columns import bound, check_schema, guarded
from ._pyarrow import pa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..record import NewsRecord

from pyarrow import parquet

__all__ = ["dumps", "loads", "loads_many", "writer"]

_ROWS: Final = 100
_BYTES: Final = 64 << 20
"""Rows are read so many at a time, or fewer, so that a text that all of them repeat takes no more than these bytes."""


def dumps(record: NewsRecord, *, include_source: bool = True) -> bytes:
    """Write a record as a Parquet file of one row.

    Args:
        record: what to write.
        include_source: whether the whole input text goes along; offsets stay valid without it.
    """
    return arrow.one_row(writer, record, include_source=include_source)


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
        file = parquet.ParquetFile(pa.BufferReader(buffer))
        check_schema(file.schema_arrow, arrow.schema())
        number = max(1, min(_ROWS, _BYTES // max(check_parquet(buffer), 1)))
        batches = file.iter_batches(batch_size=number, use_threads=False)
    limit = bound(buffer.size)
    return arrow.records(arrow.sound(batches, limit), limit, "a Parquet file")


@contextmanager
def writer(stream: IO[bytes], *, include_source: bool = True) -> Iterator[Callable[[NewsRecord], None]]:
    """Write many records as one Parquet file, a row group a batch."""
    with (
        parquet.ParquetWriter(stream, arrow.schema()) as out,
        arrow.batched(out.write_batch, schema=arrow.schema()) as put,
    ):
        yield lambda record: put(arrow.as_row(record, include_source=include_source))
