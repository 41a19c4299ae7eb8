"""What formats without places in the text say of a story: its own entities, once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..record import Entity, NewsRecord

__all__ = ["story_entities"]


def story_entities(record: NewsRecord) -> list[Entity]:
    """The entities named in the headline or the body, in order of first mention, each name and type once.

    Who is only named in a related headline is not who the story is about.
    """
    found: dict[tuple[str, str], Entity] = {}
    for entity in record.entities:
        if entity.zones != ("related",):
            found.setdefault((entity.name, entity.type), entity)
    return list(found.values())
