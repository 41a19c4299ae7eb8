"""Arrow tables of articles in, Arrow tables of records out: what Spark, Ray, Dask, DuckDB, Polars and the like run.

`parse_table` and `parse_batches` are plain functions of this module, so every engine can send them to its processes by
name; each process loads the model once, when it reads its first article. A row comes out for every row that goes in, in
its order: a record in the columns of `newsrecord.formats.arrow.schema()` and null in the column `error`, or why there
is no record, and only `id` and `url` beside it. `schema` is known before anything is read. Needs the `arrow` extra.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from .errors import InvalidArgumentError
from .formats import arrow as record_format
from .formats._pyarrow import pa
from .parser import default_parser
from .rows import as_columns, with_days

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping

    from .parser import Parser
    from .rows import Columns

__all__ = ["ERROR", "columns_in", "parse_batches", "parse_table", "schema"]

ERROR: Final = "error"
"""The column that says why a row has no record: the class of the error and its message."""
_ROWS: Final = 64
"""Rows that are made Python's at once."""


@functools.cache
def schema() -> Any:
    """The `pyarrow.Schema` of what comes out: the columns of a record, then `error`, a string."""
    return record_format.schema().append(pa.field(ERROR, pa.string()))


def parse_table(
    table: Any,
    *,
    columns: Columns | Mapping[str, str] | None = None,
    reference_date: datetime.date | str | None = None,
    fallback_date: datetime.date | str | None = None,
    include_source: bool = True,
    parser: Parser | None = None,
) -> Any:
    """Read the article in each row of a `pyarrow.Table`; return a table of `schema()` with as many rows.

    Args:
        table: articles, with a column `text` or `html` and perhaps `id`, `url`, `headline`, `authors`, `published`,
            `reference_date` and `fallback_date` (see `newsrecord.rows.Columns`); other columns are passed over.
        columns: what these are called, where it is something else: `{"text": "content", "published": "pub_date"}`.
        reference_date: the day that relative dates are resolved against, in rows without one of their own.
        fallback_date: the same, for want of a better one.
        include_source: whether the whole text goes along; offsets stay valid without it.
        parser: what reads; a shared default one by default.

    Raises:
        InvalidArgumentError: there is no such column, or it has a type that holds no such values.
    """
    batches = parse_batches(
        table.to_batches(),
        columns=columns,
        reference_date=reference_date,
        fallback_date=fallback_date,
        include_source=include_source,
        parser=parser,
    )
    columns_in(table.schema, as_columns(columns))
    return pa.Table.from_batches(batches, schema())


def parse_batches(
    batches: Iterable[Any],
    *,
    columns: Columns | Mapping[str, str] | None = None,
    reference_date: datetime.date | str | None = None,
    fallback_date: datetime.date | str | None = None,
    include_source: bool = True,
    parser: Parser | None = None,
) -> Iterator[Any]:
    """Read the article in each row of some `pyarrow.RecordBatch`es; yield batches of `schema()` with as many rows.

    A batch of much text comes out as several. The arguments are those of `parse_table`.

    Raises:
        InvalidArgumentError: a batch has no such column, or it has a type that holds no such values.
    """
    names = as_columns(columns)
    reader = parser or default_parser()
    for batch in batches:
        chosen = columns_in(batch.schema, names)
        gathered: list[Any] = []
        with record_format.batched(gathered.append, schema=schema()) as put:
            for start in range(0, batch.num_rows, _ROWS):
                some = batch.slice(start, _ROWS).select(chosen)
                for row in some.to_pylist():
                    put(_row(row, names, reference_date, fallback_date, include_source, reader))
                while gathered:
                    yield gathered.pop(0)
        yield from gathered or ([] if batch.num_rows else [pa.RecordBatch.from_pylist([], schema=schema())])


def _row(
    row: dict[str, Any],
    columns: Columns,
    reference_date: datetime.date | str | None,
    fallback_date: datetime.date | str | None,
    include_source: bool,
    parser: Parser,
) -> dict[str, Any]:
    """A row of `schema()`: what is missing in it is null."""
    try:
        article = with_days(columns.article(row), reference_date, fallback_date)
    except ValueError as problem:
        known = {key: value for key in ("id", "url") if isinstance(value := row.get(getattr(columns, key)), (str, int))}
        return {key: str(value) for key, value in known.items()} | {ERROR: f"InputError: {problem}"}
    outcome = parser.outcome(article)
    if outcome.record is None:
        return {"id": article.id, "url": article.url, ERROR: f"{type(outcome.error).__name__}: {outcome.error}"}
    return record_format.encode(outcome.record, include_source=include_source)


def columns_in(given: Any, columns: Columns) -> list[str]:
    """The columns of a schema that say something about articles.

    Raises:
        InvalidArgumentError: none holds texts, one that was asked for is missing, or one has a wrong type.
    """
    there = ", ".join(given.names[:_SHOWN]) or "none"
    found = columns.of(given.names)
    if not {"text", "html"} & set(found):
        advice = 'name yours, as in columns={"text": "content"}'
        raise InvalidArgumentError(f"columns: there is no {columns.text!r} or {columns.html!r} among {there}; {advice}")
    for key, name in columns.renamed().items():
        if key not in found:
            raise InvalidArgumentError(f"columns: there is no {name!r}, asked for as {key}, among {there}")
    for key, name in found.items():
        kind = given.field(name).type
        if not any(fits(kind) for fits in _FITTING[key]):
            raise InvalidArgumentError(f"columns: {name!r} is of {kind}, which cannot be taken as {key}")
    return list(found.values())


_SHOWN: Final = 20
"""Columns that a message names."""


def _is_text(kind: Any) -> bool:
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_null(value) or pa.types.is_string(value) or pa.types.is_large_string(value)) or (
        pa.types.is_string_view(value)
    )


def _is_texts(kind: Any) -> bool:
    lists = pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)
    return bool(lists or pa.types.is_list_view(kind)) and _is_text(kind.value_type)


def _is_day(kind: Any) -> bool:
    return bool(pa.types.is_date(kind) or pa.types.is_timestamp(kind))


_FITTING: Final = {
    "text": (_is_text,),
    "html": (_is_text,),
    "id": (_is_text, pa.types.is_integer),
    "url": (_is_text,),
    "headline": (_is_text,),
    "authors": (_is_text, _is_texts),
    "reference_date": (_is_text, _is_day),
    "fallback_date": (_is_text, _is_day),
    "published": (_is_text, _is_day),
}
