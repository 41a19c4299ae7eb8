"""The bylines and the published and updated dates of a page.

In come the items of a page, its headline and where its body runs; out comes a `Head`. Authors and dates are looked for
around the headline, then right after the body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import Factory, define

from ..keys import fold_key
from ..record import Author, Dateline, Timestamp, fold
from .shapes import LABEL_WORDS, LineShape, Shape

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ..stamps import Stamp, Stamps
    from .byline import Bylines
    from .wording import Wording

__all__ = ["Head", "find_stamped", "read_head"]

_YEAR = re.compile(r"(?:19|20)\d\d|\d[/.]\d\d?[/.]\d\d")
_NUMERIC = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}")
_CLOCKED = re.compile(r"\d/\d\d?/\d\d\b.{0,4}\d:\d\d")
"""A date in digits with a clock after it: a published line even where the year has two digits."""
_CLOCK = re.compile(r"\d/\d{4}[ ,|•·@–-]{1,4}(?:1[3-9]|2[0-3])[:.][0-5]\d")
_SLASH = re.compile(r"[^\W\d_]\s?/\s?[^\W\d_]")
_STAMP_LINE_WORDS: Final = 26
_TOLD: Final = 2
"""Words in lowercase beside the date from which a line is a sentence."""
_QUOTES: Final = "\"'“”‘’"
_LIFE: Final = 2
"""Dates of a line that gives somebody's days: `Jane Doe, painter, born 3 June 1951; died 8 September 2023`."""
_OTHER_WORDS: Final = 9
"""Words beside the date in a published line; a title that holds a date has more."""
_BEFORE: Final = 6
"""Items above the headline in which a byline or date is still the article's own."""
_ABOVE: Final = 30
"""Items above the headline that are looked at last: a date there may be today's, a byline another story's."""
_TOGETHER: Final = 3
"""Items between two bylines of one article."""
_BELOW_LABEL: Final = 5
"""Items after a label in which names are looked for: `By`, a name, `and`, a name."""
_INSIDE: Final = 8
"""Items from the first paragraph on among which a byline or date may stand below a summary."""
_FAR: Final = 100.0
_LABELLED: Final = 20.0
"""What a date with `Published` or `Updated` before it is nearer by."""
_AFTER: Final = 10
"""Items after the body in which a byline or date is still the article's own."""
_LAST_PARAGRAPHS: Final = 3
"""Last paragraphs that may be about the author."""


@define
class Head:
    """What was found, and in which items."""

    headline: int | None = None
    authors: list[Author] = Factory(list)
    published: Timestamp | None = None
    updated: Timestamp | None = None
    dateline: Dateline | None = None
    """The dateline that a label gives."""
    metas: set[int] = Factory(set)
    """Items that hold an author or a date."""
    labels: set[int] = Factory(set)
    """Items that say that the next one holds the author (`By`)."""
    bios: set[int] = Factory(set)
    """Items that say who the author is (`Jane Doe is a reporter in …`)."""

    def set_published(self, text: str, i: int, stamp: Stamp) -> None:
        """Take a date in item `i` for the published one."""
        self.published = _timestamp(text, stamp)
        self.metas.add(i)


def _timestamp(text: str, stamp: Stamp) -> Timestamp:
    said = fold(text[stamp.start : stamp.end])
    return Timestamp(text=said, start=stamp.start, end=stamp.end, value=stamp.value)


def find_stamped(text: str, items: Sequence[LineShape], wording: Wording) -> dict[int, list[Stamp]]:
    """Return the items that are lines with a full date and little else, with their dates."""
    found: dict[int, list[Stamp]] = {}
    order: list[bool | None] = []
    for i, item in enumerate(items):
        if item.size > _STAMP_LINE_WORDS or item.is_prose or not _YEAR.search(item.line):
            continue
        if item.word_role in ("copyright", "caption", "credit"):
            continue
        block = item.block
        if not order and _NUMERIC.search(item.line):
            order.append(_day_first(text, wording.stamps))
        stamps = wording.stamps.find(text, block.words_at, block.end, day_first=order[0] if order else None)
        stamps = stamps or wording.stamps.find_glued(text, block.words_at, block.end)
        if not stamps and _CLOCKED.search(item.line):
            stamps = wording.stamps.find_short(text, block.words_at, block.end, day_first=order[0] if order else None)
        if stamps:
            other = item.size - sum(len(text[stamp.start : stamp.end].split()) for stamp in stamps)
            at = block.words_at
            if _is_told(text, item, stamps, wording):
                continue  # She was born on 3 June 1951.
            if (
                other <= _OTHER_WORDS
                or wording.lines.stamp_label(text[at : stamps[0].start])
                or wording.bylines.opens(text, at, block.end) > at
            ):
                found[i] = stamps
    return found


def _is_told(text: str, item: LineShape, stamps: Sequence[Stamp], wording: Wording) -> bool:
    """Whether a line with a date is a sentence that says it of something else than the page."""
    if len(stamps) < _LIFE and not (item.shape is Shape.SHORT and item.line.rstrip(_QUOTES).endswith(".")):
        return False
    start, end = item.block.words_at, item.block.end
    if wording.bylines.opens(text, start, end) > start or wording.lines.is_of_page(text[start : stamps[0].start]):
        return False
    gaps = zip([start, *(stamp.end for stamp in stamps)], [*(stamp.start for stamp in stamps), end], strict=True)
    said = [text[left:right] for left, right in gaps]
    if len(stamps) >= _LIFE and any(map(wording.lines.stamp_label, said)):
        return False
    words = [word for piece in said for word in piece.split()]
    return sum(word.islower() and word.isalpha() for word in words) >= _TOLD and words[0].lstrip(_QUOTES)[:1].isupper()


def _day_first(text: str, stamps: Stamps) -> bool | None:
    """Whether `06/01/2026` is a day of January: so it is beside a clock of 24 hours, else as the text's other dates."""
    return True if _CLOCK.search(text) else stamps.day_first_evidence(text)


def read_head(
    text: str,
    items: Sequence[LineShape],
    body: tuple[int, int],
    headline: int | None,
    stamped: dict[int, list[Stamp]],
    wording: Wording,
    known: Mapping[int, Sequence[Author]] | None = None,
) -> Head:
    """Return the authors and dates of a page.

    Args:
        text: the whole text.
        items: its items.
        body: the range of items that the story runs over.
        headline: the item that is the headline.
        stamped: the items that are lines with a date, with their dates.
        wording: the words that its language has for pages.
        known: in copy from a database, the authors that its labels give, by item. There a bare name is no author: it is
            the paper's.
    """
    head = Head()
    head.headline = headline
    bylines = wording.bylines
    near = _near_head(items, body, headline)
    _read_dates(text, items, near, body[0], stamped, head, wording)
    authors = _AuthorReader(text, items, stamped, head, bylines)
    around = [i for i, distance in near if distance < _FAR and i != headline]
    if known is None:
        authors.read(around, body)
    elif not known:
        authors.read_bylines(around)
    for i, given in (known or {}).items():
        authors.take(i, given)
    names = {author.name.casefold() for author in head.authors}
    later = body[0] + (body[1] - body[0] + 1) // 3
    head.bios = {i for i in _signatures(items, (later, body[1])) if _introduces(items[i], names, bylines)}
    head.bios |= {i - 1 for i in head.bios if i - 1 > body[0] and items[i - 1].line.casefold() in names}
    head.authors.sort(key=lambda author: author.start or 0)
    return head


# --- dates -----------------------------------------------------------------------------------------------------------


def _read_dates(
    text: str,
    items: Sequence[LineShape],
    near: Sequence[tuple[int, float]],
    first: int,
    stamped: dict[int, list[Stamp]],
    head: Head,
    wording: Wording,
) -> None:
    label_of = wording.lines.stamp_label
    published: tuple[float, int, Stamp] | None = None
    updated: tuple[float, int, Stamp] | None = None
    for i, distance in near:
        if i not in stamped or (i >= first and items[i].word_role == "other"):
            continue  # the date of an embedded post
        at = items[i].block.start
        for stamp in stamped[i]:
            label = label_of(text[at : stamp.start])
            if not label and at == items[i].block.start and i:
                label = label_of(items[i - 1].line) if items[i - 1].size <= 3 else ""
            at = stamp.end
            rank = distance - (_LABELLED if label else 0.0)
            if label == "updated":
                updated = min(updated or (rank, i, stamp), (rank, i, stamp))
            elif label or distance < _FAR:
                published = min(published or (rank, i, stamp), (rank, i, stamp))
    if published is None and updated is not None and updated[0] < _FAR - _LABELLED:
        published = updated  # the one date that the page gives
    for name, found in (("published", published), ("updated", updated)):
        if found is not None:
            _, i, stamp = found
            setattr(head, name, _timestamp(text, stamp))
            head.metas.add(i)


def _near_head(items: Sequence[LineShape], body: tuple[int, int], headline: int | None) -> list[tuple[int, float]]:
    """Items in which the article's own byline and date may stand, with how far off they are."""
    first, last = body
    top = headline if headline is not None else max(0, first - 15)
    near = [(i, 0.1 * (i - top)) for i in range(top, first)]
    near += [(i, 2.0 + 0.1 * (top - i)) for i in range(max(0, top - _BEFORE), top)]
    near += [(i, 5.0 + 0.1 * (i - first)) for i in range(first, min(first + _INSIDE, last))]
    near += [(i, 10.0 + 0.1 * (top - i)) for i in range(top - _BEFORE - 1, max(-1, top - _ABOVE), -1)]
    near += [(i, _FAR + i - last) for i in range(last, min(last + _AFTER, len(items)))]
    return near


# --- authors ---------------------------------------------------------------------------------------------------------


class _AuthorReader:
    """Looks for the names of the authors around the headline and the story."""

    def __init__(
        self, text: str, items: Sequence[LineShape], stamped: dict[int, list[Stamp]], head: Head, bylines: Bylines
    ) -> None:
        self.text = text
        self.items = items
        self.stamped = stamped
        self.head = head
        self.bylines = bylines

    def read(self, near: Sequence[int], body: tuple[int, int]) -> None:
        """Put the authors into the head: of bylines, of bare names, of a byline after the story, else who edited it.

        Args:
            near: the items above the story and among its first that may name them, in the order that they are asked.
            body: the range of items that the story runs over.
        """
        self.read_bylines(near)
        if not self.head.authors:
            self._read_signed(near, body)
        if not self.head.authors:
            self._read_bare(near, body[0])
        if not self.head.authors:
            self._read_after(body[1])
        if not self.head.authors:
            self._read_edited(near)

    def read_bylines(self, near: Sequence[int]) -> None:
        """Put the authors of bylines alone into the head: `By NAME`; `By` or `Author:` with the name on the next line.

        `near` as for `read`.
        """
        found: int | None = None
        for i in near:
            item = self.items[i]
            if found is not None and abs(i - found) > _TOGETHER:
                continue
            if item.word_role == "byline":
                self._read_labelled(i)
            elif item.size <= 30 and not item.is_prose:
                at = self.bylines.find(self.text, item.block.words_at, item.block.end)
                if at is not None:
                    self.take(i, self.bylines.authors(self.text, at, item.block.end))
            if self.head.authors and found is None:
                found = i

    def _read_labelled(self, i: int) -> None:
        """Take the names in the lines after a label."""
        for j in range(i + 1, min(i + 1 + _BELOW_LABEL, len(self.items))):
            item = self.items[j]
            if item.word_role == "byline":
                continue
            if self.head.authors and self.bylines.is_tie(item.line):
                self.head.labels.add(j)
                continue
            if j in self.stamped or item.is_prose or item.size > 14 or item.word_role is not None:
                return
            authors = self._authors(j, sure=j == i + 1)
            if self.head.authors:  # what Jane Doe is there: an Acme News Reporter
                authors = [author for author in authors if not self.bylines.is_agency(author.name)]
            if not authors:
                return
            self.take(j, authors)
            self.head.labels.add(i)

    def _read_signed(self, near: Sequence[int], body: tuple[int, int]) -> None:
        """A bare name that a line after the story says more of."""
        top = max(body[0], body[1] - _LAST_PARAGRAPHS)
        about = _signatures(self.items, (top, body[1]))
        signed = {self.bylines.signature(self.items[i].line).casefold() for i in about} - {""}
        for i in near if signed else ():
            if self.items[i].word_role is None and fold_key(self.items[i].line) in signed:
                self.take(i, self._authors(i, sure=False))
                if self.head.authors:
                    return

    def _read_bare(self, near: Sequence[int], first: int) -> None:
        """A bare name beside a date, an age, a job or the headline."""
        for i in near:
            item = self.items[i]
            if item.is_prose or item.size > 20:
                continue
            credited = item.word_role == "credit" and self.bylines.is_agency(item.line)
            if item.word_role not in (None, "age") and not credited:
                continue
            if i not in self.stamped and _SLASH.search(item.line):
                continue  # JOHN ROE / THE LEDGER took a picture
            if i in self.stamped or self._is_beside(i, first):
                self.take(i, self._authors(i, sure=False))
                if self.head.authors:
                    return

    def _is_beside(self, i: int, first: int) -> bool:
        """Whether a date, age or job stands next to item `i`, or the item stands between headline and story."""
        headline, items = self.head.headline, self.items
        if headline is not None and headline < i < first and self.bylines.is_job(items[i + 1].line):
            return True
        for j in (i - 1, i + 1, i + 2):
            if 0 <= j < len(items) and (j in self.stamped or items[j].word_role == "age"):
                return True
        if headline is not None and headline < i - 2 < i < first and i - 2 in self.stamped:
            return items[i - 1].shape is Shape.LABEL  # the time of day, on a line of its own
        return headline is not None and i - headline in (1, 2) and first - i <= 2

    def _read_after(self, last: int) -> None:
        """A byline right after the story."""
        for i in range(last, min(last + 3, len(self.items))):
            item, block = self.items[i], self.items[i].block
            at = self.bylines.opens(self.text, block.words_at, block.end)
            said = self.text[at : block.end].strip()
            is_person = self.bylines.is_name(said) or self.bylines.is_agency(said)
            if at > block.words_at and item.size <= 8 and not item.is_prose and is_person:
                self.take(i, self._authors(i, sure=True))
                return

    def _read_edited(self, near: Sequence[int]) -> None:
        """`Edited by NAME`, where a page names nobody else."""
        for i in near:
            block = self.items[i].block
            at = self.bylines.edits(self.text, block.words_at, block.end)
            if at > block.words_at and not self.items[i].is_prose:
                self.take(i, self.bylines.authors(self.text, at, block.end, sure=False))
                return

    def _authors(self, i: int, *, sure: bool) -> list[Author]:
        block = self.items[i].block
        return self.bylines.authors(self.text, block.words_at, block.end, sure=sure)

    def take(self, i: int, authors: Sequence[Author]) -> None:
        """Put the authors that an item names into the head, each once."""
        known = {author.name.casefold() for author in self.head.authors}
        new = [author for author in authors if author.name.casefold() not in known]
        if new:
            self.head.authors += new
            self.head.metas.add(i)


def _signatures(items: Sequence[LineShape], part: tuple[int, int]) -> Iterator[int]:
    """Items of a part of the page, and right after it, that say something of a person."""
    first, last = part
    return (i for i in range(first, min(last + _AFTER, len(items))) if items[i].word_role in (None, "bio"))


def _introduces(item: LineShape, names: Collection[str], bylines: Bylines) -> bool:
    opens = item.size > LABEL_WORDS and any(map(item.key.startswith, names))
    return opens and bylines.signature(item.line).casefold() in names
