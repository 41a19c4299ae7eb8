"""Which line is the headline: chosen over the whole page.

In come the lines above the story; out come, for each that could be the headline, the features that the headline model
weighs. The model is a conditional logit (McFadden 1974) over the candidates of a page and the chance that there is
none, trained by `training/layout/lines.py`; its weights are whole numbers. Linear in the number of lines above the
story.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import DataFileError
from .verdict import read_weights, weighed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..language import Language
    from .byline import Bylines
    from .features import Sheet
    from .shapes import LineShape

__all__ = ["Candidate", "HeadlineModel", "find_candidates"]

_LEADING: Final = 6
"""First paragraphs whose words a headline shares."""
_WITHIN: Final = 8
"""Lines to each side in which a date, age or byline says that the headline is near."""
_MOST_RANK: Final = 6
_LONGEST: Final = 60
"""Words of a line that can be a headline."""
_MARKS: Final = ':|,/&@©"“?>»•'
_DISTANCES: Final = (1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30, 50, 90)
_SIZES: Final = (1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 24, 34)
_SHORT: Final = 4
_HELD: Final = 3
"""Words from which a line is looked for in longer ones."""
_MOST_CUT: Final = 10
"""Words that stand before or behind it there."""
_STAMPS: Final = frozenset(("byline", "stamp", "age"))
_NEAR: Final = _STAMPS | {"share"}
_TITLES: Final = ("title", "prose", "short", "lead")


class Candidate(NamedTuple):
    """A line that could be the headline."""

    line: int
    features: list[str]
    """`kind=title3`, `rank=0`, …"""


class HeadlineModel:
    """Weights of features for the headline; read-only. `language.made(HeadlineModel)`.

    Raises:
        DataFileError: the file holds no table of weights.
    """

    def __init__(self, language: Language) -> None:
        own = weighed(language)
        data = read_weights(own)
        try:
            self._bias = int(data["headline"]["none"])
            self._weights: dict[str, int] = {name: int(weight) for name, weight in data["headline"]["weights"].items()}
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise DataFileError(f"{own.code}: no weights of headlines: {problem!r}") from problem

    def choose(self, candidates: Sequence[Candidate]) -> int | None:
        """Return the line that is the headline, None where none is."""
        best, found = self._bias, None
        for line, features in candidates:
            score = sum(self._weights.get(feature, 0) for feature in features)
            if score > best:
                best, found = score, line
        return found


def find_candidates(
    items: Sequence[LineShape], sheet: Sheet, states: Sequence[str], bylines: Bylines
) -> list[Candidate]:
    """Return the lines above the story that could be its headline, with their features."""
    first = states.index("story") if "story" in states else len(items)
    kinds = sheet.columns["kind"]
    found = [
        i
        for i, item in enumerate(items[:first])
        if kinds[i].startswith((*_TITLES, "label2"))
        and item.size <= _LONGEST
        and not item.leads_on
        and not item.lists_topics
    ]
    if not found:
        return []
    told = [i for i, state in enumerate(states) if state == "story"]
    lead = frozenset[str]().union(*(sheet.content[i] for i in told[:_LEADING]))
    story = frozenset[str]().union(*(sheet.content[i] for i in told))
    shares = {item.key.partition(":")[2].strip() for item in items if item.word_role == "share" and ":" in item.line}
    common = [_common(sheet.content[i], lead) for i in found]
    wide = [_common(sheet.content[i], story) for i in found]
    ranks, wide_ranks = _ranks(common), _ranks(wide)
    holds = _holds([items[i].key.split() for i in found])
    below = {item.key for item in items[first:]}
    heavy = list(itertools.accumulate((kind.startswith(_TITLES) for kind in kinds[: first + 1]), initial=0))
    candidates = []
    for at, i in enumerate(found):
        copies = min(3, int(sheet.columns["copies"][i]))
        between = heavy[first] - heavy[i + 1] if first < len(heavy) else 0
        features = [
            *_alone(items[i], sheet, i),
            *_beside(kinds, i),
            *_placed(kinds, i, first, between, ranks[at], copies),
            f"state={states[i]}",
            f"rank={ranks[at]}",
            f"wide_rank={wide_ranks[at]}",
            f"common={int(6 * common[at] + 0.5)}",
            f"wide={int(6 * wide[at] + 0.5)}",
            f"common,size={int(4 * common[at] + 0.5)},{_step(items[i].size, (3, 5, 8))}",
            f"shared={int(items[i].key in shares)}",
            f"held,copies={holds[at]},{copies}",
            f"told_below,first={int(items[i].key in below)},{int(ranks[at] == 0)}",
            f"number={min(3, at)}",
            f"name={int(items[i].size <= _SHORT + 1 and bylines.is_name(items[i].line))}",
        ]
        if at:
            before, near = found[at - 1], min(3, i - found[at - 1])
            features += [
                f"after={min(4, i - before)}",
                f"after_shorter={int(items[before].size < items[i].size)},{near}",
                f"after_copies={_more_copies(sheet, i, before)},{near}",
                f"after_closer={int(common[at - 1] > common[at])},{near},{int(ranks[at] == 0)}",
            ]
        if at + 1 < len(found):
            following, near = found[at + 1], min(3, found[at + 1] - i)
            case, its = sheet.columns["case"][i], sheet.columns["case"][following]
            features += [
                f"before={min(4, following - i)}",
                f"before_longer={int(items[following].size > items[i].size)},{near}",
                f"before_copies={_more_copies(sheet, i, following)},{near}",
                f"before_closer={int(common[at + 1] > common[at])},{near},{int(ranks[at] == 0)}",
                f"before_case={case}{its},{min(2, following - i)}",
            ]
        candidates.append(Candidate(i, features))
    return candidates


def _alone(item: LineShape, sheet: Sheet, i: int) -> list[str]:
    """What the line is by itself."""
    columns = sheet.columns
    features = [f"{name}={columns[name][i]}" for name in ("kind", "case", "end", "begin", "copies", "gaps", "bulleted")]
    features.append(f"size={_step(item.size, _SIZES)}")
    features.append(f"commas={min(3, item.line.count(','))}")
    features += [f"mark={mark}" for mark in _MARKS if mark in item.line]
    if any(map(str.isdigit, item.line)):
        features.append("mark=0")
    words = item.key.split()
    if words:
        features += [f"first={words[0]}", f"last={words[-1]}"]
    if item.size <= _SHORT:
        features += [f"word={word}" for word in words]
    return features


def _beside(kinds: Sequence[str], i: int) -> list[str]:
    """What the lines next to it are."""
    kind, size = kinds[i], len(kinds)
    one, two = (kinds[i - by] if i >= by else "^" for by in (1, 2))
    next_, over = (kinds[i + by] if i + by < size else "$" for by in (1, 2))
    return [
        f"above={one}",
        f"above2={two}",
        f"below={next_}",
        f"below2={over}",
        f"above,kind={one},{kind}",
        f"kind,below={kind},{next_}",
        f"above,kind,below={one},{kind},{next_}",
    ]


def _placed(kinds: Sequence[str], i: int, first: int, between: int, rank: int, copies: int) -> list[str]:
    """Where it stands: from the story, and from the nearest date or byline."""
    ahead = range(i + 1, min(i + _WITHIN + 1, first + 1, len(kinds)))
    mark = next((j - i for j in ahead if kinds[j] in _NEAR), _WITHIN + 1)
    back = next((i - j for j in range(i - 1, max(-1, i - _WITHIN - 1), -1) if kinds[j] in _STAMPS), _WITHIN + 1)
    between, near, ranked = min(between, 8), min(mark, 4), min(rank, 2)
    return [
        f"distance={_step(first - i, _DISTANCES)}",
        f"between={between}",
        f"mark_below={mark}",
        f"mark_above={back}",
        f"rank,between={ranked},{min(between, 3)}",
        f"rank,mark={ranked},{near}",
        f"between,mark={min(between, 3)},{near}",
        f"copies,between={min(2, copies)},{min(between, 4)}",
    ]


def _common(own: frozenset[str], words: frozenset[str]) -> float:
    return len(own & words) / (len(own) + 1)


def _ranks(shares: Sequence[float]) -> list[int]:
    """The place of each share among all, from the largest; of equal ones the first comes first."""
    order = sorted(range(len(shares)), key=lambda at: -shares[at])
    ranks = [0] * len(shares)
    for rank, at in enumerate(order):
        ranks[at] = min(rank, _MOST_RANK)
    return ranks


def _step(number: int, steps: Sequence[int]) -> str:
    return str(sum(number > step for step in steps))


def _holds(candidates: Sequence[Sequence[str]]) -> list[str]:
    """Whether a candidate's words stand in another one as well: a path of sections or a name of the outlet beside them.

    Returns:
        For each: `end` or `begin`, where its words are the end or the beginning of another's; `longer`, where it is
        the other; `-`.
    """
    marks = ["-"] * len(candidates)
    whole: dict[tuple[str, ...], int] = {}
    for at, words in enumerate(candidates):
        if len(words) >= _HELD:
            whole.setdefault(tuple(words), at)
    for at, words in enumerate(candidates):
        for cut in range(1, min(len(words) - _HELD, _MOST_CUT) + 1):
            for mark, held in (("end", words[cut:]), ("begin", words[:-cut])):
                other = whole.get(tuple(held))
                if other is not None:
                    marks[at], marks[other] = "longer", mark
    return marks


def _more_copies(sheet: Sheet, one: int, two: int) -> str:
    """Whether a line stands on the page more often than another."""
    copies = sheet.columns["copies"]
    return "<" if copies[one] < copies[two] else ">" if copies[one] > copies[two] else "="
