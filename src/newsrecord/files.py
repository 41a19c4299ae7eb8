"""Files on disk, safely: replaced whole or not at all, and told apart however they are named.

In come paths; out come streams to write to, and identities. A file is written beside its place under a name that
nothing else has, flushed to the disk and then renamed, so a reader finds the old file or the new one, also after a
power cut. While it is written it is locked, so that a later run can tell what a dead one left from what is in use.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import re
import secrets
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

try:
    import fcntl
except ImportError:  # Windows, where a file that is open can be neither renamed nor removed, and needs no lock
    fcntl = None  # type: ignore[assignment]

__all__ = ["SCRATCH", "Identity", "appending", "identity", "locked", "remove_left", "replacing"]

Identity = tuple[int, int]
"""The device and the number of a file on it."""

SCRATCH: Final = re.compile(r"\.newsrecord-[0-9a-f]{32}\.part")
"""Names of files that are being written."""
_CANNOT: Final = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK)
"""What file systems say that cannot flush or lock."""

log: Final = logging.getLogger(__name__)


def identity(path: str | os.PathLike[str] | int) -> Identity | None:
    """Tell what file, folder or open file this is, the same under all its names; None where there is none.

    Raises:
        OSError: it cannot be told: no permission, a link that leads to itself.
    """
    try:
        found = os.stat(path)  # noqa: PTH116  (open files too)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


@contextmanager
def replacing(target: Path) -> Iterator[IO[bytes]]:
    """Open a stream whose content gets its name only when all is written; where that fails, the old file stays.

    A file that is replaced hands on its mode. A link is replaced itself, not what it points to.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    scratch, stream = _scratch(target.parent)
    try:
        with stream:
            yield stream
            stream.flush()
            with contextlib.suppress(FileNotFoundError):
                scratch.chmod(stat.S_IMODE(target.stat().st_mode))
            _possibly(os.fsync, stream.fileno())
            if fcntl is not None:  # while it is locked
                scratch.replace(target)
        if fcntl is None:
            scratch.replace(target)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise


def remove_left(folder: Path) -> None:
    """Remove what runs that died while they wrote left in a folder; log what cannot be told from a living one's."""
    with os.scandir(folder) as entries:
        left = [Path(entry.path) for entry in entries if SCRATCH.fullmatch(entry.name)]
    for path in left:
        try:
            if fcntl is None:
                path.unlink(missing_ok=True)
                continue
            with path.open("r+b") as stream:
                if _possibly(fcntl.flock, stream, fcntl.LOCK_EX | fcntl.LOCK_NB):
                    path.unlink(missing_ok=True)
                else:
                    log.warning("%s: another run is writing it, or died: remove it when none runs", path)
        except (BlockingIOError, FileNotFoundError):
            continue
        except OSError as problem:
            log.warning("%s: left by a run that died, and cannot be removed: %s", path, problem.strerror)


def _scratch(folder: Path) -> tuple[Path, IO[bytes]]:
    """Make a file that no other process has, and lock it."""
    while True:
        path = folder / f".newsrecord-{secrets.token_hex(16)}.part"
        stream = path.open("xb")
        try:
            if fcntl is not None:
                _possibly(fcntl.flock, stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if identity(path) == identity(stream.fileno()):
                return path, stream
        except BlockingIOError:
            pass
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        stream.close()  # another run that came by just now took it for a dead one's, and removes it


def _possibly(call: Any, *args: Any) -> bool:
    """Whether the file system can do it; other failures are raised."""
    try:
        call(*args)
    except OSError as problem:
        if problem.errno not in _CANNOT:
            raise
        return False
    return True


def appending(path: Path, data: bytes) -> None:
    """Add to the end of a file, and have it on the disk before going on.

    Raises:
        OSError: it cannot be written.
    """
    with path.open("ab") as stream:
        stream.write(data)
        stream.flush()
        _possibly(os.fsync, stream.fileno())


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let no other process that asks for the same folder come in; where the system has no such locks all may.

    Raises:
        BlockingIOError: another one is in.
        OSError: there is no such folder, or it cannot be opened.
    """
    if fcntl is None:
        yield
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        _possibly(fcntl.flock, number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(number)
