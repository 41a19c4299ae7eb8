"""What the words of one line say that it is: a cue, a share button, a caption, an advertisement and so on.

In comes a line's text; out comes a furniture role or None, without a look at the lines around it. The words themselves
are data: `en.toml`.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, cast

from ..record import FurnitureRole
from ..tables import load_table

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = [
    "WordRole",
    "bare_key",
    "caption_beside",
    "fold_key",
    "read_words",
    "stamp_label",
    "straighten",
    "take_cue",
]

WordRole = Literal[FurnitureRole, "age", "byline", "url"]
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

_EDGES: Final = " \t\u00a0\ufeff\u200b\u200c\u200d\u2060\"'“”‘’«»‹›<>()[]{}.,:;!?…|/\\*•·▪●◦–—―-_=+~#→←↓↑▶►▼▲❯"
_URL = re.compile(r"(?:https?://|www\.)\S+\Z", re.IGNORECASE)
_HANDLE = re.compile(r"\(@\w{1,30}\)\s+\w+\s+\d{1,2},\s+\d{4}\Z")
_SEPARATOR = re.compile(r"\s*[:|»>•·]+[\s\ufeff\u200b]*|\s+[-–—]+\s+")
_ENDS: Final = ".!?:;,…\"”’')]"
_LONGEST_CUE: Final = 28


class _Lexicon(NamedTuple):
    lines: Mapping[str, WordRole]
    buttons: frozenset[str]
    """Lines of one word that share a story: a line of several of them does too."""
    short: Mapping[str, tuple[tuple[str, WordRole], ...]]
    opening: Mapping[str, tuple[tuple[str, WordRole], ...]]
    ending: tuple[str, ...]
    within: Mapping[str, tuple[tuple[str, WordRole], ...]]
    prefixes: frozenset[str]
    prefix_heads: frozenset[str]
    credit: frozenset[str]
    credit_before: re.Pattern[str]
    announcing: frozenset[str]
    closing: frozenset[str]
    agencies: frozenset[str]
    address: frozenset[str]
    reader: frozenset[str]
    signless: frozenset[str]
    """What makes an age or a credit without a sign: `an hour ago`, `photo by Jane Doe`."""
    age: re.Pattern[str]
    span: re.Pattern[str]
    updated: re.Pattern[str]
    published: re.Pattern[str]


@functools.cache
def _lexicon() -> _Lexicon:
    table = load_table(__package__, "en.toml")

    def by_first_word(part: str) -> dict[str, tuple[tuple[str, WordRole], ...]]:
        phrases: dict[str, list[tuple[str, WordRole]]] = {}
        for role, entries in table[part].items():
            for entry in entries:
                phrases.setdefault(_first(entry), []).append((entry, cast("WordRole", role)))
        return {word: tuple(found) for word, found in phrases.items()}

    def either(words: list[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    units = f"(?:{either(table['age']['units'])})s?"
    prefixes = table["prefix"]["words"]
    lines = {entry: cast("WordRole", role) for role, entries in table["line"].items() for entry in entries}
    caption: WordRole = "caption"
    announcing, closing = frozenset(table["credit"]["announcing"]), frozenset(table["credit"]["closing"])
    return _Lexicon(
        lines=lines | dict.fromkeys(announcing | closing, caption),
        buttons=frozenset(entry for entry in table["line"]["share"] if " " not in entry),
        short=by_first_word("short"),
        opening=by_first_word("opening"),
        ending=tuple(table["ending"]["navigation"]),
        within=by_first_word("within"),
        prefixes=frozenset(prefixes),
        prefix_heads=frozenset(_first(prefix) for prefix in prefixes),
        credit=frozenset(table["credit"]["words"]),
        credit_before=re.compile(rf"(?:^|[\s(\[|])(?:{either(table['credit']['before'])})", re.IGNORECASE),
        announcing=announcing,
        closing=closing,
        agencies=frozenset(table["byline"]["agencies"]),
        address=frozenset(table["address"]["words"]),
        reader=frozenset(table["reader"]["words"]),
        signless=frozenset(("a", "an", *table["credit"]["words"], *map(_first, table["credit"]["before"]))),
        age=re.compile(
            rf"(?:^|(?<=\W))(?:an?|\d{{1,3}})[\s-]{{0,2}}{units}\b.{{0,30}}\b(?:ago|read|views?)\b", re.IGNORECASE
        ),
        span=re.compile(rf"(?:^|(?<=\W))(?:an?|\d{{1,3}})[\s-]{{0,2}}{units}\s*\Z", re.IGNORECASE),
        updated=re.compile(rf"\b(?:{either(table['age']['updated'])})\b", re.IGNORECASE),
        published=re.compile(rf"\b(?:{either(table['age']['published'])})\b", re.IGNORECASE),
    )


def _first(phrase: str) -> str:
    return phrase.split(" ", 1)[0]


def straighten(text: str) -> str:
    """Return a line in lowercase with straight apostrophes."""
    if text.isascii():
        return text.lower()
    return text.replace("’", "'").replace("‘", "'").replace("\u00a0", " ").casefold()


def fold_key(text: str) -> str:
    """Return a line in lowercase with straight apostrophes and without the signs around it."""
    return bare_key(straighten(text))


def bare_key(low: str) -> str:
    """Return a straightened line without the signs around it."""
    return low.strip(_EDGES)


def read_words(line: str, words: list[str], low: str, key: str) -> WordRole | None:
    """Return what the words of a line say that it is, or None where they say nothing.

    Args:
        line: the line without bullet.
        words: its words.
        low: the line in lowercase with straight apostrophes.
        key: `fold_key` of it: `low` without the signs around it.
    """
    size = len(words)
    if size > LONG:
        return None
    lexicon = _lexicon()
    if size <= SHORT:
        role = lexicon.lines.get(key)
        if role is not None:
            return role
        if size == 1 and _URL.match(line):
            return "url"
    if 1 < size <= _BUTTONS and lexicon.buttons.issuperset(key.split()):
        return "share"
    if size <= SHORT:
        low = key
    if not key:
        return None
    start = _first(key)
    if size <= SHORT and line[-1] not in ".”":
        for phrase, role in lexicon.short.get(start, ()):
            if key.startswith(phrase):
                return role
    for phrase, role in lexicon.opening.get(_first(low), ()) or lexicon.opening.get(start, ()):
        if low.startswith(phrase) or key.startswith(phrase):
            return role
    if key.endswith(lexicon.ending):
        return "navigation"
    folded = low.split()
    if not lexicon.within.keys().isdisjoint(folded):
        for word in folded:
            for phrase, role in lexicon.within.get(word, ()):
                if phrase in low and _is_meant(role, size, folded, lexicon):
                    return role
    if size <= SHORT and key.replace(" ", "").isalpha() and lexicon.signless.isdisjoint(folded):
        return None  # menu entries, most lines of a page: what follows needs a sign or a figure
    if size <= SHORT and (lexicon.age.search(line) or (size <= _SPAN_WORDS and lexicon.span.search(line))):
        return "age"
    if key[0].isdigit() and "," in line and not lexicon.address.isdisjoint(low.replace(",", " ").split()):
        return "navigation"
    if "(@" in line and _HANDLE.search(line, 0, 120):
        return "other"
    return _read_credit(line, size, lexicon)


def _is_meant(role: WordRole, size: int, folded: list[str], lexicon: _Lexicon) -> bool:
    """Whether a phrase in the middle of a line makes it furniture: a story has such words too, but in other company."""
    if role == "promotion":
        return size <= _PLEA_WORDS or not lexicon.reader.isdisjoint(folded)
    return role != "bio" or size <= _BIO_WORDS


def _read_credit(line: str, size: int, lexicon: _Lexicon) -> WordRole | None:
    """A credit at the end makes a caption: `… in Havana. (AP)`, `… | Jane Doe/Getty Images`, `Photo by Jane Doe`."""
    tail = line[-110:]
    if size <= SHORT and tail[0] == "(" and tail[-1] == ")" and "/" in tail and tail[1:2].isupper():
        return "credit"  # a line by itself: `(Jane Doe / AP)`
    bracket = tail.rfind("[" if "]" in tail[-2:] else "(") if tail.endswith((")", ").", "]", "].")) else -1
    if bracket >= 0 and len(tail) - bracket <= 70:
        credit = tail[bracket + 1 :].strip(")]. ")
        low = credit.casefold()
        inner = low.replace("/", " ").replace(":", " ").split()
        named = low in lexicon.agencies or (
            len(inner) <= _CREDIT_WORDS and credit[:1].isupper() and not lexicon.credit.isdisjoint(inner)
        )
        after_stop = (
            bracket + len(line) - len(tail) > 1 and line[: len(line) - len(tail) + bracket].rstrip()[-1:] in ".!?"
        )
        parted = ("/" in credit or ": " in credit) and 3 <= len(inner) <= 6 and _names_somebody(credit)
        if named or parted or (after_stop and 1 <= len(inner) <= 5 and credit[:1].isupper() and credit.istitle()):
            return "caption" if bracket + len(line) - len(tail) > 12 else "credit"
    stop = tail.rfind(". ")
    is_full = stop > 20 and tail[stop - 3 : stop].isalpha() and tail[stop - 3 : stop].islower()
    if size > SHORT and is_full and tail[-1] not in _ENDS and _is_credit(tail[stop + 2 :].split()):
        return "caption"
    pipe = max(tail.rfind("|"), tail.rfind("/"))
    if pipe > 0 and not lexicon.credit.isdisjoint(tail[pipe + 1 :].casefold().replace("/", " ").split()):
        return "caption" if size > SHORT else "credit"
    if not lexicon.credit.isdisjoint(tail.lower().replace(":", " ").replace("(", " ").split()[-12:]):
        match = lexicon.credit_before.search(tail)
        if match and "." not in tail[match.end() : -1].replace("St.", "").replace(". ", " ", 1):
            return "caption" if match.start() + len(line) - len(tail) > 12 else "credit"
    return None


def _names_somebody(credit: str) -> bool:
    """Whether each word begins with a capital, and some go on in lowercase: `Jane Doe/AFP`."""
    words = credit.replace("/", " ").split()
    return all(word[0].isupper() for word in words) and any(word[1:].islower() for word in words)


def _is_credit(words: list[str]) -> bool:
    """Whether the words behind the last full stop are a name: `… in Havana. Jane Doe for The Daily`."""
    capitals = sum(word[0].isupper() for word in words)
    return 1 <= len(words) <= 7 and words[0][0].isupper() and 2 * capitals > len(words) + (len(words) > 1)


def take_cue(line: str, key: str) -> int:
    """Return how many signs of `line` are a cue in front of a title (`Read more: `), 0 where there is none."""
    lexicon = _lexicon()
    if _first(key).rstrip(":|") not in lexicon.prefix_heads:
        return 0
    match = _SEPARATOR.search(line, 0, _LONGEST_CUE)
    if match and match.end() < len(line) and fold_key(line[: match.start()]) in lexicon.prefixes:
        return match.end()
    return 0


def caption_beside(key: str) -> Literal[-1, 0, 1]:
    """Return where the caption stands that a line points to: 1 below it, -1 above it, 0 nowhere."""
    lexicon = _lexicon()
    return 1 if key in lexicon.announcing else -1 if key in lexicon.closing else 0


def stamp_label(words: str) -> Literal["updated", "published", ""]:
    """Return what the words before a date make of it."""
    lexicon = _lexicon()
    if lexicon.updated.search(words):
        return "updated"
    return "published" if lexicon.published.search(words) else ""


def furniture_role(role: WordRole | None) -> FurnitureRole:
    """Return the furniture role that a record writes for a word role."""
    if role is None or role in ("age", "byline", "url"):
        return "other"
    return cast("FurnitureRole", role)
