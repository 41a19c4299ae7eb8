"""The command line: arguments in, calls to the library, JSON on standard output, messages on standard error.

Exit status: 0 done, 1 some inputs failed (each was named, the rest is written), 2 wrong usage.
"""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import __version__
from .convert import STANDARD_STREAM, convert, read_article, total_size
from .errors import InputError, InvalidArgumentError
from .formats import dumps
from .formats.json import schema
from .parser import Parser
from .record import as_date

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

__all__ = ["cli"]


def _day(_: click.Context, __: click.Parameter, value: str | None) -> datetime.date | None:
    try:
        return None if value is None else as_date(value)
    except InvalidArgumentError as problem:
        raise click.BadParameter(str(problem)) from problem


_plain = click.option("--plain", is_flag=True, help="The text is body only: split it into paragraphs, no more.")
_no_source = click.option(
    "--no-source", is_flag=True, help="Leave the input text out of the record; offsets stay valid."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
@_plain
@_no_source
def parse_command(
    file: str,
    *,
    reference_date: datetime.date | None,
    url: str | None,
    name: str | None,
    indent: int,
    plain: bool,
    no_source: bool,
) -> None:
    """Read one article, print its record as JSON."""
    try:
        article = read_article(file)
    except InputError as problem:
        _complain(problem)
        sys.exit(1)
    record = _parser(plain=plain).parse(
        article.text, reference_date=reference_date, url=url, id=article.id if name is None else name
    )
    _print(dumps(record, include_source=not no_source, indent=indent or None))


@cli.command("convert")
@click.argument("inputs", metavar="IN...", nargs=-1, required=True)
@click.option("-o", "--output", required=True, metavar="OUT", help="JSON Lines file to write; - for standard output.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes to use.")
@_plain
@_no_source
def convert_command(inputs: tuple[str, ...], *, output: str, workers: int, plain: bool, no_source: bool) -> None:
    """Read many articles, write one record a line, in the order of the input.

    IN is a text file, a folder of them, a JSON Lines file (.jsonl, .ndjson) with "text" and optionally "id", "url" and
    "reference_date" on a line, or - for JSON Lines on standard input. What cannot be read is named on standard error
    and passed over.
    """
    if output != STANDARD_STREAM and Path(output).is_dir():
        raise click.UsageError(f"{output} is a folder; name a file to write, such as {Path(output, 'records.jsonl')}")
    with ExitStack() as stack:
        try:
            done = convert(
                inputs,
                output,
                parser=_parser(plain=plain),
                workers=workers,
                report=_complain,
                advance=_progress(stack, inputs),
                include_source=not no_source,
            )
        except OSError as problem:
            raise click.ClickException(f"{output} cannot be written: {problem.strerror or problem}") from problem
    if done.failed:
        total = done.written + done.failed
        click.echo(f"failed: {done.failed} of {total} inputs; written: {done.written}", err=True)
        sys.exit(1)


@cli.command("schema")
def schema_command() -> None:
    """Print the JSON Schema (2020-12) of a record."""
    _print(json.dumps(schema(), ensure_ascii=False, indent=2))


def _parser(*, plain: bool) -> Parser:
    return Parser(layout=None) if plain else Parser()


def _print(text: str) -> None:
    """Write UTF-8 whatever the terminal's encoding says."""
    sys.stdout.buffer.write((text + "\n").encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


def _complain(problem: InputError) -> None:
    clear = "\r\x1b[K" if sys.stderr.isatty() else ""  # the progress bar stands on this line
    click.echo(clear + f"newsrecord: {problem}".replace("\n", " "), err=True)


def _progress(stack: ExitStack, inputs: tuple[str, ...]) -> Callable[[int], None]:
    """A bar over the bytes of the input, on a terminal only."""
    size = total_size(inputs) if sys.stderr.isatty() else None
    if not size:
        return lambda _: None
    bar = stack.enter_context(click.progressbar(length=size, label="converting", file=sys.stderr))
    return bar.update
