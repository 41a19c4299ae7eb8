"""Records to and from file formats: one module a format, looked up by name and imported on first use.

Every module has the same face: `dumps(record, **options)` gives `str` (or `bytes` where the format is binary), and
where the format holds enough of a record to be read, `loads(data)` gives one back. A module whose files of many records
are more than one text after another (a header, a footer) has `encode(record, **options)` as well, which gives a piece,
and `joined(stream)`, a context that takes the pieces.
"""

from __future__ import annotations

import functools
import importlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol, cast, overload

from ..errors import InvalidArgumentError, meant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from ..record import NewsRecord

    Write = Callable[[NewsRecord], None]

__all__ = [
    "FORMATS",
    "LEFT_OUT",
    "BinaryFormat",
    "Encoder",
    "Format",
    "FormatName",
    "ReadableFormat",
    "TextFormat",
    "check_options",
    "dumps",
    "joined",
    "loads",
    "options",
    "writer",
]


class Format(NamedTuple):
    """What the registry knows about a format without importing it."""

    suffix: str
    """Usual ending of its files."""
    media_type: str
    """IANA media type, or the nearest that there is."""
    reads: bool = False
    """Whether `loads` can read it."""
    whole: bool = False
    """Whether the whole record is in it, so that what is read back equals what was written."""
    binary: bool = False
    """Whether `dumps` gives `bytes`."""
    many: Literal["lines", "blocks", "writer", None] = None
    """How one file holds many records: a line each, one text after the other, by the module's own `joined`; or not."""


FORMATS: Final[dict[str, Format]] = {
    "json": Format(".json", "application/json", reads=True, whole=True, many="lines"),
    "jsonl": Format(".jsonl", "application/x-ndjson", reads=True, whole=True, many="blocks"),
    "arrow": Format(".arrow", "application/vnd.apache.arrow.file", reads=True, whole=True, binary=True, many="writer"),
    "parquet": Format(".parquet", "application/vnd.apache.parquet", reads=True, whole=True, binary=True, many="writer"),
    "ninjs": Format(".json", "application/json", many="lines"),
    "jsonld": Format(".jsonld", "application/ld+json", many="lines"),
    "webannotation": Format(".jsonld", "application/ld+json", many="lines"),
    "timeml": Format(".tml", "application/xml", reads=True),
    "spacy": Format(".json", "application/json", many="lines"),
    "displacy": Format(".json", "application/json", many="lines"),
    "conll": Format(".conll", "text/plain", many="blocks"),
    "tei": Format(".xml", "application/tei+xml"),
    "newsmlg2": Format(".xml", "application/vnd.iptc.g2.newsitem+xml"),
    "markdown": Format(".md", "text/markdown"),
    "csv": Format(".csv", "text/csv", many="writer"),
    "articles": Format(".csv", "text/csv", many="writer"),
    "quotations": Format(".csv", "text/csv", many="writer"),
    "html": Format(".html", "text/html"),
}
"""Every format; the module of each is `newsrecord.formats.NAME`."""

_PAGE: Final = ("authors", "dateline", "published", "updated", "meta", "furniture")
_ABOUT: Final = ("generator", "url", "language", "reference_date")
LEFT_OUT: Final[dict[str, tuple[str, ...]]] = {
    "ninjs": ("generator", "reference_date", "updated", "dates", "quotations", "meta", "furniture", "source"),
    "jsonld": ("generator", "reference_date", "meta", "furniture", "source"),
    "webannotation": ("generator", "id", "language", "reference_date", *_PAGE, "body", "related_headlines"),
    "timeml": ("generator", "url", "language", *_PAGE, "entities", "quotations", "related_headlines"),
    "spacy": (*_ABOUT, "id", *_PAGE, "related_headlines"),
    "displacy": (*_ABOUT, "id", *_PAGE, "quotations", "related_headlines"),
    "conll": (*_ABOUT, "id", *_PAGE, "dates", "quotations", "related_headlines"),
    "tei": ("reference_date",),
    "newsmlg2": ("reference_date", "dates", "quotations", "meta", "furniture", "source"),
    "markdown": (*_ABOUT, "id", "authors", "dateline", "published", "updated", "quotations", "furniture", "source"),
    "csv": (*_ABOUT, *_PAGE, "headline", "body", "quotations", "related_headlines", "source"),
    "articles": ("generator", "quotations", "meta", "furniture", "source"),
    "quotations": (*_ABOUT, *_PAGE, "headline", "body", "dates", "related_headlines", "source"),
}
"""Fields of a record that are not in what a format writes, unless an option asks for them; other formats have all.
`reference_date` may show in the values of dates. A test holds the table against what the formats do."""

TextFormat = Literal[
    "json", "jsonl", "ninjs", "jsonld", "webannotation", "timeml", "spacy", "displacy", "conll", "tei", "newsmlg2",
    "markdown", "csv", "articles", "quotations", "html",
]  # fmt: skip
"""The name of a format that `dumps` writes as `str`."""
BinaryFormat = Literal["arrow", "parquet"]
"""The name of one that it writes as `bytes`."""
FormatName = Literal[TextFormat, BinaryFormat]
"""The name of a format, for type checkers: a test holds these against `FORMATS`."""
ReadableFormat = Literal["json", "jsonl", "arrow", "parquet", "timeml"]
"""The name of one that `loads` reads."""


class _Module(Protocol):
    def dumps(self, record: NewsRecord, /, **options: Any) -> str | bytes: ...

    def loads(self, data: str | bytes, /) -> NewsRecord: ...

    def encode(self, record: NewsRecord, /, **options: Any) -> Any: ...

    def joined(self, stream: IO[bytes], /) -> AbstractContextManager[Callable[[Any], object]]: ...


@overload
def dumps(record: NewsRecord, *, format: TextFormat = "json", **options: Any) -> str: ...
@overload
def dumps(record: NewsRecord, *, format: BinaryFormat, **options: Any) -> bytes: ...
@overload
def dumps(record: NewsRecord, *, format: FormatName, **options: Any) -> str | bytes: ...
def dumps(record: NewsRecord, *, format: str = "json", **options: Any) -> str | bytes:  # noqa: A002
    """Write a record as text, or as bytes in the formats `arrow` and `parquet`.

    Args:
        record: what to write.
        format: one of `FORMATS`.
        **options: what that format's own `dumps` takes, such as `include_source=False` for `json`.

    Raises:
        TypeError: `record` is not a `NewsRecord`, or the format does not know an option.
        InvalidArgumentError: there is no such format.
        MissingExtraError: the format needs a library that is not installed; the message names the extra.
    """
    module = _module(format)
    from ..record import NewsRecord

    if not isinstance(record, NewsRecord):
        raise TypeError(f"expected a NewsRecord, got {type(record).__name__}; newsrecord.parse(text) makes one")
    check_options("dumps", format, options)
    return module.dumps(record, **options)


def loads(data: str | bytes, *, format: ReadableFormat = "json") -> NewsRecord:  # noqa: A002
    """Read a record back from what `dumps` wrote; `bytes` of a text format are read as UTF-8.

    Raises:
        TypeError: `data` is neither `str` nor `bytes`.
        InvalidRecordError: `data` is not a record; it lists every fault with its path.
        InvalidArgumentError: there is no such format, or it cannot be read back.
        MissingExtraError: the format needs a library that is not installed; the message names the extra.
    """
    module = _module(format)
    if not FORMATS[format].reads:
        able = ", ".join(name for name, known in FORMATS.items() if known.reads)
        raise InvalidArgumentError(f"format: {format} holds too little of a record to read it back; {able} can be read")
    return module.loads(data)


@contextmanager
def writer(stream: IO[bytes], *, format: FormatName = "jsonl", **options: Any) -> Iterator[Write]:  # noqa: A002
    """Open a stream for many records: in the context, call what it gives with each record.

    Args:
        stream: where the bytes go; not closed.
        format: one of `FORMATS`.
        **options: what that format's own `dumps` takes.

    Raises:
        InvalidArgumentError: there is no such format, or a file of it holds one record only.
        MissingExtraError: the format needs a library that is not installed; the message names the extra.
    """
    check_options("writer", format, options)
    encode = Encoder(format, options)
    with joined(stream, format) as put:

        def write(record: NewsRecord) -> None:
            put(encode(record))

        yield write


class Encoder(NamedTuple):
    """Turns a record into what a file of many has of it, for `joined`; in any process, as it can be pickled."""

    format: str
    """One of `FORMATS`; a file of one that holds a single record is that record's."""
    options: dict[str, Any]
    """What that format's own `dumps` takes."""

    def __call__(self, record: NewsRecord) -> Any:
        """The piece for a record: bytes, or a row where the format has tables.

        Raises:
            NewsRecordError: the format cannot hold it.
        """
        module, many = _module(self.format), FORMATS[self.format].many
        if many == "writer":
            return module.encode(record, **self.options)
        data = module.dumps(record, **self.options)
        if isinstance(data, bytes):
            return data
        end = "" if many == "blocks" or (many is None and data.endswith("\n")) else "\n"
        return (data + end).encode("utf-8", "surrogatepass")


@contextmanager
def joined(stream: IO[bytes], format: str) -> Iterator[Callable[[Any], object]]:  # noqa: A002
    """Open a stream for the pieces that an `Encoder` makes of many records.

    Raises:
        InvalidArgumentError: there is no such format, or a file of it holds one record only.
        MissingExtraError: the format needs a library that is not installed; the message names the extra.
    """
    module = _module(format)
    many = FORMATS[format].many
    if many is None:
        able = ", ".join(name for name, known in FORMATS.items() if known.many)
        raise InvalidArgumentError(f"format: a file of {format} holds one record; for many there are {able}")
    if many == "writer":
        with module.joined(stream) as put:
            yield put
    else:
        yield stream.write


def check_options(caller: str, format: str, given: Iterable[str]) -> None:  # noqa: A002
    """Raise `TypeError`, which says which options a format has, where it does not have one.

    Args:
        caller: what the message says was called.
        format: one of `FORMATS`.
        given: the names of the options.
    """
    for name in given:
        known = options(format)
        if name not in known:
            able = ", ".join(known) or "none"
            raise TypeError(f"{caller}: {format} has no option {name!r}; it has: {able}{meant(name, known)}")


@functools.cache
def options(format: str) -> tuple[str, ...]:  # noqa: A002
    """Return the names of the options that a format's `dumps` takes.

    Raises:
        InvalidArgumentError: there is no such format.
        MissingExtraError: the format needs a library that is not installed; the message names the extra.
    """
    import inspect

    taken = inspect.signature(_module(format).dumps).parameters.values()
    return tuple(one.name for one in taken if one.kind is one.KEYWORD_ONLY)


def _module(format: str) -> _Module:  # noqa: A002
    if format not in tuple(FORMATS):  # a tuple, as what is asked for may be anything
        expected = f"format: expected one of {', '.join(FORMATS)}, got {format!r}"
        raise InvalidArgumentError(f"{expected}{meant(format, FORMATS)}")
    return cast("_Module", importlib.import_module(f"{__name__}.{format}"))
