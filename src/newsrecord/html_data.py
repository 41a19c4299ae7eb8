"""What a page states as data (JSON-LD) within bounds: scripts that trafilatura reads in linear time.

It reads JSON that parses by its structure, but looks for mark-up in it first; where it does not parse, by regular
expressions that go to the end of the script from each `"author"`, and from each `"name"` behind that. A script that
would take too long so is written anew without what costs time, or, where it is no JSON, cut short.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any, Final

__all__ = ["DataBounds"]

MOST_STEPS: Final = 200_000_000
"""Code points that may be looked at in the scripts of a page: some seconds at the worst. A script of 100,000 with 500
tags in its text takes 50 million."""
LONGEST_BROKEN: Final = 2_000
"""Code points that are kept of a script that is no JSON and would take more: headline and author stand near its
beginning, and so many take 100 million steps at the very worst, which is looked at once more."""
MOST_NAMING: Final = 1_500
"""Code points of names of authors, ten more for each name: trafilatura compares each name with all others at each.
A page that names sixty stays below."""
_EACH: Final = 10
_NAMES: Final = frozenset(("name", "givenName", "additionalName", "familyName"))
_MARKUP = re.compile(r"<[^<>]*>|[<>&\\\0-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Tags, and characters that begin mark-up or escapes, which trafilatura takes apart."""


class DataBounds:
    """What the scripts of one page may still take."""

    def __init__(self) -> None:
        self.steps: int = MOST_STEPS
        self.naming: int = MOST_NAMING

    def may_name(self, name: str) -> bool:
        """Whether one more author, or list of authors, may be named."""
        self.naming -= len(name) + _EACH
        return self.naming >= 0

    def fit(self, script: str) -> str:
        """Return the script, or one of the same sense that takes no longer than it may."""
        try:
            value = json.loads(script, strict=False)
            bounded = self._bounded(value, author=False)
            if bounded == value and self._pays(_steps(script, broken=False)):
                return script
            return json.dumps(_plain(bounded), ensure_ascii=False)
        except (ValueError, RecursionError):
            return next(
                (part for part in (script, script[:LONGEST_BROKEN]) if self._pays(_steps(part, broken=True))), ""
            )

    def _pays(self, steps: int) -> bool:
        if steps > self.steps:
            return False
        self.steps -= steps
        return True

    def _bounded(self, value: Any, *, author: bool) -> Any:
        """The value without the names of authors that are too many."""
        if isinstance(value, str):
            return value if not author or self.may_name(value) else None
        if isinstance(value, list):
            items = [self._bounded(item, author=author) for item in value]
            return [item for item, was in zip(items, value, strict=True) if item is not None or was is None]
        if isinstance(value, dict):
            kinds = value.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            person = author or any(isinstance(kind, str) and kind.lower() == "person" for kind in kinds)
            return {
                key: self._bounded(item, author=key == "author" or (person and key in _NAMES))
                for key, item in value.items()
            }
        return value


def _steps(script: str, *, broken: bool) -> int:
    """Code points that trafilatura's expressions look at in the script, at the worst."""
    starts = sum(map(script.count, ("<", '"@type"', '"publisher"')))
    if broken:
        starts += script.count('"')
    authors = sum(map(script.count, ('"author"', '"Person"', '"person"')))
    return len(script) * (starts + authors * (1 + script.count('"name')))


def _plain(value: Any) -> Any:
    """The value with nothing in its strings that is taken for mark-up."""
    if isinstance(value, str):
        return _MARKUP.sub(" ", unescape(value))
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items()}
    return value
