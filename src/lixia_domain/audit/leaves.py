"""The log in its order, each fact with the index of its leaf in the seal's tree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import TypeAlias

from attrs import frozen

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.recording import codec
from lixia_domain.recording.ledger import Ledger

Progress: TypeAlias = Callable[[int, int], None]
"""Told (leaves gone through, leaves there are) now and then."""

STEP = 5_000


@frozen(kw_only=True)
class Span:
    """How much of the log is meant: what was known at ``position``, of business up to ``as_of``.

    ``None`` is all there is.
    """

    position: int | None = None
    as_of: date | None = None

    def upto(self, ledger: Ledger) -> int:
        """Return the last position that is meant; the head, if a later one is asked for."""
        head = ledger.head()
        return head if self.position is None else min(self.position, head)

    def holds(self, event: Event) -> bool:
        """Tell whether ``event`` is business of the days that are meant."""
        return self.as_of is None or event.on <= self.as_of


ALL = Span()


def leaves(
    ledger: Ledger,
    *,
    span: Span = ALL,
    reads: Collection[type[Event]] = (),
    progress: Progress | None = None,
) -> Iterator[tuple[int, Recorded]]:
    """Yield leaf index and envelope of what ``span`` holds, in order of the log.

    A leaf's index is its place in the log from 0; positions may have gaps, leaves have none. With
    ``reads`` only facts of these classes are decoded, but every one is counted. Raises
    ``UnreadableEvent`` at the first that this code can't understand.
    """
    upto = span.upto(ledger)
    names = frozenset(cls.event_name for cls in reads)
    for leaf, row in enumerate(ledger.journal.rows(0, upto)):
        if progress is not None and leaf % STEP == 0:
            progress(row[0], upto)
        if names and row[3] not in names:
            continue
        recorded = codec.unseal(row)
        if span.holds(recorded.event):
            yield leaf, recorded
    if progress is not None:
        progress(upto, upto)
