"""What pages state of themselves: dates and authors in every form, and whose dates they are not."""

from __future__ import annotations

import importlib.util
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsrecord
from newsrecord import Parser
from newsrecord.html_metadata import finest, updated_after

with_extra = pytest.mark.skipif(
    importlib.util.find_spec("trafilatura") is None, reason="the extra `html` is not installed"
)
PARSER = Parser(recognizer=None)
TITLE = "Library plan backed by the town council"
ONE = "The council voted 7 to 2 on Monday to build a library where the old cinema stands, at a cost of twelve million."
TWO = "Mayor Ted Alvarez said that work would begin in spring, and that the town had waited since he was in school."
STORY = f"<p>{ONE}</p><p>{TWO}</p>"
URL = "https://www.example.com/news/library-plan-backed"
TIME = "2025-10-31T10:15+00:00"
LATER = "2025-11-02T08:00+00:00"
READ = "2025-10-31T10:15:00Z"
READ_LATER = "2025-11-02T08:00:00Z"


def page(head="", before="", story=STORY, after=""):
    return (
        f"<html><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>{before}{story}</article>{after}"
        "</body></html>"
    )


def data(value):
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


def article(**more):
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **more}


def read(html, url=URL, parser=PARSER):
    record = parser.parse_html(html, url)
    assert newsrecord.loads(newsrecord.dumps(record)) == record
    for stamp in (record.published, record.updated):
        if stamp is not None and stamp.start is not None:
            assert record.source[stamp.start : stamp.end] == stamp.text
    return record


def dates(html, url=URL):
    record = read(html, url)
    return tuple(stamp and stamp.value for stamp in (record.published, record.updated))


def authors(html):
    return [author.name for author in read(html).authors]


MARKS = {
    "itemprop": (f'<time itemprop="datePublished" datetime="{READ}">Friday</time>', (TIME, None)),
    "meta": (f'<meta itemprop="datePublished" content="{READ}">', (TIME, None)),
    "words": ('<span itemprop="datePublished">October 31, 2025 10:15 AM</span>', ("2025-10-31T10:15", None)),
    "pubdate": (f'<time pubdate datetime="{READ}">Friday</time>', (TIME, None)),
    "hatom": (
        (
            f'<p><a href="{URL}" rel=bookmark><time class="entry-date published" datetime="{READ}">Friday, the 31st of '
            f'October</time><time class=updated datetime="{READ_LATER}">x</time></a></p>'
        ),
        (TIME, LATER),
    ),
    "abbr": (f'<abbr class="published" title="{READ}">Friday</abbr>', (TIME, None)),
    "time": (f'<time datetime="{READ}">Friday</time>', (TIME, None)),
    "list": (f'<ul><li><a href=/jane>Jane Roe</a></li><li><time datetime="{READ}">x</time></li></ul>', (TIME, None)),
    "both": (
        (
            f'<time itemprop="datePublished" datetime="{READ}"></time>'
            f'<time itemprop="dateModified" datetime="{READ_LATER}"></time>'
        ),
        (TIME, LATER),
    ),
}


@with_extra
class TestDates:
    @pytest.mark.parametrize(
        ("said", "value"),
        [
            ("2025-10-31T10:15:00Z", TIME),
            ("2025-10-31T10:15:00.123+00:00", TIME),
            ("2025-10-31T10:15:07+0100", "2025-10-31T10:15:07+01:00"),
            ("2025-10-31 10:15:00", "2025-10-31T10:15"),
            ("2025-10-31 10:15:00 -0400", "2025-10-31T10:15-04:00"),
            ("20251031T101500Z", TIME),
            ("2025-10-31", "2025-10-31"),
            ("20251031", "2025-10-31"),
            ("Fri, 31 Oct 2025 10:15:00 GMT", TIME),
            ("October 31, 2025 10:15 AM", "2025-10-31T10:15"),
            ("1761905700", TIME),
            ("1761905700000", TIME),
            ("0001-01-01T00:00:00Z", None),
            ("1970-01-01T00:00:00Z", None),
            ("soon", None),
            ("9999999999999999", None),
            ("1888-02-03", "1888-02-03"),
        ],
    )
    def test_are_read_as_they_are_written(self, said, value):
        assert dates(page(f'<meta property="article:published_time" content="{said}">')) == (value, None)

    @pytest.mark.parametrize(
        "name",
        [
            *("article:published_time", "og:article:published_time", "datePublished", "DC.date.issued", "pubdate"),
            *(
                "dcterms.created",
                "parsely-pub-date",
                "sailthru.date",
                "cXenseParse:recs:publishtime",
                "date",
                "dc.date",
            ),
        ],
    )
    @pytest.mark.parametrize("key", ["name", "property"])
    def test_come_from_meta_elements(self, key, name):
        assert dates(page(f'<meta {key}="{name}" content="{READ}">')) == (TIME, None)

    @pytest.mark.parametrize("name", ["article:modified_time", "og:updated_time", "dateModified", "last-modified"])
    def test_of_the_last_change_come_from_meta_elements(self, name):
        head = f'<meta name="date" content="{READ}"><meta property="{name}" content="{READ_LATER}">'
        assert dates(page(head)) == (TIME, LATER)

    @pytest.mark.parametrize(
        "value",
        [
            article(datePublished=READ, dateModified=READ_LATER),
            [{"@type": "BreadcrumbList"}, article(datePublished=READ, dateModified=READ_LATER)],
            [[article(datePublished=READ, dateModified=READ_LATER)]],
            {"@graph": [{"@type": "WebSite"}, article(datePublished=READ, dateModified=READ_LATER)]},
            {"@context": {"@vocab": "http://schema.org/"}, **article(datePublished=READ, dateModified=READ_LATER)},
            {"@type": "WebPage", "mainEntity": article(datePublished=READ, dateModified=READ_LATER)},
            {"@type": "WebPage", "datePublished": READ, "dateModified": READ_LATER},
            article(datePublished={"@value": READ}, dateModified=[READ_LATER]),
            {**article(datePublished=READ, dateModified=READ_LATER), "@type": ["Thing", "schema:AnalysisNewsArticle"]},
            "//<![CDATA[\n" + json.dumps(article(datePublished=READ, dateModified=READ_LATER)) + "\n//]]>",
            "<!--" + json.dumps(article(datePublished=READ, dateModified=READ_LATER)) + "-->",
            json.dumps(article(datePublished=READ, dateModified=READ_LATER, description="one#two")).replace("#", "\n"),
        ],
        ids=[
            "object",
            "list",
            "lists",
            "graph",
            "context",
            "main",
            "page",
            "values",
            "types",
            "cdata",
            "html",
            "lines",
        ],
    )
    def test_come_from_json_ld(self, value):
        assert dates(page(data(value))) == (TIME, LATER)

    @pytest.mark.parametrize(("mark", "found"), MARKS.values(), ids=MARKS)
    def test_come_from_elements_of_the_story(self, mark, found):
        assert dates(page(before=mark)) == found

    def test_of_a_change_stand_in_for_that_of_publication_where_there_is_no_other(self):
        head = f'<meta property="article:modified_time" content="{READ}">'
        assert dates(page(head)) == (TIME, TIME)
        filed = STORY.replace("<p>The", "<p>LIMA, Oct. 30, 2025 (AP) - The", 1)
        assert dates(page(head, story=filed)) == ("2025-10-30", TIME)

    @pytest.mark.parametrize("changed", [READ, "2025-10-31T12:15:00+02:00", "2025-10-30T09:00:00Z", "2025-10-30"])
    def test_of_a_change_that_is_none_are_left_out(self, changed):
        assert dates(page(data(article(datePublished=READ, dateModified=changed)))) == (TIME, None)

    def test_are_lines_of_the_source(self):
        record = read(page(data(article(datePublished=READ, dateModified=READ_LATER, author="Jane Roe"))))
        assert record.source.startswith(f"{TITLE}\n\nBy Jane Roe\n\n{TIME}\n\nUpdated {LATER}\n\n")
        assert [passage.text for passage in record.meta] == ["By Jane Roe", TIME, f"Updated {LATER}"]
        again = PARSER.parse(record.source)
        assert (again.published, again.updated) == (record.published, record.updated)


@with_extra
class TestPrecedence:
    """Address, `meta`, JSON-LD, elements; the first decides on the day, and the closest statement of it is taken."""

    META = '<meta property="article:published_time" content="2025-10-30">'
    DATA = data(article(datePublished="2025-10-31T01:00:00Z"))
    ELEMENT = '<time itemprop="datePublished" datetime="2025-11-01T09:00">x</time>'

    def test_meta_elements_json_ld_elements(self):
        assert dates(page(self.META + self.DATA, self.ELEMENT))[0] == "2025-10-30"
        assert dates(page(self.DATA, self.ELEMENT))[0] == "2025-10-31T01:00+00:00"
        assert dates(page("", self.ELEMENT))[0] == "2025-11-01T09:00"

    def test_a_day_in_the_address_is_the_publishers(self):
        url = "https://www.example.com/2025/10/30/library-plan-backed"
        assert dates(page(self.DATA), url)[0] == "2025-10-30"
        assert dates(page(self.DATA), url.replace("30", "31"))[0] == "2025-10-31T01:00+00:00"

    def test_the_closest_statement_of_the_day_is_taken(self):
        meta = self.META.replace("30", "31")
        assert dates(page(meta + self.DATA))[0] == "2025-10-31T01:00+00:00"

    def test_what_the_page_states_wins_over_its_text_and_the_caller_over_both(self):
        html = page(self.DATA, story="<p>LIMA, Oct. 28, 2025 (AP) - The council voted.</p>" + STORY)
        record = PARSER.parse_html(html, URL)
        assert record.published.value == "2025-10-31T01:00+00:00"
        assert record.dateline.date.isoformat() == "2025-10-28"
        assert PARSER.parse_html(html, URL, published="2025-11-05").published.value == "2025-11-05"

    def test_a_page_that_is_read_as_text_has_what_it_states(self, monkeypatch):
        monkeypatch.setattr("newsrecord.html_bounds.MOST_ELEMENTS", 5)
        head = data(article(datePublished=READ, dateModified=READ_LATER, author=["Jane Roe", "Ann Poe"]))
        record = read(page(head, before="<p>By Jane Roe</p><p>October 31, 2025</p>"))
        assert [(author.name, author.start is None) for author in record.authors] == [
            ("Jane Roe", False),
            ("Ann Poe", True),
        ]
        assert (record.published.text, record.published.value) == ("October 31, 2025", TIME)
        assert record.updated is None  # only the published date may be without a place
        record = read(page(head, before="<p>October 31, 2025</p><p>Updated November 2, 2025</p>"))
        assert (record.updated.text, record.updated.value) == ("November 2, 2025", LATER)


def comments(mark):
    return (
        f'<section class="comments"><h2>Comments</h2><ol><li><b>reader7</b> {mark}<p>Well said.</p></li></ol></section>'
    )


OLD = '<time datetime="2019-01-02T03:04:05Z">2 Jan 2019</time>'
FOREIGN = {
    "comments": comments(OLD),
    "comment": f'<div id="comment-12"><p>reader7</p>{OLD}<p>Well said.</p></div>',
    "comment span": comments('<span class="comment-date">January 2, 2019</span>'),
    "comment itemprop": f'<div itemprop="comment"><meta itemprop="datePublished" content="2019-01-02">{OLD}</div>',
    "disqus": f'<div id="disqus_thread">{OLD}</div>',
    "related": f'<div class="related-stories"><a href="/a-b-c">Snow</a> {OLD}</div>',
    "aside": f"<aside><p>Snow {OLD}</p></aside>",
    "footer": f"<footer>Since {OLD}</footer>",
    "item": f'<ul><li><a href="/a-b-c">Snow closes pass in the Andes</a> {OLD}</li></ul>',
    "card": f'<div><div><h3><a href="/a-b-c">Snow closes pass</a></h3></div><div>{OLD}</div></div>',
    "card in a link": f'<div><a href="/a-b-c"><h3>Snow closes pass</h3>{OLD}</a></div>',
    "article": f"<article><h2>Snow closes pass</h2>{OLD}</article>",
    "published": f'<article><h2>Snow</h2><time itemprop="datePublished" datetime="{READ}"></time></article>',
}


@with_extra
@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
class TestForeignDates:
    def test_are_none_of_the_story(self, foreign):
        assert dates(page(after=foreign)) == (None, None)

    def test_do_not_hide_that_of_the_story(self, foreign):
        assert dates(page(before='<p class="date">March 3, 2020</p>', after=foreign)) == ("2020-03-03", None)
        assert (
            dates(page(before='<time datetime="2020-03-03T09:00Z">x</time>', after=foreign))[0]
            == "2020-03-03T09:00+00:00"
        )


OTHER = {"@type": "NewsArticle", "headline": "Snow closes pass", "datePublished": "2019-01-02", "author": "Bo Li"}
JANE = {"@type": "Person", "name": "Jane Roe"}


@with_extra
class TestOtherArticles:
    @pytest.mark.parametrize(
        "more", [{}, {"headline": "Plan", "url": URL}, {"headline": "Plan", "mainEntityOfPage": URL}]
    )
    def test_are_told_by_address_and_headline(self, more):
        value = [OTHER, {**article(datePublished=READ, author="Jane Roe"), **more}]
        title = f'<meta property="og:title" content="{TITLE}">'
        assert dates(page(title + data(value))) == (TIME, None)
        assert dates(page(title + data(value[0]) + data(value[1]))) == (TIME, None)
        assert authors(page(title + data(value))) == ["Jane Roe"]

    @pytest.mark.parametrize("key", ["comment", "hasPart", "isPartOf", "relatedLink", "liveBlogUpdate"])
    def test_in_parts_of_the_article_are_none(self, key):
        value = article(**{key: [{**OTHER, "dateModified": READ_LATER}]}, author="Jane Roe")
        assert dates(page(data(value))) == (None, None)
        assert authors(page(data(value))) == ["Jane Roe"]

    def test_in_lists_are_none(self):
        value = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": OTHER}]}
        assert dates(page(data(article(datePublished=READ)) + data(value))) == (TIME, None)


@with_extra
class TestAuthors:
    @pytest.mark.parametrize(
        ("author", "names"),
        [
            ("Jane Roe", ["Jane Roe"]),
            ("By Jane Roe", ["Jane Roe"]),
            (["Jane Roe", "J.K. O’Hara-Díaz"], ["Jane Roe", "J.K. O’Hara-Díaz"]),
            (JANE, ["Jane Roe"]),
            ([JANE, {"@type": ["Person"], "name": "Martin of Tours"}], ["Jane Roe", "Martin of Tours"]),
            ([[JANE], JANE], ["Jane Roe"]),
            ({"@list": [JANE]}, ["Jane Roe"]),
            ({"@type": "Person", "name": ["Jane Roe", "Ann Poe"]}, ["Jane Roe", "Ann Poe"]),
            ({"@type": "Person", "name": {"@value": "Jane Roe"}}, ["Jane Roe"]),
            ({"@type": "Person", "givenName": "Jane", "familyName": "Roe"}, ["Jane Roe"]),
            ({"name": "Jane &amp;shy; Roe".replace("&amp;shy; ", "\u00ad ")}, ["Jane Roe"]),
            ({"name": "Seán O&#39;Casey"}, ["Seán O'Casey"]),
            ({"@id": "#jane"}, ["Jane Roe"]),
            ({"@type": "Organization", "name": "Associated Press"}, ["Associated Press"]),
            ([{"@type": "Organization", "name": "Associated Press"}, JANE], ["Jane Roe"]),
            ({"@type": "Organization", "name": "Example Times"}, []),
            ({"@type": "Person", "name": "Example Times"}, []),
            ({"@type": "Person", "name": "webdesk"}, []),
            ({"@type": "Person", "name": "jane@example.com"}, []),
            ("https://www.facebook.com/janeroe", []),
            ("Jane Roe and Ann Poe", ["Jane Roe", "Ann Poe"]),
            (None, []),
            (7, []),
            ({"@id": "#nobody"}, []),
        ],
        ids=repr,
    )
    def test_come_from_json_ld(self, author, names):
        publisher = {"@type": "Organization", "name": "Example Times"}
        graph = [article(author=author, publisher=publisher), {"@id": "#jane", "@type": "Person", "name": "Jane Roe"}]
        graph = graph if author == {"@id": "#jane"} else graph[:1]
        assert authors(page(data({"@context": "https://schema.org", "@graph": graph}))) == names

    def test_persons_of_the_extractor_go_before_organizations(self):
        head = data(article(author={"@type": "Organization", "name": "Associated Press"}))
        assert authors(page(head, before='<p class="byline">By Jane Roe</p>')) == ["Jane Roe"]

    def test_come_from_meta_elements_where_the_extractor_reads_them(self):
        assert authors(page('<meta name="author" content="Jane Roe">')) == ["Jane Roe"]

    def test_broken_data_is_passed_over(self):
        assert dates(page(data("{,}") + data(article(datePublished=READ)))) == (TIME, None)


KEYS = (
    *("@type", "@id", "@graph", "@list", "@value", "author", "name", "publisher", "headline", "datePublished"),
    *("dateModified", "mainEntityOfPage", "url"),
)


@with_extra
@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=8) | st.sampled_from([READ, "Jane Roe", "Person", "NewsArticle"]),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(KEYS),
                inner,
                max_size=6,
            )
        ),
        max_leaves=20,
    )
)
def test_any_data_gives_a_record(value):
    read(page(data([value, article(author=value, datePublished=value, url=value, publisher=value)])))


@pytest.mark.parametrize(
    ("said", "best"),
    [
        ([], None),
        (["2025-10-31"], "2025-10-31"),
        (["2025-10-31", "2025-11-01T10:15"], "2025-10-31"),
        (["2025-10-31", "2025-10-31T10:15", "2025-10-31T10:15+00:00"], "2025-10-31T10:15+00:00"),
        (["2025-10-31T10:15:07+00:00", "2025-10-31T11:15+00:00"], "2025-10-31T10:15:07+00:00"),
    ],
)
def test_the_first_day_at_its_closest(said, best):
    assert finest(said) == best


@pytest.mark.parametrize(
    ("changed", "published", "after"),
    [
        ("2025-10-31", "2025-10-31", False),
        ("2025-11-01", "2025-10-31", True),
        ("2025-10-31T10:15", "2025-10-31", True),
        ("2025-10-31", "2025-10-31T10:15", True),
        ("2025-10-30T10:15", "2025-10-31", False),
        ("2025-10-31T10:15+02:00", "2025-10-31T09:15+00:00", False),
        ("2025-10-31T10:15", "2025-10-31T09:15+00:00", True),
    ],
)
def test_a_change_is_after_the_publication(changed, published, after):
    assert updated_after([changed], [published]) == ((changed,) if after else ())
