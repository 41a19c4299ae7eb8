"""Temporal expressions: text in, `DateExpression`s with TIMEX3 types, values and calendar bounds out.

`find` is for people who only want dates, `explain` for those who want to know how a value came about; `NewsDates` is
the reader that a `Parser` uses. Explicit dates come from `newsrecord.stamps`, everything else from the rules in
`dates.toml`. `bounds` and `to_edtf` turn any TIMEX3 value into calendar days and into EDTF.
"""

from __future__ import annotations

from ..edtf import to_edtf
from ..timex import bounds, is_value
from .reader import Explanation, NewsDates, explain, find

__all__ = ["Explanation", "NewsDates", "bounds", "explain", "find", "is_value", "to_edtf"]
