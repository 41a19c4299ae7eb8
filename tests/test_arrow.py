"""Tables of articles in, tables of records out: as many rows, in their order, with what went wrong beside them."""

import functools
import pickle

import pytest

pa = pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")

import newsrecord  # noqa: E402
from newsrecord import InvalidArgumentError, Parser  # noqa: E402
from newsrecord.arrow import parse_batches, parse_table, schema  # noqa: E402
from newsrecord.formats.arrow import from_table  # noqa: E402
from newsrecord.formats.arrow import schema as record_schema  # noqa: E402

TEXTS = [f"LIMA - Minister {i} quit on Friday after a long row, aides said." for i in range(10)]


def records_of(table):
    return list(from_table(table.drop_columns(["error"])))


def test_each_row_gives_the_record_of_its_text():
    table = pa.table({"text": TEXTS, "id": range(10), "published": ["2026-06-03"] * 10, "colour": ["red"] * 10})
    found = parse_table(table)
    assert found.schema == schema()
    assert found.schema.names == [*record_schema().names, "error"]
    assert found["error"].null_count == found.num_rows == 10
    wanted = [newsrecord.parse(text, id=str(i), published="2026-06-03") for i, text in enumerate(TEXTS)]
    assert records_of(found) == wanted


def test_rows_that_fail_keep_their_place_and_say_why():
    table = pa.table({"text": [TEXTS[0], None, TEXTS[2], TEXTS[3]], "id": ["a", "b", "c", "d"],
                      "reference_date": ["2026-01-01", None, "soon", None]})  # fmt: skip
    found = parse_table(table, reference_date="2025-10-31")
    assert found["id"].to_pylist() == ["a", "b", "c", "d"]
    assert [str(day) for day in found["reference_date"].to_pylist()] == ["2026-01-01", "None", "None", "2025-10-31"]
    none, missing, wrong, last = found["error"].to_pylist()
    assert (none, last) == (None, None)
    assert missing == 'InputError: has no article: expected a string under "text"'
    assert "'soon' is not an ISO 8601 date" in wrong
    assert found["body"].null_count == 2


def test_a_reader_that_raises_costs_its_row_only():
    class Picky:
        def recognize(self, document):
            if "3" in document.text:
                raise ZeroDivisionError("three")
            return []

    found = parse_table(pa.table({"text": TEXTS}), parser=Parser(recognizer=Picky()))
    assert [error for error in found["error"].to_pylist() if error] == ["ZeroDivisionError: three"]
    assert found["source"].to_pylist()[4] == TEXTS[4]


def test_columns_and_days_and_source_are_the_callers_choice():
    table = pa.table({"content": TEXTS[:2], "crawled": pa.array([1_780_000_000] * 2, pa.timestamp("s", tz="UTC"))})
    work = functools.partial(parse_table, columns={"text": "content", "fallback_date": "crawled"}, include_source=False)
    found = pickle.loads(pickle.dumps(work))(table)
    assert found["source"].null_count == 2
    assert str(found["reference_date"][0]) == "2026-05-28"


def test_mark_up_is_read_as_mark_up():
    pytest.importorskip("trafilatura")
    page = "<html><body><article><h1>Minister quits</h1><p>" + "<p>".join(TEXTS) + "</article></body></html>"
    [record] = records_of(parse_table(pa.table({"html": [page]})))
    assert record == newsrecord.parse_html(page)


@pytest.mark.parametrize(
    "texts",
    [
        pa.array(TEXTS, pa.large_string()),
        pa.array(TEXTS, pa.string_view()),
        pa.array(TEXTS).dictionary_encode(),
        pa.chunked_array([TEXTS[:3], [], TEXTS[3:]]),
    ],
    ids=["large", "view", "dictionary", "chunks"],
)
def test_text_may_be_held_in_any_way(texts):
    assert parse_table(pa.table({"text": texts})) == parse_table(pa.table({"text": TEXTS}))


def test_batches_come_out_for_batches_as_they_are_needed():
    taken = []

    def batches():
        for start in range(0, 10, 4):
            taken.append(start)
            yield pa.record_batch({"text": TEXTS[start : start + 4]})

    found = parse_batches(batches())
    first = next(found)
    assert (first.num_rows, taken) == (4, [0])
    table = pa.Table.from_batches([first, *found])
    assert table == parse_table(pa.table({"text": TEXTS}))


def test_no_rows_are_no_rows():
    empty = pa.table({"text": pa.array([], pa.string())})
    assert parse_table(empty).num_rows == 0
    [batch] = parse_batches([pa.RecordBatch.from_pylist([], schema=empty.schema)])
    assert (batch.num_rows, batch.schema) == (0, schema())
    with pytest.raises(InvalidArgumentError):
        parse_table(pa.table({"content": pa.array([], pa.string())}))


def test_much_text_comes_out_in_several_batches(monkeypatch):
    from newsrecord.formats import arrow as module

    monkeypatch.setattr(module, "_CHARACTERS", 200)
    found = list(parse_batches([pa.record_batch({"text": TEXTS})]))
    assert len(found) > 1
    assert sum(batch.num_rows for batch in found) == 10


@pytest.mark.parametrize(
    ("table", "columns", "said"),
    [
        ({"content": TEXTS}, None, "no 'text' or 'html' among content; name yours, as in columns="),
        ({"text": TEXTS}, {"id": "key"}, "no 'key', asked for as id, among text"),
        ({"text": range(10)}, None, "'text' is of int64, which cannot be taken as text"),
        ({"text": TEXTS, "authors": [[1]] * 10}, None, "'authors' is of list<.*>, which cannot"),
        ({"text": TEXTS}, {"body": "text"}, "there is no 'body'; fields are text"),
    ],
)  # fmt: skip
def test_columns_that_do_not_fit_are_named(table, columns, said):
    with pytest.raises(InvalidArgumentError, match=said):
        parse_table(pa.table(table), columns=columns)
