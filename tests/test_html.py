"""Pages with their mark-up: what is taken from them, what is left, and that no page breaks anything."""

from __future__ import annotations

import importlib
import json
import socket

import pytest
import time_machine
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newsrecord
from newsrecord import Article, Parser
from newsrecord.cli import cli
from newsrecord.html import _headline
from newsrecord.html_encoding import _CODECS, _LABELS, decode_html

try:
    importlib.import_module("trafilatura")
except ImportError:
    INSTALLED = False
else:
    INSTALLED = True

with_extra = pytest.mark.skipif(not INSTALLED, reason="the extra `html` is not installed")
URL = "https://www.example.com/2025/10/31/minister-opens-bridge"
PAGE = """<!doctype html><html><head><meta charset="utf-8">
<title>Minister opens bridge over the river | Example Times</title>
<meta property="og:site_name" content="Example Times">
<meta property="article:published_time" content="2025-10-31T10:15:00+00:00">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Minister opens bridge over the river",
"author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "João Roe"}]}</script></head><body>
<header><a href="/2025/10/30/the-paper-of-today-is-here">The paper of today is here</a></header>
<nav><ul><li><a href="/">Home</a><li><a href="/world-news-and-more">World news and much more</a></ul></nav>
<main><article><h1>Minister opens bridge over the river</h1>
<p class="byline">By <a href="/authors/jane-doe">Jane Doe</a> and João Roe</p>
<time datetime="2025-10-31T10:15:00+00:00">31 October 2025</time>
<p>LIMA (AP) - The minister opened the <a href="/2025/10/30/bridge-over-river-is-finished">bridge over the river that is
finished</a> on Friday after ten years of work, he told reporters.</p>
<h2>A long wait</h2>
<p>It cost far more than planned, said Ana Poe of the audit office in a report last week.</p>
<p><strong>Read more:</strong>
<a href="/2025/10/01/audit-office-finds-holes">Audit office finds holes in the budget</a></p>
<ul><li>The bridge is two kilometres long and carries four lanes.</li>
<li>It was begun in 2015 by another government.</li></ul>
<blockquote><p>“We are proud of it,” the minister said at the opening ceremony.</p></blockquote>
<p>Trains will follow in 2027, according to the plan of the ministry.</p></article>
<section><h3>Related stories</h3><ul>
<li><a href="/2025/10/29/fishermen-fear"><h4>Fishermen fear for the river below the bridge</h4>
<p>They say the mud is killing the trout.</p></a></li>
<li><a href="https://example.com/2025/10/28/toll-will-rise">Toll will rise next year, ministry says</a></li>
<li><a href="https://example.com/2025/10/28/toll-will-rise">Toll will rise next year, ministry says</a></li>
<li><a href="https://news.example.com/a/4711231">Snow closes pass in the Andes again</a></li>
<li><a href="/2025/10/31/minister-opens-bridge?from=list">Minister opens bridge over the river</a></li>
<li><a href="/2025/10/31/minister-opens-bridge#comments">See what readers say of it</a></li>
<li><a href="/sections/all-the-rest">Subscribe to our newsletter for more</a></li>
<li><a href="/world">All that happens in the world</a></li>
<li><a href="https://ads.example.net/2025/10/28/ten-tricks">Ten tricks that nobody wants you to know</a></li>
</ul></section></main>
<footer><a href="/about-us-and-our-people">About us and our many people</a></footer></body></html>"""
RELATED = [
    "Audit office finds holes in the budget",
    "Fishermen fear for the river below the bridge",
    "Toll will rise next year, ministry says",
    "Snow closes pass in the Andes again",
]
PARSER = Parser(recognizer=None)


def read(page, url=URL, **more):
    record = PARSER.parse_html(page, url, **more)
    assert newsrecord.loads(newsrecord.dumps(record)) == record
    return record


@pytest.fixture
def without_extra(monkeypatch):
    real = importlib.import_module

    def fail(name, *more):
        if name.startswith("trafilatura"):
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr("newsrecord.html.importlib.import_module", fail)


@with_extra
class TestPage:
    def test_headline_authors_and_date_come_from_the_page(self):
        record = read(PAGE)
        assert record.headline.text == "Minister opens bridge over the river"
        assert [author.name for author in record.authors] == ["Jane Doe", "João Roe"]
        assert record.published.value == "2025-10-31T10:15+00:00"
        assert record.url == URL

    def test_body_has_paragraphs_items_and_quotations_and_no_pointer(self):
        record = read(PAGE)
        assert [passage.text[:9] for passage in record.body] == [
            "LIMA (AP)",
            "It cost f",
            "The bridg",
            "It was be",
            "“We are p",
            "Trains wi",
        ]
        assert [(item.role, item.text) for item in record.furniture] == [("subhead", "A long wait")]

    def test_related_headlines_are_links_to_articles_of_the_site(self):
        assert [passage.text for passage in read(PAGE).related_headlines] == RELATED

    def test_every_line_of_the_source_is_accounted_for(self):
        record = read(PAGE)
        spans = [record.headline, *record.meta, *record.body, *record.furniture, *record.related_headlines]
        assert sorted(record.source[span.start : span.end] for span in spans) == sorted(record.source.split("\n\n"))

    def test_readers_do_the_rest(self):
        record = read(PAGE)
        assert (record.dateline.place, record.dateline.agency) == ("Lima", "AP")
        assert {date.text: date.value for date in record.dates}["Friday"] == "2025-10-31"
        assert read(PAGE, reference_date="2024-05-03").reference_date.isoformat() == "2024-05-03"

    def test_without_an_address_relative_links_are_the_sites(self):
        found = [passage.text for passage in read(PAGE, None).related_headlines]
        assert found == ["Audit office finds holes in the budget", "Fishermen fear for the river below the bridge"]

    def test_bytes_are_decoded_as_the_page_states(self):
        stated = PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"').replace("“", '"').replace("”", '"')
        assert read(stated.encode("latin-1")).authors[1].name == "João Roe"
        assert read(PAGE.encode()) == read(PAGE)

    def test_heading_is_taken_where_the_title_carries_the_site(self):
        page = PAGE.replace('"headline": "Minister opens bridge over the river",', "")
        assert read(page).headline.text == "Minister opens bridge over the river"

    def test_todays_date_plays_no_part(self):
        with time_machine.travel("2020-01-01"):
            assert read(PAGE).published.value == "2025-10-31T10:15+00:00"

    def test_a_page_that_is_too_large_is_read_as_text(self, monkeypatch):
        monkeypatch.setattr("newsrecord.html_bounds.MOST_ELEMENTS", 5)
        record = read(PAGE)
        assert "Trains will follow in 2027, according to the plan of the ministry." in [p.text for p in record.body]
        assert record.source.split("\n")[:2] == ["The paper of today is here", "Home"]
        assert record.url == URL

    def test_a_page_that_its_extractor_fails_on_is_read_as_text(self, monkeypatch):
        def fail(*_, **__):
            raise RuntimeError

        monkeypatch.setattr("trafilatura.bare_extraction", fail)
        assert "Trains will follow in 2027, according to the plan of the ministry." in [p.text for p in read(PAGE).body]

    def test_the_address_that_the_page_states_stands_in(self):
        record = read(PAGE.replace("<title>", f'<link rel="canonical" href="{URL}"><title>'), None)
        assert record.url == URL
        assert [passage.text for passage in record.related_headlines] == RELATED

    @pytest.mark.parametrize("sign", ["\0", "\ud800"])
    def test_signs_that_no_page_may_have_cost_nothing_else(self, sign):
        record = read(PAGE.replace("Trains", f"{sign} Trains"))
        assert record.body[-1].text.endswith("Trains will follow in 2027, according to the plan of the ministry.")
        assert record.headline.text == "Minister opens bridge over the river"

    def test_nothing_is_fetched(self, monkeypatch):
        def refuse(*_, **__):
            raise AssertionError("the network was asked")

        monkeypatch.setattr(socket, "socket", refuse)
        monkeypatch.setattr(socket, "create_connection", refuse)
        assert read(PAGE).body

    def test_default_parser_and_given_parser(self):
        record = newsrecord.parse_html(PAGE, URL, parser=PARSER, id="bridge")
        assert (record.id, record.entities) == ("bridge", ())


@with_extra
class TestAnyPage:
    @pytest.mark.parametrize(
        "page",
        [
            "",
            " ",
            b"",
            "no mark-up",
            "\0" * 100,
            "<",
            "<p>\ud800 surrogate",
            b"\xff\xfe<\x00p\x00>\x00",
            bytes(range(256)),
            "<meta charset=nonsense><p>x",
            "<!--" * 10_000,
            "<div>" * 50_000 + "x",
            "<ul><li>x" * 10_000,
            "<div>a</div>" * 100_000,
            "&#0;&#xd800;&nbsp;" * 1000,
            "<a href='http://[bad'>Five words that link nowhere</a>",
            "<a href='/" + "a-" * 100_000 + "'>Five words that link nowhere</a>",
            "<p>" + "word " * 400_000,
            "<p>" + "<a href=/a-b-c>one two three four</a>" * 9_000,
        ],
        ids=lambda page: repr(page[:12]) + str(len(page)),
    )
    def test_gives_a_record(self, page):
        read(page)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.sampled_from([*PAGE.split("\n"), "<p>", "</p>", "<a href=/a-b-c>", "</article>", "<table><td>", "\0"])
            | st.text(max_size=20),
            max_size=30,
        ).map("\n".join)
    )
    def test_gives_the_same_record_each_time(self, page):
        assert read(page) == read(page)


@pytest.mark.parametrize(
    ("title", "headings", "headline"),
    [
        ("Minister opens bridge over river – Times", ["Menu", "Minister opens bridge over the river"], 1),
        ("Minister opens bridge over river", ["Example Times"], None),
        ("", ["Example Times"], None),
        ("", [], None),
    ],
)
def test_headline_is_the_heading_that_says_what_the_title_says(title, headings, headline):
    assert _headline(title, headings) == (title if headline is None else headings[headline])


@pytest.mark.parametrize("page", [None, 1, ["<p>"]])
def test_wrong_types_say_what_to_do(page):
    with pytest.raises(TypeError, match="html: expected a str or bytes"):
        PARSER.parse_html(page)


def test_missing_extra_is_named(without_extra):
    with pytest.raises(newsrecord.MissingExtraError, match=r"newsrecord\[html\]"):
        newsrecord.parse_html("<p>x</p>", parser=PARSER)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é".encode(), "é"),
        (b"\xe9", "é"),
        (b"\x93x\x94", "“x”"),
        ("é".encode("utf-16"), "é"),
        (b"\xef\xbb\xbf\xc3\xa9", "é"),
        (b"<meta charset='iso-8859-2'>\xb1", "<meta charset='iso-8859-2'>ą"),
        (b"<meta charset=latin1>\x93", "<meta charset=latin1>“"),
        (b"<meta charset=utf-8>\xe9", "<meta charset=utf-8>\ufffd"),
        (b"<meta charset=unknown>\xc3\xa9", "<meta charset=unknown>é"),
        (b"<meta charset=unknown>\xe9", "<meta charset=unknown>é"),
        (b"<meta charset=Shift_JIS>\x83\x81", "<meta charset=Shift_JIS>メ"),
        (b"<meta charset=windows-1251>\xe9\x98", "<meta charset=windows-1251>й\ufffd"),
        (b"<meta charset=utf-16>\xc3\xa9", "<meta charset=utf-16>é"),
        (b"<meta charset=x-user-defined>\x93", "<meta charset=x-user-defined>“"),
    ],
)
def test_decoding(data, text):
    assert decode_html(data) == text


@pytest.mark.parametrize(
    "name",
    [
        "utf-7",
        "idna",
        "punycode",
        "zlib",
        "rot13",
        "hex",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "utf-32",
    ],
)
def test_encodings_that_no_browser_knows_are_not_asked(name):
    page = f"<meta charset={name}>+ADw-b+AD4- \\ud800 xn--mnchen-3ya é"
    assert decode_html(page.encode()) == page


def test_every_label_has_a_codec_and_no_label_two():
    labels = [label for labels in _LABELS.values() for label in labels.split()]
    assert len(labels) == len(set(labels)) == len(_CODECS)
    for label in labels:
        assert decode_html(f"<meta charset={label}>x".encode()).endswith(">x")
        assert isinstance(decode_html(f"<meta charset={label}>".encode() + bytes(range(256))), str)


# --- files -----------------------------------------------------------------------------------------------------------


@with_extra
@pytest.mark.parametrize("name", ["a.html", "a.HTM"])
def test_convert_takes_pages(tmp_path, name):
    (tmp_path / name).write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.txt").write_text("A paragraph that ends in a stop.", encoding="utf-8")
    done = CliRunner().invoke(cli, ["convert", str(tmp_path), "-o", "-"])
    assert done.exit_code == 0, done.output
    page, text = (json.loads(line) for line in done.stdout.splitlines())
    assert (page["id"], page["headline"]["text"]) == ("a", "Minister opens bridge over the river")
    assert text["id"] == "b"


@with_extra
def test_parse_takes_a_page(tmp_path):
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    done = CliRunner().invoke(cli, ["parse", str(tmp_path / "a.html"), "--url", URL])
    assert [item["text"] for item in json.loads(done.stdout)["related_headlines"]] == RELATED


@with_extra
def test_parse_many_takes_pages():
    (record,) = PARSER.parse_many([Article(text=PAGE, url=URL, html=True)])
    assert record == read(PAGE)


@pytest.mark.parametrize("command", [["convert", "{}", "-o", "-"], ["parse", "{}"]])
def test_commands_name_the_missing_extra(tmp_path, without_extra, command):
    page = tmp_path / "a.html"
    page.write_text(PAGE, encoding="utf-8")
    done = CliRunner().invoke(cli, [part.format(page) for part in command])
    assert done.exit_code == 1
    assert "newsrecord[html]" in done.stderr


def test_an_empty_page_file_is_named(tmp_path):
    (tmp_path / "a.html").write_bytes(b"")
    done = CliRunner().invoke(cli, ["convert", str(tmp_path / "a.html"), "-o", "-"])
    assert done.exit_code == 1
    assert "is empty" in done.stderr
