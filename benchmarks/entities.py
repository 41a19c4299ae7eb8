"""Names alone: speed, the cost of loading, of hostile texts, accuracy: `python benchmarks/entities.py [FILE …]`.

A FILE that ends in `.jsonl` is gold, one document a line: `{"id", "text", "types", "entities": [{"start", "end",
"type"}, …]}`, offsets in code points; `types` are those that the source annotates, others are not counted. Accuracy is
exact: the same span and type, micro-averaged, for the text as it is, in title case and in capitals. Any other FILE is
news text to measure speed on; without one it is the shipped article.

spaCy's pipelines are measured beside it where they are installed; `--spacy NAME …` takes others, by name or folder. Of
them only what finds names runs. Their types are brought to ours, and articles and possessives, which OntoNotes keeps in
a name and we do not, are taken off.

For one core, set `OPENBLAS_NUM_THREADS=1` (or what the installed NumPy's library of matrix products asks for).
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import platform
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsrecord.entities import NewsRecognizer
from newsrecord.text import Document, Section, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ARTICLE = Path(__file__).parents[1] / "examples" / "cuba-peru-ambassador.txt"
PIPELINES = ("en_core_web_sm", "en_core_web_md")
TYPES = {
    "PERSON": "PERSON",
    "ORG": "ORGANIZATION",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "FACILITY",
    "NORP": "NORP",
    "PRODUCT": "PRODUCT",
    "MONEY": "MONEY",
    "EVENT": "MISC",
    "WORK_OF_ART": "MISC",
    "LAW": "MISC",
    "LANGUAGE": "MISC",
}
"""OntoNotes' types that name things, as ours."""
HOSTILE = {"word word …": "word ", "Word Word …": "Word ", "w1 w2 w3 …": None, ". . . .": ". ", "one a line": "Word\n"}
WORDS = 50_000
"""Words of a hostile text, and of the news text that it is compared with."""
ROUNDS = 5

Tool = tuple[str, Callable[[str], Any]]

LOADING = """
import resource, sys, time
import newsrecord.entities
from newsrecord.text import Document, Section
before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
newsrecord.entities.NewsRecognizer().recognize(Document("Hello", [Section(0, 5, "body")]))
print(time.perf_counter() - begun, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def document(text: str) -> Document:
    """Every line that is not blank is a section."""
    return Document(text, [Section(line.start, line.end, "body") for line in lines(text) if line.end > line.start])


def spans(text: str) -> list[tuple[int, int, str]]:
    """What the library finds, tokenising included."""
    return [(one.start, one.end, one.type) for one in NewsRecognizer().recognize(document(text))]


def seconds(read: Callable[[str], Any], texts: list[str]) -> float:
    """The best of some rounds over all texts."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for text in texts:
            read(text)
        best = min(best, time.perf_counter() - begun)
    return best


def spacy_spans(pipeline: Any, text: str) -> list[tuple[int, int, str]]:
    """What a spaCy pipeline finds, in our types and without the words that OntoNotes counts to a name."""
    found = []
    for entity in pipeline(text).ents:
        start, name = entity.start_char, entity.text
        if name[:4].lower() == "the ":
            start, name = start + 4, name[4:]
        name = name.removesuffix("'s").removesuffix("’s")
        if name and entity.label_ in TYPES:
            found.append((start, start + len(name), TYPES[entity.label_]))
    return found


def tools(pipelines: Iterable[str]) -> Iterator[Tool]:
    """Each tool that is installed."""
    yield "newsrecord.entities", spans
    for name in pipelines:
        try:
            import spacy

            pipeline = spacy.load(name, exclude=["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])
        except (ImportError, OSError):
            print(f"{name}: not installed")
            continue
        yield f"spaCy {pipeline.meta['name']} {pipeline.meta['version']}", functools.partial(spacy_spans, pipeline)


def speed(texts: list[str], compared: list[Tool]) -> None:
    """Words a second, cold and warm."""
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} texts, {words} words")
    for name, read in compared:
        read("Hello")  # whatever is loaded on first use is measured by itself
        begun = time.perf_counter()
        for text in texts:
            read(text)
        first = time.perf_counter() - begun
        best = seconds(read, texts)
        print(f"{name:26} {words / best:9,.0f} words a second; {words / first:,.0f} in the first round")


def loading() -> None:
    """Time and memory of the first use, in a fresh interpreter."""
    rows = []
    for _ in range(ROUNDS):
        done = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True)
        rows.append(tuple(map(float, done.stdout.split())))
    print(f"first use: {min(r[0] for r in rows):.3f} s, {min(r[1] for r in rows):.0f} MB")


def hostile() -> None:
    """Time a character of hostile texts, as ratios to news."""
    news = ARTICLE.read_text(encoding="utf-8")
    news *= WORDS // len(news.split()) + 1
    rate = seconds(spans, [news]) / len(news)
    for name, unit in HOSTILE.items():
        text = unit * WORDS if unit else " ".join(f"w{i}" for i in range(WORDS))
        half = seconds(spans, [text[: len(text) // 2]]) / (len(text) // 2) / rate
        whole = seconds(spans, [text]) / len(text) / rate
        print(f"{name:16} {whole:6.2f} times news a character; half of it {half:.2f}")


def cased(text: str, how: str) -> str:
    """The text in another case, character by character, so that offsets stay."""
    if how == "upper":
        return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
    if how == "title":
        small = {"a", "an", "and", "as", "at", "but", "by", "for", "in", "of", "on", "or", "the", "to", "with"}
        chars = list(text)
        tokens = document(text).tokens
        for word, start in zip(tokens.words, tokens.starts, strict=True):
            if word not in small and word[0].isalpha() and len(word[0].upper()) == 1:
                chars[start] = word[0].upper()
        return "".join(chars)
    return text


WAYS = ("as is", "title", "upper")
"""How a text may be written."""


def scores(path: Path, read: Callable[[str], Any], how: str) -> tuple[float, dict[str, float]]:
    """Exact F1 over all and by type of the texts written in one way, in percent."""
    hits: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            doc = json.loads(line)
            merge = doc.get("merge") or {}
            kept = set(doc["types"])
            wanted = {(e["start"], e["end"], e["type"]) for e in doc["entities"]}
            got = {(start, end, merge.get(kind, kind)) for start, end, kind in read(cased(doc["text"], how))}
            got = {item for item in got if item[2] in kept}
            for counter, items in ((hits, wanted & got), (gold, wanted), (found, got)):
                counter.update(kind for *_, kind in items)
    by_type = {kind: f1(hits[kind], gold[kind], found[kind]) for kind in sorted(gold)}
    return f1(hits.total(), gold.total(), found.total()), by_type


def accuracy(path: Path, compared: list[Tool]) -> None:
    """Exact F1, by type and over all, in three ways of writing."""
    for name, read in compared:
        for how in WAYS:
            over_all, by_type = scores(path, read, how)
            shown = " ".join(f"{kind} {value:.1f}" for kind, value in by_type.items())
            print(f"{path.stem} {how}, {name}: F1 {over_all:.1f} | {shown}")


def f1(hits: int, gold: int, found: int) -> float:
    """Harmonic mean of precision and recall, in percent."""
    return 200 * hits / max(1, gold + found)


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--spacy", nargs="*", default=PIPELINES, metavar="NAME")
    options = parser.parse_args()
    gold = [path for path in options.files if path.suffix == ".jsonl"]
    texts = [path.read_text(encoding="utf-8") for path in options.files if path.suffix != ".jsonl"]
    for path in gold:
        with path.open(encoding="utf-8") as stream:
            texts += [json.loads(line)["text"] for line in stream]
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "not set")
    print(f"Python {platform.python_version()}, OPENBLAS_NUM_THREADS {threads}, model {NewsRecognizer().model}")
    loading()
    compared = list(tools(options.spacy))
    speed(texts or [ARTICLE.read_text(encoding="utf-8")], compared)
    hostile()
    for path in gold:
        accuracy(path, compared)


if __name__ == "__main__":
    main()
