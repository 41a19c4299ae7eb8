"""Raw article text in, a typed news record out: one call, no download, no network, no clock.

>>> import newsrecord
>>> record = newsrecord.parse("Peru’s ambassador left on October 28.", reference_date="2025-10-31")
>>> record.dates[0].value
'2025-10-28'
"""

from typing import TYPE_CHECKING, Any

from ._version import __version__
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
    SuspiciousInputWarning,
    WorkerError,
)
from .formats import dumps, loads
from .record import (
    Author,
    DatedSentence,
    DateExpression,
    Dateline,
    Entity,
    EntityMention,
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
    from .changes import Change, diff
    from .formats.json import from_dict, to_dict
    from .language import Language, languages
    from .parser import Article, Outcome, Parser, parse, parse_html

_MODULES = (
    "arrow", "convert", "dates", "entities", "formats", "layout", "pages", "quotations", "readers", "rows",
    "strategies",
)  # fmt: skip
"""Imported when they are first asked for: together they are most of the package, and some need extras."""
_PLACES = {
    **dict.fromkeys(("Change", "diff"), "changes"),
    **dict.fromkeys(("from_dict", "to_dict"), "formats.json"),
    **dict.fromkeys(("Language", "languages"), "language"),
    **dict.fromkeys(("Article", "Outcome", "Parser", "parse", "parse_html"), "parser"),
}
"""What is taken from its module when it is first asked for: whoever only reads records needs none of it."""

__all__ = [
    "Article",
    "Author",
    "Change",
    "DataFileError",
    "DateExpression",
    "DatedSentence",
    "Dateline",
    "Entity",
    "EntityMention",
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
    "SuspiciousInputWarning",
    "Timestamp",
    "WorkerError",
    "__version__",
    "diff",
    "dumps",
    "from_dict",
    "languages",
    "loads",
    "parse",
    "parse_html",
    "to_dict",
]


def __getattr__(name: str) -> object:
    import importlib

    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name in _PLACES:
        found = globals()[name] = getattr(importlib.import_module(f"{__name__}.{_PLACES[name]}"), name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES, *_PLACES})


def _shown(item: object) -> str:
    """How notebooks show a record, a part of one or some of its parts: the article with its names and dates marked."""
    from .formats.html import fragment

    return fragment(item)


def _core_schema(kind: type[Checked], _source: object, _handler: object) -> object:
    """How pydantic reads and writes a record or a part of one."""
    from ._pydantic import core_schema

    return core_schema(kind)


def _json_schema(kind: type[Checked], schema: Any, handler: Any) -> object:
    """How pydantic, and so FastAPI, describes it."""
    from ._pydantic import json_schema

    return json_schema(kind, schema, handler)


Checked._repr_html_ = _shown  # type: ignore[attr-defined]
Items._repr_html_ = _shown  # type: ignore[attr-defined]
Checked.__get_pydantic_core_schema__ = classmethod(_core_schema)  # type: ignore[attr-defined]
Checked.__get_pydantic_json_schema__ = classmethod(_json_schema)  # type: ignore[attr-defined]
