"""Tranches (拨付): asked for and approved, paid and accounted for, each waits for somebody.

Evidence and the bank's entry have their time; what is past it is told to whoever is to bring it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import shared
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.carried import keeper
from lixia_domain.processes.funds import FUNDS_SO_FAR
from lixia_domain.processes.wish import Asked, Cause, Process, Wish, cause_of, line
from lixia_domain.rules import EDITIONS
from lixia_domain.rules.deadlines import entry_of_payment, evidence_of_payment

Sheet = tuple[str, int, Cause]
"""Evidence that waits for its review: the invoice, fen, and the fact that brought it."""
Back = tuple[str, int, int]
"""What came back: by which credit, fen, and how much of it had been disallowed."""


class Tranche(Row, frozen=True):
    """A disbursement: for what it waits, and since which fact."""

    paper: str
    project: str
    fund: str
    team: str
    fen: int
    asked: Cause | None = None
    approved: Cause | None = None
    paid: Cause | None = None
    debit: str = ""
    matched: bool = False
    open_fen: int = 0
    """What was paid and is neither accepted, back nor written off."""
    sheets: tuple[Sheet, ...] = ()
    owed_fen: int = 0
    """What was disallowed and has neither come back nor been written off."""
    disallowed: Cause | None = None
    back: tuple[Back, ...] = ()


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the disbursement; none for an entry of the bank that paid something else."""
    event = recorded.event
    if isinstance(event, dbt.BankDebitMatched | dbt.BankDebitUnmatched):
        return (event.cites,) if event.purpose is dbt.Purpose.DISBURSEMENT else ()
    return (recorded.key,)


def evolve(row: Tranche | None, recorded: Recorded) -> Tranche | None:
    """Bring a disbursement up to date."""
    event = recorded.event
    if isinstance(event, dis.DisbursementRequested):
        return Tranche(
            paper=recorded.key,
            project=event.project,
            fund=split_key(event.account)[0],
            team=event.team,
            fen=event.amount.fen,
            asked=cause_of(recorded),
        )
    if row is None:
        return None
    match event:
        case dis.DisbursementApproved():
            return replace(row, asked=None, approved=cause_of(recorded))
        case dis.ApprovalFell():
            return replace(row, asked=cause_of(recorded), approved=None)
        case dis.DisbursementRefused() | dis.DisbursementWithdrawn():
            return None
        case dis.FundsDisbursed(debit=debit, shares=shares):
            paid, fen = cause_of(recorded), shared(shares).fen
            return replace(row, approved=None, paid=paid, debit=debit, open_fen=fen)
        case dbt.BankDebitMatched():
            return replace(row, matched=True)
        case dbt.BankDebitUnmatched():
            return replace(row, matched=False)
        case dis.PaymentCancelled():
            unpaid = replace(row, approved=cause_of(recorded), paid=None, debit="", matched=False)
            return replace(unpaid, open_fen=0, owed_fen=0, disallowed=None)
        case dis.PaymentBounced():
            return replace(row, open_fen=0)
        case dis.BounceReversed():
            return replace(row, open_fen=row.fen)
        case _:
            return _accounted(row, recorded)


def _accounted(row: Tranche, recorded: Recorded) -> Tranche:
    match event := recorded.event:
        case dis.ExpenseEvidenced(invoice=invoice, amount=amount):
            return replace(row, sheets=(*row.sheets, (invoice, amount.fen, cause_of(recorded))))
        case dis.ExpenseAccepted(amount=amount):
            reviewed = _without(row, event.invoice)
            return replace(reviewed, open_fen=row.open_fen - amount.fen)
        case dis.AcceptanceReversed(invoice=invoice, amount=amount):
            sheets = (*row.sheets, (invoice, amount.fen, cause_of(recorded)))
            return replace(row, sheets=sheets, open_fen=row.open_fen + amount.fen)
        case dis.ExpenseDisallowed(amount=amount):
            owed = row.owed_fen + amount.fen
            return replace(
                _without(row, event.invoice), owed_fen=owed, disallowed=cause_of(recorded)
            )
        case dis.DisallowanceReversed(invoice=invoice, amount=amount, owed=back):
            sheets = (*row.sheets, (invoice, amount.fen, cause_of(recorded)))
            return replace(row, sheets=sheets, owed_fen=row.owed_fen - back.fen)
        case dis.LossWrittenOff(amount=amount):
            return _less(row, amount.fen)
        case dis.LossReversed(amount=amount, owed=back):
            owed = row.owed_fen + back.fen
            return replace(row, open_fen=row.open_fen + amount.fen, owed_fen=owed)
        case dis.UnspentRecovered(amount=amount, credit=credit):
            left = _less(row, amount.fen)
            came = (credit, amount.fen, row.owed_fen - left.owed_fen)
            return replace(left, back=(*row.back, came))
        case _:
            assert isinstance(event, dis.RecoveryReversed)
            return _out_again(row, event.credit, event.amount.fen)


def _less(row: Tranche, fen: int) -> Tranche:
    return replace(row, open_fen=row.open_fen - fen, owed_fen=max(0, row.owed_fen - fen))


def _out_again(row: Tranche, credit: str, fen: int) -> Tranche:
    gone = next(came for came in reversed(row.back) if came[:2] == (credit, fen))
    place = len(row.back) - 1 - row.back[::-1].index(gone)
    back = row.back[:place] + row.back[place + 1 :]
    owed = row.owed_fen + gone[2]
    return replace(row, open_fen=row.open_fen + fen, owed_fen=owed, back=back)


def _without(row: Tranche, invoice: str) -> Tranche:
    return replace(row, sheets=tuple(sheet for sheet in row.sheets if sheet[0] != invoice))


def wishes(row: Tranche, on: date) -> tuple[Wish, ...]:
    """Ask approver, cashier, team and accountant for what a tranche waits for, each in turn."""
    return tuple(_wishes(row, on))


def _wishes(row: Tranche, on: date) -> Iterator[Wish]:
    paper, amount = row.paper, Money(row.fen)
    if row.asked is not None:
        yield _task(
            row.paper,
            row.asked,
            Role.APPROVER,
            f"项目 {row.project} 的拨付 {paper}（{amount}）待审批",
            f"disbursement {paper} of project {row.project} ({amount.en}) waits for approval",
            line("disburse approve", paper, "--minutes MINUTES --checked ID"),
        )
    if row.approved is not None:
        yield _task(
            row.paper,
            row.approved,
            Role.CASHIER,
            f"项目 {row.project} 的拨付 {paper}（{amount}）已批准，待支付",
            f"disbursement {paper} of project {row.project} ({amount.en}) is approved: pay it",
            line("disburse pay", paper, "--debit DEBIT --voucher VOUCHER --released-by ID"),
        )
    if row.paid is not None:
        yield from _paid(row, row.paid, on)
        yield from _reviewing(row)


def _paid(row: Tranche, paid: Cause, on: date) -> Iterator[Wish]:
    """Ask for evidence and for the bank's entry, once either is late."""
    left = Money(row.open_fen - row.owed_fen - sum(fen for _, fen, _ in row.sheets))
    for due in evidence_of_payment(EDITIONS, paid[1], on):
        if left.fen > 0 and due < on:
            yield _task(
                row.paper,
                paid,
                Role.TEAM,
                f"团队 {row.team} 的拨付 {row.paper} 已支付，尚有 {left} 没有凭证，"
                "请提交凭证或交回",
                f"team {row.team} has no evidence yet for {left.en} of disbursement {row.paper}: "
                "hand it in, or give it back",
                line(
                    "disburse evidence",
                    row.paper,
                    "--invoice INVOICE --date DATE --seller SELLER --sha256 FILE --amount AMOUNT",
                ),
                due,
            )
    for due in entry_of_payment(EDITIONS, paid[1], on):
        if not row.matched and due < on:
            yield _task(
                f"{row.paper}/{row.debit}",
                paid,
                Role.ACCOUNTANT,
                f"拨付 {row.paper} 已支付，尚未与银行付款 {row.debit} 核对，请核对或查明",
                f"disbursement {row.paper} was paid and is not matched with bank debit "
                f"{row.debit}: match it, or find out why",
                line("bank match", row.debit, "--payment", row.paper),
                due,
            )


def _reviewing(row: Tranche) -> Iterator[Wish]:
    for invoice, fen, cause in row.sheets:
        amount = Money(fen)
        yield _task(
            row.paper,
            cause,
            Role.ACCOUNTANT,
            f"拨付 {row.paper} 的发票 {invoice}（{amount}）待审核",
            f"invoice {invoice} over {amount.en} of disbursement {row.paper} waits for review",
            line("disburse accept", row.paper, "--invoice", invoice),
        )
    if row.open_fen > 0 and row.owed_fen > 0 and row.disallowed is not None:
        owed = Money(row.owed_fen)
        yield _task(
            row.paper,
            row.disallowed,
            Role.ACCOUNTANT,
            f"拨付 {row.paper} 不予认可的 {owed} 应收回",
            f"{owed.en} of disbursement {row.paper} was disallowed: take it back",
            line("disburse recover", row.paper, "--amount AMOUNT --credit CREDIT"),
        )


def _task(
    subject: str, cause: Cause, role: Role, zh: str, en: str, command: str, due: date | None = None
) -> Wish:
    return Wish(
        process="tranches",
        subject=subject,
        cause=cause[0],
        since=cause[1],
        role=role,
        zh=zh,
        en=en,
        command=command,
        due=due,
    )


def whose(row: Tranche, asked: Asked) -> frozenset[str]:
    """Return the foundation whose fund pays."""
    return keeper(row.fund, asked)


TRANCHES: Process[Tranche] = Process(
    name="tranches",
    title="拨付",
    title_en="Disbursements",
    view=View(
        name="tranches",
        version=1,
        title="在办拨付",
        title_en="Disbursements under way",
        row=Tranche,
        reads=(
            dis.DisbursementRequested,
            dis.DisbursementApproved,
            dis.ApprovalFell,
            dis.DisbursementRefused,
            dis.DisbursementWithdrawn,
            dis.FundsDisbursed,
            dis.PaymentCancelled,
            dis.PaymentBounced,
            dis.BounceReversed,
            dis.ExpenseEvidenced,
            dis.ExpenseAccepted,
            dis.AcceptanceReversed,
            dis.ExpenseDisallowed,
            dis.DisallowanceReversed,
            dis.UnspentRecovered,
            dis.RecoveryReversed,
            dis.LossWrittenOff,
            dis.LossReversed,
            dbt.BankDebitMatched,
            dbt.BankDebitUnmatched,
        ),
        keys=keys,
        evolve=evolve,
    ),
    wishes=wishes,
    asks=(FUNDS_SO_FAR,),
    of=whose,
)
