"""A page's mark-up to a text and its layout, for callers who still have the HTML (extra `html`).

In comes HTML; out comes an `Extract`: the text of what was found (headline, byline, dates, paragraphs, titles of other
stories, a blank line between) and the layout that goes with it, so nothing is guessed a second time. Body and title are
trafilatura's reading (Barbaresi 2021, "Trafilatura: A Web Scraping Library", ACL demo); dates and authors are what the
page states of itself, else its reading; the titles come from the page's links. Where trafilatura finds no body, or no
end of it in what it may be given of the page, the visible text is read as a copied page. Nothing is fetched.

Who wins: the caller (`known`), then what the page states for machines, then what its text seems to say.
"""

from __future__ import annotations

import datetime
import importlib
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import evolve

from .assembly import read_layout
from .errors import MissingExtraError
from .html_bounds import Bounded, bound_markup, bound_tree, walk
from .html_breaks import drop_invisible, part_paragraphs, shown
from .html_encoding import decode_html
from .html_linked import drop_linked
from .html_links import as_item, find_links, find_related
from .html_metadata import Metadata, Story, finest, read_metadata, unmarked_times, updated_after
from .keys import fold_key
from .known import Known, with_known
from .language import Language, find_language
from .layout import NewsLayout, Wording, opening_dateline
from .layout.shapes import Shape
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
        "address article aside blockquote body br center dd details dialog dir div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre search section "
        "summary table tbody td tfoot th thead tr ul"
    ).split()
)
"""Elements that begin a line: those that the HTML standard shows as blocks (15.3), and `br`, `option`."""
_END: Final = 60
"""Code points at the end of a paragraph that tell where it stands."""
_END_REACH: Final = 2_000
"""Code points at the end of a page in which they are looked for: white space is among them."""
_SENTENCES: Final = (Shape.PROSE, Shape.SHORT)
_ADDRESS_DAY: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-](\d\d?)[/_-](\d\d?)(?!\d)")
"""A day in an address, where htmldate looks first."""
_HANDLE = re.compile(r"@|://|\bwww\.")


class _PageWords:
    """The words of a language that are written here."""

    def __init__(self, language: Language) -> None:
        words = language.table("layout").table("age").words("updated")
        self.updated: str = next((f"{word.capitalize()} " for word in words), "")
        """What stands before the date of the last change: `Updated `."""


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
    spoken = find_language(language)
    wording = spoken.made(Wording)
    page = bound_markup((decode_html(html) if isinstance(html, bytes) else html).replace("\0", " "))
    tree = _tree(parse, page)
    if tree is None:
        return Extract("", Layout(), url)
    drop_invisible(tree)
    bounded = bound_tree(tree)
    part_paragraphs(
        bounded.tree,
        lambda text: as_item(text, wording.lines).is_prose,
        lambda text: (item := as_item(text, wording.lines)).word_role is None and item.shape in _SENTENCES,
    )
    found = _extracted(extract, bounded, url)
    paragraphs = list(_paragraphs(found.body)) if found is not None else []
    told = any(role == "body" for role, _ in paragraphs)
    if found is None or not told or (bounded.cut and _is_at_end(paragraphs[-1][1], bounded.tree)):
        text = _visible_text(tree)
        layout = read_layout(NewsLayout(language), text)
        headline = layout.headline.text if layout.headline is not None else ""
        head = _Head.read(bounded.tree, found, url, headline, wording)
        return Extract(text, _with_head(text, layout, head), url)
    links = list(find_links(bounded.tree))
    titles = [fold(heading.text_content()) for heading in bounded.tree.iter("h1")]
    own = url or found.url
    writer = _Writer(wording, spoken.made(_PageWords))
    headline = _headline(shown(found.title or ""), titles)
    writer.head(headline, _Head.read(bounded.tree, found, own, headline, wording))
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
        _forget()


def _forget() -> None:
    """Empty what the extractor keeps of the pages before."""
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
    for block in body.iter("lb", "p", "head", "list", "item"):  # which part words in what is around them
        block.text, block.tail = f" {block.text or ''}", f" {block.tail or ''}"
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


class _Head(NamedTuple):
    """Who wrote a story and when, as its page states it."""

    authors: tuple[str, ...]
    published: str | None
    updated: str | None

    @classmethod
    def read(cls, tree: Any, found: Any, url: str | None, headline: str, wording: Wording) -> _Head:
        """Weigh what the page states and what the extractor found; its tree is used up.

        A day in the address goes before all else, as it is that of the publisher, where times are often those of
        Greenwich; a time of that day goes with it. Then come the metadata, then what the extractor found in elements,
        but for the date of an update alone.
        """
        story = Story(tree, headline)
        stated = read_metadata(tree, story, url, headline, wording.stamps)
        day = _day(found.date) if found is not None else None
        dates = [*([day] if day is not None and day in _address_days(url, found.url) else []), *stated.published]
        if not dates and day is not None:
            times = unmarked_times(tree, story, wording.stamps)
            day = _day_again(tree, story, url, day, linked=stated.is_linked)
            if day is not None and not any(date.startswith(day) for date in stated.updated):
                dates = [day, *times]
        published = finest(dates)
        updated = finest(updated_after(stated.updated, dates))
        return cls(_authors(stated, (found.author if found is not None else "") or "", wording), published, updated)


def _address_days(*addresses: str | None) -> set[str]:
    """The days in the addresses of a page."""
    found = (_ADDRESS_DAY.findall(address) for address in addresses if address)
    return {"-".join((year, month.zfill(2), day.zfill(2))) for days in found for year, month, day in days}


def _day_again(tree: Any, story: Story, url: str | None, day: str, *, linked: bool) -> str | None:
    """The day that htmldate finds where it cannot take that of a comment or of another story."""
    if not (story.drop_foreign_dates() | (linked and drop_linked(tree))):
        return day
    try:
        return _day(importlib.import_module("htmldate").find_date(tree, url=url, **_DATES))
    except Exception:  # noqa: BLE001  (whatever a page does to it, the rest of it can still be read)
        return None
    finally:
        _forget()


def _authors(stated: Metadata, found: str, wording: Wording) -> tuple[str, ...]:
    """The persons that the page states, else those that the extractor found, else the organisations that it states."""
    label, tie = wording.bylines.label, wording.bylines.tie
    people = [name[len(label) :] if name.casefold().startswith(label.casefold()) else name for name in stated.people]
    if not people or any(tie in name for name in people):
        people = [
            name
            for name in map(fold, bare(found).split(";"))
            if name
            and name.casefold() not in stated.refused
            and not _HANDLE.search(name)
            and any(map(str.isalpha, name))
        ]
    names = {name.casefold(): name for name in reversed([*people] or [*stated.organizations])}
    return tuple(reversed(names.values()))


def _with_head(text: str, layout: Layout, head: _Head) -> Layout:
    """The layout of a page that was read as text, with what the page states: it has a place where the text says it."""
    value = head.published or (head.updated if layout.published is None else None)
    known = Known(authors=head.authors or None, published=value, published_value=value or "")
    said, layout = with_known(text, layout, known)
    updated = layout.updated
    if head.updated is not None and updated is not None and updated.value[:10] == head.updated[:10]:
        updated = evolve(updated, value=head.updated)
    return evolve(layout, authors=said.authors, published=said.published, updated=updated)


# --- the text --------------------------------------------------------------------------------------------------------


class _Writer:
    """Writes the text and keeps where each part stands."""

    def __init__(self, wording: Wording, words: _PageWords) -> None:
        self.wording = wording
        self.words = words
        self.lines: list[str] = []
        self.at = 0
        self.headline: Passage | None = None
        self.authors: list[Author] = []
        self.published: Timestamp | None = None
        self.updated: Timestamp | None = None
        self.meta: list[Passage] = []
        self.story: list[Passage] = []
        self.titles: list[Passage] = []
        self.furniture: list[Furniture] = []

    def head(self, headline: str, head: _Head) -> None:
        """Write the headline, the byline and the dates."""
        if headline:
            self.headline = self._passage(headline)
        if head.authors:
            bylines = self.wording.bylines
            line = bylines.label
            for i, name in enumerate(head.authors):
                line += "" if not i else bylines.tie if i == len(head.authors) - 1 else ", "
                at = self.at + len(line)
                self.authors.append(Author(name=name, start=at, end=at + len(name)))
                line += name
            self.meta.append(self._passage(line))
        if head.published:
            self.published = self._date(head.published, "")
        if head.updated:
            self.updated = self._date(head.updated, self.words.updated)

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
        filed = datelines.filed(text, dateline) if dateline is not None else None
        return text, Layout(
            headline=self.headline,
            authors=tuple(self.authors),
            dateline=dateline,
            published=self.published or filed or self.updated,  # the one date that the page gives
            updated=self.updated,
            body=tuple(self.story),
            related_headlines=tuple(self.titles),
            meta=tuple(self.meta),
            furniture=tuple(self.furniture),
        )

    def _date(self, date: str, label: str) -> Timestamp:
        passage = self._passage(f"{label}{date}")
        self.meta.append(passage)
        return Timestamp(text=date, start=passage.start + len(label), end=passage.end, value=date)

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
