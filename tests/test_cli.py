"""The command line: data on standard output, messages on standard error, exit status as documented."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import newsrecord
from newsrecord.cli import cli
from newsrecord.formats.json import schema

SEED = Path(__file__).parents[1] / "examples" / "cuba-peru-ambassador.txt"


def invoke(*args, **options):
    return CliRunner().invoke(cli, [str(arg) for arg in args], **options)


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
    assert summary == "failed: 2 of 3 inputs; written: 1"
    assert [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()] == [SEED.stem]


def test_convert_is_silent_when_all_is_well(tmp_path):
    done = invoke("convert", SEED, "-o", "-")
    assert (done.exit_code, done.stderr) == (0, "")
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
