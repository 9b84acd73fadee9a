"""``lixia campaign``: campaigns, their actions and activities."""

from __future__ import annotations

from lixia_adapters.console.commands.programme.project import REASON
from lixia_adapters.console.frame.options import Option, day, number, text
from lixia_adapters.console.frame.recording import recording

CAMPAIGN = Option("CAMPAIGN", "campaign_id", "主题活动编号", "the campaign's id", read=text)
_ACTION = Option("ACTION", "action", "行动编号", "the action's id", read=text)
_ACTIVITY = Option("ACTIVITY", "activity", "活动编号", "the activity's id", read=text)
_TITLE = Option("--title", "title", "名称", "the title", read=text)

OPEN = recording("campaigns.open_campaign", CAMPAIGN, _TITLE)
ACTION = recording("campaigns.add_action", CAMPAIGN, _ACTION, _TITLE)
SCHEDULE = recording(
    "campaigns.schedule",
    CAMPAIGN,
    _ACTIVITY,
    Option("--action", "action", "属于哪项行动", "which action it is part of", read=text),
    _TITLE,
    Option("--place", "place", "地点", "where", read=text),
    Option("--day", "day", "计划日期", "the day planned", read=day, value="DATE"),
)
HOLD = recording(
    "campaigns.hold",
    CAMPAIGN,
    _ACTIVITY,
    Option("--participants", "participants", "参加人数", "how many came", read=number),
    Option("--document", "document", "签到或清点记录", "the record of who came", read=text),
)
CANCEL = recording("campaigns.cancel", CAMPAIGN, _ACTIVITY, REASON)
CLOSE = recording(
    "campaigns.close",
    CAMPAIGN,
    Option("--summary", "summary", "小结", "what came of it", read=text),
)
