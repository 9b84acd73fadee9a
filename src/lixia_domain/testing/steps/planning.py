"""Projects on their way to the public: drafted, reviewed, budgeted, released, announced."""

from __future__ import annotations

from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.programme import projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.kernel.money import Money
from lixia_domain.testing.steps.sentences import Table, act, rows
from lixia_domain.testing.steps.world import World


@act('起草项目"{project}"，题为"{title}"，预算科目如下：')
def _(world: World, project: str, title: str, datatable: Table) -> None:
    projects.draft(
        world.ledger,
        world.office,
        project_id=project,
        title=title,
        domain="为老服务",
        needs=("需求一",),
        lines=_lines(datatable),
        relief=True,
        on=world.today,
    )


@act('项目"{project}"立项审核通过，纪要"{minutes}"')
def _(world: World, project: str, minutes: str) -> None:
    projects.approve(
        world.ledger, world.office, project_id=project, minutes=minutes, on=world.today
    )


@act('项目"{project}"退回修改，因"{reason}"')
def _(world: World, project: str, reason: str) -> None:
    projects.give_back(
        world.ledger, world.office, project_id=project, reason=reason, on=world.today
    )


@act('项目"{project}"的预算调整如下，因"{reason}"：')
def _(world: World, project: str, reason: str, datatable: Table) -> None:
    projects.revise_budget(
        world.ledger,
        world.office,
        project_id=project,
        lines=_lines(datatable),
        reason=reason,
        on=world.today,
    )


@act('批次"{batch}"题为"{title}"，发布下列项目：')
def _(world: World, batch: str, title: str, datatable: Table) -> None:
    projects.release_batch(
        world.ledger,
        world.office,
        batch_id=batch,
        title=title,
        offers={
            row["项目"]: Offer(minimum=Money.parse(row["启动最低额"])) for row in rows(datatable)
        },
        on=world.today,
    )


@act('在"{ceremony}"上公布批次"{batch}"的认领情况')
def _(world: World, ceremony: str, batch: str) -> None:
    summary = world.store.show("programme_summary")
    [whole] = [row for row in summary["rows"] if row["domains"] is not None] or [{}]
    projects.announce(
        world.ledger,
        world.office,
        batch_id=batch,
        ceremony=ceremony,
        domains=whole.get("domains", 0),
        projects=whole.get("projects", 0),
        projects_claimed=whole.get("projects_claimed", 0),
        enterprises=whole.get("enterprises", 0),
        pledged=Money(whole.get("pledged_fen", 0)),
        position=summary["position"],
        on=world.today,
    )


def _lines(datatable: Table) -> tuple[BudgetLine, ...]:
    return tuple(
        BudgetLine(line=row["科目"], amount=Money.parse(row["金额"])) for row in rows(datatable)
    )
