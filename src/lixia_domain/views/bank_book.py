"""Bank journal (银行日记账): every entry of the bank, in and out, and what the books made of it."""

from datetime import date
from typing import Annotated, assert_never, cast

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates.bank_credit import facts as crd
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import split_stream
from lixia_domain.kernel.view import Closing, Row, View, replace
from lixia_domain.kernel.words import Worded, Words
from lixia_domain.views.columns import FundColumn, InColumn, OutColumn, VoucherColumn


class Side(Worded):
    """Whether money came in or went out."""

    CREDIT = "credit", "收"
    DEBIT = "debit", "付"


CREDIT, DEBIT = Side.CREDIT.value, Side.DEBIT.value


class BankRow(Row, frozen=True):
    """One entry of a bank statement. Either ``in_fen`` or ``out_fen`` says how much.

    Of a credit that stands: ``allocated_fen`` + ``held_fen`` + ``returned_fen`` is what came in,
    and ``paid_back_fen`` is what of the returned money the bank's own entries show as gone.
    ``reversed_fen`` was booked by mistake, or the bank took it back (then with ``reversed_on``):
    ``in_fen`` − ``reversed_fen`` − ``out_fen`` over an account's entries is the bank's balance. Of
    a debit: ``purpose`` and ``cites`` say what it was matched to, if it was. What made good what
    another credit left owing is allocated.
    """

    side: Annotated[str, column("收付", "side", codes=Side)]
    entry: Annotated[str, column("条目", "entry")]
    fund: FundColumn = ""
    account: Annotated[str, column("账户", "account")] = ""
    value_date: Annotated[date | None, column("记账日", "value date")] = None
    party: Annotated[str, column("对方", "party")] = ""
    in_fen: InColumn = 0
    out_fen: OutColumn = 0
    reversed_fen: Annotated[int, column("冲正额", "amount reversed")] = 0
    allocated_fen: Annotated[int, column("已分配", "allocated")] = 0
    held_fen: Annotated[int, column("暂收", "held")] = 0
    returned_fen: Annotated[int, column("退还", "returned")] = 0
    paid_back_fen: Annotated[int, column("已退付", "paid back")] = 0
    purpose: Annotated[str | None, column("用途", "purpose", codes=dbt.Purpose)] = None
    cites: Annotated[str | None, column("对应", "cites")] = None
    reversed_on: Annotated[date | None, column("银行冲正日", "reversed")] = None
    document: VoucherColumn = ""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the entry, by its stream."""
    return (recorded.stream,)


def evolve(row: BankRow | None, recorded: Recorded) -> BankRow:
    """Bring an entry up to date."""
    if row is None:
        category, key = split_stream(recorded.stream)
        row = BankRow(side=DEBIT if category == dbt.BANK_DEBIT.category else CREDIT, entry=key)
    event = recorded.event
    match event:
        case crd.BankCreditRecorded(notice=notice):
            return replace(
                row,
                fund=event.fund,
                account=notice.account,
                value_date=notice.value_date,
                party=notice.payer,
                in_fen=notice.amount.fen,
                reversed_fen=0,
                document=event.document,
            )
        case crd.CreditAllocated(allocation=part):
            return replace(row, allocated_fen=row.allocated_fen + part.amount.fen)
        case crd.CreditHeld(amount=amount):
            return replace(row, held_fen=row.held_fen + amount.fen)
        case crd.CreditReleased(amount=amount):
            return replace(row, held_fen=row.held_fen - amount.fen)
        case crd.CreditReturned(gift=gift, amount=amount):
            gone, back = amount.fen, row.returned_fen + amount.fen
            if gift is None:
                return replace(row, held_fen=row.held_fen - gone, returned_fen=back)
            return replace(row, allocated_fen=row.allocated_fen - gone, returned_fen=back)
        case crd.CreditReturnPaid(amount=amount):
            return replace(row, paid_back_fen=row.paid_back_fen + amount.fen)
        case crd.CreditReturnUnpaid(amount=amount):
            return replace(row, paid_back_fen=row.paid_back_fen - amount.fen)
        case crd.CreditReturnCancelled(amount=amount):
            return replace(row, returned_fen=row.returned_fen - amount.fen)
        case crd.CreditPutToReceivable(amount=amount):
            held, allocated = row.held_fen - amount.fen, row.allocated_fen + amount.fen
            return replace(row, held_fen=held, allocated_fen=allocated)
        case crd.CreditReversed():
            return _reversed(row)
        case crd.CreditReversedByBank(on=on):
            return replace(_reversed(row), reversed_on=on)
        case _:
            return _debit(row, recorded)


def _reversed(row: BankRow) -> BankRow:
    return replace(row, reversed_fen=row.in_fen, allocated_fen=0, held_fen=0)


def _debit(row: BankRow, recorded: Recorded) -> BankRow:
    event = cast(
        dbt.BankDebitRecorded | dbt.BankDebitMatched | dbt.BankDebitUnmatched, recorded.event
    )
    match event:
        case dbt.BankDebitRecorded(outgoing=outgoing):
            return replace(
                row,
                fund=event.fund,
                account=outgoing.account,
                value_date=outgoing.value_date,
                party=outgoing.payee,
                out_fen=outgoing.amount.fen,
                document=event.document,
            )
        case dbt.BankDebitMatched(purpose=purpose, cites=cites):
            return replace(row, purpose=purpose.value, cites=cites)
        case dbt.BankDebitUnmatched():
            return replace(row, purpose=None, cites=None)
        case _:
            assert_never(event)


BANK_BOOK: View[BankRow] = View(
    name="bank_book",
    version=2,
    title="银行日记账",
    title_en="Bank journal",
    row=BankRow,
    reads=(
        crd.BankCreditRecorded,
        crd.CreditAllocated,
        crd.CreditHeld,
        crd.CreditReleased,
        crd.CreditReturned,
        crd.CreditReturnPaid,
        crd.CreditReturnUnpaid,
        crd.CreditReturnCancelled,
        crd.CreditPutToReceivable,
        crd.CreditReversed,
        crd.CreditReversedByBank,
        dbt.BankDebitRecorded,
        dbt.BankDebitMatched,
        dbt.BankDebitUnmatched,
    ),
    keys=keys,
    evolve=evolve,
    shown=(
        "value_date side party in_fen out_fen reversed_fen held_fen allocated_fen returned_fen "
        "purpose cites entry"
    ),
    closing=Closing(
        words=Words("结余", "balance"),
        by="account",
        adds="in_fen",
        less="reversed_fen out_fen",
    ),
)
