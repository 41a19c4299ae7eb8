"""Arrow and Parquet that is damaged or made to harm: the library's error, never the end of the interpreter."""

import datetime
import io
import struct
import subprocess
import sys
from collections import Counter
from pathlib import Path

import attrs
import pytest

from newsrecord import InvalidRecordError
from newsrecord.formats.json import NewerRecordWarning

pa = pytest.importorskip("pyarrow", reason="pyarrow, which the arrow extra brings, is not installed")
from pyarrow import parquet as pq  # noqa: E402

from newsrecord.formats import _claims, arrow, parquet  # noqa: E402

KINDS = (
    "file", "file_lz4", "file_dictionaries", "file_views", "stream", "stream_zstd", "parquet", "parquet_zstd",
    "parquet_plain", "parquet_v2",
)  # fmt: skip


@pytest.mark.parametrize(("kind", "count"), [*((kind, 100) for kind in KINDS), ("zeroed", 500)])
def test_damaged_files_read_or_are_refused(kind, count):
    """Each in a child: a crash there leaves the number of its case as the last word."""
    script = Path(__file__).with_name("damage.py")
    done = subprocess.run([sys.executable, script, kind, "0", str(count)], capture_output=True, text=True, check=False)
    cases = [line.partition(" ")[::2] for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"case {cases[-1]} of {kind} ended the interpreter ({done.returncode}): {done.stderr}"
    assert {case: said for case, said in cases if said not in ("read", "refused")} == {}
    counts = Counter(said for _, said in cases)
    assert counts.total() == count
    assert min(counts["read"], counts["refused"]) > 0, "the damage is neither nothing nor all"


# --- one by one ------------------------------------------------------------------------------------------------------


def with_column(table, name, values, kind=None):
    values = values if isinstance(values, pa.Array) else pa.array(values, kind or table.schema.field(name).type)
    return table.set_column(table.schema.names.index(name), name, values)


def ipc(table, compression=None):
    out = io.BytesIO()
    with pa.ipc.new_file(out, table.schema, options=pa.ipc.IpcWriteOptions(compression=compression)) as stream:
        stream.write_table(table)
    return out.getvalue()


def pages(table, **options):
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


@pytest.fixture
def table(full):
    return arrow.to_table([full])


def refused(table, words):
    with pytest.raises(InvalidRecordError, match=words) as told:
        list(arrow.from_table(table))
    assert told.value.what == "table"


def long_list(items):
    """A list of so many items in one row."""
    return pa.ListArray.from_arrays(pa.array([0, len(items)], pa.int32()), items)


@pytest.mark.parametrize("write", [ipc, pages])
@pytest.mark.parametrize("compression", ["lz4", "zstd"])
def test_what_unpacks_to_far_more_than_the_file_is_refused_packed(table, write, compression):
    data = write(with_column(table, "source", ["a" * 150_000_000]), compression=compression)
    assert len(data) < 2_000_000
    loads = arrow.loads if write is ipc else parquet.loads
    with pytest.raises(InvalidRecordError, match="a batch claims 1[0-9]{8} bytes, more than the [0-9]{8} that"):
        loads(data)


def test_a_buffer_that_lies_about_its_size_is_refused(table):
    data = bytearray(ipc(table, "zstd"))
    at = data.index(b"\x28\xb5\x2f\xfd") - 8
    for size, words in ((1 << 50, "claims"), (-2, "negative size"), (1, "not an Arrow file")):
        data[at : at + 8] = size.to_bytes(8, "little", signed=True)
        with pytest.raises(InvalidRecordError, match=words):
            arrow.loads(bytes(data))


def test_a_batch_that_a_footer_lists_many_times_is_refused(table):
    """A block of 24 bytes could otherwise stand for any number of copies."""
    out = io.BytesIO()
    with pa.ipc.new_file(out, table.schema) as stream:
        for number in (9, 1, 1, 1):
            stream.write_table(pa.concat_tables([table] * number).combine_chunks())
    data = bytearray(out.getvalue())
    footer = len(data) - 10 - int.from_bytes(data[-10:-6], "little")
    part = memoryview(data)[footer:-10]
    blocks = [struct.pack("<qi4xq", *block) for block in _claims._vector(part, _claims._follow(part, 0), 3, "<qi4xq")]
    assert len(blocks) == 4
    for block in blocks[1:]:
        at = data.index(block, footer)
        data[at : at + 24] = blocks[0]
    with pytest.raises(InvalidRecordError, match="the batches that its footer lists overlap"):
        arrow.loads_many(bytes(data))


def with_roles(table, roles):
    """The table with another list of roles in its first entity, the only one."""
    entities = table.column("entities").chunk(0).flatten().slice(0, 1)
    parts = {field.name: part for field, part in zip(entities.type, entities.flatten(), strict=True)}
    parts["roles"] = long_list(roles)
    return with_column(table, "entities", long_list(pa.StructArray.from_arrays(list(parts.values()), list(parts))))


def test_a_text_that_a_row_repeats_too_often_is_refused(table):
    places = pa.array([0] * 2_000, pa.int32())
    refused(with_roles(table, pa.DictionaryArray.from_arrays(places, pa.array(["z" * 100_000]))), "a row would take")
    seen = pa.array(["z" * 100_000]).cast(pa.string_view())
    _, view, text = seen.buffers()
    many = pa.Array.from_buffers(pa.string_view(), 2_000, [None, pa.py_buffer(view.to_pybytes() * 2_000), text])
    refused(with_roles(table, many), "its views show 200000000 bytes, more than the [0-9]{8} that")


def test_values_without_bytes_are_refused_where_they_are_too_many(table):
    refused(with_column(table, "authors", long_list(pa.nulls(10**8))), "a row would take [0-9]{9} bytes")
    empty = pa.StructArray.from_arrays([pa.nulls(10**7)] * 3, ["name", "start", "end"])
    refused(with_column(table, "authors", long_list(empty)), "a row would take [0-9]{9} bytes")
    nulls = pages(with_column(table, "authors", [[None] * 3_000_000]), compression="zstd")
    with pytest.raises(InvalidRecordError, match="a batch claims"):
        parquet.loads(nulls)


def test_one_text_in_many_rows_is_no_harm(full, table):
    """What a dictionary or compression makes small is read in steps, however much it is in all."""
    long = attrs.evolve(full, source=full.source + "\n" * 1_000_000)
    many = pa.concat_tables([arrow.to_table([long])] * 90).combine_chunks()
    data = pages(many, compression="zstd")
    assert len(data) < 100_000
    assert sum(record == long for record in parquet.loads_many(data)) == 90
    at = many.schema.names.index("source")
    coded = many.set_column(at, "source", many.column("source").dictionary_encode())
    assert sum(record == long for record in arrow.loads_many(ipc(coded))) == 90


@pytest.mark.parametrize("kind", [pa.date32(), pa.date64()])
def test_days_that_python_has_not_are_refused(table, kind):
    for day in (-719163, 2932897, 2**31 - 1, -(2**31)):
        days = pa.array([day], pa.int32()).cast(pa.date32())
        days = days if kind == pa.date32() else pa.array([day * 86_400_000]).cast(kind)
        refused(with_column(table, "reference_date", days), "reference_date: holds a day outside the years 1 to 9999")
    for day in (datetime.date.min, datetime.date.max):
        made = with_column(table, "reference_date", [day], kind)
        assert [record.reference_date for record in arrow.from_table(made)] == [day]


def test_text_that_is_no_utf_8_is_refused(table):
    wrong = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")])
    refused(with_column(table, "id", wrong), "not a sound table: .*UTF-?8")


def test_offsets_that_lie_are_refused(table):
    """What ended the interpreter; only the full validation sees those between the first and the last."""
    for middle in (2**31 - 1, -(2**31), 3):
        offsets = pa.py_buffer(struct.pack("<3i", 0, middle, 2))
        wrong = pa.Array.from_buffers(pa.string(), 2, [None, offsets, pa.py_buffer(b"ab")])
        refused(with_column(pa.concat_tables([table] * 2), "id", wrong), "not a sound table: .*offset")


# --- columns ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("id", pa.array([b"a"]), "id: expected string, got binary"),
        ("id", pa.array([1]), "id: expected string, got int64"),
        ("reference_date", pa.array(["2025-10-31"]), "reference_date: expected date32.day., got string"),
        ("body", pa.array(["a"]), "body: expected list<.*, got string"),
        ("body", pa.array([{"text": "a"}]), "body: expected list<.*, got struct<text: string>"),
        ("headline", pa.array([{"text": "a", "start": 0.5}]), "headline.start: expected int64, got double"),
        ("authors", pa.array([[{"name": [1]}]]), r"authors\[\].name: expected string, got list<"),
    ],
)
def test_columns_of_another_type_are_named(table, name, values, words):
    refused(with_column(table, name, values), f"^{words}")


def test_all_wrong_columns_are_named_at_once(table):
    made = with_column(with_column(table, "id", pa.array([1])), "url", pa.array([1]))
    with pytest.raises(InvalidRecordError) as told:
        arrow.from_table(made)
    assert [fault.path for fault in told.value.faults] == ["id", "url"]


def test_two_columns_of_one_name_are_refused(table):
    refused(table.append_column("id", pa.array(["b"])), "id: two columns have this name")


def test_too_many_columns_are_refused(table):
    made = pa.table({field.name: column for field, column in zip(table.schema, table.columns, strict=True)})
    for number in range(1000):
        made = made.append_column(f"c{number}", pa.nulls(1))
    refused(made, "expected no more than 1000 columns")


def test_an_unknown_column_is_a_fault_of_its_row_as_in_json(table):
    refused(table.append_column("topics", pa.array([["news"]])), "row 1: topics: unknown key")


def test_a_column_that_holds_no_plain_values_is_refused_unseen(table):
    for values in (pa.array([b"a"]), pa.array([datetime.datetime(2025, 1, 1)]), deep(pa.array([1]), 20)):
        refused(table.append_column("topics", values), "topics.*: expected a plain type, got")


def deep(values, levels):
    for _ in range(levels):
        values = pa.StructArray.from_arrays([values], ["a"])
    return values


def test_a_missing_column_is_a_fault_of_its_row_as_in_json(full, table):
    refused(table.drop_columns(["body"]), "row 1: body: this key is missing")
    assert list(arrow.from_table(table.drop_columns(["source"]))) == [attrs.evolve(full, source=None)]


def test_a_later_minor_version_reads_without_what_is_unknown(full, table):
    made = with_column(table, "schema_version", ["1.3"]).append_column(
        "topics", pa.array([[{"name": "news", "p": 0.5}]])
    )
    for data, loads in ((ipc(made), arrow.loads), (pages(made), parquet.loads)):
        with pytest.warns(NewerRecordWarning, match="left out topics"):
            assert loads(data) == full


# --- files of others -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())])
def test_text_of_any_kind_is_read(full, table, kind):
    def turned(given):
        if pa.types.is_struct(given):
            return pa.struct([pa.field(part.name, turned(part.type)) for part in given])
        if pa.types.is_list(given):
            return pa.large_list(turned(given.value_type))
        return kind if given == pa.string() else pa.int32() if given == pa.int64() else given

    if pa.types.is_dictionary(kind):
        made = with_column(with_column(table, "id", ["a/1"], kind), "language", ["en"], kind)
    else:
        made = table.cast(pa.schema([pa.field(part.name, turned(part.type)) for part in table.schema]))
    assert list(arrow.from_table(made)) == [full]
    assert arrow.loads(ipc(made, "lz4")) == full


def test_what_polars_and_duckdb_write_is_read(full, tmp_path):
    polars = pytest.importorskip("polars", reason="Polars is not installed")
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    frame = polars.from_arrow(arrow.to_table([full, attrs.evolve(full, source=None)]))
    for compression in ("uncompressed", "lz4", "zstd"):
        out = io.BytesIO()
        frame.write_ipc(out, compression=compression)
        assert [record.source for record in arrow.loads_many(out.getvalue())] == [full.source, None]
    out = io.BytesIO()
    frame.write_parquet(out)
    assert next(parquet.loads_many(out.getvalue())) == full
    path = tmp_path / "duck.parquet"
    duckdb.from_arrow(arrow.to_table([full])).write_parquet(str(path))
    assert parquet.loads(path.read_bytes()) == full
