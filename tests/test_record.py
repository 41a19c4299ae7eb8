"""The record cannot be wrong: each class refuses what breaks the contract and says all that is wrong."""

import datetime
import pickle

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord import (
    Author,
    DateExpression,
    Dateline,
    Entity,
    Furniture,
    Generator,
    InvalidArgumentError,
    InvalidRecordError,
    Mention,
    NewsRecord,
    Passage,
    Quotation,
    Speaker,
    Timestamp,
    parse,
)
from newsrecord.record import as_date, fold
from newsrecord.strategies import records

SOURCE = "Peru  votes\nBy Ana Ruiz\nLIMA - Peru votes on Oct. 28.\nBrazil voted\nShare"
GENERATOR = Generator(name="newsrecord", version="1")


def passage(start, end):
    return Passage(text=fold(SOURCE[start:end]), start=start, end=end)


def mention(start, end, zone="body"):
    return Mention(text=fold(SOURCE[start:end]), start=start, end=end, zone=zone)


def date(**changes):
    day = datetime.date(2025, 10, 28)
    told = {"text": "Oct. 28", "start": 45, "end": 52, "zone": "body", "type": "DATE", "value": "2025-10-28"}
    return DateExpression(**{**told, "relative": True, "earliest": day, "latest": day, **changes})


def record(**changes):
    parts = {
        "generator": GENERATOR,
        "source": SOURCE,
        "headline": passage(0, 11),
        "meta": [passage(12, 23)],
        "authors": [Author(name="Ana Ruiz", start=15, end=23)],
        "dateline": Dateline(text="LIMA -", start=24, end=30, place="Lima"),
        "body": [passage(24, 53)],
        "related_headlines": [passage(54, 66)],
        "furniture": [Furniture(role="share", text="Share", start=67, end=72)],
        "entities": [
            Entity(name="Peru", type="LOCATION", country="PE", mentions=[mention(0, 4, "headline"), mention(31, 35)]),
            Entity(name="Brazil", type="LOCATION", country="BR", mentions=[mention(54, 60, "related")]),
        ],
        "dates": [date()],
    }
    return NewsRecord(**{**parts, **changes})


def faults(**changes):
    with pytest.raises(InvalidRecordError) as caught:
        record(**changes)
    return {fault.path: fault.message for fault in caught.value.faults}


def test_a_full_record_is_accepted_and_keeps_its_parts():
    made = record()
    assert made.headline.text == "Peru votes"
    assert made.body_text == "LIMA - Peru votes on Oct. 28."
    assert isinstance(made.body, tuple)


def test_records_are_frozen_and_hashable():
    made = record()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.id = "x"
    assert hash(made) == hash(record())
    assert made == record()


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"body": [Passage(text="x", start=70, end=99)]}, "body[0].end", "past the end of the source"),
        ({"body": [Passage(text="LIMA", start=25, end=28)], "dateline": None}, "body[0].text", "the source has 'IMA'"),
        ({"body": [passage(23, 53)]}, "body[0]", "white space"),
        ({"body": [passage(24, 40), passage(31, 53)]}, "body[1]", "overlaps"),
        ({"body": [passage(36, 53), passage(24, 35)]}, "body[1]", "text order"),
        ({"body": [passage(24, 66)]}, "related_headlines[0]", "inside body[0]"),
        ({"furniture": [Furniture(role="share", text="By", start=12, end=14)]}, "meta[0]", "inside furniture[0]"),
        ({"dateline": Dateline(text="Share", start=67, end=72)}, "dateline", "inside a body paragraph"),
        ({"dates": [date(zone="related")]}, "dates[0].zone", "does not lie in that zone"),
        ({"dates": [date(), date()]}, "dates[1]", "overlaps"),
        ({"schema_version": "2"}, "schema_version", "version 1"),
        ({"language": "English!"}, "language", "BCP 47"),
        ({"reference_date": "2025-10-28"}, "reference_date", "datetime.date"),
        ({"generator": None}, "generator", "Generator"),
        ({"body": "text"}, "body", "sequence of Passage"),
        ({"body": [3]}, "body[0]", "Passage"),
        ({"headline": "Peru votes"}, "headline", "Headline"),
        ({"id": 7}, "id", "string"),
        ({"source": b"x"}, "source", "string"),
    ],
)
def test_a_record_refuses(changes, path, words):
    assert words in faults(**changes)[path]


def test_mentions_are_in_order_and_never_overlap():
    peru, brazil = record().entities
    assert "order" in faults(entities=[brazil, peru])["entities[1]"]
    twice = Entity(name="Peru votes", type="MISC", mentions=[mention(31, 41)])
    assert "inside entities[0].mentions[1]" in faults(entities=[peru, twice, brazil])["entities[1].mentions[0].start"]
    back = Entity(name="Peru", type="LOCATION", mentions=[mention(31, 35), mention(0, 4, "headline")])
    assert "text order" in faults(entities=[back])["entities[0].mentions[1]"]


def test_a_dateline_inside_a_longer_byline_line_hides_nothing_of_it():
    source = "Ana Ruiz, LIMA - May 3, 2025"
    made = NewsRecord(
        generator=GENERATOR,
        source=source,
        meta=[Passage(text=source, start=0, end=len(source))],
        dateline=Dateline(text="LIMA -", start=10, end=16),
        dates=[date(text="May 3, 2025", start=17, end=28, zone="meta")],
    )
    assert made.dates_in("meta") == made.dates


def test_all_faults_are_told_at_once():
    told = faults(
        body=[Passage(text="x", start=24, end=53)],
        dates=[date(zone="meta")],
        furniture=[],
        dateline=None,
        headline=None,
    )
    assert set(told) == {"body[0].text", "dates[0].zone", "entities[0].mentions[0].zone"}


def test_without_source_texts_are_believed():
    assert record(source=None, body=[Passage(text="told", start=24, end=5300)], related_headlines=[], furniture=[],
                  entities=[]).source is None  # fmt: skip


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: Passage(text="x", start=3, end=3), "end"),
        (lambda: Passage(text="x", start=-1, end=3), "start"),
        (lambda: Passage(text="x", start="1", end=True), "start end"),
        (lambda: Passage(text=" x", start=1, end=3), "text"),
        (lambda: Passage(text="", start=1, end=3), "text"),
        (lambda: Passage(text="a\nb", start=1, end=3), "text"),
        (lambda: Passage(text=None, start=1, end=3), "text"),
        (lambda: Furniture(role="banner", text="x", start=0, end=1), "role"),
        (lambda: Mention(text="x", start=0, end=1, zone="meta"), "zone"),
        (lambda: Mention(text="x", start=0, end=1, zone=[]), "zone"),
        (lambda: Author(name="", start=0, end=1), "name"),
        (lambda: Dateline(text="x", start=0, end=1, place="", date="2020-01-01"), "place date"),
        (lambda: Timestamp(text="x", start=0, end=1, value="28 Oct"), "value"),
        (lambda: Timestamp(text="x", start=0, end=1, value="2025-02-30"), "value"),
        (lambda: Timestamp(text="x", start=0, end=1, value="20251028"), "value"),
        (lambda: Timestamp(text="x", start=0, end=1, value=None), "value"),
        (lambda: Generator(name="", version="1"), "name"),
        (lambda: Entity(name="x", type="GPE", mentions=[mention(0, 4)]), "type"),
        (lambda: Entity(name="x", type="MISC", mentions=[]), "mentions"),
        (lambda: Entity(name="x", type="MISC", mentions=None), "mentions"),
        (lambda: Entity(name="x", type="PERSON", country="PE", mentions=[mention(0, 4)]), "country"),
        (lambda: Entity(name="x", type="NORP", country="pe", mentions=[mention(0, 4)]), "country"),
        (lambda: Entity(name="x", type="PERSON", roles="judge", mentions=[mention(0, 4)]), "roles"),
        (lambda: Entity(name="x", type="PERSON", roles=["judge", ""], mentions=[mention(0, 4)]), "roles[1]"),
        (lambda: date(type="date"), "type"),
        (lambda: date(value="next week"), "value"),
        (lambda: date(mod="early"), "mod"),
        (lambda: date(relative=1), "relative"),
        (lambda: date(earliest=None), "latest"),
        (lambda: date(earliest=datetime.date(2026, 1, 1)), "latest"),
        (lambda: date(earliest=datetime.datetime(2025, 10, 28)), "earliest"),
    ],
)
def test_each_part_refuses(make, path):
    with pytest.raises(InvalidRecordError) as caught:
        make()
    assert [fault.path for fault in caught.value.faults] == path.split()


@pytest.mark.parametrize("value", ["banana", "2025-13", "2025/10/28", "P", "next_week", ""])
def test_a_date_holds_a_timex3_value(value):
    with pytest.raises(InvalidRecordError, match=r"value: expected a TIMEX3 value such as 2025-10-28, .*, got "):
        date(value=value)


def test_entity_helpers():
    made = record()
    assert [entity.name for entity in made.entities_of("LOCATION")] == ["Peru", "Brazil"]
    assert made.entities_of("PERSON") == ()
    assert [entity.name for entity in made.entities_in("body")] == ["Peru"]
    assert [entity.name for entity in made.entities_in("related")] == ["Brazil"]
    assert made.entities[0].zones == ("headline", "body")
    assert made.entities[0].mentions_in("body") == (mention(31, 35),)


@pytest.mark.parametrize("call", ["entities_of", "entities_in", "dates_in"])
def test_helpers_refuse_unknown_names(call):
    with pytest.raises(InvalidArgumentError, match="expected one of"):
        getattr(record(), call)("GPE")
    with pytest.raises(InvalidArgumentError, match="expected one of"):
        record().entities[0].mentions_in("meta")


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2025-10-28", "2025-10-28", 1),
        ("2025-10-01", datetime.date(2025, 10, 31), 1),
        ("2025-10-29", "2025-12-31", 0),
        ("2025-01-01", "2025-10-27", 0),
    ],
)
def test_dates_between_includes_both_ends(first, last, found):
    assert len(record().dates_between(first, last)) == found
    assert record(dates=[date(earliest=None, latest=None)]).dates_between(first, last) == ()


def test_dates_between_refuses_a_reversed_range():
    with pytest.raises(InvalidArgumentError, match="swap"):
        record().dates_between("2025-10-29", "2025-10-28")


def test_dates_in_zone():
    assert len(record().dates_in("body")) == 1
    assert record().dates_in("meta") == ()


def test_repr_is_short_and_readable():
    assert repr(record(id="a")) == (
        "<NewsRecord 'a': 'Peru votes', 1 paragraph, 2 entities, 1 date, 0 quotations, 1 related headline>"
    )
    assert "no headline, 0 paragraphs" in repr(NewsRecord(generator=GENERATOR))


@pytest.mark.parametrize("value", ["2025-10-28", "2025-10-28T23:59-11:00", datetime.date(2025, 10, 28)])
def test_as_date_takes_days_and_iso_strings(value):
    assert as_date(value) == datetime.date(2025, 10, 28)
    assert as_date(datetime.datetime(2025, 10, 28, 23)) == datetime.date(2025, 10, 28)


def test_as_date_says_what_to_do():
    with pytest.raises(InvalidArgumentError, match="reference_date: 'last week' is not an ISO 8601 date; write it as"):
        as_date("last week", "reference_date")
    with pytest.raises(TypeError, match="got int"):
        as_date(20251028)


def test_timestamp_has_its_day():
    stamp = Timestamp(text="x", start=0, end=1, value="2026-06-30T23:55+01:00")
    assert stamp.date == datetime.date(2026, 6, 30)


def test_errors_survive_pickling():
    with pytest.raises(InvalidRecordError) as caught:
        record(body=[3], id=4)
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (str(copy), copy.faults) == (str(caught.value), caught.value.faults)


@given(records(), st.data())
def test_no_span_of_a_drawn_record_can_be_moved_off_its_text(made, data):
    """Whatever a valid record holds, cutting its source short makes it invalid."""
    ends = [part.end for part in (*made.body, *made.meta, *made.related_headlines, *made.furniture)]
    if made.source is None or not ends:
        return
    cut = data.draw(st.integers(0, max(ends) - 1))
    with pytest.raises(InvalidRecordError, match="past the end"):
        attrs.evolve(made, source=made.source[:cut])


@given(st.text())
def test_fold_leaves_single_spaces_only(text):
    folded = fold(text)
    assert folded == fold(folded)
    assert folded.split() == text.split()
    assert not any(character.isspace() and character != " " for character in folded)


# --- quotations ----------------------------------------------------------------------------------------------------


def quoting(**more):
    """A record that quotes: `Roe said “we stay”.`"""
    source = "Jane Roe said “we stay”. Lima Hall shut."
    who = {"text": "Jane Roe", "start": 0, "end": 8}
    one = {"text": "we stay", "start": 15, "end": 22, "kind": "mixed", "speaker": who, **more}
    speaker = one["speaker"] if one["speaker"] is None else Speaker(**one["speaker"])
    mentions = [
        Mention(text="Jane Roe", start=0, end=8, zone="body"),
        Mention(text="Lima Hall", start=25, end=34, zone="body"),
    ]
    return NewsRecord(
        generator=GENERATOR,
        body=[Passage(text=source, start=0, end=len(source))],
        entities=[
            Entity(name="Jane Roe", type="PERSON", mentions=mentions[:1]),
            Entity(name="Lima Hall", type="FACILITY", mentions=mentions[1:]),
        ],
        quotations=[Quotation(**{**one, "speaker": speaker})],
        source=source,
    )


def test_quotations_of_an_entity():
    record = quoting(speaker={"text": "Jane Roe", "start": 0, "end": 8, "entity": 0})
    roe, hall = record.entities
    assert record.quotations_of(roe) == record.quotations
    assert record.quotations_of(hall) == ()
    assert quoting().quotations_of(roe) == ()
    with pytest.raises(InvalidArgumentError, match="entity: 'Jane Roe' is none of this record"):
        record.quotations_of(attrs.evolve(roe, roles=["mayor"]))
    with pytest.raises(InvalidArgumentError, match="entity: 0 is none of this record"):
        record.quotations_of(0)


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"kind": "Direct"}, "kind: expected a word such as 'direct' or 'mixed', got 'Direct'"),
        ({"kind": ""}, "kind: expected a word"),
        ({"continues": 1}, "continues: expected true or false, got 1"),
        ({"text": ""}, "text: must be non-empty"),
        ({"end": 15}, "end: must be greater than start"),
        ({"text": "we went"}, r"quotations\[0\].text: 'we went', but the source has 'we stay' at 15-22"),
        ({"start": 14, "end": 99, "text": "x"}, r"quotations\[0\]: 14-99 does not lie in one body paragraph"),
        ({"speaker": {"text": "Jane", "start": 0, "end": 8}}, r"quotations\[0\].speaker.text: 'Jane', but"),
        (
            {"speaker": {"text": "x", "start": 50, "end": 51}},
            r"quotations\[0\].speaker: 50-51 does not lie in one body",
        ),
        ({"speaker": {"text": "x", "start": 0, "end": 1, "entity": -1}}, "entity: expected an index from 0 or null"),
        ({"speaker": {"text": "x", "start": 0, "end": 1, "entity": True}}, "entity: expected an index from 0 or null"),
        (
            {"speaker": {"text": "Jane Roe", "start": 0, "end": 8, "entity": 2}},
            r"speaker.entity: there is no entity 2, the record has 2",
        ),
        (
            {"speaker": {"text": "Jane Roe", "start": 0, "end": 8, "entity": 1}},
            r"speaker.entity: entity 1 is a FACILITY; only PERSON, ORGANIZATION, NORP, LOCATION can speak",
        ),
    ],
)
def test_faults_of_quotations_are_named(more, fault):
    assert len(quoting().quotations) == 1
    with pytest.raises(InvalidRecordError, match=fault):
        quoting(**more)


def test_quotations_are_in_order_and_apart():
    record = quoting()
    [one] = record.quotations
    other = attrs.evolve(one, text="stay", start=18)
    with pytest.raises(InvalidRecordError, match=r"quotations\[1\]: 18-22 overlaps or precedes quotations\[0\]"):
        attrs.evolve(record, quotations=[one, other])


def test_further_kinds_are_taken():
    assert quoting(kind="free-indirect").quotations[0].kind == "free-indirect"


def test_parts_show_themselves_in_a_line():
    """What a person looks for first: what it says, where, and what it is taken for."""
    one = parse(
        "Peru votes again\nBy Ana Ruiz\n\nLIMA, May 2, 2025 (AP) - Peru’s judge Bo Li left on Friday with others. "
        "“It is over, and nobody will speak about it any more in this town,” Li said.\n\nShare on Facebook\n"
    )
    shown = [repr(part) for part in (one.headline, one.authors[0], one.dateline, one.body[0], one.generator)]
    assert shown[0] == "<Headline 'Peru votes again' 0-16>"
    assert shown[1] == "<Author 'Ana Ruiz' 20-28>"
    assert shown[2] == "<Dateline 'LIMA, May 2, 2025 (AP) -' 30-54>"
    assert shown[3].startswith("<Passage 'LIMA, May 2, 2025 (AP) - Peru’s judge B…' 30-")
    assert shown[4].startswith("<Generator newsrecord 0.")
    person = next(entity for entity in one.entities if entity.type == "PERSON" and "Li" in entity.name)
    assert repr(person) == "<Entity PERSON 'Bo Li': 2 mentions>"
    assert repr(person.mentions[1]).startswith("<Mention 'Li' ")
    assert repr(person.mentions[1]).endswith(", body>")
    assert repr(one.entities[0]) == "<Entity LOCATION 'Peru' in PE: 2 mentions>"
    friday = next(date for date in one.dates if date.text == "Friday")
    assert repr(friday) == f"<DateExpression 'Friday' {friday.start}-{friday.end}, body: DATE 2025-05-02>"
    assert repr(one.quotations[0]).startswith("<Quotation direct 'It is over, and nobody will speak about…' ")
    assert repr(one.quotations[0]).endswith(" by 'Li'>")
    assert repr(one.furniture[0]).startswith("<Furniture share 'Share on Facebook' ")
    assert repr(Author(name="Ana Ruiz")) == "<Author 'Ana Ruiz'>"


def test_lists_of_parts_show_one_a_line():
    one = parse("Peru and Chile voted.")
    assert repr(one.entities) == f"({one.entities[0]!r},\n {one.entities[1]!r})"
    assert repr(one.dates) == "()"
    assert repr(parse("Peru voted.").entities).endswith(",)")
    assert one.entities == tuple(one.entities)
    assert hash(one.entities) == hash(tuple(one.entities))
    assert all(len(repr(part)) < 160 for part in (*one.entities, *one.body))
