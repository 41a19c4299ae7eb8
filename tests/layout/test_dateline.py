"""Datelines: one row a paragraph; and paragraphs that only look like one."""

from __future__ import annotations

import pytest

from newsrecord.language import english
from newsrecord.layout import NewsLayout, Wording
from newsrecord.record import fold

DATELINES = english().made(Wording).datelines

ROWS = [
    # paragraph | dateline | place | agency | date
    "LIMA, Peru, Jun 21 2022 (IPS) - F | LIMA, Peru, Jun 21 2022 (IPS) - | Lima, Peru | IPS | 2022-06-21",
    "NAIROBI, Kenya (AP) _ Kenya said | NAIROBI, Kenya (AP) _ | Nairobi, Kenya | AP | ",
    "LONDON — She spoke | LONDON — | London |  | ",
    "BHOPAL: The state | BHOPAL: | Bhopal |  | ",
    "NEW DELHI: Pakistan's army | NEW DELHI: | New Delhi |  | ",
    "WASHINGTON, May 3 (Reuters) - The president | WASHINGTON, May 3 (Reuters) - | Washington | Reuters | ",
    "RIO DE JANEIRO (AFP) – Brazil | RIO DE JANEIRO (AFP) – | Rio de Janeiro | AFP | ",
    "Nairobi — A recent poll | Nairobi — | Nairobi |  | ",
    "ST. PAUL, Minn. (AP) — The city | ST. PAUL, Minn. (AP) — | St. Paul, Minn. | AP | ",
    "SINGAPORE (May 6, 2021) — A bank | SINGAPORE (May 6, 2021) — | Singapore |  | 2021-05-06",
    "YANGON, July 25 (Reuters): The army | YANGON, July 25 (Reuters): | Yangon | Reuters | ",
    "SRINAGAR, Mar 03: The road | SRINAGAR, Mar 03: | Srinagar |  | ",
    "AFP.- The minister | AFP.- |  | AFP | ",
    "PORT-AU-PRINCE, Haiti -- Haiti | PORT-AU-PRINCE, Haiti -- | Port-Au-Prince, Haiti |  | ",
]


@pytest.mark.parametrize("row", ROWS)
def test_dateline(row):
    paragraph, said, place, agency, date = (part.strip() for part in row.split(" | "))
    text = f"x\n{paragraph}"
    found = DATELINES.find(text, 2, len(text))
    assert found is not None
    assert found.text == said == fold(text[found.start : found.end])
    assert (found.place or "", found.agency or "", found.date.isoformat() if found.date else "") == (
        place,
        agency,
        date,
    )


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "The minister said: no.",
        "WATCH: The moment the bridge fell",
        "Trump — who lost — spoke first.",
        "EXCLUSIVE: A document seen by us",
        "He said - twice - that he was ready.",
        "UPDATE — The road is open.",
        "A – B",
        "“LONDON — She spoke",
        "— — —",
    ],
)
def test_no_dateline(paragraph):
    assert DATELINES.find(paragraph, 0, len(paragraph)) is None


@pytest.mark.parametrize(
    ("value", "place", "date"),
    [("SELM", "Selm", None), ("BERGEN, Norway, March 2, 2011", "Bergen, Norway", "2011-03-02")],
)
def test_a_dateline_that_a_label_gives(value, place, date):
    found = DATELINES.named(value, 0, len(value))
    assert (found.place, found.date and found.date.isoformat(), found.end) == (place, date, len(value))


def test_a_speaker_is_no_dateline():
    intro = "Bridges of the city are counted\n\nMay 4, 2019\n\n"
    talk = "LEDGER: How many are there?\n\nBERG: Four hundred and eleven.\n\nLEDGER: Any new ones?\n\nBERG: None."
    assert NewsLayout().read(intro + talk).dateline is None
    assert NewsLayout().read(intro + "LONDON: The bridge fell on Monday, the police said.").dateline is not None
