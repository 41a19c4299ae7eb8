"""Draw what more pages bring: `python training/layout/curve.py PAGES.jsonl … [--svg FILE]`.

Trains the models of `lines.py` on 25, 50, 100 and 200 pages and on all of four folds in five, each time judges the
pages of publishers that were not trained on, prints the figures, and draws them. The files are those of `lines.py`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from lines import FOLDS, Folds, figures, load

if TYPE_CHECKING:
    from collections.abc import Sequence

STEPS = (25, 50, 100, 200)
NAMES = ("paragraphs", "related headlines", "headline")
COLOURS = ("#1b6ca8", "#b3541e", "#3a7d34")
LEFT, TOP, WIDE, HIGH = 50, 20, 420, 260
"""Of the field that is drawn in, in pixels."""
LOWEST, TICK = 0.6, 0.1


def draw(pages: Sequence[int], rows: Sequence[Sequence[float]]) -> str:
    """Return an SVG of lines, one a name, over the number of pages.

    Args:
        pages: how many were trained on.
        rows: for each of these, the figures of `NAMES`.
    """
    most = max(pages)

    def at(number: float, figure: float) -> tuple[float, float]:
        return LEFT + WIDE * number / most, TOP + HIGH * (1 - figure) / (1 - LOWEST)

    box = f"0 0 {LEFT + WIDE + 160} {TOP + HIGH + 50}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" font-family="sans-serif" font-size="12">',
        f"<title>F1 of {', '.join(NAMES)} by pages trained on</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    for step in range(round((1 - LOWEST) / TICK) + 1):
        figure = LOWEST + TICK * step
        x, y = at(0, figure)
        parts.append(f'<path d="M{x:.0f} {y:.1f}h{WIDE}" stroke="#dddddd"/>')
        parts.append(f'<text x="{x - 8:.0f}" y="{y + 4:.1f}" text-anchor="end">{figure:.1f}</text>')
    for number in pages:
        x, y = at(number, LOWEST)
        parts.append(f'<text x="{x:.1f}" y="{y + 18:.0f}" text-anchor="middle">{number}</text>')
    parts.append(f'<text x="{LEFT + WIDE / 2:.0f}" y="{TOP + HIGH + 38}" text-anchor="middle">pages trained on</text>')
    for name, colour, values in zip(NAMES, COLOURS, zip(*rows, strict=True), strict=True):
        points = [at(number, value) for number, value in zip(pages, values, strict=True)]
        line = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        parts.append(f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        x, y = points[-1]
        parts.append(f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" fill="{colour}">{name} {values[-1]:.3f}</text>')
    return "\n".join((*parts, "</svg>", ""))


def main() -> None:
    """Train, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--svg", type=Path)
    options = parser.parse_args()
    pages, _, extra = load(options.pages)
    most = len(pages) * (FOLDS - 1) // FOLDS
    numbers, rows = (*STEPS, most), []
    for number in numbers:
        told = figures(pages, *Folds(pages, extra, number if number < most else None).verdicts())
        rows.append((told["story"][2], told["titles"][2], told["headline"][0]))
        print(number, " ".join(f"{name} {value:.3f}" for name, value in zip(NAMES, rows[-1], strict=True)), flush=True)
    if options.svg:
        options.svg.write_text(draw(numbers, rows), encoding="utf-8")


if __name__ == "__main__":
    main()
