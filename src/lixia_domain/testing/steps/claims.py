"""Claims and pledges: taking on, waiting, signing, giving up, and the race for the last slot."""

from __future__ import annotations

from datetime import date, timedelta

from lixia_domain.aggregates.pledge.facts import Instalment, OnCancellation
from lixia_domain.application.programme import claims
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing.steps.sentences import Table, act, day, paper, rows
from lixia_domain.testing.steps.world import FUND, World, credit_code

TERM = timedelta(days=30)
"""When a claim without instalments falls due, after today."""

CLAUSES = {
    "退还捐赠人": OnCancellation.RETURN,
    "转用于相近项目": OnCancellation.SIMILAR_PROJECT,
    "未作约定": OnCancellation.SILENT,
}


@act('"{who}"认领项目"{project}" {amount:Money}，编号"{claim}"')
def _(world: World, who: str, project: str, amount: Money, claim: str) -> None:
    world.outcome = _claim(world, who, project, amount, claim)


@act('"{who}"认领项目"{project}" {amount:Money}，编号"{claim}"，请求键"{key}"')
def _(world: World, who: str, project: str, amount: Money, claim: str, key: str) -> None:
    world.outcome = _claim(world, who, project, amount, claim, command=key)


@act('以业务日期 {on:Date} 补登："{who}"认领项目"{project}" {amount:Money}，编号"{claim}"')
def _(world: World, on: date, who: str, project: str, amount: Money, claim: str) -> None:
    world.outcome = _claim(world, who, project, amount, claim, on=on)


@act('"{who}"认领项目"{project}"，编号"{claim}"，分期如下：')
def _(world: World, who: str, project: str, claim: str, datatable: Table) -> None:
    instalments = _parts(datatable)
    amount = total(part.amount for part in instalments)
    world.outcome = _claim(world, who, project, amount, claim, instalments=instalments)


@act('下列企业认领项目"{project}"：')
def _(world: World, project: str, datatable: Table) -> None:
    for row in rows(datatable):
        _claim(world, row["企业"], project, Money.parse(row["金额"]), row["编号"])


@act('项目"{project}"的候补认领"{claim}"转正，认领 {amount:Money}')
def _(world: World, project: str, claim: str, amount: Money) -> None:
    claims.take_offer(
        world.ledger,
        world.office,
        claim_id=claim,
        project_id=project,
        fund_id=FUND,
        amount=amount,
        instalments=_whole(world, amount),
        on=world.today,
    )


@act('释放项目"{project}"的认领"{claim}"，因"{reason}"')
def _(world: World, project: str, claim: str, reason: str) -> None:
    claims.release(
        world.ledger,
        world.office,
        claim_id=claim,
        project_id=project,
        reason=reason,
        on=world.today,
    )


@act('项目"{project}"的认领"{claim}"调减至 {amount:Money}，因"{reason}"，分期如下：')
def _(world: World, project: str, claim: str, amount: Money, reason: str, datatable: Table) -> None:
    claims.reduce(
        world.ledger,
        world.office,
        claim_id=claim,
        project_id=project,
        amount=amount,
        instalments=_parts(datatable),
        reason=reason,
        on=world.today,
    )


@act('认领"{claim}"签订捐赠协议"{document}"，项目取消时{clause}')
def _(world: World, claim: str, document: str, clause: str) -> None:
    claims.sign_agreement(
        world.ledger,
        world.foundation,
        claim_id=claim,
        document=document,
        document_hash="0" * 64,
        on_cancellation=CLAUSES[clause],
        on=world.today,
    )


@act('认领"{claim}"的捐赠人本人公开承诺"{statement}"，载于"{medium}"')
def _(world: World, claim: str, statement: str, medium: str) -> None:
    claims.evidence_promise(
        world.ledger,
        world.foundation,
        claim_id=claim,
        statement=statement,
        medium=medium,
        document_hash="0" * 64,
        on=world.today,
    )


@act(
    '项目"{project}"的认领"{claim}"因困难退出：'
    '财务证明"{finances}"，报告"{report}"，公开说明"{statement}"'
)
def _(world: World, project: str, claim: str, finances: str, report: str, statement: str) -> None:
    claims.exit_by_hardship(
        world.ledger,
        world.foundation,
        claim_id=claim,
        project_id=project,
        finances=paper(finances),
        report=paper(report),
        statement=paper(statement),
        on=world.today,
    )


@act('认领"{claim}"的捐赠人同意以"{name}"之名公开')
def _(world: World, claim: str, name: str) -> None:
    claims.agree_to_publish(
        world.ledger,
        world.foundation,
        claim_id=claim,
        display_name=name,
        scope="爱心榜",
        document="公开同意书",
        on=world.today,
    )


@act('认领"{claim}"的捐赠人撤回公开')
def _(world: World, claim: str) -> None:
    claims.withdraw_publication(
        world.ledger, world.foundation, claim_id=claim, reason="捐赠人要求", on=world.today
    )


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

    world.outcome = world.ledger.transact(after_the_rival, by=world.office)


def _claim(
    world: World,
    who: str,
    project: str,
    amount: Money,
    claim: str,
    *,
    instalments: tuple[Instalment, ...] = (),
    command: str | None = None,
    on: date | None = None,
) -> str:
    return claims.claim(
        world.ledger,
        world.store.by("office-1", Role.PROGRAMME_OFFICE, command=command),
        claim_id=claim,
        project_id=project,
        enterprise_code=credit_code(who),
        fund_id=FUND,
        amount=amount,
        instalments=instalments or _whole(world, amount),
        on=on or world.today,
    )


def _parts(datatable: Table) -> tuple[Instalment, ...]:
    return tuple(
        Instalment(due=day(row["到期日"]), amount=Money.parse(row["金额"]))
        for row in rows(datatable)
    )


def _whole(world: World, amount: Money) -> tuple[Instalment, ...]:
    return (Instalment(due=world.today + TERM, amount=amount),)
