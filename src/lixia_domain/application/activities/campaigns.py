"""Use cases of campaigns (主题活动): open, add actions, schedule and hold activities, close."""

from __future__ import annotations

from typing import Annotated

from lixia_domain.aggregates.campaign import decisions as campaign
from lixia_domain.aggregates.campaign.facts import Facts
from lixia_domain.aggregates.campaign.state import CAMPAIGN, Campaign
from lixia_domain.application.use_case import Role, Words, decides
from lixia_domain.kernel.vocabulary import (
    ActionId,
    ActivityId,
    AnyDay,
    CampaignId,
    Document,
    HeadCount,
    On,
    Place,
    Reason,
    Summary,
    Title,
)


@decides(
    CAMPAIGN, "campaign_id", says=Words("启动主题活动", "open a campaign"), by=Role.PROGRAMME_OFFICE
)
def open_campaign(
    known: Campaign | None,
    *,
    campaign_id: CampaignId,
    title: Title,
    on: On,
) -> Facts:
    """Open a campaign (启动)."""
    return campaign.open_campaign(known, title=title, on=on)


@decides(
    CAMPAIGN,
    "campaign_id",
    says=Words("列入行动", "add an action to a campaign"),
    by=Role.PROGRAMME_OFFICE,
)
def add_action(
    known: Campaign | None,
    *,
    campaign_id: CampaignId,
    action: ActionId,
    title: Title,
    on: On,
) -> Facts:
    """Add an action to a campaign (列入行动)."""
    return campaign.add_action(known, action=action, title=title, on=on)


@decides(
    CAMPAIGN,
    "campaign_id",
    says=Words("排定活动", "schedule an activity"),
    by=Role.PROGRAMME_OFFICE,
)
def schedule(
    known: Campaign | None,
    *,
    campaign_id: CampaignId,
    activity: ActivityId,
    action: ActionId,
    title: Title,
    place: Place,
    day: AnyDay,
    on: On,
) -> Facts:
    """Schedule an activity of an action for ``day`` (排定活动)."""
    return campaign.schedule(
        known,
        activity=activity,
        action=action,
        title=title,
        place=place,
        day=day,
        on=on,
    )


@decides(
    CAMPAIGN,
    "campaign_id",
    says=Words("举办活动", "note that an activity was held"),
    by=Role.PROGRAMME_OFFICE,
)
def hold(
    known: Campaign | None,
    *,
    campaign_id: CampaignId,
    activity: ActivityId,
    participants: HeadCount,
    document: Annotated[Document, Words("活动记录", "the record of the activity")],
    on: On,
) -> Facts:
    """Note that an activity was held, and how many came (举办)."""
    return campaign.hold(
        known,
        activity=activity,
        participants=participants,
        document=document,
        on=on,
    )


@decides(
    CAMPAIGN,
    "campaign_id",
    says=Words("撤销举办登记", "take back that an activity was held"),
    by=Role.PROGRAMME_OFFICE,
)
def unhold(
    known: Campaign | None,
    *,
    campaign_id: CampaignId,
    activity: ActivityId,
    reason: Reason,
    document: Document,
    on: On,
) -> Facts:
    """Take back that an activity was held (撤销举办): it is planned again."""
    return campaign.unhold(known, activity=activity, reason=reason, document=document, on=on)


@decides(
    CAMPAIGN, "campaign_id", says=Words("取消活动", "cancel an activity"), by=Role.PROGRAMME_OFFICE
)
def cancel(
    known: Campaign | None,
    *,
    campaign_id: CampaignId,
    activity: ActivityId,
    reason: Reason,
    on: On,
) -> Facts:
    """Cancel an activity (取消)."""
    return campaign.cancel(known, activity=activity, reason=reason, on=on)


@decides(
    CAMPAIGN,
    "campaign_id",
    says=Words("结束主题活动", "close a campaign"),
    by=Role.PROGRAMME_OFFICE,
)
def close(
    known: Campaign | None,
    *,
    campaign_id: CampaignId,
    summary: Summary,
    on: On,
) -> Facts:
    """Close a campaign all of whose activities were held or cancelled (结束)."""
    return campaign.close(known, summary=summary, on=on)
