"""What a visit decides, and that its facts may be stored: for pytest, where both are installed."""

from __future__ import annotations

from datetime import date

import pytest
from firm_visits import visit
from firm_visits.visit import VISIT, VisitAgreed, VisitCalledOff, VisitMade, VisitStage, Why

from lixia_domain.kernel.events import Event
from lixia_domain.testing.contracts.facts import FactContract
from lixia_domain.testing.given import given

ON, DAY = date(2021, 3, 10), date(2021, 3, 20)
AGREED = VisitAgreed(enterprise="虚构示例企业", day=DAY, purpose="介绍项目", on=ON)
MADE = VisitMade(record="走访记录", on=DAY)
CALLED_OFF = VisitCalledOff(reason="改期", on=ON)


class TestFacts(FactContract):
    @pytest.fixture(params=[AGREED, MADE, CALLED_OFF], ids=lambda fact: fact.event_name)
    def fact(self, request: pytest.FixtureRequest) -> Event:
        found: Event = request.param
        return found


def test_a_visit_is_made_on_its_day_at_the_earliest() -> None:
    given(VISIT, AGREED).when(visit.make, record="走访记录", on=ON).refused(Why.TOO_EARLY, day=DAY)
    given(VISIT, AGREED).when(visit.make, record="走访记录", on=DAY).then(MADE)


def test_what_is_over_is_neither_made_nor_called_off() -> None:
    off = given(VISIT, AGREED, CALLED_OFF)
    off.when(visit.make, record="走访记录", on=DAY).refused(Why.OVER, stage=VisitStage.CALLED_OFF)
    given(VISIT).when(visit.call_off, reason="改期", on=ON).refused(Why.UNKNOWN)


def test_the_same_agreement_told_twice_is_ignored() -> None:
    told = {"enterprise": "虚构示例企业", "day": DAY, "purpose": "介绍项目"}
    given(VISIT, AGREED).when(visit.agree, **told, on=ON).ignored()
    other = {**told, "purpose": "致谢"}
    given(VISIT, AGREED).when(visit.agree, **other, on=ON).refused(Why.EXISTS, day=DAY)
