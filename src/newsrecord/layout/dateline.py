"""The dateline: the place, agency and date that open a news story (`BULAWAYO, Zimbabwe, Jun 21 2022 (IPS) -`).

In comes a paragraph's span; out comes a `Dateline` or None. The forms are those of the Associated Press and Reuters
style books: a place in capitals, or a place in normal case before a dash, with a region, an agency in brackets and a
date where there are any, and a dash, colon or underscore at the end. Looks at the first code points only.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Final

from ..record import Dateline, Timestamp, fold
from ..tables import any_of

if TYPE_CHECKING:
    from ..stamps import Stamps
    from ..tables import Table

__all__ = ["Datelines"]

_REACH: Final = 110
"""Code points within which a dateline ends; the longest form with place, region, date and agency is about 80."""

_STORY: Final = 4
_END = re.compile(r"\)?\s*(?:--|[—–―_]|-(?=\s|\Z)|:(?=\s))")
_MARK = re.compile(r"[—–―_:-]")
_AGENCY = re.compile(r"\(([^()]{2,40})\)\s*\Z|[/(]([^()/]{2,30})\)?\s*\Z")
_NAME = r"[^\W\d_][^\W\d_]*(?:[.'’-][^\W\d_]+)*\.?"
_PLACE = re.compile(rf"{_NAME}(?:[ ]{_NAME}){{0,4}}(?:,[ ]{_NAME}(?:[ ]{_NAME}){{0,3}}){{0,2}}\Z")


class Datelines:
    """Reads the datelines of one language; read-only."""

    def __init__(self, table: Table, agencies: frozenset[str], stamps: Stamps) -> None:
        """Take the table `dateline` of `layout`, and the agencies that bylines know."""
        month, weekday = any_of(table.words("months")), any_of(table.words("weekdays"))
        self._day = re.compile(
            rf"[,\s]*\b(?:(?:{weekday})[a-z]*\.?,?\s+)?"
            rf"(?:(?:{month})[a-z]*\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?:{month})[a-z]*\.?)(?:,?\s+\d{{4}})?\Z",
            re.IGNORECASE,
        )
        self._small = frozenset(table.words("small"))
        self._never = frozenset(table.words("never"))
        self._agencies = agencies
        self._stamps = stamps

    def find(self, text: str, start: int, end: int) -> Dateline | None:
        """Return the dateline that opens `text[start:end]`, or None."""
        if start >= end or not text[start].isupper():
            return None
        stop = min(end, start + _REACH)
        mark = _END.search(text, start, stop) if _MARK.search(text, start, stop) else None
        while mark is not None:
            head_end = mark.start() + (1 if mark.group().startswith(")") else 0)
            found = self._read(text, start, head_end, mark.end(), colon=mark.group().rstrip()[-1] == ":")
            if found is not None:
                return found
            if mark.group().strip() not in ("", "-", "--") or mark.end() - start > 60:
                return None
            mark = _END.search(text, mark.end(), stop)  # a hyphen inside: `SAINT - DENIS`
        return None

    def named(self, text: str, start: int, end: int) -> Dateline | None:
        """Return the dateline that `text[start:end]` is by itself, where a label says that it is one, or None."""
        stop = min(end, start + _REACH)
        return self._read(text, start, stop, stop, colon=False) if start < stop and text[start].isupper() else None

    def filed(self, text: str, dateline: Dateline) -> Timestamp | None:
        """Return when a story with a full date in its dateline was filed: its published date where no line is."""
        if dateline.date is None:
            return None
        start, end, value = self._stamps.find(text, dateline.start, dateline.end)[-1]
        return Timestamp(text=fold(text[start:end]), start=start, end=end, value=value)

    def _read(self, text: str, start: int, head_end: int, tail: int, *, colon: bool) -> Dateline | None:
        """Read `text[start:head_end]` as place, date and agency; None where it is something else.

        `tail` is where the mark behind it ends, `colon` whether that is one.
        """
        head = text[start:head_end]
        agency = None
        in_brackets = _AGENCY.search(head)
        if in_brackets and not any(map(str.isdigit, in_brackets.group())):  # a date may stand in brackets too
            agency = fold(in_brackets.group(1) or in_brackets.group(2) or "") or None
            if agency is not None and not self._is_agency(agency):
                return None
            head = head[: in_brackets.start()]
        stamps = self._stamps.find(text, start, start + len(head))
        date = datetime.date.fromisoformat(stamps[-1].value[:10]) if stamps else None
        head = text[start : stamps[-1].start] if stamps else self._day.sub("", head.rstrip(" ,;"))
        place: str | None = fold(head).strip(" ,;(/-–—")
        if place and agency is None and place.strip(".").casefold() in self._agencies:
            agency, place = place.strip("."), None
        elif not place or not self._is_place(place, sure=agency is not None or date is not None, colon=colon):
            return None
        story = text[tail : tail + _STORY].lstrip()
        if place and not place.isupper() and agency is None and date is None and story[:1].islower():
            return None  # `Trump — who …` is a sentence
        return Dateline(
            text=fold(text[start:tail]),
            start=start,
            end=tail,
            place=_normal_case(place, self._small) if place else None,
            agency=agency,
            date=date,
        )

    def _is_agency(self, name: str) -> bool:
        return name.casefold() in self._agencies or (name.isupper() and len(name) <= 6) or name.istitle() or "." in name

    def _is_place(self, place: str, *, sure: bool, colon: bool) -> bool:
        """Whether the words can name a place: capitals, or with a date, agency or dash a few words in title case."""
        if not _PLACE.match(place) or len(place) > 60:
            return False
        first = place.split(",")[0]
        if first.casefold() in self._never or all(word.casefold() in self._never for word in first.split()):
            return False
        if first.isupper():
            return len(first) > 2 or sure
        if colon or not all(word[0].isupper() for word in place.replace(",", " ").split() if len(word) > 3):
            return False
        return sure or len(place.split()) <= 3


def _normal_case(place: str, small: frozenset[str]) -> str:
    """Write a place that is printed in capitals as usual: `NEW DELHI, India` as `New Delhi, India`."""
    words: list[str] = []
    for part in place.split(", "):
        if part.isupper() and not (len(part) <= 3 and words):
            spelt = [
                word.lower() if i and word.lower() in small else _capital(word) for i, word in enumerate(part.split())
            ]
            words.append(" ".join(spelt))
        else:
            words.append(part)
    return ", ".join(words)


def _capital(word: str) -> str:
    if "." in word:
        return word if word.count(".") > 1 else word.capitalize()
    return "-".join(piece.capitalize() for piece in word.split("-"))
