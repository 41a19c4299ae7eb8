"""What each line of a page looks like by itself and among the others: the features that the line model weighs.

In come the items of a page, which of them hold a date or a byline, and a first guess of where its story runs; out come
the columns of the page (`COLUMNS`, one value a line each) and the words and marks of each line. The training script and
the library both call this, so what is learnt is what is weighed. Linear in the number of items and their words.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from .shapes import LineShape, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

__all__ = ["GROUPS", "TEMPLATES", "Sheet", "describe", "kind_of", "words_of"]

GROUPS: Final[tuple[tuple[tuple[str, ...], ...], ...]] = (
    (("kind",), ("kind", "part"), ("before",), ("after",), ("before", "kind"), ("kind", "after"),
     ("before", "kind", "after")),
    (("before2",), ("after2",)),
    (("outer_before", "kind"), ("kind", "outer_after"), ("outer_before", "kind", "outer_after")),
    (("size",), ("size", "part"), ("end",), ("end", "part"), ("begin", "part")),
    (("case", "part"), ("case", "sort"), ("case_before", "case"), ("case", "case_after")),
    (("copies", "part"), ("seen", "part"), ("bulleted", "part"), ("question",)),
    (("part", "far"), ("since_cue", "part"), ("since_prose",)),
    (("titles", "part"), ("labels",), ("prose", "part")),
    (("gaps",), ("shared", "part"), ("shared", "kind")),
    (("bars", "part"), ("said", "part")),
    (("size_before",), ("end_before",)),
    (("size_after",), ("end_after",)),
    (("place",), ("left",), ("left", "sort"), ("gone",), ("gone", "sort")),
    (("around",), ("closed",), ("last_mark", "part"), ("next_mark", "part")),
    (("every_second", "sort"), ("every_third", "sort"), ("bonds", "sort")),
)  # fmt: skip
"""What is weighed: templates, the names of one to three columns whose values count together. Those of a group have
columns in common, so that few groups of values stand on most lines."""
TEMPLATES: Final = tuple(itertools.chain.from_iterable(GROUPS))


def _stepped(*edges: int) -> tuple[str, ...]:
    """For each number up to one past the last edge, which step it is on: how many edges lie below it."""
    return tuple(str(bisect.bisect_left(edges, number)) for number in range(edges[-1] + 2))


_SIZES: Final = _stepped(1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 24, 34, 59)
_STEPS: Final = _stepped(0, 1, 2, 4, 8, 16, 32, 64, 128)
_SINCE: Final = _stepped(0, 1, 2, 3, 5, 8, 13, 24, 98)
_NEAR: Final = _stepped(0, 1, 2, 3, 5)
_REACH: Final = 4
"""Lines to each side in which titles, labels and paragraphs are counted."""
_WIDE: Final = 8
"""Lines to each side in which the words of paragraphs are counted."""
_LONG_AGO: Final = 99
_PAUSE: Final = 34
"""Words of a paragraph that ends the reach of a cue."""
_LONGEST: Final = 60
"""Words of a line whose words are looked at one by one."""
_SHORT: Final = 4
"""Most words of a line of which every word counts."""
_LOOKED_AT: Final = 600
"""Code points of a line whose words are compared with those of others."""
_CONTENT: Final = re.compile(r"[^\W\d_]{4,}")
"""Words long enough to say what a line is about."""
_DIGIT: Final = re.compile("[0-9]")
_MARKS: Final = ':|,-/&@%$"“?'
_MOST_GAP: Final = 2
_ASIDE: Final = frozenset(("empty", "navigation", "share", "advertisement", "promotion", "credit"))
"""Kinds of lines that are passed over, with labels, in the look for the next line of another kind."""
_FRAMES: Final = frozenset(("comments", "copyright"))
"""Kinds of lines after which a story seldom goes on."""


class Sheet(NamedTuple):
    """The features of a page."""

    columns: dict[str, Sequence[str]]
    """One value a line each."""
    bags: list[list[tuple[str, str]]]
    """For each line, what it holds: (`mark`, `:`), (`word`, `more`), (`first`, `the`), (`last`, `said`)."""
    content: list[frozenset[str]]
    """For each line, its words of four letters and more, in lowercase."""


def describe(
    items: Sequence[LineShape],
    stamped: AbstractSet[int],
    bylines: AbstractSet[int],
    guess: tuple[int, int],
    small: AbstractSet[str],
) -> Sheet:
    """Return the features of a page.

    Args:
        items: the items of the page.
        stamped: the items that are lines with a date.
        bylines: the items that are bylines.
        guess: the range of items that the story may run over.
        small: the words that title case leaves without a capital.
    """
    size = len(items)
    content = [words_of(item.line) for item in items]
    kinds = ["byline" if i in bylines else "stamp" if i in stamped else kind_of(item) for i, item in enumerate(items)]
    sorts = [_SORTS.get(kind, "other") for kind in kinds]
    cases = [_case(item.line, small) for item in items]
    ends = [_end(item.line[-1]) for item in items]
    sizes = [_step(item.size, _SIZES) for item in items]
    parts, far = _places(size, guess)
    marked = [i in stamped or i in bylines for i in range(size)]
    columns: dict[str, Sequence[str]] = {
        "kind": kinds,
        "sort": sorts,
        "part": parts,
        "far": far,
        "before": _shifted(kinds, 1),
        "before2": _shifted(kinds, 2),
        "after": _shifted(kinds, -1),
        "after2": _shifted(kinds, -2),
        "size": sizes,
        "size_before": _shifted(sizes, 1),
        "size_after": _shifted(sizes, -1),
        "end": ends,
        "end_before": _shifted(ends, 1),
        "end_after": _shifted(ends, -1),
        "begin": [_begin(item.line[0]) for item in items],
        "case": cases,
        "case_before": _shifted(cases, 1),
        "case_after": _shifted(cases, -1),
        "gaps": _gaps(items),
        "bulleted": ["1" if item.block.bulleted else "0" for item in items],
        "question": ["1" if item.question else "0" for item in items],
        "said": [item.word_role or "-" for item in items],
        "bars": [str(min(3, item.line.count("|"))) for item in items],
        "place": [str(10 * i // size) for i in range(size)],
        "shared": _shared(items, content, guess),
        "last_mark": _since(marked),
        "next_mark": _since(marked[::-1])[::-1],
        "bonds": _bonds(content),
    }
    columns |= _repeats(items) | _counts(sorts) | _masses(items, marked) | _series(kinds) | _outer(kinds)
    return Sheet(columns, [_bag(item) for item in items], content)


def words_of(line: str) -> frozenset[str]:
    """Return the words of four letters and more of a line, in lowercase."""
    return frozenset(_CONTENT.findall(line[:_LOOKED_AT].lower()))


def kind_of(item: LineShape) -> str:
    """Return what a line is by itself: what its words say, else its shape and size."""
    if item.word_role is not None:
        return item.word_role
    if item.cue_end:
        return "cued"
    if item.shape is Shape.TITLE:
        return "title1" if item.size <= 5 else "title2" if item.size <= 7 else "title3"
    if item.shape is Shape.LABEL:
        return "label1" if item.size == 1 else "label2"
    if item.shape is Shape.PROSE:
        return "prose2" if item.sentences > 1 or item.size > _PAUSE else "prose1"
    return item.shape.name.lower()


_SORTS: Final = {
    "title1": "title", "title2": "title", "title3": "title", "label1": "label", "label2": "label", "prose1": "prose",
    "prose2": "prose", "short": "prose", "lead": "prose", "cue": "cue", "cued": "cue", "age": "age", "stamp": "age",
    "caption": "caption", "navigation": "label",
}  # fmt: skip
"""Kinds in a few groups."""


def _step(number: int, steps: Sequence[str]) -> str:
    return steps[number] if number < len(steps) else steps[-1]


def _shifted(values: Sequence[str], by: int) -> list[str]:
    """Each line's value of the line `by` before it; `^` above the page, `$` below it."""
    if by > 0:
        return [*["^"] * min(by, len(values)), *values[: max(len(values) - by, 0)]]
    return [*values[-by:], *["$"] * min(-by, len(values))]


def _case(line: str, small: AbstractSet[str]) -> str:
    """How a line is capitalised but for its first word: U all capitals, T title case, s sentence case, M, m between."""
    if line.isupper():
        return "U"
    firsts = [word[0] for word in line.split(None, _LONGEST)[1:_LONGEST] if len(word) > 1 and word not in small]
    capitals, others = sum(map(str.isupper, firsts)), sum(map(str.islower, firsts))
    if not capitals + others:
        return "-"
    share = capitals / (capitals + others)
    return "T" if share > 0.85 else "M" if share > 0.5 else "m" if share > 0.2 else "s"


def _end(last: str) -> str:
    if last.isalpha():
        return "a"
    if last.isdigit():
        return "0"
    return last if last in ".?!:,…);" else '"' if last in "\"'”’" else "-"


def _begin(first: str) -> str:
    if first.isupper():
        return "A"
    return "a" if first.islower() else "0" if first.isdigit() else '"' if first in "\"'“‘" else "-"


def _places(size: int, guess: tuple[int, int]) -> tuple[list[str], list[str]]:
    """The part of the page (`B` above the story, `I` in it, `Z` below it), and how far from its edge."""
    first, last = guess
    far = [first - i for i in range(first)]
    far += [min(i - first, last - 1 - i) for i in range(first, last)]
    far += [i - last for i in range(last, size)]
    return ["B"] * first + ["I"] * (last - first) + ["Z"] * (size - last), [_step(n, _STEPS) for n in far]


def _gaps(items: Sequence[LineShape]) -> list[str]:
    """Blank lines before and after."""
    gaps = [min(_MOST_GAP, item.block.gap) for item in items]
    return [f"{one}{two}" for one, two in itertools.zip_longest(gaps, gaps[1:], fillvalue=_MOST_GAP)]


def _shared(items: Sequence[LineShape], content: Sequence[frozenset[str]], guess: tuple[int, int]) -> list[str]:
    """How many of a line's words the paragraphs of the story have too, in fifths."""
    told = Counter(
        itertools.chain.from_iterable(content[i] for i in range(*guess) if items[i].is_prose)
    )  # a paragraph's own words stand there once
    once, twice = set(told), {word for word, count in told.items() if count > 1}
    shares = []
    for i, own in enumerate(content):
        others = twice if guess[0] <= i < guess[1] and items[i].is_prose else once
        hits = len(own & others)
        shares.append(str((10 * hits + len(own)) // (2 * len(own))) if own else "-")
    return shares


def _since(marked: Sequence[bool]) -> list[str]:
    """How many lines since the last marked one."""
    found, at = [], -_LONG_AGO * 10
    for i, mark in enumerate(marked):
        found.append(_step(i - at, _SINCE))
        if mark:
            at = i
    return found


def _bonds(content: Sequence[frozenset[str]]) -> list[str]:
    """How many words a line has in common with the two lines before it and the two after it."""
    padded = [frozenset[str](), frozenset[str](), *content, frozenset[str](), frozenset[str]()]
    return [
        f"{_bond(own, a, b)}{_bond(own, c, d)}" if own else "00"
        for a, b, own, c, d in zip(padded, padded[1:], padded[2:], padded[3:], padded[4:], strict=False)
    ]


def _bond(own: frozenset[str], one: frozenset[str], other: frozenset[str]) -> int:
    if own.isdisjoint(one) and own.isdisjoint(other):  # as most are
        return 0
    return min(2, len(own & (one | other)))


def _repeats(items: Sequence[LineShape]) -> dict[str, Sequence[str]]:
    """How often the line stands on the page, and how often above."""
    total = Counter(item.key for item in items)
    above: Counter[str] = Counter()
    seen = []
    for item in items:
        seen.append(str(min(2, above[item.key])))
        above[item.key] += 1
    return {"copies": [str(min(3, total[item.key])) for item in items], "seen": seen}


def _counts(sorts: Sequence[str]) -> dict[str, Sequence[str]]:
    """How many titles, labels and paragraphs stand near."""
    columns: dict[str, Sequence[str]] = {}
    for name, sort in (("titles", "title"), ("labels", "label"), ("prose", "prose")):
        own = [one == sort for one in sorts]
        columns[name] = [_step(near - mine, _NEAR) for near, mine in zip(_windows(own, _REACH), own, strict=True)]
    return columns


def _windows(numbers: Sequence[int], reach: int) -> list[int]:
    """For each number, the sum of itself and of `reach` to each side."""
    sums = list(itertools.accumulate(numbers, initial=0))
    padded = [*[0] * reach, *sums, *[sums[-1]] * reach]
    return [high - low for low, high in zip(padded, padded[2 * reach + 1 :], strict=False)]


def _masses(items: Sequence[LineShape], marked: Sequence[bool]) -> dict[str, Sequence[str]]:
    """How much of the page's prose stands above a line (`gone`), below it (`left`), and around it, in words."""
    told = (Shape.PROSE, Shape.SHORT, Shape.LEAD)
    words = [
        item.size if item.shape in told and item.word_role is None and not mark else 0
        for item, mark in zip(items, marked, strict=True)
    ]
    sums = list(itertools.accumulate(words, initial=0))
    total = max(sums[-1], 1)
    full = 20 * (2 * _WIDE + 1)
    return {
        "gone": [str(6 * gone // total) for gone in sums[:-1]],
        "left": [str(6 * (total - gone) // total) if sums[-1] else "6" for gone in sums[1:]],
        "around": [str(min(6, 8 * near // full)) for near in _windows(words, _WIDE)],
    }


def _series(kinds: Sequence[str]) -> dict[str, Sequence[str]]:
    """What stands above a line, and whether the lines go round in twos or threes, as cards do."""
    since_cue, since_prose, closed = [], [], []
    cue = prose = _LONG_AGO
    frame = "-"
    for kind in kinds:
        since_cue.append(_step(cue, _SINCE))
        since_prose.append(_step(prose, _SINCE))
        closed.append(frame)
        cue = 0 if kind == "cue" else _LONG_AGO if kind == "prose2" else cue + 1
        prose = 0 if kind in ("prose1", "prose2") else prose + 1
        if kind in _FRAMES:
            frame = kind
    columns: dict[str, Sequence[str]] = {"since_cue": since_cue, "since_prose": since_prose, "closed": closed}
    for name, step in (("every_second", 2), ("every_third", 3)):
        above, below = _shifted(kinds, step), _shifted(kinds, -step)
        columns[name] = [str((a == kind) + (b == kind)) for a, kind, b in zip(above, kinds, below, strict=True)]
    return columns


def _outer(kinds: Sequence[str]) -> dict[str, Sequence[str]]:
    """The nearest lines above and below that are neither labels nor buttons."""
    plain = [not kind.startswith("label") and kind not in _ASIDE for kind in kinds]

    def nearest(order: Iterable[int], edge: str) -> list[str]:
        found, last = [edge] * len(kinds), edge
        for i in order:
            found[i] = last
            if plain[i]:
                last = kinds[i]
        return found

    size = len(kinds)
    return {"outer_before": nearest(range(size), "^"), "outer_after": nearest(range(size - 1, -1, -1), "$")}


def _bag(item: LineShape) -> list[tuple[str, str]]:
    line = item.line
    bag = [("mark", mark) for mark in _MARKS if mark in line]
    if _DIGIT.search(line, 0, _LOOKED_AT):
        bag.append(("mark", "0"))
    words = item.key.split(None, _LONGEST)
    if item.size <= _SHORT:
        bag += zip(itertools.repeat("word"), words)
    elif words:
        bag += [("first", words[0]), ("last", words[-1])]
        if item.size <= _LONGEST:
            bag += zip(itertools.repeat("inner"), dict.fromkeys(words))
    return bag
