"""TIMEX3 values and the days that they name."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.timex import bounds, duration, is_value

BOUNDS = """\
2025-10-28 2025-10-28 2025-10-28
2025-10-28T21:30+01:00 2025-10-28 2025-10-28
2025-10-28TNI 2025-10-28 2025-10-28
2024-02 2024-02-01 2024-02-29
2024-02-XX 2024-02-01 2024-02-29
2025 2025-01-01 2025-12-31
2025-W44 2025-10-27 2025-11-02
2025-W44-WE 2025-11-01 2025-11-02
2025-W44-3 2025-10-29 2025-10-29
2020-W53 2020-12-28 2021-01-03
2025-Q3 2025-07-01 2025-09-30
2024-H1 2024-01-01 2024-06-30
2012-SU 2012-06-01 2012-08-31
2012-WI 2012-12-01 2013-02-28
199 1990-01-01 1999-12-31
199X 1990-01-01 1999-12-31
20 2000-01-01 2099-12-31
9999-12 9999-12-01 9999-12-31
"""


@pytest.mark.parametrize("row", BOUNDS.splitlines())
def test_bounds(row: str) -> None:
    value, first, last = row.split()
    assert is_value(value)
    assert bounds(value) == (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    [
        "P3M",
        "PT2H",
        "PXW",
        "XXXX-10-28",
        "XXXX-WXX-5",
        "PAST_REF",
        "2025-02-30",
        "2025-W54",
        "0000",
        "9999-WI",
        "2025-QX",
    ],
)
def test_values_without_bounds(value: str) -> None:
    assert bounds(value) is None


def test_modifiers_narrow_the_bounds() -> None:
    assert bounds("2025-09", "START") == (datetime.date(2025, 9, 1), datetime.date(2025, 9, 10))
    assert bounds("2025-09", "MID") == (datetime.date(2025, 9, 11), datetime.date(2025, 9, 20))
    assert bounds("2025-09", "END") == (datetime.date(2025, 9, 21), datetime.date(2025, 9, 30))
    assert bounds("2025-09-03", "END") == (datetime.date(2025, 9, 3), datetime.date(2025, 9, 3))
    assert bounds("2025-09", "APPROX") == bounds("2025-09")
    assert bounds("1990", "ON_OR_AFTER") is None


@pytest.mark.parametrize(
    "value",
    [
        "2025-10-28", "XXXX-10-28", "XXXX-WXX-5", "XXXX-WXX-1TNI", "1998-02-12TEV", "T21:30", "PXW", "PTXH", "P2Y6M",
        "PT1M30S", "P1Q", "P10Y", "PXX", "P1WE", "2025-W44-WE", "199", "20", "XXX", "FUTURE_REF", "PXDE", "BC0346",
    ],
)  # fmt: skip
def test_well_formed(value: str) -> None:
    assert is_value(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "P",
        "PT",
        "2025-13",
        "2025-10-32",
        "last week",
        "2025-W60",
        "PAST",
        "2025-10-28T",
        "P3",
        "2025-",
        "٢٠٢٥",
    ],
)
def test_not_well_formed(value: str) -> None:
    assert not is_value(value)


UNITS = ["S", "MIN", "H", "D", "W", "M", "Q", "Y", "DE", "CE", "ML"]


@given(st.integers(1, 10_000) | st.sampled_from([0.5, 1.5, 2.5, 0.25]), st.sampled_from(UNITS))
def test_durations_are_well_formed(amount: float, unit: str) -> None:
    assert is_value(duration(amount, unit))
    assert is_value(duration(None, unit))


def test_durations() -> None:
    assert duration(2.5, "Y") == "P2Y6M"
    assert duration(1.5, "MIN") == "PT1M30S"
    assert duration(0.5, "H") == "PT30M"
    assert duration(4, "DE") == "P40Y"
    assert duration(None, "DE") == "PXDE"


@given(st.dates(), st.sampled_from(["START", "MID", "END", "APPROX", None]))
def test_bounds_are_ordered_and_hold_together(day: datetime.date, mod: str | None) -> None:
    for value in (f"{day:%Y-%m-%d}", f"{day.year:04}-{day.month:02}", f"{day.year:04}", f"{day.year:04}"[:3]):
        found = bounds(value, mod)  # type: ignore[arg-type]
        whole = bounds(value)
        if found is not None and whole is not None:
            assert whole[0] <= found[0] <= found[1] <= whole[1]
