"""Questions and answers: the lines of a talk, which are of the story however short they are.

In come the items of an article; out come those that are turns of a talk. A question and what follows it are, where the
text has several such pairs; and so are lines that a speaker's name opens (`Q: Did they live?`, `METZ: There is one.`),
where names come back. Linear in the number of items.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from .shapes import LineShape, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["find_turns"]

_PAIRS: Final = 2
"""Questions with an answer from which a text is a talk."""
_SPOKEN: Final = 3
"""Lines with a speaker's name from which a text is a talk."""
_SPEAKER = re.compile(r"(?:[^\W\d_][\w’'-]{0,24}\.?[ \u00a0]?){1,4}:(?=\s)")
_LABEL: Final = 109
"""Code points of the longest label of a speaker, its colon included."""
_ENDS: Final = frozenset(".!?…\"'”’)")


def find_turns(items: Sequence[LineShape], marked: Sequence[bool]) -> set[int]:
    """Return the items that are turns of a talk; `marked` says which are lines with a date or a byline."""
    said = [i for i, item in enumerate(items) if item.shape is not Shape.EMPTY]
    return _questions(items, said, marked) | _speeches(items, said)


def _questions(items: Sequence[LineShape], said: Sequence[int], marked: Sequence[bool]) -> set[int]:
    """A question after a line that ends as a sentence does, or after the byline: else it is the headline."""
    pairs = [
        (i, j)
        for before, i, j in zip(said, said[1:], said[2:], strict=False)
        if _is_question(items[i])
        and _is_stopped(items[j])
        and not _is_question(items[j])
        and (marked[before] or _is_stopped(items[before]))
    ]
    if len(pairs) < _PAIRS:
        return set()
    turns = {i for pair in pairs for i in pair}
    beside = {k for i, j in itertools.pairwise(said) if i in turns or j in turns for k in (i, j)}
    return turns | {i for i in beside if i > pairs[0][0] and _is_question(items[i])}  # `Why do you?` `Why not?`


def _speeches(items: Sequence[LineShape], said: Sequence[int]) -> set[int]:
    speakers: dict[int, str] = {}
    for i in said:
        colon = ":" in items[i].line[:_LABEL]  # without one, the pattern tries each way to part the line into words
        match = _SPEAKER.match(items[i].line) if colon and _is_plain(items[i]) else None
        if match and _is_name(match.group()):
            speakers[i] = match.group().rstrip(": ").casefold()
    counts = Counter(speaker for i, speaker in speakers.items() if _is_stopped(items[i]))
    again = {speaker for speaker, count in counts.items() if count > 1}
    if sum(counts[speaker] for speaker in again) < _SPOKEN:
        return set()
    return {i for i, speaker in speakers.items() if speaker in again or _is_stopped(items[i])}


def _is_question(item: LineShape) -> bool:
    told = item.word_role is None and not item.cue_end and item.sentences == 1
    return told and item.line.rstrip("\"'”’) ").endswith("?")


def _is_stopped(item: LineShape) -> bool:
    """Whether a line that its words tell nothing of ends as a sentence does."""
    return _is_plain(item) and item.line[-1] in _ENDS


def _is_plain(item: LineShape) -> bool:
    return item.word_role is None and not item.cue_end and not item.block.bulleted


def _is_name(label: str) -> bool:
    """Whether every word has a capital: `Dr. Roe:`, `Q:`, not `The reason:`, which other lines do not repeat anyway."""
    return all(word[0].isupper() for word in label.split())
