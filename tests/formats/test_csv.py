"""CSV: a row a mention or date, read by Python and DuckDB as it was written."""

import csv
import io

import attrs
import pytest
from hypothesis import given

from newsrecord.formats import writer
from newsrecord.formats._shared import clean_xml
from newsrecord.formats.csv import COLUMNS, dumps
from newsrecord.strategies import records


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@given(records())
def test_every_mention_and_date_is_a_row(record):
    found = rows(dumps(record))
    mentions = [
        (clean_xml(m.text), str(m.start), str(m.end), m.zone, clean_xml(entity.name))
        for entity in record.entities
        for m in entity.mentions
    ]
    dates = [(clean_xml(d.text), str(d.start), str(d.end), d.zone, clean_xml(d.value)) for d in record.dates]
    keys = ("text", "start", "end", "zone")
    assert sorted(mentions) == sorted(
        (*(row[key] for key in keys), row["name"]) for row in found if row["kind"] == "mention"
    )
    assert sorted(dates) == sorted(
        (*(row[key] for key in keys), row["value"]) for row in found if row["kind"] == "date"
    )
    assert {row["record"] for row in found} <= {clean_xml(record.id or "")}
    assert [int(row["start"]) for row in found] == sorted(int(row["start"]) for row in found)


def test_what_it_looks_like(full):
    lines = dumps(full).split("\r\n")
    assert lines[0] == ",".join(COLUMNS)
    assert lines[1] == "a/1,mention,Peru,0,4,headline,LOCATION,1,Peru,PE,,,,,"
    assert 'a/1,date,"May 2, 2025",93,104,meta,DATE,,,,2025-05-02,,false,2025-05-02,2025-05-02' in lines
    assert lines[-1] == ""


def test_formulas_are_guarded_on_request(full):
    record = attrs.evolve(full, id="=1+1")
    assert rows(dumps(record))[0]["record"] == "=1+1"
    assert rows(dumps(record, guard=True))[0]["record"] == "'=1+1"


def test_duckdb_reads_it_with_types(full, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    path = tmp_path / "marks.csv"
    with path.open("wb") as stream, writer(stream, format="csv") as write:
        write(full)
        write(attrs.evolve(full, id='quoted "b",\nsecond line'))
    marks = duckdb.read_csv(str(path))
    types = dict(zip(marks.columns, map(str, marks.types), strict=True))
    assert (types["start"], types["earliest"], types["relative"]) == ("BIGINT", "DATE", "BOOLEAN")
    found = duckdb.sql("select record, text, start, earliest from marks where kind = 'date' order by 1, 3").fetchall()
    assert found[:10] == [("a/1", date.text, date.start, date.earliest) for date in full.dates]
    assert found[10][0] == 'quoted "b",\nsecond line'
