"""The recogniser that ships: a small trained network for names, patterns for amounts of money."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from attrs import field, frozen

from ..language import Language, english, find_language
from .edges import Edges
from .gazetteer import load_gazetteer
from .headings import Headings
from .kinds import Kinds
from .lists import model_name
from .money import Money
from .sight import Sight
from .titles import Titles

if TYPE_CHECKING:
    from ..readers import FoundMention
    from ..text import Document

__all__ = ["NewsRecognizer"]


@frozen
class NewsRecognizer:
    """Finds people, organisations, places and other names in news.

    It satisfies `readers.Recognizer`. The weights and tables are in the package and are read on first use. The same
    document gives the same mentions for ever, on every machine; `model` names the weights and tables that did.
    """

    language: Language = field(factory=english, converter=find_language)
    """What the documents are written in. In one without weights, only amounts of money are found."""

    @property
    def model(self) -> str | None:
        """Name of the weights and tables and the first 8 hexadecimal digits of the SHA-256 over them: `en-0:1a2b3c4d`.

        None where the language has no weights.

        Raises:
            DataFileError: a data file of the package is missing.
        """
        return self.language.made(model_name)

    def recognize(self, document: Document) -> list[FoundMention]:
        """Return the mentions in the document's sections: in text order, disjoint, none across two sections.

        Raises:
            DataFileError: a data file of the package is missing or damaged.
        """
        from .tagger import tag  # here, since NumPy takes longer to load than all else: names of others need none of it

        money = list(self.language.made(Money).read(document))
        ends = [amount.end for amount in money]

        def is_free(name: FoundMention) -> bool:
            """Whether no rule has widened a name over an amount: the Fund `500 million dollars`."""
            at = bisect_right(ends, name.start)
            return at == len(money) or name.end <= money[at].start

        return sorted([*money, *filter(is_free, self._settled(document, tag(document, money, self.language)))])

    def _settled(self, document: Document, mentions: list[FoundMention]) -> list[FoundMention]:
        """The network's names with the edges and types that the rest of the document speaks for."""
        if not mentions:
            return mentions
        language = self.language
        sight = Sight(document, language.made(load_gazetteer))
        names = language.made(Edges).mend(sight, sight.names(mentions))
        names = language.made(Titles).settle(sight, names)
        names = language.made(Kinds).settle(sight, names)
        return sight.mentions(language.made(Headings).settle(sight, names))
