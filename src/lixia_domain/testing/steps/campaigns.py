"""Campaigns and guides: what is done for all residents, and what they are asked to do."""

from __future__ import annotations

import hashlib
from datetime import date

from lixia_domain.application.activities import campaigns, guides
from lixia_domain.testing.steps.expect import same
from lixia_domain.testing.steps.reading import row_of
from lixia_domain.testing.steps.sentences import Table, act, check, rows
from lixia_domain.testing.steps.world import World


@act('以编号"{campaign}"启动主题活动"{title}"')
def _(world: World, campaign: str, title: str) -> None:
    campaigns.open_campaign(
        world.ledger, world.office, campaign_id=campaign, title=title, on=world.today
    )


@act('主题活动"{campaign}"以编号"{action}"列入行动"{title}"')
def _(world: World, campaign: str, action: str, title: str) -> None:
    campaigns.add_action(
        world.ledger,
        world.office,
        campaign_id=campaign,
        action=action,
        title=title,
        on=world.today,
    )


@act('主题活动"{campaign}"以编号"{activity}"排定活动"{title}"，属行动"{action}"，定于 {day:Date}')
def _(world: World, campaign: str, activity: str, title: str, action: str, day: date) -> None:
    campaigns.schedule(
        world.ledger,
        world.office,
        campaign_id=campaign,
        activity=activity,
        action=action,
        title=title,
        place="示例广场",
        day=day,
        on=world.today,
    )


@act('主题活动"{campaign}"的活动"{activity}"已举办，参加 {participants:Number} 人')
def _(world: World, campaign: str, activity: str, participants: int) -> None:
    campaigns.hold(
        world.ledger,
        world.office,
        campaign_id=campaign,
        activity=activity,
        participants=participants,
        document="签到汇总",
        on=world.today,
    )


@act('主题活动"{campaign}"的活动"{activity}"取消，因"{reason}"')
def _(world: World, campaign: str, activity: str, reason: str) -> None:
    campaigns.cancel(
        world.ledger,
        world.office,
        campaign_id=campaign,
        activity=activity,
        reason=reason,
        on=world.today,
    )


@act('主题活动"{campaign}"结束')
def _(world: World, campaign: str) -> None:
    campaigns.close(
        world.ledger, world.office, campaign_id=campaign, summary="小结", on=world.today
    )


@act('指南"{guide}"第 {edition:Number} 版定稿，文本"{text}"')
def _(world: World, guide: str, edition: int, text: str) -> None:
    guides.draft(
        world.ledger,
        world.office,
        guide_id=guide,
        edition=edition,
        title=guide,
        document=text,
        document_hash=_hash(text),
        on=world.today,
    )


@act('指南"{guide}"第 {edition:Number} 版按文本"{text}"发布，自 {since:Date} 施行')
def _(world: World, guide: str, edition: int, text: str, since: date) -> None:
    guides.publish(
        world.ledger,
        world.office,
        guide_id=guide,
        edition=edition,
        document_hash=_hash(text),
        minutes="会议纪要",
        since=since,
        on=world.today,
    )


@check('视图"{view}"中"{key}"一行载明：')
def _(world: World, view: str, key: str, datatable: Table) -> None:
    shown = {row["key"]: row for row in world.store.show(view)["rows"]}
    found = row_of(shown, key, "这一行：", f"row in view {view}:")
    for row in rows(datatable):
        value = found[row["栏目"]]
        told = "无" if value is None or value == "" else str(value)
        same(f"{key} 的 {row['栏目']} ", f"{row['栏目']} of {key}", told, row["值"])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
