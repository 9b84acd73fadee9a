"""Fund statement (基金收支): what each fund took in, spent and holds, each class for itself."""

from functools import lru_cache
from typing import Annotated

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.views.accounts import Apart, class_of, fen, fund_and_designation
from lixia_domain.views.columns import (
    BalanceColumn,
    ChargedColumn,
    FundColumn,
    IncomeColumn,
    MovedInColumn,
    MovedOutColumn,
    ReceivedColumn,
    RecoveredColumn,
    ReservedColumn,
)


class FundStatementRow(Row, frozen=True):
    """One fund's money of one class, over all its accounts. Classes are never netted.

    ``source``: donated, government, other (sponsorship: no gift), or suspense (money whose use is
    not settled; it comes in as received and, cleared, goes out as moved out). ``received_fen`` is
    gross; what was reversed or returned stands beside it. ``income_fen`` is what money and goods
    bore (interest, sales), ``charged_fen`` bank fees and management cost. ``reserved_fen`` is the
    part of the balance held for disbursements.
    """

    fund: FundColumn
    source: Annotated[str, column("资金类别", "source", codes=(SourceClass, Apart))]
    received_fen: ReceivedColumn = 0
    reversed_fen: Annotated[int, column("冲正", "reversed")] = 0
    returned_fen: Annotated[int, column("退还", "returned")] = 0
    paid_out_fen: Annotated[int, column("付出", "paid out")] = 0
    recovered_fen: RecoveredColumn = 0
    moved_in_fen: MovedInColumn = 0
    moved_out_fen: MovedOutColumn = 0
    balance_fen: BalanceColumn = 0
    reserved_fen: ReservedColumn = 0
    income_fen: IncomeColumn = 0
    charged_fen: ChargedColumn = 0


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the one row of the account's fund and class."""
    return _keys(recorded.key)


@lru_cache(4096)
def _keys(account: str) -> tuple[str, ...]:
    fund, designation = fund_and_designation(account)
    return (join_key(fund, class_of(designation)),)


def evolve(row: FundStatementRow | None, recorded: Recorded) -> FundStatementRow:
    """Bring the fund's money of one class up to date."""
    if row is None:
        fund, designation = fund_and_designation(recorded.key)
        row = FundStatementRow(fund=fund, source=class_of(designation))
    balance, event = row.balance_fen, recorded.event
    match event:
        case (
            acc.DonationReceived()
            | acc.AppropriationReceived()
            | acc.SuspenseHeld()
            | acc.OtherIncomeReceived()
        ):
            came = event.amount.fen
            return replace(row, received_fen=row.received_fen + came, balance_fen=balance + came)
        case acc.FundsReserved(shares=shares):
            return replace(row, reserved_fen=row.reserved_fen + fen(shares))
        case acc.ReservationReleased(shares=shares):
            return replace(row, reserved_fen=row.reserved_fen - fen(shares))
        case acc.FundsPaidOut(shares=shares):
            paid = fen(shares)
            return replace(
                row,
                paid_out_fen=row.paid_out_fen + paid,
                reserved_fen=row.reserved_fen - paid,
                balance_fen=balance - paid,
            )
        case acc.RecoveryReceived(shares=shares):
            back = fen(shares)
            return replace(row, recovered_fen=row.recovered_fen + back, balance_fen=balance + back)
        case acc.DonationReversed(amount=amount):
            gone = amount.fen
            return replace(row, reversed_fen=row.reversed_fen + gone, balance_fen=balance - gone)
        case acc.DonationReturned(amount=amount):
            gone = amount.fen
            return replace(row, returned_fen=row.returned_fen + gone, balance_fen=balance - gone)
        case acc.IncomeReversed():
            return _taken_back(row, event)
        case acc.RecoveryReversed(shares=shares):
            gone = fen(shares)
            return replace(row, recovered_fen=row.recovered_fen - gone, balance_fen=balance - gone)
        case acc.SurplusMovedIn(share=share):
            came = share.amount.fen
            return replace(row, moved_in_fen=row.moved_in_fen + came, balance_fen=balance + came)
        case acc.SurplusMovedOut(share=share):
            gone = share.amount.fen
            return replace(row, moved_out_fen=row.moved_out_fen + gone, balance_fen=balance - gone)
        case acc.SuspenseCleared(amount=amount):
            gone = amount.fen
            return replace(row, moved_out_fen=row.moved_out_fen + gone, balance_fen=balance - gone)
        case acc.InterestCredited(amount=amount) | acc.SaleProceedsReceived(amount=amount):
            came = amount.fen
            return replace(row, income_fen=row.income_fen + came, balance_fen=balance + came)
        case acc.BankFeeCharged(shares=shares) | acc.ManagementCostCharged(shares=shares):
            gone = fen(shares)
            return replace(row, charged_fen=row.charged_fen + gone, balance_fen=balance - gone)
        case _:
            return row


def _taken_back(row: FundStatementRow, event: acc.IncomeReversed) -> FundStatementRow:
    gone = event.amount.fen
    row = replace(row, balance_fen=row.balance_fen - gone)
    match event.kind:
        case acc.IncomeKind.INTEREST | acc.IncomeKind.SALE:
            return replace(row, income_fen=row.income_fen - gone)
        case acc.IncomeKind.CARRIED_IN:
            return replace(row, moved_in_fen=row.moved_in_fen - gone)
        case _:
            return replace(row, reversed_fen=row.reversed_fen + gone)


FUND_STATEMENT: View[FundStatementRow] = View(
    name="fund_statement",
    version=2,
    title="基金收支",
    title_en="Fund statement",
    row=FundStatementRow,
    reads=(
        acc.DonationReceived,
        acc.AppropriationReceived,
        acc.DonationReversed,
        acc.DonationReturned,
        acc.IncomeReversed,
        acc.RecoveryReversed,
        acc.SuspenseHeld,
        acc.SuspenseCleared,
        acc.FundsReserved,
        acc.ReservationReleased,
        acc.FundsPaidOut,
        acc.RecoveryReceived,
        acc.SurplusMovedIn,
        acc.SurplusMovedOut,
        acc.InterestCredited,
        acc.SaleProceedsReceived,
        acc.OtherIncomeReceived,
        acc.BankFeeCharged,
        acc.ManagementCostCharged,
    ),
    keys=keys,
    evolve=evolve,
    shown=(
        "fund source received_fen paid_out_fen balance_fen reversed_fen returned_fen "
        "recovered_fen reserved_fen moved_in_fen moved_out_fen"
    ),
)
