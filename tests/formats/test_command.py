"""Formats on the command line: `--format` on parse and convert, and `view`."""

import csv
import io
import json
import re
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

import newsrecord
from newsrecord.cli import cli
from newsrecord.formats import FORMATS

TEXT = "LIMA, May 2, 2025 (AP) - The minister left the capital on Friday, the ministry said in a statement."
NEEDS = ("arrow", "parquet")


def invoke(*args, **options):
    return CliRunner().invoke(cli, [str(arg) for arg in args], **options)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "lima.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_parse_prints_any_format(article, name):
    if name in NEEDS:
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    done = invoke("parse", article, "--plain", "--format", name, "--reference-date", "2025-05-02")
    assert (done.exit_code, done.stderr) == (0, "")
    record = newsrecord.Parser(layout=None).parse(TEXT, id="lima", reference_date="2025-05-02")
    if name in ("json", "jsonl", "arrow", "parquet"):
        assert newsrecord.loads(done.stdout_bytes, format=name) == record
    else:
        assert name in ("csv", "quotations") or "LIMA" in done.stdout
        made = newsrecord.dumps(record, format=name)
        assert name in ("ninjs", "jsonld", "webannotation", "spacy", "displacy") or done.stdout_bytes == made.encode()


def test_indent_is_for_the_formats_that_have_levels(article):
    assert invoke("parse", article, "--format", "ninjs").stdout.count("\n") > 10
    assert invoke("parse", article, "--format", "ninjs", "--indent", "0").stdout.count("\n") == 1
    assert invoke("parse", article, "--format", "conll", "--indent", "0").exit_code == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["parse", "FILE", "--format", "yaml"], "'yaml' is not one of 'json', 'jsonl'"),
        (["parse", "FILE", "--format", "jsnol"], "did you mean 'jsonl' or 'jsonld' or 'json'?"),
        (["convert", "FILE", "-o", "-", "--format", "Parquett"], "did you mean 'parquet'?"),
        (["convert", "FILE", "-o", "out.jsnl"], "did you mean '.jsonl' or '.jsonld' or '.json'?"),
        (["parse", "FILE", "--formt", "json"], "No such option '--formt'. Did you mean '--format'?"),
        (["parse", "FILE", "--format", "csv", "--indent", "4"], "--indent: csv has no levels; it has --csv-guard"),
        (["parse", "FILE", "--format", "html", "--indent", "4"], "--indent: html has no levels; it has no options"),
        (["parse", "FILE", "--format", "jsonl", "--indent", "4"], "--indent: jsonl has no levels; it has --no-source"),
        (["parse", "FILE", "--format", "html", "--csv-guard"], "it is for csv, articles and quotations"),
        (["pares", "FILE"], "there is no command 'pares'; did you mean 'parse'?"),
        (["zzz", "FILE"], "there is no command 'zzz'; there are convert, diff, parse, schema, view"),
        (["FILE"], "is a file, not a command; did you mean 'newsrecord parse "),
        (["view", "FILE", "FILE"], "a page shows one article; for many name a folder: -o pages/"),
        (["diff", "FILE", "FILE", "--ignore", "generater"], "did you mean 'generator'?"),
        (["parse", "FILE", "--format", "html", "--no-source"], "--no-source: html never has the whole input text"),
        (["convert", "FILE", "-o", "-", "--format", "html"], "a file of html holds one record"),
        (["convert", "FILE", "-o", "-", "--format", "csv", "--no-source"], "it is for json, jsonl, arrow, parquet"),
        (["parse", "BARE", "--format", "newsmlg2"], "requires the time at which an item was made"),
    ],
)
def test_what_a_format_cannot_do_is_wrong_usage(article, tmp_path, args, words):
    (tmp_path / "bare.txt").write_text("The minister left.", "utf-8")
    places = {"FILE": article, "BARE": tmp_path / "bare.txt"}
    done = invoke(*(places.get(arg, arg) for arg in args))
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in " ".join(done.stderr.split())


def test_an_option_of_another_format_says_what_there_is():
    record = newsrecord.parse("Peru voted.")
    with pytest.raises(TypeError, match="dumps: csv has no option 'indent'; it has: guard"):
        newsrecord.dumps(record, format="csv", indent=2)
    with pytest.raises(TypeError, match="json has no option 'include_sorce'; .*did you mean 'include_source'"):
        newsrecord.dumps(record, include_sorce=False)
    with pytest.raises(newsrecord.InvalidArgumentError, match="did you mean 'markdown'?"):
        newsrecord.dumps(record, format="markdwn")


@pytest.mark.parametrize("name", [name for name, known in FORMATS.items() if known.many])
def test_convert_writes_any_format_that_holds_many(article, tmp_path, name):
    if name in NEEDS:
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    lines = tmp_path / "in.jsonl"
    lines.write_text("".join(json.dumps({"text": TEXT, "id": f"{i}"}) + "\n" for i in range(3)), "utf-8")
    out = tmp_path / "out"
    done = invoke("convert", lines, "-o", out, "--plain", "--format", name)
    assert (done.exit_code, done.output) == (0, "3 records, 0 failed, 0 passed over\n")
    assert invoke("convert", lines, "-o", "-", "--plain", "--format", name).stdout_bytes == out.read_bytes()
    if FORMATS[name].many == "lines":
        assert len([json.loads(line) for line in out.read_text("utf-8").splitlines()]) == 3
    if name in NEEDS:
        module = __import__(f"newsrecord.formats.{name}", fromlist=["loads_many"])
        assert [record.id for record in module.loads_many(out.read_bytes())] == ["0", "1", "2"]
    if name == "csv":
        rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode(), newline="")))
        assert {row["record"] for row in rows} == {"0", "1", "2"}


def test_a_missing_extra_is_named(article, monkeypatch):
    import sys

    for name in ("arrow", "_pyarrow"):
        monkeypatch.delitem(sys.modules, f"newsrecord.formats.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for args in (["parse", article], ["convert", article, "-o", "-"], ["convert", article, "-o", "-", "--no-source"]):
        done = invoke(*args, "--format", "arrow")
        assert (done.exit_code, done.stdout) == (2, "")
        assert "pip install 'newsrecord[arrow]'" in done.stderr


def test_view_writes_a_page(article, tmp_path):
    page = tmp_path / "page.html"
    done = invoke("view", article, "-o", page, "--reference-date", "2025-05-02", "--plain")
    assert (done.exit_code, done.output) == (0, "")
    text = page.read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert 'class="date" data-sign="2 May 2025" title="2 May 2025 (DATE 2025-05-02)">Friday</mark>' in text
    done = invoke("view", article, "--plain", "--reference-date", "2025-05-02")
    assert done.stdout == text


def test_view_shows_a_record_that_was_written_before(full, tmp_path):
    page = newsrecord.dumps(full, format="html")
    for name in ("json", "jsonl"):
        path = tmp_path / f"full.{name}"
        path.write_text(newsrecord.dumps(full, format=name), "utf-8")
        assert invoke("view", path).stdout == page
    (tmp_path / "full.tml").write_text(newsrecord.dumps(full, format="timeml"), "utf-8")
    assert "Friday</mark>" in invoke("view", tmp_path / "full.tml").stdout


def test_view_of_many_writes_an_index_and_a_page_for_each(full, article, tmp_path):
    records = tmp_path / "records.jsonl"
    others = [
        newsrecord.parse(f"Peru voted {n}.", id=name) for n, name in enumerate(["index", "b/c d", "same", "same"])
    ]
    records.write_text("".join(newsrecord.dumps(one, format="jsonl") for one in [full, *others]), "utf-8")
    out = tmp_path / "pages"
    done = invoke("view", records, article, tmp_path / "none.txt", "-o", f"{out}/")
    assert done.exit_code == 1
    assert "none.txt: cannot be read" in done.stderr
    assert done.stderr.endswith("6 pages, 1 failed, 0 passed over\n")
    written = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.html"))
    assert written == ["a/1.html", "b/c d.html", "index-2.html", "index.html", "lima.html", "same-2.html", "same.html"]
    links = re.findall('href="[.]/([^"]*)"', (out / "index.html").read_text("utf-8"))
    assert [unquote(link) for link in links] == [
        "a/1.html", "index-2.html", "b/c d.html", "same.html", "same-2.html", "lima.html",
    ]  # fmt: skip
    assert (out / "a" / "1.html").read_text("utf-8") == newsrecord.dumps(full, format="html")
    again = {path: path.read_bytes() for path in out.rglob("*.html")}
    assert invoke("view", records, article, "-o", out).exit_code == 0
    assert {path: path.read_bytes() for path in out.rglob("*.html")} == again


def test_view_of_many_needs_a_folder(tmp_path):
    records = tmp_path / "records.jsonl"
    records.write_text(
        "".join(newsrecord.dumps(newsrecord.parse("Peru voted."), format="jsonl") for _ in "ab"), "utf-8"
    )
    done = invoke("view", records)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith(
        "holds more than one article: for an index and a page for each, name a folder: -o pages/\n"
    )


def test_view_spares_its_inputs_in_the_folder(tmp_path):
    page = tmp_path / "a.html"
    page.write_text("<p>Peru voted.</p>")
    done = invoke("view", page, "-o", tmp_path)
    assert done.exit_code == 2
    assert "is one of the inputs" in done.stderr
    assert page.read_text() == "<p>Peru voted.</p>"


def test_parse_of_a_record_writes_it_again(full, tmp_path):
    """A record is no prose: what is meant is another format."""
    for name in ("json", "jsonl"):
        path = tmp_path / f"full.{name}"
        path.write_text(newsrecord.dumps(full, format=name), "utf-8")
        done = invoke("parse", path, "--format", "csv")
        assert (done.exit_code, done.stdout_bytes) == (0, newsrecord.dumps(full, format="csv").encode())
        assert done.stderr == f"newsrecord: {path}: is a record already, and written as it is, not parsed again\n"
    done = invoke("parse", path, "--reference-date", "2025-05-02", "--plain")
    assert newsrecord.loads(done.stdout) == full
    assert done.stderr.endswith("not parsed again; --reference-date, --plain change nothing in it\n")
    (tmp_path / "bare").write_text(newsrecord.dumps(full), "utf-8")
    assert newsrecord.loads(invoke("parse", tmp_path / "bare").stdout) == full
    assert newsrecord.loads(invoke("parse", "-", input=newsrecord.dumps(full)).stdout) == full
    assert invoke("parse", "-", input='{"text": "Peru voted.", "id": "x"}').stdout.count('"id": "x"') == 1


@pytest.mark.parametrize(("name", "words"), [("none.json", "cannot be read"), ("bad.json", "is not JSON")])
def test_view_of_what_cannot_be_read_exits_1(tmp_path, name, words):
    (tmp_path / "bad.json").write_text("{")
    done = invoke("view", tmp_path / name)
    assert (done.exit_code, done.stdout) == (1, "")
    assert words in done.stderr
    assert done.stderr.startswith("newsrecord: ")


def test_view_to_a_place_that_cannot_be_written(article, tmp_path):
    done = invoke("view", article, "-o", tmp_path / "none" / "page.html")
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr


def test_the_command_names_every_format():
    assert all(name in invoke("parse", "--help").stdout for name in FORMATS)


def test_csv_guard(tmp_path):
    article = tmp_path / "=1+1.txt"
    article.write_text("Peru voted on Friday.", encoding="utf-8")
    for command in (["parse", article], ["convert", article, "-o", "-"]):
        bare, guarded = (invoke(*command, "--format", "csv", *more).stdout for more in ([], ["--csv-guard"]))
        assert bare.splitlines()[1].startswith("=1+1,")
        assert guarded.splitlines()[1].startswith("'=1+1,")
    done = invoke("parse", article, "--csv-guard")
    assert done.exit_code == 2
    assert "--csv-guard: json is not opened by spreadsheets; it is for csv" in done.stderr
