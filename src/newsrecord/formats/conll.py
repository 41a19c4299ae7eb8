"""CoNLL-2003 columns with IOB2 labels (https://aclanthology.org/W03-0419): a token and its label a line.

A sentence ends with a blank line, an article begins with `-DOCSTART- -X- O O`. The tokens are those of the chosen
zones, the labels this library's entity types. Dates, places in the text and everything else are lost; `read` gives back
the tokens and labels of any such file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ._shared import clean
from ._tokens import STORY, chosen, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..record import NewsRecord
    from ._tokens import Zone

__all__ = ["dumps", "read"]

_OPENING: Final = "-DOCSTART-"


def dumps(record: NewsRecord, *, zones: Sequence[Zone] = STORY) -> str:
    """Write the tokens of a record with their labels.

    Args:
        record: what to write.
        zones: the parts of the page to take: some of `headline`, `body`, `related`.

    Raises:
        InvalidArgumentError: a zone is not one of these; or the record has no source and was folded.
    """
    text = chosen(record, zones)
    marks = iter([mark for mark in text.marks if mark.entity])
    mark = next(marks, None)
    lines = [f"{_OPENING} -X- O O", ""]
    for sentence in tokens(text):
        for start, end in sentence:
            while mark and mark.end <= start:
                mark = next(marks, None)
            label = "O"
            if mark and mark.entity and mark.start <= start:
                label = f"{'B' if mark.start == start else 'I'}-{mark.entity.type}"
            lines.append(f"{clean(text.text[start:end])} {label}")
        lines.append("")
    return "\n".join(lines) + "\n"


def read(data: str | bytes) -> list[list[tuple[str, str]]]:
    """Read the sentences of a CoNLL text: the first column as the token, the last as its label."""
    text = data if isinstance(data, str) else data.decode("utf-8")
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in text.split("\n"):
        columns = line.split()
        if not columns:
            sentences.append([])
        elif columns[0] != _OPENING:
            sentences[-1].append((columns[0], columns[-1]))
    return [sentence for sentence in sentences if sentence]
