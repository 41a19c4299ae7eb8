"""Tables of words: a TOML file in, its parts out, each checked as it is asked for.

A part that is not there is empty, so a small table is a table. What nobody asked for was spelt wrong: `finish` says so.

Reading TOML takes twenty times as long as reading JSON. Copies of tables (`pack_copies`) say what TOML files hold, each
under the digest of its file, so that it never stands for another content than that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from .errors import DataFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Table", "any_of", "pack_copies", "read_copies", "read_table"]

_FORMAT: Final = "newsrecord-copies 1"

_KINDS: Final[dict[type, str]] = {str: "a string", bool: "true or false", int: "a whole number", dict: "a table"}


def read_table(data: bytes, file: str, copies: Mapping[str, bytes] | None = None) -> dict[str, Any]:
    """Return what a TOML file holds.

    Args:
        data: the bytes of the file.
        file: what messages call it.
        copies: what files hold as JSON, by their SHA-256; a file that is not among them is read itself.

    Raises:
        DataFileError: it is no TOML.
    """
    copy = copies.get(_digest(data)) if copies else None
    if copy is not None:
        import json  # on first use, as all of these: `import newsrecord` stays light

        found: dict[str, Any] = json.loads(copy)
        return found
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8"))
    except ValueError as problem:
        raise DataFileError(f"{file}: {problem}") from problem


def pack_copies(files: Iterable[bytes]) -> bytes:
    """Return copies of TOML files, as `read_copies` reads them: the same files give the same bytes.

    The first line is `newsrecord-copies 1 SHA256`, the digest being that of everything after it; each other line is the
    digest of a file and what the file holds as JSON, with a blank between them.

    Raises:
        ValueError: a file is no TOML, or holds what JSON cannot say.
    """
    import json
    import tomllib

    lines = []
    for data in files:
        holds = tomllib.loads(data.decode("utf-8"))
        copy = json.dumps(holds, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=str)
        if json.loads(copy) != holds:
            raise ValueError("JSON cannot say what a table holds: dates are to be written as strings")
        lines.append(f"{_digest(data)} {copy}\n")
    body = "".join(lines).encode()
    return f"{_FORMAT} {_digest(body)}\n".encode() + body


def read_copies(data: bytes) -> dict[str, bytes]:
    """Return what TOML files hold as JSON, by their SHA-256; nothing where the copies are damaged."""
    header, _, body = data.partition(b"\n")
    if header != f"{_FORMAT} {_digest(body)}".encode():
        return {}
    lines = (line.partition(b" ") for line in body.splitlines())
    return {digest.decode(): copy for digest, _, copy in lines}


def _digest(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of the words, longest first; of none, one that matches nowhere."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"


class Table:
    """One table of a file, and which of its parts were asked for."""

    __slots__ = ("_asked", "_data", "_inner", "_path", "file")

    def __init__(self, data: dict[str, Any], file: str, path: str = "") -> None:
        self.file: str = file
        self._data = data
        self._path = path
        self._asked: set[str] = set()
        self._inner: list[Table] = []

    def __bool__(self) -> bool:
        return bool(self._data)

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def fault(self, name: str, message: str) -> DataFileError:
        """Return the error that says what is wrong with a part."""
        return DataFileError(f"{self.file}: {self._at(name)}: {message}")

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def _get(self, name: str, kind: type, default: Any) -> Any:
        self._asked.add(name)
        value = self._data.get(name, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fault(name, f"expected {_KINDS.get(kind, 'a list')}, got {value!r}")
        return value

    def word(self, name: str) -> str:
        """Return a string, empty where there is none."""
        found: str = self._get(name, str, "")
        return found

    def flag(self, name: str) -> bool:
        """Return true or false, false where there is neither."""
        found: bool = self._get(name, bool, False)
        return found

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list of strings."""
        return tuple(self._each(name, self._get(name, list, []), (str,), "strings"))

    def numbers(self, name: str) -> tuple[int, ...]:
        """Return a list of whole numbers."""
        return tuple(self._each(name, self._get(name, list, []), (int,), "whole numbers"))

    def values(self, name: str, *kinds: type) -> dict[str, Any]:
        """Return a table of strings and numbers, or of those kinds only."""
        found: dict[str, Any] = self._get(name, dict, {})
        self._each(name, found.values(), kinds or (str, int, float), "plain values")
        return found

    def lists(self) -> dict[str, tuple[str, ...]]:
        """Return the whole table, one of lists of strings."""
        return {key: self.words(key) for key in self}

    def table(self, name: str) -> Table:
        """Return a table inside this one."""
        inner = Table(self._get(name, dict, {}), self.file, self._at(name))
        self._inner.append(inner)
        return inner

    def tables(self, name: str) -> list[Table]:
        """Return a list of tables."""
        found = list(self._each(name, self._get(name, list, []), (dict,), "tables"))
        inner = [Table(data, self.file, f"{self._at(name)}[{i}]") for i, data in enumerate(found)]
        self._inner += inner
        return inner

    def _each(self, name: str, values: Any, kinds: tuple[type, ...], wanted: str) -> Any:
        if not set(map(type, values)).issubset(kinds):
            value = next(value for value in values if type(value) not in kinds)
            raise self.fault(name, f"expected {wanted}, one of them is {value!r}")
        return values

    def leave(self, *names: str) -> None:
        """Leave parts to another reader, which asks for them itself."""
        self._asked.update(names)

    def finish(self) -> None:
        """Check that every part has been asked for.

        Raises:
            DataFileError: one has not: its name is spelt wrong, or nothing reads it.
        """
        for name in self._data:
            if name not in self._asked:
                known = ", ".join(sorted(self._asked)) or "nothing"
                raise self.fault(name, f"nothing is read by this name; here are read: {known}")
        for inner in self._inner:
            inner.finish()
