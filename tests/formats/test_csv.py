"""CSV: a row a mention or date, read by Python and DuckDB as it was written."""

import csv
import io

import attrs
import pytest
from hypothesis import given

from newsrecord import DateExpression, Entity, Generator, Mention, NewsRecord, Passage
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
    assert lines[1] == "a/1,mention,Peru,0,4,headline,LOCATION,1,Peru,PE,3932488,,,,,"
    assert 'a/1,date,"May 2, 2025",93,104,meta,DATE,,,,,2025-05-02,,false,2025-05-02,2025-05-02' in lines
    assert lines[-1] == ""


SIGNS = "=+-@＝＋－＠"
BEFORE = [
    "",
    "\t",
    "\r",
    "\n",
    "\r\n",
    " ",
    "  \t ",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\u202e\u2066",
    "\u00ad \u2060",
]


@pytest.mark.parametrize("before", BEFORE)
def test_formulas_are_guarded_on_request(full, before):
    for sign in SIGNS:
        text = f"{before}{sign}1+1"
        record = attrs.evolve(full, id=text)
        assert {row["record"] for row in rows(dumps(record))} == {text}
        assert {row["record"] for row in rows(dumps(record, guard=True))} == {f"'{text}"}


def test_whatever_begins_with_a_tab_or_line_end_is_guarded(full):
    for text in ("\ta", "\ra", "\na"):
        assert {row["record"] for row in rows(dumps(attrs.evolve(full, id=text), guard=True))} == {f"'{text}"}


def test_what_is_no_formula_stays_as_it_is_under_guard(full):
    for text in ("a=1", " a", "'=1", "1+1", "−5", "“=1”", "a\n=1", ""):
        record = attrs.evolve(full, id=text)
        assert dumps(record, guard=True) == dumps(record)


def test_every_text_is_guarded():
    """Texts, names and values, alone and in a file of many; what stands in closed sets and numbers is never touched."""
    text = "=1+1 on -0044-03-15"
    record = NewsRecord(
        generator=Generator(name="n", version="0"),
        id="＝a",
        body=[Passage(text=text, start=0, end=len(text))],
        entities=[
            Entity(name="@a", type="MISC", mentions=[Mention(text="=1+1", start=0, end=4, zone="body")]),
        ],
        dates=[
            DateExpression(
                text="-0044-03-15", start=8, end=19, zone="body", type="DATE", value="BC0044", relative=False
            )
        ],
        source=text,
    )
    out = io.BytesIO()
    with writer(out, format="csv", guard=True) as write:
        write(record)
    assert out.getvalue().decode() == dumps(record, guard=True)
    first, second = rows(dumps(record, guard=True))
    assert (first["record"], first["text"], first["name"]) == ("'＝a", "'=1+1", "'@a")
    assert (second["text"], second["value"]) == ("'-0044-03-15", "BC0044")


@given(records())
def test_under_guard_no_cell_begins_as_a_formula(record):
    given_rows = list(csv.reader(io.StringIO(dumps(record), newline="")))
    for row, plain in zip(csv.reader(io.StringIO(dumps(record, guard=True), newline="")), given_rows, strict=True):
        for cell, without in zip(row, plain, strict=True):
            assert not cell.lstrip("\u200b\ufeff \u00a0\u3000").startswith(tuple(SIGNS))
            assert cell[:1] not in ("\t", "\r", "\n")
            assert cell in (without, f"'{without}")


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
