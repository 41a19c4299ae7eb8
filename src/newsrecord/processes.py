"""Work shared out among processes: tasks in, what a function gives for each out, in their order.

No item is lost with a process that dies, killed or out of memory: what it had not done is given to a fresh one, and
only an item that ends two processes is an error. Processes end with the one that asked for them, however it ends. The
caller's process gets no thread: forking one with threads can leave a child locked for ever.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pickle
import queue
import signal
import sys
import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from attrs import define, field

from .errors import InvalidArgumentError, WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection

__all__ = ["CHUNK", "shared_out"]

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

CHUNK: Final = 16
"""Items handed to a process at once: enough that passing them costs little beside working on them."""
_AHEAD: Final = 3
"""Batches for each process that may wait for the consumer, so that memory does not grow with the input."""
_EARLY: Final = 3
"""Processes that may be killed before they are ready before it is given up; one that fails by itself would always."""
_SIGNALS: Final = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}
_ALONE: Final = ("emscripten", "wasi")
"""Systems that a browser runs, whose Python has a module of processes and none to start."""
_PULSE: Final = 2.0
"""Seconds after which processes look whether the other end still lives."""


def shared_out(
    work: Callable[[T], R],
    items: Iterable[tuple[K, T | None]],
    workers: int,
    *,
    chunk_size: int = CHUNK,
    prepare: Callable[[], object] | None = None,
) -> Iterator[tuple[K, R | Exception | None]]:
    """Yield each key with `work(task)`, in the order of the items, worked out in processes.

    Args:
        work: what is done; it is pickled once for each process, so it must be importable there. It should give
            exceptions, not raise them; what it raises is yielded as its result.
        items: (key, task) pairs, taken as needed. Tasks are pickled, keys stay here; where a task is None there is
            nothing to do, and None comes out in its place.
        workers: processes.
        chunk_size: items handed to a process at once.
        prepare: makes what all processes need. Where they are forked it is called before the first, so that they share
            it and none waits for it; what it raises they will meet themselves.

    Raises:
        InvalidArgumentError: processes cannot be had: in a daemonic process, or on a system without.
        WorkerError: they end as soon as they are started.
    """
    if sys.platform in _ALONE:
        raise InvalidArgumentError("workers: there are no processes in a browser; use workers=1")
    source = iter(items)
    crew = [_Worker(work) for _ in range(workers)]
    waiting: deque[_Batch[K, T, R]] = deque()
    try:
        while True:
            for worker in crew * _AHEAD:
                if len(worker.batches) == _AHEAD or len(waiting) == workers * _AHEAD:
                    continue
                if some := list(itertools.islice(source, chunk_size)):
                    if prepare is not None and _forks():
                        with contextlib.suppress(Exception):
                            prepare()
                    prepare = None
                    waiting.append(_Batch(some))
                    if waiting[-1].missing:
                        worker.give(waiting[-1])
            if not waiting:
                return
            while waiting[0].missing:
                _attend(crew)
            yield from waiting.popleft().pairs()
    finally:
        for worker in crew:
            worker.end()


@define(eq=False)
class _Batch(Generic[K, T, R]):
    """Some items and the results that are there, of the first ones with a task."""

    items: list[tuple[K, T | None]]
    results: list[R | Exception] = field(factory=list)
    struck: bool = False
    """Whether a process died of the first task without a result."""
    tasks: list[T] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.tasks = [task for _, task in self.items if task is not None]

    @property
    def missing(self) -> list[T]:
        """The tasks without a result."""
        return self.tasks[len(self.results) :]

    def take(self, result: R | Exception) -> None:
        """Take the result of the first task without one."""
        self.results.append(result)
        self.struck = False

    def pairs(self) -> Iterator[tuple[K, R | Exception | None]]:
        """Yield the keys with their results, once all are there."""
        results = iter(self.results)
        for key, task in self.items:
            yield key, None if task is None else next(results)


class _Worker:
    """A process, the pipe to it, and the batches it was given, the one it is at first. It is started when needed."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self._work = work
        self._process: Any = None
        self._pipe: Any = None
        self._early = 0
        """Processes that were killed before they were ready, one after the other."""
        self._ready = False
        self.batches: deque[_Batch[Any, Any, Any]] = deque()

    def give(self, batch: _Batch[Any, Any, Any]) -> None:
        """Add a batch to what the process is to do."""
        self.batches.append(batch)
        if self._process is None:
            self._start()
        else:
            self._send([batch])

    @property
    def pipe(self) -> Connection | None:
        """Where results come from, while there is something to do."""
        return self._pipe if self.batches else None

    def attend(self) -> None:
        """Take one message, or note that the process died."""
        try:
            message = self._pipe.recv()
        except (EOFError, OSError):
            self._died()
            return
        if not self._ready:  # the first message says no more than that
            self._ready, self._early = True, 0
            return
        self.batches[0].take(message)
        if not self.batches[0].missing:
            self.batches.popleft()

    def look(self) -> None:
        """Note that the process died where its end of the pipe lives on in a child of some other thread."""
        if self._process is not None and not self._process.is_alive() and not self._pipe.poll():
            self._died()

    def end(self) -> None:
        """End the process at once; it holds nothing that is not in the batches."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._pipe.close()
            self._process = self._pipe = None

    def _start(self) -> None:
        """Start a process and give it what there is to do."""
        try:
            import multiprocessing

            ours, theirs = multiprocessing.Pipe()
            process = multiprocessing.Process(target=_serve, args=(ours, theirs, self._work), daemon=True)
            with _undisturbed():
                process.start()
                self._process, self._pipe, self._ready = process, ours, False  # `end` must know it before a signal
        except Exception as problem:  # of a system without processes, or of work that cannot be sent
            why = f"processes cannot be started here ({str(problem) or type(problem).__name__}); use workers=1"
            raise InvalidArgumentError(f"workers: {why}") from problem
        theirs.close()
        self._send(self.batches)

    def _send(self, batches: Iterable[_Batch[Any, Any, Any]]) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it died: the end of the pipe will be met
            for batch in batches:
                self._pipe.send(batch.missing)

    def _died(self) -> None:
        self._process.join()
        code = self._process.exitcode
        ready, how = self._ready, f"signal {-code}" if code < 0 else f"exit code {code}"
        self.end()
        if ready:
            batch = self.batches[0]
            if batch.struck:
                batch.take(WorkerError(f"the process that read it ended ({how}: killed, or out of memory?), twice"))
                if not batch.missing:
                    self.batches.popleft()
            else:
                batch.struck = True
        else:
            self._early += 1
            if code >= 0 or self._early == _EARLY:
                advice = 'a script must guard its start with if __name__ == "__main__":'
                raise WorkerError(f"workers: processes end as they start ({how}); {advice}")
        if self.batches:
            self._start()


def _forks() -> bool:
    """Whether a new process begins with the memory of this one."""
    import multiprocessing

    return multiprocessing.get_start_method() == "fork"


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals wait: an exception that a handler raises while Python forks would be lost."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _attend(crew: Sequence[_Worker]) -> None:
    """Wait until a process has something to say, and hear it."""
    from multiprocessing.connection import wait

    pipes: dict[Any, _Worker] = {worker.pipe: worker for worker in crew if worker.pipe is not None}
    said = wait(list(pipes), _PULSE)
    for pipe in said:
        pipes[pipe].attend()
    if not said:
        for worker in pipes.values():
            worker.look()


# --- in the process --------------------------------------------------------------------------------------------------


def _serve(other_end: Connection, pipe: Connection, work: Callable[[Any], Any]) -> None:
    """Work on batches until the one that asked is gone."""
    other_end.close()  # a forked process has it too, and would never meet the end of the pipe
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; the asking one decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    batches: queue.SimpleQueue[list[Any]] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, batches), daemon=True).start()
    with contextlib.suppress(OSError):  # nobody hears any more
        pipe.send(None)
        while True:
            for item in batches.get():
                try:
                    result = work(item)
                except Exception as problem:  # noqa: BLE001  (it is the item's)
                    result = problem
                pipe.send_bytes(_pickled(result))
    os._exit(0)


def _receive(pipe: Connection, batches: queue.SimpleQueue[list[Any]]) -> None:
    """Take batches from the pipe as they come, so that sending never waits; end the process when there will be none."""
    asking = os.getppid()
    try:
        while True:
            while not pipe.poll(_PULSE):  # other children may hold the pipe's other end open
                if os.getppid() != asking:
                    os._exit(0)
            batches.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)


def _pickled(result: Any) -> bytes:
    """Pickle a result; one that would not arrive is told as an error."""
    try:
        data = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
        if isinstance(result, Exception):  # those of readers may not be made to be read
            pickle.loads(data)  # noqa: S301  (our own)
    except Exception:  # noqa: BLE001
        shown = f"{type(result).__name__}: {result}" if isinstance(result, Exception) else type(result).__name__
        return pickle.dumps(WorkerError(f"cannot be sent between processes: {shown}"))
    return data
