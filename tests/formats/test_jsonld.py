"""schema.org JSON-LD: extruct and pyld read it, and each property stands where the vocabulary allows it."""

import json
import socket
from pathlib import Path

import attrs
import pytest
from hypothesis import given

import newsrecord
from newsrecord import InvalidArgumentError, Parser
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
    name = tree["@id"]
    assert tree["mentions"][:2] == [
        {
            "@type": "Place",
            "@id": f"{name}#entity-0",
            "name": "Peru",
            "address": {"@type": "PostalAddress", "addressCountry": "PE"},
            "sameAs": "https://sws.geonames.org/3932488/",
        },
        {"@type": "Person", "@id": f"{name}#entity-1", "name": "Bo Li", "jobTitle": ["judge", "chair"]},
    ]
    assert tree["hasPart"][0]["spokenByCharacter"] == tree["mentions"][1]
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


# --- as a graph ---


@pytest.fixture
def offline(monkeypatch):
    """No connection can be made."""

    def refused(*_, **__):
        raise AssertionError("something reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def graph_of(*documents):
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
    graph = rdflib.Graph()
    for document in documents:
        graph.parse(data=document, format="json-ld")
    return graph, rdflib.SDO


def expanded(tree, base="https://schema.org/"):
    """The triples that a tree says, as far as texts and links go, by hand."""
    for key, value in tree.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and key != "@context":
                if "@id" in one:
                    yield tree.get("@id"), base + key, one["@id"]
                yield from expanded(one)
            elif not key.startswith("@") and "@id" in tree:
                yield tree["@id"], base + key, str(one)


@given(records())
def test_rdflib_reads_every_record_with_no_network(record):
    pytest.importorskip("rdflib", reason="rdflib is not installed")
    data = dumps(record, context="inline")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", None)
        patch.setattr(socket, "getaddrinfo", None)
        graph, _ = graph_of(data)
    said = {(str(s), str(p), str(o)) for s, p, o in graph}
    assert set(expanded(json.loads(data))) <= said


def test_an_inline_context_is_all_that_differs(full):
    inline, plain = (json.loads(dumps(full, context=context)) for context in ("inline", "url"))
    assert plain.pop("@context") == "https://schema.org"
    context = inline.pop("@context")
    assert inline == plain
    assert context.pop("@vocab") == "https://schema.org/"
    assert set(context) <= set(VOCABULARY["properties"])
    for term, rule in context.items():
        assert rule["@type"] == "@id" or rule["@type"] in VOCABULARY["properties"][term]["range"], term
    with pytest.raises(InvalidArgumentError, match="context: expected one of url, inline, got 'none'"):
        dumps(full, context="none")


def test_the_graph_of_an_article(full, offline):
    graph, sdo = graph_of(dumps(full, context="inline"))
    (article,) = graph.subjects(sdo.articleBody)
    assert str(article) == "https://news.example/a%20b?q=1&r=%C3%BC"
    assert {str(graph.value(one, sdo.name)) for one in graph.objects(article, sdo.mentions)} >= {"Peru", "Bo Li", "UN"}
    (judge,) = set(graph.subjects(sdo.jobTitle))
    (quotation,) = graph.subjects(sdo.spokenByCharacter, judge)
    assert (article, sdo.hasPart, quotation) in graph
    assert str(graph.value(judge, sdo.name)) == "Bo Li"
    kinds = {term: type(graph.value(article, term)).__name__ for term in (sdo.url, sdo.headline)}
    assert kinds == {sdo.url: "URIRef", sdo.headline: "Literal"}
    assert graph.value(article, sdo.datePublished).datatype == sdo.Date
    assert {type(one).__name__ for one in graph.objects(None, sdo.sameAs)} == {"URIRef"}


@given(records())
def test_ids_are_absolute_and_one_for_each_thing(record):
    tree = json.loads(dumps(record))
    things = [*tree.get("mentions", []), *tree.get("hasPart", [])]
    names = [thing["@id"] for thing in things]
    assert len(set(names)) == len(names)
    assert all(name.startswith(tree["@id"]) for name in names)
    known = {thing["@id"]: thing for thing in things}
    for part in tree.get("hasPart", []):
        if "spokenByCharacter" in part:
            who = part["spokenByCharacter"]
            assert known.get(who["@id"], who) == who


def test_several_entities_of_one_name_and_type_are_one_thing():
    parser = Parser(gatherer=None)  # each mention is an entity
    tree = json.loads(dumps(parser.parse("“We stay,” said Bo Li.\n\n“Nobody has come,” said Bo Li.", id="a")))
    assert [thing["name"] for thing in tree["mentions"]] == ["Bo Li"]
    assert {part["spokenByCharacter"]["@id"] for part in tree["hasPart"]} == {tree["mentions"][0]["@id"]}
    assert len(tree["hasPart"]) == 2


def people(entity):
    return f"https://news.example/id/{entity.name}" if entity.type == "PERSON" else None


def test_the_caller_says_what_is_one_thing_in_many_documents(offline):
    parser = Parser()
    documents = [
        dumps(parser.parse(f"Bo Li left {place} on Friday.", id=place), entity_id=people, context="inline")
        for place in ("Lima", "Quito")
    ]
    graph, sdo = graph_of(*documents)
    (person,) = set(graph.subjects(sdo.name)) & {one for one in graph.objects(None, sdo.mentions) if "/id/" in one}
    assert str(person) == "https://news.example/id/Bo%20Li"
    assert len(set(graph.subjects(sdo.mentions, person))) == 2
    places = [one for one in graph.objects(None, sdo.mentions) if one != person]
    assert len(set(places)) == 2, "what the caller does not know is of its own document"


@pytest.mark.parametrize("told", ["Bo Li", "", "people/bo-li", 5])
def test_what_is_no_uri_is_refused(full, told):
    with pytest.raises(InvalidArgumentError) as caught:
        dumps(full, entity_id=lambda entity: told)
    assert str(caught.value) == (
        f"entity_id: expected an absolute URI such as 'https://news.example/id/bo-li', or None, got {told!r} for 'Peru'"
    )
