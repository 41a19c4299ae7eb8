"""What the caller knows of an article wins over what its text seems to say; its place is kept where a line says it.

In come a layout and the headline, authors and publication date that were handed in; out come those as a record takes
them, and the layout without what they replace. Nothing is lost: a line that loses its role becomes furniture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import evolve

from .checks import Place, place_of
from .keys import fold_key
from .record import Author, Furniture, Headline, Passage, Timestamp, as_date, fold
from .visible import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .readers import Layout
    from .record import FurnitureRole

__all__ = ["Head", "Known", "as_names", "with_known"]

_LONGEST_NAME: Final = 12
"""Words of a name that is looked for in the byline lines."""
_WORD: Final = re.compile(r"\w+")
_BETWEEN_NAMES: Final = re.compile(r"[;\n]")


class Known(NamedTuple):
    """What the caller knows; None where that is nothing."""

    headline: str | None = None
    authors: tuple[str, ...] | None = None
    published: str | None = None
    """As it was handed in, for people to read."""
    published_value: str = ""
    """The same as ISO 8601."""


class Head(NamedTuple):
    """What goes into a record."""

    headline: Headline | Passage | None
    authors: tuple[Author, ...]
    published: Timestamp | None


def as_names(authors: str | Iterable[str]) -> tuple[str, ...]:
    """The names of authors, white space folded: those of a string are parted by semicolons or line ends."""
    names = _BETWEEN_NAMES.split(authors) if isinstance(authors, str) else authors
    return tuple(name for name in map(fold, names) if name)


def with_known(text: str, layout: Layout, known: Known) -> tuple[Head, Layout]:
    """Return the head of a record and the layout that goes with it."""
    headline: Headline | Passage | None = layout.headline
    if known.headline is not None:
        layout = _with_headline(layout, known.headline)
        headline = layout.headline or Headline(text=known.headline)
    authors = layout.authors if known.authors is None else _with_places(text, layout, known.authors)
    published = layout.published
    if known.published is not None:
        published = _published(published, known.published, known.published_value)
    return Head(headline, authors, published), layout


# --- headline --------------------------------------------------------------------------------------------------------


def _with_headline(layout: Layout, headline: str) -> Layout:
    """The layout with the line that says a headline as its headline; one that says another becomes furniture."""
    said = layout.headline
    if said is not None and bare(said.text) == bare(headline):
        return layout
    found = _line_of(layout, headline)
    furniture = [item for item in layout.furniture if found is None or item.start != found.start]
    if said is not None:
        role: FurnitureRole = "repeat" if fold_key(said.text) == fold_key(headline) else "other"
        furniture.append(Furniture(role=role, text=said.text, start=said.start, end=said.end))
        furniture.sort(key=lambda item: item.start)
    body = layout.body if found is None else tuple(item for item in layout.body if item.start != found.start)
    return evolve(layout, headline=found, body=body, furniture=tuple(furniture))


def _line_of(layout: Layout, headline: str) -> Passage | None:
    """The first line outside of the byline lines and the related headlines that says a headline."""
    parts: list[Passage | Furniture] = [*layout.body, *layout.furniture]
    wanted = bare(headline)
    found = min((part for part in parts if bare(part.text) == wanted), key=lambda part: part.start, default=None)
    line = layout.dateline
    if found is None or (line is not None and found.start <= line.start < found.end):
        return None
    return Passage(text=found.text, start=found.start, end=found.end)


# --- authors, date ---------------------------------------------------------------------------------------------------


def _with_places(text: str, layout: Layout, names: Sequence[str]) -> tuple[Author, ...]:
    """The authors in the order that they were handed in, each with its place after the place of the one before."""
    places: dict[str, list[Place]] = {name: [] for name in names}
    for author in layout.authors:
        place = place_of(author)
        if author.name in places and place is not None:
            places[author.name].append(place)
    for name, place in _names_in(text, layout.meta, places):
        places[name].append(place)
    waiting = {name: iter(sorted(set(found))) for name, found in places.items()}
    authors, done = [], 0
    for name in names:
        place = next((place for place in waiting[name] if place.start >= done), None)
        if place is None:
            authors.append(Author(name=name))
        else:
            done = place.end
            authors.append(Author(name=name, start=place.start, end=place.end))
    return tuple(authors)


def _names_in(text: str, lines: Iterable[Passage], names: Iterable[str]) -> Iterator[tuple[str, Place]]:
    """Find names in lines: whole words, as they are written."""
    wanted: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        wanted.setdefault(tuple(_WORD.findall(name)), []).append(name)
    lengths = sorted({len(words) for words in wanted if 0 < len(words) <= _LONGEST_NAME})
    for line in lines:
        words = list(_WORD.finditer(text, line.start, line.end))
        for i, first in enumerate(words):
            for length in lengths:
                run = words[i : i + length]
                for name in wanted.get(tuple(word.group() for word in run), ()) if len(run) == length else ():
                    before, after = _edges(name)
                    start, end = max(first.start() - before, line.start), min(run[-1].end() + after, line.end)
                    if fold(text[start:end]) == name:
                        yield name, Place(start, end)


def _edges(name: str) -> tuple[int, int]:
    """How many characters stand before the first and after the last word of a name."""
    words = list(_WORD.finditer(name))
    return words[0].start(), len(name) - words[-1].end()


def _published(said: Timestamp | None, known: str, value: str) -> Timestamp:
    """The date that was handed in, where the text says it when the text gives the same day."""
    if said is not None and said.date == as_date(value):
        return evolve(said, value=value)
    return Timestamp(text=known, value=value)
