"""Countries: a place name or a people's name in, an ISO 3166-1 alpha-2 code out.

Names are CLDR's (in the table file) and the short, old and variant ones of `countries.toml`; peoples are there too.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ..tables import load_table
from ..text import tokenize
from .lists import fold_word, lists

if TYPE_CHECKING:
    from ..record import EntityType

__all__ = ["country_codes", "country_of", "demonym_codes", "phrase_key"]

_LONGEST = 100
"""Code points of the longest text that can name a country."""


def phrase_key(text: str) -> str:
    """The form that phrases are looked up by: folded tokens, a space between them, no `the` and no possessive."""
    words = [fold_word(word) for word in tokenize(text).words]
    if words and words[-1] == "'s":
        words.pop()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


@functools.cache
def country_codes() -> dict[str, str]:
    """Country names as phrases (`phrase_key`) with their codes."""
    codes = dict(row.split("\t") for row in lists()["countries"])
    for code, names in load_table(__package__, "countries.toml")["names"].items():
        codes.update((phrase_key(name), code) for name in names)
    return codes


@functools.cache
def demonym_codes() -> dict[str, str]:
    """Names of peoples, singular and plural, as phrases with the codes of their countries."""
    codes: dict[str, str] = {}
    for code, names in load_table(__package__, "countries.toml")["demonyms"].items():
        for name in names:
            key = phrase_key(name)
            codes[key] = code
            if not key.endswith(("ese", "ish", "ch", "men", "man", "s")):
                codes[f"{key}s"] = code
    return codes


def country_of(text: str, type: EntityType) -> str | None:  # noqa: A002  (the record's own name)
    """Return the country that `text` names (a LOCATION) or whose people it names (a NORP), else None.

    >>> country_of("Ivory Coast", "LOCATION"), country_of("Peruvians", "NORP"), country_of("Lima", "LOCATION")
    ('CI', 'PE', None)
    """
    if type not in ("LOCATION", "NORP") or len(text) > _LONGEST:
        return None
    codes = country_codes() if type == "LOCATION" else demonym_codes()
    return codes.get(_kept_key(text))


_kept_key = functools.lru_cache(maxsize=4_096)(phrase_key)
"""`phrase_key` of texts of bounded length, kept: news names the same places again and again."""
