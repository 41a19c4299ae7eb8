"""Where names may stand: a document's tokens in, runs of capitalised words (cores) out.

A core is a run of capitalised tokens with the small particles, initials and hyphens inside it. In title case, in
capitals and at the beginning of a sentence a capital says little: there an ordinary English word makes no core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from .gazetteer import fold_word, load_gazetteer, word_set
from .shapes import case_of, shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..record import EntityType
    from ..text import Document
    from .shapes import Case, Shape

__all__ = ["Core", "Phrase", "Reading"]

_HYPHENS: Final = frozenset("-‐‑")
_APOSTROPHES: Final = frozenset("'’")
_CAPITAL: Final = frozenset({"title", "upper", "mixed"})
_MOST: Final = 40
"""Tokens of the longest run; bounding it keeps the look at each run linear in the text."""
_SHORT: Final = 3
"""Letters of an acronym that is likely something else when written small (US, WHO): those must be capitals."""


class Core(NamedTuple):
    """A run of capitalised tokens, `first` to `stop`, in a sentence written in `case`."""

    first: int
    stop: int
    case: Case


class Phrase(NamedTuple):
    """A whole name that the tables know, and its type."""

    first: int
    stop: int
    type: EntityType


class Reading:
    """The tokens of one document with what the tables and their letters say of them."""

    def __init__(self, document: Document) -> None:
        self.tokens = document.tokens
        self.words = self.tokens.words
        self.folded = [fold_word(word) for word in self.words]
        self.shapes: list[Shape] = [shape(word) for word in self.words]
        self.known = load_gazetteer()
        self.functions = word_set("function_words")
        self.function_names = word_set("function_names")
        self.calendar = word_set("calendar")
        self.calendar_names = word_set("calendar_names")
        self.titles = word_set("role_heads") | word_set("honorifics")
        self.abbreviated = word_set("abbreviated_titles")
        self.particles = word_set("name_particles")
        self._mask_addresses()
        self.sentences = document.sentences
        self.opens = [False] * (len(self.words) + 1)
        """Whether a token is the first of its sentence; one more at the end of the text."""
        for sentence in self.sentences:
            self.opens[sentence.start] = self.opens[sentence.stop] = True
        self.cases = list(self._cases(document))
        self.ordinary = [word in self.known.words for word in self.folded]
        self._see_through_capitals()
        self._doubt_names()
        self.small = {
            word
            for sentence, case in zip(self.sentences, self.cases, strict=True)
            if case == "normal"
            for word, form in zip(
                self.words[sentence.start : sentence.stop], self.shapes[sentence.start : sentence.stop], strict=True
            )
            if form == "lower"
        }
        self.surnames = {
            self.folded[at]
            for sentence, case in zip(self.sentences, self.cases, strict=True)
            if case == "normal"
            for at in sentence[1:]
            if self.shapes[at] == self.shapes[at - 1] == "title" and self.folded[at - 1] in self.known.given
        } - self.small

    def _cases(self, document: Document) -> Iterator[Case]:
        """How each sentence is written; headlines lean to title case."""
        sections = iter(document.sections)
        section = next(sections, None)
        for sentence in self.sentences:
            while section is not None and section.end <= self.tokens.starts[sentence.start]:
                section = next(sections, None)
            heading = section is not None and section.zone in ("headline", "related")
            yield case_of([self.words[at] for at in sentence], self.known, heading=heading)

    def _mask_addresses(self) -> None:
        """Take the letters of web and mail addresses for signs: no name stands in one."""
        inside = False
        for at, word in enumerate(self.folded):
            inside = (inside and self.touches(at)) or word in ("http", "https", "www")
            if inside:
                self.shapes[at] = "sign"

    def _see_through_capitals(self) -> None:
        """In a sentence all in capitals only known acronyms are acronyms; any other word is read as in title case."""
        for sentence, case in zip(self.sentences, self.cases, strict=True):
            if case == "upper":
                for at in sentence:
                    if self.shapes[at] == "upper" and self.folded[at] not in self.known.acronyms:
                        self.shapes[at] = "title"

    def _doubt_names(self) -> None:
        """Where capitals say nothing, a word that may be a name is one only beside another name: `Jack Black`."""
        known = self.known
        for sentence, case in zip(self.sentences, self.cases, strict=True):
            if case == "normal":
                continue
            for at in sentence:
                word = self.folded[at]
                if word in known.also and word not in known.phrases:
                    follows = at > sentence.start and self.folded[at - 1] in known.given and word in known.family
                    leads = at + 1 < sentence.stop and word in known.given and self.folded[at + 1] in known.family
                    self.ordinary[at] = not (follows or leads)

    def is_capital(self, at: int) -> bool:
        """Whether a token is written with a capital."""
        return self.shapes[at] in _CAPITAL

    def is_ordinary(self, at: int) -> bool:
        """Whether the word is one of English, whatever its case here."""
        return self.ordinary[at]

    def touches(self, at: int) -> bool:
        """Whether token `at` follows the one before it without a space."""
        return self.tokens.starts[at] == self.tokens.ends[at - 1]

    # --- known wholes ------------------------------------------------------------------------------------------

    def phrase_at(self, at: int, high: int, case: Case) -> Phrase | None:
        """The longest known name that begins at a token."""
        size = self.known.longest.get(self.folded[at], 0)
        for stop in range(min(at + size, high), at, -1):
            if not self.is_capital(stop - 1) and self.shapes[stop - 1] != "number" and self.words[stop - 1] != "+":
                continue
            name = self.folded[at] if stop == at + 1 else " ".join(self.folded[at:stop])
            kind = self.known.phrases.get(name)
            if kind is not None and (stop > at + 1 or self._counts_alone(at, case)):
                return Phrase(at, stop, kind)
        return None

    def _counts_alone(self, at: int, case: Case) -> bool:
        """Whether a known name of one word is one here: acronyms in capitals, ordinary words where a capital tells."""
        word, form = self.words[at], self.shapes[at]
        if self.folded[at] in self.known.acronyms or len(word) <= _SHORT:
            return form == "upper" and not (case == "upper" and self.is_ordinary(at) and self.folded[at] != "us")
        return case == "normal" or self.folded[at] not in self.known.shy

    # --- cores -------------------------------------------------------------------------------------------------

    def cores(self) -> Iterator[Core]:
        """The runs of capitalised tokens, sentence by sentence."""
        for sentence, case in zip(self.sentences, self.cases, strict=True):
            at, high = sentence.start, sentence.stop
            opening = True  # nothing but signs since the sentence began
            while at < high:
                if not self.is_capital(at):
                    opening = opening and self.shapes[at] in ("sign", "number")
                    at += 1
                    continue
                stop = self._core_end(at, high)
                yield from self._trimmed(at, stop, case, opening)
                opening = False
                at = stop

    def _core_end(self, at: int, high: int) -> int:
        """One past the last token of the run that begins at `at`."""
        stop = self._whole_end(at, high)
        high = min(high, at + _MOST)
        while stop < high:
            if self.is_capital(stop):
                stop = self._whole_end(stop, high)
            elif (step := self._bridge(stop, high)) is not None:
                stop = step + 1
            else:
                break
        return stop

    def _whole_end(self, at: int, high: int) -> int:
        """One past a token, or past the known name of several that it begins: `Trinidad and Tobago`, `Covid-19`."""
        if self.known.longest.get(self.folded[at], 0) > 1:
            phrase = self.phrase_at(at, high, "normal")
            if phrase is not None:
                return phrase.stop
        return at + 1

    def _bridge(self, at: int, high: int) -> int | None:
        """The capitalised token that the tokens from `at` on tie to the one before them, or None."""
        word = self.words[at]
        if at + 1 >= high:
            return None
        following = at + 1
        if word == "." and len(self.words[at - 1]) <= 2 and self.touches(at):  # an initial, or Jr., St., Dr.
            return following if self.is_capital(following) else None
        if word == "." and self.folded[at - 1] in self.abbreviated:
            return following if self.is_capital(following) else None
        if word in _HYPHENS and self.touches(at) and self.touches(following):
            syllable = (
                self.shapes[following] == "lower" and self.shapes[at - 1] == "title" and not self.is_ordinary(following)
            )
            return following if self.is_capital(following) or syllable else None  # Tsai Hong-tu
        if word in _APOSTROPHES and self.touches(at) and self.touches(following):
            return following if self.is_capital(following) else None
        if word == "&":
            return following if self.is_capital(following) else None
        for _ in range(3):  # de la, bin, al-
            if self.folded[at] not in self.particles or at + 1 >= high:
                return None
            at += 1
            if self.words[at] in _HYPHENS and at + 1 < high:
                at += 1
            if self.is_capital(at):
                return at
        return None

    def _trimmed(self, first: int, stop: int, case: Case, opening: bool) -> Iterator[Core]:
        """The parts of a run that may be names: without days, grammatical words, and ordinary ones that say nothing."""
        at = first
        while at < stop:
            while at < stop and (not self.is_capital(at) or self._is_noise(at, case, opening and at == first, stop)):
                at += 1
            end = at
            while end < stop and not (self.is_capital(end) and self._cuts(end, case, at)):
                end += 1
            last = end
            while last > at + 1 and not self.ends_name(last - 1):
                last -= 1
            if last > at:
                yield Core(at, last, case)
            at = max(end, at + 1)

    def ends_name(self, at: int) -> bool:
        """Whether a name may end with a token: capitals, numbers of known names, small syllables after a hyphen."""
        return (
            self.is_capital(at)
            or self.shapes[at] == "number"
            or (self.shapes[at] == "lower" and self.words[at - 1] in _HYPHENS)
        )

    def _cuts(self, at: int, case: Case, first: int) -> bool:
        """Whether a core ends before a token inside a run."""
        word = self.folded[at]
        if word in self.calendar and not (word in self.calendar_names and at > first):
            return self.shapes[at] != "upper" or case == "upper"
        if case == "normal":
            return word in self.functions and self.shapes[at] == "title" and word not in self.function_names
        return at > first and self._says_nothing(at)

    def _is_noise(self, at: int, case: Case, opening: bool, stop: int) -> bool:
        """Whether a capitalised token cannot begin a name here."""
        word = self.folded[at]
        if self.shapes[at] == "upper" and case != "upper":
            return False
        if self.phrase_at(at, stop, case):
            return False
        if word in self.calendar or (word in self.functions and not (word == "new" and not opening)):
            return True
        if case != "normal":
            opens = at + 1 < len(self.words) and self.folded[at + 1] == "of" and self.folded[at] in self.known.heads
            return self.is_ordinary(at) and not opens and not self._is_title(at)
        if not opening or not self.is_ordinary(at) or word in self.surnames:
            return False
        return at + 1 >= stop or word in self.small or not self._leads(at, stop)

    def _leads(self, at: int, stop: int) -> bool:
        """Whether an ordinary word at the head of a sentence may open a name: `World Bank`, not `Rival Peru`."""
        return self.is_capital(at + 1) and self.folded[stop - 1] in self.known.heads

    def _says_nothing(self, at: int) -> bool:
        """In title case or capitals: an ordinary word that no known name begins with."""
        return self.is_ordinary(at) and self.folded[at] not in self.known.heads and not self._is_title(at)

    def _is_title(self, at: int) -> bool:
        return self.folded[at] in self.titles
