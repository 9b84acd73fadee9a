"""Disbursements: who asks, who approves, who is paid, and what it was spent on."""

from __future__ import annotations

from typing import Any

from lixia_domain.aggregates.disbursement.state import DISBURSEMENT, Disbursement
from lixia_domain.application.finance import (
    acceptance_reversal,
    disbursements,
    loss_reversal,
    payees,
)
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.recording.work import Work
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.money import arrive
from lixia_domain.testing.steps.people_and_projects import MATERIALS, THE_FUND
from lixia_domain.testing.steps.sentences import act
from lixia_domain.testing.steps.world import World, account

OFFICER, APPROVER, REVIEWER = "经办人", "审批人", "审核人"
"""Who acts where a scenario does not say who."""


def _tranche(paper: str) -> int:
    """Return which tranche a scenario means by a disbursement: D2 asks for the second."""
    digits = "".join(sign for sign in paper if sign in "0123456789")
    return int(digits or 1)


REQUESTED: dict[str, Any] = {
    "line": MATERIALS,
    "tranche": lambda world, said: _tranche(said["disbursement_id"]),
    "payee": "payee-01",
    "payee_account": "账号引用",
    "purpose": "采购物资",
}
APPROVED: dict[str, Any] = {"minutes": "拨付会议纪要", "conflicts_checked": "经办人、{who}"}

ON_RECORD: dict[str, Any] = {
    "foundation": THE_FUND["foundation"],
    "document": "收款账号确认函",
}
carries_out(
    '"{who}"登记收款方"{payee}"的账号',
    payees.record_account,
    by="{who}",
    payee_account=REQUESTED["payee_account"],
    **ON_RECORD,
)
carries_out(
    '"{who}"登记收款方"{payee}"的账号为"{payee_account}"',
    payees.record_account,
    by="{who}",
    **ON_RECORD,
)
carries_out(
    '"{who}"为项目"{project_id}"申请拨付"{disbursement_id}" {amount:Money}',
    disbursements.request,
    by="{who}",
    **REQUESTED,
)
carries_out(
    '"{who}"为项目"{project_id}"申请拨付"{disbursement_id}" {amount:Money}，动用财政资金',
    disbursements.request,
    by="{who}",
    source=SourceClass.GOVERNMENT,
    **REQUESTED,
)
carries_out(
    '"{who}"为项目"{project_id}"申请拨付"{disbursement_id}" {amount:Money}，收款方为"{payee}"',
    disbursements.request,
    by="{who}",
    **REQUESTED,
)
carries_out(
    '"{who}"为项目"{project_id}"申请拨付"{disbursement_id}" {amount:Money}，列入科目"{line}"',
    disbursements.request,
    by="{who}",
    **REQUESTED,
)
carries_out(
    '"{who}"为项目"{project_id}"申请第 {tranche:Number} 期拨付"{disbursement_id}" {amount:Money}',
    disbursements.request,
    by="{who}",
    **REQUESTED,
)
carries_out(
    '"{who}"为项目"{project_id}"申请拨付"{disbursement_id}" {amount:Money}，'
    '动用另一基金"{fund_id}"',
    disbursements.request,
    by="{who}",
    **REQUESTED,
)
carries_out(
    '"{who}"批准拨付"{disbursement_id}"',
    disbursements.approve,
    by="{who}",
    related="无",
    **APPROVED,
)
carries_out(
    '"{who}"以业务日期 {on:Date} 批准拨付"{disbursement_id}"',
    disbursements.approve,
    by="{who}",
    related="无",
    **APPROVED,
)
carries_out(
    '"{who}"以业务日期 {on:Date} 为项目"{project_id}"申请拨付"{disbursement_id}" {amount:Money}',
    disbursements.request,
    by="{who}",
    **REQUESTED,
)
carries_out(
    '"{who}"批准拨付"{disbursement_id}"，核查发现"{related}"与收款方有利害关系',
    disbursements.approve,
    by="{who}",
    **APPROVED,
)
carries_out('"{who}"不批准拨付"{disbursement_id}"，因"{reason}"', disbursements.refuse, by="{who}")
carries_out('撤回拨付"{disbursement_id}"，因"{reason}"', disbursements.withdraw)
carries_out(
    '支付拨付"{disbursement_id}"',
    disbursements.pay,
    debit="付款/{disbursement_id}",
    voucher="凭证/{disbursement_id}",
)
carries_out(
    '"{who}"支付拨付"{disbursement_id}"',
    disbursements.pay,
    by="{who}",
    debit="付款/{disbursement_id}",
    voucher="凭证/{disbursement_id}",
)
carries_out(
    '以流水"{debit}"支付拨付"{disbursement_id}"',
    disbursements.pay,
    voucher="凭证/{disbursement_id}",
)
carries_out(
    '以业务日期 {on:Date} 支付拨付"{disbursement_id}"',
    disbursements.pay,
    debit="付款/{disbursement_id}",
    voucher="凭证/{disbursement_id}",
)
carries_out(
    '以业务日期 {on:Date} 补记支付拨付"{disbursement_id}"',
    disbursements.pay,
    debit="付款/{disbursement_id}",
    voucher="凭证/{disbursement_id}",
)
carries_out(
    '支付拨付"{disbursement_id}"，由"{released_by}"放行',
    disbursements.pay,
    debit="付款/{disbursement_id}",
    voucher="凭证/{disbursement_id}",
)


@act('项目"{project}"的拨付"{paper}" {amount:Money} 已批准')
def _(world: World, project: str, paper: str, amount: Money) -> None:
    _approve(world, project, paper, amount)


@act('项目"{project}"的拨付"{paper}" {amount:Money} 已支付')
def _(world: World, project: str, paper: str, amount: Money) -> None:
    _approve(world, project, paper, amount)
    debit, voucher = f"付款/{paper}", f"凭证/{paper}"
    world.carry_out(disbursements.pay, disbursement_id=paper, debit=debit, voucher=voucher)


@act('拨付"{paper}"被银行退票，因"{reason}"')
def _(world: World, paper: str, reason: str) -> None:
    credit, known = f"退票/{paper}", disbursed(world, paper)
    if known is not None:
        arrive(world, credit, "收款方", known.requested.amount)
    world.carry_out(disbursements.bounce, disbursement_id=paper, credit=credit, reason=reason)


carries_out(
    '拨付"{disbursement_id}"被银行退票，退款见到账"{credit}"',
    disbursements.bounce,
    reason="户名不符",
)
carries_out(
    '拨付"{disbursement_id}"以发票"{invoice}"报销 {amount:Money}',
    disbursements.evidence,
    invoice_date=lambda world, said: world.today,
    seller="销售方（虚构示例）",
)
carries_out(
    '拨付"{disbursement_id}"以 {invoice_date:Date} 开具的发票"{invoice}"报销 {amount:Money}',
    disbursements.evidence,
    seller="销售方（虚构示例）",
)
carries_out(
    '拨付"{disbursement_id}"以发票"{invoice}"报销 {amount:Money}，全票 {total:Money}',
    disbursements.evidence,
    invoice_date=lambda world, said: world.today,
    seller="销售方（虚构示例）",
)
carries_out(
    '拨付"{disbursement_id}"以发票"{invoice}"的分割单"{slip}"报销 {amount:Money}',
    disbursements.evidence,
    invoice_date=lambda world, said: world.today,
    seller="销售方（虚构示例）",
)
carries_out(
    '拨付"{disbursement_id}"的发票"{invoice}"审核通过', disbursements.accept_expense, by=REVIEWER
)
carries_out(
    '"{who}"审核通过拨付"{disbursement_id}"的发票"{invoice}"',
    disbursements.accept_expense,
    by="{who}",
)
carries_out(
    '"{who}"撤销拨付"{disbursement_id}"的发票"{invoice}"的审核，因"{reason}"，凭"{document}"',
    acceptance_reversal.reverse,
    by="{who}",
)
carries_out(
    '"{who}"撤销拨付"{disbursement_id}"的发票"{invoice}"的不予认可，因"{reason}"，凭"{document}"',
    acceptance_reversal.reverse_disallowance,
    by="{who}",
)
carries_out(
    '拨付"{disbursement_id}"的发票"{invoice}"不予认可，因"{reason}"',
    disbursements.disallow_expense,
    by=REVIEWER,
)


@act('收回拨付"{paper}"的结余 {amount:Money}')
def _(world: World, paper: str, amount: Money) -> None:
    credit = f"退回/{paper}/{world.ledger.head()}"
    arrive(world, credit, "收款方", amount)
    world.carry_out(disbursements.recover, disbursement_id=paper, amount=amount, credit=credit)


carries_out(
    '收回拨付"{disbursement_id}"的结余 {amount:Money}，见到账"{credit}"', disbursements.recover
)
carries_out(
    '"{who}"核销拨付"{disbursement_id}"的损失 {amount:Money}，纪要"{minutes}"',
    disbursements.write_off,
    by="{who}",
)
carries_out(
    '"{who}"撤销拨付"{disbursement_id}"的损失核销 {amount:Money}，因"{reason}"，纪要"{minutes}"',
    loss_reversal.reverse,
    by="{who}",
)


def disbursed(world: World, paper: str) -> Disbursement | None:
    """Return a disbursement as it stands, if there is one."""
    return Work(world.ledger, world.by(disbursements.pay)).load(DISBURSEMENT, paper)


def _approve(world: World, project: str, paper: str, amount: Money) -> None:
    """Let the usual people ask for a disbursement and approve it."""
    world.carry_out(
        disbursements.request,
        who=OFFICER,
        disbursement_id=paper,
        project_id=project,
        amount=amount,
        **{**REQUESTED, "tranche": _tranche(paper)},
    )
    world.carry_out(
        disbursements.approve,
        who=APPROVER,
        disbursement_id=paper,
        minutes=APPROVED["minutes"],
        conflicts_checked=(account(OFFICER), account(APPROVER)),
        related=(),
    )
