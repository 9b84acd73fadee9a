"""Decisions about a project's claims and budget: whose part is what, and what it is held for."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.project import facts
from lixia_domain.aggregates.project.facts import BudgetLine, Facts
from lixia_domain.aggregates.project.life import sound_lines
from lixia_domain.aggregates.project.refusals import Why
from lixia_domain.aggregates.project.state import (
    OVER,
    Claim,
    Project,
    ProjectStage,
    active,
    existing,
    standing,
)
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words


def claim(
    project: Project | None,
    *,
    claim: str,
    enterprise: str,
    amount: Money,
    confirmed: bool = False,
    on: date,
) -> Facts:
    """Take on all or a part of the budget (认领), ``confirmed`` at once where nothing is awaited.

    Beyond the remainder, of which what was offered to those who wait is kept for them, it is
    refused, naming the remainder, unless the publication allowed a waiting list. The same claim
    told twice is ``()``; its id with other content is refused.
    """
    project = active(
        project, Words("认领", "claiming"), ProjectStage.PUBLISHED, ProjectStage.EXECUTING
    )
    positive(amount)
    known = project.claims.get(claim) or project.waiting.get(claim)
    if known is not None:
        if (known.enterprise, known.amount) == (enterprise, amount):
            return ()
        raise Rejection(
            Why.CLAIM_REUSED, claim=claim, enterprise=known.enterprise, amount=known.amount
        )
    remainder = project.free_for(claim)
    if amount <= remainder:
        taken = facts.ProjectClaimed(claim=claim, enterprise=enterprise, amount=amount, on=on)
        return (taken, facts.ClaimConfirmed(claim=claim, on=on)) if confirmed else (taken,)
    if project.waitlist:
        return (facts.ClaimWaitlisted(claim=claim, enterprise=enterprise, amount=amount, on=on),)
    raise Rejection(Why.EXCEEDS_REMAINDER, amount=amount, remainder=remainder)


def waits_not(project: Project | None, *, claim: str, project_id: str) -> None:
    """Refuse the id of a claim that waits for a slot of this project: it is not another's."""
    if claim in existing(project).waiting:
        raise Rejection(Why.WAITS_ELSEWHERE, claim=claim, project=project_id)


def confirm_claim(project: Project | None, *, claim: str, on: date) -> Facts:
    """Confirm a claim (确认认领). Confirmed before: ``()``."""
    project = existing(project)
    if _claim(project, claim).confirmed:
        return ()
    return (facts.ClaimConfirmed(claim=claim, on=on),)


def reduce_claim(
    project: Project | None, *, claim: str, amount: Money, reason: str, on: date
) -> Facts:
    """Cut a claim to ``amount`` (调减), and offer what is then left to those who wait, in turn."""
    project = existing(project)
    claimed = _claim(project, claim).amount
    if positive(amount) >= claimed:
        raise Rejection(Why.NOT_LESS, amount=amount, claimed=claimed)
    reduced = facts.ClaimReduced(claim=claim, amount=amount, reason=reason, on=on)
    return (reduced, *_offers(project, project.remainder + claimed - amount, on))


def release_claim(
    project: Project | None, *, claim: str, paid: Money, reason: str, on: date
) -> Facts:
    """Give the slot free (释放名额), and offer what is then left to those who wait, in turn.

    What of it has been ``paid`` keeps its place in the budget: only the rest is free.
    """
    project = existing(project)
    if claim in project.waiting:
        gone = facts.ClaimReleased(claim=claim, reason=reason, on=on)
        return (gone, *_offers(project, project.remainder, on, but=claim))
    amount = _claim(project, claim).amount
    if paid >= amount:
        raise Rejection(Why.ALL_RECEIVED, claim=claim, paid=paid)
    if paid > ZERO:
        reason = f"{reason}，仅余已到账部分"
        return reduce_claim(project, claim=claim, amount=paid, reason=reason, on=on)
    released = facts.ClaimReleased(claim=claim, reason=reason, on=on)
    return (released, *_offers(project, project.remainder + amount, on))


def restore_claim(
    project: Project | None, *, claim: str, amount: Money, reason: str, on: date
) -> Facts:
    """Give a claim its place of ``amount`` again, which was freed wrongly (恢复认领).

    It is whose it was, and confirmed if it was. What others have claimed since, or what stands
    offered to those who wait, is theirs: beyond the remainder it is refused, naming the remainder.
    In a project that is over no place is anybody's any more: what was freed stays so, ``()``.
    """
    project = existing(project)
    place = project.claims.get(claim)
    known = place or project.released.get(claim)
    if known is None:
        raise Rejection(Why.UNKNOWN_CLAIM, claim=claim)
    more = amount if place is None else amount - place.amount
    remainder = project.free_for(claim)
    if more > remainder:
        if project.stage in OVER:
            return ()
        raise Rejection(Why.EXCEEDS_REMAINDER, amount=more, remainder=remainder)
    return (
        facts.ClaimRestored(
            claim=claim,
            enterprise=known.enterprise,
            amount=amount,
            confirmed=known.confirmed,
            reason=reason,
            on=on,
        ),
    )


def give_back_claim(
    project: Project | None, *, claim: str, amount: Money, reason: str, on: date
) -> Facts:
    """Free what of a claim was paid and lawfully went back (退还): the rest keeps its place."""
    known = existing(project).claims.get(claim)
    if known is None:
        return ()
    if amount >= known.amount:
        return release_claim(project, claim=claim, paid=ZERO, reason=reason, on=on)
    return reduce_claim(project, claim=claim, amount=known.amount - amount, reason=reason, on=on)


def _offers(
    project: Project, left: Money, on: date, *, but: str = ""
) -> list[facts.WaitlistOffered]:
    """Offer what is ``left`` to those who wait, in turn; what stands offered is not told again."""
    offers: list[facts.WaitlistOffered] = []
    for waiting, wish in project.waiting.items():
        open_ = project.stage in (ProjectStage.PUBLISHED, ProjectStage.EXECUTING)
        if waiting != but and left > ZERO and open_:
            offered = min(wish.amount, left)
            if project.offers.get(waiting) != offered:
                offers.append(facts.WaitlistOffered(claim=waiting, amount=offered, on=on))
            left = left - offered
    return offers


def take_offer(
    project: Project | None, *, claim: str, amount: Money, on: date, enterprise: str = ""
) -> tuple[facts.ProjectClaimed, *tuple[facts.WaitlistOffered, ...]]:
    """Turn a waiting claim into a claim (候补转正) of up to what it waited for.

    What it leaves of a slot is offered on; what is offered to others it doesn't take.
    ``enterprise`` takes it up where who waited was merged into that one.
    """
    project = active(
        project, Words("认领", "claiming"), ProjectStage.PUBLISHED, ProjectStage.EXECUTING
    )
    wish = project.waiting.get(claim)
    if wish is None:
        raise Rejection(Why.UNKNOWN_CLAIM, claim=claim)
    room = min(project.free_for(claim), wish.amount)
    if positive(amount) > room:
        raise Rejection(Why.EXCEEDS_REMAINDER, amount=amount, remainder=room)
    who = enterprise or wish.enterprise
    taken = facts.ProjectClaimed(claim=claim, enterprise=who, amount=amount, on=on)
    return (taken, *_offers(project, project.remainder - amount, on, but=claim))


def revise_budget(
    project: Project | None, *, lines: tuple[BudgetLine, ...], reason: str, on: date
) -> Facts:
    """Replace the budget (调整预算), never below what is claimed or committed.

    Nor, before the start, below the minimum that was published: it could never start. What is then
    left is offered to those who wait, in turn.
    """
    project = standing(
        project,
        Words("调整预算", "revising the budget"),
        ProjectStage.DRAFTED,
        ProjectStage.APPROVED,
        ProjectStage.PUBLISHED,
        ProjectStage.EXECUTING,
        ProjectStage.ACCEPTANCE,
        ProjectStage.ACCEPTED,
    )
    sound_lines(lines)
    budget = total(line.amount for line in lines)
    if budget < project.claimed:
        raise Rejection(Why.CUTS_CLAIMED, budget=budget, claimed=project.claimed)
    if project.stage is ProjectStage.PUBLISHED and budget < project.minimum:
        raise Rejection(Why.MINIMUM_ABOVE_BUDGET, minimum=project.minimum, budget=budget)
    revised = {line.line: line.amount for line in lines}
    for line in project.lines:
        amount, committed = revised.get(line, Money(0)), project.committed(line)
        if amount < committed:
            raise Rejection(Why.CUTS_COMMITTED, line=line, amount=amount, committed=committed)
    revised_budget = facts.BudgetRevised(lines=lines, reason=reason, on=on)
    return (revised_budget, *_offers(project, budget - project.claimed, on))


def payable(project: Project | None) -> Project:
    """Return ``project`` if money may be approved for it, and paid; else refuse.

    It is under way, not suspended, and its last interim review was passed.
    """
    project = active(
        project,
        Words("拨付", "a disbursement"),
        ProjectStage.EXECUTING,
        ProjectStage.ACCEPTANCE,
        ProjectStage.ACCEPTED,
    )
    if project.failed_review is not None:
        raise Rejection(Why.REVIEW_FAILED, findings=project.failed_review)
    return project


def commit_line(
    project: Project | None, *, line: str, amount: Money, disbursement: str, on: date
) -> Facts:
    """Hold a part of a budget line for a disbursement (占用科目), which is approved only once."""
    project = payable(project)
    assert disbursement not in project.commitments, f"{disbursement} holds a line already"
    if line not in project.lines:
        raise Rejection(Why.UNKNOWN_LINE, line=line)
    left = project.lines[line] - project.committed(line)
    if positive(amount) > left:
        raise Rejection(Why.LINE_EXHAUSTED, line=line, left=left, amount=amount)
    return (facts.BudgetLineCommitted(line=line, amount=amount, disbursement=disbursement, on=on),)


def commit_again(
    project: Project | None, *, line: str, amount: Money, disbursement: str, on: date
) -> Facts:
    """Hold again what a disbursement had given back of its line (收回冲正), if as much is left."""
    project = existing(project)
    left = project.lines.get(line, Money(0)) - project.committed(line)
    if positive(amount) > left:
        raise Rejection(Why.LINE_EXHAUSTED, line=line, left=left, amount=amount)
    return (facts.BudgetLineCommitted(line=line, amount=amount, disbursement=disbursement, on=on),)


def commit_what_is_left(
    project: Project | None, *, line: str, amount: Money, disbursement: str, on: date
) -> Facts:
    """Hold again what a disbursement had given back, as far as the line goes: the bank took it."""
    project = existing(project)
    left = project.lines.get(line, Money(0)) - project.committed(line)
    part = min(amount, left)
    if part <= Money(0):
        return ()
    return (facts.BudgetLineCommitted(line=line, amount=part, disbursement=disbursement, on=on),)


def release_line(project: Project | None, *, amount: Money, disbursement: str, on: date) -> Facts:
    """Give back what a disbursement held and did not use (退回额度).

    How much that is, the disbursement itself knows and has decided; it holds less where the line
    had no room any more when the bank took back what had come back of it.
    """
    held = existing(project).commitments.get(disbursement)
    if held is None:
        return ()
    part = min(positive(amount), held.amount)
    return (
        facts.BudgetLineReleased(line=held.line, amount=part, disbursement=disbursement, on=on),
    )


def _claim(project: Project, claim: str) -> Claim:
    found = project.claims.get(claim)
    if found is None:
        raise Rejection(Why.UNKNOWN_CLAIM, claim=claim)
    return found
