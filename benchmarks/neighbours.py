"""CPU time of an article where others use the machine: `python benchmarks/neighbours.py [ROUNDS]`.

Each figure is CPU seconds of all threads of a fresh process that reads the shipped article over and over, as the
least of several runs: as installed and with one BLAS thread (`OPENBLAS_NUM_THREADS=1`, `OMP_NUM_THREADS=1`), on the
machine as it is and beside three processes that never rest. The ratio at the end should stay near 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ARTICLE = Path(__file__).parents[1] / "examples" / "cuba-peru-ambassador.txt"
NEIGHBOURS = 3
TIMES = 60
WORK = f"""
import sys, time
import newsrecord
text = open(sys.argv[1], encoding="utf-8").read()
newsrecord.parse(text)
begun = time.process_time()
for _ in range({TIMES}):
    newsrecord.parse(text)
print((time.process_time() - begun) / {TIMES})
"""


def cost(rounds: int, **env: str) -> float:
    """Milliseconds of CPU an article."""
    command = [sys.executable, "-c", WORK, str(ARTICLE)]
    bare = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    runs = [subprocess.run(command, env={**bare, **env}, check=True, capture_output=True) for _ in range(rounds)]
    return min(float(run.stdout) for run in runs) * 1000


def pair(rounds: int) -> tuple[float, float]:
    """Milliseconds of CPU an article on the machine as it is, and beside neighbours that never rest."""
    alone = cost(rounds)
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(NEIGHBOURS)]
    try:
        return alone, cost(rounds)
    finally:
        for process in busy:
            process.kill()
            process.wait()


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    one = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    quiet = cost(rounds, **one)
    alone, among = pair(rounds)
    print(f"one BLAS thread, machine as it is   {quiet:6.2f} ms of CPU an article")
    print(f"as installed, machine as it is      {alone:6.2f} ms, {alone / quiet:.2f} x")
    print(f"as installed, {NEIGHBOURS} busy neighbours     {among:6.2f} ms, {among / quiet:.2f} x")


if __name__ == "__main__":
    main()
