"""Account ledger (专户明细): one row for each movement of money, as a bookkeeper reads it."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View
from lixia_domain.views.accounts import fen, fund_and_designation


class AccountLedgerRow(Row, frozen=True):
    """One movement. Either ``in_fen`` or ``out_fen`` says how much; the other is 0.

    ``kind`` is the stored name of the fact, ``period`` the accounting month it is posted in.
    ``gift``, ``credit`` and ``disbursement`` name what the fact cites; a payment out of several
    gifts is one row with their sum. Money whose use is not settled comes in and goes out of the
    suspense account.
    """

    account: str
    position: int
    fund: str
    designation: str
    on: date
    period: str
    kind: str
    gift: str | None
    credit: str | None
    disbursement: str | None
    in_fen: int
    out_fen: int
    against: str | None = None
    """Where suspense money went, or the bank's entry that took a fee or cost."""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the row of this movement: the account's own, in order of the log."""
    return (f"{recorded.key}/{recorded.position:012d}",)


def evolve(row: AccountLedgerRow | None, recorded: Recorded) -> AccountLedgerRow | None:
    """Write the movement down."""
    event = recorded.event
    match event:
        case (
            acc.DonationReceived()
            | acc.AppropriationReceived()
            | acc.InterestCredited()
            | acc.SaleProceedsReceived()
        ):
            return _moved(recorded, event.period, event.amount.fen, event.gift, event.credit)
        case acc.FundsPaidOut(shares=shares, disbursement=paper):
            return _moved(recorded, event.period, -fen(shares), disbursement=paper)
        case acc.RecoveryReceived(shares=shares, credit=credit, disbursement=paper):
            return _moved(recorded, event.period, fen(shares), credit=credit, disbursement=paper)
        case acc.DonationReversed() | acc.DonationReturned():
            return _moved(recorded, event.period, -event.amount.fen, event.gift)
        case acc.IncomeReversed(gift=gift, credit=credit):
            return _moved(recorded, event.period, -event.amount.fen, gift, credit)
        case acc.RecoveryReversed(shares=shares, credit=credit, disbursement=paper):
            return _moved(recorded, event.period, -fen(shares), credit=credit, disbursement=paper)
        case acc.SuspenseHeld(amount=amount, credit=credit):
            return _moved(recorded, event.period, amount.fen, credit=credit)
        case acc.SuspenseCleared(amount=amount, credit=credit, to=to):
            return _moved(recorded, event.period, -amount.fen, credit=credit, against=to)
        case acc.OtherIncomeReceived(amount=amount, credit=credit):
            return _moved(recorded, event.period, amount.fen, credit=credit)
        case acc.BankFeeCharged(shares=shares) | acc.ManagementCostCharged(shares=shares):
            return _moved(recorded, event.period, -fen(shares), against=event.debit)
        case acc.SurplusMovedIn(share=share):
            return _moved(recorded, event.period, share.amount.fen, share.gift)
        case acc.SurplusMovedOut(share=share):
            return _moved(recorded, event.period, -share.amount.fen, share.gift)
        case _:
            return row


def _moved(
    recorded: Recorded,
    period: str,
    fen: int,
    gift: str | None = None,
    credit: str | None = None,
    disbursement: str | None = None,
    against: str | None = None,
) -> AccountLedgerRow:
    account, event = recorded.key, recorded.event
    fund, designation = fund_and_designation(account)
    return AccountLedgerRow(
        account=account,
        position=recorded.position,
        fund=fund,
        designation=designation,
        on=event.on,
        period=period,
        kind=event.event_name,
        gift=gift,
        credit=credit,
        disbursement=disbursement,
        in_fen=max(fen, 0),
        out_fen=max(-fen, 0),
        against=against,
    )


ACCOUNT_LEDGER: View[AccountLedgerRow] = View(
    name="account_ledger",
    version=2,
    title="专户明细",
    title_en="Account ledger",
    row=AccountLedgerRow,
    reads=(
        acc.DonationReceived,
        acc.AppropriationReceived,
        acc.DonationReversed,
        acc.DonationReturned,
        acc.IncomeReversed,
        acc.RecoveryReversed,
        acc.SuspenseHeld,
        acc.SuspenseCleared,
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
)
