"""Make `src/newsrecord/languages/en/given.toml`: given names that nearly all who bear them share a gender by.

In come the lists of two published packages, in the versions named in `SOURCES`; out comes a table with the names of men
and of women. The same sources give the same bytes. `training/README.md` says how to run it.

    python training/given_names.py
"""

from __future__ import annotations

import importlib
import importlib.metadata
import pkgutil
import sys
import textwrap
import unicodedata
from collections import Counter
from pathlib import Path

SOURCES = {"Faker": "40.54.0", "names": "0.3.0"}
TARGET = Path(__file__).parent.parent / "src" / "newsrecord" / "languages" / "en" / "given.toml"
CENSUS = 3
"""Locales of Faker that the US Census of 1990 counts as much as."""
RATIO = 20
"""How many times more often the census must have a name for one gender than for the other to take a side."""
SHARE = 0.85
"""The part of all votes that must be for one gender; a name that is less sure is in neither list."""
HEAD = """\
# Given names whose bearers are nearly all men (`he`) or nearly all women (`she`): which person a pronoun may mean.
# Made by `python training/given_names.py` from PyPI `names` 0.3.0 (US Census of 1990; MIT, the data are in the public
# domain) and PyPI `Faker` 40.54.0 (MIT): do not edit. Small letters, no diacritics; a name that is not here says
# nothing.
"""


def fold(text: str) -> str:
    """The form that the library looks words up by: no diacritics, small letters."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def is_name(word: str) -> bool:
    """Whether it is one word of at least two letters, all of them a to z."""
    return len(word) > 1 and word.isascii() and word.isalpha()


def votes() -> tuple[Counter[str], Counter[str]]:
    """How many lists have each name for men and for women."""
    men: Counter[str] = Counter()
    women: Counter[str] = Counter()
    people = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"{people.__name__}.{module.name}").Provider
        lists = [getattr(provider, f"first_names_{gender}", ()) for gender in ("male", "female")]
        if not all(lists) or set(lists[0]) == set(lists[1]):
            continue
        for counts, names in zip((men, women), lists, strict=True):
            counts.update({name for name in map(fold, names) if is_name(name)})
    census = importlib.import_module("names")
    often: list[dict[str, float]] = []
    for gender in ("male", "female"):
        path = Path(census.__file__ or "").parent / f"dist.{gender}.first"
        rows = [line.split() for line in path.read_text("ascii").splitlines()]
        often.append({row[0].lower(): float(row[1]) for row in rows})
    for name in {*often[0], *often[1]}:
        he, she = often[0].get(name, 0.0), often[1].get(name, 0.0)
        if he > RATIO * she:
            men[name] += CENSUS
        elif she > RATIO * he:
            women[name] += CENSUS
        else:
            men[name] += CENSUS
            women[name] += CENSUS
    return men, women


def text() -> str:
    """The file's content."""
    men, women = votes()
    parts = [HEAD]
    for pronoun, ours, theirs in (("he", men, women), ("she", women, men)):
        sure = sorted(name for name in ours if ours[name] >= SHARE * (ours[name] + theirs[name]))
        lines = textwrap.wrap(" ".join(sure), 118)
        parts.append(f'{pronoun} = """\n' + "\n".join(lines) + '\n"""\n')
    return "\n".join(parts)


if __name__ == "__main__":
    for package, version in SOURCES.items():
        found = importlib.metadata.version(package)
        if found != version:
            sys.exit(f"{package} {found} is installed; the table is made from {version}")
    TARGET.write_text(text(), encoding="utf-8")
    print(f"wrote {TARGET.name}: {len(text())} bytes")
