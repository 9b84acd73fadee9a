"""Decisions about a campaign: from its opening to its end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lixia_domain.aggregates.campaign.facts import (
    ActionAdded,
    ActivityCancelled,
    ActivityHeld,
    ActivityScheduled,
    ActivityUnheld,
    CampaignClosed,
    CampaignOpened,
    Facts,
)
from lixia_domain.aggregates.campaign.state import Activity, Campaign, Fate, Why, standing
from lixia_domain.kernel.keys import as_known
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words, listed


def open_campaign(campaign: Campaign | None, *, title: str, on: date) -> Facts:
    """Open a campaign (启动). The same told twice is ``()``."""
    if campaign is None:
        return (CampaignOpened(title=title, on=on),)
    if campaign.title == title:
        return ()
    raise Rejection(Why.EXISTS, title=campaign.title)


def add_action(campaign: Campaign | None, *, action: str, title: str, on: date) -> Facts:
    """Add an action (列入行动). The same told twice is ``()``."""
    campaign = standing(campaign)
    action = as_known(action, campaign.actions)
    known = campaign.actions.get(action)
    if known == title:
        return ()
    if known is not None:
        raise Rejection(Why.ACTION_EXISTS, action=action, title=known)
    return (ActionAdded(action=action, title=title, on=on),)


def schedule(
    campaign: Campaign | None,
    *,
    activity: str,
    action: str,
    title: str,
    place: str,
    day: date,
    on: date,
) -> Facts:
    """Schedule an activity of an action (排定活动). The same told twice is ``()``."""
    campaign = standing(campaign)
    action, activity = as_known(action, campaign.actions), as_known(activity, campaign.activities)
    if action not in campaign.actions:
        raise Rejection(Why.UNKNOWN_ACTION, action=action)
    told = ActivityScheduled(
        activity=activity, action=action, title=title, place=place, day=day, on=on
    )
    known = campaign.activities.get(activity)
    if known is None:
        return (told,)
    if known.scheduled.repeats(told):
        return ()
    raise Rejection(Why.ACTIVITY_EXISTS, activity=activity, title=known.scheduled.title)


def hold(
    campaign: Campaign | None, *, activity: str, participants: int, document: str, on: date
) -> Facts:
    """Note that an activity was held (举办), on its day or later."""
    known = _scheduled(campaign, activity, Words("登记举办", "noting it as held"))
    if participants < 1:
        raise Rejection(Why.BAD_COUNT, participants=participants)
    if on < known.day:
        raise Rejection(Why.TOO_EARLY, activity=activity, day=known.day, on=on)
    return (
        ActivityHeld(
            activity=known.activity,
            action=known.action,
            participants=participants,
            document=document,
            on=on,
        ),
    )


def unhold(
    campaign: Campaign | None, *, activity: str, reason: str, document: str, on: date
) -> Facts:
    """Take back that an activity was held (撤销举办): it is planned again, or is cancelled then."""
    known = _activity(campaign, activity)
    planned = known.scheduled
    if known.fate is not Fate.HELD:
        raise Rejection(Why.NOT_HELD, activity=activity, fate=known.fate)
    return (
        ActivityUnheld(
            activity=planned.activity,
            action=planned.action,
            participants=known.participants,
            reason=reason,
            document=document,
            on=on,
        ),
    )


def cancel(campaign: Campaign | None, *, activity: str, reason: str, on: date) -> Facts:
    """Cancel an activity that was not held yet (取消)."""
    known = _scheduled(campaign, activity, Words("取消", "cancelling"))
    return (ActivityCancelled(activity=known.activity, action=known.action, reason=reason, on=on),)


def going_on(campaigns: Iterable[Campaign | None], *, activity: str) -> None:
    """Refuse an activity that none of the campaigns has, or that was cancelled in each."""
    found = [
        known
        for campaign in campaigns
        if campaign is not None
        and (known := campaign.activities.get(as_known(activity, campaign.activities)))
    ]
    if not found:
        raise Rejection(Why.UNKNOWN_ACTIVITY, activity=activity)
    if all(known.fate is Fate.CANCELLED for known in found):
        act = Words("安排服务活动", "planning a session for it")
        raise Rejection(Why.NOT_SCHEDULED, activity=activity, fate=Fate.CANCELLED, act=act)


def close(campaign: Campaign | None, *, summary: str, on: date) -> Facts:
    """Close the campaign (结束) once each activity was held or cancelled."""
    campaign = standing(campaign)
    waiting = sorted(a for a, it in campaign.activities.items() if it.fate is Fate.SCHEDULED)
    if waiting:
        raise Rejection(Why.ACTIVITIES_OPEN, activities=listed(waiting))
    return (CampaignClosed(summary=summary, on=on),)


def _scheduled(campaign: Campaign | None, activity: str, act: Words) -> ActivityScheduled:
    known = _activity(campaign, activity)
    if known.fate is not Fate.SCHEDULED:
        raise Rejection(Why.NOT_SCHEDULED, activity=activity, fate=known.fate, act=act)
    return known.scheduled


def _activity(campaign: Campaign | None, activity: str) -> Activity:
    activities = standing(campaign).activities
    known = activities.get(as_known(activity, activities))
    if known is None:
        raise Rejection(Why.UNKNOWN_ACTIVITY, activity=activity)
    return known
