"""Apache Arrow IPC files (https://arrow.apache.org/docs/format/Columnar.html): one nested row a record.

The columns are the fields of the record, with the names and nesting of the JSON form; days are `date32`, offsets
`int64`, in code points of `source`. The schema is fixed for a version of the JSON form and names it in its metadata.
Arrow holds text as UTF-8, so a lone surrogate becomes U+FFFD. Needs the `arrow` extra.
"""

from __future__ import annotations

import datetime
import functools
import io
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

from ..errors import Fault, InvalidRecordError
from ..fields import fields_of
from ..record import SCHEMA_VERSION, NewsRecord
from ._claims import check_arrow_file, check_arrow_stream
from ._columns import bound, check_schema, guarded, rows, validate
from ._pyarrow import pa
from ._shared import cleaned
from .json import from_dict, to_dict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["dumps", "encode", "from_table", "joined", "loads", "loads_many", "schema", "to_table"]

_VERSION_KEY: Final = b"newsrecord.schema_version"
_ROWS: Final = 1000
_CHARACTERS: Final = 16_000_000
"""A batch is written when it has this many rows or characters of text, so that memory does not grow with the input."""


_PLAIN: Final = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), datetime.date: pa.date32()}


@functools.cache
def schema() -> Any:
    """The `pyarrow.Schema` of a record: a column for each field of `NewsRecord`, nested as its parts are."""
    return pa.schema(_columns_of(NewsRecord), metadata={_VERSION_KEY: SCHEMA_VERSION.encode()})


def _columns_of(kind: Any) -> list[tuple[str, Any]]:
    columns = []
    for name, of in fields_of(kind).items():
        value = pa.struct(_columns_of(of.record_class)) if of.plain is None else _PLAIN[of.plain]
        columns.append((name, pa.list_(value) if of.many else value))
    return columns


def dumps(record: NewsRecord, *, include_source: bool = True) -> bytes:
    """Write a record as an Arrow IPC file of one row.

    Args:
        record: what to write.
        include_source: whether the whole input text goes along; offsets stay valid without it.
    """
    return one_row(joined, record, include_source=include_source)


def one_row(joined: Any, record: NewsRecord, *, include_source: bool) -> bytes:
    """The bytes that `joined` of this or a like format makes of one record."""
    out = io.BytesIO()
    with joined(out) as put:
        put(encode(record, include_source=include_source))
    return out.getvalue()


def loads(data: bytes) -> NewsRecord:
    """Read the one record of an Arrow IPC file or stream.

    Raises:
        TypeError: `data` is no `bytes`.
        InvalidRecordError: there is no record, or more than one (`loads_many` reads those).
    """
    return only(loads_many(data))


def loads_many(data: bytes) -> Iterator[NewsRecord]:
    """Yield the records of an Arrow IPC file or stream.

    Raises:
        TypeError: `data` is no `bytes`.
        InvalidRecordError: it is neither, or a row is no record; the faults' paths begin with its number.
    """
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise TypeError(f"loads: expected bytes of an Arrow file, got {type(data).__name__}")
    buffer = pa.py_buffer(data)
    with guarded("an Arrow file"):
        batches, given, _ = opened(buffer)
        check_schema(given, schema())
    limit = bound(buffer.size)
    return records(sound(batches, limit), limit, "an Arrow file")


def opened(data: Any) -> tuple[Iterator[Any], Any, int | None]:
    """The batches of a file or stream, a `pyarrow.Buffer`, their schema and, of a file, number; nothing is unpacked.

    Raises:
        InvalidRecordError: it claims too much; or what `guarded` turns into one.
    """
    options = pa.ipc.IpcReadOptions(use_threads=False)
    if data[:6].to_pybytes() != b"ARROW1":
        stream = pa.ipc.open_stream(pa.BufferReader(data), options=options)
        check_arrow_stream(data)
        return iter(stream), stream.schema, None
    file = pa.ipc.open_file(pa.BufferReader(data), options=options)
    check_arrow_file(data)
    count = file.num_record_batches
    return (file.get_batch(number) for number in range(count)), file.schema, count


def encode(record: NewsRecord, *, include_source: bool = True) -> dict[str, Any]:
    """A record as a row of `schema`.

    Args:
        record: what to write.
        include_source: whether the whole input text goes along; offsets stay valid without it.
    """
    return _with_days(cleaned(to_dict(record, include_source=include_source)), _as_day)


@contextmanager
def joined(stream: IO[bytes]) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Write many rows as one Arrow IPC file, batch by batch."""
    with pa.ipc.new_file(stream, schema()) as out, batched(out.write_batch, schema=schema()) as put:
        yield put


# --- tables, for parquet and for whoever holds Arrow data -----------------------------------------------------------


def to_table(records: Iterable[NewsRecord], *, include_source: bool = True) -> Any:
    """Return records as a `pyarrow.Table`, one row each."""
    batches: list[Any] = []
    with batched(batches.append, schema=schema()) as put:
        for record in records:
            put(encode(record, include_source=include_source))
    return pa.Table.from_batches(batches, schema())


def from_table(table: Any) -> Iterator[NewsRecord]:
    """Yield the records of a `pyarrow.Table` with the columns of `schema`, in any order.

    Text may be `large_string`, `string_view` or a dictionary, whole numbers may have any width, lists may be large.

    Raises:
        InvalidRecordError: a column has another type, or the table is damaged; or a row is no record, or holds a column
            that its version does not know: then the faults' paths begin with its number.
    """
    with guarded("a sound table"):
        check_schema(table.schema, schema())
        limit = bound(table.get_total_buffer_size())
        validate(table, limit)
        batches = iter(table.to_batches())
    return records(batches, limit, "a sound table")


def sound(batches: Iterator[Any], limit: int) -> Iterator[Any]:
    """The batches, each validated in full."""
    for batch in batches:
        validate(batch, limit)
        yield batch


def records(batches: Iterator[Any], limit: int, what: str) -> Iterator[NewsRecord]:
    """Yield the records of validated batches whose columns passed `check_schema`.

    Args:
        batches: the batches; where reading one fails, what it raises becomes the library's error.
        limit: how many bytes the values of one may take.
        what: what they come from, such as "an Arrow file".

    Raises:
        InvalidRecordError: a batch cannot be read, or a row is no record.
    """
    for number, row in enumerate(rows(batches, limit, what), 1):
        try:
            yield from_dict(_with_days(row, _as_text))
        except InvalidRecordError as problem:
            faults = [Fault(f"row {number}{': ' * bool(f.path)}{f.path}", f.message) for f in problem.faults]
            raise InvalidRecordError(faults, what="table") from None


def only(records: Iterator[NewsRecord]) -> NewsRecord:
    """The one record of a file.

    Raises:
        InvalidRecordError: there is none, or more than one.
    """
    found = list(records)
    if len(found) != 1:
        raise InvalidRecordError([Fault("", f"expected one record, got {len(found)}; loads_many reads any number")])
    return found[0]


@contextmanager
def batched(put: Callable[[Any], None], *, schema: Any) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Gather rows of records into batches of bounded size and hand each to `put`."""
    rows: list[dict[str, Any]] = []
    waiting = 0

    def flush() -> None:
        nonlocal waiting
        if rows:
            put(pa.RecordBatch.from_pylist(rows, schema=schema))
            rows.clear()
            waiting = 0

    def write(row: dict[str, Any]) -> None:
        nonlocal waiting
        rows.append(row)
        waiting += len(row.get("source") or "") + sum(len(passage["text"]) for passage in row.get("body") or ())
        if len(rows) >= _ROWS or waiting >= _CHARACTERS:
            flush()

    yield write
    flush()


def _as_day(value: str | None) -> datetime.date | None:
    return None if value is None else datetime.date.fromisoformat(value)


def _as_text(value: datetime.date | None) -> str | None:
    return value.isoformat() if isinstance(value, datetime.date) else value


def _with_days(row: dict[str, Any], turn: Callable[[Any], Any]) -> dict[str, Any]:
    """The row with its calendar days turned from text into dates, or back."""
    turned: dict[str, Any] = _turned(row, NewsRecord, turn)
    return turned


def _turned(value: Any, kind: Any, turn: Callable[[Any], Any]) -> Any:
    if not isinstance(value, dict):
        return value
    changed = dict(value)
    for name, inner in _with_day_inside(kind).items():
        found = value.get(name)
        if inner is None:
            changed[name] = turn(found)
        elif isinstance(found, list):
            changed[name] = [_turned(item, inner, turn) for item in found]
        elif found is not None:
            changed[name] = _turned(found, inner, turn)
    return changed


@functools.cache
def _with_day_inside(kind: Any) -> dict[str, Any]:
    """The fields of a class that are days (None), or hold parts that have some (their class)."""
    fields = fields_of(kind)
    days: dict[str, Any] = {name: None for name, of in fields.items() if of.plain is datetime.date}
    parts: dict[str, Any] = {name: of.record_class for name, of in fields.items() if of.record_class is not None}
    return days | {name: part for name, part in parts.items() if _with_day_inside(part)}
