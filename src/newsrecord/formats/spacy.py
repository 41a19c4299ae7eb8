"""spaCy's JSON for a `Doc` (`Doc.from_json`, spaCy 3.4 and later; https://spacy.io/api/doc#from_json).

The text is that of the chosen zones, a blank line between two passages; offsets are code points, as spaCy counts.
Names are `ents`, with this library's labels. Dates may overlap names, so they are a span group, `spans["timex3"]`,
labelled with their type and their TIMEX3 value as `kb_id`; quotations are another, `spans["quotations"]`, labelled
with their kind and with the speaker as `kb_id`, by name where one is named, else as printed; the passages are a
third, `spans["zones"]`. Tokens are cut where a name, date or quotation begins and ends, as `Doc.from_json` refuses
spans that do not fit them.

Writing needs no spaCy: `Doc(nlp.vocab).from_json(json.loads(text))` reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..record import DateExpression, Quotation
from ._marked import SEPARATOR
from ._shared import clean, json_text, speaker_name
from ._tokens import STORY, chosen, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..record import NewsRecord
    from ._tokens import Zone

__all__ = ["dumps"]


def dumps(record: NewsRecord, *, zones: Sequence[Zone] = STORY, indent: int | None = None) -> str:
    """Write a record as the JSON of a spaCy `Doc`.

    Args:
        record: what to write.
        zones: the parts of the page to take: some of `headline`, `body`, `related`.
        indent: spaces a level for people to read; one line by default.

    Raises:
        InvalidArgumentError: a zone is not one of these; or the record has no source and was folded.
    """
    text = chosen(record, zones, quoted=True)
    sentences = tokens(text)
    breaks = [(at - len(SEPARATOR), at) for at, _ in text.parts[1:]]  # white space but single spaces is a token
    words = sorted([word for sentence in sentences for word in sentence] + breaks)
    tree: dict[str, Any] = {
        "text": text.text,
        "ents": [
            {"start": mark.start, "end": mark.end, "label": mark.entity.type} for mark in text.marks if mark.entity
        ],
        "sents": [{"start": sentence[0][0], "end": sentence[-1][1]} for sentence in sentences],
        "tokens": [{"id": i, "start": start, "end": end} for i, (start, end) in enumerate(words)],
        "spans": {
            "timex3": [
                {"start": mark.start, "end": mark.end, "label": mark.what.type, "kb_id": clean(mark.what.value)}
                for mark in text.marks
                if isinstance(mark.what, DateExpression)
            ],
            "quotations": [
                {"start": mark.start, "end": mark.end, "label": mark.what.kind, "kb_id": _speaker(record, mark.what)}
                for mark in text.marks
                if isinstance(mark.what, Quotation)
            ],
            "zones": [
                {"start": at, "end": at + len(part.text), "label": part.role, "kb_id": ""} for at, part in text.parts
            ],
        },
    }
    return json_text(tree, indent)


def _speaker(record: NewsRecord, quotation: Quotation) -> str:
    printed = quotation.speaker.text if quotation.speaker is not None else ""
    return clean(speaker_name(record, quotation) or printed)
