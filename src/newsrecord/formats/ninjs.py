"""IPTC ninjs 3.1, news in JSON for agencies and publishers (https://iptc.org/std/ninjs/ninjs-schema_3.1.json).

Names stand for the whole story, with no place in the text: those of the headline and the body, once each. Peoples and
groups (NORP) and MISC are `subjects`, products `objects`, facilities `places`, whose `contactInfo` has the country that
they are or lie in, and whose `uri` is their GeoNames entry where it is known; amounts of money are no concepts and are
left out, as are dates, for which ninjs has no list. `contentCreated` needs a time with its zone: a published line with
less stays out rather than being given a midnight that nobody printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from ._shared import as_uri, clean_xml, edited, geonames_uri, json_text, related_uri, uri
from ._story import story_entities
from ._types import TYPES

if TYPE_CHECKING:
    from ..record import NewsRecord

__all__ = ["dumps"]

_STANDARD: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}


def dumps(record: NewsRecord, *, indent: int | None = None) -> str:
    """Write a record as one ninjs object.

    Args:
        record: what to write.
        indent: spaces a level for people to read; one line by default.
    """
    title = record.headline.text if record.headline else None
    text = record.body_text
    people = [author.name for author in record.authors]
    sources = [{"name": name, "role": "author"} for name in people]
    if record.dateline and record.dateline.agency:
        sources.append({"name": record.dateline.agency, "role": "agency"})
    tree: dict[str, Any] = {
        "uri": uri(record),
        "type": "text",
        "representationType": "full",
        "profile": "text",
        "standard": _STANDARD,
        "language": record.language,
        "contentCreated": _moment(record),
        "title": title,
        "by": ", ".join(people),
        "located": record.dateline.place if record.dateline else None,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": title}] if title else [],
        "bodies": [
            {
                "role": "main",
                "contentType": kind,
                "charCount": len(text),
                "wordCount": len(text.split()),
                "value": value,
            }
            for kind, value in (("text/plain", text), ("application/xhtml+xml", _xhtml(record)))
            if record.body
        ],
        **_concepts(record),
        "infoSources": sources,
        "associations": [
            {"name": one.text, "uri": related_uri(one.text), "rel": "related", "type": "text", "title": one.text}
            for one in record.related_headlines
        ],
        "altIds": _ids(record),
    }
    return json_text(edited(tree), indent)


def _moment(record: NewsRecord) -> str | None:
    """The published moment as RFC 3339 wants it, seconds and zone included, or None where the text says less."""
    value = record.published.value if record.published else ""
    day, _, clock = value.partition("T")
    if len(clock) < len("HH:MMZ"):
        return None
    zone = clock[8:] if clock[5] == ":" else clock[5:]
    return f"{day}T{clock[:8] if clock[5] == ':' else clock[:5] + ':00'}{zone}" if zone else None


def _xhtml(record: NewsRecord) -> str:
    whole = ET.Element("div", xmlns="http://www.w3.org/1999/xhtml")
    for passage in record.body:
        ET.SubElement(whole, "p").text = clean_xml(passage.text)
    return ET.tostring(whole, encoding="unicode")


def _concepts(record: NewsRecord) -> dict[str, list[dict[str, Any]]]:
    lists: dict[str, list[dict[str, Any]]] = {kind.ninjs: [] for kind in TYPES.values() if kind.ninjs}
    for entity in story_entities(record):
        name = TYPES[entity.type].ninjs
        if name is not None:
            one: dict[str, Any] = {"name": entity.name, "rel": "mentions"}
            if entity.country and name == "places":
                one["contactInfo"] = [{"type": "address", "address": {"country": entity.country}}]
            known = geonames_uri(entity)
            if known is not None:
                one["uri"] = known
            lists[name].append(one)
    return lists


def _ids(record: NewsRecord) -> list[dict[str, str]]:
    ids = [{"role": "id", "value": record.id}] if record.id else []
    return ids + ([{"role": "url", "value": record.url}] if record.url and not as_uri(record.url) else [])
