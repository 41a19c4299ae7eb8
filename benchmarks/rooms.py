"""Where the time of a parse goes: `python benchmarks/rooms.py [TEXTS …] [--rounds N]`.

TEXTS are JSON Lines with an article under `text` each; without any, the shipped article alone is read. Prints the words
a second of the whole, and the milliseconds an article and the share of each reader, with what the parser adds around
them (checks, spans put back). Time is that of the CPU (`process_time`), of the quickest of the rounds.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import newsrecord
from tables import table

ARTICLE = Path(__file__).parents[1] / "examples" / "cuba-peru-ambassador.txt"
READERS = {
    "layout": "read",
    "recognizer": "recognize",
    "gatherer": "gather",
    "dates": "read",
    "quotations": "read_quotations",
}


class Timed:
    """A reader that counts the time its method takes."""

    def __init__(self, reader: Any, method: str) -> None:
        self.seconds = 0.0
        self.reader = reader
        self.model = getattr(reader, "model", None)
        work = getattr(reader, method)

        def timed(*arguments: Any, **named: Any) -> Any:
            begun = time.process_time()
            try:
                return work(*arguments, **named)
            finally:
                self.seconds += time.process_time() - begun

        setattr(self, method, timed)


def measured(texts: list[str], rounds: int) -> tuple[float, dict[str, float]]:
    """Seconds of the whole, and of each reader with what the parser adds, in the quickest of some rounds."""
    plain = newsrecord.Parser()
    readers = {name: Timed(getattr(plain, name), method) for name, method in READERS.items()}
    parser = newsrecord.Parser(**readers)  # type: ignore[arg-type]
    found = []
    for _ in range(rounds + 1):  # the first loads the tables
        for reader in readers.values():
            reader.seconds = 0.0
        begun = time.process_time()
        for text in texts:
            parser.parse(text)
        whole = time.process_time() - begun
        found.append((whole, {name: reader.seconds for name, reader in readers.items()}))
    whole, parts = min(found[1:], key=lambda one: one[0])
    parts["parser"] = whole - sum(parts.values())
    return whole, parts


def main() -> None:
    """Read the texts in rounds and print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("texts", nargs="*", type=Path)
    ask.add_argument("--rounds", type=int, default=5)
    options = ask.parse_args()
    texts = [json.loads(line)["text"] for path in options.texts for line in path.open(encoding="utf-8")]
    texts = texts or [ARTICLE.read_text(encoding="utf-8")]
    words = sum(len(text.split()) for text in texts)
    whole, parts = measured(texts, options.rounds)
    pace = f"{words / whole:,.0f} words/s, {whole / len(texts) * 1e3:.2f} ms an article"
    print(f"{len(texts)} articles, {words} words: {pace}")
    rows = [(name, f"{sec / len(texts) * 1e3:.2f}", f"{sec / whole:.0%}") for name, sec in parts.items()]
    print(table(("room", "ms an article", "share"), rows))


if __name__ == "__main__":
    main()
