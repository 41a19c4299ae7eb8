"""From words to codes: each token becomes one character, so that a grammar of words is a regular expression on codes.

In come the word tables; out comes, for a list of tokens, a string of the same length. A word may belong to several
classes (`second` is an ordinal and a unit); words with the same set of classes share a code, and a class name in a
rule stands for all codes whose set holds it.

`patterns.py` describes the language of rules.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ..record import DATE_TYPES, MODS
from .holidays import read_rule
from .patterns import literals, parsed

if TYPE_CHECKING:
    from ..record import DateType, Mod
    from ..stamps import Stamps
    from ..tables import Table
    from .patterns import Alternatives

__all__ = ["BARRIER", "OTHER", "Lexicon", "Prefix", "Rule"]

BARRIER = "\u4dff"
"""Code of a token that no rule may touch."""
OTHER = "\u4dfe"
"""Code of a token that is in no class."""
_FIRST = 0x4E00

_KEPT = 16_384
"""Words whose codes are kept from text to text, before all are dropped."""
_LONGEST_KEPT = 40
"""Letters of a word that is kept."""
_LONGEST_SHAPE = 20


_VALUED = (
    "units", "plural_units", "numbers", "ordinals", "named_decades", "seasons", "relatives", "parts", "clock_words",
    "deictic", "adverbs", "date_mods", "steps", "vague", "glued_units",
    "clock_minutes",
)  # fmt: skip
"""Tables that give words a value; each is a class of words too, under its name in capitals."""


class Rule(NamedTuple):
    """A pattern of words and what is made of its matches."""

    name: str
    pattern: str
    make: str
    """Name of the maker."""
    type: DateType
    """What the rule says itself, for makers that ask."""
    value: str
    mod: Mod | None


class Prefix(NamedTuple):
    """Words before an expression that modify it."""

    pattern: str
    mod: Mod


class Lexicon:
    """The word tables of one language, read-only but for a bounded store of codes that were looked up."""

    def __init__(self, table: Table, stamps: Stamps) -> None:
        """Take the table `dates`, and the months and weekdays of explicit dates.

        Raises:
            DataFileError: a part is not what it should be, or names something that there is not.
        """
        self.values: dict[str, dict[str, Any]] = {name: table.values(name) for name in _VALUED}
        self.values |= {"months": stamps.months, "weekday": stamps.weekdays}
        self.zones: dict[str, str] = {name: offset for name, offset in stamps.zones.items() if len(name) > 1}
        """Offsets of zones by their names in capitals, empty for a name that has several."""
        self.holidays: dict[str, str] = table.values("holidays", str)
        """Rules of holidays (see `holidays.py`), by the words of their names."""
        for name, rule in self.holidays.items():
            if not rule.startswith("feast "):  # the table of feasts is read when a text names one
                try:
                    read_rule(rule)
                except ValueError as problem:
                    raise table.fault(f"holidays.{name}", str(problem)) from problem
        self.rules: list[Rule] = [_rule(item) for item in table.tables("rule")]
        self.prefixes: dict[str, list[Prefix]] = {
            name: [Prefix(item.word("pattern"), _mod(item)) for item in table.tables(name)]
            for name in ("date_prefix", "duration_prefix")
        }
        self._contractions: dict[str, str] = table.values("contractions", str)
        self._cased = frozenset(table.words("cased"))
        self._classes: dict[str, set[str]] = {}
        named = {name: tuple(words) for name, words in table.table("classes").lists().items()}
        named.update((name.upper(), tuple(words)) for name, words in self.values.items())
        named["ZONE"] = tuple(name.lower() for name in self.zones)
        parts = [name.split() for name in self.holidays]
        named["HOLIDAYALONE"] = tuple({words[0] for words in parts if len(words) == 1})
        named["HOLIDAYFIRST"] = tuple({words[0] for words in parts if len(words) > 1})
        named["HOLIDAYWORD"] = tuple({word for words in parts for word in words[1:]})
        for name, words in named.items():
            for word in words:
                self._classes.setdefault(word, set()).add(name)
        fragments: dict[str, str] = table.values("fragments", str)
        patterns = [rule.pattern for rule in self.rules]
        patterns += [prefix.pattern for prefixes in self.prefixes.values() for prefix in prefixes]
        for pattern in [*patterns, *fragments.values()]:
            for word in literals(pattern):
                self._classes.setdefault(word, set()).add(word)
        self._codes: dict[frozenset[str], str] = {}
        self._small = {word: self._code(frozenset(of)) for word, of in table.table("small").lists().items()}
        self._by_word = {word: self._code(frozenset(of)) for word, of in self._classes.items()}
        self._by_shape = [
            (_shape(item), self._code(frozenset(item.words("classes")))) for item in table.tables("shape")
        ]
        self._shape_letters = table.word("shape_letters")

        self._members: dict[str, str] = {}
        for classes, code in self._codes.items():
            for name in classes:
                self._members[name] = self._members.get(name, "") + code
        self._memo = _Memo(self)
        self._fragments: dict[str, Alternatives] = {}
        for name, pattern in fragments.items():  # each may use those above it
            try:
                self._fragments[name] = self.parsed(pattern)
            except ValueError as problem:
                raise table.fault(f"fragments.{name}", str(problem)) from problem

    def _code(self, classes: frozenset[str]) -> str:
        return self._codes.setdefault(classes, chr(_FIRST + len(self._codes)))

    def encode(self, words: list[str]) -> str:
        """Return one code a word."""
        if len(self._memo) > _KEPT:
            self._memo = _Memo(self)
        return "".join(map(self._memo.__getitem__, words))

    def code_of(self, word: str) -> str:
        """Return the code of one token."""
        low = word.lower().replace("’", "'")
        for ending, whole in self._contractions.items():
            if low.endswith(ending) and len(low) > len(ending):
                low = whole
        code = self._by_word.get(low)
        if code is not None:
            return self._small.get(low, OTHER) if low in self._cased and not word[0].isupper() else code
        if len(word) <= _LONGEST_SHAPE and (word[0].isdigit() or low[0] in self._shape_letters):
            for pattern, shape in self._by_shape:
                if pattern.match(word):
                    return shape
        return OTHER

    def members(self, name: str) -> str:
        """Return the codes of a class or of a single word, as one string."""
        return self._members.get(name, "")

    def has(self, word: str, name: str) -> bool:
        """Whether a word belongs to a class."""
        return self._memo[word] in self._members.get(name, "")

    def parsed(self, pattern: str) -> Alternatives:
        """Return a pattern of the language of rules as its parts.

        Raises:
            ValueError: it is not in the language of rules, or names what this lexicon does not have.
        """
        return parsed(pattern, self.members, self._fragments)


def _rule(table: Table) -> Rule:
    kind = table.word("type")
    if kind and kind not in DATE_TYPES:
        raise table.fault(
            "type", f"no type {kind!r} in the rule {table.word('name')!r}; there are {', '.join(DATE_TYPES)}"
        )
    mod = _mod(table) if "mod" in table else None
    name, pattern, make = table.word("name"), table.word("pattern"), table.word("make")
    return Rule(name, pattern, make, cast("DateType", kind), table.word("value"), mod)


def _mod(table: Table) -> Mod:
    mod = table.word("mod")
    if mod not in MODS:
        raise table.fault("mod", f"no modifier {mod!r}; there are {', '.join(MODS)}")
    return mod


def _shape(table: Table) -> re.Pattern[str]:
    try:
        return re.compile(rf"(?:{table.word('pattern')})\Z", re.IGNORECASE | re.ASCII)
    except re.error as problem:
        raise table.fault("pattern", f"no regular expression: {problem}") from problem


class _Memo(dict[str, str]):
    """Codes of the words met: a word is looked at once. No result depends on what is in it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._of = lexicon.code_of

    def __missing__(self, word: str) -> str:
        code = self._of(word)
        if len(word) <= _LONGEST_KEPT:
            self[word] = code
        return code
