"""Words in pieces, and what a word shows by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.entities.forms import HINTS, Forms
from newsrecord.entities.pieces import CASES, UNKNOWN, case_class, plain, rows
from newsrecord.language import english
from newsrecord.text import tokenize

PIECES = [UNKNOWN, "zamora", "zam", "##ora", "##o", "##ra", "o", "’", "brien", "peru", "##vian", "1", "200", ",", "2"]
VOCABULARY = {piece: row for row, piece in enumerate(PIECES)}


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("Zamora", ["zamora"]),
        ("ZAMORA", ["zamora"]),
        ("Zamóra", ["zamora"]),
        ("Zamo", ["zam", "##o"]),
        ("Peruvian", ["peru", "##vian"]),
        ("O’Brien", ["o", "’", "brien"]),
        ("1,200", ["1", ",", "200"]),
        ("xyz", [UNKNOWN]),
        ("zamx", [UNKNOWN]),
        ("zamora" * 7, [UNKNOWN]),
    ],
)
def test_the_longest_piece_comes_first(word: str, wanted: list[str]) -> None:
    assert [PIECES[row] for row in rows(word, VOCABULARY)] == wanted


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("iowa", "lower"),
        ("Iowa", "title"),
        ("O’Brien", "title"),
        ("IOWA", "upper"),
        ("U.S.", "upper"),
        ("A", "initial"),
        ("iPhone", "mixed"),
        ("McCain", "mixed"),
        ("3rd", "number"),
        ("’", "symbol"),
        ("漢字", "mixed"),
    ],
)
def test_letter_case(word: str, case: str) -> None:
    assert CASES[case_class(word)] == case


@given(st.text(max_size=60))
def test_every_token_has_a_form(text: str) -> None:
    for word in tokenize(text).words:
        form = english().made(Forms).of(word, VOCABULARY)
        assert 0 <= max(form[:3]) < len(PIECES)
        assert form.size in range(4)
        assert form.case in range(len(CASES))
        assert 0 <= form.hints < 1 << len(HINTS)


@given(st.text(max_size=30))
def test_plain_forms_stay_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_hints_come_from_the_lists() -> None:
    def hints(word: str) -> set[str]:
        return {name for i, name in enumerate(HINTS) if english().made(Forms).of(word, VOCABULARY).hints >> i & 1}

    assert {"family", "place"} <= hints("Lima")
    assert "people" in hints("PERUVIANS")
    assert "language" in hints("Garifuna")
    assert {"word", "function_words"} <= hints("the")
    assert hints("Qwertz") == set()
