"""The model file: what is written reads back, anything else is refused."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from newsrecord.entities.weights import pack, unpack
from newsrecord.errors import DataFileError

ARRAYS = {
    "a.w": np.arange(-6, 6, dtype=np.int8).reshape(3, 4),
    "b": np.array([0.5, 1.5], dtype="<f4"),
}
DATA = pack("x.model", {"width": 5}, ["[UNK]", "é", "##a"], ARRAYS)


def test_what_is_written_reads_back() -> None:
    weights = unpack(DATA, "x.model")
    assert weights.settings == {"width": 5}
    assert weights.vocabulary == {"[UNK]": 0, "é": 1, "##a": 2}
    assert set(weights.arrays) == set(ARRAYS)
    for name, array in ARRAYS.items():
        assert weights.arrays[name].dtype == array.dtype
        assert (weights.arrays[name] == array).all()


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert pack("x.model", {"width": 5}, ["[UNK]", "é", "##a"], dict(ARRAYS)) == DATA


def _signed(body: bytes) -> bytes:
    return b"newsrecord-model 1 x.model " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body


BODY = DATA.partition(b"\n")[2]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "damaged"),
        (DATA[:-1], "damaged"),
        (DATA[:-1] + b"\x7f", "damaged"),
        (DATA.replace(b"model 1", b"model 2", 1), "damaged"),
        (DATA.replace(b"x.model", b"y.model", 1), "damaged"),
        (_signed(BODY[:-1]), "bytes"),
        (_signed(BODY + b"\0"), "bytes"),
        (_signed(BODY.replace(b"|i1", b"|O4")), "of type"),
        (_signed(b"not json\n"), "header"),
        (_signed(b"{}\n"), "header"),
    ],
)
def test_another_file_is_refused(data: bytes, complaint: str) -> None:
    with pytest.raises(DataFileError, match=complaint):
        unpack(data, "x.model")
