"""The recogniser and `gather`: a small article, promises that hold for every text, the data file."""

from __future__ import annotations

import hashlib
import pickle
import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.entities import NewsRecognizer, gather, lists
from newsrecord.entities.gazetteer import load_gazetteer
from newsrecord.entities.lists import read_lists
from newsrecord.entities.tagger import tag
from newsrecord.errors import DataFileError
from newsrecord.language import english
from newsrecord.readers import FoundMention, Recognizer
from newsrecord.record import Generator, NewsRecord, Passage, fold
from newsrecord.text import Document, Section

RECOGNIZER = NewsRecognizer()

SENTENCES = """
PERSON        The coup was led by [Pedro Castillo] in 2022.
PERSON        On Friday President [Pedro Castillo] left.
PERSON        Mr [Castillo] left.
PERSON        It was [Ursula von der Leyen] who spoke.
PERSON        Then [Bashar al-Assad] fled.
LOCATION      She was born in [Trinidad and Tobago] in 1990.
PERSON        Treasury Secretary [Qwerbent] spoke.
LOCATION      They flew to [Port-au-Prince] today.
LOCATION      It rained in [South America] and snowed.
LOCATION      They live beside [Lake Qwerty] now.
LOCATION      The [U.S.]-backed talks failed.
LOCATION      They met in the [Philippines] again.
NORP          The [Mexican] government agreed.
NORP          Many [Peruvians] protested.
ORGANIZATION  He joined the [Ministry of Health and Social Welfare] in May.
ORGANIZATION  She studied at [Harvard University] then.
ORGANIZATION  The [European Union] agreed.
ORGANIZATION  He works for [Qwerty Holdings Ltd] now.
ORGANIZATION  It left [NATO] alone.
FACILITY      The plane left [Qwerty International Airport] late.
MISC          They won the [2022 World Cup] at home.
MISC          It spread [Covid-19] everywhere.
MONEY         It cost [$6 million] in all.
"""


def _document(text: str, *zones: str) -> Document:
    """Each non-blank line is a section; `zones` for the first ones, then body."""
    sections = []
    for match in re.finditer(r"\S[^\n]*", text):
        end = match.start() + len(match.group().rstrip())
        sections.append(Section(match.start(), end, zones[len(sections)] if len(sections) < len(zones) else "body"))  # type: ignore[arg-type]
    return Document(text, tuple(sections))


def _found(document: Document) -> list[tuple[str, str]]:
    return [(document.text[m.start : m.end], m.type) for m in RECOGNIZER.recognize(document)]


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_one_name_in_a_sentence(line: str) -> None:
    kind, marked = line.split(None, 1)
    text = marked.replace("[", "").replace("]", "")
    assert (re.findall(r"\[(.*)\]", marked)[0], kind) in _found(_document(text))


@pytest.mark.parametrize(
    "line", ["Then the minister left on Monday.", "The Prime Minister spoke. Yesterday they left."]
)
def test_no_name(line: str) -> None:
    assert _found(_document(line)) == []


def test_an_article_with_related_headlines() -> None:
    text = (
        "Envoy Carlos Zamora Leaves Peru\n"
        "Cuba’s Ambassador to Peru, Carlos Zamora, has left Lima. Zamora met Peru’s Foreign Ministry.\n"
        "The Mexican government granted asylum to former Prime Minister Betssy Chávez. Chávez is in Mexico.\n"
        "U.S. Sanctions on Russia Could Expand, Says Treasury Secretary Bessent\n"
        "TRUMP ENDORSES JAPAN’S SANAE TAKAICHI\n"
    )
    document = _document(text, "headline", "body", "body", "related", "related")
    entities = {entity.name: entity for entity in gather(document, RECOGNIZER.recognize(document))}
    zamora = entities["Carlos Zamora"]
    assert (zamora.type, zamora.roles, zamora.zones) == (
        "PERSON",
        ("Envoy", "Cuba’s Ambassador to Peru"),
        ("headline", "body"),
    )
    assert [mention.text for mention in zamora.mentions] == ["Carlos Zamora", "Carlos Zamora", "Zamora"]
    assert entities["Betssy Chávez"].roles == ("former Prime Minister",)
    assert len(entities["Betssy Chávez"].mentions) == 2
    assert {name: entities[name].country for name in ("Peru", "Cuba", "Mexico", "Mexican", "Lima", "U.S.")} == {
        "Peru": "PE", "Cuba": "CU", "Mexico": "MX", "Mexican": "MX", "Lima": "PE", "U.S.": "US",
    }  # fmt: skip
    assert entities["Bessent"].roles == ("Treasury Secretary",)
    assert entities["Trump"].zones == ("related",)
    assert entities["Sanae Takaichi"].type == "PERSON"
    assert "Sanctions" not in entities


def test_a_last_name_of_the_body_is_found_in_a_headline() -> None:
    text = "Qwerbent Quits\nThen Jane Qwerbent resigned."
    assert ("Qwerbent", "PERSON") in _found(_document(text, "headline"))


def test_gather_takes_mentions_of_any_recogniser() -> None:
    text = "The Peruvians met the United Nations (UN)."
    document = _document(text)
    spans = [
        (text.index(name), text.index(name) + len(name)) for name in ("UN)", "The Peruvians", "the United Nations")
    ]
    mentions = [(spans[0][0], spans[0][1] - 1, "ORGANIZATION"), (*spans[1], "NORP"), (*spans[2], "ORGANIZATION")]
    entities = gather(document, mentions)  # type: ignore[arg-type]
    assert [(entity.name, entity.country, len(entity.mentions)) for entity in entities] == [
        ("Peruvians", "PE", 1),
        ("United Nations", None, 2),
    ]


def test_a_place_is_not_widened_over_its_section() -> None:
    text = "She was born in Trinidad\nand Tobago won."
    assert [name for name, _ in _found(_document(text)) if name.startswith("Trinidad")] == ["Trinidad"]


def test_a_name_inside_an_amount_of_money_is_none() -> None:
    text = "It paid 20 million Kenyan shillings to the Kenyan government."
    assert _found(_document(text)) == [("20 million Kenyan shillings", "MONEY"), ("Kenyan", "NORP")]


def test_names_leave_alone_what_is_taken() -> None:
    text = "Carlos Zamora left Peru for Mexico."
    document = _document(text)
    start = text.index("Peru")
    taken = [FoundMention(start - 5, start + 2, "MONEY")]
    assert [text[a:b] for a, b, *_ in tag(document, [], english())] == ["Carlos Zamora", "Peru", "Mexico"]
    assert [text[a:b] for a, b, *_ in tag(document, taken, english())] == ["Carlos Zamora", "Mexico"]


def test_the_model_is_named_by_all_that_it_is_made_of() -> None:
    files = {path.name for path in resources.files("newsrecord").joinpath("languages", "en").iterdir()}
    others = {"text.toml", "stamps.toml", "layout.toml", "dates.toml", "quotations.toml", "given.toml"}
    made = {name for name in files if name.endswith((".model", ".tables", ".toml"))} - others
    assert {*lists._FILES, lists.PLACES} == made


def test_it_is_a_recogniser_that_can_travel() -> None:
    assert isinstance(RECOGNIZER, Recognizer)
    assert pickle.loads(pickle.dumps(RECOGNIZER)) == RECOGNIZER
    assert re.fullmatch(r"en-0:[0-9a-f]{8}", RECOGNIZER.model)


PIECES = """
The Peru Peruvian President Mr Pedro Castillo of and the U.S. UN NATO Bank Ministry Health said $5 million
al-Assad de la Covid-19 WHO Trump Smith, . ’s ( ) - – & “ ” King http://a.b 2022 river Lake in northern sub
\ud800 \x00 漢字 ﬁ İ \u0301
"""
WORDS = st.sampled_from(PIECES.split())
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join), st.lists(WORDS, max_size=25).map("\n".join)
)


@given(TEXTS, st.sampled_from([str, str.upper, str.title]))
def test_any_text_gives_tight_sorted_disjoint_mentions_and_a_valid_record(text: str, case: object) -> None:
    text = case(text)  # type: ignore[operator]
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]
    document = Document(text, tuple(Section(start, end, "body") for start, end in spans))
    mentions = RECOGNIZER.recognize(document)
    last = 0
    for start, end, _, *_ in mentions:
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        assert any(first <= start and end <= stop for first, stop in spans)
        last = end
    body = [Passage(text=fold(text[start:end]), start=start, end=end) for start, end in spans]
    generator = Generator(name="newsrecord", version="0", model=RECOGNIZER.model)
    record = NewsRecord(generator=generator, body=body, entities=gather(document, mentions), source=text)
    assert sum(len(entity.mentions) for entity in record.entities) == len(mentions)


@pytest.mark.parametrize(
    "unit", ["A", "ABC ", "The ", "漢字", "\ud800", "Zxq ", "John Smith, president of ", "Al’s ", "A & ", "Ab-"]
)
def test_long_runs_of_anything_are_read(unit: str) -> None:
    text = (unit * (100_000 // len(unit))).strip()
    document = Document(text, (Section(0, len(text), "body"),))
    gather(document, RECOGNIZER.recognize(document))


def _shipped() -> bytes:
    return english().data(lists._LISTS)


def _with_header(body: bytes) -> bytes:
    return f"newsrecord-tables 2 en-0 {hashlib.sha256(body).hexdigest()}\n".encode() + body


def test_the_shipped_file_reads() -> None:
    assert "peru" in english().made(load_gazetteer).phrases
    sections = read_lists(_shipped(), "en-0")
    assert all(list(lines) == sorted(lines) for lines in sections.values()), "lines are looked up by halving"


def test_lists_are_packed_with_a_letter_each() -> None:
    empty = dict.fromkeys((*lists.LETTERS, "places", "great", "countries", "currencies"), ())
    some = {"words": ("port", "zoo"), "family": ("port", "ash"), "places": ("port sudan", "port", "san juan")}
    packed = lists.pack_lists("x-0", empty | some)
    assert packed == lists.pack_lists("x-0", empty | {name: words[::-1] for name, words in some.items()})
    read = {name: list(lines) for name, lines in read_lists(packed, "x-0").items()}
    assert read == {
        "listed": ["ash\tf", "port\tfopw", "san\to", "zoo\tw"],
        "places": ["port sudan", "san juan"],
        "great": [],
        "countries": [],
        "currencies": [],
    }


def test_what_the_lists_say_of_words_and_phrases() -> None:
    known = english().made(load_gazetteer)
    assert ("zebra" in known.words, "peru" in known.words, "x" * 10_000 in known.words) == (True, False, False)
    assert ("maria" in known.given, "lima" in known.towns, "quechua" in known.languages) == (True, True, True)
    for words in (known.words, known.also, known.given, known.family, known.towns, known.languages):
        some = list(words)
        assert len(words) == len(some) == len(set(some))
        assert all(word in words for word in some[::997])
    phrases = known.phrases
    assert (phrases["new york"], phrases["peruvians"], phrases.get("no such place")) == ("LOCATION", "NORP", None)
    assert all(phrases[phrase] for phrase in list(phrases)[::97])
    assert (phrases.longest("port"), phrases.longest("peru"), phrases.longest("zzz")) == (
        max(phrase.count(" ") + 1 for phrase in phrases if phrase.startswith("port ")),
        0,
        0,
    )


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data.replace(b"tables 2 ", b"tables 1 ", 1),
        lambda data: data.replace(b"en-0", b"en-9", 1),
        lambda data: data[:2000] + bytes([data[2000] ^ 1]) + data[2001:],
        lambda data: _with_header(b"no sections"),
        lambda data: _with_header(b"\xff\xfe"),
        lambda data: _with_header(b"[words]\nonly\n"),
    ],
)
def test_a_damaged_file_is_named(damage: object) -> None:
    with pytest.raises(DataFileError, match=r"names\.tables"):
        read_lists(damage(_shipped()), "en-0")  # type: ignore[operator]


def test_no_name_is_widened_over_an_amount_of_money(monkeypatch):
    text = "The Fund 500 grew by much. They gave the Fund 500 million dollars on Monday."
    names = [FoundMention(4, 12, "MISC"), FoundMention(41, 45, "ORGANIZATION")]
    monkeypatch.setattr("newsrecord.entities.tagger.tag", lambda *_: names)
    document = Document(text, [Section(0, len(text), "body")])
    found = NewsRecognizer().recognize(document)
    assert [text[one.start : one.end] for one in found] == ["Fund 500", "500 million dollars"]
