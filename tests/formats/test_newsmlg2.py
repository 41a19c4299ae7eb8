"""NewsML-G2: IPTC's XSD accepts it, and the newsmlg2 package reads it."""

import logging
from pathlib import Path

import attrs
import pytest
from hypothesis import given

import newsrecord
from newsrecord import InvalidArgumentError
from newsrecord.formats.newsmlg2 import dumps
from newsrecord.strategies import records

XSD = Path(__file__).parent / "schemas" / "newsml-g2" / "NewsML-G2_2.35-spec-All-Power.xsd"


@pytest.fixture(scope="module")
def xsd():
    etree = pytest.importorskip("lxml.etree", reason="lxml, which checks against the schema, is not installed")
    schema = etree.XMLSchema(etree.parse(XSD))

    def check(text):
        valid = schema.validate(etree.fromstring(text.encode()))
        return valid, str(schema.error_log)[:600]

    return check


@given(record=records())
def test_every_record_is_a_valid_item(xsd, record):
    assert xsd(dumps(record, version_created="2025-10-31T12:00Z")) == (True, "")


def test_the_schema_refuses_what_is_broken(full, xsd):
    text = dumps(full)
    assert xsd(text) == (True, "")
    for good, bad in (
        (' guid="', ' nid="'),
        ("<versionCreated>2025-05-04T00:00:00", "<versionCreated>2025-05-04"),
        ("contentMeta>", "contentMetadata>"),
        ("<contentCreated>2025-05-03", "<contentCreated>May"),
    ):
        assert good in text
        assert not xsd(text.replace(good, bad))[0], bad


@pytest.mark.filterwarnings("ignore")
def test_the_newsmlg2_package_reads_it(full, caplog):
    library = pytest.importorskip("NewsMLG2", reason="newsmlg2 is not installed")
    caplog.set_level(logging.CRITICAL)
    item = library.NewsMLG2Document(dumps(full).encode()).get_item()
    meta = item.contentmeta
    assert str(meta.headline) == "Peru’s 🦙 votes today"
    assert str(meta.dateline) == "LIMA, May 2, 2025 (AP) -"
    assert [str(one.name) for one in meta.creator] == ["Ana Ruiz", "Bo Li"]
    assert [str(one.name) for one in meta.subject] == [
        "Peru", "Bo Li", "October 7 attacks", "Lima Stadium", "𝒳-Phone", "UN", "Peruvians",
    ]  # fmt: skip


def test_the_body_is_xhtml(full):
    text = dumps(full)
    assert 'standard="NewsML-G2" standardversion="2.35" conformance="power"' in text
    assert '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">' in text
    assert text.count("<p>") == 2
    assert "&lt;script&gt;" in text
    assert "<title>Brazil voted on Monday</title></link>" in text


def test_the_time_of_the_item_is_the_callers_else_the_texts_own_never_the_clock(full):
    assert "<versionCreated>2025-05-04T00:00:00<" in dumps(full)
    assert "<versionCreated>2025-05-03T10:00:00Z<" in dumps(attrs.evolve(full, updated=None))
    assert "<versionCreated>2025-05-02T00:00:00<" in dumps(attrs.evolve(full, updated=None, published=None))
    assert "<versionCreated>2026-01-02T03:04:05Z<" in dumps(full, version_created="2026-01-02T03:04:05Z")
    assert '<provider literal="AP"><name>AP</name>' in dumps(full, provider="AP")
    with pytest.raises(InvalidArgumentError, match="requires the time at which an item was made"):
        dumps(newsrecord.parse(""))
    for wrong in ("2025-10-31", "yesterday", ""):
        with pytest.raises(InvalidArgumentError, match="expected a date-time"):
            dumps(full, version_created=wrong)
