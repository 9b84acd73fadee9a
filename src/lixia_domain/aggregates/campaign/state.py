"""What decisions about a campaign need to know, and why they may refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never, get_args

from attrs import field, frozen

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
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Worded


class Fate(Worded):
    """What became of an activity."""

    SCHEDULED = "scheduled", "已排定"
    HELD = "held", "已举办"
    CANCELLED = "cancelled", "已取消"


@frozen(kw_only=True)
class Activity:
    """An activity as its campaign's decisions see it."""

    scheduled: ActivityScheduled
    fate: Fate = Fate.SCHEDULED
    participants: int = 0
    """How many came, once it was held."""


@frozen(kw_only=True)
class Campaign:
    """A campaign as its decisions see it. No campaign yet is ``None``."""

    title: str
    actions: Mapping[str, str] = field(factory=dict)
    """Titles by the actions' ids."""
    activities: Mapping[str, Activity] = field(factory=dict)
    closed: bool = False


def evolve(campaign: Campaign | None, event: CampaignEvent) -> Campaign:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, CampaignOpened):
        return Campaign(title=event.title)
    assert campaign is not None, "a campaign's history opens with CampaignOpened"
    match event:
        case ActionAdded(action=action, title=title):
            return replace(campaign, actions={**campaign.actions, action: title})
        case ActivityScheduled(activity=activity):
            return _with(campaign, activity, Activity(scheduled=event))
        case ActivityHeld(activity=activity, participants=came):
            known = campaign.activities[activity]
            return _with(campaign, activity, replace(known, fate=Fate.HELD, participants=came))
        case ActivityUnheld(activity=activity):
            known = campaign.activities[activity]
            return _with(campaign, activity, Activity(scheduled=known.scheduled))
        case ActivityCancelled(activity=activity):
            gone = replace(campaign.activities[activity], fate=Fate.CANCELLED)
            return _with(campaign, activity, gone)
        case CampaignClosed():
            return replace(campaign, closed=True)
        case _:
            assert_never(event)


def _with(campaign: Campaign, activity: str, changed: Activity) -> Campaign:
    return replace(campaign, activities={**campaign.activities, activity: changed})


CAMPAIGN: Decider[Campaign | None, CampaignEvent] = Decider(
    "campaign", None, evolve, get_args(CampaignEvent)
)


class Why(Reason):
    """Every reason a campaign may refuse."""

    UNKNOWN = "campaign.unknown", "没有这个主题活动", "there is no such campaign"
    EXISTS = "campaign.exists", "主题活动编号已用于《{title}》", "the id is that of “{title}”"
    CLOSED = "campaign.closed", "主题活动《{title}》已结束", "the campaign “{title}” is closed"
    ACTION_EXISTS = (
        "campaign.action_exists",
        "行动编号 {action} 已用于“{title}”",
        "action id {action} is that of “{title}”",
    )
    UNKNOWN_ACTION = "campaign.unknown_action", "没有行动 {action}", "there is no action {action}"
    ACTIVITY_EXISTS = (
        "campaign.activity_exists",
        "活动编号 {activity} 已用于“{title}”",
        "activity id {activity} is that of “{title}”",
    )
    UNKNOWN_ACTIVITY = (
        "campaign.unknown_activity",
        "没有活动 {activity}",
        "there is no activity {activity}",
    )
    NOT_SCHEDULED = (
        "campaign.not_scheduled",
        "活动 {activity} 已是“{fate}”状态，不能{act}",
        "activity {activity} is {fate} already: {act} is not possible",
    )
    NOT_HELD = (
        "campaign.not_held",
        "活动 {activity} 是“{fate}”状态，没有登记举办",
        "activity {activity} is {fate}: it was not noted as held",
    )
    TOO_EARLY = (
        "campaign.too_early",
        "活动 {activity} 定于 {day}，{on} 尚未举办",
        "activity {activity} is planned for {day}: on {on} it has not been held",
    )
    BAD_COUNT = (
        "campaign.bad_count",
        "参加人数 {participants} 有误：至少为 1 人",
        "{participants} participants can't be: at least one came",
    )
    ACTIVITIES_OPEN = (
        "campaign.activities_open",
        "活动 {activities} 既未举办也未取消，主题活动不能结束",
        "activities {activities} are neither held nor cancelled: the campaign can't close",
    )


def standing(campaign: Campaign | None) -> Campaign:
    """Return ``campaign``. Refuses where there is none, and where it is closed."""
    if campaign is None:
        raise Rejection(Why.UNKNOWN)
    if campaign.closed:
        raise Rejection(Why.CLOSED, title=campaign.title)
    return campaign
