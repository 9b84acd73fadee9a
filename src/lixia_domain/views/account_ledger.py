"""Account ledger (专户明细): one row for each movement of money, as a bookkeeper reads it."""

from datetime import date
from typing import Annotated, Any, cast

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account.effects import EFFECTS, event_of, fact_of
from lixia_domain.aggregates.account.state import Designation
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View
from lixia_domain.kernel.words import Worded
from lixia_domain.views.accounts import fund_and_designation
from lixia_domain.views.columns import DisbursementColumn, FundColumn, InColumn, OutColumn


class Movement(Worded):
    """A fact that moves money, by its stored name."""

    DONATION_RECEIVED = "account.donation_received", "捐赠到账", "donation received"
    APPROPRIATION_RECEIVED = (
        "account.appropriation_received",
        "财政拨款到账",
        "appropriation received",
    )
    DONATION_REVERSED = "account.donation_reversed", "到账冲正", "donation reversed"
    DONATION_RETURNED = "account.donation_returned", "退还捐赠", "donation returned"
    INTEREST_RETURNED = "account.interest_returned", "退回利息", "interest returned"
    APPROPRIATION_RETURNED = (
        "account.appropriation_returned",
        "缴回财政资金",
        "appropriation returned",
    )
    SALE_PROCEEDS_RETURNED = (
        "account.sale_proceeds_returned",
        "退回变卖所得",
        "sale proceeds returned",
    )
    OTHER_INCOME_RETURNED = (
        "account.other_income_returned",
        "退回其他收入",
        "other income returned",
    )
    INCOME_REVERSED = "account.income_reversed", "其他到账冲正", "income reversed"
    RECOVERY_REVERSED = "account.recovery_reversed", "收回冲正", "recovery reversed"
    SHORTFALL_AROSE = "account.shortfall_arose", "短缺", "shortfall"
    SHORTFALL_PAID = "account.shortfall_paid", "弥补短缺到账", "paid towards a shortfall"
    PUT_TO_SHORTFALL = "account.put_to_shortfall", "弥补短缺转出", "put to a shortfall"
    SUSPENSE_HELD = "account.suspense_held", "暂收", "suspense held"
    SUSPENSE_CLEARED = "account.suspense_cleared", "暂收转出", "suspense cleared"
    FUNDS_PAID_OUT = "account.funds_paid_out", "付款", "funds paid out"
    PAYMENT_REVERSED = "account.payment_reversed", "付款冲正", "payment reversed"
    RECOVERY_RECEIVED = "account.recovery_received", "收回", "recovery received"
    SURPLUS_MOVED_IN = "account.surplus_moved_in", "转入", "surplus moved in"
    SURPLUS_MOVED_OUT = "account.surplus_moved_out", "转出", "surplus moved out"
    INTEREST_CREDITED = "account.interest_credited", "利息", "interest credited"
    SALE_PROCEEDS_RECEIVED = "account.sale_proceeds_received", "实物变卖", "sale proceeds received"
    OTHER_INCOME_RECEIVED = "account.other_income_received", "其他收入", "other income received"
    BANK_FEE_CHARGED = "account.bank_fee_charged", "手续费", "bank fee charged"
    MANAGEMENT_COST_CHARGED = "account.management_cost_charged", "管理费", "management cost charged"
    BANK_FEE_REVERSED = "account.bank_fee_reversed", "手续费冲正", "bank fee reversed"
    MANAGEMENT_COST_REVERSED = (
        "account.management_cost_reversed",
        "管理费冲正",
        "management cost reversed",
    )


class AccountLedgerRow(Row, frozen=True):
    """One movement. Either ``in_fen`` or ``out_fen`` says how much; the other is 0.

    ``kind`` is the stored name of the fact, ``period`` the accounting month it is posted in.
    ``gift``, ``credit`` and ``disbursement`` name what the fact cites; a payment out of several
    gifts is one row with their sum. Money whose use is not settled comes in and goes out of the
    suspense account.
    """

    account: Annotated[str, column("账户", "account")]
    position: Annotated[int, column("位置", "position")]
    fund: FundColumn
    designation: Annotated[str, column("用途", "designation", codes=Designation, closed=False)]
    on: Annotated[date, column("日期", "date")]
    period: Annotated[str, column("期间", "period")]
    kind: Annotated[str, column("事项", "kind", codes=Movement)]
    gift: Annotated[str | None, column("捐赠编号", "gift")]
    credit: Annotated[str | None, column("到账编号", "credit")]
    disbursement: DisbursementColumn | None
    in_fen: InColumn
    out_fen: OutColumn
    against: Annotated[str | None, column("对应", "against")] = None
    """Where suspense money went, the bank's entry that took a fee or cost, or what was short."""


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
        against=event.to if kind is acc.SuspenseCleared else _against(event),
    )


def _against(event: Any) -> str | None:
    """Return the bank's entry of a fee or cost, or the account whose shortfall is made good."""
    against: str | None = getattr(event, "debit", None) or getattr(event, "of", None)
    return against


ACCOUNT_LEDGER: View[AccountLedgerRow] = View(
    name="account_ledger",
    version=2,
    title="专户明细",
    title_en="Account ledger",
    row=AccountLedgerRow,
    reads=tuple(dict.fromkeys(event_of(fact) for fact in SIGNED)),
    keys=keys,
    evolve=evolve,
    shown="on designation kind in_fen out_fen position disbursement period fund gift",
)
