"""Raw article text in, a typed news record out: one call, no download, no network, no clock.

>>> import newsrecord
>>> record = newsrecord.parse("Peru’s ambassador left on October 28.", reference_date="2025-10-31")
>>> record.dates[0].value
'2025-10-28'
"""

from typing import TYPE_CHECKING

from ._version import __version__
from .changes import Change, diff
from .checks import Checked, Items
from .errors import (
    DataFileError,
    Fault,
    InputError,
    InvalidArgumentError,
    InvalidRecordError,
    MissingExtraError,
    NewsRecordError,
    OutputError,
    ReaderError,
    WorkerError,
)
from .formats import dumps, loads
from .language import Language, languages
from .parser import Article, Outcome, Parser, parse, parse_html
from .record import (
    Author,
    DateExpression,
    Dateline,
    Entity,
    Furniture,
    Generator,
    Headline,
    Ids,
    Mention,
    NewsRecord,
    Passage,
    Quotation,
    Speaker,
    Timestamp,
)

if TYPE_CHECKING:
    from . import arrow as arrow
    from . import convert as convert
    from . import dates as dates
    from . import entities as entities
    from . import formats as formats
    from . import layout as layout
    from . import pages as pages
    from . import quotations as quotations
    from . import readers as readers
    from . import rows as rows
    from . import strategies as strategies

_MODULES = (
    "arrow", "convert", "dates", "entities", "formats", "layout", "pages", "quotations", "readers", "rows",
    "strategies",
)  # fmt: skip
"""Imported when they are first asked for: together they are most of the package, and some need extras."""

__all__ = [
    "Article",
    "Author",
    "Change",
    "DataFileError",
    "DateExpression",
    "Dateline",
    "Entity",
    "Fault",
    "Furniture",
    "Generator",
    "Headline",
    "Ids",
    "InputError",
    "InvalidArgumentError",
    "InvalidRecordError",
    "Language",
    "Mention",
    "MissingExtraError",
    "NewsRecord",
    "NewsRecordError",
    "Outcome",
    "OutputError",
    "Parser",
    "Passage",
    "Quotation",
    "ReaderError",
    "Speaker",
    "Timestamp",
    "WorkerError",
    "__version__",
    "diff",
    "dumps",
    "languages",
    "loads",
    "parse",
    "parse_html",
]


def __getattr__(name: str) -> object:
    if name in _MODULES:
        import importlib

        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})


def _shown(item: object) -> str:
    """How notebooks show a record, a part of one or some of its parts: the article with its names and dates marked."""
    from .formats.html import fragment

    return fragment(item)


Checked._repr_html_ = _shown  # type: ignore[attr-defined]
Items._repr_html_ = _shown  # type: ignore[attr-defined]
