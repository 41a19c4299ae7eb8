"""CSV (RFC 4180) of articles: one row for each record, beside the mentions and dates that the format `csv` lists.

The first row names the columns. What is null is an empty cell; authors are parted by semicolons. A row that came with a
text can be read again as an article with what is known of it. Guarding against formulas is as in `csv`.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Final

from .csv import cell_text, rows_text, rows_under

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from ..record import NewsRecord

__all__ = ["COLUMNS", "dumps", "encode", "joined"]

COLUMNS: Final = (
    "id", "url", "language", "headline", "authors", "published", "updated", "reference_date", "place", "agency",
    "paragraphs", "words", "entities", "mentions", "dates", "related_headlines", "text",
)  # fmt: skip
"""`place` and `agency` are the dateline's; `paragraphs` to `related_headlines` are counts, `words` those of the body
between white space; `text` is the body, a blank line between two paragraphs."""


def dumps(record: NewsRecord, *, guard: bool = False) -> str:
    """Write a record as one row under the names of the columns.

    Args:
        record: what to write.
        guard: whether what a spreadsheet could take for a formula gets an apostrophe before it.
    """
    return rows_text([COLUMNS, _row(record, guard=guard)])


def encode(record: NewsRecord, *, guard: bool = False) -> bytes:
    """The row of a record, without the names of the columns."""
    return rows_text([_row(record, guard=guard)]).encode()


def joined(stream: IO[bytes]) -> AbstractContextManager[Callable[[bytes], object]]:
    """Write the rows of many records under one row of column names."""
    return rows_under(COLUMNS, stream)


def _row(record: NewsRecord, *, guard: bool) -> tuple[Any, ...]:
    line, text = record.dateline, record.body_text
    texts = (
        record.id,
        record.url,
        record.language,
        record.headline.text if record.headline else None,
        "; ".join(author.name for author in record.authors),
        record.published.value if record.published else None,
        record.updated.value if record.updated else None,
        record.reference_date.isoformat() if record.reference_date else None,
        line.place if line else None,
        line.agency if line else None,
    )
    counts = (
        len(record.body),
        len(text.split()),
        len(record.entities),
        sum(len(entity.mentions) for entity in record.entities),
        len(record.dates),
        len(record.related_headlines),
    )
    return (*(cell_text(cell, guard=guard) for cell in texts), *counts, cell_text(text, guard=guard))
