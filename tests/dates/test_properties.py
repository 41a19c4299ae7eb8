"""What must hold for every text."""

from __future__ import annotations

import calendar
import datetime
import itertools
import pathlib

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from newsrecord.dates import NewsDates, bounds, find, is_value
from newsrecord.record import fold
from newsrecord.text import Document, Section

HERE = pathlib.Path(__file__).parent
WORDS = [
    word
    for line in (HERE / "words.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
]
words = st.lists(st.sampled_from([*WORDS, "\n", "\n\n", "\t", "\r\n", "\ud800", "\x00"]), max_size=40)
texts = st.text() | words.map(" ".join) | words.map("".join)
days = st.none() | st.dates() | st.dates(datetime.date(1980, 1, 1), datetime.date(2030, 1, 1))


def check(text: str, dates: tuple[object, ...] | list[object]) -> None:
    end = 0
    for date in dates:
        assert end <= date.start < date.end <= len(text)
        assert date.text == fold(text[date.start : date.end])
        assert is_value(date.value)
        assert date.type in ("DATE", "TIME", "DURATION", "SET")
        if date.type in ("DURATION", "SET"):
            assert date.earliest is None
        else:
            assert (date.earliest, date.latest) == (bounds(date.value, date.mod) or (None, None))
        end = date.end


@given(texts, days)
@settings(max_examples=400, deadline=None)
def test_every_text_gives_valid_expressions(text: str, reference: datetime.date | None) -> None:
    check(text, find(text, reference_date=reference))


@given(words.map(" ".join), st.lists(st.integers(0, 200), max_size=6), days)
@settings(max_examples=200, deadline=None)
def test_expressions_lie_within_their_sections(text: str, cuts: list[int], reference: datetime.date | None) -> None:
    edges = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    sections = tuple(
        Section(a, b, "body" if i % 2 else "headline") for i, (a, b) in enumerate(itertools.pairwise(edges))
    )
    dates = list(NewsDates().read(Document(text, sections), reference))
    check(text, dates)
    for date in dates:
        assert any(s.start <= date.start and date.end <= s.end and s.zone == date.zone for s in sections)


@given(texts, days, st.datetimes(datetime.datetime(1971, 1, 1), datetime.datetime(2090, 1, 1)))
@settings(max_examples=50, deadline=None)
def test_today_plays_no_part(text: str, reference: datetime.date | None, now: datetime.datetime) -> None:
    before = find(text, reference_date=reference)
    with time_machine.travel(now, tick=False):
        assert find(text, reference_date=reference) == before


@given(texts)
@settings(max_examples=200, deadline=None)
def test_without_a_reference_nothing_relative_is_resolved_to_a_day(text: str) -> None:
    named = any(not date.relative and date.earliest for date in find(text))
    if not named:
        assert all(date.earliest is None for date in find(text))


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_explicit_dates_do_not_lean_on_the_reference(day: datetime.date) -> None:
    text = f"It was signed on {day:%B} {day.day}, {day.year}."
    (date,) = find(text, reference_date="2001-02-03")
    assert (date.value, date.relative, date.earliest) == (day.isoformat(), False, day)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_a_past_weekday_is_one_of_the_last_seven_days(reference: datetime.date) -> None:
    for number, name in enumerate(calendar.day_name):
        (date,) = find(f"He left on {name}.", reference_date=reference)
        assert date.earliest is not None
        assert date.earliest.weekday() == number
        assert 0 <= (reference - date.earliest).days < 7


@pytest.mark.parametrize(
    "unit", ["1 ", "May ", "1", "a", "the ", "two ", "twenty-", "the past ", "5:30 ", "May 5 ", "\n", "(", "'80s "]
)
def test_long_runs_of_anything_come_back(unit: str) -> None:
    text = (unit * (80_000 // len(unit) + 1))[:80_000]
    check(text, find(text, reference_date="2024-02-02"))
