"""What the words of one language say on a news page: all that the layout reads by, made of its tables once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..stamps import Stamps
from .blocks import WrapWords
from .byline import Bylines
from .dateline import Datelines
from .titles import TitleModel
from .words import LineWords

if TYPE_CHECKING:
    from ..language import Language

__all__ = ["Wording"]


class Wording:
    """The words of pages; read-only. `Language.made(Wording)` gives that of a language.

    Raises:
        DataFileError: a table holds something that nothing reads, or names a role that there is not.
    """

    def __init__(self, language: Language) -> None:
        table = language.table("layout")
        self.stamps: Stamps = language.made(Stamps)
        self.wrap: WrapWords = WrapWords.of(table.table("wrap"))
        self.bylines: Bylines = Bylines(table.table("byline"), self.stamps)
        self.datelines: Datelines = Datelines(table.table("dateline"), self.bylines.agencies, self.stamps)
        self.lines: LineWords = LineWords(table, self.bylines.agencies)
        self.small: frozenset[str] = frozenset(table.table("case").words("small"))
        """What title case leaves small."""
        self.titles: TitleModel | None = TitleModel.of(language.table("titles"))
        table.finish()
