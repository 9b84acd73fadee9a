"""Every event that may be stored, by its stored name. New aggregate? Add its decider here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lixia_domain.aggregates.account import ACCOUNT
from lixia_domain.aggregates.bank_credit import BANK_CREDIT
from lixia_domain.aggregates.batch import BATCH
from lixia_domain.aggregates.command import COMMAND
from lixia_domain.aggregates.disbursement import DISBURSEMENT
from lixia_domain.aggregates.donation_receipt import DONATION_RECEIPT
from lixia_domain.aggregates.enterprise import ENTERPRISE
from lixia_domain.aggregates.fund import FUND
from lixia_domain.aggregates.pledge import PLEDGE
from lixia_domain.aggregates.project import PROJECT
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event

DECIDERS: tuple[Decider[Any, Any], ...] = (
    PROJECT,
    BATCH,
    ENTERPRISE,
    PLEDGE,
    FUND,
    ACCOUNT,
    DISBURSEMENT,
    BANK_CREDIT,
    DONATION_RECEIPT,
    COMMAND,
)


def index(deciders: Iterable[Decider[Any, Any]]) -> Mapping[str, type[Event]]:
    """Return the events of ``deciders`` by stored name. Raises ValueError for a name used twice."""
    found: dict[str, type[Event]] = {}
    for decider in deciders:
        for cls in decider.events:
            if cls.event_name in found:
                msg = f"two events are stored as {cls.event_name!r}"
                raise ValueError(msg)
            found[cls.event_name] = cls
    return found


EVENTS: Mapping[str, type[Event]] = index(DECIDERS)
