"""The titles of other stories among the links of a page.

In comes the element tree of a page; out come the texts of its links that read as titles and lead to other articles of
the same site. Links in menus and links in the run of a sentence are none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from .html_bounds import walk
from .keys import fold_key
from .layout.blocks import Block
from .layout.shapes import LineShape, Shape
from .record import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .layout.words import LineWords

__all__ = ["HEADINGS", "Link", "as_item", "find_links", "find_related"]

HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
FEWEST_WORDS: Final = 4
MOST_WORDS: Final = 34
"""Words of a link's text that can be a title."""
CUE_WORDS: Final = 3
"""Words that a paragraph has beside its link where it is no more than a pointer: `Read more: …`."""
_CHROME: Final = frozenset(("nav", "header", "footer", "form", "menu", "button", "select", "dialog"))
"""Elements in which links are menus."""
_NUMBERED = re.compile(r"\d{5,}|/\d{4}/\d{1,2}/|[^/]{3}\.(?:s?html?|php|aspx?|cms|ece)\Z")
"""Paths of articles: a number (`/news/4711231`), a date (`/2024/05/…`), a document."""
_SLUG: Final = 3
"""Words from which the last part of a path is an article's (`/minister-resigns-over-loan`), not a section's."""
_LONGEST_TARGET: Final = 2000


class Link(NamedTuple):
    """A link as it stands in the page."""

    text: str
    target: str
    headed: bool
    """Whether the text is a heading."""


def find_links(tree: Any) -> Iterator[Link]:
    """Yield the links of the page that are neither in a menu nor in the run of a sentence."""
    chrome = 0
    sizes: dict[Any, int] = {}
    for event, element in walk(tree):
        inside = element.tag in _CHROME or (isinstance(element.tag, str) and element.get("role") == "navigation")
        if inside:
            chrome += 1 if event == "start" else -1
        if event == "end" or chrome or element.tag != "a" or not element.get("href"):
            continue
        heading = next((part for part in element.iter() if part.tag in HEADINGS), None)
        text = fold((element if heading is None else heading).text_content())
        size = len(text.split())
        if not FEWEST_WORDS <= size <= MOST_WORDS:
            continue
        above = [ancestor for _, ancestor in zip(range(3), element.iterancestors(), strict=False)]
        paragraph = next((ancestor for ancestor in above if ancestor.tag == "p"), None)
        if paragraph is not None:
            if paragraph not in sizes:  # counted once, however many links it has
                sizes[paragraph] = len(paragraph.text_content().split())
            if sizes[paragraph] > size + CUE_WORDS:
                continue
        headed = heading is not None or any(ancestor.tag in HEADINGS for ancestor in above)
        yield Link(text, element.get("href"), headed)


def find_related(links: list[Link], url: str | None, headline: str, known: LineWords) -> dict[str, str]:
    """The links' texts that read as titles and lead to other articles of the same site, by their keys."""
    here = _split(url or "", None)
    found: dict[str, str] = {}
    for link in links:
        there = _split(link.target, url)
        if here is None or there is None or not _same_site(here, there) or not _is_article(there.path):
            continue
        if there.path.rstrip("/") == here.path.rstrip("/") or (there.fragment and not here.path):
            continue  # a place in this page
        title = _title(link, known)
        if title and fold_key(title) != fold_key(headline):
            found.setdefault(fold_key(title), title)
    return found


def _title(link: Link, known: LineWords) -> str:
    """The title in a link's text, without a cue; empty where it is none."""
    item = as_item(link.text, known)
    if item.word_role is not None:
        return ""
    if item.shape is Shape.TITLE or (link.headed and item.shape in (Shape.SHORT, Shape.PROSE) and item.sentences == 1):
        return link.text[item.cue_end :]
    return ""


def as_item(line: str, known: LineWords) -> LineShape:
    """Return what a line looks like by itself."""
    return LineShape.of(Block(0, 0, len(line), 0, bulleted=False), line, known)


def _split(target: str, base: str | None) -> SplitResult | None:
    """Return the parts of an address, or None where it is none."""
    try:
        return urlsplit(urljoin(base or "", target.strip()[:_LONGEST_TARGET]))
    except ValueError:
        return None


def _is_article(path: str) -> bool:
    slug = path.rstrip("/").rpartition("/")[2].replace("_", "-")
    return len([word for word in slug.split("-") if word]) >= _SLUG or _NUMBERED.search(path) is not None


def _same_site(here: SplitResult, there: SplitResult) -> bool:
    """Whether two addresses are of one site: equal hosts, or one below the other. No host is this page's."""
    if there.scheme not in ("", "http", "https"):
        return False
    one, two = (split.netloc.lower().removeprefix("www.") for split in (here, there))
    return not two or one == two or (bool(one) and (two.endswith("." + one) or one.endswith("." + two)))
