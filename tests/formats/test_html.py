"""The page: every text of a record shows as text, whatever is in it, and colour is never the only sign."""

import html.parser
import json
import re
import shutil
import struct
import subprocess
import zlib
from html import escape as html_escape
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
from newsrecord.formats.html import dumps, entry, fragment, index
from newsrecord.record import ENTITY_TYPES
from newsrecord.strategies import records

CSS = page_format._style()
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
VOID = {"meta", "link", "br", "img", "input"}
TAGS = {
    "html", "head", "meta", "title", "style", "body", "div", "article", "aside", "section", "h1", "h2", "p", "ul", "li",
    "mark", "span", "bdi", "details", "summary", "dl", "dt", "dd", "a", "table", "thead", "tbody", "tr", "th", "td",
    "ol", "b", "i",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "name", "content", "http-equiv", "class", "dir", "data-sign", "title", "href", "rel", "scope",
    "aria-label", "id", "tabindex",
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
        assert all(link.startswith(("http://", "https://", "#")) for link in links)
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
        mark = f'<mark (?:id="[^"]*" )?class="{entity.type.lower()}" data-sign="{re.escape(sign)}" title="[^"]*">'
        assert re.search(mark, text)
    assert text.count("<mark ") - text.count('<ul class="legend') >= len(full.dates)
    legend = passages(text, "ul")[0]
    assert legend == "person 1org 1place 4facility 1people 1product 1other 1money 1date 10quotation 2"
    assert set(TYPES) == set(ENTITY_TYPES)
    assert len({called.word for called in TYPES.values()}) == len(ENTITY_TYPES)
    assert 'data-sign="2 May 2025" title="2 May 2025 (DATE 2025-05-02)">Friday</mark>' in text


def test_what_a_mark_means_is_not_said_twice():
    """A reader who sees `2022` learns nothing from a label that says 2022."""
    text = dumps(newsrecord.parse("Peru voted in 2022 and on Friday.", reference_date="2025-05-02"))
    assert re.search('<mark id="[^"]*" class="date" title="2022 [^"]*">2022</mark>', text)
    assert 'data-sign="2 May 2025"' in text


CODES = re.compile(r"[A-Z]+_REF|\bX{2,4}\b|\bP[0-9X]+[A-Z]|\d{4}-\d\d|\b(DATE|SET|PERSON|NORP|MISC)\b")


def test_a_reader_meets_words_and_no_codes(full):
    text = dumps(full)
    shown = " ".join(re.findall(r"(?:>|data-sign=\")([^<\"]+)", text.partition("</style></head>")[2].replace(CSS, "")))
    for part in [full.generator.model, full.url, *(passage.text for passage in (*full.body, *full.meta))]:
        shown = shown.replace(part, "")
    assert not CODES.search(shown), CODES.search(shown)
    titles = " ".join(re.findall('title="([^"]*)"', text))
    assert {"XXXX-10-07", "P3D", "2025-W19", "PE"} <= set(re.findall(r"[\w-]+", titles)), "the code is a tooltip"


def test_names_and_dates_lead_to_where_they_stand(full):
    text = dumps(full)
    reader = Reader(text)
    ids = [value for name, value in reader.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    leads = {value[1:] for name, value in reader.attributes if name == "href" and value.startswith("#")}
    assert leads == set(ids), "each mark is led to, and each address is there"
    row = next(row for row in re.findall("<tr>(.*?)</tr>", text) if ">Peru</a>" in row)
    where = re.findall('href="#([^"]*)"', row)
    marked = dict(re.findall('<mark id="([^"]*)"[^>]*>([^<]*)', text))
    assert [marked[id] for id in where] == ["Peru"] * 4  # noqa: A001
    assert passages(row, "td")[-1] == "headline 1, story 2, related 3"


def test_nothing_leads_to_what_is_not_marked(full):
    """Without its source a wrapped paragraph has no marks."""
    reader = Reader(dumps(attrs.evolve(full, source=None)))
    ids = {f"#{value}" for name, value in reader.attributes if name == "id"}
    leads = {value for name, value in reader.attributes if name == "href" and value.startswith("#")}
    assert leads == ids


def test_the_strip_has_the_days_in_their_order(full):
    strip = re.search('<ol class="strip".*?</ol>', dumps(full), re.DOTALL).group()
    assert passages(strip, "b") == ["about 1984", "2 May 2025", "start of week of 5 May 2025", "3 May 2025"]
    [own] = [stop for stop in re.findall("<li.*?</li>", strip) if 'class="own"' in stop]
    assert "3 May 2025" in own, "when it was published"
    assert passages(strip, "li")[1] == "2 May 2025todayMay 2, 2025Friday"


def test_one_day_alone_makes_no_strip():
    one = newsrecord.parse("Peru voted on Friday.", reference_date="2025-05-02")
    assert one.dates
    assert '<ol class="strip"' not in dumps(one)
    assert '<ol class="strip"' in dumps(newsrecord.parse("Peru voted in 2022.", reference_date="2025-05-02"))


def test_the_facts_are_beside_it(full):
    aside = dumps(full).partition("<aside")[2]
    told = dict(zip(passages(aside, "dt"), passages(aside, "dd"), strict=True))
    assert told == {
        "Id": "a/1", "Authors": "Ana Ruiz, Bo Li", "Published": "3 May 2025, 10:00 UTC", "Updated": "4 May 2025",
        "Place": "Lima", "Agency": "AP", "Dateline day": "2 May 2025", "Reference date": "2 May 2025",
        "Language": "English", "Made by": "newsrecord 0.1.0 en-1:00000000", "URL": "https://news.example/a b?q=1&r=ü",
    }  # fmt: skip
    rows = [passages(row, "td") for row in re.findall("<tr>(.*?)</tr>", aside) if "<td" in row]
    assert rows[1] == ["Bo Li", "person", "judge, chair", "story 1"]
    assert ["Peruvians", "people, Peru", "", "story 1"] in rows
    assert ["Peru", "place", "", "headline 1, story 2, related 3"] in rows, "a country is not said to be in itself"
    assert ["Monday", "start of week of 5 May 2025: 2 to 9 May 2025", "related"] in rows
    assert ["1984", "about 1984", "related"] in rows
    assert ["Bo Li", "it", "words in a sentence"] in rows


def test_other_lines_say_what_they_are(full):
    assert passages(dumps(full).partition("<details")[2], "li") == [
        "share buttons: " + clean_xml(full.furniture[0].text)
    ]


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
    scope = ".newsrecord.newsrecord.newsrecord"
    for selectors in re.findall(r"(?:^|[{}])\s*([^{}@]+)\{", rules):
        assert all(scope in one for one in selectors.split(",")), "no rule for the page around"


def test_notebooks_show_parts_too(full):
    for part in (
        full.headline, full.authors, full.dateline, full.published, full.body, full.body[0], full.entities,
        full.entities[1], full.entities[0].ids, full.entities[0].mentions[0], full.dates, full.dates[0],
        full.quotations, full.quotations[0], full.quotations[0].speaker, full.furniture, full.meta, full.generator,
        full.entities_of("PERSON"), full.dates_in("body"), newsrecord.record.Ids(),
    ):  # fmt: skip
        reader = Reader(part._repr_html_())
        assert reader.tags <= TAGS
        assert reader.tags & {"table", "dl"}
    person = full.entities[1]._repr_html_()
    told = dict(zip(passages(person, "dt"), passages(person, "dd"), strict=True))
    assert told == {"name": "Bo Li", "type": "person", "roles": "judge, chair"}
    at = full.entities[1].mentions[0]
    assert passages(person, "td") == ["Bo Li", "story", f"{at.start} to {at.end}"]
    assert passages(full.entities._repr_html_(), "td")[:4] == ["Peru", "place", "", "headline 1, story 1, related 1"]
    assert passages(full.dates_in("related")._repr_html_(), "td")[1] == "start of week of 5 May 2025: 2 to 9 May 2025"
    date = full.dates[8]._repr_html_()
    assert passages(date, "dd")[:3] == ["Monday", "start of week of 5 May 2025", "2 to 9 May 2025"]
    assert "none" in newsrecord.parse("Well.").entities._repr_html_()


@given(records())
def test_every_part_of_every_record_has_a_view(record):
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        for one in (value, *value) if isinstance(value, tuple) else (value,):
            if hasattr(one, "_repr_html_"):
                assert Reader(one._repr_html_()).tags <= TAGS


def test_an_index_leads_to_its_pages(full):
    text = index([("a/1 x.html", entry(full)), ("b#.html", entry(newsrecord.parse("Peru <b>voted</b>.")))])
    reader = Reader(text)
    assert reader.tags <= TAGS
    assert [value for name, value in reader.attributes if name == "href"] == ["./a/1%20x.html", "./b%23.html"]
    assert passages(text, "h1") == ["2 articles"]
    first, second = passages(text, "li")
    assert first.startswith("Peru’s 🦙 votes todayAna Ruiz, Bo Li · 3 May 2025, 10:00 UTC · news.examplePeru · Bo Li")
    assert first.endswith("October 7 attacks · Lima Stadium · 𝒳-Phone · UN")
    assert second.startswith("Peru <b>voted</b>.")


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(scheme):
    """WCAG 2.2, success criterion 1.4.3: contrast of at least 4.5 to 1."""
    pairs = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", CSS)
    colours = {name: both[scheme] for name, *both in pairs}
    assert len(colours) == len(TYPES) + 8
    grounds = [name for name in colours if name not in ("ink", "soft", "line", "link", "date-line")]
    more = [("soft", "ground"), ("soft", "paper"), ("link", "paper"), ("link", "ground")]
    for ink, behind in [("ink", name) for name in grounds] + more:
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


NOTEBOOK = """
:not(.md).output td, :not(.md).output th, :not(.md).output tr { text-align: right; vertical-align: middle; }
.output table { table-layout: fixed; font-size: 13px; margin-left: auto; }
.output tbody tr:nth-child(odd) { background: #cccccc; }
.outer .output :is(dl, dt, dd) { display: block; float: left; margin: 0; }
.output dl { width: 100%; overflow: hidden; }
.output dt { width: 20%; font-weight: bold; }
.output dd { width: 80%; }
.output h1, .output h2, .output p { font-weight: 400; margin: 0 0 1em; text-align: left; }
.output ul:not(.inline), .output ol:not(.inline) { padding-left: 2em; list-style: disc; }
.output { white-space: pre; word-break: break-all; text-align: right; }
"""
"""What the style sheets of notebooks do to the elements of an output, in rules of no more weight than theirs."""

LOOK = """<script>
const styles = (query) => [...document.querySelectorAll(query)].map((e) => [e, getComputedStyle(e)]);
const lines = (e) => {
    const words = document.createRange();
    words.selectNodeContents(e);
    return new Set([...words.getClientRects()].map((box) => box.top)).size;
};
const told = {
    fits: document.documentElement.scrollWidth <= window.innerWidth,
    labels: styles("dt, th").map(([e]) => lines(e)),
    aligned: [...new Set(styles("td, th, p, dd, .newsrecord").map(([, s]) => s.textAlign))],
    floats: [...new Set(styles(".newsrecord *").map(([, s]) => s.float))],
    broken: [...new Set(styles(".newsrecord, .newsrecord *").map(([, s]) => s.wordBreak + s.whiteSpace))],
    bullets: styles(".legend, .strip").map(([, s]) => s.listStyleType),
    ground: styles(".newsrecord").map(([, s]) => s.backgroundColor),
    ink: styles(".newsrecord td").map(([, s]) => s.color),
    stripes: [...new Set(styles("tr").map(([, s]) => s.backgroundColor))],
};
document.title = "done";
document.body.insertAdjacentHTML("beforeend", "<pre id=told>" + encodeURIComponent(JSON.stringify(told)) + "</pre>");
</script>"""


def looked_at(path, html, width, *, dark):
    """What a browser makes of a page in a frame of so many pixels: a window cannot be as narrow as a phone."""
    path.write_text(html, "utf-8")
    scheme = ["--blink-settings=preferredColorScheme=0"] if dark else []
    frame = path.with_suffix(".frame.html")
    page = html_escape(html + LOOK)
    frame.write_text(
        f'<!DOCTYPE html><body style="margin: 0"><iframe id="f" srcdoc="{page}" style="border: 0; width: {width}px; '
        'height: 900px"></iframe><script>onload = () => { document.body.append(document.createElement("pre")); '
        'document.querySelector("pre").textContent = document.getElementById("f").contentDocument'
        '.getElementById("told").textContent; };</script>',
        "utf-8",
    )
    shown = re.search(r"%7B.*?%7D", browse(frame, "--dump-dom", f"--window-size={max(width, 500)},900", *scheme))
    return json.loads(unquote(shown.group()))


def first_pixel(picture):
    """The colour in the corner of a PNG: whatever filter its first row has, that pixel is written as it is."""
    data = picture.read_bytes()
    chunks, at = b"", 8
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        chunks += data[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    return tuple(zlib.decompressobj().decompress(chunks, 8)[1:4])


GROUNDS = {False: "rgb(255, 255, 255)", True: "rgb(20, 23, 28)"}


@needs_browser
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("where", ["page", "notebook"])
def test_a_browser_draws_it(full, tmp_path, where, width, dark):
    """At the width of a phone and of a desk, in light and dark, alone and under the rules of a notebook."""
    html = dumps(full).replace(re.search("<meta http-equiv=[^>]*>", dumps(full)).group(), "")
    if where == "notebook":
        html = (
            f"<!DOCTYPE html><style>body {{ margin: 0 }} {NOTEBOOK}</style>"
            f'<body data-jp-theme-light="{str(not dark).lower()}">'
            f'<div class="outer"><div class="output">{fragment(full)}</div></div>'
        )
    told = looked_at(tmp_path / "full.html", html, width, dark=dark and where == "page")
    assert told["fits"]
    assert set(told["labels"]) == {1}, "no label is broken"
    assert told["aligned"] == ["start"]
    assert told["floats"] == ["none"]
    assert told["broken"] == ["normalnormal", "normalnowrap"]
    assert set(told["bullets"]) == {"none"}
    assert told["ground"] == [GROUNDS[dark]]
    assert set(told["ink"]) == {"rgb(232, 234, 237)" if dark else "rgb(27, 31, 36)"}
    assert told["stripes"] == ["rgba(0, 0, 0, 0)"]
    picture = tmp_path / "full.png"
    scheme = ["--blink-settings=preferredColorScheme=0"] if dark else []
    browse(tmp_path / "full.html", f"--screenshot={picture}", f"--window-size={width},900", *scheme)
    assert picture.stat().st_size > 20_000, "more than an empty page"
    assert f"rgb{first_pixel(picture)}" == GROUNDS[dark]


@needs_browser
def test_a_page_prints(full, tmp_path):
    path, paper = tmp_path / "full.html", tmp_path / "full.pdf"
    path.write_text(dumps(full), "utf-8")
    browse(path, f"--print-to-pdf={paper}")
    assert paper.read_bytes().startswith(b"%PDF")
    sheet = CSS.partition("@media print")[2]
    assert re.search(r"h1, \S+ h2, \S+ thead \{ break-after: avoid; \}", sheet)
