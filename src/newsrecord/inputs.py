"""What there is to read: the files that paths lead to, but never what is written, and none that would be overwritten.

In come the paths of files and folders, and where records go; out come the articles in all of them, or why there is
none. Nothing is passed over without being counted.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import frozen

from .articles import KNOWN, Input, holds_record, is_json_file, read_articles, unreadable
from .errors import InputError, InvalidArgumentError
from .files import SCRATCH, Identity, identity
from .outputs import STANDARD_STREAM, file_name, is_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Inputs"]


class _Found(NamedTuple):
    """A file among the inputs, or a folder that cannot be read."""

    path: Path | None
    """None: standard input."""
    name: str = ""
    """The id for a text in it: its name without its ending, below a folder its path there."""
    problem: str | None = None
    passed_over: bool = False


@frozen
class Inputs:
    """What is to be read, and where its records go, which is never read and never one of them."""

    paths: tuple[str | Path, ...]
    """Text files, HTML files, JSON and JSON Lines files, folders of them; `-` is JSON Lines on standard input."""
    output: str | Path | None = None
    """A file, a folder, or `-` for standard output."""
    format: str = "jsonl"
    """What is written there."""

    def articles(self) -> Iterator[Input]:
        """Yield the articles of files, and of folders: whole trees, in name order.

        In folders, hidden files, files with an ending that is not known and links to folders are passed over.
        """
        for path, name, problem, passed_over in self._files():
            if problem is not None:
                yield Input(str(path), InputError(str(path), problem), 0)
            elif passed_over:
                yield Input(str(path), None, 0)
            else:
                yield from read_articles(path, name)

    def total_size(self) -> int | None:
        """Bytes of all inputs, or None when that cannot be known before they are read (standard input)."""
        total = 0
        for path, _, problem, passed_over in self._files():
            if path is None:
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
        if self.output is None:
            return frozenset()
        if not is_folder(self.output, self.format):
            self._check_file()
            return frozenset()
        folder = Path(os.path.realpath(self.output))
        within: dict[Identity, Path] = {}
        targets: list[Path] = []
        for path, name, problem, passed_over in self._files() if folder.is_dir() else ():
            if path is None or problem is not None or passed_over:
                continue
            mine = _identity(path) if _stands_in(path, folder) else None
            if mine is not None:
                within[mine] = path
            if not is_json_file(path):
                targets.append(folder / file_name(name, self.format))
        for target in targets if within else ():
            there = _identity(target)
            if there is not None and there in within:
                advice = "a record would take its place; name another folder"
                raise InvalidArgumentError(f"output: {within[there]} is one of the inputs, and {advice}")
        return frozenset(within)

    def _check_file(self) -> None:
        mine = self._own()
        for item in self.paths if mine is not None else ():
            if str(item) == STANDARD_STREAM:
                theirs = _stream_identity(sys.stdin)
            else:
                theirs = None if Path(item).is_dir() else _identity(item)
            if theirs == mine:
                shown = "standard output" if str(self.output) == STANDARD_STREAM else self.output
                raise InvalidArgumentError(f"output: {shown} is the input {item} itself, which would be lost")

    def _own(self) -> Identity | None:
        """The file or folder that the output is, where it is there already."""
        if self.output is None:
            return None
        return _stream_identity(sys.stdout) if str(self.output) == STANDARD_STREAM else _identity(self.output)

    def _files(self) -> Iterator[_Found]:
        """Find every file; those of a folder in the order of their names, before those of the folders in it."""
        own = self._own()
        folder = Path(os.path.realpath(self.output)) if self.output is not None and Path(self.output).is_dir() else None
        for item in self.paths:
            top = Path(item)
            if str(item) == STANDARD_STREAM:
                yield _Found(None)
            elif top.is_dir():
                inside = folder is not None and _stands_in(top, folder)
                any_read = False
                for found in _walk(top, own):
                    any_read |= not found.passed_over
                    earlier = inside and found.problem is None and found.path is not None and holds_record(found.path)
                    yield found._replace(passed_over=found.passed_over or earlier)
                if not any_read:
                    yield _Found(top, problem="holds no article: no text, HTML, JSON or JSON Lines file")
            else:
                yield _Found(top, top.stem)


# --- finding -------------------------------------------------------------------------------------------------------


def _walk(top: Path, own: Identity | None) -> Iterator[_Found]:
    """Find the files of a tree. What was written by this run is not seen, however it is reached."""
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
                name = path.relative_to(top).with_suffix("").as_posix()
                yield _Found(path, name, passed_over=path.suffix.lower() not in KNOWN)
        waiting += reversed(below)


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
