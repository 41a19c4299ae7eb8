"""Mistakes that people make: each is told in one sentence that says what to do, or what was meant is done."""

import datetime
import os
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsrecord
from newsrecord import InvalidArgumentError, Parser, SuspiciousInputWarning
from newsrecord.checks import as_timestamp

STORY = "The minister left Lima on Friday."


# --- paths and addresses in the place of texts ---


@pytest.fixture
def there(tmp_path, monkeypatch):
    """A folder with a file, in which we are."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "my story.txt").write_text(STORY, "utf-8")
    (tmp_path / "page.html").write_text(f"<p>{STORY}</p>", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("text", ["in/my story.txt", "  in/my story.txt\n", "page.html", "./page.html"])
def test_the_path_of_a_file_in_the_place_of_its_text_is_told(there, text):
    with pytest.warns(SuspiciousInputWarning) as caught:
        record = newsrecord.parse(text)
    (warning,) = caught
    shown = text.strip()
    assert str(warning.message) == (
        f"text: {shown!r} is the path of a file, and is read as if it were the article; "
        "pass what the file holds: Path(…).read_text()"
    )
    assert warning.filename == __file__, "it points at the line that made the mistake"
    assert record.source == text


def test_an_absolute_path_and_a_folder_are_told_too(there):
    with pytest.warns(SuspiciousInputWarning, match="is the path of a file"):
        newsrecord.parse(str(there / "page.html"))
    with pytest.warns(SuspiciousInputWarning, match="is the path of a folder, .* pass what a file in it holds"):
        newsrecord.parse("in/")


@pytest.mark.parametrize(
    "text",
    ["https://www.example.com/a?b=c", "HTTP://example.com", "file:///tmp/a.txt", "s3://bucket/key", "www.example.com"],
)
def test_an_address_in_the_place_of_a_text_is_told(text):
    with pytest.warns(
        SuspiciousInputWarning, match="is an address, and is read as if .* nothing is fetched: get the page"
    ):
        assert newsrecord.parse(text).source == text


def test_a_page_is_looked_at_too(there):
    pytest.importorskip("trafilatura", reason="the extra `html` is not installed")
    for page in ("https://www.example.com/a", b"https://www.example.com/a", "page.html"):
        with pytest.warns(SuspiciousInputWarning, match="html: ") as caught:
            newsrecord.parse_html(page)
        assert caught[0].filename == __file__


def test_bare_texts_of_many_articles_are_looked_at(there):
    with pytest.warns(SuspiciousInputWarning, match="'page.html' is the path of a file"):
        list(Parser().parse_many(["page.html"]))
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # what a table or a file holds, its owner did not type
        list(Parser().parse_many([newsrecord.Article(text="page.html")]))


@pytest.mark.parametrize(
    "text",
    ["", "/", "..", "./", "in", "gone.txt", "in/gone.txt", f"See https://example.com for more. {STORY}", "Cuba",
     "page.html\npage.html", "a" * 2000 + "/b", "\0/a", "\ud800/a", "<p>in/</p>", "//host/share/a.txt",
     "\\\\host\\share"],
)  # fmt: skip
def test_other_texts_are_read_without_a_word(there, text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert newsrecord.parse(text).source == text


def test_no_share_of_the_network_is_looked_for(monkeypatch):
    asked = []
    monkeypatch.setattr(os.path, "exists", lambda path: asked.append(path) or False)
    newsrecord.parse("\\\\host\\share\\a.txt")
    newsrecord.parse("//host/share/a.txt")
    newsrecord.parse("a/b.txt")
    assert asked == ["a/b.txt"]


@given(st.text(max_size=50))
def test_no_text_makes_the_look_fail(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SuspiciousInputWarning)
        assert newsrecord.parse(text).source == text


def test_a_path_object_is_told_what_to_do():
    with pytest.raises(TypeError, match=r"text: expected a str, got \w*Path; pass what the file holds: path.read_text"):
        newsrecord.parse(Path("a.txt"))
    with pytest.raises(TypeError, match=r"html: expected a str or bytes, got \w*Path; pass what the file holds"):
        newsrecord.parse_html(Path("a.html"))


# --- dates of all kinds ---


def day_of(value):
    return newsrecord.parse(STORY, published=value, reference_date=value).published.value


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (np.datetime64("2025-10-31"), "2025-10-31"),
        (np.datetime64("2025-10-31T10:30"), "2025-10-31T10:30"),
        (np.datetime64("2025-10-31T10:30:05.123456789"), "2025-10-31T10:30:05"),
        (np.array(["2025-10-31"], dtype="datetime64[D]")[0], "2025-10-31"),
        (time.struct_time((2025, 10, 31, 10, 30, 0, 4, 304, 0)), "2025-10-31T10:30"),
        (time.gmtime(1761906605), "2025-10-31T10:30:05+00:00"),
        ("Fri, 31 Oct 2025 10:30:00 GMT", "2025-10-31T10:30+00:00"),
        ("Fri, 31 Oct 2025 10:30:00 -0500", "2025-10-31T10:30-05:00"),
        ("31 Oct 25 10:30 EST", "2025-10-31T10:30-05:00"),
        (datetime.datetime(2025, 10, 31, 10, 30, tzinfo=datetime.UTC), "2025-10-31T10:30+00:00"),
    ],
    ids=repr,
)
def test_dates_as_others_hold_them_are_taken(value, said):
    assert day_of(value) == said


def test_dates_of_pandas():
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    assert day_of(pandas.Timestamp("2025-10-31T10:30:05.123456789Z")) == "2025-10-31T10:30:05+00:00"
    series = pandas.to_datetime(pandas.Series(["2025-10-31", None]))
    assert day_of(series[0]) == "2025-10-31T00:00"
    assert day_of(series.values[0]) == "2025-10-31T00:00"
    with pytest.raises(
        InvalidArgumentError, match="^published: NaT stands for no date; pass None where there is none$"
    ):
        newsrecord.parse(STORY, published=series[1])
    assert "pandas" in sys.modules


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.datetime64("NaT"), "NaT stands for no date; pass None where there is none"),
        (np.datetime64("2025-10"), "np.datetime64('2025-10') is not an ISO 8601 date; write it as YYYY-MM-DD"),
        (np.datetime64(-70000, "Y"), "is not an ISO 8601 date"),
        (time.struct_time((2025, 13, 31, 10, 30, 0, 4, 304, 0)), "is not an ISO 8601 date"),
        ("Fri, 31 Oct 2025", "'Fri, 31 Oct 2025' is not an ISO 8601 date; write it as YYYY-MM-DD"),
        ("Fri Oct 31 10:30:00 2025", "is not an ISO 8601 date"),
        ("NaT", "'NaT' is not an ISO 8601 date"),
        ("", "'' is not an ISO 8601 date"),
    ],
    ids=repr,
)
def test_what_is_no_date_is_refused_in_a_sentence(value, words):
    with pytest.raises(InvalidArgumentError) as caught:
        newsrecord.parse(STORY, reference_date=value)
    assert str(caught.value).startswith("reference_date: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1761906605, "got int; of a Unix time make one with datetime.datetime.fromtimestamp(value, datetime.UTC)"),
        (float("nan"), "got float; where there is none (NaN) pass None"),
        (datetime.time(10, 30), "got time"),
        ([2025, 10, 31], "got list"),
        ((2025, 10, 31), "got tuple"),
    ],
    ids=repr,
)
def test_what_is_of_no_such_kind_is_a_type_error(value, words):
    with pytest.raises(TypeError) as caught:
        newsrecord.parse(STORY, fallback_date=value)
    assert str(caught.value) == f"fallback_date: expected a date or an ISO string such as '2025-10-31', {words}"


@given(st.datetimes(timezones=st.none() | st.just(datetime.UTC)))
def test_every_time_of_numpy_says_what_it_says_in_python(moment):
    bare = moment.replace(tzinfo=None)
    assert as_timestamp(np.datetime64(bare)) == as_timestamp(bare)
    assert as_timestamp(moment.utctimetuple())[:16] == as_timestamp(moment)[:16]
