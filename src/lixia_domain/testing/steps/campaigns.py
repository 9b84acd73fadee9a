"""Campaigns and guides: what is done for all residents, and what they are asked to do."""

from __future__ import annotations

from lixia_domain.application.activities import campaigns, guides
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.expect import same
from lixia_domain.testing.steps.reading import shown
from lixia_domain.testing.steps.sentences import Table, check, rows
from lixia_domain.testing.steps.world import World

carries_out('以编号"{campaign_id}"启动主题活动"{title}"', campaigns.open_campaign)
carries_out('主题活动"{campaign_id}"以编号"{action}"列入行动"{title}"', campaigns.add_action)
carries_out(
    '主题活动"{campaign_id}"以编号"{activity}"排定活动"{title}"，属行动"{action}"，定于 {day:Date}',
    campaigns.schedule,
    place="示例广场",
)
carries_out(
    '主题活动"{campaign_id}"的活动"{activity}"已举办，参加 {participants:Number} 人',
    campaigns.hold,
    document="签到汇总",
)
carries_out(
    '主题活动"{campaign_id}"的活动"{activity}"撤销举办登记，因"{reason}"，凭"{document}"',
    campaigns.unhold,
)
carries_out('主题活动"{campaign_id}"的活动"{activity}"取消，因"{reason}"', campaigns.cancel)
carries_out('主题活动"{campaign_id}"结束', campaigns.close, summary="小结")
carries_out(
    '指南"{guide_id}"第 {edition:Number} 版定稿，文本"{document}"',
    guides.draft,
    title="{guide_id}",
    document_hash="{document}",
)
carries_out(
    '指南"{guide_id}"第 {edition:Number} 版按文本"{document_hash}"发布，自 {since:Date} 施行',
    guides.publish,
    minutes="会议纪要",
)


@check('视图"{view}"中"{key}"一行载明：')
def _(world: World, view: str, key: str, datatable: Table) -> None:
    found = shown(world, view, key, "这一行：", f"row in view {view}:")
    for row in rows(datatable):
        value = found[row["栏目"]]
        told = "无" if value is None or value == "" else str(value)
        same(f"{key} 的 {row['栏目']} ", f"{row['栏目']} of {key}", told, row["值"])
