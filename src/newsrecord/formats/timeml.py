"""TimeML 1.2.1 in the layout of TempEval-3 (https://aclanthology.org/S13-2001): the text with its TIMEX3 tags in place.

`DCT` holds the reference date, `TITLE` the headline, `TEXT` the body, a blank line between two paragraphs; dates stand
in both as inline `TIMEX3`. `temporalFunction` is the record's `relative`. Names, authors, related headlines and all
other lines are not in it. `loads` reads any file of this layout, whoever wrote it: text and dates, with bounds worked
out anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast
from xml.etree import ElementTree as ET

from .._version import __version__
from ..dates import bounds
from ..errors import Fault, InvalidArgumentError, InvalidRecordError
from ..record import DateExpression, Generator, Headline, NewsRecord, Passage, as_date, fold
from ._marked import SEPARATOR, parts, running
from ._shared import uri
from ._xml import add, document, mixed

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from ..record import DateZone
    from ._marked import Mark, Part

__all__ = ["dumps", "loads"]

P = TypeVar("P", Headline, Passage)

_URN: Final = "urn:newsrecord:"


def dumps(record: NewsRecord) -> str:
    """Write a record's headline and body with their dates as a TimeML document.

    Raises:
        InvalidArgumentError: the record has no source, and a passage with dates in it was folded.
    """
    root = ET.Element("TimeML")
    root.text = "\n"
    add(root, "DOCID", text=record.id or uri(record), tail="\n")
    if record.reference_date:
        day = record.reference_date.isoformat()
        known = {"tid": "t0", "type": "DATE", "value": day, "temporalFunction": "false"}
        stamp = add(root, "DCT", tail="\n")
        add(stamp, "TIMEX3", {**known, "functionInDocument": "CREATION_TIME"}, day)
    for tag, role in (("TITLE", "headline"), ("TEXT", "body")):
        found = running(_dates_only(part) for part in parts(record, (role,)))
        if found.parts or tag == "TEXT":
            mixed(add(root, tag, tail="\n"), found.text, found.marks, _timex)
    return document(root)


def _dates_only(part: Part) -> Part:
    marks = tuple(mark for mark in part.marks if isinstance(mark.what, DateExpression))
    return type(part)(part.role, part.passage, marks)


def _timex(mark: Mark, *_: object) -> tuple[str, dict[str, str]]:
    date = cast("DateExpression", mark.what)
    attributes = {"tid": f"t{mark.number + 1}", "type": date.type, "value": date.value}
    attributes |= {"mod": date.mod} if date.mod else {}
    return "TIMEX3", {**attributes, "temporalFunction": "true" if date.relative else "false"}


# --- reading -------------------------------------------------------------------------------------------------------


def loads(data: str | bytes) -> NewsRecord:
    """Read the text and dates of a TimeML document as a record without names.

    The record's source is the title, a blank line and the text; its paragraphs are parted by blank lines.

    Raises:
        TypeError: `data` is neither `str` nor `bytes`.
        InvalidRecordError: it is no TimeML with a `TEXT`, it is nested more than 100 elements deep, or its dates break
            the rules of a record.
    """
    if not isinstance(data, (str, bytes)):
        raise TypeError(f"loads: expected TimeML as str or bytes, got {type(data).__name__}")
    root = _root(data)
    body = root.find("TEXT")
    if root.tag != "TimeML" or body is None:
        raise InvalidRecordError([Fault("", f"expected TimeML with a TEXT, got {root.tag[:40]!r}")])
    title, name = root.find("TITLE"), (root.findtext("DOCID") or "").strip()
    head = "" if title is None else "".join(title.itertext())
    start = len(head) + len(SEPARATOR) if head.strip() else 0
    source = (head + SEPARATOR if start else "") + "".join(body.itertext())
    zones: list[tuple[ET.Element, int, DateZone]] = [(body, start, "body")]
    if title is not None and start:
        zones.insert(0, (title, 0, "headline"))
    return NewsRecord(
        generator=Generator(name="newsrecord", version=__version__),
        id=None if not name or name.startswith(_URN) else name,
        reference_date=_created(root),
        headline=_made(Headline, source, 0, len(head)) if start else None,
        body=[_made(Passage, source, *match.span()) for match in _PARAGRAPH.finditer(source, start)],
        dates=[date for element, at, zone in zones for date in _read_dates(element, source, at, zone)],
        source=source,
    )


_DEEPEST: Final = 100
"""Levels of elements; files of TimeML have a handful."""


class _Builder(ET.TreeBuilder):
    """Builds the tree of a document that is not nested too deeply."""

    _depth = 0

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise InvalidRecordError([Fault("", f"not TimeML: elements are nested more than {_DEEPEST} deep")])
        return super().start(tag, attrs)

    def end(self, tag: str) -> ET.Element:
        self._depth -= 1
        return super().end(tag)


def _root(data: str | bytes) -> ET.Element:
    """The root of a document; expat bounds the expansion of its entities and opens no file."""
    parser = ET.XMLParser(target=_Builder())  # noqa: S314
    try:
        parser.feed(data)
        root: ET.Element = parser.close()
    except InvalidRecordError:
        raise
    except (ET.ParseError, ValueError, LookupError) as problem:  # the last for encodings that Python does not know
        raise InvalidRecordError([Fault("", f"not XML: {str(problem)[:200]}")]) from None
    return root


_PARAGRAPH: Final = re.compile(r"\S[^\n]*(?:\n(?![^\S\n]*(?:\n|\Z))[^\n]*)*")
"""Lines up to one that is blank."""


def _made(kind: type[P], source: str, start: int, end: int) -> P:
    piece = source[start:end]
    end -= len(piece) - len(piece.rstrip())
    start += len(piece) - len(piece.lstrip())
    return kind(text=fold(source[start:end]), start=start, end=end)


def _created(root: ET.Element) -> datetime.date | None:
    stamp = root.find("DCT/TIMEX3")
    try:
        return None if stamp is None else as_date(stamp.get("value", "")[:10])
    except InvalidArgumentError:
        return None


def _read_dates(element: ET.Element, source: str, at: int, zone: DateZone) -> list[DateExpression]:
    """The TIMEX3s of an element whose text begins at a place of the source; those without a text are passed over."""
    found: list[tuple[ET.Element, int, int]] = []

    def walk(here: ET.Element, start: int) -> int:
        """Note what stands in an element, the outer before the inner, and return where its text ends."""
        place, end = len(found), start + len(here.text or "")
        for child in here:
            end = walk(child, end) + len(child.tail or "")
        if here.tag == "TIMEX3":
            found.insert(place, (here, start, end))
        return end

    walk(element, at)
    return [date for timex, start, end in found for date in _read_date(timex, source, start, end, zone)]


def _read_date(timex: ET.Element, source: str, start: int, end: int, zone: DateZone) -> Iterator[DateExpression]:
    words = source[start:end]
    if not words.strip():
        return
    value, mod = timex.get("value", ""), timex.get("mod") or None
    first, last = bounds(value, mod) or (None, None)  # type: ignore[arg-type]  # the class checks it below
    kind: Any = timex.get("type", "")
    yield DateExpression(
        text=fold(words),
        start=end - len(words.lstrip()),
        end=start + len(words.rstrip()),
        zone=zone,
        type=kind,
        value=value,
        mod=mod,  # type: ignore[arg-type]
        relative=timex.get("temporalFunction") == "true",
        earliest=first,
        latest=last,
    )
