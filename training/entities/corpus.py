"""The texts that the recogniser learns from, as arrays: tokens, sentences, and what each source says of each token.

A source says which types it annotates; a token that it leaves unmarked may still be of a type that it does not
annotate, and a type that it folds others into may be any of these. So a token's gold is not one label but the set of
those allowed.
"""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from newsrecord.entities.forms import HINTS, Forms
from newsrecord.entities.pieces import case_class, rows
from newsrecord.language import english
from newsrecord.text import Document, Section, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TYPES = ("PERSON", "ORGANIZATION", "LOCATION", "FACILITY", "NORP", "PRODUCT", "MISC", "MONEY")
LABELS = ("O", *(f"{mark}-{kind}" for kind in TYPES for mark in "BI"))
LABEL = {label: i for i, label in enumerate(LABELS)}


class Doc(NamedTuple):
    """A tokenised text; all arrays are by token."""

    id: str
    source: str
    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[range]
    pieces: list[list[int]]
    """Rows of the vocabulary."""
    cases: np.ndarray
    """Case classes, uint8."""
    hints: np.ndarray
    """(tokens, hints) bool: the word lists that know the word."""
    allowed: np.ndarray | None
    """(tokens, labels) bool: the labels that the source does not rule out; None for unlabelled text."""


def read_gold(path: Path, vocabulary: Mapping[str, int]) -> list[Doc]:
    """Read one file of the development data."""
    with path.open(encoding="utf-8") as stream:
        return [_doc(record, vocabulary) for record in map(json.loads, stream)]


def read_plain(path: Path, vocabulary: Mapping[str, int], gather: int = 1) -> list[Doc]:
    """Read unlabelled text, one document a line; `gather` lines make one document."""
    docs = []
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        texts = [line.rstrip("\n").replace("\\n", "\n") for line in stream]
    for at in range(0, len(texts), gather):
        record = {"id": f"{path.name}-{at}", "source": path.name, "text": "\n".join(texts[at : at + gather])}
        docs.append(_doc(record, vocabulary))
    return docs


def texts_of(path: Path, vocabulary: Mapping[str, int]) -> list[Doc]:
    """Read the texts of development data of other areas, for silver labels."""
    with path.open(encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    return [_doc({"id": r["id"], "source": path.stem, "text": r["text"]}, vocabulary) for r in records]


def stories_of(path: Path, vocabulary: Mapping[str, int]) -> list[Doc]:
    """Read the headline, body and related headlines of pages with gold layout, for silver labels: no menus."""
    docs = []
    with path.open(encoding="utf-8") as stream:
        for record in map(json.loads, stream):
            gold = record["gold"]
            lines_of = [gold["headline"], *(gold["paragraphs"] or ()), *(gold["related_headlines"] or ())]
            text = "\n".join(" ".join(line.split()) for line in lines_of if line)
            docs.append(_doc({"id": record["id"], "source": path.stem, "text": text}, vocabulary))
    return docs


def document_of(text: str) -> Document:
    """A text as the recogniser sees it: every line that is not blank is a section."""
    return Document(text, [Section(line.start, line.end, "body") for line in lines(text) if line.end > line.start])


def _doc(record: dict, vocabulary: Mapping[str, int]) -> Doc:
    document = document_of(record["text"])
    tokens = document.tokens
    cache: dict[str, list[int]] = {}
    pieces = [cache[w] if w in cache else cache.setdefault(w, rows(w, vocabulary)) for w in tokens.words]
    known = {w: english().made(Forms).of(w, vocabulary).hints for w in cache}
    hints = np.array([known[w] for w in tokens.words], dtype=np.int64)
    return Doc(
        id=record["id"],
        source=record["source"],
        text=record["text"],
        words=tokens.words,
        starts=tokens.starts,
        ends=tokens.ends,
        sentences=document.sentences,
        pieces=pieces,
        cases=np.array([case_class(w) for w in tokens.words], dtype=np.uint8),
        hints=((hints[:, None] >> np.arange(len(HINTS))) & 1).astype(bool),
        allowed=_allowed(record, tokens.starts, tokens.ends) if "entities" in record else None,
    )


def _allowed(record: dict, starts: list[int], ends: list[int]) -> np.ndarray:
    merge = record.get("merge") or {}
    if record["source"] == "wnut17":
        merge = {"FACILITY": "LOCATION"}
    if record["source"] == "uner-ewt":
        merge = {"FACILITY": "LOCATION"}
    of = {kind: {kind} | {u for u, to in merge.items() if to == kind} for kind in TYPES}
    marked = set().union(*(of[kind] for kind in record["types"]))
    outside = np.zeros(len(LABELS), dtype=bool)
    outside[0] = True
    for kind in set(TYPES) - marked:
        outside[[LABEL[f"B-{kind}"], LABEL[f"I-{kind}"]]] = True
    allowed = np.tile(outside, (len(starts), 1))
    spans = sorted((e["start"], e["end"], e["type"]) for e in record["entities"])
    at = 0
    for start, end, kind in spans:
        while at < len(starts) and ends[at] <= start:
            at += 1
        first = True
        while at < len(starts) and starts[at] < end:
            allowed[at] = False
            for option in of[kind]:
                allowed[at, LABEL[f"{'B' if first else 'I'}-{option}"]] = True
            first = False
            at += 1
    return allowed


class Window(NamedTuple):
    """A stretch of whole sentences (or of one, where a sentence is too long) of one document: tokens first to stop."""

    doc: int
    first: int
    stop: int
    size: int
    """Pieces."""


def windows(docs: list[Doc], most: int) -> Iterator[Window]:
    """Part documents into windows of at most `most` pieces, at sentence ends where possible."""
    for number, doc in enumerate(docs):
        sizes = np.array([len(p) for p in doc.pieces], dtype=np.int64)
        first = size = 0
        for sentence in doc.sentences:
            wanted = int(sizes[sentence.start : sentence.stop].sum())
            if size and size + wanted > most:
                yield Window(number, first, sentence.start, size)
                first, size = sentence.start, 0
            at = sentence.start
            while wanted > most:  # one endless sentence
                stop, taken = at, 0
                while stop < sentence.stop and taken + sizes[stop] <= most:
                    taken += int(sizes[stop])
                    stop += 1
                yield Window(number, at, stop, taken)
                wanted -= taken
                at = first = stop
            size += wanted
        if size:
            yield Window(number, first, len(doc.words), size)


SMALL = frozenset(
    "a an and as at but by for from in into nor of off on onto or over per so the to up via vs with yet".split()  # noqa: SIM905
)


def recase(words: list[str], cases: np.ndarray, kind: str) -> np.ndarray:
    """The case classes that a stretch has when it is written in title case, capitals or small letters.

    Pieces know no case, so this is all that changes. Title case leaves articles, conjunctions and short prepositions
    small.
    """
    new = cases.copy()
    for i, word in enumerate(words):
        if cases[i] in (5, 6):
            continue
        if kind == "upper":
            new[i] = 2 if len(word) > 1 else 3
        elif kind == "lower":
            new[i] = 0
        elif cases[i] == 0 and not (i and word in SMALL) and not word.startswith(("'", "’")):
            new[i] = 1 if len(word) > 1 else 3
    return new
