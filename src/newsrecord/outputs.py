"""Where the records of many articles go: a file, standard output, or a folder with a file for each record.

In come records one by one, in any of the formats; nothing is held back, and what has a name on disk is whole.
"""

from __future__ import annotations

import errno
import os
import re
import reprlib
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from .compression import COMPRESSIONS, compressed
from .errors import InputError, InvalidArgumentError, NewsRecordError, OutputError, meant
from .files import Identity, identity, remove_left, replacing
from .formats import FORMATS, joined
from .formats import options as options_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from contextlib import AbstractContextManager

__all__ = [
    "STANDARD_STREAM",
    "Put",
    "Target",
    "blamed",
    "cannot",
    "file_name",
    "opened",
    "packed",
    "target_of",
    "told",
    "write_to",
]

T = TypeVar("T")

STANDARD_STREAM: Final = "-"
Put = Callable[[str | None, Any], str]
"""Takes the id of a record, and what an `Encoder` made of it; returns the file, in a folder its path below that."""
_DEFAULT: Final = "jsonl"
_PACKED: Final = ("arrow", "parquet")
"""Formats that pack what is in them, and whose readers know nothing of a packing around them."""
_ALSO: Final = {".ndjson": ".jsonl"}
"""Other endings that say the same."""
_UNSAFE: Final = re.compile(r"[^\w.,=+@ -]|\A\.|[. ]\Z")
"""What a part of a path had better not hold: characters that shells and file systems read, a hidden file's dot."""
_LONGEST: Final = 200
"""Bytes of a part of a path that are taken from an id; file systems allow 255."""
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
"""Names that Windows keeps for devices."""
_OF_THE_NAME: Final = frozenset(
    (errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.EINVAL, errno.EILSEQ, errno.ELOOP)
)
"""Failures that another name may not meet; all others (a full or read-only disk, no permission) every record would."""


class Target(NamedTuple):
    """Where records go, and as what."""

    path: str | Path
    """A file, a folder, or `-` for standard output."""
    format: str
    """One of `newsrecord.formats.FORMATS`."""
    compression: str = ""
    """What a file or shard is packed in: nothing, `.gz` or `.zst`."""
    folder: bool = False
    """Whether it is a folder."""

    @property
    def many(self) -> bool:
        """Whether a file of the format holds many records, one after another as they come."""
        return FORMATS[self.format].many is not None

    @property
    def sharded(self) -> bool:
        """Whether it is a folder of files with many records each, not one with a file for each record."""
        return self.folder and FORMATS[self.format].many in ("blocks", "writer")

    @property
    def suffix(self) -> str:
        """The ending of its files."""
        return FORMATS[self.format].suffix + self.compression


def target_of(output: str | Path, format: str | None = None, compression: str | None = None) -> Target:  # noqa: A002
    """Tell from its name where records go, and as what.

    Args:
        output: a file, whose ending tells the format; a folder: it is one, it is written like one (`out/`), or the
            format has one record a file; or `-` for standard output.
        format: one of `newsrecord.formats.FORMATS`, where the ending tells none, or one of several; JSON Lines for
            folders and standard output.
        compression: `gz` or `zst`, for what has no ending that tells.

    Raises:
        InvalidArgumentError: there is no such format; the ending says another, or nothing; what is packed in itself
            cannot be packed, or a file of the format holds one record.
        MissingExtraError: the format needs a library that is not installed; the message names the extra.
    """
    if format is not None:
        options_of(format)  # a format that is not there, or lacks its extra, is said at once
    if compression is not None and f".{compression}" not in COMPRESSIONS:
        able = " or ".join(ending[1:] for ending in COMPRESSIONS)
        raise InvalidArgumentError(f"compression: expected {able}, got {compression!r}")
    path, outer = Path(output), f".{compression}" if compression else ""
    if str(output) == STANDARD_STREAM:
        target = Target(output, format or _DEFAULT, outer)
    elif str(output).endswith(("/", os.sep)) or path.is_dir():
        target = Target(output, format or _DEFAULT, outer, folder=True)
    else:
        target = _file_target(path, format, outer)._replace(path=output)
    options_of(target.format)
    if target.compression and (target.format in _PACKED or not target.many):
        what = "packs what is in it itself" if target.format in _PACKED else "is written a file for each record"
        raise InvalidArgumentError(f"output: {target.format} {what}; leave out {target.compression}")
    return target


def _file_target(path: Path, format: str | None, outer: str) -> Target:  # noqa: A002
    ending = path.suffix.lower()
    if ending in COMPRESSIONS:
        if outer not in ("", ending):
            raise InvalidArgumentError(f"output: {path} ends in {ending}, which is not {outer[1:]}")
        outer, ending = ending, Path(path.stem).suffix.lower()
    ending = _ALSO.get(ending, ending)
    told = [name for name, known in FORMATS.items() if known.suffix == ending]
    special = path.exists() and not path.is_file()
    if format is None and not told and not special:
        endings = sorted({known.suffix for known in FORMATS.values()})
        advice = f"name a format, or end it in one of {', '.join(endings)}{meant(ending, endings)}"
        raise InvalidArgumentError(f"output: the name {path.name} tells no format; {advice}")
    found = format or (told[0] if told else _DEFAULT)
    if told and found not in told:
        raise InvalidArgumentError(f"output: {path.name} ends as {told[0]} does, and the format is {found}")
    if FORMATS[found].many is None:
        if told or path.is_file():
            advice = f"name a folder, such as {path.with_suffix('')}/"
            raise InvalidArgumentError(f"output: a file of {found} holds one record; {advice}")
        return Target(path, found, outer, folder=True)
    return Target(path, found, outer)


def file_name(id: str, format: str) -> str:  # noqa: A002
    """Return the path below an output folder of the first record with an id: never outside the folder, never hidden."""
    return "/".join(_parts(id)) + FORMATS[format].suffix


@contextmanager
def opened(
    target: Target, *, protected: Container[Identity] = frozenset(), reserved: Iterable[str] = ()
) -> Iterator[Put]:
    """Open a place for many records: in the context, call what it gives with the id and the piece of each.

    Args:
        target: a file, which appears only when all is written; standard output; or a folder, made where it is missing,
            in which each record has a file that is named by its id.
        protected: files that no record's file may replace.
        reserved: names, without their endings, that no record's file in a folder may have.

    Raises:
        InvalidArgumentError: standard output cannot hold many records of the format.
        MissingExtraError: the format needs a library that is not installed; the message names the extra.
        OutputError: it cannot be written: no such folder, no permission, a full disk.
        InputError: (of a call, in a folder) no file can have the record's id; the next may follow.
        BrokenPipeError: who reads standard output has gone.
    """
    if target.folder:
        yield _Folder(Path(target.path), target.format, protected, reserved)
        return
    with told(target.path, _place(target)) as put:

        def write(_: str | None, piece: Any) -> str:
            with blamed(target.path):
                put(piece)
            return str(target.path)

        yield write


class _Folder:
    """Writes each record to a file of its own: `ID.suffix`, or its number where it has no id. Keeps their names."""

    def __init__(
        self,
        folder: Path,
        format: str,  # noqa: A002
        protected: Container[Identity],
        reserved: Iterable[str],
    ) -> None:
        self._folder = folder
        self._format = format
        self._protected = protected
        self._count = 0
        self._taken = dict.fromkeys((name.casefold() for name in reserved), 1)
        """How often each name was asked for."""
        self._ready: set[Path] = set()
        """Folders that are there and no links."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            remove_left(folder)
        except OSError as problem:
            raise cannot(folder, problem) from problem

    def __call__(self, id: str | None, data: bytes) -> str:  # noqa: A002
        self._count += 1
        name = self._name(id)
        try:
            target = self._folder / name
            if identity(target) in self._protected:  # a path that is too long is met here, before folders are made
                raise FileExistsError(errno.EEXIST, f"{target} is one of the inputs")
            self._make_above(name)
            with replacing(target) as stream:
                stream.write(data)
        except OSError as problem:
            if problem.errno not in _OF_THE_NAME:
                raise cannot(self._folder / name, problem) from problem
            why = f"no file for the id {reprlib.repr(id)}: {problem.strerror or problem}"
            raise InputError(str(self._folder), why) from problem
        return name

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
    with blamed(output), _stream(output) as stream:
        stream.write(data)


@contextmanager
def told(output: str | Path, place: AbstractContextManager[T]) -> Iterator[T]:
    """A place whose opening and closing blame the output for what they fail of; what is done in it is not its own."""
    with blamed(output):
        inner = place.__enter__()
    try:
        yield inner
    except BaseException as problem:
        with blamed(output):
            place.__exit__(type(problem), problem, problem.__traceback__)
        raise
    with blamed(output):
        place.__exit__(None, None, None)


@contextmanager
def blamed(output: str | Path) -> Iterator[None]:
    """Let what fails here be the fault of an output."""
    try:
        yield
    except OSError as problem:
        if isinstance(problem, (NewsRecordError, BrokenPipeError)):
            raise
        raise cannot(output, problem) from problem


@contextmanager
def _place(target: Target) -> Iterator[Callable[[Any], object]]:
    with _stream(target.path) as raw, packed(target, raw) as put:
        yield put


@contextmanager
def packed(target: Target, stream: IO[bytes]) -> Iterator[Callable[[Any], object]]:
    """What takes the pieces of a file of many records, and packs them as they are to be."""
    with compressed(target.compression, stream) as inner, joined(inner, target.format) as put:
        yield put


@contextmanager
def _stream(output: str | Path) -> Iterator[IO[bytes]]:
    if str(output) == STANDARD_STREAM:
        if sys.stdout is None:  # it is where the caller closed it
            raise OSError("it is closed")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    there = identity(output)  # says so where a link leads to itself
    if there is not None and not Path(output).is_file():
        with Path(output).open("wb") as stream:  # by the name that was given: what is behind `/dev/fd/63` has none
            yield stream
        return
    target = Path(os.path.realpath(output))
    remove_left(target.parent)
    with replacing(target) as stream:
        yield stream


def cannot(output: str | Path, problem: OSError) -> OutputError:
    """An output that cannot be written, and why."""
    where = "standard output" if str(output) == STANDARD_STREAM else str(output)
    return OutputError(where, f"cannot be written: {problem.strerror or problem}")
