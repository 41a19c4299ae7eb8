"""What a reader is: four small protocols, and what passes between the readers and the parser.

A `Parser` runs a layout reader over the text, then a recogniser, a gatherer and a date reader over the document that
the layout makes of it. Any object with the right method may stand in for one of them; no base class is needed. A reader
is a pure function of its arguments: it keeps no state between calls, so one instance serves many threads. All spans are
half-open in code points of the text that the reader was given: the caller's as it is seen, without soft hyphens and
other signs that show nothing, and in a document with the words whole that a line end broke (`newsrecord.visible`). The
parser finds the places in the caller's text. What a reader returns is checked; what fits no record is a `ReaderError`
that names the reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from attrs import frozen

from .record import Author, Dateline, EntityType, Furniture, Passage, Timestamp
from .text import Document, Section

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from .record import DateExpression, Entity

__all__ = [
    "DateReader",
    "Document",
    "FoundMention",
    "Gatherer",
    "Layout",
    "LayoutReader",
    "Recognizer",
    "Section",
]


@frozen(kw_only=True)
class Layout:
    """The parts of a page, as they go into the record. Passages are disjoint and leave no non-blank line out."""

    headline: Passage | None = None
    authors: tuple[Author, ...] = ()
    dateline: Dateline | None = None
    published: Timestamp | None = None
    updated: Timestamp | None = None
    body: tuple[Passage, ...] = ()
    related_headlines: tuple[Passage, ...] = ()
    meta: tuple[Passage, ...] = ()
    furniture: tuple[Furniture, ...] = ()


@runtime_checkable
class LayoutReader(Protocol):
    """Tells the parts of a page apart."""

    def read(self, text: str) -> Layout:
        """Return the parts of `text`."""
        ...


@runtime_checkable
class DateReader(Protocol):
    """Finds temporal expressions and reads their values."""

    def read(self, document: Document, reference_date: datetime.date | None) -> Sequence[DateExpression]:
        """Return the temporal expressions of the document's sections, in text order, each with its section's zone.

        Relative ones are resolved against `reference_date`, never against today; without it they stay unresolved.
        """
        ...


class FoundMention(NamedTuple):
    """A name that a recogniser found: any `(start, end, type)` tuple will do."""

    start: int
    end: int
    type: EntityType
    score: float | None = None
    """How sure the recogniser is, from 0 to 1, where it says so; for the gatherer, it does not go into the record."""
    key: str | None = None
    """What the recogniser knows it by, such as an id in a knowledge base: mentions with one key are of one entity."""


@runtime_checkable
class Recognizer(Protocol):
    """Finds names and says what kind of thing each names.

    Optional: an attribute `model`, a string that names the model and a digest of it; it goes into
    `record.generator.model`, so that a record tells what made it.
    """

    def recognize(self, document: Document) -> Iterable[FoundMention | tuple[int, int, EntityType]]:
        """Return the mentions in the document's sections as (start, end, type), in any order, or as `FoundMention`s.

        A mention that leaves its section, or overlaps one that starts before it or is longer, is dropped by the
        parser; white space at its edges is taken off.
        """
        ...


@runtime_checkable
class Gatherer(Protocol):
    """Makes entities of mentions: which are of one, what it is called, its country, its roles."""

    def gather(self, document: Document, mentions: Sequence[FoundMention]) -> Iterable[Entity]:
        """Return the entities in order of first mention, each with its mentions in text order.

        The mentions have been checked: each lies in one section that holds names, they are in text order and disjoint.
        """
        ...
