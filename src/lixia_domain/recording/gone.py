"""What a ledger leaves in the place of its log once that is closed, or is another process's."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Protocol
from weakref import WeakSet

from lixia_domain.recording.faults import Fault


class Gone:
    """Says why there is no log any more, whatever it is asked."""

    def __init__(self, why: Callable[[], Fault]) -> None:
        self._why = why

    def __getattr__(self, name: str) -> Any:
        raise self._why()


class Forking(Protocol):
    """What must know that it has come to be in a child process."""

    def left_to_the_parent(self) -> object:
        """Use nothing of what was open any more; return what must never be closed here."""
        ...


OPEN: WeakSet[Forking] = WeakSet()
"""Whatever is told of a fork."""
_OF_THE_PARENT: list[object] = []
"""Kept for good: SQLite must not close in a child what its parent has open."""


def _forked() -> None:
    _OF_THE_PARENT.extend(one.left_to_the_parent() for one in list(OPEN))


if hasattr(os, "register_at_fork"):  # Windows has no forks
    os.register_at_fork(after_in_child=_forked)
