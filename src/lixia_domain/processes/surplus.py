"""Surplus (剩余资金): money on the accounts of a project that will not use it any more."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.account.effects import EFFECTS, MOVING, fact_of
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import GENERAL, GOVERNMENT, SUSPENSE
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.carried import CARRIED, keepers
from lixia_domain.processes.funds import FUNDS_SO_FAR
from lixia_domain.processes.wish import Cause, Process, Wish, cause_of, line
from lixia_domain.rules import EDITIONS
from lixia_domain.rules.deadlines import surplus


class Left(Row, frozen=True):
    """What is left of a project's money in all funds, and how the project has ended."""

    project: str
    left_fen: int = 0
    over: Cause | None = None
    change: str = ""
    """The change of use that was proposed last."""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the project; none for an account of a common purpose."""
    if recorded.stream.startswith("project-"):
        return (recorded.key,)
    _, designation = split_key(recorded.key)
    return () if designation in (GENERAL, GOVERNMENT, SUSPENSE) else (designation,)


def evolve(row: Left | None, recorded: Recorded) -> Left:
    """Bring a project's money up to date."""
    event = recorded.event
    match event:
        case prj.UseChangeProposed(change=change):
            return replace(row or Left(project=recorded.key), change=change)
        case prj.ProjectAccepted() | prj.ProjectCancelled():
            return replace(row or Left(project=recorded.key), over=cause_of(recorded))
        case prj.AcceptanceRevoked():
            return replace(row or Left(project=recorded.key), over=None)
        case _:
            effect = EFFECTS[fact_of(event)]
            row = row or Left(project=split_key(recorded.key)[1])
            return replace(row, left_fen=row.left_fen + effect.balance * effect.fen(event))


def wishes(row: Left, on: date) -> tuple[Wish, ...]:
    """Ask for the way on of what is left: to a similar project, closed or not.

    Since 2026 within three months of the end.
    """
    if row.over is None or row.left_fen <= 0:
        return ()
    cause, since = row.over
    due = next((duty.due for duty in surplus(EDITIONS, row.project, since)), None)
    left = Money(row.left_fen)
    zh, en = f"项目 {row.project} 剩余 {left}", f"{left.en} of project {row.project} is left"
    if row.change:
        zh = f"{zh}，请逐笔依协议或捐赠人书面答复变更用途"
        en = f"{en}: change the use of each gift as agreed, or as its donor answers"
        command = line("project change-use", row.project, "--change", row.change, "--gift GIFT")
    else:
        zh, en = f"{zh}，请拟定转入的项目", f"{en}: propose to which project it goes"
        command = line("project propose-change", row.project)
        command += " --change CHANGE --to PROJECT --reason REASON"
    return (
        Wish(
            process="surplus",
            subject=row.project,
            cause=cause,
            since=since,
            due=due,
            role=Role.PROGRAMME_OFFICE,
            zh=zh,
            en=en,
            command=command,
        ),
    )


SURPLUS: Process[Left] = Process(
    name="surplus",
    title="剩余资金",
    title_en="Surplus",
    view=View(
        name="surplus_left",
        version=2,
        title="项目剩余资金",
        title_en="Money left of projects",
        row=Left,
        reads=(
            prj.UseChangeProposed,
            prj.ProjectAccepted,
            prj.AcceptanceRevoked,
            prj.ProjectCancelled,
            *MOVING,
        ),
        keys=keys,
        evolve=evolve,
    ),
    wishes=wishes,
    asks=(FUNDS_SO_FAR, CARRIED),
    of=lambda row, asked: keepers(row.project, asked),
)
