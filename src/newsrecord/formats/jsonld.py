"""schema.org NewsArticle as JSON-LD 1.1 (https://schema.org/NewsArticle, vocabulary release 30.0).

For search engines, content management systems and whoever reads structured data. Names stand for the whole story, once
each; the days and periods that the story speaks of are its `temporalCoverage`, in EDTF (ISO 8601-2), those that EDTF
can say. Related headlines are `citation`s: schema.org's `relatedLink` is for pages, not for articles. The country that
a place is, or lies in, is in its `address`; `sameAs` is its GeoNames entry. Quotations are parts of the article,
`spokenByCharacter` where a person or an organisation is named: the only speakers that schema.org knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..dates import to_edtf
from ._shared import as_uri, edited, geonames_uri, json_text, uri
from ._story import story_entities
from ._types import TYPES

if TYPE_CHECKING:
    from ..record import Entity, NewsRecord, Quotation

__all__ = ["dumps"]


def dumps(record: NewsRecord, *, indent: int | None = None) -> str:
    """Write a record as one JSON-LD object.

    Args:
        record: what to write.
        indent: spaces a level for people to read; one line by default.
    """
    line = record.dateline
    text = record.body_text
    tree: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": uri(record),
        "url": as_uri(record.url),
        "identifier": record.id,
        "headline": record.headline.text if record.headline else None,
        "author": [{"@type": "Person", "name": author.name} for author in record.authors],
        "datePublished": record.published.value if record.published else None,
        "dateModified": record.updated.value if record.updated else None,
        "dateline": line.text if line else None,
        "locationCreated": {"@type": "Place", "name": line.place} if line and line.place else None,
        "sourceOrganization": {"@type": "Organization", "name": line.agency} if line and line.agency else None,
        "inLanguage": record.language,
        "articleBody": text,
        "wordCount": len(text.split()) if text else None,
        "mentions": [_thing(entity) for entity in story_entities(record) if TYPES[entity.type].schema_org],
        "temporalCoverage": _coverage(record),
        "hasPart": [_part(record, one) for one in record.quotations],
        "citation": [{"@type": "NewsArticle", "headline": one.text} for one in record.related_headlines],
    }
    return json_text(edited(tree), indent)


def _thing(entity: Entity) -> dict[str, Any]:
    kind = TYPES[entity.type].schema_org
    country = entity.country if kind == "Place" else None
    return edited(
        {
            "@type": kind,
            "name": entity.name,
            "jobTitle": list(entity.roles),
            "affiliation": [{"@type": "Organization", "name": body} for body in entity.affiliations],
            "address": {"@type": "PostalAddress", "addressCountry": country} if country else None,
            "sameAs": geonames_uri(entity),
        }
    )


def _part(record: NewsRecord, quotation: Quotation) -> dict[str, Any]:
    speaker = quotation.speaker
    who = None if speaker is None or speaker.entity is None else record.entities[speaker.entity]
    spoken = _thing(who) if who is not None and who.type in ("PERSON", "ORGANIZATION") else None
    return edited({"@type": "Quotation", "text": quotation.text, "spokenByCharacter": spoken})


def _coverage(record: NewsRecord) -> list[str]:
    """What the story's own dates say in EDTF, each once, in text order."""
    said = (to_edtf(date.value, date.mod) for date in record.dates if date.zone in ("headline", "body"))
    return list(dict.fromkeys(value for value in said if value))
