"""Signs that show nothing, words that a line end broke: readers see neither; offsets point into the text as it is."""

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import newsrecord
from newsrecord import Parser
from newsrecord.formats.json import to_dict
from newsrecord.language import english
from newsrecord.layout import explain
from newsrecord.record import DateExpression, Passage, fold
from newsrecord.text import Section, look
from newsrecord.visible import HIDDEN, Visible, bare

SIGNS = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufe0f\ufeff"
)
STORY = """\
Dam engineers warn of leak

By Kofi Mensah and Ana de la Ruiz
4 October 2023

NKAWKAW, Ghana, Oct 4 (Reuters) - Engineers at the Lomo dam have found a leak that lets through 40 litres a second, the
energy ministry said on Wednesday. It cost $1.2 million.

Water was first seen in the gallery on September 28, according to Ama Owusu, who leads Volta Power in Tamale.

Read more: Minister resigns over a loan
Photo: Jane Doe/AFP
"""


def after(text, *insertions):
    """The text with each sign right behind the first place where the words stand."""
    for words, sign in insertions:
        at = text.index(words) + len(words)
        text = text[:at] + sign + text[at:]
    return text


def as_seen(value, source):
    """What JSON holds, with the offsets and texts of a source as those of the source without its signs."""
    if isinstance(value, list):
        return [as_seen(item, source) for item in value]
    if not isinstance(value, dict):
        return value
    seen = {key: as_seen(item, source) for key, item in value.items() if key != "source"}
    if isinstance(value.get("start"), int):
        start, end = value["start"], value["end"]
        seen |= {"start": len(bare(source[:start])), "end": len(bare(source[:end]))}
        if "text" in value:
            assert value["text"] == fold(source[start:end])
            seen["text"] = fold(bare(source[start:end]))
    return seen


# --- the text as it is seen ------------------------------------------------------------------------------------------


def test_the_signs_are_those_that_unicode_ignores_and_no_letters():
    found = [chr(i) for i in range(0x110000) if re.match(f"[{HIDDEN}]", chr(i))]
    assert {unicodedata.category(sign) for sign in found} <= {"Cf", "Mn", "Cn"}
    assert set(SIGNS) <= set(found)
    assert not any(sign.isspace() or sign.isalnum() for sign in found)


@given(st.text(st.sampled_from("aé \n-😀" + SIGNS), max_size=40))
def test_each_character_that_shows_has_its_place(text):
    view = Visible.of(text)
    assert bare(view.text) == view.text
    assert len(view.text) == len(bare(text))
    for at, character in enumerate(view.text):
        start, end = view.back(at, at + 1)
        assert end == start + 1
        assert text[start] in (character, "\u00ad")
        assert view.seen(start, end) == (at, at + 1)


@given(st.text(st.sampled_from("ab \u00ad\u200b"), max_size=30), st.sets(st.integers(0, 29)))
def test_more_can_be_left_out(text, numbers):
    view = Visible.of(text)
    spans = [(i, i + 1) for i in sorted(numbers) if i < len(view.text)]
    less = view.without(spans)
    kept = [i for i in range(len(view.text)) if i not in numbers]
    assert less.text == "".join(view.text[i] for i in kept)
    assert [less.back(i, i + 1) for i in range(len(kept))] == [view.back(i, i + 1) for i in kept]
    assert [less.seen(*view.back(i, i + 1)) for i in kept] == [(i, i + 1) for i in range(len(kept))]


def test_a_text_without_signs_is_given_as_it_is():
    text = "Plain – “text” of\nPerú 😀"
    assert Visible.of(text).text is text
    view, document = look(text, [Section(0, len(text), "body")], english())
    assert view.is_source
    assert document.text is text


def test_what_is_wrong_stays_wrong():
    view = Visible.of("Li\u00adma")
    assert view.returned(Passage(text="Lima", start=0, end=4)) == Passage(text="Li\u00adma", start=0, end=5)
    assert view.returned(Passage(text="Peru", start=0, end=4)) == Passage(text="Peru", start=0, end=5)
    assert view.returned(Passage(text="Lima", start=0, end=9)).end > len(view.source)


# --- records ---------------------------------------------------------------------------------------------------------

BASE = newsrecord.parse(STORY)
PLACES = [i for i in range(len(STORY) + 1) if STORY[max(i - 1, 0) : i + 1].strip()]
"""Inside and at the edges of words."""


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(SIGNS)), min_size=1, max_size=40))
@example([(i, "\u200b") for i in PLACES])
@example([(i, "\u2068") for i in PLACES])
@example([(len(STORY.rstrip()), "\u202c"), (0, "\u202a")])
def test_signs_change_nothing_but_offsets_and_texts(insertions):
    text, at = "", 0
    for place, sign in sorted(insertions):
        text += STORY[at:place]
        at = place
        broken = sign == "\u00ad" and STORY[place : place + 1] == "\n"  # which shows as a hyphen
        text += "" if broken else sign
    text += STORY[at:]
    record = newsrecord.parse(text)
    assert as_seen(to_dict(record), text) == as_seen(to_dict(BASE), STORY)


def test_it_is_a_story_that_has_everything():
    assert all((BASE.headline, BASE.authors, BASE.dateline, BASE.published, BASE.related_headlines))
    assert {entity.type for entity in BASE.entities} >= {"PERSON", "LOCATION", "ORGANIZATION", "MONEY"}
    assert {date.zone for date in BASE.dates} == {"meta", "body"}


def test_texts_have_the_signs_and_names_have_not():
    text = after(STORY, ("Kofi Men", "\u00ad"), ("by Kofi", "")) if "by Kofi" in STORY else STORY
    text = after(
        text, ("Kofi", "\u200b"), ("Ama Owu", "\u00ad"), ("Ama", "\u200e"), ("Sep", "\u00ad"), ("4 Oc", "\u00ad")
    )
    record = newsrecord.parse(text)
    author = record.authors[0]
    assert author.name == "Kofi Mensah"
    assert text[author.start : author.end] == "Kofi\u200b Mensah"
    [person] = [entity for entity in record.entities if entity.name == "Ama Owusu"]
    assert person.mentions[0].text == "Ama\u200e Owu\u00adsu"
    assert record.published.text == "4 Oc\u00adtober 2023"
    assert record.published.value == "2023-10-04"
    assert [date.value for date in record.dates if date.text == "Sep\u00adtember 28"] == ["2023-09-28"]


def test_parts_of_the_page_take_in_what_belongs_to_their_words():
    lines = [
        "\ufeff\u200bDam engineers \u2068warn\u2069\u200b",
        "\u202aNobody has had to leave, the ministry said.\u202c \u200b",
        "Stay ❤\ufe0f",
    ]
    text = "\n\n".join(lines)
    record = Parser(layout=None).parse(text)
    assert [passage.text for passage in record.body] == [
        "Dam engineers \u2068warn\u2069",
        "\u202aNobody has had to leave, the ministry said.\u202c",
        "Stay ❤\ufe0f",
    ]


def test_two_parts_of_a_line_share_no_sign():
    text = STORY.replace("more: Min", "more:\u2068 \u2067Min").replace("loan\n", "loan\u2069\n")
    record = newsrecord.parse(text)
    assert [item.text for item in record.related_headlines] == ["\u2067Minister resigns over a loan\u2069"]
    assert "Read more:\u2068" in [item.text for item in record.furniture]


def test_a_line_of_signs_is_blank_to_the_readers_and_kept():
    text = STORY.replace("\n\n", "\n\u200b\n").replace("Wednesday. It", "Wednesday.\n \ufeff\u00ad \nIt")
    record = newsrecord.parse(text)
    plain = newsrecord.parse(STORY.replace("Wednesday. It", "Wednesday.\n\nIt"))
    assert [passage.text for passage in record.body] == [passage.text for passage in plain.body]
    assert [item.role for item in record.furniture if not bare(item.text).strip()] == ["other"] * 5
    nothing = newsrecord.parse("\u200b\u00ad")
    assert [item.text for item in nothing.furniture] == ["\u200b\u00ad"]


def test_what_the_caller_knows_is_found_with_signs_in_it():
    text = after(STORY, ("Dam engi", "\u00ad"), ("Kofi Men", "\u00ad"))
    record = newsrecord.parse(text, headline="Dam engineers warn of leak", authors="Kofi Mensah")
    assert record.headline.text == "Dam engi\u00adneers warn of leak"
    assert text[record.authors[0].start : record.authors[0].end] == "Kofi Men\u00adsah"


def test_dates_alone_and_the_explained_layout_see_none_either():
    [date] = newsrecord.dates.find("seen on Sep\u00adtem\u200bber 28", reference_date="2023-10-04")
    assert (date.text, date.start, date.end, date.value) == ("Sep\u00adtem\u200bber 28", 8, 22, "2023-09-28")
    [told] = newsrecord.dates.explain("seen on Sep\u00adtem\u200bber 28", reference_date="2023-10-04")
    assert told.expression == date
    lines = explain(after(STORY, ("Dam", "\u200b")))
    assert lines[0].text == "Dam\u200b engineers warn of leak"
    assert [line.roles for line in lines] == [line.roles for line in explain(STORY)]


def test_readers_that_are_plugged_in_see_none_and_return_what_they_see():
    class Lima:
        def recognize(self, document):
            at = document.text.index("Lima")
            yield at, at + 4, "LOCATION"

    text = "They met in\u200b Li\u00adma."
    for parser in (Parser(recognizer=Lima()), Parser(recognizer=Lima(), gatherer=None)):
        [entity] = parser.parse(text).entities
        assert (entity.name, entity.mentions[0].text) == ("Lima", "Li\u00adma")


# --- words that a line end broke -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("on Septem-\nber 28", "on September 28"),
        ("on Septem- \r\n  ber 28", "on September 28"),
        ("on Septem\u00ad\nber 28", "on September 28"),
        ("on Septem-\u200b\nber 28", "on September 28"),
        ("on Septem‐\nber 28", "on September 28"),
        ("on Wednes¬\nday", "on Wednesday"),
        ("in Tama-\nle and Ta-\nmale", "in Tamale and Tamale"),
        ("twenty-\nfour", "twenty-four"),
        ("Anglo-\nDutch", "Anglo-Dutch"),
        ("the 2019-\n20 season and a 10-\nyear plan", "the 2019-20 season and a 10-year plan"),
        ("Moscow-\nbased", "Moscow-based"),
        ("a UN-\nbrokered pact, an e-\nmail", "a UN-brokered pact, an e-mail"),
        ("state-of-the-\nart", "state-of-the-art"),
        ("two-\nand three-year terms", "two-\nand three-year terms"),
        ("oil-\nrich, an oil-rich land", "oil-rich, an oil-rich land"),
        ("Boris-\nlovers say Boris left", "Boris-lovers say Boris left"),
        ("the half-\nback, a halfback", "the halfback, a halfback"),
        ("in Green-\nland, Greenland and Green", "in Greenland, Greenland and Green"),
        ("said -\nand left –\nso soon", "said -\nand left –\nso soon"),
        ("a list -\n\nber", "a list -\n\nber"),
        ("Septem-\n\nber", "Septem-\n\nber"),
        ("-\nber and Septem-\n", "-\nber and Septem-\n"),
    ],
)
def test_words_that_a_line_end_broke(broken, whole):
    view, document = look(broken, [Section(0, len(broken), "body")], english())
    assert document.text == whole
    assert view.source == broken
    assert document.sections == (Section(0, len(whole), "body"),)


def test_only_inside_a_section():
    text = "Septem-\nber"
    _, document = look(text, [Section(0, 7, "body"), Section(8, 11, "body")], english())
    assert document.text == text


def test_names_and_dates_across_a_line_end_are_whole():
    text = """\
The board of the region of Ashanti met at once on Septem-
ber 28, 2023, and so did the council of the town of Kuma-
si, which asked for more sand along the road and twenty-
four pumps. The works are led by Kofi Mensah of the Anglo-
Dutch company that built the wall, and by Ama Owu-
su, who has an office in the town of Bolgatan-
ga.
"""
    record = Parser(layout=None).parse(text)
    assert [(date.text, date.value) for date in record.dates] == [("Septem- ber 28, 2023", "2023-09-28")]
    names = {entity.name: entity.mentions[0].text for entity in record.entities}
    assert names["Ama Owusu"] == "Ama Owu- su"
    assert names["Kumasi"] == "Kuma- si"
    assert all(isinstance(date, DateExpression) for date in record.dates)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aAb1-‐\n\r \u00ad\u200b."), max_size=40))
def test_breaks_leave_every_other_character_in_its_place(text):
    view, document = look(text, [Section(0, len(text), "body")] if text else [], english())
    gone = "".join(text[i] for i in range(len(text)) if view.seen(i, i + 1)[0] == view.seen(i, i + 1)[1])
    assert set(gone) <= set("-‐\n\r \u00ad\u200b")
    assert re.sub(r"[-‐\s\u00ad]", "", document.text) == re.sub(r"[-‐\s\u00ad]", "", bare(text))


# --- pictures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("picture", ["😀", "🚨", "👷🏾\u200d♀️", "🇬🇭", "❤️", "✅", "★", "™", "🎉🎉🎉"])
def test_pictures_are_no_names(picture):
    story = f"{picture} said Ama Owusu {picture}, who runs the plant in Tamale {picture} Ghana."
    text = f"{picture}\n\n{story}\n\n{picture} {picture}\n"
    record = Parser(layout=None).parse(text)
    assert [entity.name for entity in record.entities] == ["Ama Owusu", "Tamale", "Ghana"]
    assert record.entities[0].type == "PERSON"
