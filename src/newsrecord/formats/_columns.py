"""Arrow columns as rows: everything that can be wrong with them is looked for before one value is touched.

In come a schema and batches that may be damaged or made to harm, out come rows of plain Python values. Reading a value
of a column that was not validated can end the interpreter, so the order is: types, then offsets, lengths, UTF-8 and
indices (Arrow's full validation), then days and the size of the values, then the values.
"""

from __future__ import annotations

import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..errors import Fault, InvalidRecordError
from ._pyarrow import pa, pc

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["bound", "check_schema", "fault", "guarded", "rows", "validate"]

_FLOOR: Final = 64 << 20
_FACTOR: Final = 32
_STEP: Final = 8 << 20
"""Values are turned into Python's in steps of about this many bytes."""
_MOST_COLUMNS: Final = 1000
_DEEPEST: Final = 16
_DAYS: Final = (-719162, 2932896)
"""The first day of year 1 and the last of year 9999, counted from 1970: what Python's dates hold."""
_SHOWN: Final = 200


def bound(size: int) -> int:
    """How many bytes a batch or row of a file of so many may take: 64 MiB or 32 times the file, whichever is more."""
    return max(_FLOOR, _FACTOR * size)


def fault(message: str, path: str = "") -> InvalidRecordError:
    """What is wrong with a table, as the error to raise."""
    return InvalidRecordError([Fault(path, message)], what="table")


@contextmanager
def guarded(what: str) -> Iterator[None]:
    """Turn what Arrow raises at damaged bytes into the library's error; `what` names what they should have been."""
    try:
        yield
    except InvalidRecordError:
        raise
    except MemoryError:
        raise fault(f"not {what} that fits into memory") from None
    except (struct.error, LookupError):
        raise fault(f"not {what}: its metadata point outside of it") from None
    except (pa.ArrowException, OSError, EOFError, ValueError, TypeError, OverflowError) as problem:
        raise fault(f"not {what}: {str(problem)[:_SHOWN]}") from None


# --- types ---------------------------------------------------------------------------------------------------------


def check_schema(given: Any, wanted: Any) -> None:
    """Compare the types of a schema with those of ours; `large_string`, dictionaries and the like will do.

    Columns that are missing or unknown pass, as it depends on the version in each row what becomes of them.

    Raises:
        InvalidRecordError: a column has another type, or two have one name; it lists all of them.
    """
    faults: list[Fault] = []
    if _check_fields(list(given), {field.name: field.type for field in wanted}, "", faults, 0) > _MOST_COLUMNS:
        faults.append(Fault("", f"expected no more than {_MOST_COLUMNS} columns, nested ones included"))
    if faults:
        raise InvalidRecordError(faults, what="table")


def _check_fields(given: list[Any], wanted: dict[str, Any], path: str, faults: list[Fault], depth: int) -> int:
    """Check columns side by side, or the fields of a struct; the number of them with all that is inside them."""
    names: set[str] = set()
    number = 0
    for field in given:
        inner = f"{path}{'.' * bool(path)}{field.name[:40]}"
        if field.name in names:
            faults.append(Fault(inner, "two columns have this name"))
        names.add(field.name)
        number += _check_type(field.type, wanted.get(field.name), inner, faults, depth)
    return number


def _check_type(given: Any, wanted: Any, path: str, faults: list[Fault], depth: int) -> int:
    """Check one column's type; `wanted` is None where only a later version can know the column."""
    types = pa.types
    number, fits = 1, False
    if types.is_null(given):
        fits = True
    elif depth < _DEEPEST and (types.is_list(given) or types.is_large_list(given)):
        if fits := wanted is None or types.is_list(wanted):
            number += _check_type(given.value_type, wanted and wanted.value_type, f"{path}[]", faults, depth + 1)
    elif depth < _DEEPEST and types.is_struct(given):
        if fits := wanted is None or types.is_struct(wanted):
            inside = {} if wanted is None else {field.name: field.type for field in wanted}
            number += _check_fields(list(given), inside, path, faults, depth + 1)
    else:
        value = given.value_type if types.is_dictionary(given) else given
        fits = any(like(value) and (wanted is None or wanted.equals(ours)) for like, ours in _LEAVES)
    if not fits:
        faults.append(Fault(path, f"expected {str(wanted or 'a plain type')[:_SHOWN]}, got {str(given)[:_SHOWN]}"))
    return number


def _is_text(kind: Any) -> bool:
    types = pa.types
    views = getattr(types, "is_string_view", None)
    return bool(types.is_string(kind) or types.is_large_string(kind) or (views and views(kind)))


_LEAVES: Final[tuple[tuple[Any, Any], ...]] = (
    (_is_text, pa.string()),
    (pa.types.is_integer, pa.int64()),
    (pa.types.is_date, pa.date32()),
    (pa.types.is_boolean, pa.bool_()),
    (pa.types.is_floating, pa.float64()),
)
"""What holds single values, with the type that ours have for it; none of ours is a float."""


# --- values --------------------------------------------------------------------------------------------------------


def validate(data: Any, limit: int) -> None:
    """Validate a table or batch in full: offsets, lengths, indices, UTF-8.

    Raises:
        pyarrow.ArrowInvalid: it is damaged.
        InvalidRecordError: its views repeat texts of more than `limit` bytes, which would all be looked through.
    """
    data.validate()
    arrays = [array for column in data.columns for array in getattr(column, "chunks", [column])]
    viewed = sum(map(_viewed, arrays))
    if viewed > limit:
        raise fault(f"its views show {viewed} bytes, more than the {limit} that a file of this size may")
    data.validate(full=True)


def _viewed(array: Any) -> int:
    """The bytes that the views of a column show; its offsets need not be sound."""
    types, kind = pa.types, array.type
    if types.is_struct(kind):
        return sum(_viewed(array.field(number)) for number in range(kind.num_fields))
    if types.is_list(kind) or types.is_large_list(kind):
        return _viewed(array.values)
    if not _is_text(kind) or types.is_string(kind) or types.is_large_string(kind):
        return 0
    return int(pc.sum(_sizes(array)).as_py() or 0)


def rows(batches: Iterator[Any], limit: int, what: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of validated batches with columns that passed `check_schema`.

    Args:
        batches: the batches, read one at a time.
        limit: how many bytes the values of one row may take.
        what: what they come from, for the message where that fails.

    Raises:
        InvalidRecordError: a batch cannot be read, a day lies outside of Python's calendar, or a row takes more.
    """
    while True:
        with guarded(what):
            batch = next(batches, None)
        if batch is None:
            return
        waiting = [batch]
        while waiting:
            with guarded(what):
                some = _light(waiting, limit)
            yield from some


def _light(waiting: list[Any], limit: int) -> list[dict[str, Any]]:
    """Take rows off the last of the batches that wait, in halves until their values are few enough for a step."""
    batch = waiting.pop()
    while True:
        columns = zip(batch.schema.names, batch.columns, strict=True)
        weight = sum(_weigh(column, name) for name, column in columns)
        if weight <= _STEP or batch.num_rows == 1:
            break
        half = batch.num_rows // 2
        waiting.append(batch.slice(half))
        batch = batch.slice(0, half)
    if weight > limit:
        raise fault(f"a row would take {weight} bytes, more than the {limit} that a file of this size may")
    return list(batch.to_pylist())


def _weigh(array: Any, path: str) -> int:
    """The least bytes that a column's values take in Python: 8 each, and their characters.

    A dictionary or a view can repeat one long text in a few bytes, a null column has values and no bytes at all.
    """
    types, kind, weight = pa.types, array.type, 8 * len(array)
    if types.is_struct(kind):
        fields = zip(kind, array.flatten(), strict=True)
        return weight + sum(_weigh(inner, f"{path}.{field.name}") for field, inner in fields)
    if types.is_list(kind) or types.is_large_list(kind):
        return weight + _weigh(array.flatten(), f"{path}[]")
    values = array.dictionary if types.is_dictionary(kind) else array
    if types.is_date(values.type):
        extremes = pc.min_max(values.cast(pa.date32()).cast(pa.int32())).as_py()
        if extremes["min"] is not None and not _DAYS[0] <= extremes["min"] <= extremes["max"] <= _DAYS[1]:
            raise fault("holds a day outside the years 1 to 9999", path)
    if not _is_text(values.type):
        return weight
    sizes = _sizes(values)
    return weight + (pc.sum(sizes if values is array else sizes.take(array.indices)).as_py() or 0)


def _sizes(texts: Any) -> Any:
    """The bytes of each text."""
    if pa.types.is_string(texts.type) or pa.types.is_large_string(texts.type):
        return pc.binary_length(texts)
    views = np.frombuffer(texts.buffers()[1] or b"", dtype=np.int32)  # of 16 bytes, and the first four are the size
    first = 4 * texts.offset
    sizes = views[first : first + 4 * len(texts) : 4].astype(np.int64)
    return pa.array(sizes, mask=np.asarray(texts.is_null()))
