"""Lines that a label opens: when they are fields of a database or a mail, and what they hold."""

from __future__ import annotations

import pytest

from newsrecord.errors import DataFileError
from newsrecord.language import english
from newsrecord.layout import NewsLayout, Wording
from newsrecord.layout.blocks import find_blocks
from newsrecord.layout.copy import _LABEL, _LONGEST, FieldWords, find_fields
from newsrecord.layout.shapes import look_at
from newsrecord.tables import Table

WORDING = english().made(Wording)


def fields(text):
    items, _ = look_at(text, find_blocks(text, WORDING.wrap), WORDING.lines)
    return [
        (entry.holds, text[entry.value_at : items[i].block.end])
        for i, entry in find_fields(items, WORDING.fields).items()
    ]


def test_a_database():
    text = (
        "HEADLINE: Bank fails\nBYLINE:\nJane Doe\nLOAD-DATE: May 9, 2003\nDATELINE: SELM\nBODY: It failed.\nHe left.\n"
    )
    assert fields(text) == [
        ("headline", "Bank fails"),
        ("other", ""),
        ("byline", "Jane Doe"),
        ("other", "May 9, 2003"),
        ("dateline", "SELM"),
        ("body", "It failed."),
    ]


def test_the_name_of_the_paper_is_no_author():
    text = (
        "Harbour Courier\nMarch 3, 2011\nHEADLINE: Bank fails\nLENGTH: 90 words\nBODY: It failed on Monday.\nHe left."
    )
    layout = NewsLayout().read(text)
    assert layout.authors == ()
    assert layout.published is not None
    assert layout.published.value == "2011-03-03"


def test_a_mail():
    text = "From: Desk <desk@paper.example>\nSent: 5 June 2017\nTo: All\nSubject: FW: Tolls to end\n\nThey end.\n"
    assert ("headline", "Tolls to end") in fields(text)


def test_the_subjects_of_a_database_are_no_headline():
    text = "TITLE: Tolls to end\nBYLINE: Jane Doe\nLENGTH: 90 words\nSUBJECT: Bridges\n"
    assert ("tags", "Bridges") in fields(text)


@pytest.mark.parametrize(
    "text",
    [
        "Author: Jane Doe\nDate: 3 May 2024\n\nThey end.",
        "What: a raid\nWhere: Selm\nWhen: June 8, 2004\n",
        "METZ: There is a bill.\nFARIS: How bad is it?\n",
        "BY Jane Doe\nIN PARIS\nRE Tolls\nCO Nobody\n",
        "",
    ],
)
def test_a_few_labels_make_no_copy(text):
    assert fields(text) == []


def test_a_table_names_only_what_fields_hold():
    with pytest.raises(DataFileError, match="weather"):
        FieldWords(Table({"labels": {"weather": ["rain"]}}, "layout.toml"))


def test_the_longest_label_ends_within_what_is_looked_at() -> None:
    found = _LABEL.match(f"{'A' * 31} :")
    assert found is not None
    assert found.end() == _LONGEST
