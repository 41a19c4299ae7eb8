"""How far a conversion is: a bar on a terminal, elsewhere a line from time to time. The one place that reads a clock.

In come counts, out go words on standard error; nothing of it gets into a record.
"""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .convert import Summary

__all__ = ["Progress"]

_BAR: Final = 0.1
"""Seconds between two looks of the bar."""
_LINE: Final = 30.0
"""Seconds between two lines."""


class Progress:
    """Shows how far a conversion is; a context."""

    def __init__(self, total: int | None, *, quiet: bool = False) -> None:
        self._total = total
        """Bytes to be read, where that is known."""
        self._quiet = quiet
        self._bar: Any = None
        self._started = self._shown = time.monotonic()
        self._first: tuple[int, int] | None = None
        """Inputs and bytes that earlier runs dealt with."""

    def __enter__(self) -> Progress:
        if sys.stderr is not None and sys.stderr.isatty() and not self._quiet:
            self._bar = _bar(self._total)
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def say(self, line: str) -> None:
        """Write a line on standard error, above the bar where there is one."""
        if self._bar is not None:
            self._bar.write(line, file=sys.stderr)
        elif sys.stderr is not None:
            sys.stderr.write(line + "\n")
            sys.stderr.flush()

    def __call__(self, done: Summary, read: int) -> None:
        """Take what was done so far, and the bytes that were read."""
        dealt_with = done.written + done.failed
        if self._first is None:
            self._first = max(dealt_with - 1, 0), read
        now = time.monotonic()
        if self._quiet or now - self._shown < (_LINE if self._bar is None else _BAR):
            return
        self._shown = now
        rate = (dealt_with - self._first[0]) / max(now - self._started, 1e-9)
        counts = f"{done.written:,} records, {done.failed:,} failed, {rate:,.1f} articles/s"
        if self._bar is not None:
            self._bar.set_postfix_str(counts, refresh=False)
            self._bar.update(read - self._bar.n)
        else:
            self.say(f"newsrecord: {counts}{self._left(read, now)}")

    def _left(self, read: int, now: float) -> str:
        begun = self._first[1] if self._first else 0
        if not self._total or read <= begun:
            return ""
        seconds = int((now - self._started) * (self._total - read) / (read - begun))
        return f", {read / self._total:.0%} read, {seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02} left"


def _bar(total: int | None) -> Any:
    from tqdm import tqdm

    # Without the thread and the lock between processes that tqdm has by default: workers are forked beside it.
    bar: Any = type("Bar", (tqdm,), {"monitor_interval": 0})
    bar.set_lock(threading.RLock())
    left = "{percentage:3.0f}%|{bar}| {postfix} [{elapsed}<{remaining}]"
    return bar(total=total, file=sys.stderr, bar_format=left if total else "{postfix} [{elapsed}]", leave=False)
