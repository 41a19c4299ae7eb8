"""What the words of a line say that it is: one row a line."""

from __future__ import annotations

from typing import get_args

import pytest

from newsrecord.keys import fold_key, straighten
from newsrecord.language import english
from newsrecord.layout import Wording, body
from newsrecord.layout.words import WordRole, furniture_role
from newsrecord.record import FURNITURE_ROLES

WORDS = english().made(Wording).lines

ROWS = [
    # line | role (- for none)
    "Related stories | cue",
    "MOST READ | cue",
    "You May Also Like: | cue",
    "More from Example Times | cue",
    "ADVERTISEMENT | advertisement",
    "Story continues below advertisement | advertisement",
    "Copy link | share",
    "Mixx Facebook Twitter Digg delicious reddit MySpace StumbleUpon LinkedIn | share",
    "Tweet Share Google+ | share",
    "Facebook shares fall | -",
    "Topics: ferry, islands, engine, captain, hospital, ministry, army, prices, owners | tags",
    "Sign up for our newsletter | promotion",
    "By signing up you consent to receive our newsletter. | promotion",
    "Privacy Policy | navigation",
    "© 2024 Example Times | copyright",
    "All content © Copyright 2023 Example LLC | copyright",
    "Leave a comment | comments",
    "5 HOURS AGO | age",
    "Oct 6 4 mins read | age",
    "https://www.example.org/a/b?c=d | url",
    "Author: | byline",
    "A crowd gathers in Havana on Monday. (AP) | caption",
    "A crowd gathers in Havana (Jane Doe/Example Press via AP) | caption",
    "A crowd gathers in the old town of Havana. Jane Doe for The Example | caption",
    "A crowd gathers in Havana (Example News: Jane Doe) | caption",
    "A crowd gathers in Havana [File: Jane Doe/Example Press] | caption",
    "She works for the First Nation of the lakes (C/TFN). | -",
    "She works with those who have it (HIV/AIDS/TB). | -",
    "(Jane Doe / AP) | credit",
    "Photo by Jane Doe | credit",
    "Open this photo in gallery: | caption",
    "Sunday PaperOpens in new window | navigation",
    "Iran sees new window for talks | -",
    "Would you like to comment on this article? | comments",
    "To submit a correction for our consideration, click here. | other",
    "This material may not be reproduced without prior written permission. | copyright",
    "an hour ago | age",
    "1h ago | age",
    "updated 25m ago | age",
    "Listen: 5 min | age",
    "Teachers go back to work after a month | -",
    "He was taken to hospital (he later died). | -",
    "More than 30 killed in storm | -",
    "Related violence kills four in the north | -",
    "Watch: the moment the bridge fell | -",
    "The company said in its privacy policy that the court would decide by the end of the year. | -",
    "The day began with rain. It ended with fire in the U.S. | -",
]


@pytest.mark.parametrize("row", ROWS)
def test_words(row):
    line, _, role = row.rpartition(" | ")
    assert (WORDS.read(line, line.split(), straighten(line), fold_key(line)) or "-") == role


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Read more: Cat bites dog", "Cat bites dog"),
        ("READ MORE | Cat bites dog", "Cat bites dog"),
        ("Also read - Cat bites dog", "Cat bites dog"),
        ("RELATED: \ufeffCat bites dog", "Cat bites dog"),
        ("See also » Cat bites dog", "Cat bites dog"),
        ("More than a game: cat bites dog", "More than a game: cat bites dog"),
        ("Read-only: what cats see", "Read-only: what cats see"),
        ("WATCH: Cat bites dog", "WATCH: Cat bites dog"),
        ("Read more:", "Read more:"),
    ],
)
def test_cue_in_front_of_a_title(line, title):
    assert line[WORDS.take_cue(line, fold_key(line)) :] == title


@pytest.mark.parametrize(
    ("words", "label"),
    [("Last updated: ", "updated"), ("Published on ", "published"), ("POSTED ", "published"), ("By Jane Doe ", "")],
)
def test_words_before_a_date(words, label):
    assert WORDS.stamp_label(words) == label


def test_every_role_that_a_table_may_name_is_weighed_and_written():
    """A role that a table gives a line needs a weight in the body, and a furniture role in the record."""
    roles = set(get_args(WordRole))
    assert set(body._WORDS) == roles
    assert {furniture_role(role) for role in roles} <= set(FURNITURE_ROLES)
