"""What can have happened to a campaign (主题活动)."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.words import Words


@stored_as("campaign.opened", says=Words("主题活动启动", "campaign opened"))
class CampaignOpened(Event):
    """主题活动启动。"""

    title: str


@stored_as("campaign.action_added", says=Words("列入行动", "action added"))
class ActionAdded(Event):
    """列入一项行动。"""

    action: str
    title: str


@stored_as("campaign.activity_scheduled", says=Words("活动排定", "activity scheduled"))
class ActivityScheduled(Event):
    """排定一项活动；``day`` 为计划日期。"""

    activity: str
    action: str
    title: str
    place: str
    day: date


@stored_as("campaign.activity_held", says=Words("活动举办", "activity held"))
class ActivityHeld(Event):
    """活动已举办；参加人数有签到或清点记录可查，不记姓名。"""

    activity: str
    action: str
    participants: int
    document: str


@stored_as("campaign.activity_unheld", says=Words("举办登记撤销", "activity not held after all"))
class ActivityUnheld(Event):
    """举办系误登，撤销：活动回到已排定，人数 ``participants`` 不再计入。"""

    activity: str
    action: str
    participants: int
    reason: str
    document: str


@stored_as("campaign.activity_cancelled", says=Words("活动取消", "activity cancelled"))
class ActivityCancelled(Event):
    """活动取消。"""

    activity: str
    action: str
    reason: str


@stored_as("campaign.closed", says=Words("主题活动结束", "campaign closed"))
class CampaignClosed(Event):
    """主题活动结束。"""

    summary: str


CampaignEvent: TypeAlias = (
    CampaignOpened
    | ActionAdded
    | ActivityScheduled
    | ActivityHeld
    | ActivityUnheld
    | ActivityCancelled
    | CampaignClosed
)
Facts: TypeAlias = tuple[CampaignEvent, ...]
