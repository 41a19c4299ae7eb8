"""An archive on one machine: what a second process gains, what memory grows with, what is lost when a run is killed.

    python benchmarks/archive.py [workers] [memory] [damaged] [killed] [--articles N]

`workers`: wall time of `newsrecord convert` with one process and with two, in turns. `memory`: the largest resident
size of a run over 1,000 articles and of one over 50,000. `damaged`: 10,000 lines of which every hundredth is damaged.
`killed`: kill -9 to all processes of a run at random moments, `--resume`, and the folder compared byte for byte with
that of a run that was left alone. The articles are the shipped one, varied. Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = (Path(__file__).parents[1] / "examples" / "cuba-peru-ambassador.txt").read_text("utf-8")
PARAGRAPHS = [part for part in SEED.split("\n") if len(part) > 200]
KILLS = 20
WORDS = 40
"""Words of an article that no other has, about as many as in news: bounded stores of words fill as they do there."""


def word(number: int) -> str:
    """A word that no other number has."""
    letters = ""
    while number or not letters:
        number, at = divmod(number, 70)
        letters += "bdfgklmnprstvz"[at % 14] + "aeiou"[at // 14]
    return letters


def made(path: Path, count: int, *, paragraphs: int = 4, damaged: int = 0) -> Path:
    """JSON Lines of articles, no two the same."""
    with path.open("w", encoding="utf-8") as out:
        for i in range(count):
            story = "\n\n".join(PARAGRAPHS[(i + k) % len(PARAGRAPHS)] for k in range(paragraphs))
            words = " ".join(word(i * WORDS + k) for k in range(WORDS))
            line = json.dumps(
                {"text": f"Story {i} of the archive\n\n{story}\n\nIt went on {words}.", "id": f"story-{i}"},
                ensure_ascii=False,
            )
            out.write((line[:-9] if damaged and i % damaged == 7 else line) + "\n")
    return path


def convert(*arguments: object) -> tuple[int, float, int]:
    """Run the command; return its exit status, its seconds, and the largest resident KiB of it and its workers."""
    script = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], check=False); "
        "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-m", "newsrecord", "convert", *map(str, arguments), "--quiet"]
    before = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - before
    status, peak = map(int, done.stdout.split())
    return status, seconds, peak


def watched(*arguments: object) -> tuple[float, float, float]:
    """Run the command; return its seconds, the most megabytes of one of its processes, and of all of them together.

    Pages of memory that processes share are shared out among them in the last (`Pss` of Linux), not in the one before.
    """
    command = [sys.executable, "-m", "newsrecord", "convert", *map(str, arguments), "--quiet"]
    begun = time.perf_counter()
    largest = together = 0
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            sizes = [memory_of(pid) for pid in family(process.pid)]
            largest = max([largest, *(resident for resident, _ in sizes)])
            together = max(together, sum(share for _, share in sizes))
            time.sleep(0.1)
    return time.perf_counter() - begun, largest * 1024 / 1e6, together * 1024 / 1e6


def family(pid: int) -> list[int]:
    """A process and its children."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    except OSError:
        children = ""
    return [pid, *map(int, children.split())]


def memory_of(pid: int) -> tuple[int, int]:
    """KiB that a process has in memory, and its share of them."""
    try:
        rows = dict(line.split()[:2] for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()[1:])
    except OSError:  # it is gone, or this is no Linux
        return 0, 0
    return int(rows.get("Rss:", 0)), int(rows.get("Pss:", 0))


def workers(folder: Path, count: int) -> None:
    """Two processes against one."""
    source = made(folder / "in.jsonl", count)
    best: dict[int, float] = {}
    for number in (1, 2, 2, 1):
        _, seconds, _ = convert(source, "-o", folder / f"{number}.jsonl", "--workers", number)
        best[number] = min(seconds, best.get(number, seconds))
    same = (folder / "1.jsonl").read_bytes() == (folder / "2.jsonl").read_bytes()
    print(
        f"workers: {count} articles, one {best[1]:.1f} s, two {best[2]:.1f} s: {best[1] / best[2]:.2f} times; {same=}"
    )


def memory(folder: Path, count: int) -> None:
    """Few articles against many."""
    for number in (1, 2):
        print(f"memory: {number} worker(s), the largest process")
        peaks = []
        for size in (count // 5, count * 10):
            source = made(folder / "in.jsonl", size, paragraphs=1)
            _, _, peak = convert(source, "-o", folder / "out.jsonl", "--workers", number)
            peaks.append(peak)
        few, many = (f"{peak / 1024:.1f} MiB" for peak in peaks)
        print(f"memory: {count // 5} articles {few}, {count * 10} articles {many}, {peaks[1] / peaks[0]:.3f} times")


def damaged(folder: Path, count: int) -> None:
    """Every hundredth line is damaged."""
    source = made(folder / "in.jsonl", count * 2, paragraphs=1, damaged=100)
    out = folder / "damaged"
    status, _, _ = convert(source, "-o", f"{out}/", "--workers", 2)
    records = sum(len(path.read_bytes().splitlines()) for path in out.glob("part-*"))
    errors = len((out / "errors.jsonl").read_bytes().splitlines())
    print(f"damaged: {count * 2} articles, {records} records, {errors} error lines, exit {status}")


def killed(folder: Path, count: int) -> None:
    """Runs that are killed and go on."""
    source = made(folder / "in.jsonl", count // 5, paragraphs=2, damaged=100)
    options = ["--shard-size", "50", "--workers", "2"]
    _, whole, _ = convert(source, "-o", f"{folder}/whole/", *options)
    wanted = contents(folder / "whole")
    same = kills = 0
    while kills < KILLS:
        out = folder / f"killed-{kills}"
        command = [sys.executable, "-m", "newsrecord", "convert", source, "-o", f"{out}/", *options, "--quiet"]
        with subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(random.uniform(0, whole))
                shutil.rmtree(out)  # it was done before
                continue
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        kills += 1
        there = len(contents(out)) if out.exists() else 0
        convert(source, "-o", f"{out}/", *options, "--resume")
        same += contents(out) == wanted
        print(
            f"killed: {kills}, with {there} of {len(wanted)} files there; the same after --resume: {same}", flush=True
        )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    measures = {"workers": workers, "memory": memory, "damaged": damaged, "killed": killed}
    parser.add_argument("what", nargs="*", default=list(measures))
    parser.add_argument("--articles", type=int, default=5000)
    chosen = parser.parse_args()
    for name in chosen.what:
        with tempfile.TemporaryDirectory() as folder:
            measures[name](Path(folder), chosen.articles)


if __name__ == "__main__":
    main()
