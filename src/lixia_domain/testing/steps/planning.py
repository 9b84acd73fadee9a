"""Projects on their way to the public: drafted, reviewed, budgeted, released, announced."""

from __future__ import annotations

from lixia_domain.application.programme import projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.kernel.money import Money
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.people_and_projects import DRAFTED, LEAST, budget, need_verified
from lixia_domain.testing.steps.sentences import rows

carries_out(
    '起草项目"{project_id}"，题为"{title}"，预算科目如下：',
    projects.draft,
    first=need_verified,
    lines=lambda world, said: budget(said["datatable"]),
    **DRAFTED,
)
carries_out('项目"{project_id}"立项审核通过，纪要"{minutes}"', projects.approve)
carries_out('项目"{project_id}"退回修改，因"{reason}"', projects.give_back)
carries_out(
    '项目"{project_id}"的预算调整如下，因"{reason}"：',
    projects.revise_budget,
    lines=lambda world, said: budget(said["datatable"]),
)
carries_out('策划批次"{batch_id}"，题为"{title}"', projects.plan_batch)
carries_out(
    '项目"{project_id}"发布于批次"{batch_id}"', projects.publish, offer=Offer(minimum=LEAST)
)
carries_out(
    '批次"{batch_id}"题为"{title}"，发布下列项目：',
    projects.release_batch,
    offers=lambda world, said: {
        row["项目"]: Offer(minimum=Money.parse(row["启动最低额"]))
        for row in rows(said["datatable"])
    },
)


carries_out('在"{ceremony}"上公布批次"{batch_id}"的认领情况', projects.announce)
