"""The titles of other stories around the story of a page: the model, its table and its features."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.language import english
from newsrecord.layout import NewsLayout, Wording
from newsrecord.layout.blocks import find_blocks
from newsrecord.layout.features import FEATURES, describe
from newsrecord.layout.roles import look_over
from newsrecord.layout.titles import find_titles
from newsrecord.tables import read_table

WORDING = english().made(Wording)
TABLE = read_table(english().data("titles.toml"), "titles.toml")


def looked_over(text):
    return look_over(text, find_blocks(text, WORDING.wrap), WORDING)


MENU = [
    "Home",
    "News",
    "World",
    "Business",
    "Sport",
    "Opinion",
    "Science",
    "Travel",
    "Weather",
    "Video",
    "Podcasts",
    "Jobs",
]
STORY = [
    "Ferry to the islands stops for the third time",
    "By Jane Doe",
    "3 May 2024",
    "The ferry to the islands stopped on Friday for the third time this year, and nobody could say when it would sail.",
    "Its owners blamed the engine, which is older than the captain, and the price of parts that are made in two towns.",
    "The islands have no hospital. Those who fell ill were flown out by the army, a spokesman for the ministry said.",
]
TITLES = [
    "Court tells port to pay the dockers what it owes them",
    "Teachers go back to work after a month",
    "Why the lake is rising and what it will take from us",
]


def related(lines):
    return [passage.text for passage in NewsLayout().read("\n".join(lines)).related_headlines]


def test_titles_after_the_story_and_no_menu():
    assert related([*MENU, *STORY, "Most read", *TITLES, *MENU, "Terms and conditions of use for readers"]) == TITLES


def test_a_list_of_subjects_is_no_title():
    subjects = "Ferries Islands Harbours Winter Storms Ana Poe Engines"
    assert related([*MENU, *STORY, subjects, "Most read", *TITLES, *MENU]) == TITLES


def test_titles_with_labels_and_ages():
    units = [part for title in TITLES for part in (title, "World", "3 hours ago")]
    assert related([*MENU, *STORY, "Latest News", *units, *MENU]) == TITLES


def test_a_line_between_a_title_and_its_age_is_its_standfirst():
    lines = [
        *MENU,
        *STORY,
        "Read Next",
        TITLES[0],
        "The men of pier two have waited since the spring",
        "4 hours ago",
        *MENU,
    ]
    layout = NewsLayout().read("\n".join(lines))
    assert [passage.text for passage in layout.related_headlines] == [TITLES[0]]
    assert ("standfirst", lines[-len(MENU) - 2]) in [(item.role, item.text) for item in layout.furniture]


def test_a_title_that_is_printed_twice_on_its_line_is_one():
    lines = [*MENU, *STORY, "Most read", *(f"{title} {title}" for title in TITLES), *MENU]
    layout = NewsLayout().read("\n".join(lines))
    assert [passage.text for passage in layout.related_headlines] == TITLES
    assert [item.text for item in layout.furniture if item.role == "repeat"] == TITLES


def test_lines_with_bars_are_menus():
    menu = "Corrections to stories | Send us a tip | Report an error on this page"
    assert menu not in related([*MENU, *STORY, "Most read", *TITLES, menu, *MENU])


def test_in_an_article_without_menus_shape_decides():
    assert related([*STORY[3:], "", "", *TITLES]) == TITLES


# --- the table -------------------------------------------------------------------------------------------------------


def test_weights_are_pairs_of_whole_numbers():
    pairs = [TABLE["bias"], *(pair for name in (*FEATURES, "mark") for pair in TABLE[name].values())]
    assert all(len(pair) == 2 and all(type(number) is int for number in pair) for pair in pairs)


def test_every_section_of_the_table_is_a_feature():
    assert set(TABLE) == {*FEATURES, "mark", "bias", "small_words_counted"}


def test_values_of_the_table_are_values_that_lines_have():
    """A table of other features than the code's would be silently useless."""
    lines = [*MENU, *STORY, "Most read", *TITLES, *MENU]
    page = looked_over("\n".join(lines))
    asked = range(len(page.items))
    described = list(
        describe(page.items, page.body, page.head.headline, page.head.metas, frozenset(), WORDING.small, asked)
    )
    for name, values in zip(FEATURES, zip(*(line.values for line in described), strict=True), strict=True):
        assert set(values) & set(TABLE[name]), name


@pytest.mark.parametrize("key", ["before", "after"])
def test_neighbours_are_those_of_the_line(key):
    lines = [*MENU, *STORY, "Most read", *TITLES, *MENU]
    page = looked_over("\n".join(lines))
    at = len(MENU) + len(STORY) + 1
    (line,) = describe(
        page.items, page.body, page.head.headline, page.head.metas, frozenset(("to",)), WORDING.small, [at]
    )
    assert dict(zip(FEATURES, line.values, strict=True))[key] == {"before": "cue", "after": "title"}[key]
    assert line.marks == ["to"]


@given(
    st.lists(
        st.sampled_from([*MENU, *STORY, *TITLES, "Most read", "", "3 hours ago", "…"]) | st.text(max_size=9),
        max_size=60,
    )
)
def test_what_is_found_lies_outside_the_story_and_is_no_furniture(lines):
    text = "\n".join(lines)
    page = looked_over(text)
    found = find_titles(page.items, page.body, page.head.headline, page.head.metas, WORDING.titles, WORDING.small)
    assert all(page.items[i].word_role is None and not page.body[0] <= i < page.body[1] for i in found)
