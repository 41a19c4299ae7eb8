"""Quotation marks: a paragraph in, the stretches between its pairs of marks out.

Marks are “ ”, " ", « », „ “ and „ ”, and ‘ ’ and ' ' where they are no apostrophes. Of nested pairs the outermost
counts. A mark without its fellow is dropped, and what follows it is read as if it were not there, with two
exceptions: one that opens a paragraph, or direct speech within it, reaches to the paragraph's end; and where the
paragraph before was left open, a mark that only closes reaches back to the beginning. One pass over the marks, and
each is taken off once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["MARKS", "Stretch", "ending", "goes_on", "stretches"]

MARKS: Final = "“”\"«»„‘’'"
"""Every mark that is looked at."""
_MARK: Final = re.compile("[“”\"«»„‘'’]")
_BEFORE_OPENING: Final = frozenset("([{—–-/“‘\"'„«:;,")
"""What may stand right before an opening mark that looks like its closing one; white space too."""
_CLOSES: Final = {"”": '“„"”', "“": "„“", "»": "«", "’": "‘", "'": "'", '"': '"“'}
"""What each closing mark can close."""
_INNER_ENDS: Final = "’'”\""
"""Marks that may close right before the outer one."""
_INTRODUCING: Final = ":,"
_STOPS: Final = ".!?…”"
_WORD: Final = re.compile(r"\w+")
_DOUBLE: Final = re.compile('[“”"«»„]')


class Stretch(NamedTuple):
    """What stands between two marks."""

    outer: int
    """The opening mark; the first character where none opens it."""
    start: int
    end: int
    stop: int
    """One past the closing mark; the paragraph's end where none closes it."""
    opened: bool
    closed: bool


def ending(text: str, start: int, end: int) -> str:
    """What marked words end with, the marks of a quotation inside them aside: a stop in `they said, ‘Go.’`."""
    at = end - 1
    while at > start and (text[at] in _INNER_ENDS or text[at].isspace()):
        at -= 1
    return text[at]


def goes_on(text: str, at: int, start: int, end: int) -> bool:
    """Whether a paragraph goes on with words that a mark in the one before has opened.

    Args:
        text: the text.
        at: the mark.
        start: first code point of the paragraph.
        end: one past its last.
    """
    if text[start] == text[at]:
        return True
    double = _DOUBLE.search(text, start, end)
    return double is not None and text[at] in _CLOSES.get(double.group(), "") and double.group() != text[at]


def stretches(
    text: str, start: int, end: int, *, elisions: Collection[str], pending: bool, after: tuple[int, int] | None
) -> list[Stretch]:
    """Return the stretches of one paragraph, in text order, disjoint, none of them blank.

    Args:
        text: the text.
        start: first code point of the paragraph.
        end: one past its last.
        elisions: words that begin with an apostrophe.
        pending: whether the paragraph before was left open.
        after: the next paragraph, or None.
    """
    marks = [match.start() for match in _MARK.finditer(text, start, end)]
    marks = [at for at in marks if text[at] not in "'’" or not _is_inner(text, at, start)]
    if not marks:
        return []
    pairs, left, lone = _paired(text, start, end, marks, elisions)
    found: list[tuple[int, int, bool, bool]] = [(one, other, True, True) for one, other in pairs]
    if pending and lone is not None and not any(one < lone for one, _ in pairs):
        found.insert(0, (start - 1, lone, False, True))
    last = pairs[-1][0] if pairs else -1
    for at in left:
        if _reaches_to_the_end(text, at, start, last, after):
            found = [item for item in found if item[1] < at]
            found.append((at, end, True, False))
            break
    made: list[Stretch] = []
    for one, other, opened, closed in found:
        if made and one < made[-1].stop:
            continue
        inner = text[one + 1 : other]
        bare = inner.strip()
        if bare and any(map(str.isalnum, bare)):
            first = one + 1 + len(inner) - len(inner.lstrip())
            stop = other + 1 if closed else end
            made.append(Stretch(max(one, start), first, first + len(bare), stop, opened, closed))
    return made


def _paired(
    text: str, start: int, end: int, marks: Sequence[int], elisions: Collection[str]
) -> tuple[list[tuple[int, int]], list[int], int | None]:
    """The outermost pairs, the marks that open and are never closed, the first that closes what was not open."""
    open_marks: list[int] = []
    held: dict[str, int] = {}
    pairs: list[tuple[int, int]] = []
    lone: int | None = None
    for number, at in enumerate(marks):
        mark = text[at]
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if mark in "‘'" and _opens_single(text, at, before, after, elisions):
            opens = mark != "'" or text[open_marks[-1]] != "'" if open_marks else True
        elif mark in '“"”':
            opens = _opens_double(mark, before, after, held)
        else:
            opens = mark in "«„"
        if opens:
            open_marks.append(at)
            held[mark] = held.get(mark, 0) + 1
            continue
        fellows = _CLOSES.get(mark, "")
        single = mark in "’'"
        if single and (before.isspace() or not (open_marks and text[open_marks[-1]] in fellows)):
            continue
        if single and _is_plural(text, at, before, after, marks, number):
            continue
        if not any(held.get(fellow) for fellow in fellows):
            if not single and lone is None and not open_marks:
                lone = at
            continue
        while True:
            last = open_marks.pop()
            held[text[last]] -= 1
            if text[last] in fellows:
                break
        while pairs and pairs[-1][0] > last:
            pairs.pop()
        pairs.append((last, at))
    return pairs, open_marks, lone


def _is_inner(text: str, at: int, start: int) -> bool:
    """Whether an apostrophe stands between two letters or digits."""
    return at > start and text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum()


def _opens_single(text: str, at: int, before: str, after: str, elisions: Collection[str]) -> bool:
    if not (before.isspace() or before in _BEFORE_OPENING) or after.isspace() or after.isdigit():
        return False
    word = _WORD.match(text, at + 1, at + 12)
    return word is None or word.group().lower() not in elisions or word.group()[0].isupper()


def _opens_double(mark: str, before: str, after: str, held: dict[str, int]) -> bool:
    can_open = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    can_close = not before.isspace() and not after.isalnum()
    if mark == "“":
        return not held.get("„") and not (held.get("“") and can_close and not can_open)
    if mark == "”":
        return can_open and not can_close and not any(held.get(fellow) for fellow in _CLOSES[mark])
    return can_open if can_open != can_close else not held.get(mark)


def _is_plural(text: str, at: int, before: str, after: str, marks: Sequence[int], number: int) -> bool:
    """Whether a mark is the apostrophe of `the workers’ rights`: another that can close follows before one opens."""
    if before not in "sS" or not after.isspace() or number + 1 == len(marks):
        return False
    follower = marks[number + 1]
    return text[follower] in "’'" and text[follower] == text[at] and not text[follower - 1].isspace()


def _reaches_to_the_end(text: str, at: int, start: int, last: int, after: tuple[int, int] | None) -> bool:
    """Whether a mark that is never closed opens words up to the end of the paragraph.

    Args:
        text: the text.
        at: the mark.
        start: first code point of the paragraph.
        last: where the last pair of the paragraph opens, -1 where there is none.
        after: the next paragraph, or None.
    """
    repeated = after is not None and text[after[0]] == text[at]
    if text[at] == "'" and not repeated:  # an apostrophe, most likely
        return False
    if at == start:
        alone = last < at and not text[at + 1 : at + 2].isspace()
        return alone or (after is not None and goes_on(text, at, *after))
    if last > at or (text[at] == "‘" and not repeated):
        return False
    before = text[max(start, at - 2) : at].strip()[-1:]
    if not before or not (text[at + 1 : at + 2].isupper() or (repeated and before in _INTRODUCING)):
        return False
    return before in _INTRODUCING or (before in _STOPS and repeated)
