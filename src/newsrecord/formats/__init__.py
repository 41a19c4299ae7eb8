"""Records to and from file formats: one module a format, looked up by name and imported on first use."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from ..errors import InvalidArgumentError

if TYPE_CHECKING:
    from ..record import NewsRecord

__all__ = ["FORMATS", "dumps", "loads"]

FORMATS: Final[dict[str, str]] = {"json": "newsrecord.formats.json"}
"""Names of the formats and the modules that write (and perhaps read) them."""


class _Format(Protocol):
    def dumps(self, record: NewsRecord, /, **options: Any) -> str: ...

    def loads(self, data: str | bytes, /) -> NewsRecord: ...


def dumps(record: NewsRecord, *, format: str = "json", **options: Any) -> str:  # noqa: A002
    """Write a record as text.

    Args:
        record: what to write.
        format: one of `FORMATS`.
        **options: what that format's own `dumps` takes, such as `include_source=False` for `json`.

    Raises:
        TypeError: `record` is not a `NewsRecord`, or the format does not know an option.
        InvalidArgumentError: there is no such format.
    """
    return _module(format).dumps(record, **options)


def loads(data: str | bytes, *, format: str = "json") -> NewsRecord:  # noqa: A002
    """Read a record back from text that `dumps` wrote; `bytes` are read as UTF-8.

    Raises:
        TypeError: `data` is neither `str` nor `bytes`.
        InvalidRecordError: `data` is not a record; it lists every fault with its path.
        InvalidArgumentError: there is no such format.
    """
    return _module(format).loads(data)


def _module(format: str) -> _Format:  # noqa: A002
    try:
        name = FORMATS[format]
    except (KeyError, TypeError):
        raise InvalidArgumentError(f"format: expected one of {', '.join(FORMATS)}, got {format!r}") from None
    return cast("_Format", importlib.import_module(name))
