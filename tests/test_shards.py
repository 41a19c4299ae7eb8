"""Shards: whole or not there, in order, and the same bytes however often a run was stopped and went on."""

import gzip
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from newsrecord import InputError, InvalidArgumentError, OutputError, Parser, loads
from newsrecord.convert import Shards, convert
from newsrecord.dates import NewsDates
from newsrecord.files import locked

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
QUICK = Parser(recognizer=None)
TEXT = "The minister left Lima on Friday, according to a statement that was released by the ministry."


def lines(path, count, damaged=()):
    path.write_text(
        "".join("damaged\n" if i in damaged else json.dumps({"text": f"{i}. {TEXT}", "id": f"{i}"}) + "\n"
                for i in range(count)),
        "utf-8",
    )  # fmt: skip
    return path


def run(inputs, output, size=None, **settings):
    """Convert into shards; what was done, and what failed."""
    problems = []
    shards = {key: settings.pop(key) for key in ("number", "resume", "retry_failed") if key in settings}
    settings.setdefault("parser", QUICK)
    settings.setdefault("shards", Shards(size=size, **shards))
    done = convert(inputs, f"{output}/", report=lambda problem: problems.append(str(problem)), **settings)
    return tuple(done), problems


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def ids(folder, ending=".jsonl"):
    return [[loads(line).id for line in path.read_bytes().splitlines()] for path in sorted(folder.glob(f"*{ending}"))
            if path.name.startswith("part-")]  # fmt: skip


# --- what is written -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2])
def test_records_go_into_shards_in_their_order_with_what_failed_beside_them(tmp_path, workers):
    source = lines(tmp_path / "in.jsonl", 25, damaged=(3, 20))
    done, problems = run([source], tmp_path / "out", 10, workers=workers)
    assert done == (23, 2, 0)
    assert problems == [f"{source}:{n}: is not JSON: Expecting value at column 1" for n in (4, 21)]
    assert ids(tmp_path / "out") == [
        [str(i) for i in part if i not in (3, 20)] for part in (range(10), range(10, 20), range(20, 25))
    ]
    found = files(tmp_path / "out")
    assert sorted(found) == [
        "_SUCCESS", "_shards.jsonl", "errors.jsonl", "manifest.json",
        "part-00000.jsonl", "part-00001.jsonl", "part-00002.jsonl",
    ]  # fmt: skip
    assert [json.loads(line) for line in found["errors.jsonl"].splitlines()] == [
        {"input": str(source), "place": f"line {n}", "id": None, "error": "InputError",
         "reason": "is not JSON: Expecting value at column 1"}
        for n in (4, 21)
    ]  # fmt: skip
    manifest = json.loads(found["manifest.json"])
    assert manifest["inputs"][0]["size"] == source.stat().st_size
    assert manifest["inputs"][0]["modified_ns"] == source.stat().st_mtime_ns
    assert manifest["generator"]["model"] is None
    journal = [json.loads(line) for line in found["_shards.jsonl"].splitlines()]
    assert [(one["records"], one["failed"], one["next"]) for one in journal] == [
        (9, 1, [0, 10]), (10, 0, [0, 20]), (4, 1, [0, 25]),
    ]  # fmt: skip
    import hashlib

    for one in journal:
        assert hashlib.sha256(found[one["shard"]]).hexdigest() == one["sha256"]
        assert len(found[one["shard"]]) == one["bytes"]


def test_a_folder_alone_asks_for_shards_in_formats_of_many_records(tmp_path):
    source = lines(tmp_path / "in.jsonl", 3)
    convert([source], f"{tmp_path}/out/", report=print)
    assert ids(tmp_path / "out") == [["0", "1", "2"]]
    convert([source], f"{tmp_path}/files/", format="json", report=print)
    assert sorted(files(tmp_path / "files")) == ["0.json", "1.json", "2.json"]
    with pytest.raises(InvalidArgumentError, match="shards: .* as json has none; name a folder, and one of jsonl"):
        run([source], tmp_path / "more", 5, format="json")


@pytest.mark.parametrize("kind", ["jsonl", "csv", "articles", "conll", "arrow", "parquet"])
def test_every_format_of_many_records_has_shards(tmp_path, kind):
    if kind in ("arrow", "parquet"):
        pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
    source = lines(tmp_path / "in.jsonl", 25)
    done, _ = run([source], tmp_path / "out", 10, format=kind)
    assert done == (25, 0, 0)
    if kind in ("jsonl", "arrow", "parquet"):
        convert([f"{tmp_path}/out/part-*"], tmp_path / "all.jsonl", report=print)
        assert [loads(line).id for line in (tmp_path / "all.jsonl").read_text("utf-8").splitlines()] == [
            str(i) for i in range(25)
        ]


def test_shards_may_be_packed(tmp_path):
    source = lines(tmp_path / "in.jsonl", 25)
    run([source], tmp_path / "out", 10, compression="gz")
    run([source], tmp_path / "plain", 10)
    for path in (tmp_path / "plain").glob("part-*"):
        assert gzip.decompress((tmp_path / "out" / f"{path.name}.gz").read_bytes()) == path.read_bytes()


@pytest.mark.parametrize(("count", "number"), [(100, 4), (7, 3), (2, 5), (0, 2)])
def test_a_number_of_shards_is_kept_to_and_they_are_about_the_same(tmp_path, count, number):
    source = lines(tmp_path / "in.jsonl", count)
    run([source], tmp_path / "out", number=number)
    parts = ids(tmp_path / "out")
    assert list(itertools.chain(*parts)) == [str(i) for i in range(count)]
    assert len(parts) == number
    if count == 100:
        assert all(20 <= len(part) <= 30 for part in parts)


def test_nothing_to_read_is_a_run_without_shards(tmp_path):
    source = lines(tmp_path / "in.jsonl", 0)
    assert run([source], tmp_path / "out") == ((0, 0, 0), [])
    assert sorted(files(tmp_path / "out")) == ["_SUCCESS", "_shards.jsonl", "errors.jsonl", "manifest.json"]


def test_what_is_passed_over_opens_no_shard_of_its_own(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt", "c.png", "d.png"):
        (tmp_path / "in" / name).write_text(TEXT)
    assert run([tmp_path / "in"], tmp_path / "out", 2) == ((2, 0, 2), [])
    assert len(ids(tmp_path / "out")) == 1


# --- going on --------------------------------------------------------------------------------------------------------


class StopsError(Exception):
    pass


def interrupted(source, output, after, **settings):
    """A run that ends in the midst of it."""

    def advance(done, _):
        if sum(done) == after:
            raise StopsError

    with pytest.raises(StopsError):
        run([source], output, 10, advance=advance, **settings)


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
@pytest.mark.parametrize("stops", [(5,), (10,), (15, 25), (34,), (35, 35, 35)])
def test_a_run_goes_on_where_it_stopped(tmp_path, stops, kind):
    if kind == "parquet":
        pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
    source = lines(tmp_path / "in.jsonl", 35, damaged=(4, 15, 34))
    wanted = run([source], tmp_path / "whole", 10, format=kind)[0]
    for after in stops:
        interrupted(source, tmp_path / "out", after, resume=True, format=kind)
    done, problems = run([source], tmp_path / "out", 10, resume=True, workers=2, format=kind)
    assert done == wanted
    assert len(problems) <= 3
    assert files(tmp_path / "out") == files(tmp_path / "whole")
    assert run([source], tmp_path / "out", 10, resume=True, format=kind) == (wanted, [])


@pytest.mark.parametrize("number", [1, 3, 6])
def test_so_does_one_with_a_number_of_shards(tmp_path, number):
    source = lines(tmp_path / "in.jsonl", 35, damaged=(4, 15, 34))
    run([source], tmp_path / "whole", number=number)
    shards = Shards(number=number, resume=True)
    interrupted(source, tmp_path / "out", 20, shards=shards)
    run([source], tmp_path / "out", shards=shards)
    assert files(tmp_path / "out") == files(tmp_path / "whole")


def test_what_a_dead_run_left_half_done_is_done_anew(tmp_path):
    source = lines(tmp_path / "in.jsonl", 35, damaged=(4, 15))
    run([source], tmp_path / "whole", 10)
    interrupted(source, tmp_path / "out", 25)
    out = tmp_path / "out"
    before = files(out)

    def torn_line():
        (out / "_shards.jsonl").write_bytes(before["_shards.jsonl"][:-20])

    def line_of_nonsense():
        (out / "_shards.jsonl").write_bytes(before["_shards.jsonl"] + b'{"shard": 1}\n')

    def shard_without_its_line():
        (out / "part-00002.jsonl").write_bytes(b"from a run that died right after it gave it its name\n")

    def errors_that_were_not_noted():
        (out / "errors.jsonl").write_bytes(b"")

    def a_lost_shard():
        (out / "part-00001.jsonl").unlink()

    def a_shard_cut_short():
        (out / "part-00000.jsonl").write_bytes(b"")

    def scratch():
        (out / f".newsrecord-{'0' * 32}.part").write_bytes(b"half")

    def nothing_but_the_manifest():
        for name in before:
            if name != "manifest.json":
                (out / name).unlink()

    for what in (
        torn_line, line_of_nonsense, shard_without_its_line, errors_that_were_not_noted, a_lost_shard,
        a_shard_cut_short, scratch, nothing_but_the_manifest,
    ):  # fmt: skip
        for path in out.iterdir():
            path.unlink()
        for name, data in before.items():
            (out / name).write_bytes(data)
        what()
        run([source], out, 10, resume=True)
        assert files(out) == files(tmp_path / "whole"), what.__name__


KILLED = """
import sys
from newsrecord import Parser
from newsrecord.convert import Shards, convert
sys.exit(bool(convert([sys.argv[1]], sys.argv[2], workers=int(sys.argv[3]), report=lambda _: None,
                      parser=Parser(recognizer=None), shards=Shards(size=20, resume=True)).failed))
"""


@POSIX
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_is_killed_at_any_moment_goes_on_to_the_same_bytes(tmp_path, workers):
    source = lines(tmp_path / "in.jsonl", 1200, damaged=range(0, 1200, 70))
    run([source], tmp_path / "whole", 20)
    out = tmp_path / "out"
    command = [sys.executable, "-c", KILLED, source, f"{out}/", str(workers)]
    kills = 0
    for _ in range(8):
        with subprocess.Popen(command, start_new_session=True) as process:
            while not list(out.glob(".newsrecord-*")) and process.poll() is None:  # until it writes
                time.sleep(0.005)
            time.sleep(random.uniform(0, 0.4))
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                kills += 1
    assert kills
    assert subprocess.run(command, check=False).returncode == 1  # for what failed
    assert files(out) == files(tmp_path / "whole")


# --- what does not fit -----------------------------------------------------------------------------------------------


def test_a_folder_that_holds_a_run_is_not_begun_anew(tmp_path):
    source = lines(tmp_path / "in.jsonl", 5)
    run([source], tmp_path / "out")
    before = files(tmp_path / "out")
    with pytest.raises(InvalidArgumentError, match="out holds a run already; go on with it by --resume"):
        run([source], tmp_path / "out")
    assert files(tmp_path / "out") == before


def test_a_folder_with_shards_of_something_else_is_left_alone(tmp_path):
    source = lines(tmp_path / "in.jsonl", 5)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "part-00000.parquet").write_bytes(b"mine")
    (tmp_path / "out" / "notes.txt").write_bytes(b"mine")
    for resume in (False, True):
        with pytest.raises(InvalidArgumentError, match=r"out has part-00000.parquet and no manifest.json; remove"):
            run([source], tmp_path / "out", resume=resume)
    (tmp_path / "out" / "part-00000.parquet").unlink()
    assert run([source], tmp_path / "out") == ((5, 0, 0), [])
    assert (tmp_path / "out" / "notes.txt").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"size": 20}, "shards.size was 10 and is 20"),
        ({"include_source": False}, "options.include_source was null and is false"),
        ({"format": "csv"}, 'format was "jsonl" and is "csv"'),
        ({"compression": "gz"}, 'compression was null and is "gz"'),
        ({"reference_date": "2026-01-01"}, 'reference_date was null and is "2026-01-01"'),
        ({"columns": {"id": "key"}}, 'columns.id was null and is "key"'),
        ({"parser": Parser()}, 'generator.model was null and is "en-'),
        ({"parser": Parser(layout=None)}, "parser.layout was \"NewsLayout(language=Language('en'))\" and is null"),
        ({"parser": Parser(recognizer=None, dates=NewsDates(day_first=True))}, "day_first=None"),
    ],
)
def test_a_run_goes_on_only_as_it_was(tmp_path, changes, said):
    source = lines(tmp_path / "in.jsonl", 25)
    interrupted(source, tmp_path / "out", 15)
    before = files(tmp_path / "out")
    with pytest.raises(InvalidArgumentError, match="resume: the run in .*out was another: ") as told:
        run([source], tmp_path / "out", **{"size": 10, **changes}, resume=True)
    assert said in str(told.value)
    assert files(tmp_path / "out") == before


def test_a_run_goes_on_only_with_the_inputs_that_it_had(tmp_path):
    source = lines(tmp_path / "in.jsonl", 25)
    interrupted(source, tmp_path / "out", 15)
    with source.open("a") as stream:
        stream.write("\n")
    with pytest.raises(InvalidArgumentError, match=r"inputs\[0\]\.size was \d+ and is \d+; inputs\[0\]\.modified_ns"):
        run([source], tmp_path / "out", 10, resume=True)
    with pytest.raises(InvalidArgumentError, match="inputs: - is a pipe and cannot be read again"):
        run(["-"], tmp_path / "out", 10, resume=True)
    with pytest.raises(InvalidArgumentError, match="shards: the size of a pipe is not known"):
        run(["-"], tmp_path / "more", number=3)


def test_shards_go_to_a_folder_of_their_own(tmp_path):
    (tmp_path / "in").mkdir()
    source = lines(tmp_path / "in" / "in.jsonl", 5)
    for inputs in ([tmp_path / "in"], [source]):
        with pytest.raises(InvalidArgumentError, match="lies in it, and shards go to a folder of their own"):
            run(inputs, tmp_path / "in")
    assert run([tmp_path / "in"], tmp_path / "in" / "out", 2) == ((5, 0, 0), [])
    interrupted(tmp_path / "in", tmp_path / "in" / "more", 12)  # it reads what the run before wrote


@POSIX
def test_two_runs_cannot_write_one_folder(tmp_path):
    source = lines(tmp_path / "in.jsonl", 5)
    run([source], tmp_path / "out")
    with locked(tmp_path / "out"), pytest.raises(OutputError, match="another run is writing it"):
        run([source], tmp_path / "out", resume=True)


def test_a_complete_run_that_was_tampered_with_is_not_patched_up(tmp_path):
    source = lines(tmp_path / "in.jsonl", 5)
    run([source], tmp_path / "out")
    (tmp_path / "out" / "part-00000.jsonl").write_text("else")
    with pytest.raises(OutputError, match=r"is not what _shards\.jsonl says: remove it and convert anew"):
        run([source], tmp_path / "out", resume=True)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"size": 0}, "shards: size: expected a whole number from 1, got 0"),
        ({"number": 1.5}, "shards: number: expected"),
        ({"size": 5, "number": 5}, "shards: name their size or their number, not both"),
        ({"resume": True, "retry_failed": True}, "shards: resume the run first"),
    ],
)
def test_settings_that_cannot_be_are_refused(settings, said):
    with pytest.raises(InvalidArgumentError, match=said):
        Shards(**settings)


# --- once more -------------------------------------------------------------------------------------------------------


def test_what_failed_is_read_again_and_added(tmp_path):
    source = lines(tmp_path / "in.jsonl", 25, damaged=(3, 14, 20))
    (tmp_path / "gone.txt").write_bytes(b"")
    inputs = [source, tmp_path / "gone.txt", tmp_path / "late.txt"]
    assert run(inputs, tmp_path / "out", 10)[0] == (22, 5, 0)
    before = files(tmp_path / "out")
    kept = source.read_text().splitlines()
    kept[3] = json.dumps({"text": TEXT, "id": "mended"})
    source.write_text("\n".join(kept) + "\n")
    (tmp_path / "late.txt").write_text(TEXT)
    done, problems = run(inputs, tmp_path / "out", 10, retry_failed=True)
    assert done == (24, 3, 0)
    assert [problem.partition(": ")[0] for problem in problems] == [
        f"{source}:15", f"{source}:21", f"{tmp_path}/gone.txt",
    ]  # fmt: skip
    after = files(tmp_path / "out")
    assert {name: after[name] for name in before if name.startswith("part-")} == {
        name: data for name, data in before.items() if name.startswith("part-")
    }
    assert ids(tmp_path / "out")[-1] == ["mended", "late"]
    assert len(after["errors.jsonl"].splitlines()) == 3
    assert "_SUCCESS" in after
    again = run(inputs, tmp_path / "out", 10, retry_failed=True)
    assert again[0] == (24, 3, 0)
    assert sorted(files(tmp_path / "out")) == sorted(after)


def test_all_the_rest_of_a_file_is_read_again_and_nothing_twice(tmp_path):
    plain = lines(tmp_path / "plain", 400).read_bytes()
    source = tmp_path / "in.jsonl.gz"
    whole = gzip.compress(random.Random(1).randbytes(0) + plain, 1)
    source.write_bytes(whole[: len(whole) // 2])
    (written, failed, _), problems = run([source], tmp_path / "out", 100)
    assert 0 < written < 400
    assert failed in (1, 2)
    assert "it is damaged" in problems[-1]
    source.write_bytes(whole)
    assert run([source], tmp_path / "out", 100, retry_failed=True)[0] == (400, 0, 0)
    assert sorted(itertools.chain(*ids(tmp_path / "out")), key=int) == [str(i) for i in range(400)]


def test_a_folder_that_could_not_be_read_is_read_whole_then(tmp_path, monkeypatch):
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for name in ("a.txt", "sub/b.txt", "sub/c.txt"):
        (tmp_path / "in" / name).write_text(TEXT)
    real = os.scandir
    with monkeypatch.context() as patched:

        def refusing(path):
            if os.fspath(path).endswith("sub"):
                raise PermissionError(13, "Permission denied")
            return real(path)

        patched.setattr("newsrecord.inputs.finding.os.scandir", refusing)
        assert run([tmp_path / "in"], tmp_path / "out")[0] == (1, 1, 0)
    assert run([tmp_path / "in"], tmp_path / "out", retry_failed=True)[0] == (3, 0, 0)
    assert ids(tmp_path / "out") == [["a"], ["sub/b", "sub/c"]]


def test_a_failure_whose_file_is_gone_stays_one(tmp_path):
    (tmp_path / "in").mkdir()
    for name, text in (("a.txt", TEXT), ("b.txt", "")):
        (tmp_path / "in" / name).write_text(text)
    run([tmp_path / "in"], tmp_path / "out")
    before = files(tmp_path / "out")["errors.jsonl"]
    (tmp_path / "in" / "b.txt").unlink()
    done, problems = run([tmp_path / "in"], tmp_path / "out", retry_failed=True)
    assert (done, problems) == ((1, 1, 0), [f"{tmp_path}/in/b.txt: is empty: there is nothing to parse"])
    assert files(tmp_path / "out")["errors.jsonl"] == before


def test_only_a_complete_run_is_retried(tmp_path):
    source = lines(tmp_path / "in.jsonl", 25, damaged=(3,))
    with pytest.raises(InvalidArgumentError, match="holds no run whose failures could be retried"):
        run([source], tmp_path / "out", 10, retry_failed=True)
    interrupted(source, tmp_path / "out", 15)
    with pytest.raises(InvalidArgumentError, match="is not complete; resume it first"):
        run([source], tmp_path / "out", 10, retry_failed=True)
    with pytest.raises(InvalidArgumentError, match="retry_failed: the run in .* was another: shards.size"):
        run([source], tmp_path / "out", 20, retry_failed=True)


def test_a_retry_that_stops_changes_nothing(tmp_path):
    source = lines(tmp_path / "in.jsonl", 25, damaged=(3, 5))
    run([source], tmp_path / "out", 10)
    before = files(tmp_path / "out")
    lines(source, 25)

    def advance(done, _):
        raise StopsError

    with pytest.raises(StopsError):
        run([source], tmp_path / "out", 10, retry_failed=True, advance=advance)
    assert files(tmp_path / "out") == before
    assert run([source], tmp_path / "out", 10, retry_failed=True)[0] == (25, 0, 0)


# --- failures without shards -----------------------------------------------------------------------------------------


def test_failures_may_go_to_a_file(tmp_path):
    source = lines(tmp_path / "in.jsonl", 5, damaged=(1,))
    told = []
    errors = tmp_path / "errors.jsonl"
    convert([source, tmp_path / "none.txt"], tmp_path / "out.jsonl", report=told.append, errors=errors)
    first, second = [json.loads(line) for line in errors.read_text("utf-8").splitlines()]
    assert (first["input"], first["place"], first["error"]) == (str(source), "line 2", "InputError")
    assert (second["input"], second["place"]) == (f"{tmp_path}/none.txt", None)
    assert [type(problem) for problem in told] == [InputError, InputError]
    for wrong in (tmp_path / "out.jsonl", source):
        with pytest.raises(InvalidArgumentError):
            convert([source], tmp_path / "out.jsonl", report=print, errors=wrong)
    with pytest.raises(InvalidArgumentError, match="a folder of shards has its own"):
        convert([source], f"{tmp_path}/out/", report=print, errors=errors)


def test_an_error_of_a_reader_keeps_its_class_and_the_id(tmp_path):
    class Grumpy:
        def recognize(self, document):
            raise ZeroDivisionError("no idea")

    source = lines(tmp_path / "in.jsonl", 2)
    _, problems = run([source], tmp_path / "out", parser=Parser(recognizer=Grumpy()))
    assert problems == [f"{source}:{n}: ZeroDivisionError: no idea" for n in (1, 2)]
    [first, _] = [json.loads(line) for line in files(tmp_path / "out")["errors.jsonl"].splitlines()]
    assert (first["id"], first["error"], first["reason"]) == ("0", "ZeroDivisionError", "no idea")


def test_time_is_not_in_what_is_written(tmp_path):
    source = lines(tmp_path / "in.jsonl", 15)
    run([source], tmp_path / "one", 10, compression="gz")
    time.sleep(1.1)
    run([source], tmp_path / "two", 10, compression="gz")
    assert files(tmp_path / "one") == files(tmp_path / "two")
