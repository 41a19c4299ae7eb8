"""The reader of quotations that ships: a document and its entities in, quotations with their speakers out.

It walks through the paragraphs that have quotation marks, and the few before each, in text order. In each sentence it
finds the cues (`said`, `according to`) with who they say has spoken; each pair of marks is then speech of its own
(direct), marked words of a reported sentence (mixed), or nobody's words (a title, a term). Direct speech without a cue
is of whoever spoke or acted last before it. A pronoun means the last person whom it fits.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from ..language import Language, english, find_language
from ..record import Quotation, Speaker, fold
from .attribution import Attribution, is_split
from .cast import Cast
from .kinds import Kinds
from .lines import lines_of
from .marks import MARKS, stretches
from .sources import Sources
from .speakers import BEFORE, Speakers
from .words import load_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..record import Entity
    from ..text import Document, Section
    from .lines import Line
    from .marks import Stretch
    from .speakers import Heard, Paragraph, Voice
    from .words import Words

__all__ = ["NewsQuotations"]

_BARE: Final = 9
"""Words of a sentence that only says who has spoken."""


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
        text = document.text
        if not any(mark in text for mark in MARKS if mark != "’"):
            return ()
        words = self.language.made(load_words)
        if words is None:
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
        self._cast = Cast(document, entities, words)
        self._sources = Sources(words, self._cast)
        self._attribution = Attribution(document.text, words, self._sources)
        self._kinds = Kinds(document.text, words, self._cast)
        self._speakers = Speakers(words, self._cast, self._sources)
        self._made: list[Quotation] = []

    def read(self, sections: Sequence[Section], found: Sequence[Sequence[Stretch]]) -> list[Quotation]:
        """Return the quotations of the sections, given what stands between marks in each."""
        tokens, sentences = self._document.tokens, self._document.sentences
        begins = [sentence.start for sentence in sentences]
        wanted = 0
        last: Stretch | None = None
        for number, (section, quotes) in enumerate(zip(sections, found, strict=True)):
            if wanted < number:
                wanted = number
            while wanted < len(found) and not found[wanted]:
                wanted += 1
            if wanted == len(found):
                break
            if wanted - number > BEFORE:
                continue
            first, stop = bisect_left(tokens.starts, section.start), bisect_left(tokens.starts, section.end)
            if first == stop:
                continue
            inside = sentences[bisect_left(begins, first) : bisect_left(begins, stop)]
            make = functools.partial(lines_of, self._document, self._cast, first, stop, inside, quotes)
            paragraph = self._speakers.enter(number, make)
            if quotes:
                self._paragraph(paragraph, quotes, is_open=last is not None and not last.closed)
                last = quotes[-1]
        return self._made

    def _paragraph(self, paragraph: Paragraph, quotes: Sequence[Stretch], *, is_open: bool) -> None:
        lines = self._speakers.lines(paragraph)
        for heard in lines:
            line, spoken = heard.line, None
            for item, which in line.quotes:
                ends = item == len(line) - 1 and heard.index + 1 < len(lines)
                bare = lines[heard.index + 1] if ends else None
                voice = self._quote(heard, item, quotes[which], bare, is_open=is_open and which == 0 and item == 0)
                spoken = voice or spoken
            if spoken is not None:
                self._speakers.tell(heard, spoken)

    def _quote(self, heard: Heard, item: int, quote: Stretch, bare: Heard | None, *, is_open: bool) -> Voice | None:
        """Make a quotation of a stretch, if it is one; return who has said it.

        Args:
            heard: its line.
            item: its item there.
            quote: the stretch.
            bare: the line that follows it in its paragraph, where it ends its own.
            is_open: whether the paragraph before was left open.
        """
        line, speakers = heard.line, self._speakers
        following: Line | None = bare.line if bare is not None else None
        said = self._attribution.attributed(line, speakers.cues(heard), item, quote, following)
        before = self._made[-1] if self._made else None
        split = is_split(line, item, said, before)
        kind = (
            "direct"
            if split or is_open
            else self._kinds.kind(
                line, item, quote, said, follows=before is not None and self._is_beside(heard, before)
            )
        )
        if kind is None:
            return None
        voice: Voice | None = None
        inherited = False
        if said.source is not None:
            voice = speakers.found(bare if bare is not None and said.where == "next" else heard, said.source)
        elif is_open and heard.index == 0 and self._made:
            voice, inherited = speakers.last if self._made[-1].speaker is not None else None, True
        elif not said.where:
            voice = speakers.before(heard)
            inherited = voice is not None
        if kind == "mixed" and (voice is None or voice.is_writer):  # whoever writes marks no words of their own
            return None
        follows = split or (
            before is not None
            and before.kind == kind == "direct"
            and self._goes_on(before, quote, heard.paragraph.number, voice, inherited=inherited)
        )
        self._add(quote, kind, voice, continues=follows)
        if voice is not None:
            speakers.last, speakers.spoken = voice, heard.paragraph.number
        return voice

    def _is_beside(self, heard: Heard, before: Quotation) -> bool:
        """Whether direct speech stands in the line before a line, or in the line."""
        lines = self._speakers.lines(heard.paragraph)
        return before.kind == "direct" and before.start >= lines[max(0, heard.index - 1)].line.start

    def _goes_on(self, before: Quotation, quote: Stretch, number: int, voice: Voice | None, *, inherited: bool) -> bool:
        """Whether a quotation goes on with the one before: of the same speaker, nothing but attribution between."""
        if voice is None or before.speaker is None:
            return inherited and voice is None and before.speaker is None
        same = voice.entity == before.speaker.entity and (
            voice.entity is not None or voice.start == before.speaker.start
        )
        if not same:
            return False
        if self._speakers.spoken == number:
            between = self._text[before.end : quote.start]
            return len(between.split()) <= 2 * _BARE and between.count(".") + between.count("?") <= 1
        return (
            inherited
            and self._speakers.spoken == number - 1
            and not self._text[before.end : quote.start].strip(MARKS + " \n\r\t.,").count(".")
        )

    def _add(self, quote: Stretch, kind: str, voice: Voice | None, *, continues: bool) -> None:
        text = self._text
        speaker = None
        if voice is not None:
            shown = fold(text[voice.start : voice.end])
            speaker = Speaker.made(text=shown, start=voice.start, end=voice.end, entity=voice.entity)
        self._made.append(
            Quotation.made(
                text=fold(text[quote.start : quote.end]),
                start=quote.start,
                end=quote.end,
                kind=kind,
                speaker=speaker,
                continues=continues,
            )
        )
