"""Records in pydantic and FastAPI: their types, their errors and their documents, and ours in them."""

import json
import subprocess
import sys
from typing import Annotated

import attrs
import pytest
from hypothesis import given

import newsrecord
from newsrecord import Entity, NewsRecord, Passage, record
from newsrecord.formats.json import schema
from newsrecord.strategies import records

pydantic = pytest.importorskip("pydantic", reason="pydantic is not installed")

CLASSES = [kind for kind in map(vars(record).get, record.__all__) if isinstance(kind, type) and attrs.has(kind)]
RECORD = newsrecord.parse("Envoy Bo Li left Cuba on Friday.", reference_date="2025-10-31", id="a1")


class Clipping(pydantic.BaseModel):
    desk: str
    record: NewsRecord
    people: tuple[Entity, ...] = ()


def faults(kind, tree):
    with pytest.raises(pydantic.ValidationError) as caught:
        pydantic.TypeAdapter(kind).validate_python(tree)
    return [(error["type"], error["loc"], error["msg"], error["input"]) for error in caught.value.errors()]


@given(records())
def test_every_record_goes_both_ways(drawn):
    kind = pydantic.TypeAdapter(NewsRecord)
    assert kind.dump_python(drawn) == newsrecord.to_dict(drawn)
    assert kind.validate_python(newsrecord.to_dict(drawn)) == drawn
    assert kind.validate_python(drawn) is drawn
    read = kind.validate_json(kind.dump_json(drawn))
    assert read == drawn or "\ufffd" in newsrecord.dumps(read)


ADAPTERS = {kind: pydantic.TypeAdapter(kind) for kind in CLASSES}


@given(records())
def test_every_part_goes_both_ways(drawn):
    for part in walk(drawn):
        adapter = ADAPTERS[type(part)]
        assert adapter.dump_python(part) == newsrecord.to_dict(part)
        assert adapter.validate_python(newsrecord.to_dict(part)) == part


def walk(item):
    """Every part of a record."""
    for value in (getattr(item, field.name) for field in attrs.fields(type(item))):
        for one in value if isinstance(value, tuple) else (value,):
            if attrs.has(type(one)):
                yield one
                yield from walk(one)


def test_lone_surrogates_become_what_utf_8_can_hold():
    odd = newsrecord.parse("A lone \ud800 stands here.")
    data = pydantic.TypeAdapter(NewsRecord).dump_json(odd)
    assert json.loads(data)["source"] == "A lone \ufffd stands here."
    assert pydantic.TypeAdapter(NewsRecord).dump_python(odd)["source"] == odd.source


def test_a_record_inside_a_model():
    clipping = Clipping(desk="Americas", record=RECORD, people=RECORD.entities_of("PERSON"))
    assert Clipping.model_validate_json(clipping.model_dump_json()) == clipping
    assert clipping.model_dump()["record"]["dates"][0]["value"] == "2025-10-31"
    assert clipping.model_dump(mode="json")["people"][0]["name"] == "Bo Li"


def test_every_fault_is_an_error_with_its_place():
    tree = newsrecord.to_dict(RECORD)
    tree["dates"][0]["end"] = "31"
    tree["entities"][1]["mentions"][0]["zone"] = "foot {x}"
    tree["a.b[0]"] = 1
    del tree["body"]
    assert sorted(faults(Clipping, {"desk": "x", "record": tree}), key=lambda fault: str(fault[1])) == [
        ("newsrecord", ("record", "'a.b[0]'"), "unknown key", tree),
        ("newsrecord", ("record", "body"), "this key is missing", tree),
        ("newsrecord", ("record", "dates", 0, "end"), "expected a whole number, got '31'", "31"),
        (
            "newsrecord",
            ("record", "entities", 1, "mentions", 0, "zone"),
            "expected one of headline, body, related, got 'foot {x}'",
            "foot {x}",
        ),
    ]


@pytest.mark.parametrize(("value", "words"), [(None, "expected an object, got None"), ("{}", "expected an object")])
def test_what_is_no_record_is_one_error(value, words):
    ((kind, place, message, given_),) = faults(NewsRecord, value)
    assert (kind, place, given_) == ("newsrecord", (), value)
    assert words in message


def test_the_title_of_errors_is_the_class():
    with pytest.raises(pydantic.ValidationError, match=r"1 validation error for .*\bPassage\b"):
        pydantic.TypeAdapter(Passage).validate_python({"text": "a", "start": 3, "end": 2})


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_schema_is_the_published_one(mode):
    ours = schema()
    found = pydantic.TypeAdapter(NewsRecord).json_schema(mode=mode)
    assert found == {key: value for key, value in ours.items() if key not in ("$schema", "$id")}
    part = pydantic.TypeAdapter(Entity).json_schema(mode=mode)
    assert set(part.pop("$defs")) == {"Ids", "Mention"}
    assert part == ours["$defs"]["Entity"]


def references(tree):
    if isinstance(tree, dict):
        yield from [tree["$ref"]] if isinstance(tree.get("$ref"), str) else []
    for node in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from references(node)


def is_there(document, reference):
    for step in reference.removeprefix("#/").split("/"):
        document = document.get(step, {})
    return document != {}


@pytest.mark.parametrize("kind", [NewsRecord, Clipping, *CLASSES], ids=lambda kind: kind.__name__)
def test_no_reference_of_a_schema_dangles(kind):
    found = pydantic.TypeAdapter(kind).json_schema(ref_template="#/$defs/{model}")
    assert all(is_there(found, reference) for reference in references(found))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_fastapi_takes_and_gives_records():
    fastapi = pytest.importorskip("fastapi", reason="FastAPI is not installed")
    pytest.importorskip("httpx", reason="httpx is not installed, which FastAPI's test client needs")
    from fastapi.testclient import TestClient

    app = fastapi.FastAPI()

    @app.post("/parse")
    def parse(clipping: Clipping) -> NewsRecord:
        return clipping.record

    @app.post("/names")
    def names(given_: Annotated[NewsRecord, fastapi.Body()]) -> tuple[Entity, ...]:
        return given_.entities

    client = TestClient(app)
    tree = newsrecord.to_dict(RECORD)
    assert client.post("/parse", json={"desk": "x", "record": tree}).json() == tree
    assert client.post("/names", json=tree).json() == tree["entities"]
    refused = client.post("/names", json={**tree, "language": 5})
    assert refused.status_code == 422
    assert refused.json()["detail"][0]["loc"] == ["body", "language"]

    document = client.get("/openapi.json").json()
    found = list(references(document))
    assert all(is_there(document, reference) for reference in found)
    assert "#/components/schemas/NewsRecord" in found
    assert not [name for name in document["components"]["schemas"] if "Input" in name or "Output" in name]


def test_pydantic_is_imported_only_where_it_asks():
    code = "import sys, newsrecord; newsrecord.to_dict(newsrecord.parse('x')); print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
