"""A file's lock: one at a time, let go of by the dead, never waited for where none can be."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from lixia_adapters.seals.locking import locked

HOLD = """
import sys, time
from pathlib import Path
from lixia_adapters.seals.locking import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def waiter(path: Path, got: Event) -> Thread:
    def wait() -> None:
        with locked(path):
            got.set()

    thread = Thread(target=wait, daemon=True)
    thread.start()
    return thread


def test_a_thread_waits_for_another_of_its_process(tmp_path: Path) -> None:
    got = Event()
    with locked(tmp_path / "lock"):
        thread = waiter(tmp_path / "lock", got)
        assert not got.wait(0.1)
    thread.join(10)
    assert got.is_set()


@pytest.mark.parametrize("ends", ["kill", "let go"])
def test_a_process_waits_until_another_ends_however_that_is(tmp_path: Path, ends: str) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None and holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        got = Event()
        thread = waiter(tmp_path / "lock", got)
        assert not got.wait(0.1)
        if ends == "kill":
            holder.kill()
        else:
            holder.stdin.close()
        thread.join(10)
        assert got.is_set()


def test_an_error_within_lets_go(tmp_path: Path) -> None:
    with pytest.raises(KeyError), locked(tmp_path / "lock"):
        raise KeyError
    with locked(tmp_path / "lock"):
        pass


def test_a_place_where_no_lock_can_lie_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError), locked(tmp_path / "file" / "lock"):
        pass
    (tmp_path / "lock").mkdir()
    with pytest.raises(IsADirectoryError), locked(tmp_path / "lock"):
        pass


def test_a_disk_that_is_read_only_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: object, *_: object, **__: object) -> int:
        raise OSError(errno.EROFS, "Read-only file system", path)

    with monkeypatch.context() as disk:
        disk.setattr(os, "open", refuse)
        with pytest.raises(OSError, match="Read-only") as told, locked(tmp_path / "lock"):
            pass
    assert told.value.errno == errno.EROFS


@pytest.mark.skipif(sys.platform == "win32", reason="there it is another call")
def test_a_disk_without_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def unknown(*_: object) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    with monkeypatch.context() as disk:
        disk.setattr(fcntl, "flock", unknown)
        with pytest.raises(OSError, match="not implemented"), locked(tmp_path / "lock"):
            pass
    with locked(tmp_path / "lock"):
        pass
