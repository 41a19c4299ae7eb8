"""Web Annotation: W3C's own MUST assertions hold for each annotation, and each selector finds its words."""

import json
from pathlib import Path

import attrs
import jsonschema
import pytest
import referencing
from hypothesis import given
from referencing.jsonschema import DRAFT4

from newsrecord import InvalidArgumentError
from newsrecord.formats.webannotation import dumps
from newsrecord.strategies import records

SUITE = Path(__file__).parent / "schemas" / "web-annotation"
MUSTS = json.loads((SUITE / "annotationMusts.test").read_text("utf-8"))["assertions"]


def read(path):
    return json.loads(path.read_text("utf-8"))


DEFINITIONS = {path.name: read(path) for path in (SUITE / "definitions").glob("*.json")}
REGISTRY = referencing.Registry().with_resources(
    (name, DRAFT4.create_resource({key: value for key, value in tree.items() if key != "id"}))
    for name, tree in DEFINITIONS.items()
)


def assertions():
    """Each assertion as a validator, with the result that it expects."""
    made = []
    for name in MUSTS:
        tree = read(SUITE / name)
        expected = tree["expectedResult"] == "valid"
        del tree["id"]  # else its own name, which is not where it lies, would be the base of what it refers to
        made.append((name, jsonschema.Draft4Validator(tree, registry=REGISTRY), expected))
    return made


ASSERTIONS = assertions()


def items(text):
    """The annotations, each with the context that it has from the collection."""
    tree = json.loads(text)
    assert tree["type"] == "AnnotationCollection"
    found = tree.get("first", {}).get("items", [])
    assert len(found) == tree["total"]
    return [{"@context": tree["@context"], **item} for item in found]


def test_all_of_w3cs_assertions_are_here():
    assert len(ASSERTIONS) == 54


@given(records())
def test_every_annotation_meets_every_must(record):
    found = items(dumps(record))
    mentions = sum(len(entity.mentions) for entity in record.entities)
    assert len(found) == mentions + len(record.dates) + len(record.quotations)
    assert len({item["id"] for item in found}) == len(found)
    for item in found[:4]:
        for name, validator, expected in ASSERTIONS:
            assert validator.is_valid(item) == expected, name


def test_every_annotation_of_a_full_record_meets_every_must(full):
    for item in items(dumps(full)):
        for name, validator, expected in ASSERTIONS:
            assert validator.is_valid(item) == expected, name


def test_the_assertions_find_what_is_broken(full):
    item = items(dumps(full))[0]
    selector = item["target"]["selector"]
    for broken in (
        {key: value for key, value in item.items() if key != "target"},
        {key: value for key, value in item.items() if key != "@context"},
        {**item, "id": ["a", "b"]},
        {**item, "target": {**item["target"], "selector": [{**selector[0], "start": -1}]}},
        {**item, "bodyValue": "both"},
    ):
        assert any(validator.is_valid(broken) != expected for _, validator, expected in ASSERTIONS)


def selectors(item):
    position, quote = item["target"]["selector"]
    return position["start"], position["end"], quote


@given(records(with_source=True))
def test_positions_and_quotations_find_the_words(record):
    source = record.source.encode("utf-16-le", "surrogatepass")
    plain = "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in record.source)
    for item, wide in zip(items(dumps(record)), items(dumps(record, offsets="utf-16")), strict=True):
        start, end, quote = selectors(item)
        assert plain[start:end] == quote["exact"]
        assert plain[:start].endswith(quote["prefix"])
        assert plain[end:].startswith(quote["suffix"])
        first, last, same = selectors(wide)
        assert source[2 * first : 2 * last].decode("utf-16-le", "surrogatepass").encode(
            "utf-16-le", "surrogatepass"
        ) == record.source[start:end].encode("utf-16-le", "surrogatepass")
        assert same == quote


def test_signs_beyond_the_bmp_count_as_asked(full):
    by_text = {item["target"]["selector"][1]["exact"]: selectors(item) for item in items(dumps(full))}
    wide = {item["target"]["selector"][1]["exact"]: selectors(item) for item in items(dumps(full, offsets="utf-16"))}
    start = full.source.index("UN;")
    assert by_text["UN"][:2] == (start, start + 2)
    assert wide["UN"][:2] == (start + 3, start + 5), "three signs before it are two units wide"
    phone = full.source.index("𝒳-Phone")
    assert wide["𝒳-Phone"][:2] == (phone + 2, phone + 10), "and one is part of this name"


def test_without_the_source(full):
    slim = attrs.evolve(full, source=None)
    _, _, quote = selectors(items(dumps(slim))[0])
    assert quote == {"type": "TextQuoteSelector", "exact": "Peru"}
    with pytest.raises(InvalidArgumentError, match="UTF-16 places need the record's source"):
        dumps(slim, offsets="utf-16")
    with pytest.raises(InvalidArgumentError, match="expected one of code-points, utf-16"):
        dumps(full, offsets="bytes")


def test_what_an_annotation_says(full):
    found = items(dumps(full))
    *told, known = found[0]["body"]
    assert [body["value"] for body in told] == ["LOCATION", "Peru"]
    assert (known["source"], known["purpose"]) == ("https://sws.geonames.org/3932488/", "identifying")
    person = next(item for item in found if item["body"][0]["value"] == "PERSON")
    assert [(body["purpose"], body["value"]) for body in person["body"]] == [
        ("classifying", "PERSON"), ("identifying", "Bo Li"), ("describing", "judge"), ("describing", "chair"),
    ]  # fmt: skip
    monday = next(item for item in found if "2025-W19" in str(item))
    assert [body["value"] for body in monday["body"]] == ["DATE", "2025-W19", "START"]
    starts = [selectors(item)[0] for item in found]
    assert starts == sorted(starts)
