"""schema.org JSON-LD: extruct and pyld read it, and each property stands where the vocabulary allows it."""

import json
from pathlib import Path

import attrs
import pytest
from hypothesis import given

import newsrecord
from newsrecord.dates import to_edtf
from newsrecord.formats.jsonld import dumps
from newsrecord.strategies import records

VOCABULARY = json.loads((Path(__file__).parent / "schemas" / "schemaorg" / "extract-30.0.json").read_text("utf-8"))
FULL_VOCABULARY = Path(__file__).parents[3] / "shared" / "schemas" / "schemaorg" / "schemaorg-current-https-30.0.ttl"
LITERALS = {str: {"Text", "URL", "Date", "DateTime"}, int: {"Integer", "Number"}}


def kinds(name):
    """A type with all it derives from."""
    return {name}.union(*map(kinds, VOCABULARY["parents"][name]))


def faults(tree):
    """Properties that are unknown, stand on a type they are not for, or have a value of a type they do not take."""
    found = []
    for key, value in tree.items():
        if key.startswith("@"):
            continue
        rule = VOCABULARY["properties"].get(key)
        if rule is None or not kinds(tree["@type"]) & set(rule["domain"]):
            found.append(key)
            continue
        for one in value if isinstance(value, list) else [value]:
            fits = kinds(one["@type"]) if isinstance(one, dict) else LITERALS.get(type(one), set())
            if not fits & set(rule["range"]):
                found.append(key)
            if isinstance(one, dict):
                found += faults(one)
    return found


@given(records())
def test_every_property_is_used_as_the_vocabulary_says(record):
    tree = json.loads(dumps(record))
    assert faults(tree) == []
    assert (tree["@context"], tree["@type"]) == ("https://schema.org", "NewsArticle")


def test_the_check_finds_what_is_planted(full):
    tree = json.loads(dumps(full))
    for broken, where in (
        ({**tree, "relatedLink": "https://news.example"}, "relatedLink"),
        ({**tree, "author": [{"@type": "Place", "name": "Lima"}]}, "author"),
        ({**tree, "wordCount": "many"}, "wordCount"),
        ({**tree, "dateline": {"@type": "Place"}}, "dateline"),
        ({**tree, "@type": "Person"}, "dateline"),
    ):
        assert where in faults(broken)


@pytest.mark.skipif(not FULL_VOCABULARY.exists(), reason="the whole vocabulary is not here")
def test_the_extract_is_what_the_vocabulary_says():
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
    graph = rdflib.Graph().parse(FULL_VOCABULARY)
    base = "https://schema.org/"
    for name, rule in VOCABULARY["properties"].items():
        for key, relation in (("domain", "domainIncludes"), ("range", "rangeIncludes")):
            said = graph.objects(rdflib.URIRef(base + name), rdflib.URIRef(base + relation))
            assert sorted(str(one).removeprefix(base) for one in said) == rule[key]


def test_what_goes_where(full):
    tree = json.loads(dumps(full))
    assert (tree["headline"], tree["datePublished"]) == ("Peru’s 🦙 votes today", "2025-05-03T10:00Z")
    assert tree["dateModified"] == "2025-05-04"
    assert tree["articleBody"] == full.body_text
    assert tree["mentions"][:2] == [
        {
            "@type": "Place",
            "name": "Peru",
            "address": {"@type": "PostalAddress", "addressCountry": "PE"},
            "sameAs": "https://sws.geonames.org/3932488/",
        },
        {"@type": "Person", "name": "Bo Li", "jobTitle": ["judge", "chair"]},
    ]
    assert "Brazil" not in str(tree["mentions"])
    assert "$5" not in str(tree["mentions"])
    assert tree["temporalCoverage"] == ["2025-05-02", "XXXX-10-07"]
    assert [one["headline"] for one in tree["citation"]] == ["Brazil voted on Monday", "Peru in 1984"]
    assert json.loads(dumps(newsrecord.parse("")))["@type"] == "NewsArticle"


def test_the_period_covered_is_edtf(full):
    summer = attrs.evolve(full.dates[3], value="2012-SU", earliest=None, latest=None)
    record = attrs.evolve(full, dates=[*full.dates[:3], summer, *full.dates[4:]])
    assert to_edtf("2012-SU") == "2012-22"
    assert "2012-22" in json.loads(dumps(record))["temporalCoverage"]


@pytest.mark.filterwarnings("ignore")
def test_extruct_reads_it_from_a_page(full):
    extruct = pytest.importorskip("extruct", reason="extruct is not installed")
    data = dumps(full)
    safe = data.replace("<", "\\u003c")  # as any page that holds JSON in a script element must write it
    page = f"<html><head><script type='application/ld+json'>{safe}</script></head></html>"
    assert extruct.extract(page, syntaxes=["json-ld"])["json-ld"] == [json.loads(data)]


@pytest.mark.filterwarnings("ignore")
def test_pyld_expands_it_without_losing_a_property(full):
    jsonld = pytest.importorskip("pyld.jsonld", reason="pyld is not installed")
    context = {"@context": {"@vocab": "https://schema.org/"}}  # what the real one says, for the terms used; no network
    tree = json.loads(dumps(full))
    (found,) = jsonld.expand({**tree, **context})
    assert found["@type"] == ["https://schema.org/NewsArticle"]
    assert {key.removeprefix("https://schema.org/") for key in found if not key.startswith("@")} == {
        key for key in tree if not key.startswith("@")
    }
    assert len(found["https://schema.org/mentions"]) == len(tree["mentions"])
