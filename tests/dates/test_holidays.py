"""Holidays with fixed and computed days."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.dates import find
from newsrecord.dates.grammar import Grammar
from newsrecord.dates.holidays import holidays_in, last_day, read_rule
from newsrecord.language import english


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("fixed 12 25", "2024-12-25"),
        ("nth 11 4 4", "2024-11-28"),
        ("nth 11 4 4 1", "2024-11-29"),
        ("nth 9 1 1", "2024-09-02"),
        ("last 5 1", "2024-05-27"),
        ("last 12 2", "2024-12-31"),
        ("before 5 25 1", "2024-05-20"),
        ("easter 0", "2024-03-31"),
        ("easter -2", "2024-03-29"),
        ("orthodox 0", "2024-05-05"),
        ("feast eid-al-fitr", "2024-04-10"),
        ("feast diwali", "2024-10-31"),
        ("feast lunar-new-year", "2024-02-10"),
        ("feast passover", "2024-04-23"),
        ("feast nowruz", "2024-03-20"),
    ],
)
def test_days(rule: str, day: str) -> None:
    assert holidays_in(2024, read_rule(rule)) == [datetime.date.fromisoformat(day)]


def test_a_feast_by_the_moon_may_come_twice_in_a_year_or_not_be_known() -> None:
    feast = read_rule("feast eid-al-fitr")
    assert [str(day) for day in holidays_in(2000, feast)] == ["2000-01-08", "2000-12-27"]
    assert holidays_in(1700, feast) == []


@pytest.mark.parametrize(
    ("rule", "first", "last"),
    [
        ("feast ramadan eid-al-fitr", "2024-03-11", "2024-04-09"),
        ("feast ramadan eid-al-fitr", "2025-03-01", "2025-03-29"),
        ("feast hanukkah 8", "2024-12-26", "2025-01-02"),
        ("feast yom-kippur", "2024-10-12", "2024-10-12"),
        ("easter 0", "2024-03-31", "2024-03-31"),
    ],
)
def test_a_feast_lasts_as_long_as_its_rule_says(rule: str, first: str, last: str) -> None:
    assert str(last_day(datetime.date.fromisoformat(first), read_rule(rule))) == last


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "fixed 12",
        "fixed 12 x",
        "moon 1",
        "nth 1 2 3 4 5",
        "feast",
        "feast banana",
        "feast purim x",
        "feast purim 1 2",
    ],
)
def test_a_rule_that_is_none_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="no "):
        read_rule(rule)


def test_every_holiday_of_the_tables_has_a_day() -> None:
    for name, rule in english().made(Grammar).lexicon.holidays.items():
        assert holidays_in(2024, read_rule(rule)), name


@given(st.integers(1, 9999))
def test_every_year_is_answered(year: int) -> None:
    for rule in ("nth 11 4 4", "last 5 1", "last 12 1", "before 5 25 1", "easter 0", "orthodox 0", "feast diwali"):
        assert all(day.year == year for day in holidays_in(year, read_rule(rule)))


@given(st.dates())
def test_christmas_is_found_from_any_reference(reference: datetime.date) -> None:
    (date,) = find("on Christmas Eve", reference_date=reference)
    assert date.value.endswith("12-24")
