"""An article as its holder has it: the text, and what is known of it, checked before it is read.

In comes an `Article` with anything in its fields; out come plain values, or a sentence that says what is wrong.
"""

from __future__ import annotations

import datetime
import os
import re
import reprlib
import sys
import warnings
from collections.abc import Sequence
from typing import Final, NamedTuple

from attrs import frozen

from .checks import as_timestamp
from .errors import SuspiciousInputWarning
from .known import Known, as_names
from .record import as_date, fold

__all__ = ["Article", "Facts", "facts_of", "suspect", "wrong_text"]


@frozen(kw_only=True)
class Article:
    """One article to parse, with what its holder knows about it."""

    text: str
    """The raw text."""
    html: bool = False
    """Whether the text is the mark-up of a page, to be read with `parse_html`."""
    id: str | None = None
    """The holder's name for it; goes into the record unchanged."""
    url: str | None = None
    """Where it is from; goes into the record unchanged."""
    reference_date: datetime.date | str | None = None
    """The day that relative dates are resolved against, when the text's own date is not to decide."""
    fallback_date: datetime.date | str | None = None
    """The same, for want of a better one: where the text has no date of its own."""
    headline: str | None = None
    """The headline, where it is known; it wins over what the text seems to have."""
    authors: str | Sequence[str] | None = None
    """Their names, where they are known, in one string parted by semicolons or each for itself."""
    published: datetime.date | str | None = None
    """When it was published, where that is known."""


class Facts(NamedTuple):
    """What is handed in, in the form that the parser and the record take."""

    text: str
    id: str | None
    url: str | None
    reference_date: datetime.date | None
    fallback_date: datetime.date | None
    known: Known


def facts_of(article: Article) -> Facts:
    """Check what is handed in.

    Raises:
        TypeError: a field has the wrong type.
        InvalidArgumentError: a day is a string that is no ISO 8601 or RFC 822 date.
    """
    _require_strings(article)
    name, url = (None if one is None else _plain(one) for one in (article.id, article.url))
    known = _known(article)
    reference, fallback = (
        None if day is None else as_date(day, what)
        for day, what in ((article.reference_date, "reference_date"), (article.fallback_date, "fallback_date"))
    )
    return Facts(_plain(article.text), name, url, reference, fallback, known)


def _require_strings(article: Article) -> None:
    _require_text(article.text)
    for key, value in (("url", article.url), ("id", article.id), ("headline", article.headline)):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{key}: expected a str or None, got {type(value).__name__}")
    authors = article.authors
    if not (authors is None or isinstance(authors, str)) and not (
        isinstance(authors, (list, tuple)) and all(isinstance(name, str) for name in authors)
    ):
        raise TypeError(f"authors: expected names as a list of str, one str or None, got {reprlib.repr(authors)}")


def _plain(value: str) -> str:
    """A string of a subclass (of BeautifulSoup, of NumPy) as a plain one, which a record holds and processes send."""
    return value if type(value) is str else str.__str__(value)


def _known(article: Article) -> Known:
    """What the holder of an article knows; what is blank is not known."""
    published = article.published
    value = "" if published is None else as_timestamp(published, "published")
    return Known(
        headline=fold(article.headline or "") or None,
        authors=as_names(article.authors or ()) or None,
        published=None if published is None else fold(published) if isinstance(published, str) else value,
        published_value=value,
    )


def _require_text(text: object) -> None:
    if not isinstance(text, str):
        raise TypeError(wrong_text(text))


def wrong_text(text: object) -> str:
    """What is wrong with something that stands in the place of a text."""
    advice = {
        bytes: "decode it first, for example text.decode('utf-8')",
        type(None): "there is nothing to parse; an article without text is ''",
    }.get(type(text), "pass the article's text")
    if isinstance(text, os.PathLike):
        advice = "pass what the file holds: path.read_text(encoding='utf-8')"
    return f"text: expected a str, got {type(text).__name__}; {advice}"


# --- what is most likely a mistake -----------------------------------------------------------------------------------

_LONGEST_MISTAKE: Final = 1000
"""Code points of an address or a path that is looked for."""
_ADDRESS: Final = re.compile(r"(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s<>]+", re.IGNORECASE)
_PATH: Final = re.compile(r"\w[/\\]|[/\\]\w|\w\.\w{1,8}\Z")
"""A folder, or an ending."""
_NO_PATH: Final = re.compile(r"^[/\\]{2}|[\r\n\0<>|]")
"""More than a line, mark-up, or a share of the network (`//host/…`): looking for that would call there."""


def suspect(text: object, *, html: bool = False) -> None:
    """Warn where the text that a caller hands in for an article is an address or the path of something that is there.

    The warning points at the first line that is none of this library's.
    """
    if not isinstance(text, str) or len(text) > _LONGEST_MISTAKE:
        return
    said, what = text.strip(), "html" if html else "text"
    if _ADDRESS.fullmatch(said):
        found, advice = "an address", "nothing is fetched: get the page yourself and pass its mark-up to parse_html"
    elif _PATH.search(said) and not _NO_PATH.search(said) and os.path.exists(said):  # noqa: PTH110  (no text makes it raise)
        found = "the path of a file" if os.path.isfile(said) else "the path of a folder"  # noqa: PTH113
        advice = f"pass what {'the file' if found.endswith('file') else 'a file in it'} holds: Path(…).read_text()"
    else:
        return
    message = f"{what}: {reprlib.repr(said)} is {found}, and is read as if it were the article; {advice}"
    warnings.warn(message, SuspiciousInputWarning, stacklevel=_levels())


def _levels() -> int:
    """How far up from `suspect` the first frame is that is not of this package."""
    from pathlib import Path  # on first use: `import newsrecord` stays light

    here, level, frame = str(Path(__file__).parent), 0, sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(here):
        frame, level = frame.f_back, level + 1
    return level + 1
