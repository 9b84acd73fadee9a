"""What can have happened to a restricted account (限定用途账户).

Every money fact bears the accounting month it is posted in (``period``, ``2021-12``), which is the
month of its business date; a credit's own value date stands with the credit.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from attrs import frozen

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Worded, Words


@stored_as("account.opened", says=Words("账户开设", "account opened"))
class AccountOpened(Event):
    """开设：基金 × 用途。用途为项目编号，或 general / suspense / government。"""

    fund: str
    designation: str


@stored_as("account.donation_received", says=Words("捐赠到账", "donation received"))
class DonationReceived(Event):
    """捐赠到账。``legal_donor`` 为法律上的捐赠人，``payer`` 为付款人；自然人均为引用，不是姓名。"""

    gift: str
    credit: str
    claim: str | None
    legal_donor: str
    payer: str
    restriction: str
    amount: Money
    period: str


class Grant(Worded):
    """What kind of government money it is."""

    APPROPRIATION = "appropriation", "财政拨款"
    MATCH = "match", "财政配套"  # 以社会捐赠为条件


@stored_as(
    "account.appropriation_received",
    version=2,
    says=Words("财政资金到账", "government money received"),
)
class AppropriationReceived(Event):
    """财政资金到账：类别、文件、用途、使用期限、可否结转。"""

    kind: Grant
    gift: str
    credit: str
    document: str
    purpose: str
    expiry: date
    carry_over: bool
    amount: Money
    period: str


@stored_as("account.match_promised", says=Words("约定财政配套", "government match promised"))
class MatchPromised(Event):
    """财政配套约定：依文件 ``document``，至 ``until``（含当日）为止，累计不超过 ``cap``。"""

    document: str
    purpose: str
    cap: Money
    until: date


@stored_as("account.interest_credited", says=Words("利息入账", "interest credited"))
class InterestCredited(Event):
    """利息入账，随本金的用途与资金类别。"""

    gift: str
    credit: str
    source: SourceClass
    amount: Money
    period: str


@stored_as(
    "account.sale_proceeds_received", says=Words("变卖所得到账", "proceeds of a sale received")
)
class SaleProceedsReceived(Event):
    """实物变卖所得：售价减必要费用，限定用途不变（慈善法 54）。"""

    gift: str
    credit: str
    item: str
    legal_donor: str
    proceeds: Money
    costs: Money
    amount: Money
    rule: str
    period: str


@stored_as("account.other_income_received", says=Words("其他收入到账", "other income received"))
class OtherIncomeReceived(Event):
    """其他收入（赞助等）：不是捐赠，不开捐赠票据，不与捐赠、财政资金相混。"""

    credit: str
    payer: str
    document: str
    amount: Money
    period: str


@stored_as("account.bank_fee_charged", says=Words("列支银行手续费", "bank fee charged"))
class BankFeeCharged(Event):
    """银行手续费，逐笔捐赠列明。"""

    debit: str
    shares: tuple[GiftShare, ...]
    period: str


@stored_as("account.management_cost_charged", says=Words("列支管理费", "management cost charged"))
class ManagementCostCharged(Event):
    """列支管理费：哪个基金会、哪一年度、依据何文件，逐笔捐赠列明。

    是否超出比例由基金会的年度报告判定（慈善法 61），不由单个基金判定。
    """

    cost: str
    debit: str
    foundation: str
    year: int
    document: str
    shares: tuple[GiftShare, ...]
    rule: str
    period: str


@frozen(kw_only=True)
class Anew:
    """A gift that the account had let go of, all of it spent, and that lies there again (重新入账).

    ``since`` and ``claim`` are what it had been known by: which gift gives first depends on them.
    """

    gift: str
    donor: str
    claim: str
    since: date


@stored_as("account.bank_fee_reversed", says=Words("银行手续费冲正", "bank fee reversed"))
class BankFeeReversed(Event):
    """手续费列错了：``cites`` 为所冲的事实，退回原来的捐赠，付款流水另行核对。"""

    debit: str
    shares: tuple[GiftShare, ...]
    anew: tuple[Anew, ...]
    cites: str
    reason: str
    document: str
    approver: str
    period: str


@stored_as("account.management_cost_reversed", says=Words("管理费冲正", "management cost reversed"))
class ManagementCostReversed(Event):
    """管理费列错了：``cites`` 为所冲的事实，退回原来的捐赠，付款流水另行核对，编号可再用。"""

    cost: str
    debit: str
    foundation: str
    year: int
    shares: tuple[GiftShare, ...]
    anew: tuple[Anew, ...]
    cites: str
    reason: str
    document: str
    approver: str
    period: str


@stored_as("account.donation_reversed", says=Words("捐赠到账冲正", "donation reversed"))
class DonationReversed(Event):
    """冲正一笔到账：引用原事实（流与序号），附理由与批准人。"""

    gift: str
    amount: Money
    cites: str
    reason: str
    approver: str
    period: str


class IncomeKind(Worded):
    """What came in that was no donation. Its values are those of a credit's parts."""

    INTEREST = "interest", "利息"
    APPROPRIATION = "appropriation", "财政拨款"
    MATCH = "match", "财政配套"
    SALE = "sale", "实物变卖所得", "sale of goods"
    SPONSORSHIP = "sponsorship", "赞助"
    SHORTFALL = "shortfall", "弥补短缺", "paid towards a shortfall"
    CARRIED_IN = "carried_in", "期初结转", "carried in"


@stored_as("account.income_reversed", says=Words("其他到账冲正", "income reversed"))
class IncomeReversed(Event):
    """冲正一笔不是捐赠的到账：引用原到账，附理由与批准人。赞助没有 ``gift``。"""

    kind: IncomeKind
    gift: str | None
    credit: str
    amount: Money
    cites: str
    reason: str
    approver: str
    period: str


@stored_as("account.recovery_reversed", says=Words("拨付款收回冲正", "recovered money reversed"))
class RecoveryReversed(Event):
    """冲正一次收回（结余、退票）：钱又从各笔捐赠中出去。"""

    disbursement: str
    shares: tuple[GiftShare, ...]
    credit: str
    cites: str
    reason: str
    approver: str
    period: str


@stored_as("account.donation_returned", says=Words("捐赠退还", "donation returned"))
class DonationReturned(Event):
    """退还捐赠人：依据与所据规则版本。"""

    gift: str
    amount: Money
    basis: str
    document: str
    rule: str
    period: str


@stored_as("account.interest_returned", says=Words("利息退回", "interest returned"))
class InterestReturned(Event):
    """退回利息：依据与文书。"""

    gift: str
    amount: Money
    basis: str
    document: str
    period: str


@stored_as("account.appropriation_returned", says=Words("财政资金缴回", "appropriation returned"))
class AppropriationReturned(Event):
    """缴回财政资金（拨款、配套）：依据与文书。"""

    gift: str
    amount: Money
    basis: str
    document: str
    period: str


@stored_as("account.sale_proceeds_returned", says=Words("变卖所得退回", "sale proceeds returned"))
class SaleProceedsReturned(Event):
    """退回实物变卖所得：依据与文书。"""

    gift: str
    amount: Money
    basis: str
    document: str
    period: str


@stored_as("account.other_income_returned", says=Words("其他收入退回", "other income returned"))
class OtherIncomeReturned(Event):
    """退回其他收入（赞助等）：原到账、依据与文书。"""

    credit: str
    amount: Money
    basis: str
    document: str
    period: str


@stored_as("account.shortfall_arose", says=Words("短缺产生", "shortfall arose"))
class ShortfallArose(Event):
    """短缺：银行追回 ``credit``，而 ``gift`` 已用掉 ``amount``，由基金会弥补，与结余并列。"""

    gift: str
    source: SourceClass
    donor: str
    credit: str
    amount: Money
    reason: str
    period: str


@stored_as("account.shortfall_claimed", says=Words("短缺追索", "shortfall claimed of a debtor"))
class ShortfallClaimed(Event):
    """依 ``document`` 向 ``debtor`` 追索短缺：未付以前，短缺仍是基金会的。"""

    gift: str
    debtor: str
    amount: Money
    document: str


@stored_as("account.shortfall_paid", says=Words("弥补短缺的款到账", "money towards a shortfall"))
class ShortfallPaid(Event):
    """为弥补短缺而付的款到账，编号 ``gift``：不是捐赠，当即用于弥补。"""

    gift: str
    source: SourceClass
    credit: str
    amount: Money
    period: str


@stored_as("account.put_to_shortfall", says=Words("弥补短缺转出", "put to a shortfall"))
class PutToShortfall(Event):
    """动用 ``shares`` 弥补专户 ``of`` 中捐赠 ``gift`` 的短缺。"""

    of: str
    gift: str
    shares: tuple[GiftShare, ...]
    document: str
    period: str


class Remedy(Worded):
    """By what a shortfall was made good."""

    PAYMENT = "payment", "付款"
    RECOVERY = "recovery", "收回"
    GIFT = "gift", "同一捐赠人另行捐赠", "another gift of the same donor"
    UNRESTRICTED = "unrestricted", "基金会非限定资金", "the foundation's unrestricted money"


@stored_as("account.shortfall_made_good", says=Words("短缺弥补", "shortfall made good"))
class ShortfallMadeGood(Event):
    """短缺已弥补 ``amount``：方式、来源（到账、捐赠或专户）与文书（纪要）。"""

    gift: str
    amount: Money
    remedy: Remedy
    origin: str
    document: str
    approver: str
    period: str


@stored_as("account.suspense_held", says=Words("暂收入账", "money held"))
class SuspenseHeld(Event):
    """暂收：到账待定用途。"""

    credit: str
    amount: Money
    period: str


@stored_as("account.suspense_cleared", says=Words("暂收转出", "held money cleared"))
class SuspenseCleared(Event):
    """暂收转出：已分配、退回或冲正。``to`` 说明去向。"""

    credit: str
    amount: Money
    to: str
    period: str


@stored_as("account.funds_reserved", says=Words("款项预留", "money reserved"))
class FundsReserved(Event):
    """为一笔拨付预留，逐笔捐赠列明。"""

    disbursement: str
    shares: tuple[GiftShare, ...]


@stored_as("account.reservation_released", says=Words("预留解除", "reservation released"))
class ReservationReleased(Event):
    """预留解除。"""

    disbursement: str
    shares: tuple[GiftShare, ...]


@stored_as("account.funds_paid_out", says=Words("款项付出", "money paid out"))
class FundsPaidOut(Event):
    """付款，逐笔捐赠列明。"""

    disbursement: str
    shares: tuple[GiftShare, ...]
    period: str


@stored_as("account.payment_reversed", says=Words("付款冲正", "payment reversed"))
class PaymentReversed(Event):
    """付款没有离开银行，冲正：``cites`` 为所冲的付款，退回原来的捐赠；流水 ``debit`` 不会有。"""

    disbursement: str
    shares: tuple[GiftShare, ...]
    debit: str
    cites: str
    reason: str
    document: str
    approver: str
    period: str


@stored_as("account.recovery_received", says=Words("拨付款收回入账", "recovered money received"))
class RecoveryReceived(Event):
    """拨付款收回（结余、退票），回到原来的捐赠。"""

    disbursement: str
    shares: tuple[GiftShare, ...]
    credit: str
    period: str


class FrozenBy(Worded):
    """Whose freeze it is: the programme's own, or one from outside."""

    CANCELLATION = "cancellation", "项目取消"
    SUSPENSION = "suspension", "项目中止"
    ORDER = "order", "法院、主管机关或基金会的决定", "decision of a court, office or foundation"


@frozen(kw_only=True)
class Freeze:
    """One freeze of an account (冻结): whose, and why. Older code did not say whose."""

    by: FrozenBy | None
    reason: str


@stored_as("account.frozen", version=2, says=Words("账户冻结", "account frozen"))
class AccountFrozen(Event):
    """冻结整个账户；``gift`` 非空时只冻结该笔捐赠。``by`` 为谁的冻结，先前程序未记载的为空。"""

    gift: str | None
    reason: str
    by: FrozenBy | None


@stored_as("account.unfrozen", version=3, says=Words("账户解冻", "account unfrozen"))
class AccountUnfrozen(Event):
    """解冻整个账户；``gift`` 非空时只解冻该笔捐赠。``lifts`` 为所解除的冻结，空则全部解除。"""

    gift: str | None
    basis: str
    lifts: tuple[Freeze, ...] = ()


MADE_GOOD = "made_good"
"""On what basis what came back goes to the unrestricted money: that had made it good before."""


@stored_as("account.surplus_moved_out", version=2, says=Words("款项转出", "money moved out"))
class SurplusMovedOut(Event):
    """转出至另一账户：依据、文书（裁判、捐赠人答复或决定的纪要，先前未记载的为空）与规则版本。"""

    share: GiftShare
    to: str
    basis: str
    document: str
    rule: str
    period: str


@stored_as("account.surplus_moved_in", says=Words("款项转入", "money moved in"))
class SurplusMovedIn(Event):
    """自另一账户转入，捐赠编号不变。"""

    share: GiftShare
    origin: str
    legal_donor: str
    period: str


@stored_as("account.period_closed", version=2, says=Words("账户结账", "account's month closed"))
class AccountPeriodClosed(Event):
    """结账：各类资金各自结余，不得相抵。``period`` 及以前各期不再记账。"""

    period: str
    donated: Money
    government: Money
    suspense: Money
    other: Money
    rule: str


@stored_as("account.closed", says=Words("账户销户", "account closed"))
class AccountClosed(Event):
    """销户：基金终止时余额为零的专户随之关闭，此后不再记账。"""

    report: str


AccountEvent: TypeAlias = (
    AccountOpened
    | DonationReceived
    | AppropriationReceived
    | MatchPromised
    | InterestCredited
    | SaleProceedsReceived
    | OtherIncomeReceived
    | BankFeeCharged
    | ManagementCostCharged
    | BankFeeReversed
    | ManagementCostReversed
    | DonationReversed
    | IncomeReversed
    | RecoveryReversed
    | DonationReturned
    | InterestReturned
    | AppropriationReturned
    | SaleProceedsReturned
    | OtherIncomeReturned
    | SuspenseHeld
    | SuspenseCleared
    | ShortfallArose
    | ShortfallClaimed
    | ShortfallPaid
    | PutToShortfall
    | ShortfallMadeGood
    | FundsReserved
    | ReservationReleased
    | FundsPaidOut
    | PaymentReversed
    | RecoveryReceived
    | AccountFrozen
    | AccountUnfrozen
    | SurplusMovedOut
    | SurplusMovedIn
    | AccountPeriodClosed
    | AccountClosed
)
Facts: TypeAlias = tuple[AccountEvent, ...]
