"""The classes of the record as a tree of fields, read once: what checks, readers and formats of all fields follow.

In comes a type of the classes' fields, out come what it is a tuple of, whether it is a class of ours, a day, a text.
"""

from __future__ import annotations

import datetime
import functools
import types
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

import attrs

__all__ = ["Kind", "fields_of", "kind_of", "omittable"]


class Kind(NamedTuple):
    """What values of a field are, null aside."""

    plain: type | None
    """`str`, `int`, `bool` or `datetime.date`; a `Literal` counts as `str`. None for a class of the record."""
    record_class: type[Any] | None
    """A class of the record."""
    many: bool
    """Whether the field is a tuple of these."""
    optional: bool = False
    """Whether it may be null."""


@functools.cache
def fields_of(kind: Any) -> dict[str, Kind]:
    """The fields of a class of the record, in order."""
    return {field.name: kind_of(field.type) for field in attrs.fields(attrs.resolve_types(kind))}


@functools.cache
def omittable(kind: Any) -> tuple[str, ...]:
    """The fields of a class whose keys may be missing from JSON: their metadata say so."""
    return tuple(field.name for field in attrs.fields(kind) if field.metadata.get("omittable"))


def kind_of(given: Any) -> Kind:
    """What a field's type says.

    Raises:
        TypeError: no rule here covers it.
    """
    origin, options = get_origin(given), get_args(given)
    if origin in (Union, types.UnionType):
        [inner] = [option for option in options if option is not types.NoneType]
        return kind_of(inner)._replace(optional=True)
    if origin is tuple:
        return kind_of(options[0])._replace(many=True)
    if origin is Literal:
        return Kind(str, None, many=False)
    if isinstance(given, type) and attrs.has(given):
        return Kind(None, given, many=False)
    if given in (str, int, bool, datetime.date):
        return Kind(given, None, many=False)
    raise TypeError(f"a field of a record cannot be of {given}: formats have no rule for it")
