"""Needs, teams and brands, and the chain that leads from a need to its acceptance."""

from __future__ import annotations

from lixia_domain.aggregates import brand, need
from lixia_domain.application.activities import teams
from lixia_domain.application.overview.chain import Chain, Link, LinkKind, walk
from lixia_domain.application.programme import needs, projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.kernel.gifts import credit_of
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.expect import NotSo, same
from lixia_domain.testing.steps.people_and_projects import LEAST, publish, whole
from lixia_domain.testing.steps.reading import by_word, same_code, shown
from lixia_domain.testing.steps.sentences import Table, act, check, rows
from lixia_domain.testing.steps.world import World
from lixia_domain.views import team_register

NEED_STAGES = by_word(need.NeedStage) | {"已列入": need.NeedStage.PLANNED}
LINKS = {
    "需求": LinkKind.NEED,
    "项目": LinkKind.PROJECT,
    "认领": LinkKind.CLAIM,
    "到账": LinkKind.GIFT,
    "拨付": LinkKind.DISBURSEMENT,
    "活动": LinkKind.SESSION,
    "验收": LinkKind.ACCEPTANCE,
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
    publish(world, project, Offer(minimum=LEAST))


@act('项目"{project}"申请验收，并以纪要"{minutes}"通过')
def _(world: World, project: str, minutes: str) -> None:
    world.carry_out(projects.request_acceptance, project_id=project, document="验收申请")
    world.carry_out(projects.accept, project_id=project, minutes=minutes)


carries_out('团队"{team_id}"登记为"{name}"', teams.register, lead="{team_id}负责人")
carries_out('团队"{team_id}"资质已核验', teams.verify, document="标识证书")
carries_out('团队"{team_id}"停用，因"{reason}"', teams.debar, document="处理决定")
carries_out('团队"{team_id}"恢复，凭"{document}"', teams.reinstate)
carries_out('团队"{team_id}"就项目"{project_id}"签订协议"{agreement}"', teams.sign_agreement)
carries_out(
    '团队"{team_id}"就项目"{project_id}"签订协议"{agreement}"，'
    '容许 {open_tranches:Number} 期未核销，纪要"{minutes}"',
    teams.sign_agreement,
)
carries_out(
    '品牌"{brand_id}"提名，团队"{team}"，支撑项目"{projects}"',
    teams.nominate,
    name="{brand_id}",
    reason="群众好评",
)
carries_out('品牌"{brand_id}"列入孵化', teams.incubate, plan="孵化方案")
carries_out('品牌"{brand_id}"认定为"{title}"', teams.recognise, minutes="评审纪要")
carries_out('品牌"{brand_id}"退出，因"{reason}"', teams.retire)


@check('需求"{key}"的阶段为"{stage}"')
def _(world: World, key: str, stage: str) -> None:
    found = shown(world, "need_register", key, "需求", "need")["stage"]
    same_code(f"需求 {key} 的阶段", f"the stage of need {key}", found, NEED_STAGES[stage])


@check('需求"{key}"列入的项目为"{project}"')
def _(world: World, key: str, project: str) -> None:
    found = shown(world, "need_register", key, "需求", "need")["project"]
    same(f"需求 {key} 列入的项目", f"the project of need {key}", found, project)


@check('团队"{key}"的状态为"{state}"')
def _(world: World, key: str, state: str) -> None:
    found = shown(world, "team_register", key, "团队", "team")["state"]
    told = by_word(team_register.TeamState)[state]
    same_code(f"团队 {key} 的状态", f"the state of team {key}", found, told)


@check('品牌"{key}"的阶段为"{stage}"')
def _(world: World, key: str, stage: str) -> None:
    found = shown(world, "brand_register", key, "品牌", "brand")["stage"]
    told = by_word(brand.BrandStage)[stage]
    same_code(f"品牌 {key} 的阶段", f"the stage of brand {key}", found, told)


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
        (link.kind, credit_of(link.key) if link.kind is LinkKind.GIFT else link.key)
        for link in links
    ]
    same("链条", "the chain", found, told)
