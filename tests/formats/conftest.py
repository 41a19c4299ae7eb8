"""Records that every format must cope with: one with each field filled, and the same without its source."""

import datetime
import itertools

import pytest

from newsrecord import (
    Author,
    DateExpression,
    Dateline,
    Entity,
    Furniture,
    Generator,
    Headline,
    Ids,
    Mention,
    NewsRecord,
    Passage,
    Quotation,
    Speaker,
    Timestamp,
)
from newsrecord.record import fold

PAGE = (
    "Peru’s 🦙 votes today\n"
    "By Ana Ruiz and Bo Li\n"
    "May 3, 2025 10:00 GMT. Updated May 4, 2025\n\n"
    "LIMA, May 2, 2025 (AP) - Peru’s judge\r\nBo  Li left 😀 on Friday & <b>“it”</b> ]]> before the October 7\n"
    "attacks memorial in Lima Stadium,\n  where he had been for three days.\n\n"
    '# A second 𝒳-Phone was sold for $5 to the UN; "Peruvians" cheer *every* Tuesday at 5pm. '
    "<script>alert(1)</script>\n\n"
    "* Brazil voted on Monday\n"
    "* Peru in 1984\n"
    "Share on\x0b\x01 Facebook\ufffe\n"
)
DAY = datetime.date(2025, 5, 2)
OTHER = datetime.date(2025, 5, 9)


def at(words, nth=0):
    """Where words stand, the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = PAGE.index(words, start + 1)
    return {"start": start, "end": start + len(words)}


def part(made, words, nth=0, **more):
    return made(text=fold(words), **at(words, nth), **more)


def mention(words, zone="body", nth=0):
    return part(Mention, words, nth, zone=zone)


def date(words, zone="body", nth=0, *, type="DATE", first=None, last=None, **more):  # noqa: A002
    last = last or first
    return part(DateExpression, words, nth, zone=zone, type=type, earliest=first, latest=last, **more)


def build():
    lead = PAGE[PAGE.index("LIMA") : PAGE.index("\n\n#")]
    second = PAGE[PAGE.index("# A second") : PAGE.index("\n\n* Brazil")]
    return NewsRecord(
        generator=Generator(name="newsrecord", version="0.1.0", model="en-1:00000000"),
        id="a/1",
        url="https://news.example/a b?q=1&r=ü",
        language="en",
        reference_date=DAY,
        headline=part(Headline, "Peru’s 🦙 votes today"),
        authors=[Author(name="Ana Ruiz", **at("Ana Ruiz")), Author(name="Bo Li", **at("Bo Li"))],
        dateline=part(Dateline, "LIMA, May 2, 2025 (AP) -", place="Lima", agency="AP", date=DAY),
        published=part(Timestamp, "May 3, 2025 10:00 GMT", value="2025-05-03T10:00Z"),
        updated=part(Timestamp, "May 4, 2025", value="2025-05-04"),
        body=[part(Passage, lead), part(Passage, second)],
        entities=[
            Entity(name="Peru", type="LOCATION", country="PE", ids=Ids(geonames="3932488"),
                   mentions=[mention("Peru", "headline"), mention("Peru", nth=1), mention("Peru", "related", 3)]),
            Entity(name="Bo Li", type="PERSON", roles=["judge", "chair"], mentions=[mention("Bo  Li")]),
            Entity(name="October 7 attacks", type="MISC", mentions=[mention("October 7\nattacks")]),
            Entity(name="Lima Stadium", type="FACILITY", mentions=[mention("Lima Stadium")]),
            Entity(name="𝒳-Phone", type="PRODUCT", mentions=[mention("𝒳-Phone")]),
            Entity(name="$5", type="MONEY", mentions=[mention("$5")]),
            Entity(name="UN", type="ORGANIZATION", mentions=[mention("UN")]),
            Entity(name="Peruvians", type="NORP", country="PE", mentions=[mention("Peruvians")]),
            Entity(name="Brazil", type="LOCATION", country="BR", mentions=[mention("Brazil", "related")]),
        ],
        dates=[
            date("today", "headline", value="2025-05-02", relative=True, first=DAY),
            date("May 3, 2025 10:00 GMT", "meta", type="TIME", value="2025-05-03T10:00", relative=False,
                 first=datetime.date(2025, 5, 3)),
            date("May 2, 2025", "meta", value="2025-05-02", relative=False, first=DAY),
            date("Friday", value="2025-05-02", relative=True, first=DAY),
            date("the October 7", value="XXXX-10-07", relative=True),
            date("three days", type="DURATION", value="P3D", relative=False),
            date("*every* Tuesday", type="SET", value="XXXX-WXX-2", relative=False),
            date("5pm", type="TIME", value="XXXX-XX-XXT17:00", relative=True),
            date("Monday", "related", value="2025-W19", relative=True, mod="START", first=DAY, last=OTHER),
            date("1984", "related", value="1984", relative=False, mod="APPROX", first=datetime.date(1984, 1, 1),
                 last=datetime.date(1984, 12, 31)),
        ],
        quotations=[
            part(Quotation, "it", kind="mixed", speaker=part(Speaker, "Bo  Li", entity=1)),
            part(Quotation, "Peruvians", kind="direct", speaker=part(Speaker, "the UN"), continues=True),
        ],
        related_headlines=[part(Passage, "Brazil voted on Monday"), part(Passage, "Peru in 1984")],
        meta=[part(Passage, "By Ana Ruiz and Bo Li"), part(Passage, "May 3, 2025 10:00 GMT. Updated May 4, 2025")],
        furniture=[part(Furniture, "Share on\x0b\x01 Facebook\ufffe", role="share")],
        source=PAGE,
    )  # fmt: skip


@pytest.fixture(scope="session")
def glued():
    """A name and a date that begin and end inside of words, which a plugged-in recogniser may find."""
    text = "Ex-PeruvianLeaders left on2025-05-02T10:00Z."

    def one(kind, words, **more):
        return kind(text=words, start=text.index(words), end=text.index(words) + len(words), zone="body", **more)

    return NewsRecord(
        generator=Generator(name="newsrecord", version="0.1.0"),
        body=[Passage(text=text, start=0, end=len(text))],
        entities=[Entity(name="Peruvian", type="NORP", mentions=[one(Mention, "Peruvian")])],
        dates=[one(DateExpression, "2025-05-02", type="DATE", value="2025-05-02", relative=False)],
        source=text,
    )


@pytest.fixture(scope="session")
def full():
    """A record with something in each of its fields, mark-up, wrapped lines, signs beyond the BMP, crossing marks."""
    record = build()
    for name in ("headline", "dateline", "published", "updated", "source", "id", "url", "reference_date"):
        assert getattr(record, name)
    for one, other in itertools.combinations((record.entities[2].mentions[0], record.dates[4]), 2):
        assert other.start < one.start < other.end < one.end, "a date and a name must cross"
    return record
