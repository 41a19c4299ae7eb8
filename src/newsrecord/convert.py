"""Many articles: files, folders and JSON Lines in, JSON Lines or another format out, in the order of the input.

Inputs are read and records written as they come, so memory does not grow with their number. An input that cannot be
read is reported and passed over; the others are converted all the same.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections import deque
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from .errors import InputError, NewsRecordError
from .outputs import STANDARD_STREAM, opened
from .parser import Article, Parser
from .record import as_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .formats import Write
    from .record import NewsRecord

__all__ = ["Outcome", "convert", "read_article", "read_articles", "total_size"]

JSON_LINES: Final = (".jsonl", ".ndjson")
"""Endings of files that hold one article a line."""
HTML: Final = (".html", ".htm")
"""Endings of files that hold a page's mark-up; reading them needs the extra `html`."""


class Outcome(NamedTuple):
    """What a conversion did."""

    written: int
    """Records written."""
    failed: int
    """Inputs that gave none; each was reported."""


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
        inputs: text files, HTML files, JSON Lines files, folders of them; `-` is JSON Lines on standard input.
        output: a file, which appears only when all is written; `-` for standard output; or a folder (it is one, or ends
            in `/`, or the format has one record a file), in which each record has a file that is named by its id.
        parser: what parses; a default one by default.
        workers: processes to use.
        report: called with each input that failed, as it is met.
        advance: called with the number of input bytes dealt with since the last call.
        format: one of `newsrecord.formats.FORMATS`.
        **options: passed to `newsrecord.dumps`, such as `include_source=False`.

    Raises:
        InvalidArgumentError: `workers` is less than 1, `format` is none of these, or standard output cannot hold many
            records of it.
        MissingExtraError: the format needs a library that is not installed; the message names the extra.
        OSError: the output cannot be written; of a file nothing is left behind.
    """
    written = failed = 0
    where: deque[str] = deque()  # of the articles handed to the parser that have not come back

    def articles() -> Iterator[Article]:
        nonlocal failed
        for item in read_articles(inputs, leave_out=output):
            advance(item.size)
            if isinstance(item.article, InputError):
                failed += 1
                report(item.article)
            else:
                where.append(item.where)
                yield item.article

    with opened(output, format, **options) as write:
        for outcome in (parser or Parser()).outcomes(articles(), workers=workers):
            name = where.popleft()
            problem = outcome if isinstance(outcome, Exception) else _problem(write, outcome)
            if problem is None:
                written += 1
            else:
                failed += 1
                kind = "" if isinstance(problem, NewsRecordError) else f"{type(problem).__name__}: "
                report(InputError(name, f"{kind}{problem}"))
    return Outcome(written, failed)


def _problem(write: Write, record: NewsRecord) -> NewsRecordError | None:
    """Write a record; return why the format cannot hold it, where it cannot."""
    try:
        write(record)
    except NewsRecordError as problem:
        return problem
    return None


# --- reading -------------------------------------------------------------------------------------------------------


class Input(NamedTuple):
    """One article of the inputs, or why there is none."""

    where: str
    """The file, with `:LINE` in a JSON Lines file."""
    article: Article | InputError
    size: int
    """Bytes that it took up in the input."""


def read_articles(inputs: Iterable[str | Path], *, leave_out: str | Path | None = None) -> Iterator[Input]:
    """Yield the articles of files, folders (whole trees, in name order, hidden ones left out) and JSON Lines."""
    for path, name in _files(inputs, leave_out):
        if name is None:
            yield from _json_lines(sys.stdin.buffer, "standard input")
        elif path.suffix.lower() in JSON_LINES:
            try:
                with _regular(path) as stream:
                    yield from _json_lines(stream, str(path))
            except OSError as problem:
                yield Input(str(path), _unreadable(path, problem), 0)
        else:
            yield _text_file(path, name)


def read_article(path: str | Path) -> Article:
    """Read one text or HTML file, or standard input for `-`. The id is the file's name without its ending.

    Raises:
        InputError: it is missing, unreadable, empty or not UTF-8 text.
    """
    if str(path) == STANDARD_STREAM:
        return Article(text=_decoded(sys.stdin.buffer.read(), "standard input"))
    found = _text_file(Path(path), Path(path).stem).article
    if isinstance(found, InputError):
        raise found
    return found


def total_size(inputs: Iterable[str | Path]) -> int | None:
    """Bytes of all inputs, or None when that cannot be known before they are read (standard input)."""
    total = 0
    for path, name in _files(inputs, None):
        if name is None:
            return None
        try:
            total += path.stat().st_size
        except OSError:
            continue
    return total


def _files(inputs: Iterable[str | Path], leave_out: str | Path | None) -> Iterator[tuple[Path, str | None]]:
    """Every file with the id for a text in it: its name, below a folder its path there; None is standard input."""
    hidden = None if leave_out is None or str(leave_out) == STANDARD_STREAM else Path(leave_out).resolve()
    for item in inputs:
        top = Path(item)
        if str(item) == STANDARD_STREAM:
            yield top, None
        elif top.is_dir():
            for folder, folders, names in os.walk(top):
                visible = sorted(name for name in folders if not name.startswith("."))
                folders[:] = [name for name in visible if Path(folder, name).resolve() != hidden]
                for name in sorted(name for name in names if not name.startswith(".")):
                    path = Path(folder, name)
                    if path.resolve() != hidden:
                        yield path, path.relative_to(top).with_suffix("").as_posix()
        else:
            yield top, top.stem


@contextmanager
def _regular(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading; a pipe or device, which may never end or answer, counts as unreadable."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError("is not a regular file")
    with path.open("rb") as stream:
        yield stream


def _unreadable(path: Path, problem: OSError) -> InputError:
    return InputError(str(path), f"cannot be read: {problem.strerror or problem}")


def _text_file(path: Path, name: str) -> Input:
    size = 0
    try:
        with _regular(path) as stream:
            data = stream.read()
        size = len(data)
        if path.suffix.lower() in HTML:
            return Input(str(path), Article(text=_page(data, str(path)), html=True, id=name), size)
        return Input(str(path), Article(text=_decoded(data, str(path)), id=name), size)
    except InputError as problem:
        return Input(str(path), problem, size)
    except OSError as problem:
        return Input(str(path), _unreadable(path, problem), size)


def _page(data: bytes, where: str) -> str:
    """The mark-up of a page, decoded as a browser does."""
    if not data:
        raise InputError(where, "is empty: there is nothing to parse")
    from .html_encoding import decode_html

    return decode_html(data)


def _decoded(data: bytes, where: str) -> str:
    """The text of a file exactly as it is: line ends and a byte order mark stay, so that offsets fit."""
    if not data:
        raise InputError(where, "is empty: there is nothing to parse")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(where, "is UTF-16: convert it to UTF-8 first")
    if b"\0" in data:
        raise InputError(where, "is binary, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        byte = f"byte 0x{data[problem.start]:02x} at offset {problem.start}"
        raise InputError(where, f"is not UTF-8 text ({byte}): convert it to UTF-8 first") from None


def _json_lines(stream: IO[bytes], where: str) -> Iterator[Input]:
    for number, line in enumerate(stream, 1):
        if not line.isspace():
            place = f"{where}:{number}"
            try:
                yield Input(place, _json_article(line), len(line))
            except ValueError as problem:
                yield Input(place, InputError(place, str(problem)), len(line))


def _json_article(line: bytes) -> Article:
    """The article on a line; what is wrong with it raises ValueError."""
    try:
        item = json.loads(line.decode("utf-8-sig").rstrip())
    except UnicodeDecodeError as problem:
        raise ValueError(f"is not UTF-8 (byte {problem.start} of the line)") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except json.JSONDecodeError as problem:
        raise ValueError(f"is not JSON: {problem.msg} at column {problem.colno}") from None
    except ValueError as problem:
        raise ValueError(f"is not JSON: {problem}") from None
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise ValueError('has no article: expected an object with a string under "text"')
    name, url, day = item.get("id"), item.get("url"), item.get("reference_date")
    if type(name) is int:
        name = str(name)
    for key, value in (("id", name), ("url", url), ("reference_date", day)):
        if value is not None and not isinstance(value, str):
            raise ValueError(f'"{key}" must be a string or null, not {json.dumps(value)[:60]}')
    if day is not None:
        as_date(day, '"reference_date"')
    return Article(text=item["text"], id=name, url=url, reference_date=day)
