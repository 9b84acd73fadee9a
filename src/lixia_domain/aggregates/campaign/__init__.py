"""Campaign (主题活动): actions, and the activities that residents can come to.

Read ``facts`` (what can have happened), ``state`` (what we remember, why we may refuse), then
``decisions`` (what may be done).
"""

from lixia_domain.aggregates.campaign.decisions import (
    add_action,
    cancel,
    close,
    hold,
    open_campaign,
    schedule,
)
from lixia_domain.aggregates.campaign.facts import (
    ActionAdded,
    ActivityCancelled,
    ActivityHeld,
    ActivityScheduled,
    CampaignClosed,
    CampaignEvent,
    CampaignOpened,
)
from lixia_domain.aggregates.campaign.state import CAMPAIGN, Activity, Campaign, Fate, Why

__all__ = [
    "CAMPAIGN",
    "ActionAdded",
    "Activity",
    "ActivityCancelled",
    "ActivityHeld",
    "ActivityScheduled",
    "Campaign",
    "CampaignClosed",
    "CampaignEvent",
    "CampaignOpened",
    "Fate",
    "Why",
    "add_action",
    "cancel",
    "close",
    "hold",
    "open_campaign",
    "schedule",
]
