"""The names in a byline (`By Jane Doe and John Roe, Reuters | 3 May 2024`), with offsets.

In comes the span of a line that is a byline, or might be one; out come its authors in text order, none where the line
names nobody. People come before agencies: an agency is an author only where no person is named.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ..checks import place_of
from ..record import Author, fold
from ..stamps import find_stamps
from ..tables import load_table

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["find_authors", "find_byline", "find_signature", "is_agency", "is_job", "is_name", "opens_byline"]

LONGEST: Final = 400
"""Code points that a byline can have; a longer line is prose."""
MOST_WORDS: Final = 6
"""Words that a person's name can have, particles included (`Maria do Carmo de la Cruz`)."""

_PART = re.compile(r"\s*[|·•\t\n]\s*|\s+[-–—/]+\s+|\s{2,}|(?<=[^\W\d_])/(?=[^\W\d_])|\s+@\w+")
_BAR = re.compile(r"[|·•]\s*")
_AND = re.compile(r"\s*,\s*(?:and|&)\s+|\s+(?:and|&|with)\s+|\s*[,;]\s*", re.IGNORECASE)
_FOOTNOTES = re.compile(r"[\d\s*†‡¹²³⁰-⁹,;:.]+\Z")
_WORD = re.compile(r"[^\W\d_]+(?:[’'.-]+[^\W\d_]+)*\.?\Z")


class _Words(NamedTuple):
    opening: re.Pattern[str]
    agencies: frozenset[str]
    agency_tail: re.Pattern[str]
    glued: re.Pattern[str]
    particles: frozenset[str]
    never: frozenset[str]
    ending: re.Pattern[str]
    staff: re.Pattern[str]
    signature: re.Pattern[str]
    jobs: frozenset[str]


@functools.cache
def _words() -> _Words:
    table = load_table(__package__, "en.toml")["byline"]

    def either(words: list[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    return _Words(
        opening=re.compile(rf"\W{{0,3}}(?:{either(table['opening'])})(?:\s*:\s*|\s+|\Z)", re.IGNORECASE),
        agencies=frozenset(table["agencies"]),
        agency_tail=re.compile(rf"\s+(?:the\s+)?(?:{either(table['agencies'])})\Z", re.IGNORECASE),
        glued=re.compile(rf"(?<=[a-z])(?:{either(table['glued'])})\b.*", re.DOTALL),
        particles=frozenset(table["particles"]),
        never=frozenset(table["never"]),
        ending=re.compile(rf"\s+(?:{either(table['ending'])})\b.*", re.IGNORECASE | re.DOTALL),
        staff=re.compile(rf"\b(?:{either(table['staff'])})\Z", re.IGNORECASE),
        signature=re.compile(
            rf"((?:[^\W\d_][^\W\d_.’'-]{{0,20}}[.’' -]{{1,2}}){{2,7}}?)(?:{either(table['signature'])})\b"
        ),
        jobs=frozenset(table["jobs"]),
    )


def opens_byline(text: str, start: int, end: int) -> int:
    """Return where the names begin after `By`, `Written by` and the like; `start` where no such word opens the line."""
    match = _words().opening.match(text, start, end)
    return match.end() if match else start


def find_byline(text: str, start: int, end: int) -> int | None:
    """Return where a byline begins in a line (`News | Today | Written by Jane Doe`), None where none does."""
    if end - start > LONGEST:
        return None
    opening = _words().opening
    if opening.match(text, start, end):
        return start
    for match in _BAR.finditer(text, start, end):
        if opening.match(text, match.end(), end):
            return match.end()
    return None


def is_agency(name: str) -> bool:
    """Whether a name is that of a news agency or a desk (`The Associated Press`, `9News Staff`)."""
    words = _words()
    key = name.casefold().strip(" .")
    return key in words.agencies or key.removeprefix("the ") in words.agencies or bool(words.staff.search(name))


def is_name(name: str) -> bool:
    """Whether the words can be a person's name: two to six with capitals, none a common word of page furniture."""
    words = name.split()
    if not 2 <= len(words) <= MOST_WORDS:
        return False
    table = _words()
    capitals = 0
    for word in words:
        if not _WORD.match(word) or word.casefold().strip(".") in table.never:
            return False
        if word[0].isupper():
            capitals += 1
        elif word.casefold() not in table.particles:
            return False
    return capitals >= 2 and words[0][0].isupper()


def is_job(line: str) -> bool:
    """Whether a line is what somebody does (`Senior political correspondent`)."""
    words = line.casefold().replace(",", " ").split()
    return 1 <= len(words) <= MOST_WORDS and not _words().jobs.isdisjoint((words[0], words[-1]))


def find_signature(line: str) -> str:
    """Return the name that opens a line about a person (`Jane Doe is a reporter in …`), empty where none does."""
    match = _words().signature.match(line)
    name = match.group(1).strip() if match else ""
    return name if is_name(name) else ""


def find_authors(text: str, start: int, end: int, *, sure: bool = True) -> list[Author]:
    """Return the authors that a byline names.

    Args:
        text: the whole text.
        start: first code point of the line.
        end: one past its last.
        sure: whether something says that it is a byline (`By`, a label above it); if not, only what has the shape of a
            name or is a known agency counts.
    """
    if end - start > LONGEST:
        return []
    at = opens_byline(text, start, end)
    sure = sure or at > start
    stamps = find_stamps(text, at, end)
    if stamps and stamps[0].start > at:
        end = stamps[0].start
    people: list[Author] = []
    agencies: list[Author] = []
    for part, (left, right) in enumerate(_split(text, at, end, _PART)):
        if people and part:
            break
        for piece, span in enumerate(_split(text, left, right, _AND)):
            first, last = _trim(text, *span)
            name = fold(text[first:last])
            if not any(map(str.isalpha, name)):
                continue
            if is_agency(name):
                agencies.append(Author(name=name, start=first, end=last))
            elif is_name(name) or (sure and not part and not piece and _is_single_name(name)):
                people.append(Author(name=name, start=first, end=last))
            elif people or not sure:
                break
    person, agency = (place_of(some[-1]) if some else None for some in (people, agencies))
    if person and agency and agency.start > person.end and " and " in text[person.end : agency.start]:
        return [*people, agencies[-1]]
    return people or agencies[:1]


def _split(text: str, start: int, end: int, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = start
    for match in separator.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end


def _trim(text: str, first: int, last: int) -> tuple[int, int]:
    """Cut off what is no part of the name: footnote digits, a glued button, an agency or a job behind it."""
    words = _words()
    piece = text[first:last]
    opening = words.opening.match(piece)
    if opening:
        first += opening.end()
        piece = text[first:last]
    for cut in (words.ending, _FOOTNOTES, words.glued, words.agency_tail):
        match = None if is_agency(piece) else cut.search(piece)
        if match and match.start():
            piece = piece[: match.start()]
    inner = piece.strip().strip("()[]*,;:").strip()
    if not inner:
        return first, first
    first += piece.index(inner)
    return first, first + len(inner)


def _is_single_name(name: str) -> bool:
    """After `By`, one word is a name too if it looks like one: `By TPN`, `By Pelé`."""
    return name.isalpha() and name[0].isupper() and name.casefold() not in _words().never
