"""TimeML: the TempEval schema accepts it, and text and dates read back exactly."""

import datetime
import random
from pathlib import Path

import attrs
import pytest
from hypothesis import given

from newsrecord import InvalidRecordError
from newsrecord.formats._marked import SEPARATOR, parts
from newsrecord.formats._shared import clean_xml
from newsrecord.formats.timeml import dumps, loads
from newsrecord.strategies import records


@pytest.fixture(scope="module")
def xsd():
    etree = pytest.importorskip("lxml.etree", reason="lxml, which checks against the schema, is not installed")
    schema = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "timeml" / "tml.xsd"))
    return lambda text: schema.validate(etree.fromstring(text.encode()))


def story(record):
    """Headline and body with their dates, places counted from the start of each passage."""
    return [
        (
            clean_xml(part.text),
            [
                (mark.start, mark.end, mark.what.type, mark.what.value, mark.what.mod, mark.what.relative)
                for mark in part.marks
                if hasattr(mark.what, "relative")
            ],
        )
        for part in parts(record, ("headline", "body"))
    ]


@given(record=records(with_source=True))
def test_every_record_is_valid_and_its_text_and_dates_read_back(xsd, record):
    text = dumps(record)
    assert xsd(text)
    back = loads(text)
    assert story(back) == story(record)
    assert back.reference_date == record.reference_date
    assert dumps(loads(text.encode())) == dumps(back)


def test_the_schema_refuses_what_is_broken(full, xsd):
    text = dumps(full)
    assert xsd(text)
    for good, bad in (
        ('type="DATE"', 'type="DAY"'),
        ('tid="t1"', 'mod="SOON" tid="t1"'),
        (' value="2025-05-02"', ' value="2025/05/02"'),
        ('tid="t1"', 'tid="t0"'),
        ('tid="t1" ', ""),
    ):
        assert good in text
        assert not xsd(text.replace(good, bad, 1)), bad


@pytest.mark.parametrize("value", ["P1WE", "P1W2D", "2025-10-28T13:55+01:00"])
def test_values_that_the_schema_does_not_know_are_written_all_the_same(full, xsd, value):
    """TimeML has them (ISO 8601; weekends by its guidelines); the schema's patterns are narrower."""
    one = attrs.evolve(full.dates[3], value=value, earliest=None, latest=None)
    text = dumps(attrs.evolve(full, dates=[one]))
    assert not xsd(text)
    assert loads(text).dates[0].value == value


def test_what_it_looks_like(full):
    text = dumps(full)
    assert '<DCT><TIMEX3 tid="t0" type="DATE" value="2025-05-02"' in text
    assert 'functionInDocument="CREATION_TIME">2025-05-02</TIMEX3></DCT>' in text
    assert (
        '<TIMEX3 tid="t4" type="DATE" value="2025-05-02" temporalFunction="true">Friday</TIMEX3> &amp; &lt;b&gt;'
        in text
    )
    assert "Brazil" not in text
    assert "<DOCID>a/1</DOCID>" in text


def test_what_reads_back(full):
    back = loads(dumps(full))
    assert (back.id, back.reference_date) == ("a/1", full.reference_date)
    assert [part.text for part in back.body] == [part.text for part in full.body]
    assert back.source == full.headline.text + SEPARATOR + full.body_text
    wanted = [date for date in full.dates if date.zone in ("headline", "body") or date.text == "May 2, 2025"]
    assert [(d.text, d.value, d.earliest, d.latest) for d in back.dates] == [
        (d.text, d.value, d.earliest, d.latest) for d in wanted
    ]
    assert loads(dumps(attrs.evolve(full, id=None, url=None))).id is None


def test_a_carriage_return_reads_back(full):
    assert loads(dumps(attrs.evolve(full, id="a\rb\nc"))).id == "a\rb\nc"


FOREIGN = """<?xml version="1.0" ?>
<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<DOCID>ABC19980108.1830</DOCID>
<DCT><TIMEX3 tid="t0" type="TIME" value="1998-01-08T18:30" functionInDocument="CREATION_TIME">1998-01-08</TIMEX3></DCT>
<TITLE>Story</TITLE>
<TEXT>

On the other hand, it's <EVENT eid="e1" class="OCCURRENCE">turning</EVENT> out to be another very 😀
bad <TIMEX3 tid="t1" type="DURATION" value="P1D" mod="">financial
week</TIMEX3> for Asia.

The <TIMEX3 tid="t2" type="DATE" value="1998-W02">week <SIGNAL sid="s1">of</SIGNAL> </TIMEX3>.
<TIMEX3 tid="t3" type="DATE" value="1998"/>
</TEXT>
<TLINK lid="l1" relType="BEFORE" timeID="t1" relatedToTime="t2"/>
</TimeML>
"""


def test_files_of_others_are_read():
    record = loads(FOREIGN)
    assert record.headline.text == "Story"
    assert (record.id, record.reference_date) == ("ABC19980108.1830", datetime.date(1998, 1, 8))
    assert [part.text for part in record.body] == [
        "On the other hand, it's turning out to be another very 😀 bad financial week for Asia.",
        "The week of .",
    ]
    assert [(date.text, date.type, date.value, date.mod) for date in record.dates] == [
        ("financial week", "DURATION", "P1D", None),
        ("week of", "DATE", "1998-W02", None),
    ]
    assert str(record.dates[1].earliest) == "1998-01-05"


def test_entities_that_multiply_are_refused():
    """The parser's own guard (expat 2.4): a few lines must not become gigabytes."""
    lines = [f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "lol"}">' for i in range(12)]
    bomb = f"<!DOCTYPE TimeML [{''.join(lines)}]><TimeML><TEXT>&e11;</TEXT></TimeML>"
    with pytest.raises(InvalidRecordError, match="not XML"):
        loads(bomb)
    outside = '<!DOCTYPE TimeML [<!ENTITY e SYSTEM "file:///etc/hostname">]><TimeML><TEXT>&e;</TEXT></TimeML>'
    with pytest.raises(InvalidRecordError, match="not XML: undefined entity"):
        loads(outside)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<TimeML><TEXT>a</TEXT>", "not XML"),
        ("<TEI/>", "expected TimeML with a TEXT, got 'TEI'"),
        ("<TimeML/>", "expected TimeML with a TEXT"),
        ('<TimeML><TEXT><TIMEX3 type="DAY" value="2025">x</TIMEX3></TEXT></TimeML>', "expected one of DATE"),
        ('<TimeML><TEXT><TIMEX3 type="DATE">x</TIMEX3></TEXT></TimeML>', "expected a TIMEX3 value"),
    ],
)
def test_what_is_not_timeml_is_refused(text, words):
    with pytest.raises(InvalidRecordError, match=words):
        loads(text)


def timex(inside, value="2025"):
    return f'<TIMEX3 type="DATE" value="{value}">{inside}</TIMEX3>'


def in_text(inside):
    return f"<TimeML><TEXT>{inside}</TEXT></TimeML>"


def test_nesting_is_bounded():
    """A hundred thousand levels took 108 seconds; files of TimeML have a handful."""
    for opened, closed in (("<E>", "</E>"), ('<TIMEX3 type="DATE" value="2025">', "</TIMEX3>")):
        with pytest.raises(InvalidRecordError, match="^not TimeML: elements are nested more than 100 deep"):
            loads(in_text(opened * 100_000 + "a" + closed * 100_000))
    assert loads(in_text("<E>" * 98 + "a" + "</E>" * 98)).source == "a"
    with pytest.raises(InvalidRecordError, match="nested more than 100 deep"):
        loads(in_text("<E>" * 99 + "a" + "</E>" * 99))


def test_neighbours_are_not_nested():
    assert len(loads(in_text(f"<E>{timex('2025')}</E> " * 5000)).dates) == 5000


def test_a_date_in_a_date_is_no_record():
    with pytest.raises(InvalidRecordError, match=r"dates\[1\]: 3-7 overlaps or precedes dates\[0\] \(0-7\)"):
        loads(in_text(timex(f"in {timex('2025')}")))
    record = loads(in_text(f" x{timex(f' in {timex(chr(32))} 2025 ')}y"))
    assert [(date.text, date.start, date.end) for date in record.dates] == [("in 2025", 3, 12)]


@pytest.mark.parametrize("encoding", ["foo", "base64", "zlib", "undefined", "rot13", "utf-99", "cp932", "x" * 10_000])
def test_an_encoding_that_nobody_can_read_is_refused(encoding):
    data = f'<?xml version="1.0" encoding="{encoding}"?>{in_text("naïve")}'.encode()
    with pytest.raises(InvalidRecordError, match="^not XML: ") as told:
        loads(data)
    assert len(str(told.value)) < 300


def test_what_a_string_says_of_its_encoding_does_not_matter():
    for encoding in ("UTF-8", "ISO-8859-1", "UTF-16"):
        assert loads(f'<?xml version="1.0" encoding="{encoding}"?>{in_text("naïve")}').source == "naïve"
    assert loads(f'<?xml version="1.0" encoding="ISO-8859-1"?>{in_text("naïve")}'.encode("latin-1")).source == "naïve"
    assert loads(in_text("naïve").encode("utf-16")).source == "naïve"


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 100,
        "\ud800",
        in_text("\ud800"),
        in_text("a\0b"),
        in_text("&#0;"),
        in_text("&#xD800;"),
        random.Random(1).randbytes(1000),
    ],
)
def test_characters_that_xml_has_not_are_refused(data):
    with pytest.raises(InvalidRecordError, match="^not XML: "):
        loads(data)
