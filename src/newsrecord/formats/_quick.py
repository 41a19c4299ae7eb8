"""The quick way to read a record's JSON form: no account of what is wrong, for trees that are most likely right.

In comes the tree of a JSON text, out comes the record, or any built-in error at the first thing that does not fit; the
caller then reads again the slow way, which names every fault. Nothing is let through here that is refused there: keys
are counted, and the classes themselves check every value.
"""

from __future__ import annotations

import datetime
import functools
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from ..fields import Kind, fields_of, omittable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["QUICK_ERRORS", "read"]

T = TypeVar("T")

QUICK_ERRORS: Final = (TypeError, ValueError, LookupError, AttributeError)
"""What `read` raises when the tree is not a record."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


def read(tree: Any, kind: type[T], *, own: bool = False) -> T:
    """The record of a tree.

    Args:
        tree: dicts and lists.
        kind: `NewsRecord`, or the class of the part that they are.
        own: whether nobody else needs the tree. Its lists are then emptied as they are read, so that Python's garbage
            collector, which looks through all that lives again and again, has less to look through.

    Raises:
        QUICK_ERRORS: it is none.
    """
    made: T = _made(kind, tree, own)
    return made


class _Plan(NamedTuple):
    """How the object of a class is read."""

    size: int
    """Keys that it has."""
    omittable: tuple[str, ...]
    """Those that may be missing."""
    readers: tuple[tuple[str, Callable[[Any, bool], Any]], ...]
    """The keys whose values are not taken as they are, with what reads them."""


@functools.cache
def _plan(kind: Any) -> _Plan:
    fields = fields_of(kind)
    readers = [(name, reader) for name, of in fields.items() if (reader := _reader(of)) is not None]
    return _Plan(len(fields), omittable(kind), tuple(readers))


def _reader(of: Kind) -> Callable[[Any, bool], Any] | None:
    """What reads the values of a field; None where the class takes them as they are, and checks them."""
    if of.record_class is not None:
        return functools.partial(_list if of.many else _optional, of.record_class)
    if of.plain is datetime.date:
        return _day
    return _array if of.many else None


def _made(kind: Any, tree: Any, own: bool) -> Any:
    """One object: a key too many fails in the class, a key too few here."""
    plan = _plan(kind)
    if len(tree) + sum(name not in tree for name in plan.omittable) != plan.size:
        raise ValueError
    if not plan.readers:
        return kind(**tree)
    missing = plan.omittable
    read = {name: reader(tree[name], own) for name, reader in plan.readers if name not in missing or name in tree}
    return kind(**{**tree, **read})


def _list(kind: Any, values: Any, own: bool) -> list[Any]:
    items = _taken(_array(values)) if own else iter(_array(values))
    return [_made(kind, value, own) for value in items]


def _optional(kind: Any, tree: Any, own: bool) -> Any:
    return None if tree is None else _made(kind, tree, own)


def _array(value: Any, _: bool = False) -> list[Any]:
    if type(value) is not list:
        raise TypeError
    return value


def _taken(items: list[Any]) -> Iterator[Any]:
    """The items of a list, which is emptied."""
    items.reverse()
    while items:
        yield items.pop()


def _day(value: Any, _: bool) -> datetime.date | None:
    if value is None:
        return None
    if not _DAY.match(value):
        raise ValueError
    return datetime.date.fromisoformat(value)
