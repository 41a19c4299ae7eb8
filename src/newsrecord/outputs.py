"""Where the records of many articles go: a file, standard output, or a folder with a file for each record.

In come records one by one, in any of the formats; nothing is held back, and what has a name on disk is whole.
"""

from __future__ import annotations

import errno
import os
import re
import reprlib
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, TypeVar

from .errors import InputError, InvalidArgumentError, NewsRecordError, OutputError
from .files import Identity, identity, remove_left, replacing
from .formats import FORMATS, dumps, writer
from .formats import options as options_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from contextlib import AbstractContextManager

    from .formats import Write
    from .record import NewsRecord

__all__ = ["STANDARD_STREAM", "file_name", "is_folder", "opened", "write_to"]

T = TypeVar("T")

STANDARD_STREAM: Final = "-"
_UNSAFE: Final = re.compile(r"[^\w.,=+@ -]|\A\.|[. ]\Z")
"""What a part of a path had better not hold: signs that shells and file systems read, a hidden file's dot."""
_LONGEST: Final = 200
"""Bytes of a part of a path that are taken from an id; file systems allow 255."""
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
"""Names that Windows keeps for devices."""
_OF_THE_NAME: Final = frozenset(
    (errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.EINVAL, errno.EILSEQ, errno.ELOOP)
)
"""Failures that another name may not meet; all others (a full or read-only disk, no permission) every record would."""


def is_folder(output: str | Path, format: str) -> bool:  # noqa: A002
    """Whether records of a format go into a folder: it is one, it is written like one, or a file holds only one."""
    if str(output) == STANDARD_STREAM:
        return False
    known = FORMATS.get(format)
    written_so = str(output).endswith(("/", os.sep))
    return written_so or Path(output).is_dir() or (known is not None and known.many is None)


def file_name(id: str, format: str) -> str:  # noqa: A002
    """Return the path below an output folder of the first record with an id: never outside the folder, never hidden."""
    return "/".join(_parts(id)) + FORMATS[format].suffix


@contextmanager
def opened(
    output: str | Path,
    format: str,  # noqa: A002
    *,
    protected: Container[Identity] = frozenset(),
    **options: Any,
) -> Iterator[Write]:
    """Open a place for many records: in the context, call what it gives with each.

    Args:
        output: a file, which appears only when all is written; `-` for standard output; or a folder (`is_folder`),
            made where it is missing, in which each record has a file that is named by its id.
        format: one of `newsrecord.formats.FORMATS`.
        protected: files that no record's file may replace.
        **options: what that format's own `dumps` takes.

    Raises:
        InvalidArgumentError: there is no such format; standard output, or the file that is there, cannot hold many
            records of it.
        MissingExtraError: the format needs a library that is not installed; the message names the extra.
        OutputError: it cannot be written: no such folder, no permission, a full disk.
        InputError: (of a call with a record, in a folder) no file can have the record's id; the next may follow.
        BrokenPipeError: who reads standard output has gone.
    """
    if is_folder(output, format):
        yield _Folder(Path(output), format, options, protected)
        return
    with _told(output, _place(output, format, options)) as put:

        def write(record: NewsRecord) -> None:
            with _blamed(output):
                put(record)

        yield write


class _Folder:
    """Writes each record to a file of its own: `ID.suffix`, or its number where it has no id. Keeps their names."""

    def __init__(
        self,
        folder: Path,
        format: str,  # noqa: A002
        options: dict[str, Any],
        protected: Container[Identity],
    ) -> None:
        options_of(format)  # a format that is not there, or lacks its extra, is said at once, not with each record
        if folder.is_file():
            advice = f"name a folder, such as {folder.with_suffix('')}/"
            raise InvalidArgumentError(f"output: {folder} is a file, and a file of {format} holds one record; {advice}")
        self._folder = folder
        self._format = format
        self._options = options
        self._protected = protected
        self._count = 0
        self._taken: dict[str, int] = {}
        """How often each name was asked for."""
        self._ready: set[Path] = set()
        """Folders that are there and no links."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            remove_left(folder)
        except OSError as problem:
            raise _cannot(folder, problem) from problem

    def __call__(self, record: NewsRecord) -> None:
        self._count += 1
        data = dumps(record, format=self._format, **self._options)
        if isinstance(data, str):
            data = (data if data.endswith("\n") else data + "\n").encode("utf-8", "surrogatepass")
        name = self._name(record.id)
        try:
            target = self._folder / name
            if identity(target) in self._protected:  # a path that is too long is met here, before folders are made
                raise FileExistsError(errno.EEXIST, f"{target} is one of the inputs")
            self._make_above(name)
            with replacing(target) as stream:
                stream.write(data)
        except OSError as problem:
            if problem.errno not in _OF_THE_NAME:
                raise _cannot(self._folder / name, problem) from problem
            why = f"no file for the id {reprlib.repr(record.id)}: {problem.strerror or problem}"
            raise InputError(str(self._folder), why) from problem

    def _make_above(self, name: str) -> None:
        """Make the folders between the folder and a file below it; links are not followed out of it."""
        here = self._folder
        for part in name.split("/")[:-1]:
            here /= part
            if here not in self._ready:
                try:
                    here.mkdir()
                except FileExistsError:
                    if here.is_symlink() or not here.is_dir():
                        raise NotADirectoryError(errno.ENOTDIR, f"{here} is a link or a file, not a folder") from None
                    remove_left(here)
                self._ready.add(here)

    def _name(self, id: str | None) -> str:  # noqa: A002
        """A path below the folder, never outside it, and never one that this run has written already."""
        name = "/".join(_parts(id or "")) or f"{self._count:06}"
        key = name.casefold()  # for file systems that do not tell capitals apart
        tried = name
        while tried.casefold() in self._taken:
            self._taken[key] += 1
            tried = f"{name}-{self._taken[key]}"
        self._taken[tried.casefold()] = 1
        return tried + FORMATS[self._format].suffix


def _parts(id: str) -> list[str]:  # noqa: A002
    return [_safe(part) for part in id.split("/") if part.strip(". ")]


def _safe(part: str) -> str:
    part = _UNSAFE.sub("_", part).encode()[:_LONGEST].decode(errors="ignore").rstrip(". ")
    return f"_{part}" if not part or _RESERVED.match(part) else part


def write_to(output: str | Path, data: bytes) -> None:
    """Write a file, which appears only when all is written, or standard output; a device or pipe is written as it is.

    Raises:
        OutputError: it cannot be written: no such folder, no permission, a full disk.
        BrokenPipeError: who reads it has gone.
    """
    with _blamed(output), _stream(output) as stream:
        stream.write(data)


@contextmanager
def _told(output: str | Path, place: AbstractContextManager[T]) -> Iterator[T]:
    """A place whose opening and closing blame the output for what they fail of; what is done in it is not its own."""
    with _blamed(output):
        inner = place.__enter__()
    try:
        yield inner
    except BaseException as problem:
        with _blamed(output):
            place.__exit__(type(problem), problem, problem.__traceback__)
        raise
    with _blamed(output):
        place.__exit__(None, None, None)


@contextmanager
def _blamed(output: str | Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        if isinstance(problem, (NewsRecordError, BrokenPipeError)):
            raise
        raise _cannot(output, problem) from problem


@contextmanager
def _place(output: str | Path, format: str, options: dict[str, Any]) -> Iterator[Write]:  # noqa: A002
    with _stream(output) as stream, writer(stream, format=format, **options) as write:
        yield write


@contextmanager
def _stream(output: str | Path) -> Iterator[IO[bytes]]:
    if str(output) == STANDARD_STREAM:
        if sys.stdout is None:  # it is where the caller closed it
            raise OSError("it is closed")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    there = identity(output)  # says so where a link leads to itself
    target = Path(os.path.realpath(output))
    if there is not None and not target.is_file():
        with target.open("wb") as stream:
            yield stream
        return
    remove_left(target.parent)
    with replacing(target) as stream:
        yield stream


def _cannot(output: str | Path, problem: OSError) -> OutputError:
    where = "standard output" if str(output) == STANDARD_STREAM else str(output)
    return OutputError(where, f"cannot be written: {problem.strerror or problem}")
