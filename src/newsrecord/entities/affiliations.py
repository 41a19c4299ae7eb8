"""The organisations that people are stated to be of: mentions of people with their roles in, mentions of bodies out.

Three forms say it, each closed, so that a verb's own words are never taken for it:

- right behind the name: Jane Roe of `Acme`; Jane Roe, from `Acme`, …; Jane Roe with `Acme` said;
- behind `who leads` and `who works for`;
- in a role that is held: `Acme` chief executive Jane Roe; Jane Roe, a teacher at `Tavro College`. One that was held,
  and one of somebody from without (a lawyer for `Acme`), say nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from .lists import Lists

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..language import Language
    from ..text import Document
    from .roles import Role

__all__ = ["Affiliations"]


class Affiliations:
    """Finds the organisations of people in one language; read-only."""

    def __init__(self, language: Language) -> None:
        lists = language.made(Lists)
        extra = lists.roles
        self._articles = lists.words.articles
        self._of = extra["of"]
        self._within = extra["within"]
        self._who = extra["who"]
        self._lead = extra["lead"]
        self._work = extra["work"]
        self._tell = extra["tell"]
        self._former = extra["former"]
        self._outside = extra["outside"]
        self._to = extra["to"]

    def find(
        self,
        document: Document,
        people: Sequence[tuple[int, int]],
        roles: Sequence[Sequence[Role]],
        bodies: Sequence[tuple[int, int]],
    ) -> list[tuple[int, ...]]:
        """Return, for each mention of a person, the mentions of organisations that the person is stated to be of there.

        Args:
            document: the text.
            people: (start, end) of the mentions of people, in text order.
            roles: those beside each of them.
            bodies: (start, end) of the mentions of organisations, in text order.

        Returns:
            Numbers of `bodies`, in text order, none twice.
        """
        if not bodies:
            return [()] * len(people)
        look = _Look(document, bodies)
        found = []
        for (start, end), stated in zip(people, roles, strict=True):
            numbers = {*self._behind(look, look.token(start), look.token(end))}
            for role in stated:
                numbers.update(self._in_role(look, role))
            found.append(tuple(sorted(numbers)))
        return found

    def _behind(self, look: _Look, first: int, at: int) -> Iterator[int]:
        """What stands right behind a name: `, of Acme`, `who leads Acme`."""
        comma = look.word(at) == ","
        at += comma
        if comma and look.word(at).isdecimal() and look.word(at + 1) == ",":  # an age
            at += 2
        word = look.word(at)
        if word in self._who:
            verb, at = look.word(at + 1), at + 2
            if verb in self._work and look.word(at) in self._within:
                at += 1
            elif verb not in self._lead:
                return
            yield from self._body(look, at)
            return
        if word not in self._within:
            return
        for number in self._body(look, at + 1):
            after = look.stops[number]
            closed = look.ends_sentence(after) or look.word(after) in (",", ".", ";", ")")
            told = look.word(after) in self._tell and look.opens_sentence(first)
            if word in self._of or (closed if comma else told):
                yield number

    def _body(self, look: _Look, at: int) -> Iterator[int]:
        """The organisation whose name opens at token `at`, or behind an article there."""
        at += look.word(at) in self._articles
        number = look.firsts.get(at)
        if number is not None:
            yield number

    def _in_role(self, look: _Look, role: Role) -> Iterator[int]:
        """The organisations that a role is held in: the one that opens it, and those behind `of` and `at`."""
        first, stop = look.token(role.start), look.token(role.end)
        words = {look.word(at) for at in range(first, stop)}
        if look.word(first) in self._former or look.word(first - 1) in self._former or words & self._outside:
            return
        opened, linked = False, True
        for at in range(first, stop):
            number = look.firsts.get(at)
            if number is None:
                word = look.word(at)
                if word in self._to:
                    linked = False
                elif word in self._within:
                    opened, linked = False, True
                continue
            if linked and not opened:
                opened = True
                yield number


class _Look:
    """The tokens of a document and the organisations that open at them."""

    def __init__(self, document: Document, bodies: Sequence[tuple[int, int]]) -> None:
        tokens = document.tokens
        self._words = tokens.folded
        self._starts = tokens.starts
        self._sentences = [sentence.start for sentence in document.sentences]
        self.firsts: dict[int, int] = {}
        """Token to the number of the organisation that opens there."""
        self.stops: list[int] = []
        """The token behind each organisation."""
        for number, (start, end) in enumerate(bodies):
            self.firsts[self.token(start)] = number
            self.stops.append(self.token(end))

    def token(self, offset: int) -> int:
        """The number of the first token that begins at `offset` or later."""
        return bisect_left(self._starts, offset)

    def word(self, at: int) -> str:
        """The folded token, empty beyond the text."""
        return self._words[at] if 0 <= at < len(self._words) else ""

    def opens_sentence(self, at: int) -> bool:
        """Whether a sentence begins at token `at`."""
        found = bisect_left(self._sentences, at)
        return found < len(self._sentences) and self._sentences[found] == at

    def ends_sentence(self, at: int) -> bool:
        """Whether no token of the sentence before is left at token `at`."""
        return at >= len(self._words) or self.opens_sentence(at)
