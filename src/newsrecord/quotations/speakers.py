"""Who speaks: the words that name a source in, the speaker that they mean out.

What was read before is remembered paragraph by paragraph, and looked at only when it is asked for: a pronoun means
the last person whom it fits, a description whoever has that role, and words without a cue are of whoever spoke or
acted last.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import define, field

from .phrases import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .cast import Cast
    from .lines import Line
    from .sources import Cue, Sources
    from .words import Words

__all__ = ["Heard", "Paragraph", "Speakers", "Voice"]

BEFORE: Final = 4
"""Paragraphs before a quotation that are looked at for who may have said it."""
_REMEMBERED: Final = 12
"""Lines that a pronoun is looked for in."""
_RECENT: Final = 3
"""Lines that `it` and `they` are looked for in."""
_PEOPLE: Final = 40
"""Mentions of a line that a pronoun is looked for in."""
_FAR: Final = 120
"""Words of a line in which a noun is looked for."""
_NOUN: Final = 3
"""Words from an article to its noun."""
_CHAINED: Final = 30
"""Words before a name in which a pronoun is looked for."""
_DEPTH: Final = 12
"""Pronouns of earlier lines that hang on one another."""
_NEAR: Final = 1500
"""Code points before a description in which its organisation is named."""


class Voice(NamedTuple):
    """A speaker, found."""

    start: int
    end: int
    entity: int | None
    is_person: bool = False
    """Whether it is one person, named or not."""
    is_writer: bool = False
    """Whether it is the `I` or `we` of the narration."""


@define(eq=False)
class Heard:
    """A line, and what was made of it so far."""

    paragraph: Paragraph
    index: int
    """Its number in the paragraph."""
    line: Line
    cues: Sequence[Cue] | None = None
    voice: Voice | None = None
    """Who speaks or acts in it."""
    is_told: bool = False
    """Whether that has been looked for."""


@define(eq=False)
class Paragraph:
    """A paragraph whose lines are made when they are asked for."""

    number: int
    make: Callable[[], Sequence[Line]]
    heard: list[Heard] | None = None
    label: Voice | None = None
    """Who speaks in it, where it is a paragraph of an interview."""
    is_labelled: bool = field(default=False)
    """Whether that has been looked for."""


class Speakers:
    """Finds the speakers of one document."""

    def __init__(self, words: Words, cast: Cast, sources: Sources) -> None:
        self._words = words
        self._cast = cast
        self._sources = sources
        self._paragraphs: dict[int, Paragraph] = {}
        self._depth = 0
        self.last: Voice | None = None
        """Who has spoken last."""
        self.spoken: int = -BEFORE
        """The paragraph of it."""

    # --- what was read ---------------------------------------------------------------------------------------------

    def enter(self, number: int, make: Callable[[], Sequence[Line]]) -> Paragraph:
        """Remember a paragraph."""
        self._paragraphs.pop(number - BEFORE - 1, None)
        paragraph = self._paragraphs[number] = Paragraph(number, make)
        return paragraph

    def lines(self, paragraph: Paragraph) -> list[Heard]:
        """The lines of a paragraph."""
        if paragraph.heard is None:
            paragraph.heard = [Heard(paragraph, index, line) for index, line in enumerate(paragraph.make())]
        return paragraph.heard

    def cues(self, heard: Heard) -> Sequence[Cue]:
        """The cues of a line."""
        if heard.cues is None:
            heard.cues = self._sources.cues(heard.line)
        return heard.cues

    def tell(self, heard: Heard, voice: Voice) -> None:
        """Say who speaks in a line."""
        heard.voice, heard.is_told = voice, True

    def _past(self, heard: Heard) -> Iterator[Heard]:
        """The lines before a line, the last first, of the few paragraphs that are remembered."""
        left = _REMEMBERED
        number, stop = heard.paragraph.number, heard.index
        while left and number >= heard.paragraph.number - BEFORE:
            paragraph = self._paragraphs.get(number)
            if paragraph is not None:
                lines = self.lines(paragraph)
                stop = len(lines) if stop < 0 else stop
                for index in range(stop - 1, max(-1, stop - 1 - left), -1):
                    yield lines[index]
                    left -= 1
            number, stop = number - 1, -1

    def _voice(self, heard: Heard) -> Voice | None:
        """Who speaks or acts in a line."""
        if heard.is_told or self._depth == _DEPTH:
            return heard.voice
        self._depth += 1
        line = heard.line
        cues = self.cues(heard)
        source = next((cue.source for cue in cues if cue.source is not None and not cue.source.passive), None)
        if source is None:
            source = self._sources.owner(line, len(line)) or self._sources.subject(line)
        if source is not None and source.pronoun == "me" and self._label(heard.paragraph) is None:
            source = self._beside_writer(line, source)  # who writes is not who speaks
        heard.voice, heard.is_told = self.found(heard, source) if source is not None else None, True
        self._depth -= 1
        return heard.voice

    def _beside_writer(self, line: Line, writer: Source) -> Source | None:
        """Whom the writer of a line meets in it, as in `I asked Roe about the war`."""
        for at, number in itertools.islice(line.starts.items(), _PEOPLE):
            if at > writer.last and self._cast.mentions[number].is_person:
                last = at
                while last + 1 < len(line) and line.owner[last + 1] == number:
                    last += 1
                return Source(at, last, mention=number)
        return None

    def _label(self, paragraph: Paragraph) -> Voice | None:
        if not paragraph.is_labelled:
            paragraph.is_labelled = True
            first = self.lines(paragraph)[0]
            label = self._sources.label(first.line)
            paragraph.label = self.found(first, label[0]) if label else None
        return paragraph.label

    # --- who it is ---------------------------------------------------------------------------------------------------

    def before(self, heard: Heard) -> Voice | None:
        """Who speaks where a line does not say it: who spoke or acted last."""
        number, is_first = heard.paragraph.number, heard.index == 0
        for reach in (number - 1 if is_first else number, number - 1):
            for past in self._past(heard):
                if past.paragraph.number < reach:
                    break
                voice = self._voice(past)
                if voice is not None and not (voice.is_writer and past.paragraph.number != number):
                    return voice
            if self.last is not None and number - self.spoken <= BEFORE:
                return None if self.last.is_writer and self.spoken != number else self.last
        return None

    def found(self, heard: Heard, source: Source) -> Voice | None:
        """The speaker that the words of a line mean; None where they say that it is nobody."""
        cast, line = self._cast, heard.line
        if source.passive:
            return None
        if source.mention >= 0:
            mention = cast.mentions[source.mention]
            named = mention.entity
            if mention.is_person:
                named = cast.namesake(named, cast.title(mention.start))
            elif self._is_one_of(line, source, named):  # the Frenchman
                person = self._person(heard, source.first, "")
                named = named if person is None else person
            return Voice(mention.start, mention.end, named if mention.can_speak else None, mention.is_person)
        start, end = line.char(source.first), line.end(source.last)
        if not source.pronoun:
            return Voice(start, end, self._described(heard, source), source.head in self._words.people)
        entity = self._meant(heard, source)
        is_writer = source.pronoun == "me" and self._label(heard.paragraph) is None
        of_one = source.pronoun in ("he", "she")
        is_person = of_one or (entity is not None and cast.type_of(entity) == "PERSON")
        return Voice(start, end, entity, is_person, is_writer)

    def _is_one_of(self, line: Line, source: Source, entity: int) -> bool:
        """Whether the name of a people stands for one of them."""
        if self._cast.type_of(entity) != "NORP" or line.words[source.last].endswith("s"):
            return False
        return source.first > 0 and line.words[source.first - 1] in self._words.definite

    def _meant(self, heard: Heard, source: Source) -> int | None:
        """The entity that a pronoun means."""
        if source.pronoun in ("he", "she"):
            return self._person(heard, source.first, source.pronoun)
        if source.pronoun == "me":
            label = self._label(heard.paragraph)
            return label.entity if label is not None else None
        for past in itertools.islice(self._past(heard), _RECENT):
            voice = self._voice(past)
            if voice is None:
                continue
            if source.pronoun == "they":
                return voice.entity
            if voice.entity is not None and not voice.is_person:
                return voice.entity
        if source.pronoun == "they":
            return None
        before = heard.line.char(source.first)
        return self._cast.last("ORGANIZATION", before, before - _NEAR)

    def _person(self, heard: Heard, item: int, gender: str, *, is_apart: bool = False) -> int | None:
        """The person that was last named as speaking or acting, else named at all, of those whom a pronoun fits.

        Args:
            heard: the line.
            item: the pronoun or description.
            gender: what it tells.
            is_apart: whether it is a description, and so of nobody whom its clause has named before it.
        """
        cast, known = self._cast, self._words
        label = self._label(heard.paragraph)
        spared = {label.entity} if label is not None else set()
        if is_apart:
            words = heard.line.words[max(0, item - _CHAINED) : item]
            begin = item - (words[::-1].index(",") if "," in words else len(words))
            some = itertools.islice(heard.line.starts.items(), _PEOPLE)
            spared |= {cast.mentions[number].entity for at, number in some if begin <= at < item}

        def fits(entity: int) -> bool:
            return entity not in spared and cast.type_of(entity) == "PERSON" and cast.fits(entity, gender)

        for at, number in itertools.islice(heard.line.starts.items(), _PEOPLE):
            if at >= item:
                break
            if cast.mentions[number].is_person and fits(cast.mentions[number].entity):
                return cast.mentions[number].entity
        for past in self._past(heard):
            voice = self._voice(past)
            if voice is not None and voice.is_person and voice.entity is None:
                owned = bool(gender) and known.possessives.get(cast.word(voice.start)) == gender
                if not owned:  # where it is `her boss`, she is spoken of herself
                    return None
            if voice is not None and voice.entity is not None and fits(voice.entity):
                return voice.entity
            for at, number in itertools.islice(past.line.starts.items(), _PEOPLE):
                if cast.mentions[number].is_person and fits(cast.mentions[number].entity):
                    if gender and self._is_chained(past.line, at, gender):
                        break
                    return cast.mentions[number].entity
        return None

    def _is_unnamed(self, heard: Heard, head: str) -> bool:
        """Whether someone without a name was brought in by the noun of a description: `a man`, then `the man`."""
        known = self._words
        for past in self._past(heard):
            line = past.line
            for at, word in enumerate(line.words[:_FAR]):
                if word == head and line.owner[at] < 0 and at + 1 < len(line):
                    around = line.owner[max(0, at - _NOUN) : at + _NOUN]
                    before = line.words[max(0, at - _NOUN) : at]
                    if max(around) < 0 and any(one in known.indefinite for one in before):
                        return True
        return False

    def _narrated(self, heard: Heard, item: int) -> int | None:
        """The organisation that the last lines have named last outside of quotations."""
        cast = self._cast
        for past in (heard, *itertools.islice(self._past(heard), _RECENT)):
            for at, number in itertools.islice(reversed(past.line.starts.items()), _PEOPLE):
                entity = cast.mentions[number].entity
                if (past is not heard or at < item) and cast.type_of(entity) == "ORGANIZATION":
                    return entity
        return None

    def _is_chained(self, line: Line, item: int, gender: str) -> bool:
        """Whether a pronoun stands before an item: it has meant someone named earlier, who is still spoken of."""
        known = self._words
        return any(
            known.pronouns.get(word, known.possessives.get(word)) == gender
            for word in line.words[max(0, item - _CHAINED) : item]
        )

    def _described(self, heard: Heard, source: Source) -> int | None:
        """The entity that a description means."""
        cast, known, line = self._cast, self._words, heard.line
        head, before = source.head, line.char(source.first)
        if source.first == source.last and line.word(source.first)[0].isupper():
            return cast.surnamed(head)
        if not source.is_definite or head in known.lone:
            return None
        if head in known.bodies or head in known.realms:
            named = cast.body(head, before)
            if named is None and head in known.short:
                named = cast.body(known.short[head], before)
            if named is not None or head in known.realms:
                return named
            beside = line.owner[source.last - 1] if source.last > source.first else -1
            if beside >= 0 and cast.type_of(cast.mentions[beside].entity) == "ORGANIZATION":  # the Courier newspaper
                return cast.mentions[beside].entity
            if beside < 0 and source.last - source.first > 1 and line.word(source.last - 1)[0].isupper():
                return None
            told = self._narrated(heard, source.first)
            return told if told is not None else cast.last("ORGANIZATION", before, before - _NEAR)
        if head not in known.people:
            return None
        entity = cast.with_role(head, frozenset(line.words[source.first : source.last + 1]), before)
        again = head in known.again or head in known.gendered or line.words[source.first + 1] in known.once
        if again and entity is None and self._is_unnamed(heard, head):
            return None
        if entity is None and again and line.words[source.first] not in known.possessives:
            entity = self._person(heard, source.first, known.gendered.get(head, ""), is_apart=True)
        return entity
