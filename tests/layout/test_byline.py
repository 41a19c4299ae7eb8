"""Names in bylines: one row a line."""

from __future__ import annotations

import pytest

from newsrecord.language import english
from newsrecord.layout import Wording

BYLINES = english().made(Wording).bylines

ROWS = [
    # line | authors
    "By Jane Doe | Jane Doe",
    "by Jane Doe Apr. 28, 2023 1:15 pm | Jane Doe",
    "BY JANE DOE | JANE DOE",
    "By Jane Doe and John Roe | Jane Doe; John Roe",
    "By Jane Doe, Ana Maria Poe and John Roe | Jane Doe; Ana Maria Poe; John Roe",
    "By Jane Doe0, John Roe & Ana Poe | Jane Doe; John Roe; Ana Poe",
    "By Jane Doe1,2 and John Roe* | Jane Doe; John Roe",
    "By Jane DoeTwitter | Jane Doe",
    "Jane Doe · CBC News · Posted: Aug 08, 2024 4:00 AM EDT | Jane Doe",
    "Jane Doe / TNN / Jul 19, 2024, 21:27 IST | Jane Doe",
    "By Jane Doe - Associated Press - Friday, April 28, 2023 | Jane Doe",
    "By Jane Doe and John Roe  The Associated Press | Jane Doe; John Roe",
    "By Jane Doe and John Roe The Associated Press | Jane Doe; John Roe",
    "By Jane Doe, Special to Example Post | Jane Doe",
    "By Jane Doe published 19 May 2026 | Jane Doe",
    "By Jane Doe last updated 4 April 17 | Jane Doe",
    "Jane Doe, Staff Attorney, Acme Justice Program | Jane Doe",
    "Marketing Strategy | ",
    "By Jane Doe (with inputs from Agencies) | Jane Doe",
    "By Jane Doe (Reuters) | Jane Doe",
    "By Staff Reports - | Staff Reports",
    "By Jane Doe and AP | Jane Doe; AP",
    "By Associated Press | Associated Press",
    "By The Associated Press | The Associated Press",
    "By 9News Staff | 9News Staff",
    "By Ludwig van der Berg | Ludwig van der Berg",
    "By Seán Ó Murchú and Zoë O’Brien-Smith | Seán Ó Murchú; Zoë O’Brien-Smith",
    "Written by Jane Doe | Jane Doe",
    "Author: Jane Doe | Jane Doe",
    "ByJane Doe Dec 9, 2016 | Jane Doe",
    "Byby JANE DOE, JOHN ROE and ANA POE | JANE DOE; JOHN ROE; ANA POE",
    "By Jane Doe, Senior Staff Technologist, Example Privacy Project | Jane Doe",
    "Jane DoeNovember 6, 2023 | Jane Doe",
    "ByJane RoeNovember 3, 2024 | Jane Roe",
    "Bye Bye Birdie | Bye Bye Birdie",
    "AFP, MANILA | AFP",
    "By the time we arrived it was over | ",
    "By | ",
]


@pytest.mark.parametrize("row", ROWS)
def test_byline(row):
    line, _, names = row.rpartition(" | ")
    text = f"...\n{line}\n..."
    found = BYLINES.authors(text, 4, 4 + len(line), sure=line.lower().startswith("by"))
    assert [author.name for author in found] == [name for name in names.split("; ") if name]
    assert [text[author.start : author.end] for author in found] == [author.name for author in found]


@pytest.mark.parametrize("name", ["Jane Doe", "JANE DOE", "Jane A. Doe", "J.K. Roe", "Maria do Carmo de la Cruz"])
def test_has_the_shape_of_a_name(name):
    assert BYLINES.is_name(name)


@pytest.mark.parametrize(
    "name", ["", "Jane", "Top Stories", "jane doe", "Read More News", "Jane Doe 2", "a b", "The End"]
)
def test_has_not_the_shape_of_a_name(name):
    assert not BYLINES.is_name(name)


def test_a_bare_line_needs_the_shape_of_a_name():
    line = "Nuclear umbrella"
    assert BYLINES.authors(line, 0, len(line), sure=False) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Jane Doe is a reporter in Leeds.", "Jane Doe"),
        ("Ludwig van der Berg covers the courts.", "Ludwig van der Berg"),
        ("Jane Doe said no.", ""),
        ("The minister is ill.", ""),
        ("Doe is ill.", ""),
        ("", ""),
    ],
)
def test_a_line_that_introduces_somebody(line, name):
    assert BYLINES.signature(line) == name


@pytest.mark.parametrize(
    ("line", "job"),
    [
        ("Correspondent", True),
        ("Senior political reporter", True),
        ("Editor, Africa", True),
        ("Read more", False),
        ("The editor and the reporter of the paper spoke", False),
        ("", False),
    ],
)
def test_a_line_that_is_a_job(line, job):
    assert BYLINES.is_job(line) is job


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Monday, August 5, 2024 by Jane Doe", ["Jane Doe"]),
        ("Monday August 27, 2018 10:05 am PDT by Jane Doe and John Roe", ["Jane Doe", "John Roe"]),
        ("5 August 2024, Jane Doe", ["Jane Doe"]),
        ("Jane Doe, 5 August 2024", ["Jane Doe"]),
        ("Posted on May 3, 2024 by Jane Doe", ["Jane Doe"]),
        ("ByJane RoeNovember 3", ["Jane Roe"]),
        ("By Jane Doe3 May 2024", ["Jane Doe"]),
        ("By Jane DoeThe Associated Press", ["Jane Doe"]),
        ("By Staff Writer Jane Doe", ["Jane Doe"]),
        ("By JANE DOE Staff Writer", ["JANE DOE"]),
        ("By Political Editor", []),
        ("By our special correspondent", []),
        ("By admin", []),
    ],
)
def test_dates_jobs_and_glue_are_no_names(line, names):
    assert [author.name for author in BYLINES.authors(line, 0, len(line))] == names


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("Monday, August 5, 2024 by Jane Doe", 23),
        ("August 5 by Jane Doe", 9),
        ("Sales rise in August", None),
        ("Novel of 5 August 2024 praised by Jane Doe", None),
    ],
)
def test_a_byline_after_a_date(line, at):
    assert BYLINES.find(line, 0, len(line)) == at
