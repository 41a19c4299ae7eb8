"""What is in a file: packed or not, by pipe or by name, records too; and how much of it was read."""

import gzip
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from newsrecord import Article, InputError, NewsRecord, dumps, parse
from newsrecord.convert import Shards, convert
from newsrecord.inputs import Inputs, Position, read_article
from newsrecord.inputs.item import place_in
from newsrecord.inputs.opening import bare_name, kind_of

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes are POSIX")
TEXT = "The minister left Lima on Friday, according to a statement that was released by the ministry."
RECORD = parse(TEXT, id="r")
LINES = "".join(json.dumps({"text": f"{i}. {TEXT}", "id": str(i)}) + "\n" for i in range(20))


def items(*paths, **settings):
    return list(Inputs(paths, **settings).items())


def contents(*paths, **settings):
    return [item.content for item in items(*paths, **settings)]


# --- endings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "bare"),
    [
        ("a.txt", "text", "a"),
        ("a.b.txt", "text", "a.b"),
        ("a", "text", "a"),
        ("a.HTM", "page", "a"),
        ("a.txt.gz", "text", "a"),
        ("a.gz", "text", "a"),
        ("a.jsonl.zst", "lines", "a"),
        ("a.warc.gz", "warc", "a"),
        ("a.warc.wet.gz", "warc", "a"),
        ("a.tsv.GZ", "csv", "a"),
        ("a.parquet", "parquet", "a"),
        ("a.parquet.gz", None, "a"),
        ("a.png", None, "a"),
        ("a.png.gz", None, "a"),
        ("a.b/c.txt", "text", "a.b/c"),
    ],
)
def test_endings_tell_what_a_file_holds(name, kind, bare):
    assert kind_of(Path(name)) == kind
    assert bare_name(Path(name)).as_posix() == bare


@pytest.mark.parametrize(
    ("place", "shown"), [("", "a"), ("line 3", "a:3"), ("item 3", "a[3]"), ("from item 3", "a[3:]")]
)
def test_places_are_named_in_short(place, shown):
    assert place_in("a", place) == shown


# --- packed ----------------------------------------------------------------------------------------------------------


def packed(path, data):
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(data))
    else:
        zstandard = pytest.importorskip("zstandard", reason="the extra `zstd` is not installed")
        half = len(data) // 2  # two frames, as tools that append write
        path.write_bytes(b"".join(zstandard.ZstdCompressor().compress(part) for part in (data[:half], data[half:])))
    return path


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_packed_files_are_read_as_what_is_in_them(tmp_path, ending):
    lines = packed(tmp_path / f"in.jsonl{ending}", LINES.encode())
    text = packed(tmp_path / f"one.txt{ending}", TEXT.encode())
    array = packed(tmp_path / f"two.json{ending}", json.dumps([{"text": TEXT}] * 2).encode())
    assert [article.id for article in contents(lines)] == [str(i) for i in range(20)]
    assert contents(text) == [Article(text=TEXT, id="one")]
    assert len(contents(array)) == 2
    for path in (lines, text, array):
        assert 0 < sum(item.size for item in items(path)) <= path.stat().st_size


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_a_damaged_packing_costs_the_rest_of_the_file_only(tmp_path, ending):
    long = "".join(json.dumps({"text": os.urandom(600).hex(), "id": str(i)}) + "\n" for i in range(400))
    path = packed(tmp_path / f"in.jsonl{ending}", long.encode())
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 4 * 3])
    *good, last = items(path, path.with_name("none.txt"))[:-1]
    assert 0 < len(good) < 400
    assert all(isinstance(item.content, (Article, InputError)) for item in good)
    if ending == ".gz":
        assert str(last.content).startswith(f"{path}[{len(good)}:]: cannot be read: it is damaged: ")
    wrong = tmp_path / f"b.txt{ending}"
    wrong.write_bytes(b"no such packing")
    [problem] = contents(wrong)
    assert str(problem).startswith(f"{wrong}: cannot be read: ")


def test_zstandard_without_its_extra_is_an_input_that_failed(tmp_path, monkeypatch):
    path = packed(tmp_path / "in.jsonl.zst", LINES.encode())
    monkeypatch.setitem(sys.modules, "zstandard", None)
    [problem] = contents(path)
    assert "pip install 'newsrecord[zstd]'" in str(problem)


# --- records, known facts --------------------------------------------------------------------------------------------


def test_records_are_inputs_too_and_come_out_as_they_are(tmp_path):
    lines = tmp_path / "in.jsonl"
    lines.write_text(f"{dumps(RECORD)}\n{json.dumps({'text': TEXT})}\n{dumps(RECORD)[:-3]}}}\n", "utf-8")
    record, article, problem = contents(lines)
    assert (record, article) == (RECORD, Article(text=TEXT))
    assert "is not JSON" in str(problem)
    (tmp_path / "in.json").write_text(dumps(RECORD, indent=2), "utf-8")
    assert contents(tmp_path / "in.json", reference_date="2020-01-01") == [RECORD]
    with pytest.raises(InputError, match="holds a record already, which `newsrecord view` shows"):
        read_article(tmp_path / "in.json")


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "arrow", "parquet"])
def test_records_are_written_in_another_format_without_being_read_again(tmp_path, ending, workers):
    pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
    source, between, back = tmp_path / "in.jsonl", tmp_path / f"between.{ending}", tmp_path / "back.jsonl"
    source.write_text(LINES, "utf-8")
    convert([source], tmp_path / "first.jsonl", report=print)

    class Never:
        def recognize(self, document):
            raise AssertionError("it was read again")

    from newsrecord import Parser

    parser = Parser(recognizer=Never()) if workers == 1 else None
    for path, target in ((tmp_path / "first.jsonl", between), (between, back)):
        assert convert([path], target, report=print, parser=parser, workers=workers) == (20, 0, 0)
    assert back.read_bytes() == (tmp_path / "first.jsonl").read_bytes()


def test_days_for_all_and_other_names_for_keys(tmp_path):
    lines = tmp_path / "in.jsonl"
    lines.write_text('{"body": "x", "when": "2026-01-01"}\n{"body": "y"}\n', "utf-8")
    settings = {"columns": {"text": "body", "reference_date": "when"}, "fallback_date": "2020-02-02"}
    first, second = contents(lines, reference_date="2025-10-31", **settings)
    assert (first.reference_date, str(second.reference_date)) == ("2026-01-01", "2025-10-31")
    assert str(first.fallback_date) == "2020-02-02"
    (tmp_path / "a.txt").write_text(TEXT)
    [text] = contents(tmp_path / "a.txt", reference_date="2025-10-31")
    assert str(text.reference_date) == "2025-10-31"
    with pytest.raises(ValueError, match="fallback_date: 'soon'"):
        Inputs((lines,), fallback_date="soon")


# --- where to go on --------------------------------------------------------------------------------------------------


def test_items_can_be_taken_from_any_place_on(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.jsonl").write_text(LINES, "utf-8")
    (tmp_path / "c.txt").write_text(TEXT)
    (tmp_path / "d.png").write_text(TEXT)
    found = items(tmp_path)
    assert [item.position for item in found[19:22]] == [Position(0, 19), Position(1, 0), Position(1, 1)]
    for start in (0, 1, 19, 20, 25, 40, 41):
        assert list(Inputs((tmp_path,)).items(found[start].position)) == found[start:]
    after = found[-1].position
    assert list(Inputs((tmp_path,)).items(Position(after.file, after.item + 1))) == []
    only = list(Inputs((tmp_path,)).items(only={str(tmp_path / "b.jsonl")}))
    assert only == found[20:40]
    assert list(Inputs((tmp_path,)).items(only={str(tmp_path)})) == found


# --- pipes -----------------------------------------------------------------------------------------------------------


@POSIX
def test_a_pipe_is_read_as_json_lines_and_by_parse_as_text(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for data, read in ((LINES, lambda: contents(pipe)), (TEXT, lambda: [read_article(pipe)])):
        writer = threading.Thread(target=lambda data=data: pipe.write_text(data, "utf-8"))
        writer.start()
        found = read()
        writer.join()
        assert [type(one) for one in found] == [Article] * len(found)
    assert found == [Article(text=TEXT)]
    assert Inputs((pipe,)).total_size() is None


@POSIX
@pytest.mark.parametrize("given", ["-", "/dev/stdin"])
def test_standard_input_may_be_a_file_or_a_pipe(tmp_path, given):
    source = tmp_path / "in"
    source.write_text(LINES, "utf-8")
    command = [sys.executable, "-m", "newsrecord", "convert", given, "-o", "-", "--quiet"]
    with source.open("rb") as stream:
        by_file = subprocess.run(command, stdin=stream, capture_output=True, check=True)
    by_pipe = subprocess.run(command, input=LINES.encode(), capture_output=True, check=True)
    assert by_file.stdout == by_pipe.stdout
    assert len(by_file.stdout.splitlines()) == 20


@POSIX
def test_a_shell_may_hand_over_what_a_command_writes(tmp_path):
    (tmp_path / "in.gz").write_bytes(gzip.compress(LINES.encode()))
    script = f"{sys.executable} -m newsrecord convert <(gzip -dc in.gz) -o out.jsonl"
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "20 records, 0 failed, 0 passed over\n")


# --- patterns --------------------------------------------------------------------------------------------------------


def names(pattern, monkeypatch=None):
    return [(Path(item.path).name, getattr(item.content, "id", item.content)) for item in items(pattern)]


def test_patterns_lead_to_files_in_the_order_of_their_names(tmp_path):
    for name in ("b/2.txt", "a/1.txt", "a/deep/er/3.txt", "a/4.story", "a/.hidden.txt", "a/5.png", "0.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)
    assert names(f"{tmp_path}/*/*.txt") == [("1.txt", "a/1"), ("2.txt", "b/2")]
    assert names(f"{tmp_path}/a/**/*.txt") == [("1.txt", "1"), ("3.txt", "deep/er/3")]
    assert names(f"{tmp_path}/a/*.story") == [("4.story", "4")]
    every = dict(names(f"{tmp_path}/**"))
    assert {name for name, content in every.items() if content is None} == {"4.story", "5.png"}
    assert len(every) == 6
    assert dict(names(f"{tmp_path}/[ab]"))["3.txt"] == "a/deep/er/3"
    [problem] = contents(f"{tmp_path}/*.none")
    assert str(problem) == f"{tmp_path}/*.none: matches no file to read"


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path):
    path = tmp_path / "a[1].txt"
    path.write_text(TEXT)
    assert contents(path) == [Article(text=TEXT, id="a[1]")]


def test_what_is_written_is_not_matched(tmp_path):
    (tmp_path / "a.jsonl").write_text(LINES, "utf-8")
    for _ in range(2):
        assert convert([f"{tmp_path}/*.jsonl"], tmp_path / "out.jsonl", report=print) == (20, 0, 0)
    (tmp_path / "out.jsonl").unlink()
    for _ in range(2):
        shards = Shards(resume=True)
        assert convert([f"{tmp_path}/**/*.jsonl"], f"{tmp_path}/out/", report=print, shards=shards) == (20, 0, 0)


def test_every_kind_of_content_is_what_it_says(tmp_path):
    (tmp_path / "a.jsonl").write_text(f"{dumps(RECORD)}\n{LINES}", "utf-8")
    kinds = {type(content) for content in contents(tmp_path)}
    assert kinds == {NewsRecord, Article}
