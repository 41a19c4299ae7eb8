"""Many articles: files, folders and JSON Lines in, JSON Lines or another format out, in the order of the input.

Inputs are read and records written as they come, so memory does not grow with their number. An input that cannot be
read is reported and passed over; the others are converted all the same.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

from .errors import InputError, NewsRecordError, OutputError
from .inputs import Inputs
from .outputs import opened
from .parser import Article, Parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from .formats import Write
    from .record import NewsRecord

__all__ = ["Outcome", "convert"]


class Outcome(NamedTuple):
    """What a conversion did."""

    written: int
    """Records written."""
    failed: int
    """Inputs that gave none; each was reported."""
    passed_over: int
    """Files and folders that nothing was read from: hidden ones, other endings, links to folders."""


def convert(
    inputs: Iterable[str | Path],
    output: str | Path,
    *,
    parser: Parser | None = None,
    workers: int = 1,
    report: Callable[[InputError], None],
    advance: Callable[[int], None] = lambda _: None,
    format: str = "jsonl",  # noqa: A002
    **options: Any,
) -> Outcome:
    """Parse every article of `inputs` and write the records to `output`, as JSON Lines unless told otherwise.

    Args:
        inputs: text files, HTML files, JSON and JSON Lines files, folders of them; `-` is JSON Lines on standard input.
        output: a file, which appears only when all is written; `-` for standard output; or a folder (it is one, or ends
            in `/`, or the format has one record a file), in which each record has a file that is named by its id.
        parser: what parses; a default one by default.
        workers: processes to use.
        report: called with each input that failed, as it is met.
        advance: called with the number of input bytes dealt with since the last call.
        format: one of `newsrecord.formats.FORMATS`.
        **options: passed to `newsrecord.dumps`, such as `include_source=False`.

    Raises:
        InvalidArgumentError: `workers` is less than 1, or there can be no worker processes here; `format` is none of
            these, or standard output cannot hold many records of it; an input stands where its record would go.
        MissingExtraError: the format needs a library that is not installed; the message names the extra.
        OutputError: the output cannot be written; of a file nothing is left behind.
        BrokenPipeError: who reads standard output has gone.
        WorkerError: worker processes end as soon as they are started.
    """
    written = failed = passed_over = 0
    where: deque[str] = deque()  # of the articles handed to the parser that have not come back
    found = Inputs(tuple(inputs), output, format)
    protected = found.protected()

    def articles() -> Iterator[Article]:
        nonlocal failed, passed_over
        for item in found.articles():
            advance(item.size)
            if item.article is None:
                passed_over += 1
            elif isinstance(item.article, InputError):
                failed += 1
                report(item.article)
            else:
                where.append(item.where)
                yield item.article

    with opened(output, format, protected=protected, **options) as write:
        for outcome in (parser or Parser()).outcomes(articles(), workers=workers):
            name = where.popleft()
            problem = outcome.error if outcome.record is None else _problem(write, outcome.record)
            if problem is None:
                written += 1
            else:
                failed += 1
                kind = "" if isinstance(problem, NewsRecordError) else f"{type(problem).__name__}: "
                report(InputError(name, f"{kind}{problem}"))
    return Outcome(written, failed, passed_over)


def _problem(write: Write, record: NewsRecord) -> NewsRecordError | None:
    """Write a record; return why the format cannot hold it, where it cannot."""
    try:
        write(record)
    except OutputError:
        raise
    except NewsRecordError as problem:
        return problem
    return None
