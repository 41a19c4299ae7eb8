"""A folder of shards: files of many records each, with what it takes to go on where a run stopped.

    part-00000.jsonl, part-00001.jsonl, …   the records, in the order of the inputs
    errors.jsonl                            a line for each input that failed (`newsrecord.failures`)
    manifest.json                           what was asked for: library, model, options, inputs with sizes and times
    _shards.jsonl                           a line for each shard: counts, size, digest, how far it goes, what failed
    _SUCCESS                                empty, and written last

A shard gets its name when it is whole and on the disk; then its line is added to `_shards.jsonl`, which is what counts:
a run that goes on begins behind the last whole line and writes over what came after it. Nothing here depends on when a
run stopped, on a clock or on the number of processes, so the bytes are those of a run that was never disturbed.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from attrs import define, field, frozen

from .errors import InvalidArgumentError, OutputError
from .failures import Failure
from .files import appending, locked, remove_left, replacing
from .inputs import Position
from .outputs import blamed, packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .inputs import Input
    from .outputs import Target

__all__ = ["ShardFolder", "Shards"]

_MANIFEST: Final = "manifest.json"
_JOURNAL: Final = "_shards.jsonl"
_ERRORS: Final = "errors.jsonl"
_DONE: Final = "_SUCCESS"
_OURS: Final = re.compile(r"part-\d{5,}\..+|manifest\.json|_shards\.jsonl|errors\.jsonl|_SUCCESS")


@frozen(kw_only=True)
class Shards:
    """How a folder of shards is written.

    Raises:
        InvalidArgumentError: `size` and `number` are both given, or one is less than 1; or both ways to go on are.
    """

    size: int | None = None
    """Inputs of a shard, 10,000 by default; a run that goes on does at most so many again."""
    number: int | None = None
    """How many there shall be: each has the records of about the same part of the inputs' bytes."""
    resume: bool = False
    """Whether to go on where an earlier run into the same folder stopped; where there was none, one begins."""
    retry_failed: bool = False
    """Whether to read once more what failed in an earlier run, and add what succeeds now as further shards."""

    def __attrs_post_init__(self) -> None:
        for name in ("size", "number"):
            value = getattr(self, name)
            if value is not None and (type(value) is not int or value < 1):
                raise InvalidArgumentError(f"shards: {name}: expected a whole number from 1, got {value!r}")
        if self.size is not None and self.number is not None:
            raise InvalidArgumentError("shards: name their size or their number, not both")
        if self.resume and self.retry_failed:
            raise InvalidArgumentError("shards: resume the run first, and retry what failed when it is complete")

    @property
    def plan(self) -> dict[str, int]:
        """What decides which records a shard has."""
        return {"number": self.number} if self.number is not None else {"size": self.size or _SIZE}


_SIZE: Final = 10_000


class _Line(NamedTuple):
    """A shard that is done, as a line of the journal."""

    shard: str | None
    """The name of its file; None where a retry gave no record."""
    records: int
    failed: int
    passed_over: int
    bytes: int
    sha256: str
    next: tuple[int, int]
    """The `Position` behind its inputs."""
    read: int
    """Bytes of all inputs up to there."""
    retry: bool
    """Whether it holds what failed at first; then `errors` is all that still fails."""
    errors: list[dict[str, Any]]


@define
class _Open:
    """A shard that is being written."""

    name: str
    put: Any
    stream: _Digested
    closing: ExitStack
    records: int = 0
    passed_over: int = 0
    taken: int = 0
    """Inputs, those that failed too."""
    failures: list[Failure] = field(factory=list)


class ShardFolder:
    """Writes records into shards, and knows what earlier runs wrote there."""

    def __init__(self, target: Target, shards: Shards, total_size: int | None) -> None:
        self._folder = Path(target.path)
        self._target = target
        self._shards = shards
        self._total = total_size
        self._lines: list[_Line] = []
        self._count = 0
        """Files of records."""
        self._open: _Open | None = None
        self._read = 0
        self._position = Position(0, 0)

    # --- what is there -----------------------------------------------------------------------------------------------

    @contextmanager
    def run(self, manifest: Mapping[str, Any]) -> Iterator[None]:
        """Begin, or go on; in the context inputs are added, and at its end all is there.

        Raises:
            InvalidArgumentError: the folder holds a run, or none that can go on, or one of something else; the message
                says what differs.
            OutputError: it cannot be written.
        """
        with ExitStack() as closing:
            with blamed(self._folder):
                self._folder.mkdir(parents=True, exist_ok=True)
                try:
                    closing.enter_context(locked(self._folder))
                except BlockingIOError:
                    raise OutputError(str(self._folder), "another run is writing it") from None
                remove_left(self._folder)
                if (self._folder / _MANIFEST).exists():
                    self._check(manifest)
                else:
                    self._begin(manifest)
                self._recall()
            try:
                yield
                if self._shards.retry_failed:
                    self._end_retry()
                elif not self.complete:
                    self._end()
            except BaseException as problem:
                self._drop(problem)
                raise

    @property
    def complete(self) -> bool:
        """Whether an earlier run came to its end."""
        return (self._folder / _DONE).exists()

    @property
    def start(self) -> Position:
        """Where to go on."""
        return self._position

    @property
    def failures(self) -> Iterator[Failure]:
        """What failed so far, but for what succeeded since."""
        with (self._folder / _ERRORS).open("rb") as stream:
            for line in stream:
                yield Failure(**json.loads(line))

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Records, failures, what was passed over, and bytes read, by earlier runs."""
        lines = self._lines
        failed = sum(line.failed for line in lines[_last_retry(lines) :])
        return sum(line.records for line in lines), failed, sum(line.passed_over for line in lines), self._read

    def _begin(self, manifest: Mapping[str, Any]) -> None:
        there = sorted(path.name for path in self._folder.iterdir() if _OURS.fullmatch(path.name))
        if self._shards.retry_failed:
            raise InvalidArgumentError(f"output: {self._folder} holds no run whose failures could be retried")
        if there:
            advice = "remove them, or name another folder"
            raise InvalidArgumentError(f"output: {self._folder} has {there[0]} and no {_MANIFEST}; {advice}")
        with replacing(self._folder / _MANIFEST) as stream:
            stream.write(
                (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")
            )

    def _check(self, manifest: Mapping[str, Any]) -> None:
        going_on = self._shards.resume or self._shards.retry_failed
        if not going_on:
            advice = "go on with it by --resume (resume=True), or name another folder"
            raise InvalidArgumentError(f"output: {self._folder} holds a run already; {advice}")
        try:
            before = json.loads((self._folder / _MANIFEST).read_bytes())
        except ValueError as problem:
            raise OutputError(str(self._folder / _MANIFEST), f"is damaged: {problem}") from None
        now = json.loads(json.dumps(manifest))
        if self._shards.retry_failed:  # what failed may have been mended
            now.pop("inputs", None)
            before.pop("inputs", None)
        differing = list(_differences(before, now, ""))
        if differing:
            what = "resume" if self._shards.resume else "retry_failed"
            raise InvalidArgumentError(
                f"{what}: the run in {self._folder} was another: {'; '.join(differing)}; ask for the same, or name "
                "another folder"
            )
        if self._shards.retry_failed and not self.complete:
            raise InvalidArgumentError(f"retry_failed: the run in {self._folder} is not complete; resume it first")

    def _recall(self) -> None:
        """Read the journal up to the first line whose shard is not as it says; what comes after is forgotten."""
        path = self._folder / _JOURNAL
        path.touch()
        with path.open("r+b") as stream:
            sound = 0
            for text in stream:
                line = _line_of(text)
                if line is None or not self._holds(line):
                    break
                self._remember(line)
                sound += len(text)
            if sound < path.stat().st_size:
                if self.complete:
                    raise OutputError(str(self._folder), f"is not what {_JOURNAL} says: remove it and convert anew")
                stream.truncate(sound)
        if self._lines:
            self._position = Position(*self._lines[-1].next)
            self._read = self._lines[-1].read
        self._write_errors()

    def _remember(self, line: _Line) -> None:
        self._lines.append(line._replace(errors=[]))  # they are on the disk; there may be many
        self._count += line.shard is not None

    def _holds(self, line: _Line) -> bool:
        if line.shard is None:
            return True
        try:
            return (self._folder / line.shard).stat().st_size == line.bytes
        except OSError:
            return False

    def _write_errors(self) -> None:
        """Write what failed by the journal: a run may have died between the two."""
        first = _last_retry(self._lines)
        with (self._folder / _JOURNAL).open("rb") as journal, replacing(self._folder / _ERRORS) as stream:
            for text in itertools.islice(journal, first, None):
                for error in json.loads(text)["errors"]:
                    stream.write(Failure(**error).line())

    # --- what is added -----------------------------------------------------------------------------------------------

    def add(self, item: Input, outcome: Any) -> None:
        """Take what became of the next item: the piece of its record, a `Failure`, or None where it was passed over."""
        if outcome is not None and not self._shards.retry_failed:
            self._turn()
        shard = self._current()
        if isinstance(outcome, Failure):
            shard.failures.append(outcome)
        elif outcome is None:
            shard.passed_over += 1
        else:
            with blamed(self._folder / shard.name):
                shard.put(outcome)
            shard.records += 1
        shard.taken += outcome is not None
        self._read += item.size
        self._position = Position(item.position.file, item.position.item + 1)

    def keep(self, failure: Failure) -> None:
        """Keep a failure of an earlier run whose input was not met again."""
        self._current().failures.append(failure)

    def _turn(self) -> None:
        """Close shards that are full, before the next item is taken."""
        number = self._shards.number
        if number is not None:
            due = min(number - 1, self._read * number // max(self._total or 0, 1))
            while len(self._lines) < due:
                self._close()
        elif self._open is not None and self._open.taken >= (self._shards.size or _SIZE):
            self._close()

    def _current(self) -> _Open:
        if self._open is None:
            name = f"part-{self._count:05}{self._target.suffix}"
            with blamed(self._folder / name), ExitStack() as opening:
                stream: Any = _Digested(opening.enter_context(replacing(self._folder / name)))
                put = opening.enter_context(packed(self._target, stream))
                closing = opening.pop_all()
            self._open = _Open(name, put, stream, closing)
        return self._open

    def _close(self) -> None:
        """Give the shard its name, then note that it is there."""
        shard, self._open = self._current(), None
        with blamed(self._folder / shard.name):
            shard.closing.close()
        self._note(shard, shard.name)

    def _note(self, shard: _Open, name: str | None) -> None:
        line = _Line(
            shard=name,
            records=shard.records,
            failed=len(shard.failures),
            passed_over=shard.passed_over,
            bytes=shard.stream.size if name else 0,
            sha256=shard.stream.digest.hexdigest() if name else "",
            next=self._position,
            read=self._read,
            retry=self._shards.retry_failed,
            errors=[failure._asdict() for failure in shard.failures],
        )
        with blamed(self._folder):
            appending(self._folder / _JOURNAL, _as_line(line))
            self._remember(line)
            if line.retry:
                self._write_errors()
            else:
                appending(self._folder / _ERRORS, b"".join(failure.line() for failure in shard.failures))

    def _drop(self, problem: BaseException) -> None:
        """Leave nothing of a shard that is not whole."""
        shard, self._open = self._open, None
        if shard is not None:
            shard.closing.__exit__(type(problem), problem, problem.__traceback__)

    def _end(self) -> None:
        if self._open is not None:
            self._close()
        while len(self._lines) < (self._shards.number or 0):
            self._close()
        with blamed(self._folder), replacing(self._folder / _DONE):
            pass

    def _end_retry(self) -> None:
        if self._open is None:
            return
        shard, self._open = self._open, None
        last = self._lines[-1] if self._lines else None
        self._position, self._read = (Position(*last.next), last.read) if last else (Position(0, 0), 0)
        name = shard.name if shard.records else None
        if name is None:
            _abandon(shard)
        else:
            with blamed(self._folder / shard.name):
                shard.closing.close()
        self._note(shard, name)


class _Abandoned(Exception):  # noqa: N818  (nobody sees it)
    """A shard that nothing was written to is not wanted."""


def _abandon(shard: _Open) -> None:
    problem = _Abandoned()
    shard.closing.__exit__(type(problem), problem, None)


class _Digested:
    """A stream that counts and digests what is written through it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.size = 0
        self.digest = hashlib.sha256()
        self.closed = False

    def write(self, data: Any) -> int:
        piece = memoryview(data)
        self.size += piece.nbytes
        self.digest.update(piece)
        self._stream.write(piece)
        return piece.nbytes

    def flush(self) -> None:
        self._stream.flush()

    def tell(self) -> int:
        return self.size

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        """Left to whoever opened the stream."""


def _line_of(text: bytes) -> _Line | None:
    """A line of the journal, None where it is torn or nonsense."""
    try:
        return _Line(**json.loads(text)) if text.endswith(b"\n") else None
    except (ValueError, TypeError):
        return None


def _last_retry(lines: list[_Line]) -> int:
    """Where the failures that still count begin: at the last retry, which lists all that were left, or at the start."""
    return max((number for number, line in enumerate(lines) if line.retry), default=0)


def _as_line(line: _Line) -> bytes:
    return (json.dumps(line._asdict(), ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _differences(before: Any, now: Any, path: str) -> Iterator[str]:
    """What is not the same in two trees of JSON."""
    if isinstance(before, dict) and isinstance(now, dict):
        for key in [*before, *(key for key in now if key not in before)]:
            yield from _differences(before.get(key), now.get(key), f"{path}{'.' * bool(path)}{key}")
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for i, (one, other) in enumerate(zip(before, now, strict=True)):
            yield from _differences(one, other, f"{path}[{i}]")
    elif before != now:
        yield f"{path} was {_short(before)} and is {_short(now)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_SHOWN: Final = 100
