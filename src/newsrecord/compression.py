"""Streams packed in gzip or Zstandard: the same bytes in, the same bytes out, and one kind of error for damage."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

from .errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["COMPRESSIONS", "compressed", "unpacked"]

COMPRESSIONS: Final = (".gz", ".zst")
"""Endings of files that are packed."""


@contextmanager
def unpacked(ending: str, stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """A stream of what is in a packed one.

    Raises:
        OSError: (while it is read) it is damaged, or ends too soon.
        MissingExtraError: an extra reads it.
    """
    if ending == ".gz":
        import gzip
        import zlib

        with _Unpacked(gzip.GzipFile(fileobj=stream, mode="rb"), (EOFError, zlib.error)) as raw:
            yield io.BufferedReader(raw)
    else:
        zstd = _zstd()
        reader = zstd.ZstdDecompressor().stream_reader(stream, read_across_frames=True, closefd=False)
        with _Unpacked(reader, (zstd.ZstdError,)) as raw:
            yield io.BufferedReader(raw)


@contextmanager
def compressed(ending: str, stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """A stream that packs what is written into another; with no ending it is that other.

    Raises:
        MissingExtraError: an extra packs it so.
    """
    if not ending:
        yield stream
    elif ending == ".gz":
        import gzip

        with gzip.GzipFile(filename="", fileobj=stream, mode="wb", mtime=0) as packed:  # no name and no clock in it
            yield packed  # type: ignore[misc]
    else:
        with _zstd().ZstdCompressor().stream_writer(stream, closefd=False) as packed:
            yield packed


class _Unpacked(io.RawIOBase):
    """What a reader unpacks; its errors of damage become OSErrors."""

    def __init__(self, reader: Any, errors: tuple[type[Exception], ...]) -> None:
        self._reader = reader
        self._errors = errors

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            return int(self._reader.readinto(buffer))
        except self._errors as problem:
            raise OSError(f"it is damaged: {problem}") from problem


def _zstd() -> Any:
    try:
        import zstandard
    except ImportError as missing:
        raise MissingExtraError("reading or writing .zst", "zstd") from missing
    return zstandard
