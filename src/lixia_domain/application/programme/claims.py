"""Use cases of claims and pledges: what an enterprise takes on, and what it promises for it."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import enterprise
from lixia_domain.aggregates.enterprise import ENTERPRISE, Ownership
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.pledge import arrears
from lixia_domain.aggregates.pledge import decisions as pledge
from lixia_domain.aggregates.pledge.facts import Instalment, OnCancellation
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.pledge.state import existing as existing_pledge
from lixia_domain.aggregates.project import claims as project
from lixia_domain.aggregates.project.facts import ClaimWaitlisted, ProjectClaimed
from lixia_domain.aggregates.project.state import PROJECT, Project
from lixia_domain.application.use_case import use_case
from lixia_domain.kernel.money import Money
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.book import HARDSHIP


@use_case
def claim(
    work: Work,
    *,
    claim_id: str,
    project_id: str,
    enterprise_code: str,
    fund_id: str,
    amount: Money,
    instalments: tuple[Instalment, ...],
    on: date,
) -> str:
    """Claim a project (认领) and pledge the donation (认捐) in one commit.

    Returns ``confirmed``, ``claimed`` (a state-owned donor's claim waits for its approval,
    慈善法 43), ``waitlisted`` or ``known``. Refuses an unverified enterprise, a fund that does not
    stand, and more than the remainder, naming it.
    """
    fund.established(work.load(FUND, fund_id))
    donor = enterprise.verified(work.load(ENTERPRISE, enterprise_code))
    found = work.load(PROJECT, project_id)
    taken = project.claim(
        found,
        claim=claim_id,
        enterprise=enterprise_code,
        amount=amount,
        confirmed=donor.ownership is not Ownership.STATE,
        on=on,
    )
    work.record(PROJECT, project_id, taken)
    match taken:
        case (ProjectClaimed() as claimed, *confirmed):
            _promise(work, project_id, found, claimed, fund_id, instalments)
            return "confirmed" if confirmed else "claimed"
        case (ClaimWaitlisted(),):
            return "waitlisted"
        case _:
            return "known"


@use_case
def take_offer(
    work: Work,
    *,
    claim_id: str,
    project_id: str,
    fund_id: str,
    amount: Money,
    instalments: tuple[Instalment, ...],
    on: date,
) -> None:
    """Turn a waiting claim into a claim with its pledge (候补转正)."""
    found = work.load(PROJECT, project_id)
    taken = project.take_offer(found, claim=claim_id, amount=amount, on=on)
    work.record(PROJECT, project_id, taken)
    _promise(work, project_id, found, taken[0], fund_id, instalments)


def _promise(
    work: Work,
    project_id: str,
    found: Project | None,
    claimed: ProjectClaimed,
    fund_id: str,
    instalments: tuple[Instalment, ...],
) -> None:
    promised = pledge.pledge(
        work.presume_new(PLEDGE, claimed.claim),
        project=project_id,
        enterprise=claimed.enterprise,
        fund=fund_id,
        amount=claimed.amount,
        instalments=instalments,
        relief=found is not None and found.drafted.relief,
        on=claimed.on,
    )
    work.record(PLEDGE, claimed.claim, promised)


@use_case
def confirm(work: Work, *, claim_id: str, project_id: str, on: date) -> None:
    """Confirm a claim (确认认领); a state-owned donor's only once approval is evidenced."""
    promise = existing_pledge(work.load(PLEDGE, claim_id))
    donor = work.load(ENTERPRISE, promise.pledged.enterprise)
    if donor is not None and donor.ownership is Ownership.STATE:
        arrears.require_state_approval(promise)
    facts = project.confirm_claim(work.load(PROJECT, project_id), claim=claim_id, on=on)
    work.record(PROJECT, project_id, facts)


@use_case
def reduce(
    work: Work,
    *,
    claim_id: str,
    project_id: str,
    amount: Money,
    instalments: tuple[Instalment, ...],
    reason: str,
    on: date,
) -> None:
    """Cut a claim and its pledge to ``amount`` in one commit (调减认领与认捐)."""
    reduced = project.reduce_claim(
        work.load(PROJECT, project_id), claim=claim_id, amount=amount, reason=reason, on=on
    )
    work.record(PROJECT, project_id, reduced)
    amended = pledge.amend(
        work.load(PLEDGE, claim_id), amount=amount, instalments=instalments, reason=reason, on=on
    )
    work.record(PLEDGE, claim_id, amended)


@use_case
def release(work: Work, *, claim_id: str, project_id: str, reason: str, on: date) -> None:
    """Give a claim's slot free and release its pledge (释放名额、解除认捐)."""
    facts = project.release_claim(
        work.load(PROJECT, project_id), claim=claim_id, reason=reason, on=on
    )
    work.record(PROJECT, project_id, facts)
    promise = work.load(PLEDGE, claim_id)
    if promise is not None:
        work.record(PLEDGE, claim_id, pledge.release(promise, reason=reason, on=on))


@use_case
def exit_by_hardship(
    work: Work,
    *,
    claim_id: str,
    project_id: str,
    finances: str,
    report: str,
    statement: str,
    on: date,
) -> None:
    """Let a donor in grave trouble go, on full evidence (困难退出，慈善法 41); free its slot."""
    facts = pledge.exit_by_hardship(
        work.load(PLEDGE, claim_id),
        finances=finances,
        report=report,
        statement=statement,
        rule=in_force(EDITIONS, HARDSHIP, on).version,
        on=on,
    )
    work.record(PLEDGE, claim_id, facts)
    freed = project.release_claim(
        work.load(PROJECT, project_id), claim=claim_id, reason="困难退出", on=on
    )
    work.record(PROJECT, project_id, freed)


@use_case
def sign_agreement(
    work: Work,
    *,
    claim_id: str,
    document: str,
    document_hash: str,
    on_cancellation: OnCancellation,
    on: date,
) -> None:
    """Sign the donation agreement of a claim (签订捐赠协议)."""
    facts = pledge.sign_agreement(
        work.load(PLEDGE, claim_id),
        document=document,
        document_hash=document_hash,
        on_cancellation=on_cancellation,
        on=on,
    )
    work.record(PLEDGE, claim_id, facts)


@use_case
def evidence_promise(
    work: Work, *, claim_id: str, statement: str, medium: str, document_hash: str, on: date
) -> None:
    """Keep the donor's own public promise as evidence (公开承诺)."""
    facts = pledge.evidence_promise(
        work.load(PLEDGE, claim_id),
        statement=statement,
        medium=medium,
        document_hash=document_hash,
        on=on,
    )
    work.record(PLEDGE, claim_id, facts)


@use_case
def answer_use_change(
    work: Work, *, claim_id: str, change: str, agreed: bool, document: str, on: date
) -> None:
    """Note the donor's answer to a change of use (同意或不同意变更用途)."""
    facts = pledge.consent_use_change(
        work.load(PLEDGE, claim_id), change=change, agreed=agreed, document=document, on=on
    )
    work.record(PLEDGE, claim_id, facts)


@use_case
def agree_to_publish(
    work: Work, *, claim_id: str, display_name: str, scope: str, document: str, on: date
) -> None:
    """Note that the donor may be named, and how (同意公开名称)."""
    facts = pledge.agree_to_publish(
        work.load(PLEDGE, claim_id),
        display_name=display_name,
        scope=scope,
        document=document,
        on=on,
    )
    work.record(PLEDGE, claim_id, facts)


@use_case
def withdraw_publication(work: Work, *, claim_id: str, reason: str, on: date) -> None:
    """Note that the donor is not to be named any more (撤回公开)."""
    facts = pledge.withdraw_publication(work.load(PLEDGE, claim_id), reason=reason, on=on)
    work.record(PLEDGE, claim_id, facts)
