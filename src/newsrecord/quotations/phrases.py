"""The noun phrases that may name a speaker: an item of a line in, the words before or behind it that name somebody out.

A phrase is a name (with what stands before it and belongs to it), a pronoun, or a description of who can speak. Every
step is bounded, so a line costs time linear in its length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from .lines import QUOTE

if TYPE_CHECKING:
    from .cast import Cast
    from .lines import Line
    from .words import Words

__all__ = ["BREAKS", "FOLLOWERS", "INNER", "LINKS", "NOBODY", "PHRASE", "Phrases", "Source"]

PHRASE: Final = 14
"""Words of the longest noun phrase that is looked at."""
LINKS: Final = 3
"""Phrases that hang on one another: the head `of` the union `at` a firm."""
INNER: Final = frozenset({"'s", "-", "–", "&", "'"})
"""Items inside a noun phrase that are no words."""
BREAKS: Final = frozenset({",", "—", "–", ")", "(", ";", ":"})
FOLLOWERS: Final = frozenset({",", ".", ";", ":", "—", "–", "-", "(", "!", "?", "…", QUOTE})
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


class Phrases:
    """Finds the noun phrases in the lines of one document."""

    def __init__(self, words: Words, cast: Cast) -> None:
        self._words = words
        self._cast = cast

    # --- before an item ----------------------------------------------------------------------------------------------

    def phrase(self, line: Line, last: int, links: int = LINKS) -> Source | None:
        """The source whose words end with an item, None where they name nobody that could speak."""
        words, known = line.words, self._words
        if last < 0 or words[last] == QUOTE:
            return None
        if line.owner[last] < 0 and words[last] in known.pronouns:
            return Source(last, last, pronoun=known.pronouns[words[last]])
        first = self.back(line, last)
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
            return self.of_mention(line, number, last, first)
        return self._description(line, first, last)

    def _has_role(self, line: Line, first: int, number: int) -> bool:
        """Whether a person's name has words before it that belong to it: then nothing else is the head."""
        return self._cast.mentions[number].is_person and line.owner[first] != number

    def back(self, line: Line, last: int) -> int:
        """The first item of the noun phrase that ends with an item; past it where there is none."""
        words, known = line.words, self._words
        at = last + 1
        least = max(0, last - PHRASE)
        while at > least:
            before = at - 1
            word = words[before]
            if line.owner[before] < 0:
                if word in known.definite or word in known.indefinite:
                    return before
                if word in INNER:
                    if before == 0 or words[before - 1] in BREAKS or words[before - 1] == QUOTE:
                        break
                elif word == ".":
                    if before == 0 or len(words[before - 1]) > 4 or not words[before - 1].isalpha():
                        break
                elif word in known.linking and self._is_inside_name(line, before):
                    pass
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
        while at <= last and line.owner[at] < 0 and (words[at] in INNER or words[at] == "."):
            at += 1
        return at

    def _is_inside_name(self, line: Line, at: int) -> bool:
        """Whether a small word stands between two with capitals: the Post `and` Mail."""
        beside = (at - 1, at + 1)
        return 0 < at < len(line) - 1 and all(
            line.owner[item] < 0 and line.word(item)[0].isupper() and line.words[item] != QUOTE for item in beside
        )

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
        if first > 1 and words[first - 1] == QUOTE and not has_article:  # the “Blue Rain” singer
            outer = words[first - 2]
            if (outer in known.definite or outer in known.indefinite) and self._speaks(head):
                return Source(first - 2, last, head=head, is_definite=outer in known.definite)
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
            or self.can_speak(source)
            or any(word == "'s" for word in words[first:last])
        ):
            return source
        return None

    def _is_head(self, source: Source) -> bool:
        """Whether what hangs on a source with a preposition belongs to it."""
        return source.mention >= 0 or self.can_speak(source) or source.head in self._words.documents

    # --- behind an item ----------------------------------------------------------------------------------------------

    def behind(self, line: Line, first: int) -> Source | None:
        """The source that begins with an item or after adverbs."""
        words, known = line.words, self._words
        while (
            first < len(line)
            and line.owner[first] < 0
            and self.is_adverb(line, first)
            and words[first] not in known.prepositions
        ):
            first += 1
        if first >= len(line) or words[first] == QUOTE:
            return None
        if line.owner[first] < 0 and words[first] in known.pronouns:
            return Source(first, first, pronoun=known.pronouns[words[first]])
        found = self.forward(line, first)
        if found is None:
            return None
        last, number = found
        if number >= 0 and self._cast.mentions[number].is_person:
            return self.of_mention(line, number, last)
        after = last + 1
        if after + 1 < len(line) and words[after] in (",", "(") and words[after + 1] != QUOTE:
            inner = self.forward(line, after + 1)
            if (
                inner is not None
                and inner[1] >= 0
                and self._cast.mentions[inner[1]].is_person
                and self.stands_alone(line, Source(after + 1, inner[0]))
            ):
                description = self._description(line, first, last)
                if description is not None and number < 0 and self.can_speak(description):
                    return self.of_mention(line, inner[1], inner[0])
        if after + 1 < len(line) and words[after] in known.prepositions and number < 0:
            inner = self.forward(line, after + 1)  # minister of health Jane Roe
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
                    return self.of_mention(line, inner[1], inner[0])
        if number >= 0:
            return self.of_mention(line, number, last, first)
        return self._description(line, first, last)

    def closing(self, line: Line, first: int) -> Source | None:
        """The source that begins with an item, where it is somebody and nothing of its own follows."""
        if first >= len(line):
            return None
        source = self.behind(line, first)
        if source is None or source.pronoun or not self.stands_alone(line, source):
            return None
        starts = source.first == first or self.is_person_at(line, first) or source.mention >= 0
        named = source.mention >= 0 and self._cast.mentions[source.mention].is_person
        return source if starts and (named or (source.mention < 0 and self.is_somebody(source))) else None

    def opening(self, line: Line, first: int) -> Source | None:
        """The description that begins with an article: the shortest of who can speak, or of what was written."""
        found = self.forward(line, first)
        if found is None:
            return None
        source = self.shortest(line, first, found, documents=True)
        return source if source is not None and self.is_somebody(source) else None

    def shortest(self, line: Line, first: int, found: tuple[int, int], *, documents: bool = False) -> Source | None:
        """The description or name that opens a sentence after an article: the shortest that can speak.

        Args:
            line: the line.
            first: the article.
            found: the last item of the noun phrase, and the mention that it ends with or -1.
            documents: whether what was written counts too.
        """
        last, number = found
        if number >= 0:
            return self.of_mention(line, number, last) if self._cast.mentions[number].can_speak else None
        has_article = line.words[first] in self._words.definite or line.words[first] in self._words.indefinite
        for item in range(first + has_article, last + 1):
            if line.owner[item] >= 0:
                continue
            source = self._description(line, first, item)
            if source is not None and (self.is_somebody(source) if documents else self.can_speak(source)):
                following = item + 1
                if following <= last and (line.words[following] in ("'s", "-") or self._is_noun_of(line, following)):
                    continue
                return source
        return None

    def _is_noun_of(self, line: Line, item: int) -> bool:
        """Whether a word is a noun that can be a source, as in `the company spokesman`, `a campaign video`."""
        word = line.words[item]
        known = self._words
        return line.owner[item] < 0 and (word in known.people or word in known.documents or word in known.bodies)

    def of_mention(self, line: Line, number: int, last: int, opener: int | None = None) -> Source:
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

    def forward(self, line: Line, first: int) -> tuple[int, int] | None:
        """The last item of the noun phrase that begins with an item, and the mention that it ends with or -1."""
        words, known = line.words, self._words
        at = first
        person = -1
        stop = min(len(line), first + PHRASE)
        while at < stop:
            word = words[at]
            number = line.owner[at]
            if number < 0:
                if word == QUOTE or (at > first and (word in known.definite or word in known.indefinite)):
                    break
                if word in INNER:
                    pass
                elif word == ".":
                    if not (at > first and len(words[at - 1]) <= 4 and words[at - 1].isalpha() and at + 1 < len(line)):
                        break
                elif at == first and word.isdigit() and words[at + 1 : at + 2] == ["-"]:
                    pass  # 18-year-old Jane Roe
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
        while last >= first and line.owner[last] < 0 and (words[last] in INNER or words[last] == "."):
            last -= 1
        if last < first:
            return None
        if person >= 0:
            return last, person
        number = line.owner[last]
        return last, number if number >= 0 and line.ends.get(last) == number else -1

    # --- what words are ----------------------------------------------------------------------------------------------

    def is_somebody(self, source: Source) -> bool:
        """Whether a source is a name, a pronoun, or a description of who can speak or of what was written."""
        if source.mention >= 0:
            return self._cast.mentions[source.mention].can_speak
        return bool(source.pronoun) or self.can_speak(source) or source.head in self._words.documents

    def is_person_at(self, line: Line, item: int) -> bool:
        """Whether a person's name begins with an item."""
        number = line.starts.get(item, -1)
        return number >= 0 and self._cast.mentions[number].is_person

    def can_speak(self, source: Source) -> bool:
        """Whether the noun of a description is one of people or of what they form."""
        return source.head in self._words.indefinite or self._speaks(source.head)

    def _speaks(self, word: str) -> bool:
        known = self._words
        nouns = (word, word.removesuffix("s"))
        return any(noun in known.people or noun in known.bodies or noun in known.realms for noun in nouns)

    def is_adverb(self, line: Line, at: int) -> bool:
        """Whether a word is an adverb; `family` and `Early` only look like one."""
        word, known = line.words[at], self._words
        if word in known.adverbs:
            return True
        formed = len(word) > 4 and word.endswith(known.adverb_endings) and line.owner[at] < 0
        return formed and not self._speaks(word) and (at == 0 or line.word(at)[0].islower())

    def stands_alone(self, line: Line, source: Source) -> bool:
        """Whether what follows a source behind its verb is no verb of its own."""
        at = source.last + 1
        return (
            at >= len(line)
            or line.words[at] in FOLLOWERS
            or line.words[at] in self._words.prepositions
            or line.words[at] in self._words.relative
        )
