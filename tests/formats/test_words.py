"""The words that pages have for codes: every code has some, and none of them is a code."""

import datetime
import importlib.util
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.formats import _words
from newsrecord.formats._words import day_words, moment_words, reading, span_words, word
from newsrecord.record import DATE_TYPES, FURNITURE_ROLES, MODS, QUOTATION_KINDS, DateExpression
from newsrecord.timex import VALUE_PATTERN, bounds

READINGS = """
2025-10-28                  28 October 2025
2025-W44                    week of 27 October 2025
2025-W44-WE                 weekend of 1 November 2025
2025-W44-5                  31 October 2025
2025-W53                    week 53 of 2025
2025-10                     October 2025
2025                        2025
199                         the 1990s
199X                        the 1990s
20                          2000 to 2099
XXXX-10-28                  28 October, year unknown
XXXX-WXX-5                  a Friday
2025-WXX-3                  a Wednesday in 2025
XXXX-W44                    week 44, year unknown
XXXX-WXX-WE                 a weekend
2025-10-XX                  a day in October 2025
2025-XX-XX                  a day in 2025
199X-05-01                  1 May of the 1990s
2012-SU                     summer 2012
XXXX-SU                     summer, year unknown
1989-Q3                     third quarter of 1989
2024-H1                     first half of 2024
BC0333                      333 BC
BC03                        399 to 300 BC
1998-02-12TEV               12 February 1998, evening
2000-04-06T04:00            6 April 2000, 04:00
XXXX-XX-XXT17:00            17:00
XXXX-XX-XXTNI               a night
2025-05-03T10:00Z           3 May 2025, 10:00 UTC
2025-05-03T10:00:30+01:00   3 May 2025, 10:00:30 UTC+01:00
TXX                         an hour
PRESENT_REF                 now
PAST_REF                    the past
FUTURE_REF                  the future
P3M                         3 months
PT2H                        2 hours
PT1M                        1 minute
P1Y6M                       1 year, 6 months
P2.5Y                       2.5 years
PXW                         some weeks
PXX                         some time
P1L                         1 millennium
SET P1D                     every day
SET P2W                     every 2 weeks
SET PXY                     every few years
SET XXXX-WXX-5              every Friday
SET XXXX-WXX-WE             every weekend
SET XXXX-10-28              every 28 October
SET XXXX-XX-XXTMO           every morning
SET XXXX-XX-XXT17:00        every day, 17:00
SET XXXX-SU                 every summer
DATE 2025 START             start of 2025
DATE 2025 APPROX            about 2025
DURATION P3M MORE_THAN      more than 3 months
DATE 2025-10 BEFORE         before October 2025
"""


def expression(value, type="DATE", mod=None):  # noqa: A002
    return DateExpression(text="x", start=0, end=1, zone="body", type=type, value=value, mod=mod, relative=False)


@pytest.mark.parametrize("line", READINGS.strip().splitlines())
def test_a_value_in_words(line):
    codes, words = re.split(r"  +", line)
    type_, value, mod = re.fullmatch(r"(?:(\w+) )?(\S+)(?: (\w+))?", codes).groups()
    assert reading(expression(value, type_ or "DATE", mod)) == words


@given(
    st.from_regex(VALUE_PATTERN, fullmatch=True),
    st.sampled_from(DATE_TYPES),
    st.none() | st.sampled_from(MODS),
    st.booleans(),
)
def test_every_value_has_words(value, kind, mod, short):
    said = reading(expression(value, kind, mod), short=short)
    assert said == said.strip()
    assert said
    assert not re.search(r"X|_REF|\{|\bP\d|  |None", said), said


@given(st.dates(), st.integers(0, 4000))
def test_a_stretch_of_days_names_both_ends(first, days):
    last = min(first.toordinal() + days, datetime.date.max.toordinal())
    last = datetime.date.fromordinal(last)
    said = span_words(first, last)
    assert str(last.year) in said
    assert str(first.year) in said
    if first == last:
        assert said == day_words(first)


def test_stretches_in_words():
    for value, words in {
        "2025": "2025", "199": "1990 to 1999", "2025-02": "February 2025", "2025-W44": "27 October to 2 November 2025",
        "2025-W19": "5 to 11 May 2025", "2024-WI": "1 December 2024 to 28 February 2025",
    }.items():  # fmt: skip
        assert span_words(*bounds(value)) == words
    assert span_words(datetime.date(9999, 12, 1), datetime.date.max, short=True) == "Dec 9999"
    assert moment_words("2026-06-30T13:55") == "30 June 2026, 13:55"


def test_every_code_of_the_record_has_a_word():
    for role in FURNITURE_ROLES:
        assert role in _words._words()["roles"]
    for kind in QUOTATION_KINDS:
        assert kind in _words._words()["quotations"]
    assert word("zones", "body") == "story"
    assert word("quotations", "thought") == "thought", "the field is open"
    assert (word("countries", "PE"), word("countries", "ZZ")) == ("Peru", "ZZ")


def test_countries_are_as_their_script_writes_them():
    pytest.importorskip("babel", reason="babel is not installed")
    path = Path(__file__).parents[2] / "training" / "country_words.py"
    spec = importlib.util.spec_from_file_location("country_words", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    written = script.TARGET.read_text("utf-8")
    if sys.modules["babel"].__version__ != "2.19.0":
        pytest.skip("another release of babel has other names")
    assert script.text(written) == written
