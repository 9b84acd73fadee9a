"""Receivables (应收退款): what had been returned when the bank took it all back is owed."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.bank_credit import facts as crd
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.wish import Process, Wish, cause_of, line


class Owed(Row, frozen=True):
    """What is owed of a credit, by whom, and since which fact."""

    credit: str
    debtor: str
    fen: int
    cause: str
    since: date


def evolve(row: Owed | None, recorded: Recorded) -> Owed | None:
    """Bring what is owed up to date; once it is paid, nothing is."""
    event = recorded.event
    if isinstance(event, crd.ReceivableArose):
        return Owed(recorded.key, event.debtor, event.amount.fen, *cause_of(recorded))
    assert row is not None and isinstance(event, crd.ReceivableCollected)
    left = replace(row, fen=row.fen - event.amount.fen)
    return left if left.fen else None


def wishes(row: Owed, on: date) -> tuple[Wish, ...]:
    """Let the accountant collect it."""
    owed = Money(row.fen)
    return (
        Wish(
            process="owed",
            subject=row.credit,
            cause=row.cause,
            since=row.since,
            role=Role.ACCOUNTANT,
            zh=f"到账 {row.credit} 已被银行冲正，{row.debtor} 收过退款，应收回 {owed}",
            en=f"the bank took credit {row.credit} back: {row.debtor} owes {owed.en} of it",
            command=line("bank collect", row.credit, "AMOUNT", "--by CREDIT"),
        ),
    )


OWED: Process[Owed] = Process(
    name="owed",
    title="应收退款",
    title_en="Receivables",
    view=View(
        name="receivables",
        version=1,
        title="应收退款",
        title_en="What was returned and is owed",
        row=Owed,
        reads=(crd.ReceivableArose, crd.ReceivableCollected),
        keys=lambda recorded: (recorded.key,),
        evolve=evolve,
    ),
    wishes=wishes,
)
