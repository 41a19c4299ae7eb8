"""The names in a byline (`By Jane Doe and John Roe, Reuters | 3 May 2024`), with offsets.

In comes the span of a line that is a byline, or might be one; out come its authors in text order, none where the line
names nobody. People come before agencies: an agency is an author only where no person is named.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from ..checks import place_of
from ..record import Author, fold
from ..tables import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..stamps import Stamps
    from ..tables import Table

__all__ = ["Bylines"]

LONGEST: Final = 400
"""Code points that a byline can have; a longer line is prose."""
MOST_WORDS: Final = 6
"""Words that a person's name can have, particles included (`Maria do Carmo de la Cruz`)."""

_PART = re.compile(r"\s*[|·•\t\n]\s*|\s+[-–—/]+\s+|\s{2,}|(?<=[^\W\d_])/(?=[^\W\d_])|\s+@\w+")
_BAR = re.compile(r"[|·•]\s*")
_DIGIT = re.compile("[0-9]")
_AFTER_DATE = re.compile(r"(?:\s+[A-Z]{2,5}\b)?[\s,;:|•·()–—-]*")
"""What may stand between a date and the names after it: a zone, and signs."""
_OPENING: Final = 40
"""First code points of a byline in which a date without a year is looked for."""
_SHORTEST: Final = 6
"""Code points of an agency that a copy may have glued to a name; shorter ones are endings of names."""
_FOOTNOTES = re.compile(r"[\d\s*†‡¹²³⁰-⁹,;:.]+\Z")
_BRACKET = re.compile(r"\s+[(\[].*", re.DOTALL)
"""What stands in brackets behind a name: where somebody works, who helped."""
_WORD = re.compile(r"[^\W\d_]+(?:[’'.-]+[^\W\d_]+)*\.?\Z")
_GAP = re.compile(r"\s+")
_NEXT = re.compile(r"\s*(\S+)\s+")
_NAME_HEAD = re.compile(r"[^\W\d_a-z]")
_MOST_ROLES: Final = 3
"""Words before a job that belong to it: `Senior Political Staff` Writer."""


class Bylines:
    """Reads the bylines of one language; read-only."""

    def __init__(self, table: Table, stamps: Stamps) -> None:
        """Take the table `byline` of `layout`."""
        agencies, articles, opening = table.words("agencies"), table.words("articles"), table.words("opening")
        ties, companions = table.words("and"), table.words("with")
        self.agencies: frozenset[str] = frozenset(agencies)
        self.label: str = next((f"{word.capitalize()} " for word in opening), "")
        """What a byline begins with where the library writes one: `By `."""
        self.tie: str = next((f" {tie} " for tie in ties), ", ")
        """What stands before the last of its names: ` and `."""
        self._stamps = stamps
        self._articles = tuple(f"{article} " for article in articles)
        self._article_words = frozenset(articles)
        self._ties = tuple(f" {tie} " for tie in ties)
        glued = any_of(word.capitalize() for word in opening)
        self._opening = re.compile(
            rf"\W{{0,3}}(?:(?i:{any_of(opening)})(?:\s*:\s*|\s+|\Z)|(?:{glued})(?:(?i:{any_of(opening)})\s+|(?=[^\W\d_a-z][^\W\d_A-Z])))"
        )
        """`By Jane Doe`, also as copies glue it: `ByJane Doe`, `Byby JANE DOE`."""
        self._and = re.compile(
            rf"\s*,\s*(?:{any_of(ties)}|&)\s+|\s+(?:{any_of((*ties, *companions))}|&)\s+|\s*[,;]\s*", re.IGNORECASE
        )
        services = (f"{article} {agency}".title() for article in ("", *articles) for agency in agencies)
        glued_words = (*table.words("glued"), *(service.strip() for service in services if len(service) > _SHORTEST))
        months = any_of(month.capitalize() for month in stamps.months)
        heads = re.escape("".join(sorted({word[0] for word in (*glued_words, *map(str.capitalize, stamps.months))})))
        self._glued_head = re.compile(rf"(?<=[a-z])[0-9@{heads}]")
        """What a glued word begins with; most pieces have none, and need the other pattern not."""
        self._glued_words = rf"(?<=[a-z])(?:(?:{any_of(glued_words)})\b|(?:{months})\.?\s+[0-9]|[0-9@]).*"
        self._particles = frozenset(table.words("particles"))
        self._never = frozenset(table.words("never"))
        self._ending = re.compile(rf"\s+(?:{any_of(table.words('ending'))})\b.*", re.IGNORECASE | re.DOTALL)
        self._staff = re.compile(rf"\b(?:{any_of(table.words('staff'))})\Z", re.IGNORECASE)
        self._signature = re.compile(
            rf"((?:[^\W\d_][^\W\d_.’'-]{{0,20}}[.’' -]{{1,2}}){{2,7}}?)(?:{any_of(table.words('signature'))})\b"
        )
        self._jobs = frozenset(table.words("jobs"))
        self._roles = self._jobs.union(table.words("fields"), articles)
        """What jobs are named with."""
        day = rf"(?:(?:{months})\.?\s+[0-9]{{1,2}}|[0-9]{{1,2}}\s+(?:{months})\b\.?)(?![0-9])"
        self._day = re.compile(day, re.IGNORECASE)
        self._editing = re.compile(rf"(?:{any_of(table.words('editing'))})\s*:?\s+", re.IGNORECASE)
        self._leading = re.compile(rf"(?:{any_of(table.words('leading'))})\s+", re.IGNORECASE)

    @functools.cached_property
    def _glued_on(self) -> re.Pattern[str]:
        return re.compile(self._glued_words, re.DOTALL)

    def opens(self, text: str, start: int, end: int) -> int:
        """Return where the names begin after `By`, `Written by` and the like; `start` where no such word is."""
        match = self._opening.match(text, start, end)
        return match.end() if match else start

    def find(self, text: str, start: int, end: int) -> int | None:
        """Return where a byline begins in a line (`News | Today | Written by Jane Doe`), None where none does."""
        if end - start > LONGEST:
            return None
        if self._opening.match(text, start, end):
            return start
        if _DIGIT.search(text, start, end):
            dated = [stamp.end for stamp in self._stamps.find(text, start, end)[-1:]]
            dated += [day.end() for day in self._day.finditer(text, start, min(end, start + _OPENING))]
            for at in dated:
                after = _AFTER_DATE.match(text, at, end)
                if after and self._opening.match(text, after.end(), end):
                    return after.end()  # 3 May 2024 by Jane Doe
        for match in _BAR.finditer(text, start, end):
            if self._opening.match(text, match.end(), end):
                return match.end()
        return None

    def edits(self, text: str, start: int, end: int) -> int:
        """Return where the name of an editor begins after `Edited by`; `start` where no such word is."""
        match = self._editing.match(text, start, end)
        return match.end() if match else start

    def is_agency(self, name: str) -> bool:
        """Whether a name is that of a news agency or a desk (`The Associated Press`, `9News Staff`)."""
        key = name.casefold().strip(" .-–—")
        return (
            key in self.agencies
            or any(key.removeprefix(article) in self.agencies for article in self._articles)
            or bool(self._staff.search(name))
        )

    def is_tie(self, line: str) -> bool:
        """Whether a line is what stands between two names and no more: `and`."""
        return f" {line.strip().casefold()} " in self._ties

    def is_role(self, name: str) -> bool:
        """Whether the words say what somebody does and nothing of who: `Political Editor`, `our correspondent`."""
        words = name.casefold().strip(" .,;:()").split()
        return bool(words) and self._roles.issuperset(words) and not self._jobs.isdisjoint(words)

    def is_name(self, name: str) -> bool:
        """Whether the words can be a person's name: two to six with capitals, none a common word of page furniture."""
        words = name.split()
        if not 2 <= len(words) <= MOST_WORDS:
            return False
        capitals = 0
        for word in words:
            if not _WORD.match(word) or word.casefold().strip(".") in self._never:
                return False
            if word[0].isupper():
                capitals += 1
            elif word.casefold() not in self._particles:
                return False
        return capitals >= 2 and words[0][0].isupper()

    def is_job(self, line: str) -> bool:
        """Whether a line is what somebody does (`Senior political correspondent`)."""
        words = line.casefold().replace(",", " ").split()
        return 1 <= len(words) <= MOST_WORDS and not self._jobs.isdisjoint((words[0], words[-1]))

    def signature(self, line: str) -> str:
        """Return the name that opens a line about a person (`Jane Doe is a reporter in …`), empty where none does."""
        match = self._signature.match(line)
        name = match.group(1).strip() if match else ""
        return name if self.is_name(name) else ""

    def authors(self, text: str, start: int, end: int, *, sure: bool = True) -> list[Author]:
        """Return the authors that a byline names.

        Args:
            text: the whole text.
            start: first code point of the line.
            end: one past its last.
            sure: whether something says that it is a byline (`By`, a label above it); if not, only what has the shape
                of a name or is a known agency counts.
        """
        if end - start > LONGEST:
            return []
        at = self.opens(text, start, end)
        stamps = self._stamps.find(text, at, end) or self._stamps.find_glued(text, at, end)
        if stamps:
            after = _AFTER_DATE.match(text, stamps[-1].end, end) if at == start else None
            names_at = self.opens(text, after.end(), end) if after else at
            if after and (names_at > after.end() or stamps[0].start == at):
                sure = sure or names_at > after.end()  # 3 May 2024 by Jane Doe
                start, at = after.end(), names_at
            elif stamps[0].start > at:
                end = stamps[0].start
        sure = sure or at > start
        if sure:
            leading = self._leading.match(text, at, end)
            at = leading.end() if leading else at
        people: list[Author] = []
        agencies: list[Author] = []
        for part, (left, right) in enumerate(_split(text, at, end, _PART)):
            if people and part:
                break
            for piece, span in enumerate(_split(text, left, right, self._and)):
                first, last = self._trim(text, *span)
                name = fold(text[first:last])
                if not any(map(str.isalpha, name)) or self.is_role(fold(text[span[0] : span[1]])):
                    continue
                if people and self._ending.match(f" {name}"):
                    break  # Jane Doe, Senior Staff Writer
                if self.is_agency(name):
                    agencies.append(Author(name=name, start=first, end=last))
                elif self.is_name(name) or (sure and not part and not piece and self._is_single_name(name)):
                    people.append(Author(name=name, start=first, end=last))
                elif people or not sure:
                    break
        person, agency = (place_of(some[-1]) if some else None for some in (people, agencies))
        if (
            person
            and agency
            and agency.start > person.end
            and any(tie in text[person.end : agency.start] for tie in self._ties)
        ):
            return [*people, agencies[-1]]
        return people or agencies[:1]

    def _trim(self, text: str, first: int, last: int) -> tuple[int, int]:
        """Cut off what is no part of the name: footnote digits, a glued button, an agency or a job behind it."""
        piece = text[first:last]
        opening = self._opening.match(piece)
        first += opening.end() if opening else 0
        first += self._after_job(text[first:last])
        piece = text[first:last]
        for cut in (_BRACKET.search, self._ending.search, self._glued, _FOOTNOTES.search, self._agency_tail):
            match = cut(piece)
            if match and match.start() and (not self.is_agency(piece) or self.is_name(piece[: match.start()])):
                piece = piece[: match.start()]
        inner = piece.strip().strip("()[]*,;:-–—").strip()
        if not inner:
            return first, first
        first += piece.index(inner)
        return first, first + len(inner)

    def _after_job(self, piece: str) -> int:
        """Where the name begins after a job (`Staff Writer` Jane Doe), 0 where there is none."""
        at = found = 0
        for _ in range(_MOST_ROLES + 1):
            word = _NEXT.match(piece, at)
            if not word:
                break
            at, said = word.end(), word[1].lower()
            if said in self._jobs and _NAME_HEAD.match(piece, at):
                found = at
            if said not in self._roles:
                break
        return found

    def _glued(self, piece: str) -> re.Match[str] | None:
        """What a copy glued to a name."""
        return self._glued_on.search(piece) if self._glued_head.search(piece) else None

    def _agency_tail(self, piece: str) -> re.Match[str] | None:
        """The gap before an agency that ends a piece."""
        for gap in _GAP.finditer(piece):
            rest = piece[gap.end() :].lower()
            article = _NEXT.match(rest)
            if rest in self.agencies or (
                article and article[1] in self._article_words and rest[article.end() :] in self.agencies
            ):
                return gap
        return None

    def _is_single_name(self, name: str) -> bool:
        """After `By`, one word is a name too if it looks like one: `By TPN`, `By Pelé`."""
        return name.isalpha() and name[0].isupper() and name.casefold() not in self._never


def _split(text: str, start: int, end: int, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = start
    for match in separator.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end
