"""What a line looks like by itself."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from newsrecord.layout.shapes import _stops_inside

INSIDE = re.compile(r"[^\W\d_]{3}[.!?][\"”’']?\s+[\"“‘']?[A-Z]|\d[.!?]\s+[A-Z]|[。！？]")
"""A sentence that ends before the line does: three letters or a digit before the stop, a capital after it."""


PIECES = ["ab", "abé", "1", ".", "!", "?", "”", '"', "“", " ", "\u00a0", "A", "É", "。", "！", "？", "_"]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
@example("ab. A")
@example("abé.” “A")
@example("1! A")
@example("A？")
def test_a_line_holds_several_sentences_where_a_stop_stands_before_a_capital(line: str) -> None:
    assert _stops_inside(line) == bool(INSIDE.search(line))
