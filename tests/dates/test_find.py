"""Whole texts: `positive.txt`, `kinds.txt` and `negative.txt` beside this file, which anyone can extend."""

from __future__ import annotations

import datetime
import pathlib
import pickle

import pytest

from newsrecord.dates import NewsDates, find, is_value
from newsrecord.errors import InvalidArgumentError
from newsrecord.readers import DateReader
from newsrecord.text import Document, Section

HERE = pathlib.Path(__file__).parent


def rows(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def shown(text: str, reference: str | None) -> list[str]:
    out = []
    for date in find(text, reference_date=reference):
        parts = [f"{date.text} = {date.type} {date.value}", date.mod or "", "relative" if date.relative else ""]
        out.append(" ".join(part for part in parts if part))
    return out


@pytest.mark.parametrize("row", [*rows("positive.txt"), *(row.removeprefix("! ") for row in rows("kinds.txt"))])
def test_positive(row: str) -> None:
    text, reference, wanted = (part.strip() for part in row.split("|"))
    expected = [part.strip() for part in wanted.split(";") if part.strip()]
    text = text.replace(" ¶ ", "\n\n")
    assert shown(text, None if reference == "-" else reference) == expected


@pytest.mark.parametrize("text", rows("negative.txt"))
def test_negative(text: str) -> None:
    assert shown(text, "2025-10-31") == []


def bounds_of(text: str, reference: str | None = "2025-10-31") -> tuple[str, str] | None:
    (date,) = find(text, reference_date=reference)
    return None if date.earliest is None else (str(date.earliest), str(date.latest))


def test_bounds_are_the_days_that_a_value_can_mean() -> None:
    assert bounds_of("in 2022") == ("2022-01-01", "2022-12-31")
    assert bounds_of("on October 28") == ("2025-10-28", "2025-10-28")
    assert bounds_of("on October 28", None) is None
    assert bounds_of("last week") == ("2025-10-20", "2025-10-26")
    assert bounds_of("in the 1990s") == ("1990-01-01", "1999-12-31")
    assert bounds_of("Friday night") == ("2025-10-31", "2025-10-31")
    assert bounds_of("for three years") is None
    assert bounds_of("every day") is None
    assert bounds_of("right now") is None


def test_reference_date_may_be_a_date_or_a_string() -> None:
    assert find("Friday", reference_date=datetime.date(2025, 10, 31)) == find("Friday", reference_date="2025-10-31")
    with pytest.raises(InvalidArgumentError, match="reference_date"):
        find("Friday", reference_date="last week")
    with pytest.raises(TypeError, match="reference_date"):
        find("Friday", reference_date=20251031)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [None, b"on Friday", 5])
def test_what_is_no_text_raises_with_advice(text: object) -> None:
    with pytest.raises(TypeError, match="expected a string"):
        find(text)  # type: ignore[arg-type]


def test_day_first_is_an_option() -> None:
    assert [date.value for date in find("06/01/2026", day_first=True)] == ["2026-01-06"]
    assert [date.value for date in find("06/01/2026")] == ["2026-06-01"]


def test_nothing_spans_two_sections_and_zones_are_kept() -> None:
    text = "Published October\n28, 2025\nHe left on Friday night"
    sections = (Section(0, 17, "meta"), Section(18, 26, "headline"), Section(27, len(text), "body"))
    dates = NewsDates().read(Document(text, sections), datetime.date(2025, 10, 31))
    assert [(date.text, date.zone) for date in dates] == [
        ("October", "meta"),
        ("2025", "headline"),
        ("Friday night", "body"),
    ]
    assert [date.text for date in find(text)] == ["October 28, 2025", "Friday night"]


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \t\n", "\f", "\u2029"])
def test_a_blank_line_parts_expressions(gap: str) -> None:
    def texts(text: str) -> list[str]:
        return [date.text for date in find(text, reference_date="2025-10-31")]

    assert texts(f"It was in October{gap}28 people came") == ["October"]
    assert texts(f"He came on Friday{gap}Night fell") == ["Friday"]
    assert texts(f"It was more than{gap}three years") == ["three years"]
    assert texts("He came on Friday\nnight, October\r\n28") == ["Friday night", "October 28"]


@pytest.mark.parametrize("text", ["in the first quarter of next year", "next spring", "next year", "five years later"])
def test_beyond_the_calendar_nothing_is_invented(text: str) -> None:
    for reference in ("9999-12-31", "0001-01-01"):
        assert all(is_value(date.value) for date in find(text, reference_date=reference))


def test_the_reader_is_a_value() -> None:
    reader = NewsDates(day_first=True)
    assert isinstance(reader, DateReader)
    assert pickle.loads(pickle.dumps(reader)) == reader == NewsDates(day_first=True)
    assert reader != NewsDates()
