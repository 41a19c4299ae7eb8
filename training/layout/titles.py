"""Train the title model of the layout: `python training/layout/titles.py PAGES.jsonl [--write]`.

PAGES.jsonl holds real pages dumped to text, one a line: `{"text", "publisher", "gold": {"headline", "paragraphs",
"related_headlines", "optional": {"body", "related"}}}`; lines in `optional` and the headline are not trained on. Prints
precision, recall and F1 of titles on publishers that were not trained on (five folds, three partings), then with
`--write` trains on all pages and writes `src/newsrecord/languages/en/titles.toml`.

The model: logistic regression over three classes (paragraph, title, anything else), L2, on lines whose words leave open
what they are; weights are taken against `paragraph`, times ten, rounded. Needs scikit-learn. The same pages and the
same version of it give the same file.
"""

from __future__ import annotations

import json
import random
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse
from sklearn.linear_model import LogisticRegression

from newsrecord.language import english
from newsrecord.layout import Wording
from newsrecord.layout.blocks import find_blocks
from newsrecord.layout.features import FEATURES, describe
from newsrecord.layout.roles import look_over
from newsrecord.layout.titles import FEWEST_WORDS, is_open

if TYPE_CHECKING:
    from newsrecord.layout.shapes import Item

TARGET = Path(__file__).parents[2] / "src" / "newsrecord" / "languages" / "en" / "titles.toml"
SMALL_WORDS = frozenset(
    (
        "a",
        "about",
        "after",
        "against",
        "amid",
        "and",
        "are",
        "as",
        "at",
        "be",
        "before",
        "best",
        "but",
        "by",
        "can",
        "could",
        "for",
        "from",
        "get",
        "her",
        "his",
        "how",
        "i",
        "in",
        "into",
        "is",
        "it",
        "its",
        "may",
        "my",
        "new",
        "no",
        "not",
        "of",
        "off",
        "on",
        "our",
        "out",
        "over",
        "said",
        "says",
        "than",
        "the",
        "their",
        "to",
        "up",
        "us",
        "was",
        "we",
        "what",
        "when",
        "who",
        "why",
        "will",
        "win",
        "with",
        "you",
        "your",
    )
)
"""Words that titles and menus have unlike shares of; general knowledge of English, chosen before any training."""
STRENGTH = 0.15
"""scikit-learn's C: inverse of the L2 penalty."""
LEAST = 3
"""Pages that a feature must be seen on."""
SCALE = 10
FOLDS = 5
SEEDS = (0, 1, 2)
PARAGRAPH, TITLE, OTHER, UNUSED = range(4)

WORDING = english().made(Wording)
Weights = dict[str, tuple[int, int]]


def fold(text: str) -> str:
    """White space folded, invisible signs out."""
    return " ".join(re.sub("[\u200b-\u200f\u00ad\ufeff\u2060]", "", unicodedata.normalize("NFC", text)).split())


def bare(text: str) -> str:
    """Letters and figures only, in small letters: how titles are compared."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", fold(text)).casefold()).strip()


class Page:
    """A page with its open lines, their features and what the gold says that they are."""

    def __init__(self, document: dict[str, Any]) -> None:
        text, gold = document["text"], document["gold"]
        self.publisher: str = document["publisher"]
        items, self.body, head, _ = look_over(text, find_blocks(text, WORDING.wrap), WORDING)
        self.gold = {bare(title) for title in gold["related_headlines"] or []}
        self.counted = gold["related_headlines"] is not None
        optional = gold.get("optional") or {}
        self.neutral = {bare(line) for lines in optional.values() for line in lines} - self.gold
        self.neutral.add(bare(gold["headline"] or ""))
        paragraphs = {fold(paragraph) for paragraph in gold["paragraphs"]}
        self.open = [i for i, item in enumerate(items) if is_open(item) and i != head.headline and i not in head.metas]
        self.keys = {i: bare(items[i].line) for i in self.open}
        self.classes = {i: self._class(items[i], self.keys[i], paragraphs) for i in self.open}
        lines = describe(items, self.body, head.headline, head.metas, SMALL_WORDS, WORDING.small, self.open)
        self.features = {
            i: [f"{name}={value}" for name, value in zip(FEATURES, line.values, strict=True)]
            + [f"mark={mark}" for mark in line.marks]
            for i, line in zip(self.open, lines, strict=True)
        }
        self.asked = [i for i in self.open if items[i].size >= FEWEST_WORDS and not self.body[0] <= i < self.body[1]]

    def _class(self, item: Item, key: str, paragraphs: set[str]) -> int:
        if fold(item.line) in paragraphs:
            return PARAGRAPH
        if key in self.gold:
            return TITLE
        return OTHER if self.counted and key not in self.neutral else UNUSED

    def score(self, chosen: set[int] | frozenset[int]) -> tuple[int, int, int]:
        """Hits, false and missed titles among the lines that the model is asked about."""
        found = {self.keys[i] for i in self.asked if i in chosen} - self.neutral
        gold = self.gold & {self.keys[i] for i in self.asked}
        return len(found & gold), len(found - gold), len(gold - found)


def train(pages: list[Page]) -> Weights:
    """Return the rounded weights of a model for these pages; `bias` is under the empty name."""
    counts = Counter(name for page in pages for name in {name for names in page.features.values() for name in names})
    column = {name: j for j, name in enumerate(sorted(name for name, count in counts.items() if count >= LEAST))}
    rows: list[int] = []
    columns: list[int] = []
    classes: list[int] = []
    for page in pages:
        for i in page.open:
            if page.classes[i] == UNUSED:
                continue
            known = [column[name] for name in page.features[i] if name in column]
            rows += [len(classes)] * len(known)
            columns += known
            classes.append(page.classes[i])
    matrix = scipy.sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(classes), len(column)))
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit(matrix, classes)
    against = (model.coef_ - model.coef_[PARAGRAPH]) * SCALE
    bias = (model.intercept_ - model.intercept_[PARAGRAPH]) * SCALE
    weights = {name: (round(against[TITLE][j]), round(against[OTHER][j])) for name, j in column.items()}
    return {"": (round(bias[TITLE]), round(bias[OTHER]))} | {name: pair for name, pair in weights.items() if any(pair)}


def choose(page: Page, weights: Weights) -> set[int]:
    """Return the lines of a page that the model takes for titles."""
    chosen = set()
    for i in page.asked:
        pairs = [weights[""], *(weights[name] for name in page.features[i] if name in weights)]
        title, other = (sum(pair[k] for pair in pairs) for k in (0, 1))
        if title > max(other, 0):
            chosen.add(i)
    return chosen


def folds(pages: list[Page], seed: int) -> dict[str, int]:
    """Part publishers into folds of about as many pages each."""
    counts = Counter(page.publisher for page in pages)
    publishers = sorted(counts)
    random.Random(seed).shuffle(publishers)
    load = [0] * FOLDS
    chosen = {}
    for publisher in sorted(publishers, key=lambda name: -counts[name]):
        chosen[publisher] = min(range(FOLDS), key=lambda k: load[k])
        load[chosen[publisher]] += counts[publisher]
    return chosen


def report(name: str, scores: list[tuple[int, int, int]]) -> None:
    """Print precision, recall and F1 over all pages."""
    hits, false, missed = (sum(score[k] for score in scores) for k in range(3))
    precision, recall = hits / max(hits + false, 1), hits / max(hits + missed, 1)
    print(f"{name:<28} P {precision:.3f}  R {recall:.3f}  F1 {2 * hits / max(2 * hits + false + missed, 1):.3f}")


def write(weights: Weights) -> None:
    """Write the table."""
    sections: dict[str, dict[str, tuple[int, int]]] = {name: {} for name in (*FEATURES, "mark")}
    for name, pair in sorted(weights.items()):
        if name:
            section, _, value = name.partition("=")
            sections[section][value] = pair
    out = [
        "# Weights of the title model: for each value of each feature, what it says for a title and for any other",
        "# line, against a paragraph. Made by training/layout/titles.py; not edited by hand.",
        f"small_words_counted = {json.dumps(sorted(SMALL_WORDS))}",
        f"bias = {list(weights[''])}",
    ]
    for section, pairs in sections.items():
        out += ["", f"[{section}]"]
        out += [f"{json.dumps(value, ensure_ascii=False)} = {list(pair)}" for value, pair in pairs.items()]
    TARGET.write_text("\n".join(out) + "\n", encoding="utf-8")


def main() -> None:
    """Cross-validate, and train on all pages if asked to."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    pages = [Page(json.loads(line)) for line in lines]
    counted = [page for page in pages if page.counted]
    for seed in SEEDS:
        fold_of = folds(pages, seed)
        scores = []
        for k in range(FOLDS):
            weights = train([page for page in pages if fold_of[page.publisher] != k])
            scores += [page.score(choose(page, weights)) for page in counted if fold_of[page.publisher] == k]
        report(f"model, unseen publishers {seed}", scores)
    weights = train(pages)
    report("model, pages trained on", [page.score(choose(page, weights)) for page in counted])
    if "--write" in sys.argv[2:]:
        write(weights)
        print(f"{len(weights)} weights written to {TARGET.name}")


if __name__ == "__main__":
    main()
