"""Train the line model and the headline model of the layout: `python training/layout/lines.py PAGES.jsonl … [--write]`.

Each file holds texts, one a line: `{"id", "text", "publisher", "labelled": [field, …], "gold": {"headline",
"paragraphs", "related_headlines", "optional": {"body", "related"}}}`. What the gold leaves open (`optional` lines, and
fields that are not labelled) is taken as a first model finds it, and a second one is trained. Texts that are no whole
pages, short ones made of the pages' paragraphs, and the pages among the tests' fixtures are trained on but not judged.
Prints what pages of publishers that were not trained on get (five folds by publisher), then with `--write` trains on
all and writes `src/newsrecord/languages/en/lines.json`.

The line model: a linear-chain conditional random field over `verdict.STATES`, trained by python-crfsuite (L-BFGS, L1
and L2), weights times 64, rounded. The headline model: a conditional logit (McFadden 1974) over the candidates of a
page, L2, the same scale, trained on the verdicts of line models that did not know the page. Needs numpy, scipy and
python-crfsuite. The same pages and versions give the same file.
"""

from __future__ import annotations

import argparse
import itertools
import json
import multiprocessing
import random
import re
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
import scipy.optimize
import scipy.sparse

from newsrecord.language import english
from newsrecord.layout import Wording
from newsrecord.layout.blocks import find_blocks
from newsrecord.layout.features import TEMPLATES, Sheet
from newsrecord.layout.head import find_stamped
from newsrecord.layout.headline import Candidate, HeadlineModel, find_candidates
from newsrecord.layout.roles import Evidence, Verdict, _is_byline, look_over, read_parts
from newsrecord.layout.shapes import Shape, look_at
from newsrecord.layout.verdict import NEXT, STATES, LineModel

TARGET = Path(__file__).parents[2] / "src" / "newsrecord" / "languages" / "en" / "lines.json"
FIXTURES = Path(__file__).parents[2] / "tests" / "layout" / "fixtures"
SETTINGS = {"c1": 1.0, "c2": 1.0, "max_iterations": 60, "feature.minfreq": 6, "feature.possible_transitions": True}
"""Of python-crfsuite: L1 and L2 penalties, L-BFGS iterations, lines that a feature must be seen on."""
HEADLINE_L2 = 8.0
LEAST = 4
"""Candidates that a feature of headlines must be seen on."""
INNER = 100
"""Words that stand on the most pages: those that count wherever they stand in a line."""
SCALE = 64
FOLDS = 5
BULLET = re.compile(r"^\s*(?:[-*•·▪●◦»›>–—]|\(?\d{1,2}[.)])\s+")
CUE = re.compile(
    r"^\W*(?:(?:read|also read|see|see also)\s*(?:more|also|next|now|this|on)?|related(?: (?:articles?|story|stories|"
    r"coverage|posts?|news|content|links?))?|recommended|more|more on this|must read|watch(?: now| more)?|up next|next|"
    r"previous(?: post| article)?|next (?:post|article)|don'?t miss|further reading)\s*[:|\-–—>»•·]+\s*",
    re.IGNORECASE,
)
WORDING = english().made(Wording)


def fold(text: str) -> str:
    """White space folded, invisible characters out."""
    return " ".join(re.sub("[\u200b-\u200f\u00ad\ufeff\u2060]", "", unicodedata.normalize("NFC", text)).split())


def bare(text: str) -> str:
    """Letters and digits only, in lowercase."""
    return re.sub(
        r"[\W_]+", " ", unicodedata.normalize("NFKC", fold(text)).casefold().replace("’", "").replace("'", "")
    )


def bare_title(text: str) -> str:
    """A title without bullet and cue, bare."""
    said = BULLET.sub("", fold(text))
    return bare(CUE.sub("", said)).strip() or bare(said).strip()


class Page:
    """A page with its features and what the gold says of its lines."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.text: str = document["text"]
        self.publisher: str = str(document.get("publisher") or document["id"])
        gold = document["gold"]
        items, self.is_page = look_at(self.text, find_blocks(self.text, WORDING.wrap), WORDING.lines)
        stamped = find_stamped(self.text, items, WORDING)
        bylines = {
            i for i, item in enumerate(items) if i not in stamped and _is_byline(self.text, item, WORDING.bylines)
        }
        self.evidence: Evidence = look_over(items, stamped, bylines, WORDING)
        self.sheet: Sheet = self.evidence.sheet
        labelled = document.get("labelled") or [name for name in gold if gold[name] is not None]
        self.has_titles = "related_headlines" in labelled
        self.headed = "headline" in labelled
        self.headline: str | None = gold.get("headline")
        optional = gold.get("optional") or {}
        paragraphs = {fold(paragraph) for paragraph in gold["paragraphs"]}
        titles = {bare_title(title) for title in gold["related_headlines"] or []} - {""}
        free = {fold(line) for line in optional.get("body") or []} - paragraphs
        free_titles = {bare_title(line) for line in optional.get("related") or []} - titles - {""}
        head = bare(self.headline or "").strip()
        self.gold: list[str] = []
        self.heads: list[int] = []
        for i, item in enumerate(self.evidence.items):
            said = [fold(self.text[at : item.block.end]) for at in (item.block.start, item.block.words_at)]
            title = bare_title(said[1])
            if head and bare(said[1]).strip() == head:
                self.heads.append(i)
            if not paragraphs.isdisjoint(said):
                self.gold.append("story")
            elif self.has_titles and title in titles:
                self.gold.append("title")
            elif title in free_titles or not self.has_titles:
                self.gold.append("perhaps-title")
            elif not free.isdisjoint(said):
                self.gold.append("perhaps")
            else:
                self.gold.append("other")
        self.features = [list(line) for line in features(self.sheet)]

    def states(self, found: list[str] | None = None) -> list[str]:
        """The states that the gold gives; where it leaves a line open, what a first model found, else its shape."""
        told = [i for i, gold in enumerate(self.gold) if gold == "story"]
        first, last = told[0], told[-1]
        head = max((i for i in self.heads if i < first), default=None)
        states = []
        for i, gold in enumerate(self.gold):
            inside = first <= i <= last
            where = "inside" if inside else "below" if i > last else "above" if head is None or i < head else "head"
            if i == head:
                states.append("headline")
            elif inside and (gold == "story" or (gold == "perhaps" and self._is_told(i, found))):
                states.append("story")
            elif gold == "title" or (gold == "perhaps-title" and self._is_titled(i, found)):
                states.append(f"{where}-title")
            else:
                states.append(where)
        return states

    def _is_told(self, i: int, found: list[str] | None) -> bool:
        if found is not None:
            return found[i] == "story"
        item = self.evidence.items[i]
        return item.shape in (Shape.PROSE, Shape.SHORT, Shape.LEAD) or item.block.bulleted or item.size > 12

    def _is_titled(self, i: int, found: list[str] | None) -> bool:
        if found is not None:
            return found[i].endswith("-title")
        item = self.evidence.items[i]
        return item.shape is Shape.TITLE and item.word_role is None


def fixtures(folder: Path) -> list[dict[str, Any]]:
    """The texts of `tests/layout/fixtures`, written for kinds of pages; those of hard-wrapped lines aside."""
    documents = []
    for path in sorted(folder.glob("*.txt")):
        rows = [row.partition("| ") for row in path.read_text("utf-8").splitlines() if not row.startswith("@ ")]
        roles = [role.strip() for role, _, _ in rows]
        if path.name == "README.txt" or "^" in roles:
            continue
        lines = {name: [text for (_, _, text), role in zip(rows, roles, strict=True) if role == name] for name in roles}
        told = {
            "headline": next(iter(lines.get("headline", [])), None),
            "paragraphs": lines.get("body", []),
            "related_headlines": lines.get("related", []),
        }
        text = "\n".join(text for _, _, text in rows)
        documents.append({"id": path.stem, "publisher": "fixtures", "text": text, "gold": told, "labelled": list(told)})
    return documents


def features(sheet: Sheet) -> list[list[str]]:
    """The features of each line as strings: the template's number and the values, or the bag and the word."""
    lines: list[list[str]] = [[] for _ in sheet.bags]
    for number, template in enumerate(TEMPLATES):
        for line, values in zip(lines, zip(*(sheet.columns[name] for name in template), strict=True), strict=True):
            line.append(f"{number}\t{'|'.join(values)}")
    for line, bag in zip(lines, sheet.bags, strict=True):
        line += [f"{kind}\t{word}" for kind, word in bag if kind != "inner" or word in INNER_WORDS]
    return lines


INNER_WORDS: set[str] = set()


def short_texts(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Texts without a page around them, of the same publisher: some paragraphs alone, and below the headline."""
    gold = document["gold"]
    pick = random.Random(str(document["id"]))
    texts = []
    for headed in (False, True):
        paragraphs = gold["paragraphs"][: pick.randint(1, max(len(gold["paragraphs"]), 1))]
        headline = gold.get("headline") if headed else None
        if not paragraphs or (headed and headline is None):
            continue
        text = pick.choice(("\n", "\n\n")).join([headline, *paragraphs] if headline else paragraphs)
        told = {"headline": headline, "paragraphs": paragraphs, "related_headlines": []}
        texts.append({**document, "text": text, "gold": told, "labelled": list(told)})
    return texts


# --- the line model --------------------------------------------------------------------------------------------------


class Lines:
    """Weights of a trained model, whole numbers."""

    def __init__(self, pages: list[Page], labels: list[list[str]]) -> None:
        trainer = pycrfsuite.Trainer(verbose=False)
        trainer.set_params(SETTINGS)
        for page, states in zip(pages, labels, strict=True):
            trainer.append(page.features, states)
        with tempfile.TemporaryDirectory() as folder:
            trainer.train(f"{folder}/model")
            tagger = pycrfsuite.Tagger()
            tagger.open(f"{folder}/model")
            info = tagger.info()
        self.moves = {one: dict.fromkeys(after, 0) for one, after in NEXT.items()}
        for (one, two), weight in info.transitions.items():
            if two in self.moves[one]:
                self.moves[one][two] = round(SCALE * weight)
        self.weights: dict[str, list[int]] = {}
        for (feature, state), weight in info.state_features.items():
            if round(SCALE * weight):
                self.weights.setdefault(feature, [0] * len(STATES))[STATES.index(state)] += round(SCALE * weight)

    def data(self) -> dict[str, Any]:
        """The weights as the file has them."""
        weights: dict[str, dict[str, list[int]]] = {", ".join(template): {} for template in TEMPLATES}
        bags: dict[str, dict[str, list[int]]] = {}
        for feature, row in sorted(self.weights.items()):
            kind, value = feature.split("\t", 1)
            if kind.isdigit():
                weights[", ".join(TEMPLATES[int(kind)])][value] = row
            else:
                bags.setdefault(kind, {})[value] = row
        return {"states": list(STATES), "weights": weights, "bags": bags, "moves": self.moves}


def train_lines(pages: list[Page]) -> Lines:
    """Train twice: the second time, what the gold leaves open is as the first model found it."""
    sure = [page for page in pages if page.has_titles]
    model = Lines(sure, [page.states() for page in sure])
    first = shipped(model.data())
    return Lines(pages, [page.states(first.states(page.sheet)) for page in pages])


def shipped(data: dict[str, Any]) -> LineModel:
    """The library's model of some weights."""
    model = LineModel.__new__(LineModel)
    model._load(data, with_words=True)
    return model


# --- the headline model ----------------------------------------------------------------------------------------------


def candidates(page: Page, states: list[str]) -> list[Candidate]:
    """The candidates of a page, each with its features."""
    return find_candidates(page.evidence.items, page.sheet, states, WORDING.bylines)


def train_headlines(pages: list[Page], verdicts: list[list[str]]) -> dict[str, Any]:
    """Train on pages whose headline is known; `none` is a candidate of its own."""
    asked: list[tuple[list[Candidate], list[int]]] = []
    for page, states in zip(pages, verdicts, strict=True):
        found = candidates(page, states)
        right = [at for at, candidate in enumerate(found) if candidate.line in page.heads]
        if page.headed and (right or page.headline is None):
            asked.append((found, right))
    counts = Counter(feature for found, _ in asked for candidate in found for feature in candidate.features)
    vocabulary = {name: i for i, name in enumerate(sorted(name for name, n in counts.items() if n >= LEAST))}
    none = len(vocabulary)
    rows, columns, starts, good, row = [], [], [], [], 0
    for found, right in asked:
        starts.append(row)
        for candidate in found:
            known = [vocabulary[name] for name in candidate.features if name in vocabulary]
            rows += [row] * len(known)
            columns += known
            row += 1
        rows.append(row)
        columns.append(none)
        good += [starts[-1] + at for at in right] or [row]
        row += 1
    matrix = scipy.sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(row, none + 1))
    page_of = np.repeat(np.arange(len(starts)), np.diff([*starts, row]))
    is_good = np.zeros(row)
    is_good[good] = 1

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[page_of])
        chance = raised / np.add.reduceat(raised, starts)[page_of]
        right = np.maximum(np.add.reduceat(chance * is_good, starts), 1e-12)
        pull = chance * is_good / right[page_of] - chance
        value = -(np.log(right).sum() - 0.5 * HEADLINE_L2 * (weights**2).sum())
        return value, -(matrix.T @ pull - HEADLINE_L2 * weights)

    best = scipy.optimize.minimize(loss, np.zeros(none + 1), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    whole = np.rint(SCALE * best).astype(int).tolist()
    return {"none": whole[none], "weights": {name: whole[i] for name, i in vocabulary.items() if whole[i]}}


def choose(page: Page, states: list[str], model: dict[str, Any]) -> int | None:
    """The headline by these weights."""
    chooser = HeadlineModel.__new__(HeadlineModel)
    chooser._bias, chooser._weights = model["none"], model["weights"]
    return chooser.choose(candidates(page, states))


# --- how good --------------------------------------------------------------------------------------------------------


def figures(
    pages: list[Page], verdicts: dict[int, list[str]], heads: dict[int, int | None]
) -> dict[str, tuple[float, ...]]:
    """Precision, recall and F1 of `story` lines and `titles`; of the `headline` the share of right ones and number."""
    story, title = Counter[str](), Counter[str]()
    right = asked = 0
    for i, page in enumerate(pages):
        for gold, state in zip(page.gold, verdicts[i], strict=True):
            for kind, counts in (("story", story), ("title", title)):
                if gold.startswith("perhaps"):
                    continue
                told = state == "story" if kind == "story" else state.endswith("-title")
                counts["tp"] += told and gold == kind
                counts["fp"] += told and gold != kind
                counts["fn"] += not told and gold == kind
        if page.headed and page.headline is not None:
            asked += 1
            right += heads[i] in page.heads
    found: dict[str, tuple[float, ...]] = {"headline": (right / max(asked, 1), asked)}
    for name, counts in (("story", story), ("titles", title)):
        precision = counts["tp"] / max(counts["tp"] + counts["fp"], 1)
        recall = counts["tp"] / max(counts["tp"] + counts["fn"], 1)
        found[name] = (precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))
    return found


def shown(told: dict[str, tuple[float, ...]]) -> str:
    """Figures as a line."""
    parts = ["{} P {:.3f} R {:.3f} F1 {:.3f}".format(name, *told[name]) for name in ("story", "titles")]
    return "{}, headline {:.3f} of {:.0f}".format(", ".join(parts), *told["headline"])


class Folds:
    """Line models of which each saw no page of one or two folds of publishers.

    The headline model reads what a line model says; it must be trained on what such a model says of pages that it has
    not seen, or it would believe all of it. So for the pages of each two folds there is a model that knows neither.

    Args:
        pages: what is judged and trained on.
        extra: what is trained on beside the pages, of the same publishers.
        most: pages to train a model on.
        seed: of the parting into folds.
    """

    def __init__(self, pages: list[Page], extra: list[Page], most: int | None = None, seed: int = 0) -> None:
        publishers = sorted({page.publisher for page in pages})
        random.Random(seed).shuffle(publishers)
        self.pages, self.extra, self.most, self.seed = pages, extra, most, seed
        self.fold_of = {publisher: i % FOLDS for i, publisher in enumerate(publishers)}
        pairs = itertools.combinations_with_replacement(range(FOLDS), 2)
        with multiprocessing.get_context("fork").Pool() as pool:
            self.models = {pair: shipped(data) for pair, data in pool.map(self._train, pairs, chunksize=1)}

    def without(self, *folds: int | None) -> list[Page]:
        """The pages to train on that leave folds out."""
        train = [page for page in self.pages if self.fold_of[page.publisher] not in folds]
        if self.most is not None:
            random.Random(self.seed).shuffle(train)
            train = train[: self.most]
        return train

    def _train(self, pair: tuple[int, int]) -> tuple[tuple[int, int], dict[str, Any]]:
        train = self.without(*pair)
        publishers = {page.publisher for page in train} | {"fixtures"}
        return pair, train_lines(train + [page for page in self.extra if page.publisher in publishers]).data()

    def states(self, page: Page, fold: int | None = None) -> list[str]:
        """The verdict on a page by a model that knows neither its publisher nor a fold."""
        own = self.fold_of[page.publisher]
        one, two = sorted((own, own if fold is None else fold))
        return self.models[one, two].states(page.sheet)

    def headlines(self, fold: int | None = None) -> dict[str, Any]:
        """Weights of headlines, trained on all pages or those outside a fold."""
        pages = self.without(fold)
        return train_headlines(pages, [self.states(page, fold) for page in pages])

    def verdicts(self) -> tuple[dict[int, list[str]], dict[int, int | None]]:
        """For each page, the states and the headline by models that saw no page of its publisher."""
        states = {i: self.states(page) for i, page in enumerate(self.pages)}
        heads: dict[int, int | None] = {}
        for fold in range(FOLDS):
            headlines = self.headlines(fold)
            for i, page in enumerate(self.pages):
                if self.fold_of[page.publisher] == fold:
                    heads[i] = choose(page, states[i], headlines)
        return states, heads


def load(paths: list[Path]) -> tuple[list[Page], list[dict[str, Any]], list[Page]]:
    """The pages to judge, their documents, and what is trained on beside them."""
    documents = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    pages = [Page(document) for document in documents]
    extra = [Page(text) for document in documents for text in short_texts(document)]
    written = [Page(document) for document in fixtures(FIXTURES)] * 3
    counts = Counter(
        word for page in pages for word in {w for bag in page.sheet.bags for kind, w in bag if kind == "inner"}
    )
    INNER_WORDS.update(word for word, _ in counts.most_common(INNER))
    for page in (*pages, *extra, *written):
        page.features = features(page.sheet)
    extra = [page for page in (*pages, *extra) if "story" in page.gold and not page.is_page]
    extra += [page for page in written if "story" in page.gold and page.is_page]
    usable = [i for i, page in enumerate(pages) if page.is_page and "story" in page.gold]
    pages, documents = [pages[i] for i in usable], [documents[i] for i in usable]
    return pages, documents, extra


def main() -> None:
    """Read the pages, print the figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--predictions", type=Path, help="write the verdicts out of fold, for a scorer")
    options = parser.parse_args()
    pages, documents, extra = load(options.pages)
    print(f"{len(pages)} pages of {len({page.publisher for page in pages})} publishers")
    folds = Folds(pages, extra)
    verdicts, heads = folds.verdicts()
    print("out of fold:", shown(figures(pages, verdicts, heads)))
    if options.predictions:
        with options.predictions.open("w", encoding="utf-8") as out:
            for i, (page, document) in enumerate(zip(pages, documents, strict=True)):
                out.write(json.dumps(predicted(page, document, verdicts[i], heads[i])) + "\n")
    if options.write:
        model = train_lines(pages + extra)
        data = model.data()
        data["headline"] = folds.headlines()
        TARGET.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"{len(model.weights)} features written to {TARGET.name}")


def predicted(page: Page, document: dict[str, Any], states: list[str], head: int | None) -> dict[str, Any]:
    """What the library reads of a page by a verdict."""
    parts, found = read_parts(page.text, page.evidence, Verdict(states, head), WORDING)

    def said(role: str) -> list[dict[str, str]]:
        return [{"text": page.text[start:end]} for name, start, end in parts if name == role]

    return {
        "id": document["id"],
        "headline": next(iter(said("headline")), None),
        "authors": [{"name": author.name} for author in found.authors],
        "published": {"value": found.published.value} if found.published else None,
        "body": said("body"),
        "related_headlines": said("related"),
    }


if __name__ == "__main__":
    main()
