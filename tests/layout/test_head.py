"""Headline, authors and dates of a page where only something else on it tells them."""

from __future__ import annotations

import pytest

from newsrecord.layout import NewsLayout

MENU = ["Home", "News", "World", "Business", "Sport", "Opinion", "Science", "Travel", "Weather", "Podcasts", "Jobs"]
STORY = [
    "The ferry to the islands stopped on Friday for the third time this year, and nobody could say when it would sail.",
    "Its owners blamed the engine, which is older than the captain, and the price of parts that are made in two towns.",
    "The islands have no hospital. Those who fell ill were flown out by the army, a spokesman for the ministry said.",
    "“We are used to it,” said Ana Poe, who keeps the only shop of the harbour and has not had flour since Tuesday.",
]
FOOT = ["About us", "Contact", "Careers", "Terms", "Privacy", "Help", "Search", "Home", "News", "World", "Sport"]


def read(*lines):
    return NewsLayout().read("\n".join([*MENU, *lines, *FOOT]))


def test_a_bare_name_above_a_job_is_the_author():
    layout = read("Ferry to the islands stops again", "Jane Doe", "Maritime correspondent", "Enlarge", "Zoom", *STORY)
    assert [author.name for author in layout.authors] == ["Jane Doe"]


def test_a_bare_name_that_a_line_after_the_story_introduces_is_the_author():
    head = ["Ferry to the islands stops again", "Enlarge", "Zoom", "Jane Doe", "Gallery", "Zoom out", "Close"]
    assert [author.name for author in read(*head, *STORY).authors] == []
    layout = read(*head, *STORY, "Jane Doe covers the coast.")
    assert [author.name for author in layout.authors] == ["Jane Doe"]


def test_what_introduces_the_author_ends_the_story():
    bio = "Jane Doe is a writer who lives on the coast, where she has kept goats since the spring of 2011."
    layout = read("Ferry to the islands stops again", "By Jane Doe", *STORY, bio, STORY[0].replace("ferry", "boat"))
    assert [passage.text for passage in layout.body] == STORY
    assert [item.text for item in layout.furniture if item.role == "bio"] == [bio]


def test_an_agency_alone_below_the_headline_is_the_author():
    layout = read("Ferry to the islands stops again", "REUTERS", "PUBLISHED 15 MINUTES AGO", *STORY)
    assert [author.name for author in layout.authors] == ["REUTERS"]


def test_a_bare_name_below_the_date_and_the_time_of_day_is_the_author():
    head = ["Ferry to the islands stops again", "May 3, 2024", "3:33 PM ET", "Jane Doe", "Gallery", "Zoom out"]
    assert [author.name for author in read(*head, *STORY).authors] == ["Jane Doe"]


def test_who_edited_is_named_where_nobody_wrote():
    head = ["Ferry to the islands stops again", "Edited by Jane Doe (with inputs from Agencies)", "3 May 2024"]
    assert [author.name for author in read(*head, *STORY).authors] == ["Jane Doe"]
    assert [author.name for author in read(*head, "By John Roe", *STORY).authors] == ["John Roe"]


def test_a_headline_of_two_sentences_with_a_question():
    head = [
        "Real Estate",
        "Newsletter",
        "Boats rust. Who pays for this?",
        "By Jane Doe",
        "3 May 2024",
    ]
    layout = read(*head, *STORY)
    assert layout.headline is not None
    assert layout.headline.text == head[2]


@pytest.mark.parametrize(
    "line",
    [
        "Mixx Facebook Twitter Digg delicious reddit",
        "Topics: ferry, islands, engine, captain, hospital, ministry, army",
        "Ferry, Islands, Engine, Captain,",
        "Ferry and Islands, Engine, Captain, Hospital, Owners",
        "What stopped the ferry to the islands this year >",
        "Last orders for the harbour pub on the mainland",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_line_beside_the_headline_is_not_it(line, above):
    title = "Ferry to islands stops for the third time as owners blame engine"
    head = [line, title] if above else [title, "By Jane Doe", line]
    layout = read(*head, *STORY)
    assert layout.headline is not None
    assert layout.headline.text == title


def test_a_page_has_a_headline_even_if_its_words_are_not_the_storys():
    title = "Why wait when nothing moves"
    layout = read(title, *["Zoom", "Close"] * 6, *STORY)
    assert layout.headline is not None
    assert layout.headline.text == title


@pytest.mark.parametrize(
    ("line", "elsewhere", "day"),
    [
        ("06/01/2026 - 13:55 GMT+1", "On Dec. 21, 2025 it sailed.", "2026-01-06"),
        ("06/01/2026 1:55 PM", "On Dec. 21, 2025 it sailed.", "2026-06-01"),
        ("06/01/2026", "On 21 December 2025 it sailed.", "2026-01-06"),
        ("06/01/2026", "It sailed.", "2026-06-01"),
    ],
)
def test_a_date_in_figures_is_read_as_the_page_writes_dates(line, elsewhere, day):
    layout = read("Ferry to the islands stops again", "By Jane Doe", line, *STORY, f"{elsewhere} {STORY[0]}")
    assert layout.published is not None
    assert layout.published.value[:10] == day
