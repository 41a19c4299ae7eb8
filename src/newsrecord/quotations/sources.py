"""Who a line says has spoken: a cue of the line in, the words that name its speaker out.

A source is looked for beside its cue: before it (`the minister said`), over what stands between two commas (`Roe, who
leads the party, said`), behind it (`said Jane Roe`), after a passive (`called so by Roe`). Every step is bounded, so a
line costs time linear in its length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from .lines import QUOTE
from .phrases import BREAKS, FOLLOWERS, INNER, LINKS, NOBODY, PHRASE, Phrases, Source

if TYPE_CHECKING:
    from .cast import Cast
    from .lines import Line
    from .words import Words

__all__ = ["Cue", "Sources"]

_ASIDE: Final = 45
"""Words between two commas that are passed over."""
_OPENING: Final = 40
"""Words before the comma that ends the opening of a sentence."""
_SUBJECT: Final = 30
"""Words in which the subject of a sentence is looked for."""
_AGENT: Final = 14
"""Words from a passive to who did it."""
_ADDRESS: Final = 6
"""Words of a label before a colon."""
_OWN: Final = 2
"""Words from a noun back to the pronoun that it belongs to."""


class Cue(NamedTuple):
    """A word that reports words."""

    item: int
    last: int
    """Its last item, where it is a phrase."""
    source: Source | None
    is_inverted: bool
    """Whether the speaker stands behind it."""
    is_participle: bool


class Sources:
    """Finds the sources of cues in the lines of one document."""

    def __init__(self, words: Words, cast: Cast) -> None:
        self._words = words
        self._cast = cast
        self.phrases: Phrases = Phrases(words, cast)

    # --- cues --------------------------------------------------------------------------------------------------------

    def cues(self, line: Line) -> list[Cue]:
        """The cues of a line with their sources, in text order."""
        known, found = self._words, list[Cue]()
        finite: Source | None = None
        for item, kind in enumerate(map(known.reporting.get, line.words)):
            if kind is None:
                continue
            word = line.words[item]
            if kind == "cue":
                if line.owner[item] >= 0 or not (item == 0 or line.word(item)[0].islower()):
                    continue
                last = self._particle(line, item)
                if last == item and word in known.phrasal and word not in known.cues:
                    continue
                source, is_inverted = self._finite(line, item, last, finite)
                if source is None:  # whoever it may be, what follows is speech
                    if word in known.say and self._announces(line, last):
                        found.append(Cue(item, last, NOBODY, is_inverted=False, is_participle=False))
                    continue
                if (word in known.strict or word not in known.cues) and not self._is_beside(line, item, last, source):
                    continue
                names = word not in known.say and line.words[last + 1 : last + 2] == [QUOTE]
                if names and not self.phrases.is_somebody(source):  # a technique called “…”
                    continue
                finite = source
                found.append(Cue(item, last, source, is_inverted, is_participle=False))
            elif kind == "participle":
                source = self._participle(line, item, finite)
                if source is None and self._announces(line, item):
                    source = NOBODY
                found.append(Cue(item, item, source, is_inverted=False, is_participle=True))
            else:
                last = self._phrase(line, item)
                if last:
                    source = self.phrases.behind(line, last + 1)
                    if source is not None:
                        found.append(Cue(item, last, source, is_inverted=True, is_participle=False))
        return found

    def _announces(self, line: Line, item: int) -> bool:
        """Whether a cue stands right before marked words, a comma or colon between."""
        return line.words[item + 1 : item + 3] in ([",", QUOTE], [":", QUOTE])

    def _phrase(self, line: Line, item: int) -> int:
        for rest in self._words.according[line.words[item]]:
            if tuple(line.words[item + 1 : item + 1 + len(rest)]) == rest:
                return item + len(rest)
        return 0

    def _particle(self, line: Line, item: int) -> int:
        """The last item of a verb: the word after it where that belongs to it, as in `chimed in`."""
        particles = self._words.phrasal.get(line.words[item], ())
        return item + 1 if item + 1 < len(line) and line.words[item + 1] in particles else item

    def _finite(self, line: Line, item: int, last: int, before: Source | None) -> tuple[Source | None, bool]:
        words, known = line.words, self._words
        at = item - 1
        passive = infinitive = False
        while at >= 0 and line.owner[at] < 0:
            word = words[at]
            if word in known.passive:
                passive = True
            elif word in known.infinitive:
                infinitive = True
            elif word == "'s" and words[item] not in known.say:  # what's called
                passive = True
            elif not (word in known.auxiliaries or self.phrases.is_adverb(line, at)):
                break
            at -= 1
        if passive and words[item] not in known.undergone:
            return self._agent(line, item) or NOBODY, False
        opens = at < 0 or words[at] == QUOTE or (words[at] in BREAKS and words[at] != ")")
        after_quote = at >= 0 and (words[at] == QUOTE or (words[at] in BREAKS and words[at - 1] == QUOTE))
        reports = words[item] in known.say or words[item] not in known.cues
        if opens and reports and words[item] not in known.addressed:
            behind = self.phrases.behind(line, last + 1)
            if behind is not None and (at < 0 or after_quote):
                return behind, True
            if behind is not None and self.phrases.stands_alone(line, behind) and self.phrases.is_somebody(behind):
                aside = self._aside(line, at)
                return (behind, True) if aside is None else (aside, False)
        if at < 0 or words[at] == QUOTE:
            return (None if at < 0 else before), False
        word = words[at]
        if line.owner[at] < 0:
            if word in known.relative:
                inner = at - 2 if at and words[at - 1] == "," else at - 1
                source = self.phrases.phrase(line, inner) if inner >= 0 else None
                return source or before or self.subject(line), False
            if word in BREAKS:
                return self._aside(line, at) or before or self.subject(line), False
            if word in known.stops and word not in known.pronouns:
                return None if words[item] in known.nouns_too else before or self.subject(line), False
        source = self.phrases.phrase(line, at)
        if words[item] in known.nouns_too:
            return source if source is not None and self._is_verb(line, item, source) else None, False
        if infinitive and (source is None or not (source.pronoun or source.mention >= 0)):
            source = before or self.subject(line, item)
        if source is None and (line.owner[at] >= 0 or not (word in known.definite or word in known.indefinite)):
            source = before or self.subject(line, item)
        return source, False

    def _participle(self, line: Line, item: int, before: Source | None) -> Source | None:
        at = item - 1
        if at > 1 and line.words[at] in self._words.likening:  # quoted Roe as saying
            quoted = self.phrases.phrase(line, at - 1)
            if quoted is not None and quoted.mention >= 0 and self._is_quoted(line, quoted):
                return quoted
        if at >= 0 and (line.ends.get(at, -1) >= 0 or line.words[at] not in (*BREAKS, QUOTE)):
            source = self.phrases.phrase(line, at)
            if source is not None and not source.pronoun and self.phrases.is_somebody(source):
                return source
        return before or self.subject(line)

    def _is_quoted(self, line: Line, source: Source) -> bool:
        """Whether a name is what a verb of quoting has behind it."""
        begin = self.phrases.back(line, source.last)
        return begin > 0 and line.words[begin - 1] in self._words.undergone

    def _agent(self, line: Line, item: int) -> Source | None:
        """Who did it, after a passive."""
        for at in range(item + 1, min(item + _AGENT, len(line))):
            word = line.words[at]
            if word in self._words.agent:
                return self.phrases.behind(line, at + 1)
            if word in (",", ";", ":"):
                break
        return None

    def is_signature(self, line: Line, first: int, source: Source) -> bool:
        """Whether a person's name is all that stands from an item on, but for what is said of them."""
        is_person = source.mention >= 0 and self._cast.mentions[source.mention].is_person
        after = line.words[source.last + 1 : source.last + 2]
        return is_person and source.first <= first + LINKS and (not after or after[0] in (",", ".", "("))

    def _is_beside(self, line: Line, item: int, last: int, source: Source) -> bool:
        """Whether a cue with its source stands right beside marked words."""
        words = line.words
        first, after = min(item, source.first), max(last, source.last) + 1
        while after < len(words) and (words[after] in (",", ":") or words[after] in self._words.that):
            after += 1
        before = first - 2 if first > 1 and words[first - 1] == "," else first - 1
        return (after < len(words) and words[after] == QUOTE) or (before >= 0 and words[before] == QUOTE)

    def _is_verb(self, line: Line, item: int, source: Source) -> bool:
        """Whether a word that may be a noun has a subject, and what it reports."""
        words, known = line.words, self._words
        opener = words[source.first - 1] if source.first else ""
        if not self.phrases.is_somebody(source) or (opener in known.prepositions and opener not in known.likening):
            return False
        if source.pronoun or (source.mention >= 0 and self._cast.mentions[source.mention].is_person):
            return True
        if opener == QUOTE and item + 1 < len(line):  # “…,” the report reads in part
            following = words[item + 1]
            if following in FOLLOWERS or following in known.prepositions:
                return True
        follows = words[item + 1] if item + 1 < len(words) else QUOTE
        if item + 1 < len(words) and line.owner[item + 1] >= 0:
            return True
        return follows in (QUOTE, ":", ",") or any(
            follows in some for some in (known.that, known.definite, known.indefinite, known.pronouns)
        )

    # --- over an aside -----------------------------------------------------------------------------------------------

    def _aside(self, line: Line, comma: int) -> Source | None:
        """The source before what stands between two commas, brackets or dashes, or the name that it is."""
        words = line.words
        if words[comma] in (":", ";", "("):
            return None
        if words[comma] == ")":
            at = comma
            while at > 0 and words[at] != "(" and comma - at < _ASIDE:
                at -= 1
            return self.phrases.phrase(line, at - 1) if at else None
        marks = ("—", "–") if words[comma] in ("—", "–") else (",",)
        other: Source | None = None
        last, least = comma, max(-1, comma - _ASIDE)
        is_first = True
        at = comma - 1
        while at >= least:
            if at == least or words[at] in marks or words[at] == QUOTE:
                source = self.phrases.phrase(line, last - 1) if last - 1 > at else None
                if source is not None and source.mention >= 0 and self._cast.mentions[source.mention].is_person:
                    begin = self.phrases.back(line, source.last)
                    after_preposition = begin > 0 and words[begin - 1] in self._words.prepositions
                    if not (is_first and (after_preposition or begin > at + 1)) and not (
                        not is_first and after_preposition
                    ):
                        return (self._opening_person(line, at) if is_first else None) or source
                elif source is not None and other is None and (source.mention >= 0 or self.phrases.can_speak(source)):
                    begin = source.first
                    if not (begin > 0 and words[begin - 1] in self._words.prepositions) and (
                        not is_first or begin == 0 or at == -1
                    ):
                        other = source
                if at == least or words[at] == QUOTE:
                    break
                last, is_first = at, False
            at -= 1
        return other

    def _opening_person(self, line: Line, stop: int) -> Source | None:
        """The person who opens a line before a comma: `Roe, the brother of the heir, Doe, has said`."""
        comma = next((at for at in range(min(stop, PHRASE)) if line.words[at] == ","), 0)
        source = self.phrases.phrase(line, comma - 1) if comma else None
        if source is None or source.mention < 0 or not self._cast.mentions[source.mention].is_person:
            return None
        joined = any(
            line.words[at] == "," and line.words[at + 1] in self._words.lead_ins
            for at in range(comma, min(stop, comma + _ASIDE))
        )
        return source if self.phrases.back(line, source.last) == 0 and not joined else None

    # --- the subject of a sentence -----------------------------------------------------------------------------------

    def subject(self, line: Line, stop: int | None = None) -> Source | None:
        """The first that a sentence names as acting: a name, a pronoun, or a description of who can speak."""
        words, known, cast = line.words, self._words, self._cast
        at = 0
        while at < len(line) and words[at] == QUOTE:
            at += 1
        for _ in range(LINKS):
            while at < len(line) and line.owner[at] < 0 and (words[at] in known.lead_ins or words[at] == ","):
                at += 1
            if at == len(line) or words[at] not in known.openers or line.owner[at] >= 0:
                break
            begin = at
            for comma in range(at + 1, min(len(line) - 1, at + _OPENING)):
                if words[comma] == "," and words[comma + 1] != QUOTE:
                    at = comma + 1
                    break
            if at == begin:
                break
        begin = at
        end = min(len(line) if stop is None else stop, begin + _SUBJECT)
        while at < end:
            word, number = words[at], line.owner[at]
            if word == QUOTE or word in (";", ":"):
                break
            if number < 0:
                kind = known.pronouns.get(word, "")
                if kind in ("he", "she", "they", "me") and at <= begin + 3:
                    return Source(at, at, pronoun=kind)
                if at == begin or (at <= begin + 3 and (word in known.definite or word in known.indefinite)):
                    found = self.phrases.forward(line, at)
                    if found is not None:
                        described = self.phrases.shortest(line, at, found)
                        if described is not None:
                            return self._apposed(line, described) or described
                at += 1
                continue
            last = at
            while last + 1 < len(line) and line.owner[last + 1] == number:
                last += 1
            follows = words[last + 1] if last + 1 < len(line) else ""
            hangs = at > begin and words[at - 1] in known.prepositions
            if cast.type_of(cast.mentions[number].entity) == "NORP" and follows.isalpha():  # an adjective
                hangs = hangs or not (follows in known.stops or follows in known.cues)
            if follows != "'s" and not hangs and cast.mentions[number].can_speak:
                found = self.phrases.forward(line, at)
                if found is not None and found[1] >= 0 and cast.mentions[found[1]].is_person:
                    return self.phrases.of_mention(line, found[1], found[0])
                return Source(at, last, mention=number, is_definite=True)
            at = last + 1
        return None

    def _apposed(self, line: Line, source: Source) -> Source | None:
        """The person's name between commas behind a description, as in `Her daughter, Jane Roe, nods`."""
        at = source.last + 1
        if (
            source.mention >= 0
            or at + 1 >= len(line)
            or line.words[at] != ","
            or not self.phrases.is_person_at(line, at + 1)
        ):
            return None
        last, number = at + 1, line.owner[at + 1]
        while last + 1 < len(line) and line.owner[last + 1] == number:
            last += 1
        closes = last + 1 == len(line) or line.words[last + 1] in BREAKS
        return self.phrases.of_mention(line, number, last) if closes else None

    # --- before a colon ----------------------------------------------------------------------------------------------

    def owner(self, line: Line, stop: int) -> Source | None:
        """Whose words are announced before an item: `Roe's answer was clear:`, `Twitter:`."""
        words, known = line.words, self._words
        for at in range(stop - 1, max(0, stop - _OPENING), -1):
            if words[at] in known.nouns:
                for before in range(at - 1, max(-1, at - 1 - _OWN), -1):  # his own words
                    if words[before] in known.possessives:
                        return Source(before, before, pronoun=known.possessives[words[before]])
                    if words[before] in known.stops or not words[before].isalpha():
                        break
            if words[at] in known.nouns and at + 1 < stop and words[at + 1] in known.sender:
                source = self.phrases.behind(line, at + 2)
                if source is not None and self.phrases.is_somebody(source):
                    return source
            if words[at] in known.nouns:
                first = at
                while first > 0 and words[first] != "'s" and at - first < 4:
                    first -= 1
                if words[first] == "'s" and first:
                    source = self.phrases.phrase(line, first - 1)
                    if source is not None and (source.mention >= 0 or self.phrases.can_speak(source)):
                        return source
        return None

    def label(self, line: Line) -> tuple[Source, int] | None:
        """The name before a colon that opens a line, and the colon, as in `ROE: I was there`."""
        words = line.words
        if ":" not in words[1:_ADDRESS]:
            return None
        for at in range(1, min(len(line), _ADDRESS)):
            if words[at] == ":":
                number = line.owner[at - 1]
                if number >= 0 and line.ends.get(at - 1) == number and self._cast.mentions[number].can_speak:
                    return self.phrases.of_mention(line, number, at - 1), at
                if all(line.word(item)[0].isupper() for item in range(at)):
                    return Source(0, at - 1, head=words[at - 1]), at
                return None
            if not (line.word(at)[0].isalpha() or words[at] in INNER or words[at] == "."):
                return None
        return None
