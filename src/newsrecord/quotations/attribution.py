"""How a line attributes its quotations: a line with its cues in, for each quotation its source and where that stands.

A cue behind the marks (`“…,” she said`) goes before one that announces (`she said, “…”`) where the words end with a
comma; then comes a colon, a cue anywhere before, one that closes the sentence, and a next sentence that only says who
has spoken.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from .lines import QUOTE
from .marks import ending
from .phrases import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..record import Quotation
    from .lines import Line
    from .marks import Stretch
    from .phrases import Source
    from .sources import Cue, Sources
    from .words import Words

__all__ = ["UNSAID", "Attribution", "Said", "is_split"]

_TRIES: Final = 6
"""Cues before marked words that are looked at for one with a source."""
_NEAR: Final = 6
"""Words between a cue and the speech that it announces."""
_TRAILING: Final = 40
"""Words after marked words in which the cue of their sentence is looked for."""
_BARE: Final = 9
"""Words of a sentence that only says who has spoken."""
_STOPS: Final = ".!?…"
_GOES_ON: Final = ",?!—–-…"
"""What speech ends with where its attribution follows."""
_LEADING: Final = frozenset(",—–-")
_SPLITTING: Final = frozenset(";:—–")


class Said(NamedTuple):
    """How a line attributes one of its quotations."""

    source: Source | None
    """Who has said it; None where the line says nothing about that."""
    where: str
    """`after`, `next`, `before`, `words` (in her own words, “…”), `colon`, `comma` (she mouthed, “…”), `around`, or
    an empty string."""
    is_near: bool = False
    """Whether the cue announces what follows: only a comma, a colon or an addressee stands between."""
    cue: str = ""


UNSAID: Final = Said(None, "")


class Attribution:
    """Reads the attributions of one document."""

    def __init__(self, text: str, words: Words, sources: Sources) -> None:
        self._text = text
        self._words = words
        self._sources = sources

    def attributed(self, line: Line, cues: Sequence[Cue], item: int, quote: Stretch, bare: Line | None) -> Said:
        """How a line attributes one of its quotations.

        Args:
            line: the line.
            cues: its cues.
            item: the quotation's item.
            quote: where it stands.
            bare: the line that follows, where the quotation ends its own.
        """
        words = line.words
        ended = ending(self._text, quote.start, quote.end)
        goes_on = ended in _GOES_ON or (item + 1 < len(words) and words[item + 1] == ",")
        before = self._before(line, cues, item)
        after = self._after(line, cues, item, goes_on=goes_on)
        if after is None and not before.is_near:
            after = self._signed(
                line, item, is_split=ended in ",?!" or words[item + 1 : item + 2] == [","], goes_on=ended == ","
            )
        if after is not None and after.cue in self._words.according and before.source is not None:
            after = after if before.source.passive else None  # the paper only reports who has said it
        known = self._words
        reports = before.cue in known.say or before.cue not in known.cues  # not: a province, as China views it: “…”
        leads = before.is_near and before.source is not None and reports and self._is_told(before.source)
        if after is not None and goes_on and not (leads and (words[item - 1] == ":" or ended != ",")):
            return after
        if before.is_near and not (
            before.source is not None and before.source.passive and words[item - 1] not in (",", ":")
        ):
            return before
        if after is not None:
            return after
        if item > 1 and words[item - 1] == "," and words[item - 2] in self._words.nouns:  # in his own words, “…”
            source = self._sources.owner(line, item - 1)
            if source is not None:
                return Said(source, "words")
        if item and words[item - 1] == ":":
            source = self._announced(line, item)
            return (
                Said(source, "colon")
                if source is not None
                else Said(NOBODY, "colon")
                if item < 2
                else Said(None, "colon")
            )
        if before.source is not None and not before.source.passive:
            return before
        if item > 1 and words[item - 1] in _LEADING:
            source = self._leading(line, item)
            if source is not None:
                return Said(source, "comma")
        around = self._around(line, cues, item)
        if around is not None:
            return around
        if bare is not None:
            following = self._bare(bare)
            if following is not None:
                return Said(following, "next")
        if item == 0 and ended == "," and before.source is None:
            later = next((cue for cue in cues[:_TRIES] if cue.source is not None and not cue.source.passive), None)
            if later is not None:  # “…,” was all that she would say
                return Said(later.source, "around", cue=words[later.item])
        return before if before.source is not None else UNSAID

    def _is_told(self, source: Source) -> bool:
        """Whether a source is a name, a pronoun, nobody at all, or a description of somebody: not a bare `one`."""
        return source.passive or (self._sources.phrases.is_somebody(source) and source.head not in self._words.lone)

    def _before(self, line: Line, cues: Sequence[Cue], item: int) -> Said:
        words, known = line.words, self._words
        at = bisect_left(cues, item, key=_place)
        outermost = next((cue.item for cue in cues[:_TRIES] if cue.source is not None), item)
        for cue in reversed(cues[max(0, at - _TRIES) : at]):
            if cue.last >= item or cue.source is None or (cue.is_inverted and cue.source.last >= item):
                continue
            if cue.item > outermost and self._is_inner(words, cue, item):
                continue
            gap = item - (max(cue.last, cue.source.last) if cue.is_inverted else cue.last) - 1
            last = words[item - 1]
            between = words[max(cue.last + 1, item - _TRAILING) : item]
            announces = last in (",", ":") or last in known.that or gap == 0
            announces = announces or all(word in known.adverbs or word in known.bringing for word in between)
            near = announces and QUOTE not in between and gap <= (_TRAILING if last == ":" else 2 * _NEAR)
            if cue.is_inverted and words[cue.item] not in known.say and last != ",":
                near = False
            return Said(cue.source, "before", near and not (cue.is_inverted and last == ","), words[cue.item])
        return UNSAID

    def _is_inner(self, words: Sequence[str], cue: Cue, item: int) -> bool:
        """Whether a cue is in a clause of its own that ends before an item: `after a court had ruled, …`."""
        first = cue.source.first if cue.source is not None else cue.item
        opener = first - 1 if first and words[first - 1] not in self._words.definite else first - 2
        if opener < 1 or words[opener] not in self._words.openers or words[opener] in self._words.nouns:
            return False
        return "," in words[max(cue.last + 2, item - _TRAILING) : item - 1]

    def _after(self, line: Line, cues: Sequence[Cue], item: int, *, goes_on: bool) -> Said | None:
        """A cue whose speaker stands right behind the marks: `“…,” she said`, `“…,” said Roe`."""
        words, known = line.words, self._words
        first = item + 1
        while first < len(words) and words[first] in (",", "—", "–", "-"):
            first += 1
        if first < len(words) and line.owner[first] < 0 and words[first] in known.likening:
            first += 1
        elif words[first : first + 1] and words[first] in known.copulas and words[first + 1 : first + 2]:
            first += 2 if words[first + 1] in known.manner else 0  # “…” is how Roe put it
        at = bisect_left(cues, first, key=_place)
        for cue in cues[at : at + _TRIES]:
            if cue.is_participle or cue.source is None or cue.source.passive:
                continue
            source = cue.source
            begins = min(source.first, cue.item)
            if begins > first and not self._leads(line, first, begins):
                return None
            if (
                not goes_on
                and cue.last + 1 < len(words)
                and (words[cue.last + 1] == ":" or words[cue.last + 1] in known.that)
                and not cue.is_inverted
            ):
                return None
            if words[min(cue.last + 1, len(words) - 1)] == ":" and cue.last < line.quotes[-1][0]:
                return None
            if words[cue.item] in known.undergone:  # “…,” the paper quoted Roe as saying
                quoted = next((one for one in cues[at : at + _TRIES] if one.item > cue.item), cue)
                if quoted.is_participle and quoted.source is not None and quoted.source.first > cue.item:
                    source = quoted.source
            if cue.item == first or begins >= first:
                return Said(source, "after", cue=words[cue.item])
            return None
        return None

    def _signed(self, line: Line, item: int, *, is_split: bool, goes_on: bool) -> Said | None:
        """A speaker right behind the marks with a verb that no table has, or after a dash: `“…” — Jane Roe`."""
        words, known, phrases = line.words, self._words, self._sources.phrases
        first = item + 1
        after_dash = words[first : first + 1] in (["—"], ["–"], ["-"])
        while first < len(words) and words[first] in (",", "—", "–", "-"):
            first += 1
        if first >= len(words) or not (after_dash or is_split):
            return None
        if after_dash:
            source = phrases.behind(line, first)
            return (
                Said(source, "after")
                if source is not None and self._sources.is_signature(line, first, source)
                else None
            )
        verb = first
        if line.owner[first] < 0 and words[first] in known.pronouns:
            source, verb = phrases.phrase(line, first), first + 1
        elif phrases.is_person_at(line, first):  # “…,” Roe grins
            source = phrases.behind(line, first)
            verb = source.last + 1 if source is not None else first
            if source is not None and goes_on and (verb == len(words) or words[verb] in (".", ",")):
                return Said(source, "after")  # “…,” Roe, chair of the board.
        elif words[first] in known.definite or words[first] in known.indefinite:  # “…,” the mayor grins
            source = phrases.opening(line, first)
            verb = source.last + 1 if source is not None else first
        else:  # “…,” grins Roe, grins a neighbour
            source = phrases.closing(line, first + 1)
        if source is None or verb >= len(words) or line.owner[verb] >= 0 or not words[verb].isalpha():
            return None
        is_verb = line.word(verb)[0].islower() and words[verb] not in known.stops
        return Said(source, "after") if is_verb and words[verb] not in known.participles else None

    def _leads(self, line: Line, first: int, begins: int) -> bool:
        """Whether items before a source belong to it: an article, a title, a role, a place."""
        words, known = line.words, self._words
        return (
            words[first] not in known.linking
            and all(
                line.owner[at] >= 0
                or (words[at] not in known.stops and (words[at][0].isalpha() or words[at] in ("-", "'s", ".", ",")))
                or words[at] in known.linking
                for at in range(first, begins)
            )
            and begins - first <= 2 * _NEAR
            and QUOTE not in words[first:begins]
        )

    def _around(self, line: Line, cues: Sequence[Cue], item: int) -> Said | None:
        """A cue that closes the sentence of marked words: `… “…” …, the bureau said`."""
        words = line.words
        at = bisect_left(cues, item, key=_place)
        for cue in cues[at : at + 2 * _TRIES]:
            if cue.is_participle or cue.source is None or cue.source.passive:
                continue
            if cue.item - item > _TRAILING or ":" in words[item : cue.item]:
                return None
            begins = min(cue.source.first, cue.item)
            while begins > item and words[begins - 1] not in (",", QUOTE, "—", "–"):
                if (
                    line.owner[begins - 1] < 0
                    and words[begins - 1] in self._words.stops
                    and words[begins - 1] not in self._words.linking
                    and words[begins - 1] not in self._words.likening
                ):
                    break
                begins -= 1
            if begins > item and words[begins - 1] in (",", QUOTE, "—", "–"):
                return Said(cue.source, "around", cue=words[cue.item])
        return None

    def _bare(self, line: Line) -> Source | None:
        """The speaker where a line only says who has spoken."""
        if line.words[0] in ("—", "–", "-") and not line.quotes:
            signed = self._sources.phrases.behind(line, 1)
            return signed if signed is not None and self._sources.is_signature(line, 1, signed) else None
        if len(line) > _BARE or line.quotes:
            return None
        cues = self._sources.cues(line)
        if len(cues) != 1 or cues[0].source is None or cues[0].source.passive:
            return None
        cue = cues[0]
        last = max(cue.last, cue.source.last) if cue.source is not None else cue.last
        rest = line.words[last + 1 :]
        return cue.source if not rest or rest[0] in _STOPS or rest[0] == "," else None

    def _leading(self, line: Line, item: int) -> Source | None:
        """Who acts before marked words that a comma or dash leads to: `She mouthed, “…”`, `Roe had one line — “…”`."""
        source = self._sources.owner(line, item - 1) or self._sources.subject(line, item)
        if source is None or source.last >= item - 2 or QUOTE in line.words[:item]:
            return None
        is_one = source.pronoun in ("he", "she") or (
            source.mention >= 0 and self._sources.phrases.is_person_at(line, source.first)
        )
        return source if is_one else None

    def _announced(self, line: Line, item: int) -> Source | None:
        """Who speaks after a colon that no cue stands before."""
        label = self._sources.label(line)
        if label is not None and label[1] == item - 1:
            return label[0]
        beside = self._sources.phrases.phrase(line, item - 2)
        if beside is not None and beside.mention >= 0 and self._sources.phrases.is_somebody(beside):
            return beside
        return self._sources.owner(line, item - 1) or self._sources.subject(line, item)


def _place(cue: Cue) -> int:
    return cue.item


def is_split(line: Line, item: int, said: Said, before: Quotation | None) -> bool:
    """Whether a quotation is the second part of a sentence that its attribution has split: `“…,” he said, “…”`."""
    if before is None or said.source is None or said.source.passive or line.words[item - 1] != ",":
        return False
    order = bisect_left(line.quotes, (item, 0))
    first = line.quotes[order - 1][0] if order else -1
    if first < 0 or before.kind != "direct" or before.text[-1] != "," or before.start < line.start:
        return False
    between = item - first - 1
    return (
        between <= _BARE
        and said.source.first > first
        and not any(word in _SPLITTING for word in line.words[first + 1 : item])
    )
