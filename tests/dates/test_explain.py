"""Explanations: how a value came about."""

from __future__ import annotations

import datetime
import pathlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsrecord.dates import Explanation, NewsDates, explain, find
from newsrecord.language import english
from newsrecord.tables import read_table
from newsrecord.text import Document, Section

TABLE = read_table(english().data("dates.toml"), "dates.toml")
RULES = {rule["name"] for rule in TABLE["rule"]} | {"explicit date"}
HERE = pathlib.Path(__file__).parent
WORDS = (HERE / "words.txt").read_text(encoding="utf-8").split()
texts = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


def only(text: str, reference: str | None = "2025-10-31") -> Explanation:
    (found,) = explain(text, reference_date=reference)
    return found


@given(texts, st.none() | st.dates())
@settings(max_examples=200, deadline=None)
def test_it_explains_what_find_finds(text: str, reference: datetime.date | None) -> None:
    explained = explain(text, reference_date=reference)
    assert tuple(found.expression for found in explained) == find(text, reference_date=reference)
    for found in explained:
        assert set(found.rule.split(" + ")) <= RULES
        assert found.direction in ("past", "future", None)
        if not found.expression.relative:
            assert found.anchor is None


def test_the_reader_explains_what_it_reads() -> None:
    text = "Oct. 3, 2024\nHe left on Monday."
    document = Document(text, (Section(0, 12, "meta"), Section(13, len(text), "body")))
    day = datetime.date(2024, 10, 9)
    explained = NewsDates().explain(document, day)
    assert [found.expression for found in explained] == list(NewsDates().read(document, day))
    assert [(found.rule, found.expression.zone) for found in explained] == [
        ("explicit date", "meta"),
        ("weekday", "body"),
    ]


def test_the_anchor_is_the_day_that_was_counted_from() -> None:
    assert only("two weeks ago").anchor == datetime.date(2025, 10, 31)
    assert only("in 2024").anchor is None
    assert only("two weeks ago", None).anchor is None
    friday = explain("On May 5, 2024, as on the previous Friday, it rained.", reference_date="2025-10-31")[1]
    assert (friday.expression.value, friday.anchor) == ("2024-05-03", datetime.date(2024, 5, 5))
    later = explain("On May 5, 2024, as on the day before, it rained.", reference_date="2025-10-31")
    assert [found.anchor for found in later] == [None, datetime.date(2024, 5, 5)]


def test_the_direction_is_that_of_the_words_around() -> None:
    assert only("He left on Monday.").direction == "past"
    assert only("He will leave on Monday.").direction == "future"
    assert only("Monday").direction is None
    assert only("He will not forget last Monday.").direction is None


def test_the_reason_names_the_word_that_told_the_side_and_the_day_counted_from() -> None:
    counted = "It is counted from 2025-10-31 (the reference date)"
    assert only("He left on Monday.").reason == f"{counted}; 'left' points back."
    assert only("He will leave on Monday.").reason == f"{counted}; 'will' points ahead."
    assert only("It must be paid by March.").reason == f"{counted}; 'by' points ahead."
    assert only("two weeks ago").reason == f"{counted}."
    assert only("on May 5, 2024").reason == "Its own words say it."
    assert only("two weeks ago", None).reason == "No reference date was given, so it stays open."
    later = explain("On May 5, 2024, as on the day before, it rained.", reference_date="2025-10-31")[1]
    assert later.reason == "It is counted from 2024-05-05 (named before in the text)."


def test_joined_rules_are_both_named() -> None:
    assert only("He left on Monday at 5 p.m.").rule == "weekday + clock time"


def test_names_of_rules_are_unique() -> None:
    names = [rule["name"] for rule in TABLE["rule"]]
    assert len(names) == len(set(names))


def test_arguments_are_those_of_find() -> None:
    assert explain("06/01/2026", day_first=True)[0].expression.value == "2026-01-06"
    with pytest.raises(TypeError, match="expected a string"):
        explain(b"on Friday")  # type: ignore[arg-type]
