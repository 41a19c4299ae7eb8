"""The model file: a checked header, then plain arrays. No pickle, no code.

In comes the data of a file; out come its arrays and its vocabulary. The file is one line `newsrecord-model 1 NAME
SHA256` (the digest is that of everything after the line), one line of JSON `{"arrays": [[name, dtype, shape], …],
"settings": {…}, "vocabulary": bytes}`, the pieces of the vocabulary a line each, and the arrays one after another,
little-endian, in C order.
"""

from __future__ import annotations

import hashlib
import json
import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ..errors import DataFileError
from .data_files import checked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

__all__ = ["Weights", "pack", "unpack"]

_FORMAT: Final = "newsrecord-model 1"
_DTYPES: Final = ("<f4", "<i2", "|i1")


class Weights(NamedTuple):
    """What a model file holds."""

    settings: dict[str, Any]
    """Whole numbers and lists of strings that say how the arrays are used."""
    vocabulary: dict[str, int]
    """Word piece -> row of the array `pieces`."""
    arrays: dict[str, np.ndarray[Any, np.dtype[Any]]]


def unpack(data: bytes, name: str) -> Weights:
    """Read a model file.

    Raises:
        DataFileError: the header is not of this format and name, the digest differs, or the sizes do not add up.
    """
    start = checked(data, _FORMAT, name, name)
    words = data.find(b"\n", start) + 1
    try:
        table = json.loads(data[start:words])
        at = words + int(table["vocabulary"])
        pieces = data[words:at].decode("utf-8").split("\n")
        shapes = [(str(title), str(dtype), [int(n) for n in shape]) for title, dtype, shape in table["arrays"]]
        settings = dict(table["settings"])
    except (ValueError, KeyError, TypeError) as problem:
        raise DataFileError(f"{name}: its header is no table of arrays: {problem}; reinstall newsrecord") from problem
    unsafe = [title for title, dtype, _ in shapes if dtype not in _DTYPES]
    if unsafe:
        raise DataFileError(
            f"{name}: array {unsafe[0]} is of type other than {', '.join(_DTYPES)}; reinstall newsrecord"
        )
    sizes = [math.prod(shape) * np.dtype(dtype).itemsize for _, dtype, shape in shapes]
    if at + sum(sizes) != len(data):
        raise DataFileError(f"{name}: {len(data)} bytes, {at + sum(sizes)} wanted; reinstall newsrecord")
    arrays = {}
    for (title, dtype, shape), size in zip(shapes, sizes, strict=True):
        arrays[title] = np.frombuffer(data, np.dtype(dtype), math.prod(shape), at).reshape(shape)
        at += size
    return Weights(settings, dict(zip(pieces, range(len(pieces)), strict=True)), arrays)


def pack(
    name: str,
    settings: Mapping[str, Any],
    vocabulary: Sequence[str],
    arrays: Mapping[str, np.ndarray[Any, np.dtype[Any]]],
) -> bytes:
    """Write what `unpack` reads: the same arguments give the same bytes."""
    words = "\n".join(vocabulary).encode("utf-8")
    table = {
        "arrays": [[title, array.dtype.str, list(array.shape)] for title, array in arrays.items()],
        "settings": dict(settings),
        "vocabulary": len(words),
    }
    head = json.dumps(table, separators=(",", ":")).encode() + b"\n"
    body = head + words + b"".join(np.ascontiguousarray(array).tobytes() for array in arrays.values())
    return f"{_FORMAT} {name} {hashlib.sha256(body).hexdigest()}\n".encode() + body
