"""Pages that show records (HTML Living Standard): the article with names, dates, quotations and related headlines
marked.

In comes a record, out comes a page that needs nothing from elsewhere: no script, no font, no image. It follows the
reader's choice of light or dark, fits a phone, and says with a word or a line what it says with a colour. `fragment` is
the same for notebooks, whose own style sheets do not reach into it; `index` is a page that leads to others. All texts
go through the standard library's serialiser, so no text of a record can become mark-up; what HTML cannot show (control
characters, lone surrogates) is U+FFFD.
"""

from __future__ import annotations

import functools
import hashlib
import re
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as ET

from ..errors import DataFileError
from ..record import DateExpression, Dateline, Mention, NewsRecord, Quotation
from ._facts import code_of, facts, kind_words, shown, speaker_words, strip
from ._marked import parts
from ._shared import posts
from ._types import TYPES
from ._words import day_words, moment_words, reading, word
from ._xml import add, mixed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ._marked import Mark, Part

__all__ = ["Entry", "dumps", "entry", "fragment", "index"]

_SCOPE: Final = ".newsrecord"
_WEIGHT: Final = 3
"""How often the scope is said in each rule: that outweighs the style sheets of notebooks."""
_SIGN_LENGTH: Final = 32
"""Code points of a label that fit behind a word on a phone."""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Content-Security-Policy: were a text to become mark-up after all, nothing could load or run."""
_TITLE_LENGTH: Final = 120
_NAMED: Final = 6
"""Names of an article that an index has room for."""
_HOST: Final = re.compile(r"https?://(?:www\.)?([^/?#]+)", re.IGNORECASE)
_AROUND: Final = "body { margin: 0; background: light-dark(#ffffff, #14171c); }"


def dumps(record: NewsRecord) -> str:
    """Write a record as a page of its own. A wrapped paragraph of a record without its source shows no marks."""
    return _page(_title(record), record.language, _view(record))


def fragment(item: Any) -> str:
    """Write a record as an element to be shown inside another page, such as a notebook.

    Args:
        item: a record, a part of one, or a tuple of parts.
    """
    if isinstance(item, NewsRecord):
        view = _view(item)
    else:
        view = _framed()
        shown(add(view, "div", {"class": "facts"}), item)
    return ET.tostring(view, encoding="unicode", method="html")


class Entry(NamedTuple):
    """A record in an index."""

    title: str
    """Its headline, or the first words of the article."""
    about: tuple[str, ...]
    """Who wrote it, when it was published, where it is from: as much as is known."""
    names: tuple[str, ...]
    """Whom and what it names most often."""


def entry(record: NewsRecord) -> Entry:
    """What an index says of a record."""
    said = record.headline.text if record.headline else record.body[0].text if record.body else record.id or "no text"
    title = said if len(said) <= _TITLE_LENGTH else f"{said[: _TITLE_LENGTH - 1]}…"
    published = moment_words(record.published.value) if record.published else ""
    day = day_words(record.reference_date) if record.reference_date else ""
    about = (", ".join(author.name for author in record.authors), published or day, _site(record.url) or record.id)
    named = [one for one in record.entities if one.type != "MONEY" and one.mentions[0].zone != "related"]
    named.sort(key=lambda one: -len(one.mentions))
    return Entry(title, tuple(text for text in about if text), tuple(one.name for one in named[:_NAMED]))


def _site(url: str | None) -> str | None:
    """The host of an address, the whole where it has none."""
    host = _HOST.match(url) if url else None
    return host[1] if host else url


def index(entries: Iterable[tuple[str, Entry]]) -> str:
    """Write a page that leads to the pages of many records.

    Args:
        entries: for each the path of its page, relative to this one, and what is said of it.
    """
    view = _framed()
    found = list(entries)
    title = f"{len(found)} article{'' if len(found) == 1 else 's'}"
    add(view, "h1", text=title)
    items = add(view, "ul", {"class": "index"})
    for path, one in found:
        item = add(items, "li", {"dir": "auto"}, tail="\n")
        add(item, "a", {"href": f"./{quote(path)}"}, one.title)
        for kind, texts in (("meta", one.about), ("names", one.names)):
            if texts:
                add(item, "p", {"class": kind, "dir": "auto"}, " · ".join(texts))
    return _page(title, "en", view)


def _page(title: str, language: str, view: ET.Element) -> str:
    page = ET.Element("html", {"lang": language})
    head = add(page, "head", tail="\n")
    add(head, "meta", {"charset": "utf-8"})
    add(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    add(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    add(head, "meta", {"name": "color-scheme", "content": "light dark"})
    add(head, "title", text=title)
    add(head, "style", text=_AROUND)
    add(page, "body").append(view)
    return f"<!DOCTYPE html>\n{ET.tostring(page, encoding='unicode', method='html')}\n"


@functools.cache
def _style() -> str:
    try:
        sheet = resources.files(__package__).joinpath("html.css").read_text(encoding="utf-8")
    except OSError as problem:
        raise DataFileError(f"html.css: {problem}; reinstall newsrecord") from problem
    for kind, called in TYPES.items():
        sheet = sheet.replace(f"colours({kind.lower()})", "light-dark({}, {})".format(*called.colours))
    return sheet.replace(_SCOPE, _SCOPE * _WEIGHT)


def _title(record: NewsRecord) -> str:
    return record.headline.text if record.headline else record.id or "News record"


def _framed() -> ET.Element:
    view = ET.Element("div", {"class": "newsrecord"})
    add(view, "style", text=_style(), tail="\n")
    return view


def _view(record: NewsRecord) -> ET.Element:
    view = _framed()
    columns = add(view, "div", {"class": "columns"})
    places = _Places(record, parts(record, lenient=True, quoted=True))
    _article(add(columns, "article", tail="\n"), record, places)
    facts(add(columns, "aside", {"class": "facts", "aria-label": "Facts"}), record, places.lead)
    return view


class _Places:
    """The passages of an article, and what in them can be led to."""

    def __init__(self, record: NewsRecord, found: Sequence[Part]) -> None:
        self.found = found
        said = [record.id, record.url, record.reference_date, *(part.text for part in found)]
        digest = hashlib.sha256(repr(said).encode("utf-8", "backslashreplace")).hexdigest()
        self._prefix = f"nr{digest[:8]}"
        self._marked = {self.anchor(mark.what) for part in found if part.role != "furniture" for mark in part.marks}

    def anchor(self, what: Mention | DateExpression | Dateline | Quotation) -> str:
        """The id of what stands there; notebooks show several records on one page."""
        return f"{self._prefix}-{type(what).__name__[0].lower()}{what.start}"

    def lead(self, what: Mention | DateExpression) -> str | None:
        """The address of a name or a date, None where it is not marked."""
        anchor = self.anchor(what)
        return f"#{anchor}" if anchor in self._marked else None


# --- the article ---------------------------------------------------------------------------------------------------


def _article(article: ET.Element, record: NewsRecord, places: _Places) -> None:
    _legend(article, record)
    if record.headline is None:
        add(article, "p", {"class": "none"}, "No headline")
    for role, tag, kind in (("headline", "h1", ""), ("meta", "p", "meta"), ("body", "p", "")):
        if role == "body":
            own = record.published.date if record.published else record.reference_date
            strip(article, record.dates, own, places.lead)
        for part in places.found:
            if part.role == role:
                attributes = {"class": kind, "dir": "auto"} if kind else {"dir": "auto"}
                _write(add(article, tag, attributes, tail="\n"), part, record, places)
    related = [part for part in places.found if part.role == "related"]
    if related:
        beside = add(article, "section", {"class": "related"}, tail="\n")
        add(beside, "h2", text="Related headlines")
        items = add(beside, "ul")
        for part in related:
            _write(add(items, "li", {"dir": "auto"}), part, record, places)
    if record.furniture:
        rest = add(article, "details")
        lines = len(record.furniture)
        add(rest, "summary", text=f"{lines} other line{'' if lines == 1 else 's'} of the page")
        items = add(rest, "ul")
        for one in record.furniture:
            item = add(items, "li", {"dir": "auto"})
            add(item, "span", {"title": one.role}, f"{word('roles', one.role)}: ")
            add(item, "bdi", text=one.text)


def _write(element: ET.Element, part: Part, record: NewsRecord, places: _Places) -> None:
    def tag(mark: Mark, piece: int, last: bool) -> tuple[str, dict[str, str]]:
        where = {} if piece else {"id": places.anchor(mark.what)}
        if isinstance(mark.what, Quotation):
            kind = word("quotations", mark.what.kind)
            told = ", ".join(text for text in ("quotation", kind, speaker_words(record, mark.what)) if text)
            return "span", {"class": "quotation", "title": told}
        if isinstance(mark.what, Dateline):
            return _element(mark, last)
        tag, attributes = _element(mark, last)
        return tag, {**where, **attributes}

    mixed(element, part.text, part.marks, tag)


def _element(mark: Mark, last: bool) -> tuple[str, dict[str, str]]:
    """A mark with its label behind it; of a mark that was parted only the last piece has one."""
    piece = "" if last else " piece"
    if mark.entity:
        entity = mark.entity
        told = ", ".join([entity.name, "".join(said.text for said in kind_words(entity)), *posts(entity)])
        kind = f"{entity.type.lower()}{piece}"
        return "mark", {"class": kind, "data-sign": TYPES[entity.type].word, "title": told}
    if isinstance(mark.what, DateExpression):
        date = mark.what
        sign, told = reading(date, short=True), f"{reading(date)} ({code_of(date)})"
        label = {} if sign.casefold() == date.text.casefold() else {"data-sign": _short(sign)}
        return "mark", {"class": f"date{piece}", **label, "title": told}
    return "mark", {"class": f"dateline{piece}", "data-sign": "dateline", "title": "dateline"}


def _short(sign: str) -> str:
    """A label that fits behind a word on a phone."""
    return sign if len(sign) <= _SIGN_LENGTH else f"{sign[: _SIGN_LENGTH - 1]}…"


def _legend(article: ET.Element, record: NewsRecord) -> None:
    """Which marks there are, and how many."""
    counts: dict[str, int] = {}
    for entity in record.entities:
        counts[entity.type] = counts.get(entity.type, 0) + len(entity.mentions)
    if not counts and not record.dates and not record.quotations:
        return
    legend = add(article, "ul", {"class": "legend", "aria-label": "Legend"}, tail="\n")
    for kind, called in TYPES.items():
        if kind in counts:
            item = add(legend, "li")
            add(item, "mark", {"class": kind.lower()}, called.word, tail=f" {counts[kind]}")
    if record.dates:
        add(add(legend, "li"), "mark", {"class": "date"}, "date", tail=f" {len(record.dates)}")
    if record.quotations:
        add(add(legend, "li"), "span", {"class": "quotation"}, "quotation", tail=f" {len(record.quotations)}")
