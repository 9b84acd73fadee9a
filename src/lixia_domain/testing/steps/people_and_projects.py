"""Days, the fund, enterprises, projects and teams."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.finance import funds
from lixia_domain.application.programme import enterprises, projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.kernel.money import Money
from lixia_domain.testing import grounds
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.expect import expect
from lixia_domain.testing.steps.reading import by_word
from lixia_domain.testing.steps.sentences import Table, act, rows
from lixia_domain.testing.steps.world import World, credit_code

MATERIALS = "物资"
"""The one budget line of a project whose lines a scenario does not name."""

LEAST = Money(1)
"""What must arrive before a project starts whose minimum a scenario does not name."""


NEED = "需求一"
"""Which need projects answer, where a scenario does not speak of needs."""

DRAFTED: dict[str, Any] = {"domain": "为老服务", "needs": (NEED,), "relief": True}
"""What is told of every project that is drafted."""

FIRST_BATCH = "首批"
"""In which batch projects are published, where a scenario does not speak of batches."""

THE_FUND: dict[str, Any] = {
    "name": "新时代文明实践公益基金（虚构示例）",
    "foundation": "扶贫开发基金会（虚构示例）",
    "purpose": "扶持新时代文明实践项目",
}
"""What is told of the one fund."""


def keeper_registered(world: World, _: Any = None) -> None:
    """Register the foundation that keeps the one fund, if the scenario has not."""
    name = str(THE_FUND["foundation"])
    grounds.keeper(world.carry_out, credit_code(name), name)


@act("本机时钟比此刻慢 {seconds:Number} 秒")
def _(world: World, seconds: int) -> None:
    world.clock.instant -= timedelta(seconds=seconds)


@act("今天是 {on:Date}")
def _(world: World, on: date) -> None:
    expect(
        on >= world.today,
        f"前面已到 {world.today}，日期不能倒退到 {on}",
        f"it is {world.today} already: time does not go back to {on}",
    )
    world.go_to(on)


@act("现在是世界时 {at:Moment}")
def _(world: World, at: str) -> None:
    world.clock.go_to(datetime.fromisoformat(at))


carries_out(
    "专项基金已设立",
    funds.establish,
    first=keeper_registered,
    agreement="设立协议",
    **THE_FUND,
)
carries_out(
    '另有专项基金"{fund_id}"',
    funds.establish,
    first=keeper_registered,
    agreement="设立协议",
    **THE_FUND,
)
carries_out('企业"{name}"已登记', enterprises.register, code="{name}", ownership=Ownership.PRIVATE)


@act("下列企业已登记并核验：")
def _(world: World, datatable: Table) -> None:
    for row in rows(datatable):
        code = world.carry_out(
            enterprises.register,
            code=credit_code(row["企业"]),
            name=row["企业"],
            ownership=by_word(Ownership)[row.get("性质", "民营")],
        )
        world.carry_out(enterprises.verify, code=code, document="营业执照")


@act('项目"{project}"已发布，预算 {amount:Money}')
def _(world: World, project: str, amount: Money) -> None:
    _publish(world, project, whole(amount), Offer(minimum=LEAST))


@act('项目"{project}"已发布，预算 {amount:Money}，满额后可候补')
def _(world: World, project: str, amount: Money) -> None:
    _publish(world, project, whole(amount), Offer(minimum=LEAST, waitlist=True))


@act('项目"{project}"已发布，预算 {amount:Money}，到账满 {minimum:Money} 方可启动')
def _(world: World, project: str, amount: Money, minimum: Money) -> None:
    _publish(world, project, whole(amount), Offer(minimum=minimum))


@act('项目"{project}"已发布，预算科目如下：')
def _(world: World, project: str, datatable: Table) -> None:
    _publish(world, project, budget(datatable), Offer(minimum=LEAST))


@act('项目"{project}"已立项，预算 {amount:Money}')
def _(world: World, project: str, amount: Money) -> None:
    _approve(world, project, whole(amount))


carries_out('团队"{team}"依协议"{agreement}"承接项目"{project_id}"', projects.assign_team)
carries_out(
    '团队"{team}"依协议"{agreement}"接替项目"{project_id}"的原团队，因"{reason}"',
    projects.replace_team,
)
carries_out('项目"{project_id}"启动', projects.start)
carries_out('项目"{project_id}"报告进展"{milestone}"，材料"{document}"', projects.report_milestone)
carries_out('项目"{project_id}"申请验收，材料"{document}"', projects.request_acceptance)
carries_out('项目"{project_id}"验收不通过，因"{reason}"', projects.refuse_acceptance)
carries_out(
    '项目"{project_id}"的验收撤销，因"{reason}"，纪要"{minutes}"', projects.revoke_acceptance
)


@act('项目"{project}"由团队"{team}"承接并已启动')
def _(world: World, project: str, team: str) -> None:
    agreement = f"{team}实施协议"
    world.carry_out(projects.assign_team, project_id=project, team=team, agreement=agreement)
    world.carry_out(projects.start, project_id=project)


def whole(amount: Money) -> tuple[BudgetLine, ...]:
    """Return a budget of the one line."""
    return (BudgetLine(line=MATERIALS, amount=amount),)


def budget(datatable: Table) -> tuple[BudgetLine, ...]:
    """Return the budget that a table tells."""
    return tuple(
        BudgetLine(line=row["科目"], amount=Money.parse(row["金额"])) for row in rows(datatable)
    )


def need_verified(world: World, _: Any = None) -> None:
    """Have the need raised and verified that projects answer, if the scenario has not."""
    grounds.need(world.carry_out, NEED)


def _approve(world: World, project: str, lines: tuple[BudgetLine, ...]) -> None:
    need_verified(world)
    world.carry_out(projects.draft, project_id=project, title=project, lines=lines, **DRAFTED)
    world.carry_out(projects.approve, project_id=project, minutes="立项纪要")


def _publish(world: World, project: str, lines: tuple[BudgetLine, ...], offer: Offer) -> None:
    _approve(world, project, lines)
    publish(world, project, offer)


def publish(world: World, project: str, offer: Offer) -> None:
    """Publish a project in the first batch, which is planned for it."""
    batch = grounds.batch(world.carry_out, FIRST_BATCH)
    world.carry_out(projects.publish, project_id=project, batch_id=batch, offer=offer)
