"""Claims and pledges: taking on, waiting, signing, giving up, and the race for the last slot."""

from __future__ import annotations

from datetime import timedelta

from lixia_domain.aggregates.pledge.facts import Instalment, OnCancellation
from lixia_domain.application.programme import claims
from lixia_domain.kernel.money import Money, total
from lixia_domain.recording.work import Work
from lixia_domain.testing.steps.acts import Said, carries_out
from lixia_domain.testing.steps.sentences import Table, act, day, rows
from lixia_domain.testing.steps.world import FUND, World, credit_code

TERM = timedelta(days=30)
"""When a claim without instalments falls due, after today."""


def _whole(world: World, amount: Money) -> tuple[Instalment, ...]:
    return (Instalment(due=world.today + TERM, amount=amount),)


def _at_once(world: World, said: Said) -> tuple[Instalment, ...]:
    return _whole(world, said["amount"])


def _parts(world: World, said: Said) -> tuple[Instalment, ...]:
    return tuple(
        Instalment(due=day(row["到期日"]), amount=Money.parse(row["金额"]))
        for row in rows(said["datatable"])
    )


carries_out(
    '"{enterprise_code}"认领项目"{project_id}" {amount:Money}，编号"{claim_id}"',
    claims.claim,
    instalments=_at_once,
)
carries_out(
    '"{enterprise_code}"认领项目"{project_id}" {amount:Money}，编号"{claim_id}"，请求键"{key}"',
    claims.claim,
    command="{key}",
    instalments=_at_once,
)
carries_out(
    '以业务日期 {on:Date} 补登："{enterprise_code}"认领项目"{project_id}" {amount:Money}，'
    '编号"{claim_id}"',
    claims.claim,
    instalments=_at_once,
)
carries_out(
    '"{enterprise_code}"认领项目"{project_id}"，编号"{claim_id}"，分期如下：',
    claims.claim,
    amount=lambda world, said: total(part.amount for part in _parts(world, said)),
    instalments=_parts,
)


@act('下列企业认领项目"{project}"：')
def _(world: World, project: str, datatable: Table) -> None:
    for row in rows(datatable):
        _claim(world, row["企业"], project, Money.parse(row["金额"]), row["编号"])


carries_out(
    '项目"{project_id}"的候补认领"{claim_id}"转正，认领 {amount:Money}',
    claims.take_offer,
    instalments=_at_once,
)
carries_out('释放项目"{project_id}"的认领"{claim_id}"，因"{reason}"', claims.release)
carries_out(
    '项目"{project_id}"的认领"{claim_id}"调减至 {amount:Money}，因"{reason}"，分期如下：',
    claims.reduce,
    instalments=_parts,
)
carries_out(
    '认领"{claim_id}"签订捐赠协议"{document}"，项目取消时{on_cancellation}',
    claims.sign_agreement,
    reads={"on_cancellation": {"未作约定": OnCancellation.SILENT}},
)
carries_out(
    '认领"{claim_id}"的捐赠人本人公开承诺"{statement}"，载于"{medium}"', claims.evidence_promise
)
carries_out(
    '项目"{project_id}"的认领"{claim_id}"因困难退出：'
    '财务证明"{finances}"，报告"{report}"，公开说明"{statement}"',
    claims.exit_by_hardship,
)
carries_out(
    '认领"{claim_id}"的捐赠人同意以"{display_name}"之名公开',
    claims.agree_to_publish,
    scope="爱心榜",
    document="公开同意书",
)
carries_out('认领"{claim_id}"的捐赠人撤回公开', claims.withdraw_publication, reason="捐赠人要求")


@act('同时认领项目"{project}"："{first}"的 {amount:Money} 先入账，"{second}"的 {other:Money} 在后')
def _(world: World, project: str, first: str, amount: Money, second: str, other: Money) -> None:
    world.decided = 0

    def after_the_rival(work: Work) -> str:
        world.decided += 1
        outcome = claims.claim.within(
            work,
            claim_id="后到",
            project_id=project,
            enterprise_code=credit_code(second),
            fund_id=FUND,
            amount=other,
            instalments=_whole(world, other),
            on=world.today,
        )
        if world.decided == 1:  # both have decided on the same state; the rival records first
            _claim(world, first, project, amount, "先到")
        return outcome

    world.outcome = world.ledger.transact(after_the_rival, by=world.by(claims.claim))


def _claim(world: World, who: str, project: str, amount: Money, claim: str) -> None:
    world.carry_out(
        claims.claim,
        claim_id=claim,
        project_id=project,
        enterprise_code=credit_code(who),
        amount=amount,
        instalments=_whole(world, amount),
    )
