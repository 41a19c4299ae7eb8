"""Temporal expressions: text in, `DateExpression`s with TIMEX3 types, values and calendar bounds out.

`find` is for people who only want dates; `NewsDates` is the reader that a `Parser` uses. Explicit dates come from
`newsrecord.stamps`, everything else from the rules in `en.toml`.
"""

from __future__ import annotations

from .reader import NewsDates, find
from .timex import bounds, is_value

__all__ = ["NewsDates", "bounds", "find", "is_value"]
