"""Cancelling a project, and what becomes of the money: clause, consent, judgment."""

from __future__ import annotations

from typing import Any

from lixia_domain.aggregates.bank_credit.facts import Allocation, CreditAllocated
from lixia_domain.aggregates.pledge.facts import UseChangeConsented, UseChangeRefused
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project.facts import TeamReplaced, UseChangeProposed
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.programme import claims, projects
from lixia_domain.kernel.decider import Decider
from lixia_domain.testing.steps.acts import Said, carries_out
from lixia_domain.testing.steps.money import the_gift
from lixia_domain.testing.steps.sentences import act
from lixia_domain.testing.steps.world import World


def _parts(world: World, claim: str) -> list[Allocation]:
    """Return what was allocated to a claim."""
    facts = (recorded.event for recorded in world.ledger.read(reads=(CreditAllocated,)))
    parts = (fact.allocation for fact in facts if isinstance(fact, CreditAllocated))
    return [part for part in parts if part.claim == claim]


def _target(world: World, said: Said) -> str:
    facts = (recorded.event for recorded in world.ledger.read(reads=(UseChangeProposed,)))
    told = (fact for fact in facts if isinstance(fact, UseChangeProposed))
    return next(fact.to for fact in told if fact.change == said["change"])


OF_A_CLAIM: dict[str, Any] = {
    "gift": lambda world, said: _parts(world, said["claim"])[0].gift,
    "amount": lambda world, said: _parts(world, said["claim"])[0].amount,
    "to": _target,
}
"""Which gift a donor speaks of, and where it would go, where a scenario names claim and change."""


def _as_once(world: World, decider: Decider[Any, Any], key: str, fact: Any) -> None:
    by = world.by(projects.propose_use_change)
    world.ledger.transact(lambda work: work.record(decider, key, (fact,)), by=by)


@act('账册中有先前程序写下的认领"{claim}"的捐赠人对用途变更"{change}"的答复"{word}"')
def _(world: World, claim: str, change: str, word: str) -> None:
    kind = {"同意": UseChangeConsented, "不同意": UseChangeRefused}[word]
    _as_once(world, PLEDGE, claim, kind(change=change, document="复函", on=world.today))


@act('账册中有先前程序写下的团队"{team}"依协议"{agreement}"接替项目"{project}"的团队"{old}"')
def _(world: World, team: str, agreement: str, project: str, old: str) -> None:
    fact = TeamReplaced(
        team=team, agreement=agreement, replaced=old, reason="人手不足", on=world.today
    )
    _as_once(world, PROJECT, project, fact)


carries_out('项目"{project_id}"取消，因"{reason}"', projects.cancel)
carries_out(
    '项目"{project_id}"提出用途变更"{change}"，拟转用于项目"{to}"',
    projects.propose_use_change,
    reason="项目取消",
)
carries_out(
    '认领"{claim}"的捐赠人同意用途变更"{change}"，同意书"{document}"',
    claims.answer_use_change,
    agreed=True,
    **OF_A_CLAIM,
)
carries_out(
    '认领"{claim}"的捐赠人不同意用途变更"{change}"，复函"{document}"',
    claims.answer_use_change,
    agreed=False,
    **OF_A_CLAIM,
)
carries_out(
    '到账"{credit}"的捐赠人书面{agreed}把其中 {amount:Money} 转用于项目"{to}"，文书"{document}"',
    claims.answer_use_change,
    gift=the_gift,
    reads={"agreed": {"同意": True, "不同意": False}},
)
carries_out(
    '项目"{project_id}"依募捐方案"{plan}"按用途变更"{change}"转出到账"{credit}"的捐赠',
    projects.change_use,
    gift=the_gift,
    judgment="无",
    minutes="转用纪要",
)
carries_out(
    '项目"{project_id}"按用途变更"{change}"转出到账"{credit}"的捐赠，判决书"{judgment}"',
    projects.change_use,
    gift=the_gift,
    minutes="转用纪要",
)
carries_out(
    '项目"{project_id}"按用途变更"{change}"转出到账"{credit}"的捐赠，没有纪要',
    projects.change_use,
    gift=the_gift,
    judgment="无",
)
