"""TEI: the Consortium's RELAX NG accepts it, every line of the page is in it, and marks hold their words."""

import shutil
import subprocess
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsrecord
from newsrecord.formats._shared import clean_xml
from newsrecord.formats.tei import dumps
from newsrecord.strategies import records

RNG = Path(__file__).parent / "schemas" / "tei" / "tei_all_4.12.0.rng"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@pytest.fixture(scope="module")
def etree():
    return pytest.importorskip("lxml.etree", reason="lxml, which checks against the schema, is not installed")


@pytest.fixture(scope="module")
def relaxng(etree):
    schema = etree.RelaxNG(etree.parse(RNG))

    def check(text):
        valid = schema.validate(etree.fromstring(text.encode()))
        return valid, str(schema.error_log)[:600]

    return check


@given(record=records(with_source=True))
def test_every_record_is_valid_tei(relaxng, record):
    assert relaxng(dumps(record)) == (True, "")


def test_the_schema_refuses_what_is_broken(full, relaxng):
    text = dumps(full)
    assert relaxng(text) == (True, "")
    for good, bad in (
        ("persName", "personName"),
        ("publicationStmt", "publication"),
        ('when="2025-05-02"', 'when="May"'),
    ):
        assert good in text
        assert not relaxng(text.replace(good, bad))[0]


@pytest.mark.skipif(not shutil.which("jing"), reason="jing, the other validator, is not installed")
def test_jing_agrees(full, tmp_path):
    (tmp_path / "full.xml").write_text(dumps(full), "utf-8")
    done = subprocess.run(["jing", RNG, tmp_path / "full.xml"], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0)


@given(record=records(with_source=True))
def test_every_line_of_the_page_is_in_it_once(etree, record):
    body = etree.fromstring(dumps(record).encode()).find(f"{TEI}text/{TEI}body")
    found = [
        "".join(item.itertext())
        for path in ("head", "opener/seg", "p", "list/item", "ab")
        for item in body.iterfind(f"{TEI}div/" + "/".join(TEI + step for step in path.split("/")))
    ]
    page = [record.headline, *record.meta, *record.body, *record.related_headlines, *record.furniture]
    wanted = [clean_xml(part.text) for part in page if part]
    assert [text for text in found if text] == wanted


@given(record=records(with_source=True))
def test_marks_hold_their_words_and_refer_to_what_is_there(etree, record):
    root = etree.fromstring(dumps(record).encode())
    ids = [item.get(XML_ID) for item in root.iter() if item.get(XML_ID)]
    assert len(ids) == len(set(ids))
    for item in root.iter():
        for key in ("ref", "next", "prev"):
            assert item.get(key) is None or item.get(key).removeprefix("#") in ids
    held = [item for item in root.iter(f"{TEI}persName", f"{TEI}orgName", f"{TEI}placeName") if item.get("ref")]
    wanted = sum(
        len(entity.mentions)
        for entity in record.entities
        if entity.type in ("PERSON", "ORGANIZATION", "LOCATION", "FACILITY")
    )
    assert sum(item.get("prev") is None for item in held) == wanted


def test_what_it_looks_like(full, etree):
    text = dumps(full)
    root = etree.fromstring(text.encode())
    assert "".join(root.find(f".//{TEI}div[@type='article']/{TEI}head").itertext()) == "Peru’s 🦙 votes today"
    assert '<placeName ref="#e1">Peru</placeName>' in text
    assert '<person xml:id="e2"><persName>Bo Li</persName><occupation>judge</occupation>' in text
    known = '<country key="PE">PE</country><idno type="geonames">3932488</idno>'
    assert f'<place xml:id="e1"><placeName>Peru</placeName>{known}</place>' in text
    assert '<date type="date" n="2025-05-02" when="2025-05-02">Friday</date>' in text
    assert 'n="2025-W19" notBefore="2025-05-02" notAfter="2025-05-09">Monday</date>' in text
    assert "&lt;script&gt;" in text
    assert "Share on \ufffd Facebook\ufffd" in text
    # the date crosses the name: it is whole, the name is in two pieces
    pieces = [item for item in root.iter(f"{TEI}rs") if item.get("key") == "October 7 attacks"]
    assert ["".join(item.itertext()) for item in pieces] == ["October 7", " attacks"]
    assert pieces[0].get("next").removeprefix("#") == pieces[1].get(XML_ID)


@pytest.mark.filterwarnings("ignore")
def test_trafilatura_takes_it_for_tei(full, etree):
    trafilatura = pytest.importorskip("trafilatura.xml", reason="trafilatura is not installed")
    names = {"entities": [], "dates": [], "quotations": []}  # its own schema knows no names or dates within a text
    plain = attrs.evolve(full, dateline=None, furniture=[], meta=[], authors=[], **names)
    plain = attrs.evolve(plain, published=None, updated=None)
    assert trafilatura.validate_tei(etree.fromstring(dumps(plain).encode())) is True


@given(st.text(st.characters(), min_size=1, max_size=30))
def test_any_text_is_well_formed(etree, text):
    etree.fromstring(dumps(newsrecord.Parser(recognizer=None, layout=None).parse(text)).encode())
