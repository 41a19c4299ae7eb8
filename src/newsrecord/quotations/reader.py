"""The reader of quotations that ships: a document and its entities in, quotations with their speakers out.

It walks through the paragraphs that have quotation marks, and the few before each, in text order. In each sentence it
finds the cues (`said`, `according to`) with who they say has spoken; each pair of marks is then speech of its own
(direct), marked words of a reported sentence (mixed), or nobody's words (a title, a term). Direct speech without a cue
is of whoever spoke or acted last before it. A pronoun means the last person whom it fits.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import field, frozen

from ..language import Language, english, find_language
from ..record import Quotation, Speaker, fold
from .cast import Cast
from .lines import QUOTE, lines_of
from .marks import MARKS, stretches
from .sources import NOBODY, Sources
from .words import load_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..record import Entity
    from ..text import Document, Section
    from .lines import Line
    from .marks import Stretch
    from .sources import Cue, Source
    from .words import Words

__all__ = ["NewsQuotations"]

_BEFORE: Final = 4
"""Paragraphs before a quotation that are read for who may have said it."""
_REMEMBERED: Final = 12
"""Lines that a pronoun is looked for in."""
_PEOPLE: Final = 40
"""Mentions of a line that a pronoun is looked for in."""
_TRIES: Final = 6
"""Cues before marked words that are looked at for one with a source."""
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
_NEAR: Final = 6
"""Words between a cue and the speech that it announces."""
_TRAILING: Final = 40
"""Words after marked words in which the cue of their sentence is looked for."""
_BARE: Final = 9
"""Words of a sentence that only says who has spoken."""
_STOPS: Final = ".!?…"
_GOES_ON: Final = ",?!—–-…"
"""What speech ends with where its attribution follows."""
_SPLITTING: Final = frozenset(";:—–")
_TWO_SENTENCES: Final = re.compile(r"[.?!…]['’”\"]? +[“\"‘(\[]?[A-Z]")
_AFTER_BRACKET: Final = re.compile(r"[^\w]*")


def _place(cue: Cue) -> int:
    return cue.item


class _Voice(NamedTuple):
    """A speaker, found."""

    start: int
    end: int
    entity: int | None
    is_person: bool = False
    """Whether it is one person, named or not."""


class _Heard(NamedTuple):
    """What is remembered of a line."""

    paragraph: int
    voice: _Voice | None
    """Who speaks or acts in it."""
    people: tuple[int, ...]
    """The people that it names, in text order."""


class _Said(NamedTuple):
    """How a line attributes one of its quotations."""

    source: Source | None
    """Who has said it; None where the line says nothing about that."""
    where: str
    """`after`, `before`, `colon`, `around`, or an empty string."""
    is_near: bool = False
    """Whether the cue announces what follows: only a comma, a colon or an addressee stands between."""
    cue: str = ""


_UNSAID: Final = _Said(None, "")


@frozen
class NewsQuotations:
    """The reader that ships; it satisfies `readers.QuotationReader`."""

    language: Language = field(factory=english, converter=find_language)
    """What the documents are written in; without a table `quotations.toml` nothing is read."""

    def read_quotations(self, document: Document, entities: Sequence[Entity]) -> tuple[Quotation, ...]:
        """Return the quotations of the document's body, in text order.

        Args:
            document: the text; its sections of the zone `body` are read.
            entities: the entities of the document; speakers refer to them by their index.
        """
        words = self.language.made(load_words)
        text = document.text
        if words is None or not any(mark in text for mark in MARKS if mark != "’"):
            return ()
        sections = [section for section in document.sections if section.zone == "body"]
        found = _stretches(text, sections, words)
        if not any(found):
            return ()
        return tuple(_Reading(document, entities, words).read(sections, found))


def _stretches(text: str, sections: Sequence[Section], words: Words) -> list[list[Stretch]]:
    """The stretches of each paragraph."""
    found: list[list[Stretch]] = []
    pending = False
    for number, section in enumerate(sections):
        following = sections[number + 1] if number + 1 < len(sections) else None
        after = (following.start, following.end) if following is not None else None
        some = stretches(text, section.start, section.end, elisions=words.elisions, pending=pending, after=after)
        if some or not pending:
            pending = bool(some) and not some[-1].closed
        found.append(some)
    return found


class _Reading:
    """One walk through one document."""

    def __init__(self, document: Document, entities: Sequence[Entity], words: Words) -> None:
        self._document = document
        self._text = document.text
        self._words = words
        self._cast = Cast(document, entities, words)
        self._sources = Sources(words, self._cast)
        self._heard: list[_Heard] = []
        self._made: list[Quotation] = []
        self._voice: _Voice | None = None
        """Who has spoken last."""
        self._spoken = -_BEFORE
        """The paragraph of it."""
        self._label: _Voice | None = None
        """Who speaks in a paragraph of an interview."""

    def read(self, sections: Sequence[Section], found: Sequence[Sequence[Stretch]]) -> list[Quotation]:
        tokens, sentences = self._document.tokens, self._document.sentences
        begins = [sentence.start for sentence in sentences]
        wanted = 0
        last: Stretch | None = None
        for number, (section, quotes) in enumerate(zip(sections, found, strict=True)):
            wanted = max(wanted, number)
            while wanted < len(found) and not found[wanted]:
                wanted += 1
            if wanted == len(found):
                break
            if wanted - number > _BEFORE:
                continue
            first, stop = bisect_left(tokens.starts, section.start), bisect_left(tokens.starts, section.end)
            if first == stop:
                continue
            inside = sentences[bisect_left(begins, first) : bisect_left(begins, stop)]
            lines = lines_of(self._document, self._cast, first, stop, inside, quotes)
            self._paragraph(number, lines, quotes, is_open=last is not None and not last.closed)
            if quotes:
                last = quotes[-1]
        return self._made

    # --- a paragraph -----------------------------------------------------------------------------------------------

    def _paragraph(self, number: int, lines: Sequence[Line], quotes: Sequence[Stretch], *, is_open: bool) -> None:
        label = self._sources.label(lines[0])
        self._label = self._found(lines[0], label[0]) if label else None
        for at, line in enumerate(lines):
            cues = self._sources.cues(line)
            spoken: _Voice | None = None
            for item, which in line.quotes:
                quote = quotes[which]
                bare = lines[at + 1] if at + 1 < len(lines) and item == len(line) - 1 else None
                voice = self._quote(
                    number, line, cues, item, quote, bare, is_first=at == 0, is_open=is_open and which == 0
                )
                spoken = voice or spoken
            self._remember(number, line, cues, spoken)

    def _remember(self, number: int, line: Line, cues: Sequence[Cue], spoken: _Voice | None) -> None:
        voice = spoken
        if voice is None:
            source = next((cue.source for cue in cues if cue.source is not None and not cue.source.passive), None)
            if source is None:
                source = self._sources.owner(line, len(line)) or self._sources.subject(line)
            voice = self._found(line, source) if source is not None else None
        people = tuple(
            self._cast.mentions[one].entity
            for one in itertools.islice(line.starts.values(), _PEOPLE)
            if self._cast.mentions[one].is_person
        )
        self._heard.append(_Heard(number, voice, people))

    def _quote(
        self,
        number: int,
        line: Line,
        cues: Sequence[Cue],
        item: int,
        quote: Stretch,
        bare: Line | None,
        *,
        is_first: bool,
        is_open: bool,
    ) -> _Voice | None:
        """Make a quotation of a stretch, if it is one; return who has said it."""
        said = self._attributed(line, cues, item, quote, bare)
        split = self._is_split(line, item, said)
        kind = "direct" if split or (is_open and item == 0) else self._kind(line, item, quote, said)
        if kind is None:
            return None
        voice: _Voice | None = None
        inherited = False
        if said.source is not None:
            at_line = bare if bare is not None and said.where == "next" else line
            voice = None if said.source.passive else self._found(at_line, said.source)
        elif is_open and item == 0 and is_first and self._made:
            voice, inherited = self._voice, True
        elif not said.where:
            voice, inherited = self._context(number, is_first=is_first)
        if kind == "mixed" and voice is None:
            return None
        before = self._made[-1] if self._made else None
        follows = split or (
            before is not None
            and before.kind == "direct"
            and kind == "direct"
            and self._goes_on(before, quote, number, voice, inherited=inherited)
        )
        self._add(quote, kind, voice, continues=follows)
        if voice is not None:
            self._voice, self._spoken = voice, number
        return voice

    def _is_split(self, line: Line, item: int, said: _Said) -> bool:
        """Whether a quotation is the second part of a sentence that its attribution has split: `“…,” he said, “…”`."""
        if not self._made or said.source is None or said.source.passive or line.words[item - 1] != ",":
            return False
        before = self._made[-1]
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

    def _goes_on(
        self, before: Quotation, quote: Stretch, number: int, voice: _Voice | None, *, inherited: bool
    ) -> bool:
        """Whether a quotation goes on with the one before: of the same speaker, nothing but attribution between."""
        if voice is None or before.speaker is None:
            return inherited and voice is None and before.speaker is None
        same = voice.entity == before.speaker.entity and (
            voice.entity is not None or voice.start == before.speaker.start
        )
        if not same:
            return False
        if self._spoken == number:
            between = self._text[before.end : quote.start]
            return len(between.split()) <= 2 * _BARE and between.count(".") + between.count("?") <= 1
        return (
            inherited
            and self._spoken == number - 1
            and not self._text[before.end : quote.start].strip(MARKS + " \n\r\t.,").count(".")
        )

    def _add(self, quote: Stretch, kind: str, voice: _Voice | None, *, continues: bool) -> None:
        text = self._text
        speaker = None
        if voice is not None:
            shown = fold(text[voice.start : voice.end])
            speaker = Speaker(text=shown, start=voice.start, end=voice.end, entity=voice.entity)
        self._made.append(
            Quotation(
                text=fold(text[quote.start : quote.end]),
                start=quote.start,
                end=quote.end,
                kind=kind,
                speaker=speaker,
                continues=continues,
            )
        )

    # --- how a line attributes ---------------------------------------------------------------------------------------

    def _attributed(self, line: Line, cues: Sequence[Cue], item: int, quote: Stretch, bare: Line | None) -> _Said:
        words = line.words
        ended = self._text[quote.end - 1]
        goes_on = ended in _GOES_ON or (item + 1 < len(words) and words[item + 1] == ",")
        before = self._before(line, cues, item)
        after = self._after(line, cues, item, goes_on=goes_on)
        if after is not None and goes_on and not (before.is_near and (words[item - 1] == ":" or ended != ",")):
            return after
        if before.is_near and not (
            before.source is not None and before.source.passive and words[item - 1] not in (",", ":")
        ):
            return before
        if after is not None:
            return after
        if item and words[item - 1] == ":":
            source = self._announced(line, item)
            return (
                _Said(source, "colon")
                if source is not None
                else _Said(NOBODY, "colon")
                if item < 2
                else _Said(None, "colon")
            )
        if before.source is not None and not before.source.passive:
            return before
        around = self._around(line, cues, item)
        if around is not None:
            return around
        if bare is not None:
            following = self._bare(bare)
            if following is not None:
                return _Said(following, "next")
        return before if before.source is not None else _UNSAID

    def _before(self, line: Line, cues: Sequence[Cue], item: int) -> _Said:
        words, known = line.words, self._words
        at = bisect_left(cues, item, key=_place)
        for cue in reversed(cues[max(0, at - _TRIES) : at]):
            if cue.last >= item or cue.source is None or (cue.is_inverted and cue.source.last >= item):
                continue
            gap = item - (max(cue.last, cue.source.last) if cue.is_inverted else cue.last) - 1
            last = words[item - 1]
            between = words[max(cue.last + 1, item - _TRAILING) : item]
            announces = last in (",", ":") or last in known.that or gap == 0
            announces = announces or all(word in known.adverbs for word in between)
            near = announces and QUOTE not in between and gap <= (_TRAILING if last == ":" else 2 * _NEAR)
            if cue.is_inverted and words[cue.item] not in known.say and last != ",":
                near = False
            return _Said(cue.source, "before", near and not (cue.is_inverted and last == ","), words[cue.item])
        return _UNSAID

    def _after(self, line: Line, cues: Sequence[Cue], item: int, *, goes_on: bool) -> _Said | None:
        """A cue whose speaker stands right behind the marks: `“…,” she said`, `“…,” said Roe`."""
        words, known = line.words, self._words
        first = item + 1
        while first < len(words) and words[first] in (",", "—", "–", "-"):
            first += 1
        if first < len(words) and line.owner[first] < 0 and words[first] in known.likening:
            first += 1
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
            if cue.item == first or begins >= first:
                return _Said(source, "after", cue=words[cue.item])
            return None
        return None

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

    def _around(self, line: Line, cues: Sequence[Cue], item: int) -> _Said | None:
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
                return _Said(cue.source, "around", cue=words[cue.item])
        return None

    def _bare(self, line: Line) -> Source | None:
        """The speaker where a line only says who has spoken."""
        if len(line) > _BARE or line.quotes:
            return None
        cues = self._sources.cues(line)
        if len(cues) != 1 or cues[0].source is None or cues[0].source.passive:
            return None
        cue = cues[0]
        last = max(cue.last, cue.source.last) if cue.source is not None else cue.last
        rest = line.words[last + 1 :]
        return cue.source if not rest or rest[0] in _STOPS or rest[0] == "," else None

    def _announced(self, line: Line, item: int) -> Source | None:
        """Who speaks after a colon that no cue stands before."""
        label = self._sources.label(line)
        if label is not None and label[1] == item - 1:
            return label[0]
        beside = self._sources.phrase(line, item - 2)
        if beside is not None and beside.mention >= 0 and self._cast.mentions[beside.mention].can_speak:
            return beside
        return self._sources.owner(line, item - 1) or self._sources.subject(line, item)

    # --- what kind it is ---------------------------------------------------------------------------------------------

    def _kind(self, line: Line, item: int, quote: Stretch, said: _Said) -> str | None:
        """`direct`, `mixed`, or None for what are nobody's words."""
        text = self._text[quote.start : quote.end]
        count = len(text.split())
        skip = _AFTER_BRACKET.match(text)
        first = text[skip.end() : skip.end() + 1] if skip else ""
        capital = first.isupper() or first.isdigit()
        opens = item == 0 or (item == 1 and line.words[0] == "-")
        full = text[-1] in _STOPS
        following = line.words[item + 1] if item + 1 < len(line) else ""
        closes = following in ("", ".", "!", "?", ")")
        several = count >= _SENTENCE and _TWO_SENTENCES.search(text) is not None
        announced = said.is_near or said.where == "colon"
        title = self._is_title(line, item, text, announced=announced and said.where != "colon")
        if said.where in ("after", "next"):
            if not opens and (title or (capital and count == 1 and text[-1].isalnum())):
                return None
            return "direct" if opens or several or (capital and count > 1 and not title) else "mixed"
        if title:
            return None
        if said.where == "colon":
            return "direct" if several or (capital and (count >= _SHORT or text[-1] in "?!")) else None
        if said.where == "before" and said.source is not None:
            if opens:
                return "direct" if capital and full else "mixed"
            last = line.words[item - 1]
            reports = said.cue in self._words.say or said.cue in self._words.participles
            if said.is_near:
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
            return "direct" if several and opens else "mixed"
        if not quote.closed or not quote.opened:
            return "direct"
        if (
            opens
            and closes
            and (several or (capital and count >= _SHORT and (full or following)) or (capital and text[-1] in "?!"))
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

    # --- who it is ---------------------------------------------------------------------------------------------------

    def _context(self, number: int, *, is_first: bool) -> tuple[_Voice | None, bool]:
        """Who speaks where the sentence does not say it: who spoke or acted last."""
        least = number if not is_first else number - 1
        for heard in reversed(self._heard[-_REMEMBERED:]):
            if heard.paragraph < least:
                break
            if heard.voice is not None:
                return heard.voice, True
        if self._voice is not None and number - self._spoken <= _BEFORE:
            return self._voice, True
        if not is_first:
            for heard in reversed(self._heard[-_REMEMBERED:]):
                if heard.paragraph < number - 1:
                    break
                if heard.voice is not None:
                    return heard.voice, True
        return None, False

    def _found(self, line: Line, source: Source) -> _Voice | None:
        """The speaker that the words of a line mean."""
        cast = self._cast
        if source.passive:
            return None
        if source.mention >= 0:
            mention = cast.mentions[source.mention]
            entity = mention.entity
            if mention.is_person:
                entity = cast.namesake(entity, cast.title(mention.start))
            return _Voice(mention.start, mention.end, entity if mention.can_speak else None, mention.is_person)
        start, end = line.char(source.first), line.end(source.last)
        if source.pronoun:
            entity_or_none = self._meant(line, source)
            is_person = source.pronoun in ("he", "she") or (
                entity_or_none is not None and cast.type_of(entity_or_none) == "PERSON"
            )
            return _Voice(start, end, entity_or_none, is_person)
        entity_or_none = self._described(line, source)
        head = source.head
        return _Voice(start, end, entity_or_none, head in self._words.people)

    def _meant(self, line: Line, source: Source) -> int | None:
        """The entity that a pronoun means."""
        if source.pronoun in ("he", "she"):
            return self._person(line, source.first, source.pronoun)
        if source.pronoun == "me":
            return self._label.entity if self._label is not None else None
        before = line.char(source.first)
        for heard in reversed(self._heard[-3:]):
            if heard.voice is None:
                continue
            if source.pronoun == "they" and heard.voice.entity is not None:
                return heard.voice.entity
            if source.pronoun == "they":
                return None
            if heard.voice.entity is not None and not heard.voice.is_person:
                return heard.voice.entity
        if source.pronoun == "it" and self._heard:
            return self._cast.last("ORGANIZATION", before, before - 1000)
        return None

    def _person(self, line: Line, item: int, gender: str) -> int | None:
        cast = self._cast
        spared = self._label.entity if self._label is not None else None

        def fits(entity: int) -> bool:
            return entity != spared and cast.type_of(entity) == "PERSON" and cast.fits(entity, gender)

        for at, number in itertools.islice(line.starts.items(), _PEOPLE):
            if at >= item:
                break
            if cast.mentions[number].is_person and fits(cast.mentions[number].entity):
                return cast.mentions[number].entity
        for heard in reversed(self._heard[-_REMEMBERED:]):
            voice = heard.voice
            if voice is not None and voice.is_person and voice.entity is None:
                return None
            if voice is not None and voice.entity is not None and fits(voice.entity):
                return voice.entity
            for entity in heard.people:
                if fits(entity):
                    return entity
        return None

    def _described(self, line: Line, source: Source) -> int | None:
        """The entity that a description means."""
        cast, known = self._cast, self._words
        head, before = source.head, line.char(source.first)
        if not source.is_definite or head in known.lone:
            return None
        said = frozenset(line.words[source.first : source.last + 1])
        if head in known.bodies or head in known.realms:
            named = cast.body(head, before)
            if named is not None or head in known.realms:
                return named
            return cast.last("ORGANIZATION", before, before - 1500)
        if head in known.people:
            entity = cast.with_role(head, said, before)
            if (
                entity is None
                and line.words[source.first] not in known.possessives
                and (head in known.again or head in known.gendered)
            ):
                entity = self._person(line, source.first, known.gendered.get(head, ""))
            return entity
        return None
