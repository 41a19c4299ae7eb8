"""Copy from a database or a mail: lines that a label opens (`HEADLINE:`, `LOAD-DATE:`, `Subject:`).

In come the items of an article; out come those that are fields, with what each holds and where its value begins. A text
is such copy only where it has several of them, for a single `Author:` stands on many pages. The labels are those that
Nexis, Factiva, ProQuest and NewsBank export, and those of mail (RFC 5322). Linear in the number of items.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, cast, get_args

from ..keys import fold_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..tables import Table
    from .shapes import LineShape

__all__ = ["Field", "FieldWords", "find_fields"]

Holds: TypeAlias = Literal[
    "headline", "byline", "published", "dateline", "body", "standfirst", "caption", "tags", "other"
]

_VALUE: Final = 8
"""Most words of a value below its label that is of no part of the record."""
_ONCE: Final = frozenset(("headline", "byline", "published"))
_BELOW: Final = frozenset(("headline", "byline", "published", "standfirst"))
"""What may stand on the line below its label."""
_LABEL = re.compile(r"[^\W\d_](?:[^\W\d_]|[ /-](?=[^\W_])){0,30}[ \u00a0]?:[ \t\u00a0]*")
_LONGEST: Final = 33
"""Code points of the longest label, its colon included."""
_CODE = re.compile(r"([A-Z]{2})(?:[ \t\u00a0]+|\Z)")
"""The two letters of Factiva's fields."""
_CODES: Final = 4
_SURE: Final = 2
"""Labels that only such copy has, from which a text is taken for it."""
_FEWEST: Final = 3
"""Labels of any kind from which it is."""


class Field(NamedTuple):
    """A line that a label opens, or the line below a label."""

    holds: Holds
    value_at: int
    """First code point of the value; the end of the line where it holds none, its start where the label is above."""


class FieldWords:
    """The labels of one language; read-only."""

    def __init__(self, table: Table) -> None:
        """Take the table `field` of `layout`.

        Raises:
            DataFileError: it names something that no field holds.
        """
        self._sure = frozenset(table.words("sure"))
        self._bare = frozenset(table.words("bare"))
        self._senders = frozenset(table.words("senders"))
        self._subjects = frozenset(table.words("subjects"))
        self._replies = table.words("replies")
        self._labels = self._by_label(table.table("labels"))
        self._codes = self._by_label(table.table("codes"))

    @staticmethod
    def _by_label(table: Table) -> dict[str, Holds]:
        known: tuple[str, ...] = get_args(Holds)
        for name in table:
            if name not in known:
                raise table.fault(name, f"no field of a text; there are {', '.join(known)}")
        return {label: cast("Holds", name) for name, labels in table.lists().items() for label in labels}

    def read(self, items: Sequence[LineShape]) -> dict[int, _Label]:
        """Return the items that a label opens; none where the text is no copy from a database and no mail."""
        found = {i: label for i, item in enumerate(items) if (label := self._label(item.line)) is not None}
        names = {label.name for label in found.values()}
        if len(names) < _FEWEST and sum(name in self._sure for name in names) < _SURE:
            found, names = {}, set()
        coded = {i: code for i, item in enumerate(items) if i not in found and (code := self._code(item.line))}
        codes = {code.name for code in coded.values()}
        if len(codes) >= _CODES and any(code.holds == "headline" for code in coded.values()):
            found |= coded
        if found and not self._senders.isdisjoint(names):
            for i, label in found.items():
                if label.name in self._subjects:
                    low = items[i].line[label.end :].lower()
                    reply = next((len(word) + 1 for word in self._replies if low.startswith(f"{word} ")), 0)
                    found[i] = _Label(label.name, "headline", label.end + reply)
        return found

    def _label(self, line: str) -> _Label | None:
        match = _LABEL.match(line) if ":" in line[:_LONGEST] else None
        name = fold_key(match.group()) if match else ""
        return _Label(name, self._labels[name], match.end()) if match and name in self._labels else None

    def _code(self, line: str) -> _Label | None:
        match = _CODE.match(line)
        if match is None or match[1] not in self._codes:
            return None
        return _Label(match[1], self._codes[match[1]], match.end())

    def stands_alone(self, key: str) -> Holds | None:
        """Return what a line without a colon announces in such copy: `Body`."""
        return self._labels.get(key, "other") if key in self._bare else None


class _Label(NamedTuple):
    name: str
    holds: Holds
    end: int
    """Its code points, the colon and the blank after it included."""


def find_fields(items: Sequence[LineShape], words: FieldWords) -> dict[int, Field]:
    """Return the items that are fields; none where the text is no copy from a database and no mail."""
    read = words.read(items)
    if not read:
        return {}
    fields: dict[int, Field] = {}
    told: set[Holds] = set()
    for i, item in enumerate(items):
        block, label = item.block, read.get(i)
        if label is not None:
            holds, end = label.holds, label.end
        else:
            alone = words.stands_alone(item.key)
            if alone is None or i in fields:
                continue
            holds, end = alone, len(item.line)
        if holds in told:
            holds = "other"  # of the next text, or words of this one
        elif holds in _ONCE:
            told.add(holds)
        fields[i] = Field(holds, block.words_at + end)
        if end >= len(item.line) and i + 1 < len(items) and i + 1 not in read:
            below = items[i + 1]
            plain = label is not None and holds == "other" and not below.block.gap and below.size <= _VALUE
            if holds in _BELOW or plain:
                fields[i] = Field("other", block.end)
                fields[i + 1] = Field(holds, below.block.words_at)
    return fields
