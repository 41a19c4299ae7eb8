"""Articles in web archives: pages that a server answered with, texts of conversions; all else is passed over."""

import io

import pytest

pytest.importorskip("warcio", reason="the extra `warc` is not installed")

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsrecord import Article
from newsrecord.convert import convert
from newsrecord.inputs import Inputs

pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")  # of warcio's writer
TEXT = "The minister left Lima on Friday, according to a statement that was released by the ministry."
STORY = f"<article><h1>Café</h1><p>{TEXT}</p><p>{TEXT}</p></article>"
PAGE = f"<html><head><title>Café</title></head><body>{STORY}</body></html>"
DATA = PAGE.encode()
ID = "urn:uuid:00000000-0000-4000-8000-00000000000{}"


def archive(path, *records, gzip=True):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    for number, (kind, status, media, data) in enumerate(records):
        head = {"WARC-Record-ID": f"<{ID.format(number)}>", "WARC-Date": "2026-06-03T10:00:00Z"}
        http = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1") if status else None
        more = {} if http else {"warc_content_type": media}
        writer.write_record(
            writer.create_warc_record(
                f"https://news.example/{number}", kind, payload=io.BytesIO(data), http_headers=http,
                warc_headers_dict=head, **more,
            )
        )  # fmt: skip
    path.write_bytes(out.getvalue())
    return path


def page(data=DATA, status="200 OK", media="text/html"):
    return "response", status, media, data


def items(path):
    return list(Inputs((path,)).items())


@pytest.mark.parametrize("gzip", [True, False])
def test_pages_are_articles_with_their_address_id_and_day(tmp_path, gzip):
    path = archive(
        tmp_path / ("a.warc.gz" if gzip else "a.warc"),
        page(),
        page(status="404 Not Found"),
        page(status="301 Moved"),
        page(media="image/png", data=b"\x89PNG"),
        ("request", None, "application/http", b"GET / HTTP/1.1\r\n\r\n"),
        ("metadata", None, "application/warc-fields", b"a: b\r\n"),
        ("resource", None, "text/html", PAGE.encode()),
        page(media="application/xhtml+xml; charset=UTF-8"),
        ("conversion", None, "text/plain", TEXT.encode()),
        page(data=b""),
        gzip=gzip,
    )
    found = items(path)
    assert [item.place for item in found] == [f"item {i}" for i in range(10)]
    assert [i for i, item in enumerate(found) if item.content is not None] == [0, 6, 7, 8]
    known = {"id": ID.format(0), "url": "https://news.example/0", "fallback_date": "2026-06-03"}
    assert found[0].content == Article(text=PAGE, html=True, **known)
    assert (found[8].content.text, found[8].content.html) == (TEXT, False)
    assert 0 < sum(item.size for item in found) <= path.stat().st_size


def test_the_server_s_word_on_the_encoding_counts(tmp_path):
    data = PAGE.replace("<title>", '<meta charset="utf-8"><title>').encode("latin-1")
    path = archive(tmp_path / "a.warc", page(data=data, media='text/html; charset="ISO-8859-1"'), gzip=False)
    assert "Café" in items(path)[0].content.text
    path = archive(tmp_path / "b.warc", page(media="text/html; charset=nonsense"), gzip=False)
    assert "Café" in items(path)[0].content.text


def test_an_archive_becomes_records(tmp_path):
    pytest.importorskip("trafilatura", reason="the extra `html` is not installed")
    path = archive(tmp_path / "a.warc.gz", page(), page(status="404 Not Found"))
    records = []
    assert convert([path], tmp_path / "out.jsonl", report=records.append) == (1, 0, 1)
    line = (tmp_path / "out.jsonl").read_text("utf-8")
    assert '"url":"https://news.example/0"' in line
    assert '"reference_date":"2026-06-03"' in line
    assert '"headline":{"text":"Café"' in line


@pytest.mark.parametrize("gzip", [True, False])
def test_a_damaged_archive_gives_what_is_whole(tmp_path, gzip):
    path = archive(tmp_path / ("a.warc.gz" if gzip else "a.warc"), *[page()] * 6, gzip=gzip)
    data = path.read_bytes()
    for cut in range(0, len(data), max(len(data) // 40, 1)):
        path.write_bytes(data[:cut])
        found = [item.content for item in items(path)]
        whole = [content for content in found if isinstance(content, Article)]
        assert all(article.text == PAGE for article in whole)
        assert len(whole) >= cut * 6 // len(data) - 1
        assert len(found) - len(whole) <= 1


def test_what_is_no_archive_is_said(tmp_path):
    for name, data in (("a.warc", b"no archive at all\n" * 9), ("b.warc", b""), ("c.warc.gz", b"no archive")):
        (tmp_path / name).write_bytes(data)
        [problem] = [item.content for item in items(tmp_path / name)]
        assert "WARC" in str(problem)


def test_without_its_extra_it_is_an_input_that_failed(tmp_path, monkeypatch):
    path = archive(tmp_path / "a.warc", page(), gzip=False)
    monkeypatch.setitem(__import__("sys").modules, "warcio.archiveiterator", None)
    [problem] = [item.content for item in items(path)]
    assert "pip install 'newsrecord[warc]'" in str(problem)
