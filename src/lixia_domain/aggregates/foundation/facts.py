"""What can have happened to a foundation (基金会)."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Worded, Words


class Qualification(Worded):
    """What a foundation may be qualified for."""

    PUBLIC_FUNDRAISING = "public_fundraising", "公开募捐资格"
    TAX_DEDUCTION = "tax_deduction", "公益性捐赠税前扣除资格"


class Office(Worded):
    """What somebody is in a foundation."""

    CHAIR = "chair", "理事长"
    COUNCIL = "council", "理事"
    SUPERVISOR = "supervisor", "监事"
    SECRETARY = "secretary", "秘书长"
    MANAGER = "manager", "管理人员"
    SEAL_KEEPER = "seal_keeper", "印章保管人"


class Tie(Worded):
    """How a related party stands to the foundation."""

    COUNCIL_RELATIVE = "council_relative", "理事、监事或其近亲属", "council, or their relative"
    INTERESTED_BENEFICIARY = "interested_beneficiary", "捐赠人或管理人员的利害关系人"
    SUPPLIER = "supplier", "其他关联方", "other"


@stored_as("foundation.registered", says=Words("基金会登记", "foundation registered"))
class FoundationRegistered(Event):
    """基金会登记（流名即统一社会信用代码）。"""

    name: str
    authority: str
    document: str


@stored_as("foundation.renamed", says=Words("基金会更名", "foundation renamed"))
class FoundationRenamed(Event):
    """更名：身份不变，名称自此日起。"""

    name: str
    document: str


@stored_as("foundation.qualification_recorded", says=Words("取得资格", "qualification recorded"))
class QualificationRecorded(Event):
    """取得资格：证书、自何日起、至何日止（``None`` 为长期）。"""

    qualification: Qualification
    certificate: str
    since: date
    until: date | None


@stored_as("foundation.qualification_ended", says=Words("资格提前终止", "qualification cut short"))
class QualificationEnded(Event):
    """资格提前终止（注销、撤销、期满不续）：``certificate`` 的有效期止于 ``until``（含）。"""

    qualification: Qualification
    certificate: str
    until: date
    document: str


@stored_as(
    "foundation.bank_account_registered", says=Words("银行账户备案", "bank account registered")
)
class BankAccountRegistered(Event):
    """银行账户备案。``account`` 为账号的引用（token），不是账号本身。"""

    account: str
    bank: str
    purpose: str


@stored_as("foundation.officer_appointed", says=Words("负责人任职", "officer appointed"))
class OfficerAppointed(Event):
    """任职。``person`` 为不透明编号，不是姓名。"""

    person: str
    office: Office
    document: str


@stored_as("foundation.officer_left", says=Words("负责人离任", "officer left"))
class OfficerLeft(Event):
    """离任。"""

    person: str
    office: Office
    document: str


@stored_as("foundation.related_party_declared", says=Words("申报关联方", "related party declared"))
class RelatedPartyDeclared(Event):
    """申报关联方：``party`` 为收款方编号，``person`` 为与其有关系的人的编号。"""

    party: str
    person: str
    tie: Tie
    document: str


@stored_as("foundation.related_tie_ended", says=Words("关联关系解除", "related tie ended"))
class RelatedTieEnded(Event):
    """关联关系自 ``on`` 起不再存在。"""

    party: str
    person: str
    tie: Tie
    document: str


@stored_as("foundation.year_reported", says=Words("年度报告", "year reported"))
class FoundationYearReported(Event):
    """年度报告：两项年度指标所需的数字；``corrects`` 为所更正的报告文件。"""

    year: int
    prior_income: Money
    three_year_income: Money | None
    charitable_spending: Money
    management_cost: Money
    total_spending: Money
    document: str
    document_hash: str
    corrects: str | None


FoundationEvent: TypeAlias = (
    FoundationRegistered
    | FoundationRenamed
    | QualificationRecorded
    | QualificationEnded
    | BankAccountRegistered
    | OfficerAppointed
    | OfficerLeft
    | RelatedPartyDeclared
    | RelatedTieEnded
    | FoundationYearReported
)
Facts: TypeAlias = tuple[FoundationEvent, ...]
