"""The command line: arguments in, calls to the library, JSON on standard output, messages on standard error.

Exit status: 0 done, 1 some inputs failed (each was named, the rest is written) or the output cannot be written, 2 wrong
usage, 128 and the number of the signal that ended it: 130 for Ctrl-C, 143 for SIGTERM, 141 where who reads has gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from . import __version__
from .articles import read_article
from .convert import convert
from .errors import (
    InputError,
    InvalidArgumentError,
    InvalidRecordError,
    MissingExtraError,
    NewsRecordError,
    OutputError,
)
from .formats import FORMATS, dumps, loads, options
from .formats.json import schema
from .inputs import Inputs
from .outputs import STANDARD_STREAM, write_to
from .parser import Parser
from .record import as_date

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from .record import NewsRecord

__all__ = ["cli", "run"]

_BY_SIGNAL: Final = 128
"""What shells add to the number of the signal that ended a command."""
_PIPE: Final = 13
"""The number of SIGPIPE, which Windows does not have."""


class _Commands(click.Group):
    """Says what went wrong in one line, whatever the command, and nothing where nobody reads."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _write_no_more()
            sys.exit(_BY_SIGNAL + _PIPE)
        except (InvalidArgumentError, MissingExtraError) as problem:
            raise click.UsageError(str(problem)) from problem
        except NewsRecordError as problem:
            if isinstance(problem, OutputError):
                _write_no_more()
            _complain(problem)
            sys.exit(1)


def run() -> NoReturn:
    """Run the command line as a process: what it has begun is cleaned up when a signal ends it."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup and the like
            signal.signal(number, _stop)
    cli(prog_name="newsrecord")
    sys.exit(0)


def _stop(number: int, _: object) -> NoReturn:
    sys.exit(_BY_SIGNAL + number)


def _write_no_more() -> None:
    """Let what standard output could not take go nowhere, or Python would complain of it once more at the end."""
    with contextlib.suppress(AttributeError, OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _day(_: click.Context, __: click.Parameter, value: str | None) -> datetime.date | None:
    try:
        return None if value is None else as_date(value)
    except InvalidArgumentError as problem:
        raise click.BadParameter(str(problem)) from problem


_plain = click.option("--plain", is_flag=True, help="The text is body only: split it into paragraphs, no more.")
_no_source = click.option(
    "--no-source", is_flag=True, help="Leave the input text out of the record; offsets stay valid."
)
_csv_guard = click.option(
    "--csv-guard", is_flag=True, help="Put an apostrophe before what a spreadsheet may take for a formula (csv)."
)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="newsrecord")
def cli() -> None:
    """Raw article text in, typed news records out. No download, no network, no clock."""


@cli.command("parse")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--reference-date", metavar="YYYY-MM-DD", callback=_day, help="Day that relative dates are resolved against."
)
@click.option("--url", help="Where the article is from; goes into the record.")
@click.option("--id", "name", help="Id for the record; by default the file's name without its ending.")
@click.option("--indent", type=click.IntRange(0, 8), default=2, show_default=True, help="Spaces a level; 0: one line.")
@click.option(
    "--format", "kind", type=click.Choice(list(FORMATS)), default="json", show_default=True, help="What to print."
)
@_plain
@_no_source
@_csv_guard
def parse_command(
    file: str,
    *,
    reference_date: datetime.date | None,
    url: str | None,
    name: str | None,
    indent: int,
    kind: str,
    plain: bool,
    no_source: bool,
    csv_guard: bool,
) -> None:
    """Read one article, print its record as JSON or in another format."""
    wanted = {"indent": indent or None} | _options(kind, no_source=no_source, csv_guard=csv_guard)
    record = _parsed(file, reference_date, plain=plain, url=url, name=name)
    known = options(kind)
    _print(dumps(record, format=kind, **{name: value for name, value in wanted.items() if name in known}))


@cli.command("convert")
@click.argument("inputs", metavar="IN...", nargs=-1, required=True)
@click.option("-o", "--output", required=True, metavar="OUT", help="File or folder to write; - for standard output.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes to use.")
@click.option(
    "--format", "kind", type=click.Choice(list(FORMATS)), default="jsonl", show_default=True, help="What to write."
)
@_plain
@_no_source
@_csv_guard
def convert_command(
    inputs: tuple[str, ...], *, output: str, workers: int, kind: str, plain: bool, no_source: bool, csv_guard: bool
) -> None:
    """Read many articles, write their records in the order of the input, one a line unless told otherwise.

    IN is a text or HTML file, a folder of them, a JSON Lines file (.jsonl, .ndjson) with "text" and optionally "id",
    "url" and "reference_date" on a line, a JSON file (.json) of one such object or an array of them, or - for JSON
    Lines on standard input. What cannot be read is named on standard error; a last line there counts what failed and
    what was passed over.

    Where OUT is a folder, ends in / or the format holds one record a file, each record has a file there, named by its
    id. No input is ever overwritten.
    """
    with ExitStack() as stack:
        done = convert(
            inputs,
            output,
            parser=_parser(plain=plain),
            workers=workers,
            report=_complain,
            advance=_progress(stack, Inputs(inputs, output, kind)),
            format=kind,
            **_options(kind, no_source=no_source, csv_guard=csv_guard),
        )
    if done.failed or done.passed_over:
        said = f"{done.written} records, {done.failed} failed, {done.passed_over} passed over"
        click.echo(said, err=True)
    if done.failed:
        sys.exit(1)


@cli.command("view")
@click.argument("file", metavar="FILE|-")
@click.option(
    "-o", "--output", default=STANDARD_STREAM, metavar="PAGE", help="Page to write; by default standard output."
)
@click.option(
    "--reference-date", metavar="YYYY-MM-DD", callback=_day, help="Day that relative dates are resolved against."
)
@_plain
def view_command(file: str, *, output: str, reference_date: datetime.date | None, plain: bool) -> None:
    """Write an HTML page that shows an article with its names and dates marked.

    FILE is an article, or a record that was written before (.json, .jsonl, .arrow, .parquet, .tml).
    """
    Inputs((file,), output).protected()
    _print(dumps(_seen(file, reference_date, plain=plain), format="html"), output)


def _seen(file: str, reference_date: datetime.date | None, *, plain: bool) -> NewsRecord:
    """The record of a file: read back where it holds one, else parsed."""
    kinds = {known.suffix: name for name, known in FORMATS.items() if known.reads}
    kind = kinds.get(Path(file).suffix.lower())
    if kind is None:
        return _parsed(file, reference_date, plain=plain)
    try:
        return loads(Path(file).read_bytes(), format=kind)
    except OSError as problem:
        raise InputError(file, f"cannot be read: {problem.strerror or problem}") from problem
    except InvalidRecordError as problem:
        raise InputError(file, f"holds no record: {problem}") from problem


@cli.command("schema")
def schema_command() -> None:
    """Print the JSON Schema (2020-12) of a record."""
    _print(json.dumps(schema(), ensure_ascii=False, indent=2))


def _parsed(
    file: str, reference_date: datetime.date | None, *, plain: bool, url: str | None = None, name: str | None = None
) -> NewsRecord:
    """The record of an article's text or of its page."""
    article, parser = read_article(file), _parser(plain=plain)
    read = parser.parse_html if article.html else parser.parse
    try:
        return read(
            article.text,
            reference_date=reference_date or article.reference_date,
            url=article.url if url is None else url,
            id=article.id if name is None else name,
        )
    except MissingExtraError as problem:
        raise InputError(file, str(problem)) from problem


def _parser(*, plain: bool) -> Parser:
    return Parser(layout=None) if plain else Parser()


def _options(kind: str, *, no_source: bool, csv_guard: bool) -> dict[str, bool]:
    """What is asked for of a format's `dumps`."""
    if no_source and not FORMATS[kind].whole:
        able = ", ".join(name for name, known in FORMATS.items() if known.whole)
        raise click.UsageError(f"--no-source: {kind} never has the whole input text in it; it is for {able}")
    if csv_guard and kind != "csv":
        raise click.UsageError(f"--csv-guard: {kind} is not opened by spreadsheets; it is for csv")
    return ({"include_source": False} if no_source else {}) | ({"guard": True} if csv_guard else {})


def _print(data: str | bytes, output: str = STANDARD_STREAM) -> None:
    """Write UTF-8 whatever the terminal's encoding says, with a line end, or bytes as they are."""
    if isinstance(data, str):
        data = (data if data.endswith("\n") else data + "\n").encode("utf-8", "surrogatepass")
    write_to(output, data)


def _complain(problem: NewsRecordError) -> None:
    clear = "\r\x1b[K" if sys.stderr.isatty() else ""  # the progress bar stands on this line
    click.echo(clear + f"newsrecord: {problem}".replace("\n", " "), err=True)


def _progress(stack: ExitStack, inputs: Inputs) -> Callable[[int], None]:
    """A bar over the bytes of the input, on a terminal only."""
    size = inputs.total_size() if sys.stderr.isatty() else None
    if not size:
        return lambda _: None
    bar = stack.enter_context(click.progressbar(length=size, label="converting", file=sys.stderr))
    return bar.update
