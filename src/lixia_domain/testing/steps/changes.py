"""Cancelling a project, and what becomes of the money: clause, consent, judgment."""

from __future__ import annotations

from lixia_domain.application.programme import claims, projects
from lixia_domain.testing.steps.sentences import act, paper
from lixia_domain.testing.steps.world import FUND, World


@act('项目"{project}"取消，因"{reason}"')
def _(world: World, project: str, reason: str) -> None:
    projects.cancel(
        world.ledger,
        world.office,
        project_id=project,
        fund_id=FUND,
        reason=reason,
        on=world.today,
    )


@act('项目"{project}"提出用途变更"{change}"，拟转用于项目"{to}"')
def _(world: World, project: str, change: str, to: str) -> None:
    projects.propose_use_change(
        world.ledger,
        world.office,
        project_id=project,
        change=change,
        to=to,
        reason="项目取消",
        on=world.today,
    )


@act('认领"{claim}"的捐赠人同意用途变更"{change}"，同意书"{document}"')
def _(world: World, claim: str, change: str, document: str) -> None:
    _answer(world, claim, change, document, agreed=True)


@act('认领"{claim}"的捐赠人不同意用途变更"{change}"，复函"{document}"')
def _(world: World, claim: str, change: str, document: str) -> None:
    _answer(world, claim, change, document, agreed=False)


@act('项目"{project}"按用途变更"{change}"转出到账"{credit}"的捐赠，判决书"{judgment}"')
def _(world: World, project: str, change: str, credit: str, judgment: str) -> None:
    (gift,) = world.gifts_of(credit)
    world.outcome = projects.change_use(
        world.ledger,
        world.foundation,
        project_id=project,
        fund_id=FUND,
        change=change,
        gift=gift,
        judgment=paper(judgment),
        on=world.today,
    )


def _answer(world: World, claim: str, change: str, document: str, *, agreed: bool) -> None:
    claims.answer_use_change(
        world.ledger,
        world.foundation,
        claim_id=claim,
        change=change,
        agreed=agreed,
        document=document,
        on=world.today,
    )
