"""Nothing is dropped without a word: a format has a field or a type, or a table says that it leaves it out."""

import datetime
import re
from pathlib import Path

import attrs
import pytest

import newsrecord
from newsrecord.errors import InvalidArgumentError
from newsrecord.formats import FORMATS, LEFT_OUT
from newsrecord.formats._types import TYPES
from newsrecord.record import ENTITY_TYPES, SPEAKER_TYPES

DOCS = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
ZONES = {"headline": "headline", "body": "body", "related_headlines": "related", "meta": "meta"}
OTHER = {
    "generator": newsrecord.Generator(name="other", version="9"),
    "language": "de",
    "id": "else",
    "url": "https://news.example/else",
    "reference_date": datetime.date(2020, 1, 1),
}
FIELDS = [field.name for field in attrs.fields(newsrecord.NewsRecord) if field.name != "schema_version"]


def written(record, name):
    """What a format writes; where it cannot without a field, which it then needs, None."""
    if name in ("arrow", "parquet"):
        pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
    options = {"version_created": "2025-10-31T12:00Z"} if name == "newsmlg2" else {}
    try:
        return newsrecord.dumps(record, format=name, **options)
    except InvalidArgumentError:
        return None


def without(record, zone):
    """The record without what stands in a zone, and without quotations, which refer to it."""
    record = attrs.evolve(record, quotations=[])
    entities = [attrs.evolve(one, mentions=kept) for one in record.entities
                if (kept := [mention for mention in one.mentions if mention.zone != zone])]  # fmt: skip
    entities.sort(key=lambda entity: entity.mentions[0].start)
    return attrs.evolve(record, entities=entities, dates=[date for date in record.dates if date.zone != zone])


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("name", FORMATS)
def test_a_field_is_there_or_the_table_says_that_it_is_not(full, name, field):
    line, record = full.dateline, full
    if field in ("dateline", "body"):  # its date is the page's
        dates = [date for date in full.dates if not line.start <= date.start < line.end]
        record = attrs.evolve(full, dates=dates)
    if field in ZONES:
        record = without(record, ZONES[field])
    if field == "body":
        record = attrs.evolve(record, dateline=None)
    unnamed = (
        {"quotations": [attrs.evolve(one, speaker=None) for one in record.quotations]} if field == "entities" else {}
    )
    value = OTHER.get(field, () if isinstance(getattr(record, field), tuple) else None)
    changed = attrs.evolve(record, **{**unnamed, field: value})
    left_out = written(changed, name) == written(record, name)
    assert left_out == (field in LEFT_OUT.get(name, ()))


def test_every_type_has_a_row_and_every_format_says_what_it_does_with_it(full):
    assert tuple(TYPES) == ENTITY_TYPES
    columns = {"ninjs": "ninjs", "jsonld": "schema_org", "newsmlg2": "newsmlg2"}
    for kind, called in TYPES.items():
        start = full.body[0].start
        text = full.source[start : start + 4]
        mention = newsrecord.Mention(text=text, start=start, end=start + 4, zone="body")
        one = newsrecord.Entity(name="Unlike Any Other", type=kind, mentions=[mention])
        speaks = kind in SPEAKER_TYPES
        said = attrs.evolve(full.quotations[0], speaker=attrs.evolve(full.quotations[0].speaker, entity=None))
        spoken = attrs.evolve(said, speaker=attrs.evolve(said.speaker, entity=0)) if speaks else said
        record = attrs.evolve(full, entities=[one], dates=[], quotations=[spoken], dateline=None)
        bare = attrs.evolve(record, entities=[], quotations=[said])
        for name in FORMATS:
            shown = written(record, name) != written(bare, name)
            mapped = name not in columns or getattr(called, columns[name]) is not None
            held = mapped and "entities" not in LEFT_OUT.get(name, ()) and (name != "quotations" or speaks)
            assert shown == held, (name, kind)


def test_the_docs_say_the_same():
    rows = re.findall(r"^\| `(\w+)` leaves out \| (.*) \|$", DOCS, re.MULTILINE)
    assert {name: set(re.findall(r"`(\w+)`", fields)) for name, fields in rows} == {
        name: set(fields) for name, fields in LEFT_OUT.items()
    }
