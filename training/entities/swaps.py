"""Texts as they would read of others: names put in the place of names of the same type, known to be names by a teacher.

A student of two million words knows their names by heart. After mention replacement (Dai and Adel 2020, section 3), it
meets each sentence with other names in every round, a document's same name always with the same, and has to tell by
what stands around a name and by what the name looks like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from corpus import LABELS, TYPES

if TYPE_CHECKING:
    from student import Arrays

SURE = 0.7
"""A mention is replaced, and stands for others, where the teacher gives its every label at least this."""
SWAPPED = ("ORGANIZATION", "LOCATION", "FACILITY", "NORP", "PRODUCT", "MISC")
INSIDE = [0, *(i + 1 if LABELS[i][0] == "B" else i for i in range(1, len(LABELS)))]
"""For each label that of a later token of the same name."""
TITLE, UPPER = 1, 2
CASED = (TITLE, UPPER)
"""Case classes of the words of people's names that are replaced."""
SHORTEST = 3
"""Letters of such a word: not the `de` of somebody."""


class Mention(NamedTuple):
    """A name in a document: tokens start to stop, number of the type."""

    start: int
    stop: int
    kind: int


class Name(NamedTuple):
    """What a name looks like, by token."""

    words: list[str]
    forms: np.ndarray


def mentions(soft: np.ndarray, breaks: np.ndarray) -> list[Mention]:
    """The names that a teacher is sure of, none of them in two sections."""
    best = soft.argmax(1)
    sure = soft.max(1) >= SURE
    found: list[Mention] = []
    at = 0
    while at < len(best):
        label = best[at]
        at += 1
        if LABELS[label][0] != "B":
            continue
        start = at - 1
        while at < len(best) and best[at] == label + 1 and not breaks[at]:
            at += 1
        if sure[start:at].all():
            found.append(Mention(start, at, TYPES.index(LABELS[label][2:])))
    return found


class Pool:
    """All names of some documents, each once, by type; of people the given and the last names by themselves."""

    def __init__(self, items: list[Arrays]) -> None:
        names: list[dict[tuple[str, ...], Name]] = [{} for _ in TYPES]
        given: dict[str, np.ndarray] = {}
        family: dict[str, np.ndarray] = {}
        for item in items:
            for mention in item.mentions:
                span = slice(mention.start, mention.stop)
                words, forms = item.doc.words[span], item.forms[span]
                if (forms[:, 4] == UPPER).all() and len(words) > 1:  # capitals throughout: of a headline
                    continue
                names[mention.kind].setdefault(tuple(words), Name(words, forms))
                if TYPES[mention.kind] == "PERSON" and len(words) > 1:
                    for word, form in zip(words[:-1], forms[:-1], strict=True):
                        if form[4] == TITLE:
                            given.setdefault(word, form)
                    if forms[-1, 4] == TITLE:
                        family.setdefault(words[-1], forms[-1])
        self.names = [list(found.values()) for found in names]
        self.given, self.family = list(given.items()), list(family.items())


class Draft:
    """A document as it is written anew from an old one: tokens, and the old token that each takes its labels from."""

    def __init__(self, item: Arrays) -> None:
        self.item = item
        self.words: list[str] = []
        self.forms: list[np.ndarray] = []
        self.rows: list[np.ndarray] = []
        self.later: list[np.ndarray] = []
        """Tokens that take the labels of a name's first token but are not the first themselves."""
        self.done = 0

    def copy(self, stop: int) -> None:
        """Go on as the old document does, up to a token of it."""
        span = slice(self.done, stop)
        self.put(self.item.doc.words[span], self.item.forms[span], np.arange(self.done, stop))
        self.done = stop

    def put(self, words: list[str], forms: np.ndarray, rows: np.ndarray, first: int | None = None) -> None:
        """Go on with tokens that take the labels of `rows`; `first` opens a name there."""
        self.words.extend(words)
        self.forms.append(forms)
        self.rows.append(rows)
        self.later.append((rows == first) & (np.arange(len(rows)) > 0))

    def finished(self) -> Arrays:
        """The new document."""
        doc, item = self.item.doc, self.item
        self.copy(len(doc.words))
        rows, later, forms = np.concatenate(self.rows), np.concatenate(self.later), np.concatenate(self.forms)
        places = np.searchsorted(rows, np.arange(len(doc.words) + 1))
        breaks = np.zeros(len(rows), dtype=bool)
        breaks[places[:-1][item.breaks]] = True
        numbers: dict[str, int] = {}
        new = doc._replace(
            words=self.words,
            cases=forms[:, 4].astype(np.uint8),
            sentences=[range(int(places[s.start]), int(places[s.stop])) for s in doc.sentences],
            allowed=None if doc.allowed is None else relabelled(doc.allowed, rows, later),
        )
        return item._replace(
            doc=new,
            forms=forms,
            groups=np.array([numbers.setdefault(w.lower(), len(numbers)) for w in self.words], dtype=np.int32),
            breaks=breaks,
            soft=relabelled(item.soft, rows, later),
        )


def relabelled(values: np.ndarray, rows: np.ndarray, later: np.ndarray) -> np.ndarray:
    """(tokens, labels) the values of old tokens; where `later`, those of `B-` labels are of the `I-` ones."""
    new = values[rows]
    at = np.flatnonzero(later)
    if len(at):
        other = np.zeros_like(new[at])
        for label, inside in enumerate(INSIDE):
            if values.dtype == bool:
                other[:, inside] |= new[at, label]
            else:
                other[:, inside] += new[at, label]
        new[at] = other
    return new


def swapped(item: Arrays, pool: Pool, share: float, rng: np.random.Generator) -> Arrays:
    """A document in which each name is another with a probability of `share`, the same wherever it stands.

    Of people, each word is another, so that who is named in full and then by the last name stays one.
    """
    draft = Draft(item)
    chosen: dict[tuple[str, ...], Name | None] = {}
    parts: dict[str, tuple[str, np.ndarray] | None] = {}
    for mention in item.mentions:
        start, stop, kind = mention
        old, forms = item.doc.words[start:stop], item.forms[start:stop]
        if TYPES[kind] == "PERSON":
            new, own = list(old), forms.copy()
            for i, word in enumerate(old):
                if forms[i, 4] not in CASED or len(word) < SHORTEST:
                    continue
                if word not in parts:
                    these = pool.given if i < len(old) - 1 else pool.family
                    parts[word] = these[rng.integers(len(these))] if rng.random() < share else None
                other = parts[word]
                if other is not None:
                    new[i], own[i] = other
                    own[i, 4] = forms[i, 4]
            draft.copy(start)
            draft.put(new, own, np.arange(start, stop))
            draft.done = stop
        elif TYPES[kind] in SWAPPED:
            key = tuple(old)
            if key not in chosen:
                names = pool.names[kind]
                chosen[key] = names[rng.integers(len(names))] if rng.random() < share else None
            name = chosen[key]
            if name is not None:
                own = name.forms
                if (forms[:, 4] == UPPER).all() and stop - start > 1:  # in capitals, as the name that stood here
                    own = own.copy()
                    own[own[:, 4] < UPPER, 4] = UPPER
                draft.copy(start)
                draft.put(name.words, own, start + np.minimum(np.arange(len(own)), stop - start - 1), start)
                draft.done = stop
    return draft.finished()
