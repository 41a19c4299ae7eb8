"""On which day of a year a holiday falls: a kind of rule and its numbers in, a day out."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["HOLIDAY_KINDS", "holiday_in"]

HOLIDAY_KINDS: Final = {"fixed": 2, "nth": 3, "last": 2, "easter": 1}
"""How a holiday is reckoned, and how many numbers say so."""

_FIRST_GREGORIAN, _LAST_COMPUTED = 1583, 4099
"""Years that dateutil's computation of the western Easter covers."""


def holiday_in(year: int, kind: str, rule: Sequence[int]) -> datetime.date | None:
    """Return the day of a holiday in a year, None where the computation does not reach.

    Args:
        year: a year from 1 to 9999.
        kind: `fixed`, `nth` (weekday of a month), `last` (weekday of a month) or `easter`.
        rule: month and day; month, weekday (Monday is 1) and which; month and weekday; days after Easter.
    """
    if kind == "easter":
        from dateutil.easter import easter  # on first use: `import newsrecord` stays light

        known = _FIRST_GREGORIAN <= year <= _LAST_COMPUTED
        return easter(year) + datetime.timedelta(days=rule[0]) if known else None
    if kind == "fixed":
        return datetime.date(year, rule[0], rule[1])
    if kind == "last":
        following = datetime.date(year, rule[0] % 12 + 1, 1) if rule[0] < 12 else datetime.date(year, 12, 31)
        end = following - datetime.timedelta(days=rule[0] < 12)
        return end - datetime.timedelta(days=(end.isoweekday() - rule[1]) % 7)
    start = datetime.date(year, rule[0], 1)
    return start + datetime.timedelta(days=(rule[1] - start.isoweekday()) % 7 + 7 * (rule[2] - 1))
