"""Use cases of campaigns (主题活动): open, add actions, schedule and hold activities, close."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.campaign import decisions as campaign
from lixia_domain.aggregates.campaign.state import CAMPAIGN
from lixia_domain.application.use_case import use_case
from lixia_domain.recording.work import Work


@use_case
def open_campaign(work: Work, *, campaign_id: str, title: str, on: date) -> None:
    """Open a campaign (启动)."""
    facts = campaign.open_campaign(work.load(CAMPAIGN, campaign_id), title=title, on=on)
    work.record(CAMPAIGN, campaign_id, facts)


@use_case
def add_action(work: Work, *, campaign_id: str, action: str, title: str, on: date) -> None:
    """Add an action to a campaign (列入行动)."""
    facts = campaign.add_action(work.load(CAMPAIGN, campaign_id), action=action, title=title, on=on)
    work.record(CAMPAIGN, campaign_id, facts)


@use_case
def schedule(
    work: Work,
    *,
    campaign_id: str,
    activity: str,
    action: str,
    title: str,
    place: str,
    day: date,
    on: date,
) -> None:
    """Schedule an activity of an action for ``day`` (排定活动)."""
    facts = campaign.schedule(
        work.load(CAMPAIGN, campaign_id),
        activity=activity,
        action=action,
        title=title,
        place=place,
        day=day,
        on=on,
    )
    work.record(CAMPAIGN, campaign_id, facts)


@use_case
def hold(
    work: Work, *, campaign_id: str, activity: str, participants: int, document: str, on: date
) -> None:
    """Note that an activity was held, and how many came (举办)."""
    facts = campaign.hold(
        work.load(CAMPAIGN, campaign_id),
        activity=activity,
        participants=participants,
        document=document,
        on=on,
    )
    work.record(CAMPAIGN, campaign_id, facts)


@use_case
def cancel(work: Work, *, campaign_id: str, activity: str, reason: str, on: date) -> None:
    """Cancel an activity (取消)."""
    facts = campaign.cancel(
        work.load(CAMPAIGN, campaign_id), activity=activity, reason=reason, on=on
    )
    work.record(CAMPAIGN, campaign_id, facts)


@use_case
def close(work: Work, *, campaign_id: str, summary: str, on: date) -> None:
    """Close a campaign all of whose activities were held or cancelled (结束)."""
    facts = campaign.close(work.load(CAMPAIGN, campaign_id), summary=summary, on=on)
    work.record(CAMPAIGN, campaign_id, facts)
