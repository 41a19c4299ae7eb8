"""Where the records of many articles go: a file, standard output, or a folder with a file for each record.

In come records one by one, in any of the formats; nothing is held back, and what has a name on disk is whole.
"""

from __future__ import annotations

import os
import re
import reprlib
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from .errors import InputError, InvalidArgumentError
from .formats import FORMATS, dumps, writer
from .formats import options as options_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .formats import Write
    from .record import NewsRecord

__all__ = ["STANDARD_STREAM", "is_folder", "opened"]

STANDARD_STREAM: Final = "-"
_UNSAFE: Final = re.compile(r"[^\w.,=+@ -]|\A\.|[. ]\Z")
"""What a part of a path had better not hold: signs that shells and file systems read, a hidden file's dot."""
_LONGEST: Final = 200
"""Bytes of a part of a path that are taken from an id; file systems allow 255."""
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
"""Names that Windows keeps for devices."""


def is_folder(output: str | Path, format: str) -> bool:  # noqa: A002
    """Whether records of a format go into a folder: it is one, it is written like one, or a file holds only one."""
    if str(output) == STANDARD_STREAM:
        return False
    known = FORMATS.get(format)
    written_so = str(output).endswith(("/", os.sep))
    return written_so or Path(output).is_dir() or (known is not None and known.many is None)


@contextmanager
def opened(output: str | Path, format: str, **options: Any) -> Iterator[Write]:  # noqa: A002
    """Open a place for many records: in the context, call what it gives with each.

    Args:
        output: a file, which appears only when all is written; `-` for standard output; or a folder (`is_folder`),
            made where it is missing, in which each record has a file that is named by its id.
        format: one of `newsrecord.formats.FORMATS`.
        **options: what that format's own `dumps` takes.

    Raises:
        InvalidArgumentError: there is no such format; standard output, or the file that is there, cannot hold many
            records of it.
        MissingExtraError: the format needs a library that is not installed; the message names the extra.
        OSError: it cannot be written. Of a folder: it cannot be made; a file in it that cannot be written is an
            `InputError` of that record, and the next may follow.
    """
    if is_folder(output, format):
        yield _Folder(Path(output), format, options)
        return
    with _stream(output) as stream, writer(stream, format=format, **options) as write:
        yield write


class _Folder:
    """Writes each record to a file of its own: `ID.suffix`, or its number where it has no id. Keeps their names."""

    def __init__(self, folder: Path, format: str, options: dict[str, Any]) -> None:  # noqa: A002
        options_of(format)  # a format that is not there, or lacks its extra, is said at once, not with each record
        if folder.is_file():
            advice = f"name a folder, such as {folder.with_suffix('')}/"
            raise InvalidArgumentError(f"output: {folder} is a file, and a file of {format} holds one record; {advice}")
        self._folder = folder
        self._format = format
        self._options = options
        self._count = 0
        self._taken: dict[str, int] = {}
        """How often each name was asked for."""
        folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, record: NewsRecord) -> None:
        self._count += 1
        data = dumps(record, format=self._format, **self._options)
        if isinstance(data, str):
            data = (data if data.endswith("\n") else data + "\n").encode("utf-8", "surrogatepass")
        target = self._folder / self._name(record.id)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with _replacing(target) as stream:
                stream.write(data)
        except OSError as problem:
            why = f"no file for the id {reprlib.repr(record.id)}: {problem.strerror or problem}"
            raise InputError(str(self._folder), why) from problem

    def _name(self, id: str | None) -> str:  # noqa: A002
        """A path below the folder, never outside it, and never one that this run has written already."""
        parts = [_safe(part) for part in (id or "").split("/") if part.strip(". ")]
        name = "/".join(parts) or f"{self._count:06}"
        key = name.casefold()  # for file systems that do not tell capitals apart
        tried = name
        while tried.casefold() in self._taken:
            self._taken[key] += 1
            tried = f"{name}-{self._taken[key]}"
        self._taken[tried.casefold()] = 1
        return tried + FORMATS[self._format].suffix


def _safe(part: str) -> str:
    part = _UNSAFE.sub("_", part).encode()[:_LONGEST].decode(errors="ignore").rstrip(". ")
    return f"_{part}" if not part or _RESERVED.match(part) else part


@contextmanager
def _stream(output: str | Path) -> Iterator[IO[bytes]]:
    """A stream to write to; a device or pipe is written as it is."""
    if str(output) == STANDARD_STREAM:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(output).resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
        return
    with _replacing(target) as stream:
        yield stream


@contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    """A file that gets its name only when all is written; where that fails, the one that was there stays."""
    scratch = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with scratch.open("xb") as stream:
            yield stream
        scratch.replace(target)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
