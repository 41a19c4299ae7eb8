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
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NoReturn

import attrs
import click

from . import __version__
from .changes import diff, paired
from .convert import Shards, convert
from .errors import (
    InputError,
    InvalidArgumentError,
    MissingExtraError,
    NewsRecordError,
    OutputError,
    meant,
)
from .formats import FORMATS, dumps, options
from .formats.json import schema
from .inputs import Inputs, read_any, read_article, read_single
from .outputs import STANDARD_STREAM, Target, target_of, write_to
from .parser import Parser
from .progress import Progress
from .record import NewsRecord, as_date
from .rows import Columns, as_columns

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from .formats import FormatName
    from .parser import Article

__all__ = ["cli", "run"]

_BY_SIGNAL: Final = 128
"""What shells add to the number of the signal that ended a command."""
_PIPE: Final = 13
"""The number of SIGPIPE, which Windows does not have."""


class _Commands(click.Group):
    """Says what went wrong in one line, whatever the command, and nothing where nobody reads."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            name = args[0]
            if Path(name).exists():
                ctx.fail(f"{name!r} is a file, not a command; did you mean 'newsrecord parse {name}'?")
            known = self.list_commands(ctx)
            ctx.fail(f"there is no command {name!r}{meant(name, known) or f'; there are {_listed(known)}'}")
        return super().resolve_command(ctx, args)

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


class _Choice(click.Choice[str]):
    """One of several words, that says which was meant where none of them was given."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as problem:
            advice = meant(value, self.choices)
            raise click.BadParameter(problem.message.rstrip(".") + (advice or "."), ctx, param) from None


def _examples(*lines: str) -> str:
    """What stands below a command's help, with its line breaks."""
    return "\n  ".join(["\b\nExamples:", *lines])


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
    "--csv-guard",
    is_flag=True,
    help="Put an apostrophe before what a spreadsheet may take for a formula (csv, articles).",
)
_reference_date = click.option(
    "--reference-date", metavar="DAY", callback=_day, help="Day that relative dates are resolved against (YYYY-MM-DD)."
)
_fallback_date = click.option(
    "--fallback-date", metavar="DAY", callback=_day, help="The same, where neither you nor the text has a better one."
)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="newsrecord")
def cli() -> None:
    """Raw article text in, typed news records out. No download, no network, no clock."""


_file = click.Path(allow_dash=True)
"""What shells complete to the names of files; whether it is there is said when it is read."""


@cli.command(
    "parse",
    epilog=_examples(
        "newsrecord parse story.txt",
        "newsrecord parse story.txt --reference-date 2025-10-31 --format csv",
        "newsrecord parse page.html --url https://news.example/story",
        "newsrecord parse record.json --format csv      (a record, in another format)",
        "pdftotext story.pdf - | newsrecord parse -",
    ),
)
@click.argument("file", metavar="FILE|-", type=_file)
@_reference_date
@_fallback_date
@click.option("--headline", help="The headline, where you know it; it wins over what the text seems to have.")
@click.option("--author", "authors", multiple=True, help="An author, where you know them; may be given several times.")
@click.option("--published", metavar="DATE", help="When it was published, where you know it (ISO 8601 or RFC 822).")
@click.option("--url", help="Where the article is from; goes into the record.")
@click.option("--id", help="Id for the record; by default the file's name without its ending.")
@click.option("--indent", type=click.IntRange(0, 8), default=2, show_default=True, help="Spaces a level; 0: one line.")
@click.option("--format", "kind", type=_Choice(list(FORMATS)), default="json", show_default=True, help="What to print.")
@click.option(
    "--explain-layout", is_flag=True, help="Print what each line was taken for and why, instead of the record."
)
@_plain
@_no_source
@_csv_guard
def parse_command(
    file: str,
    *,
    explain_layout: bool,
    indent: int,
    kind: FormatName,
    plain: bool,
    no_source: bool,
    csv_guard: bool,
    **known: Any,
) -> None:
    """Read one article, print its record as JSON or in another format.

    FILE is a text, a page (.html), JSON of an article, or a record that was written before, which is written again in
    the format that is asked for. - is standard input.
    """
    if explain_layout:
        _print(_explained(file))
        return
    wanted = _options(kind, no_source=no_source, csv_guard=csv_guard)
    able = options(kind)
    if "indent" in able:
        wanted["indent"] = indent or None
    elif indent and _is_given("indent"):
        raise click.UsageError(f"--indent: {kind} has no levels; it has {_flags(able)}")
    found = read_single(file)
    if isinstance(found, NewsRecord):
        told = [f"--{name.replace('_', '-')}" for name, value in {**known, "plain": plain}.items() if value]
        rest = f"; {_listed(told)} change{'' if len(told) > 1 else 's'} nothing in it" if told else ""
        click.echo(f"newsrecord: {file}: is a record already, and written as it is, not parsed again{rest}", err=True)
    _print(dumps(_recorded(found, file, plain=plain, **known), format=kind, **wanted))


def _is_given(name: str) -> bool:
    """Whether an option was given, and not left at its default."""
    source = click.get_current_context().get_parameter_source(name)
    return source is not None and source is not click.core.ParameterSource.DEFAULT


_FLAGS: Final = {"include_source": "--no-source", "guard": "--csv-guard", "indent": "--indent"}
"""Options of formats that the command line has."""


def _flags(able: Iterable[str]) -> str:
    return _listed([_FLAGS[name] for name in able if name in _FLAGS]) or "no options"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _columns(_: click.Context, __: click.Parameter, pairs: tuple[str, ...]) -> Columns:
    try:
        return as_columns(dict(pair.split("=", 1) for pair in pairs))
    except InvalidArgumentError as problem:
        raise click.BadParameter(str(problem)) from problem
    except ValueError as problem:
        raise click.BadParameter("expected FIELD=NAME, such as text=content") from problem


@cli.command(
    "convert",
    epilog=_examples(
        "newsrecord convert archive -o records.jsonl --workers 4",
        "newsrecord convert archive.csv -o records.parquet --column text=content",
        "newsrecord convert 'archive/**/*.txt' -o shards/ --shard-size 5000 --resume",
        "newsrecord convert records.jsonl -o mentions.csv",
        "zcat dump.jsonl.gz | newsrecord convert - -o - --no-source > records.jsonl",
    ),
)
@click.argument("inputs", metavar="IN...", nargs=-1, required=True, type=_file)
@click.option(
    "-o", "--output", required=True, metavar="OUT", type=_file, help="File or folder to write; - for standard output."
)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes to use.")
@click.option(
    "--format", "kind", type=_Choice(list(FORMATS)), help="What to write; by default what the name of OUT tells."
)
@click.option("--compress", "compression", type=_Choice(["gz", "zst"]), help="Pack shards or standard output.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=NAME",
    callback=_columns,
    help="What a column or key is called.",
)
@_reference_date
@_fallback_date
@click.option("--errors", metavar="FILE", type=_file, help="Write a line of JSON there for each input that failed.")
@click.option("--shards", "number", type=click.IntRange(1), metavar="N", help="Write a folder of so many files.")
@click.option("--shard-size", "size", type=click.IntRange(1), metavar="N", help="Inputs of a shard.  [default: 10000]")
@click.option("--resume", is_flag=True, help="Go on where an earlier run into the same folder stopped.")
@click.option("--retry-failed", is_flag=True, help="Read again what failed in an earlier run into the same folder.")
@click.option("--quiet", is_flag=True, help="Say nothing but what failed.")
@_plain
@_no_source
@_csv_guard
def convert_command(
    inputs: tuple[str, ...],
    *,
    output: str,
    workers: int,
    kind: FormatName | None,
    compression: Literal["gz", "zst"] | None,
    number: int | None,
    size: int | None,
    resume: bool,
    retry_failed: bool,
    quiet: bool,
    plain: bool,
    no_source: bool,
    csv_guard: bool,
    **known: Any,
) -> None:
    """Read many articles, write their records in the order of the input.

    IN is a file, a folder of them, or a pattern in quotes ('archive/**/*.txt'): text, HTML (.html, .htm), JSON Lines
    (.jsonl, .ndjson), JSON (.json: an object or an array), CSV with a header (.csv, .tsv), Arrow, Parquet, WARC; all
    but Arrow and Parquet may end in .gz or .zst as well. - and pipes are JSON Lines. Columns and keys are "text" (or
    "html") and optionally "id", "url", "headline", "authors", "published", "reference_date" and "fallback_date".
    Records are written as they are. What cannot be read is named on standard error; a last line there counts.

    OUT ends as its format does, and in .gz or .zst where it is to be packed. Where OUT is a folder or ends in /,
    records go into shards, from which a run that was stopped can go on (--resume); formats with one record a file have
    a file for each, named by its id. No input is ever overwritten.
    """
    shards = None
    if number or size or resume or retry_failed:
        shards = Shards(number=number, size=size, resume=resume, retry_failed=retry_failed)
        if not Path(output).suffix and not output.endswith(("/", os.sep)) and output != STANDARD_STREAM:
            output += "/"  # a folder that is not there yet; of `out.jsonl` it is said that a file has no shards
    target = target_of(output, kind, compression)
    wanted: dict[str, Any] = _options(target.format, no_source=no_source, csv_guard=csv_guard)
    total = Inputs(inputs, target).total_size() if not quiet else None
    with Progress(total, quiet=quiet) as progress:
        done = convert(
            inputs,
            output,
            parser=_parser(plain=plain),
            workers=workers,
            report=lambda problem: progress.say(_line(problem)),
            advance=progress,
            format=kind,
            compression=compression,
            shards=shards,
            **known,
            **wanted,
        )
    if not quiet:
        click.echo(f"{done.written} records, {done.failed} failed, {done.passed_over} passed over", err=True)
    if done.failed:
        sys.exit(1)


@cli.command(
    "view",
    epilog=_examples(
        "newsrecord view story.txt -o story.html",
        "newsrecord view record.json > record.html",
        "newsrecord view records.jsonl -o pages/        (a page for each, and pages/index.html)",
        "newsrecord view archive more.jsonl -o pages/",
    ),
)
@click.argument("inputs", metavar="IN...", nargs=-1, required=True, type=_file)
@click.option(
    "-o",
    "--output",
    default=STANDARD_STREAM,
    metavar="OUT",
    type=_file,
    help="Page or folder to write; by default standard output.",
)
@_reference_date
@_plain
def view_command(inputs: tuple[str, ...], *, output: str, reference_date: datetime.date | None, plain: bool) -> None:
    """Write an HTML page that shows an article with its names and dates marked.

    IN is an article, or a record that was written before (.json, .jsonl, .arrow, .parquet, .tml). Where OUT is a folder
    or ends in /, IN may be many, as for convert: each has a page there, and index.html leads to them.
    """
    if output.endswith(("/", os.sep)) or Path(output).is_dir():
        from .pages import write_pages

        done = write_pages(inputs, output, parser=_parser(plain=plain), reference_date=reference_date, report=_complain)
        click.echo(f"{done.written} pages, {done.failed} failed, {done.passed_over} passed over", err=True)
        if done.failed:
            sys.exit(1)
        return
    if len(inputs) > 1 or Path(inputs[0]).is_dir():
        raise click.UsageError("a page shows one article; for many name a folder: -o pages/")
    [file] = inputs
    Inputs((file,), Target(output, "html")).protected()
    found = read_single(file, many="for an index and a page for each, name a folder: -o pages/")
    _print(dumps(_recorded(found, file, plain=plain, reference_date=reference_date), format="html"), output)


@cli.command(
    "diff",
    epilog=_examples(
        "newsrecord diff old.json new.json",
        "newsrecord diff old.jsonl new.jsonl --ignore generator",
        "newsrecord diff record.json <(newsrecord parse story.txt)",
        "newsrecord diff old.jsonl new.jsonl --json | jq .path",
    ),
)
@click.argument("old", metavar="A", type=_file)
@click.argument("new", metavar="B", type=_file)
@click.option(
    "--ignore",
    "ignored",
    multiple=True,
    type=_Choice([field.name for field in attrs.fields(NewsRecord)]),
    metavar="FIELD",
    help="Say nothing of a field of the record, such as generator; may be given several times.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each change.")
def diff_command(old: str, new: str, *, ignored: tuple[str, ...], as_json: bool) -> None:
    """Print what changed from the records in A to those in B, by field and span.

    A and B are records, or files of many (.jsonl, .arrow, .parquet), which are compared by their ids. A line begins
    with + for what was added, - for what was removed, ~ for what has changed. Exit status: 0 where nothing has, 1 where
    something has, 2 where they cannot be compared.
    """
    changed = total = 0
    try:
        for before, after in paired(_records(old), _records(new)):
            total += 1
            lines = list(_changes(before, after, ignored, as_json=as_json))
            changed += bool(lines)
            if lines:
                _print("\n".join(lines))
    except InputError as problem:
        _complain(problem)
        sys.exit(2)
    if total > 1 and not as_json:
        click.echo(f"{changed} of {total} records differ", err=True)
    if changed:
        sys.exit(1)


def _changes(
    before: NewsRecord | None, after: NewsRecord | None, ignored: tuple[str, ...], *, as_json: bool
) -> Iterator[str]:
    """What changed in a record, line by line; below its id, where it has one."""
    record = after or before
    name = None if record is None else record.id
    if before is None or after is None:
        kind = "added" if before is None else "removed"
        if as_json:
            yield json.dumps({"id": name, "kind": kind, "path": "", "old": None, "new": None}, ensure_ascii=False)
        else:
            yield f"{'+' if before is None else '-'} {record!r}"
        return
    found = [change for change in diff(before, after) if change.field not in ignored]
    if as_json:
        yield from (json.dumps({"id": name, **change.to_dict()}, ensure_ascii=False) for change in found)
    elif found:
        yield f"@ {name if name is not None else 'record'}"
        yield from map(str, found)


def _records(file: str) -> Iterator[NewsRecord]:
    """The records of a file; what is none raises."""
    for item in read_any(file):
        if isinstance(item.content, InputError):
            raise item.content
        if not isinstance(item.content, NewsRecord):
            raise InputError(item.where, "holds an article, not a record: `newsrecord parse` makes one")
        yield item.content


@cli.command("schema", epilog=_examples("newsrecord schema > record.schema.json"))
def schema_command() -> None:
    """Print the JSON Schema (2020-12) of a record."""
    _print(json.dumps(schema(), ensure_ascii=False, indent=2))


def _recorded(found: Article | NewsRecord, file: str, *, plain: bool, **known: Any) -> NewsRecord:
    """The record of an article's text or of its page, with what is known of it; a record as it is."""
    if isinstance(found, NewsRecord):
        return found
    article = attrs.evolve(found, **{name: value for name, value in known.items() if value})
    outcome = _parser(plain=plain).outcome(article)
    if isinstance(outcome.error, MissingExtraError):
        raise InputError(file, str(outcome.error)) from outcome.error
    if outcome.record is None:
        raise outcome.error or InputError(file, "gave no record")
    return outcome.record


def _explained(file: str) -> str:
    """What each line of an article's text was taken for: roles, the two best states with their scores, the features."""
    from .layout import explain

    article = read_article(file)
    if article.html:
        raise click.UsageError("--explain-layout: tells of texts; a page with its mark-up is read by that")
    rows = []
    for line in explain(article.text):
        rows.append(f"{'+'.join(line.roles):<14} {line.text}")
        if line.state is not None:
            rows.append(f"{'':<14}   {line.state} {line.score}, {line.other} {line.other_score}")
            rows += [f"{'':<14}   {reason.weight:+d} {reason.feature}" for reason in line.reasons]
    return "\n".join(rows)


def _parser(*, plain: bool) -> Parser:
    return Parser(layout=None) if plain else Parser()


def _options(kind: str, *, no_source: bool, csv_guard: bool) -> dict[str, Any]:
    """What is asked for of a format's `dumps`."""
    if no_source and not FORMATS[kind].whole:
        able = ", ".join(name for name, known in FORMATS.items() if known.whole)
        raise click.UsageError(f"--no-source: {kind} never has the whole input text in it; it is for {able}")
    if csv_guard and "guard" not in options(kind):
        raise click.UsageError(
            f"--csv-guard: {kind} is not opened by spreadsheets; it is for csv, articles and quotations"
        )
    return ({"include_source": False} if no_source else {}) | ({"guard": True} if csv_guard else {})


def _print(data: str | bytes, output: str = STANDARD_STREAM) -> None:
    """Write UTF-8 whatever the terminal's encoding says, with a line end, or bytes as they are."""
    if isinstance(data, str):
        data = (data if data.endswith("\n") else data + "\n").encode("utf-8", "surrogatepass")
    write_to(output, data)


def _complain(problem: NewsRecordError) -> None:
    click.echo(_line(problem), err=True)


def _line(problem: NewsRecordError) -> str:
    return f"newsrecord: {problem}".replace("\n", " ")
