"""The rules of dates: what cannot be is said when the tables are loaded, not when a text meets it."""

from __future__ import annotations

import pytest

from newsrecord import DataFileError
from newsrecord.dates.grammar import Grammar
from newsrecord.tables import load_table


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"make": "wish"}, "dates: there is no make = 'wish' in the rule "),
        ({"pattern": "NOSUCH DAY"}, "dates: no such word or class: 'NOSUCH' in the rule "),
        ({"pattern": "DAY ]"}, "dates: cannot read ']' in the rule "),
    ],
)
def test_a_table_that_cannot_be_is_said_when_it_is_loaded(changes: dict[str, str], said: str) -> None:
    table, stamps = load_table("newsrecord.dates", "en.toml"), load_table("newsrecord", "stamps_en.toml")
    first, *others = table["rule"]
    with pytest.raises(DataFileError) as told:
        Grammar({**table, "rule": [{**first, **changes}, *others]}, stamps)
    assert said in str(told.value)
