"""The recogniser that ships: capitalised sequences, typed by what the tables and the document itself say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from ..readers import FoundMention
from .gazetteer import model_name
from .money import find_money
from .tagger import tag

if TYPE_CHECKING:
    from ..text import Document

__all__ = ["NewsRecognizer"]


@frozen
class NewsRecognizer:
    """Finds people, organisations, places and other names in English news by rules and word lists; no model, no state.

    It satisfies `readers.Recognizer`. The same document gives the same mentions for ever; `model` names the tables.
    """

    @property
    def model(self) -> str:
        """Name of the tables and the first 8 hexadecimal digits of the SHA-256 over them, such as `en-0:1a2b3c4d`.

        Raises:
            DataFileError: a data file of the package is missing.
        """
        return model_name()

    def recognize(self, document: Document) -> list[FoundMention]:
        """Return the mentions in the document's sections: in text order, disjoint, none across two sections.

        Raises:
            DataFileError: a data file of the package is missing or damaged.
        """
        money = [
            FoundMention(start, end, "MONEY")
            for section in document.sections
            for start, end in find_money(document.text, section.start, section.end)
        ]
        return sorted([*money, *tag(document, money)])
