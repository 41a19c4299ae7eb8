"""IPTC NewsML-G2 2.35, a `newsItem` at power conformance (https://iptc.org/standards/newsml-g2/) with an XHTML body.

Names stand for the whole story as `subject`s, with no place in the text, and with their GeoNames entry as `sameAs`
where it is known; related headlines are `link`s without a target. Every code is given as a full URI of IPTC's
NewsCodes, so no catalogue is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from ..checks import is_timestamp
from ..errors import InvalidArgumentError
from ._shared import geonames_uri, uri
from ._story import story_entities
from ._types import TYPES
from ._xml import add, document

if TYPE_CHECKING:
    from ..record import NewsRecord

__all__ = ["dumps"]

_CODES: Final = "http://cv.iptc.org/newscodes/"


def dumps(record: NewsRecord, *, version_created: str | None = None, provider: str = "newsrecord") -> str:
    """Write a record as a NewsML-G2 news item.

    Args:
        record: what to write.
        version_created: when this item was made, an ISO 8601 date-time; G2 requires it and this library reads no clock.
            By default the day that the text says it was updated or published, else the reference date, at midnight.
        provider: who is responsible for the item.

    Raises:
        InvalidArgumentError: `version_created` is no date-time, or is not given for a record with no date at all.
    """
    root = ET.Element(
        "newsItem",
        {
            "xmlns": "http://iptc.org/std/nar/2006-10-01/",
            "guid": uri(record),
            "version": "1",
            "standard": "NewsML-G2",
            "standardversion": "2.35",
            "conformance": "power",
            "xml:lang": record.language,
        },
    )
    _management(root, record, _moment(record, version_created), provider)
    _description(add(root, "contentMeta"), record)
    body = add(add(root, "contentSet"), "inlineXML", {"contenttype": "application/xhtml+xml"})
    page = add(body, "html", {"xmlns": "http://www.w3.org/1999/xhtml"})
    add(add(page, "head"), "title", text=record.headline.text if record.headline else "")
    text = add(page, "body")
    for passage in record.body:
        add(text, "p", text=passage.text)
    return document(root)


def _moment(record: NewsRecord, given: str | None) -> str:
    if given is not None:
        if not is_timestamp(given) or "T" not in given:
            raise InvalidArgumentError(
                f"version_created: expected a date-time such as '2025-10-31T12:00Z', got {given!r}"
            )
        return _complete(given)
    stamp = record.updated or record.published
    day = stamp.date if stamp else record.reference_date
    if day is None:
        raise InvalidArgumentError(
            "version_created: NewsML-G2 requires the time at which an item was made, and this record has no date; "
            "pass one, such as version_created='2025-10-31T12:00Z'"
        )
    return _complete(stamp.value) if stamp and "T" in stamp.value else f"{day.isoformat()}T00:00:00"


def _complete(value: str) -> str:
    """A date-time with its seconds, as XML Schema wants it."""
    has_seconds = value[16:17] == ":"
    return value if has_seconds else f"{value[:16]}:00{value[16:]}"


def _management(root: ET.Element, record: NewsRecord, moment: str, provider: str) -> None:
    item = add(root, "itemMeta")
    add(item, "itemClass", {"uri": f"{_CODES}ninature/text"})
    add(add(item, "provider", {"literal": provider}), "name", text=provider)
    add(item, "versionCreated", text=moment)
    add(item, "generator", {"versioninfo": record.generator.version}, record.generator.name)
    if record.headline:
        add(item, "title", text=record.headline.text)
    for one in record.related_headlines:
        add(add(item, "link", {"reluri": f"{_CODES}itemrelation/seeAlso"}), "title", text=one.text)


def _description(meta: ET.Element, record: NewsRecord) -> None:
    for tag, stamp in (("contentCreated", record.published), ("contentModified", record.updated)):
        if stamp:
            add(meta, tag, text=_complete(stamp.value) if "T" in stamp.value else stamp.value)
    line = record.dateline
    if line and line.place:
        add(add(meta, "located", {"literal": line.place}), "name", text=line.place)
    if line and line.agency:
        add(add(meta, "infoSource", {"literal": line.agency}), "name", text=line.agency)
    for author in record.authors:
        add(add(meta, "creator", {"literal": author.name}), "name", text=author.name)
    if record.id:
        add(meta, "altId", text=record.id)
    add(meta, "language", {"tag": record.language})
    for entity in story_entities(record):
        nature = TYPES[entity.type].newsmlg2
        if nature is not None:
            kind = {"typeuri": f"{_CODES}cpnature/{nature}", "literal": entity.name}
            subject = add(meta, "subject", kind)
            add(subject, "name", text=entity.name)
            known = geonames_uri(entity)
            if known is not None:
                add(subject, "sameAs", {"uri": known})
    if record.headline:
        add(meta, "headline", text=record.headline.text)
    if line:
        add(meta, "dateline", text=line.text)
    if record.authors:
        add(meta, "by", text=", ".join(author.name for author in record.authors))
