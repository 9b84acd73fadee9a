"""What was open and is so no more: it was closed, or it is another process's since a fork."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol
from weakref import WeakSet

from attrs import define, field

from lixia_domain.recording.faults import Fault, OpenedBeforeFork, StoreClosed


class Gone:
    """Stands in the place of a log, and says why there is none any more whatever it is asked."""

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


@define(eq=False)
class Open:
    """What a store has open beside its log; what is still to be had of it asks first.

    ``place`` is named by what it raises.
    """

    place: str
    _why: Callable[[], Fault] | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        OPEN.add(self)

    @property
    def gone(self) -> bool:
        """Tell whether it was closed, or is another process's."""
        return self._why is not None

    def require_open(self) -> None:
        """Raise ``StoreClosed`` or ``OpenedBeforeFork`` if so it is."""
        if self._why is not None:
            raise self._why()

    def leave(self) -> None:
        """Note that it is closed."""
        self._why = self._why or partial(StoreClosed, self.place)

    def left_to_the_parent(self) -> object:
        """Note that it is another process's; return what must never be closed in this one."""
        self._why = self._why or partial(OpenedBeforeFork, self.place)
        return None


if hasattr(os, "register_at_fork"):  # Windows has no forks
    os.register_at_fork(after_in_child=_forked)
