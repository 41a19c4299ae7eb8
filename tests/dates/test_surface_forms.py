"""Writing a day of 1900-2100 in any supported form and reading it back gives that day.

Every day there is goes through one form, and through another that changes from day to day; the rest is drawn.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.dates import bounds, find, is_value

if TYPE_CHECKING:
    from newsrecord.record import DateExpression

FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
DAYS = st.dates(FIRST, LAST)

# English names, spelt out here so that neither the library's tables nor the machine's locale can hide a fault.
MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
SHORT_MONTHS = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def ordinal(number: int) -> str:
    tail = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def written(day: datetime.date, form: str) -> str:
    """Write a day: `{month}`, `{mon}`, `{weekday}`, `{wd}`, `{nth}`, `{d}`, `{m}`, `{y}`; `{iso_w}` and its like."""
    return form.format(
        month=MONTHS[day.month - 1],
        mon=SHORT_MONTHS[day.month - 1],
        weekday=WEEKDAYS[day.weekday()],
        wd=WEEKDAYS[day.weekday()][:3],
        nth=ordinal(day.day),
        d=day.day,
        m=day.month,
        y=day.year,
        iso_y=day.isocalendar().year,
        iso_w=day.isocalendar().week,
        iso_d=day.isoweekday(),
    )


def only(text: str, reference: datetime.date | None = None, *, day_first: bool | None = None) -> DateExpression:
    """The one expression of a text; whatever it is, its value is well formed and its days are in order."""
    (date,) = find(text, reference_date=reference, day_first=day_first)
    assert is_value(date.value)
    assert (date.earliest, date.latest) == (bounds(date.value, date.mod) or (None, None))
    assert date.earliest is None or date.earliest <= date.latest
    return date


def is_day(date: DateExpression, day: datetime.date) -> bool:
    """Whether an expression says one day and nothing else."""
    return (date.value[:10], date.earliest, date.latest) == (day.isoformat(), day, day)


# --- days that name their year --------------------------------------------------------------------------------------

EXPLICIT = """\
{month} {d}, {y}
{d} {month} {y}
{mon} {d}, {y}
{d} {mon} {y}
{month} {d} {y}
{month} {nth}, {y}
{month} the {nth}, {y}
{nth} {month} {y}
{nth} of {month} {y}
{nth} of {month}, {y}
{weekday}, {month} {d}, {y}
{weekday} {month} {d}, {y}
{weekday}, {mon} {d}, {y}
{weekday}, {d} {month} {y}
{weekday} {d} {month} {y}
{wd}, {d} {mon} {y}
{wd} {mon} {d}, {y}
{y}-{m:02}-{d:02}
{y}/{m:02}/{d:02}
{y}.{m:02}.{d:02}
{d:02}.{m:02}.{y}
{d}.{m}.{y}
{d}-{month}-{y}
{month} {d} of {y}
{d} {month} of {y}
{y} {month} {d}
{y} {mon} {d}
{d}. {month} {y}
{iso_y}-W{iso_w:02}-{iso_d}
""".splitlines()
FIGURES = {"{m:02}/{d:02}/{y}": False, "{m}/{d}/{y}": False, "{d:02}/{m:02}/{y}": True, "{d}/{m}/{y}": True,
           "{m}-{d}-{y}": False, "{d}-{m}-{y}": True}  # fmt: skip
"""Forms that `day_first` decides."""
CLOCKED = {
    "{y}-{m:02}-{d:02}T13:55+01:00": "T13:55+01:00",
    "{y}-{m:02}-{d:02}T23:30Z": "T23:30+00:00",
    "{y}-{m:02}-{d:02}T00:05:59-08:00": "T00:05:59-08:00",
    "{y}-{m:02}-{d:02} 13:55": "T13:55",
    "{y}-{m:02}-{d:02} 13:55:07 +0200": "T13:55:07+02:00",
    "{wd}, {d} {month} {y} 9:27PM": "T21:27",
    "{wd}, {d} {mon} {y} 09:27:00 GMT": "T09:27:00+00:00",
    "{month} {d}, {y} at 9:27 p.m.": "T21:27",
    "{month} {d}, {y}, 9:27 am EST": "T09:27-05:00",
    "{month} {d}, {y} 12:10 a.m.": "T00:10",
    "{y}{m:02}{d:02}T1200Z": "T12:00+00:00",
    "{y}{m:02}{d:02}T120059+0100": "T12:00:59+01:00",
    "{month} {d}, {y} 17:41 UTC": "T17:41+00:00",
    "17:41 JST, {month} {d}, {y}": "T17:41+09:00",
    "9:27 p.m. on {weekday}, {month} {d}, {y}": "T21:27",
}
"""Forms with a time of day, and how their values end."""
EVERY_DAY = [FIRST + datetime.timedelta(days=i) for i in range((LAST - FIRST).days + 1)]


@pytest.mark.parametrize("forms", [EXPLICIT[:1], EXPLICIT[1:]], ids=["in one form", "in forms that take turns"])
def test_every_day_there_is(forms: list[str]) -> None:
    """A thousand days a text, so that the cost of a call is shared; each day in a paragraph of its own."""
    for at in range(0, len(EVERY_DAY), 1000):
        days = EVERY_DAY[at : at + 1000]
        text = "\n\n".join(f"On {written(day, forms[i % len(forms)])} it rained." for i, day in enumerate(days))
        found = find(text, reference_date="2001-02-03")
        assert len(found) == len(days)
        wrong = [date.text for date, day in zip(found, days, strict=True) if not is_day(date, day)]
        assert not wrong, wrong[:5]


@pytest.mark.parametrize("form", EXPLICIT)
@given(day=DAYS, reference=st.none() | DAYS)
def test_a_day_that_names_its_year(form: str, day: datetime.date, reference: datetime.date | None) -> None:
    text = written(day, form)
    date = only(f"They met on {text} in Lima.", reference)
    assert is_day(date, day)
    assert (date.text, date.type, date.relative) == (text, "DATE", False)


@pytest.mark.parametrize("form", FIGURES)
@given(day=DAYS)
def test_digits_go_by_the_option(form: str, day: datetime.date) -> None:
    text = written(day, form)
    date = only(f"They met on {text} in Lima.", day_first=FIGURES[form])
    assert is_day(date, day)
    assert date.text == text


@pytest.mark.parametrize("form", CLOCKED)
@given(day=DAYS)
def test_a_day_with_its_time(form: str, day: datetime.date) -> None:
    text = written(day, form)
    date = only(f"Published: {text}")
    assert is_day(date, day)
    assert (date.text, date.type, date.value[10:]) == (text, "TIME", CLOCKED[form])
    assert datetime.datetime.fromisoformat(date.value).date() == day


# --- days against a reference ---------------------------------------------------------------------------------------

YEARLESS = [
    "{month} {d}",
    "{mon} {d}",
    "{d} {month}",
    "{month} {nth}",
    "the {nth} of {month}",
    "{weekday}, {month} {d}",
    "{d}. {month}",
]
CUES = [("They met on ", -1), ("They will meet on ", 1)]


@pytest.mark.parametrize("form", YEARLESS)
@given(day=DAYS, away=st.integers(1, 240), cue=st.sampled_from(CUES))
def test_a_day_without_its_year_is_near_the_reference(
    form: str, day: datetime.date, away: int, cue: tuple[str, int]
) -> None:
    """Eight months back or ahead, as the tense says; beyond that the other one is so near that it may be meant."""
    reference = day - cue[1] * datetime.timedelta(days=away)
    date = only(f"{cue[0]}{written(day, form)}.", reference)
    assert is_day(date, day)
    assert date.relative


@given(day=DAYS, away=st.integers(-360, 360), cue=st.sampled_from(CUES))
def test_a_weekday_tells_the_year(day: datetime.date, away: int, cue: tuple[str, int]) -> None:
    """Whatever the tense, unless the day of another year is near and on the tense's side: a slip of the pen."""
    reference = day - datetime.timedelta(days=away)
    date = only(f"{cue[0]}{written(day, '{weekday}, {month} {d}')}.", reference)
    assert date.earliest is not None
    other = (date.earliest - reference).days
    assert is_day(date, day) or (abs(other) <= 60 and (other > 0) == (cue[1] > 0))


@given(reference=DAYS, away=st.integers(1, 340))
def test_what_happened_on_a_day_lies_back(reference: datetime.date, away: int) -> None:
    """`met on January 5`, said on 1 December: eleven months back, not five weeks ahead."""
    day = reference - datetime.timedelta(days=away)
    assert is_day(only(f"They met on {written(day, '{month} {d}')}.", reference), day)


@given(
    first=DAYS,
    days=st.integers(1, 6),
    form=st.sampled_from(["{}-{} {}", "{}th-{}th {}", "{} to {} {}", "{} and {} {}"]),
)
def test_both_ends_of_a_range_of_days(first: datetime.date, days: int, form: str) -> None:
    last = first + datetime.timedelta(days=days)
    if last.month == first.month:
        text = form.format(first.day, last.day, f"{MONTHS[first.month - 1]} {first.year}")
        found = find(f"It runs {text} in Lima.")
        assert [date.earliest for date in found] == [first, last]


@pytest.mark.parametrize("form", YEARLESS)
@given(day=DAYS)
def test_without_a_reference_the_year_stays_open(form: str, day: datetime.date) -> None:
    date = only(f"They met on {written(day, form)}.")
    assert (date.value, date.earliest) == (f"XXXX-{day.month:02}-{day.day:02}", None)


@given(reference=DAYS, away=st.integers(0, 6))
def test_a_weekday_is_within_the_week_that_its_tense_points_to(reference: datetime.date, away: int) -> None:
    past, coming = (reference + datetime.timedelta(days=days) for days in (-away, away))
    assert is_day(only(f"They met on {WEEKDAYS[past.weekday()]}.", reference), past)
    assert is_day(only(f"They will meet on {WEEKDAYS[coming.weekday()]}.", reference), coming)
    assert only(f"They met on {WEEKDAYS[past.weekday()]}.").value == f"XXXX-WXX-{past.isoweekday()}"


@given(reference=DAYS, number=st.integers(0, 6))
def test_last_and_next_weekday_are_never_today(reference: datetime.date, number: int) -> None:
    last = only(f"They met last {WEEKDAYS[number]}.", reference).earliest
    following = only(f"They meet next {WEEKDAYS[number]}.", reference).earliest
    assert last is not None
    assert following is not None
    assert last.weekday() == following.weekday() == number
    assert last < reference < following
    assert (reference - last).days <= 14
    assert (following - reference).days <= 14


@given(reference=DAYS)
def test_yesterday_today_tomorrow(reference: datetime.date) -> None:
    for word, days in (("yesterday", -1), ("today", 0), ("tomorrow", 1)):
        assert is_day(only(f"It rains {word}.", reference), reference + datetime.timedelta(days=days))
    for count in (1, 2, 10):
        days_ago = only(f"It rained {count} day{'s' * (count > 1)} ago.", reference)
        assert is_day(days_ago, reference - datetime.timedelta(days=count))


# --- longer spans that name their year ------------------------------------------------------------------------------

NAMED = ["first", "second", "third", "fourth"]


def spans_of(day: datetime.date) -> dict[str, set[str]]:
    """Texts of spans that a day lies in, and their values; `the 1900s` may be ten years or a hundred."""
    quarter = (day.month - 1) // 3 + 1
    half = (day.month - 1) // 6 + 1
    decade, century = f"{day.year // 10}", f"{day.year // 100}"
    return {
        f"{MONTHS[day.month - 1]} {day.year}": {f"{day:%Y-%m}"},
        f"{MONTHS[day.month - 1]}, {day.year}": {f"{day:%Y-%m}"},
        f"{SHORT_MONTHS[day.month - 1]} {day.year}": {f"{day:%Y-%m}"},
        f"the {NAMED[quarter - 1]} quarter of {day.year}": {f"{day.year}-Q{quarter}"},
        f"Q{quarter} {day.year}": {f"{day.year}-Q{quarter}"},
        f"the {NAMED[half - 1]} half of {day.year}": {f"{day.year}-H{half}"},
        f"{day.year}": {f"{day.year}"},
        f"the {decade}0s": {decade, century} if decade.endswith("0") else {decade},
        f"the {ordinal(day.year // 100 + 1)} century": {century},
    }


@given(day=st.dates(FIRST, datetime.date(2099, 12, 31)), reference=st.none() | DAYS)
def test_the_day_lies_in_its_month_quarter_year_and_decade(day: datetime.date, reference: datetime.date | None) -> None:
    for text, values in spans_of(day).items():
        date = only(f"They met in {text}.", reference)
        assert date.value in values
        assert (date.text.removeprefix("the "), date.relative) == (text.removeprefix("the "), False)
        assert date.earliest is not None
        assert date.latest is not None
        assert date.earliest <= day <= date.latest


@given(reference=DAYS)
def test_the_reference_lies_in_its_own_week_month_and_year(reference: datetime.date) -> None:
    for unit in ("week", "month", "quarter", "year"):
        ends = []
        for word in ("last", "this", "next"):
            date = only(f"It rains {word} {unit}.", reference)
            assert date.earliest is not None
            assert date.latest is not None
            ends.append((date.earliest, date.latest))
        assert ends[1][0] <= reference <= ends[1][1]
        assert ends[0][1] + datetime.timedelta(days=1) == ends[1][0]
        assert ends[1][1] + datetime.timedelta(days=1) == ends[2][0]
