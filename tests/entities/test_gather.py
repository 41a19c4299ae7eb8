"""Mentions of any recogniser become entities: in order, with zones, fullest names, countries and roles."""

from __future__ import annotations

from newsrecord.entities import gather
from newsrecord.text import Document, Section

TEXT = "Peru recalls envoy\nBy Ana Ruiz\nFormer minister Luis Paz left Peru. The Peruvian envoy, Paz, is home."
DOCUMENT = Document(TEXT, (Section(0, 18, "headline"), Section(19, 30, "meta"), Section(31, len(TEXT), "body")))


def mention(text: str, kind: str, nth: int = 0) -> tuple[int, int, str]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(text, start + 1)
    return start, start + len(text), kind


def test_entities_gather_their_mentions() -> None:
    found = [
        mention("Paz", "PERSON", 1),
        mention("Luis Paz", "PERSON"),
        mention("Peru", "LOCATION"),
        mention("Peru", "LOCATION", 1),
        mention("Peruvian", "NORP"),
    ]
    peru, paz, peruvian = gather(DOCUMENT, found)
    assert (peru.name, peru.country, peru.zones) == ("Peru", "PE", ("headline", "body"))
    assert (paz.name, paz.roles) == ("Luis Paz", ("Former minister", "Peruvian envoy"))
    assert [m.text for m in paz.mentions] == ["Luis Paz", "Paz"]
    assert (peruvian.name, peruvian.type, peruvian.country) == ("Peruvian", "NORP", "PE")


def test_a_byline_holds_no_entities() -> None:
    assert gather(DOCUMENT, [mention("Ana Ruiz", "PERSON")]) == ()


def test_nothing_gives_nothing() -> None:
    assert gather(DOCUMENT, []) == ()
