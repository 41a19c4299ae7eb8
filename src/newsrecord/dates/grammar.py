"""Finding temporal expressions: tokens in, pieces (token spans with unresolved readings) out.

The rules are tried from left to right; of those that fit at a word the first wins. Then neighbours that are one
expression are joined, and words that modify an expression are taken in (`joining.py`). All of it works on the string of
codes that `lexicon.py` makes of the tokens, one character a token, and is linear in it.

Which rules can fit at a word is told by its code and the next one, so that a word costs a look into a dictionary, and
the regular expression of a rule is made when the first text asks for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..stamps import Stamps
from . import days, durations, spans, times, units
from .direction import Directions, Endings
from .joining import Joiner
from .lexicon import Lexicon
from .patterns import Openers, groups_of, needs, one_of, source
from .reading import Match, Piece

if TYPE_CHECKING:
    from ..language import Language
    from ..tables import Table
    from ..timex import Mod
    from .patterns import Alternatives, Groups, Opening
    from .reading import Paragraph

__all__ = ["Grammar"]

_MAKERS = days.MAKERS | times.MAKERS | spans.MAKERS | units.MAKERS | durations.MAKERS


class Grammar:
    """The rules of one language; read-only but for what it keeps of rules that were asked for.

    Raises:
        DataFileError: a table cannot be used: a rule cannot be read, names a word or class that the table does not
            have, or is to be made by something that there is not.
    """

    def __init__(self, language: Language) -> None:
        table, stamps = language.table("dates"), language.made(Stamps)
        self.lexicon: Lexicon = Lexicon(table, stamps)
        endings = Endings(*(table.words(f"{name}_endings") for name in Endings._fields))
        table.finish()
        self.directions: Directions = Directions(self.lexicon, endings)
        self._joiner = Joiner(self.lexicon, stamps, self.directions, self._prefixes(table))
        self._patterns: list[Alternatives] = []
        self._by_first: dict[str, list[tuple[int, Opening]]] = {}
        openers = Openers()
        for i, rule in enumerate(self.lexicon.rules):
            name = f"rule[{i}]"
            if rule.make not in _MAKERS:
                made = f"there is no make = {rule.make!r} in the rule {rule.name!r}"
                raise table.fault(name, f"{made}; there are {', '.join(sorted(_MAKERS))}")
            self._patterns.append(self._parsed(table, name, rule.pattern))
            try:
                opened = openers.of(self._patterns[-1])
            except ValueError as problem:
                raise table.fault(name, f"{rule.pattern!r}: {problem}") from problem
            for opening in opened:
                for code in opening.first:
                    self._by_first.setdefault(code, []).append((i, opening))
        self._candidate = re.compile(self._opening() + self._unlike())
        self._opens, self._closes = (frozenset(self.lexicon.members(name)) for name in ("QUOTED", "UNQUOTED"))
        self._quote = re.compile(one_of(self._opens | self._closes))
        self._regexes: dict[int, tuple[re.Pattern[str], Groups]] = {}
        self._needs: dict[int, list[frozenset[str]]] = {}
        self._fitting: dict[str, tuple[int, ...]] = {}

    def _prefixes(self, table: Table) -> dict[str, list[tuple[Alternatives, Mod]]]:
        return {
            kind: [(self._parsed(table, f"{kind}[{i}]", item.pattern), item.mod) for i, item in enumerate(items)]
            for kind, items in self.lexicon.prefixes.items()
        }

    def _parsed(self, table: Table, name: str, pattern: str) -> Alternatives:
        try:
            return self.lexicon.parsed(pattern)
        except ValueError as problem:
            raise table.fault(name, str(problem)) from problem

    def _opening(self) -> str:
        """What opens a rule: a word that may be all of it, or another before a word that follows one in some rule.

        Most articles and prepositions stand before words that no rule knows.
        """
        openings = [(code, opening.second) for code, found in self._by_first.items() for _, opening in found]
        alone = {code for code, second in openings if second is None}
        following = frozenset[str]().union(*(second for _, second in openings if second is not None))
        return f"{one_of(self._by_first)}(?:(?<={one_of(alone)})|(?={one_of(following)}))"

    def _unlike(self) -> str:
        """What must not follow a word that opens a rule: a number before another one (but 5 1/2 years); `may may`.

        Asked once such a word is read, the engine passes over all other words, which are most, at once.
        """
        members = self.lexicon.members
        numbers, years = set(members("INT")), set(members("YEAR") + members("OLDYEAR"))
        small, slash, months = one_of(numbers - years), members("SLASH"), members("MONTHS")
        fraction = f"(?![{slash}])" if slash else ""
        twice = f"(?!(?<=(?P<twice>{one_of(months)}))(?P=twice))" if months else ""
        return f"(?!(?<={small}){one_of(numbers)}{fraction}){twice}" if numbers - years else twice

    def rules_at(self, codes: str) -> tuple[int, ...]:
        """Return the rules that may match where these one or two codes stand, in their order."""
        found = self._fitting.get(codes)
        if found is None:
            first, second = codes[0], codes[1:]
            fitting = {
                i
                for i, opening in self._by_first.get(first, ())
                if opening.second is None or (second and second in opening.second)
            }
            self._fitting[codes] = found = tuple(sorted(fitting))
        return found

    def match(self, rule: int, codes: str, start: int) -> tuple[re.Match[str], Groups] | None:
        """Return the match of a rule, by its number, that begins at a word, with the groups that its parts are in.

        Its regular expression is made once a text holds near by what each match of it needs.
        """
        known = self._regexes.get(rule)
        if known is None:
            near = codes[start : start + _LONGEST]
            if rule not in self._needs:
                self._needs[rule] = needs(self._patterns[rule])
            for need in self._needs[rule]:
                if need.isdisjoint(near):
                    return None
            regex = re.compile(source(self._patterns[rule]))
            self._regexes[rule] = known = regex, groups_of(regex)
        found = known[0].match(codes, start)
        return None if found is None else (found, known[1])

    def is_spoken(self, codes: str, *, spoken: bool) -> bool:
        """Return whether what follows some codes stands between quotation marks; `spoken`: whether they begin there."""
        for code in self._quote.findall(codes):
            if spoken and code in self._closes:
                spoken = False
            elif code in self._opens:
                spoken = True
        return spoken

    def find(self, paragraph: Paragraph) -> list[Piece]:
        """Return the pieces of a paragraph, in order and disjoint."""
        pieces = self._scan(paragraph)
        if paragraph.explicit:
            taken = {at for piece in pieces for at in range(piece.first, piece.last) if at in paragraph.explicit}
            pieces += [piece for at, piece in paragraph.explicit.items() if at not in taken]
            pieces.sort(key=lambda piece: piece.first)
        return self._joiner.join(paragraph, pieces) if pieces else pieces

    def _scan(self, paragraph: Paragraph) -> list[Piece]:
        pieces: list[Piece] = []
        at = 0
        for candidate in self._candidate.finditer(paragraph.codes):
            start = candidate.start()
            if start >= at:
                found = self._read(paragraph, start)
                if found:
                    pieces += found
                    at = found[-1].last
        return pieces

    def _read(self, paragraph: Paragraph, start: int, depth: int = 0) -> list[Piece]:
        """Return the pieces of the first rule whose maker takes what stands at a token, none where no rule does."""

        def follow(at: int) -> Piece | None:
            if at in paragraph.explicit:
                nested.append(paragraph.explicit[at])
                return paragraph.explicit[at]
            inner = self._read(paragraph, at, depth + 1) if depth < _DEEPEST and at < len(paragraph.codes) else []
            if len(inner) != 1 or inner[0].first != at:
                return None
            nested.append(inner[0])
            return inner[0]

        nested: list[Piece] = []
        for i in self.rules_at(paragraph.codes[start : start + 2]):
            found = self.match(i, paragraph.codes, start)
            if found is None:
                continue
            rule = self.lexicon.rules[i]
            made = _MAKERS[rule.make](Match(*found, paragraph, self.lexicon, rule, follow))
            if isinstance(made, list):
                name = f"{rule.name} + {nested[-1].rule}" if nested and nested[-1].last == made[-1].last else rule.name
                return [piece if piece.rule else piece._replace(rule=name) for piece in made]
            if made is not None:
                return [Piece(start, found[0].end(), made, rule.name)]
        return []


_LONGEST = 64
"""More words than a match of any rule has."""
_DEEPEST = 2
"""Expressions that may nest in each other: the week of | the first Monday | in October."""
