"""Disbursements: who asks, who approves, who is paid, and what it was spent on."""

from __future__ import annotations

from lixia_domain.application.finance import disbursements
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.testing.steps.people_and_projects import MATERIALS
from lixia_domain.testing.steps.sentences import act
from lixia_domain.testing.steps.world import FUND, World, account

OFFICER, APPROVER, REVIEWER = "经办人", "审批人", "审核人"
"""Opaque accounts that act where a scenario does not say who."""


@act('"{who}"为项目"{project}"申请拨付"{paper}" {amount:Money}')
def _(world: World, who: str, project: str, paper: str, amount: Money) -> None:
    _request(world, who, project, paper, amount)


@act('"{who}"为项目"{project}"申请拨付"{paper}" {amount:Money}，动用财政资金')
def _(world: World, who: str, project: str, paper: str, amount: Money) -> None:
    _request(world, who, project, paper, amount, source=SourceClass.GOVERNMENT)


@act('"{who}"为项目"{project}"申请拨付"{paper}" {amount:Money}，收款方为"{payee}"')
def _(world: World, who: str, project: str, paper: str, amount: Money, payee: str) -> None:
    _request(world, who, project, paper, amount, payee=payee)


@act('"{who}"为项目"{project}"申请拨付"{paper}" {amount:Money}，列入科目"{line}"')
def _(world: World, who: str, project: str, paper: str, amount: Money, line: str) -> None:
    _request(world, who, project, paper, amount, line=line)


@act('"{who}"批准拨付"{paper}"')
def _(world: World, who: str, paper: str) -> None:
    _approve(world, who, paper)


@act('"{who}"批准拨付"{paper}"，核查发现"{related}"与收款方有利害关系')
def _(world: World, who: str, paper: str, related: str) -> None:
    _approve(world, who, paper, related=(account(related),))


@act('"{who}"不批准拨付"{paper}"，因"{reason}"')
def _(world: World, who: str, paper: str, reason: str) -> None:
    disbursements.refuse(
        world.ledger,
        world.acting(who, Role.APPROVER),
        disbursement_id=paper,
        reason=reason,
        on=world.today,
    )


@act('撤回拨付"{paper}"，因"{reason}"')
def _(world: World, paper: str, reason: str) -> None:
    disbursements.withdraw(
        world.ledger, world.office, disbursement_id=paper, reason=reason, on=world.today
    )


@act('支付拨付"{paper}"')
def _(world: World, paper: str) -> None:
    _pay(world, paper)


@act('项目"{project}"的拨付"{paper}" {amount:Money} 已批准')
def _(world: World, project: str, paper: str, amount: Money) -> None:
    _request(world, OFFICER, project, paper, amount)
    _approve(world, APPROVER, paper)


@act('项目"{project}"的拨付"{paper}" {amount:Money} 已支付')
def _(world: World, project: str, paper: str, amount: Money) -> None:
    _request(world, OFFICER, project, paper, amount)
    _approve(world, APPROVER, paper)
    _pay(world, paper)


@act('拨付"{paper}"被银行退票，因"{reason}"')
def _(world: World, paper: str, reason: str) -> None:
    _bounce(world, paper, f"退票/{paper}", reason)


@act('拨付"{paper}"被银行退票，退款见到账"{credit}"')
def _(world: World, paper: str, credit: str) -> None:
    _bounce(world, paper, credit, "户名不符")


@act('拨付"{paper}"以发票"{invoice}"报销 {amount:Money}')
def _(world: World, paper: str, invoice: str, amount: Money) -> None:
    disbursements.evidence(
        world.ledger,
        world.acting("团队", Role.TEAM),
        disbursement_id=paper,
        invoice=invoice,
        invoice_date=world.today,
        seller="销售方（虚构示例）",
        file_hash="0" * 64,
        amount=amount,
        on=world.today,
    )


@act('拨付"{paper}"的发票"{invoice}"审核通过')
def _(world: World, paper: str, invoice: str) -> None:
    _accept(world, REVIEWER, paper, invoice)


@act('"{who}"审核通过拨付"{paper}"的发票"{invoice}"')
def _(world: World, who: str, paper: str, invoice: str) -> None:
    _accept(world, who, paper, invoice)


def _accept(world: World, who: str, paper: str, invoice: str) -> None:
    disbursements.accept_expense(
        world.ledger,
        world.acting(who, Role.ACCOUNTANT),
        disbursement_id=paper,
        invoice=invoice,
        on=world.today,
    )


@act('拨付"{paper}"的发票"{invoice}"不予认可，因"{reason}"')
def _(world: World, paper: str, invoice: str, reason: str) -> None:
    disbursements.disallow_expense(
        world.ledger,
        world.acting(REVIEWER, Role.ACCOUNTANT),
        disbursement_id=paper,
        invoice=invoice,
        reason=reason,
        on=world.today,
    )


@act('收回拨付"{paper}"的结余 {amount:Money}')
def _(world: World, paper: str, amount: Money) -> None:
    _recover(world, paper, amount, f"退回/{paper}/{world.ledger.head()}")


@act('收回拨付"{paper}"的结余 {amount:Money}，见到账"{credit}"')
def _(world: World, paper: str, amount: Money, credit: str) -> None:
    _recover(world, paper, amount, credit)


@act('"{who}"核销拨付"{paper}"的损失 {amount:Money}，纪要"{minutes}"')
def _(world: World, who: str, paper: str, amount: Money, minutes: str) -> None:
    disbursements.write_off(
        world.ledger,
        world.acting(who, Role.APPROVER),
        disbursement_id=paper,
        amount=amount,
        minutes=minutes,
        on=world.today,
    )


def _bounce(world: World, paper: str, credit: str, reason: str) -> None:
    disbursements.bounce(
        world.ledger,
        world.foundation,
        disbursement_id=paper,
        credit=credit,
        reason=reason,
        on=world.today,
    )


def _recover(world: World, paper: str, amount: Money, credit: str) -> None:
    disbursements.recover(
        world.ledger,
        world.foundation,
        disbursement_id=paper,
        amount=amount,
        credit=credit,
        on=world.today,
    )


def _request(
    world: World,
    who: str,
    project: str,
    paper: str,
    amount: Money,
    *,
    payee: str = "payee-01",
    line: str = MATERIALS,
    source: SourceClass = SourceClass.DONATED,
) -> None:
    disbursements.request(
        world.ledger,
        world.acting(who, Role.TEAM),
        disbursement_id=paper,
        project_id=project,
        fund_id=FUND,
        line=line,
        tranche=1,
        amount=amount,
        payee=payee,
        payee_account="账号引用",
        purpose="采购物资",
        source=source,
        on=world.today,
    )


def _approve(world: World, who: str, paper: str, *, related: tuple[str, ...] = ()) -> None:
    disbursements.approve(
        world.ledger,
        world.acting(who, Role.APPROVER),
        disbursement_id=paper,
        minutes="拨付会议纪要",
        conflicts_checked=(account(OFFICER), account(who)),
        related=related,
        on=world.today,
    )


def _pay(world: World, paper: str) -> None:
    disbursements.pay(
        world.ledger,
        world.cashier,
        disbursement_id=paper,
        debit=f"付款/{paper}",
        voucher=f"凭证/{paper}",
        on=world.today,
    )
