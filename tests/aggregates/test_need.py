from __future__ import annotations

from datetime import date

import pytest

from lixia_domain.aggregates import need
from lixia_domain.aggregates.need import (
    NEED,
    NeedDeclined,
    NeedEvent,
    NeedMerged,
    NeedMet,
    NeedPlanned,
    NeedRaised,
    NeedStage,
    NeedVerified,
    Why,
)
from lixia_domain.kernel.people import Why as Person
from lixia_domain.testing import given

ON, LATER = date(2021, 2, 1), date(2021, 3, 1)
WHO = f"p:{'1' * 32}"
TOLD = {"summary": "午餐无着落", "domain": "为老服务", "place": "泉畔社区（虚构）", "person": WHO}
RAISED = NeedRaised(
    summary="午餐无着落", domain="为老服务", place="泉畔社区（虚构）", person=WHO, on=ON
)
VERIFIED = NeedVerified(document="走访记录", on=ON)
PLANNED = NeedPlanned(project="P1", on=ON)
MERGED = NeedMerged(into="N2", reason="同一需求", on=ON)
DECLINED = NeedDeclined(reason="已解决", on=ON)
MET = NeedMet(project="P1", minutes="验收纪要", on=ON)
REOPENED = need.NeedReopened(project="P1", on=ON)


def test_a_need_is_raised_once() -> None:
    given(NEED).when(need.put_forward, **TOLD, on=ON).then(RAISED)
    given(NEED, RAISED).when(need.put_forward, **TOLD, on=LATER).ignored()


def test_another_need_under_the_id_is_refused() -> None:
    told = given(NEED, RAISED).when(need.put_forward, **{**TOLD, "summary": "他事"}, on=ON)
    told.refused(Why.EXISTS, summary="午餐无着落")


def test_who_raises_a_need_is_no_name() -> None:
    told = given(NEED).when(need.put_forward, **{**TOLD, "person": "王阿姨"}, on=ON)
    told.refused(Person.NOT_A_REFERENCE)


def test_verifying_is_recorded_once() -> None:
    given(NEED, RAISED).when(need.verify, need_id="N1", document="走访记录", on=ON).then(VERIFIED)
    for more in ((), (PLANNED,), (PLANNED, MET)):
        told = given(NEED, RAISED, VERIFIED, *more)
        told.when(need.verify, need_id="N1", document="再访", on=ON).ignored()


@pytest.mark.parametrize("end", [MERGED, DECLINED])
def test_what_is_not_pursued_any_more_is_not_verified(end: NeedEvent) -> None:
    told = given(NEED, RAISED, end).when(need.verify, need_id="N1", document="走访", on=ON)
    told.refused(Why.WRONG_STAGE, need="N1", act="核实")


def test_a_need_nobody_raised_is_unknown() -> None:
    given(NEED).when(need.verify, need_id="N9", document="d", on=ON).refused(Why.UNKNOWN, need="N9")
    given(NEED).when(need.decline, need_id="N9", reason="r", on=ON).refused(Why.UNKNOWN, need="N9")


def test_a_need_is_merged_into_one_that_is_pursued() -> None:
    target = NEED.fold((RAISED,))
    told = given(NEED, RAISED, VERIFIED).when(
        need.merge, need_id="N1", into="N2", target=target, reason="同一需求", on=ON
    )
    told.then(MERGED)


def test_a_need_is_not_merged_into_itself_or_into_one_that_is_gone() -> None:
    one = given(NEED, RAISED)
    one.when(need.merge, need_id="N1", into="N1", target=one.state, reason="r", on=ON).refused(
        Why.INTO_ITSELF
    )
    gone = NEED.fold((RAISED, DECLINED))
    one.when(need.merge, need_id="N1", into="N2", target=gone, reason="r", on=ON).refused(
        Why.WRONG_STAGE, need="N2", stage=NeedStage.DECLINED
    )
    one.when(need.merge, need_id="N1", into="N2", target=None, reason="r", on=ON).refused(
        Why.UNKNOWN, need="N2"
    )


def test_a_need_is_declined_with_a_reason_until_it_is_planned() -> None:
    given(NEED, RAISED).when(need.decline, need_id="N1", reason="已解决", on=ON).then(DECLINED)
    told = given(NEED, RAISED, VERIFIED, PLANNED).when(
        need.decline, need_id="N1", reason="已解决", on=ON
    )
    told.refused(Why.WRONG_STAGE, stage=NeedStage.PLANNED)


def test_a_verified_need_is_planned_once() -> None:
    plan = {"need_id": "N1", "project": "P1", "on": ON}
    given(NEED, RAISED, VERIFIED).when(need.plan, **plan).then(PLANNED)
    given(NEED, RAISED, VERIFIED, PLANNED).when(need.plan, **plan).ignored()
    given(NEED, RAISED).when(need.plan, **plan).refused(Why.WRONG_STAGE, stage=NeedStage.RAISED)
    given(NEED, RAISED, VERIFIED, PLANNED, MET).when(need.plan, **plan).refused(Why.WRONG_STAGE)


def test_a_need_goes_to_another_project_only_when_it_is_open_again() -> None:
    planned, ended = given(NEED, RAISED, VERIFIED, PLANNED), {"project": "P1", "on": ON}
    planned.when(need.plan, need_id="N1", project="P2", on=ON).refused(
        Why.PLANNED_OTHERWISE, project="P1"
    )
    planned.when(need.reopen, **ended).then(REOPENED)
    again = given(NEED, RAISED, VERIFIED, PLANNED, REOPENED)
    again.when(need.plan, need_id="N1", project="P2", on=ON).then(NeedPlanned(project="P2", on=ON))
    again.when(need.decline, need_id="N1", reason="已解决", on=ON).then(DECLINED)


def test_a_need_that_its_project_does_not_hold_is_not_opened_again() -> None:
    ended = {"project": "P1", "on": ON}
    given(NEED).when(need.reopen, **ended).ignored()
    given(NEED, RAISED, VERIFIED).when(need.reopen, **ended).ignored()
    given(NEED, RAISED, VERIFIED, PLANNED, MET).when(need.reopen, **ended).ignored()
    planned = given(NEED, RAISED, VERIFIED, PLANNED)
    planned.when(need.reopen, **{**ended, "project": "P2"}).ignored()


def test_a_project_cites_needs_that_were_verified() -> None:
    given(NEED, RAISED, VERIFIED).when(cited).ignored()
    given(NEED, RAISED).when(cited).refused(Why.WRONG_STAGE, stage=NeedStage.RAISED)
    given(NEED).when(cited).refused(Why.UNKNOWN, need="N1")


def cited(known: need.Need | None) -> need.Facts:
    need.citable(known, "N1")
    return ()


def test_a_need_is_not_met_after_all_where_its_project_was_not() -> None:
    revoked = {"project": "P1", "on": ON}
    met = given(NEED, RAISED, VERIFIED, PLANNED, MET)
    met.when(need.unmeet, **revoked).then(need.NeedUnmet(**revoked))
    met.when(need.unmeet, **{**revoked, "project": "P2"}).ignored()
    given(NEED, RAISED, VERIFIED, PLANNED).when(need.unmeet, **revoked).ignored()
    given(NEED).when(need.unmeet, **revoked).ignored()
    again = given(NEED, *met.facts, need.NeedUnmet(project="P1", on=ON))
    again.when(need.meet, project="P1", minutes="验收纪要", on=ON).then(MET)


def test_a_need_is_met_by_the_project_it_is_planned_into_and_by_no_other() -> None:
    meet = {"project": "P1", "minutes": "验收纪要", "on": ON}
    given(NEED, RAISED, VERIFIED, PLANNED).when(need.meet, **meet).then(MET)
    given(NEED, RAISED, VERIFIED, PLANNED, MET).when(need.meet, **meet).ignored()
    given(NEED, RAISED, VERIFIED, PLANNED).when(need.meet, **{**meet, "project": "P2"}).ignored()
    given(NEED, RAISED, VERIFIED).when(need.meet, **meet).ignored()
    given(NEED).when(need.meet, **meet).ignored()
