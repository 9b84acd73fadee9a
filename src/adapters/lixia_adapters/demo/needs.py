"""Residents' needs before the launch: raised, seen to, and planned into the 123 projects.

All of them are made up (虚构示例); who raised them stands there as a reference only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from lixia_adapters.demo import cast
from lixia_adapters.demo.stage import Day, Stage, does
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.programme import needs, projects

FIRST = date(2021, 1, 18)
A_DAY = 8
"""How many needs are raised a day."""
MERGED, DECLINED, WAITING = "N-124", "N-125", "N-126"
"""The three that no project cites: merged into another, declined, verified and still waiting."""


def happenings() -> Iterator[Day]:
    """Yield the needs and the drafts made of them, each with its day."""
    for at, project in enumerate(cast.projects()):
        hope = f"盼有{project.title}"
        yield from _verified(cast.need_of(project), hope, project.domain, at)
    for at, need in enumerate((MERGED, DECLINED, WAITING), cast.PROJECTS):
        hope = f"另一项需求{cast.SYNTHETIC}"
        yield from _verified(need, hope, cast.DOMAINS[at % 8], at, seen=need != DECLINED)
    settled = date(2021, 2, 22)
    first = cast.need_of(cast.projects()[0])
    same, outside = f"与 {first} 相同{cast.SYNTHETIC}", f"不属于志愿服务{cast.SYNTHETIC}"
    yield settled, does(needs.merge, need_id=MERGED, into=first, reason=same)
    yield settled, does(needs.decline, need_id=DECLINED, reason=outside)
    for project in cast.projects():
        yield date(2021, 2, 25), partial(_planned, project=project)
        yield date(2021, 3, 2), partial(_approved, project=project)


def _verified(need: str, summary: str, domain: str, at: int, *, seen: bool = True) -> Iterator[Day]:
    raised = FIRST + timedelta(days=at // A_DAY)
    yield (
        raised,
        does(
            needs.put_forward,
            need_id=need,
            summary=summary,
            domain=domain,
            place=f"示例社区{at % 12 + 1:02d}{cast.SYNTHETIC}",
            person=cast.person(f"示例居民{at}"),
        ),
    )
    if seen:
        paper = f"走访记录 {need}{cast.SYNTHETIC}"
        yield raised + timedelta(days=5), does(needs.verify, need_id=need, document=paper)


def _planned(stage: Stage, *, project: cast.Project) -> None:
    stage.play(
        needs.plan,
        project_id=project.id,
        title=project.title,
        domain=project.domain,
        needs=(cast.need_of(project),),
        lines=tuple(BudgetLine(line=line, amount=amount) for line, amount in cast.LINES),
        relief=project.relief,
    )


def _approved(stage: Stage, *, project: cast.Project) -> None:
    stage.play(
        projects.approve,
        project_id=project.id,
        minutes=f"立项会纪要 {project.domain}{cast.SYNTHETIC}",
    )
