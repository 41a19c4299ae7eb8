"""Many articles: files, folders, archives and tables in, records out in any format, in the order of the inputs.

Inputs are read and records written as they come, so memory does not grow with their number. An input that cannot be
read is reported and passed over; the others are converted all the same. Into a folder of shards a conversion can be
stopped at any moment and go on later (`newsrecord.shards`). Records that were written before are inputs too: they are
written in another format and not read again.
"""

from __future__ import annotations

import importlib.metadata
import os
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import attrs
from attrs import frozen

from ._version import __version__
from .errors import InputError, InvalidArgumentError, OutputError
from .failures import Failed, Failure
from .files import replacing
from .formats import Encoder, check_options
from .inputs import Inputs
from .outputs import Target, blamed, opened, target_of, told
from .parser import Article, Parser
from .record import NewsRecord
from .shards import ShardFolder, Shards

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping

    from .formats import FormatName
    from .inputs import Input
    from .rows import Columns

__all__ = ["Advance", "Shards", "Summary", "convert"]


class Summary(NamedTuple):
    """What a conversion did, with what the runs before it did into the same shards."""

    written: int
    """Records written."""
    failed: int
    """Inputs that gave none; each was reported."""
    passed_over: int
    """Files and folders that nothing was read from (hidden ones, other endings, links to folders), and records of web
    archives that hold no page."""


Advance = Callable[[Summary, int], object]
"""Told after each input: what was done so far, and how many bytes of the inputs were read."""


def convert(
    inputs: Iterable[str | Path],
    output: str | Path,
    *,
    parser: Parser | None = None,
    workers: int = 1,
    report: Callable[[InputError], object],
    advance: Advance = lambda *_: None,
    format: FormatName | None = None,  # noqa: A002
    compression: Literal["gz", "zst"] | None = None,
    columns: Columns | Mapping[str, str] | None = None,
    reference_date: datetime.date | str | None = None,
    fallback_date: datetime.date | str | None = None,
    errors: str | Path | None = None,
    shards: Shards | None = None,
    **options: Any,
) -> Summary:
    """Parse every article of `inputs` and write the records to `output`, in the format that its name tells.

    Args:
        inputs: files, folders of them and patterns such as `archive/**/*.txt`: text, HTML, JSON Lines, JSON, CSV with a
            header, Arrow, Parquet, WARC; but for Arrow and Parquet also packed (`.gz`, `.zst`). `-` and pipes are JSON
            Lines. Records among them are written as they are.
        output: a file, which appears only when all is written; `-` for standard output; or a folder (it is one, or ends
            in `/`, or the format has one record a file): of shards in the formats whose files hold many records after
            another or in a table, else with a file for each record, named by its id.
        parser: what parses; a default one by default.
        workers: processes to use.
        report: called with each input that failed, in their order.
        advance: called after each input with what was done so far and the bytes of the inputs that were read.
        format: one of `newsrecord.formats.FORMATS`; by default what the ending of `output` tells, else JSON Lines.
        compression: `gz` or `zst`, for shards and standard output; of a file its ending tells.
        columns: what columns of tables and keys of objects are called: `{"text": "content"}`.
        reference_date: the day for articles without one of their own.
        fallback_date: the same, for want of a better one.
        errors: a file for a line of JSON for each input that failed (`newsrecord.failures`); of shards `errors.jsonl`.
        shards: how a folder of shards is written, and whether to go on with one.
        **options: passed to the format, such as `include_source=False`.

    Raises:
        TypeError: the format does not know an option.
        InvalidArgumentError: `workers` is less than 1, or there can be no worker processes here; there is no such
            format, or the name of the output says another or none; an input stands where its record would go; the run
            that is to go on was another.
        MissingExtraError: the format needs a library that is not installed; the message names the extra.
        OutputError: the output cannot be written; of a file nothing is left behind.
        BrokenPipeError: who reads standard output has gone.
        WorkerError: worker processes end as soon as they are started.
    """
    target = target_of(output, format, compression)
    found = Inputs(tuple(inputs), target, columns, reference_date, fallback_date)
    if type(workers) is not int or workers < 1:
        raise InvalidArgumentError(f"workers: expected a whole number from 1, got {workers!r}")
    check_options("convert", target.format, options)
    work = _Work(parser or Parser(), Encoder(target.format, options))
    run = _Run(work, workers, report, advance)
    if shards is not None and not target.sharded:
        advice = "name a folder, and one of jsonl, arrow, parquet, csv, articles, conll"
        raise InvalidArgumentError(f"shards: {output} as {target.format} has none; {advice}")
    if target.sharded:
        if errors is not None:
            raise InvalidArgumentError("errors: a folder of shards has its own, errors.jsonl")
        return _into_shards(run, found, target, shards or Shards())
    protected = found.protected()
    if errors is not None:
        Inputs(found.paths, Target(errors, "jsonl")).protected()
        if os.path.realpath(errors) == os.path.realpath(output):
            raise InvalidArgumentError(f"errors: {errors} is the output itself")
    with opened(target, protected=protected) as put, _failures(errors) as note:

        def take(item: Input, outcome: _Encoded | Failure | None) -> Failure | None:
            if isinstance(outcome, _Encoded):
                try:
                    put(outcome.id, outcome.piece)
                except OutputError:
                    raise
                except InputError as problem:  # no file can have its id
                    outcome = Failure.of(item, problem)
            if isinstance(outcome, Failure):
                note(outcome)
                return outcome
            return None

        run.through(found.items(), take)
    return run.done


class _Encoded(NamedTuple):
    """A record as its format has it."""

    id: str | None
    piece: Any


@frozen
class _Work:
    """What is done with each article and record, in any process."""

    parser: Parser
    encode: Encoder

    def __call__(self, content: Article | NewsRecord) -> _Encoded | Exception:
        try:
            if isinstance(content, NewsRecord):
                return _Encoded(content.id, self.encode(content))
            [record] = self.parser.parse_many([content])
            return _Encoded(record.id, self.encode(record))
        except Exception as problem:  # noqa: BLE001  (of a reader or format: the other articles are not its fault)
            return problem


class _Run:
    """Takes items through the work, in their order, and counts what becomes of them."""

    def __init__(self, work: _Work, workers: int, report: Callable[[InputError], object], advance: Advance) -> None:
        self.work = work
        self._workers = workers
        self._report = report
        self._advance = advance
        self.done = Summary(0, 0, 0)
        self.read = 0

    def through(self, items: Iterable[Input], take: Callable[[Input, Any], Failure | None]) -> None:
        """Let `take` have each item with its encoded record, its failure, or None where it was passed over.

        It returns the failure, where there is one.
        """
        for item, result in self._results(items):
            outcome = result
            if isinstance(item.content, InputError):
                outcome = Failure.of(item, item.content)
            elif isinstance(result, Exception):
                outcome = Failure.of(item, result)
            failure = take(item, outcome)
            written, failed, passed_over = self.done
            if failure is not None:
                self.done = Summary(written, failed + 1, passed_over)
                self._report(failure.problem)
            elif outcome is None:
                self.done = Summary(written, failed, passed_over + 1)
            else:
                self.done = Summary(written + 1, failed, passed_over)
            self.read += item.size
            self._advance(self.done, self.read)

    def still(self, failures: Iterable[Failure], keep: Callable[[Failure], object]) -> None:
        """Count and keep failures of earlier runs whose inputs were not met again."""
        for failure in failures:
            keep(failure)
            self.done = self.done._replace(failed=self.done.failed + 1)
            self._report(failure.problem)

    def _results(self, items: Iterable[Input]) -> Iterator[tuple[Input, Any]]:
        pairs: Iterator[tuple[Input, Any]] = (
            (item, item.content if isinstance(item.content, (Article, NewsRecord)) else None) for item in items
        )
        if self._workers == 1:
            return ((item, None if task is None else self.work(task)) for item, task in pairs)
        from .processes import shared_out

        work: Callable[[Any], Any] = self.work
        return shared_out(work, pairs, self._workers, prepare=self.work.parser.prepare)


@contextmanager
def _failures(path: str | Path | None) -> Iterator[Callable[[Failure], object]]:
    """A file of failures, where one is asked for: in the context, call what it gives with each."""
    if path is None:
        yield lambda _: None
        return
    with told(path, replacing(Path(path))) as stream:

        def note(failure: Failure) -> None:
            with blamed(path):
                stream.write(failure.line())

        yield note


# --- shards ----------------------------------------------------------------------------------------------------------


def _into_shards(run: _Run, found: Inputs, target: Target, shards: Shards) -> Summary:
    found.check_apart()
    total = found.total_size() if shards.number is not None else None
    if shards.number is not None and total is None:
        raise InvalidArgumentError("shards: the size of a pipe is not known: name their size, not their number")
    folder = ShardFolder(target, shards, total)
    with folder.run(_manifest(run.work, found, target, shards)):
        written, failed, passed_over, run.read = folder.counts
        run.done = Summary(written, failed, passed_over)

        def take(item: Input, outcome: _Encoded | Failure | None) -> Failure | None:
            folder.add(item, outcome.piece if isinstance(outcome, _Encoded) else outcome)
            return outcome if isinstance(outcome, Failure) else None

        if shards.retry_failed:
            failed_before = Failed(folder.failures)
            run.done, run.read = Summary(written, 0, passed_over), 0
            items = found.items(only=failed_before.paths)
            run.through((item for item in items if item.content is not None and item in failed_before), take)
            run.still(failed_before.not_met, folder.keep)
        elif not folder.complete:
            run.through(found.items(folder.start), take)
    return run.done


def _manifest(work: _Work, found: Inputs, target: Target, shards: Shards) -> dict[str, Any]:
    """What decides the bytes of a run's shards."""
    parser = work.parser
    readers = {name: getattr(parser, name) for name in ("layout", "dates", "recognizer", "gatherer")}
    return {
        "manifest": 1,
        "generator": {"name": "newsrecord", "version": __version__, "model": getattr(parser.recognizer, "model", None)},
        "libraries": _versions(target),
        "parser": {name: None if one is None else _shown(one) for name, one in readers.items()},
        "format": target.format,
        "compression": target.compression[1:] or None,
        "options": work.encode.options,
        "columns": found.columns.renamed(),
        "reference_date": None if found.reference_date is None else found.reference_date.isoformat(),
        "fallback_date": None if found.fallback_date is None else found.fallback_date.isoformat(),
        "shards": shards.plan,
        "inputs": found.manifest(must_be_known=shards.resume or shards.retry_failed),
    }


def _shown(reader: object) -> str:
    """A reader with its settings, where it is one of those classes that say them."""
    return repr(reader) if attrs.has(type(reader)) else type(reader).__qualname__


def _versions(target: Target) -> dict[str, str]:
    """Releases of libraries that have a hand in the bytes."""
    names = ["trafilatura"]
    names += ["pyarrow"] if target.format in ("arrow", "parquet") else []
    names += ["zstandard"] if target.compression == ".zst" else []
    found = {}
    for name in names:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found
