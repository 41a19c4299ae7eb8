"""Lines into blocks: what is joined, what is not, and which signs are taken off."""

from __future__ import annotations

import pytest

from newsrecord.language import english
from newsrecord.layout import Wording, blocks
from newsrecord.record import fold


def find_blocks(text):
    return blocks.find_blocks(text, english().made(Wording).wrap)


WRAPPED = (
    "When the water rose for the third time this spring, Marta Lindqvist did not",
    "carry her furniture upstairs. She had sold it in the winter, and now she sat",
    "on a folding chair.",
)


def texts_of(text):
    return [fold(text[block.words_at : block.end]) for block in find_blocks(text)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("margin", ["", "    "])
def test_hard_wrapped_lines_are_one_block(newline, margin):
    text = newline.join(margin + line for line in (*WRAPPED, "", *WRAPPED))
    assert texts_of(text) == [" ".join(WRAPPED)] * 2


def test_quoted_mail_is_joined_and_keeps_what_it_quotes():
    text = "\n".join("> " + line for line in WRAPPED)
    (block,) = find_blocks(text)
    assert (block.start, block.words_at, block.end) == (0, 2, len(text))


LONG = (
    "The first paragraph of this page stands on one line that is longer than anything an editor or a mailer wraps at, "
    "as it does on a page of the web that was copied."
)


@pytest.mark.parametrize(
    ("line", "following", "joined"),
    [
        ("The airline said on Monday it would resume direct flights to the coast,", "13 years after it stopped.", True),
        (
            "The airline said on Monday it would resume direct flights to the coast",
            "after a long pause for repairs.",
            True,
        ),
        (
            "The airline said on Monday it would fly twice a week from March with an",
            "Embraer 190 jet that it owns.",
            True,
        ),
        (
            "The airline said on Monday it would resume direct flights to the coast.",
            "iPhones were not allowed on board.",
            False,
        ),
        ("Airline resumes direct flights to the coast after a long repair", "by Ana Ruiz", False),
        ("Airline resumes direct flights to the coast after a long repair", "by", False),
        ("Airline resumes direct flights to the coast after a long repair", "an hour ago", False),
        ("Airline resumes direct flights to the coast after a long repair", "Oil prices fall as talks resume", False),
        (
            "Three things came up at the meeting in the capital this week:",
            "a fair price for rice and for water;",
            False,
        ),
        (
            "a fair price for rice and for water, after all these long years;",
            "an end to the war in the northern hills.",
            False,
        ),
    ],
)
def test_a_line_that_breaks_off_goes_on_in_the_next_though_the_text_is_not_wrapped(line, following, joined):
    text = f"{LONG}\n\n{LONG}\n\n{line}\n{following}\n\n{LONG}\n"
    middle = [f"{line} {following}"] if joined else [line, following]
    assert texts_of(text) == [LONG, LONG, *middle, LONG]


def test_one_line_paragraphs_stay_apart():
    lines = [
        "The first paragraph of this text stands on one line that is longer than a hundred columns, as on a page."
    ] * 3
    assert texts_of("\n".join(lines)) == lines


def test_short_lines_stay_apart():
    assert texts_of("milk\neggs\nand bread") == ["milk", "eggs", "and bread"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("- A title", "A title"),
        ("* A title", "A title"),
        ("•\u00a0A title", "A title"),
        ("» A title", "A title"),
        ("3. A title", "A title"),
        ("(3) A title", "A title"),
        ("3) A title", "A title"),
        ("10 best phones", "10 best phones"),
        ("3.5 per cent", "3.5 per cent"),
        ("-5 degrees", "-5 degrees"),
        ("- ", "-"),
    ],
)
def test_bullets(line, words):
    assert texts_of(line) == [words]


def test_ranks_count_on():
    assert texts_of("1 Rivers rise\n2 Bakers strike\n10 best phones") == [
        "Rivers rise",
        "Bakers strike",
        "10 best phones",
    ]


def test_gaps_are_counted():
    assert [block.gap for block in find_blocks("a\nb\n\nc\n \n\t\nd")] == [0, 0, 1, 2]


COLUMN = (
    "When the water rose for the third",
    "time this spring, Marta Lindqvist",
    "did not carry her furniture up.",
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_of_a_column_are_one_block(newline):
    text = newline.join((*COLUMN, "", *COLUMN))
    assert texts_of(text) == [" ".join(COLUMN)] * 2


def test_an_indent_begins_a_paragraph():
    text = "\n".join(("  " + COLUMN[0], *COLUMN[1:], "  " + COLUMN[0], *COLUMN[1:]))
    assert texts_of(text) == [" ".join(COLUMN)] * 2


def test_the_headline_of_a_column_has_its_own_measure():
    headline = ("Marta stays", "on her folding", "chair")
    text = "\n".join((*headline, "", "By Jane Doe", "3 May 2024", "", *COLUMN))
    assert texts_of(text) == [" ".join(headline), "By Jane Doe", "3 May 2024", " ".join(COLUMN)]


def test_a_short_text_in_a_column_is_told_by_its_full_lines():
    paragraphs = "When the water rose for the third\ntime, she sat.\n\nNobody saw that she had a boat of\nwood."
    assert [len(one.split()) for one in texts_of("Marta stays\n\n" + paragraphs)] == [2, 10, 9]


TITLES = (
    "Dam upstream to be raised by two metres",
    "Insurance prices double along the coast",
    "What the new flood maps show of the town",
    "Marta Lindqvist stays on her own chair",
)


def test_titles_are_no_column():
    assert texts_of("\n".join(TITLES)) == list(TITLES)
    cards = "\n\n".join(f"{title}\nA house by the sea." for title in TITLES)
    assert len(texts_of(cards)) == 2 * len(TITLES)


def test_narrow_lines_beside_long_ones_are_no_column():
    text = "\n".join((*COLUMN, "", LONG, "", LONG, "", LONG))
    assert len(texts_of(text)) == len(COLUMN) + 3
