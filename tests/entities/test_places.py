"""Countries and ids of places: what is known, what the text says, what else it names, and what stays open."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsrecord
from newsrecord import DataFileError, InvalidArgumentError, Language
from newsrecord.entities import NewsRecognizer, explain_places, gather
from newsrecord.entities.geography import Geography, PlaceNames
from newsrecord.entities.places import Named, Places
from newsrecord.language import english
from newsrecord.readers import FoundMention
from newsrecord.text import Document, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

GEOGRAPHY = english().made(Geography)
CASES = [
    line for line in (Path(__file__).parent / "places.txt").read_text("utf-8").splitlines() if line and line[0] != "#"
]
MARK = re.compile(r"\[(?P<name>[^\[\]]+) (?P<type>[A-Z]+) (?P<country>[A-Z]{2}|-)\]")


def read(line: str) -> tuple[Document, list[tuple[FoundMention, str | None]]]:
    """A line of the fixture as a document, and its mentions with the countries that they should have."""
    address = re.match(r"<(\S+)> ", line)
    line = line[address.end() :] if address else line
    text, at = "", 0
    found = []
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        start = len(text)
        text += mark["name"]
        found.append(
            (FoundMention(start, len(text), mark["type"]), None if mark["country"] == "-" else mark["country"])
        )
        at = mark.end()
    text += line[at:]
    return Document(text, (Section(0, len(text), "body"),), url=address[1] if address else None), found


@pytest.mark.parametrize("line", CASES)
def test_each_place_has_its_country_or_none(line: str) -> None:
    document, found = read(line)
    entities = gather(document, [mention for mention, _ in found])
    got = {mention.start: entity.country for entity in entities for mention in entity.mentions}
    assert {document.text[m.start : m.end] + f" at {m.start}": got[m.start] for m, _ in found} == {
        f"{document.text[m.start : m.end]} at {m.start}": country for m, country in found
    }


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("The flood reached [Lima LOCATION PE] in [Peru LOCATION PE].", ["3936456", "3932488"]),
        ("[PARIS LOCATION US], [Texas LOCATION US], is dry.", ["4717560", "4736286"]),
        ("[Singapore LOCATION SG] is dry.", ["1880251"]),
        (
            "[Springfield LOCATION US] and [Peoria LOCATION US] in [Montana LOCATION US] are dry.",
            [None, None, "5667009"],
        ),
        ("Rain in [northern Kenya LOCATION KE].", [None]),
        ("[Peruvian NORP PE] rain.", [None]),
    ],
)
def test_an_id_is_given_where_one_thing_is_meant(line: str, ids: list[str | None]) -> None:
    document, found = read(line)
    assert [one.ids.geonames for one in gather(document, [mention for mention, _ in found])] == ids


def test_a_town_and_the_larger_place_after_it_are_two_mentions() -> None:
    text = "A fair in Springfield, Illinois, drew thousands. The mayor flew to Washington, D.C., on Monday."
    document = Document(text, (Section(0, len(text), "body"),))
    found = [text[m.start : m.end] for m in NewsRecognizer().recognize(document) if m.type == "LOCATION"]
    assert found[:2] == ["Springfield", "Illinois"]
    assert not any("," in name and "Springfield" in name for name in found)


def test_it_says_why() -> None:
    text = "PARIS, Texas - A barn in Paris burned. Georgia and Atlanta were dry. Europe was not, nor was Hebble Elm."
    spans = [("PARIS", 0), ("Texas", 7), ("Paris", 25), ("Georgia", 39), ("Atlanta", 51), ("Europe", 69)]
    document = Document(text, (Section(0, len(text), "body"),))
    entities = gather(document, [(start, start + len(name), "LOCATION") for name, start in spans])
    body = newsrecord.Passage(text=text, start=0, end=len(text))
    generator = newsrecord.Generator(name="newsrecord", version="0")
    record = newsrecord.NewsRecord(generator=generator, source=text, body=[body], entities=entities)
    told = {one.name: one for one in explain_places(record)}
    assert (told["Paris"].reason, told["Paris"].said, told["Paris"].country) == ("stated", "Texas", "US")
    assert told["Georgia"].reason == "known"
    assert told["Georgia"].other == "GE"
    assert told["Georgia"].margin >= 6
    assert "Atlanta" in told["Georgia"].evidence
    assert (told["Europe"].reason, told["Europe"].country) == ("open", None)
    assert {one.name: one.country for one in told.values()} == {one.name: one.country for one in entities}
    with pytest.raises(InvalidArgumentError, match="it has no source"):
        explain_places(attrs.evolve(record, source=None))


def test_related_headlines_say_nothing_for_the_story() -> None:
    body, related = "A hunter was found at Bethany, police said.", "Texas, Ohio and Iowa vote; Bethel shop burns"
    text = f"{body}\n{related}"
    document = Document(text, (Section(0, len(body), "body"), Section(len(body) + 1, len(text), "related")))
    spans = [
        (text.index(name), text.index(name) + len(name), "LOCATION") for name in ("Bethany", "Texas", "Ohio", "Iowa")
    ]
    assert [one.country for one in gather(document, spans)] == [None, "US", "US", "US"]
    whole = Document(text, (Section(0, len(text), "body"),))
    assert [one.country for one in gather(whole, spans)] == ["US"] * 4


def test_long_names_and_many_of_them_cost_no_more_than_they_are_long() -> None:
    text = "Lima " * 20_000 + ", Lima" * 20_000 + " " + "Paris " * 50_000
    at = text.index("Paris")
    document = Document(text, (Section(0, len(text), "body"),))
    spans = [(start, start + 4) for start in range(0, 100_000, 5)]
    named = [Named("LOCATION", ("Lima",), spans), Named("NORP", (text[at:],), [(at, len(text))])]
    named += [Named("LOCATION", (f"Place {i}",), [(100_000 + 6 * i, 100_004 + 6 * i)]) for i in range(5_000)]
    places = english().made(Places).settle(document, named)
    assert [place.country for place in places[:2]] == ["PE", None]


def test_the_outlets_address_counts() -> None:
    def outlet(url: str | None) -> str | None:
        return english().made(Places)._outlet(Document("", (), url=url).host)

    assert outlet("https://www.herald.co.za/a?b=c.uk") == "ZA"
    assert outlet("news.bbc.co.uk") == "GB"
    assert outlet("https://www.state.gov/x") == "US"
    for none in (None, "", "https://paper.com/a.za", "https://start.up.io", "mailto:x", "x" * 100, "http://[::1", "//"):
        assert outlet(none) is None, none


def test_names_are_compared_without_case_points_dashes_and_articles() -> None:
    key = english().made(PlaceNames).key
    assert key("St. Louis") == key("SAINT LOUIS") == "saint louis"
    assert key("the Bronx") == "bronx"
    assert key("Port-au-Prince") == key("Port au Prince")
    assert key("D.C.") == "dc"
    assert key("") == key("–") == ""


def test_the_table_is_what_the_card_says() -> None:
    assert {known.country for known in GEOGRAPHY.known("Georgia")} == {"GE", "US"}
    assert next(known for known in GEOGRAPHY.known("Lima") if known.country == "PE").geonames == 3936456
    assert len(GEOGRAPHY.countries) > 240
    assert all(re.fullmatch("[A-Z]{2}", code) for code in GEOGRAPHY.countries)
    assert GEOGRAPHY.known("") == GEOGRAPHY.known("No Such Place") == ()
    rows = list(GEOGRAPHY._rows)
    assert rows == sorted(rows), "names are looked up by halving"
    assert len(rows) == len(GEOGRAPHY._kinds) == len(GEOGRAPHY._weights) == len(GEOGRAPHY._ids) // 4


def test_a_damaged_table_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    for name in ("text", "stamps", "layout", "dates", "names", "countries", "places"):
        (folder / f"{name}.toml").write_text('table = "xx-0"\n' if name == "places" else "", "utf-8")
    with pytest.raises(DataFileError, match=r"places\.tables"):
        Language.read(folder).made(Geography)
    (folder / "places.tables").write_bytes(b"newsrecord-places 1 xx-0 0\n1 2\nxx")
    with pytest.raises(DataFileError, match="damaged"):
        Language.read(folder).made(Geography)
    (folder / "places.toml").write_text('[short.PE]\nLima = ["Li."]\n', "utf-8")
    with pytest.raises(DataFileError, match="Lima"):
        Language.read(folder).made(Geography)


def _named(text: str) -> Iterator[Named]:
    for match in re.finditer(r"[A-Z]\w+", text):
        kind = ("LOCATION", "FACILITY", "NORP", "ORGANIZATION")[len(match[0]) % 4]
        yield Named(kind, (match[0],), [match.span()])


WORDS = st.sampled_from(
    [
        *("Paris", "Texas", "Georgia", "Atlanta", "Tbilisi", "Russian", "Ohio", "London", "Ontario", "Tex", "D.C."),
        *("Egyptian", "the", "in", "of", "and", ",", "(", ")", ".", "'s", "city", "northern"),
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=60), st.none() | st.text(max_size=20))
def test_every_text_is_settled_and_always_in_the_same_way(text: str, url: str | None) -> None:
    document = Document(text, (Section(0, len(text), "body"),) if text else (), url=url)
    named = list(_named(text)) if text else []
    places = english().made(Places).settle(document, named)
    assert len(places) == len(named)
    assert places == english().made(Places).settle(document, named)
    for thing, place in zip(named, places, strict=True):
        assert place.country is None or place.country in GEOGRAPHY.countries
        assert place.country is not None or place.geonames is None
        assert thing.type != "ORGANIZATION" or place.country is None
        assert (place.country is None) == (place.reason in ("unsure", "open", "unknown"))


def test_what_a_list_names_is_what_the_word_behind_it_says() -> None:
    text = "Fever reached Calhoun, Kalamazoo and Van Buren counties, all of them in Michigan."
    names = ("Calhoun", "Kalamazoo", "Van Buren", "Michigan")
    spans = [(text.index(name), text.index(name) + len(name), "LOCATION") for name in names]
    *counties, _ = gather(Document(text, (Section(0, len(text), "body"),)), spans)
    for entity in counties:
        known = english().made(Geography).known(f"{entity.name} County")
        (county,) = [one for one in known if one.region == "USMI"]
        assert (entity.country, entity.ids.geonames) == ("US", str(county.geonames))
