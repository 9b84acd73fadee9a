"""Grants (资助): what the fund awarded to teams, as grantmakers publish it.

A grant is one approved tranche (拨付): the decision of a day to give an amount to a team for a line
of a project's budget. A pledge is none (there the fund receives), nor is a claim, nor the agreement
with a team, which names no amount. What was withdrawn before payment, or came back whole from the
bank, was awarded to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from attrs import define, field, frozen

from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT, Disbursement
from lixia_domain.aggregates.disbursement.state import DisbursementStage as DisbursementStage
from lixia_domain.aggregates.foundation.facts import FoundationRegistered, FoundationRenamed
from lixia_domain.aggregates.fund.facts import FundProposed
from lixia_domain.aggregates.project.facts import ProjectDrafted
from lixia_domain.aggregates.team import TeamRegistered
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import shared
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.views.accounts import fund_and_designation

READS: tuple[type[Event], ...] = (
    *DISBURSEMENT.events,
    FoundationRegistered,
    FoundationRenamed,
    FundProposed,
    ProjectDrafted,
    TeamRegistered,
)


@frozen(kw_only=True)
class Grant:
    """One approved tranche. Where no name is on record, the id stands for it.

    ``disbursed`` is what was paid and has not come back.
    """

    disbursement: str
    project: str
    project_title: str
    line: str
    tranche: int
    agreement: str
    team: str
    team_name: str
    fund: str
    fund_name: str
    foundation: str
    foundation_name: str
    awarded: Money
    awarded_on: date
    disbursed: Money
    modified: datetime


@define
class _Known:
    papers: dict[str, Disbursement] = field(factory=dict)
    approved: dict[str, date] = field(factory=dict)
    modified: dict[str, datetime] = field(factory=dict)
    funds: dict[str, FundProposed] = field(factory=dict)
    names: dict[str, str] = field(factory=dict)
    """Names of foundations, teams and projects, by their streams."""

    def take(self, recorded: Recorded) -> None:
        """Remember a fact."""
        event: Any = recorded.event
        key = recorded.key
        match event:
            case FundProposed():
                self.funds[key] = event
            case ProjectDrafted(title=title):
                self.names[recorded.stream] = title
            case FoundationRegistered() | FoundationRenamed() | TeamRegistered():
                self.names[recorded.stream] = event.name
            case _:
                paper = DISBURSEMENT.evolve(self.papers.get(key), event)
                assert paper is not None, "a disbursement stays once it was asked for"
                self.papers[key] = paper
                self.modified[key] = recorded.recorded_at
                if isinstance(event, dis.DisbursementApproved):
                    self.approved[key] = event.on

    def grant(self, key: str, paper: Disbursement, on: date) -> Grant:
        """Return an approved tranche with all the names known."""
        asked = paper.requested
        fund, _ = fund_and_designation(asked.account)
        proposed = self.funds.get(fund)
        foundation = fund if proposed is None else proposed.foundation
        disbursed = ZERO if paper.payment is None else shared(paper.unrecovered)
        return Grant(
            disbursement=key,
            project=asked.project,
            project_title=self.names.get(f"project-{asked.project}", asked.project),
            line=asked.line,
            tranche=asked.tranche,
            agreement=asked.agreement,
            team=asked.team,
            team_name=self.names.get(f"team-{asked.team}", asked.team),
            fund=fund,
            fund_name=fund if proposed is None else proposed.name,
            foundation=foundation,
            foundation_name=self.names.get(f"foundation-{foundation}", foundation),
            awarded=asked.amount,
            awarded_on=on,
            disbursed=disbursed,
            modified=self.modified[key],
        )


def grants(told: Iterable[Recorded]) -> tuple[Grant, ...]:
    """Return the grants in ``told``, which has what ``READS`` names, by day of award and by id."""
    known = _Known()
    for recorded in told:
        known.take(recorded)
    papers: Mapping[str, Disbursement] = known.papers
    found = [
        known.grant(key, papers[key], on)
        for key, on in known.approved.items()
        if papers[key].stage is not DisbursementStage.ENDED
    ]
    return tuple(sorted(found, key=lambda grant: (grant.awarded_on, grant.disbursement)))
