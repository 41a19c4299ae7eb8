"""Articles in web archives (WARC 1.1, ISO 28500; also ARC): the pages of responses, the texts of conversions.

In comes an opened file, out comes an article for each HTML page that a server answered with: its target URI is the url,
its record id the id, its date, a crawl's, the fallback date. The texts of WET files are read as texts. Requests,
metadata, pictures, redirections and errors are passed over. Needs the `warc` extra.
"""

from __future__ import annotations

import contextlib
import io
from typing import IO, TYPE_CHECKING, Any

from ..checks import as_timestamp
from ..errors import InputError, InvalidArgumentError, MissingExtraError
from ..html_encoding import decode_html
from ..parser import Article
from .item import Input

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["read_warc"]

_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(stream: IO[bytes], path: str, position: Callable[[], int] | None) -> Iterator[Input]:
    """Yield what each record of an archive holds.

    Raises:
        InputError: it is no archive from some record on.
        MissingExtraError: the extra `warc` is not installed.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as missing:
        raise MissingExtraError("reading WARC", "warc") from missing

    before, number = 0, -1
    noise = io.StringIO()  # warcio prints what it finds odd
    records = ArchiveIterator(stream, arc2warc=True)
    while True:
        try:
            with contextlib.redirect_stderr(noise):
                record = next(records, None)
                if record is None:
                    break
                number += 1
                item = Input(path, f"item {number}", None, 0)
                found = _read(item, record)
        except Exception as problem:  # noqa: BLE001  (what warcio raises at damaged bytes may be anything)
            reason = str(problem).strip().partition("\n")[0] if isinstance(problem, ArchiveLoadFailed) else "damaged"
            raise InputError(path, f"is not WARC: {reason}; the rest is not read") from None
        now = before if position is None else position()
        yield found._replace(size=now - before)
        before = now
    if number < 0:
        raise InputError(path, "holds no WARC record")


def _read(item: Input, record: Any) -> Input:
    """The article of a record, None where it is none."""
    head, kind = record.rec_headers, _media_type(record)
    is_page = record.rec_type in ("response", "resource") and kind in _PAGES
    if not (is_page or (record.rec_type == "conversion" and kind == "text/plain")):
        return item
    if record.http_headers is not None and not (record.http_headers.get_statuscode() or "").startswith("2"):
        return item
    data = record.content_stream().read()
    if getattr(record.raw_stream, "limit", 0):
        return item.failed("is cut short")
    if not data:
        return item
    text = decode_html(data, _charset(record)) if is_page else data.decode("utf-8", "replace")
    name = (head.get_header("WARC-Record-ID") or "").strip("<> ") or None
    return item._replace(
        content=Article(
            text=text,
            html=is_page,
            id=name,
            url=head.get_header("WARC-Target-URI") or None,
            fallback_date=_day(head.get_header("WARC-Date")),
        )
    )


def _content_type(record: Any) -> str:
    said = record.http_headers if record.http_headers is not None else record.rec_headers
    return said.get_header("Content-Type") or ""


def _media_type(record: Any) -> str:
    return _content_type(record).partition(";")[0].strip().lower()


def _charset(record: Any) -> str | None:
    from email.message import Message

    message = Message()
    message["Content-Type"] = _content_type(record)
    return message.get_content_charset()


def _day(said: str | None) -> str | None:
    """A date that can be read, or None: a crawl's is only for want of a better one."""
    try:
        return None if said is None else as_timestamp(said, "WARC-Date")[:10]
    except InvalidArgumentError:
        return None
