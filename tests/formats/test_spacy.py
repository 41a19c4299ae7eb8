"""spaCy JSON and displaCy: spaCy itself reads them, and finds each name and date at its place."""

import json
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsrecord
from newsrecord import InvalidArgumentError
from newsrecord.formats import displacy
from newsrecord.formats.spacy import dumps
from newsrecord.strategies import records

ZONES = st.lists(st.sampled_from(["headline", "body", "related"]), unique=True)


@pytest.fixture(scope="module")
def spacy():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("spacy", reason="spaCy is not installed")


@pytest.fixture(scope="module")
def vocab(spacy):
    return spacy.blank("en").vocab


def read(vocab, text):
    from spacy.tokens import Doc

    return Doc(vocab).from_json(json.loads(text), validate=True)


def mentions(record, zones):
    found = [
        (mention.start, mention.text, entity.type)
        for entity in record.entities
        for mention in entity.mentions
        if mention.zone in zones
    ]
    return [(text, kind) for _, text, kind in sorted(found)]


def shown(text):
    """What other formats than JSON itself make of a text with lone surrogates."""
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


@pytest.mark.filterwarnings("ignore")
@given(record=records(with_source=True), zones=ZONES)
def test_spacy_reads_every_record(vocab, record, zones):
    doc = read(vocab, dumps(record, zones=zones))
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        (shown(text), kind) for text, kind in mentions(record, zones)
    ]
    inside = [
        date
        for date in record.dates
        if date.zone in zones or (date.zone == "meta" and "body" in zones and in_body(record, date))
    ]
    assert [(span.text, span.label_, span.kb_id_) for span in doc.spans["timex3"]] == [
        (shown(date.text), date.type, date.value) for date in inside
    ]
    assert {span.label_ for span in doc.spans["zones"]} <= set(zones)


def in_body(record, date):
    return any(passage.start <= date.start and date.end <= passage.end for passage in record.body)


@pytest.mark.filterwarnings("ignore")
def test_a_doc_goes_on_through_a_pipeline(full, spacy, vocab):
    doc = read(vocab, dumps(full))
    assert doc.text == full.headline.text + "\n\n" + full.body_text, "the text, code point for code point"
    assert [sentence.text.split()[0] for sentence in doc.sents] == ["Peru’s", "LIMA,", "#", "<script>alert(1)</script>"]
    assert [ent.text for ent in doc.ents if ent.label_ == "PRODUCT"] == ["𝒳-Phone"]
    assert [span.text for span in doc.spans["zones"]] == [full.headline.text, *(part.text for part in full.body)]


@pytest.mark.filterwarnings("ignore")
def test_a_name_or_date_inside_a_word_is_a_token_of_its_own(glued, vocab):
    doc = read(vocab, dumps(glued))
    assert [ent.text for ent in doc.ents] == ["Peruvian"]
    assert [span.text for span in doc.spans["timex3"]] == ["2025-05-02"]
    assert doc.text == glued.source


def test_zones_are_checked(full):
    for zones in ("body", ["meta"], ["body", "furniture"]):
        with pytest.raises(InvalidArgumentError, match="zones: expected some of"):
            dumps(full, zones=zones)
    assert "Brazil" in dumps(full, zones=["related"])


def test_an_empty_record():
    assert json.loads(dumps(newsrecord.parse("")))["tokens"] == []


# --- displaCy ---


@given(record=records(with_source=True), zones=ZONES)
def test_displacy_gets_ordered_spans_that_do_not_overlap(record, zones):
    tree = json.loads(displacy.dumps(record, zones=zones))
    at = 0
    for ent in tree["ents"]:
        assert at <= ent["start"] < ent["end"] <= len(tree["text"])
        at = ent["end"]
    names = [(tree["text"][ent["start"] : ent["end"]], ent["label"]) for ent in tree["ents"]]
    for text, kind in mentions(record, zones):
        assert (shown(text), kind) in names


@pytest.mark.filterwarnings("ignore")
def test_displacy_shows_them(full, spacy):
    from spacy import displacy as view

    tree = json.loads(displacy.dumps(full, zones=["headline", "body", "related"]))
    page = view.render(tree, style="ent", manual=True, page=True, jupyter=False)
    assert page.count("<mark") == len(tree["ents"]) == 19, "20 names and dates, of which two cross"
    assert "<script>" not in page
    assert "𝒳-Phone" in page
