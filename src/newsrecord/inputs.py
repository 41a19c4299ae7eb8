"""Articles out of files: text and HTML files, folders of them, JSON and JSON Lines, standard input.

In come paths; out come articles, one by one and as they are needed, each with where it is from, or with why there is
none. An input that cannot be read costs only itself, and nothing is passed over without being counted.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from attrs import frozen

from .errors import InputError, InvalidArgumentError
from .files import SCRATCH, Identity, identity
from .outputs import STANDARD_STREAM, file_name, is_folder
from .parser import Article
from .record import as_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Input", "Inputs", "read_article"]

TEXT: Final = ("", ".txt", ".text", ".md", ".markdown")
"""Endings of the files of a folder that hold an article's text. A file that is named itself may end as it likes."""
HTML: Final = (".html", ".htm")
"""Endings of files that hold a page's mark-up; reading them needs the extra `html`."""
JSON: Final = (".json",)
"""Endings of files that hold an article as a JSON object, or an array of them."""
JSON_LINES: Final = (".jsonl", ".ndjson")
"""Endings of files that hold one article a line."""
_KNOWN: Final = (*TEXT, *HTML, *JSON, *JSON_LINES)
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


class _Found(NamedTuple):
    """A file among the inputs, or a folder that cannot be read."""

    path: Path | None
    """None: standard input."""
    name: str = ""
    """The id for a text in it: its name without its ending, below a folder its path there."""
    problem: str | None = None
    passed_over: bool = False


@frozen
class Inputs:
    """What is to be read, and where its records go, which is never read and never one of them.

    Raises (methods):
        InvalidArgumentError: the output is one of the inputs, or a record would take the place of one.
    """

    paths: tuple[str | Path, ...]
    """Text files, HTML files, JSON and JSON Lines files, folders of them; `-` is JSON Lines on standard input."""
    output: str | Path | None = None
    """A file, a folder, or `-` for standard output."""
    format: str = "jsonl"
    """What is written there."""

    def articles(self) -> Iterator[Input]:
        """Yield the articles of files, and of folders: whole trees, in name order.

        In folders, hidden files, files with an ending that is not known and links to folders are passed over.
        """
        for path, name, problem, passed_over in self._files():
            if problem is not None:
                yield Input(str(path), InputError(str(path), problem), 0)
            elif passed_over:
                yield Input(str(path), None, 0)
            else:
                yield from _articles(path, name)

    def total_size(self) -> int | None:
        """Bytes of all inputs, or None when that cannot be known before they are read (standard input)."""
        total = 0
        for path, _, problem, passed_over in self._files():
            if path is None:
                return None
            if problem is None and not passed_over:
                try:
                    total += path.stat().st_size
                except OSError:
                    continue
        return total

    def protected(self) -> frozenset[Identity]:
        """Check that no record takes the place of an input; return the inputs that stand where records go."""
        if self.output is None:
            return frozenset()
        if not is_folder(self.output, self.format):
            self._check_file()
            return frozenset()
        folder = Path(os.path.realpath(self.output))
        within: dict[Identity, Path] = {}
        targets: list[Path] = []
        for path, name, problem, passed_over in self._files() if folder.is_dir() else ():
            if path is None or problem is not None or passed_over:
                continue
            mine = _identity(path) if folder in Path(os.path.realpath(path)).parents else None
            if mine is not None:
                within[mine] = path
            if path.suffix.lower() not in (*JSON, *JSON_LINES):  # what the ids in these are is seen when they are read
                targets.append(folder / file_name(name, self.format))
        for target in targets if within else ():
            there = _identity(target)
            if there is not None and there in within:
                advice = "a record would take its place; name another folder"
                raise InvalidArgumentError(f"output: {within[there]} is one of the inputs, and {advice}")
        return frozenset(within)

    def _check_file(self) -> None:
        mine = self._own()
        for item in self.paths if mine is not None else ():
            if str(item) == STANDARD_STREAM:
                theirs = _stream_identity(sys.stdin)
            else:
                theirs = None if Path(item).is_dir() else _identity(item)
            if theirs == mine:
                shown = "standard output" if str(self.output) == STANDARD_STREAM else self.output
                raise InvalidArgumentError(f"output: {shown} is the input {item} itself, which would be lost")

    def _own(self) -> Identity | None:
        """The file or folder that the output is, where it is there already."""
        if self.output is None:
            return None
        return _stream_identity(sys.stdout) if str(self.output) == STANDARD_STREAM else _identity(self.output)

    def _files(self) -> Iterator[_Found]:
        """Find every file; those of a folder in the order of their names, before those of the folders in it."""
        own = self._own()
        folder = None if self.output is None or not Path(self.output).is_dir() else os.path.realpath(self.output)
        for item in self.paths:
            top = Path(item)
            if str(item) == STANDARD_STREAM:
                yield _Found(None)
            elif top.is_dir():
                inside = folder is not None and f"{os.path.realpath(top)}/".startswith(f"{folder}/")
                any_read = False
                for found in _walk(top, own):
                    any_read |= not found.passed_over
                    earlier = inside and found.problem is None and _is_record(found.path)  # an earlier run wrote it
                    yield found._replace(passed_over=found.passed_over or earlier)
                if not any_read:
                    yield _Found(top, problem="holds no article: no text, HTML, JSON or JSON Lines file")
            else:
                yield _Found(top, top.stem)


def read_article(path: str | Path) -> Article:
    """Read one text or HTML file, a JSON file of one article, or text on standard input for `-`.

    The id is the file's name without its ending, unless the JSON says another.

    Raises:
        InputError: it is missing, unreadable, empty, no UTF-8 text, or holds more than one article.
    """
    if str(path) == STANDARD_STREAM:
        return Article(text=_text(_standard_input().read(), _STANDARD_INPUT))
    articles = _articles(Path(path), Path(path).stem)
    found = next(articles, None)
    if found is None:
        raise InputError(str(path), "is empty: there is nothing to parse")
    if next(articles, None) is not None:
        raise InputError(str(path), "holds more than one article: `newsrecord convert` reads those")
    if not isinstance(found.article, Article):
        raise found.article or InputError(str(path), "holds no article")
    return found.article


# --- finding -------------------------------------------------------------------------------------------------------


def _walk(top: Path, own: Identity | None) -> Iterator[_Found]:
    """Find the files of a tree. What was written by this run is not seen, however it is reached."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                here = sorted(entries, key=lambda entry: entry.name)
        except OSError as problem:
            yield _Found(folder, problem=_unreadable(problem))
            continue
        below = []
        for entry in here:
            path = Path(entry.path)
            if SCRATCH.fullmatch(entry.name) or (own is not None and _identity(path) == own):
                continue
            is_folder = path.is_dir()
            if entry.name.startswith(".") or (is_folder and entry.is_symlink()):
                yield _Found(path, passed_over=True)
            elif is_folder:
                below.append(path)
            else:
                name = path.relative_to(top).with_suffix("").as_posix()
                yield _Found(path, name, passed_over=path.suffix.lower() not in _KNOWN)
        waiting += reversed(below)


def _identity(path: str | Path) -> Identity | None:
    """What file this is, None where that cannot be told: reading or writing it will tell why."""
    try:
        return identity(path)
    except OSError:
        return None


def _stream_identity(stream: Any) -> Identity | None:
    """What file a standard stream is, None where it is a terminal, a pipe or closed."""
    try:
        number = stream.fileno()
        return identity(number) if stat.S_ISREG(os.fstat(number).st_mode) else None
    except (AttributeError, OSError, ValueError):
        return None


def _is_record(path: Path | None) -> bool:
    """Whether a file begins as the records do that this library writes as JSON."""
    if path is None or path.suffix.lower() not in (*JSON, *JSON_LINES):
        return False
    try:
        with _regular(path) as stream:
            return _RECORD.match(stream.read(100)) is not None
    except OSError:
        return False


# --- reading -------------------------------------------------------------------------------------------------------


def _articles(path: Path | None, name: str) -> Iterator[Input]:
    """Yield the articles of one file, or of standard input."""
    where = _STANDARD_INPUT if path is None else str(path)
    size = 0
    try:
        if path is None:
            yield from _json_lines(_standard_input(), where)
            return
        with _regular(path) as stream:
            if path.suffix.lower() in JSON_LINES:
                yield from _json_lines(stream, where)
                return
            data = stream.read()
        size = len(data)
        if path.suffix.lower() in JSON:
            yield from _json_file(data, where, name)
        elif path.suffix.lower() in HTML:
            yield Input(where, Article(text=_page(data, where), html=True, id=name), size)
        else:
            yield Input(where, Article(text=_text(data, where), id=name), size)
    except InputError as problem:
        yield Input(where, problem, size)
    except OSError as problem:
        yield Input(where, InputError(where, _unreadable(problem)), size)


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


def _unreadable(problem: OSError) -> str:
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
        advice = "give the file an ending of .json or .jsonl and use `newsrecord convert`"
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
