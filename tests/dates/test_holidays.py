"""Holidays with fixed and computed days."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.dates import find
from newsrecord.dates.holidays import holiday_in


@pytest.mark.parametrize(
    ("kind", "rule", "day"),
    [
        ("fixed", [12, 25], "2024-12-25"),
        ("nth", [11, 4, 4], "2024-11-28"),
        ("nth", [9, 1, 1], "2024-09-02"),
        ("last", [5, 1], "2024-05-27"),
        ("last", [12, 2], "2024-12-31"),
        ("easter", [0], "2024-03-31"),
        ("easter", [-2], "2024-03-29"),
    ],
)
def test_days(kind: str, rule: list[int], day: str) -> None:
    assert holiday_in(2024, kind, rule) == datetime.date.fromisoformat(day)


@given(st.integers(1, 9999))
def test_every_year_is_answered(year: int) -> None:
    for kind, rule in (("nth", [11, 4, 4]), ("last", [5, 1]), ("last", [12, 1]), ("easter", [0])):
        day = holiday_in(year, kind, rule)
        assert day is None or day.year == year


@given(st.dates())
def test_christmas_is_found_from_any_reference(reference: datetime.date) -> None:
    (date,) = find("on Christmas Eve", reference_date=reference)
    assert date.value.endswith("12-24")
