"""Many articles as pages to read: a page for each in a folder, and an index that leads to them.

In come files, folders and tables of articles or records, out comes a folder of HTML that needs nothing from elsewhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from .convert import Summary
from .errors import InputError
from .failures import Failure
from .formats.html import dumps, entry, index
from .inputs import Inputs
from .outputs import Target, opened, write_to
from .parser import Article, Parser
from .record import NewsRecord

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable

__all__ = ["INDEX", "write_pages"]

INDEX: Final = "index"
"""The name of the page that leads to the others."""


def write_pages(
    inputs: Iterable[str | Path],
    folder: str | Path,
    *,
    parser: Parser | None = None,
    reference_date: datetime.date | str | None = None,
    report: Callable[[InputError], object] = lambda _: None,
) -> Summary:
    """Write a page for each article or record, named by its id, and `index.html`.

    Args:
        inputs: files, folders and patterns, as `newsrecord.convert.convert` takes them.
        folder: where the pages go; made where it is missing.
        parser: what parses; a default one by default.
        reference_date: the day for articles without one of their own.
        report: called with each input that gave no page, in their order.

    Raises:
        InvalidArgumentError: an input stands where a page would go.
        OutputError: the folder cannot be written.
    """
    parser = parser or Parser()
    target = Target(folder, "html", folder=True)
    found = Inputs(tuple(inputs), target, reference_date=reference_date)
    entries, failed, passed_over = [], 0, 0
    with opened(target, protected=found.protected(), reserved=[INDEX]) as put:
        for item in found.items():
            if item.content is None:
                passed_over += 1
                continue
            record = _record(item.content, parser)
            problem: Exception | None = record if isinstance(record, Exception) else None
            if isinstance(record, NewsRecord):
                try:
                    entries.append((put(record.id, dumps(record).encode()), entry(record)))
                except InputError as unnamed:  # no file can have its id
                    problem = unnamed
            if problem is not None:
                failed += 1
                report(Failure.of(item, problem).problem)
    write_to(Path(folder) / f"{INDEX}{target.suffix}", index(entries).encode())
    return Summary(len(entries), failed, passed_over)


def _record(content: Article | NewsRecord | InputError, parser: Parser) -> NewsRecord | Exception:
    """The record of an input, or why there is none."""
    if not isinstance(content, Article):
        return content
    outcome = parser.outcome(content)
    return outcome.record or outcome.error or InputError("", "gave no record")
