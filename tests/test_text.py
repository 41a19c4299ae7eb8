"""Lines, tokens and sentences carry offsets into the text and lose nothing of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.text import _TOKEN, Document, Section, lines, tokenize

ANY_TEXT = st.text(st.characters(), max_size=80) | st.text("aB1.'’ \n\r\f\ufeff\u0301\ud800-U", max_size=60)


def words(text):
    return tokenize(text).words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cuba–Peru", "Cuba – Peru"),
        ("China’s and CHINA'S", "China ’s and CHINA 'S"),
        ("the nations’ say", "the nations ’ say"),
        ("O’Brien's don’t", "O’Brien 's don’t"),
        ("U.S.-India at 9 a.m.", "U.S. - India at 9 a.m."),
        ("J.K. Rowling, Mr. X.", "J.K. Rowling , Mr . X ."),
        ("$1,200.50 (9:30pm) 1990s 21st", "$ 1,200.50 ( 9:30pm ) 1990s 21st"),
        ("cafe\u0301 Ch\u0301", "cafe\u0301 Ch\u0301"),
        ("snake_case #tag @name", "snake _ case # tag @ name"),
        ("Москва東京 ١٢", "Москва東京 ١٢"),
        ("", ""),
    ],
)
def test_tokens(text, expected):
    assert words(text) == expected.split()


@given(ANY_TEXT | st.text("aBé1. ,’'\n", max_size=40))
def test_the_short_cut_for_plain_words_tells_the_same_tokens(text):
    short_cut, others = _TOKEN.pattern.split("    | ", 1)
    assert "[A-Za-z]" in short_cut
    assert _TOKEN.findall(text) == re.findall(f"({others}", text, re.VERBOSE)


@given(ANY_TEXT)
def test_tokens_are_the_text_without_its_white_space(text):
    tokens = tokenize(text)
    assert "".join(tokens.words) == "".join(text.split())
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert all(end <= start for end, start in zip(tokens.ends, tokens.starts[1:], strict=False))


@given(ANY_TEXT)
def test_lines_hold_everything_but_white_space_and_marks(text):
    found = list(lines(text))
    assert len(found) == len(text.splitlines())
    inside = "".join(text[line.start : line.end] for line in found)
    assert "".join(inside.split()).replace("\ufeff", "") == "".join(text.split()).replace("\ufeff", "")
    for line, raw in zip(found, text.splitlines(), strict=True):
        piece = text[line.start : line.end]
        assert piece == piece.strip()
        assert bool(piece) == bool(raw.strip())
        assert 0 <= line.indent <= len(raw)


@pytest.mark.parametrize("terminator", ["\n", "\r\n", "\r", "\f", "\x85", "\u2028"])
def test_line_terminators(terminator):
    text = f"one{terminator}{terminator}  two \t{terminator}"
    assert [text[line.start : line.end] for line in lines(text)] == ["one", "", "two"]


def test_a_byte_order_mark_is_no_part_of_a_line_unless_it_is_all_of_it():
    text = "\ufeffTitle\n\ufeff\n"
    assert [(line.start, text[line.start : line.end]) for line in lines(text)] == [(1, "Title"), (7, "\ufeff")]


def sentences(text):
    document = Document(text, [Section(0, len(text), "body")])
    return [" ".join(document.tokens.words[i] for i in sentence) for sentence in document.sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He left. She stayed.", 2),
        ("Mr. Smith met Gen. Ruiz on Jan. 3.", 1),
        ("He said “Go.” Then he left.", 2),
        ("John F. Kennedy spoke. Why? No one knows!", 3),
        ("in the U.S. The law changed", 2),
        ("the U.S. President spoke", 1),
        ("at 5 p.m. local time", 1),
        ("It cost 3.50. The rest followed.", 2),
        ("no stop at all", 1),
        ("", 0),
    ],
)
def test_sentences(text, count):
    assert len(sentences(text)) == count


@given(ANY_TEXT, st.data())
def test_sentences_leave_no_token_out_and_never_cross_sections(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    sections = [Section(a, b, "body") for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    document = Document(text, sections)
    assert [i for sentence in document.sentences for i in sentence] == list(range(len(document.tokens)))
    for sentence in document.sentences:
        start, end = document.tokens.starts[sentence[0]], document.tokens.ends[sentence[-1]]
        assert any(section.start <= start and end <= section.end for section in sections)


@pytest.mark.parametrize(
    "unit", ["a.", "' ", "’s", "\u0301", "a\u0301", "1.", "1,", "May ", "A", "''", "\ud800", "\n", ". "]
)
def test_long_runs_of_anything_are_read(unit):
    text = unit * (300_000 // len(unit))
    document = Document(text, [Section(0, len(text), "body")])
    assert sum(len(sentence) for sentence in document.sentences) == len(document.tokens)
    assert sum(1 for _ in lines(text)) == len(text.splitlines())


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Herald.co.za:8080/a?b=c.uk", "www.herald.co.za"),
        ("news.bbc.co.uk", "news.bbc.co.uk"),
        ("http://paper.example.?q", "paper.example"),
        ("//paper.example#top", "paper.example"),
        ("", ""),
        (None, ""),
    ],
)
def test_the_host_of_a_documents_address(url, host):
    assert Document("", (), url=url).host == host
