"""Data files that scripts make: a first line `FORM NAME SHA256`, the digest being that of all that follows it."""

from __future__ import annotations

import hashlib

from ..errors import DataFileError

__all__ = ["checked"]


def checked(data: bytes, form: str, name: str, file: str) -> int:
    """Return where the content of a file begins, behind its first line.

    Args:
        data: the file.
        form: its format and version, `newsrecord-tables 2`.
        name: the name that it must have.
        file: what messages call it.

    Raises:
        DataFileError: the first line is of another format or name, or the digest differs.
    """
    start = data.find(b"\n") + 1
    digest = hashlib.sha256(memoryview(data)[start:]).hexdigest()
    if data[:start] != f"{form} {name} {digest}\n".encode():
        raise DataFileError(f"{file}: damaged, or of another version than {form} {name}; reinstall newsrecord")
    return start
