"""What is read: everything that is named, each for what it is; nothing in silence, and never what is written."""

import json
import os
from pathlib import Path

import pytest

from newsrecord import InputError, InvalidArgumentError, OutputError, dumps, loads, parse
from newsrecord.convert import convert
from newsrecord.inputs import Inputs, read_article, read_single
from newsrecord.inputs.finding import _stands_in

POSIX = pytest.mark.skipif(os.name != "posix", reason="links are POSIX")
TEXT = "The minister left Lima on Friday, according to a statement that was released by the ministry."
PAGE = f"<html><body><p>{TEXT}</p></body></html>"
ARTICLE = json.dumps({"text": TEXT, "id": "x"})
RECORD = dumps(parse(TEXT, id="r"))


def tree(folder):
    """Every file below a folder with what is in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def made(folder, **files):
    """Make files; `_` in a name stands for the dot."""
    folder.mkdir(exist_ok=True, parents=True)
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content, "utf-8")
    return folder


def run(inputs, output, **options):
    problems = []
    done = convert(inputs, output, report=lambda problem: problems.append(str(problem)), **options)
    return tuple(done), problems


# --- no input is ever overwritten ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["x.jsonl", "a", "sub/../x.jsonl"])
def test_a_file_is_not_its_own_output(tmp_path, name):
    made(tmp_path / "sub")
    made(tmp_path, x_jsonl=ARTICLE, a=TEXT)
    before = tree(tmp_path)
    with pytest.raises(InvalidArgumentError, match=r"output: .* is the input .* itself, which would be lost"):
        run([tmp_path / name], tmp_path / Path(name).name, format="jsonl")
    assert tree(tmp_path) == before


@POSIX
@pytest.mark.parametrize(("source", "target"), [("x.jsonl", "soft"), ("soft", "x.jsonl"), ("x.jsonl", "hard")])
def test_nor_through_links(tmp_path, source, target):
    made(tmp_path, x_jsonl=ARTICLE)
    (tmp_path / "soft").symlink_to("x.jsonl")
    (tmp_path / "hard").hardlink_to(tmp_path / "x.jsonl")
    with pytest.raises(InvalidArgumentError, match="itself, which would be lost"):
        run([tmp_path / source], tmp_path / target, format="jsonl")
    assert (tmp_path / "x.jsonl").read_text("utf-8") == ARTICLE


@pytest.mark.parametrize(
    ("files", "kind"),
    [({"a_html": PAGE}, "html"), ({"a_md": TEXT, "b_txt": TEXT}, "markdown"), ({"a_json": ARTICLE}, "json")],
)
def test_a_folder_is_not_its_own_output_where_a_file_would_be_lost(tmp_path, files, kind):
    folder = made(tmp_path / "in", **files)
    before = tree(folder)
    if kind == "json":  # its id, and so its file, is known when it is read
        assert run([folder], folder, format=kind) == ((1, 0, 0), [])
        assert tree(folder).keys() == {"a.json", "x.json"}
    else:
        with pytest.raises(InvalidArgumentError, match="is one of the inputs, and a record would take its place"):
            run([folder], folder, format=kind)
    assert tree(folder).items() >= before.items()


def test_an_id_that_is_the_name_of_an_input_loses_only_its_own_record(tmp_path):
    folder = made(tmp_path / "in", a_jsonl=json.dumps({"text": TEXT, "id": "b"}), b_json=ARTICLE)
    done, problems = run([folder / "a.jsonl", folder / "b.json"], folder, format="json")
    assert done == (1, 1, 0)
    assert problems == [f"{folder}/a.jsonl:1: {folder}: no file for the id 'b': {folder}/b.json is one of the inputs"]
    assert tree(folder)["b.json"] == ARTICLE
    assert loads(tree(folder)["x.json"]).id == "x"


def test_what_an_earlier_run_wrote_beside_its_inputs_is_no_article(tmp_path):
    folder = made(tmp_path / "in", a_txt=TEXT)
    for passed_over in (0, 1, 1):
        assert run([folder], f"{folder}/", format="json") == ((1, 0, passed_over), [])
    assert len(tree(folder)) == 2


def test_an_output_inside_the_input_is_not_read(tmp_path):
    folder = made(tmp_path / "in", a_txt=TEXT)
    for _ in range(2):
        assert run([folder], folder / "out.jsonl") == ((1, 0, 0), [])
    (folder / "out.jsonl").unlink()
    for _ in range(2):
        assert run([folder], f"{folder}/out/", format="html") == ((1, 0, 0), [])


@POSIX
def test_what_stands_in_a_folder(tmp_path):
    made(tmp_path / "in", a_txt=TEXT)
    (tmp_path / "link").symlink_to(tmp_path / "in")
    for folder in (tmp_path / "in", tmp_path, Path("/")):
        assert _stands_in(tmp_path / "in", folder)
        assert _stands_in(tmp_path / "link" / "a.txt", folder)
    assert not _stands_in(tmp_path / "in", tmp_path / "i")
    assert not _stands_in(tmp_path, tmp_path / "in")


# --- nothing is passed over in silence -------------------------------------------------------------------------------


@POSIX
def test_what_a_folder_holds_is_read_named_or_counted(tmp_path):
    made(tmp_path / "else", b_txt=TEXT)
    folder = made(
        tmp_path / "in", a_txt=TEXT, a_png="x", a_doc="x", noending=TEXT, _hidden=TEXT, a_md=TEXT, a_json=ARTICLE
    )
    (folder / "link").symlink_to(tmp_path / "else")
    (folder / "file.txt").symlink_to(tmp_path / "else" / "b.txt")
    (folder / "none.txt").symlink_to(tmp_path / "nowhere")
    made(folder / ".git", config="x", more_txt=TEXT)
    done, problems = run([folder], tmp_path / "out.jsonl")
    assert done == (5, 1, 5)  # passed over: the picture, the document, two that are hidden, the linked folder
    assert problems == [f"{folder}/none.txt: cannot be read: No such file or directory"]


def test_a_folder_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    folder = made(tmp_path / "in", a_txt=TEXT)
    made(folder / "sub", b_txt=TEXT)
    real = os.scandir

    def refusing(path):
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("newsrecord.inputs.finding.os.scandir", refusing)
    assert run([folder], tmp_path / "out.jsonl") == ((1, 1, 0), [f"{folder}/sub: cannot be read: Permission denied"])


def test_a_folder_without_an_article_says_so(tmp_path):
    made(tmp_path / "in", a_png="x")
    (tmp_path / "none").mkdir()
    done, problems = run([tmp_path / "in", tmp_path / "none"], tmp_path / "out.jsonl")
    assert done == (0, 2, 1)
    assert all(problem.endswith("holds no article: no file with an ending that is read") for problem in problems)


def test_a_deep_tree_is_read_to_its_end(tmp_path):
    deep = tmp_path / "in"
    for _ in range(60):
        deep = deep / "d"
    made(deep, a_txt=TEXT)
    assert run([tmp_path / "in"], tmp_path / "out.jsonl") == ((1, 0, 0), [])


@POSIX
def test_a_link_to_itself_is_one_line_as_input_and_as_output(tmp_path):
    loop = tmp_path / "loop.jsonl"
    loop.symlink_to(loop)
    line = "cannot be read: Too many levels of symbolic links"
    assert run([loop], tmp_path / "out.jsonl") == ((0, 1, 0), [f"{loop}: {line}"])
    folder = made(tmp_path / "in", a_txt=TEXT)
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    assert run([folder], tmp_path / "out.jsonl") == ((1, 1, 0), [f"{folder}/loop.txt: {line}"])
    with pytest.raises(OutputError, match=r"loop\.jsonl: cannot be written: Too many levels"):
        run([folder / "a.txt"], loop)
    assert loop.is_symlink()


# --- JSON is read for what it is, or refused -------------------------------------------------------------------------


def articles(path):
    return [item.content for item in Inputs((path,)).items()]


def test_a_json_file_holds_an_article_or_an_array_of_them(tmp_path):
    made(tmp_path, a_json=ARTICLE, b_json=f"[{ARTICLE}, 3, {ARTICLE}]", c_json=f"{ARTICLE}\n{ARTICLE}\n")
    (tmp_path / "d.json").write_text(json.dumps({"text": TEXT, "url": "https://e.com"}))
    [one] = articles(tmp_path / "a.json")
    assert (one.id, one.text) == ("x", TEXT)
    first, wrong, third = articles(tmp_path / "b.json")
    assert first.text == third.text == TEXT
    assert str(wrong).startswith(f"{tmp_path}/b.json[1]: has no article: expected an object")
    assert [article.id for article in articles(tmp_path / "c.json")] == ["x", "x"]
    assert read_article(tmp_path / "d.json").id == "d"
    assert sum(item.size for item in Inputs((tmp_path / "b.json",)).items()) == (tmp_path / "b.json").stat().st_size


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.json", "[]", "is empty: an array without an article"),
        ("a.json", "", "is empty"),
        ("a.json", "{", "is not JSON: "),
        ("a.json", "[" * 100_000, "is nested too deeply"),
        ("a.json", RECORD.replace('"en"', "7"), "holds no record: language: expected"),
        ("a.json", '{"headline": "x"}', 'has no article: expected a string under "text"'),
        ("a.txt", f"[{ARTICLE}]", "is JSON where an article's text is expected"),
        ("a.txt", f"\ufeff {ARTICLE}\n", "is JSON where"),
        ("a.txt", f"{ARTICLE}\n{ARTICLE}", "is JSON where"),
        ("a.txt", "[1, 2]", "is JSON where"),
    ],
)
def test_what_is_no_article_is_refused_with_a_sentence(tmp_path, name, content, words):
    (tmp_path / name).write_text(content, "utf-8")
    [problem] = articles(tmp_path / name)
    assert isinstance(problem, InputError)
    assert words in str(problem)
    with pytest.raises(InputError) as told:
        read_article(tmp_path / name)
    assert words in str(told.value)


def test_json_without_an_ending_is_read_where_one_is_asked_for(tmp_path):
    """Among many files it may be anything."""
    (tmp_path / "a").write_text(RECORD, "utf-8")
    (tmp_path / "b").write_text(ARTICLE, "utf-8")
    [problem] = articles(tmp_path / "a")
    assert "is JSON where" in str(problem)
    with pytest.raises(InputError, match="holds a record already"):
        read_article(tmp_path / "a")
    assert read_single(tmp_path / "a") == loads(RECORD)
    assert read_single(tmp_path / "b") == read_article(tmp_path / "b")


@pytest.mark.parametrize("text", ["[Reuters] Lima", "{", "[" * 100_000 + "]" * 100_000, "{not JSON}", "[a]\n{}"])
def test_prose_in_brackets_is_prose(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert read_article(tmp_path / "a.txt").text == text


def test_one_article_is_asked_for(tmp_path):
    made(
        tmp_path, a_json=f"[{ARTICLE},{ARTICLE}]", b_jsonl=f"{ARTICLE}\n", c_jsonl=f"{ARTICLE}\n{ARTICLE}\n", d_jsonl=""
    )
    for name in ("a.json", "c.jsonl"):
        with pytest.raises(InputError, match="holds more than one article: `newsrecord convert` reads those"):
            read_article(tmp_path / name)
    assert read_article(tmp_path / "b.jsonl").id == "x"
    with pytest.raises(InputError, match="is empty"):
        read_article(tmp_path / "d.jsonl")


def test_a_name_that_no_file_can_have_is_an_input_that_failed(tmp_path):
    done, [problem] = run(["a\0b"], tmp_path / "out.jsonl")
    assert done == (0, 1, 0)
    assert "cannot be read: " in problem
