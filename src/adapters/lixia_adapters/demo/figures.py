"""The report's figures, and what the log itself says beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lixia_domain.aggregates.bank_credit import (
    BankCreditRecorded,
    CreditReturned,
    CreditReversed,
    CreditReversedByBank,
)
from lixia_domain.aggregates.campaign import ActionAdded, ActivityScheduled
from lixia_domain.aggregates.disbursement import FundsDisbursed
from lixia_domain.aggregates.open_call import CallOpened, Kind, ResultsCorrected, ResultsPublished
from lixia_domain.aggregates.project import (
    ClaimReduced,
    ClaimReleased,
    ProjectClaimed,
    ProjectDrafted,
    ProjectPublished,
)
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
    reads = (ProjectDrafted, ProjectPublished, ProjectClaimed, ClaimReduced, ClaimReleased)
    for recorded in ledger.read(0, position, reads):
        project = recorded.key
        match recorded.event:
            case ProjectDrafted(domain=name):
                domain[project] = name
            case ProjectPublished():
                published.add(project)
            case ProjectClaimed(claim=claim, enterprise=who, amount=amount):
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
            case CallOpened(kind=Kind.RULES):
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
    """Return donated bank credits less reversals and returns, and what was paid out, in fen."""
    credits: dict[str, int] = {}
    disbursed = 0
    reads = (
        BankCreditRecorded,
        CreditReturned,
        CreditReversed,
        CreditReversedByBank,
        FundsDisbursed,
    )
    for recorded in ledger.read(0, position, reads):
        match recorded.event:
            case BankCreditRecorded(notice=notice):
                credits[recorded.key] = notice.amount.fen
            case CreditReturned(amount=amount):
                credits[recorded.key] -= amount.fen
            case CreditReversed() | CreditReversedByBank():
                credits[recorded.key] = 0
            case FundsDisbursed(amount=amount):
                disbursed += amount.fen
            case _:  # nothing else is read
                pass
    return {"received_fen": sum(credits.values()), "disbursed_fen": disbursed}
