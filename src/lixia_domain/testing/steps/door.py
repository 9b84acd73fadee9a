"""Requests as strangers send them: any use case, any arguments, whatever their types."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from lixia_domain.application.chapters import use_case_named
from lixia_domain.application.shapes import Shape
from lixia_domain.kernel.dates import BadDate, parse_date
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.testing.steps.expect import NotSo, same
from lixia_domain.testing.steps.reading import by_word
from lixia_domain.testing.steps.sentences import Table, act, check, one_of, rows
from lixia_domain.testing.steps.world import World


@act('送来请求"{use_case}"：')
def _(world: World, use_case: str, datatable: Table) -> None:
    _send(world, use_case, datatable, "stranger-1")


@act('账号"{account}"送来请求"{use_case}"：')
def _(world: World, account: str, use_case: str, datatable: Table) -> None:
    _send(world, use_case, datatable, account)


@act('账号"{account}"以“{role}”身份送来请求"{use_case}"：', accepts={"role": one_of(by_word(Role))})
def _(world: World, account: str, role: str, use_case: str, datatable: Table) -> None:
    _send(world, use_case, datatable, account, by_word(Role)[role])


@check('最近一条事实由账号"{account}"记录')
def _(world: World, account: str) -> None:
    [*_, last] = world.ledger.read()
    same("经办账号", "the account", last.actor, account)


def _send(world: World, name: str, table: Table, actor: str, role: Role | None = None) -> None:
    try:
        asked = use_case_named(name)
    except (LookupError, AttributeError):
        raise NotSo(f"没有办理事项“{name}”", f"there is no use case {name!r}") from None
    shapes = {one.name: one.shape for one in asked.gate.arguments}
    given = {"on": world.today}
    for row in rows(table):
        given[row["参数"]] = _value(row["内容"], shapes.get(row["参数"]))
    asked(world.ledger, world.store.by(actor, role or asked.by[0]), **given)


def _value(text: str, shape: Shape | None) -> Any:
    """Return what ``text`` (JSON) says.

    ``{"fen": …}`` is an amount, ``{"characters": …}`` so long a text; a date where one belongs.
    """
    try:
        found = json.loads(text)
    except ValueError:
        raise NotSo(f"“{text}”不是 JSON", f"{text!r} is no JSON") from None
    if isinstance(found, dict) and found.keys() == {"fen"}:
        return Money(found["fen"])
    if isinstance(found, dict) and found.keys() == {"characters"}:
        return "字" * found["characters"]
    if isinstance(found, str) and shape is not None and shape.type is date:
        try:
            return parse_date(found)
        except BadDate:
            return found
    return found
