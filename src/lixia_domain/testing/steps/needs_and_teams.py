"""Needs, teams and brands, and the chain that leads from a need to its acceptance."""

from __future__ import annotations

from lixia_domain.application.activities import teams
from lixia_domain.application.overview.chain import Chain, Kind, Link, walk
from lixia_domain.application.programme import needs, projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.expect import NotSo, same
from lixia_domain.testing.steps.people_and_projects import LEAST, whole
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


carries_out(
    '社区"{place}"提出需求"{need_id}"："{summary}"',
    needs.put_forward,
    domain="为老服务",
    person="{place}居民",
)
carries_out(
    '以姓名"{name}"登记需求"{need_id}"',
    needs.put_forward,
    summary="需求",
    domain="为老服务",
    place="社区",
    person="{name}",
    reads={"person": str},
)
carries_out('需求"{need_id}"已核实，走访记录"{document}"', needs.verify)
carries_out('需求"{need_id}"并入需求"{into}"，因"{reason}"', needs.merge)
carries_out('需求"{need_id}"不予采纳，因"{reason}"', needs.decline)
carries_out(
    '以需求"{needs}"策划项目"{project_id}"，预算 {amount:Money}',
    needs.plan,
    title="{project_id}",
    domain="为老服务",
    lines=lambda world, said: whole(said["amount"]),
    relief=True,
)


@act('策划好的项目"{project}"立项并发布')
def _(world: World, project: str) -> None:
    world.carry_out(projects.approve, project_id=project, minutes="立项纪要")
    world.carry_out(
        projects.publish, project_id=project, batch_id="首批", offer=Offer(minimum=LEAST)
    )


@act('项目"{project}"申请验收，并以纪要"{minutes}"通过')
def _(world: World, project: str, minutes: str) -> None:
    world.carry_out(projects.request_acceptance, project_id=project, document="验收申请")
    world.carry_out(projects.accept, project_id=project, minutes=minutes)


carries_out('团队"{team_id}"登记为"{name}"', teams.register, lead="{team_id}负责人")
carries_out('团队"{team_id}"资质已核验', teams.verify, document="标识证书")
carries_out('团队"{team_id}"停用，因"{reason}"', teams.debar, document="处理决定")
carries_out('团队"{team_id}"就项目"{project_id}"签订协议"{agreement}"', teams.sign_agreement)
carries_out(
    '品牌"{brand_id}"提名，团队"{team}"，支撑项目"{projects}"',
    teams.nominate,
    name="{brand_id}",
    reason="群众好评",
)
carries_out('品牌"{brand_id}"列入孵化', teams.incubate, plan="孵化方案")
carries_out('品牌"{brand_id}"认定为"{title}"', teams.recognise, minutes="评审纪要")
carries_out('品牌"{brand_id}"退出，因"{reason}"', teams.retire)


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


def _shows(world: World, view: str, key: str, column: str, value: str) -> None:
    found = {row["key"]: row[column] for row in world.store.show(view)["rows"]}
    same(f"{key} 的 {column} ", f"{column} of {key}", found.get(key), value)
