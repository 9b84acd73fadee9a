"""Files that we write: whole or not at all, with the mode of their purpose, never through a link.

What is shared may be read by everybody (0644), a secret by its owner alone (0600, in folders of
0700), whatever the umask. A file is made under a name that nobody can foresee, beside its place,
and put there in one move; a symbolic link, a pipe or a device at that place is refused, not
followed. All raise ``OSError``, whose ``filename`` is the file that was asked for.

Nothing else in this source opens a file to write (``tests/test_written.py``).
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

SHARED, SECRET = 0o644, 0o600
SHARED_FOLDER, SECRET_FOLDER = 0o755, 0o700
NO_PLAIN_FILE = "no plain file"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)


def text(path: Path, content: str, *, secret: bool = False, encoding: str = "utf-8") -> None:
    """Let ``path`` be ``content``, its line ends as they are."""
    data(path, content.encode(encoding), secret=secret)


def data(path: Path, content: bytes, *, secret: bool = False) -> None:
    """Let ``path`` be ``content``."""
    with opened(path, secret=secret) as file:
        file.write(content)


@contextmanager
def opened(path: Path, *, secret: bool = False) -> Iterator[BinaryIO]:
    """Give a file to write to; at the end it is ``path``, if all went well."""
    with whole(path, secret=secret) as unfinished, unfinished.open("r+b") as file:
        yield file


@contextmanager
def whole(path: Path, *, secret: bool = False) -> Iterator[Path]:
    """Give the place of an empty file to write to; what is there at the end becomes ``path``.

    A shared file that was there keeps its mode, so far as that is narrower.
    """
    unfinished = path.with_name(f".lixia-{token_hex(8)}")
    try:
        mode = SECRET if secret else SHARED & _mode_there(path)
        new(unfinished, secret=True)
        yield unfinished
        _finish(unfinished, mode)
        os.replace(unfinished, path)
        sync(path.parent)
    except OSError as error:
        if error.filename in (None, str(unfinished)):
            error.filename = str(path)  # what was asked for, not our way there
            error.filename2 = None
        raise
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()


def new(path: Path, *, secret: bool = False) -> None:
    """Make an empty file. Raises ``FileExistsError`` for whatever is there, be it a link."""
    mode = SECRET if secret else SHARED
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, mode)
    try:
        _chmod(path, handle, mode)
    finally:
        os.close(handle)


def once(path: Path, content: bytes, *, secret: bool = False) -> bool:
    """Make a file of ``content``; tell whether it was not there before, in which case it stays."""
    draft = path.with_name(f".lixia-{token_hex(8)}")
    try:
        new(draft, secret=True)
        with draft.open("r+b") as file:
            file.write(content)
        _finish(draft, SECRET if secret else SHARED)
        put(draft, path)
    except FileExistsError:
        return False
    except OSError as error:
        error.filename = str(path)
        raise
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()
    return True


def put(made: Path, path: Path) -> None:
    """Let ``made`` bear the name ``path``, which outlives a power cut. ``FileExistsError``."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        made.rename(path)
    sync(path.parent)


def appended(path: Path, content: bytes, *, secret: bool = False) -> None:
    """Put ``content`` behind what is there, in one write."""
    with _at(path, os.O_WRONLY | os.O_APPEND, secret=secret) as file:
        file.write(content)


def extended(path: Path, length: int, content: bytes, *, secret: bool = False) -> None:
    """Put ``content`` behind the first ``length`` bytes, in place of what follows them."""
    with _at(path, os.O_RDWR, secret=secret) as file:
        file.truncate(length)
        file.seek(length)
        file.write(content)


def destroyed(path: Path) -> None:
    """Overwrite a file and remove it; none there: nothing happens.

    A disk that copies or journals may not honour the overwriting.
    """
    if os.path.lexists(path):
        with _at(path, os.O_RDWR, secret=True, make=False) as file:
            file.write(bytes(os.fstat(file.fileno()).st_size))
        path.unlink()


def folder(path: Path, *, secret: bool = False) -> None:
    """Make a folder, and those above it, where there is none yet; one that is there stays."""
    missing = []
    at = path
    while not at.is_dir():
        missing.append(at)
        at = at.parent
    for one in reversed(missing):
        try:
            one.mkdir(SECRET_FOLDER)
        except FileExistsError:
            if not one.is_dir():
                raise
            continue  # another process was first
        one.chmod(SECRET_FOLDER if secret else SHARED_FOLDER)


def sync(place: Path) -> None:
    """Let the names in a folder outlive a power cut."""
    if os.name == "posix":
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno != errno.EINVAL:  # a file system that can't
                raise
        finally:
            os.close(handle)


@contextmanager
def _at(path: Path, how: int, *, secret: bool, make: bool = True) -> Iterator[BinaryIO]:
    """Open a plain file in its place, made with its mode if it is missing; sync it at the end."""
    if make and not os.path.lexists(path):
        with suppress(FileExistsError):
            new(path, secret=secret)
    handle = os.open(path, how | _NO_LINK | _AT_ONCE)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _no_plain(path)
    with os.fdopen(handle, "ab" if how & os.O_APPEND else "r+b") as file:
        yield file
        file.flush()
        os.fsync(handle)


def _mode_there(path: Path) -> int:
    """Return what a file's mode allows, all if there is none; refuse what is no plain file."""
    try:
        there = path.lstat().st_mode
    except FileNotFoundError:
        return 0o777
    if stat.S_ISLNK(there):
        raise OSError(errno.ELOOP, "a symbolic link", str(path))
    if stat.S_ISDIR(there):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(there):
        raise _no_plain(path)
    return stat.S_IMODE(there)


def _no_plain(path: Path) -> OSError:
    return OSError(errno.EINVAL, NO_PLAIN_FILE, str(path))


def _finish(unfinished: Path, mode: int) -> None:
    handle = os.open(unfinished, os.O_RDWR | _NO_LINK)
    try:
        _chmod(unfinished, handle, mode)
        os.fsync(handle)
    finally:
        os.close(handle)


def _chmod(path: Path, handle: int, mode: int) -> None:
    if hasattr(os, "fchmod"):
        os.fchmod(handle, mode)
    else:
        path.chmod(mode)
