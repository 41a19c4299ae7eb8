"""Mentions of any recogniser become entities: in order, with zones, fullest names, countries and roles."""

from __future__ import annotations

from newsrecord.entities import gather
from newsrecord.readers import Document, FoundMention, Section

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


def test_mentions_with_one_key_are_of_one_entity_and_with_two_are_not() -> None:
    text = "Bush and Bush met Peru; his father, Bush, was there, and Peru."
    document = Document(text, (Section(0, len(text), "body"),))
    keys = {0: "son", 9: "father", 24: "father", 36: None, 18: None, 57: "Q419"}
    words = {0: "Bush", 9: "Bush", 18: "Peru", 24: "his father", 36: "Bush", 57: "Peru"}
    mentions = [
        FoundMention(at, at + len(word), "LOCATION" if word == "Peru" else "PERSON", key=keys[at])
        for at, word in words.items()
    ]
    found = [[mention.start for mention in entity.mentions] for entity in gather(document, mentions)]
    assert found == [[0, 36], [9, 24], [18, 57]]
    assert gather(document, mentions[:1]) == gather(document, [mentions[0][:3]])
