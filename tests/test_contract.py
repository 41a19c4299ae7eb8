"""The contract of the record, rule by rule, for any text whatever (docs/reference.md, docs/explanation.md)."""

import datetime
import itertools
import re
import unicodedata

import attrs
import jsonschema
import pytest
import time_machine
from hypothesis import example, given
from hypothesis import strategies as st

import newsrecord
from newsrecord import loads
from newsrecord.formats.json import dumps, schema, to_dict
from newsrecord.record import DATE_ZONES, ENTITY_TYPES, MENTION_ZONES, fold

pytestmark = pytest.mark.filterwarnings("ignore::newsrecord.SuspiciousInputWarning")  # lines alone may be addresses

SCHEMA = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())

PROSE = st.sampled_from(
    [
        "The ministry said on Friday that President Ana Torres of Peru would meet the U.S. ambassador on October 28.",
        "“We have waited two years,” said Mr. Okoye, the head of the National Water Company (NWC), in Lagos.",
        "Prices rose 3.4% in March to $1.2 billion.",
        "Why now?",
        "He left.",
    ]
)
TITLES = st.sampled_from(
    [
        "Peru Recalls Its Ambassador After Row Over Asylum",
        "Oil prices fall as talks resume",
        "WAR IN THE NORTH: WHAT WE KNOW",
        "Is this the end of cash?",
        "President Torres to visit Japan on Monday",
    ]
)
OTHER = st.sampled_from(
    [
        "By Ana Ruiz and John F. Smith",
        "By",
        "Ana Ruiz",
        "Published Jun 05, 2026 • 3 minute read",
        "Updated: 06/01/2026 - 13:55 GMT+1",
        "NAIROBI, Kenya, May 3, 2025 (AP) — Police said on Tuesday that two people died.",
        "LIMA: Talks began.",
        "Read more:",
        "READ MORE: Oil prices fall as talks resume",
        "Related",
        "- Peru Recalls Its Ambassador",
        "• Oil prices fall as talks resume",
        "1. First of all",
        "3",
        "Share",
        "© 2026 The Paper",
        "https://news.example/story",
        "> quoted",
        "(Photo: Reuters)",
        "=====",
        "\ufeff",
        "",
        "",
    ]
)
LINES = PROSE | TITLES | OTHER | st.text(max_size=20)
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n\n", "\f", "\x85", "\u2028", "\n   ", " "])
PAGES = st.lists(st.tuples(LINES, BREAKS), max_size=14).map(lambda parts: "".join(a + b for a, b in parts))
NOISE = st.text(st.characters(), max_size=60) | st.text("aA1.,:-–’'“ \n\r\t\x00\ud800\u202e\u0301日", max_size=80)
TEXTS = PAGES | NOISE
SPOKEN = st.sampled_from(["“No,” she said. ‘Why?’", "He called it “a sham”."])
TALKS = st.lists(PROSE | SPOKEN, max_size=5).map("\n\n".join)
DAYS = st.none() | st.dates()


def passages(record):
    found = [*record.meta, *record.body, *record.related_headlines, *record.furniture]
    return [*found, record.headline] if record.headline else found


def spans(record):
    """Every span that has a text, with it."""
    mentions = [mention for entity in record.entities for mention in entity.mentions]
    single = [part for part in (record.dateline, record.published, record.updated) if part]
    named = [(author.name, author.start, author.end) for author in record.authors]
    return named + [
        (part.text, part.start, part.end) for part in [*passages(record), *mentions, *record.dates, *single]
    ]


@given(TEXTS, DAYS)
def test_rules_1_and_2_offsets_count_code_points_of_the_text_as_given(text, day):
    record = newsrecord.parse(text, reference_date=day)
    assert record.source == text
    for words, start, end in spans(record):
        assert 0 <= start < end <= len(text)
        assert fold(text[start:end]) == words


@given(TEXTS)
def test_rule_3_nothing_is_lost(text):
    record = newsrecord.parse(text)
    taken = [0] * len(text)
    for passage in passages(record):
        for i in range(passage.start, passage.end):
            taken[i] += 1
    assert max(taken, default=0) <= 1
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            assert any(taken[at : at + len(line)]), f"line {line!r} is in no part of the record"
        at += len(line)


@given(TEXTS, DAYS)
def test_rule_4_zones_say_where_a_span_stands(text, day):
    record = newsrecord.parse(text, reference_date=day)
    places = {
        "headline": [record.headline] if record.headline else [],
        "body": record.body,
        "related": record.related_headlines,
        "meta": [*record.meta, *([record.dateline] if record.dateline else [])],
    }
    mentions = [mention for entity in record.entities for mention in entity.mentions]
    for part in [*mentions, *record.dates]:
        assert any(place.start <= part.start and part.end <= place.end for place in places[part.zone])
    assert {mention.zone for mention in mentions} <= set(MENTION_ZONES)
    assert {date.zone for date in record.dates} <= set(DATE_ZONES)


@given(TEXTS)
def test_rule_5_entities(text):
    for entity in newsrecord.parse(text).entities:
        assert entity.type in ENTITY_TYPES
        for mention in entity.mentions:
            assert not re.match(r"(the|a|an)\s", mention.text, re.IGNORECASE)
            assert not re.search(r"['’][sS]$", mention.text)
        assert not entity.roles or entity.type == "PERSON"


@given(TEXTS, DAYS, st.datetimes(datetime.datetime(1971, 1, 1), datetime.datetime(2090, 1, 1)))
def test_rule_7_today_plays_no_part(text, day, now):
    before = newsrecord.parse(text, reference_date=day)
    with time_machine.travel(now, tick=False):
        assert newsrecord.parse(text, reference_date=day) == before


@given(TEXTS, st.dates())
def test_rules_6_and_7_relative_dates_need_a_reference_and_only_that(text, day):
    for date in newsrecord.parse(text, reference_date=day).dates:
        assert (date.earliest is None) == (date.latest is None)
        if date.earliest:
            assert date.earliest <= date.latest
    record = newsrecord.parse(text)
    if record.reference_date is None:
        for date in record.dates:
            if re.fullmatch(r"XXXX.*", date.value):
                assert date.earliest is None


@given(TEXTS, DAYS)
def test_rule_8_order_and_no_overlap(text, day):
    record = newsrecord.parse(text, reference_date=day)
    mentions = sorted((m.start, m.end) for entity in record.entities for m in entity.mentions)
    kinds = [mentions, *([(p.start, p.end) for p in part] for part in (record.dates, record.authors, record.body))]
    kinds += [[(p.start, p.end) for p in part] for part in (record.related_headlines, record.furniture, record.meta)]
    for found in kinds:
        assert all(end <= start for (_, end), (start, _) in itertools.pairwise(found))
    firsts = [entity.mentions[0].start for entity in record.entities]
    assert firsts == sorted(firsts)


@given(st.text(st.characters(), max_size=200))
@example("\ud800\udfff\udc00")
@example("\x00" * 50)
@example("\u202eflipped \u2067text\u2069 שלום עולם")
@example("\ufeff")
@example("a\r\nb\rc\u2029d\x1ce")
def test_rule_9_every_text_gives_a_record(text):
    assert newsrecord.parse(text).source == text


UNITS = "x|May |1 |A B |The |\n|a\n|- a\n|漢字|“|By |$1 |1/1/|U.S. |. |Related\n|2025-|’s |(AP) |: |> > |three |last "
UNITS += "|and |\ud800"


@pytest.mark.parametrize("unit", UNITS.split("|"))
def test_rule_9_long_runs_of_anything_are_read(unit):
    text = unit * (40_000 // len(unit))
    assert newsrecord.parse(text, reference_date="2025-10-31").source == text


@pytest.mark.parametrize(
    ("text", "advice"),
    [(b"Peru", "decode it first"), (None, "nothing to parse"), (7, "pass the article's text"), (["a"], "got list")],
)
def test_rule_9_wrong_types_are_told_what_to_do(text, advice):
    with pytest.raises(TypeError, match=advice):
        newsrecord.parse(text)


@given(TEXTS, DAYS)
def test_rule_10_what_is_written_reads_back_equal(text, day):
    record = newsrecord.parse(text, reference_date=day, id="x", url="https://news.example")
    assert loads(dumps(record)) == record
    slim = loads(dumps(record, include_source=False))
    assert slim.source is None
    assert slim.entities == record.entities


@given(TEXTS, DAYS)
def test_rule_11_records_satisfy_the_published_schema_and_say_what_made_them(text, day):
    record = newsrecord.parse(text, reference_date=day)
    SCHEMA.validate(to_dict(record))
    assert (record.schema_version, record.generator.name) == ("1", "newsrecord")
    assert record.generator.version == newsrecord.__version__
    assert record.generator.model


@given(TEXTS | TALKS, DAYS)
@example("NAIROBI, Kenya, May 3, 2025 (AP) — “We left in March,” Ana Ruiz said on Friday.", None)
def test_what_readers_make_without_a_check_would_pass_it(text, day):
    record = newsrecord.parse(text, reference_date=day)
    spoken = [one.speaker for one in record.quotations if one.speaker]
    for part in [*passages(record), *record.entities, *record.dates, *record.quotations, *spoken]:
        assert attrs.evolve(part) == part
        assert {type(value) for value in attrs.astuple(part, recurse=False)} == {
            type(value) for value in attrs.astuple(attrs.evolve(part), recurse=False)
        }


@given(TEXTS, DAYS)
def test_the_same_text_gives_the_same_record(text, day):
    assert newsrecord.parse(text, reference_date=day) == newsrecord.parse(text, reference_date=day)


@given(PAGES)
def test_unicode_is_not_normalised(text):
    decomposed = unicodedata.normalize("NFD", text)
    assert newsrecord.parse(decomposed).source == decomposed


def test_an_empty_text_is_an_empty_record():
    for text in ("", " \n\t\r\n "):
        record = newsrecord.parse(text)
        assert record.headline is None
        assert spans(record) == []
        assert record.source == text


def test_the_reference_date_is_the_callers_else_the_texts_own():
    story = "By Ana Ruiz\nMay 3, 2025\n\nThe minister left Lima on Friday, the ministry said in a statement."
    assert newsrecord.parse(story).reference_date == datetime.date(2025, 5, 3)
    assert newsrecord.parse(story, reference_date="2024-01-01").reference_date == datetime.date(2024, 1, 1)
    wire = "LIMA, May 3, 2025 (AP) - The minister left the capital on Friday, the ministry said in a statement."
    record = newsrecord.parse(wire)
    assert record.reference_date == datetime.date(2025, 5, 3)
    assert record.dates[0].zone == "meta"
