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
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["Alternatives", "Opening", "Part", "literals", "needs", "one_of", "openings", "parsed", "source"]

_PART = re.compile(r"([a-z]+=|<!\(|<=\(|!\(|@[A-Z]+|[\w’']+|[()|?]|\{\d,\d\}|\s+|(?P<bad>.))")
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


class Opening(NamedTuple):
    """Words that a match can begin with."""

    first: frozenset[str]
    second: frozenset[str] | None
    """Codes that can follow; None where the match may end, so that anything can."""


def literals(pattern: str) -> list[str]:
    """Return the words that a pattern asks for by themselves."""
    return [part[0] for part in _PART.findall(pattern) if _LITERAL.match(part[0])]


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
    for found in _PART.finditer(pattern):
        word = found.group()
        if word.isspace():
            continue
        branches = stack[-1][0]
        if found["bad"]:
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


def openings(pattern: Alternatives) -> list[Opening]:
    """Return the words that the matches of a pattern can begin with; looks aside are not asked, so it may be more.

    Raises:
        ValueError: the pattern may match nothing at all.
    """
    found, empty = _openings(pattern)
    if empty:
        raise ValueError("the rule may match nothing")
    return found


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


def _openings(pattern: Alternatives) -> tuple[list[Opening], bool]:
    """Return how the matches begin, and whether one may be empty."""
    all_found: list[Opening] = []
    some_empty = False
    for branch in pattern:
        found: list[Opening] = []
        empty = True
        for part in reversed(branch):
            if part.look:
                continue
            inner, optional = ([Opening(frozenset(part.codes), None)], False) if part.codes else _openings(part.group)
            following = frozenset().union(*(opening.first for opening in found))
            if part.times[-2:-1] > "1":
                following = following.union(*(opening.first for opening in inner))
            here = [opening for opening in inner if opening.second is not None]
            ending = frozenset().union(*(opening.first for opening in inner if opening.second is None))
            if ending and following:
                here.append(Opening(ending, following))
            if ending and empty:
                here.append(Opening(ending, None))
            optional = optional or part.times == "?" or part.times.startswith("{0")
            found = here + found if optional else here
            empty = empty and optional
        all_found += found
        some_empty = some_empty or empty
    return all_found, some_empty
