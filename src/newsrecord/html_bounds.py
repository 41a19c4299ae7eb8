"""A page within bounds: what the extractor is given, so that no page takes it more than a time that does not grow.

trafilatura, htmldate, justext, courlan and the HTML parser of libxml2 have steps whose time grows by the square or the
cube of something: attributes of a tag, neighbours below one element, links, names of authors. In comes the mark-up,
then the tree; out comes the same, or one that keeps every bound. What is over a bound is left out, or its text is kept
without the element. Each bound is far above what articles have: Lighthouse, the auditor of pages, calls a page too
large from 1,400 elements, 32 levels or 60 children of one element.
"""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .html_data import DataBounds

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["INLINE", "NO_TEXT", "Bounded", "bound_markup", "bound_tree", "walk"]

MOST_ATTRIBUTES: Final = 300
"""Attributes of a tag: libxml2 compares each with each."""
MOST_ELEMENTS: Final = 20_000
"""Elements of a page: what takes a step for each takes seconds; the rest of the page is cut off."""
MOST_CHARACTERS: Final = 2_000_000
"""Code points of a page's text: a novel has a million."""
MOST_DEPTH: Final = 100
"""Elements around an element: steps that go up from each, or read the text of each, take it as a factor."""
MOST_LINKS: Final = 4_000
"""Links: XPath compares those in one `footer` with those in another around it, and each block has its links counted.
Where there are more, the rest of the page is cut off."""
MOST_CHILDREN: Final = 2_500
"""Elements right below a block, or in the run of its text: taking one out copies the text behind its neighbours, and
XPath goes back over all that is left of them at each."""
GROUP: Final = 250
"""Elements that are put into a group of their own where there are more: few, so that all groups take no longer than a
row may."""
MOST_PIECES: Final = 10_000
"""Pieces of text between the starts and ends of blocks, paragraphs for the most; the rest of the page is cut off."""
MOST_COMPARED: Final = 4_000
"""Pieces from which on justext, which compares each with its neighbours, is left out, and with it readability."""
MOST_IMAGES: Final = 1_000
"""Images from which on both are left out: readability compares each block without text with all its neighbours."""
LONGEST_META: Final = 2_000
"""Code points of what `title`, a `meta` or a `link` states; so many are taken of an address by browsers and servers."""
INLINE: Final = frozenset(
    (  # noqa: SIM905  (shorter to read)
        "abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark nobr q s samp small span strike "
        "strong sub sup tt u var wbr"
    ).split()
)
"""Elements in the run of a sentence that can go without their text."""
_LIGHT: Final = INLINE | frozenset("a address data hgroup img ruby tbody template tfoot thead".split())  # noqa: SIM905
"""Elements that the extractor takes off, so that what is in them is in the block around them."""
_CUTTING: Final = frozenset(
    (  # noqa: SIM905
        "address article aside blockquote body br caption center col dd div dl dt fieldset figcaption figure footer "
        "form h1 h2 h3 h4 h5 h6 head header hr legend li main nav ol optgroup option p pre section summary table tbody "
        "td textarea tfoot th thead title tr ul"
    ).split()
)
"""Elements at which a piece of text ends."""
_UNREAD: Final = frozenset(("script", "style"))
_PARTED: Final = frozenset(("p", "li", "dd", "dt", "td", "th", "tr", "pre", "h1", "h2", "h3", "h4", "h5", "h6"))
"""Blocks that are parted where they hold too much; in others, groups are formed."""
_LISTS: Final = frozenset(("ul", "ol", "dl", "table", "select"))
"""Elements whose children are grouped in another of the kind, as the children may stand in nothing else."""

_SPACE: Final = r" \t\n\r\f"
_ATTRIBUTE: Final = (
    rf"[{_SPACE}/]*+=?+[^{_SPACE}/>=]++"
    rf"""(?:[{_SPACE}]*+=[{_SPACE}]*+(?:"[^"]*+"|'[^']*+'|[^{_SPACE}>"'][^{_SPACE}>]*+)?+)?+"""
)
_TAG = re.compile(
    rf"<(/?[a-zA-Z][^{_SPACE}/>]*+)(?:{_ATTRIBUTE}|[{_SPACE}/=]++)*+>?|<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?/][^>]*+>?",
    re.DOTALL,
)
"""A tag, a comment, or what is taken for one, as the HTML standard reads them (13.2.5). Nothing is read twice but what
follows a last quote without its partner, of which a page has one of each kind."""
_FIRST = re.compile(rf"(?:{_ATTRIBUTE}){{{MOST_ATTRIBUTES}}}+")
_RAW_MARK = re.compile(rf"<!--(?!-?>)|-->|</?([a-zA-Z]++)(?=[{_SPACE}/>])")
_RAW: Final = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title", "plaintext"))
"""Elements in which `<` begins no tag."""
_NAME = re.compile(r"[a-zA-Z][\w.-]{0,99}\Z", re.ASCII)
NO_TEXT: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What lxml takes from a page but not from a caller."""
_DATA: Final = frozenset(("application/ld+json", "application/settings+json"))


class Bounded(NamedTuple):
    """A tree within the bounds."""

    tree: Any
    cut: bool
    """Whether the end of the page is missing."""
    plain: bool
    """Whether the extractor has to do without readability and justext."""


def bound_markup(page: str) -> str:
    """Return the mark-up with no more than `MOST_ATTRIBUTES` attributes in a tag."""
    pieces: list[str] = []
    kept = at = 0
    while (tag := _TAG.search(page, at)) is not None:
        start, at = tag.span()
        name = tag[1]
        if name is None:
            continue
        if at - start > MOST_ATTRIBUTES * 2:
            first = _FIRST.match(page, tag.end(1))
            if first is not None and page[first.end() : at].strip(" \t\n\r\f/>"):
                pieces += page[kept : first.end()], " "
                kept = at - page.startswith(">", at - 1)
        if name.lower() in _RAW:
            at = _end_of_raw(page, at, name.lower())
    return "".join([*pieces, page[kept:]]) if pieces else page


def _end_of_raw(page: str, at: int, name: str) -> int:
    """Where an element that holds no tags ends. A script may hold whole scripts in a comment (13.2.5.20 to 31)."""
    commented = inner = False
    for mark in _RAW_MARK.finditer(page, at):
        if mark[0] == "-->":
            commented = inner = False
        elif mark[1] is None:
            commented = True
        elif mark[1].lower() == name:
            closing = mark[0].startswith("</")
            if closing and not inner:
                return mark.start()
            inner = not closing and commented and name == "script"
    return len(page)


def bound_tree(tree: Any) -> Bounded:
    """Return the tree within the bounds: itself, where it keeps all; what its head states is shortened in place."""
    _bound_head(tree)
    size = _Size(tree)
    if size.fits():
        return Bounded(tree, cut=False, plain=size.plain())
    writer = _Writer()
    writer.copy(tree)
    tree = writer.done()
    return Bounded(tree, cut=writer.full, plain=_Size(tree).plain())


def walk(tree: Any) -> Iterator[tuple[str, Any]]:
    """Yield (`start` or `end`, element) in document order, however deep the tree."""
    return iter(importlib.import_module("lxml.etree").iterwalk(tree, events=("start", "end")))


def _bound_head(tree: Any) -> None:
    """Shorten what scripts, `title`, `meta` and `link` state."""
    data = DataBounds()
    for script in tree.iter("script"):
        if script.get("type") in _DATA and script.text:
            bounded = data.fit(script.text)
            if bounded != script.text:
                script.text = bounded
    for meta in tree.iter("meta"):
        content = meta.get("content") or ""
        name = " ".join(meta.get(key, "") for key in ("property", "name", "itemprop")).lower()
        if any(word in name for word in ("author", "creator", "byl")) and not data.may_name(content[:LONGEST_META]):
            del meta.attrib["content"]
        elif len(content) > LONGEST_META:
            if content.startswith("http"):
                del meta.attrib["content"]  # half an address is none
            else:
                meta.set("content", NO_TEXT.sub(" ", content[:LONGEST_META]))
    for title in tree.iter("title"):
        if len(title.text or "") > LONGEST_META:
            title.text = NO_TEXT.sub(" ", title.text[:LONGEST_META])
    for link in tree.iter("link", "base"):
        if len(link.get("href") or "") > LONGEST_META:
            del link.attrib["href"]


class _Size:
    """How much there is of what is bounded."""

    def __init__(self, tree: Any) -> None:
        self.elements = self.links = self.images = self.pieces = self.characters = self.depth = self.children = 0
        depth, below = 0, [0]
        for event, element in walk(tree):
            tag = element.tag
            if event == "start":
                depth += 1
                below[-1] += 1
                if tag not in _LIGHT:
                    below.append(0)
                self.elements += 1
                self.links += tag == "a"
                self.images += tag == "img"
                self.depth = max(self.depth, depth)
                if self.elements > MOST_ELEMENTS or self.links > MOST_LINKS or self.pieces > MOST_PIECES:
                    break
            else:
                depth -= 1
                if tag not in _LIGHT:
                    self.children = max(self.children, below.pop())
            text = element.tail if event == "end" else element.text if tag not in _UNREAD else None
            if text is not None:
                self.characters += len(text)
                self.pieces += _is_piece(tag, text)

    def fits(self) -> bool:
        return (
            self.elements <= MOST_ELEMENTS
            and self.links <= MOST_LINKS
            and self.pieces <= MOST_PIECES
            and self.characters <= MOST_CHARACTERS
            and self.depth <= MOST_DEPTH
            and self.children <= MOST_CHILDREN
        )

    def plain(self) -> bool:
        return self.pieces > MOST_COMPARED or self.images > MOST_IMAGES


class _Open:
    """An element that is open while the page is copied."""

    __slots__ = ("attributes", "children", "grouped", "tag", "written")

    def __init__(self, tag: str, attributes: dict[str, str] | None) -> None:
        self.tag = tag
        self.written = attributes is not None
        self.attributes = attributes or {}
        self.children = 0
        self.grouped = False
        """Whether a group is open in it."""

    @property
    def group(self) -> str:
        return self.tag if self.tag in _LISTS else "div"


class _Writer:
    """Copies a tree as far as the bounds go."""

    def __init__(self) -> None:
        parser = importlib.import_module("lxml.html").HTMLParser(encoding="utf-8")
        self.builder: Any = importlib.import_module("lxml.etree").TreeBuilder(parser=parser)
        self.open: list[_Open] = []
        self.written: list[_Open] = []
        self.elements = self.links = self.pieces = self.characters = 0

    @property
    def full(self) -> bool:
        """Whether nothing more may be written."""
        return (
            self.elements >= MOST_ELEMENTS
            or self.links >= MOST_LINKS
            or self.pieces >= MOST_PIECES
            or self.characters >= MOST_CHARACTERS
        )

    def copy(self, tree: Any) -> None:
        for event, element in walk(tree):
            if event == "start":
                if self.full:
                    break
                self._start(element)
            else:
                self._end()
                self._text(element.tag, element.tail)

    def done(self) -> Any:
        while self.open:
            self._end()
        return self.builder.close()

    def _start(self, element: Any) -> None:
        tag = element.tag if isinstance(element.tag, str) and _NAME.match(element.tag) else "div"
        if len(self.written) >= MOST_DEPTH or (tag in INLINE and self.elements >= MOST_ELEMENTS // 2):
            opened = _Open(tag, None)
            self._gap(tag)
        else:
            opened = _Open(tag, _attributes(element))
            self._begin(opened)
        self.open.append(opened)
        if tag in _UNREAD:
            self.builder.data(NO_TEXT.sub(" ", element.text or ""))
        else:
            self._text(tag, element.text)

    def _begin(self, opened: _Open) -> None:
        if self.written:
            run = next(i for i in reversed(range(len(self.written))) if not i or self.written[i].tag not in _LIGHT)
            above = self.written[run]
            if above.children >= MOST_CHILDREN and above.children % GROUP == 0:
                self._part(above, self.written[run + 1 :])
            above.children += 1
        self.elements += 1
        self.links += opened.tag == "a"
        self.written.append(opened)
        self.builder.start(opened.tag, opened.attributes)

    def _part(self, block: _Open, inner: list[_Open]) -> None:
        """End the group in a block, or the block, and what is open in it, and begin anew."""
        for light in reversed(inner):
            self.builder.end(light.tag)
        if block.tag in _PARTED:
            self.builder.end(block.tag)
            self.builder.start(block.tag, block.attributes)
        else:
            if block.grouped:
                self.builder.end(block.group)
            self.builder.start(block.group, {})
            block.grouped = True
        for light in inner:
            self.builder.start(light.tag, light.attributes)

    def _end(self) -> None:
        closed = self.open.pop()
        if not closed.written:
            self._gap(closed.tag)
            return
        if closed.grouped:
            self.builder.end(closed.group)
        self.builder.end(closed.tag)
        self.written.pop()

    def _gap(self, tag: str) -> None:
        """Part the words before and behind the start or end of a block that is not written."""
        if tag not in INLINE:
            self.builder.data(" ")

    def _text(self, tag: str, text: str | None) -> None:
        if text:
            text = NO_TEXT.sub(" ", text[: MOST_CHARACTERS - self.characters])
            self.characters += len(text)
            self.pieces += _is_piece(tag, text)
            self.builder.data(text)


def _is_piece(tag: str, text: str) -> bool:
    """Whether a piece of text begins in or behind an element."""
    return tag in _CUTTING and not text.isspace()


def _attributes(element: Any) -> dict[str, str]:
    """The attributes that lxml lets a caller write."""
    return {name: NO_TEXT.sub(" ", value) for name, value in element.attrib.items() if _NAME.match(name)}
