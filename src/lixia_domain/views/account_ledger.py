"""Account ledger (专户明细): one row for each movement of money, as a bookkeeper reads it."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account.effects import EFFECTS, event_of, fact_of
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View
from lixia_domain.views.accounts import fund_and_designation


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


SIGNED = {fact: (effect.fen, effect.balance) for fact, effect in EFFECTS.items() if effect.balance}
"""How much a fact moves, and whether it comes (1) or goes (-1); reserving moves nothing."""
MOVED_ON = (acc.SurplusMovedIn, acc.SurplusMovedOut)


def evolve(_: AccountLedgerRow | None, recorded: Recorded) -> AccountLedgerRow:
    """Write the movement down."""
    account, event = recorded.key, cast(Any, recorded.event)
    fund, designation = fund_and_designation(account)
    kind = type(event)
    amount, sign = SIGNED[kind] if kind in SIGNED else SIGNED[fact_of(event)]
    fen = amount(event)
    return AccountLedgerRow(
        account=account,
        position=recorded.position,
        fund=fund,
        designation=designation,
        on=event.on,
        period=event.period,
        kind=event.event_name,
        gift=event.share.gift if kind in MOVED_ON else getattr(event, "gift", None),
        credit=getattr(event, "credit", None),
        disbursement=getattr(event, "disbursement", None),
        in_fen=fen if sign > 0 else 0,
        out_fen=fen if sign < 0 else 0,
        against=event.to if kind is acc.SuspenseCleared else getattr(event, "debit", None),
    )


ACCOUNT_LEDGER: View[AccountLedgerRow] = View(
    name="account_ledger",
    version=2,
    title="专户明细",
    title_en="Account ledger",
    row=AccountLedgerRow,
    reads=tuple(dict.fromkeys(event_of(fact) for fact in SIGNED)),
    keys=keys,
    evolve=evolve,
)
