"""Countries: a place name or a people's name in, an ISO 3166-1 alpha-2 code out.

Names are CLDR's (in the table file) and the short, old and variant ones of `countries.toml`; peoples are there too.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ..text import fold_word, words_of
from .lists import Lists

if TYPE_CHECKING:
    from ..language import Language
    from ..record import EntityType

__all__ = ["Countries"]

_LONGEST = 100
"""Code points of the longest text that can name a country."""
_KEPT = 4_096
"""Names whose keys are kept: news names the same places again and again. No result depends on it."""


class Countries:
    """The names of countries and peoples in one language; read-only."""

    def __init__(self, language: Language) -> None:
        lists, table = language.made(Lists), language.table("countries")
        self._articles = lists.words.definite_articles
        self.codes: dict[str, str] = dict(row.split("\t") for row in lists.sections["countries"])
        """Country names as phrases (see `phrase_key`) with their codes."""
        for code, names in table.table("names").lists().items():
            self.codes.update((self.phrase_key(name), code) for name in names)
        self._formal = tuple(
            f"{form} " for form in sorted(map(fold_word, table.words("formal")), key=len, reverse=True)
        )
        self._formal_words = frozenset(form.partition(" ")[0] for form in self._formal)
        self.demonyms: dict[str, str] = {}
        """Names of peoples, singular and plural, as phrases with the codes of their countries."""
        endings, alike = sorted(lists.words.plural_endings), table.words("no_plural")
        for code, names in table.table("demonyms").lists().items():
            for name in names:
                key = self.phrase_key(name)
                self.demonyms[key] = code
                if not key.endswith(alike):
                    self.demonyms.update((key + ending, code) for ending in endings)
        table.finish()
        self._key = functools.lru_cache(_KEPT)(self.phrase_key)

    def phrase_key(self, text: str) -> str:
        """The form that phrases are looked up by: folded tokens, a space between them, no article and no possessive."""
        words = [fold_word(word) for word in words_of(text)]
        if words and words[-1] == "'s":
            words.pop()
        if len(words) > 1 and words[0] in self._articles:
            del words[0]
        return " ".join(words)

    def plain(self, phrase: str) -> str:
        """Return the name of a country without what its formal name opens with: the republic of `ireland`."""
        if phrase in self.codes or phrase.partition(" ")[0] not in self._formal_words:
            return phrase
        form = next((form for form in self._formal if phrase.startswith(form)), "")
        rest = phrase[len(form) :]
        return rest if rest in self.codes else phrase

    def code(self, phrase: str) -> str | None:
        """Return the code of the country that a phrase names, by its formal name too."""
        return self.codes.get(self.plain(phrase))

    def of(self, text: str, type: EntityType) -> str | None:  # noqa: A002  (the record's own name)
        """Return the country that `text` names (a LOCATION) or whose people it names (a NORP), else None.

        `Ivory Coast` is `CI`, `Peruvians` are of `PE`, `Lima` names none.
        """
        if type not in ("LOCATION", "NORP") or len(text) > _LONGEST:
            return None
        key = self._key(text)
        return self.code(key) if type == "LOCATION" else self.demonyms.get(key)
