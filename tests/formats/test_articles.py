"""CSV of articles: a row for each, read by Python and DuckDB as it was written, and an input again."""

import csv
import io

import attrs
import pytest
from hypothesis import given

from newsrecord.formats import writer
from newsrecord.formats._shared import clean_xml
from newsrecord.formats.articles import COLUMNS, dumps
from newsrecord.strategies import records


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@given(records())
def test_a_record_is_a_row(record):
    [row] = rows(dumps(record))
    assert tuple(row) == COLUMNS
    assert row["text"] == clean_xml(record.body_text)
    assert row["headline"] == clean_xml(record.headline.text if record.headline else "")
    assert row["authors"] == clean_xml("; ".join(author.name for author in record.authors))
    assert int(row["mentions"]) == sum(len(entity.mentions) for entity in record.entities)
    counts = [record.body, record.entities, record.dates, record.related_headlines]
    assert [int(row[name]) for name in ("paragraphs", "entities", "dates", "related_headlines")] == list(
        map(len, counts)
    )


def test_what_it_looks_like(full):
    head, row, end = dumps(attrs.evolve(full, body=full.body[:1], entities=[], dates=[], quotations=[])).split("\r\n")
    assert head == ",".join(COLUMNS)
    assert row.startswith(
        "a/1,https://news.example/a b?q=1&r=ü,en,Peru’s 🦙 votes today,Ana Ruiz; Bo Li,2025-05-03T10:00Z,2025-05-04,"
        "2025-05-02,Lima,AP,1,"
    )
    assert end == ""


def test_many_records_stand_under_one_row_of_names_and_may_be_guarded(full):
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    out = io.BytesIO()
    with writer(out, format="articles", guard=True) as write:
        write(attrs.evolve(full, id="=1+1"))
        write(full)
    first, second = rows(out.getvalue().decode())
    assert (first["id"], second["id"]) == ("'=1+1", "a/1")
    data = out.getvalue()

    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.csv"
        path.write_bytes(data)
        found = duckdb.sql(f"SELECT id, words FROM read_csv('{path}') ORDER BY id").fetchall()
    assert [name for name, _ in found] == ["'=1+1", "a/1"]
