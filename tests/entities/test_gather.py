"""Mentions of any recogniser become entities: in order, with zones, fullest names, countries and roles."""

from __future__ import annotations

import re

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.entities import gather
from newsrecord.errors import InvalidRecordError
from newsrecord.readers import Document, FoundMention, Section
from newsrecord.record import ENTITY_TYPES

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


def _gathered(body: str, headline: str = "", related: str = "") -> list[tuple[str, list[str]]]:
    """Names and forms of the entities of people and organisations marked `[P …]`, `[O …]`, `[L …]` in three zones."""
    kinds = {"P": "PERSON", "O": "ORGANIZATION", "L": "LOCATION", "M": "MISC"}
    text, mentions, sections = "", [], []
    for zone, marked in (("headline", headline), ("body", body), ("related", related)):
        begun, last = len(text), 0
        for mark in re.finditer(r"\[([POLM]) ([^]]*)\]", marked):
            text += marked[last : mark.start()]
            mentions.append((len(text), len(text) + len(mark[2]), kinds[mark[1]]))
            text += mark[2]
            last = mark.end()
        text += marked[last:]
        if marked:
            sections.append(Section(begun, len(text), zone))
            text += "\n"
    found = gather(Document(text, tuple(sections)), mentions)
    return [(entity.name, sorted({m.text for m in entity.mentions})) for entity in found]


def test_a_headline_joins_the_story_and_never_renames_extends_or_merges_it() -> None:
    assert _gathered("[P Jane Roe] spoke. [P Roe] left.", "[P Roe] Quits", "[P Roe] Shines") == [
        ("Jane Roe", ["Jane Roe", "Roe"])
    ]
    assert _gathered("[P Andrew Roe] spoke.", related="[P Andrew Partying] and [P Andrew] Roe") == [
        ("Andrew Roe", ["Andrew", "Andrew Roe"]),
        ("Andrew Partying", ["Andrew Partying"]),
    ]
    assert _gathered("[O Tavro] grew. [O Marne] fell.", related="[O Tavro Marne] Rises") == [
        ("Tavro", ["Tavro"]),
        ("Marne", ["Marne"]),
        ("Tavro Marne", ["Tavro Marne"]),
    ]
    assert _gathered("Then Ms [P Roe] spoke.", "[P Jane Roe] Quits") == [("Roe", ["Jane Roe", "Roe"])]


def test_people_of_one_last_name_stay_two() -> None:
    assert _gathered("[P Jane Roe] met [P John Roe].") == [("Jane Roe", ["Jane Roe"]), ("John Roe", ["John Roe"])]
    assert _gathered("[P J. K. Roe] met; [P Jane Roe] left.") == [("Jane Roe", ["J. K. Roe", "Jane Roe"])]
    assert _gathered("[P B. Roe] met; [P Jane Roe] left.") == [("B. Roe", ["B. Roe"]), ("Jane Roe", ["Jane Roe"])]


def test_an_acronym_in_brackets_is_of_the_name_before_it() -> None:
    assert _gathered("The [O Tavro Regional Rescue Centre] ([O RRC]) met. The [O RRC] left.") == [
        ("Tavro Regional Rescue Centre", ["RRC", "Tavro Regional Rescue Centre"])
    ]
    assert _gathered("The [O US Food and Ships Board] met; the [O FSB] left.")[0][0] == "US Food and Ships Board"
    assert len(_gathered("The [M UEFA Cup of Towns] and the [M Cup of Towns].")) == 1


def test_an_organisation_and_its_unit_stay_two() -> None:
    assert len(_gathered("The [O Tavro Police Department] and the [O Tavro Police Department Night Unit].")) == 2


def test_names_are_in_normal_capitals() -> None:
    assert _gathered("The [L U.S.] and the [L U.S.], that is [L America].")[0][0] == "U.S."
    assert _gathered("[L LISBON], Norland. It rained in [L Lisbon].") == [("Lisbon", ["LISBON", "Lisbon"])]
    assert [_gathered(f"[{name}] spoke.")[0][0] for name in ("P SANAE TAKAICHI", "L BRIGHTON", "L UAE", "O NOAA")] == [
        "Sanae Takaichi",
        "Brighton",
        "UAE",
        "NOAA",
    ]


def test_two_names_of_one_place_are_one_entity() -> None:
    text = "KYIV (AP) - Kyiv is cold. Snow fell in Kiev, in Calif. and in California. Kyiv slept."
    names = ("Kyiv", "Kiev", "Calif.", "California")
    mentions = [
        (match.start(), match.end(), "LOCATION") for name in names for match in re.finditer(re.escape(name), text)
    ]
    entities = gather(Document(text, (Section(0, len(text), "body"),)), mentions)
    assert [(entity.name, len(entity.mentions), entity.country) for entity in entities] == [
        ("Kyiv", 3, "UA"),
        ("California", 2, "US"),
    ]


def test_people_are_of_the_organisations_that_the_text_says_under_their_full_names() -> None:
    text = "Acme Bank fell. Jane Roe of Acme wrote. Acme director Jane Roe agreed, Lee Poe of Lima said."
    found = [("Acme Bank", "ORGANIZATION"), ("Jane Roe", "PERSON"), ("Lee Poe", "PERSON"), ("Lima", "LOCATION")]
    mentions = [(m.start(), m.end(), kind) for name, kind in found for m in re.finditer(re.escape(name), text)]
    mentions += [(m.start(), m.end(), "ORGANIZATION") for m in re.finditer("Acme(?! Bank)", text)]
    entities = gather(Document(text, (Section(0, len(text), "body"),)), mentions)
    said = {entity.name: entity.affiliations for entity in entities if entity.affiliations}
    assert said == {"Jane Roe": ("Acme Bank",)}


@given(st.data())
def test_what_is_made_without_a_check_would_pass_it(data: st.DataObject) -> None:
    words = list(re.finditer(r"\S+", TEXT))
    chosen = data.draw(st.lists(st.sampled_from(words), unique=True, max_size=6))
    kinds = st.sampled_from(ENTITY_TYPES)
    entities = gather(DOCUMENT, [(word.start(), word.end(), data.draw(kinds)) for word in chosen])
    for entity in entities:
        assert attrs.evolve(entity) == entity
        assert [attrs.evolve(mention) for mention in entity.mentions] == list(entity.mentions)


@pytest.mark.parametrize("bad", [(0, 4, "PLANET"), (0, 0, "PERSON"), (True, 4, "PERSON")])
def test_a_mention_that_is_none_is_refused(bad: tuple[int, int, str]) -> None:
    with pytest.raises(InvalidRecordError):
        gather(DOCUMENT, [bad])  # type: ignore[list-item]
