"""Work in processes: in order, nothing lost with one that dies, none that outlives who asked for it."""

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsrecord import Article, InvalidArgumentError, Parser, WorkerError, processes

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")


class Ends:
    """Work that ends its process on some items, the first times that it meets them."""

    def __init__(self, folder: Path, deaths: dict[int, int], how: int = signal.SIGKILL if os.name == "posix" else 1):
        self.folder, self.deaths, self.how = folder, deaths, how

    def __call__(self, item: int) -> int:
        met = self.folder / str(item)
        before = len(met.read_text()) if met.exists() else 0
        if before < self.deaths.get(item, 0):
            met.write_text("x" * (before + 1))
            os.kill(os.getpid(), self.how)
        return item * 10


def shared_out(work, items, workers):
    return (result for _, result in processes.shared_out(work, ((item, item) for item in items), workers))


def double(item):
    return item * 2


def test_results_come_in_the_order_of_the_items():
    assert list(shared_out(double, range(500), 3)) == [item * 2 for item in range(500)]
    assert list(shared_out(double, [], 2)) == []


def test_what_has_no_task_keeps_its_place():
    items = [(i, None if i % 3 else i) for i in range(500)]
    wanted = [(i, None if i % 3 else i * 2) for i in range(500)]
    assert list(processes.shared_out(double, items, 2, chunk_size=7)) == wanted
    assert list(processes.shared_out(double, [(i, None) for i in range(50)], 2)) == [(i, None) for i in range(50)]


calls: list[int] = []


def prepared_in(item):
    return calls[-1:]


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="processes begin with nothing here")
def test_what_is_prepared_is_prepared_once_and_shared(monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "calls", [])

    def prepare():
        calls.append(os.getpid())

    found = processes.shared_out(prepared_in, ((i, i) for i in range(100)), 2, chunk_size=5, prepare=prepare)
    assert [result for _, result in found] == [[os.getpid()]] * 100
    assert calls == [os.getpid()]
    assert list(processes.shared_out(double, [], 2, prepare=prepare)) == []
    assert calls == [os.getpid()], "there was nothing to do"


def test_what_fails_to_be_prepared_is_left_to_the_processes():
    def prepare():
        raise ValueError

    assert list(processes.shared_out(double, [(1, 1)], 2, prepare=prepare)) == [(1, 2)]


def test_items_are_taken_as_they_are_needed():
    taken = []

    def endless():
        while True:
            taken.append(len(taken))
            yield taken[-1]

    results = shared_out(double, endless(), 2)
    assert [next(results) for _ in range(40)] == [item * 2 for item in range(40)]
    assert len(taken) <= 48 + 2 * processes._AHEAD * processes.CHUNK
    results.close()
    assert not multiprocessing.active_children()


def slow_at_first(item):
    time.sleep(0.5 if item == 0 else 0)
    return item


def test_a_slow_item_does_not_let_the_others_run_ahead():
    taken = []
    results = shared_out(slow_at_first, (taken.append(i) or i for i in range(10_000)), 2)
    assert next(results) == 0
    assert len(taken) <= 2 * processes._AHEAD * processes.CHUNK
    results.close()


@POSIX
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_that_dies_loses_nothing(tmp_path, how):
    deaths = dict.fromkeys((0, 5, 90, 91, 199), 1)
    assert list(shared_out(Ends(tmp_path, deaths, how), range(200), 2)) == [item * 10 for item in range(200)]


@POSIX
def test_what_ends_two_processes_is_an_error_in_its_place(tmp_path):
    results = list(shared_out(Ends(tmp_path, {0: 9, 20: 9, 21: 9, 77: 1}), range(100), 2))
    wrong = {item: result for item, result in enumerate(results) if result != item * 10}
    assert list(wrong) == [0, 20, 21]
    assert all(isinstance(problem, WorkerError) and "signal 9" in str(problem) for problem in wrong.values())
    assert len((tmp_path / "0").read_text()) == 2


@POSIX
def test_a_process_that_is_killed_while_it_waits_is_replaced():
    results = shared_out(double, iter(range(64)), 1)
    assert next(results) == 0
    while not multiprocessing.active_children():
        time.sleep(0.01)
    for process in multiprocessing.active_children():
        os.kill(process.pid, signal.SIGKILL)
    assert list(results) == [item * 2 for item in range(1, 64)]


class WildError(Exception):
    """An error that cannot be unpickled."""

    def __init__(self, one, two):
        super().__init__("wild")


def odd(item):
    if item == 1:
        raise WildError(1, 2)
    if item == 2:
        return lambda: None
    if item == 3:
        raise ValueError("plain")
    return item


def test_results_that_cannot_be_sent_are_told():
    first, wild, function, plain, last = shared_out(odd, range(5), 2)
    assert (first, last) == (0, 4)
    assert (type(wild), str(wild)) == (WorkerError, "cannot be sent between processes: WildError: wild")
    assert (type(function), str(function)) == (WorkerError, "cannot be sent between processes: function")
    assert (type(plain), str(plain)) == (ValueError, "plain")


def _in_a_daemon(pipe):
    try:
        list(shared_out(double, [1], 2))
    except InvalidArgumentError as problem:
        pipe.send(str(problem))


def test_a_daemonic_process_is_told_in_one_sentence():
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_in_a_daemon, args=(theirs,), daemon=True)
    process.start()
    process.join()
    said = ours.recv()
    assert said.startswith("workers: processes cannot be started here (daemonic processes are not allowed")
    assert said.endswith("use workers=1")


def test_a_system_without_processes_is_told_in_one_sentence(monkeypatch):
    def cannot(*_, **__):
        raise OSError(52, "Function not implemented")

    monkeypatch.setattr(multiprocessing, "Pipe", cannot)
    with pytest.raises(InvalidArgumentError, match="cannot be started here .*not implemented.*use workers=1"):
        list(Parser().parse_many(["a", "b"], workers=2))


def test_processes_that_end_as_they_start_are_not_started_for_ever(tmp_path):
    script = tmp_path / "unguarded.py"
    script.write_text(
        "import multiprocessing\n"
        "from newsrecord import Parser\n"
        "multiprocessing.set_start_method('spawn')\n"
        "list(Parser().parse_many(['a', 'b'], workers=2))\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert (
        "WorkerError: workers: processes end as they start (exit code 1); a script must guard its start" in done.stderr
    )


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_every_way_to_start_processes(tmp_path, method):
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"{method} is not to be had here")
    script = tmp_path / "guarded.py"
    script.write_text(
        "import multiprocessing\n"
        "from newsrecord import Parser\n"
        "if __name__ == '__main__':\n"
        f"    multiprocessing.set_start_method({method!r})\n"
        "    print(len(list(Parser().parse_many(['Peru voted.'] * 40, workers=2))))\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "40\n", "")


SLOW = r"""
import os, sys, time
from newsrecord import processes
def shared_out(work, items, workers):
    return (result for _, result in processes.shared_out(work, ((item, item) for item in items), workers))
def slow(item):
    os.write(1, f"{os.getpid()}\n".encode())  # at once, where prints of several processes may mix
    time.sleep(600)
if __name__ == "__main__":
    list(shared_out(slow, range(64), 3))
"""


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


def ended(pids):
    """Whether all of them end in a while."""
    for _ in range(400):
        if not any(map(alive, pids)):
            return True
        time.sleep(0.05)
    return False


@contextlib.contextmanager
def started(command):
    """A process of a session of its own, which is ended whole."""
    heed = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdout=pipe, stderr=pipe, start_new_session=True, preexec_fn=heed)  # noqa: PLW1509  (no threads here)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@POSIX
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_processes_end_with_the_one_that_asked_for_them(how):
    command = [sys.executable, "-c", SLOW]
    with started(command) as parent:
        workers = [int(parent.stdout.readline()) for _ in range(3)]
        assert all(map(alive, workers))
        parent.send_signal(how)
        parent.wait(20)
        assert ended(workers)


@POSIX
def test_processes_end_also_where_a_child_of_the_dead_one_lives_on():
    """It has the ends of the pipes that the processes listen to."""
    items = "(os.fork() or (os.close(1), time.sleep(60), os._exit(0)) if i == 50 else i for i in range(64))"
    with started([sys.executable, "-c", SLOW.replace("range(64)", items)]) as parent:
        workers = [int(parent.stdout.readline()) for _ in range(3)]
        parent.kill()
        parent.wait(20)
        assert ended(workers)


@POSIX
def test_processes_end_that_do_not_heed_signals(tmp_path):
    deaf = SLOW.replace("time.sleep(600)", "signal.signal(signal.SIGTERM, signal.SIG_IGN)").replace(
        "os, sys", "os, signal, sys"
    )
    script = deaf.replace("list(shared_out(slow, range(64), 3))", "next(shared_out(slow, range(64), 3))")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert ended([int(line) for line in done.stdout.splitlines()])


def mask(_):
    return signal.pthread_sigmask(signal.SIG_BLOCK, [])


@POSIX
def test_signals_wait_while_a_process_is_started_and_no_longer(monkeypatch):
    """An exception that a handler raises in the midst of a fork would be lost."""
    seen = []
    real = multiprocessing.Process.start

    def start(self):
        seen.append(mask(None))
        real(self)

    before = mask(None)
    monkeypatch.setattr(multiprocessing.Process, "start", start)
    [within] = shared_out(mask, [1], 1)
    assert all(signals >= {signal.SIGINT, signal.SIGTERM, signal.SIGHUP} for signals in seen)
    assert mask(None) == before
    assert not within & {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


class Deadly:
    """A recogniser that one article is too much for."""

    def recognize(self, document):
        if "bomb" in document.text:
            os._exit(3)
        return []


def test_an_article_that_ends_its_process_is_an_outcome_like_others():
    articles = [Article(text="bomb" if i == 7 else "Peru voted.", id=str(i)) for i in range(30)]
    outcomes = list(Parser(recognizer=Deadly()).outcomes(articles, workers=2))
    assert [outcome.article.id for outcome in outcomes] == [str(i) for i in range(30)]
    assert [outcome.article.id for outcome in outcomes if outcome.record is None] == ["7"]
    assert isinstance(outcomes[7].error, WorkerError)
    assert "exit code 3" in str(outcomes[7].error)
