"""Which way in time the words around an expression point: tokens in, -1 (back), 1 (ahead) or 0 (neither) out.

`on Monday` is the last or the next one; tense tells. The cues are words of `dates.toml`: verbs of the past and of what
is to come, `until` and `since`. Each look goes a few tokens far, so the cost is linear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .context import Cue

if TYPE_CHECKING:
    from .lexicon import Lexicon
    from .reading import Paragraph, Piece

__all__ = ["Directions", "Endings"]

_WINDOW = 12
"""Tokens on each side that may tell the tense of an expression."""
_CLOSE = 4
"""Tokens back from `on` in which its verb may stand."""
_BESIDE = 2
"""The same for `was` and its like: `was born on`."""
_LIST = 2
"""Tokens between two members of a list: `, and`."""
_OWNED = 4
"""Tokens after `Monday's` in which the verb of what it owns stands: `Monday's council meeting will`."""


_NO_CUE = Cue()


class Endings(NamedTuple):
    """What words of a kind end in."""

    past: tuple[str, ...]
    """The past of regular verbs."""
    present: tuple[str, ...]
    """The present of verbs after he, she or it."""
    adverb: tuple[str, ...]
    """Adverbs of adjectives."""


class Directions:
    """The cues of one language; read-only."""

    def __init__(self, lexicon: Lexicon, endings: Endings) -> None:
        def codes(name: str) -> frozenset[str]:
            return frozenset(lexicon.members(name))

        self._verbs = dict.fromkeys(codes("BACK"), -1) | dict.fromkeys(codes("AHEAD"), 1)
        self._prepositions = dict.fromkeys(codes("UNTIL"), 1) | dict.fromkeys(codes("SINCE"), -1)
        self._as, self._to, self._now, self._be = codes("AS"), codes("TO"), codes("NOW"), codes("BE")
        self._auxiliaries, self._perfect = codes("AUXILIARY"), codes("PERFECT")
        self._on, self._placed = codes("ON"), codes("PLACED")
        self._happens = codes("HAPPENS")
        self._promises, self._never_past = codes("PROMISE"), codes("NO_PAST")
        self._determiners, self._nouns_too = codes("DETERMINER"), codes("NOUN_TOO")
        self._stops, self._chain = codes("STOP"), codes("CHAIN")
        self._deadlines, self._owned, self._coming = codes("DEADLINE"), codes("POSS"), codes("COMING_EVENT")
        self._plans, self._presents, self._no_verbs = codes("PLAN"), codes("PRESENT"), codes("NO_PLAN")
        self._ended, self._particles, self._reporting = codes("ENDED"), codes("PARTICLE"), codes("REPORTING")
        self._adverbs, self._due, self._have = codes("BESIDE_ADJECTIVE"), codes("DUE"), codes("HAVE")
        self._through, self._from, self._spans = codes("THROUGH"), codes("FROM"), codes("SPANS")
        self._attended, self._ahead_of, self._of = codes("ATTENDED"), codes("AHEAD_OF"), codes("OF")
        self._supposing, self._believed = codes("SUPPOSING"), codes("BELIEVED")
        self._same_past, self._no_nouns = codes("SAME_PAST"), self._placed | self._now
        self._speaking, self._reported = codes("SPEAKING_OF"), codes("REPORTED")
        self._endings = endings
        self._telling = self._stops | self._prepositions.keys() | self._same_past | self._verbs.keys() | self._to
        """Codes of the words that may point somewhere; others do by their ending alone."""

    def cue(self, paragraph: Paragraph, piece: Piece) -> Cue:
        """Return what the words around a piece say of the side of the calendar that it is on."""
        codes, words = paragraph.codes, paragraph.words
        before = codes[piece.first - 1] if piece.first else ""
        if before in self._as and before:  # as early as Monday
            return Cue(1, word=words[piece.first - 1])
        if piece.last < len(codes) and codes[piece.last] in self._owned:
            owned = self._owner(paragraph, piece)
            if owned is not None:
                return owned
        at, direction = self._tense(paragraph, piece)
        if before and before in self._deadlines:
            return self._deadline(paragraph, piece, at, direction)
        if direction < 0 and before in self._prepositions and self._prepositions[before] > 0:
            direction, at = 1, piece.first - 1
        if direction > 0 and at == piece.first - 1 and self._is_perfect(paragraph, piece):
            return Cue(-1, told=True, word=words[at])  # Until Monday, nobody had named
        if direction:
            told = direction < 0 and (self._told(paragraph, piece) or self._is_fronted(paragraph, piece, at))
            return Cue(direction, told=told, word=words[at])
        if piece.first > 1 and before in self._of and codes[piece.first - 2] in self._as:
            return Cue(-1, word=words[piece.first - 2])  # 24 percent as of March 20
        at, direction = self._weak(paragraph, piece)
        return Cue(direction, word=words[at], planned=True) if direction else _NO_CUE

    def _tense(self, paragraph: Paragraph, piece: Piece) -> tuple[int, int]:
        """Return the cue that decides and which way it points, 0 where there is none.

        A verb right after the piece decides (`on Wednesday met`), else the nearest cue before it in its sentence, else
        the nearest after it.
        """
        codes = paragraph.codes
        beside = piece.first - 1 - (piece.first > 0 and codes[piece.first - 1] in self._happens)
        if piece.last < len(codes) and codes[piece.last] not in self._nouns_too:
            cue = self._cue(paragraph, piece.last, leads=False)
            if cue and cue > 0 and beside >= 0 and codes[beside] not in self._reported:
                pledged = self._cue(paragraph, beside, leads=True)
                if pledged and pledged < 0:  # the food pledged in February would arrive
                    return beside, pledged
            if cue:
                return piece.last, cue
        at, cue = self._nearest(paragraph, range(piece.first - 1, max(0, piece.first - _WINDOW) - 1, -1), leads=True)
        if cue <= 0 and beside >= 0 and codes[beside] in self._speaking:
            return beside, -1  # claiming on Tuesday that it would
        if cue:
            return at, cue
        return self._nearest(paragraph, range(piece.last, min(len(codes), piece.last + _WINDOW)), leads=False)

    def _nearest(self, paragraph: Paragraph, where: range, *, leads: bool) -> tuple[int, int]:
        """Return the first cue of a sentence on one side of a piece and which way it points, 0 where there is none."""
        for at in where:
            cue = self._cue(paragraph, at, leads=leads)
            if cue is not None:
                return at, cue
        return 0, 0

    def _deadline(self, paragraph: Paragraph, piece: Piece, at: int, direction: int) -> Cue:
        """Return the cue of `by March`, `through April`: to come, unless its verb is of the past: `sold by March`."""
        opens = paragraph.words[piece.first - 1][0].isupper()
        gone = opens and direction < 0 and paragraph.codes[at] in self._auxiliaries  # By June 30, half of them were
        perfect = gone or self._is_perfect(paragraph, piece)
        through = paragraph.codes[piece.first - 1] in self._through
        lasting = through and at > 0 and paragraph.codes[at - 1] in self._have  # has extended its loans through
        if (direction < 0 and at < piece.first and not lasting) or (perfect and not direction > 0):
            return Cue(-1, told=perfect, word=paragraph.words[at])
        return Cue(1, told=lasting, word=paragraph.words[piece.first - 1])

    def _owner(self, paragraph: Paragraph, piece: Piece) -> Cue | None:
        """Return the cue of `Monday's order`: gone by, unless what it owns is to come; None where nothing is told."""
        codes, words = paragraph.codes, paragraph.words
        for at in range(piece.last + 1, min(len(codes), piece.last + 1 + _OWNED)):
            if codes[at] in self._coming:  # Monday's deadline, match
                return None
            cue = self._cue(paragraph, at, leads=False)
            if cue:
                return Cue(cue, word=words[at])
            if cue == 0:
                break
        before = codes[piece.first - 1] if piece.first else ""
        if before and (before in self._prepositions or before in self._attended):
            return None  # ahead of Monday's vote, in Monday's game
        return Cue(-1, word=words[piece.last])

    def _weak(self, paragraph: Paragraph, piece: Piece) -> tuple[int, int]:
        """Return a cue that counts where no verb of the past or of what is to come is in the sentence.

        A verb of the present that is none of saying tells what is planned: `The regatta ends Sunday`, and so does the
        infinitive of a headline: `Port to reopen on Monday`.
        """
        codes, words = paragraph.codes, paragraph.words
        for at in range(piece.first - 1, max(0, piece.first - _WINDOW) - 1, -1):
            code, word = codes[at], words[at]
            if code in self._stops:
                break
            if not word.islower():
                continue
            with_particle = codes[at + 1] in self._particles
            beside = at + with_particle == piece.first - 1 - (codes[piece.first - 1] in self._on)
            before = codes[at - 1] if at else ""
            if before in self._reporting:
                continue
            infinitive = before in self._to and code in self._plans and codes[at + 1] not in self._ended
            if infinitive or (code in self._plans and beside and before not in self._determiners):
                return at, 1
            if code in self._presents and before not in self._determiners:
                return at, 1
            present = word.endswith(self._endings.present) and code not in self._no_verbs
            if beside and present and self._is_said_of(paragraph, at):
                return at, 1
        return piece.first, 0

    def _is_said_of(self, paragraph: Paragraph, at: int) -> bool:
        """Return whether a word stands behind an article and a noun as a verb does: `The choir sings`."""
        return (
            at >= 2
            and paragraph.words[at - 1].isalpha()
            and paragraph.codes[at - 2] in self._determiners
            and paragraph.codes[at - 1] not in self._placed
        )

    def _is_perfect(self, paragraph: Paragraph, piece: Piece) -> bool:
        """Return whether the sentence after a piece is told in the past perfect."""
        for at in range(piece.last, min(len(paragraph.codes), piece.last + _WINDOW)):
            if paragraph.codes[at] in self._stops:
                return False
            if paragraph.codes[at] in self._perfect:
                return True
        return False

    def _told(self, paragraph: Paragraph, piece: Piece) -> bool:
        """Return whether a piece stands with `on`, `in` or the like close behind a verb of the past: `met on May 5`."""
        if piece.first <= 0 or paragraph.codes[piece.first - 1] not in self._happens:
            return False
        for at in range(piece.first - 2, max(0, piece.first - 2 - _CLOSE) - 1, -1):
            infinitive = paragraph.codes[at] in self._to and paragraph.words[at + 1].islower()
            if infinitive or paragraph.codes[at] in self._chain or paragraph.codes[at] in self._now:
                return False  # asked to appear on, said it is calling a vote on
            cue = self._cue(paragraph, at, leads=True)
            if cue is not None:
                far = paragraph.codes[at] in self._auxiliaries and at < piece.first - 1 - _BESIDE  # was before the vote
                return cue < 0 and not far and self._is_verb(paragraph, at)
        return False

    def _is_fronted(self, paragraph: Paragraph, piece: Piece, at: int) -> bool:
        """Return whether a piece opens the sentence of the verb at a token: `In December, the firm bought`."""
        first = piece.first
        if at < piece.last or first < 1 or paragraph.codes[first - 1] not in self._happens:
            return False
        return first == 1 or paragraph.codes[first - 2] in self._stops

    def _is_verb(self, paragraph: Paragraph, at: int) -> bool:
        """Return whether a word in `-ed` is more than the adjective of what follows: `preferred shares`."""
        following = paragraph.codes[at + 1]
        return (
            paragraph.codes[at] in self._verbs
            or following in self._placed
            or following in self._determiners
            or paragraph.words[at + 1][0].isupper()
        )

    def is_attributive(self, paragraph: Paragraph, piece: Piece) -> bool:
        """Return whether a piece only tells which one of many something is: `the July 25 call`."""
        codes, words = paragraph.codes, paragraph.words
        if not piece.first or piece.last >= len(codes) or codes[piece.first - 1] not in self._determiners:
            return False
        noun = words[piece.last]
        return noun.isalpha() and noun.islower() and codes[piece.last] not in self._no_nouns

    def chained(self, paragraph: Paragraph, before: Piece, piece: Piece) -> bool:
        """Return whether two pieces are members of one list or range: `Monday and Tuesday`, `from July until August`.

        But not: rose on Monday until Wednesday.
        """
        gap = paragraph.codes[before.last : piece.first]
        opened = before.first > 0 and paragraph.codes[before.first - 1] in self._from
        return 0 < len(gap) <= _LIST and all(code in self._chain or (opened and code in self._spans) for code in gap)

    def _cue(self, paragraph: Paragraph, at: int, *, leads: bool) -> int | None:
        """Return which way one word points, 0 at the end of a sentence, None where it says nothing."""
        code, word = paragraph.codes[at], paragraph.words[at]
        if code not in self._telling and not word.endswith(self._endings.past):
            return None
        if code in self._stops:
            return 0
        if leads and code in self._prepositions and (code not in self._ahead_of or self._has_of(paragraph, at)):
            return self._prepositions[code]
        before = paragraph.codes[at - 1] if at > 0 else ""
        if code in self._same_past and not leads and self._is_one(paragraph, at - 1):
            return -1  # the firm bid
        known = code in self._verbs
        if known or (word.endswith(self._endings.past) and word.islower() and code not in self._never_past):
            if code in self._nouns_too and word[0].isupper() and before and before not in self._stops:
                return None  # Plan B
            if self._is_qualified(paragraph, at) and (not known or code in self._nouns_too):
                return None  # the start, a wounded man, a hastily planned visit: no verbs
            if before in self._be:  # to be published, will be paid; but not: is said to be lost
                return None if self._is_believed(paragraph, at - 1) else 1
            supposed = code in self._supposing and paragraph.codes[at + 1 : at + 2] in self._have
            if supposed and paragraph.codes[at + 2 : at + 3] not in self._determiners:
                return -1  # may have caused, but not: must have a well
            if code in self._be and self._is_believed(paragraph, at):
                return None  # is said to be the first
            pointed = self._verbs.get(code, -1)
            return None if pointed < 0 and before in self._now else pointed  # is heard: no past
        if before in self._due and not leads and not self._is_be(paragraph.codes[at - 2 : at - 1]):
            return None  # due to bad weather
        ahead = code in self._to and (before in self._now or before in self._promises)
        return 1 if ahead else None  # is to resume, agreed to resume trading

    def _is_one(self, paragraph: Paragraph, at: int) -> bool:
        """Return whether a word is a noun in the singular behind its article: `the firm`."""
        word = paragraph.words[at] if at > 0 else ""
        plural = word.endswith(self._endings.present)
        return word.isalpha() and not plural and paragraph.codes[at - 1] in self._determiners

    def _is_believed(self, paragraph: Paragraph, at: int) -> bool:
        """Return whether `be` tells what is thought to be so: `is said to be`."""
        codes = paragraph.codes
        return at > 1 and codes[at - 1] in self._to and codes[at - 2] in self._believed

    def _has_of(self, paragraph: Paragraph, at: int) -> bool:
        """Return whether `of` follows a word: ahead of Monday's vote, but not: two points ahead."""
        return paragraph.codes[at + 1 : at + 2] in self._of

    def _is_be(self, code: str) -> bool:
        """Return whether a word is a form of be."""
        return bool(code) and (code in self._now or code in self._be or code in self._auxiliaries)

    def _is_qualified(self, paragraph: Paragraph, at: int) -> bool:
        """Return whether an article stands before a word, perhaps over an adverb: `a still unspecified date`."""
        codes = paragraph.codes
        before = codes[at - 1] if at else ""
        if before in self._determiners:
            return True
        adverb = before in self._adverbs or (at > 0 and paragraph.words[at - 1].endswith(self._endings.adverb))
        return adverb and at > 1 and codes[at - 2] in self._determiners
