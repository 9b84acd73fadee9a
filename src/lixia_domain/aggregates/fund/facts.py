"""What can have happened to a special fund (专项基金)."""

from __future__ import annotations

from typing import TypeAlias

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.reconciling import Proof
from lixia_domain.kernel.words import Words


@stored_as("fund.proposed", says=Words("基金拟设", "fund proposed"))
class FundProposed(Event):
    """拟设专项基金。"""

    name: str
    foundation: str
    purpose: str


@stored_as("fund.established", says=Words("基金设立", "fund established"))
class FundEstablished(Event):
    """依协议设立（揭牌）。"""

    agreement: str


@stored_as("fund.committee_appointed", says=Words("管理委员会组成", "committee appointed"))
class CommitteeAppointed(Event):
    """管理委员会组成（成员为不透明编号，不是姓名）。"""

    members: tuple[str, ...]
    document: str


@stored_as("fund.period_closed", version=3, says=Words("会计期间结账", "month of account closed"))
class PeriodClosed(Event):
    """会计期间结账；此后更正一律记入未结期间。``period`` 形如 ``2021-12``。

    ``proof`` 为账面余额 = 银行余额 ± 所列未达账项；早先的结账未载明者为空。
    """

    period: str
    proof: Proof | None


@stored_as("fund.management_rule_set", says=Words("管理办法订立", "management rule set"))
class ManagementRuleSet(Event):
    """管理办法：管理费比例上限（千分比）与文件；只约束本基金，不是基金会年度指标。"""

    permille: int
    document: str
    document_hash: str


@stored_as("fund.terminating", says=Words("基金进入终止程序", "fund terminating"))
class FundTerminating(Event):
    """进入终止程序：不再接受认领，既有款项继续处理。"""

    reason: str
    document: str


@stored_as(
    "fund.termination_revoked", says=Words("基金终止程序撤销", "termination of a fund revoked")
)
class FundTerminationRevoked(Event):
    """终止程序撤销：决定有误或已改变，而款项尚未移交；基金照常存续。"""

    reason: str
    document: str


@stored_as("fund.closed", says=Words("基金终止", "fund closed"))
class FundClosed(Event):
    """清算完毕，基金终止。"""

    report: str


FundEvent: TypeAlias = (
    FundProposed
    | FundEstablished
    | CommitteeAppointed
    | PeriodClosed
    | ManagementRuleSet
    | FundTerminating
    | FundTerminationRevoked
    | FundClosed
)
Facts: TypeAlias = tuple[FundEvent, ...]
