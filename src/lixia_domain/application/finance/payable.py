"""What lets money go to a payee (拨付的条件): asked at approval, and all of it again at payment."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from lixia_domain.aggregates.disbursement import decisions as disbursement
from lixia_domain.aggregates.disbursement.facts import DisbursementRequested
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT, Disbursement
from lixia_domain.aggregates.foundation import decisions as foundation
from lixia_domain.aggregates.foundation.state import FOUNDATION
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.project import claims
from lixia_domain.aggregates.project import life as project
from lixia_domain.aggregates.project.state import PROJECT, Project
from lixia_domain.aggregates.team import TEAM
from lixia_domain.application.activities.teams import able
from lixia_domain.application.rights import eyes
from lixia_domain.kernel.ids import split_key
from lixia_domain.recording.work import Work


def look_again(work: Work, disbursement_id: str, paper: Disbursement, on: date) -> None:
    """Refuse to pay where what the approval rested on does not hold any more.

    The project is under way, its review passed, and the team that asked is still its team and not
    debarred; the fund stands and its month is open; nobody who decided is tied to the payee by
    now; nothing paid earlier is owed back, or not accounted for. The account looks at its own
    freeze and months.
    """
    asked = paper.requested
    fund.posting(work.load(FUND, split_key(asked.account)[0]), on=on)
    found = work.load(PROJECT, asked.project)
    project.carried_out_by(claims.payable(found), team=asked.team, agreement=asked.agreement)
    able(work, asked.team)
    tied = who_abstains(work, asked, on)
    disbursement.look_again(
        paper,
        related=tied,
        earlier=granted_earlier(work, found, disbursement_id),
        open_tranches=open_tranches(work, asked),
        eyes=eyes(work, {asked.requester, paper.approver or "", *tied}),
    )


def who_abstains(work: Work, asked: DisbursementRequested, on: date) -> tuple[str, ...]:
    """Return who must abstain ``on``, as the register of the fund's foundation has it."""
    fund_id, _ = split_key(asked.account)
    known = work.load(FUND, fund_id)
    keeper = None if known is None else work.load(FOUNDATION, known.proposed.foundation)
    if keeper is None:
        return ()
    tied = {one.declared.party for one in keeper.related}
    known_ids = tied | {term.person for term in keeper.terms}
    return foundation.may_pay(
        keeper,
        parties=(asked.payee, asked.team),
        on=on,
        eyes=eyes(work, known_ids | {asked.payee}),
    )


def granted_earlier(work: Work, found: Project | None, but: str) -> dict[str, Disbursement]:
    """Return the disbursements of a project that were ever approved, ``but`` one."""
    return {
        other: state
        for other in (() if found is None else sorted(found.granted - {but}))
        if (state := work.load(DISBURSEMENT, other)) is not None
    }


def open_tranches(work: Work, asked: DisbursementRequested) -> int:
    """Return how many tranches may be open at a time, by the agreement as it was signed."""
    known = work.load(TEAM, asked.team)
    signed = None if known is None else known.agreements.get(asked.agreement)
    return signed.open_tranches if signed is not None and signed.project == asked.project else 0


def agreed_since(work: Work, paper: Disbursement | None) -> date:
    """Return since when the agreement is under which money was asked for, as far as is known."""
    asked = None if paper is None else paper.requested
    known = None if asked is None else work.load(PROJECT, asked.project)
    since = {} if known is None else known.agreements
    return date.min if asked is None else since.get(asked.agreement, date.min)


def lead_of(work: Work, team: str) -> str:
    """Return who leads a team; nobody, as long as it is not registered."""
    known = work.load(TEAM, team)
    return "" if known is None else known.lead


class Hands(TypedDict):
    """Who leads the team that was paid, and by account whose person each of them is."""

    lead: str
    eyes: dict[str, str]


def hands_of(work: Work, disbursement_id: str) -> Hands:
    """Return who leads the team that was paid, and whose the accounts of a disbursement are."""
    paper = work.load(DISBURSEMENT, disbursement_id)
    if paper is None:
        return {"lead": "", "eyes": {}}
    asked, lead = paper.requested, lead_of(work, paper.requested.team)
    payer = None if paper.payment is None else paper.payment.paid_by
    people = {work.by.actor, asked.requester, asked.payee, payer or "", lead}
    return {"lead": lead, "eyes": eyes(work, people)}
