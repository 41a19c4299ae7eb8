"""The job or title beside a person's name: mentions of people in, roles out.

Patterns, each bounded, none guessing over a verb that it does not know:

- before the name: `former President` Pedro Castillo, `Sen.` Jane Roe, `minister of mines` Petrus Roe;
- before the name and a comma: `Cuba’s Ambassador to Peru`, Carlos Zamora;
- after the name and a comma: Jane Roe, `the ministry’s spokeswoman`, and Jane Roe, `a geologist at Acme` who led it;
- after `who is` and `as`: Jane Roe, who is `the county’s coroner`; Jane Roe will serve as `his adviser`.

The names of the document bound what a role takes in: it never opens inside one, and an organisation stays whole in it.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from ..record import fold
from ..text import fold_word
from .gazetteer import load_gazetteer
from .lists import Lists
from .shapes import case_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..language import Language
    from ..text import Document, Tokens
    from .gazetteer import Gazetteer
    from .shapes import Case

__all__ = ["Role", "Roles"]

_MOST: Final = 16
"""Tokens of the longest role; agency style keeps them shorter."""
_PLAIN: Final = 3
"""Ordinary words in a row before a role's head that may belong to it: `infectious disease` specialist."""
_LEAD: Final = 4
"""Tokens between a name and the `as` that opens its role: will continue to serve."""
_POSSESSIVES: Final = frozenset({"'s", "’s", "'S", "’S", "’"})
_STOPS: Final = frozenset({",", ".", ";", ")", "—", "–", ":", "-"})
_SHORT: Final = 5
"""Letters of the longest title that is shortened by a full stop: `Assoc.`"""


class Role(NamedTuple):
    """A role as the text states it."""

    text: str
    """Its words, white space folded."""
    start: int
    """First code point of it."""
    end: int
    """One past its last."""


class Roles:
    """Finds the roles beside people in one language; read-only."""

    def __init__(self, language: Language) -> None:
        self._known = language.made(load_gazetteer)
        self._sets = _Sets(language.made(Lists))

    def find(
        self, document: Document, people: Sequence[tuple[int, int]], others: Iterable[tuple[int, int]] = ()
    ) -> list[tuple[Role, ...]]:
        """Return the roles that stand beside each mention of a person.

        Args:
            document: the text; its tokens and sentences bound what is looked at.
            people: (start, end) of the mentions, in text order.
            others: (start, end) of the mentions of anything else, which a role takes in whole or not at all.
        """
        if not people:
            return []
        tokens = document.tokens
        reader = _Reader(document.text, tokens, self._known, self._sets)
        for start, end in others:
            span = (bisect_left(tokens.starts, start), bisect_left(tokens.starts, end))
            reader.names.update((at, span) for at in range(*span))
        for start, end in people:
            reader.people.update(range(bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)))
        sentences = document.sentences
        ends = [tokens.ends[sentence[-1]] for sentence in sentences]
        found: list[tuple[Role, ...]] = []
        seen = last = -1
        shared: Role | None = None
        for number, (start, end) in enumerate(people):
            at = bisect_left(ends, end)
            if at == len(sentences):
                found.append(())
                continue
            first, stop = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
            sentence = sentences[at]
            if at != seen:  # once a sentence, however many people it names
                seen = at
                reader.case = case_of(tokens.words[sentence.start : sentence.stop], reader.known)
                shared = None
            before = reader.before(sentence.start, first)
            if before is None and shared is not None and reader.is_joined(last, first):
                before = shared
            elif before is not None and reader.is_plural:
                following = people[number + 1][0] if number + 1 < len(people) else None
                joined = following is not None and reader.is_joined(stop, bisect_left(tokens.starts, following))
                before = shared = before if joined else None
            else:
                shared = None
            last = stop
            roles = (before, reader.after(stop, sentence.stop))
            found.append(tuple(dict.fromkeys(role for role in roles if role is not None)))
        return found


class _Sets:
    """The words around roles of one language."""

    def __init__(self, lists: Lists) -> None:
        words, extra = lists.words, lists.roles
        self.heads = words.role_heads | extra["heads"]
        self.strong = self.heads - words.weak_heads
        self.modified = extra["heads_with_modifier"]
        self.ranks = extra["ranks"]
        self.modifiers = words.role_modifiers | extra["modifiers"]
        self.functions = words.function_words - self.modifiers
        self.articles = words.articles
        self.owners = words.articles | extra["owners"]
        self.links = words.role_links | extra["links"]
        self.complement = words.role_complement | extra["links"]
        self.joins = words.role_joins
        self.designate = extra["designate"]
        self.who = extra["who"]
        self.be = extra["be"]
        self.as_ = extra["as"]
        self.serve = extra["serve"]
        self.endings = extra["ends_before"]
        self.openings = extra["begins_after"]
        self.leads = extra["plain_after"]
        self.verbs = extra["no_modifiers"]
        self.plurals = tuple(sorted(words.plural_endings))


class _Reader:
    """Reads roles off the tokens on either side of a name."""

    def __init__(self, text: str, tokens: Tokens, known: Gazetteer, sets: _Sets) -> None:
        self.sets = sets
        self.text = text
        self.tokens = tokens
        self.words = tokens.words
        self._folded = tokens.folded
        self.known = known
        self.names: dict[int, tuple[int, int]] = {}
        """For each token inside a name that is no person's: the first token of the name, the one after its last."""
        self.people: set[int] = set()
        """The tokens of people's names: no role stands inside one."""
        self.case: Case = "normal"
        self.is_plural = False
        """Whether the role found last before a name is of several people."""

    def lower(self, at: int) -> str:
        return self._folded[at] if 0 <= at < len(self._folded) else ""

    def slice(self, first: int, stop: int) -> Role | None:
        """The text of tokens, without the article that opens it unless that belongs to a possessor."""
        links = self.sets.links
        link = next((at for at in range(first, stop) if self.lower(at) in links and at not in self.names), stop)
        possessed = any(word in _POSSESSIVES for word in self.words[first:link])
        if first < stop - 1 and self.lower(first) in self.sets.articles and not possessed:
            first += 1
        if first >= stop:
            return None
        start, end = self.tokens.starts[first], self.tokens.ends[stop - 1]
        return Role(fold(self.text[start:end]), start, end)

    def is_joined(self, last: int, first: int) -> bool:
        """Whether only `and` or a comma parts two names."""
        between = [self.lower(at) for at in range(last, first)]
        return 0 < len(between) < 3 and all(word == "," or word in self.sets.joins for word in between)

    def singular(self, word: str) -> str:
        ending = next((ending for ending in self.sets.plurals if word.endswith(ending)), "")
        return word.removesuffix(ending)

    def is_strong(self, at: int) -> bool:
        word = self.lower(at)
        return word in self.sets.strong and self.is_free(at)

    def is_many(self, at: int) -> bool:
        """Whether the token is a head for several people: `directors`."""
        word = self.lower(at)
        return word not in self.sets.heads and self.singular(word) in self.sets.strong and self.is_free(at)

    def is_free(self, at: int) -> bool:
        """Whether the token is in nobody's name."""
        return at not in self.names and at not in self.people

    def is_name(self, at: int) -> bool:
        """A capitalised word that is no grammatical one; in title case no ordinary one either."""
        if at in self.names:
            return True
        word = self.words[at]
        folded = fold_word(word)
        return (
            word[0].isupper()
            and folded not in self.sets.functions
            and (self.case == "normal" or folded not in self.known.words)
        )

    def leans(self, at: int) -> bool:
        """Whether a token may stand inside a title before its head: `former`, `Deputy`, `Peruvian`, `co` `-`."""
        word = self.lower(at)
        if at in self.people:
            return False
        return at in self.names or word in self.sets.modifiers or word in self.sets.heads or self.is_name(at)

    def is_plain(self, at: int) -> bool:
        """Whether a token is an ordinary word in lower case that may modify a head."""
        word, sets = self.words[at], self.sets
        return word.islower() and word in self.known.words and word not in sets.functions and word not in sets.verbs

    # --- before the name ---------------------------------------------------------------------------------------

    def before(self, low: int, name: int) -> Role | None:
        """The role that ends right before the name, or before the comma before it."""
        low = max(low, name - _MOST)
        self.is_plural = False
        last = name - 1
        if last < low or self.lower(last) in self.sets.articles:  # a critic of the Roe government
            return None
        if self.words[last] in ("[", "(") and last - 1 >= low:  # President [Jane] Roe
            last -= 1
        comma = self.words[last] == ","
        if comma:
            last -= 1
        elif self.words[last] == "." and last - 1 >= low and len(self.words[last - 1]) <= _SHORT:
            last -= 1
            if self.lower(last) not in self.sets.ranks and not self.is_strong(last):
                return None
        if last < low:
            return None
        head = last
        if self.lower(last) in self.sets.designate and last - 2 >= low and self.words[last - 1] == "-":
            head = last - 2
        stop = name - 1 if comma or (last == name - 2 and self.words[name - 1] in ("[", "(")) else name
        if not comma and self._is_head(low, head):
            self.is_plural = self.is_many(head)
            return self.slice(self._back(low, head), stop)
        return self._linked(low, last, stop, comma=comma)

    def _is_head(self, low: int, at: int) -> bool:
        """Whether the token is a head by itself, or one that something before it makes a job: `party` official."""
        if self.is_strong(at) or self.is_many(at):
            return True
        word = self.lower(at)
        if not self.is_free(at):
            return False
        if word in self.sets.ranks:
            return self.words[at][0].isupper()
        if word not in self.sets.modified or at == low:
            return False
        return self.leans(at - 1) or self.words[at - 1] in _POSSESSIVES or self._plain_run(low, at) < at

    def _linked(self, low: int, last: int, stop: int, *, comma: bool) -> Role | None:
        """`minister of mines`, and before a comma `Cuba’s Ambassador to Peru`: a head, a link, what it is of."""
        at = last
        while at > low:
            word = self.lower(at)
            if word in self.sets.links and at not in self.names:
                if not (self.is_strong(at - 1) or self.lower(at - 1) in self.sets.modified):
                    if not comma:
                        return None
                elif at < last:
                    first = self._back(low, at - 1)
                    return self.slice(first, stop) if not comma or self._opens(low, first, at - 1) else None
            elif not (
                self.is_name(at)
                or (comma and word in self.sets.joins)
                or word in self.sets.articles
                or self.is_plain(at)
                or word in self.sets.modifiers
                or word in self.sets.heads
                or self.words[at] == "-"
            ):
                break
            at -= 1
        if comma and (self.is_strong(last) or self.is_many(last)):
            first = self._back(low, last)
            if self._opens(low, first, last):
                self.is_plural = self.is_many(last)
                return self.slice(first, stop)
        return None

    def _opens(self, low: int, first: int, head: int) -> bool:
        """Whether a role clearly begins at `first`: nothing before it can be part of it."""
        possessed = any(word in _POSSESSIVES for word in self.words[first:head])
        if possessed or first == low:
            return True
        before = self.lower(first - 1)
        opened = before in self.sets.owners or self.lower(first) in self.sets.owners
        return before in _STOPS or opened or before in self.sets.openings

    def _back(self, low: int, head: int) -> int:
        """The first token of the title whose head stands at `head`."""
        at = head
        while at > low:
            word = self.words[at - 1]
            if at - 1 in self.names:
                at = max(self.names[at - 1][0], low)
            elif self.leans(at - 1) or (word in ("-", "–") and at - 2 >= low and self.leans(at - 2)):
                at -= 1
            elif word in _POSSESSIVES and at - 2 >= low and self.possessor(at - 2):
                return self._noun_phrase(low, at - 2)
            else:
                plain = at if self.is_name(at) else self._plain_run(low, at)
                if plain == at:
                    break
                at = plain
        functions = self.sets.functions
        while self.words[at] in ("-", "–") or (self.lower(at) in functions and at < head and at not in self.names):
            at += 1
        return at

    def _plain_run(self, low: int, at: int) -> int:
        """The first of the ordinary words before token `at` that belong to its title, `at` where none do.

        They do where an article, a possessive, a preposition or a stop comes before them: by `neighbourhood watch`
        coordinator Jane Roe.
        """
        first = at
        while first > low and at - first < _PLAIN and self.is_plain(first - 1):
            first -= 1
        if first == at:
            return at
        if first == low:
            return at
        before = self.words[first - 1]
        word = fold_word(before)
        return first if word in self.sets.owners or before in _POSSESSIVES or word in self.sets.leads else at

    def possessor(self, at: int) -> bool:
        return self.words[at][0].isalpha()

    def _noun_phrase(self, low: int, at: int) -> int:
        """The first token of the possessor that ends at `at`: `South Africa`, `the foreign ministry`."""
        if at in self.names:
            at = max(self.names[at][0], low)
        elif self.is_name(at):
            while at > low and self.is_name(at - 1):
                at -= 1
        else:
            while at > low and self.lower(at - 1) in self.sets.modifiers:
                at -= 1
        if at > low and self.lower(at - 1) in self.sets.articles:
            at -= 1
        return at

    # --- after the name ----------------------------------------------------------------------------------------

    def after(self, name: int, high: int) -> Role | None:
        """The role after the name: between commas, after `who is`, after `as`."""
        if name >= high:
            return None
        at = name
        comma = self.words[at] == ","
        if comma:
            at += 1
            if at + 1 < high and self.words[at].isdigit() and self.words[at + 1] == ",":  # her age
                at += 2
        if at + 1 < high and self.lower(at) in self.sets.who and self.lower(at + 1) in self.sets.be:
            return self._described(at + 2, high, closed=False)
        if comma:
            return self._described(at, high, closed=True)
        for step in range(at, min(at + _LEAD, high - 1)):
            if self.lower(step) in self.sets.as_:  # not `appoint her as`: that may never come about
                return self._described(step + 1, high, closed=False) if step > at else None
            if self.lower(step) not in self.sets.serve:
                break
        return None

    def _described(self, first: int, high: int, *, closed: bool) -> Role | None:
        """The noun phrase at `first` where its head is a job and it ends as one: at a stop, `who` or, open, anywhere.

        Without an article only words of titles may stand before the head; with one, ordinary ones as well.
        """
        at = first
        high = min(high, first + _MOST + 1)
        owned = at < high and self.lower(at) in self.sets.owners
        if owned:
            at += 1
        head = None
        while at < high:
            word = self.lower(at)
            if at in self.names:
                at = self.names[at][1]
                continue
            if self.is_strong(at) or (
                word in self.sets.modified and (owned or at > first or self.lower(at + 1) in self.sets.links)
            ):
                head = at
            elif not (
                self.leans(at)
                or at in self.people
                or self.words[at] in _POSSESSIVES
                or self.words[at] == "-"
                or self._owns(at, high)
                or (owned and self.is_plain(at))
            ) or (head is not None and not (self.leans(at) or self.words[at] == "-" or self.words[at] in _POSSESSIVES)):
                break
            at += 1
        if head is None or head >= high:
            return None
        at = head + 1
        if at < high and self.words[at] == "." and len(self.words[head]) <= _SHORT:
            at += 1
        while at < high and self.lower(at) in self.sets.links and at not in self.names:
            stop = self._complement(at + 1, high)
            if stop == at + 1:
                break
            at = stop
        if not closed or at == high or self.words[at] in _STOPS or self.lower(at) in self.sets.endings:
            return self.slice(first, at)
        return None

    def _owns(self, at: int, high: int) -> bool:
        return at + 1 < high and self.words[at + 1] in _POSSESSIVES and self.words[at].isalpha()

    def _complement(self, at: int, high: int) -> int:
        """The end of what follows `of`, `for`, …: names and small joining words, or plain nouns."""
        begun, sets = at, self.sets
        while at < high:
            if at in self.names:
                at = self.names[at][1]
                continue
            word = self.lower(at)
            if word in sets.heads and at > begun and self.lower(at - 1) in sets.joins and not self.is_name(at):
                break  # the next role
            plain = word in self.known.words and word not in sets.functions and word not in sets.endings
            if not (
                self.is_name(at) or plain or word == "-" or word in sets.complement or self.words[at] in _POSSESSIVES
            ):
                break
            at += 1
        at = min(at, high)
        while at > begun and self.lower(at - 1) in sets.complement and at - 1 not in self.names:
            at -= 1
        return at
