"""Quotations in every format that has a place for them: a table of their own, and marks around the words."""

import csv
import io
import json
import re

import attrs
import pytest
from hypothesis import given

import newsrecord
from newsrecord import Parser
from newsrecord.formats import writer
from newsrecord.formats._marked import events, parts
from newsrecord.formats._shared import clean_xml
from newsrecord.formats.quotations import COLUMNS, dumps
from newsrecord.strategies import records


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@given(records())
def test_every_quotation_is_a_row(record):
    found = rows(dumps(record))
    assert [(row["kind"], row["text"], row["start"], row["end"], row["continues"]) for row in found] == [
        (one.kind, clean_xml(one.text), str(one.start), str(one.end), str(one.continues).lower())
        for one in record.quotations
    ]
    for row, one in zip(found, record.quotations, strict=True):
        who = one.speaker
        named = who is not None and who.entity is not None
        assert row["speaker"] == clean_xml(who.text if who else "")
        assert row["speaker_name"] == clean_xml(record.entities[who.entity].name if named else "")


def test_what_the_table_looks_like(full):
    assert dumps(full).split("\r\n") == [
        ",".join(COLUMNS),
        f"a/1,mixed,it,Bo Li,Bo Li,false,{full.quotations[0].start},{full.quotations[0].end}",
        f"a/1,direct,Peruvians,the UN,,true,{full.quotations[1].start},{full.quotations[1].end}",
        "",
    ]


def test_formulas_are_guarded_only_when_asked_for():
    record = Parser(layout=None, recognizer=None).parse("“=1+1, and that is that,” she said.")
    assert rows(dumps(record))[0]["text"] == "=1+1, and that is that,"
    assert rows(dumps(record, guard=True))[0]["text"] == "'=1+1, and that is that,"


def test_many_records_have_one_head(full):
    out = io.BytesIO()
    with writer(out, format="quotations") as write:
        write(full)
        write(full)
    assert len(rows(out.getvalue().decode())) == 4


@given(records(with_source=True))
def test_a_quotation_is_never_parted_and_stands_around_all_else(record):
    for part in parts(record, quoted=True):
        open_marks, shown = [], ""
        for event in events(part.text, part.marks):
            if event.kind == "open":
                if isinstance(event.mark.what, newsrecord.Quotation):
                    assert (event.piece, event.last) == (0, True)
                    assert all(isinstance(held.what, newsrecord.Quotation) for held in open_marks)
                open_marks.append(event.mark)
            elif event.kind == "close":
                assert open_marks.pop() == event.mark
            else:
                shown += event.text
        assert open_marks == []
        assert shown == part.text


def test_where_each_format_has_them(full):
    tei = newsrecord.dumps(full, format="tei")
    assert '“<q type="mixed" who="#e2">it</q>”' in tei
    assert re.search(r'"<said direct="true"><rs [^>]*>Peruvians</rs></said>" cheer', tei)
    tree = json.loads(newsrecord.dumps(full, format="jsonld"))
    name = tree["@id"]
    assert tree["hasPart"] == [
        {
            "@type": "Quotation",
            "@id": f"{name}#quotation-0",
            "text": "it",
            "spokenByCharacter": {
                "@type": "Person", "@id": f"{name}#entity-1", "name": "Bo Li", "jobTitle": ["judge", "chair"],
            },
        },
        {"@type": "Quotation", "@id": f"{name}#quotation-1", "text": "Peruvians"},
    ]  # fmt: skip
    doc = json.loads(newsrecord.dumps(full, format="spacy"))
    assert [
        (doc["text"][one["start"] : one["end"]], one["label"], one["kb_id"]) for one in doc["spans"]["quotations"]
    ] == [
        ("it", "mixed", "Bo Li"),
        ("Peruvians", "direct", "the UN"),
    ]
    page = newsrecord.dumps(full, format="html")
    assert '<span class="quotation" title="quotation, words in a sentence, Bo Li">it</span>' in page
    assert '<td dir="auto">the UN</td><td dir="auto">Peruvians</td>' in page
    notes = json.loads(newsrecord.dumps(full, format="webannotation"))["first"]["items"]
    [note] = [one for one in notes if one["id"].endswith("#quotation-0")]
    assert [(body["purpose"], body["value"]) for body in note["body"]] == [
        ("classifying", "mixed"),
        ("identifying", "Bo Li"),
        ("describing", "Bo Li"),
    ]


def test_a_speaker_that_schema_org_does_not_know_is_left_out(full):
    peru = next(i for i, entity in enumerate(full.entities) if entity.name == "Peru")
    one = attrs.evolve(full.quotations[0], speaker=attrs.evolve(full.quotations[0].speaker, entity=peru))
    record = attrs.evolve(full, quotations=[one])
    [part] = json.loads(newsrecord.dumps(record, format="jsonld"))["hasPart"]
    assert (part["text"], "spokenByCharacter" in part) == ("it", False)
    assert '<q type="mixed" who="#e1">it</q>' in newsrecord.dumps(record, format="tei")


def test_spacy_reads_the_group(full):
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
    doc = spacy.tokens.Doc(spacy.blank("en").vocab).from_json(json.loads(newsrecord.dumps(full, format="spacy")))
    assert [(span.text, span.label_, span.kb_id_) for span in doc.spans["quotations"]] == [
        ("it", "mixed", "Bo Li"),
        ("Peruvians", "direct", "the UN"),
    ]
