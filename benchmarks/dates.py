"""Dates alone: speed beside the peers, the cost of hostile texts, accuracy: `python benchmarks/dates.py [FILE …]`.

A FILE that ends in `.jsonl` is gold, one document a line: `{"id", "text", "reference_date", "dates": [{"start", "end",
"type", "value"}, …]}`, offsets in code points. Any other FILE is news text to measure speed on; without one it is the
shipped article. Peers that are not installed are left out: `pip install dateparser datefinder`; for chrono-node
`npm install chrono-node` and `NODE_PATH=…/node_modules`.
"""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newsrecord.dates import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Spans = dict[tuple[int, int], dict[str, Any]]

ARTICLE = Path(__file__).parents[1] / "examples" / "cuba-peru-ambassador.txt"
REFERENCE = "2025-10-31"
HOSTILE = {"1 1 1 1 …": "1 ", "May May May …": "May ", "11111…": "1", "word word …": "word ", "wwwww…": "w"}
SIZE = 1_000_000
"""Code points of a hostile text, and of the news text that it is compared with."""
BUDGET = 5.0
"""Seconds that a tool reads for; it finishes the article that it is in."""

CHRONO = """
const chrono = require('chrono-node');
const [texts, budget] = JSON.parse(require('fs').readFileSync(0, 'utf8'));
chrono.parse(texts[0]);
let done = 0, found = 0;
const begun = process.hrtime.bigint();
const passed = () => Number(process.hrtime.bigint() - begun) / 1e9;
while (!done || passed() < budget) found += chrono.parse(texts[done++ % texts.length]).length;
console.log(JSON.stringify([done, passed(), found]));
"""


# --- speed ------------------------------------------------------------------------------------------------------------


def measured(read: Callable[[str], Any], texts: list[str]) -> tuple[int, float, int]:
    """Read the texts round and round for `BUDGET` seconds: how many were read, in what time, and what was found."""
    read(texts[0])
    done = found = 0
    begun = time.perf_counter()
    while not done or time.perf_counter() - begun < BUDGET:
        found += len(read(texts[done % len(texts)]))
        done += 1
    return done, time.perf_counter() - begun, found


def tools() -> Iterator[tuple[str, Callable[[list[str]], tuple[int, float, int]] | None]]:
    """Yield each tool with what measures it, None where it is not installed."""
    yield "newsrecord.dates", lambda texts: measured(lambda text: find(text, reference_date=REFERENCE), texts)
    try:
        search = importlib.import_module("dateparser.search").search_dates
        yield "dateparser.search", lambda texts: measured(lambda text: search(text, languages=["en"]) or [], texts)
    except ImportError:
        yield "dateparser.search", None
    try:
        finder = importlib.import_module("datefinder").find_dates
        yield "datefinder", lambda texts: measured(lambda text: list(finder(text)), texts)
    except ImportError:
        yield "datefinder", None
    node = shutil.which("node")
    there = node and subprocess.run([node, "-e", "require('chrono-node')"], capture_output=True, check=False)
    yield "chrono-node", (lambda texts: chrono(str(node), texts)) if there and not there.returncode else None


def chrono(node: str, texts: list[str]) -> tuple[int, float, int]:
    """The same in Node, by its own clock."""
    ran = subprocess.run(
        [node, "-e", CHRONO], input=json.dumps([texts, BUDGET]), capture_output=True, text=True, check=True
    )
    done, seconds, found = json.loads(ran.stdout)
    return done, seconds, found


def compare(texts: list[str]) -> None:
    """Print the speed of each tool on the same texts, one article a call, after one call to warm up."""
    size = sum(map(len, texts))
    print(f"speed on {len(texts)} texts of news ({size} characters), one text a call")
    ours = 0.0
    absent = []
    for name, run in tools():
        if run is None:
            absent.append(name)
            continue
        done, seconds, found = run(texts)
        rounds, rest = divmod(done, len(texts))
        read = rounds * size + sum(len(text) for text in texts[:rest])
        speed = read / seconds
        ours = ours or speed
        print(
            f"  {name:<18} {speed / 1000:9.1f} thousand characters a second   newsrecord: {ours / speed:6.2f} x as fast"
            f"   {1e4 * found / read:5.1f} dates in 10,000 characters"
        )
    if absent:
        print(f"  not installed: {', '.join(absent)}")


def hostile(texts: list[str]) -> None:
    """Print what a character of a hostile text costs, as a ratio to a character of news in a text of the same size."""
    article = "\n\n".join(texts) + "\n\n"
    news = (article * (SIZE // len(article) + 1))[:SIZE]
    each = once(news)
    print(f"cost of a character in a text of {SIZE:,} characters; news: {SIZE / each / 1000:.0f} thousand a second")
    for name, unit in HOSTILE.items():
        text = (unit * (SIZE // len(unit) + 1))[:SIZE]
        half, whole = once(text[: SIZE // 2]), once(text)
        print(f"  {name:<18} {whole / each:9.2f} x that of news; twice the text, {whole / half:.2f} x the time")


def once(text: str) -> float:
    """Seconds to read a text."""
    begun = time.perf_counter()
    find(text, reference_date=REFERENCE)
    return time.perf_counter() - begun


# --- accuracy ---------------------------------------------------------------------------------------------------------


def pairs(gold: Spans, found: Spans) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield pairs of spans that overlap, one to one: those that are equal first, then the others in text order."""
    equal = gold.keys() & found.keys()
    yield from ((span, span) for span in equal)
    one, two = sorted(gold.keys() - equal), sorted(found.keys() - equal)
    i = j = 0
    while i < len(one) and j < len(two):
        if one[i][1] <= two[j][0]:
            i += 1
        elif two[j][1] <= one[i][0]:
            j += 1
        else:
            yield one[i], two[j]
            i, j = i + 1, j + 1


def f1(hits: float, found: int, gold: int) -> float:
    """The harmonic mean of precision and recall, in percent: 2 h / (f + g)."""
    return 200 * hits / (found + gold) if found + gold else 100.0


class Score(NamedTuple):
    """How well dates were read, in percent."""

    strict: float
    relaxed: float
    value: float
    gold: int
    """Expressions that there are."""
    found: int
    speed: float
    """Code points a second."""


def scores(path: Path) -> Score:
    """Strict, relaxed and value F1 of task A of TempEval-3 (UzZaman et al., 2013), over all documents.

    Strict pairs have the same span, relaxed ones share a character; value F1 is relaxed F1 times the share of relaxed
    pairs whose value is the same string. What is found in stretches that a document lists as `unannotated` is left out.
    """
    strict = relaxed = right = golden = given = size = 0
    seconds = 0.0
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        document = json.loads(line)
        begun = time.perf_counter()
        dates = find(document["text"], reference_date=document.get("reference_date"))
        seconds += time.perf_counter() - begun
        blind = document.get("unannotated") or []
        found: Spans = {
            (date.start, date.end): {"value": date.value}
            for date in dates
            if not any(date.start < end and start < date.end for start, end in blind)
        }
        gold: Spans = {(date["start"], date["end"]): date for date in document["dates"]}
        matched = list(pairs(gold, found))
        strict += sum(one == two for one, two in matched)
        relaxed += len(matched)
        right += sum(gold[one]["value"] == found[two]["value"] for one, two in matched)
        golden, given, size = golden + len(gold), given + len(found), size + len(document["text"])
    same = right / relaxed if relaxed else 0.0
    loose = f1(relaxed, given, golden)
    speed = size / seconds if seconds else 0.0
    return Score(f1(strict, given, golden), loose, loose * same, golden, given, speed)


def accuracy(path: Path) -> None:
    """Print the scores of a file."""
    score = scores(path)
    print(
        f"{path.name}: {score.gold} expressions, {score.found} found; F1 strict {score.strict:.1f}  relaxed "
        f"{score.relaxed:.1f}  value {score.value:.1f}; {score.speed / 1000:.0f} thousand characters a second"
    )


def main() -> None:
    """Measure and print."""
    warnings.simplefilter("ignore")  # of the peers
    paths = [Path(name) for name in sys.argv[1:]]
    news = [path for path in paths if path.suffix != ".jsonl"] or [ARTICLE]
    texts = [path.read_text(encoding="utf-8") for path in news]
    compare(texts)
    hostile(texts)
    for path in paths:
        if path.suffix == ".jsonl":
            accuracy(path)


if __name__ == "__main__":
    main()
