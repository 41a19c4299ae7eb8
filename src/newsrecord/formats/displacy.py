"""Input for displaCy's entity view (`displacy.render(data, style="ent", manual=True)`; https://spacy.io/api/top-level).

The text is that of the chosen zones, a blank line between two passages; offsets are code points. displaCy shows no
overlaps, so a date that overlaps a name is left out. Writing needs no spaCy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..record import DateExpression
from ._shared import json_text
from ._tokens import STORY, chosen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..record import NewsRecord
    from ._tokens import Zone

__all__ = ["dumps"]


def dumps(record: NewsRecord, *, zones: Sequence[Zone] = STORY, indent: int | None = None) -> str:
    """Write a record as the object that displaCy shows.

    Args:
        record: what to write.
        zones: the parts of the page to take: some of `headline`, `body`, `related`.
        indent: spaces a level for people to read; one line by default.

    Raises:
        InvalidArgumentError: a zone is not one of these; or the record has no source and was folded.
    """
    text = chosen(record, zones)
    ents: list[dict[str, Any]] = [
        {"start": mark.start, "end": mark.end, "label": mark.entity.type} for mark in text.marks if mark.entity
    ]
    names = iter([*ents, {"start": len(text.text) + 1}])
    name = next(names)
    before = 0
    for mark in text.marks:
        while name["start"] < mark.start:
            before, name = name["end"], next(names)
        if isinstance(mark.what, DateExpression) and before <= mark.start and mark.end <= name["start"]:
            ents.append({"start": mark.start, "end": mark.end, "label": mark.what.type})
    ents.sort(key=lambda ent: ent["start"])
    return json_text({"text": text.text, "ents": ents, "title": None}, indent)
