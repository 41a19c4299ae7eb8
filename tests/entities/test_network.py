"""The network: the same whole numbers whatever a machine's arithmetic, whatever was read before."""

from __future__ import annotations

import threading
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.entities import network as module
from newsrecord.entities.forms import Forms
from newsrecord.entities.lists import MODEL
from newsrecord.entities.network import EXACT, Network
from newsrecord.entities.tagger import load_network
from newsrecord.entities.weights import unpack
from newsrecord.language import english
from newsrecord.text import tokenize

if TYPE_CHECKING:
    import pytest

TEXT = tokenize(
    "Cuba’s Ambassador to Peru, Carlos Zamora, left Lima on Friday. Zamora met Peru’s Foreign Ministry."
).words
BREAKS = [0, 14]
WEIGHTS = unpack(english().data(MODEL), "en-0.model")
FORMS = english().made(Forms)


def test_the_lists_are_those_that_it_was_trained_with() -> None:
    assert WEIGHTS.settings["lists"] == FORMS.digest(), "a word list changed: train anew (training/README.md)"


def _exact(left: Any, right: Any) -> Any:
    """A product that is computed with 64-bit whole numbers."""
    assert (left == np.rint(left)).all()
    assert (right == np.rint(right)).all()
    assert (np.abs(left).astype(np.int64) @ np.abs(right).astype(np.int64)).max(initial=0) < EXACT
    return (left.astype(np.int64) @ right.astype(np.int64)).astype(np.float32)


def test_products_are_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Network(WEIGHTS, FORMS).scores(TEXT, BREAKS)
    monkeypatch.setattr(module, "product", _exact)
    assert (Network(WEIGHTS, FORMS).scores(TEXT, BREAKS) == wanted).all()


def test_no_sum_of_products_can_leave_the_exact_range() -> None:
    top = WEIGHTS.settings["top"]
    given_top = {"encode1": 127, "hints": 1, "encode2": top["mid"]}
    for name, array in WEIGHTS.arrays.items():
        layer, _, part = name.partition(".")
        if part != "w":
            continue
        highest = given_top.get(layer, top["size"])
        sums = np.abs(array.astype(np.int64)).sum(axis=0)
        if layer == "wide":  # one block of columns a place in the window, added up
            highest, sums = top["inner"], sums.reshape(WEIGHTS.settings["width"], -1).sum(axis=0)
        assert int(sums.max()) * highest < EXACT, name


def test_no_sum_over_a_document_can_leave_the_exact_range() -> None:
    assert module._LONGEST * WEIGHTS.settings["top"]["size"] < EXACT


@given(st.integers(1, module._LONGEST), st.data())
def test_means_are_rounded_exactly(count: int, data: st.DataObject) -> None:
    near = data.draw(st.integers(0, 1022)) * count + count // 2  # near a half, where an error would show
    total = np.array([[max(near + data.draw(st.integers(-1, 1)), 0)]], dtype=np.float32)
    assert module._mean(total, np.array([count]))[0, 0] == round(Fraction(int(total[0, 0]), count))


WORDS = st.lists(st.sampled_from([*TEXT, "LIMA", "x", "漢字", "\ud800", "’", "9/11"]), min_size=1, max_size=30)


@given(WORDS, WORDS)
def test_nothing_depends_on_what_was_read_before(words: list[str], others: list[str]) -> None:
    fresh = Network(WEIGHTS, FORMS).scores(words, [0])
    used = english().made(load_network)
    used.scores(others, [0])
    assert (used.scores(words, [0]) == fresh).all()


def test_a_full_store_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Network(WEIGHTS, FORMS).scores(TEXT, BREAKS)
    for kept, common in ((4, 4), (12, 2), (20, 1), (40, 10)):
        monkeypatch.setattr(module, "_KEPT", kept)
        monkeypatch.setattr(module, "_COMMON", common)
        small = Network(WEIGHTS, FORMS)
        for _ in range(2):
            assert (small.scores(TEXT, BREAKS) == wanted).all()
            small.scores(["other", "words", "more", "of", "them", "Peru"], [0])  # some known, too many new


def test_threads_get_the_same() -> None:
    shared = Network(WEIGHTS, FORMS)
    wanted = shared.scores(TEXT, BREAKS)
    wrong: list[int] = []

    def read(number: int) -> None:
        for i in range(20):
            shared.scores([f"w{number}x{i}"], [0])
            if not (shared.scores(TEXT, BREAKS) == wanted).all():
                wrong.append(number)

    threads = [threading.Thread(target=read, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_long_documents_are_read_in_parts_at_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LONGEST", 10)
    shared = Network(WEIGHTS, FORMS)
    scores = shared.scores(TEXT * 2, [0, 7, len(TEXT)])
    assert scores.shape == (2 * len(TEXT), 1 + 2 * len(shared.types))
    monkeypatch.undo()
    assert (scores[:7] == shared.scores(TEXT[:7], [0])).all()
    assert (scores[7:17] == shared.scores(TEXT[7:17], [0])).all()


def test_nothing_from_nothing() -> None:
    assert english().made(load_network).scores([], []).shape == (0, 1 + 2 * len(english().made(load_network).types))


def test_no_convolution_reaches_over_a_section() -> None:
    around = module._Around(5, [0, 2])
    numbers, near = np.arange(5), np.empty(5, dtype=int)

    def before(distance: int) -> list[int]:
        around.before(near, numbers, distance, 9)
        return near.tolist()

    def after(distance: int) -> list[int]:
        around.after(near, numbers, distance, 9)
        return near.tolist()

    assert before(1) == [9, 0, 9, 2, 3]
    assert after(1) == [1, 9, 3, 4, 9]
    assert before(2) == [9, 9, 9, 9, 2]
    assert after(2) == [9, 9, 4, 9, 9]
    assert before(6) == after(6) == [9] * 5
