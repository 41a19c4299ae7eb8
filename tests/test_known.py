"""What the caller knows wins, goes into the record as given, and has its place where a line of the text says it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsrecord
from newsrecord import Author, Headline, Parser

PAGE = """Minister quits after row over bridge
By Jane Doe and John Roe Jr.
Published June 3, 2026

LIMA - The minister quit on Friday after a long row, aides said. It was not clear who would follow him in the post.

He left the building without a word to reporters, who had waited there since the early morning hours.
"""
BARE = PAGE.split("\n\n", 1)[1]


def test_nothing_known_is_as_before():
    assert newsrecord.parse(PAGE, headline=" ", authors=[]) == newsrecord.parse(PAGE)
    assert newsrecord.parse(PAGE, authors=" ;") == newsrecord.parse(PAGE)


def test_a_headline_that_a_line_says_has_its_place():
    told = newsrecord.parse(PAGE, headline="Minister  quits after row over bridge")
    assert told == newsrecord.parse(PAGE)
    assert told.headline == Headline(text="Minister quits after row over bridge", start=0, end=36)


def test_a_line_that_was_not_read_as_the_headline_becomes_it():
    first, *others = newsrecord.parse(BARE).body
    assert others
    told = Parser(layout=None).parse(BARE, headline=others[0].text)
    assert (told.headline.text, told.headline.start, told.headline.end) == (
        others[0].text,
        others[0].start,
        others[0].end,
    )
    assert [passage.text for passage in told.body] == [first.text]
    assert {mention.zone for entity in told.entities for mention in entity.mentions} <= {"body", "headline"}


@pytest.mark.parametrize(
    ("headline", "role"), [("MINISTER QUITS AFTER ROW OVER BRIDGE", "repeat"), ("A bridge too far", "other")]
)
def test_a_headline_that_no_line_says_has_no_place_and_nothing_is_lost(headline, role):
    told = newsrecord.parse(PAGE, headline=headline)
    assert told.headline == Headline(text=headline)
    assert (role, 0, 36) in [(item.role, item.start, item.end) for item in told.furniture]
    assert newsrecord.loads(newsrecord.dumps(told)) == told


def test_a_headline_is_not_taken_out_of_the_paragraph_with_the_dateline():
    first = newsrecord.parse(BARE).body[0]
    told = newsrecord.parse(BARE, headline=first.text)
    assert told.headline == Headline(text=first.text)
    assert told.dateline == newsrecord.parse(BARE).dateline
    assert told.body[0] == first


def test_authors_are_taken_as_given_with_places_in_that_order():
    told = newsrecord.parse(PAGE, authors=["Nobody Else", "Jane Doe", "John Roe Jr."])
    at = PAGE.index
    assert told.authors == (
        Author(name="Nobody Else"),
        Author(name="Jane Doe", start=at("Jane"), end=at("Jane") + 8),
        Author(name="John Roe Jr.", start=at("John"), end=at("John") + 12),
    )
    turned = newsrecord.parse(PAGE, authors="John Roe Jr.; Jane  Doe").authors
    assert [(author.name, author.start) for author in turned] == [("John Roe Jr.", at("John")), ("Jane Doe", None)]
    assert newsrecord.parse(PAGE, authors=["Jane Do", "ane Doe", "Jane-Doe"]).authors == (
        Author(name="Jane Do"),
        Author(name="ane Doe"),
        Author(name="Jane-Doe"),
    )


@pytest.mark.parametrize(
    ("given_as", "value"),
    [
        ("2026-06-03", "2026-06-03"),
        (datetime.date(2026, 6, 3), "2026-06-03"),
        ("2026-06-03T13:55:10+01:00", "2026-06-03T13:55:10+01:00"),
        (datetime.datetime(2026, 6, 3, 13, 55), "2026-06-03T13:55"),
        ("Wed, 03 Jun 2026 13:55:00 GMT", "2026-06-03T13:55+00:00"),
        ("3 Jun 26 13:55 -0500", "2026-06-03T13:55-05:00"),
    ],
)
def test_a_publication_date_keeps_its_value_and_its_place(given_as, value):
    told = newsrecord.parse(PAGE, published=given_as)
    at = PAGE.index("June 3")
    assert (told.published.text, told.published.start, told.published.value) == ("June 3, 2026", at, value)
    alone = newsrecord.parse(BARE, published=given_as)
    assert (alone.published.start, alone.published.value) == (None, value)
    assert alone.published.text == (given_as if isinstance(given_as, str) else value)
    assert str(alone.reference_date) == "2026-06-03"
    assert [date.value for date in alone.dates if date.text == "Friday"] == ["2026-05-29"]


def test_a_publication_date_that_the_text_contradicts_wins():
    told = newsrecord.parse(PAGE, published="2026-07-01")
    assert (told.published.text, told.published.start) == ("2026-07-01", None)
    assert str(told.reference_date) == "2026-07-01"
    assert any("June 3, 2026" in line.text for line in told.meta)


@pytest.mark.parametrize(
    ("text", "known", "day"),
    [
        (BARE, {"fallback_date": "2026-01-01"}, "2026-01-01"),
        (PAGE, {"fallback_date": "2026-01-01"}, "2026-06-03"),
        (BARE, {"fallback_date": "2026-01-01", "published": "2026-02-02"}, "2026-02-02"),
        (
            PAGE,
            {"fallback_date": "2026-01-01", "published": "2026-02-02", "reference_date": "2026-03-03"},
            "2026-03-03",
        ),
        (BARE, {"fallback_date": "Thu, 01 Jan 2026 23:00:00 -0800"}, "2026-01-01"),
    ],
)
def test_of_several_days_the_best_decides(text, known, day):
    assert str(newsrecord.parse(text, **known).reference_date) == day


@pytest.mark.parametrize(
    ("known", "error", "said"),
    [
        ({"published": "last week"}, ValueError, "published: 'last week' is not an ISO 8601 date"),
        ({"published": "28 Oct 2025"}, ValueError, "published"),
        ({"published": "2025-10-28T10:00:00+01:00:30"}, ValueError, "published"),
        ({"published": "Tue, 99 Oct 2025 10:00:00 GMT"}, ValueError, "published"),
        ({"fallback_date": 5}, TypeError, "fallback_date"),
        ({"headline": b"x"}, TypeError, "headline: expected a str or None, got bytes"),
        ({"authors": [1]}, TypeError, "authors: expected names"),
        ({"authors": 1}, TypeError, "authors: expected names"),
    ],
)
def test_what_cannot_be_known_is_refused(known, error, said):
    with pytest.raises(error, match=said):
        newsrecord.parse(BARE, **known)


@given(st.text(max_size=60), st.text(max_size=20), st.lists(st.text(max_size=12), max_size=4), st.data())
def test_every_text_gives_a_record_whatever_is_known(text, headline, authors, data):
    lines = text.splitlines() or [""]
    headline = data.draw(st.just(headline) | st.sampled_from(lines))
    told = Parser(recognizer=None).parse(text, headline=headline, authors=authors, published="2026-07-01")
    assert newsrecord.loads(newsrecord.dumps(told)) == told
    folded = " ".join(headline.split())
    assert not folded or told.headline.text == folded
    names = [" ".join(name.split()) for name in authors]
    assert not any(names) or [author.name for author in told.authors] == [name for name in names if name]


def test_a_page_with_mark_up_takes_what_is_known_too():
    pytest.importorskip("trafilatura")
    page = (
        f"<html><body><article><h1>Minister quits</h1><p>{'<p>'.join(BARE.split(chr(10) * 2))}</article></body></html>"
    )
    told = newsrecord.parse_html(page, headline="Minister quits", authors="Jane Doe", published="2026-06-03")
    assert (told.headline.text, told.headline.start) == ("Minister quits", 0)
    assert told.authors == (Author(name="Jane Doe"),)
    assert (told.published.text, told.published.start) == ("2026-06-03", None)
