"""Rows of tables and objects of JSON as articles: one place that says what their columns mean.

In comes a mapping of names to values (of JSON, CSV, Arrow), out comes an `Article`, or why it is none.
"""

from __future__ import annotations

import datetime
import reprlib
from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, frozen

from .errors import InvalidArgumentError
from .parser import Article
from .record import as_date

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Columns", "as_columns", "with_days"]


def _a_name(_: object, attribute: Any, value: object) -> None:
    if not isinstance(value, str) or not value:
        raise InvalidArgumentError(f"columns: {attribute.name}: expected a column's name, got {reprlib.repr(value)}")


@frozen(kw_only=True)
class Columns:
    """What the columns of a table, or the keys of an object, are called; each is named as the field that it fills."""

    text: str = field(default="text", validator=_a_name)
    """The raw text of an article: a string."""
    html: str = field(default="html", validator=_a_name)
    """The mark-up of its page: a string, read where there is no text."""
    id: str = field(default="id", validator=_a_name)
    """The holder's name for it: a string or a whole number."""
    url: str = field(default="url", validator=_a_name)
    """Where it is from: a string."""
    reference_date: str = field(default="reference_date", validator=_a_name)
    """The day that relative dates are resolved against: a date, or a string (ISO 8601 or RFC 822)."""
    fallback_date: str = field(default="fallback_date", validator=_a_name)
    """The same, for want of a better one."""
    headline: str = field(default="headline", validator=_a_name)
    """Its headline, where it is known: a string."""
    authors: str = field(default="authors", validator=_a_name)
    """Its authors, where they are known: a list of strings, or one string with semicolons between names."""
    published: str = field(default="published", validator=_a_name)
    """When it was published, where that is known: a date, a date with time, or a string as above."""

    def of(self, names: object) -> dict[str, str]:
        """The fields whose columns are among `names`, a container of names, with these columns."""
        return {key: name for key, name in attrs.asdict(self).items() if name in names}  # type: ignore[operator]

    def renamed(self) -> dict[str, str]:
        """The fields whose columns have a name of their own, with it."""
        return {key: name for key, name in attrs.asdict(self).items() if name != key}

    def article(self, row: Mapping[str, Any], *, id: str | None = None) -> Article:  # noqa: A002
        """Return the article that a row describes; what is null or "", but for its text, is not known.

        Args:
            row: its values by the names of the columns; other names are passed over.
            id: the id where the row has none.

        Raises:
            ValueError: it describes none, or a value has a wrong type; the message says which.
        """
        text, html = row.get(self.text), row.get(self.html)
        is_page = text is None and isinstance(html, str)
        said = html if is_page else text
        if not isinstance(said, str):
            raise ValueError(f'has no article: expected a string under "{self.text}"')
        known: dict[str, Any] = {}
        for key in ("id", "url", "headline", "authors", "reference_date", "fallback_date", "published"):
            name = getattr(self, key)
            value = row.get(name)
            if value is not None and value != "":
                known[key] = _READ[key](value, f'"{name}"')
        if "id" not in known and id is not None:
            known["id"] = id
        return Article(text=said, html=is_page, **known)


def as_columns(columns: Columns | Mapping[str, str] | None) -> Columns:
    """Return names of columns as `Columns`: of a mapping, fields to names; those that it leaves out keep their own.

    Raises:
        InvalidArgumentError: a field is unknown, or a name is no string.
    """
    if isinstance(columns, Columns):
        return columns
    given = dict(columns or {})
    known = attrs.fields_dict(Columns)
    unknown = [key for key in given if key not in known]
    if unknown:
        raise InvalidArgumentError(f"columns: there is no {reprlib.repr(unknown[0])}; fields are {', '.join(known)}")
    return Columns(**given)


def with_days(
    article: Article, reference_date: datetime.date | str | None, fallback_date: datetime.date | str | None
) -> Article:
    """Return the article with days for all articles, where it has none of its own."""
    days = {"reference_date": reference_date, "fallback_date": fallback_date}
    lacking: dict[str, Any] = {k: day for k, day in days.items() if day is not None and getattr(article, k) is None}
    return attrs.evolve(article, **lacking) if lacking else article


# --- values ----------------------------------------------------------------------------------------------------------


def _string(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a string or null, not {reprlib.repr(value)}")
    return value


def _id(value: object, name: str) -> str:
    return str(value) if type(value) is int else _string(value, name)


def _names(value: object, name: str) -> str | list[str]:
    if isinstance(value, (list, tuple)):
        names = [one for one in value if one is not None]
        if all(isinstance(one, str) for one in names):
            return names
    elif isinstance(value, str):
        return value
    raise ValueError(f"{name} must be a string, a list of strings or null, not {reprlib.repr(value)}")


def _day(value: object, name: str) -> datetime.date | str:
    if not isinstance(value, (str, datetime.date)):
        raise ValueError(f"{name} must be a date, a string or null, not {reprlib.repr(value)}")
    as_date(value, name)
    return value


_READ = {
    "id": _id,
    "url": _string,
    "headline": _string,
    "authors": _names,
    "reference_date": _day,
    "fallback_date": _day,
    "published": _day,
}
