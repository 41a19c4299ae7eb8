"""What marked words are: speech of their own (`direct`), words of a reported sentence (`mixed`), or nobody's.

In come a line, one of its quotations and how the line attributes it; out comes the kind, or None for titles, terms,
names and words that the writer holds at a distance.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .marks import ending

if TYPE_CHECKING:
    from .attribution import Said
    from .cast import Cast
    from .lines import Line
    from .marks import Stretch
    from .words import Words

__all__ = ["Kinds"]

_SHORT: Final = 3
"""Words of direct speech that nothing announces, at least."""
_CLAUSE: Final = 4
"""Words from which on marked words with a small letter can be speech by themselves."""
_SENTENCE: Final = 8
"""Words from which on a stop and a capital inside the marks mean two sentences, and no abbreviation."""
_HEADING: Final = 6
"""Words of a paragraph in marks that may be a heading."""
_TITLE: Final = 14
"""Words of the longest title that is told by its capitals."""
_DASHES: Final = "-–—"
_STOPS: Final = ".!?…"
_TWO_SENTENCES: Final = re.compile(r"[.?!…](?<=[a-z]{2}[.?!…])['’”\"]? +[“\"‘(\[]?[A-Z]")
_AFTER_BRACKET: Final = re.compile(r"[^\w]*")


class Kinds:
    """Tells the kinds of the quotations of one document."""

    def __init__(self, text: str, words: Words, cast: Cast) -> None:
        self._text = text
        self._words = words
        self._cast = cast

    def kind(self, line: Line, item: int, quote: Stretch, said: Said, *, follows: bool = False) -> str | None:
        """`direct`, `mixed`, or None for what are nobody's words.

        Args:
            line: the line.
            item: the quotation's item.
            quote: where it stands.
            said: how the line attributes it.
            follows: whether the line before, in the same paragraph, has direct speech.
        """
        text = self._text[quote.start : quote.end]
        count = len(text.split())
        skip = _AFTER_BRACKET.match(text)
        first = text[skip.end() : skip.end() + 1] if skip else ""
        capital = first.isupper() or first.isdigit()
        opens = item == 0 or (item == 1 and line.words[0] == "-")
        end = ending(self._text, quote.start, quote.end)
        full = end in _STOPS or end in _DASHES
        following = line.words[item + 1] if item + 1 < len(line) else ""
        closes = following in ("", ".", "!", "?", ")") or (end in "?!" and line.word(item + 1)[0].isupper())
        several = count >= _SENTENCE and _TWO_SENTENCES.search(text) is not None
        announced = said.is_near or said.where == "colon"
        cries = said.is_near and said.cue in self._words.cries and line.words[item - 1] == said.cue
        title = not cries and self._is_title(line, item, text, announced=announced and said.where != "colon")
        if said.where in ("after", "next"):
            if not opens and (title or (capital and count == 1 and text[-1].isalnum())):
                return None
            return "direct" if opens or several or (capital and count > 1 and not title) else "mixed"
        if said.where == "comma":
            return "direct" if not title and capital and count >= _SHORT and end in _STOPS and closes else None
        if said.where == "words":
            return "direct" if several or (capital and count >= _SHORT) else "mixed"
        if title:
            return None
        if said.where == "colon":
            named = said.source is not None and not said.source.passive and full
            if named and count >= _CLAUSE:
                return "direct"
            return "direct" if several or (capital and (count >= _SHORT or end in "?!" or named)) else None
        if said.where == "before" and said.source is not None:
            if opens:
                return "direct" if capital and full else "mixed"
            last = line.words[item - 1]
            reports = said.cue in self._words.say or said.cue in self._words.participles
            if said.is_near:
                if capital and count <= _CLAUSE and last in self._words.prepositions - self._words.bringing:
                    return None  # she said on “The Late Show”
                if capital or first == "":
                    return "mixed" if last in self._words.that and count <= _CLAUSE else "direct"
                return "direct" if several or (last in (",", ":") and count >= _CLAUSE and full) else "mixed"
            held = line.quotes[0][0] < item
            if several or (capital and count > _CLAUSE and reports and full and not held):
                return "direct"
            return "mixed" if count > 1 or not capital else None
        if said.where == "around":
            if capital and count == 1 and not opens:
                return None
            return "direct" if opens and (several or (capital and end == ",")) else "mixed"
        if not quote.closed or not quote.opened:
            return "direct"
        if opens and capital and count >= _SHORT and end == ",":
            return "direct"
        if follows and capital and full and len(line) == 1:
            return "direct"
        if (
            opens
            and closes
            and (several or (capital and count >= (_SHORT - full) and (full or following)) or (capital and end in "?!"))
        ):
            if len(line) == 1 and not full and count <= _HEADING:
                return None
            return "direct"
        return None

    def _is_title(self, line: Line, item: int, text: str, *, announced: bool) -> bool:
        """Whether marked words are a title, a name or a term."""
        words, known = line.words, self._words
        at = item - 1
        while at >= 0 and (
            words[at] in (",", ":", "'s")
            or words[at] in known.definite
            or words[at] in known.indefinite
            or words[at] in known.likening
        ):
            at -= 1
        capital = text[0].isupper() or text[0].isdigit()
        if self._is_nickname(line, item, text):
            return True
        if at == item - 1 and at >= 0 and words[at] in known.title and capital and len(text.split()) <= _CLAUSE:
            return True
        named = at >= max(0, item - 2) and words[at] in known.title
        if named and not capital and len(text.split()) > _SENTENCE:
            return False
        if named and (words[at] not in known.cues or (capital and not announced)):
            return True
        if announced and words[item - 1] in (",", ":"):
            return False
        spoken = text.split()
        if not capital or not 1 < len(spoken) <= _TITLE or text[-1] in "?!":
            return False
        small = sum(word.strip(".,’'\"():;").lower() in known.title_small for word in spoken)
        large = sum(word.lstrip("(‘'\"#@$")[:1].isupper() or word[:1].isdigit() or word[:1] == "&" for word in spoken)
        return (
            large >= 2
            and all(
                word.lstrip("(‘'\"#@$")[:1].isupper()
                or word[:1].isdigit()
                or not word[:1].isalpha()
                or word.strip(".,’'\"():;").lower() in known.title_small
                for word in spoken
            )
            and small < len(spoken) - 1
        )

    def _is_nickname(self, line: Line, item: int, text: str) -> bool:
        """Whether a few marked words stand right before a person's name, or within it."""
        number = line.owner[item + 1] if item + 1 < len(line) else -1
        return (
            number >= 0 and self._cast.mentions[number].is_person and len(text.split()) < _CLAUSE and text[-1].isalnum()
        )
