"""TIMEX3 values as EDTF; where the independent parser `edtf` (PyPI) is installed, it must take every string."""

from __future__ import annotations

import datetime
import importlib.util
import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.dates import bounds, is_value, to_edtf
from newsrecord.record import MODS

SAID = """\
2024                       2024
2024-10                    2024-10
2024-10-13                 2024-10-13
2024-02-29                 2024-02-29
2024-10-13T17:41           2024-10-13T17:41:00
2024-10-13T17:41:09        2024-10-13T17:41:09
2024-10-13T17:41+09:00     2024-10-13T17:41:00+09:00
2024-10-13T17:41Z          2024-10-13T17:41:00Z
2024-10-13T24:00           2024-10-13T24:00:00
199                        199X
199X                       199X
19                         19XX
19XX                       19XX
2024-SP                    2024-21
2024-SU                    2024-22
2024-FA                    2024-23
2024-WI                    2024-24
2024-Q1                    2024-33
2024-Q4                    2024-36
2024-H1                    2024-40
2024-H2                    2024-41
2024-XX                    2024-XX
2024-10-XX                 2024-10-XX
XXXX-10-28                 XXXX-10-28
XXXX-02-29                 XXXX-02-29
XXXX-10                    XXXX-10
XXXX                       XXXX
BC0346                     -0345
BC0001                     0000
"""
MODIFIED = """\
1984         APPROX        1984~
1984-10      APPROX        1984-10~
1984-10-05   APPROX        1984-10-05~
BC0346       APPROX        -0345~
1984         ON_OR_BEFORE  ../1984
1984         ON_OR_AFTER   1984/..
1984-10-05   ON_OR_AFTER   1984-10-05/..
1984         BEFORE        ../1983
1984         AFTER         1985/..
1984-01      BEFORE        ../1983-12
1984-12      AFTER         1985-01/..
1984-03-01   BEFORE        ../1984-02-29
1984-12-31   AFTER         1985-01-01/..
"""
UNSAID = """
2025-W44 2025-W44-WE 2025-W44-3 XXXX-WXX-5 XXXX-WXX
P3M PT2H PXW PXX P1WE
PAST_REF PRESENT_REF FUTURE_REF
T21:30 XXXX-XX-XXT21:30 2024-10-13T21 2024-10-13TNI XXXX-WXX-1TNI 2024-10-13TXX:30
2024-10-13T24:30 2024-10-13T17:41+99:00 2024-10-13T17:41-14:59
XXX XX XXXX-SU XXXX-Q3 2024-QX 2024-HX
2024-02-30 2023-02-29 2023-02-29T10:00 XXXX-02-30 0000 0000-10 0000-SU BC0000
2024-10-13~ 2024-21 1984/.. 2024-10-13T17:41:00+0900 2024-13 hello
"""


@pytest.mark.parametrize("row", SAID.splitlines())
def test_what_edtf_can_say(row: str) -> None:
    value, edtf = row.split()
    assert is_value(value)
    assert to_edtf(value) == edtf


@pytest.mark.parametrize("row", MODIFIED.splitlines())
def test_modifiers_that_edtf_can_say(row: str) -> None:
    value, mod, edtf = row.split()
    assert to_edtf(value, mod) == edtf  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["", *UNSAID.split()])
def test_what_edtf_cannot_say(value: str) -> None:
    assert to_edtf(value) is None
    assert all(to_edtf(value, mod) is None for mod in MODS)


@pytest.mark.parametrize("mod", sorted(set(MODS) - {"APPROX", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"}))
def test_modifiers_that_edtf_cannot_say(mod: str) -> None:
    assert to_edtf("1984", mod) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["199", "19", "2024-SU", "2024-Q3", "2024-H1", "XXXX-10-28", "2024-XX"])
def test_modifiers_are_for_years_months_and_days(value: str) -> None:
    assert to_edtf(value) is not None
    assert all(to_edtf(value, mod) is None for mod in MODS)


def test_the_calendar_ends() -> None:
    assert to_edtf("0001", "BEFORE") is None
    assert to_edtf("9999-12-31", "AFTER") is None
    assert to_edtf("9999", "ON_OR_AFTER") == "9999/.."


@given(st.dates(), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_open_intervals_leave_out_what_is_named_before_and_after_only(day: datetime.date, shape: str) -> None:
    value = day.isoformat()[: len(datetime.date(2000, 1, 1).strftime(shape))]
    named = bounds(value)
    assert named is not None
    for mod, gap in (("BEFORE", 1), ("ON_OR_BEFORE", 0), ("AFTER", 1), ("ON_OR_AFTER", 0)):
        said = to_edtf(value, mod)  # type: ignore[arg-type]
        if said is None:
            assert gap
            assert named[0] == datetime.date.min or named[1] == datetime.date.max
            continue
        span = bounds(said.replace("../", "").replace("/..", ""))
        assert span is not None
        apart = named[0] - span[1] if "BEFORE" in mod else span[0] - named[1]
        assert apart.days == 1 if gap else span == named
        assert said.startswith("../") == ("BEFORE" in mod)


# --- every value there is ---------------------------------------------------------------------------------------------

_FIGURES = st.integers(1, 9999).map("{:04}".format)
_YEARS = _FIGURES | st.sampled_from(["XXXX", "19XX", "X9X4", "199X", "0000"])
_MONTHS = st.integers(1, 12).map("{:02}".format) | st.just("XX")
_DAYS = st.integers(1, 31).map("{:02}".format) | st.just("XX")
_PARTS = st.sampled_from(["SP", "SU", "FA", "WI", "Q1", "Q2", "Q3", "Q4", "QX", "H1", "H2", "W07", "W44-WE", "WXX"])
_CLOCKS = st.builds(
    "T{:02}:{:02}{}{}".format,
    st.integers(0, 24),
    st.integers(0, 59),
    st.sampled_from(["", ":00", ":59"]),
    st.sampled_from(["", "Z", "+05:30", "-08:00", "+14:00"]),
) | st.sampled_from(["TNI", "TMO"])
_VALUES = st.one_of(
    _YEARS,
    st.builds("{}-{}".format, _YEARS, _MONTHS | _PARTS),
    st.builds("{}-{}-{}".format, _YEARS, _MONTHS, _DAYS),
    st.builds("{}-{}-{}{}".format, _YEARS, _MONTHS, _DAYS, _CLOCKS),
    st.from_regex(r"[0-9]{2,3}\Z|BC[0-9]{4}\Z|P[0-9][YMD]\Z", fullmatch=True, alphabet=st.characters(codec="ascii")),
)
_EDTF = re.compile(
    r"""-?[0-9X]{4}(?:-[0-9X]{2}(?:-[0-9X]{2}(?:T[0-9:]{8}(?:Z|[+-][0-9:]{5})?)?)?)?
      | -?[0-9]{4}(?:-[0-9]{2}){0,2}~ | \.\./-?[0-9]{4}(?:-[0-9]{2}){0,2} | -?[0-9]{4}(?:-[0-9]{2}){0,2}/\.\.""",
    re.VERBOSE,
)


@given(_VALUES | st.text(max_size=20), st.none() | st.sampled_from(MODS))
def test_what_comes_out_has_the_shape_of_edtf(value: str, mod: str | None) -> None:
    said = to_edtf(value, mod)  # type: ignore[arg-type]
    assert said is None or _EDTF.fullmatch(said)
    assert said is None or is_value(value)


@pytest.mark.skipif(importlib.util.find_spec("edtf") is None, reason="the parser `edtf` is not installed")
@given(_VALUES, st.none() | st.sampled_from(MODS))
def test_an_independent_parser_takes_it(value: str, mod: str | None) -> None:
    from edtf import parse_edtf

    said = to_edtf(value, mod)  # type: ignore[arg-type]
    if said is not None:
        assert str(parse_edtf(said)) == said


@pytest.mark.skipif(importlib.util.find_spec("edtf") is None, reason="the parser `edtf` is not installed")
def test_an_independent_parser_takes_every_row() -> None:
    from edtf import parse_edtf

    for row in itertools.chain(SAID.splitlines(), MODIFIED.splitlines()):
        said = row.split()[-1]
        assert str(parse_edtf(said)) == said
