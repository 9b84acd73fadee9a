"""A lock between processes, held while a file is; the system lets go of it when a process dies."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

_POLL_SECONDS = 0.01


def locked(path: Path) -> AbstractContextManager[object]:
    """Hold the lock that the file ``path`` stands for; wait for whoever holds it, however long.

    Raises ``OSError`` where the file can't be opened or the disk knows no locks: a file that is
    there while it is held would stay there when its process dies.
    """
    from filelock import FileLock  # it imports asyncio, and most commands write no seal

    return FileLock(path, poll_interval=_POLL_SECONDS, fallback_to_soft=False)
