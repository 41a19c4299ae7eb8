"""How fast newsrecord and its peers read, what they cost to start, and what many processes gain.

Time is that of the CPU (`process_time`), the least of several rounds, but for `together`, which is the clock's.
"""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import archive
import neighbours
import newsrecord
import rooms
from peers import REFERENCE, SPARED, called, chains, date_tools, name_tools, pipeline_folder
from tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ARTICLE = Path(__file__).parents[1] / "examples" / "cuba-peru-ambassador.txt"
ROUNDS = 5
BUDGET = 3.0
"""Seconds of CPU that a tool reads for in a round, at most; it finishes the article that it is in."""
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
"""Characters of the texts that growth is measured on."""
ARCHIVE = 5_000
"""Articles of the archive that processes share out."""
WORKERS = (1, 2, 4)
FLOOR = re.compile(r"\w+|[^\w\s]")
"""What the plainest cutting into tokens is."""

FRESH = """
import resource, sys, time
begun = time.process_time()
{load}
loaded = time.process_time()
text = open({text!r}, encoding="utf-8").read()
{read}
read = time.process_time()
try:
    status = open("/proc/self/status").read()  # as what `getrusage` says counts what the process was before it began
    memory = int(status.partition("VmHWM:")[2].split()[0])
except OSError:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(loaded - begun, read - loaded, memory * 1024 / 1e6)
"""
"""Seconds to load and for the first article, and megabytes of memory, of a process of its own."""


def spent(read: Callable[[str], Any], texts: list[str]) -> tuple[float, int]:
    """Seconds of CPU a word, in the best of some rounds, and how many texts it was measured on."""
    read(texts[0])
    best, count = float("inf"), 0
    for _ in range(ROUNDS):
        words, count, begun = 0, 0, time.process_time()
        for count, text in enumerate(texts, 1):  # noqa: B007
            read(text)
            words += len(text.split())
            if time.process_time() - begun > BUDGET:
                break
        best = min(best, (time.process_time() - begun) / max(1, words))
    return best, count


def readers(texts: list[str], pipelines: Iterable[str]) -> str:
    """Words a second of the whole, of its readers, of the formats, and of the peers."""
    words = sum(len(text.split()) for text in texts)
    mean = words / len(texts)

    def row(kind: str, tool: str, seconds: float) -> tuple[str, str, str, str]:
        return kind, tool, f"{1 / seconds:,.0f}", f"{1000 * seconds * mean:.2f}"

    def read(tools: Iterable[tuple[str, Callable[[str], Any]]], kind: str) -> list[tuple[str, str, str, str]]:
        return [row(kind, tool, spent(work, texts)[0]) for tool, work in tools]

    whole, parts = rooms.measured(texts, ROUNDS)
    parts["names"] = parts.pop("recognizer") + parts.pop("gatherer")
    rows = [row("all of the record", "newsrecord, `parse`", whole / words)]
    rows += [row("", f"of which {name}", parts[name] / words) for name in ("layout", "names", "dates", "quotations")]
    rows += read(chains(pipelines), "a chain")
    rows += read(name_tools(pipelines), "names alone")
    rows += read(date_tools(), "dates alone")
    records = [newsrecord.parse(text, reference_date=REFERENCE) for text in texts]
    named = dict(zip(texts, records, strict=True))
    written = {text: newsrecord.dumps(record) for text, record in named.items()}
    rows += read([("newsrecord, `dumps`", lambda text: newsrecord.dumps(named[text]))], "JSON out")
    rows += read([("newsrecord, `loads`, checked", lambda text: newsrecord.loads(written[text]))], "JSON in")
    rows += read([("one `re.findall` of words and marks", FLOOR.findall)], "the floor")
    return table(("", "tool", "words a second", "ms an article"), rows)


def fresh(load: str, read: str) -> tuple[float, float, float]:
    """Seconds to load and for the first article, and megabytes of memory, of the best of some processes."""
    code = FRESH.format(load=load, read=read, text=str(ARTICLE))
    rows = []
    for _ in range(ROUNDS):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        rows.append(tuple(map(float, done.stdout.split())))
    return min(row[0] for row in rows), min(row[1] for row in rows), min(row[2] for row in rows)


def first_use(pipelines: Iterable[str]) -> str:
    """What a process costs before it has read anything."""
    rows = []
    kinds = [("newsrecord, all of it", "import newsrecord", "newsrecord.parse(text)")]
    for name in pipelines:
        if pipeline_folder(name) is not None:
            load = f"import spacy; read = spacy.load({name!r}, exclude={SPARED!r})"
            kinds.append((f"{called(name)}, names alone", load, "read(text)"))
    for title, load, read in kinds:
        loaded, first, memory = fresh(load, read)
        rows.append((title, f"{1000 * loaded:.0f}", f"{1000 * first:.0f}", f"{memory:.0f}"))
    return table(("", "to load, ms", "the first article, ms", "memory, MB"), rows)


def growth(texts: list[str]) -> str:
    """Time a character of texts of a thousand characters to ten million, of the same paragraphs."""
    paragraphs = [line for text in texts for line in text.split("\n") if line.strip()]
    costs = []
    for size in SIZES:
        pieces = cut(paragraphs, size)
        begun = time.process_time()
        for piece in pieces:
            newsrecord.parse(piece, reference_date=REFERENCE)
        costs.append((time.process_time() - begun) / sum(map(len, pieces)))
    middle = sorted(costs)[len(costs) // 2]
    rows = [(f"{size:,}", f"{1e6 * cost:.2f}", f"{cost / middle:.2f}") for size, cost in zip(SIZES, costs, strict=True)]
    return table(("characters of a text", "µs a character", "beside the median"), rows)


SAMPLE = 1_000_000
"""Characters, at least, that each size is measured on."""


def cut(paragraphs: list[str], size: int) -> list[str]:
    """Texts of about `size` characters, a sample in all, of paragraphs in turn."""
    made: list[str] = []
    lines = itertools.cycle(paragraphs)
    while len(made) * size < min(SAMPLE, 1000 * size):
        text: list[str] = []
        length = 0
        while length < size:
            text.append(next(lines))
            length += len(text[-1]) + 2
        made.append("\n\n".join(text))
    return made


def together() -> str:
    """Articles a second of one process and of several, and the memory that they take."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = archive.made(folder / "in.jsonl", ARCHIVE)
        one = None
        for count in WORKERS:
            seconds, largest, all_of_them = archive.watched(source, "-o", folder / f"{count}.jsonl", "--workers", count)
            one = one or seconds
            rows.append(
                (count, f"{ARCHIVE / seconds:,.0f}", f"{one / seconds:.2f}", f"{largest:.0f}", f"{all_of_them:.0f}")
            )
    return table(("processes", "articles a second", "times one", "the largest, MB", "all of them, MB"), rows)


def busy() -> str:
    """What neighbours do to the cost of an article."""
    alone, among = neighbours.pair(ROUNDS)
    rows = [
        ("the machine as it is", f"{alone:.2f}"),
        (f"{neighbours.NEIGHBOURS} busy neighbours", f"{among:.2f}"),
    ]
    return table(("", "ms of CPU for the shipped article"), rows)
