"""The page: every text of a record shows as text, whatever is in it, and colour is never the only sign."""

import html.parser
import json
import re
import shutil
import subprocess
from urllib.parse import unquote

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsrecord
from newsrecord import Parser
from newsrecord.formats import html as page_format
from newsrecord.formats._shared import clean_xml
from newsrecord.formats._types import TYPES
from newsrecord.formats.html import dumps, fragment
from newsrecord.record import ENTITY_TYPES
from newsrecord.strategies import records

CSS = page_format._style()
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
VOID = {"meta", "link", "br", "img", "input"}
TAGS = {
    "html", "head", "meta", "title", "style", "body", "div", "article", "aside", "section", "h1", "h2", "p", "ul", "li",
    "mark", "span", "bdi", "details", "summary", "dl", "dt", "dd", "a", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "name", "content", "http-equiv", "class", "dir", "data-sign", "title", "href", "rel", "scope",
    "aria-label",
}  # fmt: skip


class Reader(html.parser.HTMLParser):
    """Tags, attributes and the text of the article of a page."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.attributes, self.texts = [], set(), [], {}
        self.feed(text)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        path = " ".join(self.open)
        self.texts[path] = self.texts.get(path, "") + data


def passages(text, tag):
    """The text of each element of a kind, marks and all."""
    found = re.findall(rf"<{tag}(?: [^>]*)?>(.*?)</{tag}>", text, re.DOTALL)
    return [html.unescape(re.sub("<[^>]*>", "", one)) for one in found]


@given(records())
def test_every_record_is_a_page_with_its_texts(record):
    text = dumps(record)
    reader = Reader(text)
    assert reader.tags <= TAGS
    shown = passages(text.partition("<aside")[0], "p")
    wanted = [*record.meta, *record.body]
    assert shown[-len(wanted) or len(shown) :] == [clean_xml(part.text) for part in wanted]
    assert passages(text, "h1") == ([clean_xml(record.headline.text)] if record.headline else [])
    text.encode("utf-8")


HOSTILE = [
    "<script>document.title = 'owned'</script>", '"onmouseover="alert(1)', "'><img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>", "</title><b>", "<!-- ", "-->", "]]>", "&lt;b&gt; &amp;", "\u202egnp.exe\u202c",
    "\u2067rtl \u2066", "<svg/onload=alert(1)>", "javascript:alert(1)", "\x00\x1b\ufffe\ud800", "</aside></div></body>",
    "{{7*7}} ${7*7}", "\u2028\u2029",
]  # fmt: skip


def hostile_record(words):
    """A record with hostile words in each place where a text can stand."""
    safe = " ".join(words.split()) or "x"
    lines = [safe] * 5
    source = "\n".join(lines)
    places = [(i * (len(safe) + 1), i * (len(safe) + 1) + len(safe)) for i in range(5)]

    def part(kind, number, **more):
        return kind(text=safe, start=places[number][0], end=places[number][1], **more)

    day = newsrecord.record.as_date("2025-05-02")
    return newsrecord.NewsRecord(
        generator=newsrecord.Generator(name=words, version=words, model=words), id=words, url=words, reference_date=day,
        headline=part(newsrecord.Headline, 0), meta=[part(newsrecord.Passage, 1)], body=[part(newsrecord.Passage, 2)],
        authors=[newsrecord.Author(name=safe, start=places[1][0], end=places[1][1])],
        dateline=part(newsrecord.Dateline, 2, place=words, agency=words, date=day),
        related_headlines=[part(newsrecord.Passage, 3)], furniture=[part(newsrecord.Furniture, 4, role="other")],
        entities=[newsrecord.Entity(name=safe, type="PERSON", roles=[safe], mentions=[
            part(newsrecord.Mention, 0, zone="headline"), part(newsrecord.Mention, 2, zone="body"),
            part(newsrecord.Mention, 3, zone="related")])],
        dates=[part(newsrecord.DateExpression, 2, zone="body", type="DATE", value="2025", relative=False)],
        source=source,
    )  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_texts_show_as_text(words):
    record = hostile_record(words)
    for text in (dumps(record), fragment(record)):
        reader = Reader(text)
        assert reader.tags <= TAGS
        names = {name for name, _ in reader.attributes}
        assert names <= ATTRIBUTES
        links = [value for name, value in reader.attributes if name == "href"]
        assert all(link.startswith(("http://", "https://")) for link in links)
        shown = clean_xml(record.headline.text)
        assert passages(text, "h1") == [shown]


@given(st.text(st.characters(), max_size=60) | st.sampled_from(HOSTILE))
def test_any_text_anywhere_is_a_page(words):
    words = words or "x"
    assert Reader(dumps(hostile_record(words))).tags <= TAGS
    assert Reader(dumps(Parser(recognizer=None).parse(words))).tags <= TAGS


def test_nothing_is_fetched(full):
    reader = Reader(dumps(full))
    assert not reader.tags & {"script", "link", "img", "iframe", "object", "form"}
    assert not [name for name, _ in reader.attributes if name in ("src", "srcset", "action")]
    assert "default-src 'none'" in dict(reader.attributes)["content"] or "default-src 'none'" in dumps(full)
    assert not re.search(r"@import|url\(", CSS)


def test_each_mark_says_in_words_what_it_says_in_colour(full):
    text = dumps(full)
    for entity in full.entities:
        sign = TYPES[entity.type].word
        assert re.search(rf'<mark class="{entity.type.lower()}" data-sign="{re.escape(sign)}" title="[^"]*">', text)
    assert text.count("<mark class=") - text.count('<ul class="legend') >= len(full.dates)
    legend = passages(text, "ul")[0]
    assert legend == "person 1org 1place 4facility 1people 1product 1other 1money 1date 10quotation 2"
    assert set(TYPES) == set(ENTITY_TYPES)
    assert len({called.word for called in TYPES.values()}) == len(ENTITY_TYPES)
    assert 'data-sign="2025-05-02" title="date 2025-05-02">Friday</mark>' in text


def test_the_facts_are_beside_it(full):
    aside = dumps(full).partition("<aside")[2]
    told = dict(zip(passages(aside, "dt"), passages(aside, "dd"), strict=True))
    assert told == {
        "Id": "a/1", "Authors": "Ana Ruiz, Bo Li", "Published": "2025-05-03T10:00Z", "Updated": "2025-05-04",
        "Place": "Lima", "Agency": "AP", "Dateline day": "2025-05-02", "Reference date": "2025-05-02", "Language": "en",
        "Made by": "newsrecord 0.1.0 en-1:00000000", "URL": "https://news.example/a b?q=1&r=ü",
    }  # fmt: skip
    rows = [passages(row, "td") for row in re.findall("<tr>(.*?)</tr>", aside) if "<td" in row]
    assert rows[1] == ["Bo Li", "person", "judge, chair", "1 in body"]
    assert ["Monday", "date 2025-W19 (START): 2025-05-02 to 2025-05-09", "related"] in rows


def test_without_its_source_a_wrapped_paragraph_shows_no_marks(full):
    text = dumps(attrs.evolve(full, source=None))
    paragraphs = re.findall("<p dir.*?</p>", text, re.DOTALL)
    assert "<mark" not in paragraphs[0]
    assert "<mark" in paragraphs[1]


def test_notebooks_show_the_fragment(full):
    shown = full._repr_html_()
    assert shown == fragment(full)
    assert shown.startswith('<div class="newsrecord"><style>')
    rules = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
    for selectors in re.findall(r"(?:^|[{}])\s*([^{}@]+)\{", rules):
        assert all(one.strip().startswith(".newsrecord") for one in selectors.split(",")), "no rule for the page around"


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(scheme):
    """WCAG 2.2, success criterion 1.4.3: contrast of at least 4.5 to 1."""
    block = re.findall(r"\.newsrecord \{(.*?)\}", CSS, re.DOTALL)[scheme]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
    grounds = [name for name in colours if name not in ("ink", "soft", "line", "link", "date-line")]
    for ink, behind in [("ink", name) for name in grounds] + [("soft", "ground"), ("soft", "paper"), ("link", "paper")]:
        light, dark = sorted((luminance(colours[ink]), luminance(colours[behind])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, behind)


# --- in a browser ---

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed to look at the page with")


def browse(path, *options):
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000", *options]
    return subprocess.run([*command, path.as_uri()], capture_output=True, timeout=120, check=True).stdout.decode()


REPORT = """<script>
const told = {
    title: document.querySelector("h1").textContent,
    body: document.querySelector("article > p:not(.meta)").textContent,
    related: document.querySelector(".related li").textContent,
    facts: document.querySelectorAll("aside dd").length,
    scripts: document.scripts.length,
    images: document.images.length,
    fits: document.documentElement.scrollWidth <= window.innerWidth,
    handlers: [...document.querySelectorAll("*")].some((e) => e.onmouseover || e.onerror || e.onload),
};
document.documentElement.innerHTML = encodeURIComponent(JSON.stringify(told));
</script></body></html>"""


@needs_browser
@pytest.mark.parametrize("order", [1, -1])
def test_a_browser_shows_hostile_texts_as_text(tmp_path, order):
    """The page without its policy, and with a script of ours that tells what the browser made of it."""
    record = hostile_record(" ".join(HOSTILE[::order]))
    page, policies = re.subn(r"<meta http-equiv=[^>]*>", "", dumps(record))
    assert policies == 1
    path = tmp_path / "hostile.html"
    path.write_text(page.replace("</body></html>\n", REPORT), "utf-8")
    shown = re.search(r"%7B.*%7D", browse(path, "--dump-dom", "--window-size=500,800"))
    assert shown, "the page's own text ended it or hid the report"
    told = json.loads(unquote(shown.group()))
    text = clean_xml(record.headline.text)
    assert (told["title"], told["body"], told["related"]) == (text, text, text)
    assert told["scripts"] == 1, "ours alone"
    assert (told["images"], told["handlers"], told["fits"]) == (0, False, True)
    assert told["facts"] == 9


@needs_browser
@pytest.mark.parametrize("width", [360, 1280])
def test_a_browser_draws_it(full, tmp_path, width):
    path, picture = tmp_path / "full.html", tmp_path / "full.png"
    path.write_text(dumps(full), "utf-8")
    browse(path, f"--screenshot={picture}", f"--window-size={width},900")
    assert picture.stat().st_size > 20_000, "more than an empty page"
