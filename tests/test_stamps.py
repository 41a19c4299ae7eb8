"""Explicit dates: `newsrecord.stamps`."""

from __future__ import annotations

import calendar
import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.language import english
from newsrecord.stamps import Stamps

STAMPS = english().made(Stamps)

FULL = calendar.month_name[1:]
WEEKDAYS = list(calendar.day_name)


def ordinal(day: int) -> str:
    return f"{day}{'th' if day % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


FORMS = {
    "October 13, 2024": lambda d: f"{FULL[d.month - 1]} {d.day}, {d.year}",
    "October 13 2024": lambda d: f"{FULL[d.month - 1]} {d.day} {d.year}",
    "OCTOBER 13, 2024": lambda d: f"{FULL[d.month - 1].upper()} {d.day}, {d.year}",
    "Oct 13, 2024": lambda d: f"{FULL[d.month - 1][:3]} {d.day}, {d.year}",
    "Oct. 13 2024": lambda d: f"{FULL[d.month - 1][:3]}. {d.day:02} {d.year}",
    "13 October 2024": lambda d: f"{d.day} {FULL[d.month - 1]} {d.year}",
    "13 October, 2024": lambda d: f"{d.day} {FULL[d.month - 1]}, {d.year}",
    "13-Oct-2024": lambda d: f"{d.day}-{FULL[d.month - 1][:3]}-{d.year}",
    "13th of October, 2024": lambda d: f"{ordinal(d.day)} of {FULL[d.month - 1]}, {d.year}",
    "October 13th, 2024": lambda d: f"{FULL[d.month - 1]} {ordinal(d.day)}, {d.year}",
    "Sunday, October 13, 2024": lambda d: f"{WEEKDAYS[d.weekday()]}, {FULL[d.month - 1]} {d.day}, {d.year}",
    "Sun, 13 October 2024": lambda d: f"{WEEKDAYS[d.weekday()][:3]}, {d.day} {FULL[d.month - 1]} {d.year}",
    "October 13 of 2024": lambda d: f"{FULL[d.month - 1]} {d.day} of {d.year}",
    "13. October 2024": lambda d: f"{d.day}. {FULL[d.month - 1]} {d.year}",
    "2024 October 13": lambda d: f"{d.year} {FULL[d.month - 1]} {d.day}",
    "2024-Oct-13": lambda d: f"{d.year}-{FULL[d.month - 1][:3]}-{d.day:02}",
    "2024-W41-7": lambda d: "{0.year}-W{0.week:02}-{0.weekday}".format(d.isocalendar()),
    "2024-10-13": lambda d: d.isoformat(),
    "2024/10/13": lambda d: d.strftime("%Y/%m/%d"),
    "13.10.2024": lambda d: f"{d.day}.{d.month}.{d.year}",
    "wrapped": lambda d: f"{FULL[d.month - 1]}\n    {d.day}, {d.year}",
}

TIMES = [
    ("2026-06-30T13:55+01:00", "2026-06-30T13:55+01:00"),
    ("2026-06-30T13:55:10.123Z", "2026-06-30T13:55:10+00:00"),
    ("20241013T1200Z", "2024-10-13T12:00+00:00"),
    ("20241013T120059+0100", "2024-10-13T12:00:59+01:00"),
    ("2024-10-13 08:00:00 +0100", "2024-10-13T08:00:00+01:00"),
    ("06/01/2026 - 13:55 GMT+1", "2026-06-01T13:55+01:00"),
    ("Tue, 26 November 2024 9:27PM", "2024-11-26T21:27"),
    ("17:41 JST, October 13, 2024", "2024-10-13T17:41+09:00"),
    ("12:20pm Jan 7, 2024", "2024-01-07T12:20"),
    ("12:20 am on Jan 7, 2024", "2024-01-07T00:20"),
    ("Apr. 28, 2023 1:15 pm", "2023-04-28T13:15"),
    ("Aug 08, 2024 4:00 AM EDT", "2024-08-08T04:00-04:00"),
    ("Jul 19, 2024, 21:27 IST", "2024-07-19T21:27"),
    ("June 30, 2026 - 4.34pm", "2026-06-30T16:34"),
    ("Friday, May 26, 2026 at 10:30 a.m. ET", "2026-05-26T10:30"),
    ("June 5, 2024 / 7:30 AM EDT", "2024-06-05T07:30-04:00"),
    ("Aug 7, 2024 2100 GMT", "2024-08-07T21:00+00:00"),
    ("MAR 3 20207:15 PM", "2020-03-03T19:15"),  # glued by a copy
    ("November 9, 202211:01 a.m.", "2022-11-09T11:01"),
]


def found(text: str, **options: object) -> list[tuple[str, str]]:
    return [(text[stamp.start : stamp.end], stamp.value) for stamp in STAMPS.find(text, **options)]


def test_a_month_that_is_glued_to_a_name_is_read_where_a_date_must_be() -> None:
    text = "Jane DoeNovember 6, 2023 | UpdatedMay 7, 2024 10:00 am | BobMay 3 | in November 5, 2022"
    found = [(text[a:b], value) for a, b, value in STAMPS.find_glued(text, 0, len(text))]
    assert found == [("November 6, 2023", "2023-11-06"), ("May 7, 2024 10:00 am", "2024-05-07T10:00")]


@pytest.mark.parametrize(
    ("text", "first", "values"),
    [
        ("12/16/16 12:21pm", None, ["2016-12-16T12:21"]),
        ("16/12/16, 21:05", None, ["2016-12-16T21:05"]),
        ("11/08/23 5:19pm", None, ["2023-11-08T17:19"]),
        ("11/08/23 5:19pm", True, ["2023-08-11T17:19"]),
        ("3.5.98", None, ["1998-05-03"]),
        ("13/13/16 1.2.3.4 1/2/2016 12/31/1 44/12/16", None, []),
    ],
)
def test_short_years_are_read_where_a_date_must_be(text: str, first: bool | None, values: list[str]) -> None:
    assert [stamp.value for stamp in STAMPS.find_short(text, 0, len(text), day_first=first)] == values
    assert STAMPS.find(text.split()[0]) == []


@pytest.mark.parametrize("form", FORMS)
@given(
    day=st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)),
    before=st.sampled_from(["", "on ", "(", "x: "]),
)
def test_a_day_written_in_any_form_is_read_back(form: str, day: datetime.date, before: str) -> None:
    written = FORMS[form](day)
    text = f"{before}{written}, they said"
    assert found(text) == [(written, day.isoformat())]


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)), st.booleans())
def test_digits_are_read_in_the_order_asked_for(day: datetime.date, day_first: bool) -> None:
    one, two = (day.day, day.month) if day_first else (day.month, day.day)
    written = f"{one:02}/{two:02}/{day.year}"
    assert found(written, day_first=day_first) == [(written, day.isoformat())]


@pytest.mark.parametrize(("text", "value"), TIMES)
def test_a_time_and_zone_beside_the_date_belong_to_it(text: str, value: str) -> None:
    assert found(f"Updated {text} by staff") == [(text, value)]
    datetime.datetime.fromisoformat(value)


@pytest.mark.parametrize(
    "text",
    [
        "Feb 30, 2024", "31 April 2024", "2024-13-01", "2023-02-29", "31/31/2024", "0 May 2024", "May 5, 20245",
        "v2024.10.13.4", "/2024/10/13/story", "1,313 October", "12024-10-13", "October 2024", "Dismay 5, 2024",
        "20241013", "20241313T1200Z", "20241013T2560Z", "20241013T1200abc", "2024-W54-1", "2024-W41-8", "2023-W53-1",
        "2024 May 5%", "2024 May 5.5",
    ],
)  # fmt: skip
def test_what_is_no_day_is_no_stamp(text: str) -> None:
    assert found(text) == []


def test_a_year_goes_with_the_date_that_it_ends() -> None:
    assert found("In 2024 May 5, 2025 was far") == [("May 5, 2025", "2025-05-05")]
    assert found("October 13, 2024 October 14, 2025") == [
        ("October 13, 2024", "2024-10-13"),
        ("October 14, 2025", "2025-10-14"),
    ]


def test_a_blank_line_parts_a_date_from_a_time() -> None:
    assert found("Oct 13, 2024\n\n10:30 in Rome") == [("Oct 13, 2024", "2024-10-13")]


def test_an_impossible_time_is_left_out() -> None:
    assert found("Oct 13, 2024 25:10") == [("Oct 13, 2024", "2024-10-13")]


def test_evidence_in_the_text_decides_the_order() -> None:
    assert found("06/01/2026") == [("06/01/2026", "2026-06-01")]
    assert [value for _, value in found("06/01/2026 and 26/11/2025")] == ["2026-01-06", "2025-11-26"]
    assert [value for _, value in found("06/01/2026 and 11/26/2025")] == ["2026-06-01", "2025-11-26"]
    assert [value for _, value in found("06/01/2026 or 6 January 2026")] == ["2026-01-06", "2026-01-06"]
    assert STAMPS.day_first_evidence("26/11/2025") is True
    assert STAMPS.day_first_evidence("11/26/2025") is False
    assert STAMPS.day_first_evidence("no dates") is None


PIECES = ["May ", "5", ", ", "2024", "-", "/", ":", "10:30", " pm", "GMT", "\n", "é"]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_gives_valid_stamps_in_order(text: str) -> None:
    end = 0
    for stamp in STAMPS.find(text):
        assert end <= stamp.start < stamp.end <= len(text)
        datetime.datetime.fromisoformat(stamp.value)
        end = stamp.end


@given(st.integers(0, 60), st.integers(0, 60))
def test_nothing_outside_the_bounds_is_seen(start: int, end: int) -> None:
    text = "On Sunday, October 13, 2024 at 10:30 pm GMT and 2025-01-02."
    for stamp in STAMPS.find(text, start, end):
        assert start <= stamp.start < stamp.end <= end


UNITS = ["1 ", "2024 ", "May ", "1", "2024-10-", "5, 2024 10:", "2024 May ", "20241013T1200", "of ", "a" * 9]


@pytest.mark.parametrize("unit", UNITS)
def test_cost_is_linear(unit: str) -> None:
    def cost(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        best = float("inf")
        for _ in range(3):
            begin = time.process_time()
            STAMPS.find(text)
            best = min(best, time.process_time() - begin)
        return best

    assert cost(80_000) < 12 * cost(20_000) + 0.02
