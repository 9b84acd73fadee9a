"""Files of strangers, opened: a plain file is read, and nothing that one would wait for."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

from lixia_domain.written import NO_PLAIN_FILE


class NotPlain(OSError):  # noqa: N818 - it says what the file is not
    """A pipe, a device or a socket stands where a file was named."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(errno.EINVAL, NO_PLAIN_FILE, str(path))


def opened(path: str | Path) -> BufferedReader:
    """Return a plain file, open for reading. Raises ``OSError``, for a name none can have too."""
    try:
        file = open(path, "rb", opener=_at_once)  # noqa: SIM115 - who called closes it
    except ValueError as error:
        raise OSError(errno.EINVAL, str(error), str(path)) from None
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise NotPlain(path)
    return file


def _at_once(name: str, flags: int) -> int:
    """Open without waiting: a pipe may have nobody at its other end."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
