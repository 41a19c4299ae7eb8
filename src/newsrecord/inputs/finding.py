"""What there is to read: the files that paths lead to, but never what is written, and none that would be overwritten.

In come the paths of files, folders and patterns, and where records go; out come the files, with where each was found.
Nothing is passed over without being counted.
"""

from __future__ import annotations

import datetime
import glob
import hashlib
import itertools
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import field, frozen

from ..errors import InputError, InvalidArgumentError
from ..files import SCRATCH, Identity, identity
from ..outputs import STANDARD_STREAM, Target, file_name
from ..parser import Article
from ..record import as_date
from ..rows import Columns, as_columns, with_days
from .item import Input, Position, unreadable
from .json import holds_record
from .opening import bare_name, is_pipe, kind_of
from .reading import read_file

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

__all__ = ["Inputs"]

_BEGIN: Final = Position(0, 0)


class _Found(NamedTuple):
    """A file among the inputs, or a folder that cannot be read."""

    path: Path | None
    """None: standard input."""
    name: str = ""
    """The id for a text in it: its name without its ending, below a folder its path there."""
    problem: str | None = None
    passed_over: bool = False


def _as_reference(day: datetime.date | str | None) -> datetime.date | None:
    return None if day is None else as_date(day, "reference_date")


def _as_fallback(day: datetime.date | str | None) -> datetime.date | None:
    return None if day is None else as_date(day, "fallback_date")


@frozen
class Inputs:
    """What is to be read, and where its records go, which is never read and never one of them."""

    paths: tuple[str | Path, ...]
    """Files, folders and patterns (`archive/**/*.txt`); `-` is JSON Lines on standard input, and so is any pipe."""
    target: Target | None = None
    """Where records go, and as what."""
    columns: Columns = field(factory=Columns, converter=as_columns)
    """What the columns of tables and the keys of objects are called."""
    reference_date: datetime.date | None = field(default=None, converter=_as_reference)
    """The day for articles without one of their own."""
    fallback_date: datetime.date | None = field(default=None, converter=_as_fallback)
    """The same, for want of a better one."""

    def items(self, start: Position = _BEGIN, *, only: Container[str] | None = None) -> Iterator[Input]:
        """Yield the articles and records of files, and of folders: whole trees, in name order.

        In folders, hidden files, files with an ending that is not known and links to folders are passed over.

        Args:
            start: how many files, and how many items of the next one, are left out.
            only: paths of files and folders; all others are left out.
        """
        for number, found in enumerate(self._files()):
            if number < start.file or not (only is None or _is_among(found.path, only)):
                continue
            for count, item in enumerate(self._items_of(found)):
                if number > start.file or count >= start.item:
                    content = item.content
                    if isinstance(content, Article):
                        content = with_days(content, self.reference_date, self.fallback_date)
                    yield item._replace(content=content, position=Position(number, count))

    def _items_of(self, found: _Found) -> Iterator[Input]:
        path, name, problem, passed_over = found
        if problem is not None:
            yield Input(str(path), "", InputError(str(path), problem), 0)
        elif passed_over:
            yield Input(str(path), "", None, 0)
        else:
            yield from read_file(path, name, self.columns)

    def manifest(self, *, must_be_known: bool) -> list[dict[str, Any]]:
        """What each path leads to, as far as can be told without reading it, to see later whether it is still the same.

        Args:
            must_be_known: whether a pipe, of which nobody can tell, is refused.

        Raises:
            InvalidArgumentError: it is refused.
        """
        told = [self._described(item) for item in self.paths]
        for item in told if must_be_known else ():
            if item.get("pipe"):
                what = "cannot be read again from where it stopped"
                raise InvalidArgumentError(f"inputs: {item['path']} is a pipe and {what}")
        return told

    def _described(self, item: str | Path) -> dict[str, Any]:
        """The number of files, their bytes, the time of the newest, and a digest of all names, sizes and times."""
        digest, files, total, newest = hashlib.sha256(), 0, 0, 0
        for path, _, _, passed_over in self._files_of(item):
            if path is None or is_pipe(path):
                return {"path": str(item), "pipe": True}
            if passed_over:
                continue
            try:
                found = path.stat()
            except (OSError, ValueError):
                size = time = -1
            else:
                size, time = found.st_size, found.st_mtime_ns
            digest.update(f"{path}\0{size}\0{time}\n".encode("utf-8", "surrogateescape"))
            files, total, newest = files + 1, total + max(size, 0), max(newest, time)
        return {
            "path": str(item),
            "files": files,
            "size": total,
            "modified_ns": newest,
            "sha256_of_names_sizes_and_times": digest.hexdigest(),
        }

    def total_size(self) -> int | None:
        """Bytes of all inputs, or None when that cannot be known before they are read (standard input)."""
        total = 0
        for path, _, problem, passed_over in self._files():
            if path is None or is_pipe(path):
                return None
            if problem is None and not passed_over:
                try:
                    total += path.stat().st_size
                except OSError:
                    continue
        return total

    def protected(self) -> frozenset[Identity]:
        """Check that no record takes the place of an input; return the inputs that stand where records go.

        The ids of articles in JSON are not known before they are read: no file of theirs may replace what is returned.

        Raises:
            InvalidArgumentError: the output is one of the inputs, or a record would take the place of one.
        """
        if self.target is None:
            return frozenset()
        if not self.target.folder:
            self._check_file(self.target.path)
            return frozenset()
        folder = Path(os.path.realpath(self.target.path))
        within: dict[Identity, Path] = {}
        targets: list[Path] = []
        for path, name, problem, passed_over in self._files() if folder.is_dir() else ():
            if path is None or problem is not None or passed_over:
                continue
            mine = _identity(path) if _stands_in(path, folder) else None
            if mine is not None:
                within[mine] = path
            if kind_of(path) in ("text", "page"):
                targets.append(folder / file_name(name, self.target.format))
        for target in targets if within else ():
            there = _identity(target)
            if there is not None and there in within:
                advice = "a record would take its place; name another folder"
                raise InvalidArgumentError(f"output: {within[there]} is one of the inputs, and {advice}")
        return frozenset(within)

    def check_apart(self) -> None:
        """Check that no input lies in the folder that shards go to.

        Raises:
            InvalidArgumentError: one does.
        """
        folder = None if self.target is None else Path(os.path.realpath(self.target.path))
        for item in self.paths if folder is not None and folder.is_dir() else ():
            if folder is not None and str(item) != STANDARD_STREAM and _stands_in(Path(item), folder):
                raise InvalidArgumentError(f"output: {item} lies in it, and shards go to a folder of their own")

    def _check_file(self, output: str | Path) -> None:
        mine = self._own()
        for item in self.paths if mine is not None else ():
            if str(item) == STANDARD_STREAM:
                theirs = _stream_identity(sys.stdin)
            else:
                theirs = None if Path(item).is_dir() else _identity(item)
            if theirs == mine:
                shown = "standard output" if str(output) == STANDARD_STREAM else output
                raise InvalidArgumentError(f"output: {shown} is the input {item} itself, which would be lost")

    def _own(self) -> Identity | None:
        """The file or folder that the output is, where it is there already."""
        if self.target is None:
            return None
        output = self.target.path
        return _stream_identity(sys.stdout) if str(output) == STANDARD_STREAM else _identity(output)

    def _files(self) -> Iterator[_Found]:
        """Find every file; those of a folder in the order of their names, before those of the folders in it."""
        for item in self.paths:
            yield from self._files_of(item)

    def _files_of(self, item: str | Path) -> Iterator[_Found]:
        top = Path(item)
        if str(item) == STANDARD_STREAM:
            yield _Found(None)
        elif top.is_dir():
            yield from self._within(top, _walk(top, self._own()))
        elif glob.has_magic(str(item)) and not os.path.lexists(item):
            yield from self._within(top, _matching(str(item), self._own(), self._folder()))
        else:
            yield _Found(top, bare_name(Path(top.name)).name)

    def _folder(self) -> Path | None:
        """The folder that the output is, where it is there already."""
        output = None if self.target is None else self.target.path
        return Path(os.path.realpath(output)) if output is not None and Path(output).is_dir() else None

    def _within(self, top: Path, files: Iterator[_Found]) -> Iterator[_Found]:
        """The files of a folder or pattern; there must be one to read."""
        folder = self._folder()
        inside = folder is not None and _stands_in(top, folder)
        any_read = False
        for found in files:
            any_read |= not found.passed_over
            earlier = inside and found.problem is None and found.path is not None and holds_record(found.path)
            yield found._replace(passed_over=found.passed_over or earlier)
        if not any_read:
            what = (
                "holds no article: no file with an ending that is read" if top.is_dir() else "matches no file to read"
            )
            yield _Found(top, problem=what)


# --- finding -------------------------------------------------------------------------------------------------------


def _walk(top: Path, own: Identity | None, base: Path | None = None) -> Iterator[_Found]:
    """Find the files of a tree, named by their paths below `base`.

    What was written by this run is not seen, however it is reached.
    """
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                here = sorted(entries, key=lambda entry: entry.name)
        except OSError as problem:
            yield _Found(folder, problem=unreadable(problem))
            continue
        below = []
        for entry in here:
            path = Path(entry.path)
            if SCRATCH.fullmatch(entry.name) or (own is not None and _identity(path) == own):
                continue
            is_folder = path.is_dir()
            if entry.name.startswith(".") or (is_folder and entry.is_symlink()):
                yield _Found(path, passed_over=True)
            elif is_folder:
                below.append(path)
            else:
                yield _file(path, base or top)
        waiting += reversed(below)


def _matching(pattern: str, own: Identity | None, folder: Path | None) -> Iterator[_Found]:
    """Find what a pattern matches, in name order; its folders are walked, but not those that `**` matches.

    What is in the folder that records go to was written by this run or an earlier one, unless the pattern begins there.
    """
    fixed = Path(*itertools.takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts))
    ending = Path(pattern).suffix
    asked_for = bool(ending) and not glob.has_magic(ending)
    ours = None if folder is None or _stands_in(fixed, folder) else folder
    for name in sorted(glob.iglob(pattern, recursive=True)):  # noqa: PTH207  (Path.glob takes no absolute pattern)
        path = Path(name)
        if ours is not None and _stands_in(path, ours):
            continue
        if path.is_dir():
            yield from [] if "**" in pattern else _walk(path, own, fixed)
        elif not SCRATCH.fullmatch(path.name) and (own is None or _identity(path) != own):
            found = _file(path, fixed)
            yield found._replace(passed_over=found.passed_over and not asked_for)


def _file(path: Path, base: Path) -> _Found:
    """A file found below a folder: its path there is its name."""
    if is_pipe(path):
        return _Found(path, problem=unreadable(OSError("it is not a regular file")))
    return _Found(path, bare_name(path.relative_to(base)).as_posix(), passed_over=kind_of(path) is None)


def _is_among(path: Path | None, chosen: Container[str]) -> bool:
    """Whether a file, or a folder that it is in, is one of those chosen."""
    return path is not None and any(str(one) in chosen for one in (path, *path.parents))


def _stands_in(path: Path, folder: Path) -> bool:
    """Whether a file or folder, behind all links, is a folder or below it; the folder's own links are resolved."""
    real = Path(os.path.realpath(path))
    return folder == real or folder in real.parents


def _identity(path: str | Path) -> Identity | None:
    """What file this is, None where that cannot be told: reading or writing it will tell why."""
    try:
        return identity(path)
    except OSError:
        return None


def _stream_identity(stream: Any) -> Identity | None:
    """What file a standard stream is, None where it is a terminal, a pipe or closed."""
    try:
        number = stream.fileno()
        return identity(number) if stat.S_ISREG(os.fstat(number).st_mode) else None
    except (AttributeError, OSError, ValueError):
        return None
