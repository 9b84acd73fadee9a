"""The report's figures, and what the log itself says beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lixia_domain.aggregates.bank_credit.facts import (
    BankCreditRecorded,
    CreditAllocated,
    CreditReturned,
    CreditReversed,
    CreditReversedByBank,
    Income,
)
from lixia_domain.aggregates.brand import BrandNominated
from lixia_domain.aggregates.campaign.facts import ActionAdded, ActivityHeld, ActivityScheduled
from lixia_domain.aggregates.disbursement.facts import DisbursementRequested, FundsDisbursed
from lixia_domain.aggregates.disclosure import DisclosurePublished
from lixia_domain.aggregates.donation_receipt import DonationReceiptIssued
from lixia_domain.aggregates.guide import GuidePublished
from lixia_domain.aggregates.in_kind.facts import InKindDelivered
from lixia_domain.aggregates.need import NeedMet, NeedRaised
from lixia_domain.aggregates.open_call.facts import (
    CallKind,
    CallOpened,
    ResultsCorrected,
    ResultsPublished,
)
from lixia_domain.aggregates.project.facts import (
    ClaimReduced,
    ClaimReleased,
    ClaimRestored,
    ProjectAccepted,
    ProjectClaimed,
    ProjectDrafted,
    ProjectPublished,
    ProjectStarted,
)
from lixia_domain.aggregates.service_session.facts import HoursCertified, SessionHeld
from lixia_domain.aggregates.team import TeamVerified
from lixia_domain.aggregates.volunteer.facts import VolunteerRegistered
from lixia_domain.aggregates.vote import VoteCast
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import GOVERNMENT
from lixia_domain.kernel.money import Money, total
from lixia_domain.recording.ledger import Ledger

REPORT: Mapping[str, int] = {
    "domains": 8,
    "projects": 123,
    "projects_claimed": 55,
    "projects_unclaimed": 68,
    "enterprises": 76,
    "pledged_fen": 247_500_000,
    "actions": 7,
    "activities": 30,
    "rules_published": 100,
}
"""As reported on 10 March; the 68 unclaimed follow from 123 and 55, the rules come later."""


def pledged_by(ledger: Ledger, position: int) -> dict[str, int]:
    """Recompute the launch figures from the facts up to ``position``, without any view."""
    domain: dict[str, str] = {}
    published: set[str] = set()
    claims: dict[tuple[str, str], tuple[str, Money]] = {}
    reads = (
        ProjectDrafted,
        ProjectPublished,
        ProjectClaimed,
        ClaimReduced,
        ClaimReleased,
        ClaimRestored,
    )
    for recorded in ledger.read(0, position, reads):
        project = recorded.key
        match recorded.event:
            case ProjectDrafted(domain=name):
                domain[project] = name
            case ProjectPublished():
                published.add(project)
            case (
                ProjectClaimed(claim=claim, enterprise=who, amount=amount)
                | ClaimRestored(claim=claim, enterprise=who, amount=amount)
            ):
                claims[project, claim] = (who, amount)
            case ClaimReduced(claim=claim, amount=amount):
                claims[project, claim] = (claims[project, claim][0], amount)
            case ClaimReleased(claim=claim):
                claims.pop((project, claim), None)
            case _:  # nothing else is read
                pass
    claimed = {project for project, _ in claims}
    return {
        "domains": len({domain[project] for project in published}),
        "projects": len(published),
        "projects_claimed": len(claimed),
        "projects_unclaimed": len(published - claimed),
        "enterprises": len({who for who, _ in claims.values()}),
        "pledged_fen": total(amount for _, amount in claims.values()).fen,
    }


def campaign_by(ledger: Ledger, announced: int, position: int) -> dict[str, int]:
    """Return the actions and activities as announced, and the rules published by ``position``."""
    told = Counter(
        type(r.event) for r in ledger.read(0, announced, (ActionAdded, ActivityScheduled))
    )
    rules: set[str] = set()
    published: dict[str, int] = {}
    for recorded in ledger.read(0, position, (CallOpened, ResultsPublished, ResultsCorrected)):
        match recorded.event:
            case CallOpened(kind=CallKind.RULES):
                rules.add(recorded.key)
            case ResultsPublished(entries=entries) | ResultsCorrected(entries=entries):
                published[recorded.key] = len(set(entries))
            case _:  # calls of other kinds
                pass
    return {
        "actions": told[ActionAdded],
        "activities": told[ActivityScheduled],
        "rules_published": sum(published.get(call, 0) for call in rules),
    }


def money_by(ledger: Ledger, position: int) -> dict[str, int]:
    """Return what came and what was paid out, in fen, donated and government money apart.

    Donated: what the bank brought, less what it took back, what was returned and what was no gift.
    """
    credits: dict[str, int] = {}
    other: dict[str, Counter[Income]] = {}
    papers: dict[str, bool] = {}
    paid: Counter[bool] = Counter()
    reads = (
        BankCreditRecorded,
        CreditAllocated,
        CreditReturned,
        CreditReversed,
        CreditReversedByBank,
        DisbursementRequested,
        FundsDisbursed,
    )
    for recorded in ledger.read(0, position, reads):
        key = recorded.key
        match recorded.event:
            case BankCreditRecorded(notice=notice):
                credits[key], other[key] = notice.amount.fen, Counter()
            case CreditAllocated(allocation=part) if part.kind is not Income.DONATION:
                other[key][part.kind] += part.amount.fen
            case CreditReturned(amount=amount):
                credits[key] -= amount.fen
            case CreditReversed() | CreditReversedByBank():
                credits[key], other[key] = 0, Counter()
            case DisbursementRequested(account=account):
                papers[key] = split_key(account)[1] == GOVERNMENT
            case FundsDisbursed(amount=amount):
                paid[papers[key]] += amount.fen
            case _:  # gifts are what is left
                pass
    no_gift = sum(other.values(), Counter[Income]())
    return {
        "received_fen": sum(credits.values()) - no_gift.total(),
        "disbursed_fen": paid[False],
        "government_received_fen": no_gift[Income.APPROPRIATION] + no_gift[Income.MATCH],
        "government_disbursed_fen": paid[True],
    }


def year_by(ledger: Ledger, position: int) -> dict[str, int]:
    """Return how much else there was by ``position``: people, hours, brands, papers."""
    told = Counter(type(recorded.event) for recorded in ledger.read(0, position, tuple(COUNTED)))
    counts = {name: told[event] for event, name in COUNTED.items()}
    minutes = goods = 0
    for recorded in ledger.read(0, position, (HoursCertified, InKindDelivered)):
        match recorded.event:
            case HoursCertified(hours=hours):
                minutes += sum(served.minutes for served in hours)
            case InKindDelivered(value=value):
                goods += value.fen
            case _:  # nothing else is read
                pass
    return counts | {"certified_minutes": minutes, "in_kind_fen": goods}


COUNTED: Mapping[type[Event], str] = {
    NeedRaised: "needs",
    NeedMet: "needs_met",
    TeamVerified: "teams",
    VolunteerRegistered: "volunteers",
    SessionHeld: "sessions",
    ActivityHeld: "activities_held",
    VoteCast: "votes",
    GuidePublished: "guide_editions",
    BrandNominated: "brands",
    ProjectStarted: "projects_started",
    ProjectAccepted: "projects_accepted",
    DonationReceiptIssued: "receipts",
    DisclosurePublished: "disclosures",
}
"""Facts of which each is one of what the name says."""
