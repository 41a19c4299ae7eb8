"""What the words of one language say on a news page: all that the layout reads by, made of its tables once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..stamps import Stamps
from .blocks import WrapWords
from .byline import Bylines
from .copy import FieldWords
from .dateline import Datelines
from .frames import FrameWords
from .headline import HeadlineModel
from .verdict import LineModel
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
        self.fields: FieldWords = FieldWords(table.table("field"))
        self.frames: FrameWords = FrameWords(table.table("comments"), table.table("plea"))
        self.small: frozenset[str] = frozenset(table.table("case").words("small"))
        """What title case leaves small."""
        self._language = language
        table.leave("model")
        table.finish()

    @property
    def model(self) -> LineModel:
        """What tells lines apart; read when a page is, for it is made with the rest of this."""
        return self._language.made(LineModel)

    @property
    def headlines(self) -> HeadlineModel:
        """What chooses the headline."""
        return self._language.made(HeadlineModel)
