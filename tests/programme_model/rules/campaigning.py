"""Campaigns with seven actions and their activities; guides in editions."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme
from tests.programme_model.opening import PAPER
from tests.programme_model.rules.made import rule
from tests.programme_model.rules.promising import by_office

ACTIONS = (
    "醉美历下",
    "文明实践 志愿同行",
    "我为泉城美颜",
    "争做文明交通人",
    "倡树文明新风尚",
    "小手拉大手",
    "文明服务窗口",
)


def campaign(model: Programme, dice: Dice) -> str | None:
    """Return a campaign, mostly one that runs."""
    return dice.some([k for k, c in model.campaigns.items() if not c.closed], model.campaigns)


@rule(0.3)
def open_campaign(model: Programme, dice: Dice) -> Act | None:
    """Open a campaign."""
    if len(model.campaigns) > 2 and dice.chance(0.8):
        return None
    used = dice.one(model.campaigns) if dice.chance(0.1) else None
    told = {"campaign_id": used or model.new("Q"), "title": dice.of(("我爱济南", "我为泉城代言"))}
    return by_office(model, dice, "campaigns.open_campaign", **told)


@rule(1)
def add_action(model: Programme, dice: Dice) -> Act | None:
    """Add one of the seven actions."""
    key = campaign(model, dice)
    if key is None:
        return None
    number = dice.random.randrange(len(ACTIONS))
    title = ACTIONS[number] if dice.chance(0.95) else "别的行动"
    told = {"campaign_id": key, "action": f"行动{number}", "title": title}
    return by_office(model, dice, "campaigns.add_action", **told)


@rule(1.2)
def schedule(model: Programme, dice: Dice) -> Act | None:
    """Schedule an activity."""
    key = campaign(model, dice)
    if key is None:
        return None
    known = model.campaigns[key]
    action = dice.one(known.actions) if dice.chance(0.95) else "行动-无"
    used = dice.one(known.activities) if dice.chance(0.06) else None
    told: dict[str, Any] = {"campaign_id": key, "activity": used or model.new("Y")}
    told |= {"action": action or "行动0", "title": "我为泉城喝彩", "place": "泉城广场"}
    day = model.today + timedelta(days=dice.random.randrange(9))
    return by_office(model, dice, "campaigns.schedule", **told, day=day)


def activity(model: Programme, dice: Dice) -> dict[str, Any] | None:
    """Return an activity, mostly one that stands before us."""
    of_all = [(key, a) for key, c in model.campaigns.items() for a in c.activities]
    ahead = [(k, a) for k, a in of_all if model.campaigns[k].activities[a][2] == "scheduled"]
    found = dice.some(ahead, of_all)
    return found and {"campaign_id": found[0], "activity": found[1]}


@rule(1)
def hold(model: Programme, dice: Dice) -> Act | None:
    """Note that an activity was held."""
    told = activity(model, dice)
    if told is None:
        return None
    number = 0 if dice.chance(0.04) else dice.random.randint(1, 300)
    return by_office(model, dice, "campaigns.hold", **told, participants=number, document=PAPER)


@rule(0.4)
def cancel(model: Programme, dice: Dice) -> Act | None:
    """Cancel an activity."""
    told = activity(model, dice)
    return (
        None if told is None else by_office(model, dice, "campaigns.cancel", **told, reason="天气")
    )


@rule(0.2)
def close(model: Programme, dice: Dice) -> Act | None:
    """Close a campaign."""
    key = campaign(model, dice)
    told = {"campaign_id": key, "summary": "小结"}
    return None if key is None else by_office(model, dice, "campaigns.close", **told)


@rule(0.6)
def draft(model: Programme, dice: Dice) -> Act | None:
    """Draft an edition of a guide."""
    key = dice.of(("指南1", "指南2"))
    guide = model.guides.get(key)
    edition = (0 if guide is None else guide.published) + dice.of((1, 1, 1, 1, 1, 0, 2))
    edition = max(1, edition)
    done = [call for call, each in model.calls.items() if each.stage == "published"]
    cites = dice.some(done, (*model.calls, "Z-none")) if dice.chance(0.4) else None
    text = sha256(model.new("文").encode()).hexdigest()
    told: dict[str, Any] = {"guide_id": key, "edition": edition, "title": "文明实践行为指南"}
    told |= {"document": PAPER, "document_hash": text, "cites": () if cites is None else (cites,)}
    return by_office(model, dice, "guides.draft", **told)


@rule(0.6)
def publish(model: Programme, dice: Dice) -> Act | None:
    """Publish what was drafted; seldom something else, or in force before the edition before."""
    key = dice.one(model.guides)
    if key is None:
        return None
    guide = model.guides[key]
    text = guide.draft[3] if dice.chance(0.95) else "1" * 64
    since = model.today + timedelta(days=dice.of((0, 1, 30, -40)))
    told: dict[str, Any] = {"guide_id": key, "edition": guide.draft[0], "document_hash": text}
    return by_office(model, dice, "guides.publish", **told, minutes="纪要", since=since)
