"""Amounts of money: `[` and `]` mark what must be found in each line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.entities.money import Money
from newsrecord.language import english
from newsrecord.text import Document, Section

find_money = english().made(Money).find

LINES = """
aid worth [$6 Million] to Cuba
a fine of [Sh500 million], he said
spent [Rs 3,200 crore] on roads
profit of [RM1.2bn] last year
fees of [€40m] and [£1.5m]
paid [ZAR1,7 million] to the firm
a [US$5bn] loan
cost [20 million euros].
pays [N$12 000] a month
a loss of [R92 million]
made [tens of millions of dollars] a year
about [two million Colombian pesos]
got [USD 5 million] from them
owes [Tk 45 crore]
between [$3-5 billion] in all
[HK$300 million] ([US$38.2 million])
a ticket is [₡1000], or [50 cents]
[5 billion US dollars] and [10 billion ringgit]
rose to [$1,200.50].
[GH¢500] in Accra
in 2023 won the cup
sections K2, P3 and R4
gave [two million pa'anga] to schools
gave [ten thousand pesoes] to schools
at COP26 and COP 27, the TOP 10 of ALL 12
worth [COP 26 million] or [MAD 1,500]
100 people, 20 cars and 3 million votes
on page 5 of the report
flight 212 left at 10.30
475 pounds of rice, 5,200 pounds (2,358 kilos) in all
a fine of [475 pounds] was paid
"""


@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_amounts(line: str) -> None:
    text = re.sub(r"[\[\]]", "", line)
    wanted = re.findall(r"\[(.*?)\]", line)
    assert [text[start:end] for start, end in find_money(text, 0, len(text))] == wanted
    document = Document(text, [Section(0, len(text), "body")])
    assert [text[one.start : one.end] for one in english().made(Money).read(document)] == wanted


def test_only_the_given_stretch_is_read() -> None:
    text = "$5 million and $6 million"
    assert [text[a:b] for a, b in find_money(text, 0, 4)] == ["$5"]
    assert [text[a:b] for a, b in find_money(text, 11, len(text))] == ["$6 million"]


@given(st.text(alphabet="$€£R s1205.,-– millionbdTk\u00a0Uof", max_size=60), st.data())
def test_spans_are_tight_disjoint_and_inside(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    last = start
    for first, stop in find_money(text, start, end):
        assert last <= first < stop <= end
        assert not text[first].isspace()
        assert not text[stop - 1].isspace()
        last = stop


@pytest.mark.parametrize("unit", ["1", "1,", "1 000 ", "$1-", "one million of ", "million ", "$", "US$ "])
def test_long_runs_of_anything_are_read(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    for _ in find_money(text, 0, len(text)):
        pass


@given(
    st.lists(
        st.sampled_from([*"5 ,-$€x", "million", "dollars", "two", "Pa'anga", "\u00a0", "pounds", "R", "\n"]),
        max_size=12,
    )
)
def test_a_document_has_the_amounts_of_its_sections(parts: list[str]) -> None:
    text = "".join(parts)
    half = len(text) // 2
    sections = [Section(0, half, "body"), Section(half, len(text), "body")]
    found = english().made(Money).read(Document(text, [section for section in sections if section.start < section.end]))
    assert [one[:2] for one in found] == [*find_money(text, 0, half), *find_money(text, half, len(text))]
