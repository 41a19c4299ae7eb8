"""Tokens and sentences of a running text for tools that label tokens, cut so that every mark begins and ends one."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, Literal

from ..errors import InvalidArgumentError
from ..text import Document, Section
from ._marked import Running, parts, running

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..record import NewsRecord

__all__ = ["STORY", "Zone", "chosen", "tokens"]

Zone = Literal["headline", "body", "related"]
STORY: Final[tuple[Zone, ...]] = ("headline", "body")
"""The zones that are the story itself."""


def chosen(record: NewsRecord, zones: Sequence[Zone], *, quoted: bool = False) -> Running:
    """Return the passages of some zones as one text, in text order, a blank line between two.

    Args:
        record: what to show.
        zones: the zones.
        quoted: whether quotations are among the marks.

    Raises:
        InvalidArgumentError: a zone is not one in which names are read; or the record has no source and a passage that
            was folded.
    """
    if isinstance(zones, str) or not set(zones) <= {"headline", "body", "related"}:
        raise InvalidArgumentError(f"zones: expected some of 'headline', 'body' and 'related', got {zones!r}")
    return running(parts(record, zones, quoted=quoted))


def tokens(text: Running) -> list[list[tuple[int, int]]]:
    """Return the tokens of each sentence as spans of the text. White space belongs to none.

    No mark cuts a token, and no sentence ends inside a name.
    """
    document = Document(text.text, [Section(at, at + len(part.text), "body") for at, part in text.parts])
    cuts = sorted({place for mark in text.marks for place in (mark.start, mark.end)})
    names = [mark for mark in text.marks if mark.entity]
    first = [mark.start for mark in names]
    words = document.tokens
    found: list[list[tuple[int, int]]] = []
    for sentence in document.sentences:
        spans: list[tuple[int, int]] = []
        for i in sentence:
            start, end = words.starts[i], words.ends[i]
            inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
            edges = [start, *inner, end]
            spans += itertools.pairwise(edges)
        name = bisect_left(first, spans[0][0]) - 1
        if found and name >= 0 and names[name].end > spans[0][0]:
            found[-1] += spans
        else:
            found.append(spans)
    return found
