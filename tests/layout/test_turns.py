"""Talks: which lines are turns, and which only look so."""

from __future__ import annotations

import pytest

from newsrecord.language import english
from newsrecord.layout import Wording
from newsrecord.layout.blocks import find_blocks
from newsrecord.layout.shapes import look_at
from newsrecord.layout.turns import _LABEL, _SPEAKER, find_turns

WORDING = english().made(Wording)


def turns(text):
    items, _ = look_at(text, find_blocks(text, WORDING.wrap), WORDING.lines)
    return [items[i].line for i in sorted(find_turns(items, [item.line.startswith("By ") for item in items]))]


INTRO = "Runa Stray has drawn charts for 34 years. She stops next week."


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([INTRO, "Will you miss it?", "No.", "Why not?", "Ask the tea."], 4),
        (["By Jane Doe", "Will you miss it?", "No.", "Why not?", "Ask the tea."], 4),
        ([INTRO, "You sail?", "No.", "Will you miss it?", "Why should I?", "Why?", "Fog."], 6),
        ([INTRO, "1. Will you miss it?", "No.", "2. Why not?", "Ask the tea."], 4),
        ([INTRO, "Q: Tea or coffee", "A: Tea", "Q: Why?", "A: It is warm.", "Q: Milk?", "A: No."], 6),
        ([INTRO, "METZ: There is a bill.", "FARIS: How bad is it?", "METZ: Bad.", "FARIS: Thank you."], 4),
        ([INTRO, "What next?", "Nobody knows."], 0),
        (["Who owns the moon?", INTRO, "What next?", "Nobody knows."], 0),
        ([INTRO, "Why is the sky blue", "Who owns the moon?", "Ferry to the islands stops"], 0),
        ([INTRO, "The reason: money.", "The other reason: fear.", "A third: fog."], 0),
    ],
)
def test_turns(lines, found):
    assert len(turns("\n\n".join(lines))) == found


def test_the_longest_label_of_a_speaker_ends_within_what_is_looked_at() -> None:
    found = _SPEAKER.match(4 * f"{25 * 'A'}. " + ": There is.")
    assert found is not None
    assert found.end() == _LABEL
