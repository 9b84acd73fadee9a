"""Use cases of projects and batches: from draft to closing, and what becomes of cancelled money."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, TypeAlias

from attrs import frozen

from lixia_domain.aggregates import batch, need, use_change
from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.facts import FrozenBy
from lixia_domain.aggregates.account.guards import existing as existing_account
from lixia_domain.aggregates.account.guards import gift_of
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit import decisions as bank_credit
from lixia_domain.aggregates.bank_credit.facts import GIVEN
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.batch import BATCH
from lixia_domain.aggregates.disbursement import decisions as disbursement
from lixia_domain.aggregates.disbursement.facts import DisbursementRequested
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT, DisbursementStage
from lixia_domain.aggregates.fundraising_plan import FUNDRAISING_PLAN
from lixia_domain.aggregates.need import NEED
from lixia_domain.aggregates.pledge import decisions as pledge
from lixia_domain.aggregates.pledge.facts import UseChangeConsented, UseChangeRefused
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project import claims
from lixia_domain.aggregates.project import life as project
from lixia_domain.aggregates.project.facts import BudgetLine, Facts
from lixia_domain.aggregates.project.state import ENDED, PROJECT, Project
from lixia_domain.aggregates.project.state import existing as existing_project
from lixia_domain.aggregates.use_change import USE_CHANGE
from lixia_domain.application.activities.teams import able, no_other_project
from lixia_domain.application.donors import part_of
from lixia_domain.application.finance.accounts import (
    account_key,
    accounts_of_project,
    in_some_fund,
    posting_account,
)
from lixia_domain.application.finance.whereabouts import went
from lixia_domain.application.programme.ceremonies import figures, figures_once_told
from lixia_domain.application.scope import of_fund, of_project
from lixia_domain.application.standing import FiledPlan, OpenBatch, VerifiedNeed
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.kernel.gifts import SourceClass, credit_of
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.keys import kept
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.vocabulary import (
    Agreement,
    Amount,
    BatchId,
    ChangeId,
    Document,
    DocumentIfAny,
    Domain,
    FundId,
    GiftId,
    Minutes,
    On,
    ProjectId,
    Reason,
    Relief,
    Summary,
    TeamId,
    Title,
    Waitlist,
)
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, book, in_force

Lines: TypeAlias = Annotated[tuple[BudgetLine, ...], Words("预算科目与金额", "budget lines")]


@frozen(kw_only=True)
class Offer:
    """On what terms a project is published. ``minimum`` must arrive before it starts."""

    minimum: Annotated[
        Amount, Words("到账多少元方可启动", "how many yuan must arrive before it starts")
    ]
    waitlist: Waitlist = False


@decides(
    PROJECT,
    "project_id",
    says=Words("起草项目", "draft a project"),
    by=(Role.PROGRAMME_OFFICE, Role.TEAM),
)
def draft(
    known: Project | None,
    *,
    project_id: ProjectId,
    title: Title,
    domain: Domain,
    needs: Annotated[tuple[VerifiedNeed, ...], Words("来自哪些需求", "needs that it answers")],
    lines: Lines,
    relief: Relief,
    on: On,
) -> Facts:
    """Draft a project (起草)."""
    return project.draft(
        known, title=title, domain=domain, needs=needs, lines=lines, relief=relief, on=on
    )


@decides(
    PROJECT, "project_id", says=Words("批准立项", "approve a project"), by=Role.PROGRAMME_OFFICE
)
def approve(known: Project | None, *, project_id: ProjectId, minutes: Minutes, on: On) -> Facts:
    """Pass a project's review (立项)."""
    return project.approve(known, minutes=minutes, on=on)


@decides(
    PROJECT,
    "project_id",
    says=Words("立项审核退回", "return a project to its authors"),
    by=Role.PROGRAMME_OFFICE,
)
def give_back(known: Project | None, *, project_id: ProjectId, reason: Reason, on: On) -> Facts:
    """Return a project to its authors (退回)."""
    return project.give_back(known, reason=reason, on=on)


@decides(
    PROJECT,
    "project_id",
    says=Words("发布项目，接受认领", "publish a project to be claimed"),
    by=Role.PROGRAMME_OFFICE,
)
def publish(
    known: Project | None,
    *,
    project_id: ProjectId,
    batch_id: OpenBatch,
    offer: Annotated[Offer, Words("发布条件", "on what terms it is published")],
    on: On,
) -> Facts:
    """Publish one project within a batch (发布)."""
    return project.publish(
        known, batch=batch_id, minimum=offer.minimum, waitlist=offer.waitlist, on=on
    )


@decides(BATCH, "batch_id", says=Words("策划批次", "plan a batch"), by=Role.PROGRAMME_OFFICE)
def plan_batch(
    known: batch.Batch | None, *, batch_id: BatchId, title: Title, on: On
) -> batch.Facts:
    """Plan a batch (策划批次): from now on, until it is announced, projects are published in it."""
    return batch.plan(known, title=title, on=on)


@use_case(says=Words("整批发布项目", "release a batch of projects"), by=Role.PROGRAMME_OFFICE)
def release_batch(
    work: Work,
    *,
    batch_id: BatchId,
    title: Title,
    offers: Annotated[
        Mapping[ProjectId, Offer],
        Words("各项目及其发布条件", "the projects, and on what terms each is published"),
    ],
    on: On,
) -> None:
    """Release a batch: its projects are published in one commit, all or none (批次发布)."""
    plan_batch.within(work, batch_id=batch_id, title=title, on=on)
    projects = tuple(sorted(offers))
    released = batch.release(work.load(BATCH, batch_id), projects=projects, on=on)
    work.record(BATCH, batch_id, released)
    for project_id in projects:
        publish.within(
            work, project_id=project_id, batch_id=batch_id, offer=offers[project_id], on=on
        )


@use_case(
    says=Words("公布认领情况", "announce what has been pledged"),
    by=Role.PROGRAMME_OFFICE,
    formerly=figures_once_told,
)
def announce(
    work: Work,
    *,
    batch_id: BatchId,
    ceremony: Annotated[Title, Words("仪式名称", "the ceremony")],
    on: On,
) -> None:
    """Announce the programme's figures as the log has them (公布认领)."""
    facts = batch.announce(
        work.load(BATCH, batch_id),
        ceremony=ceremony,
        figures=figures(work),
        position=work.position,
        on=on,
    )
    work.record(BATCH, batch_id, facts)


@decides(
    PROJECT,
    "project_id",
    says=Words("调整项目预算", "revise a project's budget"),
    by=Role.PROGRAMME_OFFICE,
)
def revise_budget(
    known: Project | None, *, project_id: ProjectId, lines: Lines, reason: Reason, on: On
) -> Facts:
    """Replace a project's budget (调整预算)."""
    return claims.revise_budget(known, lines=lines, reason=reason, on=on)


@use_case(says=Words("确定项目的实施团队", "assign a project's team"), by=Role.PROGRAMME_OFFICE)
def assign_team(
    work: Work, *, project_id: ProjectId, team: TeamId, agreement: Agreement, on: On
) -> None:
    """Give a project to a team (确定团队); a registered one is verified and not debarred.

    The agreement is on this project alone.
    """
    able(work, team)
    facts = project.assign_team(
        work.load(PROJECT, project_id), team=team, agreement=agreement, on=on
    )
    if facts:
        no_other_project(work, project_id, agreement)
    work.record(PROJECT, project_id, facts)


@use_case(says=Words("更换项目的实施团队", "replace a project's team"), by=Role.PROGRAMME_OFFICE)
def replace_team(
    work: Work, *, project_id: ProjectId, team: TeamId, agreement: Agreement, reason: Reason, on: On
) -> None:
    """Replace the team once the old one's tranches are settled (更换团队).

    As at first: a registered team is verified and not debarred. What the old team has asked for
    and nobody approved yet is withdrawn in the same commit.
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
    no_other_project(work, project_id, agreement)
    work.record(PROJECT, project_id, facts)
    for paper in asked_of(work, project_id):
        gone = disbursement.withdraw(
            work.load(DISBURSEMENT, paper), reason=f"更换团队：{reason}", on=on
        )
        work.record(DISBURSEMENT, paper, gone)


@use_case(
    says=Words("启动项目", "start a project"), by=Role.PROGRAMME_OFFICE, formerly=in_some_fund
)
def start(work: Work, *, project_id: ProjectId, on: On) -> None:
    """Start a project once the money received, in whatever fund, reaches its minimum (启动)."""
    received = total(
        existing_account(work.load(ACCOUNT, key)).balance(SourceClass.DONATED)
        for key in accounts_of_project(work, project_id)
    )
    facts = project.start(work.load(PROJECT, project_id), received=received, on=on)
    work.record(PROJECT, project_id, facts)


@decides(
    PROJECT,
    "project_id",
    says=Words("报告项目进展", "report a project's progress"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE),
    scope=of_project(),
)
def report_milestone(
    known: Project | None,
    *,
    project_id: ProjectId,
    milestone: Annotated[Summary, Words("进展", "what was reached")],
    document: Document,
    on: On,
) -> Facts:
    """Report progress (进展)."""
    return project.report_milestone(known, milestone=milestone, document=document, on=on)


@decides(
    PROJECT,
    "project_id",
    says=Words("申请项目验收", "ask for a project's acceptance"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE),
    scope=of_project(),
)
def request_acceptance(
    known: Project | None, *, project_id: ProjectId, document: Document, on: On
) -> Facts:
    """Ask for acceptance (申请验收)."""
    return project.request_acceptance(known, document=document, on=on)


@decides(
    PROJECT,
    "project_id",
    says=Words("项目验收不通过", "refuse a project's acceptance"),
    by=Role.PROGRAMME_OFFICE,
)
def refuse_acceptance(
    known: Project | None, *, project_id: ProjectId, reason: Reason, on: On
) -> Facts:
    """Refuse acceptance (验收不通过)."""
    return project.refuse_acceptance(known, reason=reason, on=on)


@use_case(says=Words("项目验收通过", "accept what a project did"), by=Role.PROGRAMME_OFFICE)
def accept(work: Work, *, project_id: ProjectId, minutes: Minutes, on: On) -> None:
    """Accept what was done (验收通过): the needs that were planned into the project are met."""
    found = existing_project(work.load(PROJECT, project_id))
    facts = project.accept(found, minutes=minutes, on=on)
    work.record(PROJECT, project_id, facts)
    for need_id in found.drafted.needs:
        met = need.meet(work.load(NEED, need_id), project=project_id, minutes=minutes, on=on)
        work.record(NEED, need_id, met)


@use_case(
    says=Words("撤销项目验收", "revoke the acceptance of a project"), by=Role.PROGRAMME_OFFICE
)
def revoke_acceptance(
    work: Work, *, project_id: ProjectId, reason: Reason, minutes: Minutes, on: On
) -> None:
    """Revoke an acceptance that was wrong (撤销验收): the needs it met are not met after all."""
    found = existing_project(work.load(PROJECT, project_id))
    facts = project.revoke_acceptance(found, reason=reason, minutes=minutes, on=on)
    work.record(PROJECT, project_id, facts)
    for need_id in found.drafted.needs:
        unmet = need.unmeet(work.load(NEED, need_id), project=project_id, on=on)
        work.record(NEED, need_id, unmet)


@use_case(says=Words("项目结项", "close a project"), by=Role.PROGRAMME_OFFICE)
def close(
    work: Work,
    *,
    project_id: ProjectId,
    summary: Annotated[Summary, Words("结项小结", "what came of it")],
    on: On,
) -> None:
    """Close an accepted project whose money has come and whose tranches are settled (结项)."""
    facts = project.close(
        work.load(PROJECT, project_id),
        summary=summary,
        unsettled=_unsettled(work, project_id),
        awaited=_awaited(work, project_id),
        on=on,
    )
    work.record(PROJECT, project_id, facts)


@use_case(
    says=Words("取消项目并冻结专户", "cancel a project and freeze its account"),
    by=Role.PROGRAMME_OFFICE,
    formerly=in_some_fund,
)
def cancel(work: Work, *, project_id: ProjectId, reason: Reason, on: On) -> None:
    """Cancel a project and freeze its accounts, in whatever fund, in one commit (取消并冻结).

    The needs that were planned into it are open again.
    """
    found = existing_project(work.load(PROJECT, project_id))
    work.record(PROJECT, project_id, project.cancel(found, reason=reason, on=on))
    for need_id in found.drafted.needs:
        reopened = need.reopen(work.load(NEED, need_id), project=project_id, on=on)
        work.record(NEED, need_id, reopened)
    for key in accounts_of_project(work, project_id):
        frozen = account.freeze(
            work.load(ACCOUNT, key), gift=None, reason=reason, by=FrozenBy.CANCELLATION, on=on
        )
        work.record(ACCOUNT, key, frozen)


@use_case(says=Words("拟变更捐赠用途", "propose a change of use"), by=Role.PROGRAMME_OFFICE)
def propose_use_change(
    work: Work,
    *,
    project_id: ProjectId,
    change: ChangeId,
    to: Annotated[ProjectId, Words("拟转入的项目", "to which project")],
    reason: Reason,
    on: On,
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


@use_case(
    says=Words("变更一份捐赠的用途", "change the use of one gift"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
)
def change_use(
    work: Work,
    *,
    project_id: ProjectId,
    fund_id: FundId,
    change: ChangeId,
    gift: GiftId,
    judgment: Annotated[
        DocumentIfAny, Words("生效裁判文书（如有）", "a court's decision, if there is one")
    ],
    on: On,
    plan: Annotated[
        FiledPlan | None,
        Words("所依募捐方案（已变更备案）", "the plan it was raised under, filed anew"),
    ] = None,
    minutes: Annotated[
        DocumentIfAny, Words("决定转往何处的会议纪要", "minutes that decided where it goes")
    ] = "",
) -> str:
    """Move what is left of one gift where ``change`` proposed (变更用途); return the basis.

    Source: 慈善法 56 and 58. ``judgment`` cites a court's decision, or is empty; which basis there
    is, ``pledge.use_change_basis`` tells. Both projects and accounts are looked at again. Where
    neither a court nor the donor said where it goes, the foundation decided, by ``minutes``.
    """
    found = existing_project(work.load(PROJECT, project_id))
    to = project.target_of(found, change)
    part = part_of(work, gift)
    promise = work.load(PLEDGE, part.claim) if part.claim is not None else None
    origin = account_key(fund_id, project_id)
    lies = gift_of(work.load(ACCOUNT, origin), gift)
    donor = lies.donor
    said, answer = None, ""
    if not judgment:
        said, answer = _said(work, found, part.claim, gift, to, fund_id, lies.balance)
    basis = pledge.use_change_basis(
        promise,
        change=change,
        answered=said,
        judgment=judgment,
        refiled=_refiled(work, plan, fund_id, lies.since),
        given=part.kind in GIVEN,
        cancelled=found.cancelled is not None,
        ended=found.stage in ENDED,
    )
    changed = project.change_use(
        found, change=change, target=work.load(PROJECT, to), gift=gift, basis=basis, on=on
    )
    work.record(PROJECT, project_id, changed)
    target = posting_account(work, fund_id, to, on)
    moved = account.move_out(
        work.load(ACCOUNT, origin),
        gift=gift,
        to=target,
        basis=basis,
        document={"judgment": judgment, "consent": answer}.get(basis, minutes),
        rule=in_force(EDITIONS, book.SURPLUS if basis == "silent" else book.USE_CHANGE, on).version,
        on=on,
        own_freeze=found.own_freeze,
    )
    work.record(ACCOUNT, origin, moved)
    arrived = account.move_in(
        work.load(ACCOUNT, target), share=moved[0].share, origin=origin, legal_donor=donor, on=on
    )
    work.record(ACCOUNT, target, arrived)
    credit = work.load(BANK_CREDIT, credit_of(gift))
    redirected = bank_credit.redirect(credit, gift=gift, account=target, on=on)
    work.record(BANK_CREDIT, credit_of(gift), redirected)
    return basis


def _said(
    work: Work,
    found: Project,
    claim: str | None,
    gift: str,
    to: str,
    fund_id: str,
    left: Money,
) -> tuple[bool | None, str]:
    """Return what the donor answered for that target, and by which document.

    On this gift, or once for its pledge.
    """
    key = join_key(gift, to)
    moved = went(work, gift, account_key(fund_id, to), since=work.history(USE_CHANGE, key))
    answer = work.load(USE_CHANGE, key)
    said = use_change.answered(answer, left=left, moved=moved)
    if answer is not None and said is not None:
        return said, answer.document
    if claim is None:
        return None, ""
    changes = found.changes_to(to)
    papers = [
        recorded.event.document
        for recorded in work.history(PLEDGE, claim)
        if isinstance(recorded.event, UseChangeConsented | UseChangeRefused)
        and recorded.event.change in changes
    ]
    return pledge.answered_once(work.load(PLEDGE, claim), changes=changes), "".join(papers[-1:])


def _refiled(work: Work, plan_id: str | None, fund_id: str, given_on: date) -> bool:
    """Tell whether a gift of ``given_on`` was raised under a plan that has been filed anew."""
    plan = None if plan_id is None else work.load(FUNDRAISING_PLAN, plan_id)
    if plan is None:
        return False
    raised_under = plan.filed.fund == fund_id and plan.covers(given_on)
    return raised_under and plan.filing != plan.filed.filing


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


def asked_of(work: Work, project_id: str) -> list[str]:
    """Return the disbursements that were asked for and wait for approval."""
    asked = (
        recorded.key
        for recorded in work.facts(DisbursementRequested)
        if isinstance(recorded.event, DisbursementRequested)
        and kept(recorded.event.project) == project_id
    )
    return [
        paper
        for paper in asked
        if (state := work.load(DISBURSEMENT, paper)) is not None
        and state.stage is DisbursementStage.REQUESTED
    ]


def _unsettled(work: Work, project_id: str) -> list[str]:
    found = work.load(PROJECT, project_id)
    papers = sorted(found.commitments) if found is not None else []
    return [
        paper
        for paper in papers
        if (state := work.load(DISBURSEMENT, paper)) is not None and state.open
    ]
