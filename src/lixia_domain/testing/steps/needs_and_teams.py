"""Needs, teams and brands, and the chain that leads from a need to its acceptance."""

from __future__ import annotations

import hashlib

from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.activities import teams
from lixia_domain.application.overview.chain import Chain, Kind, Link, walk
from lixia_domain.application.programme import needs, projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.kernel.money import Money
from lixia_domain.testing.steps.expect import NotSo, same
from lixia_domain.testing.steps.people_and_projects import LEAST, MATERIALS
from lixia_domain.testing.steps.sentences import Table, act, check, rows
from lixia_domain.testing.steps.world import World

NEED_STAGES = {
    "已提出": "raised",
    "已核实": "verified",
    "已列入": "planned",
    "已并入": "merged",
    "未采纳": "declined",
    "已满足": "met",
}
TEAM_STATES = {
    "未登记": "unregistered",
    "已登记": "registered",
    "已核验": "verified",
    "已停用": "debarred",
}
BRAND_STAGES = {
    "已提名": "nominated",
    "孵化中": "incubating",
    "已认定": "recognised",
    "已退出": "retired",
}
LINKS = {
    "需求": Kind.NEED,
    "项目": Kind.PROJECT,
    "认领": Kind.CLAIM,
    "到账": Kind.GIFT,
    "拨付": Kind.DISBURSEMENT,
    "活动": Kind.SESSION,
    "验收": Kind.ACCEPTANCE,
}


def person(name: str) -> str:
    """Return a reference as the key's holder would make it, for whom a scenario calls ``name``."""
    return f"p:{hashlib.sha256(name.encode()).hexdigest()[:32]}"


@act('社区"{place}"提出需求"{need}"："{summary}"')
def _(world: World, place: str, need: str, summary: str) -> None:
    _put_forward(world, place, need, summary, person(f"{place}居民"))


@act('以姓名"{name}"登记需求"{need}"')
def _(world: World, name: str, need: str) -> None:
    _put_forward(world, "社区", need, "需求", name)


@act('需求"{need}"已核实，走访记录"{document}"')
def _(world: World, need: str, document: str) -> None:
    needs.verify(world.ledger, world.office, need_id=need, document=document, on=world.today)


@act('需求"{need}"并入需求"{into}"，因"{reason}"')
def _(world: World, need: str, into: str, reason: str) -> None:
    needs.merge(world.ledger, world.office, need_id=need, into=into, reason=reason, on=world.today)


@act('需求"{need}"不予采纳，因"{reason}"')
def _(world: World, need: str, reason: str) -> None:
    needs.decline(world.ledger, world.office, need_id=need, reason=reason, on=world.today)


@act('以需求"{cited}"策划项目"{project}"，预算 {amount:Money}')
def _(world: World, cited: str, project: str, amount: Money) -> None:
    needs.plan(
        world.ledger,
        world.office,
        project_id=project,
        title=project,
        domain="为老服务",
        needs=() if cited == "无" else tuple(cited.split("、")),
        lines=(BudgetLine(line=MATERIALS, amount=amount),),
        relief=True,
        on=world.today,
    )


@act('策划好的项目"{project}"立项并发布')
def _(world: World, project: str) -> None:
    projects.approve(
        world.ledger, world.office, project_id=project, minutes="立项纪要", on=world.today
    )
    projects.publish(
        world.ledger,
        world.office,
        project_id=project,
        batch_id="首批",
        offer=Offer(minimum=LEAST),
        on=world.today,
    )


@act('项目"{project}"申请验收，并以纪要"{minutes}"通过')
def _(world: World, project: str, minutes: str) -> None:
    projects.request_acceptance(
        world.ledger, world.office, project_id=project, document="验收申请", on=world.today
    )
    projects.accept(world.ledger, world.office, project_id=project, minutes=minutes, on=world.today)


@act('团队"{team}"登记为"{name}"')
def _(world: World, team: str, name: str) -> None:
    teams.register(
        world.ledger,
        world.office,
        team_id=team,
        name=name,
        lead=person(f"{team}负责人"),
        on=world.today,
    )


@act('团队"{team}"资质已核验')
def _(world: World, team: str) -> None:
    teams.verify(world.ledger, world.office, team_id=team, document="标识证书", on=world.today)


@act('团队"{team}"停用，因"{reason}"')
def _(world: World, team: str, reason: str) -> None:
    teams.debar(
        world.ledger,
        world.office,
        team_id=team,
        reason=reason,
        document="处理决定",
        on=world.today,
    )


@act('团队"{team}"就项目"{project}"签订协议"{agreement}"')
def _(world: World, team: str, project: str, agreement: str) -> None:
    teams.sign_agreement(
        world.ledger,
        world.foundation,
        team_id=team,
        project_id=project,
        agreement=agreement,
        document_hash="0" * 64,
        on=world.today,
    )


@act('品牌"{brand}"提名，团队"{team}"，支撑项目"{cited}"')
def _(world: World, brand: str, team: str, cited: str) -> None:
    teams.nominate(
        world.ledger,
        world.office,
        brand_id=brand,
        name=brand,
        team=team,
        projects=() if cited == "无" else tuple(cited.split("、")),
        reason="群众好评",
        on=world.today,
    )


@act('品牌"{brand}"列入孵化')
def _(world: World, brand: str) -> None:
    teams.incubate(world.ledger, world.office, brand_id=brand, plan="孵化方案", on=world.today)


@act('品牌"{brand}"认定为"{title}"')
def _(world: World, brand: str, title: str) -> None:
    teams.recognise(
        world.ledger,
        world.office,
        brand_id=brand,
        title=title,
        minutes="评审纪要",
        on=world.today,
    )


@act('品牌"{brand}"退出，因"{reason}"')
def _(world: World, brand: str, reason: str) -> None:
    teams.retire(world.ledger, world.office, brand_id=brand, reason=reason, on=world.today)


@check('需求"{need}"的阶段为"{stage}"')
def _(world: World, need: str, stage: str) -> None:
    _shows(world, "need_register", need, "stage", NEED_STAGES[stage])


@check('需求"{need}"列入的项目为"{project}"')
def _(world: World, need: str, project: str) -> None:
    _shows(world, "need_register", need, "project", project)


@check('团队"{team}"的状态为"{state}"')
def _(world: World, team: str, state: str) -> None:
    _shows(world, "team_register", team, "state", TEAM_STATES[state])


@check('品牌"{brand}"的阶段为"{stage}"')
def _(world: World, brand: str, stage: str) -> None:
    _shows(world, "brand_register", brand, "stage", BRAND_STAGES[stage])


@check('从"{key}"往前追溯，依次为：')
def _(world: World, key: str, datatable: Table) -> None:
    _same(_walked(world, key).back(), datatable)


@check('从"{key}"往后查，依次为：')
def _(world: World, key: str, datatable: Table) -> None:
    _same(_walked(world, key).forward(), datatable)


def _walked(world: World, key: str) -> Chain:
    found = walk(world.store, key)
    if found is None:
        raise NotSo(f"没有 {key}", f"there is no {key}")
    return found


def _same(links: tuple[Link, ...], datatable: Table) -> None:
    told = [(LINKS[row["环节"]], row["编号"]) for row in rows(datatable)]
    found = [
        (link.kind, link.key.partition("#")[0] if link.kind is Kind.GIFT else link.key)
        for link in links
    ]
    same("链条", "the chain", found, told)


def _put_forward(world: World, place: str, need: str, summary: str, who: str) -> None:
    needs.put_forward(
        world.ledger,
        world.office,
        need_id=need,
        summary=summary,
        domain="为老服务",
        place=place,
        person=who,
        on=world.today,
    )


def _shows(world: World, view: str, key: str, column: str, value: str) -> None:
    found = {row["key"]: row[column] for row in world.store.show(view)["rows"]}
    same(f"{key} 的 {column} ", f"{column} of {key}", found.get(key), value)
