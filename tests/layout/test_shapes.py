"""What a line looks like by itself."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from newsrecord.layout.shapes import _stops_inside

INSIDE = re.compile(r"[^\W\d_]{3}[.!?][\"”’']?\s+[\"“‘']?[A-Z]|\d[.!?]\s+[A-Z]|[。！？]")
"""A sentence that ends before the line does: three letters or a digit before the stop, a capital after it."""


@given(st.text('aé1.!?"”’“ \u00a0AÉ。', max_size=30))
def test_a_line_holds_several_sentences_where_a_stop_stands_before_a_capital(line: str) -> None:
    assert _stops_inside(line) == bool(INSIDE.search(line))
