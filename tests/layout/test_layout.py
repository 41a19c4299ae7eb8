"""What must hold for every text, and what the two readers promise."""

from __future__ import annotations

import pickle

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsrecord.layout import NewsLayout, PlainLayout
from newsrecord.readers import LayoutReader
from newsrecord.record import Generator, NewsRecord, Passage
from newsrecord.text import lines

BREAKS = ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\n\n", "\n \n\n"]
PIECES = [
    "By",
    "By Jane Doe",
    "By Jane Doe and AP",
    "Jane Doe",
    "Author:",
    "Published May 3, 2024",
    "Last updated 4 May 2024 10:00 GMT | Posted: May 3, 2024",
    "2024-10-13",
    "Read more:",
    "Read more: Minister resigns over a loan",
    "RELATED | \u200bMinister resigns over a loan",
    "Also read: …",
    "Related stories",
    "- ",
    "1",
    "2 Minister resigns over a loan",
    "3. Minister resigns over a loan",
    "> > quoted mail that goes on in small letters and breaks off at seventy",
    "> columns, as mail does.",
    "Minister resigns over a loan from a friend of his brother",
    "LONDON — The minister resigned on Monday after a long debate about a loan. He said nothing.",
    "NAIROBI, Kenya (AP) _",
    "The minister resigned on Monday after a long debate about a loan. He said nothing.",
    "The minister named three aims:",
    "a fair price;",
    "© 2024 The Example. All rights reserved.",
    "A crowd in Nairobi. (AP Photo/Jane Doe)",
    "5 HOURS AGO",
    "https://example.org/a",
    "\ufeff",
    "\u200b\u200d",
    "\ufeff By Jane Doe \ufeff",
    "\ud800",
    "\x00",
    "\u202eמשרד החוץ הודיע ביום שישי כי השגריר עזב את תפקידו.",
    "外務省は金曜日に大使が退任したと発表した。後任は未定である。",
    " \t\u00a0",
    "***",
]
texts = st.one_of(
    st.text(),
    st.text(alphabet=st.sampled_from("aA1. :-|>*\n\r\t\ufeff\u200b“”()—\ud800\x00")),
    st.lists(st.tuples(st.sampled_from(PIECES) | st.text(max_size=12), st.sampled_from(BREAKS)), max_size=25).map(
        lambda rows: "".join(piece + end for piece, end in rows)
    ),
)


def as_record(text, layout):
    """Make a record of a layout: it checks spans, folded texts, order and overlap itself."""
    return NewsRecord(
        generator=Generator(name="newsrecord", version="0"), source=text, **attrs.asdict(layout, recurse=False)
    )


def passages_of(layout):
    headline = [layout.headline] if layout.headline else []
    return sorted(
        [*headline, *layout.meta, *layout.body, *layout.related_headlines, *layout.furniture], key=lambda p: p.start
    )


@settings(max_examples=300, deadline=None)
@example("Read more: \ufeff\nA title of another story\n")
@example("\u200b x\n1\n\u200b")
@given(texts)
def test_every_text_gives_a_record_that_leaves_no_line_out(text):
    layout = NewsLayout().read(text)
    as_record(text, layout)
    passages = passages_of(layout)
    covered = 0
    for line in lines(text):
        if line.start == line.end:
            continue
        while covered < len(passages) and passages[covered].end <= line.start:
            covered += 1
        assert covered < len(passages), repr(text[line.start : line.end])
        assert passages[covered].start < line.end, repr(text[line.start : line.end])


@settings(max_examples=300, deadline=None)
@given(texts)
def test_meta_holds_what_was_read_from_it_and_nothing_else(text):
    layout = NewsLayout().read(text)
    spans = [*layout.authors, *(span for span in (layout.published, layout.updated) if span is not None)]
    for span in spans:
        assert any(passage.start <= span.start and span.end <= passage.end for passage in layout.meta)
    if layout.dateline is not None:
        spans.append(layout.dateline)
        assert any(p.start <= layout.dateline.start and layout.dateline.end <= p.end for p in layout.body + layout.meta)
    for passage in layout.meta:
        assert any(passage.start <= span.start and span.end <= passage.end for span in spans)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_lines_without_letters_are_furniture_or_a_date(text):
    layout = NewsLayout().read(text)
    for passage in (*layout.related_headlines, *([layout.headline] if layout.headline else [])):
        assert any(map(str.isalpha, passage.text))


@settings(max_examples=200, deadline=None)
@given(texts)
def test_plain_takes_everything_for_body(text):
    layout = PlainLayout().read(text)
    as_record(text, layout)
    assert attrs.evolve(layout, body=()) == attrs.evolve(PlainLayout().read(""), body=())
    signs = {i: None for i in (*range(0x3001), 0xFEFF) if chr(i).isspace() or i == 0xFEFF}  # a mark may part two lines
    told = "".join(passage.text for passage in layout.body).translate(signs)
    assert told == "".join(text[line.start : line.end] for line in lines(text)).translate(signs)


@given(texts)
def test_same_text_same_layout(text):
    assert NewsLayout().read(text) == NewsLayout().read(text)


@pytest.mark.parametrize("reader", [NewsLayout(), PlainLayout()], ids=["news", "plain"])
def test_is_a_reader_that_can_be_sent_to_a_worker(reader):
    assert isinstance(reader, LayoutReader)
    assert pickle.loads(pickle.dumps(reader)) == reader
    assert hash(reader) == hash(type(reader)())
    assert reader.read("") == reader.read(" \n\t\n")
    assert reader.read("").body == ()


def test_invisible_signs_in_front_of_a_title_are_taken_off():
    body = "The plant will close in June, its owner said on Tuesday after a meeting with the unions. He left at once."
    text = f"{body}\n\n\n\u200b  Mayor promises help for all workers\n\u2060 Car sales fall again in May\n"
    layout = NewsLayout().read(text)
    titles = ["Mayor promises help for all workers", "Car sales fall again in May"]
    assert [passage.text for passage in as_record(text, layout).related_headlines] == titles


def test_plain_joins_hard_wrapped_lines():
    text = (
        "When the water rose for the third time this spring, Marta Lindqvist did not\n"
        "carry her furniture upstairs. She had sold it.\n\nRead more: no cue here\n"
    )
    assert [passage.text for passage in PlainLayout().read(text).body] == [
        text.partition("\n\n")[0].replace("\n", " "),
        "Read more: no cue here",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 500_000,
        "A title of five words\n" * 100_000,
        "- item\n" * 100_000,
        "1 item\n2 item\n" * 50_000,
        "Read more:\n" * 100_000,
        "By Jane Doe\n" * 50_000,
        "The minister resigned on Monday after a long debate about a loan in the house.\n" * 20_000,
        "a" * 1_000_000,
        "word " * 200_000,
        "> " * 300_000,
        ". (" * 300_000,
        "May 3, 2024 " * 50_000,
        "and " * 200_000 + "(AP)",
        "\ufeff" * 500_000,
    ],
    ids=lambda text: repr(text[:14]),
)
def test_long_inputs_come_back(text):
    layout = NewsLayout().read(text)
    assert all(isinstance(passage, Passage) for passage in layout.body)


@pytest.mark.parametrize(
    ("lines", "published", "updated"),
    [
        ("Updated May 4, 2024", "2024-05-04", "2024-05-04"),
        ("Updated May 4, 2024\nPublished May 2, 2024", "2024-05-02", "2024-05-04"),
        ("May 2, 2024 | Updated May 4, 2024", "2024-05-02", "2024-05-04"),
        ("May 2, 2024", "2024-05-02", None),
    ],
)
def test_an_updated_line_is_published_only_where_it_has_the_one_date(lines, published, updated):
    text = (
        f"Parliament passes water bill\n{lines}\n\n"
        "Parliament passed the water bill on Thursday after a debate that ran through the night.\n"
    )
    layout = NewsLayout().read(text)
    assert (layout.published.value, layout.updated and layout.updated.value) == (published, updated)


def test_a_title_is_related_once():
    body = "The plant will close in June, its owner said on Tuesday after a meeting with the unions. He left at once.\n"
    title = "Mayor promises help for all workers"
    text = f"{body * 3}\n\nRelated\n{title}\nCar sales fall for a third month\n{title}\n"
    layout = NewsLayout().read(text)
    assert [passage.text for passage in layout.related_headlines].count(title) == 1
    assert [item.text for item in layout.furniture if item.role == "repeat"] == [title]


STORY = "Two bombs exploded outside the embassy on Friday, killing three people, witnesses and the police said."


@pytest.mark.parametrize(
    ("line", "place", "published"),
    [
        ("NAIROBI, Kenya (AP) _", "Nairobi, Kenya", None),
        ("LONDON, May 3, 2025 (Reuters) -", "London", "2025-05-03"),
    ],
)
@pytest.mark.parametrize("title", ["", "Bombs explode outside embassy as talks resume\n\n"])
def test_a_dateline_on_a_line_of_its_own_is_kept_as_meta(title, line, place, published):
    layout = NewsLayout().read(f"{title}{line}\n\n{STORY}")
    assert [passage.text for passage in layout.meta] == [line]
    assert layout.dateline.place == place
    assert (layout.published.value if layout.published else None) == published
    assert [passage.text for passage in layout.body] == [STORY]
    assert layout.furniture == ()


def test_a_full_date_in_the_dateline_is_the_published_date_where_no_line_gives_one():
    opened = f"LIMA, May 3, 2025 (AP) - {STORY}"
    assert NewsLayout().read(opened).published.text == "May 3, 2025"
    layout = NewsLayout().read(f"Bombs explode outside embassy as talks resume\nPublished May 4, 2025\n\n{opened}")
    assert layout.published.value == "2025-05-04"
    assert str(layout.dateline.date) == "2025-05-03"
