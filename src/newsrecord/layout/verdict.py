"""The verdict on the lines of a page: which are the story, which titles of other stories, which neither.

In come the features of a page (`features.Sheet`) and a model; out comes a state for each line, all in one decision: the
sequence of states with the highest sum of weights among those that a page can have (Viterbi 1967), with the story in
one run, what is above it before it, what is below after it; a label opens no story where there is prose. The model is
a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) trained by `training/layout/lines.py`;
its weights are whole numbers, so the same text gets the same verdict on every machine. Linear in the number of lines.
"""

from __future__ import annotations

import struct
from itertools import chain, repeat
from operator import mul
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..errors import DataFileError
from ..language import english
from .features import GROUPS, TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..language import Language
    from .features import Sheet

__all__ = ["NEXT", "STATES", "LineModel", "Reason", "State", "read_weights", "weighed"]

State = str
"""One of `STATES`."""
STATES: Final = (
    "above", "above-title", "headline", "head", "head-title", "story", "inside", "inside-title", "below", "below-title",
)  # fmt: skip
"""Lines above the headline (or, where there is none, above the story), the headline, lines between it and the story,
paragraphs of the story and lines between them, lines below it; `-title`: a title of another story."""

_ABOVE: Final = ("above", "above-title", "headline", "story")
_HEAD: Final = ("head", "head-title", "story")
_STORY: Final = ("story", "inside", "inside-title")
_BELOW: Final = ("below", "below-title")
NEXT: Final[dict[State, tuple[State, ...]]] = {
    "above": _ABOVE,
    "above-title": _ABOVE,
    "headline": _HEAD,
    "head": _HEAD,
    "head-title": _HEAD,
    "story": (*_STORY, *_BELOW),
    "inside": _STORY,
    "inside-title": _STORY,
    "below": _BELOW,
    "below-title": _BELOW,
}
"""What may follow a state: the story is one run, and begins and ends with a paragraph."""
_FIRST: Final = _ABOVE
_LAST: Final = ("story", *_BELOW)

_BITS: Final = 32
_ROW: Final = struct.Struct(f"<{len(STATES)}i")
_MIDDLE: Final = sum(1 << (_BITS * i + _BITS - 1) for i in range(len(STATES)))
_SHARES: Final = tuple(1 << (_BITS * i) for i in range(len(STATES)))
_NEVER: Final = -(1 << 60)
_MOST_KEPT: Final = 20_000
"""Sums that a group keeps."""


class Reason(NamedTuple):
    """A feature that spoke for a state."""

    feature: str
    """Names of the columns and the values of the line: `kind, part: title2, Z`."""
    weight: int


class _Group(dict[tuple[str, ...], int]):
    """The weights of the templates of a group, summed, for the values of its columns: found once, then kept."""

    def __init__(
        self, templates: Sequence[tuple[str, ...]], tables: Mapping[tuple[str, ...], Mapping[tuple[str, ...], int]]
    ) -> None:
        super().__init__()
        self.columns: Final = tuple(dict.fromkeys(chain.from_iterable(templates)))
        self._parts = [([self.columns.index(name) for name in names], tables[names]) for names in templates]

    def __missing__(self, values: tuple[str, ...]) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        total = sum(table.get(tuple(values[at] for at in places), 0) for places, table in self._parts)
        self[values] = total
        return total


class LineModel:
    """Weights of features for states; read-only. `language.made(LineModel)`.

    A language without weights of its own takes those of English, its words left out: shapes and places are much alike.

    Raises:
        DataFileError: the file holds no table of weights, or names features or states that there are not.
    """

    def __init__(self, language: Language) -> None:
        own = weighed(language)
        try:
            self._load(read_weights(own), with_words=own is language)
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise DataFileError(f"{own.where(_file(own))}: no weights of lines: {problem!r}") from problem

    def _load(self, data: Mapping[str, Any], *, with_words: bool) -> None:
        if tuple(data["states"]) != STATES:
            raise ValueError(f"states {data['states']}")
        tables = {template: data["weights"][", ".join(template)] for template in TEMPLATES}
        if len(tables) != len(data["weights"]):
            raise ValueError(f"templates {sorted(data['weights'])}")
        self._tables: dict[tuple[str, ...], dict[tuple[str, ...], int]] = {
            template: {tuple(key.split("|")): _packed(row) for key, row in rows.items()}
            for template, rows in tables.items()
        }
        self._groups = [_Group(templates, self._tables) for templates in GROUPS]
        self._bags: dict[tuple[str, str], int] = {
            (bag, word): _packed(row)
            for bag, rows in data["bags"].items()
            if with_words or bag == "mark"
            for word, row in rows.items()
        }
        moves = {(one, two): int(data["moves"][one][two]) for one, after in NEXT.items() for two in after}
        self._moves = _into(moves)
        self._moves_on = _into({move: weight for move, weight in moves.items() if not _opens(*move)})

    # --- scores ------------------------------------------------------------------------------------------------------

    def states(self, sheet: Sheet) -> list[State]:
        """Return the state of each line, `above` to `below`."""
        scores = self.scores(sheet)
        if not scores:
            return []
        sorts = sheet.columns["sort"]
        told = "prose" in sorts  # then no label opens the story
        best = [own if state in _FIRST else _NEVER for own, state in zip(scores[0], STATES, strict=True)]
        if told and sorts[0] == "label":
            best[STATES.index("story")] = _NEVER
        steps: list[list[int]] = []
        for own, sort in zip(scores[1:], sorts[1:], strict=True):
            step: list[int] = []
            totals: list[int] = []
            moves = self._moves_on if told and sort == "label" else self._moves
            for into, score in zip(moves, own, strict=True):
                top, before = _NEVER * 2, 0
                for i, move in into:
                    total = best[i] + move
                    if total > top:
                        top, before = total, i
                totals.append(top + score)
                step.append(before)
            best = totals
            steps.append(step)
        ends = [(total, -i) for i, total in enumerate(best) if STATES[i] in _LAST]
        at = -max(ends)[1]
        path = [at]
        for step in reversed(steps):
            at = step[at]
            path.append(at)
        return [STATES[i] for i in reversed(path)]

    def scores(self, sheet: Sheet) -> list[list[int]]:
        """Return, for each line, the sum of the weights of its features for each state."""
        columns, bags = sheet.columns, sheet.bags
        summands: list[list[int]] = [
            list(map(group.__getitem__, zip(*map(columns.__getitem__, group.columns), strict=True)))
            for group in self._groups
        ]
        weight_of = self._bags.get
        summands.append([sum(map(weight_of, bag, repeat(0))) for bag in bags])
        return [_unpacked(sum(own)) for own in zip(*summands, strict=True)]

    def reasons(self, sheet: Sheet, line: int, state: State, other: State) -> list[Reason]:
        """Return what spoke for one state of a line against another, the strongest first."""
        one, two = STATES.index(state), STATES.index(other)
        found = []
        for feature, packed in self._features(sheet, line):
            row = _unpacked(packed)
            found.append(Reason(feature, row[one] - row[two]))
        return sorted(found, key=lambda reason: -reason.weight)

    def _features(self, sheet: Sheet, line: int) -> Iterator[tuple[str, int]]:
        for template, table in self._tables.items():
            values = tuple(sheet.columns[name][line] for name in template)
            packed = table.get(values, 0)
            if packed:
                yield f"{', '.join(template)}: {', '.join(values)}", packed
        for kind, word in sheet.bags[line]:
            if (kind, word) in self._bags:
                yield f"{kind}: {word}", self._bags[kind, word]


def _into(moves: Mapping[tuple[State, State], int]) -> list[list[tuple[int, int]]]:
    """For each state, the states that it may follow and the weights of the moves."""
    return [[(STATES.index(one), moves[one, two]) for one in STATES if (one, two) in moves] for two in STATES]


def _opens(one: State, two: State) -> bool:
    """Whether the story begins with the second of two states."""
    return two == "story" and one not in _STORY


def weighed(language: Language) -> Language:
    """Return the language whose weights a language takes: its own, else English."""
    return language if _file(language) else english()


def _file(language: Language) -> str:
    return language.table("layout").word("model")


def read_weights(language: Language) -> dict[str, Any]:
    """Return the weights of a language that has some.

    Raises:
        DataFileError: the file is missing or no JSON object.
    """
    import json  # on first use: `import newsrecord` stays light

    file = _file(language)
    try:
        found = json.loads(language.data(file))
    except ValueError as problem:
        raise DataFileError(f"{language.where(file)}: {problem}") from problem
    if not isinstance(found, dict):
        raise DataFileError(f"{language.where(file)}: expected a JSON object")
    return found


def _packed(row: Sequence[int]) -> int:
    """The weights of all states in one number, `_BITS` for each, so that one addition adds all."""
    if len(row) != len(STATES):
        raise ValueError(f"{len(row)} weights, {len(STATES)} states")
    return sum(map(mul, map(int, row), _SHARES))


def _unpacked(total: int) -> list[int]:
    bare = (total + _MIDDLE) ^ _MIDDLE  # the borrows of negative weights from their neighbours given back
    return list(_ROW.unpack(bare.to_bytes(_ROW.size, "little")))
