"""What quotations cost: `python benchmarks/quotations.py TEXTS.jsonl … [--plain]`.

Each line of the files is an object with a `text`. Every text is read in turns with and without quotations, in one
process; of each the least of several runs counts, in CPU time, and the sums are compared.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from newsrecord import Parser

ROUNDS = 7


def spent(parser: Parser, text: str) -> float:
    """Seconds of CPU that a text takes."""
    begun = time.process_time()
    parser.parse(text)
    return time.process_time() - begun


def main() -> None:
    """Measure and print."""
    files = [name for name in sys.argv[1:] if name != "--plain"]
    texts = [json.loads(line)["text"] for name in files for line in Path(name).read_text("utf-8").splitlines()]
    if not texts:
        sys.exit(__doc__)
    layout = {"layout": None} if "--plain" in sys.argv else {}
    parsers = (Parser(quotations=None, **layout), Parser(**layout))
    found = sum(len(parsers[1].parse(text).quotations) for text in texts)
    sums = [0.0, 0.0]
    for text in texts:
        runs = [[spent(parser, text) for parser in parsers] for _ in range(ROUNDS)]
        for side in range(2):
            sums[side] += min(run[side] for run in runs)
    without, having = (total / len(texts) * 1000 for total in sums)
    print(f"{len(texts)} texts, {found} quotations: {without:.2f} ms without, {having:.2f} ms with them,", end=" ")
    print(f"{(having / without - 1) * 100:+.1f} %")


if __name__ == "__main__":
    main()
