"""Files opened for reading: what their endings say, unpacked as they are read.

In comes a path, out come its kind and a stream of its bytes. Where reading fails, whatever library does it, there is
one error, an OSError.
"""

from __future__ import annotations

import stat
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from ..compression import COMPRESSIONS, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Opened", "bare_name", "is_pipe", "kind_of", "opened"]

_KINDS: Final = {
    "": "text",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "page",
    ".htm": "page",
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".csv": "csv",
    ".tsv": "csv",
    ".arrow": "arrow",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
"""What files with these endings hold."""
_WHOLE: Final = ("arrow", "parquet")
"""Kinds that are read here and there, so that nothing may be packed around them; they pack what is in them."""


class Opened(NamedTuple):
    """A file that is being read."""

    stream: IO[bytes]
    """Its bytes, unpacked."""
    position: Callable[[], int] | None
    """How many bytes of the file were taken for what was read, None where that cannot be told (a pipe)."""


def kind_of(path: Path) -> str | None:
    """What a file's ending says that it holds (`text`, `page`, `json`, `lines`, …), or None."""
    ending, outer = _endings(path)
    kind = _KINDS.get(ending)
    return None if outer and kind in _WHOLE else kind


def bare_name(path: Path) -> Path:
    """The path without its endings."""
    _, outer = _endings(path)
    bare = path.with_suffix("") if outer else path
    bare = bare.with_suffix("")
    return bare.with_suffix("") if kind_of(path) == "warc" and bare.suffix.lower() == ".warc" else bare


def _endings(path: Path) -> tuple[str, str]:
    """The ending, and that of what it is packed in."""
    last = path.suffix.lower()
    return (Path(path.stem).suffix.lower(), last) if last in COMPRESSIONS else (last, "")


def is_pipe(path: Path) -> bool:
    """Whether a path leads to a pipe, or to what a process was handed open (`/dev/stdin`, `/dev/fd/63`)."""
    parts = path.parts
    if str(path) == "/dev/stdin" or parts[:3] == ("/", "dev", "fd") or (parts[:2] == ("/", "proc") and "fd" in parts):
        return True
    try:
        return stat.S_ISFIFO(path.stat().st_mode)
    except (OSError, ValueError):
        return False


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open a file for reading, unpacked; a device, which may never end or answer, counts as unreadable.

    Raises:
        OSError: it cannot be read, or (while it is read) what it is packed in is damaged.
        MissingExtraError: it is packed in a way that an extra reads.
    """
    pipe = is_pipe(path)
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
    except ValueError as problem:  # a name that no file can have
        raise OSError(str(problem)) from None
    if not regular and not pipe:
        raise OSError("it is not a regular file")
    with path.open("rb") as raw:
        outer = path.suffix.lower()
        if outer not in COMPRESSIONS:
            yield Opened(raw, raw.tell if regular else None)
        elif kind_of(path) == "warc" and outer == ".gz":  # its reader unpacks article by article
            yield Opened(raw, raw.tell)
        else:
            with unpacked(outer, raw) as stream:
                yield Opened(stream, raw.tell if regular else None)
