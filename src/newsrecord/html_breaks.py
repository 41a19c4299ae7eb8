"""Paragraphs that a page parts by line breaks, and text that stands between its paragraphs without an element.

In comes the element tree of a page; it is changed in place, so that each of these is a `p` as the extractor wants it:
what two line breaks part, with nothing between them that is seen, and prose that stands right in an element that has a
heading or paragraphs beside it. A line break alone stays one; a blank goes behind it, and behind blocks:
they part words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .html_bounds import INLINE, NO_TEXT
from .record import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

__all__ = ["drop_invisible", "part_paragraphs", "shown"]

INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Soft hyphen, zero-width space, word joiner and byte order mark: they say where a line may be broken or not, which a
text without lines has no use for. Joiners and marks of direction stay: they change what is read."""
_ODD: Final = re.compile(f"[{''.join(map(chr, INVISIBLE))}{NO_TEXT.pattern[1:]}")
_HOLDERS: Final = frozenset(
    (  # noqa: SIM905  (shorter to read)
        "article aside blockquote body center dd details div fieldset figure form main section td"
    ).split()
)
"""Elements that may hold paragraphs beside text: flow content (HTML standard, 3.2.5.2.2) without list items, which are
one paragraph each."""
_OUTER: Final = frozenset(("body", "center", "td"))
"""Those that hold the text of pages of old, together with all else."""
_INLINE: Final = INLINE | {"data", "time"}
"""Elements in the run of a sentence that a paragraph can end in: around a break they are taken off, not their text."""
_RUN: Final = _INLINE | frozenset(("a", "br", "img", "picture", "ruby", "script", "style", "noscript", "template"))
"""Elements that end no run of text."""
_SILENT: Final = frozenset(("script", "style", "noscript", "template"))


def drop_invisible(tree: Any) -> None:
    """Take `INVISIBLE` characters out of the texts of a tree, and of what its `meta` elements state.

    What lxml takes from a page but not from a caller becomes a blank, so that all texts can be written back.
    """
    for meta in tree.iter("meta"):
        if _ODD.search(meta.get("content") or ""):
            meta.set("content", shown(meta.get("content")))
    if not _ODD.search(tree.text_content()):
        return
    for element in tree.iter():
        if element.text and element.tag not in _SILENT and _ODD.search(element.text):
            element.text = shown(element.text)
        if element.tail and _ODD.search(element.tail):
            element.tail = shown(element.tail)


def shown(text: str) -> str:
    """Return a text without `INVISIBLE` characters, and with a blank for each that no text of a tree may have."""
    return NO_TEXT.sub(" ", text.translate(INVISIBLE))


def part_paragraphs(tree: Any, is_prose: Callable[[str], bool], is_sentence: Callable[[str], bool]) -> None:
    """Make paragraphs of what line breaks part, and of prose that stands bare among blocks.

    Where line breaks part no text that reads as a paragraph, they are those of a footer, an address or a menu; what
    stands before the first sentence is no paragraph either. Pages of old, whose text stands in no element of its own
    and which have no headings, are left as they are: read as text, the lines above their story say more.

    Args:
        tree: the root element; its texts may be written back (`drop_invisible`).
        is_prose: whether a text, not empty and folded, reads as a paragraph.
        is_sentence: whether it is that or a short sentence.
    """
    bare = list(_with_bare_text(tree))
    breaks = set(_breaks(tree))
    broken = dict.fromkeys(holder for holder in map(_holder, breaks) if holder is not None)
    is_headed = next(tree.iter("article", "h1", "h2", "h3"), None) is not None
    for element in broken:
        if element.tag == "p":
            _split(element, breaks)
        elif is_headed or element.tag not in _OUTER:
            _fill(element, breaks, is_prose, is_sentence)
    for element in bare:
        if element not in broken:
            _fill(element, frozenset(), is_prose, is_prose)


def _breaks(tree: Any) -> Iterator[Any]:
    """Put a blank behind each line break; yield those that another follows before anything is seen."""
    for element in tree.iter("br"):
        element.tail = f" {element.tail or ''}"
        behind = element
        while behind is not None and (not behind.tail or behind.tail.isspace()):
            behind = behind.getnext()
            if behind is None or behind.tag == "br":
                break
            if behind.tag not in _SILENT and (behind.tag not in _INLINE or len(behind) or (behind.text or "").strip()):
                behind = None
        if behind is not None and behind.tag == "br" and behind is not element:
            yield element
            yield behind


def _holder(line_break: Any) -> Any:
    """The element whose paragraphs a break parts, None where it parts none; what is inline between is taken off."""
    inner = []
    above = line_break.getparent()
    while above is not None and above.tag in _INLINE:
        inner.append(above)
        above = above.getparent()
    if above is None or (above.tag not in _HOLDERS and above.tag != "p"):
        return None
    for element in inner:
        element.drop_tag()
    return above


def _with_bare_text(tree: Any) -> Iterator[Any]:
    """Put a blank behind each block, for it parts words; yield what has text behind a block and paragraphs in it."""
    seen: set[Any] = set()
    for element in tree.iter():
        if element.tag in _RUN:
            continue
        tail = element.tail
        if not tail:
            element.tail = " "
        elif not tail.isspace():
            above = element.getparent()
            if above is not None and above not in seen and above.tag in _HOLDERS:
                seen.add(above)
                if any(child.tag in ("p", "h1") for child in above):
                    yield above


# --- one element -----------------------------------------------------------------------------------------------------


class _Piece(NamedTuple):
    """A run of text, or a block."""

    text: str
    elements: list[Any]
    block: bool


def _pieces(element: Any, breaks: Collection[Any]) -> list[_Piece]:
    """Return the runs and blocks of an element in their order; breaks between runs are left out."""
    pieces = [_Piece(element.text or "", [], block=False)]
    for child in element:
        if child in breaks or child.tag not in _RUN:
            if child not in breaks:
                pieces.append(_Piece("", [child], block=True))
            pieces.append(_Piece(child.tail or "", [], block=False))
        else:
            pieces[-1].elements.append(child)
    return pieces


def _empty(element: Any, breaks: Collection[Any]) -> None:
    """Take out of an element what its pieces hold."""
    element.text = None
    for child in list(element):
        element.remove(child)
        if child in breaks or child.tag not in _RUN:
            child.tail = None


def _read(piece: _Piece) -> str:
    """What is read of a run."""
    texts = [piece.text]
    for element in piece.elements:
        if element.tag not in _SILENT:
            texts.append(element.text_content())
        texts.append(element.tail or "")
    return "".join(texts)


def _fill(
    element: Any, breaks: Collection[Any], is_prose: Callable[[str], bool], is_sentence: Callable[[str], bool]
) -> None:
    """Put runs of an element into paragraphs: all that breaks part from the first sentence, else what is prose."""
    pieces = _pieces(element, breaks)
    texts = ["" if piece.block else fold(_read(piece)) for piece in pieces]
    if not breaks:
        wanted = [bool(text) and is_prose(text) for text in texts]
    elif any(text and is_prose(text) for text in texts):
        first = next((i for i, text in enumerate(texts) if text and is_sentence(text)), len(texts))
        wanted = [bool(text) and i >= first for i, text in enumerate(texts)]
    else:
        wanted = []
    if not any(wanted):
        return
    _empty(element, breaks)
    for piece, want in zip(pieces, wanted, strict=True):
        if want:
            element.append(_paragraph(element, piece, {}))
        else:
            _append_text(element, piece.text)
            element.extend(piece.elements)


def _split(paragraph: Any, breaks: set[Any]) -> None:
    """Make of one paragraph as many as its breaks part."""
    at = paragraph
    pieces = [piece for piece in _pieces(paragraph, breaks) if piece.block or piece.elements or piece.text.strip()]
    _empty(paragraph, breaks)
    for i, piece in enumerate(pieces):
        if i:
            new = _paragraph(paragraph, piece, dict(paragraph.attrib))
            at.addnext(new)
            at = new
        else:
            paragraph.text = piece.text
            paragraph.extend(piece.elements)


def _paragraph(element: Any, piece: _Piece, attributes: dict[str, str]) -> Any:
    paragraph = element.makeelement("p", attributes)
    paragraph.text = piece.text
    paragraph.extend(piece.elements)
    return paragraph


def _append_text(element: Any, text: str) -> None:
    """Add text behind the last child of an element."""
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
