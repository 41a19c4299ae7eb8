"""What the formats share: names that are URIs, texts that readers accept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.formats._shared import as_uri, clean, clean_xml, posts
from newsrecord.record import Entity, Mention


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        ("https://news.example/a?b=1#c", "https://news.example/a?b=1#c"),
        ("https://news.example/a b", "https://news.example/a%20b"),
        ("https://news.example/é<\"'>", "https://news.example/%C3%A9%3C%22'%3E"),
        ("https://news.example/%zz%20", "https://news.example/%25zz%20"),
        ("https://news.example/#a#b", "https://news.example/#a%23b"),
        ("https://news.example/\ud800", "https://news.example/%EF%BF%BD"),
        (" urn:isbn:1 ", "urn:isbn:1"),
        ("news.example/a", None),
        ("//news.example", None),
        ("", None),
        (None, None),
        ("é:a", None),
    ],
)
def test_as_uri(text, uri):
    assert as_uri(text) == uri


@given(st.text(st.characters()))
def test_a_uri_is_ascii_and_stays_as_it_is(text):
    uri = as_uri("https://news.example/" + text)
    assert uri.isascii()
    assert uri.isprintable()
    assert " " not in uri
    assert as_uri(uri) == uri


@given(st.text(st.characters()))
def test_cleaning_keeps_every_place(text):
    assert len(clean(text)) == len(clean_xml(text)) == len(text)
    clean(text).encode("utf-8")
    for here, safe in zip(text, clean_xml(text), strict=True):
        assert here == safe or safe == "\ufffd"


def test_what_xml_has_not():
    assert clean_xml("a\x00\x0b\x1f\ud800\ufffe\uffff\t\n\r\x7f\x85😀") == "a" + "\ufffd" * 6 + "\t\n\r\x7f\x85😀"


def test_a_person_is_told_by_roles_and_by_what_no_role_says():
    mention = Mention(text="Bo Li", start=0, end=5, zone="body")
    told = Entity(
        name="Bo Li", type="PERSON", roles=["Acme director"], affiliations=["Acme", "Tavro College"], mentions=[mention]
    )
    assert posts(told) == ("Acme director", "of Tavro College")
