"""Articles and records in JSON: lines of objects, one object, or an array of them.

In come bytes, out come articles and records one by one, or why an object is none. What is wrong costs only itself.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from ..errors import InputError, InvalidRecordError, MissingExtraError
from .item import Input, empty
from .opening import kind_of, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from ..parser import Article
    from ..record import NewsRecord
    from ..rows import Columns

__all__ = ["holds_record", "is_json", "read_json", "read_lines"]


def is_json(text: str) -> bool:
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


_RECORD: Final = re.compile(rb'\s*\{\s*"schema_version"\s*:')
"""How the files begin that this library writes records to as JSON."""


def holds_record(path: Path) -> bool:
    """Whether a file begins as the records do that this library writes as JSON."""
    if kind_of(path) not in ("json", "lines"):
        return False
    try:
        with opened(path) as (stream, _):
            return _RECORD.match(stream.read(100)) is not None
    except (OSError, MissingExtraError):
        return False


def read_lines(
    lines: Iterable[bytes], path: str, columns: Columns, position: Callable[[], int] | None = None
) -> Iterator[Input]:
    """Yield what the lines of a file hold; blank ones hold nothing.

    Args:
        lines: its lines, read as needed.
        path: its name.
        columns: what the keys of an article are called.
        position: how much of the file was taken so far; by default as much as the lines have bytes.
    """
    before = 0
    for number, line in enumerate(lines, 1):
        if not line.isspace():
            now = before + len(line) if position is None else position()
            item = Input(path, f"line {number}", None, now - before)
            before = now
            try:
                yield item._replace(content=_content(_tree(line), columns))
            except ValueError as problem:
                yield item.failed(str(problem))


def read_json(data: bytes, path: str, name: str | None, columns: Columns, size: int) -> Iterator[Input]:
    """Yield what is in an object, in an array of them, or in lines of them that go by the wrong ending.

    Args:
        data: the whole file.
        path: its name.
        name: the id of an article that is alone in it and has none.
        columns: what the keys of an article are called.
        size: bytes of the file.
    """
    if not data.strip():
        raise empty(path)
    try:
        tree = _tree(data)
    except ValueError as problem:
        first, _, more = data.strip().partition(b"\n")
        if more and is_json(first.decode("utf-8", "replace")):
            yield from read_lines(data.splitlines(keepends=True), path, columns)
            return
        raise InputError(path, str(problem)) from None
    if tree == []:
        raise InputError(path, "is empty: an array without an article")
    several = isinstance(tree, list)
    items = tree if several else [tree]
    for i, item in enumerate(items):
        share = size * (i + 1) // len(items) - size * i // len(items)
        found = Input(path, f"item {i}" if several else "", None, share)
        try:
            yield found._replace(content=_content(item, columns, None if several else name))
        except ValueError as problem:
            yield found.failed(str(problem))


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


def _content(item: Any, columns: Columns, name: str | None = None) -> Article | NewsRecord:
    """The article or record that a JSON object describes; what is wrong with it raises ValueError."""
    if isinstance(item, dict) and "schema_version" in item and "generator" in item:
        from ..formats.json import from_dict

        try:
            return from_dict(item)
        except InvalidRecordError as problem:
            raise ValueError(f"holds no record: {problem}") from None
    if not isinstance(item, dict):
        raise ValueError(f'has no article: expected an object with a string under "{columns.text}"')
    return columns.article(item, id=name)
