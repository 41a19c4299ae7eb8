"""JSON Lines: a record a line, read back equal; DuckDB reads the lines as they are."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord import InvalidRecordError
from newsrecord.formats.jsonl import dumps, loads, loads_many
from newsrecord.strategies import records


@given(st.lists(records(), max_size=3))
def test_records_read_back_in_order(some):
    text = "".join(map(dumps, some))
    assert text.count("\n") == len(some), "no line end inside a record"
    assert list(loads_many(text)) == some
    assert list(loads_many(text.encode("utf-8", "surrogatepass"))) == some


def test_a_bad_line_is_named_by_its_number(full):
    with pytest.raises(InvalidRecordError, match=r"line 3: id: expected a string"):
        list(loads_many(dumps(full) + "\n" + dumps(full).replace('"a/1"', "1")))
    with pytest.raises(InvalidRecordError, match="line 2: not JSON"):
        list(loads_many(dumps(full) + "{"))


def test_loads_wants_exactly_one(full):
    assert loads(dumps(full)) == full
    assert loads(dumps(full, include_source=False)).source is None
    for text in ("", "\n \n", dumps(full) * 2):
        with pytest.raises(InvalidRecordError, match="expected one record, got"):
            loads(text)


def test_duckdb_reads_spans_that_slice(full, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    path = tmp_path / "records.jsonl"
    path.write_text(dumps(full) + dumps(attrs.evolve(full, id="b")), "utf-8")
    rows = duckdb.sql(
        f"""select id, d.text, d.value, source[d."start" + 1 : d."end"], d.earliest
            from (select id, source, unnest(dates) as d from read_json('{path}'))"""
    ).fetchall()
    assert [row[0] for row in rows] == ["a/1"] * len(full.dates) + ["b"] * len(full.dates)
    for row, date in zip(rows, full.dates * 2, strict=True):
        assert (row[1], row[2], " ".join(row[3].split())) == (date.text, date.value, date.text)
        assert row[4] == date.earliest, "days are read as days"
