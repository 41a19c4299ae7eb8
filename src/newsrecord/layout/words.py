"""What the words of one line say that it is: a cue, a share button, a caption, an advertisement and so on.

In comes a line's text; out comes a furniture role or None, without a look at the lines around it. The words themselves
are data: the tables of the language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, cast, get_args

from ..keys import first_word, fold_key, straighten
from ..record import FurnitureRole
from ..tables import any_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..tables import Table

__all__ = ["LineWords", "WordRole", "furniture_role"]

WordRole: TypeAlias = Literal[FurnitureRole, "age", "byline", "url"]
"""A furniture role, or what only the layout asks for: an age or reading time, a label of a byline, an address."""

SHORT: Final = 8
"""Most words of a line that is told by its opening alone."""
LONG: Final = 60
"""Most words of a line of furniture; longer ones are read as prose."""

_CREDIT_WORDS: Final = 8
_BUTTONS: Final = 16
"""Most words of a line of share buttons."""
_SPAN_WORDS: Final = 4
"""Most words of a line that gives a length of time and nothing else: `Listen: 5 min`; a title may end in one."""
_PLEA_WORDS: Final = 12
_BIO_WORDS: Final = 40
_TAIL: Final = 110
"""Code points at the end of a line in which a credit is looked for."""
_BRACKET: Final = 70
"""Code points of a credit in brackets."""
_ALONE: Final = 12
"""Code points before a credit up to which it is a line by itself, with its mark, not the end of a caption."""
_OPENING_WORDS: Final = 3
"""First words of a line among which it says that it speaks of its page."""
_NEAR_END: Final = 12
"""Last words among which one of a credit stands."""

_URL = re.compile(r"(?:https?://|www\.)\S+\Z", re.IGNORECASE)
_HANDLE = re.compile(r"\(@\w{1,30}\)\s+\w+\s+\d{1,2},\s+\d{4}\Z")
_SEPARATOR = re.compile(r"\s*[:|»>•·→▶►][:|»>•·→▶►*]*[\s\ufeff\u200b]*|\s+[-–—]+\s+")
_BARS: Final = (":", "|")
_CAPITALS = re.compile(r"\W{0,3}(?:[^\W\d_a-z]+ ){2,4}(?=[\"“'‘]?[^\W\d_][^\W\d_A-Z])")
"""Words in capitals before a title in small letters: `READ ALSO Ferry to the islands stops`."""
_ENDS: Final = ".!?:;,…\"”’')]"
_LONGEST_CUE: Final = 28


class _Line(NamedTuple):
    """A line as its words are looked at."""

    line: str
    """As it stands, without bullet."""
    size: int
    """Its words."""
    low: str
    """In lowercase with straight apostrophes; of a short line `key`."""
    key: str
    """`low` without the punctuation around it, not empty."""
    start: str
    """The first word of `key`."""
    words: list[str]
    """The words of `low`."""


_Phrases: TypeAlias = "Mapping[str, tuple[tuple[str, WordRole], ...]]"
"""Phrases with what they make of a line, by their first word."""


class LineWords:
    """The words of one language that tell what a line is; read-only."""

    def __init__(self, table: Table, agencies: frozenset[str]) -> None:
        """Take the tables of lines, phrases, credits, cues and ages from `layout`; `agencies` give credits."""
        whole, credit, age = table.table("line"), table.table("credit"), table.table("age")
        self._announcing = frozenset(credit.words("announcing"))
        self._closing = frozenset(credit.words("closing"))
        self._lines: dict[str, WordRole] = {
            entry: role for role, entries in _by_role(whole).items() for entry in entries
        }
        self._lines |= dict.fromkeys(self._announcing | self._closing, "caption")
        self._buttons = frozenset(entry for entry in whole.words("share") if " " not in entry)
        self._short, self._opening, self._within = (
            _by_first_word(table.table(name)) for name in ("short", "opening", "within")
        )
        self._endings = [(entries, role) for role, entries in _by_role(table.table("ending")).items()]
        prefix = table.table("prefix")
        prefixes, starts = prefix.words("words"), prefix.words("starts")
        self._prefixes = frozenset(prefixes)
        self._prefix_starts = tuple(f"{start} " for start in starts)
        self._prefix_heads = frozenset(map(first_word, (*prefixes, *starts)))
        before, one = credit.words("before"), age.words("one")
        self._credit = frozenset(credit.words("words"))
        self._credit_before = re.compile(rf"(?:^|[\s(\[|])(?:{any_of(before)})", re.IGNORECASE)
        self._abbreviations = credit.words("abbreviations")
        self._agencies = agencies
        self._address = frozenset(table.table("address").words("words"))
        self._reader = frozenset(table.table("reader").words("words"))
        self._signless = frozenset((*one, *self._credit, *map(first_word, before)))
        """What makes an age or a credit without a mark or digit: `an hour ago`, `photo by Jane Doe`."""
        time = rf"(?:^|(?<=\W))(?:{any_of(one)}|\d{{1,3}})[\s-]{{0,2}}(?:{any_of(age.words('units'))})"
        short = rf"(?<!\w)\d{{1,3}}(?:{any_of(age.words('letters'))})"
        ending = any_of(age.words("ending"))
        self._age = re.compile(rf"(?:{time}|{short})\b.{{0,30}}\b(?:{ending})\b", re.IGNORECASE)
        self._span = re.compile(rf"{time}\s*\Z", re.IGNORECASE)
        self._page, self._of_page = frozenset(age.words("page")), frozenset(age.words("of_page"))
        self._updated, self._published = (
            re.compile(rf"\b(?:{any_of(age.words(name))})\b", re.IGNORECASE) for name in ("updated", "published")
        )

    # --- a line ------------------------------------------------------------------------------------------------------

    def read(self, line: str, words: list[str], low: str, key: str) -> WordRole | None:
        """Return what the words of a line say that it is, or None where they say nothing.

        Args:
            line: the line without bullet.
            words: its words.
            low: the line in lowercase with straight apostrophes.
            key: `low` without the punctuation around it.
        """
        size = len(words)
        if size > LONG:
            return None
        if size <= SHORT:
            role = self._lines.get(key)
            if role is not None:
                return role
            if size == 1 and _URL.match(line):
                return "url"
        if 1 < size <= _BUTTONS and self._buttons.issuperset(key.split()):
            return "share"
        if not key:
            return None
        low = key if size <= SHORT else low
        said = _Line(line, size, low, key, first_word(key), low.split())
        role = self._by_phrase(said) or self._by_marks(said)
        return None if role in ("cue", "promotion") and self.take_cue(line, key) else role  # a title follows

    def _by_phrase(self, said: _Line) -> WordRole | None:
        """What the words with which it begins, ends or goes on say."""
        if said.size <= SHORT and said.line[-1] not in ".”":
            for phrase, role in self._short.get(said.start, ()):
                if said.key.startswith(phrase):
                    return role
        for phrase, role in self._opening.get(first_word(said.low), ()) or self._opening.get(said.start, ()):
            if said.low.startswith(phrase) or said.key.startswith(phrase):
                return role
        for endings, role in self._endings:
            if said.key.endswith(endings):
                return role
        for word in dict.fromkeys(filter(self._within.__contains__, said.words)):
            for phrase, role in self._within[word]:
                if phrase in said.low and self._is_meant(role, said):
                    return role
        return None

    def _is_meant(self, role: WordRole, said: _Line) -> bool:
        """Whether a phrase in the middle of a line makes it furniture: a story has such words too, in other company."""
        if role == "promotion":
            return said.size <= _PLEA_WORDS or not self._reader.isdisjoint(said.words)
        return role != "bio" or said.size <= _BIO_WORDS

    def _by_marks(self, said: _Line) -> WordRole | None:
        """What its marks and digits say, with a word beside them."""
        line, size, key = said.line, said.size, said.key
        if size <= SHORT and key.replace(" ", "").isalpha() and self._signless.isdisjoint(said.words):
            return None  # menu entries, most lines of a page
        if size <= SHORT and (self._age.search(line) or (size <= _SPAN_WORDS and self._span.search(line))):
            return "age"
        if key[0].isdigit() and "," in line and not self._address.isdisjoint(said.low.replace(",", " ").split()):
            return "navigation"
        if "(@" in line and _HANDLE.search(line, 0, 120):
            return "other"
        return self._by_credit(line, size)

    # --- a credit at its end -----------------------------------------------------------------------------------------

    def _by_credit(self, line: str, size: int) -> WordRole | None:
        """A credit at the end makes a caption: `… in Havana. (AP)`, `… | Jane Doe/Getty Images`, `Photo by Roe`."""
        tail = line[-_TAIL:]
        before = len(line) - len(tail)
        if size <= SHORT and tail[0] == "(" and tail[-1] == ")" and "/" in tail and tail[1:2].isupper():
            return "credit"  # a line by itself: `(Jane Doe / AP)`
        bracket = tail.rfind("[" if "]" in tail[-2:] else "(") if tail.endswith((")", ").", "]", "].")) else -1
        if bracket >= 0 and len(tail) - bracket <= _BRACKET and self._is_bracketed(line, before + bracket):
            return "caption" if before + bracket > _ALONE else "credit"
        if size > SHORT and _is_signed(tail):
            return "caption"
        bar = max(tail.rfind("|"), tail.rfind("/"))
        if bar > 0 and not self._credit.isdisjoint(tail[bar + 1 :].casefold().replace("/", " ").split()):
            return "caption" if size > SHORT else "credit"
        if not self._credit.isdisjoint(tail.lower().replace(":", " ").replace("(", " ").split()[-_NEAR_END:]):
            match = self._credit_before.search(tail)
            if match and "." not in self._without_initials(tail[match.end() : -1]):
                return "caption" if before + match.start() > _ALONE else "credit"
        return None

    def _is_bracketed(self, line: str, bracket: int) -> bool:
        """Whether what stands in brackets at the end of a line says who gave a picture."""
        credit = line[bracket + 1 :].strip(")]. ")
        low = credit.casefold()
        inner = low.replace("/", " ").replace(":", " ").split()
        if low in self._agencies:
            return True
        if len(inner) <= _CREDIT_WORDS and credit[:1].isupper() and not self._credit.isdisjoint(inner):
            return True
        if ("/" in credit or ": " in credit) and 3 <= len(inner) <= 6 and _names_somebody(credit):
            return True
        stopped = bracket > 1 and line[:bracket].rstrip()[-1:] in ".!?"
        return stopped and 1 <= len(inner) <= 5 and credit[:1].isupper() and credit.istitle()

    def _without_initials(self, credit: str) -> str:
        """A credit without stops that end no sentence: those of abbreviations, and one more."""
        for abbreviation in self._abbreviations:
            credit = credit.replace(abbreviation, "")
        return credit.replace(". ", " ", 1)

    # --- parts of a line ---------------------------------------------------------------------------------------------

    def take_cue(self, line: str, key: str) -> int:
        """Return how many characters of `line` are a cue in front of a title (`Read more: `), 0 where there is none."""
        if first_word(key).rstrip(":|") not in self._prefix_heads:
            return 0
        for match in _SEPARATOR.finditer(line, 0, _LONGEST_CUE):
            before = fold_key(line[: match.start()])
            if match.end() < len(line) and (
                before in self._prefixes
                or (match.group().strip()[:1] in _BARS and before.startswith(self._prefix_starts))
            ):
                return match.end()
            if before:
                break  # a mark before the cue parts nothing: `>> Read more: `
        capitals = _CAPITALS.match(line)
        if capitals and fold_key(capitals.group()) in self._prefixes:
            return capitals.end()
        return 0

    def caption_beside(self, key: str) -> Literal[-1, 0, 1]:
        """Return where the caption stands that a line points to: 1 below it, -1 above it, 0 nowhere."""
        return 1 if key in self._announcing else -1 if key in self._closing else 0

    def is_of_page(self, words: str) -> bool:
        """Whether the words before a date begin with what is said of the page: `Published`, `This article was …`."""
        low = straighten(words)
        if self._updated.match(low) or self._published.match(low) or first_word(low) in self._of_page:
            return True
        return not self._page.isdisjoint(low.split(None, _OPENING_WORDS)[:_OPENING_WORDS])

    def stamp_label(self, words: str) -> Literal["updated", "published", ""]:
        """Return what the words before a date make of it."""
        if self._updated.search(words):
            return "updated"
        return "published" if self._published.search(words) else ""


def _by_role(table: Table) -> dict[WordRole, tuple[str, ...]]:
    """A table of lists by roles.

    Raises:
        DataFileError: there is no such role.
    """
    known: tuple[str, ...] = get_args(WordRole)
    for name in table:
        if name not in known:
            raise table.fault(name, f"no role of a line; there are {', '.join(known)}")
    return {cast("WordRole", name): entries for name, entries in table.lists().items()}


def _by_first_word(table: Table) -> _Phrases:
    phrases: dict[str, tuple[tuple[str, WordRole], ...]] = {}
    for role, entries in _by_role(table).items():
        for entry in entries:
            phrases[first_word(entry)] = (*phrases.get(first_word(entry), ()), (entry, role))
    return phrases


def _names_somebody(credit: str) -> bool:
    """Whether each word begins with a capital, and some go on in lowercase: `Jane Doe/AFP`."""
    words = credit.replace("/", " ").split()
    return all(word[0].isupper() for word in words) and any(word[1:].islower() for word in words)


def _is_signed(tail: str) -> bool:
    """Whether the words behind the last full stop are a name: `… in Havana. Jane Doe for The Daily`."""
    stop = tail.rfind(". ")
    if stop <= 20 or not (tail[stop - 3 : stop].isalpha() and tail[stop - 3 : stop].islower()) or tail[-1] in _ENDS:
        return False
    words = tail[stop + 2 :].split()
    capitals = sum(word[0].isupper() for word in words)
    return 1 <= len(words) <= 7 and words[0][0].isupper() and 2 * capitals > len(words) + (len(words) > 1)


def furniture_role(role: WordRole | None) -> FurnitureRole:
    """Return the furniture role that a record writes for a word role."""
    if role is None or role in ("age", "byline", "url"):
        return "other"
    return cast("FurnitureRole", role)
