"""The baseline of the shipped tagger: a plain conditional random field on the same training text.

Features are the word, its lower case, its shape, its first and last letters, and words and shapes up to two tokens away
(Lafferty et al. 2001; the feature set of common practice). Nothing but `ww_train` is learnt from.

    python baseline.py --encoder FOLDER --data FOLDER [--score ww_dev …]
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from pathlib import Path

import pycrfsuite
from corpus import LABELS, Doc, read_gold
from scoring import score, spans_of
from teacher import read_vocabulary

NUMBER = {label: i for i, label in enumerate(LABELS)}


def shape(word: str) -> str:
    """Runs of capitals, small letters, digits and others, each written once."""
    for pattern, mark in ((r"[A-ZÀ-Þ]+", "X"), (r"[a-zß-ÿ]+", "x"), (r"\d+", "9")):
        word = re.sub(pattern, mark, word)
    return word[:6]


def features(words: list[str]) -> list[list[str]]:
    """The features of each token of a sentence."""
    shapes = [shape(w) for w in words]
    lower = [w.lower() for w in words]
    made = []
    for i in range(len(words)):
        own = [f"w={words[i]}", f"l={lower[i]}", f"s={shapes[i]}"]
        own += [f"p{n}={lower[i][:n]}" for n in (2, 3)] + [f"e{n}={lower[i][-n:]}" for n in (1, 2, 3)]
        for d in (-2, -1, 1, 2):
            if 0 <= i + d < len(words):
                own += [f"l{d}={lower[i + d]}", f"s{d}={shapes[i + d]}"]
            else:
                own.append(f"edge{d}")
        made.append(own)
    return made


def gold_labels(doc: Doc) -> list[str]:
    """One label a token."""
    assert doc.allowed is not None
    return ["O" if row[0] else LABELS[int(row.argmax())] for row in doc.allowed]


def main() -> None:
    """Train on `ww_train`, print scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--score", nargs="*", default=["ww_dev", "crossner_politics", "gum_named"])
    options = parser.parse_args()
    vocabulary = read_vocabulary(options.encoder)
    trainer = pycrfsuite.Trainer(verbose=False)
    for doc in read_gold(options.data / "ww_train.jsonl", vocabulary):
        labels = gold_labels(doc)
        for s in doc.sentences:
            trainer.append(features(doc.words[s.start : s.stop]), labels[s.start : s.stop])
    trainer.set_params({"c1": 0.1, "c2": 0.05, "max_iterations": 120, "feature.possible_transitions": True})
    begun = time.time()
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/crf")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/crf")
    print(f"trained in {time.time() - begun:.0f} s", flush=True)
    for name in options.score:
        docs = read_gold(options.data / f"{name}.jsonl", vocabulary)
        begun = time.time()
        found = []
        for doc in docs:
            spans = []
            for s in doc.sentences:
                path = tagger.tag(features(doc.words[s.start : s.stop]))
                spans += spans_of([NUMBER[label] for label in path], s.start)
            found.append(spans)
        words = sum(len(doc.text.split()) for doc in docs)
        print(name, score(docs, found), f"{words / (time.time() - begun):.0f} words a second", flush=True)


if __name__ == "__main__":
    main()
