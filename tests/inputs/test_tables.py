"""Articles in tables: each row one, wrong rows named by their place, damage never more than an input that failed."""

import csv
import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsrecord import Article, InputError
from newsrecord.convert import convert
from newsrecord.inputs import Inputs

TEXT = "The minister left Lima on Friday, according to a statement that was released by the ministry."


def items(path, **settings):
    return list(Inputs((path,), **settings).items())


def contents(path, **settings):
    return [item.content for item in items(path, **settings)]


def written(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


# --- CSV -------------------------------------------------------------------------------------------------------------


def test_rows_of_csv_are_articles(tmp_path):
    path = written(
        tmp_path / "in.csv",
        '\ufeffid,text,authors,published,colour\r\n7,"Peru ""voted"".\r\nTwice.",Ana Ruiz; Bo Li,2026-06-03,red\r\n'
        '\r\n8,,,,\r\n9,"x",,"Wed, 03 Jun 2026 10:00:00 GMT",\r\n',
    )
    first, second, third = items(path)
    assert first.content == Article(
        text='Peru "voted".\r\nTwice.', id="7", authors="Ana Ruiz; Bo Li", published="2026-06-03"
    )
    assert second.content == Article(text="", id="8")
    assert third.content.published == "Wed, 03 Jun 2026 10:00:00 GMT"
    assert [item.where for item in (first, second, third)] == [f"{path}:2", f"{path}:5", f"{path}:6"]


def test_what_is_wrong_with_a_row_of_csv_costs_only_it(tmp_path):
    path = tmp_path / "in.csv"
    path.write_bytes(b"id,text\r\n1,a\r\n2,b,c\r\n3\r\n4,caf\xe9\r\n5,e\r\n")
    one, two, three, four, five = items(path)
    assert (one.content.id, five.content.id) == ("1", "5")
    assert str(two.content) == f"{path}:3: has 3 cells where the header names 2 columns"
    assert str(three.content).startswith(f"{path}:4: has 1 cells")
    assert str(four.content) == f"{path}:5: is not UTF-8 text: convert the file to UTF-8 first"


def test_a_cell_may_be_as_long_as_an_article(tmp_path):
    before = 131_072
    csv.field_size_limit(before)
    path = written(tmp_path / "in.csv", f"text\n{'long ' * 100_000}\n")
    assert len(contents(path)[0].text) == 500_000
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("text", "columns", "said"),
    [
        ("", None, "is empty"),
        ("id,content\n1,x\n", None, "has no column 'text' among id, content; say what yours is called"),
        ("text\nx\n", {"id": "key"}, "has no column 'key' among text; asked for as id"),
    ],
)
def test_csv_without_the_column_is_named(tmp_path, text, columns, said):
    path = written(tmp_path / "in.csv", text)
    [problem] = contents(path, **({"columns": columns} if columns else {}))
    assert str(problem) == f"{path}: {said}: there is nothing to parse" or said in str(problem)


def test_tabs_and_other_names(tmp_path):
    path = written(tmp_path / "in.tsv", "content\tid\nPeru, it said, voted.\t1\n")
    assert contents(path, columns={"text": "content"}) == [Article(text="Peru, it said, voted.", id="1")]


def test_articles_that_were_written_as_a_table_can_be_read_as_one(tmp_path):
    source, table = tmp_path / "in.jsonl", tmp_path / "out.csv"
    source.write_text(json.dumps({"text": TEXT, "id": "a", "headline": "He left", "published": "2026-06-03"}) + "\n")
    convert([source], table, format="articles", report=print)
    [article] = contents(table)
    assert (article.text, article.id, article.headline, article.published) == (TEXT, "a", "He left", "2026-06-03")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_every_file_is_read_as_csv_or_is_an_input_that_failed(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("csv") / "in.csv"
    path.write_bytes(b"text,id\n" + data)
    assert all(isinstance(content, (Article, InputError)) for content in contents(path))


# --- Arrow, Parquet --------------------------------------------------------------------------------------------------

pa = pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
pq = pytest.importorskip("pyarrow.parquet")


def saved(path, table, batch=4):
    if path.suffix == ".parquet":
        pq.write_table(table, path, row_group_size=batch)
    else:
        with pa.ipc.new_file(path, table.schema) as out:
            out.write_table(table, batch)
    return path


TABLE = {
    "content": [TEXT, None, *(f"{i}. {TEXT}" for i in range(8))],
    "id": list(range(10)),
    "authors": [["Ana Ruiz", "Bo Li"], *[None] * 9],
    "published": [datetime.datetime(2026, 6, 3, 10, tzinfo=datetime.UTC), *[None] * 9],
    "other": [{"a": 1}] * 10,
}


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
def test_rows_of_arrow_and_parquet_are_articles(tmp_path, ending):
    path = saved(tmp_path / f"in.{ending}", pa.table(TABLE))
    found = items(path, columns={"text": "content"})
    first = found[0].content
    assert (first.text, first.id, first.authors) == (TEXT, "0", ["Ana Ruiz", "Bo Li"])
    assert first.published.isoformat() == "2026-06-03T10:00:00+00:00"
    assert str(found[1].content) == f'{path}[1]: has no article: expected a string under "content"'
    assert [item.content.id for item in found[2:]] == [str(i) for i in range(2, 10)]
    size = path.stat().st_size
    assert size - 20 <= sum(item.size for item in found) <= size
    assert max(item.size for item in found) < size / 5


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
def test_a_table_without_the_column_or_damaged_is_an_input_that_failed(tmp_path, ending):
    path = saved(tmp_path / f"in.{ending}", pa.table(TABLE))
    [problem] = contents(path)
    assert "there is no 'text' or 'html' among content, id, authors, published, other" in str(problem)
    data = path.read_bytes()
    for size in (0, 3, 20, len(data) // 2, len(data) - 1):
        path.write_bytes(data[:size])
        problem = contents(path, columns={"text": "content"})[-1]
        assert isinstance(problem, InputError)
        assert str(problem).startswith(f"{path}")


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
def test_a_batch_that_is_damaged_costs_the_rest(tmp_path, ending):
    path = saved(tmp_path / f"in.{ending}", pa.table({"text": [f"{i} {TEXT}" for i in range(200)]}), 100)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"199 The") if ending == "arrow" else len(data) // 2
    data[at : at + 3] = b"\xff\xfe\xff"
    path.write_bytes(data)
    found = items(path)
    assert isinstance(found[-1].content, InputError)
    assert all(isinstance(item.content, Article) for item in found[:-1])
    if ending == "arrow":
        assert len(found) == 101
        assert str(found[-1].content).startswith(f"{path}[100:]: ")
        assert str(found[-1].content).endswith("; the rest is not read")
