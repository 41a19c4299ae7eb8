"""schema.org NewsArticle as JSON-LD 1.1 (https://schema.org/NewsArticle, vocabulary release 30.0).

For search engines, content management systems and whoever reads structured data. Names stand for the whole story, once
each; the days and periods that the story speaks of are its `temporalCoverage`, in EDTF (ISO 8601-2), those that EDTF
can say. Related headlines are `citation`s: schema.org's `relatedLink` is for pages, not for articles. The country that
a place is, or lies in, is in its `address`; `sameAs` is its GeoNames entry. Quotations are parts of the article,
`spokenByCharacter` where a person or an organisation is named: the only speakers that schema.org knows.

As a graph, the article, its names and its quotations are nodes with a URI each. That of a name is its own within the
document; the caller can say which names of several documents are one.
"""

from __future__ import annotations

import reprlib
from typing import TYPE_CHECKING, Any, Final, Literal

from ..checks import require_choice
from ..dates import to_edtf
from ..errors import InvalidArgumentError
from ._shared import as_uri, edited, geonames_uri, inside, json_text, uri
from ._story import story_entities
from ._types import TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..record import Entity, NewsRecord, Quotation

__all__ = ["dumps"]

_CONTEXT: Final = "https://schema.org"
_INLINE: Final = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "datePublished": {"@type": "Date"},
    "dateModified": {"@type": "Date"},
}
"""What the context at schema.org says of the terms that are used here."""


def dumps(
    record: NewsRecord,
    *,
    entity_id: Callable[[Entity], str | None] | None = None,
    context: Literal["url", "inline"] = "url",
    indent: int | None = None,
) -> str:
    """Write a record as one JSON-LD object.

    Args:
        record: what to write.
        entity_id: gives the URI of what an entity names, the same wherever it is named, or None where it knows none.
            By default, and then, the URI is that of the document with a fragment.
        context: `url` names schema.org's context, which whoever reads the graph has to fetch; `inline` writes what it
            says of the terms used, so that nothing has to be fetched.
        indent: spaces a level for people to read; one line by default.

    Raises:
        InvalidArgumentError: `context` is neither, or `entity_id` gave what is no absolute URI.
    """
    require_choice("context", context, ("url", "inline"))
    line = record.dateline
    text = record.body_text
    name = uri(record)
    story = story_entities(record)
    things = _Things(record, story, entity_id)
    tree: dict[str, Any] = {
        "@context": _INLINE if context == "inline" else _CONTEXT,
        "@type": "NewsArticle",
        "@id": name,
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
        "mentions": [things.of(entity) for entity in story if TYPES[entity.type].schema_org],
        "temporalCoverage": _coverage(record),
        "hasPart": [_part(one, inside(name, f"quotation-{i}"), things) for i, one in enumerate(record.quotations)],
        "citation": [{"@type": "NewsArticle", "headline": one.text} for one in record.related_headlines],
    }
    return json_text(edited(tree), indent)


class _Things:
    """What the entities of a record name, each with its URI."""

    def __init__(
        self, record: NewsRecord, story: list[Entity], entity_id: Callable[[Entity], str | None] | None
    ) -> None:
        self.entities = record.entities
        self._name = uri(record)
        self._known = entity_id
        self._first = {(entity.name, entity.type): entity for entity in story}
        self._number = {id(entity): i for i, entity in enumerate(record.entities)}

    def of(self, entity: Entity) -> dict[str, Any]:
        """The thing, as it is written wherever it is named; of several entities of one name and type the first's."""
        entity = self._first.get((entity.name, entity.type), entity)
        kind = TYPES[entity.type].schema_org
        country = entity.country if kind == "Place" else None
        return edited(
            {
                "@type": kind,
                "@id": self._uri(entity),
                "name": entity.name,
                "jobTitle": list(entity.roles),
                "affiliation": [self._body(name) for name in entity.affiliations],
                "address": {"@type": "PostalAddress", "addressCountry": country} if country else None,
                "sameAs": geonames_uri(entity),
            }
        )

    def _body(self, name: str) -> dict[str, Any]:
        """The organisation of that name, by its URI where the record names it too."""
        found = self._first.get((name, "ORGANIZATION"))
        return edited({"@type": "Organization", "@id": None if found is None else self._uri(found), "name": name})

    def _uri(self, entity: Entity) -> str:
        told = self._known(entity) if self._known is not None else None
        if told is None:
            return inside(self._name, f"entity-{self._number[id(entity)]}")
        found = as_uri(str(told))
        if found is None:
            wanted = "an absolute URI such as 'https://news.example/id/bo-li', or None"
            raise InvalidArgumentError(
                f"entity_id: expected {wanted}, got {reprlib.repr(told)} for {reprlib.repr(entity.name)}"
            )
        return found


def _part(quotation: Quotation, name: str, things: _Things) -> dict[str, Any]:
    speaker = quotation.speaker
    who = None if speaker is None or speaker.entity is None else things.entities[speaker.entity]
    spoken = things.of(who) if who is not None and who.type in ("PERSON", "ORGANIZATION") else None
    return edited({"@type": "Quotation", "@id": name, "text": quotation.text, "spokenByCharacter": spoken})


def _coverage(record: NewsRecord) -> list[str]:
    """What the story's own dates say in EDTF, each once, in text order."""
    said = (to_edtf(date.value, date.mod) for date in record.dates if date.zone in ("headline", "body"))
    return list(dict.fromkeys(value for value in said if value))
