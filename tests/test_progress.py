"""How far it is: a bar on a terminal, a line from time to time elsewhere, nothing when it is to be quiet."""

import io
import sys
import threading

import pytest

from newsrecord import progress
from newsrecord.convert import Summary
from newsrecord.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_lines_come_at_intervals_and_say_how_long_it_will_take(clock, monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with Progress(10_000) as shown:
        for i in range(1, 101):
            clock[0] += 1
            shown(Summary(i * 100, i, 0), i * 50)
    said = sys.stderr.getvalue().splitlines()
    assert len(said) == 3
    assert said[0] == "newsrecord: 3,000 records, 30 failed, 97.7 articles/s, 15% read, 0:02:55 left"


def test_what_earlier_runs_did_is_no_speed(clock, monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with Progress(None) as shown:
        shown(Summary(1_000_000, 0, 0), 5)
        clock[0] += 40
        shown(Summary(1_000_040, 0, 0), 10)
    assert sys.stderr.getvalue() == "newsrecord: 1,000,040 records, 0 failed, 1.0 articles/s\n"


def test_a_terminal_has_a_bar_without_a_thread(clock, monkeypatch):
    pytest.importorskip("tqdm", reason="the extra `cli` is not installed")
    monkeypatch.setattr(sys, "stderr", Terminal())
    before = threading.active_count()
    with Progress(1000) as shown:
        for i in range(10):
            clock[0] += 1
            shown(Summary(i, 1, 0), i * 100)
        shown.say("newsrecord: a line")
        assert threading.active_count() == before
    text = sys.stderr.getvalue()
    assert "90%|" in text
    assert "9 records, 1 failed, " in text
    assert "newsrecord: a line\n" in text


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_quiet_is_quiet_but_for_what_failed(clock, monkeypatch, stream):
    monkeypatch.setattr(sys, "stderr", stream())
    with Progress(1000, quiet=True) as shown:
        clock[0] += 1000
        shown(Summary(1, 1, 1), 10)
        shown.say("newsrecord: failed")
    assert sys.stderr.getvalue() == "newsrecord: failed\n"
