"""The parts of an article that has no page around it: a text as pasted, perhaps with a headline and lists of titles.

In come the items of a text with few menus; out come its parts. The body is the stretch in which prose outweighs what
interrupts it; the headline stands before it and shares its words; bylines and dates stand around the headline; what is
left is told by its words, its shape and the lines beside it. The weights are set by hand on development texts: for
articles that are not whole pages there are no labelled ones to learn from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ..keys import fold_key
from .body import FEW_ITEMS, find_body, plain_body
from .copy import find_fields
from .frames import find_pleas, find_thread
from .head import Head, read_head
from .shapes import LABEL_WORDS, LineShape, Shape, with_roles
from .turns import find_turns
from .words import furniture_role

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from ..record import Author, FurnitureRole
    from ..stamps import Stamp
    from .byline import Bylines
    from .copy import Field
    from .wording import Wording
    from .words import WordRole

__all__ = ["Page", "Part", "read_article"]

_TITLE: Final = 5
"""Words from which a line beside other titles is one too."""
_LISTED_TITLE: Final = 3
"""Words from which a line in a list is a title; most menu entries have fewer."""
_SUBHEAD: Final = 12
"""Most words of a sub-head."""
_SENTENCE: Final = 8
"""Words from which a line between the byline and the first paragraph is one, where it ends as a sentence does."""
_ENDS: Final = frozenset('.!?…"”’')
_CREDIT: Final = 8
"""Most words of a credit or a job."""
_STOPPED: Final = (".", "!")
_CLOSERS: Final = "\"'”’) "
_STANDFIRST: Final = 30
"""Most words of the summary under a title in a list."""
_CARDS: Final = 0.2
"""Share of stopped lines after the story from which they are such summaries, not titles with a stop."""
_NUMBERED = re.compile(r"\d{1,4}(?:st|nd|rd|th)?:")
_DATE_WORDS: Final = 8
"""Most words of a line that is a date and nothing else: `Friday, 3 May 2024 10:00 am GMT`."""
_BELOW: Final = 2
"""Items below the headline among which a line is its standfirst, not a caption."""
_SHORTEST_TITLE: Final = 2
"""Words from which a line below a cue is a title."""
_TITLES: Final = 2
"""Titles from which such a list is told from a card: a title and its standfirst."""
_LEADING: Final = 6
"""First paragraphs whose words a headline shares."""
_LOOKED_AT: Final = 600
"""Code points of such a paragraph that are looked at."""
SHARED: Final = "share:"
_STANDFIRST_BELOW: Final = 1.5
"""What a headline may score less than the longer line right below it, which then is its standfirst."""
_FURTHER: Final = 0.08
_FURTHER_LABEL: Final = 0.05
"""What a headline loses for each item between it and the story; labels and buttons between count for less."""
_LEAST: Final = 1.5
"""Score from which a line is the headline."""
_ARROWS: Final = frozenset("»›>►▶→➤")
"""Marks before a title of another story."""
_BRACKETS: Final = {"[": "]", "(": ")"}
_PICTURED: Final = 4
"""Items above what a picture shows in which the headline stands, before the date."""
_OF_CARDS: Final = frozenset((None, "age", "share", "byline"))
"""Roles of what stands below the paragraph of a card."""
_CLOSING: Final = frozenset(("copyright", "comments"))
"""Roles of lines that end a story."""
_CONTENT = re.compile(r"[^\W\d_]{4,}")


class Part(NamedTuple):
    """A stretch of the text with its role: `headline`, `meta`, `body`, `related` or a furniture role."""

    role: str
    start: int
    end: int


class Page(NamedTuple):
    """The parts of a text in order, and what its head says."""

    parts: list[Part]
    head: Head


def read_article(
    text: str, items: list[LineShape], stamped: dict[int, list[Stamp]], marked: Sequence[bool], wording: Wording
) -> Page:
    """Return the parts of an article.

    Args:
        text: the whole text.
        items: its items.
        stamped: the items that are lines with a date, with their dates.
        marked: for each item, whether it is a line with a date or a byline.
        wording: the words that its language has for pages.
    """
    fields = find_fields(items, wording.fields)
    items = with_roles(items, {i: _field_role(items[i], entry) for i, entry in fields.items()}, without_cues=True)
    if fields:
        stamped = {i: stamps for i, stamps in stamped.items() if i not in fields or fields[i].holds == "published"}
        marked = [mark and (i in stamped or i not in fields) for i, mark in enumerate(marked)]
    thread = find_thread(items, marked, wording.frames)
    if thread is not None:
        items = with_roles(items, _in_thread(items, thread), without_cues=True)
        stamped = {i: stamps for i, stamps in stamped.items() if i < thread}
    own = items[:thread]
    turns = find_turns(own, marked)
    pointers = _find_pointers(text, own)
    body = _field_body(items, fields) or find_body(own, marked, is_page=False, turns=turns, pointers=pointers)
    body = _with_opening(items, body, marked)
    if body[0] == body[1] and len(items) - len(fields) <= FEW_ITEMS:
        body = plain_body(items, stamped)
    headline = next(
        (i for i, entry in fields.items() if entry.holds == "headline" and items[i].word_role is None), None
    )
    if headline is None:
        headline = find_headline(items, body, marked, wording.bylines)
    items = with_roles(items, dict.fromkeys(find_pleas(items, body, wording.frames) - {headline}, "promotion"))
    head = read_head(text, items, body, headline, stamped, wording, known=_field_authors(text, items, fields, wording))
    _read_fields(text, items, fields, stamped, head, wording)
    items = with_roles(items, _credits(items, body, head, wording.bylines))
    items = with_roles(items, dict.fromkeys(head.bios, "bio"))
    body = (body[0], min([body[1], *(i for i in head.bios if i > body[0])]))
    items = with_roles(items, _ages(items, stamped))
    return Page(_RoleReader(items, body, head, fields, turns, pointers).read(), head)


def _with_opening(items: Sequence[LineShape], body: tuple[int, int], marked: Sequence[bool]) -> tuple[int, int]:
    """Take in the lines between the byline or date and the first paragraph that end as sentences do: a question."""
    first, last = body
    top = first
    while top > 0 and _is_sentence(items[top - 1]) and not marked[top - 1]:
        top -= 1
    return (top, last) if first < last and 0 < top < first and marked[top - 1] else body


def _is_sentence(item: LineShape) -> bool:
    plain = item.word_role is None and not item.cue_end and not item.block.bulleted
    return plain and item.size >= _SENTENCE and item.line[-1] in _ENDS


def _ages(items: Sequence[LineShape], stamped: Iterable[int]) -> dict[int, WordRole]:
    """Short lines with a date that say nothing else."""
    return {
        i: "age"
        for i in stamped
        if items[i].word_role is None and items[i].size <= _DATE_WORDS and not items[i].cue_end
    }


def _credits(items: Sequence[LineShape], body: tuple[int, int], head: Head, bylines: Bylines) -> dict[int, WordRole]:
    """Between headline and story, a name with an agency behind it took a picture, and a job alone is no author."""
    found: dict[int, WordRole] = {}
    for i in range((head.headline or 0) + 1, body[0]):
        item = items[i]
        if item.word_role is None and item.size <= _CREDIT and i not in head.metas:
            name, slash, _ = item.line.partition("/")
            if (slash and bylines.is_name(name.strip())) or _is_credited(item.line, bylines):
                found[i] = "credit"
            elif bylines.is_role(item.line[bylines.opens(item.line, 0, len(item.line)) :]):
                found[i] = "byline"
    return found


# --- copy from databases and mail ---------------------------------------------------------------------------------


_FIELD_ROLES: Final[dict[str, WordRole]] = {"standfirst": "standfirst", "caption": "caption", "tags": "tags"}


def _field_role(item: LineShape, entry: Field) -> WordRole | None:
    """What the line of a field is: not furniture where it holds the headline or words of the story."""
    if entry.holds in ("headline", "body") and entry.value_at < item.block.end:
        return None
    return _FIELD_ROLES.get(entry.holds, "other")


def _field_body(items: Sequence[LineShape], fields: Mapping[int, Field]) -> tuple[int, int] | None:
    """Return the range of items that a label gives as the text of the story, None where none does."""
    at = next((i for i, entry in fields.items() if entry.holds == "body"), None)
    if at is None:
        return None
    first = at if fields[at].value_at < items[at].block.end else at + 1
    last = first + 1
    while last < len(items) and items[last].word_role not in _CLOSING:
        if last in fields and fields[last].holds != "body":
            break
        last += 1
    return (first, last) if last <= len(items) else None


def _field_authors(
    text: str, items: Sequence[LineShape], fields: Mapping[int, Field], wording: Wording
) -> dict[int, list[Author]] | None:
    """Return the authors that labels give; None where there are no labels."""
    if not fields:
        return None
    found = (
        (i, wording.bylines.authors(text, entry.value_at, items[i].block.end))
        for i, entry in fields.items()
        if entry.holds == "byline"
    )
    return {i: authors for i, authors in found if authors}


def _read_fields(
    text: str,
    items: Sequence[LineShape],
    fields: Mapping[int, Field],
    stamped: Mapping[int, Sequence[Stamp]],
    head: Head,
    wording: Wording,
) -> None:
    """Take the published date and the dateline that labels give, whatever else was found."""
    for i, entry in fields.items():
        if entry.holds == "published" and i in stamped:
            head.set_published(text, i, stamped[i][0])
        elif entry.holds == "dateline":
            head.dateline = wording.datelines.named(text, entry.value_at, items[i].block.end)
            if head.dateline is not None:
                head.metas.add(i)


# --- comments ------------------------------------------------------------------------------------------------------


def _in_thread(items: Sequence[LineShape], first: int) -> dict[int, WordRole]:
    """Take the lines of a thread for comments, up to a list of other stories or the house's last lines."""
    found: dict[int, WordRole] = {}
    for i, item in enumerate(items[first:], first):
        if item.word_role in ("cue", "copyright", "navigation") or (item.cue_end and item.size > _TITLE):
            break
        if item.word_role is None:
            found[i] = "comments"
    return found


# --- pointers to other stories ---------------------------------------------------------------------------------------


def _find_pointers(text: str, items: Sequence[LineShape]) -> set[int]:
    """Return the items that point to other stories between two paragraphs: a cue and titles, or a title with an arrow.

    A title and what is said of it may stand below a cue as well; then titles follow, or nothing and no blank line parts
    them.
    """
    size = len(items)
    stops = [size] * (size + 1)  # for each item, the first from it on that is no paragraph
    for i in range(size - 1, -1, -1):
        stops[i] = stops[i + 1] if _is_paragraph(items[i]) else i
    found: set[int] = set()
    above = False
    for i, item in enumerate(items):
        if _is_paragraph(item):
            above = True
        elif above and item.cue_end:
            if stops[i + 1] > i + 1:
                found.add(i)
        elif above and item.word_role == "cue":
            end = i + 1
            while end < size and _is_listed(items[end]) and (end == i + 1 or items[end].block.bulleted):
                end += 1
            stop = stops[end]
            apart = end < size and items[end].block.gap > items[end - 1].block.gap
            if i + 1 < end < stop and (apart if stop == size else _closes(text, items[stop])):
                found.update(range(i, end))
        elif above and _points(text, item) and stops[i + 1] > i + 1:
            found.add(i)
    return found


def _closes(text: str, item: LineShape) -> bool:
    """Whether what stands below paragraphs tells that they are no card's."""
    return item.cue_end > 0 or item.word_role not in _OF_CARDS or _points(text, item)


def _is_listed(item: LineShape) -> bool:
    """Whether a line below a cue can be a title."""
    return item.word_role is None and item.shape in (Shape.TITLE, Shape.LABEL) and item.size >= _LISTED_TITLE


def _points(text: str, item: LineShape) -> bool:
    """Whether an arrow stands before a title: `>> Ferry to the islands stops`."""
    return _is_listed(item) and (text[item.block.start] in _ARROWS or item.line[0] in _ARROWS)


def _is_paragraph(item: LineShape) -> bool:
    return item.word_role is None and not item.cue_end and item.shape in (Shape.PROSE, Shape.SHORT, Shape.LEAD)


# --- headline --------------------------------------------------------------------------------------------------------


def find_headline(
    items: Sequence[LineShape], body: tuple[int, int], marked: Sequence[bool], bylines: Bylines
) -> int | None:
    """Return the item above the story that is the headline, None where none is."""
    first, last = body
    possible = {i for i in range(first) if not marked[i] and _may_be_headline(items[i])}
    if not possible or first == last:
        return None
    leading: set[str] = set()
    paragraphs = 0
    for item in items[first:last]:
        if item.is_prose:
            leading.update(map(str.casefold, _CONTENT.findall(item.line, 0, _LOOKED_AT)))
            paragraphs += 1
            if paragraphs == _LEADING:
                break
    keys: dict[str, int] = {}
    for item in items:
        if item.size > 3:
            keys[item.key] = keys.get(item.key, 0) + 1
        if item.word_role == "share" and ":" in item.line:
            keys[SHARED + fold_key(item.line.partition(":")[2])] = 1
    best, best_score, best_far = None, _LEAST, 0.0
    far = 0.0
    for i in range(first - 1, -1, -1):
        if i in possible:
            score = _headline_score(items, i, first, far, leading, keys, marked, bylines)
            if score >= best_score:
                best, best_score, best_far = i, score, far
        far += _FURTHER if items[i].word_role is None and items[i].size > LABEL_WORDS else _FURTHER_LABEL
    if best and best - 1 in possible and items[best - 1].size >= 5:
        above = _headline_score(items, best - 1, first, best_far, leading, keys, marked, bylines)
        longer = items[best].size >= items[best - 1].size
        repeated = keys.get(items[best].key, 0) > keys.get(items[best - 1].key, 0)
        if above > best_score - _STANDFIRST_BELOW and longer and not repeated:
            best -= 1
    return best


def _may_be_headline(item: LineShape) -> bool:
    if item.word_role is not None or item.cue_end or item.block.bulleted or not 2 <= item.size <= 45:
        return False
    if item.leads_on or item.lists_topics:
        return False
    return item.shape in (Shape.TITLE, Shape.LABEL, Shape.SHORT, Shape.LEAD) or (
        item.shape is Shape.PROSE and (item.size <= 28 or item.line[-1] not in ".”")
    )


def _content(item: LineShape) -> set[str]:
    """Words long enough to say what a line is about."""
    return set(map(str.casefold, _CONTENT.findall(item.line)))


def _headline_score(
    items: Sequence[LineShape],
    i: int,
    first: int,
    far: float,
    leading: set[str],
    keys: dict[str, int],
    marked: Sequence[bool],
    bylines: Bylines,
) -> float:
    """Weights set by hand on development pages."""
    item = items[i]
    content = _content(item)
    shared = len(content & leading) / (len(content) + 1.0)
    score = 4.5 * shared - min(far, 3.0)
    score += 1.0 if item.size >= 5 else -0.6
    if keys.get(SHARED + item.key):
        score += 1.5
    if (item.shape in (Shape.SHORT, Shape.PROSE) and not item.question) or item.line[-1] in ".:":
        score -= 1.6
    if keys.get(item.key, 0) > 1:
        score += 0.8
    if any(marked[j] or items[j].word_role in ("byline", "age", "share") for j in range(i + 1, min(i + 4, first))):
        score += 0.8
    if i and items[i - 1].word_role == "cue":
        score -= 1.5
    if i and _may_be_headline(items[i - 1]) and items[i - 1].size >= 5 and not marked[i - 1]:
        score -= 0.6  # the second of two is the standfirst
    if i == 0 or all(item.word_role == "url" for item in items[:i]):
        score += 1.5
    if item.size <= 4 and bylines.is_name(item.line):
        score -= 1.0
    if i and marked[i - 1] and i + 1 < first and _is_credited(items[i + 1].line, bylines):
        above = (items[j] for j in range(max(i - _PICTURED, 0), i - 1) if not marked[j])
        if any(item.size >= 5 and _may_be_headline(item) for item in above):
            score -= 2.0  # below headline and date: what a picture shows, and who took it
    return score


def _is_credited(line: str, bylines: Bylines) -> bool:
    """Whether a line names a person and an agency: `Jane Doe, Associated Press`."""
    who, comma, agency = line.rpartition(", ")
    return bool(comma) and bylines.is_name(who) and bylines.is_agency(agency)


# --- roles ---------------------------------------------------------------------------------------------------------


class _RoleReader:
    """Gives each item its role, from the top of the page to its end."""

    def __init__(
        self,
        items: list[LineShape],
        body: tuple[int, int],
        head: Head,
        fields: Mapping[int, Field],
        turns: Container[int],
        pointers: Container[int],
    ) -> None:
        self.items = items
        self.fields = fields
        self.turns = turns
        self.pointers = pointers
        self.first, self.last = body
        self.head = head
        self.has_prose = any(item.is_prose for item in items[self.first : self.last])
        self.listing = False
        """Whether a cue stands above, with nothing but titles and what belongs to them since."""
        self.announced = -2
        """The last line without a stop that a colon above announced."""
        self.parts: list[Part] = []
        self.seen: set[str] = set()
        if head.headline is not None:
            headline = items[head.headline]
            entry = fields.get(head.headline)
            start = entry.value_at - headline.block.words_at if entry else 0
            self.seen.add(fold_key(headline.line[start:]) if start else headline.key)
        self.stopped_share = self._stopped_share()

    def _stopped_share(self) -> float:
        """Share of lines after the story that end in a full stop: many of them are the standfirsts of cards."""
        tail = [item for item in self.items[self.last :] if item.word_role is None and item.size >= _TITLE]
        return sum(item.shape in (Shape.PROSE, Shape.SHORT) for item in tail) / len(tail) if tail else 0.0

    def read(self) -> list[Part]:
        for i, item in enumerate(self.items):
            block = item.block
            entry = self.fields.get(i)
            if entry is not None and item.word_role is None and entry.value_at > block.words_at:
                label = item.line[: entry.value_at - block.words_at].rstrip()
                self._add("other", block.words_at, block.words_at + len(label))
                self._add("body" if entry.holds == "body" else "headline", entry.value_at, block.end)
            elif i == self.head.headline:
                self._add("headline", block.words_at, block.end)
            elif i in self.head.metas:
                self._add("meta", block.start, block.end)
            elif i in self.head.labels or item.shape is Shape.EMPTY:
                self._add("other", block.start, block.end)
            elif item.cue_end:
                self._add_cued(item)
            elif self.first <= i < self.last:
                self._read_inside(i, item)
            else:
                self._read_outside(i, item)
        return self.parts

    # --- in the story ---

    def _read_inside(self, i: int, item: LineShape) -> None:
        if item.word_role is not None:
            self._add_furniture(item)
        elif i in self.pointers:
            self._add_title(item)
        elif not self.has_prose or i in self.turns:
            self._add_body(item)
        elif item.shape in (Shape.PROSE, Shape.SHORT, Shape.LEAD):
            if self.listing and self._is_standfirst(i, item):
                self._add("standfirst", item.block.start, item.block.end)
            else:
                self._add_body(item)
        elif self.listing and item.size >= _LISTED_TITLE + 1:
            self._add_title(item)
        elif self.listing and item.shape is Shape.LABEL and self._last_role() in ("related", "repeat", "cue"):
            self._add("other", item.block.start, item.block.end)
        elif self._goes_on(i, item):
            self._add_body(item)
        elif self._is_run_of_titles(i):
            self._add_title(item)
        else:
            self.listing = False
            self._add("subhead", item.block.start, item.block.end)

    def _goes_on(self, i: int, item: LineShape) -> bool:
        """Whether a line without a stop belongs to the story: a list item, a piece of a sentence, an open quotation."""
        before = self.items[i - 1] if i else None
        if item.block.bulleted or item.line[0].islower() or item.line[-1] in ";,":
            return True
        if before is not None and (before.shape is Shape.LEAD or self.announced == i - 1):
            self.announced = i
            return True
        if item.line.rstrip(_CLOSERS)[-1:] in _STOPPED or (item.question and item.size > _TITLE - 1):
            return True
        if item.line[0] in '“"' and (item.line[-1] not in '”"' or item.size > _SUBHEAD):
            return True
        if before is not None and before.line[-1:] in ";,":
            return True
        return item.size > _SUBHEAD

    def _is_run_of_titles(self, i: int) -> bool:
        """Whether titles stand one after the other: a sub-head stands alone, a fact box opens with numbers."""
        if _NUMBERED.match(self.items[i].line):
            return False
        return (
            any(
                self.first <= j < self.last and self.items[j].is_title and self.items[j].size > _TITLE
                for j in (i - 1, i + 1)
            )
            and self.items[i].size > _TITLE
        )

    def _is_standfirst(self, i: int, item: LineShape) -> bool:
        if i - 1 in self.pointers or item.size > _STANDFIRST or item.sentences > 1 or self._last_role() != "related":
            return False
        roles = [part.role for part in self.parts[-_TITLES:]]
        bare = roles == ["related"] * _TITLES  # the titles above have none
        return i + 1 < len(self.items) and not self.items[i + 1].is_prose and not (bare and i + 1 == self.last)

    # --- before and after the story ---

    def _read_outside(self, i: int, item: LineShape) -> None:
        if item.word_role is not None:
            self._add_furniture(item)
        elif item.key in self.seen:
            self._add("repeat", item.block.start, item.block.end)
        elif i and self.items[i - 1].word_role == "tags" and self.items[i - 1].size <= _LISTED_TITLE:
            self._add("tags", item.block.start, item.block.end)
        elif self._is_related(i, item):
            self._add_title(item)
        else:
            self._add(self._role_beside(i, item), item.block.start, item.block.end)

    def _role_beside(self, i: int, item: LineShape) -> FurnitureRole:
        """What a line around the story is that is no title and has no words of furniture."""
        headline = self.head.headline
        if item.shape is Shape.LABEL:
            return "navigation"
        if item.shape is Shape.LEAD:
            return "other"
        if headline is not None and headline < i < self.first:
            return "standfirst" if i - headline <= _BELOW else "caption"
        return "standfirst" if i >= self.last and self._last_role() == "related" else "other"

    def _is_related(self, i: int, item: LineShape) -> bool:
        """In an article with a list, where there are no menus, a line's shape tells."""
        if i < self.first:
            below = self.head.headline is not None and i > self.head.headline
            least = _LISTED_TITLE if item.block.bulleted else _TITLE
            return (
                self.listing
                and item.size >= least
                and (item.block.bulleted or item.shape is Shape.TITLE)
                and (not below or item.shape is Shape.LABEL)
            )
        if item.shape in (Shape.PROSE, Shape.SHORT):
            return item.size <= _STANDFIRST and self.stopped_share <= _CARDS and self._titles_beside(i) > 0
        return item.size >= _LISTED_TITLE or (self.listing and item.size >= _SHORTEST_TITLE)

    def _titles_beside(self, i: int) -> int:
        beside = (j for j in (i - 1, i + 1) if self.last <= j < len(self.items) or 0 <= j < self.first)
        return sum(self.items[j].is_title and self.items[j].size >= _TITLE for j in beside)

    # --- parts ---

    def _last_role(self) -> str:
        return self.parts[-1].role if self.parts else ""

    def _add(self, role: str, start: int, end: int) -> None:
        self.parts.append(Part(role, start, end))

    def _add_body(self, item: LineShape) -> None:
        self.listing = False
        self._add("body", item.block.start, item.block.end)

    def _add_title(self, item: LineShape) -> None:
        if item.key in self.seen:
            self._add("repeat", item.block.start, item.block.end)
            return
        self.seen.add(item.key)
        start, end = item.block.words_at, item.block.end
        half = (end - start) // 2
        if item.size >= _TITLE and item.line[:half] == item.line[half + 1 :] and item.line[half] == " ":
            self._add("related", start, start + half)  # a copy of a picture's text and the link beside it
            self._add("repeat", start + half + 1, end)
        else:
            self._add("related", start, end)

    def _add_cued(self, item: LineShape) -> None:
        """A cue and a title on one line."""
        block = item.block
        middle = block.words_at + item.cue_end
        before = item.line[: item.cue_end].rstrip()
        key = fold_key(item.line[item.cue_end :])
        end = block.end - (item.line[0] in _BRACKETS and item.line[-1] == _BRACKETS[item.line[0]])
        self._add("cue", block.words_at, block.words_at + len(before))
        self._add("repeat" if key in self.seen else "related", middle, end)
        if end < block.end:
            self._add("other", end, block.end)
        self.seen.add(key)

    def _add_furniture(self, item: LineShape) -> None:
        role: FurnitureRole = furniture_role(item.word_role)
        if role == "cue":
            self.listing = True
        elif item.word_role in ("copyright", "comments", "tags"):
            self.listing = False
        self._add(role, item.block.start, item.block.end)
