"""JSON: what is written reads back equal; what is not a record is refused with every fault named by its path."""

import copy
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import attrs
import cattrs
import jsonschema
import msgspec
import pytest
from cattrs.preconf.json import make_converter
from hypothesis import given
from hypothesis import strategies as st

import newsrecord
from newsrecord import InvalidArgumentError, InvalidRecordError, NewsRecord
from newsrecord.formats import _quick
from newsrecord.formats.json import _converter, dumps, from_dict, loads, register_hooks, schema, to_dict
from newsrecord.strategies import records

SCHEMA = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
REPOSITORY = Path(__file__).parents[2]


@given(records())
def test_every_record_reads_back_equal(record):
    assert loads(dumps(record)) == record
    assert loads(dumps(record, indent=2).encode("utf-8", "surrogatepass")) == record
    assert from_dict(to_dict(record)) == record


@given(records())
def test_every_record_satisfies_the_schema(record):
    SCHEMA.validate(to_dict(record))


def test_a_full_record_goes_both_ways(full):
    SCHEMA.validate(to_dict(full))
    assert loads(dumps(full)) == full
    assert all(to_dict(full).values())


def test_keys_are_in_the_order_of_the_contract(full):
    tree = to_dict(full)
    keys = (
        "schema_version generator id url language reference_date headline authors dateline published updated body "
        "entities dates quotations related_headlines meta furniture source"
    )
    assert " ".join(tree) == keys
    assert list(tree["entities"][0]) == ["name", "type", "country", "roles", "affiliations", "ids", "mentions"]
    assert list(tree["furniture"][0]) == ["role", "text", "start", "end"]
    assert list(tree["dateline"]) == ["text", "start", "end", "place", "agency", "date"]
    assert " ".join(tree["dates"][0]) == "text start end zone type value mod relative earliest latest"


def test_writing_is_plain_text_and_stable(full):
    written = dumps(full)
    assert "Peru’s" in written
    assert "\n" not in written
    assert dumps(full) == written == json.dumps(json.loads(written), ensure_ascii=False, separators=(",", ":"))
    assert dumps(full, indent=2) == json.dumps(json.loads(written), ensure_ascii=False, indent=2)


def test_source_may_be_left_out(full):
    tree = to_dict(full, include_source=False)
    assert "source" not in tree
    SCHEMA.validate(tree)
    assert loads(dumps(full, include_source=False)) == attrs.evolve(full, source=None)


@given(st.lists(st.sampled_from(["\ud83d", "\ude00", "a", "\U0001f600"]), min_size=1, max_size=6).map("".join))
def test_surrogates_read_back_as_they_were(text):
    record = NewsRecord(generator=newsrecord.Generator(name="n", version="0"), source=text)
    assert loads(dumps(record)).source == text
    assert loads(dumps(record).encode("utf-8", "surrogatepass")).source == text


def test_lone_surrogates_are_escaped_so_that_any_file_can_hold_them():
    record = NewsRecord(generator=newsrecord.Generator(name="n", version="0"), source="a\ud83db\ude00")
    assert "a\\ud83db\\ude00" in dumps(record)
    dumps(record).encode("utf-8")


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def test_offsets_past_64_bits_read_back(full):
    """orjson has no such numbers, and would take them for others."""
    far = attrs.evolve(full.body[0], start=2**70, end=2**70 + 3)
    record = NewsRecord(generator=full.generator, body=[far])
    assert loads(dumps(record)) == record


def test_the_quick_way_counts_the_keys_of_every_part():
    """A key with a default would else be taken for optional."""
    with pytest.raises(ValueError):  # noqa: PT011  (it has no message: the thorough way has)
        _quick._list(newsrecord.Generator, [{"name": "n", "version": "0"}], own=False)
    with pytest.raises(ValueError):  # noqa: PT011
        _quick._made(newsrecord.Generator, {"name": "n", "version": "0"}, own=False)


@given(records())
def test_only_a_tree_of_its_own_is_emptied(record):
    tree = to_dict(record)
    kept = copy.deepcopy(tree)
    assert from_dict(tree) == record
    assert tree == kept
    assert _quick.read(tree, NewsRecord, own=True) == record
    assert not any(tree[name] for name in ("authors", "body", "dates", "entities", "furniture", "meta"))


@given(records())
def test_the_quick_way_and_the_thorough_way_read_the_same(record):
    tree = to_dict(record)
    assert _quick.read(tree, NewsRecord) == _converter().structure(tree, NewsRecord) == record


@given(records(), st.data())
def test_the_quick_way_lets_nothing_through_that_the_thorough_way_refuses(record, data):
    tree = to_dict(record)
    spots = [tree]
    for value in tree.values():
        spots += [value] if isinstance(value, dict) else [v for v in value if v] if isinstance(value, list) else []
    spots += [mention for entity in tree["entities"] for mention in entity["mentions"]]
    spot = data.draw(st.sampled_from(spots))
    key = data.draw(st.sampled_from(sorted(spot)))
    if data.draw(st.booleans()):
        del spot[key]
    else:
        spot[data.draw(st.sampled_from([key, "new"]))] = data.draw(JSON_VALUES)
    try:
        read = _quick.read(tree, NewsRecord)
    except _quick.QUICK_ERRORS:
        return
    assert read == _converter().structure(tree, NewsRecord)


# --- strict reading ---


def at(tree, *steps):
    for step in steps:
        tree = tree[step]
    return tree


@pytest.mark.parametrize(
    ("steps", "value", "path", "words"),
    [
        (["entities", 0, "mentions", 1, "end"], "86", "entities[0].mentions[1].end", "whole number, got '86'"),
        (["entities", 0, "mentions", 1, "end"], 86.0, "entities[0].mentions[1].end", "whole number, got 86.0"),
        (["entities", 0, "mentions", 1, "start"], True, "entities[0].mentions[1].start", "whole number, got True"),
        (["entities", 0, "mentions", 1, "end"], 80, "entities[0].mentions[1].end", "greater than start"),
        (["entities", 0, "mentions", 1, "end"], 99999, "entities[0].mentions[1].end", "past the end"),
        (["entities", 0, "mentions", 1, "zone"], "lead", "entities[0].mentions[1].zone", "expected one of headline"),
        (["entities", 0, "name"], 7, "entities[0].name", "a string, got 7"),
        (["entities", 0, "type"], "GPE", "entities[0].type", "expected one of PERSON"),
        (["entities", 1, "roles"], "judge", "entities[1].roles", "an array, got 'judge'"),
        (["entities", 1, "roles", 0], None, "entities[1].roles[0]", "a string, got None"),
        (["dates", 0, "relative"], 0, "dates[0].relative", "true or false, got 0"),
        (["dates", 0, "earliest"], "20250502", "dates[0].earliest", "YYYY-MM-DD"),
        (["dates", 0, "latest"], "2025-02-30", "dates[0].latest", "YYYY-MM-DD"),
        (["headline"], [], "headline", "an object, got []"),
        (["body"], {}, "body", "an array, got {}"),
        (["body", 0], "text", "body[0]", "an object"),
        (["body", 0, "text"], "Other words", "body[0].text", "but the source has"),
        (["schema_version"], "2", "schema_version", "a later newsrecord reads it: pip install -U newsrecord"),
        (["schema_version"], 1, "schema_version", "a string, got 1"),
        (["reference_date"], 20250502, "reference_date", "YYYY-MM-DD"),
        (["language"], "", "language", "BCP 47"),
    ],
)
def test_a_wrong_value_is_named_by_its_path(full, steps, value, path, words):
    tree = copy.deepcopy(to_dict(full))
    at(tree, *steps[:-1])[steps[-1]] = value
    with pytest.raises(InvalidRecordError) as caught:
        from_dict(tree)
    told = {fault.path: fault.message for fault in caught.value.faults}
    assert words in told[path]
    assert f"{path}: " in str(caught.value)


def test_a_span_past_the_end_is_told_even_where_its_text_ends_there(full):
    tree = to_dict(NewsRecord(generator=full.generator, body=[], source="ab"))
    tree["body"] = [{"text": "ab", "start": 0, "end": 5}]
    with pytest.raises(InvalidRecordError, match=r"body\[0\].end: 5 is past the end of the source \(2 code points\)"):
        from_dict(tree)


def test_every_key_but_the_omittable_ones_must_be_there(full):
    for key in to_dict(full):
        tree = to_dict(full)
        del tree[key]
        if key in ("source", "meta", "quotations"):
            SCHEMA.validate(tree)
            continue
        with pytest.raises(InvalidRecordError) as caught:
            from_dict(tree)
        assert (key, "this key is missing") in caught.value.faults
        assert not SCHEMA.is_valid(tree)


def test_unknown_keys_are_refused_at_every_level(full):
    for steps in ([], ["generator"], ["body", 0], ["entities", 0], ["entities", 0, "mentions", 0], ["dates", 0]):
        tree = copy.deepcopy(to_dict(full))
        at(tree, *steps)["colour"] = "red"
        with pytest.raises(InvalidRecordError, match="colour: unknown key"):
            from_dict(tree)
        assert not SCHEMA.is_valid(tree)


def test_all_faults_are_told(full):
    tree = copy.deepcopy(to_dict(full))
    tree["entities"][0]["type"] = "GPE"
    tree["entities"][1]["mentions"][0]["start"] = None
    tree["dates"][0]["mod"] = 3
    del tree["url"]
    tree["x y"] = 1
    with pytest.raises(InvalidRecordError, match="5 faults") as caught:
        from_dict(tree)
    assert {fault.path for fault in caught.value.faults} == {
        "entities[0].type", "entities[1].mentions[0].start", "dates[0].mod", "url", "'x y'",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "not JSON"),
        ('{"schema_version": "1",', "not JSON: .* line 1 column"),
        (b"\xff\xfe", "not UTF-8"),
        ("[]", "expected an object"),
        ("null", "expected an object"),
        ("NaN", "expected an object"),
        ("{}", "schema_version: this key is missing"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_record_is_refused(data, words):
    with pytest.raises(InvalidRecordError, match=words):
        loads(data)


@given(records(), st.data())
def test_damaged_json_raises_only_our_error(record, data):
    text = dumps(record)
    cut = data.draw(st.integers(0, len(text) - 1))
    with pytest.raises(InvalidRecordError):
        loads(text[:cut])


@given(records(), st.data())
def test_any_value_in_any_place_reads_or_raises_our_error(record, data):
    """And where it reads, the schema agrees with the reader that the types are right."""
    tree = to_dict(record)
    spot, key = tree, data.draw(st.sampled_from(sorted(tree)))
    while isinstance(spot[key], (dict, list)) and spot[key] and data.draw(st.booleans()):
        spot = spot[key]
        key = data.draw(st.sampled_from(sorted(spot) if isinstance(spot, dict) else range(len(spot))))
    spot[key] = data.draw(JSON_VALUES)
    try:
        read = from_dict(tree)
    except InvalidRecordError:
        return
    SCHEMA.validate(tree)
    for entity in tree["entities"]:
        entity["ids"] = {"geonames": None, **entity["ids"]}  # `{}` will do
    assert to_dict(read) == {"meta": [], "source": None, **tree}


@pytest.mark.parametrize("value", [None, 3, {}, []])
def test_wrong_types_are_told_what_to_do(value):
    with pytest.raises(TypeError, match="from_dict"):
        loads(value)
    with pytest.raises(TypeError, match="newsrecord.parse"):
        dumps(value)


# --- inside other people's classes ---


@attrs.frozen
class Filed:
    shelf: int
    record: NewsRecord


@pytest.mark.parametrize("make", [cattrs.Converter, make_converter])
def test_a_record_inside_another_class(full, make):
    converter = register_hooks(make())
    filed = Filed(shelf=3, record=full)
    tree = json.loads(json.dumps(converter.unstructure(filed)))
    assert tree["record"] == to_dict(full)
    assert converter.structure(tree, Filed) == filed
    assert converter.structure({**tree, "shelf": "3"}, Filed) == filed, "their own classes keep their own rules"
    tree["record"]["id"] = 5
    with pytest.raises(cattrs.ClassValidationError) as caught:
        converter.structure(tree, Filed)
    assert "id: expected a string" in str(caught.value.exceptions[0])


# --- the schema ---


def test_the_shipped_schema_is_what_the_classes_say():
    script = REPOSITORY / "training" / "record_schema.py"
    spec = importlib.util.spec_from_file_location("record_schema", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.TARGET.read_text(encoding="utf-8") == module.text(), "run python training/record_schema.py"


def test_the_schema_is_a_schema_for_others_too(full, tmp_path):
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    shipped = Path(newsrecord.__file__).parent / "formats" / "record.schema.json"
    check = [sys.executable, "-m", "check_jsonschema"]
    subprocess.run([*check, "--check-metaschema", shipped], check=True, capture_output=True)
    (tmp_path / "full.json").write_text(dumps(full), "utf-8")
    subprocess.run([*check, "--schemafile", shipped, tmp_path / "full.json"], check=True, capture_output=True)
    (tmp_path / "bad.json").write_text(dumps(full).replace('"zone":"body"', '"zone":"lead"'), "utf-8")
    assert subprocess.run([*check, "--schemafile", shipped, tmp_path / "bad.json"], check=False).returncode == 1


def test_the_schema_is_valid_and_every_property_described():
    jsonschema.Draft202012Validator.check_schema(schema())
    for part in [schema(), *schema()["$defs"].values()]:
        assert part["additionalProperties"] is False
        for rule in part["properties"].values():
            assert rule["description"]


def test_the_schema_fits_into_a_larger_document(full):
    tree = schema(ref_template="#/components/schemas/{}")
    document = {"components": {"schemas": {**tree.pop("$defs"), "NewsRecord": tree}}}
    assert "$id" not in tree, "references would be looked for in the part, not in the document"
    validator = jsonschema.Draft202012Validator({**document, "$ref": "#/components/schemas/NewsRecord"})
    assert list(validator.iter_errors(to_dict(full))) == []
    broken = to_dict(full)
    broken["entities"][0]["mentions"][0]["zone"] = "foot"
    assert [error.json_path for error in validator.iter_errors(broken)] == ["$.entities[0].mentions[0].zone"]
    assert "#/$defs/" not in json.dumps(document)


@pytest.mark.parametrize("template", ["#/components/schemas/", "{name}", 5])
def test_a_template_without_a_place_for_the_name_is_refused(template):
    with pytest.raises(
        InvalidArgumentError, match=r"ref_template: expected a text such as '#/components/schemas/\{\}'"
    ):
        schema(ref_template=template)


# --- parts, and where other libraries have the same ---


def test_parts_are_dicts_too(full):
    entity = full.entities[0]
    tree = to_dict(full)["entities"][0]
    assert newsrecord.to_dict(entity) == tree
    assert newsrecord.from_dict(tree, newsrecord.Entity) == entity
    with pytest.raises(InvalidRecordError) as caught:
        newsrecord.from_dict({**tree, "mentions": [{**tree["mentions"][0], "end": "x"}], "color": 1}, newsrecord.Entity)
    assert [fault.path for fault in caught.value.faults] == ["mentions[0].end", "color"]
    with pytest.raises(
        TypeError, match="kind: expected NewsRecord or the class of one of its parts, got <class 'dict'>"
    ):
        newsrecord.from_dict({}, dict)


def test_other_encoders_are_told_what_to_do_with_records(full):
    assert json.loads(json.dumps({"top": full}, default=newsrecord.to_dict))["top"] == to_dict(full)
    with pytest.raises(TypeError, match="expected a NewsRecord or one of its parts, got set"):
        json.dumps({"top": {1}}, default=newsrecord.to_dict)
    assert json.loads(msgspec.json.encode(full)) == to_dict(full)
    assert msgspec.convert(to_dict(full), newsrecord.NewsRecord) == full


@pytest.mark.parametrize("name", ["to_json", "json", "to_dict", "asdict", "model_dump", "model_dump_json"])
def test_names_that_other_libraries_have_for_it_say_where_it_is(full, name):
    words = "newsrecord.dumps(record) gives JSON, newsrecord.to_dict(…) the plain dicts of a record or of a part"
    for one in (full, full.entities[0]):
        with pytest.raises(AttributeError) as caught:
            getattr(one, name)
        assert str(caught.value) == f"{type(one).__name__!r} object has no attribute {name!r}; {words}"


def test_other_missing_names_are_plain(full):
    with pytest.raises(AttributeError, match=r"^'NewsRecord' object has no attribute 'entites'$") as caught:
        full.entites  # noqa: B018
    assert (caught.value.name, caught.value.obj) == ("entites", full)
    with pytest.raises(AttributeError, match=r"attrs.evolve\(…\) gives a changed copy"):
        full.model_copy  # noqa: B018
