"""One face for all formats: looked up by name, imported when asked for, written alone or many to a file."""

import contextlib
import datetime
import importlib
import inspect
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsrecord
from newsrecord import InvalidArgumentError, InvalidRecordError, MissingExtraError
from newsrecord.formats import FORMATS, BinaryFormat, FormatName, ReadableFormat, TextFormat, options, writer
from newsrecord.strategies import records

NEEDS = {"arrow": "pyarrow", "parquet": "pyarrow"}
IN_PLACE = ("timeml", "spacy", "displacy", "conll", "tei")
"""Formats that show where in a passage a mark stands."""


def have(name):
    if name in NEEDS:
        pytest.importorskip(NEEDS[name], reason=f"the {name} format needs {NEEDS[name]}, which is not installed")
    return name


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_face(full, name):
    module = importlib.import_module(f"newsrecord.formats.{have(name)}")
    known = FORMATS[name]
    made = newsrecord.dumps(full, format=name)
    assert isinstance(made, bytes if known.binary else str)
    assert hasattr(module, "loads") == known.reads
    assert hasattr(module, "joined") == (known.many == "writer")
    assert known.suffix.startswith(".")
    first = inspect.getdoc(module).splitlines()[0]
    assert len(first) > 20, "a module says what it writes"
    assert newsrecord.dumps(full, format=name) == made, "the same record gives the same bytes"


@pytest.mark.parametrize("name", FORMATS)
def test_the_docs_have_every_format_and_option(name):
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert (cells[2] != "–") == (FORMATS[name].reads or name == "conll")
    assert (cells[3] != "–") == bool(FORMATS[name].many)
    assert set(re.findall("`(.*?)`", cells[4])) == set(options(have(name)))
    assert f"`{name}`" in page.partition("## An example of each")[2]


def test_the_types_name_every_text_format():
    assert set(TextFormat.__args__) == {name for name, known in FORMATS.items() if not known.binary}


def test_unknown_formats_are_named(full):
    with pytest.raises(InvalidArgumentError, match="expected one of json, .* got 'yaml'"):
        newsrecord.dumps(full, format="yaml")
    for wrong in (None, ["json"], "formats", "_xml"):
        with pytest.raises(InvalidArgumentError, match="expected one of"):
            newsrecord.loads("{}", format=wrong)


@pytest.mark.parametrize("name", FORMATS)
def test_wrong_arguments_are_named(full, name):
    with pytest.raises(TypeError, match="newsrecord.parse"):
        newsrecord.dumps({}, format=have(name))
    with pytest.raises(TypeError):
        newsrecord.dumps(full, format=name, colour="red")
    if FORMATS[name].reads:
        with pytest.raises(TypeError, match="loads: expected"):
            newsrecord.loads(3, format=name)
    else:
        with pytest.raises(InvalidArgumentError, match=f"{name} holds too little .* json, .* can be read"):
            newsrecord.loads("", format=name)


DAMAGED = ["", "{", "<TimeML>", "<TEI/>", "ARROW1", "PAR1PAR1", "\ud800", "\x00", "[]", "<TimeML><TEXT>a</TEXT>"]


@pytest.mark.parametrize("name", [name for name, known in FORMATS.items() if known.reads])
@pytest.mark.parametrize("data", DAMAGED)
def test_what_is_no_record_raises_our_error(name, data):
    given_data = data.encode("utf-8", "surrogatepass")
    with pytest.raises(InvalidRecordError):
        newsrecord.loads(given_data, format=have(name))
    if not FORMATS[name].binary:
        with pytest.raises(InvalidRecordError):
            newsrecord.loads(data, format=name)


@pytest.mark.parametrize("name", [name for name, known in FORMATS.items() if known.many])
def test_a_file_of_many_records(full, name):
    out = io.BytesIO()
    more = attrs.evolve(full, id="b\n", url=None)
    with writer(out, format=have(name)) as write:
        for record in (full, more, full):
            write(record)
    data = out.getvalue()
    module = importlib.import_module(f"newsrecord.formats.{name}")
    if hasattr(module, "loads_many"):
        assert list(module.loads_many(data)) == [full, more, full]
        with pytest.raises(InvalidRecordError, match="expected one record, got 3"):
            newsrecord.loads(data, format=name)
    if FORMATS[name].many == "lines":
        assert len([json.loads(line) for line in data.splitlines()]) == 3
        assert data.count(b"\n") == 3


@pytest.mark.parametrize("name", [name for name, known in FORMATS.items() if not known.many])
def test_a_file_of_one_record_says_so(name):
    with (
        pytest.raises(InvalidArgumentError, match=f"a file of {name} holds one record"),
        writer(io.BytesIO(), format=name),
    ):
        pass


def test_options_reach_the_format(full):
    out = io.BytesIO()
    with writer(out, format="jsonl", include_source=False) as write:
        write(full)
    assert newsrecord.loads(out.getvalue()) == attrs.evolve(full, source=None)


@given(records(with_source=False), st.data())
def test_a_record_without_its_source_is_written_or_the_advice_is_to_give_it_back(record, data):
    name = data.draw(st.sampled_from([name for name in FORMATS if name not in NEEDS]))
    options = {"version_created": "2025-10-31T12:00Z"} if name == "newsmlg2" else {}
    passages = [record.headline, *record.meta, *record.body, *record.related_headlines]
    if name not in IN_PLACE or all(
        part is None or part.start is None or len(part.text) == part.end - part.start for part in passages
    ):
        newsrecord.dumps(record, format=name, **options)
    else:
        with contextlib.suppress(InvalidArgumentError):  # where nothing stands in what was folded it does work
            newsrecord.dumps(record, format=name, **options)


def test_a_folded_record_without_its_source(full):
    slim = attrs.evolve(full, source=None)
    with pytest.raises(InvalidArgumentError, match="give the source back with attrs.evolve"):
        newsrecord.dumps(slim, format="tei")
    assert "Bo Li left" in newsrecord.dumps(slim, format="html")
    for name in ("json", "jsonl", "ninjs", "jsonld", "webannotation", "newsmlg2", "markdown", "csv", "html"):
        newsrecord.dumps(slim, format=name)


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_format_is_imported_only_when_asked_for():
    code = """
import sys, newsrecord
loaded = [name for name in sys.modules if name.startswith("newsrecord.formats.")]
heavy = {"pyarrow", "orjson", "xml", "csv", "json", "hashlib"} & set(sys.modules)
print(*loaded, *heavy)
"""
    assert run(code) == ""


def test_a_missing_library_is_named_with_its_extra():
    code = """
import sys
sys.modules["pyarrow"] = None
import newsrecord
record = newsrecord.NewsRecord(generator=newsrecord.Generator(name="n", version="0"))
for name in ("arrow", "parquet"):
    try:
        newsrecord.dumps(record, format=name)
    except newsrecord.MissingExtraError as problem:
        print(problem)
"""
    arrow, parquet = run(code).splitlines()
    assert arrow == "the format arrow or parquet needs an extra that is not installed: pip install 'newsrecord[arrow]'"
    assert "newsrecord[arrow]" in parquet
    assert issubclass(MissingExtraError, ImportError)


def test_without_orjson_the_bytes_are_the_same(full):
    code = """
import sys
sys.modules["orjson"] = None
import newsrecord
from newsrecord.formats import json
assert json.orjson is None
data = sys.stdin.buffer.read()
record = newsrecord.loads(data)
sys.stdout.buffer.write((json.dumps(record) + json.dumps(record, indent=2)).encode())
"""
    data = newsrecord.dumps(full)
    done = subprocess.run([sys.executable, "-c", code], input=data.encode(), capture_output=True, check=True)
    assert done.stdout.decode() == data + newsrecord.dumps(full, indent=2)


def test_days_outlive_every_reader(full):
    first = attrs.evolve(full, reference_date=datetime.date.min)
    for name in ("json", "jsonl"):
        assert newsrecord.loads(newsrecord.dumps(first, format=name), format=name) == first


def test_type_checkers_know_every_format():
    assert set(get_args(FormatName)) == set(FORMATS)
    assert set(get_args(BinaryFormat)) == {name for name, known in FORMATS.items() if known.binary}
    assert set(get_args(ReadableFormat)) == {name for name, known in FORMATS.items() if known.reads}
