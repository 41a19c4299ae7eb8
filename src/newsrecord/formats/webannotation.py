"""W3C Web Annotation Data Model (Recommendation of 23 February 2017, https://www.w3.org/TR/annotation-model/).

One annotation for each mention, each date and each quotation, in an `AnnotationCollection`. Each points into the
record's source by position and by quotation. Positions count code points, as the Recommendation says (section 4.2.5:
Unicode characters); clients that count as JavaScript does take `offsets="utf-16"`.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Literal

from ..checks import require_choice
from ..errors import InvalidArgumentError
from ._shared import clean, edited, geonames_uri, inside, json_text, speaker_name, uri

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..record import DateExpression, Mention, NewsRecord, Quotation

__all__ = ["dumps"]

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
"""Code points of text before and after, which tell a quotation from the same words elsewhere."""


def dumps(
    record: NewsRecord, *, offsets: Literal["code-points", "utf-16"] = "code-points", indent: int | None = None
) -> str:
    """Write the mentions, dates and quotations of a record as one annotation collection.

    Args:
        record: what to write.
        offsets: what positions count: code points of the source, or its UTF-16 code units.
        indent: spaces a level for people to read; one line by default.

    Raises:
        InvalidArgumentError: `offsets` is neither, or is `utf-16` for a record without its source.
    """
    require_choice("offsets", offsets, ("code-points", "utf-16"))
    name = uri(record)
    items: list[tuple[int, dict[str, Any]]] = []
    place = _places(record, offsets)

    def add(
        key: str,
        span: Mention | DateExpression | Quotation,
        motivation: str,
        bodies: list[tuple[str, str]],
        known: str | None = None,
    ) -> None:
        body = [
            {"type": "TextualBody", "value": value, "purpose": purpose, "format": "text/plain"}
            for purpose, value in bodies
        ]
        if known is not None:
            body.append({"type": "SpecificResource", "source": known, "purpose": "identifying"})
        target = {"type": "SpecificResource", "source": name, "selector": _selectors(record, span, place)}
        items.append(
            (
                span.start,
                {
                    "id": inside(name, key),
                    "type": "Annotation",
                    "motivation": motivation,
                    "body": body,
                    "target": target,
                },
            )
        )

    for i, entity in enumerate(record.entities):
        told = [("classifying", entity.type), ("identifying", clean(entity.name))]
        told += [("describing", clean(said)) for said in (*entity.roles, *entity.affiliations)]
        for j, mention in enumerate(entity.mentions):
            add(f"entity-{i}-mention-{j}", mention, "identifying", told, geonames_uri(entity))
    for i, date in enumerate(record.dates):
        said = [("classifying", date.type), ("tagging", clean(date.value))]
        add(f"date-{i}", date, "tagging", said + ([("describing", date.mod)] if date.mod else []))
    for i, one in enumerate(record.quotations):
        by = [("identifying", clean(speaker_name(record, one) or ""))]
        by += [("describing", clean(one.speaker.text))] if one.speaker is not None else []
        add(f"quotation-{i}", one, "classifying", [("classifying", one.kind), *(pair for pair in by if pair[1])])
    items.sort(key=lambda item: item[0])
    page = {
        "id": inside(name, "page"),
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": [item for _, item in items],
    }
    collection = {
        "@context": _CONTEXT,
        "id": inside(name, "annotations"),
        "type": "AnnotationCollection",
        "label": record.headline.text if record.headline else None,
        "total": len(items),
        "first": page if items else None,
    }
    return json_text(edited(collection), indent)


def _selectors(
    record: NewsRecord, span: Mention | DateExpression | Quotation, place: Callable[[int], int]
) -> list[dict[str, str | int]]:
    position: dict[str, str | int] = {
        "type": "TextPositionSelector",
        "start": place(span.start),
        "end": place(span.end),
    }
    quote: dict[str, str | int] = {"type": "TextQuoteSelector", "exact": span.text}
    if record.source is not None:
        quote["exact"] = record.source[span.start : span.end]
        quote["prefix"] = record.source[max(0, span.start - _AROUND) : span.start]
        quote["suffix"] = record.source[span.end : span.end + _AROUND]
    return [position, {key: clean(value) if isinstance(value, str) else value for key, value in quote.items()}]


def _places(record: NewsRecord, offsets: str) -> Callable[[int], int]:
    """What turns a place in the source into the unit that is asked for."""
    if offsets == "code-points":
        return lambda at: at
    if record.source is None:
        raise InvalidArgumentError("offsets: UTF-16 places need the record's source, which was left out of it")
    astral = [i for i, character in enumerate(record.source) if character > "\uffff"]
    return lambda at: at + bisect_left(astral, at)
