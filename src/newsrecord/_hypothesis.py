"""What Hypothesis loads when it is imported: it learns to draw the record's classes by type.

It is an entry point, so it runs whenever a project with this library uses Hypothesis. The strategies are built when one
is first drawn from: Hypothesis is not whole while it loads its entry points, and most runs draw none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["register"]


def register() -> None:
    """Tell Hypothesis how to draw this library's classes by type."""
    from hypothesis import strategies as st

    from . import record

    for kind in (
        record.NewsRecord,
        record.Headline,
        record.Passage,
        record.Author,
        record.Dateline,
        record.Timestamp,
        record.Mention,
        record.Entity,
        record.DateExpression,
        record.Furniture,
    ):
        st.register_type_strategy(kind, _drawn)


def _drawn(kind: type) -> SearchStrategy[Any]:
    from .strategies import of_type

    return of_type(kind)
