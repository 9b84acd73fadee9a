from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates.service_session import decisions as ses
from lixia_domain.aggregates.service_session.facts import (
    Facts,
    HoursCertified,
    HoursCorrected,
    HoursRecorded,
    PortraitsPublished,
    PortraitsTakenDown,
    Served,
    SessionCancelled,
    SessionHeld,
    SessionPlanned,
)
from lixia_domain.aggregates.service_session.state import SERVICE_SESSION, Session, Why, existing
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.hours import Why as Hours
from lixia_domain.testing import given

ON, DAY, LATER = date(2021, 5, 1), date(2021, 6, 5), date(2021, 7, 1)
A, B = f"p:{'a' * 32}", f"p:{'b' * 32}"
WHOLE, EARLY = Span(start=540, minutes=150), Span(start=540, minutes=60)
OUT = Span(start=500, minutes=60)
RULE = "volunteer.certificate@2017-12-01"
TOLD: dict[str, Any] = {
    "title": "送餐",
    "project": "P1",
    "activity": None,
    "team": "T1",
    "place": "社区（虚构）",
    "day": DAY,
    "span": WHOLE,
    "risk": False,
}
PLAN = TOLD
PLANNED = SessionPlanned(**TOLD, on=ON)
HELD = SessionHeld(day=DAY, span=WHOLE, document="签到表", on=DAY)
RECORDED = HoursRecorded(person=A, span=WHOLE, recorder="lead-1", rule=RULE, on=DAY)
ALSO = HoursRecorded(person=B, span=EARLY, recorder="lead-1", rule=RULE, on=DAY)
CERTIFIED = HoursCertified(
    team="T1", certifier="team-1", hours=(Served(person=A, minutes=150),), on=DAY
)
CORRECTED = HoursCorrected(
    person=A, was=WHOLE, span=EARLY, reason="重叠", approver="office-1", on=LATER
)
STRUCK = HoursCorrected(
    person=A, was=WHOLE, span=None, reason="未到", approver="office-1", on=LATER
)
held = given(SERVICE_SESSION, PLANNED, HELD)
recorded = given(SERVICE_SESSION, PLANNED, HELD, RECORDED)


def test_a_session_is_planned_once() -> None:
    given(SERVICE_SESSION).when(ses.plan, **PLAN, on=ON).then(PLANNED)
    given(SERVICE_SESSION, PLANNED).when(ses.plan, **PLAN, on=LATER).ignored()
    given(SERVICE_SESSION, PLANNED).when(ses.plan, **{**PLAN, "risk": True}, on=ON).refused(
        Why.EXISTS, title="送餐"
    )


@pytest.mark.parametrize("activity", [None, "A1"])
def test_a_session_has_exactly_one_purpose(activity: str | None) -> None:
    project = "P1" if activity else None
    told = given(SERVICE_SESSION).when(
        ses.plan, **{**PLAN, "project": project, "activity": activity}, on=ON
    )
    told.refused(Why.ONE_PURPOSE)


def its_own(session: Session | None, assigned: str | None) -> Facts:
    ses.its_own_team(existing(session).planned.team, assigned=assigned)
    return ()


def test_a_projects_sessions_are_its_own_teams() -> None:
    planned = given(SERVICE_SESSION, PLANNED)
    planned.when(its_own, "T1").ignored()
    for assigned in (None, "T2"):
        planned.when(its_own, assigned).refused(Why.OTHER_TEAM, team="T1")


def test_a_session_lies_within_a_day() -> None:
    late = Span(start=1400, minutes=60)
    given(SERVICE_SESSION).when(ses.plan, **{**PLAN, "span": late}, on=ON).refused(
        Hours.NOT_IN_ONE_DAY
    )


def test_a_session_is_held_on_its_day_and_once() -> None:
    hold = {"day": DAY, "span": WHOLE, "document": "签到表"}
    planned = given(SERVICE_SESSION, PLANNED)
    planned.when(ses.hold, **hold, on=DAY).then(HELD)
    planned.when(ses.hold, **hold, on=ON).refused(Why.NOT_YET, day=DAY)
    held.when(ses.hold, **hold, on=LATER).ignored()
    held.when(ses.hold, **{**hold, "span": EARLY}, on=LATER).refused(
        Why.HELD_OTHERWISE, day=DAY, span=WHOLE
    )
    given(SERVICE_SESSION).when(ses.hold, **hold, on=DAY).refused(Why.UNKNOWN)


RECORD = {"person": A, "span": WHOLE, "recorder": "lead-1", "rule": RULE}


def test_hours_are_recorded_once_and_only_of_a_session_that_was_held() -> None:
    held.when(ses.record, **RECORD, on=DAY).then(RECORDED)
    recorded.when(ses.record, **RECORD, on=LATER).ignored()
    recorded.when(ses.record, **{**RECORD, "span": EARLY}, on=DAY).refused(
        Why.RECORDED_OTHERWISE, person=A, span=WHOLE
    )
    given(SERVICE_SESSION, PLANNED).when(ses.record, **RECORD, on=DAY).refused(
        Why.NOT_HELD, act="登记时长"
    )


def test_hours_beyond_the_session_are_refused() -> None:
    held.when(ses.record, **{**RECORD, "span": OUT}, on=DAY).refused(
        Why.OUTSIDE, span=OUT, held=WHOLE
    )
    correct = {"person": A, "span": OUT, "reason": "r", "approver": "office-1"}
    recorded.when(ses.correct, **correct, on=LATER).refused(Why.OUTSIDE)


def test_the_team_certifies_what_another_actor_recorded() -> None:
    recorded.when(ses.certify, certifier="team-1", on=DAY).then(CERTIFIED)
    recorded.when(ses.certify, certifier="lead-1", on=DAY).refused(Why.SAME_ACTOR, actor="lead-1")
    held.when(ses.certify, certifier="team-1", on=DAY).ignored()
    sure = given(SERVICE_SESSION, PLANNED, HELD, RECORDED, CERTIFIED)
    sure.when(ses.certify, certifier="team-1", on=DAY).ignored()


def test_two_accounts_of_one_person_neither_record_and_certify() -> None:
    """In whatever spelling; and of an account that nobody knows, only itself counts."""
    alike = {"team-1": "p:1", "lead-1": "p:1"}
    told = recorded.when(ses.certify, certifier="team-1", on=DAY, eyes=alike)
    told.refused(Why.SAME_ACTOR, actor="team-1")
    recorded.when(ses.certify, certifier="ＬＥＡＤ-1", on=DAY).refused(Why.SAME_ACTOR)
    two = {"team-1": "p:1", "lead-1": "p:2"}
    recorded.when(ses.certify, certifier="team-1", on=DAY, eyes=two).then(CERTIFIED)


def test_only_what_is_new_or_corrected_is_certified_again() -> None:
    more = given(SERVICE_SESSION, PLANNED, HELD, RECORDED, CERTIFIED, ALSO)
    more.when(ses.certify, certifier="team-1", on=DAY).then(
        HoursCertified(team="T1", certifier="team-1", hours=(Served(person=B, minutes=60),), on=DAY)
    )
    again = given(SERVICE_SESSION, PLANNED, HELD, RECORDED, CERTIFIED, CORRECTED)
    again.when(ses.certify, certifier="team-1", on=LATER).then(
        HoursCertified(
            team="T1", certifier="team-1", hours=(Served(person=A, minutes=60),), on=LATER
        )
    )
    again.when(ses.certify, certifier="office-1", on=LATER).refused(Why.SAME_ACTOR)


def test_hours_are_corrected_or_struck_out_citing_what_stood() -> None:
    correct: dict[str, Any] = {"person": A, "span": EARLY, "reason": "重叠", "approver": "office-1"}
    recorded.when(ses.correct, **correct, on=LATER).then(CORRECTED)
    recorded.when(ses.correct, **{**correct, "span": WHOLE}, on=LATER).ignored()
    recorded.when(ses.correct, **{**correct, "span": None, "reason": "未到"}, on=LATER).then(STRUCK)
    held.when(ses.correct, **correct, on=LATER).refused(Why.NO_HOURS, person=A)
    struck = given(SERVICE_SESSION, PLANNED, HELD, RECORDED, STRUCK)
    struck.when(ses.record, **RECORD, on=LATER).then(
        HoursRecorded(person=A, span=WHOLE, recorder="lead-1", rule=RULE, on=LATER)
    )


SHOW: dict[str, Any] = {
    "medium": "公众号（虚构）",
    "document_hash": "0" * 64,
    "shown": (A,),
    "redacted": 3,
    "rule": RULE,
}


def test_pictures_show_those_who_agreed_and_nobody_else() -> None:
    told = PortraitsPublished(**SHOW, on=DAY)
    recorded.when(ses.publish_portraits, **SHOW, consenting=[A], on=DAY).then(told)
    again = given(SERVICE_SESSION, PLANNED, HELD, RECORDED, told)
    again.when(ses.publish_portraits, **SHOW, consenting=[A], on=LATER).ignored()
    recorded.when(ses.publish_portraits, **SHOW, consenting=[], on=DAY).refused(
        Why.NO_CONSENT, people=1
    )
    recorded.when(ses.publish_portraits, **{**SHOW, "shown": (B,)}, consenting=[B], on=DAY).refused(
        Why.NO_HOURS, person=B
    )


CANCEL: dict[str, Any] = {"reason": "未到", "document": "说明", "approver": "office-1"}
CANCELLED = SessionCancelled(reason="未到", document="说明", on=LATER)


def test_a_session_is_cancelled_once_and_its_hours_are_struck_out_with_it() -> None:
    given(SERVICE_SESSION, PLANNED).when(ses.cancel, **CANCEL, on=LATER).then(CANCELLED)
    recorded.when(ses.cancel, **CANCEL, on=LATER).then(STRUCK, CANCELLED)
    given(SERVICE_SESSION).when(ses.cancel, **CANCEL, on=LATER).refused(Why.UNKNOWN)
    given(SERVICE_SESSION, PLANNED, CANCELLED).when(ses.cancel, **CANCEL, on=LATER).ignored()


def test_nothing_more_is_done_in_a_session_that_was_cancelled() -> None:
    gone = given(SERVICE_SESSION, PLANNED, HELD, RECORDED, STRUCK, CANCELLED)
    gone.when(ses.plan, **PLAN, on=LATER).refused(Why.CANCELLED, reason="未到")
    gone.when(ses.hold, day=DAY, span=WHOLE, document="签到表", on=LATER).refused(Why.CANCELLED)
    gone.when(ses.record, **RECORD, on=LATER).refused(Why.CANCELLED)
    gone.when(ses.certify, certifier="team-1", on=LATER).refused(Why.CANCELLED)


def test_hours_of_people_left_at_rest_are_not_certified() -> None:
    both = given(SERVICE_SESSION, PLANNED, HELD, RECORDED, ALSO)
    both.when(ses.certify, certifier="team-1", resting={B}, on=DAY).then(CERTIFIED)
    both.when(ses.certify, certifier="team-1", resting={A, B}, on=DAY).ignored()


def test_pictures_are_taken_down_and_may_be_published_again() -> None:
    down = {"medium": "公众号（虚构）", "document_hash": "0" * 64, "document": "回执"}
    told, again = PortraitsPublished(**SHOW, on=DAY), PortraitsPublished(**SHOW, on=LATER)
    gone = PortraitsTakenDown(**down, shown=(A,), redacted=3, on=LATER)
    shown = given(SERVICE_SESSION, PLANNED, HELD, RECORDED, told)
    shown.when(ses.take_down, **down, on=LATER).then(gone)
    shown.when(ses.take_down, **{**down, "medium": "报纸"}, on=LATER).refused(
        Why.NOT_SHOWN, medium="报纸"
    )
    given(SERVICE_SESSION).when(ses.take_down, **down, on=LATER).refused(Why.UNKNOWN)
    taken = given(SERVICE_SESSION, PLANNED, HELD, RECORDED, told, gone)
    taken.when(ses.take_down, **down, on=LATER).refused(Why.NOT_SHOWN)
    taken.when(ses.publish_portraits, **SHOW, consenting=[A], on=LATER).then(again)
