"""TEI P5 (Guidelines 4.12.0, https://www.tei-c.org/release/doc/tei-p5-doc/en/html/): the article as a corpus text.

Title, authors, dates and related headlines are in the header; people, organisations and places with all that is known
of them in `standOff`, where the inline `persName`, `orgName` and `placeName` refer to; other names are `rs`. Dates
carry their bounds (`when`, or `notBefore` and `notAfter`) and their TIMEX3 value as `n`. The body has every line of the
page: the article, related headlines and furniture in a `div` each. Direct speech is `said`, marked words of a reported
sentence are `q`, with `who` where the speaker has an entry in a list. A mark that crosses another is parted, its pieces
joined by `next` and `prev`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from .._version import __version__
from ..record import DateExpression, Quotation
from ._marked import parts
from ._shared import as_uri, uri
from ._types import TYPES
from ._xml import add, document, mixed

if TYPE_CHECKING:
    from ..record import Entity, NewsRecord
    from ._marked import Mark, Part

__all__ = ["dumps"]

_LISTS: Final = {
    "persName": ("listPerson", "person"),
    "orgName": ("listOrg", "org"),
    "placeName": ("listPlace", "place"),
}
_ID: Final = "xml:id"


def dumps(record: NewsRecord) -> str:
    """Write a record as a TEI document.

    Raises:
        InvalidArgumentError: the record has no source, and a passage with names or dates in it was folded.
    """
    root = ET.Element("TEI", {"xmlns": "http://www.tei-c.org/ns/1.0", "xml:lang": record.language})
    _header(root, record)
    _stand_off(root, record)
    found = parts(record, quoted=True)
    body = add(add(root, "text"), "body")
    story = add(body, "div", {"type": "article"})
    for part in found:
        if part.role == "headline":
            _write(add(story, "head"), part, record)
    opening = [part for part in found if part.role == "meta"]
    opener = add(story, "opener") if opening else story
    for part in opening:
        _write(add(opener, "seg", {"type": "meta"}), part, record)
    for part in found:
        if part.role == "body":
            _write(add(story, "p"), part, record)
    related = [part for part in found if part.role == "related"]
    if related:
        items = add(add(body, "div", {"type": "related"}), "list")
        for part in related:
            _write(add(items, "item"), part, record)
    if record.furniture:
        rest = add(body, "div", {"type": "furniture"})
        for item in record.furniture:
            add(rest, "ab", {"type": item.role}, item.text)
    return document(root)


def _write(element: ET.Element, part: Part, record: NewsRecord) -> None:
    def tag(mark: Mark, piece: int, last: bool) -> tuple[str, dict[str, str]]:
        return _said(record, mark.what) if isinstance(mark.what, Quotation) else _element(mark, piece, last)

    mixed(element, part.text, part.marks, tag)


def _said(record: NewsRecord, quotation: Quotation) -> tuple[str, dict[str, str]]:
    """A quotation is never parted: it stands around all else."""
    number = quotation.speaker.entity if quotation.speaker is not None else None
    listed = number is not None and TYPES[record.entities[number].type].tei is not None
    who = {"who": f"#e{number + 1}"} if listed and number is not None else {}
    if quotation.kind == "direct":
        return "said", {"direct": "true", **who}
    return "q", {"type": quotation.kind, **who}


def _header(root: ET.Element, record: NewsRecord) -> None:
    header = add(root, "teiHeader")
    file = add(header, "fileDesc")
    titles = add(file, "titleStmt")
    add(titles, "title", {"type": "main"}, record.headline.text if record.headline else "")
    for author in record.authors:
        add(titles, "author", text=author.name)
    publication = add(file, "publicationStmt")
    agency = record.dateline.agency if record.dateline else None
    add(publication, "publisher", text=agency or "unknown")
    if record.published:
        add(publication, "date", {"when": record.published.date.isoformat()}, record.published.text)
    if record.updated:
        updated = {"type": "updated", "when": record.updated.date.isoformat()}
        add(publication, "date", updated, record.updated.text)
    add(publication, "idno", {"type": "URI"}, uri(record))
    if record.id:
        add(publication, "idno", {"type": "id"}, record.id)
    if record.related_headlines:
        notes = add(file, "notesStmt")
        for one in record.related_headlines:
            add(add(add(notes, "relatedItem", {"type": "related"}), "bibl"), "title", text=one.text)
    source = add(add(file, "sourceDesc"), "bibl")
    address = as_uri(record.url)
    if address:
        add(source, "ptr", {"target": address})
    else:
        add(source, "title", text=record.url or (record.headline.text if record.headline else ""))
    encoding = add(add(header, "encodingDesc"), "appInfo")
    made = add(encoding, "application", {"ident": "newsrecord", "version": __version__})
    add(
        made, "label", text=f"{record.generator.name} {record.generator.version} {record.generator.model or ''}".strip()
    )
    profile = add(header, "profileDesc")
    if record.dateline and record.dateline.place:
        creation = add(profile, "creation")
        add(creation, "placeName", text=record.dateline.place)
    add(add(profile, "langUsage"), "language", {"ident": record.language}, record.language)


def _stand_off(root: ET.Element, record: NewsRecord) -> None:
    """People, organisations and places, each with what is known of them."""
    lists: dict[str, list[tuple[int, Entity]]] = {}
    for number, entity in enumerate(record.entities):
        tag = TYPES[entity.type].tei
        if tag is not None:
            lists.setdefault(tag, []).append((number, entity))
    if not lists:
        return
    whole = add(root, "standOff")
    for tag, found in lists.items():
        names, item = _LISTS[tag]
        some = add(whole, names)
        for number, entity in found:
            kind = {"type": "facility"} if entity.type == "FACILITY" else {}
            one = add(some, item, {_ID: f"e{number + 1}", **kind})
            add(one, tag, text=entity.name)
            if entity.country:
                add(one, "country", {"key": entity.country}, entity.country)
            for role in entity.roles:
                add(one, "occupation", text=role)
            for body in entity.affiliations:
                add(one, "affiliation", text=body)
            if entity.ids.geonames is not None:
                add(one, "idno", {"type": "geonames"}, entity.ids.geonames)


def _element(mark: Mark, piece: int, last: bool) -> tuple[str, dict[str, str]]:
    pieces: dict[str, str] = {}
    if piece or not last:
        kind = "m" if mark.entity else "d" if isinstance(mark.what, DateExpression) else "l"
        name = f"{kind}{mark.what.start}"
        pieces[_ID] = f"{name}.{piece + 1}"
        pieces |= {"prev": f"#{name}.{piece}"} if piece else {}
        pieces |= {} if last else {"next": f"#{name}.{piece + 2}"}
    if mark.entity:
        tag = TYPES[mark.entity.type].tei
        if tag:
            return tag, {"ref": f"#e{mark.number + 1}", **pieces}
        return "rs", {"type": mark.entity.type.lower(), "key": mark.entity.name, **pieces}
    if isinstance(mark.what, DateExpression):
        return "date", {**_when(mark.what), **pieces}
    return "seg", {"type": "dateline", **pieces}


def _when(date: DateExpression) -> dict[str, str]:
    told = {"type": date.type.lower(), "n": date.value}
    if date.earliest is None or date.latest is None:
        return told
    if date.earliest == date.latest:
        return {**told, "when": date.earliest.isoformat()}
    return {**told, "notBefore": date.earliest.isoformat(), "notAfter": date.latest.isoformat()}
