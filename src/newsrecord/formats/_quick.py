"""The quick way to read a record's JSON form: no account of what is wrong, for trees that are most likely right.

In comes the tree of a JSON text, out comes the record, or any built-in error at the first thing that does not fit; the
caller then reads again the slow way, which names every fault. Nothing is let through here that is refused there: keys
are counted, and the classes themselves check every value.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from ..record import (
    Author,
    DateExpression,
    Dateline,
    Entity,
    Furniture,
    Generator,
    Headline,
    Mention,
    NewsRecord,
    Passage,
    Timestamp,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["QUICK_ERRORS", "read"]

QUICK_ERRORS: Final = (TypeError, ValueError, LookupError, AttributeError)
"""What `read` raises when the tree is not a record."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


class _Sizes(dict[type, int]):
    """The number of fields of each class, counted when it is first asked for."""

    def __missing__(self, kind: type) -> int:
        size = self[kind] = len(attrs.fields(kind))
        return size


_SIZE: Final = _Sizes()


def read(tree: Any, *, own: bool = False) -> NewsRecord:
    """The record of a tree.

    Args:
        tree: dicts and lists.
        own: whether nobody else needs the tree. Its lists are then emptied as they are read, so that Python's garbage
            collector, which looks through all that lives again and again, has less to look through.

    Raises:
        QUICK_ERRORS: it is none.
    """
    if len(tree) + ("source" not in tree) + ("meta" not in tree) != _SIZE[NewsRecord]:
        raise ValueError
    dateline = tree["dateline"]
    return NewsRecord(
        **{
            **tree,
            "generator": _made(Generator, tree["generator"]),
            "reference_date": _day(tree["reference_date"]),
            "headline": _optional(Headline, tree["headline"]),
            "authors": _list(Author, tree["authors"], own),
            "dateline": None if dateline is None else _made(Dateline, dateline, date=_day(dateline["date"])),
            "published": _optional(Timestamp, tree["published"]),
            "updated": _optional(Timestamp, tree["updated"]),
            "body": _list(Passage, tree["body"], own),
            "entities": [_entity(one, own) for one in _items(tree["entities"], own)],
            "dates": [_date(one) for one in _items(tree["dates"], own)],
            "related_headlines": _list(Passage, tree["related_headlines"], own),
            "meta": _list(Passage, tree.get("meta", []), own),
            "furniture": _list(Furniture, tree["furniture"], own),
        }
    )


def _array(value: Any) -> list[Any]:
    if type(value) is not list:
        raise TypeError
    return value


def _items(value: Any, own: bool) -> Iterator[Any]:
    """The items of an array, in order."""
    return _taken(_array(value)) if own else iter(_array(value))


def _taken(items: list[Any]) -> Iterator[Any]:
    items.reverse()
    while items:
        yield items.pop()


def _made(kind: type[Any], tree: Any, **read: Any) -> Any:
    """One part: a key too many fails in the class, a key too few here."""
    if len(tree) != _SIZE[kind]:
        raise ValueError
    return kind(**{**tree, **read}) if read else kind(**tree)


def _list(kind: type[Any], values: Any, own: bool = False) -> list[Any]:
    return [_made(kind, value) for value in _items(values, own)]


def _entity(tree: Any, own: bool) -> Entity:
    if len(tree) != _SIZE[Entity]:
        raise ValueError
    mentions, roles = _list(Mention, tree["mentions"], own), _array(tree["roles"])
    return Entity(name=tree["name"], type=tree["type"], country=tree["country"], roles=roles, mentions=mentions)


def _date(tree: Any) -> DateExpression:
    return cast(
        "DateExpression",
        _made(DateExpression, tree, earliest=_day(tree["earliest"]), latest=_day(tree["latest"])),
    )


def _optional(kind: type[Any], tree: Any) -> Any:
    return None if tree is None else _made(kind, tree)


def _day(value: Any) -> datetime.date | None:
    if value is None:
        return None
    if not _DAY.match(value):
        raise ValueError
    return datetime.date.fromisoformat(value)
