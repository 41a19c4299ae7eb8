"""The job or title beside a person's name: mentions of people in, roles out.

Three patterns, each bounded, none guessing over a verb:

- before the name: `former President` Pedro Castillo, `Treasury Secretary` Bessent;
- before the name and a comma: `Cuba’s Ambassador to Peru`, Carlos Zamora;
- after the name and a comma: Jane Roe, `the ministry’s spokeswoman`,
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from ..record import fold
from .gazetteer import load_gazetteer
from .lists import Lists, fold_word
from .shapes import case_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..language import Language
    from ..text import Document, Tokens
    from .gazetteer import Gazetteer
    from .lists import Words
    from .shapes import Case

__all__ = ["Roles"]

_MOST: Final = 12
"""Tokens of the longest role; agency style keeps them shorter."""
_POSSESSIVES: Final = frozenset({"'s", "’s", "'S", "’S"})
_STOPS: Final = frozenset({",", ".", ";", ")", "—", "–", ":"})


class Roles:
    """Finds the roles beside people in one language; read-only."""

    def __init__(self, language: Language) -> None:
        self._known = language.made(load_gazetteer)
        self._words = language.made(Lists).words

    def find(self, document: Document, people: Sequence[tuple[int, int]]) -> list[tuple[str, ...]]:
        """Return the roles that stand beside each mention of a person.

        Args:
            document: the text; its tokens and sentences bound what is looked at.
            people: (start, end) of the mentions, in text order.
        """
        if not people:
            return []
        tokens = document.tokens
        reader = _Reader(document.text, tokens, self._known, self._words)
        sentences = document.sentences
        ends = [tokens.ends[sentence[-1]] for sentence in sentences]
        found: list[tuple[str, ...]] = []
        seen = -1
        for start, end in people:
            at = bisect_left(ends, end)
            if at == len(sentences):
                found.append(())
                continue
            first, last = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
            sentence = sentences[at]
            if at != seen:  # once a sentence, however many people it names
                seen = at
                reader.case = case_of(tokens.words[sentence.start : sentence.stop], reader.known)
            roles = (reader.before(sentence.start, first), reader.after(last, sentence.stop))
            found.append(tuple(role for role in roles if role))
        return found


class _Reader:
    """Reads roles off the tokens on either side of a name."""

    def __init__(self, text: str, tokens: Tokens, known: Gazetteer, words: Words) -> None:
        self.text = text
        self.tokens = tokens
        self.words = tokens.words
        self.known = known
        self.case: Case = "normal"
        self.heads = words.role_heads
        self.weak = words.weak_heads
        self.modifiers = words.role_modifiers
        self.functions = words.function_words - words.role_modifiers
        self.articles = words.articles
        self.links = words.role_links
        self.joins = words.role_joins
        self.complement = words.role_complement

    def slice(self, first: int, stop: int) -> str | None:
        """The text of tokens, without the article that opens it unless that belongs to a possessor."""
        possessed = any(word in _POSSESSIVES for word in self.words[first:stop])
        if first < stop - 1 and self.words[first].lower() in self.articles and not possessed:
            first += 1
        if first >= stop:
            return None
        return fold(self.text[self.tokens.starts[first] : self.tokens.ends[stop - 1]]) or None

    def is_strong(self, at: int) -> bool:
        word = fold_word(self.words[at])
        return word in self.heads and word not in self.weak

    def is_name(self, at: int) -> bool:
        """A capitalised word that is no grammatical one; in title case no ordinary one either."""
        word = self.words[at]
        folded = fold_word(word)
        return (
            word[0].isupper()
            and folded not in self.functions
            and (self.case == "normal" or folded not in self.known.words)
        )

    def leans(self, at: int) -> bool:
        """Whether a token may stand inside a title before its head: `former`, `Deputy`, `Peruvian`, `co` `-`."""
        word = self.words[at]
        return fold_word(word) in self.modifiers or fold_word(word) in self.heads or self.is_name(at)

    # --- before the name ---------------------------------------------------------------------------------------

    def before(self, low: int, name: int) -> str | None:
        """The role that ends right before the name, or before the comma before it."""
        low = max(low, name - _MOST)
        if name - 1 >= low and self.is_strong(name - 1):
            return self.slice(self._back(low, name - 1), name)
        if name - 2 >= low and self.words[name - 1] == ",":
            return self._apposed(low, name - 1)
        return None

    def _back(self, low: int, head: int) -> int:
        """The first token of the title whose head stands at `head`."""
        at = head
        while at > low:
            word = self.words[at - 1]
            if self.leans(at - 1) or (word in ("-", "–") and at - 2 >= low and self.leans(at - 2)):
                at -= 1
            elif word in _POSSESSIVES and at - 2 >= low and self.possessor(at - 2):
                return self._noun_phrase(low, at - 2)
            else:
                break
        while self.words[at] in ("-", "–") or (self.words[at].lower() in self.functions and at < head):
            at += 1
        return at

    def possessor(self, at: int) -> bool:
        return self.words[at][0].isalpha()

    def _noun_phrase(self, low: int, at: int) -> int:
        """The first token of the possessor that ends at `at`: `South Africa`, `the foreign ministry`."""
        if self.is_name(at):
            while at > low and self.is_name(at - 1):
                at -= 1
        else:
            while at > low and self.words[at - 1].lower() in self.modifiers:
                at -= 1
        if at > low and self.words[at - 1].lower() in self.articles:
            at -= 1
        return at

    def _apposed(self, low: int, comma: int) -> str | None:
        """`Cuba’s Ambassador to Peru` before a comma and the name: a head, one link, one name, a clear beginning."""
        at = comma - 1
        if not self.is_strong(at):
            while at > low and (self.is_name(at) or self.words[at].lower() in self.joins):
                at -= 1
            if at <= low or self.words[at].lower() not in self.links or not self.is_strong(at - 1):
                return None
            at -= 1
        first = self._back(low, at)
        opens = first == low or self.words[first - 1] in _STOPS or self.words[first - 1].lower() in self.articles
        possessed = any(word in _POSSESSIVES for word in self.words[first:at])
        return self.slice(first, comma) if opens or possessed else None

    # --- after the name ----------------------------------------------------------------------------------------

    def after(self, name: int, high: int) -> str | None:
        """The role between a comma after the name and the next stop."""
        if name >= high or self.words[name] != ",":
            return None
        first = at = name + 1
        high = min(high, first + _MOST + 1)
        if at < high and self.words[at].lower() in self.articles:
            at += 1
        head = None
        while at < high:
            if self.is_strong(at):
                head = at
            elif not (
                self.leans(at) or self.words[at] in _POSSESSIVES or self.words[at] == "-" or self._owns(at, high)
            ):
                break
            at += 1
        if head is None:
            return None
        at = head + 1
        if at < high and self.words[at].lower() in self.links:
            at = self._complement(at + 1, high)
        if at < high and self.words[at] in _STOPS:
            return self.slice(first, at)
        return None

    def _owns(self, at: int, high: int) -> bool:
        return at + 1 < high and self.words[at + 1] in _POSSESSIVES and self.words[at].isalpha()

    def _complement(self, at: int, high: int) -> int:
        """The end of what follows `of`, `for`, …: names and small joining words, or one plain noun."""
        while at < high:
            word = self.words[at].lower()
            plain = word in self.known.words and word not in self.functions
            if not (
                self.is_name(at) or plain or word == "-" or word in self.complement or self.words[at] in _POSSESSIVES
            ):
                break
            at += 1
        return at
