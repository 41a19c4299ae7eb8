"""Paragraphs that line breaks part, text beside paragraphs, and characters that nobody sees: pages and what is read."""

from __future__ import annotations

import importlib.util

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsrecord import Parser
from newsrecord.html_breaks import drop_invisible, part_paragraphs

with_extra = pytest.mark.skipif(
    importlib.util.find_spec("trafilatura") is None, reason="the extra `html` is not installed"
)
PARSER = Parser(recognizer=None, dates=None)
ONE = "The council voted 7 to 2 on Monday to build a library where the old cinema stands, at a cost of twelve million."
TWO = "Mayor Ted Alvarez said that work would begin in spring, and that the town had waited since he was in school."
THREE = "Two members said that the money was needed for roads, and that the cinema, empty since 2011, should be sold."
STORY = [ONE, TWO, THREE]


def is_stopped(text):
    return text.endswith(".")


def page(body):
    return f"<html><head><title>Library plan backed</title></head><body>{body}</body></html>"


def read(body):
    record = PARSER.parse_html(page(body))
    for span in (*record.body, *record.furniture, *record.meta):
        assert record.source[span.start : span.end] == span.text
    return record


def paragraphs(body):
    return [passage.text for passage in read(body).body]


@with_extra
class TestParagraphs:
    @pytest.mark.parametrize(
        "between",
        [
            "<br><br>",
            "<br/><br/>",
            "<br />\n <br />",
            "<br/>&nbsp;<br>",
            "<br>&#8203;<br>",
            "<br><!-- ad --><br>",
            "<br><span></span><br>",
            "<br><script>show('<br>')</script><br>",
            "<br><br><br><br>",
        ],
    )
    @pytest.mark.parametrize(
        "around",
        [
            "<article><h1>Library plan backed</h1>{}</article>",
            "<article><h1>Library plan backed</h1><p>{}</p></article>",
            "<article><h1>Library plan backed</h1><div class=story>{}</div></article>",
            "<article><h1>Library plan backed</h1><div><span><font size=2>{}</font></span></div></article>",
            "<h1>Library plan backed</h1><center>{}</center>",
            "<h1>Library plan backed</h1><table><tr><td>{}</td></tr></table>",
        ],
        ids=["heading", "paragraph", "block", "inline", "centre", "table"],
    )
    def test_two_breaks_part_paragraphs(self, around, between):
        assert paragraphs(around.format(between.join(STORY))) == STORY

    def test_one_break_parts_words_alone(self):
        body = f"<article><h1>Library plan<br>backed</h1><p>{ONE}<br>{TWO}</p><p>{THREE}</p></article>"
        record = read(body)
        assert record.headline.text == "Library plan backed"
        assert [passage.text for passage in record.body] == [f"{ONE} {TWO}", THREE]

    def test_breaks_in_an_item_of_a_list_part_words_alone(self):
        body = f"<article><h1>Library plan backed</h1><ul><li>{ONE}<br><br>{TWO}</li></ul><p>{THREE}</p></article>"
        assert paragraphs(body) == [f"{ONE} {TWO}", THREE]

    def test_words_in_marks_stay_in_their_paragraph(self):
        body = f"<article><h1>Library plan backed</h1>{ONE}<br><br><b>Mayor</b>{TWO[5:]}<br><br>{THREE}</article>"
        assert paragraphs(body) == STORY

    def test_blocks_between_stay_in_their_place(self):
        body = f"<article><h1>Library plan backed</h1>{ONE}<br><br>{TWO}<h2>Roads first</h2>{THREE}</article>"
        record = read(body)
        assert [passage.text for passage in record.body] == STORY
        assert [item.text for item in record.furniture] == ["Roads first"]

    def test_a_quotation_has_its_paragraphs(self):
        body = (
            f"<article><h1>Library plan backed</h1><p>{ONE}</p><blockquote>{TWO}<br><br>{THREE}</blockquote></article>"
        )
        assert paragraphs(body) == STORY

    def test_prose_beside_paragraphs_is_one(self):
        assert paragraphs(f"<article><h1>Library plan backed</h1>{ONE}<p>{TWO}</p>{THREE}</article>") == STORY

    @pytest.mark.parametrize("short", ["It rained.", "“No,” he said.", "Snow fell on Lusk on Monday."])
    def test_a_short_one_may_be_the_first(self, short):
        body = f"<div><h1>Library plan backed</h1>By Roy Dane<br><br>{short}<br><br>{'<br><br>'.join(STORY)}</div>"
        assert paragraphs(body) == [short, *STORY]

    def test_lines_above_the_first_are_none(self):
        body = f"<div><h1>Library plan backed</h1>By Roy Dane<br>June 4, 1999<br><br>{'<br><br>'.join(STORY)}</div>"
        assert paragraphs(body) == STORY

    def test_a_page_of_old_is_read_as_text(self):
        head = "<center><a href=/>Home</a></center><font size=5><b>Library plan backed</b></font><br>"
        record = read(f"{head}<i>By Roy Dane</i><br>June 4, 1999<br><br><font>{'<br><br>'.join(STORY)}</font>")
        assert record.source.startswith(f"Home\nLibrary plan backed\nBy Roy Dane\nJune 4, 1999\n{ONE}\n{TWO}\n")
        assert [author.name for author in record.authors] == ["Roy Dane"]
        assert record.published.value == "1999-06-04"
        assert [passage.text for passage in record.body] == STORY

    def test_a_link_in_the_run_of_a_sentence_is_no_title(self):
        two = TWO.replace("work would begin in spring", "<a href='/2025/10/30/begin'>work would begin in spring</a>")
        record = read(f"<article><h1>Library plan backed</h1>{ONE}<br><br>{two}<br><br>{THREE}</article>")
        assert [passage.text for passage in record.body] == STORY
        assert record.related_headlines == ()


@with_extra
class TestTree:
    @staticmethod
    def tree(body):
        return importlib.import_module("lxml.html").document_fromstring(page(body))

    @pytest.mark.parametrize(
        "body",
        [
            "<div>Example Times<br><br>1 Main Street</div>",
            "<div>Menu<p>one</p></div>",
            "<p>one<br>two</p>",
            "<ul><li>one<br><br>two</li></ul>",
            "<h1>one<br><br>two</h1>",
            "<div><a href=/x>one<br><br>two</a></div>",
        ],
    )
    def test_of_other_breaks_keeps_its_elements(self, body):
        tree = self.tree(body)
        before = [(element.tag, len(element)) for element in tree.iter()]
        part_paragraphs(tree, is_stopped, is_stopped)
        assert [(element.tag, len(element)) for element in tree.iter()] == before

    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.sampled_from(
                [
                    "<br>",
                    "<br> ",
                    "<p>",
                    "</p>",
                    "<div>",
                    "</div>",
                    "<b>",
                    "</b>",
                    "<li>",
                    "<h1>",
                    "</h1>",
                    "<a>",
                    "<script>",
                ]
            )
            | st.text("ab. \xa0\u200b\n\x01", max_size=5),
            max_size=30,
        ).map("".join)
    )
    def test_loses_no_word(self, body):
        tree = self.tree(body)
        drop_invisible(tree)
        before = tree.text_content()
        part_paragraphs(tree, is_stopped, is_stopped)
        assert "".join(tree.text_content().split()) == "".join(before.split())

    @pytest.mark.parametrize(
        "unit",
        [
            "x.<br><br>",
            "<b>x.<br><br></b>",
            "<p>x.<br><br>y.</p>",
            "<br><span></span>",
            "<div>x.<br><br>",
            "x.<p>y</p>",
        ],
    )
    def test_grows_with_the_page_alone(self, unit):
        tree = self.tree(unit * 2000)
        part_paragraphs(tree, is_stopped, is_stopped)
        assert sum(1 for _ in tree.iter()) < 5 * 2000 + 10


@with_extra
@pytest.mark.parametrize("sign", ["&shy;", "&#173;", "\xad", "&#8203;", "\u200b", "&#x2060;", "&#xfeff;", "<wbr>"])
class TestInvisible:
    def test_breaks_no_word_of_the_story(self, sign):
        one = ONE.replace("library", f"li{sign}bra{sign}ry")
        record = read(f"<article><h1>Li{sign}brary plan backed</h1><p>{one}</p><p>{TWO}</p></article>")
        assert record.headline.text == "Library plan backed"
        assert [passage.text for passage in record.body] == [ONE, TWO]

    def test_is_left_out_of_a_page_that_is_read_as_text(self, sign, monkeypatch):
        monkeypatch.setattr("newsrecord.html_bounds.MOST_ELEMENTS", 2)
        one = ONE.replace("library", f"li{sign}bra{sign}ry")
        record = read(f"<article><h1>Library plan backed</h1><p>{one}</p><p>{TWO}</p></article>")
        assert ONE in record.source


@with_extra
@pytest.mark.parametrize("sign", ["&zwj;", "&zwnj;", "&rlm;", "&#x2068;"])
def test_signs_that_change_what_is_read_stay(sign):
    one = ONE.replace("library", f"li{sign}bra{sign}ry")
    (first, _) = read(f"<article><h1>Library plan backed</h1><p>{one}</p><p>{TWO}</p></article>").body
    assert len(first.text) == len(ONE) + 2


@with_extra
def test_soft_hyphens_hide_no_date():
    parser = Parser(recognizer=None)
    record = parser.parse_html(
        page(f"<article><h1>Library plan backed</h1><p>It shut on 12&nbsp;Octo&shy;ber&nbsp;2023. {ONE}</p></article>")
    )
    assert "2023-10-12" in [date.value for date in record.dates]
