"""Articles out of one file: text, a page, JSON, JSON Lines, or standard input.

In comes a path; out come its articles, one by one and as they are needed, each with where it is from, or with why there
is none. What cannot be read costs only itself.
"""

from __future__ import annotations

import json
import re
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from .errors import InputError
from .outputs import STANDARD_STREAM
from .parser import Article
from .record import as_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["KNOWN", "Input", "holds_record", "is_json_file", "read_article", "read_articles", "unreadable"]

_HTML: Final = (".html", ".htm")
_JSON: Final = (".json",)
_JSON_LINES: Final = (".jsonl", ".ndjson")
KNOWN: Final = ("", ".txt", ".text", ".md", ".markdown", *_HTML, *_JSON, *_JSON_LINES)
"""Endings of files that hold articles. Any other is read as text, where the file is named itself."""
_STANDARD_INPUT: Final = "standard input"
_RECORD: Final = re.compile(rb'\s*\{\s*"schema_version"\s*:')
"""How the files begin that this library writes records to as JSON."""


class Input(NamedTuple):
    """One article of the inputs, or why there is none."""

    where: str
    """The file, with `:LINE` in a JSON Lines file and `[INDEX]` in a JSON array."""
    article: Article | InputError | None
    """None where it was passed over: nothing in it is read as an article."""
    size: int
    """Bytes that it took up in the input."""


def is_json_file(path: Path) -> bool:
    """Whether a file's ending says that it holds JSON or JSON Lines, where articles may have ids of their own."""
    return path.suffix.lower() in (*_JSON, *_JSON_LINES)


def holds_record(path: Path) -> bool:
    """Whether a file begins as the records do that this library writes as JSON."""
    if not is_json_file(path):
        return False
    try:
        with _regular(path) as stream:
            return _RECORD.match(stream.read(100)) is not None
    except OSError:
        return False


def read_article(path: str | Path) -> Article:
    """Read one text or HTML file, a JSON file of one article, or text on standard input for `-`.

    The id is the file's name without its ending, unless the JSON says another.

    Raises:
        InputError: it is missing, unreadable, empty, no UTF-8 text, or holds more than one article.
    """
    if str(path) == STANDARD_STREAM:
        return Article(text=_text(_standard_input().read(), _STANDARD_INPUT))
    articles = read_articles(Path(path), Path(path).stem)
    found = next(articles, None)
    if found is None:
        raise InputError(str(path), "is empty: there is nothing to parse")
    if next(articles, None) is not None:
        raise InputError(str(path), "holds more than one article: `newsrecord convert` reads those")
    if not isinstance(found.article, Article):
        raise found.article or InputError(str(path), "holds no article")
    return found.article


def read_articles(path: Path | None, name: str) -> Iterator[Input]:
    """Yield the articles of a file, or for None those of JSON Lines on standard input.

    `name` is the id of an article that the file itself gives none.
    """
    where = _STANDARD_INPUT if path is None else str(path)
    size = 0
    try:
        if path is None:
            yield from _json_lines(_standard_input(), where)
            return
        with _regular(path) as stream:
            if path.suffix.lower() in _JSON_LINES:
                yield from _json_lines(stream, where)
                return
            data = stream.read()
        size = len(data)
        if path.suffix.lower() in _JSON:
            yield from _json_file(data, where, name)
        elif path.suffix.lower() in _HTML:
            yield Input(where, Article(text=_page(data, where), html=True, id=name), size)
        else:
            yield Input(where, Article(text=_text(data, where), id=name), size)
    except InputError as problem:
        yield Input(where, problem, size)
    except OSError as problem:
        yield Input(where, InputError(where, unreadable(problem)), size)


def _standard_input() -> IO[bytes]:
    if sys.stdin is None:  # it is where the caller closed it
        raise InputError(_STANDARD_INPUT, "is closed")
    return sys.stdin.buffer


@contextmanager
def _regular(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading; a pipe or device, which may never end or answer, counts as unreadable."""
    try:
        mode = path.stat().st_mode
    except ValueError as problem:  # a name that no file can have
        raise OSError(str(problem)) from None
    if not stat.S_ISREG(mode):
        raise OSError("it is not a regular file")
    with path.open("rb") as stream:
        yield stream


def unreadable(problem: OSError) -> str:
    """Why a file or folder cannot be read, as the reason of an `InputError`."""
    return f"cannot be read: {problem.strerror or problem}"


def _page(data: bytes, where: str) -> str:
    """The mark-up of a page, decoded as a browser does."""
    if not data:
        raise InputError(where, "is empty: there is nothing to parse")
    from .html_encoding import decode_html

    return decode_html(data)


def _text(data: bytes, where: str) -> str:
    """The text of a file exactly as it is: line ends and a byte order mark stay, so that offsets fit."""
    if not data:
        raise InputError(where, "is empty: there is nothing to parse")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(where, "is UTF-16: convert it to UTF-8 first")
    if b"\0" in data:
        raise InputError(where, "is binary, not text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        byte = f"byte 0x{data[problem.start]:02x} at offset {problem.start}"
        raise InputError(where, f"is not UTF-8 text ({byte}): convert it to UTF-8 first") from None
    if _is_json(text):
        advice = "saved with an ending of .json or .jsonl, `newsrecord convert` reads it"
        raise InputError(where, f"is JSON where an article's text is expected: {advice}")
    return text


def _is_json(text: str) -> bool:
    """Whether a text is a JSON object or array, or begins with a line that is an object."""
    bare = text.strip().removeprefix("\ufeff").strip()
    first, _, more = bare.partition("\n")
    return _holds(bare, ("{", "[")) or (bool(more) and _holds(first.rstrip(), ("{",)))


def _holds(text: str, opening: tuple[str, ...]) -> bool:
    if not text.startswith(opening) or not text.endswith(("}", "]")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


# --- JSON ----------------------------------------------------------------------------------------------------------


def _json_lines(lines: Iterable[bytes], where: str) -> Iterator[Input]:
    for number, line in enumerate(lines, 1):
        if not line.isspace():
            place = f"{where}:{number}"
            try:
                yield Input(place, _json_article(_tree(line)), len(line))
            except ValueError as problem:
                yield Input(place, InputError(place, str(problem)), len(line))


def _json_file(data: bytes, where: str, name: str) -> Iterator[Input]:
    """Yield the articles of an object, of an array of them, or of lines of them that go by the wrong ending."""
    if not data.strip():
        raise InputError(where, "is empty: there is nothing to parse")
    try:
        tree = _tree(data)
    except ValueError as problem:
        first, _, more = data.strip().partition(b"\n")
        if more and _is_json(first.decode("utf-8", "replace")):
            yield from _json_lines(data.splitlines(keepends=True), where)
            return
        raise InputError(where, str(problem)) from None
    if tree == []:
        raise InputError(where, "is empty: an array without an article")
    several = isinstance(tree, list)
    for i, item in enumerate(tree if several else [tree]):
        place, size = f"{where}[{i}]" if several else where, 0 if i else len(data)
        try:
            yield Input(place, _json_article(item, None if several else name), size)
        except ValueError as problem:
            yield Input(place, InputError(place, str(problem)), size)


def _tree(data: bytes) -> Any:
    """What a JSON text says; what is wrong with it raises ValueError."""
    try:
        return json.loads(data.decode("utf-8-sig").rstrip())
    except UnicodeDecodeError as problem:
        raise ValueError(f"is not UTF-8 (byte {problem.start})") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except json.JSONDecodeError as problem:
        line = f"line {problem.lineno}, " if problem.lineno > 1 else ""
        raise ValueError(f"is not JSON: {problem.msg} at {line}column {problem.colno}") from None
    except ValueError as problem:
        raise ValueError(f"is not JSON: {problem}") from None


def _json_article(item: Any, fallback: str | None = None) -> Article:
    """The article that a JSON object describes; what is wrong with it raises ValueError."""
    if isinstance(item, dict) and "schema_version" in item and "text" not in item:
        raise ValueError("is a record already, not an article: `newsrecord view` and `newsrecord.loads` read records")
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise ValueError('has no article: expected an object with a string under "text"')
    name, url, day = item.get("id", fallback), item.get("url"), item.get("reference_date")
    if type(name) is int:
        name = str(name)
    for key, value in (("id", name), ("url", url), ("reference_date", day)):
        if value is not None and not isinstance(value, str):
            raise ValueError(f'"{key}" must be a string or null, not {json.dumps(value)[:60]}')
    if day is not None:
        as_date(day, '"reference_date"')
    return Article(text=item["text"], id=name, url=url, reference_date=day)
