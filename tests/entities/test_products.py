"""Products on one thread: the same numbers, in pieces that BLAS does not share out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsrecord.entities import products
from newsrecord.entities.products import MOST, product

SIZES = st.sampled_from([1, 2, 16, 17, 20, 96, 128, 256, 576, 640])


@given(st.integers(0, 700), SIZES, SIZES)
def test_a_product_is_that_of_the_whole(count: int, inner: int, columns: int) -> None:
    random = np.random.default_rng(count)
    left = random.integers(-100, 100, (count, inner)).astype(np.float32)
    right = random.integers(-100, 100, (inner, columns)).astype(np.float32)
    found = product(left, right)
    assert found.dtype == np.float32
    assert (found == left.astype(np.int64) @ right.astype(np.int64)).all()


@pytest.mark.parametrize("inner", [20, 128, 256, 576, 5000])
@pytest.mark.parametrize("columns", [17, 128, 256, 640])
def test_no_piece_is_large_enough_to_be_shared_out(monkeypatch: pytest.MonkeyPatch, inner: int, columns: int) -> None:
    real = np.matmul

    def watched(left, right, **more):  # type: ignore[no-untyped-def]
        assert left.shape[-2] > 1, "BLAS has another limit for a single row"
        assert left.shape[-2] * left.shape[-1] * right.shape[-1] <= MOST
        return real(left, right, **more)

    monkeypatch.setattr(products.np, "matmul", watched)
    for count in (1, 2, 33, 1001):
        product(np.ones((count, inner), np.float32), np.ones((inner, columns), np.float32))


THREADS = """
import os, sys, threading, time
from pathlib import Path
import numpy as np
from newsrecord import parse

def ticks():
    times = {}
    for task in Path("/proc/self/task").iterdir():
        fields = (task / "stat").read_text().rpartition(")")[2].split()
        times[task.name] = int(fields[11]) + int(fields[12])
    return times

def settled():
    while True:  # the threads of BLAS look for work for a while before they sleep
        before = ticks()
        time.sleep(0.3)
        if ticks() == before:
            return before

text = "The minister left Lima on Friday, said Carlos Zamora of the Foreign Ministry of Peru. " * 300
parse(text)
if sys.argv[1] == "control":
    work = lambda: np.ones((600, 600), np.float32) @ np.ones((600, 600), np.float32)
else:
    work = lambda: parse(text)
start = settled()
mine = {str(threading.get_native_id())}
for _ in range(20):
    work()
after = ticks()
print(len(start), sum(after[name] - start.get(name, 0) for name in after if name not in mine))
"""


def others(what: str) -> tuple[int, int]:
    """How many threads a process had, and the clock ticks that those took which asked for nothing."""
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "4", "OMP_NUM_THREADS": "4"}
    done = subprocess.run([sys.executable, "-c", THREADS, what], env=env, capture_output=True, text=True, check=True)
    count, spent = done.stdout.split()
    return int(count), int(spent)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted where Linux lists them")
def test_parsing_leaves_the_threads_of_blas_alone() -> None:
    count, spent = others("control")
    if count == 1 or not spent:
        pytest.skip("this BLAS has no threads here")
    assert others("parse")[1] == 0
