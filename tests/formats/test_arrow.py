"""Arrow and Parquet: records read back equal, and pyarrow, DuckDB and Polars see the same nested rows."""

import datetime
import io

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsrecord
from newsrecord import InvalidRecordError
from newsrecord.formats import writer
from newsrecord.strategies import records

pa = pytest.importorskip("pyarrow", reason="pyarrow, which the arrow extra brings, is not installed")
from newsrecord.formats import arrow, parquet  # noqa: E402
from newsrecord.formats.json import from_dict, to_dict  # noqa: E402

FORMATS = pytest.mark.parametrize("module", [arrow, parquet])


def cleaned(value):
    """A record's tree as UTF-8 can hold it."""
    if isinstance(value, str):
        return (
            value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            if value.isascii()
            else "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in value)
        )
    if isinstance(value, dict):
        return {key: cleaned(item) for key, item in value.items()}
    return [cleaned(item) for item in value] if isinstance(value, list) else value


@FORMATS
@given(record=records())
def test_every_record_reads_back_equal(module, record):
    wanted = from_dict(cleaned(to_dict(record)))
    assert module.loads(module.dumps(record)) == wanted
    slim = module.loads(module.dumps(record, include_source=False))
    assert slim == attrs.evolve(wanted, source=None)


@FORMATS
def test_a_full_record_reads_back_equal(full, module):
    assert module.loads(module.dumps(full)) == full
    assert all(to_dict(module.loads(module.dumps(full))).values())


@given(st.lists(records(with_source=True), max_size=4))
def test_tables_hold_many_rows(some):
    table = arrow.to_table(some)
    assert table.num_rows == len(some)
    assert table.schema.equals(arrow.schema(), check_metadata=True)
    assert [record.source for record in arrow.from_table(table)] == [cleaned(record.source) for record in some]


@FORMATS
def test_many_batches(full, module, monkeypatch):
    monkeypatch.setattr(arrow, "_ROWS", 3)
    out = io.BytesIO()
    some = [attrs.evolve(full, id=str(number)) for number in range(8)]
    with writer(out, format=module.__name__.rpartition(".")[2]) as write:
        for record in some:
            write(record)
    assert list(module.loads_many(out.getvalue())) == some


def test_the_schema_is_fixed_and_names_its_version():
    assert arrow.schema().metadata == {b"newsrecord.schema_version": b"1"}
    fields = [field.name for field in attrs.fields(newsrecord.NewsRecord)]
    assert arrow.schema().names == fields
    span = "text: string, start: int64, end: int64"
    passages = f"list<item: struct<{span}>>"
    assert {field.name: str(field.type) for field in arrow.schema() if str(field.type) != "string"} == {
        "generator": "struct<name: string, version: string, model: string>",
        "reference_date": "date32[day]",
        "headline": f"struct<{span}>",
        "authors": "list<item: struct<name: string, start: int64, end: int64>>",
        "dateline": f"struct<{span}, place: string, agency: string, date: date32[day]>",
        "published": f"struct<{span}, value: string>",
        "updated": f"struct<{span}, value: string>",
        "body": passages,
        "entities": "list<item: struct<name: string, type: string, country: string, roles: list<item: string>, "
        "affiliations: list<item: string>, ids: struct<geonames: string>, "
        f"mentions: list<item: struct<{span}, zone: string>>>>",
        "dates": f"list<item: struct<{span}, zone: string, type: string, value: string, mod: string, relative: bool, "
        "earliest: date32[day], latest: date32[day]>>",
        "quotations": f"list<item: struct<{span}, kind: string, speaker: struct<{span}, entity: int64>, "
        "continues: bool>>",
        "related_headlines": passages,
        "meta": passages,
        "furniture": f"list<item: struct<role: string, {span}>>",
    }


def test_the_schema_has_every_field_of_every_part():
    record = from_dict(to_dict(arrow.loads(arrow.dumps(newsrecord.parse("")))))
    assert record == newsrecord.parse("")
    for name, kind in (
        ("authors", newsrecord.Author), ("body", newsrecord.Passage), ("entities", newsrecord.Entity),
        ("dates", newsrecord.DateExpression), ("furniture", newsrecord.Furniture), ("meta", newsrecord.Passage),
    ):  # fmt: skip
        items = arrow.schema().field(name).type.value_type
        assert [field.name for field in items] == [field.name for field in attrs.fields(kind)], name


def test_a_row_that_is_no_record_is_named(full):
    rows = arrow.to_table([full, full]).to_pylist()
    rows[1]["language"] = "no language"
    table = pa.Table.from_pylist(rows, schema=arrow.schema())
    with pytest.raises(InvalidRecordError, match="row 2: language: expected a BCP 47 tag"):
        list(arrow.from_table(table))


def test_a_stream_is_read_too(full):
    out = io.BytesIO()
    table = arrow.to_table([full])
    with pa.ipc.new_stream(out, table.schema) as stream:
        stream.write_table(table)
    assert arrow.loads(out.getvalue()) == full


def nested(record):
    """What the other readers must see: plain values, days as dates."""
    tree = to_dict(record)

    def day(text):
        return text and datetime.date.fromisoformat(text)

    tree["reference_date"] = day(tree["reference_date"])
    tree["dateline"]["date"] = day(tree["dateline"]["date"])
    for date in tree["dates"]:
        date["earliest"], date["latest"] = day(date["earliest"]), day(date["latest"])
    return tree


def test_duckdb_sees_the_same_rows(full, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    path = tmp_path / "records.parquet"
    path.write_bytes(parquet.dumps(full))
    found = duckdb.sql(f"from '{path}'")
    assert dict(zip(found.columns, found.fetchall()[0], strict=True)) == nested(full)
    spans = duckdb.sql(
        f"""select m.text, source[m."start" + 1 : m."end"]
            from (select source, unnest(flatten([e.mentions for e in entities])) as m from '{path}')"""
    ).fetchall()
    assert len(spans) == 11
    assert all(text == " ".join(said.split()) for text, said in spans), "offsets are code points there too"


def test_polars_sees_the_same_rows(full):
    polars = pytest.importorskip("polars", reason="Polars is not installed")
    assert polars.read_parquet(io.BytesIO(parquet.dumps(full))).to_dicts() == [nested(full)]
    assert polars.read_ipc(io.BytesIO(arrow.dumps(full))).to_dicts() == [nested(full)]
