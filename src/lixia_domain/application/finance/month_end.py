"""What a fund's accounts and its bank accounts held at the end of a month, from the facts alone.

``closing.prove`` finds the same from views, entry by entry, and whoever closes a month brings it
along; what is closed is what stands here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import frozen

from lixia_domain.aggregates.account.effects import EFFECTS, fact_of
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import (
    BankCreditRecorded,
    CreditReversedByBank,
)
from lixia_domain.aggregates.bank_debit import BankDebitRecorded
from lixia_domain.aggregates.bank_statement import StatementImported
from lixia_domain.kernel.dates import period_of
from lixia_domain.kernel.keys import kept
from lixia_domain.kernel.money import Money, total
from lixia_domain.recording.work import Work


@frozen(kw_only=True)
class MonthEnd:
    """What lies on the accounts, what is at the bank, and which statements say so."""

    book: Money
    bank: Money
    statements: tuple[str, ...]


def month_end(work: Work, fund_id: str, period: str, accounts: Iterable[str]) -> MonthEnd:
    """Return how a fund with these ``accounts`` stood at the end of ``period``."""
    stated = _stated(work, fund_id, period)
    entries = _entries(work, fund_id, period, stated)
    return MonthEnd(
        book=Money(sum(_balance(work, key, period) for key in accounts)),
        bank=total(stated.values()) + Money(entries),
        statements=tuple(sorted(stated)),
    )


def _balance(work: Work, key: str, period: str) -> int:
    balance = 0
    for recorded in work.history(ACCOUNT, key):
        event: Any = recorded.event
        effect = EFFECTS.get(fact_of(event))
        if effect is not None and effect.balance and event.period <= period:
            balance += effect.balance * effect.fen(event)
    return balance


def _stated(work: Work, fund_id: str, period: str) -> dict[str, Money]:
    """Return with what the bank closed the month on each account that has its statement."""
    found: dict[str, Money] = {}
    for recorded in work.facts(StatementImported):
        event = recorded.event
        assert isinstance(event, StatementImported)
        if kept(event.fund) == kept(fund_id) and event.statement.period == period:
            found[event.account] = event.statement.closing
    return found


def _entries(work: Work, fund_id: str, period: str, stated: Iterable[str]) -> int:
    """Return what entries add up to on all other bank accounts, in fen."""
    but, credits = set(stated), dict[str, int]()
    for recorded in work.facts(BankCreditRecorded):
        event = recorded.event
        assert isinstance(event, BankCreditRecorded)
        notice = event.notice
        ours = kept(event.fund) == kept(fund_id) and notice.account not in but
        if ours and period_of(notice.value_date) <= period:
            credits[recorded.key] = notice.amount.fen
        else:
            credits.pop(recorded.key, None)
    for recorded in work.facts(CreditReversedByBank):
        if period_of(recorded.event.on) <= period:
            credits.pop(recorded.key, None)
    sums = sum(credits.values())
    for recorded in work.facts(BankDebitRecorded):
        event = recorded.event
        assert isinstance(event, BankDebitRecorded)
        out = event.outgoing
        ours = kept(event.fund) == kept(fund_id) and out.account not in but
        if ours and period_of(out.value_date) <= period:
            sums -= out.amount.fen
    return sums
