"""From words to codes: each token becomes one character, so that a grammar of words is a regular expression on codes.

In come the word tables; out comes, for a list of tokens, a string of the same length. A word may belong to several
classes (`second` is an ordinal and a unit); words with the same set of classes share a code, and a class name in a
rule stands for all codes whose set holds it.

The language of rules (`en.toml`, `[[rule]]`), made of parts parted by blanks:

- `MONTH`: a word of that class; `ago`: that very word;
- `m=MONTH`, `n=( … )`: the same, captured under a name, which may stand in several branches;
  the regular expression numbers them (`m1`, `m2`);
- `( … | … )`, `?`, `{0,3}`: as in regular expressions;
- `!( … )`: not followed by; `<!( … )`, `<=( … )`: not preceded, preceded by one word.
- `@COUNT`: a fragment from the table `[fragments]`.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["BARRIER", "OTHER", "Lexicon", "openers"]

BARRIER = "\u4dff"
"""Code of a token that no rule may touch."""
OTHER = "\u4dfe"
"""Code of a token that is in no class."""
_FIRST = 0x4E00

_KEPT = 16_384
"""Words whose codes are kept from text to text, before all are dropped."""
_LONGEST_KEPT = 40
"""Letters of a word that is kept."""
_PART = re.compile(r"([a-z]+=|<!\(|<=\(|!\(|@[A-Z]+|[A-Za-z0-9_’']+|[()|?]|\{\d,\d\}|\s+|(?P<bad>.))")
_LITERAL = re.compile(r"[a-z][a-z’']*\Z")

# What a token of figures can be, first that fits. Unlike words these are open sets, so they are told by their shape.
_SHAPES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"(?:{pattern})\Z", re.IGNORECASE | re.ASCII), classes)
    for pattern, classes in (
        (r"0?[1-9]|1[0-2]", ("DAY", "INT", "TWO", "HOUR")),
        (r"1[3-9]|2[0-4]|00", ("DAY", "INT", "TWO", "HOUR24")),
        (r"2[5-9]|3[01]", ("DAY", "INT", "TWO")),
        (r"[0-9]{2}", ("INT", "TWO")),
        (r"(?:19|20)[0-9]{2}|2100", ("YEAR", "INT", "HHMM")),
        (r"1[0-8][0-9]{2}", ("OLDYEAR", "INT", "HHMM")),
        (r"[0-9]{4}", ("INT", "HHMM")),
        (r"[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,4}", ("INT",)),
        (r"[0-9]{1,4}\.[0-9]{1,3}", ("DECIMAL",)),
        (r"(?:[0-9]?1st|[0-9]?2nd|[0-9]?3rd|[0-9]{1,2}th)", ("NTH",)),
        (r"(?:[0-9]{2})?[0-9]0['’]?s", ("DECADE",)),
        (r"(?:1[0-2]|0?[1-9])[ap]m", ("CLOCK",)),
        (r"(?:1[0-2]|0?[0-9])[:.][0-5][0-9][ap]m", ("CLOCK",)),
        (r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?", ("HHCOLON",)),
        (r"[0-9]{1,3}(?:hr|hrs|min|mins|sec|secs|yr|yrs|mo)", ("GLUED",)),
        (r"q[1-4]|[1-4]q|h[12]|[12]h", ("QUARTERLIKE",)),
        (r"(?:q[1-4]|[1-4]q|h[12]|[12]h)['’]?(?:20)?[0-9]{2}", ("QUARTERYEAR",)),
        (r"fy['’]?(?:[0-9]{2}|(?:19|20)[0-9]{2})", ("FISCALYEAR",)),
        (r"w(?:0[1-9]|[1-4][0-9]|5[0-3])", ("ISOWEEK",)),
    )
)
_LONGEST_SHAPE = 20


class Lexicon:
    """The word tables of one language, read-only but for a bounded store of codes that were looked up."""

    def __init__(self, table: dict[str, Any], valued: dict[str, dict[str, Any]]) -> None:
        """Take `[classes]` and `[fragments]` of `table`; each table of `valued` is a class too, under its name."""
        self.values = valued
        self.holidays: list[dict[str, Any]] = table["holiday"]
        self._contractions: dict[str, str] = table["contractions"]
        self._cased = frozenset(table["cased"])
        self._fragments: dict[str, str] = table["fragments"]
        self._classes: dict[str, set[str]] = {}
        for name, words in [*table["classes"].items(), *((name.upper(), words) for name, words in valued.items())]:
            for word in words:
                self._classes.setdefault(word, set()).add(name)
        rules = [item["pattern"] for name in ("rule", "date_prefix", "duration_prefix") for item in table[name]]
        for rule in [*rules, *self._fragments.values()]:
            for part in _PART.findall(rule):
                if _LITERAL.match(part[0]):
                    self._classes.setdefault(part[0], set()).add(part[0])
        self._codes: dict[frozenset[str], str] = {}
        self._small = {word: self._code(frozenset(classes)) for word, classes in table["small"].items()}
        self._by_word = {word: self._code(frozenset(classes)) for word, classes in self._classes.items()}
        self._by_shape = [(pattern, self._code(frozenset(classes))) for pattern, classes in _SHAPES]

        self._members: dict[str, str] = {}
        for classes, code in self._codes.items():
            for name in classes:
                self._members[name] = self._members.get(name, "") + code
        self._memo = _Memo(self)

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
        if len(word) <= _LONGEST_SHAPE and (word[0].isdigit() or low[0] in "qhfw"):
            for pattern, shape in self._by_shape:
                if pattern.match(word):
                    return shape
        return OTHER

    def members(self, name: str) -> str:
        """Return the codes of a class or of a single word, as one string."""
        return self._members.get(name, "")

    def _expand(self, rule: str) -> str:
        return re.sub(r"@([A-Z]+)", lambda found: f"({self._expand(self._fragments[found[1]])})", rule)

    def has(self, word: str, name: str) -> bool:
        """Whether a word belongs to a class."""
        return self.code_of(word) in self.members(name)

    def compile(self, rule: str) -> str:
        """Return a rule as the source of a regular expression on codes.

        Raises:
            ValueError: the rule is not in the language of rules.
        """
        out: list[str] = []
        name = ""
        seen: dict[str, int] = {}
        for part in _PART.finditer(self._expand(rule)):
            word = part.group()
            if part["bad"]:
                raise ValueError(f"cannot read {word!r} in the rule {rule!r}")
            if word.isspace():
                continue
            if word.endswith("="):
                seen[word] = count = seen.get(word, 0) + 1
                name = f"?P<{word[:-1]}{count}>"
                continue
            if word[0].isalnum():
                codes = self.members(word)
                if not codes:
                    raise ValueError(f"no such word or class: {word!r} in the rule {rule!r}")
                out.append(f"({name}[{codes}])" if name else f"[{codes}]")
            elif word == "(":
                out.append(f"({name or '?:'}")
            else:
                out.append({"!(": "(?!", "<!(": "(?<!", "<=(": "(?<="}.get(word, word))
            name = ""
        return "".join(out)


def openers(source: str) -> frozenset[str]:
    """The codes that a compiled rule can begin with.

    Args:
        source: what `Lexicon.compile` gives, without names: classes, groups, alternatives, repetitions, looks aside.

    Raises:
        ValueError: the rule may match nothing at all.
    """
    codes, empty, _ = _openers(source, 0)
    if empty:
        raise ValueError(f"the rule {source!r} may match nothing")
    return frozenset(codes)


def _openers(source: str, at: int) -> tuple[set[str], bool, int]:
    """The codes that the alternatives from `at` on begin with, whether one may be empty, and where they end."""
    codes: set[str] = set()
    some_empty = False
    empty = True  # whether all items of this alternative so far may be
    while at < len(source) and source[at] != ")":
        if source[at] == "|":
            some_empty, empty, at = some_empty or empty, True, at + 1
            continue
        if source[at] == "[":
            end = source.index("]", at)
            found, may_be_empty, at = set(source[at + 1 : end]), False, end + 1
        else:
            mark = _GROUP.match(source, at)
            if mark is None:
                raise ValueError(f"cannot read {source[at:]!r} in a compiled rule")
            found, may_be_empty, at = _openers(source, mark.end())
            at += 1
            if mark[1] != ":":  # a look aside takes nothing
                found, may_be_empty = set(), True
        times = _TIMES.match(source, at)
        if times is not None:
            may_be_empty = may_be_empty or times[0] == "?" or times[0].startswith("{0")
            at = times.end()
        if empty:
            codes |= found
        empty = empty and may_be_empty
    return codes, some_empty or empty, at


_GROUP = re.compile(r"\(\?(:|!|=|<!|<=)")
_TIMES = re.compile(r"\?|\{[0-9],[0-9]\}")


class _Memo(dict[str, str]):
    """Codes of the words met: a word is looked at once. No result depends on what is in it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._of = lexicon.code_of

    def __missing__(self, word: str) -> str:
        code = self._of(word)
        if len(word) <= _LONGEST_KEPT:
            self[word] = code
        return code
