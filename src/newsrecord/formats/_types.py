"""The entity types, one row each: what a type means, and what every foreign vocabulary calls it.

A new type is a new row; the tests fail until each column says what becomes of it, if only that it is left out (None).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from ..record import EntityType

__all__ = ["TYPES", "Vocabulary"]


class Vocabulary(NamedTuple):
    """What one type is called."""

    meaning: str
    """For people; the reference has it, and a test holds the two together."""
    word: str
    """The word that stands behind a name on a page, and in its legend."""
    colours: tuple[str, str]
    """Its ground on a page, light and dark (sRGB); each has a contrast of 4.5 and more with the page's ink."""
    ninjs: str | None
    """The list of ninjs 3.1 that it stands in."""
    schema_org: str | None
    """The type of schema.org."""
    newsmlg2: str | None
    """The concept nature of IPTC (cpnature)."""
    tei: str | None
    """The element of TEI P5 that names one of its kind and has a list; all others are plain names there."""


TYPES: Final[dict[EntityType, Vocabulary]] = {
    "PERSON": Vocabulary(
        "people, also fictional", "person", ("#fbe3b6", "#5a430b"), "people", "Person", "person", "persName"
    ),
    "ORGANIZATION": Vocabulary(
        "companies, agencies, parties, teams, institutions", "org", ("#cfe3ff", "#17406f"),
        "organisations", "Organization", "organisation", "orgName",
    ),
    "LOCATION": Vocabulary(
        "countries, cities, regions, natural places", "place", ("#cdeed2", "#1d4f2a"),
        "places", "Place", "geoArea", "placeName",
    ),
    "FACILITY": Vocabulary(
        "buildings, roads, bridges, airports", "facility", ("#d7f0ee", "#12504c"), "places", "Place", "poi", "placeName"
    ),
    "NORP": Vocabulary(
        "peoples, religious and political groups", "people", ("#ecd9ff", "#4c2a6e"),
        "subjects", "Thing", "abstract", None,
    ),
    "PRODUCT": Vocabulary(
        "things that are made and sold", "product", ("#ffdbe6", "#66223c"), "objects", "Product", "object", None
    ),
    "MISC": Vocabulary(
        "events, works, laws, languages, awards", "other", ("#e6e4d8", "#4a4733"), "subjects", "Thing", "abstract", None
    ),
    "MONEY": Vocabulary("amounts of money", "money", ("#e3f0a8", "#414f0c"), None, None, None, None),
}  # fmt: skip
