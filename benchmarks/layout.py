"""The layout alone: speed on news, the cost of hostile texts: `python benchmarks/layout.py [FILE …]`.

A FILE is news text; one that ends in `.jsonl` holds an article or a page a line under `text`. Without one it is the
shipped article, and a page made of it with menus and lists around. Speed is in UTF-8 megabytes a second on one core;
a hostile text is told by what a character of it costs beside one of news, measured in the same run.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from newsrecord.layout import NewsLayout, PlainLayout

ARTICLE = Path(__file__).parents[1] / "examples" / "cuba-peru-ambassador.txt"
SIZE = 1_000_000
"""Code points of a hostile text, and of the news text that it is compared with."""
BUDGET = 2.0
"""Seconds that a set of texts is read for, again and again."""
MENU = "Home\nNews\nWorld\nBusiness\nSport\nOpinion\nScience\nTravel\nWeather\nVideo\nPodcasts\nNewsletters\nSign in\n"
HOSTILE = {
    "one line": "word ",
    "one long word": "w",
    "empty lines": "\n",
    "short lines": "a b\n",
    "bullets": "- a\n",
    "bullets alone": "-\n",
    "ranks": "1 A title of five words\n2 Another title of five words\n",
    "titles": "Minister resigns over a loan from a friend\n",
    "cues": "Read more: Minister resigns over a loan\n",
    "labels": "News\n",
    "bylines": "By Jane Doe\n",
    "names": "Jane Doe ",
    "dates": "3 May 2024\n",
    "dates in figures": "06/01/2026 13:55\n",
    "years": "2024 ",
    "captions": "A crowd in Nairobi. (AP Photo/Jane Doe)\n",
    "same paragraph": "The minister said on Monday that the bridge would open in May after years of delay.\n",
    "wrapped lines": "the minister said on Monday that the bridge over the river would open in May\n",
    "quoted mail": "> > a\n",
    "hyphens": "A - ",
    "brackets": "(",
    "stops": ". ",
    "bars": "a | ",
    "CJK": "漢字。",
    "byte order marks": "\ufeff",
    "surrogates": "\ud800",
}


def seconds(texts: list[str]) -> float:
    """The least time that one reading of all texts takes."""
    layout, best = NewsLayout(), float("inf")
    begun = time.perf_counter()
    while best == float("inf") or time.perf_counter() - begun < BUDGET:
        once = time.perf_counter()
        for text in texts:
            layout.read(text)
        best = min(best, time.perf_counter() - once)
    return best


def speed(name: str, texts: list[str]) -> None:
    """Print how much of some texts is read in a second."""
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)
    lines = sum(len(text.splitlines()) for text in texts)
    print(f"{name:<24} {size / seconds(texts) / 1e6:6.2f} MB a second   ({size / max(lines, 1):.0f} bytes a line)")


def hostile(news: str) -> None:
    """Print what a character of a hostile text costs, as a ratio to a character of news in a text of the same size."""
    news = (news * (SIZE // len(news) + 1))[:SIZE]
    each = once(news)
    print(f"cost of a character in a text of {SIZE:,} characters; news: {SIZE / each / 1e6:.2f} million a second")
    for name, unit in HOSTILE.items():
        text = (unit * (SIZE // len(unit) + 1))[:SIZE]
        half, whole = once(text[: SIZE // 2]), once(text)
        print(f"  {name:<18} {whole / each:8.2f} x that of news; twice the text, {whole / half:.2f} x the time")
    plain = time.perf_counter()
    PlainLayout().read(news)
    print(f"paragraphs only {(time.perf_counter() - plain) / each:8.2f} x")


def once(text: str) -> float:
    """Seconds to read a text."""
    begun = time.perf_counter()
    NewsLayout().read(text)
    return time.perf_counter() - begun


def read(path: Path) -> list[str]:
    """Return the texts of a file."""
    text = path.read_text(encoding="utf-8")
    return [json.loads(line)["text"] for line in text.splitlines()] if path.suffix == ".jsonl" else [text]


def main() -> None:
    """Measure and print."""
    article = ARTICLE.read_text(encoding="utf-8")
    story, _, titles = article.partition("\n\n\n")
    page = f"{MENU}{MENU}{titles}\n{story}\n\nMost read\n{titles}\n{MENU}"
    NewsLayout().read(page)  # tables are loaded on first use
    for path in map(Path, sys.argv[1:]):
        speed(path.name, read(path))
    if len(sys.argv) == 1:
        speed("shipped article", [article])
        speed("page made of it", [page])
    hostile(story + "\n\n")


if __name__ == "__main__":
    main()
