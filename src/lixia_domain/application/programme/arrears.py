"""Use cases of promises that need a permission, are not kept, or want no receipt."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.pledge import arrears as pledge
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.pledge.state import existing as existing_pledge
from lixia_domain.aggregates.project import claims as project
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.project.state import existing as existing_project
from lixia_domain.application.use_case import use_case
from lixia_domain.kernel.money import ZERO, total
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.book import PROMISE
from lixia_domain.rules.people import STATE_OWNED


@use_case
def evidence_state_approval(
    work: Work, *, claim_id: str, approval: str, filing: str, on: date
) -> None:
    """Evidence a state-owned donor's approval and filing; its claim is confirmed with it.

    Source: 慈善法 43. Money held until then may be allocated from now on.
    """
    facts = pledge.evidence_state_approval(
        work.load(PLEDGE, claim_id),
        approval=approval,
        filing=filing,
        rule=in_force(EDITIONS, STATE_OWNED, on).version,
        on=on,
    )
    work.record(PLEDGE, claim_id, facts)
    project_id = existing_pledge(work.load(PLEDGE, claim_id)).pledged.project
    confirmed = project.confirm_claim(work.load(PROJECT, project_id), claim=claim_id, on=on)
    work.record(PROJECT, project_id, confirmed)


@use_case
def demand(
    work: Work, *, claim_id: str, number: int, deadline: date, document: str, on: date
) -> None:
    """Demand an overdue instalment, giving time until ``deadline`` (催告)."""
    facts = pledge.demand(
        work.load(PLEDGE, claim_id), number=number, deadline=deadline, document=document, on=on
    )
    work.record(PLEDGE, claim_id, facts)


@use_case
def default(work: Work, *, claim_id: str, on: date) -> None:
    """Note a default after demand (违约): the slot goes to those who wait, the debt stays.

    What had arrived stays claimed; only the rest of the slot is free. Source: 慈善法 41.
    """
    promise = existing_pledge(work.load(PLEDGE, claim_id))
    facts = pledge.default(promise, rule=in_force(EDITIONS, PROMISE, on).version, on=on)
    work.record(PLEDGE, claim_id, facts)
    project_id = promise.pledged.project
    found = existing_project(work.load(PROJECT, project_id))
    if not facts or claim_id not in found.claims:
        return
    paid = total(promise.settled)
    if paid == ZERO:
        freed = project.release_claim(found, claim=claim_id, reason="认捐违约", on=on)
    else:
        freed = project.reduce_claim(
            found, claim=claim_id, amount=paid, reason="认捐违约，仅余已到账部分", on=on
        )
    work.record(PROJECT, project_id, freed)


@use_case
def waive_receipt(work: Work, *, claim_id: str, document: str, on: date) -> None:
    """Note that the donor wants no receipt (放弃票据，慈善法 38)."""
    facts = pledge.waive_receipt(work.load(PLEDGE, claim_id), document=document, on=on)
    work.record(PLEDGE, claim_id, facts)
