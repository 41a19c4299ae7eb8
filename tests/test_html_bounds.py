"""Pages within bounds: what the extractor is given of hostile pages, and that the story is kept.

Time is measured by the benchmarks, never here: what is tested is that nothing beyond a bound reaches the extractor.
"""

from __future__ import annotations

import importlib
import json

import pytest

from newsrecord import Parser, html_bounds
from newsrecord.html import _KEPT
from newsrecord.html_bounds import (
    LONGEST_META,
    MOST_ATTRIBUTES,
    MOST_CHARACTERS,
    MOST_CHILDREN,
    MOST_COMPARED,
    MOST_DEPTH,
    MOST_ELEMENTS,
    MOST_IMAGES,
    MOST_LINKS,
    MOST_PIECES,
    bound_markup,
    bound_tree,
)
from newsrecord.html_data import LONGEST_BROKEN, MOST_NAMING, MOST_STEPS, DataBounds, _steps

try:
    importlib.import_module("trafilatura")
except ImportError:
    INSTALLED = False
else:
    INSTALLED = True

with_extra = pytest.mark.skipif(not INSTALLED, reason="the extra `html` is not installed")
PARSER = Parser(recognizer=None)
STORY = "The minister of Peru, Carlos Zamora, left Lima on Friday, the ministry said, and would not come back."
P = f"<p>{STORY}</p>\n"
HEAD = "<html><head><title>Minister leaves Lima</title></head><body><article><h1>Minister leaves Lima</h1>\n"
LD = '<script type="application/ld+json">'


def many(template, count):
    return "".join(template.replace("#", str(i)) for i in range(count))


def letters(number):
    return "".join(chr(97 + int(digit)) for digit in f"{number:04d}")


AUTHORS = [f"An{letters(i)} Ru{letters(i)}" for i in range(1000)]
FLOODS = {
    "elements": many("<br>", MOST_ELEMENTS + 10),
    "inline": "<p>" + "<b><i>a</i></b> " * (MOST_CHILDREN + 10),
    "links": many('<a href="/#/minister-goes">Minister # goes home again</a>\n', MOST_LINKS + 10),
    "links in one paragraph": "<p>" + "<a href=/a>a b</a> " * (MOST_CHILDREN + 10),
    "links in light elements": "<p>" + ("<b>" + "<a href=/a>a</a>" * 50 + "</b>") * 60,
    "items": "<ul>" + "<li>a</li>" * (MOST_CHILDREN + 10),
    "rows": "<table>" + "<tr><td>a" * (MOST_CHILDREN + 10),
    "neighbours": "<aside>a</aside>and some text" * (MOST_CHILDREN + 10),
    "paragraphs": "<section>" + "<p>a</p>" * (MOST_PIECES + 10),
    "images": "<div><img></div>" * (MOST_IMAGES + 10),
    "levels": "<div class=footer>" * (MOST_DEPTH + 20) + P,
    "attributes": "<p " + " ".join(f"a{i}=b" for i in range(MOST_ATTRIBUTES * 3)) + ">x</p>",
    "odd names": '<o:p a"b=1 @click=x>a</o:p><x"y>a</x"y>' * (MOST_CHILDREN + 10),
    "controls": "<p title='\x01'>\x01\ufffe\ud800</p>" * (MOST_CHILDREN + 10),
    "text": "<p>" + "word " * (MOST_CHARACTERS // 5 + 10),
    "broken data": LD + '{"author" ' + '"author"' * 3000 + '"name"' * 3000 + "</script>",
    "open data": LD + '{"author":"' + '\\"' * 50_000 + "</script>",
    "tags in data": LD + '{"@type":"NewsArticle","headline":"' + "<" * 50_000 + '"}</script>',
    "deep data": LD + '{"a":' * 20_000 + "</script>",
}


def extent(tree):
    """What there is in a tree, counted another way than the library does."""
    elements = list(tree.iter())
    blocks = [e for e in elements if e.tag in ("html", "body", "article", "section", "div", "p", "ul", "table", "tr")]
    light = [e for e in elements if e.tag in ("a", "b", "i", "img", "tbody")]
    held = dict.fromkeys(blocks, 0)
    for element in elements[1:]:
        above = element.getparent()
        while above in light:
            above = above.getparent()
        if above in held:
            held[above] += 1
    return {
        "elements": len(elements),
        "links": len(tree.findall(".//a")),
        "levels": max(sum(1 for _ in element.iterancestors()) for element in elements) + 1,
        "attributes": max(len(element.attrib) for element in elements),
        "children": max(held.values()),
        "characters": len(tree.text_content()),
    }


@pytest.fixture
def given(monkeypatch):
    """What the extractor is called with."""
    module = importlib.import_module("trafilatura")
    real, calls = module.bare_extraction, []

    def keep(tree, **options):
        calls.append((tree, options))
        return real(tree, **options)

    monkeypatch.setattr(module, "bare_extraction", keep)
    return calls


def read(page):
    record = PARSER.parse_html(page, "https://example.com/a/b")
    parts = [record.headline, *record.meta, *record.body, *record.furniture, *record.related_headlines]
    for part in filter(None, parts):
        assert " ".join(record.source[part.start : part.end].split()) == part.text
    return record


@with_extra
class TestExtractor:
    @pytest.mark.parametrize("name", FLOODS)
    def test_is_given_no_more_than_the_bounds(self, name, given):
        record = read(HEAD + P * 3 + FLOODS[name])
        assert STORY in " ".join(passage.text for passage in record.body)
        ((tree, _),) = given
        found = extent(tree)
        assert found["elements"] <= MOST_ELEMENTS * 1.01  # groups are elements too
        assert found["links"] <= MOST_LINKS
        assert found["levels"] <= MOST_DEPTH + 1
        assert found["attributes"] <= MOST_ATTRIBUTES
        assert found["children"] <= MOST_CHILDREN * 1.1
        assert found["characters"] <= MOST_CHARACTERS + MOST_DEPTH + 120_000  # with scripts

    @pytest.mark.parametrize(
        ("flood", "plain"),
        [
            ("<p>a</p>" * (MOST_COMPARED + 10), True),
            ("a<br><br>" * (MOST_COMPARED + 10), True),
            ("<div><img></div>" * (MOST_IMAGES + 10), True),
            ("<p>a</p>" * 1000, False),
            ("<p>\n<a href=/a>a</a></p>\n" * (MOST_COMPARED // 2 + 10), False),
            ("<ul>" + "<li><a href=/a><img src=a.jpg>a</a></li>\n" * 900, False),
        ],
    )
    def test_does_without_its_comparisons_where_they_would_grow(self, flood, plain, given):
        read(HEAD + P * 3 + flood)
        ((_, options),) = given
        assert options["fast"] is plain

    @pytest.mark.parametrize("words", [" minister", "<p>The minister left the town number #.</p>"])
    def test_a_story_longer_than_the_bounds_is_kept_whole(self, words):
        count = MOST_CHARACTERS // 9 if words[0] == " " else MOST_PIECES
        page = HEAD + "<p>" + many(words, count + 50) + " It ends here.</p>"
        assert read(page).source.endswith("It ends here.")

    def test_what_follows_a_story_is_cut_off(self):
        comments = many("<p><a href=/c/#>Comment # on that</a></p>", MOST_LINKS + 99)
        record = read(HEAD + P * 3 + "</article><aside>" + comments)
        assert record.body[0].text == STORY
        assert record.headline.text == "Minister leaves Lima"
        assert "Comment 4050" not in record.source

    def test_a_story_behind_what_is_cut_off_is_read_as_text(self):
        page = HEAD + "</article><nav>" + "<a href=/a>a</a> " * (MOST_LINKS + 10) + "</nav><main>" + P * 3
        assert STORY in [passage.text for passage in read(page).body]

    def test_what_was_read_before_plays_no_part(self):
        pages = [HEAD + P * 3, HEAD + P * 3 + FLOODS["links"], HEAD + P.replace("Zamora", "Poe") * 3 + FLOODS["text"]]
        first = [PARSER.parse_html(page) for page in pages]
        assert [PARSER.parse_html(page) for page in reversed(pages)] == first[::-1]

    def test_keeps_nothing_of_a_page(self):
        read(HEAD + P + "<p>" + "word " * 50_000)
        for module, name in _KEPT:
            assert getattr(importlib.import_module(module), name).cache_info().currsize == 0


@with_extra
class TestTree:
    @staticmethod
    def tree(page):
        return importlib.import_module("lxml.html").document_fromstring(page)

    def bounded(self, page):
        return bound_tree(self.tree(page))

    @pytest.mark.parametrize(
        "page",
        [
            HEAD + P * 1000,
            HEAD + P + "<ul>" + many("<li><a href=/#><h3>Minister # goes home</h3></a></li>", 2000),
            HEAD + P + "<script>" + "a < b;" * 100_000 + "</script>",
            HEAD + P + "<div>" * 60 + P,
        ],
        ids=["long", "links", "script", "deep"],
    )
    def test_of_an_ordinary_page_is_itself(self, page):
        html = importlib.import_module("lxml.html")
        tree = self.tree(page)
        before = html.tostring(tree)
        bounded = bound_tree(tree)
        assert bounded.tree is tree
        assert html.tostring(tree) == before
        assert not bounded.cut
        assert not bounded.plain

    def test_keeps_text_order_and_attributes_when_it_is_copied(self):
        first = P + "<div id=x class='a b'>one <b>two</b> three<br>four</div>"
        page = HEAD + first + "<p>p</p>" * (MOST_CHILDREN + 600)
        tree, bounded = self.tree(page), self.bounded(page)
        assert bounded.tree is not tree
        assert bounded.tree.text_content() == tree.text_content()
        assert dict(bounded.tree.find(".//div").attrib) == {"id": "x", "class": "a b"}
        assert len(bounded.tree.findall(".//article/p")) == MOST_CHILDREN - 2  # beside h1 and the first div
        assert [len(group) for group in bounded.tree.findall(".//article/div")[1:]] == [250, 250, 103]

    def test_parts_a_paragraph_that_holds_too_much(self):
        bounded = self.bounded("<p class=x>" + "<a href=/a>b</a> " * (MOST_CHILDREN + 300))
        assert [len(p) for p in bounded.tree.iter("p")] == [2500, 250, 50]
        assert {p.get("class") for p in bounded.tree.iter("p")} == {"x"}

    def test_takes_light_elements_off_in_its_second_half(self, monkeypatch):
        monkeypatch.setattr(html_bounds, "MOST_ELEMENTS", 100)
        bounded = self.bounded("<body>" + "<p>a <b>b</b> c</p>" * 60)
        assert len(bounded.tree.findall(".//b")) < 60
        assert bounded.tree.text_content() == "a b c" * 60
        assert not bounded.cut

    def test_takes_deep_elements_off_and_keeps_their_text(self):
        bounded = self.bounded("one" + "<div>" * (MOST_DEPTH + 20) + "deep" + "</div>" * (MOST_DEPTH - 40) + "<p>after")
        assert bounded.tree.text_content().split() == ["one", "deep", "after"]


class TestMarkup:
    @pytest.mark.parametrize(
        "page",
        [
            HEAD + P,
            "<p title='" + "a " * 1000 + "'>",
            "<!-- <p " + "a " * 1000 + "> -->",
            "<script>if (a <b " + "&& c " * 1000 + ")</script>",
            "<textarea><p " + "a " * 1000 + "></textarea>",
            "<title>a <b " + "c " * 1000,
            "1 < 2 " + "a " * 1000,
            "<" * 1000,
            "<p " + "a " * MOST_ATTRIBUTES + ">",
        ],
        ids=lambda page: page[:20],
    )
    def test_without_too_many_attributes_is_itself(self, page):
        assert bound_markup(page) is page

    @pytest.mark.parametrize("join", [" ", "\n", "/", "=1 ", "='>' ", '=">"', " = x\t"])
    def test_loses_attributes_beyond_the_bound(self, join):
        names = [f"a{i}" for i in range(MOST_ATTRIBUTES * 2 + 50)]
        page = "<p>one</p><p " + join.join(names) + join + " >two</p><p a=b>three</p>"
        bounded = bound_markup(page)
        assert names[MOST_ATTRIBUTES - 1] in bounded
        assert names[MOST_ATTRIBUTES] not in bounded
        assert bounded.startswith("<p>one</p><p a0")
        assert bounded.endswith(">two</p><p a=b>three</p>")

    @with_extra
    @pytest.mark.parametrize(
        "page",
        [
            '<!x <p a="> <q #> ">',
            '<?x <p a="> <q #> ">',
            '</ <p a="> <q #> ">',
            '<![CDATA[ <p a="> <q #> "> ]]>',
            '<p a=\x0b"> <q #> ">',
            '<p a=\xa0"> <q #> ">',
            '<p =">" <q #>',
            '<p a"b=">" <q #>',
            '<p a="x"">" <q #>',
            '<title><p a="</title><q #>">',
            '<TEXTAREA><p a="</textarea ><q #>">',
            "<!--> <q #> -->",
            "<!-- --!> <q #> -->",
            '<script></scriptx <p a="</script><q #>">',
            '<script><!--<script></script> <p a="</script><q #>">',
            '<script><!--<script><script></script> <p a="</script><q #>">',
            "<script><!--<script> --> </script> <q #>",
            "<script><!-- </script> <q #>",
            "<script><!--> <script></script> <q #>",
        ],
    )
    def test_is_read_as_the_parser_reads_it(self, page):
        """What hides a tag from us and not from the parser of HTML would let any number of attributes through."""
        page = "<p>x</p>" + page.replace("#", many("a#=b ", MOST_ATTRIBUTES * 3))
        tree = importlib.import_module("lxml.html").document_fromstring(bound_markup(page).encode())
        assert max(len(element.attrib) for element in tree.iter()) <= MOST_ATTRIBUTES


@with_extra
class TestHead:
    @staticmethod
    def head(mark):
        page = f"<html><head>{mark}</head><body>{P}</body></html>"
        return bound_tree(importlib.import_module("lxml.html").document_fromstring(page)).tree.find("head")

    def test_long_content_is_cut_and_long_addresses_go(self):
        head = self.head(
            f"<title>{'a' * 9000}</title><meta name=description content='{'<' * 9000}'>"
            f"<meta property=og:url content='https://e.com/{'a' * 9000}'><link rel=canonical href='/{'a/' * 9000}'>"
        )
        assert [len(value) for element in head for value in (element.text or "", *element.attrib.values())] == [
            LONGEST_META,
            *(0, len("description"), LONGEST_META),
            *(0, len("og:url")),
            *(0, len("canonical")),
        ]

    @pytest.mark.parametrize(
        "key", ["name=author", "property=article:author", "name=x property=og:author", "name=dc.creator"]
    )
    def test_no_more_authors_than_can_be_compared(self, key):
        head = self.head("".join(f"<meta {key} content='{name}'>" for name in AUTHORS))
        left = [meta.get("content") for meta in head if meta.get("content")]
        assert left == AUTHORS[: len(left)]
        assert 50 < len(left) < MOST_NAMING / 10


def news(**more):
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Minister leaves", **more}


class TestData:
    @pytest.mark.parametrize(
        "script",
        [
            json.dumps(news(author=[{"@type": "Person", "name": name} for name in AUTHORS[:50]])),
            json.dumps(news(articleBody=f"<p>{STORY}</p>" * 500)),
            json.dumps(news(articleBody="line\nbreak")).replace("\\n", "\n"),
            json.dumps([news(), None, 1.5, float("nan"), True]),
            '{"@type":"NewsArticle","author":"Ana Poe",}',
        ],
        ids=["authors", "long", "lines", "values", "broken"],
    )
    def test_of_an_ordinary_page_is_itself(self, script):
        assert DataBounds().fit(script) is script

    def test_that_costs_time_is_written_without_mark_up(self):
        script = json.dumps(
            news(articleBody="one<b>two</b> &lt; three \\ \ud800" + "<!-- >" * 50_000, author="Ana Poe")
        )
        value = json.loads(DataBounds().fit(script))
        assert value["articleBody"].startswith("one two")
        assert not set(value["articleBody"]) & set("<>&\\\ud800")
        assert (value["headline"], value["author"]) == ("Minister leaves", "Ana Poe")

    @pytest.mark.parametrize(
        "authors",
        [
            AUTHORS,
            [{"name": name} for name in AUTHORS],
            [""] * 1000,
            [{"@type": "Person", "name": [n]} for n in AUTHORS],
        ],
        ids=["strings", "objects", "empty", "lists"],
    )
    def test_names_no_more_authors_than_can_be_compared(self, authors):
        value = json.loads(DataBounds().fit(json.dumps(news(author=authors, name="Times"))))
        assert value["author"][:50] == authors[:50]
        assert None not in value["author"]
        names = [name for name in json.dumps(value["author"]).split('"') if name.startswith("An")]
        assert len(names) < MOST_NAMING / 10
        assert len([author for author in value["author"] if isinstance(author, str)]) < MOST_NAMING / 9
        assert (value["headline"], value["name"]) == ("Minister leaves", "Times")

    def test_all_scripts_share_the_bounds(self):
        bounds = DataBounds()
        persons = [json.loads(bounds.fit(json.dumps({"@type": ["Person"], "name": name})))["name"] for name in AUTHORS]
        assert persons[:50] == AUTHORS[:50]
        assert persons[-1] is None
        broken = [bounds.fit('{"author" "name' * 100) for _ in range(200)]
        assert broken[0]
        assert not broken[-1]

    @pytest.mark.parametrize(
        "script",
        ['{"author":"' + '\\"' * 50_000, '"author"' * 5000 + '"name"' * 5000, '"@type":[' * 50_000, "<" * 50_000],
        ids=["quotes", "authors", "types", "tags"],
    )
    def test_that_is_broken_is_cut_short(self, script):
        fitted = DataBounds().fit(script)
        assert fitted == script[:LONGEST_BROKEN]
        assert _steps(fitted, broken=True) <= MOST_STEPS

    @pytest.mark.parametrize("script", ["[" * 100_000, '{"a":' * 100_000 + "1" + "}" * 100_000, "9" * 100_000, ""])
    def test_that_no_reader_of_json_takes_is_no_error(self, script):
        assert script.startswith(DataBounds().fit(script))
