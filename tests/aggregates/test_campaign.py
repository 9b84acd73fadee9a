from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates.campaign import decisions as campaign
from lixia_domain.aggregates.campaign.facts import (
    ActionAdded,
    ActivityCancelled,
    ActivityHeld,
    ActivityScheduled,
    ActivityUnheld,
    CampaignClosed,
    CampaignEvent,
    CampaignOpened,
)
from lixia_domain.aggregates.campaign.state import CAMPAIGN, Campaign, Fate, Why
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.testing import given

ON, DAY, LATER = date(2021, 3, 10), date(2021, 4, 3), date(2021, 4, 5)
OPENED = CampaignOpened(title="代言", on=ON)
ADDED = ActionAdded(action="a1", title="醉美历下", on=ON)
PLAN: dict[str, Any] = {
    "activity": "x1",
    "action": "a1",
    "title": "喝彩",
    "place": "广场",
    "day": DAY,
}
PLANNED = ActivityScheduled(**PLAN, on=ON)
HELD = ActivityHeld(activity="x1", action="a1", participants=60, document="签到", on=LATER)
CANCELLED = ActivityCancelled(activity="x1", action="a1", reason="暴雨", on=ON)
CLOSED = CampaignClosed(summary="完成", on=LATER)
STANDING = (OPENED, ADDED, PLANNED)


def test_a_campaign_is_opened_once() -> None:
    given(CAMPAIGN).when(campaign.open_campaign, title="代言", on=ON).then(OPENED)
    given(CAMPAIGN, OPENED).when(campaign.open_campaign, title="代言", on=LATER).ignored()


def test_another_campaign_under_the_id_is_refused() -> None:
    told = given(CAMPAIGN, OPENED).when(campaign.open_campaign, title="别的", on=ON)
    told.refused(Why.EXISTS, title="代言")


def test_an_action_is_added_once() -> None:
    words = {"action": "a1", "title": "醉美历下"}
    given(CAMPAIGN, OPENED).when(campaign.add_action, **words, on=ON).then(ADDED)
    given(CAMPAIGN, OPENED, ADDED).when(campaign.add_action, **words, on=LATER).ignored()


def test_what_older_code_spelled_otherwise_goes_on_under_its_spelling() -> None:
    older = ActionAdded(action="ａ1", title="醉美历下", on=ON)
    plan = {**PLAN, "activity": "ｘ1", "action": "ａ1"}
    planned = ActivityScheduled(**plan, on=ON)
    given(CAMPAIGN, OPENED, older).when(
        campaign.add_action, action="a1", title="醉美历下", on=ON
    ).ignored()
    given(CAMPAIGN, OPENED, older).when(campaign.schedule, **{**plan, "action": "a1"}, on=ON).then(
        planned
    )
    before = given(CAMPAIGN, OPENED, older, planned)
    before.when(campaign.schedule, **PLAN, on=ON).ignored()
    before.when(campaign.hold, activity="x1", participants=60, document="签到", on=LATER).then(
        ActivityHeld(activity="ｘ1", action="ａ1", participants=60, document="签到", on=LATER)
    )
    before.when(campaign.cancel, activity="x1", reason="暴雨", on=ON).then(
        ActivityCancelled(activity="ｘ1", action="ａ1", reason="暴雨", on=ON)
    )


def test_another_action_under_the_id_is_refused() -> None:
    told = given(CAMPAIGN, OPENED, ADDED).when(
        campaign.add_action, action="a1", title="别的", on=ON
    )
    told.refused(Why.ACTION_EXISTS, action="a1", title="醉美历下")


def test_an_activity_is_scheduled_once() -> None:
    given(CAMPAIGN, OPENED, ADDED).when(campaign.schedule, **PLAN, on=ON).then(PLANNED)
    given(CAMPAIGN, *STANDING).when(campaign.schedule, **PLAN, on=LATER).ignored()


@pytest.mark.parametrize("other", [{"title": "别的"}, {"place": "别处"}, {"day": LATER}])
def test_another_activity_under_the_id_is_refused(other: dict[str, Any]) -> None:
    told = given(CAMPAIGN, *STANDING).when(campaign.schedule, **{**PLAN, **other}, on=ON)
    told.refused(Why.ACTIVITY_EXISTS, activity="x1", title="喝彩")


def test_an_activity_of_no_action_is_refused() -> None:
    told = given(CAMPAIGN, OPENED).when(campaign.schedule, **PLAN, on=ON)
    told.refused(Why.UNKNOWN_ACTION, action="a1")


@pytest.mark.parametrize("on", [DAY, LATER])
def test_an_activity_is_held_on_its_day_or_later(on: date) -> None:
    told = given(CAMPAIGN, *STANDING).when(
        campaign.hold, activity="x1", participants=60, document="签到", on=on
    )
    told.then(ActivityHeld(activity="x1", action="a1", participants=60, document="签到", on=on))


def test_an_activity_held_before_its_day_is_refused() -> None:
    told = given(CAMPAIGN, *STANDING).when(
        campaign.hold, activity="x1", participants=60, document="签到", on=ON
    )
    told.refused(Why.TOO_EARLY, day=DAY, on=ON)


@pytest.mark.parametrize("participants", [0, -1])
def test_an_activity_nobody_came_to_was_not_held(participants: int) -> None:
    told = given(CAMPAIGN, *STANDING).when(
        campaign.hold, activity="x1", participants=participants, document="签到", on=LATER
    )
    told.refused(Why.BAD_COUNT, participants=participants)


def test_an_activity_is_cancelled() -> None:
    told = given(CAMPAIGN, *STANDING).when(campaign.cancel, activity="x1", reason="暴雨", on=ON)
    told.then(CANCELLED)


@pytest.mark.parametrize("fact, fate", [(HELD, Fate.HELD), (CANCELLED, Fate.CANCELLED)])
def test_what_was_held_or_cancelled_stays_so(fact: CampaignEvent, fate: Fate) -> None:
    over = given(CAMPAIGN, *STANDING, fact)
    again = over.when(campaign.cancel, activity="x1", reason="暴雨", on=LATER)
    again.refused(Why.NOT_SCHEDULED, fate=fate, act="取消")
    held = over.when(campaign.hold, activity="x1", participants=1, document="d", on=LATER)
    held.refused(Why.NOT_SCHEDULED, fate=fate, act="登记举办")


def test_an_activity_nobody_has_heard_of_is_refused() -> None:
    told = given(CAMPAIGN, OPENED).when(campaign.cancel, activity="x9", reason="r", on=ON)
    told.refused(Why.UNKNOWN_ACTIVITY, activity="x9")


@pytest.mark.parametrize("fact", [HELD, CANCELLED])
def test_a_campaign_closes_when_nothing_is_left_to_do(fact: CampaignEvent) -> None:
    told = given(CAMPAIGN, *STANDING, fact).when(campaign.close, summary="完成", on=LATER)
    told.then(CLOSED)


def test_a_campaign_with_an_activity_to_come_does_not_close() -> None:
    told = given(CAMPAIGN, *STANDING).when(campaign.close, summary="完成", on=LATER)
    told.refused(Why.ACTIVITIES_OPEN, activities="x1")


def test_a_closed_campaign_takes_nothing_on() -> None:
    told = given(CAMPAIGN, *STANDING, HELD, CLOSED).when(
        campaign.add_action, action="a2", title="t", on=LATER
    )
    told.refused(Why.CLOSED, title="代言")


def test_a_campaign_nobody_has_opened_is_refused() -> None:
    given(CAMPAIGN).when(campaign.close, summary="完成", on=ON).refused(Why.UNKNOWN)


def going_on(*campaigns: Campaign | None, activity: str) -> None:
    campaign.going_on(campaigns, activity=activity)


def test_an_activity_is_named_while_one_of_the_campaigns_did_not_cancel_it() -> None:
    told, called_off = CAMPAIGN.fold(STANDING), CAMPAIGN.fold((*STANDING, CANCELLED))
    going_on(None, called_off, told, activity="x1")
    for found, why in (
        ((called_off, called_off), Why.NOT_SCHEDULED),
        ((None, CAMPAIGN.fold((OPENED,))), Why.UNKNOWN_ACTIVITY),
    ):
        with pytest.raises(Rejection) as refusal:
            going_on(*found, activity="x1")
        assert refusal.value.reason is why


def test_what_was_noted_as_held_by_mistake_is_planned_again() -> None:
    words = {"activity": "x1", "reason": "系另一活动", "document": "说明"}
    back = ActivityUnheld(**words, action="a1", participants=60, on=LATER)
    held = given(CAMPAIGN, *STANDING, HELD)
    held.when(campaign.unhold, **words, on=LATER).then(back)
    again = given(CAMPAIGN, *STANDING, HELD, back)
    again.when(campaign.unhold, **words, on=LATER).refused(
        Why.NOT_HELD, activity="x1", fate=Fate.SCHEDULED
    )
    again.when(campaign.cancel, activity="x1", reason="暴雨", on=ON).then(CANCELLED)
