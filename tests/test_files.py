"""Files: the old one or the new one, never a piece; nothing of another process is touched; nothing is left."""

import os
import stat
import subprocess
import sys
import threading

import pytest

from newsrecord import files
from newsrecord.files import SCRATCH, identity, remove_left, replacing

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes, links and locks are POSIX")
LEFT = f".newsrecord-{'0' * 32}.part"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_content_gets_its_name_when_it_is_whole(tmp_path):
    target = tmp_path / "a.txt"
    with replacing(target) as stream:
        stream.write(b"new")
        [scratch] = names(tmp_path)
        assert SCRATCH.fullmatch(scratch)
    assert names(tmp_path) == ["a.txt"]
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("problem", [OSError, KeyboardInterrupt, SystemExit])
def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path, problem):
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")

    def fails():
        with replacing(target) as stream:
            stream.write(b"new" * 100_000)
            raise problem

    with pytest.raises(problem):
        fails()
    assert names(tmp_path) == ["a.txt"]
    assert target.read_bytes() == b"old"


@POSIX
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"), replacing(target) as stream:
        stream.write(b"new")
    assert names(tmp_path) == ["a.txt"]
    assert target.read_bytes() == b"old"


def test_all_is_on_the_disk_before_the_file_has_its_name(tmp_path, monkeypatch):
    seen = []
    real = os.fsync

    def watched(number):
        seen.append((os.fstat(number).st_size, names(tmp_path)))
        real(number)

    monkeypatch.setattr(files.os, "fsync", watched)
    with replacing(tmp_path / "a.txt") as stream:
        stream.write(b"new")
    [(size, there)] = seen
    assert size == 3
    assert "a.txt" not in there


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_a_file_keeps_its_mode(tmp_path, mode):
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    target.chmod(mode)
    with replacing(target) as stream:
        stream.write(b"new")
    assert stat.S_IMODE(target.stat().st_mode) == mode


@POSIX
def test_a_new_file_has_the_mode_that_any_new_file_has(tmp_path):
    (tmp_path / "b").write_bytes(b"")
    with replacing(tmp_path / "a") as stream:
        stream.write(b"new")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_scratch_files_of_one_target_do_not_meet(tmp_path):
    target = tmp_path / "a.txt"
    with replacing(target) as one, replacing(target) as two:
        one.write(b"one")
        two.write(b"two")
        assert len(names(tmp_path)) == 2
    assert names(tmp_path) == ["a.txt"]
    assert target.read_bytes() == b"one"


def test_only_what_a_dead_run_left_is_removed(tmp_path):
    (tmp_path / LEFT).write_bytes(b"left")
    for name in (".newsrecord-1.part", "a.part", f"x{LEFT}", f"{LEFT}.txt"):
        (tmp_path / name).write_bytes(b"of someone else")
    with replacing(tmp_path / "a.txt") as stream:
        stream.write(b"new")
        remove_left(tmp_path)
    assert names(tmp_path) == sorted([".newsrecord-1.part", "a.part", "a.txt", f"x{LEFT}", f"{LEFT}.txt"])


@POSIX
def test_what_a_living_run_writes_stays(tmp_path):
    code = """
import sys
from pathlib import Path
from newsrecord.files import replacing
with replacing(Path(sys.argv[1])) as stream:
    stream.write(b"whole")
    print("writing", flush=True)
    sys.stdin.read()
"""
    target = tmp_path / "a.txt"
    command = [sys.executable, "-c", code, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        remove_left(tmp_path)
        assert len(names(tmp_path)) == 1
        other.stdin.close()
        assert other.wait() == 0
    assert target.read_bytes() == b"whole"
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as dead:
        dead.stdout.readline()
        dead.kill()
    assert len(names(tmp_path)) == 2
    remove_left(tmp_path)
    assert names(tmp_path) == ["a.txt"]


def test_cleaning_up_never_takes_a_file_that_is_just_being_made(tmp_path):
    stop = threading.Event()

    def clean():
        while not stop.is_set():
            remove_left(tmp_path)

    cleaner = threading.Thread(target=clean)
    cleaner.start()
    try:
        for number in range(200):
            with replacing(tmp_path / "a.txt") as stream:
                stream.write(str(number).encode())
    finally:
        stop.set()
        cleaner.join()
    assert names(tmp_path) == ["a.txt"]


@POSIX
def test_what_a_file_system_cannot_lock_is_named_not_removed(tmp_path, monkeypatch, caplog):
    def cannot(*_):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(files.fcntl, "flock", cannot)
    (tmp_path / LEFT).write_bytes(b"left")
    remove_left(tmp_path)
    with replacing(tmp_path / "a.txt") as stream:
        stream.write(b"new")
    assert names(tmp_path) == [LEFT, "a.txt"]
    assert f"{tmp_path / LEFT}: another run is writing it, or died" in caplog.text


@POSIX
def test_a_file_is_the_same_under_all_its_names(tmp_path):
    one = tmp_path / "one"
    one.write_bytes(b"")
    (tmp_path / "link").symlink_to(one)
    (tmp_path / "hard").hardlink_to(one)
    (tmp_path / "two").write_bytes(b"")
    assert identity(one) == identity(tmp_path / "link") == identity(tmp_path / "hard") != identity(tmp_path / "two")
    with one.open("rb") as stream:
        assert identity(stream.fileno()) == identity(one)
    assert identity(tmp_path / "none") is None
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OSError, match="symbolic links"):
        identity(tmp_path / "loop")
