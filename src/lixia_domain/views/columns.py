"""Columns that several views have, with the same words in each."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from lixia_domain.kernel.columns import column

AccountIdColumn: TypeAlias = Annotated[str, column("账号", "account")]
BudgetColumn: TypeAlias = Annotated[int, column("预算", "budget")]
CallColumn: TypeAlias = Annotated[str, column("征集", "call")]
CorrectionsColumn: TypeAlias = Annotated[int, column("更正次数", "corrections")]
DisbursementColumn: TypeAlias = Annotated[str, column("拨付编号", "disbursement")]
DomainColumn: TypeAlias = Annotated[str, column("领域", "domain")]
DonorColumn: TypeAlias = Annotated[str, column("捐赠人", "donor")]
FoundationColumn: TypeAlias = Annotated[str, column("基金会", "foundation")]
FundColumn: TypeAlias = Annotated[str, column("基金", "fund")]
LineColumn: TypeAlias = Annotated[str, column("科目", "line")]
NameColumn: TypeAlias = Annotated[str, column("名称", "name")]
PayeeColumn: TypeAlias = Annotated[str, column("收款方", "payee")]
PersonColumn: TypeAlias = Annotated[str, column("人员编号", "person")]
PlaceColumn: TypeAlias = Annotated[str, column("地点", "place")]
PledgedColumn: TypeAlias = Annotated[int, column("认捐", "pledged")]
ProjectColumn: TypeAlias = Annotated[str, column("项目", "project")]
ProjectsColumn: TypeAlias = Annotated[int, column("项目数", "projects")]
PublishedOnColumn: TypeAlias = Annotated[date, column("发布日", "published")]
ReasonColumn: TypeAlias = Annotated[str, column("理由", "reason")]
RegisteredOnColumn: TypeAlias = Annotated[date, column("登记日", "registered")]
RuleColumn: TypeAlias = Annotated[str, column("规则", "rule")]
TeamColumn: TypeAlias = Annotated[str, column("团队", "team")]
TitleColumn: TypeAlias = Annotated[str, column("名称", "title")]
TrancheColumn: TypeAlias = Annotated[int, column("期次", "tranche")]
VerifiedOnColumn: TypeAlias = Annotated[date, column("核验日", "verified")]
VoucherColumn: TypeAlias = Annotated[str, column("凭证", "document")]

RecordedMinutesColumn: TypeAlias = Annotated[int, column("登记分钟", "recorded min")]
CertifiedMinutesColumn: TypeAlias = Annotated[int, column("经证明分钟", "certified min")]

ReceivedColumn: TypeAlias = Annotated[int, column("到账（净额）", "net received")]
GrossColumn: TypeAlias = Annotated[int, column("到账（总额）", "gross received")]
DisbursedColumn: TypeAlias = Annotated[int, column("拨付（总额）", "gross disbursed")]
RecoveredColumn: TypeAlias = Annotated[int, column("收回", "recovered")]
MovedInColumn: TypeAlias = Annotated[int, column("转入", "moved in")]
MovedOutColumn: TypeAlias = Annotated[int, column("转出", "moved out")]
ReservedColumn: TypeAlias = Annotated[int, column("预留", "reserved")]
IncomeColumn: TypeAlias = Annotated[int, column("孳息变卖", "income")]
ChargedColumn: TypeAlias = Annotated[int, column("费用", "charged")]
BalanceColumn: TypeAlias = Annotated[int, column("结余", "balance")]
ShortColumn: TypeAlias = Annotated[int, column("短缺", "short")]
MadeGoodColumn: TypeAlias = Annotated[int, column("短缺已弥补", "made good")]
InColumn: TypeAlias = Annotated[int, column("收入", "in")]
OutColumn: TypeAlias = Annotated[int, column("支出", "out")]
