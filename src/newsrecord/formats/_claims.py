"""What an Arrow or Parquet file says that it unpacks to, read from its own metadata before anything is unpacked.

A few bytes can claim gigabytes: a compressed buffer, a page, a batch or page that is listed a thousand times. In comes
a file, out comes nothing, or the library's error where a batch of it claims more than `_columns.bound` of its size.
The values that are read here may all be lies; none is used but to be compared.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final

from ._columns import bound, fault
from ._pyarrow import pa

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["check_arrow_file", "check_arrow_stream", "check_parquet"]


def _check(claimed: int, size: int) -> None:
    if claimed > bound(size):
        raise fault(f"a batch claims {claimed} bytes, more than the {bound(size)} that {size} bytes may unpack to")


# --- Arrow: FlatBuffers (https://flatbuffers.dev/internals), as format/Message.fbs and File.fbs lay them out ---------

_DICTIONARY, _BATCH = 2, 3
"""Kinds of message that have buffers."""
_TAIL: Final = 10
"""Bytes behind the footer: its length and the magic."""


def check_arrow_stream(data: Any) -> None:
    """Look through the messages of an Arrow IPC stream, a `pyarrow.Buffer`.

    Raises:
        InvalidRecordError: a batch claims too much.
        pyarrow.ArrowException, OSError, struct.error: there is a message that cannot be read.
    """
    reader = pa.ipc.MessageReader.open_stream(pa.BufferReader(data))

    def messages() -> Iterator[Any]:
        while True:
            try:
                yield reader.read_next_message()
            except StopIteration:
                return

    _check_messages(messages(), data.size)


def check_arrow_file(data: Any) -> None:
    """Look through the messages that the footer of an Arrow IPC file lists; as above.

    Raises:
        InvalidRecordError: a batch claims too much, or the batches overlap.
    """
    (size,) = struct.unpack_from("<i", data, data.size - _TAIL)
    if not 0 < size <= data.size - _TAIL:
        raise fault(f"not an Arrow file: a footer of {size} bytes")
    footer = memoryview(data)[data.size - _TAIL - size : data.size - _TAIL]
    root = _follow(footer, 0)
    blocks = [block for number in (2, 3) for block in _vector(footer, root, number, "<qi4xq")]
    if sum(head + body for _, head, body in blocks) > data.size or any(min(block) < 0 for block in blocks):
        raise fault("not an Arrow file: the batches that its footer lists overlap")
    _check_messages((pa.ipc.read_message(data.slice(at, head + body)) for at, head, body in blocks), data.size)


def _check_messages(messages: Iterator[Any], size: int) -> None:
    dictionaries = 0  # stay in memory as long as the file is read
    for message in messages:
        head = memoryview(message.metadata)
        root = _follow(head, 0)
        kind, batch = _field(head, root, 1), _field(head, root, 2)
        if not kind or not batch or head[kind] not in (_DICTIONARY, _BATCH):
            continue
        table = _follow(head, batch)
        if head[kind] == _DICTIONARY:
            table = _follow(head, _field(head, table, 1))
        claimed = _unpacked(head, table, message.body)
        if head[kind] == _DICTIONARY:
            dictionaries += claimed
            claimed = 0
        _check(claimed + dictionaries, size)


def _unpacked(head: memoryview, table: int, body: Any) -> int:
    """The bytes that the buffers of a batch say they have; each that is compressed begins with that number."""
    packed = _field(head, table, 3)
    total = 0
    for at, length in _vector(head, table, 2, "<qq"):
        said = struct.unpack_from("<q", body, at)[0] if packed and length else -1
        total += length if said == -1 else said
        if min(at, length) < 0 or said < -1:
            raise fault("not an Arrow file: a buffer of negative size")
    return total


def _field(data: memoryview, table: int, number: int) -> int:
    """Where a field of a table stands, or 0 where the table leaves it out."""
    vtable = table - struct.unpack_from("<i", data, table)[0]
    slot = 4 + 2 * number
    if slot >= struct.unpack_from("<H", data, vtable)[0]:
        return 0
    offset = struct.unpack_from("<H", data, vtable + slot)[0]
    return table + offset if offset else 0


def _follow(data: memoryview, at: int) -> int:
    """Where an offset points to."""
    return int(at + struct.unpack_from("<I", data, at)[0])


def _vector(data: memoryview, table: int, number: int, layout: str) -> Iterator[tuple[int, ...]]:
    """The items of a field that is a list of structs."""
    field = _field(data, table, number)
    if not field:
        return iter(())
    start = _follow(data, field)
    (count,) = struct.unpack_from("<I", data, start)
    return struct.iter_unpack(layout, data[start + 4 : start + 4 + count * struct.calcsize(layout)])


# --- Parquet: Thrift's compact protocol, as parquet.thrift lays out footers and page headers ------------------------

_LEVEL: Final = 8
"""Bytes that a value takes at least once it is read: its levels, its place in an array."""
_PARQUET_TAIL: Final = 8
"""Bytes behind the footer: its length and the magic."""
_DEEPEST: Final = 16


def check_parquet(data: Any) -> int:
    """Look through the footer and the page headers of a Parquet file, a `pyarrow.Buffer`.

    Returns the size in bytes of its largest dictionary, of which a few bytes can repeat a text in any number of rows.

    pyarrow's own view of a row group is not used: of one that contradicts itself it ends the interpreter.

    Raises:
        InvalidRecordError: a row group claims too much, or its columns overlap.
        struct.error, LookupError, ValueError: there is a footer or a page header that cannot be read.
    """
    view, stored, largest = memoryview(data).cast("B"), 0, 0
    (size,) = struct.unpack_from("<I", view, len(view) - _PARQUET_TAIL)
    footer, _ = _struct(view, len(view) - _PARQUET_TAIL - size, 0)
    for group in footer[4]:
        claimed = 0
        for column in group[1]:
            about = column[3]
            stored += about[7]
            pages, dictionary = _pages(view, about)
            claimed += pages
            largest = max(largest, dictionary)
        _check(claimed, len(view))
    if stored > len(view):
        raise fault("not a Parquet file: the columns that its footer lists overlap")
    return largest


def _pages(data: memoryview, column: dict[int, Any]) -> tuple[int, int]:
    """The bytes that the pages of a column in a row group say that they unpack to, and of them the dictionary's."""
    at, left = column[9], column[5]
    if 0 < column.get(11, 0) < at:
        at = column[11]
    end = at + column[7]
    if not 0 <= at <= end <= len(data):
        raise fault("not a Parquet file: a column outside of it")
    total = dictionary = 0
    while at < end and left > 0:
        page, at = _struct(data, at, 0)
        about = page.get(5) or page.get(8)
        values = about[1] if about else 0
        if min(page[2], page[3], values) < 0:
            raise fault("not a Parquet file: a page of negative size")
        total += page[2] + values * _LEVEL
        dictionary = max(dictionary, page[2] if 7 in page else 0)
        left -= values
        at += page[3]
    return total, dictionary


def _struct(data: memoryview, at: int, depth: int) -> tuple[dict[int, Any], int]:
    """A struct as its values by the numbers of their fields, and where it ends; texts and floats count as None."""
    if depth > _DEEPEST:
        raise ValueError("metadata nested too deeply")
    fields: dict[int, Any] = {}
    number = 0
    while head := data[at]:
        at += 1
        if head >> 4:
            number += head >> 4
        else:
            number, at = _number(data, at)
        if head & 15 in (1, 2):  # true and false, which have no byte of their own
            fields[number] = head & 15 == 1
        else:
            fields[number], at = _value(data, at, head & 15, depth)
    return fields, at + 1


def _value(data: memoryview, at: int, kind: int, depth: int) -> tuple[Any, int]:
    if kind in (1, 2, 3):
        return data[at], at + 1
    if kind in (4, 5, 6):
        return _number(data, at)
    if kind == 7:
        return None, at + 8
    if kind == 8:
        size, at = _varint(data, at)
        return None, at + size
    if kind in (9, 10):
        return _list(data, at, depth)
    if kind == 12:
        return _struct(data, at, depth + 1)
    raise ValueError(f"metadata with a field of the unknown kind {kind}")


def _list(data: memoryview, at: int, depth: int) -> tuple[list[Any], int]:
    kind, size = data[at] & 15, data[at] >> 4
    at += 1
    if size == 15:
        size, at = _varint(data, at)
    items = []
    for _ in range(size):
        item, at = _value(data, at, kind, depth)
        items.append(item)
    return items, at


def _number(data: memoryview, at: int) -> tuple[int, int]:
    value, at = _varint(data, at)
    return (value >> 1) ^ -(value & 1), at


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while (byte := data[at]) & 128:
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if shift > 63:
            raise ValueError("metadata with a number of more than 64 bits")
    return value | byte << shift, at + 1
