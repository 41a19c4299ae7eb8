"""Records of other releases: what version 1 promises, and the files that keep it to that (docs/formats.md)."""

import copy
import json
import warnings
from pathlib import Path

import cattrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord import InvalidRecordError, NewsRecord, loads
from newsrecord.fields import omittable
from newsrecord.formats import FORMATS
from newsrecord.formats.json import NewerRecordWarning, from_dict, register_hooks, to_dict
from newsrecord.strategies import records

KEPT = Path(__file__).parents[1] / "records" / "v1"
RELEASES = sorted(path for path in KEPT.iterdir() if path.is_dir() and path.name[0].isdigit())
BY_SUFFIX = {known.suffix: name for name, known in FORMATS.items() if known.reads}


@pytest.mark.parametrize(
    "path", [p for r in RELEASES for p in sorted(r.iterdir())], ids=lambda p: f"{p.parent.name}/{p.name}"
)
def test_every_file_of_every_release_reads(path):
    name = BY_SUFFIX[path.suffix]
    if name in ("arrow", "parquet"):
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    record = loads(path.read_bytes(), format=name)
    assert record.schema_version == "1"
    twin = path.with_suffix(".json")
    if twin.exists() and name in ("arrow", "parquet", "jsonl"):
        assert record == loads(twin.read_bytes())
    if path.stem == "full":
        assert all(value or key in omittable(NewsRecord) for key, value in to_dict(record).items())


def test_this_releases_files_are_there():
    names = {path.name for release in RELEASES for path in release.iterdir()}
    assert {
        "full.json",
        "full.arrow",
        "full.parquet",
        "full.jsonl",
        "empty.json",
        "surrogates.json",
        "slim.json",
    } <= names


def newer(tree, version="1.3"):
    """What a later release of version 1 might write."""
    tree = copy.deepcopy(tree)
    tree["schema_version"] = version
    tree["topics"] = [{"name": "elections"}]
    tree["entities"][0]["wikidata"] = "Q419"
    tree["entities"][0]["mentions"][0]["confidence"] = 0.5
    tree["dateline"]["country"] = {"code": "PE"}
    return tree


def test_a_newer_minor_version_reads_without_what_is_unknown(full):
    with pytest.warns(
        NewerRecordWarning, match=r"version 1.3 .* knows 1: left out .*entities\[0\].mentions\[0\]"
    ) as told:
        record = from_dict(newer(to_dict(full)))
    assert record == full
    for path in ("topics", "entities[0].wikidata", "dateline.country"):
        assert path in str(told[0].message)
    assert told[0].filename == __file__, "the warning points at the caller"


def test_reading_text_warns_at_the_caller_too(full):
    with pytest.warns(NewerRecordWarning) as told:
        assert loads(json.dumps(newer(to_dict(full)))) == full
    assert len(told) == 1


def test_inside_other_peoples_classes_too(full):
    converter = register_hooks(cattrs.Converter())
    with pytest.warns(NewerRecordWarning, match="topics"):
        assert converter.structure([newer(to_dict(full))], list[NewsRecord]) == [full]


def test_a_newer_minor_version_with_nothing_unknown_reads_silently(full):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for version in ("1.0", "1.1", "1.99"):
            assert from_dict({**to_dict(full), "schema_version": version}) == full


def test_in_its_own_version_an_unknown_key_is_a_fault(full):
    for version in ("1", "1.0"):
        with pytest.raises(InvalidRecordError, match="topics: unknown key"):
            from_dict(newer(to_dict(full), version))


def test_what_is_known_is_checked_as_ever(full):
    tree = newer(to_dict(full))
    tree["entities"][0]["type"] = "GPE"
    with (
        pytest.warns(NewerRecordWarning),
        pytest.raises(InvalidRecordError, match=r"entities\[0\].type: expected one of"),
    ):
        from_dict(tree)
    del tree["entities"]
    with pytest.warns(NewerRecordWarning), pytest.raises(InvalidRecordError, match="entities: this key is missing"):
        from_dict(tree)


@pytest.mark.parametrize(
    ("version", "advice"),
    [
        ("2", "a later newsrecord reads it: pip install -U newsrecord"),
        ("2.7", "a later newsrecord reads it"),
        ("10", "a later newsrecord reads it"),
        ("0", "no release wrote that"),
        ("1.x", "no release wrote that"),
        ("1.01", "no release wrote that"),
        ("1.", "no release wrote that"),
        ("", "no release wrote that"),
        ("9" * 5000, "no release wrote that"),
    ],
)
def test_other_majors_are_refused_with_advice(full, version, advice):
    with pytest.raises(InvalidRecordError, match=f"schema_version: .* is not known: this release reads .*{advice}"):
        from_dict({**to_dict(full), "schema_version": version})


@given(records(), st.data())
def test_unknown_keys_anywhere_are_left_out(record, data):
    tree = to_dict(record)
    spots = [tree, *(item for value in tree.values() if isinstance(value, list) for item in value)]
    chosen = data.draw(st.lists(st.sampled_from(range(len(spots))), max_size=3))
    for spot in chosen:
        spots[spot]["new"] = data.draw(st.none() | st.integers() | st.just({"a": []}))
    tree["schema_version"] = "1.1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NewerRecordWarning)
        assert from_dict(tree) == record
