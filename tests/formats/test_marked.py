"""Marks in passages: each says in the folded text what it said in the source, and mark-up nests."""

import attrs
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.formats._marked import Mark, events, parts, running
from newsrecord.strategies import records


@given(records(with_source=True))
def test_every_mark_is_there_and_in_its_place(record):
    found = parts(record)
    for part in found:
        for mark in part.marks:
            assert part.text[mark.start : mark.end] == mark.what.text
    count = sum(len(entity.mentions) for entity in record.entities) + len(record.dates) + bool(record.dateline)
    assert sum(len(part.marks) for part in found) == count
    starts = [-1 if part.passage.start is None else part.passage.start for part in found]
    assert starts == sorted(starts)
    text = running(found)
    for mark in text.marks:
        assert text.text[mark.start : mark.end] == mark.what.text


@given(records(with_source=True), st.data())
def test_without_the_source_marks_stand_in_the_same_places(record, data):
    placed = [part for part in parts(record) if part.passage.start is not None]
    literal = [part for part in placed if len(part.text) == part.passage.end - part.passage.start]
    slim = {part.passage: part.marks for part in parts(attrs.evolve(record, source=None), lenient=True)}
    for part in literal:
        assert slim[part.passage] == part.marks


SPANS = st.tuples(st.integers(0, 19), st.integers(1, 9)).map(lambda pair: (pair[0], min(20, sum(pair))))


@given(st.lists(SPANS, max_size=6))
def test_mark_up_nests_and_loses_nothing(spans):
    text = "abcdefghijklmnopqrst"
    marks = [Mark(start, end, number) for number, (start, end) in enumerate(sorted(spans, key=lambda s: (s[0], -s[1])))]
    opened, written, covered = [], "", {mark: [] for mark in marks}
    for event in events(text, marks):
        if event.kind == "open":
            opened.append((event.mark, event.piece, event.last))
        elif event.kind == "close":
            assert opened.pop() == (event.mark, event.piece, event.last)
        else:
            for mark, _, _ in opened:
                covered[mark] += range(len(written), len(written) + len(event.text))
            written += event.text
    assert (opened, written) == ([], text)
    for mark, places in covered.items():
        assert places == list(range(mark.start, mark.end))


def test_a_mark_that_crosses_another_is_parted():
    steps = [
        (event.kind, event.text, event.piece, event.last) for event in events("abcd", [Mark(0, 2, 1), Mark(1, 3, 2)])
    ]
    assert steps == [
        ("open", "", 0, True), ("text", "a", 0, True), ("open", "", 0, False), ("text", "b", 0, True),
        ("close", "", 0, False), ("close", "", 0, True), ("open", "", 1, True), ("text", "c", 0, True),
        ("close", "", 1, True), ("text", "d", 0, True),
    ]  # fmt: skip
