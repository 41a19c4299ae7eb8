"""What helps to read a record: its mentions, what stands where, its sentences, its days in their order."""

import itertools
import pickle
import time

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsrecord
from newsrecord import DateExpression, InvalidArgumentError, Parser, Passage
from newsrecord.record import DATE_ZONES, fold
from newsrecord.strategies import records

TEXT = """\
Envoy Leaves Lima

By Ana Ruiz

October 31, 2025

LIMA, Oct. 31, 2025 (AP) - Envoy Bo Li left Peru on Friday. He came in 2019, under
President J.K. Poe of the U.S. Embassies opened on May 2, 2018.

“He was here. He was good,” Mr. Poe said on Monday. Talks begin on November 5 and take three days.

Oil Prices Fell In 1998
"""
RECORD = newsrecord.parse(TEXT)


def of(record, words):
    """The first name or date that reads so."""
    spans = [*(mention for mention, _ in record.mentions()), *record.dates]
    return next(span for span in spans if span.text == words)


# --- mentions ---


def test_mentions_are_flat_in_text_order_with_their_entities():
    everything = RECORD.mentions()
    assert [mention.start for mention, _ in everything] == sorted(mention.start for mention, _ in everything)
    assert all(mention in entity.mentions for mention, entity in everything)
    assert ("Bo Li", "Bo Li") in [(one.mention.text, one.entity.name) for one in RECORD.mentions("body")]
    assert {mention.zone for mention, _ in RECORD.mentions(zone="headline")} == {"headline"}
    assert [mention.text for mention, _ in RECORD.mentions("headline")] == ["Lima"]
    with pytest.raises(InvalidArgumentError, match="zone: expected one of headline, body, related, got 'meta'"):
        RECORD.mentions("meta")


@given(records())
def test_no_mention_is_left_out(record):
    found = record.mentions()
    assert sorted(mention.start for mention, _ in found) == [mention.start for mention, _ in found]
    assert len(found) == sum(len(entity.mentions) for entity in record.entities)
    assert sorted(itertools.chain(*map(record.mentions, ("headline", "body", "related"))), key=str) == sorted(
        found, key=str
    )


# --- what stands where ---


def test_the_part_of_the_page_at_an_offset():
    assert RECORD.passage_at(0) is RECORD.headline
    assert RECORD.passage_at(TEXT.index("Ana")) == RECORD.meta[0]
    assert RECORD.passage_at(TEXT.index("He came")) == RECORD.body[0]
    assert RECORD.passage_at(RECORD.body[0].end - 1) == RECORD.body[0]
    assert RECORD.passage_at(RECORD.body[0].end) is None, "white space between two"
    assert RECORD.passage_at(10**9) is None
    with pytest.raises(InvalidArgumentError, match="offset: expected one counted from 0, got -1"):
        RECORD.passage_at(-1)
    for wrong in ("3", 3.0, True, None):
        with pytest.raises(TypeError, match="offset: expected a whole number, got"):
            RECORD.passage_at(wrong)


@given(st.text(st.sampled_from("aB. \n\t-0“”"), max_size=80))
def test_every_character_of_a_text_is_in_the_part_that_holds_it(text):
    record = newsrecord.parse(text)
    for offset, character in enumerate(text):
        part = record.passage_at(offset)
        assert part is not None or character.isspace()
        assert part is None or part.start <= offset < part.end


# --- sentences ---


def test_what_was_read_once_is_no_part_of_the_record():
    fresh = newsrecord.parse(TEXT)
    assert fresh.timeline() == RECORD.timeline()
    other = newsrecord.loads(newsrecord.dumps(fresh))
    assert (other, hash(other)) == (fresh, hash(fresh))
    assert pickle.loads(pickle.dumps(fresh)).timeline() == fresh.timeline()
    changed = attrs.evolve(fresh, dates=())
    assert changed.timeline() == ()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Bo Li", "LIMA, Oct. 31, 2025 (AP) - Envoy Bo Li left Peru on Friday."),
        ("Oct. 31, 2025", "LIMA, Oct. 31, 2025 (AP) - Envoy Bo Li left Peru on Friday."),
        ("2019", "He came in 2019, under President J.K. Poe of the U.S. Embassies opened on May 2, 2018."),
        ("Monday", "“He was here. He was good,” Mr. Poe said on Monday."),
        ("three days", "Talks begin on November 5 and take three days."),
        ("October 31, 2025", "October 31, 2025"),
        ("Lima", "Envoy Leaves Lima"),
    ],
)
def test_the_sentence_of_a_name_or_date(words, sentence):
    found = RECORD.sentence_of(of(RECORD, words))
    assert (type(found), fold(TEXT[found.start : found.end])) == (Passage, found.text)
    if words == "2019":  # whether `U.S.` ends a sentence is the splitter's to say
        assert sentence.startswith(found.text.removesuffix(".").removesuffix(".S")), found
    elif words == "Monday":
        assert found.text.endswith("Mr. Poe said on Monday.")
    else:
        assert found.text == sentence


def test_a_quotation_over_several_sentences_has_all_of_them():
    (quotation,) = RECORD.quotations
    assert RECORD.sentence_of(quotation).text == "“He was here. He was good,” Mr. Poe said on Monday."
    assert RECORD.sentence_of(quotation.speaker).text.endswith("Mr. Poe said on Monday.")


def test_no_sentence_ends_inside_a_name():
    class Names:
        def recognize(self, document):
            start = document.text.index("Who? What")
            yield start, start + len("Who? What Group"), "ORGANIZATION"

    record = Parser(layout=None, recognizer=Names()).parse(
        "It is run by Who? What Group since 2018. And by nobody else."
    )
    assert record.sentence_of(record.entities[0].mentions[0]).text == "It is run by Who? What Group since 2018."
    assert record.sentence_of(record.dates[0]).text == "It is run by Who? What Group since 2018."


def test_what_nobody_sees_does_not_join_sentences():
    record = newsrecord.parse("Bo Li\u200b left Peru.\u200b Ana Ruiz came to Lima.")
    assert record.sentence_of(of(record, "Peru")).text == "Bo Li\u200b left Peru.\u200b"
    assert record.sentence_of(of(record, "Lima")).text == "Ana Ruiz came to Lima."


def test_sentences_without_the_source():
    bare = attrs.evolve(RECORD, source=None)
    assert bare.sentence_of(of(bare, "Monday")) == RECORD.sentence_of(of(RECORD, "Monday"))
    wrapped = Parser(layout=None).parse("Bo  Li left Peru on May 2, 2018. He came back.")
    assert len(wrapped.body) == len(wrapped.timeline()) == 1
    assert wrapped.timeline()[0].sentence.text == "Bo Li left Peru on May 2, 2018."
    bare = attrs.evolve(wrapped, source=None)
    for call in (lambda: bare.sentence_of(bare.dates[0]), bare.timeline):
        with pytest.raises(
            InvalidArgumentError, match=r"give the source back with attrs.evolve\(record, source=text\)"
        ):
            call()


@pytest.mark.parametrize("span", [Passage(text="x", start=900, end=901), Passage(text="x y", start=15, end=25)])
def test_what_lies_in_no_part_of_the_page_is_refused(span):
    with pytest.raises(InvalidArgumentError, match="span: 'x.*' lies in no part of this record's page; pass a mention"):
        RECORD.sentence_of(span)


def test_what_has_no_place_is_refused():
    with pytest.raises(TypeError, match="span: expected a mention, date or quotation of this record, got Entity"):
        RECORD.sentence_of(RECORD.entities[0])
    known = newsrecord.parse("Bo Li left Peru.", published="2025-10-31").published
    with pytest.raises(InvalidArgumentError, match="span: '2025-10-31' lies in no part of this record's page"):
        RECORD.sentence_of(known)


def test_languages_without_tables_have_sentences_too():
    record = attrs.evolve(RECORD, language="eo")
    assert record.sentence_of(of(record, "three days")).text == "Talks begin on November 5 and take three days."
    assert attrs.evolve(RECORD, language="EN-gb").timeline() == RECORD.timeline()


@given(records())
def test_the_sentence_of_anything_holds_it_and_lies_in_its_passage(record):
    spans = [*(mention for mention, _ in record.mentions()), *record.dates, *record.quotations]
    try:
        found = [record.sentence_of(span) for span in spans]
    except InvalidArgumentError:
        assert record.source is None
        return
    for span, sentence in zip(spans, found, strict=True):
        assert sentence.start <= span.start < span.end <= sentence.end
        part = record.passage_at(span.start)
        assert part.start <= sentence.start < sentence.end <= part.end
        if record.source is not None:
            assert fold(record.source[sentence.start : sentence.end]) == sentence.text
    names = [sentence for span, sentence in zip(spans, found, strict=True) if span not in record.quotations]
    for one, other in itertools.combinations(set(names), 2):
        assert one.end <= other.start or other.end <= one.start, "sentences do not overlap"


@given(records(with_source=True))
def test_sentences_leave_nothing_of_a_passage_out(record):
    page = [record.headline, *record.meta, *record.body, *record.related_headlines, *record.furniture]
    for part in page:
        if part is None or part.start is None:
            continue
        assert record.sentence_of(part) == Passage(text=part.text, start=part.start, end=part.end)
        at = part.start
        while at < part.end:
            sentence = record.sentence_of(Passage(text="x", start=at, end=at + 1))
            assert sentence.start == at < sentence.end
            at = sentence.end
            while at < part.end and record.source[at].isspace():
                at += 1


# --- days in their order ---


def test_the_timeline_of_a_story():
    assert [(one.date.value, one.sentence.text[:14]) for one in RECORD.timeline()] == [
        ("2018-05-02", RECORD.sentence_of(of(RECORD, "May 2, 2018")).text[:14]),
        ("2019", "He came in 201"),
        ("2025-10-27", RECORD.sentence_of(of(RECORD, "Monday")).text[:14]),
        ("2025-10-31", "LIMA, Oct. 31,"),
        ("2025-11-05", "Talks begin on"),
    ]


def test_the_timeline_of_other_zones():
    assert [one.date.text for one in RECORD.timeline(["meta"])] == ["October 31, 2025", "Oct. 31, 2025"]
    assert RECORD.timeline([]) == ()
    for wrong in ("body", ["body", "foot"]):
        with pytest.raises(InvalidArgumentError, match="zones: expected some of headline, body, related, meta, got"):
            RECORD.timeline(wrong)


@given(records(with_source=True), st.sets(st.sampled_from(DATE_ZONES)))
def test_the_timeline_has_every_date_of_the_calendar_with_its_sentence(record, zones):
    found = record.timeline(tuple(zones))
    dated = [date for date in record.dates if date.earliest is not None and date.zone in zones]
    assert sorted((one.date for one in found), key=lambda date: date.start) == dated
    days = [(one.date.earliest, one.date.latest) for one in found]
    assert days == sorted(days)
    for date, sentence in found:
        assert isinstance(date, DateExpression)
        assert sentence == record.sentence_of(date)


@pytest.mark.parametrize("join", ["\n\n", " "], ids=["paragraphs", "one paragraph"])
def test_sentences_are_linear(join):
    def seconds(number):
        text = join.join(f"Bo Li left Peru on May {i % 28 + 1}, 2024. It rained." for i in range(number))
        record = Parser(layout=None, gatherer=None).parse(text)
        began = time.process_time()
        assert len(record.timeline()) == number
        assert len({record.sentence_of(mention) for mention, _ in record.mentions()}) == number
        return time.process_time() - began

    seconds(10)
    few, many = min(seconds(200) for _ in range(3)), seconds(2000)
    assert many < 40 * few + 0.5
