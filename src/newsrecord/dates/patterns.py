"""The language of rules: a pattern of words in, a regular expression on codes out, and what it can begin with.

Parts are parted by blanks:

- `MONTHS`: a word of that class; `ago`: that very word;
- `m=MONTHS`, `n=( … )`: the same, captured under a name, which may stand in several branches;
  the regular expression numbers them (`m1`, `m2`);
- `( … | … )`, `?`, `{0,3}`: as in regular expressions;
- `!( … )`: not followed by; `<!( … )`, `<=( … )`: not preceded, preceded by one word;
- `@COUNT`: a fragment, a pattern with a name of its own.

A pattern is read when its table is, so that what it cannot mean is said then; the regular expression is made when the
first text asks for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = [
    "Alternatives",
    "Groups",
    "Openers",
    "Opening",
    "Part",
    "codes_in",
    "groups_of",
    "literals",
    "needs",
    "one_of",
    "parsed",
    "source",
]

_PART = re.compile(r"[a-z]+=|<!\(|<=\(|!\(|@[A-Z]+|[\w’']+|[()|?]|\{\d,\d\}|\S")
_SIGNS = frozenset("()|?_’'")
_LITERAL = re.compile(r"(?![A-Z])[^\W\d_](?:(?![A-Z])[^\W\d_]|[’'])*\Z")
_OPENERS = {"(": "", "!(": "(?!", "<!(": "(?<!", "<=(": "(?<="}
"""What opens a group, and how a regular expression says it where the group only looks aside."""


class Part(NamedTuple):
    """One part of a pattern: a word of some codes or a group, perhaps named and repeated."""

    codes: str
    """Codes that it may be; empty for a group."""
    group: Alternatives
    look: str
    """How a regular expression opens a group that takes nothing (`(?!`); empty for others."""
    name: str
    times: str
    """`?`, `{0,2}` or nothing."""


Alternatives = tuple[tuple[Part, ...], ...]
"""The branches of a pattern or group."""


Groups = dict[str, tuple[int, ...]]
"""The groups of a regular expression that stand for each named part of a pattern, in the order of its branches."""


class Opening(NamedTuple):
    """Words that a match can begin with."""

    first: frozenset[str]
    second: frozenset[str] | None
    """Codes that can follow; None where the match may end, so that anything can."""


def literals(pattern: str) -> list[str]:
    """Return the words that a pattern asks for by themselves."""
    return [part for part in _PART.findall(pattern) if _LITERAL.match(part)]


def parsed(pattern: str, members: Callable[[str], str], fragments: Mapping[str, Alternatives]) -> Alternatives:
    """Return a pattern as its parts.

    Args:
        pattern: a text in the language of rules.
        members: the codes of a class or a word, empty where there is no such.
        fragments: the patterns that `@NAME` stands for.

    Raises:
        ValueError: it is not in the language of rules.
    """
    stack: list[tuple[list[list[Part]], str, str]] = [([[]], "", "")]  # open groups: branches, look, name
    name = ""
    for word in _PART.findall(pattern):
        branches = stack[-1][0]
        if len(word) == 1 and not (word.isalnum() or word in _SIGNS):
            raise ValueError(f"cannot read {word!r} in the rule {pattern!r}")
        if word[-1] == "=":
            name = word[:-1]
            continue
        if word in _OPENERS:
            stack.append(([[]], _OPENERS[word], name))
        elif word == "|":
            branches.append([])
        elif word == ")":
            if len(stack) == 1:
                raise ValueError(f"brackets or repetitions do not add up in the rule {pattern!r}: a `)` too many")
            _, look, named = stack.pop()
            group = tuple(map(tuple, branches))
            stack[-1][0][-1].append(Part("", group, look, named, ""))
        elif word[0] in "?{":
            if not branches[-1] or branches[-1][-1].times or branches[-1][-1].look:
                raise ValueError(f"brackets or repetitions do not add up in the rule {pattern!r}: {word!r}")
            branches[-1][-1] = branches[-1][-1]._replace(times=word)
        elif word[0] == "@":
            if word[1:] not in fragments:
                raise ValueError(f"no such fragment: {word[1:]!r} in the rule {pattern!r}")
            branches[-1].append(Part("", fragments[word[1:]], "", name, ""))
        else:
            codes = members(word)
            if not codes:
                raise ValueError(f"no such word or class: {word!r} in the rule {pattern!r}")
            branches[-1].append(Part(codes, (), "", name, ""))
        name = ""
    if len(stack) > 1:
        raise ValueError(f"brackets or repetitions do not add up in the rule {pattern!r}: a `)` is missing")
    return tuple(map(tuple, stack[0][0]))


def source(pattern: Alternatives) -> str:
    """Return a parsed pattern as the source of a regular expression on codes."""
    seen: dict[str, int] = {}

    def written(alternatives: Alternatives) -> str:
        return "|".join("".join(map(one, branch)) for branch in alternatives)

    def one(part: Part) -> str:
        opened = part.look or "(?:"
        if part.name:
            seen[part.name] = seen.get(part.name, 0) + 1
            opened = f"(?P<{part.name}{seen[part.name]}>"
        if part.codes:
            return f"{opened}{one_of(part.codes)}){part.times}" if part.name else f"{one_of(part.codes)}{part.times}"
        return f"{opened}{written(part.group)}){part.times}"

    return written(pattern)


def groups_of(regex: re.Pattern[str]) -> Groups:
    """Return the groups of a regular expression that `source` has written."""
    groups: Groups = {}
    for name, number in regex.groupindex.items():
        part = name.rstrip("0123456789")
        groups[part] = (*groups.get(part, ()), number)
    return groups


def one_of(codes: Iterable[str]) -> str:
    """Return a pattern of one of some codes, neighbours as ranges; of none, one that matches nowhere."""
    runs: list[list[int]] = []
    for number in sorted(map(ord, codes)):
        if runs and runs[-1][1] + 1 == number:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    if not runs:
        return "(?!)"
    return f"[{''.join(chr(a) if a == b else f'{chr(a)}-{chr(b)}' for a, b in runs)}]"


class Openers:
    """What patterns can begin with; it keeps what it found of groups, which fragments share, while they live."""

    def __init__(self) -> None:
        self._openings: dict[int, tuple[list[Opening], bool]] = {}
        self._firsts: dict[int, tuple[frozenset[str], bool]] = {}

    def of(self, pattern: Alternatives) -> list[Opening]:
        """Return the words that the matches of a pattern can begin with; looks aside are not asked: it may be more.

        Raises:
            ValueError: the pattern may match nothing at all.
        """
        found, empty = self._open(pattern)
        if empty:
            raise ValueError("the rule may match nothing")
        return found

    def _open(self, pattern: Alternatives) -> tuple[list[Opening], bool]:
        """Return how the matches begin, and whether one may be empty."""
        if id(pattern) in self._openings:
            return self._openings[id(pattern)]
        found: list[Opening] = []
        some_empty = False
        for branch in pattern:
            empty = True
            for at, part in enumerate(branch):
                if part.look:
                    continue
                inner, optional = (
                    ([Opening(frozenset(part.codes), None)], False) if part.codes else self._open(part.group)
                )
                following, may_end = self._first(branch[at + 1 :])
                if part.times[-2:-1] > "1":
                    following = following.union(*(opening.first for opening in inner))
                for opening in inner:
                    if opening.second is not None:
                        found.append(opening)
                        continue
                    if following:
                        found.append(Opening(opening.first, following))
                    if may_end:
                        found.append(Opening(opening.first, None))
                if not (optional or part.times == "?" or part.times.startswith("{0")):
                    empty = False
                    break
            some_empty = some_empty or empty
        self._openings[id(pattern)] = found, some_empty
        return found, some_empty

    def _first(self, branch: Sequence[Part]) -> tuple[frozenset[str], bool]:
        """Return the codes that a branch can begin with, and whether it may be empty."""
        firsts: set[str] = set()
        for part in branch:
            if part.look:
                continue
            optional = part.times == "?" or part.times.startswith("{0")
            if part.codes:
                firsts.update(part.codes)
            else:
                inner, empty = self._first_of(part.group)
                firsts |= inner
                optional = optional or empty
            if not optional:
                return frozenset(firsts), False
        return frozenset(firsts), True

    def _first_of(self, pattern: Alternatives) -> tuple[frozenset[str], bool]:
        if id(pattern) not in self._firsts:
            each = [self._first(branch) for branch in pattern]
            found = frozenset().union(*(first for first, _ in each))
            self._firsts[id(pattern)] = found, any(empty for _, empty in each)
        return self._firsts[id(pattern)]


def codes_in(pattern: Alternatives) -> frozenset[str]:
    """Return all codes that a pattern asks for."""
    parts = [part for branch in pattern for part in branch]
    return frozenset().union(*(part.codes for part in parts), *(codes_in(part.group) for part in parts if part.group))


def needs(pattern: Alternatives) -> list[frozenset[str]]:
    """Return sets of codes of each of which every match holds one: where a text has none, no match is."""
    branches = [[need for part in branch for need in _needs(part)] for branch in pattern]
    if len(branches) == 1:
        return branches[0]
    smallest = [min(found, key=len, default=frozenset[str]()) for found in branches]
    return [frozenset().union(*smallest)] if all(smallest) else []


def _needs(part: Part) -> list[frozenset[str]]:
    if part.look or part.times == "?" or part.times.startswith("{0"):
        return []
    return [frozenset(part.codes)] if part.codes else needs(part.group)
