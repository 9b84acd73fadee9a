"""The log in its order, each fact with the index of its leaf in the seal's tree."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lixia_domain.audit.past.moment import WHOLE, Moment, Progress, gate
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.recording import codec
from lixia_domain.recording.ledger import Ledger

STEP = 5_000
"""Leaves between two words on how far it has got."""


def leaves(
    ledger: Ledger,
    moment: Moment = WHOLE,
    reads: Collection[type[Event]] = (),
    *,
    progress: Progress | None = None,
) -> Iterator[tuple[int, Recorded]]:
    """Yield leaf index and envelope of what had happened and was known at ``moment``.

    A leaf's index is its place in the log from 0: positions may have gaps, leaves have none. With
    ``reads`` only facts of these classes are decoded, but every one is counted. Raises
    ``BeyondHead``, and ``UnreadableEvent`` at the first fact that this code can't understand.
    """
    moment = moment.settled(ledger.head())
    upto = moment.upto(ledger.head())
    names = frozenset(cls.event_name for cls in reads)
    lets = gate(ledger, moment).lets
    for leaf, row in enumerate(ledger.journal.rows(0, upto)):
        if progress is not None and leaf % STEP == 0:
            progress(row[0], upto)
        if names and row[3] not in names:
            continue
        recorded = codec.unseal(row)
        if lets(recorded):
            yield leaf, recorded
    if progress is not None:
        progress(upto, upto)
