"""Raw article text in, a typed news record out: one call, no download, no network, no clock.

>>> import newsrecord
>>> record = newsrecord.parse("Peru’s ambassador left on October 28.", reference_date="2025-10-31")
>>> record.dates[0].value
'2025-10-28'
"""

from ._version import __version__
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
from .parser import Article, Outcome, Parser, parse, parse_html
from .record import (
    Author,
    DateExpression,
    Dateline,
    Entity,
    Furniture,
    Generator,
    Headline,
    Mention,
    NewsRecord,
    Passage,
    Timestamp,
)

__all__ = [
    "Article",
    "Author",
    "DataFileError",
    "DateExpression",
    "Dateline",
    "Entity",
    "Fault",
    "Furniture",
    "Generator",
    "Headline",
    "InputError",
    "InvalidArgumentError",
    "InvalidRecordError",
    "Mention",
    "MissingExtraError",
    "NewsRecord",
    "NewsRecordError",
    "Outcome",
    "OutputError",
    "Parser",
    "Passage",
    "ReaderError",
    "Timestamp",
    "WorkerError",
    "__version__",
    "dumps",
    "loads",
    "parse",
    "parse_html",
]
