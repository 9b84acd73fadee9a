"""An aggregate as it stood at a moment: its stream, folded by its own decider."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from lixia_domain.audit.past.moment import WHOLE, Moment, NotOpenYet, stream_facts
from lixia_domain.audit.past.names import STREAM, Unknown
from lixia_domain.kernel.decider import Decider
from lixia_domain.recording.catalogue import AGGREGATES, decider
from lixia_domain.recording.ledger import Ledger


@frozen(kw_only=True)
class State:
    """What decisions knew of a stream: ``value`` after its first ``version`` facts."""

    stream: str
    version: int
    position: int
    value: Any


def state(ledger: Ledger, stream: str, moment: Moment = WHOLE) -> State:
    """Return a stream's state at ``moment``.

    Raises ``Unknown``, naming the nearest, for a stream that never was, ``NotOpenYet``
    for one that was not open then, and ``BeyondHead``.
    """
    head = ledger.head()
    moment = moment.settled(head)
    category = stream.partition("-")[0]
    try:
        kind: Decider[Any, Any] = decider(category)
    except KeyError:
        ledger.history(stream)  # where there is one, its first fact says what is not installed
        raise Unknown(STREAM, stream, (f"{name}-…" for name in AGGREGATES)) from None
    told = stream_facts(ledger, stream, moment)
    if not told:
        first = next(iter(ledger.history(stream)), None)
        if first is None:
            raise Unknown(STREAM, stream, (r.stream for r in ledger.read(reads=kind.events)))
        raise NotOpenYet(stream, moment, head, first.event.on)
    return State(
        stream=stream,
        version=told[-1].version,
        position=moment.upto(head),
        value=kind.fold([recorded.event for recorded in told]),
    )
