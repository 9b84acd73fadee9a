"""Chart of accounts (科目表): what a posting may be to.

Every account is a subject for one fund and one designation, as the programme's own accounts are:
so government money, restricted gifts and suspense never share a line (DOMAIN invariant 3). The
subjects are ours; they follow the usual division for charities, and claim no national code.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import NamedTuple

from lixia_domain.kernel.keys import GENERAL
from lixia_domain.views.accounts import fund_and_designation


class Root(StrEnum):
    """The five kinds that every double-entry program knows."""

    ASSETS = "Assets"
    LIABILITIES = "Liabilities"
    EQUITY = "Equity"
    INCOME = "Income"
    EXPENSES = "Expenses"


class Subject(Enum):
    """What is kept count of: its kind, its name in English and in Chinese."""

    BANK = Root.ASSETS, "Bank", "银行存款"
    ADVANCES = Root.ASSETS, "Advances", "预付拨款"
    """Paid to a team and not accounted for yet."""
    GOODS = Root.ASSETS, "Goods", "库存实物"
    PLEDGES = Root.ASSETS, "Pledges", "应收认捐"
    DEFAULTED = Root.ASSETS, "DefaultedPledges", "违约认捐"
    """In default: still owed (慈善法 41), and doubtful."""
    RECEIVABLES = Root.ASSETS, "Receivables", "应收退款"
    """Returned to a payer whose money the bank took back: owed by that payer."""
    TAKEN_BACK = Root.ASSETS, "TakenBack", "银行冲正待收回"
    """What the bank took back beyond what the accounts gave: off the bank's balance until paid."""
    SUSPENSE = Root.LIABILITIES, "Suspense", "暂收款"
    SHORTFALLS = Root.LIABILITIES, "Shortfalls", "短缺待弥补"
    """Spent before the bank took it back: the account keeps what the foundation has to give."""
    TRANSFERS = Root.EQUITY, "Transfers", "限定用途调拨"
    """Surplus on its way from one designation to another; over a whole fund it is nothing."""
    CARRIED_IN = Root.EQUITY, "CarriedIn", "期初结转"
    """What lay in the bank before the books began."""
    RESERVED = Root.EQUITY, "Reserved", "已预留拨款"
    RESERVE_OFFSET = Root.EQUITY, "ReserveOffset", "预留备抵"
    RESTRICTED = Root.INCOME, "RestrictedGifts", "捐赠收入限定性"
    UNRESTRICTED = Root.INCOME, "UnrestrictedGifts", "捐赠收入非限定性"
    RETURNED = Root.INCOME, "ReturnedGifts", "捐赠退回"
    GOODS_GIVEN = Root.INCOME, "GiftsInKind", "实物捐赠收入"
    PUBLIC_MONEY = Root.INCOME, "GovernmentGrants", "政府补助收入"
    INTEREST = Root.INCOME, "Interest", "利息收入"
    SALES = Root.INCOME, "GoodsSold", "实物变卖收入"
    MADE_GOOD = Root.INCOME, "ShortfallsMadeGood", "弥补短缺收入"
    OTHER = Root.INCOME, "Other", "其他收入"
    PLEDGED = Root.INCOME, "PledgedNotReceived", "认捐未到账"
    WORK = Root.EXPENSES, "Programme", "业务活动成本"
    GOODS_USED = Root.EXPENSES, "GoodsIssued", "实物发放成本"
    MANAGEMENT = Root.EXPENSES, "Management", "管理费用"
    FEES = Root.EXPENSES, "BankFees", "银行手续费"
    SALE_COSTS = Root.EXPENSES, "SaleCosts", "实物变卖费用"
    GOODS_COST = Root.EXPENSES, "CostOfGoodsSold", "实物变卖成本"
    LOSSES = Root.EXPENSES, "Losses", "核销损失"
    GOODS_LOST = Root.EXPENSES, "GoodsLost", "实物报损"

    @property
    def root(self) -> Root:
        """Return its kind."""
        return self.value[0]

    @property
    def en(self) -> str:
        """Return its name in English, in one word."""
        return self.value[1]

    @property
    def zh(self) -> str:
        """Return its name in Chinese."""
        return self.value[2]


class Account(NamedTuple):
    """A line of the books. ``designation`` is a project's id or a common purpose."""

    subject: Subject
    fund: str
    designation: str

    @property
    def place(self) -> tuple[str, str, str, str]:
        """Return what accounts are put in order by: as a balance sheet has them."""
        root = self.subject.root
        return (_ORDER[root], self.subject.en, self.fund, self.designation)


_ORDER = {root: str(place) for place, root in enumerate(Root)}


def account_for(subject: Subject, key: str) -> Account:
    """Return ``subject`` for the programme's account ``key`` (fund and designation)."""
    return Account(subject, *fund_and_designation(key))


def gifts_of(key: str) -> Account:
    """Return where donations to the account ``key`` are income: restricted, unless general."""
    account = account_for(Subject.RESTRICTED, key)
    if account.designation == GENERAL:
        return account._replace(subject=Subject.UNRESTRICTED)
    return account
