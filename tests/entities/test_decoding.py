"""From label scores to names: against every legal label sequence, and what the whole document decides."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from newsrecord.entities import decoding
from newsrecord.entities.decoding import TokenSpan, name_spans

TYPES = 2
LABELS = 1 + 2 * TYPES
"""`O`, then `B` and `I` of type 0, `B` and `I` of type 1."""
LOW = -(10**6)


def _legal(path: tuple[int, ...], breaks: list[int]) -> bool:
    """An inside label follows a label of its type in the same section."""
    return all(
        label == 0 or label % 2 == 1 or (i not in breaks and path[i - 1] in (label, label - 1))
        for i, label in enumerate(path)
    )


def _spans(path: tuple[int, ...]) -> list[TokenSpan]:
    spans: list[TokenSpan] = []
    for i, label in enumerate(path):
        if label % 2 == 1:
            spans.append(TokenSpan(i, i + 1, label // 2))
        elif label:
            spans[-1] = spans[-1]._replace(stop=i + 1)
    return spans


@st.composite
def _scored(draw: st.DrawFn) -> tuple[np.ndarray, list[int]]:
    count = draw(st.integers(1, 5))
    # Different powers of two nowhere add up to the same sum, so that the best sequence is the only one.
    powers = draw(st.permutations(range(count * LABELS)))
    scores = np.array([2**p for p in powers], dtype=np.int64).reshape(count, LABELS)
    breaks = sorted({0, *draw(st.lists(st.integers(0, count - 1), max_size=2))})
    return scores, breaks


@given(_scored())
def test_the_best_legal_sequence_is_found(drawn: tuple[np.ndarray, list[int]]) -> None:
    scores, breaks = drawn
    sure = (scores[:, 0] - scores[:, 1:].max(axis=1) >= 8 * 256).tolist()
    options = [range(1 if outside else LABELS) for outside in sure]
    paths = [p for p in itertools.product(*options) if _legal(p, breaks)]
    best = max(paths, key=lambda p: sum(int(scores[i, label]) for i, label in enumerate(p)))
    words = [f"w{i}" for i in range(len(scores))]
    found = name_spans(scores, words, breaks, person=0)
    assert [s[:2] for s in found] == [s[:2] for s in _spans(best)]


@given(st.lists(st.lists(st.integers(-3, 3), min_size=LABELS, max_size=LABELS), min_size=1, max_size=12))
@example([[1, 0, 1, 0, 0]])  # as good outside as within a name that nothing opens
def test_the_best_label_of_each_token_is_taken_only_where_the_best_sequence_has_it(rows: list[list[int]]) -> None:
    labels = decoding._best_labels(np.array(rows, dtype=np.int32), [0]).tolist()
    assert labels == decoding._best_path(rows)
    assert _legal(tuple(labels), [0])


def _scores(*labels: str) -> np.ndarray:
    """Clear scores for labels written `O`, `B0`, `I0`, `B1`, `I1`."""
    scores = np.full((len(labels), LABELS), -3000)
    for row, label in zip(scores, labels, strict=True):
        row[0 if label == "O" else 1 + 2 * int(label[1]) + (label[0] == "I")] = 3000
    return scores


def test_names_of_several_words_and_names_side_by_side() -> None:
    scores = _scores("O", "B0", "I0", "B0", "O", "B1", "I1", "I1")
    found = name_spans(scores, list("abcdefgh"), [0], person=0)
    assert found == [(1, 3, 0), (3, 4, 0), (5, 8, 1)]


def test_no_name_goes_over_the_end_of_a_section() -> None:
    assert name_spans(_scores("B1", "I1", "I1", "I1"), list("abcd"), [0, 2], person=0) == [(0, 2, 1), (2, 4, 1)]


def test_mentions_of_the_same_words_agree() -> None:
    scores = _scores("B1", "O", "B1", "O", "B0")
    scores[4] = [-3000, 200, -3000, 0, -3000]  # hardly type 0
    found = name_spans(scores, ["Kano", "and", "Kano", "or", "KANO"], [0], person=1)
    assert [span.type for span in found] == [1, 1, 1]


def test_a_mention_that_is_sure_of_itself_keeps_its_type() -> None:
    found = name_spans(_scores("B1", "O", "B0"), ["Chinese", "and", "Chinese"], [0], person=1)
    assert [span.type for span in found] == [1, 0]


def test_the_last_name_of_a_person_is_a_person() -> None:
    scores = _scores("B0", "I0", "O", "B1", "O", "B1")
    scores[[3, 5], 1] = 2500  # might be type 0 as well
    words = ["Jane", "Paris", "saw", "Paris", "in", "Rome"]
    assert [s.type for s in name_spans(scores, words, [0], person=0)] == [0, 0, 1]
    assert [s.type for s in name_spans(scores, words, [0], person=1)] == [0, 1, 1]


@given(st.integers(1, 350), st.integers(0, 3))
@example(100, 1)
@example(101, 1)
@example(200, 1)
def test_endless_names_are_cut(count: int, tail: int) -> None:
    labels = ["B0", *["I0"] * (count - 1), *["O"] * tail]
    scores = _scores(*labels)
    scores[:, 1] = np.maximum(scores[:, 1], -2000)  # rather a new name than none
    found = name_spans(scores, ["x"] * len(labels), [0], person=1)
    assert found[0].first == 0
    assert found[-1].stop == count
    assert all(a.stop == b.first for a, b in itertools.pairwise(found))
    assert max(s.stop - s.first for s in found) <= 100


def test_nothing_from_nothing() -> None:
    assert name_spans(np.zeros((0, LABELS), dtype=np.int32), [], [], person=0) == []
    assert name_spans(_scores("O", "O"), ["a", "b"], [0], person=0) == []
