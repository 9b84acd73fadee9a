from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates.project import life as project
from lixia_domain.aggregates.project.facts import (
    AcceptanceRefused,
    AcceptanceRequested,
    AcceptanceRevoked,
    BudgetLine,
    MilestoneReported,
    ProjectAccepted,
    ProjectApproved,
    ProjectCancelled,
    ProjectClosed,
    ProjectDrafted,
    ProjectEvent,
    ProjectPublished,
    ProjectReturned,
    ProjectStarted,
    ProjectSuspended,
    TeamAssigned,
    TeamReplaced,
    UseChanged,
    UseChangeProposed,
)
from lixia_domain.aggregates.project.refusals import Why
from lixia_domain.aggregates.project.state import PROJECT, Project, ProjectStage, contracted
from lixia_domain.kernel import amounts
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.testing import given

ON, LATER = date(2021, 3, 10), date(2021, 6, 1)
LINES = (
    BudgetLine(line="助餐", amount=Money.yuan(60)),
    BudgetLine(line="物料", amount=Money.yuan(40)),
)
PLAN: dict[str, Any] = {
    "title": "银龄助餐",
    "domain": "为老服务",
    "needs": ("n1",),
    "lines": LINES,
    "relief": True,
}
DRAFTED = ProjectDrafted(**PLAN, on=ON)
APPROVED = ProjectApproved(minutes="纪要", on=ON)
PUBLISHED = ProjectPublished(batch="b", minimum=Money.yuan(50), waitlist=False, on=ON)
TEAM = TeamAssigned(team="t1", agreement="协议一", on=ON)
STARTED = ProjectStarted(received=Money.yuan(50), on=ON)
ASKED = AcceptanceRequested(document="申请", on=ON)
ACCEPTED = ProjectAccepted(minutes="验收纪要", on=ON)
CANCELLED = ProjectCancelled(reason="已由财政承办", on=ON)
STOPPED = ProjectSuspended(reason="账目待查", document="通知", on=LATER)
CLOSED = ProjectClosed(summary="完成", on=ON)

AT: dict[ProjectStage, tuple[ProjectEvent, ...]] = {
    ProjectStage.DRAFTED: (DRAFTED,),
    ProjectStage.APPROVED: (DRAFTED, APPROVED),
    ProjectStage.PUBLISHED: (DRAFTED, APPROVED, PUBLISHED, TEAM),
    ProjectStage.EXECUTING: (DRAFTED, APPROVED, PUBLISHED, TEAM, STARTED),
    ProjectStage.ACCEPTANCE: (DRAFTED, APPROVED, PUBLISHED, TEAM, STARTED, ASKED),
    ProjectStage.ACCEPTED: (DRAFTED, APPROVED, PUBLISHED, TEAM, STARTED, ASKED, ACCEPTED),
    ProjectStage.CANCELLED: (DRAFTED, APPROVED, PUBLISHED, TEAM, STARTED, CANCELLED),
    ProjectStage.CLOSED: (DRAFTED, APPROVED, PUBLISHED, TEAM, STARTED, ASKED, ACCEPTED, CLOSED),
}


@pytest.mark.parametrize("stage", ProjectStage)
def test_facts_lead_to_the_stages(stage: ProjectStage) -> None:
    state = given(PROJECT, *AT[stage]).state
    assert state is not None
    assert state.stage is stage


def test_a_draft_is_recorded_once() -> None:
    given(PROJECT).when(project.draft, **PLAN, on=ON).then(DRAFTED)
    given(PROJECT, *AT[ProjectStage.CLOSED]).when(project.draft, **PLAN, on=LATER).ignored()


def test_another_draft_under_the_id_is_refused() -> None:
    told = given(PROJECT, DRAFTED).when(project.draft, **{**PLAN, "title": "别的"}, on=ON)
    told.refused(Why.EXISTS, title="银龄助餐")


def test_a_project_nobody_needs_is_refused() -> None:
    given(PROJECT).when(project.draft, **{**PLAN, "needs": ()}, on=ON).refused(Why.NO_NEED)


def test_an_unsound_budget_is_refused() -> None:
    def drafting(*lines: BudgetLine) -> Any:
        return given(PROJECT).when(project.draft, **{**PLAN, "lines": lines}, on=ON)

    drafting().refused(Why.NO_BUDGET)
    drafting(*LINES, LINES[0]).refused(Why.LINE_TWICE, line="助餐")
    drafting(BudgetLine(line="空", amount=ZERO)).refused(amounts.Why.NOT_POSITIVE)


STEPS: dict[str, Any] = {
    "approve": (project.approve, {"minutes": "纪要"}, {ProjectStage.DRAFTED}, ProjectApproved),
    "give_back": (
        project.give_back,
        {"reason": "补清单"},
        {ProjectStage.DRAFTED, ProjectStage.APPROVED},
        ProjectReturned,
    ),
    "publish": (
        project.publish,
        {"batch": "b", "minimum": Money.yuan(50), "waitlist": False},
        {ProjectStage.APPROVED},
        ProjectPublished,
    ),
    "start": (
        project.start,
        {"received": Money.yuan(50)},
        {ProjectStage.PUBLISHED},
        ProjectStarted,
    ),
    "report_milestone": (
        project.report_milestone,
        {"milestone": "送餐", "document": "报告"},
        {ProjectStage.EXECUTING},
        MilestoneReported,
    ),
    "request_acceptance": (
        project.request_acceptance,
        {"document": "申请"},
        {ProjectStage.EXECUTING},
        AcceptanceRequested,
    ),
    "refuse_acceptance": (
        project.refuse_acceptance,
        {"reason": "缺签收表"},
        {ProjectStage.ACCEPTANCE},
        AcceptanceRefused,
    ),
    "accept": (project.accept, {"minutes": "验收纪要"}, {ProjectStage.ACCEPTANCE}, ProjectAccepted),
    "revoke_acceptance": (
        project.revoke_acceptance,
        {"reason": "签收表不实", "minutes": "复核纪要"},
        {ProjectStage.ACCEPTED},
        AcceptanceRevoked,
    ),
    "cancel": (
        project.cancel,
        {"reason": "已由财政承办"},
        {
            ProjectStage.DRAFTED,
            ProjectStage.APPROVED,
            ProjectStage.PUBLISHED,
            ProjectStage.EXECUTING,
        },
        ProjectCancelled,
    ),
}


@pytest.mark.parametrize("stage", ProjectStage)
@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_recorded_in_its_stage_and_refused_elsewhere(
    step: str, stage: ProjectStage
) -> None:
    decision, words, stages, fact = STEPS[step]
    told = given(PROJECT, *AT[stage]).when(decision, **words, on=LATER)
    if stage in stages:
        told.then(fact(**words, on=LATER))
    else:
        told.refused(Why.WRONG_STAGE, stage=stage)


@pytest.mark.parametrize("step", STEPS)
def test_no_step_is_taken_by_a_project_nobody_drafted(step: str) -> None:
    decision, words, _, _ = STEPS[step]
    given(PROJECT).when(decision, **words, on=ON).refused(Why.UNKNOWN)


def test_a_returned_project_is_a_draft_again_and_a_refused_one_goes_on() -> None:
    returned = given(PROJECT, DRAFTED, APPROVED, ProjectReturned(reason="补", on=ON))
    returned.when(project.approve, minutes="纪要", on=ON).then(APPROVED)
    refused = AcceptanceRefused(reason="缺签收表", on=ON)
    again = given(PROJECT, *AT[ProjectStage.ACCEPTANCE], refused)
    again.when(project.request_acceptance, document="申请", on=ON).then(ASKED)
    milestone = MilestoneReported(milestone="送餐", document="报告", on=ON)
    assert given(PROJECT, *again.facts, milestone).state == again.state


def test_a_minimum_above_the_budget_is_refused() -> None:
    told = given(PROJECT, DRAFTED, APPROVED).when(
        project.publish, batch="b", minimum=Money(100_01), waitlist=False, on=ON
    )
    told.refused(Why.MINIMUM_ABOVE_BUDGET, budget=Money.yuan(100))


def test_a_team_is_assigned_once() -> None:
    told = given(PROJECT, DRAFTED, APPROVED, PUBLISHED)
    told.when(project.assign_team, team="t1", agreement="协议一", on=ON).then(TEAM)
    again = given(PROJECT, *AT[ProjectStage.PUBLISHED])
    again.when(project.assign_team, team="t1", agreement="协议一", on=ON).ignored()
    for team, agreement in (("t2", "协议一"), ("t1", "协议二")):
        again.when(project.assign_team, team=team, agreement=agreement, on=ON).refused(
            Why.HAS_TEAM, team="t1"
        )


def team(known: Project | None) -> tuple[tuple[str, str]]:
    return (project.team_of(known),)


def test_the_team_is_known_with_its_agreement() -> None:
    given(PROJECT, *AT[ProjectStage.PUBLISHED]).when(team).then(("t1", "协议一"))
    given(PROJECT, DRAFTED).when(team).refused(Why.NO_TEAM)


def carried_out(known: Project | None, *, team: str, agreement: str) -> tuple[Project]:
    return (project.carried_out_by(known, team=team, agreement=agreement),)


def test_only_the_team_of_now_under_its_agreement_carries_the_project_out() -> None:
    told = given(PROJECT, *AT[ProjectStage.EXECUTING])
    told.when(carried_out, team="t1", agreement="协议一").then(told.state)
    for team, agreement in (("t2", "协议一"), ("t1", "协议二")):
        told.when(carried_out, team=team, agreement=agreement).refused(Why.OTHER_TEAM, now="t1")


REPLACE: dict[str, Any] = {
    "team": "t2",
    "agreement": "协议二",
    "reason": "换届",
    "unsettled": (),
    "on": LATER,
}


def test_a_team_is_replaced_under_a_new_agreement() -> None:
    told = given(PROJECT, *AT[ProjectStage.EXECUTING]).when(project.replace_team, **REPLACE)
    fact = TeamReplaced(team="t2", agreement="协议二", replaced="t1", reason="换届", on=LATER)
    told.then(fact)
    after = given(PROJECT, *AT[ProjectStage.EXECUTING], fact)
    after.when(team).then(("t2", "协议二"))


def test_a_team_is_not_replaced_before_its_tranches_are_settled() -> None:
    told = given(PROJECT, *AT[ProjectStage.EXECUTING]).when(
        project.replace_team, **{**REPLACE, "unsettled": ("d1", "d2")}
    )
    told.refused(Why.OLD_TRANCHE_OPEN, disbursements="d1、d2")


@pytest.mark.parametrize("agreement", ["协议一", "协议一 "])
def test_a_new_team_needs_an_agreement_of_its_own(agreement: str) -> None:
    told = given(PROJECT, *AT[ProjectStage.EXECUTING]).when(
        project.replace_team, **{**REPLACE, "agreement": agreement}
    )
    told.refused(Why.SAME_AGREEMENT, agreement=agreement)


def test_there_is_no_team_to_replace_and_none_to_start_with() -> None:
    told = given(PROJECT, DRAFTED, APPROVED, PUBLISHED)
    told.when(project.replace_team, **REPLACE).refused(Why.NO_TEAM)
    told.when(project.start, received=Money.yuan(100), on=ON).refused(Why.NO_TEAM)


def test_it_starts_when_the_money_received_reaches_the_minimum_and_not_before() -> None:
    told = given(PROJECT, *AT[ProjectStage.PUBLISHED])
    told.when(project.start, received=Money(49_99), on=ON).refused(
        Why.BELOW_MINIMUM, received=Money(49_99), minimum=Money.yuan(50)
    )
    told.when(project.start, received=Money(50_00), on=ON).then(STARTED)


def test_an_accepted_project_closes_once_its_tranches_are_settled() -> None:
    told = given(PROJECT, *AT[ProjectStage.ACCEPTED])
    told.when(project.close, summary="完成", unsettled=(), awaited=Money(0), on=ON).then(CLOSED)
    told.when(project.close, summary="完成", unsettled=("d1",), awaited=Money(0), on=ON).refused(
        Why.TRANCHES_OPEN, disbursements="d1"
    )
    early = given(PROJECT, *AT[ProjectStage.ACCEPTANCE])
    early.when(project.close, summary="完成", unsettled=(), awaited=Money(0), on=ON).refused(
        Why.WRONG_STAGE
    )


PROPOSED = UseChangeProposed(change="uc", to="q", reason="已由财政承办", on=LATER)
TARGET = given(PROJECT, *AT[ProjectStage.PUBLISHED]).state
ASK: dict[str, Any] = {
    "project_id": "p",
    "change": "uc",
    "to": "q",
    "target": TARGET,
    "reason": "已由财政承办",
    "on": LATER,
}


def test_a_change_of_use_is_proposed_once() -> None:
    told = given(PROJECT, *AT[ProjectStage.CANCELLED])
    told.when(project.propose_use_change, **ASK).then(PROPOSED)
    after = given(PROJECT, *AT[ProjectStage.CANCELLED], PROPOSED)
    after.when(project.propose_use_change, **ASK).ignored()


def test_donors_who_agreed_to_one_project_are_not_moved_to_another() -> None:
    told = given(PROJECT, *AT[ProjectStage.CANCELLED], PROPOSED).when(
        project.propose_use_change, **{**ASK, "to": "elsewhere"}
    )
    told.refused(Why.CHANGE_REUSED, change="uc", to="q")


def test_a_change_of_use_of_a_project_still_open_to_claims_is_refused() -> None:
    told = given(PROJECT, *AT[ProjectStage.PUBLISHED]).when(project.propose_use_change, **ASK)
    told.refused(Why.WRONG_STAGE)


def test_a_change_of_use_leads_to_another_project_that_takes_money() -> None:
    told = given(PROJECT, *AT[ProjectStage.CANCELLED])
    asked: dict[str, Any] = {**ASK, "to": "p", "target": told.state}
    told.when(project.propose_use_change, **asked).refused(Why.CHANGE_INTO_ITSELF)
    told.when(project.propose_use_change, **{**ASK, "target": None}).refused(Why.UNKNOWN)
    for stage in (ProjectStage.CANCELLED, ProjectStage.CLOSED):
        ended = given(PROJECT, *AT[stage]).state
        told.when(project.propose_use_change, **{**ASK, "target": ended}).refused(
            Why.WRONG_STAGE, stage=stage, act="接收转用的捐赠"
        )


MOVE: dict[str, Any] = {"gift": "g", "basis": "consent", "target": TARGET, "on": LATER}


def test_a_gift_goes_where_the_change_proposed() -> None:
    told = given(PROJECT, *AT[ProjectStage.CANCELLED], PROPOSED)
    fact = UseChanged(change="uc", gift="g", to="q", basis="consent", on=LATER)
    told.when(project.change_use, change="uc", **MOVE).then(fact)
    assert given(PROJECT, *told.facts, fact).state == told.state
    told.when(project.change_use, change="nope", **MOVE).refused(Why.UNKNOWN_CHANGE, change="nope")


def test_an_acceptance_stands_once_what_was_left_has_gone_on() -> None:
    words: dict[str, Any] = {"reason": "签收表不实", "minutes": "复核纪要", "on": LATER}
    moved = UseChanged(change="uc", gift="g", to="q", basis="silent", on=LATER)
    before = given(PROJECT, *AT[ProjectStage.EXECUTING], PROPOSED, moved)
    assert before.state is not None and not before.state.surplus_moved
    over = given(PROJECT, *AT[ProjectStage.ACCEPTED], PROPOSED, moved)
    over.when(project.revoke_acceptance, **words).refused(Why.SURPLUS_MOVED)
    revoked = AcceptanceRevoked(**words)
    again = given(PROJECT, *AT[ProjectStage.ACCEPTED], revoked)
    assert again.state is not None and again.state.ended is None
    again.when(project.accept, minutes="再次验收", on=LATER).then(
        ProjectAccepted(minutes="再次验收", on=LATER)
    )


def test_surplus_of_a_closed_project_goes_on() -> None:
    given(PROJECT, *AT[ProjectStage.CLOSED]).when(project.propose_use_change, **ASK).then(PROPOSED)


def test_target_and_project_are_looked_at_again_when_the_gift_goes() -> None:
    told = given(PROJECT, *AT[ProjectStage.EXECUTING], PROPOSED)
    for since, why in ((CANCELLED, Why.WRONG_STAGE), (STOPPED, Why.SUSPENDED)):
        gone = given(PROJECT, *AT[ProjectStage.PUBLISHED], since).state
        told.when(project.change_use, change="uc", **{**MOVE, "target": gone}).refused(why)
    stopped = given(PROJECT, *AT[ProjectStage.EXECUTING], PROPOSED, STOPPED)
    stopped.when(project.change_use, change="uc", **MOVE).refused(Why.SUSPENDED)
    stopped.when(project.propose_use_change, **{**ASK, "change": "u2"}).refused(Why.SUSPENDED)


def test_only_the_freeze_of_a_cancelled_project_is_its_own() -> None:
    def own(*since: ProjectEvent) -> frozenset[str]:
        found = given(PROJECT, *AT[ProjectStage.EXECUTING], *since).state
        assert found is not None
        return found.own_freeze

    assert own() == own(STOPPED) == frozenset()
    assert own(CANCELLED) == {"已由财政承办"}
    assert own(STOPPED, CANCELLED) == {"已由财政承办", "账目待查"}


def test_changes_are_known_by_their_target() -> None:
    found = given(PROJECT, *AT[ProjectStage.EXECUTING], PROPOSED).state
    assert found is not None
    assert (found.changes_to("q"), found.changes_to("x")) == ({"uc"}, frozenset())


@pytest.mark.parametrize("stage", AT)
def test_agreements_are_signed_on_every_project_but_a_cancelled_one(stage: ProjectStage) -> None:
    found = given(PROJECT, *AT[stage]).state
    if stage is not ProjectStage.CANCELLED:
        assert contracted(found) == found
        return
    with pytest.raises(Rejection) as refused:
        contracted(found)
    assert refused.value.reason is Why.WRONG_STAGE
