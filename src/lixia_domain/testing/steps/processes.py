"""Processes: what is pending, and the runner that carries out what needs nobody."""

from __future__ import annotations

from datetime import date

from lixia_domain.processes import PROCESSES
from lixia_domain.testing.steps.expect import same
from lixia_domain.testing.steps.sentences import Table, act, check, rows
from lixia_domain.testing.steps.world import World, credit_code

STATES = {
    "待办": "task",
    "将到期": "due",
    "已逾期": "overdue",
    "待自动办理": "ready",
    "未能办理": "refused",
}
ROLES = {
    "统筹部门": "programme_office",
    "基金会": "accountant",
    "企业": "enterprise",
    "审批人": "approver",
    "出纳": "cashier",
    "团队": "team",
}


@act("流程运行")
def _(world: World) -> None:
    world.outcome = len(world.store.runner.run())


@act("流程从头另行运行")
def _(world: World) -> None:
    from lixia_domain.application.process_runner import Runner

    calls, tasks = map(world.store.open_read_models, ("processes", "pending"))
    world.outcome = len(Runner(world.ledger, calls, tasks, world.clock).run())


@check("自动办理了 {number:Number} 项")
def _(world: World, number: int) -> None:
    same("办理的项数", "the number of things done", world.outcome, number)


@check("截至 {on:Date} 没有待办事项")
def _(world: World, on: date) -> None:
    same("待办事项", "what is pending", _pending(world, on), [])


@check("没有待办事项")
def _(world: World) -> None:
    same("待办事项", "what is pending", _pending(world, world.today), [])


@check("待办事项为：")
def _(world: World, datatable: Table) -> None:
    _compare(world, world.today, datatable)


@check("截至 {on:Date} 的待办事项为：")
def _(world: World, on: date, datatable: Table) -> None:
    _compare(world, on, datatable)


@check('流程"{process}"的待办事项为：')
def _(world: World, process: str, datatable: Table) -> None:
    _compare(world, world.today, datatable, process)


@check('截至 {on:Date} 流程"{process}"的待办事项为：')
def _(world: World, on: date, process: str, datatable: Table) -> None:
    _compare(world, on, datatable, process)


@check('截至 {on:Date} 流程"{process}"没有待办事项')
def _(world: World, on: date, process: str) -> None:
    found = [one for one in _pending(world, on) if one["流程"] == process]
    same("待办事项", "what is pending", found, [])


def _compare(world: World, on: date, table: Table, process: str = "") -> None:
    found = [one for one in _pending(world, on) if process in ("", one["流程"])]
    told = [_told(row) for row in rows(table)]
    asked = [{name: each[name] for name in row} for each, row in zip(found, told, strict=False)]
    same("待办事项", "what is pending", asked + found[len(told) :], told)


def _told(row: dict[str, str]) -> dict[str, str]:
    told = dict(row)
    if "由谁" in told:
        role, _, who = told["由谁"].partition(" ")
        told["由谁"] = f"{ROLES[role]} {credit_code(who)}" if who else ROLES[role]
    if "状态" in told:
        told["状态"] = STATES[told["状态"]]
    return told


def _pending(world: World, on: date) -> list[dict[str, str]]:
    titles = {process.name: process.title for process in PROCESSES}
    _, pending = world.store.runner.pending(on)
    return [
        {
            "流程": titles[each.wish.process],
            "对象": each.wish.subject,
            "状态": each.state(on),
            "由谁": " ".join(filter(None, (each.wish.role.value, each.wish.whom))),
            "自": each.wish.since.isoformat(),
            "到期": each.wish.due.isoformat() if each.wish.due else "",
            "起因": each.wish.cause,
        }
        for each in pending
    ]
