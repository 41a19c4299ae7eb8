"""XML and HTML by the standard library's ElementTree: marked text as mixed content, and a whole document as text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ._marked import events
from ._shared import clean_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ._marked import Mark

__all__ = ["add", "document", "mixed"]


def add(
    parent: ET.Element, tag: str, attributes: Mapping[str, str] | None = None, text: str | None = None, tail: str = ""
) -> ET.Element:
    """Append an element; what XML cannot hold becomes U+FFFD in its text and attributes."""
    kept = {name: clean_xml(value) for name, value in (attributes or {}).items()}
    child = ET.SubElement(parent, tag, kept)
    child.text = None if text is None else clean_xml(text)
    child.tail = tail or None
    return child


def mixed(
    parent: ET.Element,
    text: str,
    marks: Sequence[Mark],
    element: Callable[[Mark, int, bool], tuple[str, Mapping[str, str]]],
) -> None:
    """Append a marked text to an element that is empty so far.

    Args:
        parent: where it goes.
        text: the text.
        marks: its marks, as `_marked.events` wants them.
        element: gives the tag and attributes of a mark, of the piece with this number, and whether that is the last.
    """
    open_ones = [parent]
    for event in events(text, marks):
        here = open_ones[-1]
        if event.kind == "open" and event.mark is not None:
            tag, attributes = element(event.mark, event.piece, event.last)
            open_ones.append(add(here, tag, attributes))
        elif event.kind == "close":
            open_ones.pop()
        elif len(here):
            here[-1].tail = (here[-1].tail or "") + clean_xml(event.text)
        else:
            here.text = (here.text or "") + clean_xml(event.text)


def document(root: ET.Element) -> str:
    """A whole XML document. A carriage return stays one: written bare, every parser would read a line feed."""
    body = ET.tostring(root, encoding="unicode").replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
