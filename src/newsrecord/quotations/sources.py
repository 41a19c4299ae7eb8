"""Who a line says has spoken: a cue of the line in, the words that name its speaker out.

A source is looked for beside its cue: before it (`the minister said`), over what stands between two commas (`Roe, who
leads the party, said`), behind it (`said Jane Roe`), after a passive (`called so by Roe`). Every step is bounded, so a
line costs time linear in its length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from .lines import QUOTE

if TYPE_CHECKING:
    from .cast import Cast
    from .lines import Line
    from .words import Words

__all__ = ["Cue", "Source", "Sources"]

_PHRASE: Final = 14
"""Words of the longest noun phrase that is looked at."""
_LINKS: Final = 3
"""Phrases that hang on one another: the head `of` the union `at` a firm."""
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
_INNER: Final = frozenset({"'s", "-", "–", "&", "'"})
"""Items inside a noun phrase that are no words."""
_BREAKS: Final = frozenset({",", "—", "–", ")", "(", ";", ":"})
_FOLLOWERS: Final = frozenset({",", ".", ";", ":", "—", "–", "-", "(", "!", "?", "…", QUOTE})
"""What may follow a speaker that stands behind its verb; prepositions and relative pronouns too."""


class Source(NamedTuple):
    """The words that name a speaker: items `first` to `last` of a line, both included."""

    first: int
    last: int
    mention: int = -1
    """The mention that they are, -1 where they are none."""
    pronoun: str = ""
    head: str = ""
    """The noun of a description."""
    is_definite: bool = False
    passive: bool = False
    """Nobody: what is said was said to someone, or about something."""


NOBODY: Final = Source(0, 0, passive=True)


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

    # --- cues ------------------------------------------------------------------------------------------------------

    def cues(self, line: Line) -> list[Cue]:
        """The cues of a line with their sources, in text order."""
        known, found = self._words, list[Cue]()
        finite: Source | None = None
        kind_of = known.reporting.get
        for item, word in enumerate(line.words):
            kind = kind_of(word)
            if kind is None:
                continue
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
                    source = self.behind(line, last + 1)
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
            elif not (word in known.auxiliaries or self._is_adverb(line, at)):
                break
            at -= 1
        if passive and words[item] not in known.undergone:
            return self._agent(line, item) or NOBODY, False
        opens = at < 0 or words[at] == QUOTE or (words[at] in _BREAKS and words[at] != ")")
        after_quote = at >= 0 and (words[at] == QUOTE or (words[at] in _BREAKS and words[at - 1] == QUOTE))
        reports = words[item] in known.say or words[item] not in known.cues
        if opens and reports and words[item] not in known.addressed:
            behind = self.behind(line, last + 1)
            if behind is not None and (at < 0 or after_quote):
                return behind, True
            if behind is not None and self._stands_alone(line, behind) and self.is_somebody(behind):
                aside = self._aside(line, at)
                return (behind, True) if aside is None else (aside, False)
        if at < 0 or words[at] == QUOTE:
            return (None if at < 0 else before), False
        word = words[at]
        if line.owner[at] < 0:
            if word in known.relative:
                inner = at - 2 if at and words[at - 1] == "," else at - 1
                source = self.phrase(line, inner) if inner >= 0 else None
                return source or before or self.subject(line), False
            if word in _BREAKS:
                return self._aside(line, at) or before or self.subject(line), False
            if word in known.stops and word not in known.pronouns:
                return None if words[item] in known.nouns_too else before or self.subject(line), False
        source = self.phrase(line, at)
        if words[item] in known.nouns_too:
            return source if source is not None and self._is_verb(line, item, source) else None, False
        if infinitive and (source is None or not (source.pronoun or source.mention >= 0)):
            source = before or self.subject(line, item)
        if source is None and (line.owner[at] >= 0 or not (word in known.definite or word in known.indefinite)):
            source = before or self.subject(line, item)
        return source, False

    def _participle(self, line: Line, item: int, before: Source | None) -> Source | None:
        at = item - 1
        if at >= 0 and (line.ends.get(at, -1) >= 0 or line.words[at] not in (*_BREAKS, QUOTE)):
            source = self.phrase(line, at)
            if source is not None and not source.pronoun and self.is_somebody(source):
                return source
        return before or self.subject(line)

    def _agent(self, line: Line, item: int) -> Source | None:
        """Who did it, after a passive."""
        for at in range(item + 1, min(item + _AGENT, len(line))):
            word = line.words[at]
            if word in self._words.agent:
                return self.behind(line, at + 1)
            if word in (",", ";", ":"):
                break
        return None

    def is_somebody(self, source: Source) -> bool:
        """Whether a source is a name, a pronoun, or a description of who can speak or of what was written."""
        if source.mention >= 0:
            return self._cast.mentions[source.mention].can_speak
        return bool(source.pronoun) or self._can_speak(source) or source.head in self._words.documents

    def is_person_at(self, line: Line, item: int) -> bool:
        """Whether a person's name begins with an item."""
        number = line.starts.get(item, -1)
        return number >= 0 and self._cast.mentions[number].is_person

    def is_signature(self, line: Line, first: int, source: Source) -> bool:
        """Whether a person's name is all that stands from an item on, but for what is said of them."""
        is_person = source.mention >= 0 and self._cast.mentions[source.mention].is_person
        after = line.words[source.last + 1 : source.last + 2]
        return is_person and source.first <= first + _LINKS and (not after or after[0] in (",", ".", "("))

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
        if not self.is_somebody(source) or (opener in known.prepositions and opener not in known.likening):
            return False
        if source.pronoun or (source.mention >= 0 and self._cast.mentions[source.mention].is_person):
            return True
        if opener == QUOTE and item + 1 < len(line):  # “…,” the report reads in part
            following = words[item + 1]
            if following in _FOLLOWERS or following in known.prepositions:
                return True
        follows = words[item + 1] if item + 1 < len(words) else QUOTE
        if item + 1 < len(words) and line.owner[item + 1] >= 0:
            return True
        return follows in (QUOTE, ":", ",") or any(
            follows in some for some in (known.that, known.definite, known.indefinite, known.pronouns)
        )

    def _is_adverb(self, line: Line, at: int) -> bool:
        word, known = line.words[at], self._words
        if word in known.adverbs:
            return True
        formed = len(word) > 4 and word.endswith(known.adverb_endings) and line.owner[at] < 0
        return formed and not self._speaks(word) and (at == 0 or line.word(at)[0].islower())  # the family, Early

    def _stands_alone(self, line: Line, source: Source) -> bool:
        """Whether what follows a source behind its verb is no verb of its own."""
        at = source.last + 1
        return (
            at >= len(line)
            or line.words[at] in _FOLLOWERS
            or line.words[at] in self._words.prepositions
            or line.words[at] in self._words.relative
        )

    # --- noun phrases ----------------------------------------------------------------------------------------------

    def phrase(self, line: Line, last: int, links: int = _LINKS) -> Source | None:
        """The source whose words end with an item, None where they name nobody that could speak."""
        words, known = line.words, self._words
        if last < 0 or words[last] == QUOTE:
            return None
        if line.owner[last] < 0 and words[last] in known.pronouns:
            return Source(last, last, pronoun=known.pronouns[words[last]])
        first = self._back(line, last)
        if first > last:
            return None
        number = line.owner[last]
        named = number >= 0 and line.ends.get(last) == number
        mention = self._cast.mentions[number] if named else None
        outer = first - 1
        if (
            links
            and outer > 0
            and words[outer] in known.prepositions
            and (mention is None or not self._has_role(line, first, number))
        ):
            head = self.phrase(line, outer - 1, links - 1)
            if head is not None and not head.pronoun and self._is_head(head):
                return head if head.mention >= 0 else head._replace(last=last)
        if named and mention is not None:
            return self._of_mention(line, number, last, first)
        return self._description(line, first, last)

    def _has_role(self, line: Line, first: int, number: int) -> bool:
        """Whether a person's name has words before it that belong to it: then nothing else is the head."""
        return self._cast.mentions[number].is_person and line.owner[first] != number

    def _back(self, line: Line, last: int) -> int:
        """The first item of the noun phrase that ends with an item; past it where there is none."""
        words, known = line.words, self._words
        at = last + 1
        least = max(0, last - _PHRASE)
        while at > least:
            before = at - 1
            word = words[before]
            if line.owner[before] < 0:
                if word in known.definite or word in known.indefinite:
                    return before
                if word in _INNER:
                    if before == 0 or words[before - 1] in _BREAKS or words[before - 1] == QUOTE:
                        break
                elif word == ".":
                    if before == 0 or len(words[before - 1]) > 4 or not words[before - 1].isalpha():
                        break
                elif (
                    not word[0].isalnum()
                    or word in known.stops
                    or (
                        word in known.cues
                        and before != last
                        and line.word(before)[0].islower()
                        and at <= last
                        and not self._is_noun(words, before)
                    )
                ):
                    break
            at = before
        while at <= last and line.owner[at] < 0 and (words[at] in _INNER or words[at] == "."):
            at += 1
        return at

    def _is_noun(self, words: list[str], at: int) -> bool:
        """Whether a word that may be a cue stands where only a noun can: after an article or a possessive."""
        before = words[at - 1] if at else ""
        return before in self._words.definite or before in self._words.indefinite or before == "'s"

    def _description(self, line: Line, first: int, last: int) -> Source | None:
        words, known = line.words, self._words
        opener = words[first]
        head = words[last]
        if head in known.lone and first == last:
            return Source(first, last, head=head)
        if not head[0].isalpha() or first > last:
            return None
        has_article = opener in known.definite or opener in known.indefinite
        if has_article and first == last:
            return None
        if not self._speaks(head):  # a person close to him
            inner = [
                word for at, word in enumerate(words[first:last], first) if self._speaks(word) and line.owner[at] < 0
            ]
            head = inner[-1] if has_article and inner and "'s" not in words[first:last] else head
        source = Source(first, last, head=head, is_definite=opener in known.definite)
        printed = line.word(last)
        if (
            printed[0].isupper()
            or has_article
            or self._can_speak(source)
            or any(word == "'s" for word in words[first:last])
        ):
            return source
        return None

    def _can_speak(self, source: Source) -> bool:
        """Whether the noun of a description is one of people or of what they form."""
        return source.head in self._words.indefinite or self._speaks(source.head)

    def _is_head(self, source: Source) -> bool:
        """Whether what hangs on a source with a preposition belongs to it."""
        return source.mention >= 0 or self._can_speak(source) or source.head in self._words.documents

    def _speaks(self, word: str) -> bool:
        known = self._words
        nouns = (word, word.removesuffix("s"))
        return any(noun in known.people or noun in known.bodies or noun in known.realms for noun in nouns)

    # --- over an aside ---------------------------------------------------------------------------------------------

    def _aside(self, line: Line, comma: int) -> Source | None:
        """The source before what stands between two commas, brackets or dashes, or the name that it is."""
        words = line.words
        if words[comma] in (":", ";", "("):
            return None
        if words[comma] == ")":
            at = comma
            while at > 0 and words[at] != "(" and comma - at < _ASIDE:
                at -= 1
            return self.phrase(line, at - 1) if at else None
        marks = ("—", "–") if words[comma] in ("—", "–") else (",",)
        other: Source | None = None
        last, least = comma, max(-1, comma - _ASIDE)
        is_first = True
        at = comma - 1
        while at >= least:
            if at == least or words[at] in marks or words[at] == QUOTE:
                source = self.phrase(line, last - 1) if last - 1 > at else None
                if source is not None and source.mention >= 0 and self._cast.mentions[source.mention].is_person:
                    begin = self._back(line, source.last)
                    after_preposition = begin > 0 and words[begin - 1] in self._words.prepositions
                    if not (is_first and (after_preposition or begin > at + 1)) and not (
                        not is_first and after_preposition
                    ):
                        return (self._opening_person(line, at) if is_first else None) or source
                elif source is not None and other is None and (source.mention >= 0 or self._can_speak(source)):
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
        comma = next((at for at in range(min(stop, _PHRASE)) if line.words[at] == ","), 0)
        source = self.phrase(line, comma - 1) if comma else None
        if source is None or source.mention < 0 or not self._cast.mentions[source.mention].is_person:
            return None
        joined = any(line.words[at] == "," and line.words[at + 1] in self._words.lead_ins for at in range(comma, stop))
        return source if self._back(line, source.last) == 0 and not joined else None

    # --- behind a cue ----------------------------------------------------------------------------------------------

    def behind(self, line: Line, first: int) -> Source | None:
        """The source that begins with an item or after adverbs."""
        words, known = line.words, self._words
        while (
            first < len(line)
            and line.owner[first] < 0
            and self._is_adverb(line, first)
            and words[first] not in known.prepositions
        ):
            first += 1
        if first >= len(line) or words[first] == QUOTE:
            return None
        if line.owner[first] < 0 and words[first] in known.pronouns:
            return Source(first, first, pronoun=known.pronouns[words[first]])
        found = self._forward(line, first)
        if found is None:
            return None
        last, number = found
        if number >= 0 and self._cast.mentions[number].is_person:
            return self._of_mention(line, number, last)
        after = last + 1
        if after + 1 < len(line) and words[after] in (",", "(") and words[after + 1] != QUOTE:
            inner = self._forward(line, after + 1)
            if (
                inner is not None
                and inner[1] >= 0
                and self._cast.mentions[inner[1]].is_person
                and self._stands_alone(line, Source(after + 1, inner[0]))
            ):
                description = self._description(line, first, last)
                if description is not None and number < 0 and self._can_speak(description):
                    return self._of_mention(line, inner[1], inner[0])
        if after + 1 < len(line) and words[after] in known.prepositions and number < 0:
            inner = self._forward(line, after + 1)  # minister of health Jane Roe
            if (
                inner is not None
                and inner[1] >= 0
                and self._cast.mentions[inner[1]].is_person
                and line.starts.get(after + 1) is None
            ):
                begin = min(item for item in range(after + 1, inner[0] + 1) if line.owner[item] == inner[1])
                if (
                    begin > after + 1
                    and words[after + 1] not in known.indefinite
                    and words[after + 1] not in known.definite
                ):
                    return self._of_mention(line, inner[1], inner[0])
        if number >= 0:
            return self._of_mention(line, number, last, first)
        return self._description(line, first, last)

    def _of_mention(self, line: Line, number: int, last: int, opener: int | None = None) -> Source:
        """The source that a mention is; `a Republican` is nobody in particular.

        Args:
            line: the line.
            number: the mention.
            last: its last item.
            opener: the first item of its noun phrase.
        """
        first = last
        while first > 0 and line.owner[first - 1] == number:
            first -= 1
        begin = first if opener is None else opener
        begin = begin - 1 if begin == first and first and line.owner[first - 1] < 0 else begin
        mention = self._cast.mentions[number]
        a_group = self._cast.type_of(mention.entity) == "NORP" or (
            mention.is_person and begin == first - 1 and line.words[begin] not in self._words.whole
        )
        if a_group and line.owner[begin] < 0 and line.words[begin] in self._words.indefinite:
            return Source(begin, last, head=line.words[last])
        return Source(first, last, mention=number, is_definite=True)

    def _forward(self, line: Line, first: int) -> tuple[int, int] | None:
        """The last item of the noun phrase that begins with an item, and the mention that it ends with or -1."""
        words, known = line.words, self._words
        at = first
        person = -1
        stop = min(len(line), first + _PHRASE)
        while at < stop:
            word = words[at]
            number = line.owner[at]
            if number < 0:
                if word == QUOTE or (at > first and (word in known.definite or word in known.indefinite)):
                    break
                if word in _INNER:
                    pass
                elif word == ".":
                    if not (at > first and len(words[at - 1]) <= 4 and words[at - 1].isalpha() and at + 1 < len(line)):
                        break
                elif (
                    not word[0].isalpha()
                    or word in known.stops
                    or (at > first and (word in known.cues or word in known.participles))
                ):
                    break
            elif self._cast.mentions[number].is_person:
                while at + 1 < len(line) and line.owner[at + 1] == number:
                    at += 1
                if at + 1 < len(line) and words[at + 1] == "'s":
                    at += 2  # Roe's lawyer
                    continue
                person = number
                at += 1
                break
            at += 1
        last = at - 1
        while last >= first and line.owner[last] < 0 and (words[last] in _INNER or words[last] == "."):
            last -= 1
        if last < first:
            return None
        if person >= 0:
            return last, person
        number = line.owner[last]
        return last, number if number >= 0 and line.ends.get(last) == number else -1

    def closing(self, line: Line, first: int) -> Source | None:
        """The source that begins with an item, where it is somebody and nothing of its own follows."""
        if first >= len(line):
            return None
        source = self.behind(line, first)
        if source is None or source.pronoun or not self._stands_alone(line, source):
            return None
        starts = source.first == first or self.is_person_at(line, first) or source.mention >= 0
        named = source.mention >= 0 and self._cast.mentions[source.mention].is_person
        return source if starts and (named or (source.mention < 0 and self.is_somebody(source))) else None

    def opening(self, line: Line, first: int) -> Source | None:
        """The description that begins with an article: the shortest of who can speak, or of what was written."""
        found = self._forward(line, first)
        if found is None:
            return None
        source = self._described(line, first, found, documents=True)
        return source if source is not None and self.is_somebody(source) else None

    # --- the subject of a sentence ---------------------------------------------------------------------------------

    def subject(self, line: Line, stop: int | None = None) -> Source | None:
        """The first that a sentence names as acting: a name, a pronoun, or a description of who can speak."""
        words, known, cast = line.words, self._words, self._cast
        at = 0
        while at < len(line) and words[at] == QUOTE:
            at += 1
        for _ in range(_LINKS):
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
                    found = self._forward(line, at)
                    if found is not None:
                        described = self._described(line, at, found)
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
                found = self._forward(line, at)
                if found is not None and found[1] >= 0 and cast.mentions[found[1]].is_person:
                    return self._of_mention(line, found[1], found[0])
                return Source(at, last, mention=number, is_definite=True)
            at = last + 1
        return None

    def _apposed(self, line: Line, source: Source) -> Source | None:
        """The person's name between commas behind a description: `Her daughter, Jane Roe, nods.`"""
        at = source.last + 1
        if source.mention >= 0 or at + 1 >= len(line) or line.words[at] != "," or not self.is_person_at(line, at + 1):
            return None
        last, number = at + 1, line.owner[at + 1]
        while last + 1 < len(line) and line.owner[last + 1] == number:
            last += 1
        closes = last + 1 == len(line) or line.words[last + 1] in _BREAKS
        return self._of_mention(line, number, last) if closes else None

    def _described(
        self, line: Line, first: int, found: tuple[int, int], *, documents: bool = False
    ) -> Source | None:
        """The description or name that opens a sentence after an article: the shortest that can speak.

        Args:
            line: the line.
            first: the article.
            found: the last item of the noun phrase, and the mention that it ends with or -1.
            documents: whether what was written counts too.
        """
        last, number = found
        if number >= 0:
            return self._of_mention(line, number, last) if self._cast.mentions[number].can_speak else None
        has_article = line.words[first] in self._words.definite or line.words[first] in self._words.indefinite
        for item in range(first + has_article, last + 1):
            if line.owner[item] >= 0:
                continue
            source = self._description(line, first, item)
            if source is not None and (self.is_somebody(source) if documents else self._can_speak(source)):
                following = item + 1
                if following <= last and (line.words[following] in ("'s", "-") or self._is_noun_of(line, following)):
                    continue
                return source
        return None

    def _is_noun_of(self, line: Line, item: int) -> bool:
        """Whether a word is a noun that can be a source, as in `the company spokesman`, `a campaign video`."""
        word = line.words[item]
        return line.owner[item] < 0 and (word in self._words.people or word in self._words.documents)

    # --- before a colon --------------------------------------------------------------------------------------------

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
                source = self.behind(line, at + 2)
                if source is not None and self.is_somebody(source):
                    return source
            if words[at] in known.nouns:
                first = at
                while first > 0 and words[first] != "'s" and at - first < 4:
                    first -= 1
                if words[first] == "'s" and first:
                    source = self.phrase(line, first - 1)
                    if source is not None and (source.mention >= 0 or self._can_speak(source)):
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
                    return self._of_mention(line, number, at - 1), at
                if all(line.word(item)[0].isupper() for item in range(at)):
                    return Source(0, at - 1, head=words[at - 1]), at
                return None
            if not (line.word(at)[0].isalpha() or words[at] in _INNER or words[at] == "."):
                return None
        return None
