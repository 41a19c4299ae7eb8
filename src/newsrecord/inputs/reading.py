"""What is in one file: text, a page, JSON, a table, an archive, or what comes through a pipe.

In comes a path; out come its articles and records, one by one and as they are needed, each with where it is from, or
with why there is none. What cannot be read costs only itself.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from ..errors import InputError, InvalidRecordError, MissingExtraError
from ..outputs import STANDARD_STREAM
from ..parser import Article
from ..record import NewsRecord
from ..rows import Columns
from .item import STANDARD_INPUT, Input, empty, unreadable
from .json import is_json, read_json, read_lines
from .opening import bare_name, is_pipe, kind_of, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_any", "read_article", "read_file", "read_single"]

_TIMEML: Final = ".tml"
"""The ending of the one format that holds a record and is no input of a conversion."""


def read_article(path: str | Path) -> Article:
    """Read one text or HTML file, a JSON file of one article, or what comes on standard input (`-`) or from a pipe.

    The id is the file's name without its ending, unless the JSON says another.

    Raises:
        InputError: it is missing, unreadable, empty, no UTF-8 text, or holds more than one article, or a record.
    """
    found = read_single(path)
    if isinstance(found, NewsRecord):
        raise InputError(_called(path), "holds a record already, which `newsrecord view` shows")
    return found


def read_single(path: str | Path, *, many: str = "`newsrecord convert` reads those") -> Article | NewsRecord:
    """The same, but for a record that was written before, in any format that can be read back, give that.

    What comes on standard input or from a pipe, and what has no ending that tells, is a text, or JSON where it is that.

    Args:
        path: the file, `-` for standard input.
        many: what can be done where it holds many.

    Raises:
        InputError: it is missing, unreadable, empty, no UTF-8 text, or holds more than one article or record.
    """
    where = _called(path)
    found = read_any(path)
    first = next(found, None)
    if first is None:
        raise InputError(where, "is empty: there is nothing to parse")
    if next(found, None) is not None:
        raise InputError(where, f"holds more than one article: {many}")
    if isinstance(first.content, InputError):
        raise first.content
    if first.content is None:
        raise InputError(where, "holds no article")
    return first.content


def _called(path: str | Path) -> str:
    return STANDARD_INPUT if str(path) == STANDARD_STREAM else str(path)


def read_any(path: str | Path) -> Iterator[Input]:
    """Yield what is in one file, on standard input (`-`) or in a pipe, which may be JSON though no ending says so.

    Raises:
        InputError: a stream, or a file without an ending that tells, is unreadable, empty or no UTF-8 text.
    """
    where = _called(path)
    place = Path(path)
    name = bare_name(Path(place.name)).name
    stream = str(path) == STANDARD_STREAM or is_pipe(place)
    kind = kind_of(place)
    if not stream and kind not in (None, "text"):
        yield from read_file(place, name)
        return
    try:
        data = _whole(path)
        if place.suffix.lower() == _TIMEML:
            yield Input(where, "", _timeml(data, where), len(data))
            return
        told = not stream and place.suffix
        text = _prose(data, where) if told else _text(data, where)
        if not told and is_json(text):
            yield from read_json(data, where, None if stream else name, Columns(), len(data))
            return
    except OSError as problem:
        raise problem if isinstance(problem, InputError) else InputError(where, unreadable(problem)) from problem
    except MissingExtraError as problem:
        raise InputError(where, str(problem)) from problem
    yield Input(where, "", Article(text=text, id=None if stream else name), len(data))


def _whole(path: str | Path) -> bytes:
    if str(path) == STANDARD_STREAM:
        return _standard_input().read()
    with opened(Path(path)) as (stream, _):
        return stream.read()


def _timeml(data: bytes, where: str) -> NewsRecord:
    from ..formats import loads

    try:
        return loads(data, format="timeml")
    except InvalidRecordError as problem:
        raise InputError(where, f"holds no record: {problem}") from problem


def read_file(path: Path | None, name: str, columns: Columns | None = None) -> Iterator[Input]:
    """Yield what is in a file, or for None in JSON Lines on standard input.

    Args:
        path: the file; a pipe is read as JSON Lines.
        name: the id of an article that the file itself gives none.
        columns: what the columns of tables and the keys of objects are called.
    """
    where = STANDARD_INPUT if path is None else str(path)
    count = 0
    try:
        for item in _read(path, where, name, columns or Columns()):
            yield item
            count += 1
    except (InputError, MissingExtraError) as problem:
        reason = problem.reason if isinstance(problem, InputError) else str(problem)
    except OSError as problem:
        reason = unreadable(problem)
    else:
        return
    yield Input(where, f"from item {count}" if count else "", None, 0).failed(reason)


def _read(path: Path | None, where: str, name: str, columns: Columns) -> Iterator[Input]:
    if path is None:
        yield from read_lines(_standard_input(), where, columns)
        return
    kind = "lines" if is_pipe(path) else kind_of(path) or "text"
    with opened(path) as (stream, position):
        if kind in ("arrow", "parquet"):
            from .tables import read_arrow

            yield from read_arrow(path, kind, columns)
        elif kind == "csv":
            from .tables import read_csv

            tabs = ".tsv" in (suffix.lower() for suffix in path.suffixes)
            yield from read_csv(stream, where, columns, position, tabs=tabs)
        elif kind == "warc":
            from .warc import read_warc

            yield from read_warc(stream, where, position)
        elif kind == "lines":
            yield from read_lines(stream, where, columns, position)
        else:
            data = stream.read()
            size = len(data) if position is None else position()
            if kind == "json":
                yield from read_json(data, where, name, columns, size)
                return
            page = kind == "page"
            try:
                text = _page(data, where) if page else _prose(data, where)
            except InputError as problem:
                yield Input(where, "", problem, size)
            else:
                yield Input(where, "", Article(text=text, html=page, id=name), size)


def _standard_input() -> IO[bytes]:
    if sys.stdin is None:  # it is where the caller closed it
        raise InputError(STANDARD_INPUT, "is closed")
    return sys.stdin.buffer


def _page(data: bytes, where: str) -> str:
    """The mark-up of a page, decoded as a browser does."""
    if not data:
        raise empty(where)
    from ..html_encoding import decode_html

    return decode_html(data)


def _text(data: bytes, where: str) -> str:
    """The text of a file exactly as it is: line ends and a byte order mark stay, so that offsets fit."""
    if not data:
        raise empty(where)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(where, "is UTF-16: convert it to UTF-8 first")
    if b"\0" in data:
        raise InputError(where, "is binary, not text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        byte = f"byte 0x{data[problem.start]:02x} at offset {problem.start}"
        raise InputError(where, f"is not UTF-8 text ({byte}): convert it to UTF-8 first") from None
    return text


def _prose(data: bytes, where: str) -> str:
    """The text of a file that is to be an article's."""
    text = _text(data, where)
    if is_json(text):
        advice = "saved with an ending of .json or .jsonl, `newsrecord convert` reads it"
        raise InputError(where, f"is JSON where an article's text is expected: {advice}")
    return text
