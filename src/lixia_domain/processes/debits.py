"""Bank debits (付款流水): what the bank says left, and nobody has said for what."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.carried import keeper
from lixia_domain.processes.funds import FUNDS_SO_FAR
from lixia_domain.processes.wish import Cause, Process, Wish, cause_of, line


class Left(Row, frozen=True):
    """An entry by which money left; ``told`` by the fact that the bank's word is on record."""

    debit: str
    fund: str = ""
    payee: str = ""
    fen: int = 0
    told: Cause | None = None
    cited: bool = False
    """Whether a payment says that it is its: then that payment asks for the match."""
    matched: bool = False


def evolve(row: Left | None, recorded: Recorded) -> Left:
    """Bring an entry up to date; a payment may cite it before the bank tells of it."""
    event, row = recorded.event, row or Left(debit=recorded.key)
    match event:
        case dbt.BankDebitRecorded(fund=fund, outgoing=said):
            told, fen = cause_of(recorded), said.amount.fen
            return replace(row, fund=fund, payee=said.payee, fen=fen, told=told)
        case dbt.BankDebitCited():
            return replace(row, cited=True)
        case dbt.BankDebitReleased():
            return replace(row, cited=False)
        case dbt.BankDebitUnmatched():
            return replace(row, matched=False, told=cause_of(recorded))
        case _:
            return replace(row, matched=True)


def wishes(row: Left, on: date) -> tuple[Wish, ...]:
    """Ask the accountant for what it was: a payment, a return, a fee, a cost."""
    if row.told is None or row.cited or row.matched:
        return ()
    amount = Money(row.fen)
    return (
        Wish(
            process="debits",
            subject=row.debit,
            cause=row.told[0],
            since=row.told[1],
            role=Role.ACCOUNTANT,
            zh=f"银行付款 {row.debit} 付“{row.payee}”{amount}，账上尚未登记用途，"
            "请核对拨付或退款，或列作手续费、管理费",
            en=f"the bank paid {amount.en} to “{row.payee}” by {row.debit}, and nobody has booked "
            "it: match a payment or a return, or charge a fee or a cost",
            command=line("bank match", row.debit, "--payment DISBURSEMENT"),
        ),
    )


DEBITS: Process[Left] = Process(
    name="debits",
    title="付款流水",
    title_en="Bank debits",
    view=View(
        name="open_debits",
        version=1,
        title="未登记用途的银行付款",
        title_en="What left the bank and nobody booked",
        row=Left,
        reads=(
            dbt.BankDebitRecorded,
            dbt.BankDebitCited,
            dbt.BankDebitMatched,
            dbt.BankDebitUnmatched,
            dbt.BankDebitReleased,
        ),
        keys=lambda recorded: (recorded.key,),
        evolve=evolve,
    ),
    wishes=wishes,
    asks=(FUNDS_SO_FAR,),
    of=lambda row, asked: keeper(row.fund, asked),
)
