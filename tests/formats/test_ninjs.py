"""ninjs 3.1: IPTC's own schema accepts what we write, and refuses what is broken."""

import json
from pathlib import Path

import attrs
import jsonschema
import pytest
import referencing
from hypothesis import given

import newsrecord
from newsrecord import Timestamp
from newsrecord.formats.ninjs import dumps
from newsrecord.strategies import records

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "ninjs" / "ninjs-schema_3.1.json").read_text("utf-8"))
# the one schema that it refers to, for coordinates, which a record has not: nothing is fetched
REGISTRY = referencing.Registry().with_resource(
    "https://geojson.org/schema/GeoJSON.json",
    referencing.Resource.from_contents({"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}),
)
NINJS = jsonschema.Draft202012Validator(SCHEMA, registry=REGISTRY, format_checker=jsonschema.FormatChecker())


@given(records())
def test_every_record_is_valid_ninjs(record):
    NINJS.validate(json.loads(dumps(record)))


def test_the_schema_refuses_what_is_broken(full):
    tree = json.loads(dumps(full))
    NINJS.validate(tree)
    for broken in (
        {key: value for key, value in tree.items() if key != "uri"},
        {**tree, "colour": "red"},
        {**tree, "people": [{"name": 3}]},
        {**tree, "associations": [{"name": "no uri"}]},
    ):
        assert not NINJS.is_valid(broken)


def test_what_goes_where(full):
    tree = json.loads(dumps(full))
    assert tree["uri"] == "https://news.example/a%20b?q=1&r=%C3%BC"
    assert (tree["title"], tree["by"], tree["located"]) == ("Peru’s 🦙 votes today", "Ana Ruiz, Bo Li", "Lima")
    assert tree["contentCreated"] == "2025-05-03T10:00:00Z"
    assert tree["infoSources"][-1] == {"name": "AP", "role": "agency"}
    assert tree["people"] == [{"name": "Bo Li", "rel": "mentions"}]
    assert tree["places"] == [
        {
            "name": "Peru",
            "rel": "mentions",
            "contactInfo": [{"type": "address", "address": {"country": "PE"}}],
            "uri": "https://sws.geonames.org/3932488/",
        },
        {"name": "Lima Stadium", "rel": "mentions"},
    ]
    assert [one["name"] for one in tree["subjects"]] == ["October 7 attacks", "Peruvians"]
    assert "Brazil" not in str(tree["places"]), "only named in a related headline"
    assert [one["title"] for one in tree["associations"]] == ["Brazil voted on Monday", "Peru in 1984"]
    plain, marked = tree["bodies"]
    assert plain["value"] == full.body_text
    assert plain["charCount"] == len(full.body_text), "code points, not UTF-16"
    assert marked["value"].count("<p>") == 2
    assert "<script>" not in marked["value"]


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2025-05-03", None),
        ("2025-05-03T10:00", None),
        ("2025-05-03T10:00:30", None),
        ("2025-05-03T10:00Z", "2025-05-03T10:00:00Z"),
        ("2025-05-03T10:00:30Z", "2025-05-03T10:00:30Z"),
        ("2025-05-03T10:00+05:30", "2025-05-03T10:00:00+05:30"),
        ("2025-05-03T10:00:07-05:30", "2025-05-03T10:00:07-05:30"),
    ],
)
def test_no_time_or_zone_is_invented(full, value, moment):
    stamp = attrs.evolve(full.published, value=value)
    assert isinstance(stamp, Timestamp)
    assert json.loads(dumps(attrs.evolve(full, published=stamp))).get("contentCreated") == moment


@pytest.mark.parametrize("url", [None, "", "no scheme", "/relative"])
def test_without_a_uri_one_is_made_of_what_the_article_says(full, url):
    named = attrs.evolve(full, url=url)
    uri = json.loads(dumps(named))["uri"]
    assert uri.startswith("urn:newsrecord:")
    assert json.loads(dumps(attrs.evolve(named, source=None)))["uri"] == uri
    assert json.loads(dumps(attrs.evolve(named, id="other")))["uri"] != uri
    if url:
        assert {"role": "url", "value": url} in json.loads(dumps(named))["altIds"]


def test_an_empty_record():
    record = newsrecord.parse("")
    NINJS.validate(json.loads(dumps(record)))
    assert set(json.loads(dumps(record))) == {
        "uri", "type", "representationType", "profile", "standard", "language",
    }  # fmt: skip
