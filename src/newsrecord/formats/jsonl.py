"""JSON Lines (https://jsonlines.org): records in the JSON form of `newsrecord.formats.json`, one a line.

`dumps` gives one line with its end; `loads` reads a text of one record, `loads_many` a text of any number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ..errors import Fault, InvalidRecordError
from . import json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..record import NewsRecord

__all__ = ["dumps", "loads", "loads_many"]


def dumps(record: NewsRecord, *, include_source: bool = True) -> str:
    """Write a record as one line of JSON, line end included.

    Args:
        record: what to write.
        include_source: whether the whole input text goes along; offsets stay valid without it.
    """
    return json.dumps(record, include_source=include_source) + "\n"


def loads(data: str | bytes) -> NewsRecord:
    """Read the one record of a text.

    Raises:
        TypeError: `data` is neither `str` nor `bytes`.
        InvalidRecordError: there is no record, or more than one (`loads_many` reads those).
    """
    found = list(loads_many(data))
    if len(found) != 1:
        raise InvalidRecordError([Fault("", f"expected one record, got {len(found)}; loads_many reads any number")])
    return found[0]


def loads_many(data: str | bytes) -> Iterator[NewsRecord]:
    """Yield the records of a text, line by line; blank lines are passed over.

    Raises:
        TypeError: `data` is neither `str` nor `bytes`.
        InvalidRecordError: a line is no record; the faults' paths begin with its number.
    """
    if not isinstance(data, (str, bytes, bytearray)):
        raise TypeError(f"loads: expected JSON Lines as str or bytes, got {type(data).__name__}")
    lines = data.split("\n") if isinstance(data, str) else bytes(data).split(b"\n")
    for number, line in enumerate(cast("list[str | bytes]", lines), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except InvalidRecordError as problem:
                faults = [Fault(f"line {number}{': ' * bool(f.path)}{f.path}", f.message) for f in problem.faults]
                raise InvalidRecordError(faults, what="text") from None
