"""Checks of single values and spans, which the classes of `record` are built on: values in, faults out."""

from __future__ import annotations

import datetime
import itertools
import re
import reprlib
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, Self, TypeVar

from .errors import Fault, InvalidArgumentError, InvalidRecordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "TIMESTAMP_PATTERN",
    "Checked",
    "Cover",
    "Items",
    "PerhapsPlaced",
    "Place",
    "Span",
    "as_date",
    "as_items",
    "as_timestamp",
    "as_tuple",
    "brief",
    "check_choice",
    "check_day",
    "check_items",
    "check_kind",
    "check_order",
    "check_slices",
    "check_span",
    "check_string",
    "check_text",
    "fold",
    "is_timestamp",
    "place_of",
    "require_choice",
]

TIMESTAMP_PATTERN: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
"""ISO 8601 extended format: a calendar day, or a day and time with or without a zone."""
_BRIEF: Final = 40
"""Code points of a text that one line has room for."""

T = TypeVar("T")


class Span(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int:
        """First code point."""
        ...

    @property
    def end(self) -> int:
        """One past the last."""
        ...


class Place(NamedTuple):
    """A place in the text and nothing more."""

    start: int
    end: int


def place_of(item: PerhapsPlaced) -> Place | None:
    """Where something stands, None where no line of the text says it."""
    return None if item.start is None or item.end is None else Place(item.start, item.end)


class PerhapsPlaced(Protocol):
    """Anything that the text may or may not say."""

    @property
    def start(self) -> int | None:
        """First code point, or None."""
        ...

    @property
    def end(self) -> int | None:
        """One past the last, None exactly where `start` is."""
        ...


def fold(text: str) -> str:
    """Return `text` with each run of white space as one space and none at its ends: how a span's text is written."""
    return " ".join(text.split())


def as_date(value: datetime.date | str, what: str = "date") -> datetime.date:
    """Return the calendar day of what `as_timestamp` takes, in its own zone.

    Raises:
        TypeError: `value` is none of these.
        InvalidArgumentError: it is no date or date-time; `what` names it in the message.
    """
    return datetime.date.fromisoformat(as_timestamp(value, what)[:10])


def as_timestamp(value: datetime.date | str, what: str = "date") -> str:
    """Return a date, a datetime, an ISO 8601 or RFC 822 string as a date or date-time that matches `TIMESTAMP_PATTERN`.

    A time keeps its zone and gets none; fractions of seconds are left out. What feed readers and tables hold is taken
    too: `time.struct_time`, `pandas.Timestamp`, and `numpy.datetime64` of days or finer units.

    Raises:
        TypeError: `value` is none of these.
        InvalidArgumentError: it is no date or date-time, or stands for none; `what` names it in the message.
    """
    written = ""
    if not isinstance(value, str) and str(value) == "NaT":
        raise InvalidArgumentError(f"{what}: NaT stands for no date; pass None where there is none")
    try:
        found = _moment(value, what)
        if not isinstance(found, datetime.datetime):
            return found.isoformat()
        written = found.isoformat(timespec="seconds" if found.second else "minutes")
    except ValueError:
        pass
    if not is_timestamp(written):
        advice = "write it as YYYY-MM-DD, for example '2025-10-31'"
        raise InvalidArgumentError(f"{what}: {reprlib.repr(value)} is not an ISO 8601 date; {advice}")
    return written


def _moment(value: Any, what: str) -> datetime.date:
    """What a date of any kind says. Other libraries' kinds go by their names: nothing is imported for them.

    Raises:
        TypeError: it is of no such kind.
        ValueError: it says no date.
    """
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str):
        return _read_moment(value)
    kind = f"{type(value).__module__}.{type(value).__name__}"
    if kind == "numpy.datetime64":
        return _read_moment(str(value))
    if kind == "time.struct_time":
        offset = value.tm_gmtoff
        zone = None if offset is None else datetime.timezone(datetime.timedelta(seconds=offset))
        year, month, day, hour, minute, second = value[:6]
        return datetime.datetime(year, month, day, hour, minute, second, tzinfo=zone)
    advice = {
        "builtins.float": "; where there is none (NaN) pass None",
        "builtins.int": "; of a Unix time make one with datetime.datetime.fromtimestamp(value, datetime.UTC)",
    }.get(kind, "")
    shown = type(value).__name__
    raise TypeError(f"{what}: expected a date or an ISO string such as '2025-10-31', got {shown}{advice}")


_RFC_822: Final = (
    r"\s*(?:[A-Za-z]{3},\s*)?[0-9]{1,2}\s+[A-Za-z]{3}\s+(?:[0-9]{4}|[0-9]{2})\s+[0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
    r"(?:\s+(?:[+-][0-9]{4}|[A-Za-z]{1,5}))?\s*"
)
"""Section 5.1, with the years of four digits of RFC 1123: the dates of feeds and of HTTP."""


def _read_moment(text: str) -> datetime.date:
    """What an ISO or RFC 822 string says; anything else raises ValueError."""
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        if not re.fullmatch(_RFC_822, text):
            raise
        from email.utils import parsedate_to_datetime

        return parsedate_to_datetime(text)
    return found if any(mark in text for mark in ":Tt ") else found.date()


# --- checks: each appends what it finds wrong, so that a caller hears of every fault at once -----------------------


def check_span(faults: list[Fault], start: object, end: object, *, optional: bool = False) -> None:
    """A span has whole, non-negative bounds and at least one code point; where it is optional, two nulls will do."""
    if optional and start is None and end is None:
        return
    if type(start) is int and type(end) is int:
        if start < 0:
            faults.append(Fault("start", f"must not be negative, got {start}"))
        if end <= start:
            faults.append(Fault("end", f"must be greater than start ({start}), got {end}"))
        return
    for name, value in (("start", start), ("end", end)):
        if type(value) is not int:
            faults.append(Fault(name, f"expected a whole number, got {reprlib.repr(value)}"))


def check_text(faults: list[Fault], name: str, value: object) -> None:
    """A text is a non-empty string, folded."""
    if type(value) is not str:
        faults.append(Fault(name, f"expected a string, got {reprlib.repr(value)}"))
    elif not value or value != fold(value):
        shown = reprlib.repr(value)
        faults.append(Fault(name, f"must be non-empty with white space folded to single spaces, got {shown}"))


def check_texts(faults: list[Fault], name: str, value: object) -> None:
    """Several texts: a tuple of them."""
    if not isinstance(value, tuple):
        faults.append(Fault(name, f"expected a sequence of strings, got {reprlib.repr(value)}"))
        return
    for i, item in enumerate(value):
        check_text(faults, f"{name}[{i}]", item)


def check_string(faults: list[Fault], name: str, value: object, *, optional: bool = False) -> None:
    """A string is non-empty; null will do where it is optional."""
    if not ((type(value) is str and value) or (optional and value is None)):
        wanted = "a non-empty string or null" if optional else "a non-empty string"
        faults.append(Fault(name, f"expected {wanted}, got {reprlib.repr(value)}"))


def check_choice(faults: list[Fault], name: str, value: object, choices: tuple[str, ...]) -> None:
    """The value is one of a closed set."""
    if value not in choices:
        faults.append(Fault(name, f"expected one of {', '.join(choices)}, got {reprlib.repr(value)}"))


def is_timestamp(value: object) -> bool:
    """Whether the value is an ISO 8601 date or date-time that exists in the calendar."""
    if type(value) is not str or not re.fullmatch(TIMESTAMP_PATTERN, value):
        return False
    try:
        datetime.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def check_day(faults: list[Fault], name: str, value: object) -> None:
    """The value is a calendar day (and no datetime, which would not survive JSON) or null."""
    if value is not None and type(value) is not datetime.date:
        faults.append(Fault(name, f"expected a datetime.date or null, got {reprlib.repr(value)}"))


def check_items(faults: list[Fault], name: str, values: object, kind: type) -> None:
    """The value is a tuple of one kind of thing."""
    if not isinstance(values, tuple):
        faults.append(Fault(name, f"expected a sequence of {kind.__name__}, got {reprlib.repr(values)}"))
        return
    faults.extend(
        Fault(f"{name}[{i}]", f"expected {kind.__name__}, got {reprlib.repr(value)}")
        for i, value in enumerate(values)
        if not isinstance(value, kind)
    )


def check_kind(faults: list[Fault], name: str, value: object, kind: type, *, optional: bool = False) -> None:
    """The value is one kind of thing; null will do where it is optional."""
    if not isinstance(value, kind) and not (optional and value is None):
        wanted = f"{kind.__name__} or null" if optional else kind.__name__
        faults.append(Fault(name, f"expected {wanted}, got {reprlib.repr(value)}"))


def as_tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    """Take any list-like for a tuple; leave what is none (a string, a number) for the check to name."""
    return tuple(values) if isinstance(values, (list, tuple)) else values  # type: ignore[return-value]


class Items(tuple[T, ...]):
    """Parts of one kind: a tuple that shows one part a line, and as a table in notebooks."""

    __slots__ = ()

    def __repr__(self) -> str:
        if len(self) < 2:
            return super().__repr__()
        return f"({f',{chr(10)} '.join(map(repr, self))})"


def as_items(values: Iterable[Any]) -> tuple[Any, ...]:
    """The same as `as_tuple`, of parts that are shown together."""
    return Items(values) if isinstance(values, (list, tuple)) else values  # type: ignore[return-value]


def brief(text: str) -> str:
    """A text as `repr` shows it, its end left out where it is long."""
    return repr(text if len(text) <= _BRIEF else f"{text[: _BRIEF - 1]}…")


_ELSEWHERE: Final = {
    "newsrecord.dumps(record) gives JSON, newsrecord.to_dict(…) the plain dicts of a record or of a part": (
        *("to_json", "json", "dumps", "model_dump_json", "to_dict", "dict", "asdict", "as_dict", "model_dump"),
    ),
    "attrs.evolve(…) gives a changed copy": ("evolve", "replace", "_replace", "copy", "model_copy"),
}
"""What other libraries' classes have as methods, under their names for it, and where it is here."""


class Checked:
    """Runs `_check` once the fields are set and raises all its faults together; shows itself in a line."""

    __slots__ = ()

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            hint = next((f"; {ours}" for ours, theirs in _ELSEWHERE.items() if name in theirs), "")
            message = f"{type(self).__name__!r} object has no attribute {name!r}{hint}"
            raise AttributeError(message, name=name, obj=self)

    def __attrs_post_init__(self) -> None:
        faults: list[Fault] = []
        self._check(faults)
        if faults:
            raise InvalidRecordError(faults, what=type(self).__name__)

    @classmethod
    def made(cls, **values: object) -> Self:
        """Make one of values that are right as they are, all its fields: nothing is converted, left out or checked.

        For what our own readers have just put together; what comes from anywhere else is made by calling the class.
        """
        one = object.__new__(cls)
        put = object.__setattr__
        for name, value in values.items():
            put(one, name, value)
        return one

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._brief()}>"

    def _brief(self) -> str:
        """What it is, in a few words."""
        raise NotImplementedError

    def _check(self, faults: list[Fault]) -> None:
        raise NotImplementedError


class Cover:
    """Answers whether a span lies inside one of a set of spans that are disjoint or nested."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted((span.start, span.end) for span in spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(itertools.accumulate((end for _, end in ordered), max))

    def holds(self, span: Span) -> bool:
        """Whether the span lies inside one of them."""
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and span.end <= self._ends[at]


def check_order(faults: list[Fault], name: str, items: Sequence[Span]) -> bool:
    """Whether the items follow each other in the text without overlap; the first that does not is a fault."""
    for i in range(1, len(items)):
        if items[i].start < items[i - 1].end:
            before, here = items[i - 1], items[i]
            problem = f"{here.start}-{here.end} overlaps or precedes {name}[{i - 1}] ({before.start}-{before.end})"
            faults.append(Fault(f"{name}[{i}]", f"{problem}; items must be in text order"))
            return False
    return True


def check_slices(faults: list[Fault], source: str, spans: Iterable[tuple[str, str, Span]]) -> None:
    """Every (path, text field, span) lies in the source, has no white space at its ends, and says what stands there."""
    size = len(source)
    for path, name, span in spans:
        if span.end > size:
            faults.append(Fault(f"{path}.end", f"{span.end} is past the end of the source ({size} code points)"))
            continue
        if source[span.start].isspace() or source[span.end - 1].isspace():
            faults.append(Fault(path, f"{span.start}-{span.end} begins or ends in white space"))
        elif name:
            said, text = fold(source[span.start : span.end]), getattr(span, name)
            if said != text:
                differs = f"{reprlib.repr(text)}, but the source has {reprlib.repr(said)} at {span.start}-{span.end}"
                faults.append(Fault(f"{path}.{name}", differs))


def require_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    """Raise `InvalidArgumentError` unless an argument is one of a closed set."""
    if value not in choices:
        raise InvalidArgumentError(f"{name}: expected one of {', '.join(choices)}, got {reprlib.repr(value)}")
