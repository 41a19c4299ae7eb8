"""The errors that a caller can catch, and a warning. Errors are `NewsRecordError`s; each also fits a built-in class.

Text never raises: every `str` parses. What raises is a wrong argument, a record that breaks its own rules, an input
that cannot be read, an output that cannot be written, an extra that is not installed, a worker process that died, or a
reader or data file that does not keep its promise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "DataFileError",
    "Fault",
    "InputError",
    "InvalidArgumentError",
    "InvalidRecordError",
    "MissingExtraError",
    "NewsRecordError",
    "OutputError",
    "ReaderError",
    "SuspiciousInputWarning",
    "WorkerError",
    "meant",
]

_SHOWN = 20
"""Faults spelt out in a message; all of them are in `InvalidRecordError.faults`."""
_LONGEST = 40
"""Code points of what is compared with what there is: finding what is alike takes its square."""


def meant(given: object, known: Iterable[str]) -> str:
    """Return `; did you mean 'json'?` where something known is spelt nearly so, else nothing: for the end of a message.

    Args:
        given: what was asked for.
        known: what there is.
    """
    import difflib

    near = difflib.get_close_matches(str(given)[:_LONGEST].casefold(), list(known), n=3)
    return f"; did you mean {' or '.join(map(repr, near))}?" if near else ""


class NewsRecordError(Exception):
    """Base of every error that this library raises on purpose."""


class Fault(NamedTuple):
    """One thing that is wrong in a record."""

    path: str
    """Where: `entities[3].mentions[0].end`; empty for the record as a whole."""
    message: str
    """What is wrong and what would be right."""

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class InvalidRecordError(NewsRecordError, ValueError):
    """A record, or JSON read as one, breaks the contract. `faults` lists everything found wrong."""

    def __init__(self, faults: Sequence[Fault], *, what: str = "record") -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        self.what = what
        lines = [str(fault) for fault in self.faults[:_SHOWN]]
        if len(self.faults) == 1:
            message = lines[0]
        else:
            more = len(self.faults) - len(lines)
            lines += [f"… and {more} more"] if more else []
            message = "\n  ".join([f"{len(self.faults)} faults in this {what}:", *lines])
        super().__init__(message)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_invalid_record, (self.faults, self.what)


def _rebuild_invalid_record(faults: Sequence[Fault], what: str) -> InvalidRecordError:
    return InvalidRecordError(faults, what=what)


class InvalidArgumentError(NewsRecordError, ValueError):
    """An argument has the right type but a value that cannot be used, such as `reference_date="last week"`."""


class _FileError(NewsRecordError, OSError):
    """Something about one file."""

    def __init__(self, where: str, reason: str) -> None:
        self.where = where
        self.reason = reason
        super().__init__(f"{where}: {reason}")

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.where, self.reason)


class InputError(_FileError):
    """An input of a conversion gives no record: a missing, binary or empty file, a damaged JSON line, an odd id.

    `where` is the file, with `:LINE` for a line of a JSON Lines file and `[INDEX]` for an item of a JSON array.
    """


class OutputError(_FileError):
    """The place where records go cannot be written: no such folder, a full disk, no permission. `where` names it."""


class WorkerError(NewsRecordError, RuntimeError):
    """An article ended the process that read it, twice; or processes end as soon as they are started."""


class MissingExtraError(NewsRecordError, ImportError):
    """A feature needs an optional dependency that is not installed; the message names the extra."""

    def __init__(self, feature: str, extra: str) -> None:
        self.feature = feature
        self.extra = extra
        super().__init__(f"{feature} needs an extra that is not installed: pip install 'newsrecord[{extra}]'")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.feature, self.extra)


class ReaderError(NewsRecordError, ValueError):
    """A reader plugged into a `Parser` returned something that cannot go into a record."""


class SuspiciousInputWarning(UserWarning):
    """The text that was handed in for an article looks like a mistake: it is an address, or the path of a file.

    It is read all the same, as every text is. `warnings.simplefilter("error", SuspiciousInputWarning)` makes an error
    of it, `"ignore"` silences it.
    """


class DataFileError(NewsRecordError, RuntimeError):
    """A table or model of a language is missing, damaged or of another version, or holds what nothing can use."""
