"""The command line: data on standard output, messages on standard error, exit status as documented."""

import errno
import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner

import newsrecord
from newsrecord.__main__ import main
from newsrecord.cli import cli
from newsrecord.formats.json import schema

SEED = Path(__file__).parents[1] / "examples" / "cuba-peru-ambassador.txt"


def invoke(*args, **options):
    return CliRunner().invoke(cli, [str(arg) for arg in args], **options)


@pytest.mark.parametrize(("given", "kept"), [(None, "1"), ("3", "3")])
def test_the_command_s_own_process_asks_for_no_threads_that_it_has_no_use_for(monkeypatch, given, kept):
    monkeypatch.setattr("newsrecord.cli.run", lambda: None)
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", given or "")
    if given is None:
        monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    main()
    assert os.environ["OPENBLAS_NUM_THREADS"] == kept


def test_parse_prints_the_record():
    done = invoke("parse", SEED, "--reference-date", "2025-10-31", "--url", "https://news.example/1")
    record = newsrecord.loads(done.stdout)
    assert done.exit_code == 0
    assert done.stderr == ""
    assert (record.id, record.url, str(record.reference_date)) == (SEED.stem, "https://news.example/1", "2025-10-31")
    assert record.source == SEED.read_bytes().decode()
    assert "’" in done.stdout


def test_parse_options():
    done = invoke("parse", SEED, "--no-source", "--indent", "0", "--id", "mine", "--plain")
    tree = json.loads(done.stdout)
    assert done.stdout.count("\n") == 1
    assert "source" not in tree
    assert tree["id"] == "mine"
    assert (tree["headline"], tree["related_headlines"], len(tree["body"])) == (None, [], 22)


def test_parse_reads_standard_input():
    done = invoke("parse", "-", input=b"Peru voted on Friday.")
    assert json.loads(done.stdout)["source"] == "Peru voted on Friday."
    assert json.loads(done.stdout)["id"] is None


@pytest.mark.parametrize("content", [None, b"", b"\x00", b"\xff"])
def test_parse_of_bad_input_says_so_and_exits_1(tmp_path, content):
    path = tmp_path / "bad.txt"
    if content is not None:
        path.write_bytes(content)
    done = invoke("parse", path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert isinstance(done.exception, SystemExit)
    assert done.stderr.startswith(f"newsrecord: {path}: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "args",
    [
        ["parse"],
        ["parse", SEED, "--reference-date", "last week"],
        ["convert", SEED],
        ["convert", "-o", "out"],
        ["convert", SEED, "-o", "-", "--format", "html"],
        ["convert", SEED, "-o", "-", "--workers", "0"],
        ["reverse"],
    ],
)
def test_wrong_usage_exits_2(args):
    done = invoke(*args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Error: " in done.stderr


def test_convert_names_what_fails_and_exits_1(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    out = tmp_path / "out.jsonl"
    done = invoke("convert", SEED, tmp_path / "empty.txt", tmp_path / "none.txt", "-o", out, "--no-source")
    assert (done.exit_code, done.stdout) == (1, "")
    *problems, summary = done.stderr.splitlines()
    assert [problem.split(": ")[0] for problem in problems] == ["newsrecord", "newsrecord"]
    assert summary == "1 records, 2 failed, 0 passed over"
    assert [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()] == [SEED.stem]


def test_convert_says_what_it_did_unless_it_is_to_be_quiet(tmp_path):
    done = invoke("convert", SEED, "-o", "-")
    assert (done.exit_code, done.stderr) == (0, "1 records, 0 failed, 0 passed over\n")
    quiet = invoke("convert", SEED, "-o", "-", "--quiet")
    assert (quiet.exit_code, quiet.stderr, quiet.stdout) == (0, "", done.stdout)
    assert newsrecord.loads(done.stdout).id == SEED.stem


def test_convert_to_a_place_that_cannot_be_written(tmp_path):
    done = invoke("convert", SEED, "-o", tmp_path / "none" / "out.jsonl")
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr


def test_schema_is_the_shipped_one():
    assert json.loads(invoke("schema").stdout) == schema()


def test_version_and_help():
    assert newsrecord.__version__ in invoke("--version").stdout
    assert "convert" in invoke("-h").stdout


def module(*args, **options):
    return subprocess.run([sys.executable, "-m", "newsrecord", *args], capture_output=True, check=False, **options)


def test_as_a_module_in_any_locale(tmp_path):
    done = module("parse", str(SEED), env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert newsrecord.loads(done.stdout).id == SEED.stem
    done = module("convert", "-", "-o", "-", input=b'{"text": "Peru voted."}\n{')
    assert newsrecord.loads(done.stdout).source == "Peru voted."
    assert done.returncode == 1
    assert b"standard input:2" in done.stderr


def test_without_the_extra_the_advice_names_it(tmp_path):
    (tmp_path / "click.py").write_text("raise ImportError('not here')")
    done = module("schema", env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"pip install 'newsrecord[cli]'" in done.stderr


# --- as a process: signals, pipes, disks -----------------------------------------------------------------------------

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and /dev/full are POSIX")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")


def lines(path, count):
    text = "The minister left Lima on Friday, according to a statement that was released by the ministry. " * 5
    path.write_text("".join(json.dumps({"text": text, "id": str(i)}) + "\n" for i in range(count)), "utf-8")
    return path


def heed_signals():
    """In a child: heed them even where the tests run in the background of a shell, which ignores some."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@POSIX
@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize(("number", "status"), [("SIGTERM", 143), ("SIGINT", 130), ("SIGHUP", 129)])
def test_a_signal_cleans_up_and_tells_its_number(tmp_path, number, status, workers):
    source, out = lines(tmp_path / "in.jsonl", 20_000), tmp_path / "out"
    out.mkdir()
    (out / "a.jsonl").write_text("old")
    command = [sys.executable, "-m", "newsrecord", "convert", source, "-o", out / "a.jsonl", "--workers", workers]
    with subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=heed_signals) as process:  # noqa: PLW1509  (no threads here)
        while len(list(out.iterdir())) == 1:  # until it writes
            time.sleep(0.02)
        process.send_signal(getattr(signal, number))
        assert (process.wait(), process.stderr.read()) == (status, b"")
    assert [path.read_text() for path in out.iterdir()] == ["old"]


@POSIX
def test_a_signal_that_the_caller_ignores_is_ignored(tmp_path):
    """As `nohup` asks for."""
    source, out = lines(tmp_path / "in.jsonl", 200), tmp_path / "out"
    out.mkdir()
    command = [sys.executable, "-m", "newsrecord", "convert", source, "-o", out / "a.jsonl"]
    ignore = lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)  # noqa: E731
    with subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=ignore) as process:  # noqa: PLW1509  (no threads here)
        while not list(out.iterdir()):
            time.sleep(0.02)
        process.send_signal(signal.SIGHUP)
        assert (process.wait(), process.stderr.read()) == (0, b"200 records, 0 failed, 0 passed over\n")
    assert len((out / "a.jsonl").read_text("utf-8").splitlines()) == 200


@POSIX
@pytest.mark.parametrize(
    "command", [["schema"], ["parse", SEED], ["view", SEED], ["convert", "{lines}", "-o", "-"]], ids=lambda c: c[0]
)
def test_a_reader_that_has_gone_is_no_error(tmp_path, command):
    source = lines(tmp_path / "in.jsonl", 200)
    command = [sys.executable, "-m", "newsrecord", *(str(part).format(lines=source) for part in command)]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@FULL
@pytest.mark.parametrize(
    "command",
    [
        ["schema"],
        ["parse", SEED],
        ["view", SEED],
        ["convert", SEED, "-o", "-"],
        ["convert", SEED, "-o", "-", "--format", "csv"],
        ["convert", SEED, "-o", "/dev/full"],
    ],
    ids=lambda command: " ".join(map(str, command[::3])),
)
def test_a_full_output_is_one_line(command):
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "newsrecord", *map(str, command)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, text=True)
    assert done.returncode == 1
    place = "/dev/full" if "/dev/full" in command else "standard output"
    assert done.stderr == f"newsrecord: {place}: cannot be written: No space left on device\n"


@pytest.mark.parametrize("error", ["ENOSPC", "EDQUOT", "EROFS", "EACCES"])
@pytest.mark.parametrize("target", ["out/", "out.jsonl"])
def test_a_disk_that_takes_nothing_stops_the_run_at_once(tmp_path, monkeypatch, error, target):
    source = lines(tmp_path / "in.jsonl", 5)

    def fails(*_):
        number = getattr(errno, error)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("newsrecord.files.os.fsync", fails)
    done = invoke("convert", source, "-o", f"{tmp_path}/{target}")
    assert done.exit_code == 1
    [line] = done.stderr.splitlines()
    assert line.startswith(f"newsrecord: {tmp_path}/out")
    assert line.endswith(f": cannot be written: {os.strerror(getattr(errno, error))}")
    assert "no file for the id" not in line
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [source]


@POSIX
def test_standard_streams_may_be_closed():
    shell = f"{sys.executable} -m newsrecord"
    done = subprocess.run(["sh", "-c", f"{shell} parse - <&-"], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (1, "newsrecord: standard input: is closed\n")
    done = subprocess.run(["sh", "-c", f"{shell} schema >&-"], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (1, "newsrecord: standard output: cannot be written: it is closed\n")


def test_view_is_atomic_and_spares_its_input(tmp_path, monkeypatch):
    article = tmp_path / "a.txt"
    article.write_text("Peru voted on Friday.")
    done = invoke("view", article, "-o", article)
    assert done.exit_code == 2
    assert "is the input" in done.stderr
    assert article.read_text() == "Peru voted on Friday."
    page = tmp_path / "a.html"
    page.write_text("old")

    def fails(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("newsrecord.files.os.fsync", fails)
    done = invoke("view", article, "-o", page)
    assert (done.exit_code, done.stderr) == (1, f"newsrecord: {page}: cannot be written: No space left on device\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.txt"]
    assert page.read_text() == "old"


def test_the_last_line_counts_what_was_passed_over(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "a.png", "b.png"):
        (tmp_path / "in" / name).write_text("Peru voted.")
    done = invoke("convert", tmp_path / "in", "-o", tmp_path / "out.jsonl")
    assert (done.exit_code, done.stderr) == (0, "1 records, 0 failed, 2 passed over\n")


@pytest.mark.parametrize("option", [["--resume"], ["--shards", "2"], ["--shard-size", "5"], ["--retry-failed"]])
@pytest.mark.parametrize("output", ["out.jsonl", "-"])
def test_what_has_no_shards_is_not_made_a_folder(tmp_path, monkeypatch, option, output):
    monkeypatch.chdir(tmp_path)
    done = invoke("convert", SEED, "-o", output, *option)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"shards: {output} as jsonl has none; name a folder" in " ".join(done.stderr.split())
    assert not list(tmp_path.iterdir())


def test_a_folder_for_shards_needs_no_stroke(tmp_path):
    done = invoke("convert", SEED, "-o", tmp_path / "out", "--resume")
    assert (done.exit_code, done.stderr) == (0, "1 records, 0 failed, 0 passed over\n")
    assert (tmp_path / "out" / "_SUCCESS").exists()


def test_the_layout_is_explained_line_by_line(tmp_path):
    menu = "\n".join(["Home", "News", "World", "Sport", "Opinion", "Science", "Travel"] * 4)
    story = "The ferry to the islands stopped on Friday for the third time this year, and nobody could say why it did."
    page = tmp_path / "page.txt"
    page.write_text(
        f"{menu}\nFerry to the islands stops again\nBy Jane Doe\n{story}\n{story.replace('ferry', 'boat')}\n"
    )
    result = CliRunner().invoke(cli, ["parse", str(page), "--explain-layout"])
    assert result.exit_code == 0
    rows = result.output.splitlines()
    at = rows.index(f"body           {story}")
    assert rows[at + 1].split()[0] == "story"
    assert all(row.split()[0][0] in "+-" for row in rows[at + 2 : at + 5])
    page = page.rename(tmp_path / "page.html")
    result = CliRunner().invoke(cli, ["parse", str(page), "--explain-layout"])
    assert result.exit_code == 2
    assert "tells of texts" in result.output


# --- what people type ------------------------------------------------------------------------------------------------

COMMANDS = sorted(cli.commands)
SHELL = pytest.mark.skipif(shutil.which("bash") is None or not Path("/dev/fd").exists(), reason="there is no bash")


def examples(command):
    """The lines below a command's help."""
    head, *rest = cli.commands[command].epilog.splitlines()
    assert (head, rest[0]) == ("\b", "Examples:")
    return [re.sub(r"  +\(.*", "", line.strip()) for line in rest[1:]]


def desk(folder):
    """A folder with the files that the examples name."""
    text = "LIMA, May 2, 2025 (AP) - The minister left the capital on Friday, the ministry said in a statement."
    record = newsrecord.parse(text, id="story")
    (folder / "archive" / "deep").mkdir(parents=True)
    for name in ("story.txt", "archive/a.txt", "archive/deep/b.txt"):
        (folder / name).write_text(text, "utf-8")
    (folder / "page.html").write_text(f"<article><h1>Minister leaves</h1><p>{text}</p></article>", "utf-8")
    (folder / "archive.csv").write_text(f'id,content\n1,"{text}"\n', "utf-8")
    for name in ("record.json", "old.json", "new.json"):
        (folder / name).write_text(newsrecord.dumps(record), "utf-8")
    for name in ("records.jsonl", "more.jsonl", "old.jsonl", "new.jsonl"):
        (folder / name).write_text(newsrecord.dumps(record, format="jsonl"), "utf-8")
    (folder / "dump.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": text}).encode() + b"\n"))
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples(command):
    shown = invoke(command, "--help").stdout
    assert "Examples:\n" in shown
    for example in examples(command):
        assert f"  {example}" in shown
        assert f"newsrecord {command} " in example
        assert len(example) < 80


@SHELL
@pytest.mark.parametrize(("command", "example"), [(c, e) for c in COMMANDS for e in examples(c)])
def test_the_examples_of_the_help_work(tmp_path, command, example):
    """As a shell runs them, with the programs of others that they name, where those are installed."""
    if "page.html" in example:
        pytest.importorskip("trafilatura", reason="the extra `html` is not installed")
    if ".parquet" in example:
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    for program in re.findall(r"\b(pdftotext|jq|zcat)\b", example):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    if "pdftotext" in example:
        example = example.replace("pdftotext story.pdf -", "cat story.txt")
    script = f'newsrecord() {{ "{sys.executable}" -m newsrecord "$@"; }}; set -o pipefail; {example}'
    done = subprocess.run(["bash", "-c", script], cwd=desk(tmp_path), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@SHELL
@pytest.mark.parametrize(
    ("script", "first"),
    [
        ("newsrecord parse <(cat story.txt) --indent 0", '{"schema_version"'),
        ("newsrecord parse /dev/stdin --indent 0 < story.txt", '{"schema_version"'),
        ("cat story.txt | newsrecord parse /dev/stdin --indent 0", '{"schema_version"'),
        ("newsrecord parse <(cat record.json) --format csv", "record,"),
        ("newsrecord view <(cat record.json)", "<!DOCTYPE html>"),
        ("newsrecord view /dev/stdin < record.json", "<!DOCTYPE html>"),
        ("newsrecord convert <(zcat dump.jsonl.gz) -o -", '{"schema_version"'),
        ("newsrecord convert /dev/stdin -o /dev/stdout < records.jsonl", '{"schema_version"'),
        ("newsrecord convert records.jsonl -o >(cat) --quiet; wait; sleep 1", '{"schema_version"'),
        ("newsrecord convert records.jsonl -o /dev/stdout | cat", '{"schema_version"'),
        ("newsrecord convert records.jsonl -o /dev/stdout --format csv > out.csv; cat out.csv", "record,"),
        ("newsrecord diff <(cat old.jsonl) <(cat new.jsonl) && echo same", "same"),
        ("newsrecord diff <(cat old.jsonl records.jsonl) old.jsonl", "- <NewsRecord 'story'"),
    ],
)
def test_pipes_of_all_kinds_are_read_and_written(tmp_path, script, first):
    script = f'newsrecord() {{ "{sys.executable}" -m newsrecord "$@"; }}; {script}'
    done = subprocess.run(["bash", "-c", script], cwd=desk(tmp_path), capture_output=True, text=True, check=False)
    assert done.stdout.replace(": ", ":").startswith(first), (done.stdout[:200], done.stderr)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["newsrecord", ""], ["convert", "diff", "parse", "schema", "view"]),
        (["newsrecord", "parse", "--for"], ["--format"]),
        (["newsrecord", "parse", "--format", "mark"], ["markdown"]),
        (["newsrecord", "diff", "--ignore", "gen"], ["generator"]),
        (["newsrecord", "parse", "st"], ["file:st"]),
    ],
)
def test_shells_complete_commands_options_formats_and_files(words, expected):
    env = {
        **os.environ, "_NEWSRECORD_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-m", "newsrecord"], env=env, capture_output=True, text=True, check=True)
    kinds = [line.partition(",") for line in done.stdout.splitlines()]
    assert [value if kind == "plain" else f"{kind}:{value}" for kind, _, value in kinds] == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_is_printed(shell):
    env = {**os.environ, "_NEWSRECORD_COMPLETE": f"{shell}_source"}
    done = subprocess.run([sys.executable, "-m", "newsrecord"], env=env, capture_output=True, text=True, check=True)
    assert f"{shell}_complete" in done.stdout


def test_diff_of_records(tmp_path):
    old, new = desk(tmp_path) / "old.json", tmp_path / "new.json"
    done = invoke("diff", old, new)
    assert (done.exit_code, done.output) == (0, "")
    record = newsrecord.loads(old.read_text("utf-8"))
    changed = attrs.evolve(
        record, generator=attrs.evolve(record.generator, version="0.2.0"), url="https://news.example/"
    )
    new.write_text(newsrecord.dumps(changed), "utf-8")
    done = invoke("diff", old, new)
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "@ story", f"~ generator.version: '{record.generator.version}' → '0.2.0'", "+ url 'https://news.example/'"
    ]  # fmt: skip
    assert invoke("diff", old, new, "--ignore", "generator", "--ignore", "url").exit_code == 0
    done = invoke("diff", old, new, "--ignore", "generator", "--json")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"id": "story", "kind": "added", "path": "url", "old": None, "new": "https://news.example/"}
    ]


def test_diff_of_many_pairs_them_by_id(tmp_path):
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    made = {name: newsrecord.parse(f"Peru voted {name}.", id=name) for name in "abcd"}
    old.write_text("".join(newsrecord.dumps(made[name], format="jsonl") for name in "abc"), "utf-8")
    other = attrs.evolve(made["b"], url="https://news.example/")
    new.write_text("".join(newsrecord.dumps(one, format="jsonl") for one in (made["d"], other, made["a"])), "utf-8")
    done = invoke("diff", old, new)
    assert (done.exit_code, done.stderr) == (1, "3 of 4 records differ\n")
    assert done.stdout.splitlines()[:2] == ["@ b", "+ url 'https://news.example/'"]
    assert [line[:19] for line in done.stdout.splitlines()[2:]] == ["- <NewsRecord 'c': ", "+ <NewsRecord 'd': "]


@pytest.mark.parametrize(
    ("name", "words"), [("none.json", "cannot be read"), ("story.txt", "holds an article, not a record")]
)
def test_what_cannot_be_compared_exits_2(tmp_path, name, words):
    done = invoke("diff", desk(tmp_path) / "old.json", tmp_path / name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
