"""Markdown: a CommonMark parser shows each text as it was, whatever signs are in it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsrecord.formats._shared import clean_xml
from newsrecord.formats.markdown import dumps, escape
from newsrecord.record import fold
from newsrecord.strategies import records


@pytest.fixture(scope="module")
def parse():
    library = pytest.importorskip("markdown_it", reason="markdown-it-py, the CommonMark parser, is not installed")
    return library.MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse


def blocks(tokens):
    """The text of each block with its kind and the mark-up around its text."""
    found, kind = [], ""
    for token in tokens:
        if token.type.endswith("_open"):
            kind = token.tag
        if token.type == "inline":
            text = "".join(child.content for child in token.children)
            found.append((kind, text, {child.tag for child in token.children if child.tag}))
        elif token.type in ("html_block", "code_block", "fence", "hr"):
            found.append((token.type, token.content, set()))
    return found


@given(record=records())
def test_every_passage_shows_as_it_was(parse, record):
    found = blocks(parse(dumps(record)))
    assert {kind for kind, _, _ in found} <= {"h1", "h2", "p", "li"}
    plain = [text for kind, text, tags in found if kind == "p" and not tags]
    title = [text for kind, text, _ in found if kind == "h1"]
    assert title == ([clean_xml(record.headline.text)] if record.headline else [])
    lists = [clean_xml(one.text) for one in record.related_headlines]
    assert plain[: len(record.body) + len(lists)] == [clean_xml(passage.text) for passage in record.body] + lists
    assert [text for _, text, tags in found if tags == {"em"}] == [clean_xml(passage.text) for passage in record.meta]
    names = [text for _, text, tags in found if tags == {"strong"}]
    for text, entity in zip(names, record.entities, strict=True):
        assert text.startswith(clean_xml(entity.name) + " (" + entity.type)


SIGNS = st.text("\\`*_{}[]<>()#+-=.!|~:&;@\"'/ a1é\n", max_size=20)


@given(text=SIGNS)
@example(text="# a #")
@example(text="#")
@example(text="a ##")
@example(text="1. a")
@example(text="1) a")
@example(text="- - -")
@example(text="=== a")
@example(text="> a")
@example(text="+ a")
@example(text="&amp; &#35; &copy")
@example(text="<script>alert(1)</script>")
@example(text="![a](javascript:b)")
@example(text="<https://news.example>")
@example(text="~~~ a")
@example(text="a | b")
def test_any_signs_show_as_they_were(parse, text):
    folded = fold(text)
    if folded:
        for before, kind in (("", "p"), ("# ", "h1"), ("- ", "p")):
            from newsrecord.formats.markdown import _heading

            safe = _heading(folded) if before == "# " else escape(folded)
            assert blocks(parse(before + safe)) == [(kind, folded, set())]


def test_what_it_looks_like(full):
    text = dumps(full)
    assert text.startswith("# Peru’s 🦙 votes today\n\n*By Ana Ruiz and Bo Li*\n\n*May 3, 2025 10:00 GMT.")
    assert "\n\nLIMA, May 2, 2025 (AP) - Peru’s judge Bo Li left 😀 on Friday & \\<b>“it”\\</b> ]]> before" in text
    assert '\n\n\\# A second 𝒳-Phone was sold for $5 to the UN; "Peruvians" cheer \\*every\\* Tuesday' in text
    assert "- **Bo Li** (PERSON, judge, chair): 1 mention\n" in text
    assert "- **Brazil** (LOCATION, BR, related headlines only): 1 mention" in text
    assert "- Monday: `2025-W19` (START)" in text
