"""The campaign of the launch: seven actions and thirty activities, then the year in which they are.

The report names all seven actions and three of the activities; the other 27, all places, days and
numbers of participants are made up (虚构示例).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, partial
from typing import NamedTuple

from lixia_adapters.demo.cast import SYNTHETIC
from lixia_adapters.demo.stage import Day, Stage
from lixia_domain.application.activities import campaigns

CAMPAIGN, TITLE = "DY-2021", "“我爱济南 我为泉城代言”主题活动"
ACTIONS = (
    "醉美历下",
    "文明实践 志愿同行",
    "我为泉城美颜",
    "争做文明交通人",
    "倡树文明新风尚",
    "小手拉大手",
    "文明服务窗口",
)
ACTIVITIES = 30
NAMED = {1: "我为泉城喝彩", 2: "争当泉城文明使者", 5: "红色故事 DOU在历下"}
"""The activities that the report names, by number; which action they belong to is inferred."""

_WORKS = ("宣讲", "体验日", "志愿服务日", "展演", "随手拍")


class Activity(NamedTuple):
    """One of the thirty."""

    id: str
    action: str
    title: str
    day: date


@cache
def activities() -> tuple[Activity, ...]:
    """Return the thirty activities, the actions in turn, one every eight days."""
    found = []
    for number in range(1, ACTIVITIES + 1):
        at, turn = (number - 1) % len(ACTIONS), (number - 1) // len(ACTIONS)
        title = NAMED.get(number, f"{ACTIONS[at]}·{_WORKS[turn]}{SYNTHETIC}")
        day = date(2021, 4, 3) + timedelta(days=8 * (number - 1))
        found.append(Activity(f"{number:02d}", str(at + 1), title, day))
    return tuple(found)


def announce(stage: Stage) -> None:
    """Open the campaign with all its actions and activities."""
    stage.play(campaigns.open_campaign, campaign_id=CAMPAIGN, title=TITLE)
    for number, title in enumerate(ACTIONS, 1):
        stage.play(campaigns.add_action, campaign_id=CAMPAIGN, action=str(number), title=title)
    for activity in activities():
        stage.play(
            campaigns.schedule,
            campaign_id=CAMPAIGN,
            activity=activity.id,
            action=activity.action,
            title=activity.title,
            place=f"示例街道{activity.action}{SYNTHETIC}",
            day=activity.day,
        )


def happenings() -> Iterator[Day]:
    """Yield each activity on its day, and the end."""
    for number, activity in enumerate(activities(), 1):
        yield activity.day, partial(_held, activity=activity, participants=40 + number * 37 % 120)
    yield date(2021, 12, 28), _closed


def _held(stage: Stage, *, activity: Activity, participants: int) -> None:
    stage.play(
        campaigns.hold,
        campaign_id=CAMPAIGN,
        activity=activity.id,
        participants=participants,
        document=f"签到汇总 {activity.id}{SYNTHETIC}",
    )


def _closed(stage: Stage) -> None:
    stage.play(campaigns.close, campaign_id=CAMPAIGN, summary=f"三十项活动全部举办{SYNTHETIC}")
