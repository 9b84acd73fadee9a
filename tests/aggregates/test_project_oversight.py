from __future__ import annotations

from datetime import date
from typing import Any

from lixia_domain.aggregates.project import claims, life, oversight
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.aggregates.project.facts import BudgetLine, ProjectEvent
from lixia_domain.aggregates.project.refusals import Why
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.kernel.money import Money
from lixia_domain.testing import given
from lixia_domain.testing.given import Given

ON = date(2021, 3, 10)
LINES = (BudgetLine(line="物", amount=Money(100)),)
OPENING: tuple[ProjectEvent, ...] = (
    prj.ProjectDrafted(title="t", domain="d", needs=("n",), lines=LINES, relief=True, on=ON),
    prj.ProjectApproved(minutes="m", on=ON),
    prj.ProjectPublished(batch="b", minimum=Money(1), waitlist=False, on=ON),
    prj.ProjectClaimed(claim="c", enterprise="e", amount=Money(100), on=ON),
    prj.TeamAssigned(team="t", agreement="a", on=ON),
    prj.ProjectStarted(received=Money(100), on=ON),
)
SUSPENDED = prj.ProjectSuspended(reason="检修", document="d", on=ON)
RESUMED = prj.ProjectResumed(document="d", on=ON)
FAILED = prj.InterimReviewed(passed=False, findings="缺表", minutes="m", on=ON)
PASSED = prj.InterimReviewed(passed=True, findings="齐", minutes="m", on=ON)
NAMED = prj.NamingAgreed(claim="c", name="甲助餐", consent="同意书", rule="r", on=ON)
COMMIT: dict[str, Any] = {"line": "物", "amount": Money(1), "disbursement": "x", "on": ON}


def running(*facts: ProjectEvent) -> Given[Any, ProjectEvent]:
    return given(PROJECT, *OPENING, *facts)


def test_a_suspended_project_waits_and_goes_on_where_it_was() -> None:
    running().when(oversight.suspend, reason="检修", document="d", on=ON).then(SUSPENDED)
    at = running(SUSPENDED)
    at.when(oversight.suspend, reason="检修", document="d", on=ON).ignored()
    at.when(oversight.suspend, reason="别的", document="d", on=ON).refused(Why.SUSPENDED_OTHERWISE)
    at.when(claims.commit_line, **COMMIT).refused(Why.SUSPENDED, reason="检修", act="拨付")
    at.when(life.request_acceptance, document="d", on=ON).refused(Why.SUSPENDED)
    at.when(oversight.resume, document="d", on=ON).then(RESUMED)
    running().when(oversight.resume, document="d", on=ON).refused(Why.NOT_SUSPENDED)
    assert running(SUSPENDED, RESUMED).state == running().state


def test_a_failed_review_stops_tranches_until_one_is_passed() -> None:
    said: dict[str, Any] = {"minutes": "m", "on": ON}
    running().when(oversight.review, passed=False, findings="缺表", **said).then(FAILED)
    running(FAILED).when(claims.commit_line, **COMMIT).refused(Why.REVIEW_FAILED, findings="缺表")
    running(FAILED).when(oversight.review, passed=True, findings="齐", **said).then(PASSED)
    assert running(FAILED, PASSED).state == running().state


def test_naming_needs_the_beneficiarys_consent_and_a_standing_claim() -> None:
    told: dict[str, Any] = {"claim": "c", "name": "甲助餐", "consent": "同意书", "rule": "r"}
    running().when(oversight.agree_naming, on=ON, **told).then(NAMED)
    running(NAMED).when(oversight.agree_naming, on=ON, **told).ignored()
    running(NAMED).when(oversight.agree_naming, on=ON, **{**told, "name": "乙"}).refused(
        Why.NAMED_OTHERWISE, name="甲助餐"
    )
    running().when(oversight.agree_naming, on=ON, **{**told, "consent": ""}).refused(Why.NO_CONSENT)
    running().when(oversight.agree_naming, on=ON, **{**told, "claim": "x"}).refused(
        Why.UNKNOWN_CLAIM
    )


def test_closing_waits_for_the_money_that_was_pledged() -> None:
    done = running(
        prj.AcceptanceRequested(document="d", on=ON), prj.ProjectAccepted(minutes="m", on=ON)
    )
    told: dict[str, Any] = {"summary": "s", "unsettled": (), "on": ON}
    done.when(life.close, awaited=Money(1), **told).refused(Why.MONEY_AWAITED, awaited=Money(1))
    done.when(life.close, awaited=Money(0), **told).then(prj.ProjectClosed(summary="s", on=ON))
