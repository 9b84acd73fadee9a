"""Credits that older code let accounts cite before they were on record.

No code does so any more, so what there is of it is looked up once, and only in a store that older
code wrote in. What was taken off since is cited no more, and that is looked up each time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit.facts import BankCreditRecorded, Citation, Income
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import gift_of, shared
from lixia_domain.kernel.keys import canonical_key
from lixia_domain.recording.ledger import CREDITS_FIRST
from lixia_domain.recording.work import Work

READS = (
    BankCreditRecorded,
    acc.AppropriationReceived,
    acc.InterestCredited,
    acc.RecoveryReceived,
)


def cited_before(work: Work, credit_id: str) -> tuple[Citation, ...]:
    """Return what accounts took in by a credit that is not on record, in the log's order."""
    found = work.of_old(CREDITS_FIRST, READS, _uncovered)
    cited = () if found is None else found.get(_named(credit_id), ())
    gone = taken_off(work) if cited else frozenset()
    return tuple(each for each in cited if each.fact not in gone)


def taken_off(work: Work) -> frozenset[str]:
    """Return which facts that took money in were reversed by one that cites them."""
    return frozenset(
        recorded.event.cites
        for cls in (acc.IncomeReversed, acc.RecoveryReversed)
        for recorded in work.facts(cls)
        if isinstance(recorded.event, acc.IncomeReversed | acc.RecoveryReversed)
    )


def _uncovered(history: Iterable[Recorded]) -> Mapping[str, tuple[Citation, ...]]:
    on_record = set[str]()
    cited: dict[str, list[Citation]] = defaultdict(list)
    for recorded in history:
        event = recorded.event
        if isinstance(event, BankCreditRecorded):
            on_record.add(_named(recorded.key))
            continue
        assert isinstance(
            event, acc.AppropriationReceived | acc.InterestCredited | acc.RecoveryReceived
        )
        credit = _named(event.credit)
        if credit not in on_record:
            cited[credit].append(_citation(recorded, event, len(cited[credit]) + 1))
    return {credit: tuple(each) for credit, each in cited.items()}


def _citation(
    recorded: Recorded,
    event: acc.AppropriationReceived | acc.InterestCredited | acc.RecoveryReceived,
    number: int,
) -> Citation:
    match event:
        case acc.RecoveryReceived():
            gift, kind = gift_of(_named(event.credit), 0, number), Income.RECOVERY
            amount = shared(event.shares)
        case acc.InterestCredited():
            gift, kind, amount = event.gift, Income.INTEREST, event.amount
        case _:
            gift, kind, amount = event.gift, Income(event.kind.value), event.amount
    return Citation(
        fact=f"{recorded.stream}@{recorded.version}",
        account=recorded.key,
        gift=gift,
        kind=kind,
        amount=amount,
    )


def _named(credit_id: str) -> str:
    return canonical_key(credit_id, BANK_CREDIT.key)
