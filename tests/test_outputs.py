"""A file for each record: where it stands, what it is called, that none is lost."""

import contextlib
import gzip
import json
import os
import re

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsrecord import InputError, InvalidArgumentError, dumps, loads, parse
from newsrecord.convert import convert
from newsrecord.formats import FORMATS, Encoder
from newsrecord.outputs import Target, target_of
from newsrecord.outputs import opened as opened_target

TEXT = "The minister left Lima on Friday, according to a statement that was released by the ministry."
DATED = f"LIMA, Oct. 31, 2025 (AP) — {TEXT}"
RECORD = parse(TEXT)


@contextlib.contextmanager
def opened(path, kind):
    encode = Encoder(kind, {})
    with opened_target(target_of(path, kind)) as put:
        yield lambda record: put(record.id, encode(record))


def written(folder, ids):
    """The files of records with these ids, by their paths below the folder."""
    with opened(f"{folder}/", "json") as write:
        for name in ids:
            write(attrs.evolve(RECORD, id=name))
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def test_a_record_is_named_by_its_id(tmp_path):
    found = written(tmp_path / "new" / "out", ["a", "2025/10/story", None, "A", "a", "a-2"])
    assert sorted(found) == ["000003.json", "2025/10/story.json", "A-2.json", "a-2-2.json", "a-3.json", "a.json"]
    assert loads(found["2025/10/story.json"].read_text("utf-8")) == attrs.evolve(RECORD, id="2025/10/story")


@pytest.mark.parametrize(
    ("given_id", "name"),
    [
        ("../../etc/passwd", "etc/passwd.json"),
        ("/absolute", "absolute.json"),
        ("https://news.example/a?b=c", "https_/news.example/a_b=c.json"),
        (".hidden", "_hidden.json"),
        ("con", "_con.json"),
        ("a\0b\n", "a_b_.json"),
        ("...", "000001.json"),
        (f"{' ' * 250}a", "_.json"),
        ("Żółw 1", "Żółw 1.json"),
        ("ż" * 300, f"{'ż' * 100}.json"),
    ],
)
def test_no_id_leaves_the_folder(tmp_path, given_id, name):
    assert list(written(tmp_path / "out", [given_id])) == [name]


@settings(max_examples=50)
@given(st.lists(st.text(max_size=300), max_size=6))
def test_every_record_has_a_file_of_its_own(tmp_path_factory, ids):
    folder = tmp_path_factory.mktemp("out")
    ids = [name or None for name in ids]
    found = written(folder, [name and name.replace("/", "") for name in ids])
    assert len(found) == len(ids)


@pytest.mark.parametrize("kind", [name for name, known in FORMATS.items() if known.many is None])
def test_formats_of_one_record_a_file_make_a_folder(tmp_path, kind):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(DATED, "utf-8")
    out = tmp_path / "out"
    done = convert([tmp_path / "in"], out, report=print, format=kind)
    assert done == (1, 0, 0)
    [path] = out.iterdir()
    assert path.name == f"one{FORMATS[kind].suffix}"
    assert path.read_text("utf-8").rstrip("\n") == dumps(parse(DATED, id="one"), format=kind).rstrip("\n")


def test_a_record_that_a_format_cannot_hold_is_named_and_the_rest_written(tmp_path):
    (tmp_path / "in").mkdir()
    for name, text in (("a", DATED), ("b", TEXT), ("c", DATED)):
        (tmp_path / "in" / f"{name}.txt").write_text(text, "utf-8")
    problems = []
    done = convert([tmp_path / "in"], tmp_path / "out", report=problems.append, format="newsmlg2")
    assert done == (2, 1, 0)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.xml", "c.xml"]
    [problem] = problems
    assert "b.txt" in str(problem)
    assert "no date" in str(problem)


def test_an_id_that_no_file_can_have_loses_only_its_own_record(tmp_path):
    lines = tmp_path / "in.jsonl"
    items = [{"text": TEXT, "id": name} for name in ("a", "b/" * 3000 + "c", "d.json/e", "d", "f")]
    lines.write_text("".join(json.dumps(item) + "\n" for item in items), "utf-8")
    problems = []
    done = convert([lines], f"{tmp_path}/out/", report=problems.append, format="json")
    assert done == (3, 2, 0)
    assert sorted(path.name for path in (tmp_path / "out").glob("*.json") if path.is_file()) == ["a.json", "f.json"]
    for problem, number in zip(problems, (2, 4), strict=True):
        assert str(problem).startswith(f"{lines}:{number}: {tmp_path}/out: no file for the id ")


def test_a_file_is_not_taken_for_a_folder(tmp_path):
    (tmp_path / "page.html").write_text("mine", "utf-8")
    with pytest.raises(InvalidArgumentError, match=r"a file of html holds one record; name a folder, such as .*page/"):
        convert([tmp_path], tmp_path / "page.html", report=print, format="html")
    assert (tmp_path / "page.html").read_text("utf-8") == "mine"


def test_an_unknown_format_is_said_before_anything_is_read(tmp_path):
    with pytest.raises(InvalidArgumentError, match="expected one of json"):
        convert([tmp_path], f"{tmp_path}/out/", report=print, format="pdf")
    assert not (tmp_path / "out").exists()


def test_a_folder_inside_the_input_is_not_read(tmp_path):
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    for _ in range(2):
        assert convert([tmp_path], f"{tmp_path}/out/", report=print, format="markdown") == (1, 0, 0)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["one.md"]


def test_a_file_that_cannot_be_written_whole_leaves_the_old_one(tmp_path):
    [path] = written(tmp_path, ["a"]).values()
    before = path.read_bytes()
    with pytest.raises(TypeError), opened_target(target_of(tmp_path, "json")) as put:
        put("a", "no bytes")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("name", ["sub/a", "sub/more/a"])
def test_a_linked_folder_inside_the_output_is_not_followed_out_of_it(tmp_path, name):
    (tmp_path / "else").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "sub").symlink_to(tmp_path / "else")
    with opened(tmp_path / "out", "json") as write:
        with pytest.raises(InputError, match="sub is a link or a file, not a folder"):
            write(attrs.evolve(RECORD, id=name))
        write(attrs.evolve(RECORD, id="b"))
    assert not list((tmp_path / "else").iterdir())
    assert (tmp_path / "out" / "b.json").is_file()


def test_an_error_of_the_caller_is_not_blamed_on_the_output(tmp_path):
    mine = OSError("mine")
    with pytest.raises(OSError, match="mine") as told, opened(tmp_path / "out.jsonl", "jsonl"):
        raise mine
    assert told.value is mine
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("target", ["out.jsonl", "out/"])
def test_what_a_dead_run_left_is_removed_wherever_this_one_writes(tmp_path, target):
    places = [tmp_path, tmp_path / "out", tmp_path / "out" / "sub"]
    for folder in places:
        folder.mkdir(exist_ok=True)
        (folder / f".newsrecord-{'0' * 32}.part").write_bytes(b"left")
    with opened(f"{tmp_path}/{target}", "jsonl" if target == "out.jsonl" else "json") as write:
        write(attrs.evolve(RECORD, id="sub/a"))
    left = [folder for folder in places if list(folder.glob(".newsrecord-*"))]
    assert left == (places[1:] if target == "out.jsonl" else places[:1])


# --- what a name tells ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [
        ("a.jsonl", None, ("jsonl", "", False)),
        ("a.NDJSON", None, ("jsonl", "", False)),
        ("a.jsonl.gz", None, ("jsonl", ".gz", False)),
        ("a.b.csv.zst", None, ("csv", ".zst", False)),
        ("a.csv", "articles", ("articles", "", False)),
        ("a.json", "ninjs", ("ninjs", "", False)),
        ("a.json", None, ("json", "", False)),
        ("a.parquet", None, ("parquet", "", False)),
        ("a.records", "jsonl", ("jsonl", "", False)),
        ("a", "csv", ("csv", "", False)),
        ("a/", None, ("jsonl", "", True)),
        ("a/", "parquet", ("parquet", "", True)),
        ("a", "html", ("html", "", True)),
        ("-", None, ("jsonl", "", False)),
        ("/dev/null", None, ("jsonl", "", False)),
    ],
)
def test_the_name_of_an_output_tells_its_format(name, kind, wanted):
    if name == "/dev/null" and os.name != "posix":
        pytest.skip("a device of POSIX")
    target = target_of(name, kind)
    assert (target.format, target.compression, target.folder) == wanted


@pytest.mark.parametrize(
    ("name", "kind", "compression", "said"),
    [
        ("a.jsonl", "csv", None, "a.jsonl ends as jsonl does, and the format is csv"),
        ("a.parquet", "arrow", None, "a.parquet ends as parquet does"),
        ("a.txt", None, None, "the name a.txt tells no format; name a format, or end it in one of .arrow, "),
        ("a", None, None, "the name a tells no format"),
        ("a.gz", None, None, "the name a.gz tells no format"),
        ("a.parquet.gz", None, None, "parquet packs what is in it itself; leave out .gz"),
        ("a/", "arrow", "zst", "arrow packs what is in it itself"),
        ("a/", "html", "gz", "html is written a file for each record"),
        ("a.jsonl.gz", None, "zst", "ends in .gz, which is not zst"),
        ("a.jsonl", None, "lzma", "compression: expected gz or zst, got 'lzma'"),
        ("a.md", None, None, "a file of markdown holds one record; name a folder, such as a/"),
    ],
)
def test_what_a_name_contradicts_is_refused(name, kind, compression, said):
    with pytest.raises(InvalidArgumentError, match=re.escape(said)):
        target_of(name, kind, compression)


def test_packed_files_are_the_same_each_time_and_hold_the_same(tmp_path):
    plain = tmp_path / "a.jsonl"
    with opened(plain, "jsonl") as write:
        write(RECORD)
    for ending, unpack in ((".gz", gzip.decompress), (".zst", unzstd)):
        files = [tmp_path / f"{name}.jsonl{ending}" for name in "ab"]
        for path in files:
            with opened(path, "jsonl") as write:
                write(RECORD)
        assert files[0].read_bytes() == files[1].read_bytes()
        assert unpack(files[0].read_bytes()) == plain.read_bytes()


def unzstd(data):
    zstandard = pytest.importorskip("zstandard", reason="the extra `zstd` is not installed")
    return zstandard.ZstdDecompressor().decompressobj().decompress(data)


def test_the_arguments_of_an_output_say_what_they_are():
    assert Target("a/", "jsonl", ".gz", folder=True).suffix == ".jsonl.gz"
    assert [Target("a/", kind, folder=True).sharded for kind in ("jsonl", "csv", "json", "tei")] == [1, 1, 0, 0]
