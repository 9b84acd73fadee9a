"""Facts as they are recorded, for whoever pulls them; a follower has them pushed."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from time import monotonic
from types import TracebackType
from typing import Self

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.recording.faults import Fault, StoreClosed
from lixia_domain.recording.ledger import Ledger

PAGE = 1_000
"""Positions read at a time, into memory: no cursor stays open while the caller ponders."""
LOOK = 0.5
"""Seconds between two looks at whether it was stopped, while nothing is recorded."""


class AheadOfLog(Fault):
    """The position asked for lies behind the end of the log."""

    def __init__(self, position: int, head: int) -> None:
        super().__init__(
            f"账册只记到第 {head} 条，不能从第 {position} 条之后接着读；"
            "请核对该位置是否属于本账库，或账库是否被换成了更早的副本",
            f"the log ends at position {head}, so nothing can follow {position}: check that the "
            "position is this store's, and that no older copy was put in the store's place",
            position=position,
            head=head,
        )


class Subscription:
    """What is recorded after a position, in order, each fact once; waits for more.

    An iterator for one thread. It ends when it is stopped (by any thread, within half a second),
    when the store is closed, or after ``idle`` seconds without anything that it reads.
    """

    def __init__(
        self, ledger: Ledger, after: int, reads: Collection[type[Event]], idle: float | None
    ) -> None:
        self.position = after
        """Up to where everything was handed out. Keep it with what was made of the last fact."""
        self._ledger = ledger
        self._reads = tuple(reads)
        self._idle = idle
        self._read = after
        self._page: deque[Recorded] = deque()
        self._stopped = False
        self._refuse_ahead(ledger.head())

    def __iter__(self) -> Iterator[Recorded]:
        return self

    def __next__(self) -> Recorded:
        began = monotonic()
        while not self._stopped:
            left = LOOK if self._idle is None else self._idle - (monotonic() - began)
            try:
                self._ledger.require_open()  # nor is what was read ahead to be had any more
                if self._page:
                    fact = self._page.popleft()
                    self.position = fact.position
                    return fact
                self.position = self._read
                if not self._more(min(LOOK, left)) and left <= 0:
                    self.stop()
            except StoreClosed:
                self.stop()
        raise StopIteration

    def _more(self, timeout: float) -> bool:
        """Read the next page as soon as there is one; tell whether there was within ``timeout``."""
        head = self._ledger.journal.wait(self._read, max(timeout, 0))
        self._refuse_ahead(head)
        upto = min(head, self._read + PAGE)
        if upto == self._read:
            return False
        self._page.extend(self._ledger.read(self._read, upto, self._reads))
        self._read = upto
        return True

    def _refuse_ahead(self, head: int) -> None:
        if head < self._read:
            raise AheadOfLog(self._read, head)

    def stop(self) -> None:
        """Let it end. Any thread may."""
        self._stopped = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.stop()
