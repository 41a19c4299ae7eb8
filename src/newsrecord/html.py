"""A page's mark-up to a text and its layout, for callers who still have the HTML (extra `html`).

In comes HTML; out comes an `Extract`: the text of what was found (headline, byline, date, paragraphs, titles of other
stories, a blank line between) and the layout that goes with it, so nothing is guessed a second time. Body, title,
authors and date are trafilatura's reading (Barbaresi 2021, "Trafilatura: A Web Scraping Library", ACL demo); the
titles come from the page's links. Where trafilatura finds no body, or no end of it in what it may be given of the page,
the visible text is read as a copied page. Nothing is fetched.
"""

from __future__ import annotations

import datetime
import importlib
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .assembly import read_layout
from .errors import MissingExtraError
from .html_bounds import Bounded, bound_markup, bound_tree, walk
from .html_encoding import decode_html
from .html_links import as_item, find_links, find_related
from .language import Language, find_language
from .layout import NewsLayout, Wording, opening_dateline
from .layout.keys import fold_key
from .readers import Layout
from .record import Author, Furniture, Passage, Timestamp, fold
from .visible import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Extract", "read_html"]

_DATES: Final = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}
"""For htmldate: the day of first publication, as the mark-up states it; no guess from the text, and no look at today's
date, which the default `max_date` is."""
_KEPT: Final = (
    ("trafilatura.utils", "trim"),
    ("trafilatura.utils", "line_processing"),
    ("htmldate.extractors", "try_date_expr"),
)
"""Functions that keep the last thousands of texts that they were given, however long: module and name."""
_UNSEEN: Final = frozenset(("script", "style", "noscript", "template", "head", "svg", "iframe", "textarea"))
_BLOCKS: Final = frozenset(
    (  # noqa: SIM905  (shorter to read)
        "address article aside blockquote body br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
        "h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td th thead tr ul"
    ).split()
)
"""Elements that begin a line: those that the HTML standard shows as blocks (15.3), and `br`, `option`."""
_END: Final = 60
"""Code points at the end of a paragraph that tell where it stands."""
_END_REACH: Final = 2_000
"""Code points at the end of a page in which they are looked for: white space is among them."""
_HANDLE = re.compile(r"@|://|\bwww\.")


class Extract(NamedTuple):
    """What a page holds."""

    text: str
    layout: Layout
    url: str | None
    """The caller's, else what the page says."""


def read_html(html: str | bytes, url: str | None = None, language: str | Language = "en") -> Extract:
    """Return the text of a page and its layout.

    Args:
        html: the page as `str`, or as `bytes` in the encoding that it states.
        url: where it is from: tells links to the same site from others.
        language: what it is written in.

    Raises:
        MissingExtraError: the extra `html` is not installed.
    """
    extract, parse = _tools()
    wording = find_language(language).made(Wording)
    page = bound_markup((decode_html(html) if isinstance(html, bytes) else html).replace("\0", " "))
    tree = _tree(parse, page)
    if tree is None:
        return Extract("", Layout(), url)
    bounded = bound_tree(tree)
    found = _extracted(extract, bounded, url)
    paragraphs = list(_paragraphs(found.body)) if found is not None else []
    told = any(role == "body" for role, _ in paragraphs)
    if found is None or not told or (bounded.cut and _is_at_end(paragraphs[-1][1], bounded.tree)):
        text = _visible_text(tree)
        return Extract(text, read_layout(NewsLayout(language), text), url)
    links = list(find_links(bounded.tree))
    titles = [fold(heading.text_content()) for heading in bounded.tree.iter("h1")]
    own = url or found.url
    writer = _Writer(wording)
    headline = _headline(found.title or "", titles)
    writer.head(headline, _authors(found.author or ""), found.date)
    related = find_related(links, own, headline, wording.lines)
    writer.body(paragraphs, {fold_key(headline)} - {""}, related)
    writer.related(related)
    return Extract(*writer.done(), own)


# --- the page --------------------------------------------------------------------------------------------------------


def _tools() -> tuple[Any, Any]:
    """Return trafilatura's extractor and lxml's HTML module."""
    try:
        return importlib.import_module("trafilatura").bare_extraction, importlib.import_module("lxml.html")
    except ImportError as problem:
        raise MissingExtraError("reading HTML", "html") from problem


def _tree(parse: Any, page: str) -> Any:
    """Return the root element, or None where there is none; what lxml cannot build (too deep) is left out by it."""
    parser = parse.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return parse.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (ValueError, parse.etree.LxmlError):
        return None


def _extracted(extract: Any, page: Bounded, url: str | None) -> Any:
    """Return trafilatura's reading, or None where it finds nothing or gives up."""
    try:
        return extract(
            page.tree,
            url=url,
            fast=page.plain,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=dict(_DATES),
        )
    except Exception:  # noqa: BLE001  (whatever a page does to it, the page's text can still be read)
        return None
    finally:
        for module, name in _KEPT:
            forget = getattr(getattr(importlib.import_module(module), name, None), "cache_clear", None)
            if forget is not None:
                forget()


def _is_at_end(paragraph: str, tree: Any) -> bool:
    """Whether a paragraph is the last thing that a page says, so that the story goes on where the page was cut."""
    return paragraph[-_END:] in fold(tree.text_content()[-_END_REACH:])


def _paragraphs(body: Any) -> Iterator[tuple[str, str]]:
    """Yield `body` or `subhead` with each paragraph, list item, quotation or heading of an extracted body."""
    taken: set[Any] = set()
    for element in body.iter("head", "p", "item", "quote", "code"):
        above = element.getparent()
        if above in taken:
            taken.add(element)
            continue
        if element.tag == "quote" and element.find("p") is not None:
            continue
        taken.update(element.iter())
        text = fold("".join(element.itertext()))
        if text:
            yield ("subhead" if element.tag == "head" else "body"), text


def _visible_text(tree: Any) -> str:
    """The text of a page as a reader sees it: a line for each block."""
    pieces: list[str] = []
    hidden: Any = None
    for event, element in walk(tree):
        tag = element.tag
        if event == "start":
            if hidden is None and tag in _UNSEEN:
                hidden = element
            if hidden is None:
                pieces += ["\n" if tag in _BLOCKS else "", _spaced(element.text)]
        else:
            if hidden is None and tag in _BLOCKS:
                pieces.append("\n")
            if hidden is element:
                hidden = None
            if hidden is None:
                pieces.append(_spaced(element.tail))
    lines = (fold(line) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _spaced(text: str | None) -> str:
    """White space of the mark-up is no line end."""
    return re.sub(r"\s", " ", text) if text else ""


# --- headline, authors -----------------------------------------------------------------------------------------------


def _headline(title: str, headings: list[str]) -> str:
    """The heading that says what the title says: titles carry the site's name and are cut short."""
    title = fold(title)
    words = set(fold_key(title).split())
    best, most = title, 0.5
    for heading in headings:
        own = set(fold_key(heading).split())
        shared = len(own & words) / max(len(own), 1) if len(own) > 1 or own == words else 0.0
        if shared > most:
            best, most = heading, shared
    return best


def _authors(said: str) -> list[str]:
    names: dict[str, str] = {}
    for name in map(fold, bare(said).split(";")):
        if name and not _HANDLE.search(name) and any(map(str.isalpha, name)):
            names.setdefault(name.casefold(), name)
    return list(names.values())


# --- the text --------------------------------------------------------------------------------------------------------


class _Writer:
    """Writes the text and keeps where each part stands."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.lines: list[str] = []
        self.at = 0
        self.headline: Passage | None = None
        self.authors: list[Author] = []
        self.published: Timestamp | None = None
        self.meta: list[Passage] = []
        self.story: list[Passage] = []
        self.titles: list[Passage] = []
        self.furniture: list[Furniture] = []

    def head(self, headline: str, authors: list[str], date: str | None) -> None:
        """Write the headline, the byline and the date."""
        if headline:
            self.headline = self._passage(headline)
        if authors:
            bylines = self.wording.bylines
            line = bylines.label
            for i, name in enumerate(authors):
                line += "" if not i else bylines.tie if i == len(authors) - 1 else ", "
                at = self.at + len(line)
                self.authors.append(Author(name=name, start=at, end=at + len(name)))
                line += name
            self.meta.append(self._passage(line))
        day = _day(date)
        if day:
            passage = self._passage(day)
            self.meta.append(passage)
            self.published = Timestamp(text=day, start=passage.start, end=passage.end, value=day)

    def body(self, paragraphs: list[tuple[str, str]], heads: set[str], related: dict[str, str]) -> None:
        """Write the story; what repeats the headline or points to a related story is no part of it."""
        for role, text in paragraphs:
            cue = as_item(text, self.wording.lines).cue_end
            if fold_key(text) in heads or fold_key(text[cue:]) in related:
                continue
            passage = self._passage(text)
            if role == "body":
                self.story.append(passage)
            else:
                self.furniture.append(Furniture(role="subhead", text=text, start=passage.start, end=passage.end))

    def related(self, titles: dict[str, str]) -> None:
        """Write the titles of other stories."""
        self.titles += map(self._passage, titles.values())

    def done(self) -> tuple[str, Layout]:
        """Return the text and its layout."""
        text = "\n\n".join(self.lines)
        datelines = self.wording.datelines
        dateline = opening_dateline(text, self.story, datelines)
        return text, Layout(
            headline=self.headline,
            authors=tuple(self.authors),
            dateline=dateline,
            published=self.published or (datelines.filed(text, dateline) if dateline is not None else None),
            body=tuple(self.story),
            related_headlines=tuple(self.titles),
            meta=tuple(self.meta),
            furniture=tuple(self.furniture),
        )

    def _passage(self, line: str) -> Passage:
        start = self.at
        self.lines.append(line)
        self.at += len(line) + 2
        return Passage(text=line, start=start, end=start + len(line))


def _day(date: str | None) -> str | None:
    try:
        return datetime.date.fromisoformat((date or "")[:10]).isoformat()
    except ValueError:
        return None
