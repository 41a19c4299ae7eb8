"""CoNLL: tokens and labels read back, seqeval and spaCy find each name."""

import warnings

import attrs
import pytest
from hypothesis import given

import newsrecord
from newsrecord.formats.conll import dumps, read
from newsrecord.strategies import records


def names(sentences):
    """The labelled runs, as seqeval counts them: B- begins, I- goes on."""
    found = []
    for sentence in sentences:
        open_kind = None
        for token, label in sentence:
            mark, _, kind = label.partition("-")
            if mark == "B":
                found.append([kind, [token]])
            elif mark == "I":
                assert kind == open_kind, "an I- only after its own kind"
                found[-1][1].append(token)
            open_kind = kind or None
    return found


@given(records(with_source=True))
def test_every_name_is_labelled_and_nothing_else(record):
    sentences = read(dumps(record))
    wanted = sorted(
        (mention.start, entity.type, mention.text)
        for entity in record.entities
        for mention in entity.mentions
        if mention.zone != "related"
    )
    found = names(sentences)
    assert [kind for kind, _ in found] == [kind for _, kind, _ in wanted]
    for (_, tokens), (_, _, text) in zip(found, wanted, strict=True):
        safe = "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)
        assert "".join(tokens) == safe.replace(" ", "")
    assert read(dumps(record).encode()) == sentences


@given(records(with_source=True))
def test_no_token_is_lost(record):
    passages = [part.text for part in (record.headline, *record.body) if part]
    tokens = "".join(token for sentence in read(dumps(record)) for token, _ in sentence)
    assert len(tokens) == len("".join(passages).replace(" ", ""))


def test_what_it_looks_like(full):
    lines = dumps(full).splitlines()
    assert lines[:4] == ["-DOCSTART- -X- O O", "", "Peru B-LOCATION", "’s O"]
    assert "October B-MISC" in lines
    assert lines[lines.index("𝒳 B-PRODUCT") + 2] == "Phone I-PRODUCT"
    assert len(read(dumps(full) * 2)) == 2 * len(read(dumps(full)))
    assert "Brazil B-LOCATION" in dumps(full, zones=["related"])


def test_a_name_inside_a_word_is_a_token_of_its_own(glued):
    assert read(dumps(glued))[0][:4] == [("Ex", "O"), ("-", "O"), ("Peruvian", "B-NORP"), ("Leaders", "O")]


def test_seqeval_gets_every_name(full):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        metrics = pytest.importorskip("seqeval.metrics", reason="seqeval is not installed")
        from seqeval.metrics.sequence_labeling import get_entities
        from seqeval.scheme import IOB2

    labels = [[label for _, label in sentence] for sentence in read(dumps(full))]
    found = [kind for sentence in labels for kind, _, _ in get_entities(sentence)]
    assert found == ["LOCATION", "LOCATION", "PERSON", "MISC", "FACILITY", "PRODUCT", "MONEY", "ORGANIZATION", "NORP"]
    assert metrics.f1_score(labels, labels, mode="strict", scheme=IOB2) == 1.0


@pytest.mark.filterwarnings("ignore")
def test_spacys_converter_gets_every_name(full):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        training = pytest.importorskip("spacy.training.converters", reason="spaCy is not installed")
    docs = list(training.conll_ner_to_docs(dumps(full), no_print=True))
    assert len(docs) == 1
    assert [ent.label_ for ent in docs[0].ents] == [kind for kind, _ in names(read(dumps(full)))]


def test_no_sentence_ends_inside_a_name():
    source = "Will Who? The Band play?"
    record = newsrecord.parse(source)
    one = newsrecord.Entity(
        name="Who? The Band",
        type="ORGANIZATION",
        country=None,
        roles=(),
        mentions=[newsrecord.Mention(text="Who? The Band", start=5, end=18, zone="body")],
    )
    record = attrs.evolve(
        record,
        headline=None,
        furniture=(),
        entities=[one],
        dates=(),
        related_headlines=(),
        body=[newsrecord.Passage(text=source, start=0, end=len(source))],
    )
    [sentence] = read(dumps(record))
    assert [label for _, label in sentence] == ["O", "B-ORGANIZATION", *["I-ORGANIZATION"] * 3, "O", "O"]
