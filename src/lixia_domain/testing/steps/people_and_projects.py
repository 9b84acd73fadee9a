"""Days, the fund, enterprises, projects and teams."""

from __future__ import annotations

from datetime import date, datetime

from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.finance import funds
from lixia_domain.application.programme import enterprises, projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.testing.steps.expect import expect
from lixia_domain.testing.steps.sentences import Table, act, rows
from lixia_domain.testing.steps.world import FUND, World, credit_code

MATERIALS = "物资"
"""The one budget line of a project whose lines a scenario does not name."""

LEAST = Money(1)
"""What must arrive before a project starts whose minimum a scenario does not name."""


@act("今天是 {on:Date}")
def _(world: World, on: date) -> None:
    expect(
        on >= world.today,
        f"前面已到 {world.today}，日期不能倒退到 {on}",
        f"it is {world.today} already: time does not go back to {on}",
    )
    world.go_to(on)


@act("现在是世界时 {at}")
def _(world: World, at: str) -> None:
    world.clock.go_to(datetime.fromisoformat(at))


@act("专项基金已设立")
def _(world: World) -> None:
    funds.establish(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        name="新时代文明实践公益基金（虚构示例）",
        foundation="扶贫开发基金会（虚构示例）",
        purpose="扶持新时代文明实践项目",
        agreement="设立协议",
        on=world.today,
    )


@act('企业"{name}"已登记')
def _(world: World, name: str) -> None:
    _register(world, name)


@act("下列企业已登记并核验：")
def _(world: World, datatable: Table) -> None:
    for row in rows(datatable):
        ownership = Ownership.STATE if row.get("性质") == "国有" else Ownership.PRIVATE
        code = _register(world, row["企业"], ownership)
        enterprises.verify(
            world.ledger, world.office, code=code, document="营业执照", on=world.today
        )


@act('项目"{project}"已发布，预算 {amount:Money}')
def _(world: World, project: str, amount: Money) -> None:
    _publish(world, project, (BudgetLine(line=MATERIALS, amount=amount),), Offer(minimum=LEAST))


@act('项目"{project}"已发布，预算 {amount:Money}，满额后可候补')
def _(world: World, project: str, amount: Money) -> None:
    line = BudgetLine(line=MATERIALS, amount=amount)
    _publish(world, project, (line,), Offer(minimum=LEAST, waitlist=True))


@act('项目"{project}"已发布，预算 {amount:Money}，到账满 {minimum:Money} 方可启动')
def _(world: World, project: str, amount: Money, minimum: Money) -> None:
    line = BudgetLine(line=MATERIALS, amount=amount)
    _publish(world, project, (line,), Offer(minimum=minimum))


@act('项目"{project}"已发布，预算科目如下：')
def _(world: World, project: str, datatable: Table) -> None:
    lines = tuple(
        BudgetLine(line=row["科目"], amount=Money.parse(row["金额"])) for row in rows(datatable)
    )
    _publish(world, project, lines, Offer(minimum=LEAST))


@act('项目"{project}"已立项，预算 {amount:Money}')
def _(world: World, project: str, amount: Money) -> None:
    _approve(world, project, (BudgetLine(line=MATERIALS, amount=amount),))


@act('团队"{team}"依协议"{agreement}"承接项目"{project}"')
def _(world: World, team: str, agreement: str, project: str) -> None:
    projects.assign_team(
        world.ledger,
        world.office,
        project_id=project,
        team=team,
        agreement=agreement,
        on=world.today,
    )


@act('团队"{team}"依协议"{agreement}"接替项目"{project}"的原团队，因"{reason}"')
def _(world: World, team: str, agreement: str, project: str, reason: str) -> None:
    projects.replace_team(
        world.ledger,
        world.office,
        project_id=project,
        team=team,
        agreement=agreement,
        reason=reason,
        on=world.today,
    )


@act('项目"{project}"启动')
def _(world: World, project: str) -> None:
    projects.start(world.ledger, world.office, project_id=project, fund_id=FUND, on=world.today)


@act('项目"{project}"报告进展"{milestone}"，材料"{document}"')
def _(world: World, project: str, milestone: str, document: str) -> None:
    projects.report_milestone(
        world.ledger,
        world.acting("团队", Role.TEAM),
        project_id=project,
        milestone=milestone,
        document=document,
        on=world.today,
    )


@act('项目"{project}"申请验收，材料"{document}"')
def _(world: World, project: str, document: str) -> None:
    projects.request_acceptance(
        world.ledger,
        world.acting("团队", Role.TEAM),
        project_id=project,
        document=document,
        on=world.today,
    )


@act('项目"{project}"验收不通过，因"{reason}"')
def _(world: World, project: str, reason: str) -> None:
    projects.refuse_acceptance(
        world.ledger, world.office, project_id=project, reason=reason, on=world.today
    )


@act('项目"{project}"由团队"{team}"承接并已启动')
def _(world: World, project: str, team: str) -> None:
    projects.assign_team(
        world.ledger,
        world.office,
        project_id=project,
        team=team,
        agreement=f"{team}实施协议",
        on=world.today,
    )
    projects.start(world.ledger, world.office, project_id=project, fund_id=FUND, on=world.today)


def _register(world: World, name: str, ownership: Ownership = Ownership.PRIVATE) -> str:
    return enterprises.register(
        world.ledger,
        world.office,
        code=credit_code(name),
        name=name,
        ownership=ownership,
        on=world.today,
    )


def _approve(world: World, project: str, lines: tuple[BudgetLine, ...]) -> None:
    projects.draft(
        world.ledger,
        world.office,
        project_id=project,
        title=project,
        domain="为老服务",
        needs=("需求一",),
        lines=lines,
        relief=True,
        on=world.today,
    )
    projects.approve(
        world.ledger, world.office, project_id=project, minutes="立项纪要", on=world.today
    )


def _publish(world: World, project: str, lines: tuple[BudgetLine, ...], offer: Offer) -> None:
    _approve(world, project, lines)
    projects.publish(
        world.ledger,
        world.office,
        project_id=project,
        batch_id="首批",
        offer=offer,
        on=world.today,
    )
