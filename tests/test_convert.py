"""Many inputs: what can be read is converted, in order, ids kept; what cannot is named, one line each."""

import json
import os
import types

import pytest

from newsrecord import InputError, Parser, loads
from newsrecord.convert import convert
from newsrecord.inputs import Inputs, read_article

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes and links are POSIX")
TEXT = "The minister left Lima on Friday, according to a statement that was released by the ministry."


def run(*inputs, output, **options):
    problems = []
    done = convert(inputs, output, report=problems.append, **options)
    return done, [str(problem) for problem in problems]


def records(path):
    return [loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_lines(path, *items):
    path.write_text("".join(f"{item if isinstance(item, str) else json.dumps(item)}\n" for item in items), "utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    """Two good articles and three that no one can read."""
    top = tmp_path / "in"
    (top / "sub").mkdir(parents=True)
    (top / "b.txt").write_text(TEXT, "utf-8")
    (top / "sub" / "a.txt").write_text("Второй текст. " + TEXT, "utf-8")
    (top / "empty.txt").write_bytes(b"")
    (top / "binary.txt").write_bytes(b"PK\x03\x04\x00\x00")
    (top / "unreadable.txt").symlink_to(tmp_path / "nowhere")
    (top / ".hidden").write_bytes(b"\xff")
    return top


def test_a_folder_with_bad_files_converts_the_rest(folder, tmp_path):
    done, problems = run(folder, output=tmp_path / "out.jsonl")
    assert done == (2, 3, 1)
    assert [record.id for record in records(tmp_path / "out.jsonl")] == ["b", "sub/a"]
    assert len(problems) == 3
    for name, words in (("binary.txt", "is binary"), ("empty.txt", "is empty"), ("unreadable.txt", "cannot be read")):
        assert any(name in problem and words in problem for problem in problems)


def test_json_lines_keep_order_ids_and_what_is_known(tmp_path):
    lines = write_lines(
        tmp_path / "in.jsonl",
        {"text": TEXT, "id": "x", "url": "https://news.example", "reference_date": "2025-10-31", "more": [1]},
        "",
        {"text": ""},
        {"text": TEXT, "id": 7},
    )
    done, problems = run(lines, output=tmp_path / "out.jsonl")
    first, second, third = records(tmp_path / "out.jsonl")
    assert (done, problems) == ((3, 0, 0), [])
    assert (first.id, first.url, str(first.reference_date)) == ("x", "https://news.example", "2025-10-31")
    assert (second.id, second.source) == (None, "")
    assert third.id == "7"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "is not JSON"),
        ("[]", "no article"),
        ('{"id": "x"}', "no article"),
        ('{"text": 3}', "no article"),
        ('{"text": "", "id": [1]}', '"id" must be a string or null'),
        ('{"text": "", "url": 3}', '"url" must be a string or null'),
        ('{"text": "", "reference_date": "soon"}', "is not an ISO 8601 date"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path, line, words):
    lines = write_lines(tmp_path / "in.jsonl", {"text": TEXT}, line, {"text": TEXT})
    done, problems = run(lines, output=tmp_path / "out.jsonl")
    assert done == (2, 1, 0)
    assert problems[0].startswith(f"{lines}:2: ")
    assert words in problems[0]
    assert "\n" not in problems[0]


def test_bytes_that_are_no_utf8_are_named_by_place(tmp_path):
    path = tmp_path / "latin.txt"
    path.write_bytes("café".encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8 text .byte 0xe9 at offset 3"):
        read_article(path)
    path.write_bytes("café".encode("utf-16"))
    with pytest.raises(InputError, match="is UTF-16: convert it to UTF-8"):
        read_article(path)


def test_text_is_read_as_it_is(tmp_path):
    text = "\ufeffTitle\r\n\r\nLine\u2028end\r"
    path = tmp_path / "a.b.txt"
    path.write_bytes(text.encode("utf-8"))
    article = read_article(path)
    assert (article.text, article.id) == (text, "a.b")


@POSIX
def test_missing_files_and_pipes_in_folders_are_reported_not_waited_for(tmp_path):
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "pipe")
    done, problems = run(tmp_path / "in", tmp_path / "none.txt", tmp_path / "none.jsonl", output=tmp_path / "o.jsonl")
    assert done == (0, 3, 0)
    assert "is not a regular file" in problems[0]
    assert "No such file" in problems[1]
    assert (tmp_path / "o.jsonl").read_bytes() == b""


def test_workers_give_the_same_output(tmp_path):
    items = [{"text": f"Story {i}. {TEXT}", "id": f"{i}"} if i % 7 else "broken" for i in range(60)]
    lines = write_lines(tmp_path / "in.jsonl", *items)
    one = run(lines, output=tmp_path / "one.jsonl")
    two = run(lines, output=tmp_path / "two.jsonl", workers=2)
    assert one == two
    assert one[0] == (51, 9, 0)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


class Grumpy:
    """A recogniser that fails on some texts."""

    def recognize(self, document):
        if "bad" in document.text:
            raise RuntimeError("no idea")
        return []


def test_a_reader_that_raises_costs_only_its_article(tmp_path):
    lines = write_lines(tmp_path / "in.jsonl", {"text": "good"}, {"text": "bad"}, {"text": "good"})
    done, problems = run(lines, output=tmp_path / "out.jsonl", parser=Parser(recognizer=Grumpy()))
    assert done == (2, 1, 0)
    assert problems == [f"{lines}:2: RuntimeError: no idea"]


def test_the_output_appears_only_when_it_is_whole(tmp_path):
    target = tmp_path / "out.jsonl"
    target.write_text("old")

    def interrupted(problem):
        assert target.read_text() == "old"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert([tmp_path / "none.txt"], target, report=interrupted)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_output_is_never_its_own_input(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    for _ in range(2):
        done, _problems = run(tmp_path, output=tmp_path / "out.jsonl")
        assert done == (1, 0, 0)


@POSIX
def test_a_link_or_pipe_as_output_stays_what_it_is(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / "real.jsonl")
    run(tmp_path / "a.txt", output=link)
    assert link.is_symlink()
    assert len(records(tmp_path / "real.jsonl")) == 1
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    run(tmp_path / "a.txt", output=pipe)
    assert loads(os.read(reader, 1 << 16)).id == "a"
    assert pipe.is_fifo()
    os.close(reader)


def test_lines_are_read_only_as_they_are_needed(tmp_path, monkeypatch):
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield b'{"text": "a"}'

    monkeypatch.setattr("sys.stdin", types.SimpleNamespace(buffer=endless()))
    reader = Inputs(("-",)).items()
    assert [next(reader).content.text for _ in range(5)] == ["a"] * 5
    assert len(taken) == 5


def test_every_byte_is_counted_for_the_progress_bar(folder, tmp_path):
    lines = write_lines(tmp_path / "in.jsonl", {"text": TEXT}, {"text": TEXT})
    told = []
    convert([folder, lines], tmp_path / "o.jsonl", report=lambda problem: None, advance=lambda *now: told.append(now))
    assert [sum(done) for done, _ in told] == list(range(1, 9))
    assert told[-1][1] == Inputs((folder, lines)).total_size() > 0
    assert [read for _, read in told] == sorted(read for _, read in told)
    assert Inputs(("-",)).total_size() is None
