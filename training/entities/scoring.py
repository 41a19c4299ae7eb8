"""From label probabilities to names, and exact-match scores as the evaluation counts them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from corpus import LABELS, TYPES, Doc

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[int, int, str]
_BARRED = -1e4


def transitions() -> np.ndarray:
    """(labels, labels) log scores: an inside label follows only the same type."""
    table = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for j, label in enumerate(LABELS):
        if label[0] == "I":
            for i, before in enumerate(LABELS):
                if before == "O" or before[2:] != label[2:]:
                    table[i, j] = _BARRED
    return table


TRANSITIONS = transitions()


def decode(doc: Doc, probabilities: np.ndarray) -> list[Span]:
    """The best legal label sequence of each sentence, as (first token, stop token, type)."""
    logs = np.log(np.maximum(probabilities.astype(np.float32), 1e-6))
    spans: list[Span] = []
    for sentence in doc.sentences:
        part = logs[sentence.start : sentence.stop]
        state = part[0] + np.where([label[0] == "I" for label in LABELS], _BARRED, 0)
        back = []
        for row in part[1:]:
            options = state[:, None] + TRANSITIONS
            back.append(options.argmax(0))
            state = options.max(0) + row
        path = [int(state.argmax())]
        for pointers in reversed(back):
            path.append(int(pointers[path[-1]]))
        spans += spans_of(path[::-1], sentence.start)
    return spans


def spans_of(path: Iterable[int], offset: int) -> list[Span]:
    """Names in a label sequence."""
    spans: list[Span] = []
    for i, number in enumerate(path, offset):
        label = LABELS[number]
        if label[0] == "B":
            spans.append((i, i + 1, label[2:]))
        elif label[0] == "I" and spans:
            spans[-1] = (spans[-1][0], i + 1, spans[-1][2])
    return spans


def gold_spans(doc: Doc) -> set[Span]:
    """The names that a source marks; where it leaves the type open, the first that it allows."""
    assert doc.allowed is not None
    found: list[Span] = []
    for i, row in enumerate(doc.allowed):
        if not row[0]:
            label = LABELS[int(row.argmax())]
            if label[0] == "B":
                found.append((i, i + 1, label[2:]))
            else:
                found[-1] = (found[-1][0], i + 1, found[-1][2])
    return set(found)


def score(docs: list[Doc], found: list[list[Span]]) -> str:
    """Precision, recall and F1 over all types, and F1 by type, by tokens; without MONEY, which rules find."""
    merged = {
        "crossner-politics": {"NORP": "MISC", "PRODUCT": "MISC", "FACILITY": "LOCATION"},
        "gum": {"FACILITY": "LOCATION", "PRODUCT": "MISC"},
    }
    hits, gold_sum, found_sum = Counter(), Counter(), Counter()
    for doc, spans in zip(docs, found, strict=True):
        merge = merged.get(doc.source, {})
        kept = {kind for kind in TYPES if kind != "MONEY"} - ({"NORP"} if doc.source == "gum" else set())
        gold = {(a, b, merge.get(t, t)) for a, b, t in gold_spans(doc) if t in kept}
        got = {(a, b, merge.get(t, t)) for a, b, t in spans if t in kept}
        for counter, items in ((hits, gold & got), (gold_sum, gold), (found_sum, got)):
            counter.update(t for _, _, t in items)

    def f1(h: int, g: int, p: int) -> float:
        return 200 * h / max(1, g + p)

    h, g, p = hits.total(), gold_sum.total(), found_sum.total()
    parts = " ".join(f"{t[:4]} {f1(hits[t], gold_sum[t], found_sum[t]):.1f}" for t in TYPES if gold_sum[t])
    return f"P {100 * h / max(1, p):.1f} R {100 * h / max(1, g):.1f} F {f1(h, g, p):.1f} | {parts}"
