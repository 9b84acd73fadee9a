"""Use cases of projects and batches: from draft to closing, and what becomes of cancelled money."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from lixia_domain.aggregates import batch, need
from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.guards import gift_of
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit import decisions as bank_credit
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT, allocation_of
from lixia_domain.aggregates.bank_credit.state import existing as existing_credit
from lixia_domain.aggregates.batch import BATCH
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.need import NEED
from lixia_domain.aggregates.pledge import decisions as pledge
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project import claims
from lixia_domain.aggregates.project import life as project
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.project.state import existing as existing_project
from lixia_domain.application.activities.teams import able
from lixia_domain.application.finance.accounts import account_key, posting_account
from lixia_domain.application.use_case import use_case
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.money import Money, total
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.book import SURPLUS, USE_CHANGE


@frozen(kw_only=True)
class Offer:
    """On what terms a project is published. ``minimum`` must arrive before it starts."""

    minimum: Money
    waitlist: bool = False


@use_case
def draft(
    work: Work,
    *,
    project_id: str,
    title: str,
    domain: str,
    needs: tuple[str, ...],
    lines: tuple[BudgetLine, ...],
    relief: bool,
    on: date,
) -> None:
    """Draft a project (起草)."""
    facts = project.draft(
        work.load(PROJECT, project_id),
        title=title,
        domain=domain,
        needs=needs,
        lines=lines,
        relief=relief,
        on=on,
    )
    work.record(PROJECT, project_id, facts)


@use_case
def approve(work: Work, *, project_id: str, minutes: str, on: date) -> None:
    """Pass a project's review (立项)."""
    facts = project.approve(work.load(PROJECT, project_id), minutes=minutes, on=on)
    work.record(PROJECT, project_id, facts)


@use_case
def give_back(work: Work, *, project_id: str, reason: str, on: date) -> None:
    """Return a project to its authors (退回)."""
    facts = project.give_back(work.load(PROJECT, project_id), reason=reason, on=on)
    work.record(PROJECT, project_id, facts)


@use_case
def publish(work: Work, *, project_id: str, batch_id: str, offer: Offer, on: date) -> None:
    """Publish one project within a batch (发布)."""
    facts = project.publish(
        work.load(PROJECT, project_id),
        batch=batch_id,
        minimum=offer.minimum,
        waitlist=offer.waitlist,
        on=on,
    )
    work.record(PROJECT, project_id, facts)


@use_case
def release_batch(
    work: Work, *, batch_id: str, title: str, offers: Mapping[str, Offer], on: date
) -> None:
    """Release a batch: its projects are published in one commit, all or none (批次发布)."""
    work.record(BATCH, batch_id, batch.plan(work.load(BATCH, batch_id), title=title, on=on))
    projects = tuple(sorted(offers))
    released = batch.release(work.load(BATCH, batch_id), projects=projects, on=on)
    work.record(BATCH, batch_id, released)
    for project_id in projects:
        publish.within(
            work, project_id=project_id, batch_id=batch_id, offer=offers[project_id], on=on
        )


@use_case
def announce(
    work: Work,
    *,
    batch_id: str,
    ceremony: str,
    domains: int,
    projects: int,
    projects_claimed: int,
    enterprises: int,
    pledged: Money,
    position: int,
    on: date,
) -> None:
    """Announce the figures that the views show at ``position`` of the log (公布认领)."""
    facts = batch.announce(
        work.load(BATCH, batch_id),
        ceremony=ceremony,
        domains=domains,
        projects=projects,
        projects_claimed=projects_claimed,
        enterprises=enterprises,
        pledged=pledged,
        position=position,
        on=on,
    )
    work.record(BATCH, batch_id, facts)


@use_case
def revise_budget(
    work: Work, *, project_id: str, lines: tuple[BudgetLine, ...], reason: str, on: date
) -> None:
    """Replace a project's budget (调整预算)."""
    facts = claims.revise_budget(work.load(PROJECT, project_id), lines=lines, reason=reason, on=on)
    work.record(PROJECT, project_id, facts)


@use_case
def assign_team(work: Work, *, project_id: str, team: str, agreement: str, on: date) -> None:
    """Give a project to a team (确定团队); a registered one is verified and not debarred."""
    able(work, team)
    facts = project.assign_team(
        work.load(PROJECT, project_id), team=team, agreement=agreement, on=on
    )
    work.record(PROJECT, project_id, facts)


@use_case
def replace_team(
    work: Work, *, project_id: str, team: str, agreement: str, reason: str, on: date
) -> None:
    """Replace the team once the old one's tranches are settled (更换团队).

    As at first: a registered team is verified and not debarred.
    """
    able(work, team)
    facts = project.replace_team(
        work.load(PROJECT, project_id),
        team=team,
        agreement=agreement,
        reason=reason,
        unsettled=_unsettled(work, project_id),
        on=on,
    )
    work.record(PROJECT, project_id, facts)


@use_case
def start(work: Work, *, project_id: str, fund_id: str, on: date) -> None:
    """Start a project once the money received reaches its minimum (启动)."""
    held = work.load(ACCOUNT, account_key(fund_id, project_id))
    received = held.balance(SourceClass.DONATED) if held is not None else total(())
    facts = project.start(work.load(PROJECT, project_id), received=received, on=on)
    work.record(PROJECT, project_id, facts)


@use_case
def report_milestone(
    work: Work, *, project_id: str, milestone: str, document: str, on: date
) -> None:
    """Report progress (进展)."""
    facts = project.report_milestone(
        work.load(PROJECT, project_id), milestone=milestone, document=document, on=on
    )
    work.record(PROJECT, project_id, facts)


@use_case
def request_acceptance(work: Work, *, project_id: str, document: str, on: date) -> None:
    """Ask for acceptance (申请验收)."""
    facts = project.request_acceptance(work.load(PROJECT, project_id), document=document, on=on)
    work.record(PROJECT, project_id, facts)


@use_case
def refuse_acceptance(work: Work, *, project_id: str, reason: str, on: date) -> None:
    """Refuse acceptance (验收不通过)."""
    facts = project.refuse_acceptance(work.load(PROJECT, project_id), reason=reason, on=on)
    work.record(PROJECT, project_id, facts)


@use_case
def accept(work: Work, *, project_id: str, minutes: str, on: date) -> None:
    """Accept what was done (验收通过): the needs that were planned into the project are met."""
    found = existing_project(work.load(PROJECT, project_id))
    facts = project.accept(found, minutes=minutes, on=on)
    work.record(PROJECT, project_id, facts)
    for need_id in found.drafted.needs:
        met = need.meet(work.load(NEED, need_id), project=project_id, minutes=minutes, on=on)
        work.record(NEED, need_id, met)


@use_case
def close(work: Work, *, project_id: str, summary: str, on: date) -> None:
    """Close an accepted project whose money has come and whose tranches are settled (结项)."""
    facts = project.close(
        work.load(PROJECT, project_id),
        summary=summary,
        unsettled=_unsettled(work, project_id),
        awaited=_awaited(work, project_id),
        on=on,
    )
    work.record(PROJECT, project_id, facts)


@use_case
def cancel(work: Work, *, project_id: str, fund_id: str, reason: str, on: date) -> None:
    """Cancel a project and freeze its account in one commit (取消并冻结专户)."""
    facts = project.cancel(work.load(PROJECT, project_id), reason=reason, on=on)
    work.record(PROJECT, project_id, facts)
    key = account_key(fund_id, project_id)
    held = work.load(ACCOUNT, key)
    if held is not None:
        work.record(ACCOUNT, key, account.freeze(held, gift=None, reason=reason, on=on))


@use_case
def propose_use_change(
    work: Work, *, project_id: str, change: str, to: str, reason: str, on: date
) -> None:
    """Ask the donors to let their gifts go to another project (拟变更用途)."""
    facts = project.propose_use_change(
        work.load(PROJECT, project_id),
        project_id=project_id,
        change=change,
        to=to,
        target=work.load(PROJECT, to),
        reason=reason,
        on=on,
    )
    work.record(PROJECT, project_id, facts)


@use_case
def change_use(
    work: Work, *, project_id: str, fund_id: str, change: str, gift: str, judgment: str, on: date
) -> str:
    """Move what is left of one gift where ``change`` proposed (变更用途); return the basis.

    Source: 慈善法 56 and 58: the agreement's clause, else the donor's prior consent, a similar
    project only where no use was agreed; ``judgment`` cites a court's decision, or is empty.
    """
    credit = existing_credit(work.load(BANK_CREDIT, gift.rpartition("#")[0]))
    claim_id = allocation_of(credit, gift).claim
    promise = work.load(PLEDGE, claim_id) if claim_id is not None else None
    basis = pledge.use_change_basis(promise, change=change, judgment=judgment)
    changed = project.change_use(
        work.load(PROJECT, project_id), change=change, gift=gift, basis=basis, on=on
    )
    work.record(PROJECT, project_id, changed)
    to = changed[0].to
    origin, target = account_key(fund_id, project_id), posting_account(work, fund_id, to, on)
    donor = gift_of(work.load(ACCOUNT, origin), gift).donor
    moved = account.move_out(
        work.load(ACCOUNT, origin),
        gift=gift,
        to=target,
        basis=basis,
        rule=in_force(EDITIONS, SURPLUS if basis == "silent" else USE_CHANGE, on).version,
        on=on,
    )
    work.record(ACCOUNT, origin, moved)
    arrived = account.move_in(
        work.load(ACCOUNT, target), share=moved[0].share, origin=origin, legal_donor=donor, on=on
    )
    work.record(ACCOUNT, target, arrived)
    redirected = bank_credit.redirect(credit, gift=gift, account=target, on=on)
    work.record(BANK_CREDIT, gift.rpartition("#")[0], redirected)
    return basis


def _awaited(work: Work, project_id: str) -> Money:
    """Return what was pledged for the standing claims and has neither come nor defaulted."""
    found = work.load(PROJECT, project_id)
    promises = [work.load(PLEDGE, claim) for claim in found.claims] if found is not None else []
    return total(
        left
        for promise in promises
        if promise is not None and promise.released is None and promise.defaulted is None
        for _, left in promise.open
    )


def _unsettled(work: Work, project_id: str) -> list[str]:
    found = work.load(PROJECT, project_id)
    papers = sorted(found.commitments) if found is not None else []
    return [
        paper
        for paper in papers
        if (state := work.load(DISBURSEMENT, paper)) is not None and state.open
    ]
