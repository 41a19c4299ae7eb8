"""Import time and the speed of the whole way: `python benchmarks/parse.py`.

Prints milliseconds over a bare interpreter for the import, milliseconds for the shipped article, microseconds for its
JSON, and for hostile texts the cost of a character as a ratio to that of news text, measured in the same run.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import newsrecord

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = (Path(__file__).parents[1] / "examples" / "cuba-peru-ambassador.txt").read_text(encoding="utf-8")
HOSTILE = {
    "one word": "word ",
    "one long word": "x",
    "capitals": "The The The ",
    "months": "May May May ",
    "numbers": "1 1 1 1 ",
    "digits": "1",
    "slashes": "1/1/",
    "empty lines": "\n",
    "short lines": "a b\n",
    "bullets": "- a\n",
    "CJK": "漢字",
    "quotes": "“ ",
    "surrogates": "\ud800",
}
SIZE = 200_000


def best(work: Callable[[], object], times: int) -> float:
    """The shortest of several runs, in seconds."""
    runs = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        runs.append(time.perf_counter() - begun)
    return min(runs)


def start(code: str) -> float:
    """Milliseconds to run code in a fresh interpreter."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Measure and print."""
    pairs = [(start("import newsrecord"), start("pass")) for _ in range(15)]
    over = statistics.median(one - bare for one, bare in pairs)
    bare = statistics.median(bare for _, bare in pairs)
    print(f"import newsrecord     {over:8.1f} ms over a bare interpreter ({bare:.1f} ms)")

    begun = time.perf_counter()
    record = newsrecord.parse(SEED, reference_date="2025-10-31")
    print(
        f"first parse           {(time.perf_counter() - begun) * 1000:8.1f} ms, tables loaded ({len(SEED)} characters)"
    )
    seed = best(lambda: newsrecord.parse(SEED, reference_date="2025-10-31"), 20)
    print(f"parse                 {seed * 1000:8.1f} ms")
    data = newsrecord.dumps(record)
    print(f"dumps                 {best(lambda: newsrecord.dumps(record), 50) * 1e6:8.0f} µs ({len(data)} characters)")
    print(f"loads                 {best(lambda: newsrecord.loads(data), 50) * 1e6:8.0f} µs")

    body = "\n".join(SEED.splitlines()[:5])
    news = (body + "\n") * (SIZE // len(body))
    each = best(lambda: newsrecord.parse(news), 3) / len(news)
    print(f"news text             {1 / each / 1000:8.0f} thousand characters a second")
    for name, unit in HOSTILE.items():
        text = unit * (SIZE // len(unit))
        once, twice = best(lambda t=text: newsrecord.parse(t), 2), best(lambda t=text: newsrecord.parse(t * 2), 2)
        cost = once / len(text) / each
        print(f"{name:<21} {cost:8.2f} x the cost of news a character; twice the text, {twice / once:.2f} x the time")


if __name__ == "__main__":
    main()
