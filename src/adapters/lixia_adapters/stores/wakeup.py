"""Waking whoever waits for news of a log."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Condition
from time import monotonic
from typing import ClassVar
from weakref import WeakValueDictionary

SHORTEST, LONGEST = 0.001, 0.05
"""Seconds between two looks at the head while nobody of this process has appended."""


class Bell:
    """Rung after every append; shared by all recorders of one log within the process."""

    _of: ClassVar[WeakValueDictionary[Hashable, Bell]] = WeakValueDictionary()

    def __init__(self) -> None:
        self._condition = Condition()
        self._rung = 0
        self._waiting = 0

    @classmethod
    def of(cls, log: Hashable) -> Bell:
        """Return the one bell of ``log``."""
        return cls._of.setdefault(log, cls())

    def ring(self) -> None:
        """Wake all who wait."""
        # Counted before it is asked who waits, as a waiter says so before it reads the count:
        # whichever comes first, no news is slept through, and with nobody waiting no lock is taken.
        self._rung += 1
        if self._waiting:
            with self._condition:
                self._condition.notify_all()

    def wait(self, head: Callable[[], int], after: int, timeout: float) -> int:
        """Return ``head()`` as soon as it lies beyond ``after``, or after ``timeout`` seconds.

        Other processes can't ring, so the head is looked at now and then, ever less often.
        """
        deadline = monotonic() + timeout
        pause = SHORTEST
        with self._condition:
            self._waiting += 1
        try:
            while True:
                rung = self._rung
                if (now := head()) > after or (left := deadline - monotonic()) <= 0:
                    return now
                with self._condition:
                    if self._rung == rung:
                        self._condition.wait(min(pause, left))
                pause = min(pause * 2, LONGEST)
        finally:
            with self._condition:
                self._waiting -= 1
