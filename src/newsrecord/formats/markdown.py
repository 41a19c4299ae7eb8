"""Markdown (CommonMark 0.31.2, https://spec.commonmark.org/0.31.2/): the article with its facts below, for people.

Whatever means something in Markdown is escaped with a backslash (section 2.4), so the text shows as it was. Control
characters and lone surrogates become U+FFFD.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ._shared import clean_xml, posts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..record import NewsRecord

__all__ = ["dumps"]

_INLINE: Final = re.compile(r"[\\`*_\[<~]|&(?=[#A-Za-z])|:(?=//)")
"""Characters that can begin something anywhere, those of GitHub's strike-through and bare links too."""
_FIRST: Final = re.compile(r"(?:(?P<number>\d{1,9})(?=[.)])|(?=[-+=#>]))")
"""Characters that make the line something else when they come first."""


def dumps(record: NewsRecord) -> str:
    """Write a record as Markdown: headline, byline, paragraphs, related headlines, names, dates."""
    return "\n\n".join(_blocks(record)) + "\n"


def escape(text: str) -> str:
    """A folded text that shows as it is when it is read as Markdown."""
    safe = _INLINE.sub(r"\\\g<0>", clean_xml(text))
    first = _FIRST.match(safe)
    if first is None:
        return safe
    at = first.end("number") if first["number"] else 0
    return f"{safe[:at]}\\{safe[at:]}"


def _blocks(record: NewsRecord) -> Iterator[str]:
    if record.headline:
        yield f"# {_heading(record.headline.text)}"
    for passage in record.meta:
        yield f"*{escape(passage.text)}*"
    for passage in record.body:
        yield escape(passage.text)
    if record.related_headlines:
        yield "## Related headlines"
        yield "\n".join(f"- {escape(one.text)}" for one in record.related_headlines)
    if record.entities:
        yield "## Names"
        yield "\n".join(f"- {line}" for line in _names(record))
    if record.dates:
        yield "## Dates"
        yield "\n".join(
            f"- {escape(date.text)}: `{_code(date.value)}`{f' ({date.mod})' if date.mod else ''}"
            for date in record.dates
        )


def _heading(text: str) -> str:
    """A run of number signs that ends a heading would be taken for its mark."""
    return re.sub(r"(?<!\\)#(?=#*\Z)", r"\\#", escape(text))


def _names(record: NewsRecord) -> Iterator[str]:
    for entity in record.entities:
        facts = [entity.type, *([entity.country] if entity.country else []), *map(escape, posts(entity))]
        if entity.zones == ("related",):
            facts.append("related headlines only")
        count = len(entity.mentions)
        yield f"**{escape(entity.name)}** ({', '.join(facts)}): {count} mention{'' if count == 1 else 's'}"


def _code(value: str) -> str:
    return clean_xml(value).replace("`", "\ufffd")
