"""The bank's side of the synthetic year (虚构示例): entries, statements, book against bank."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple

from lixia_adapters.demo import cast
from lixia_adapters.demo.stage import FOUNDATION_DESK, Day, Stage
from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.bank_debit import Outgoing
from lixia_domain.aggregates.bank_statement import Statement, following
from lixia_domain.application.finance import banking, credits
from lixia_domain.kernel.dates import period_of
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.views.bank_book import BANK_BOOK, CREDIT

DESK: Any = {"actor": FOUNDATION_DESK, "role": Role.ACCOUNTANT}
MONTHS = ("2021-03", "2021-12")
NEXT_DAY = timedelta(days=1)
"""When the bank's own entry of a payment is seen."""


class Entry(NamedTuple):
    """One entry of the bank, in or out: when, by which reference, whose, how much."""

    on: date
    reference: str
    party: str
    amount: Money
    person: str | None = None

    @property
    def key(self) -> str:
        """Return the key of its stream."""
        return join_key("DEMO-01", self.on.isoformat(), self.reference, "1")


def happenings() -> Iterator[Day]:
    """Yield the statements: each comes on the fifth of the month after, and is reconciled."""
    period, last = MONTHS
    while period <= last:
        yield date.fromisoformat(f"{following(period)}-05"), partial(_reconciled, period=period)
        period = following(period)


def book(stage: Stage, entry: Entry, *, remark: str, wishes: tuple[Any, ...] = ()) -> None:
    """Book an entry that came in; without wishes it is held."""
    stage.play(
        credits.book,
        **DESK,
        credit_id=entry.key,
        fund_id=cast.FUND,
        notice=Notice(
            account=cast.BANK_ACCOUNT,
            value_date=entry.on,
            payer=entry.party,
            payer_ref=entry.person,
            amount=entry.amount,
            remark=remark,
        ),
        document=f"银行回单 {entry.reference}{cast.SYNTHETIC}",
        wishes=wishes,
    )


def left_bank(stage: Stage, debit: str, *, payee: str, amount: Money) -> None:
    """Record that money left the bank today."""
    outgoing = Outgoing(
        account=cast.BANK_ACCOUNT,
        value_date=stage.store.today(),
        payee=payee,
        amount=amount,
        remark="",
    )
    stage.play(
        banking.record_debit,
        **DESK,
        debit_id=debit,
        fund_id=cast.FUND,
        outgoing=outgoing,
        document=f"银行付款回单 {debit}{cast.SYNTHETIC}",
    )


def _reconciled(stage: Stage, *, period: str) -> None:
    """Take in the month's statement, as the bank's entries add up, and reconcile the book to it."""
    entries = [row for _, row in stage.store.views().rows(BANK_BOOK)]
    stage.play(
        banking.import_statement,
        **DESK,
        fund_id=cast.FUND,
        bank_account=cast.BANK_ACCOUNT,
        statement=_statement(entries, period),
        document=f"银行对账单 {period}{cast.SYNTHETIC}",
        document_hash=sha256(period.encode()).hexdigest(),
    )
    stage.play(
        banking.reconcile,
        **DESK,
        fund_id=cast.FUND,
        bank_account=cast.BANK_ACCOUNT,
        period=period,
    )


def _statement(entries: list[Any], period: str) -> Statement:
    """Return the statement of a month: an entry taken back stands on both sides of it."""
    moves: list[tuple[date, int]] = []
    for row in entries:
        moves.append((row.value_date, row.in_fen if row.side == CREDIT else -row.out_fen))
        if row.reversed_on is not None:
            moves.append((row.reversed_on, -row.in_fen))
    opening = sum(fen for on, fen in moves if period_of(on) < period)
    now = [fen for on, fen in moves if period_of(on) == period]
    return Statement(
        period=period,
        opening=Money(opening),
        credited=Money(sum(fen for fen in now if fen > 0)),
        debited=Money(-sum(fen for fen in now if fen < 0)),
        closing=Money(opening + sum(now)),
    )
