"""A page that shows a record (HTML Living Standard): the article with names, dates, quotations and related headlines
marked.

In comes a record, out comes a page that needs nothing from elsewhere: no script, no font, no image. It follows the
reader's choice of light or dark, fits a phone, and says with a word or a line what it says with a colour. `fragment` is
the same for notebooks. All texts go through the standard library's serialiser, so no text of the record can become
mark-up; what HTML cannot show (control characters, lone surrogates) is U+FFFD.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from ..errors import DataFileError
from ..record import DateExpression, Dateline, Quotation
from ._marked import parts
from ._shared import as_uri, clean_xml, speaker_name
from ._types import TYPES
from ._xml import add, mixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..record import NewsRecord
    from ._marked import Mark, Part

__all__ = ["dumps", "fragment"]

_SIGN_LENGTH: Final = 24
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Content-Security-Policy: were a text to become mark-up after all, nothing could load or run."""


def dumps(record: NewsRecord) -> str:
    """Write a record as a page of its own. A wrapped paragraph of a record without its source shows no marks."""
    page = ET.Element("html", {"lang": record.language})
    head = add(page, "head", tail="\n")
    add(head, "meta", {"charset": "utf-8"})
    add(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    add(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    add(head, "meta", {"name": "color-scheme", "content": "light dark"})
    add(head, "title", text=_title(record))
    around = (
        "body { margin: 0; background: #ffffff; } @media (prefers-color-scheme: dark) { body { background: #14171c; } }"
    )
    add(head, "style", text=around)
    add(page, "body").append(_view(record))
    return f"<!DOCTYPE html>\n{ET.tostring(page, encoding='unicode', method='html')}\n"


def fragment(record: NewsRecord) -> str:
    """Write a record as an element to be shown inside another page, such as a notebook."""
    return ET.tostring(_view(record), encoding="unicode", method="html")


@functools.cache
def _style() -> str:
    try:
        sheet = resources.files(__package__).joinpath("html.css").read_text(encoding="utf-8")
    except OSError as problem:
        raise DataFileError(f"html.css: {problem}; reinstall newsrecord") from problem
    for kind, called in TYPES.items():
        for where, colour in zip(("light", "dark"), called.colours, strict=True):
            sheet = sheet.replace(f"{where}({kind.lower()})", colour)
    return sheet


def _title(record: NewsRecord) -> str:
    return record.headline.text if record.headline else record.id or "News record"


def _view(record: NewsRecord) -> ET.Element:
    view = ET.Element("div", {"class": "newsrecord"})
    add(view, "style", text=_style(), tail="\n")
    columns = add(view, "div", {"class": "columns"})
    found = parts(record, lenient=True, quoted=True)
    _article(add(columns, "article", tail="\n"), record, found)
    _facts(add(columns, "aside", {"class": "facts", "aria-label": "Facts"}), record)
    return view


# --- the article ---------------------------------------------------------------------------------------------------


def _article(article: ET.Element, record: NewsRecord, found: Sequence[Part]) -> None:
    _legend(article, record)
    if record.headline is None:
        add(article, "p", {"class": "none"}, "No headline")
    for role, tag, kind in (("headline", "h1", ""), ("meta", "p", "meta"), ("body", "p", "")):
        for part in found:
            if part.role == role:
                attributes = {"class": kind, "dir": "auto"} if kind else {"dir": "auto"}
                _write(add(article, tag, attributes, tail="\n"), part, record)
    related = [part for part in found if part.role == "related"]
    if related:
        beside = add(article, "section", {"class": "related"}, tail="\n")
        add(beside, "h2", text="Related headlines")
        items = add(beside, "ul")
        for part in related:
            _write(add(items, "li", {"dir": "auto"}), part, record)
    if record.furniture:
        rest = add(article, "details")
        lines = len(record.furniture)
        add(rest, "summary", text=f"{lines} other line{'' if lines == 1 else 's'} of the page")
        items = add(rest, "ul")
        for one in record.furniture:
            item = add(items, "li", {"dir": "auto"}, f"{one.role}: ")
            add(item, "bdi", text=one.text)


def _write(element: ET.Element, part: Part, record: NewsRecord) -> None:
    def tag(mark: Mark, piece: int, last: bool) -> tuple[str, dict[str, str]]:
        if isinstance(mark.what, Quotation):
            told = ", ".join(text for text in ("quotation", mark.what.kind, _speaker(record, mark.what)) if text)
            return "span", {"class": "quotation", "title": told}
        return _element(mark, piece, last)

    mixed(element, part.text, part.marks, tag)


def _speaker(record: NewsRecord, quotation: Quotation) -> str:
    """Who is said to have said it: by name, and as printed where that is something else."""
    speaker, name = quotation.speaker, speaker_name(record, quotation)
    if speaker is None:
        return ""
    return speaker.text if name is None else name if name == speaker.text else f"{name} ({speaker.text})"


def _element(mark: Mark, _: int, last: bool) -> tuple[str, dict[str, str]]:
    """A mark with its label behind it; of a mark that was parted only the last piece has one."""
    piece = "" if last else " piece"
    if mark.entity:
        entity = mark.entity
        told = [entity.name, TYPES[entity.type].word, *([entity.country] if entity.country else []), *entity.roles]
        kind = f"{entity.type.lower()}{piece}"
        return "mark", {"class": kind, "data-sign": TYPES[entity.type].word, "title": ", ".join(told)}
    if isinstance(mark.what, DateExpression):
        return "mark", {"class": f"date{piece}", "data-sign": _short(mark.what.value), "title": _reading(mark.what)}
    return "mark", {"class": f"dateline{piece}", "data-sign": "dateline", "title": "dateline"}


def _short(value: str) -> str:
    """A value that fits behind a word on a phone."""
    return value if len(value) <= _SIGN_LENGTH else f"{value[: _SIGN_LENGTH - 1]}…"


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


# --- the facts -----------------------------------------------------------------------------------------------------


def _facts(aside: ET.Element, record: NewsRecord) -> None:
    add(aside, "h2", text="Facts")
    facts = add(aside, "dl")
    for name, text in _told(record):
        add(facts, "dt", text=name)
        add(facts, "dd", {"dir": "auto"}, text)
    address = as_uri(record.url)
    if record.url:
        add(facts, "dt", text="URL")
        where = add(facts, "dd", {"dir": "auto"})
        if address and address.lower().startswith(("https://", "http://")):
            add(where, "a", {"href": address, "rel": "noreferrer noopener"}, record.url)
        else:
            where.text = clean_xml(record.url)
    if record.entities:
        _table(
            aside,
            "Names",
            ("name", "type", "roles", "mentions"),
            [
                (
                    entity.name,
                    TYPES[entity.type].word + (f" ({entity.country})" if entity.country else ""),
                    ", ".join(entity.roles),
                    f"{len(entity.mentions)} in {', '.join(entity.zones)}",
                )
                for entity in record.entities
            ],
        )
    if record.quotations:
        said = [(_speaker(record, one) or "–", one.text, one.kind) for one in record.quotations]
        _table(aside, "Quotations", ("speaker", "text", "kind"), said)
    if record.dates:
        _table(aside, "Dates", ("text", "reading", "zone"), [(d.text, _reading(d), d.zone) for d in record.dates])


def _told(record: NewsRecord) -> list[tuple[str, str]]:
    line: Dateline | None = record.dateline
    told = [
        ("Id", record.id),
        ("Authors", ", ".join(author.name for author in record.authors)),
        ("Published", record.published and record.published.value),
        ("Updated", record.updated and record.updated.value),
        ("Place", line and line.place),
        ("Agency", line and line.agency),
        ("Dateline day", line and line.date and line.date.isoformat()),
        ("Reference date", record.reference_date and record.reference_date.isoformat()),
        ("Language", record.language),
        ("Made by", f"{record.generator.name} {record.generator.version} {record.generator.model or ''}".strip()),
    ]
    return [(name, text) for name, text in told if text]


def _reading(date: DateExpression) -> str:
    """What a date means, in one line."""
    told = f"{date.type.lower()} {date.value}" + (f" ({date.mod})" if date.mod else "")
    if date.earliest is None or date.latest is None:
        return told
    if date.earliest == date.latest:
        return told if date.value == date.earliest.isoformat() else f"{told}: {date.earliest}"
    return f"{told}: {date.earliest} to {date.latest}"


def _table(aside: ET.Element, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    add(aside, "h2", text=title)
    table = add(add(aside, "div", {"class": "wide"}), "table")
    head = add(add(table, "thead"), "tr")
    for name in columns:
        add(head, "th", {"scope": "col"}, name)
    body = add(table, "tbody")
    for row in rows:
        line = add(body, "tr")
        for text in row:
            add(line, "td", {"dir": "auto"}, text)
