"""Acts of the specs: those that are one call stand in the use case's declaration alone."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import pytest

from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.gate import Unfit
from lixia_domain.application.programme import needs
from lixia_domain.application.shapes import shape_of
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel import vocabulary as v
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Worded, Words
from lixia_domain.testing import steps
from lixia_domain.testing.steps import acts
from lixia_domain.testing.steps.world import (
    ACCOUNTS,
    BEGINNING,
    World,
    account,
    credit_code,
    person,
)

STEPS = sorted(Path(str(steps.__file__)).parent.glob("*.py"))


class Colour(Worded):
    RED = "red", "红"
    BLUE = "blue", "蓝"


@pytest.fixture
def world() -> Iterator[World]:
    clock = ToldClock(BEGINNING)
    with open_store("memory:", create=True, clock=clock) as store:
        yield World(store, clock)


def functions(kind: str) -> Iterator[tuple[ast.FunctionDef, dict[str, ast.FunctionDef]]]:
    """Yield the functions that are declared as ``kind``, each with all of its module."""
    for path in STEPS:
        found = [
            f for f in ast.parse(path.read_text("utf-8")).body if isinstance(f, ast.FunctionDef)
        ]
        known = {f.name: f for f in found}
        for function in found:
            for one in function.decorator_list:
                if isinstance(one, ast.Call) and ast.unparse(one.func) == kind:
                    yield function, known


def is_one_call(function: ast.FunctionDef, known: dict[str, ast.FunctionDef]) -> bool:
    """Tell whether a function is one call of a use case, or of a helper that is."""
    match function.body:
        case [ast.Expr(ast.Call() as call)] | [ast.Assign(value=ast.Call() as call)]:
            called = ast.unparse(call.func)
            if called in known:
                return is_one_call(known[called], known)
            return called == "world.carry_out"
        case _:
            return False


def test_every_act_that_is_one_call_is_derived() -> None:
    written = list(functions("act"))
    assert written
    one_call = [act.name for act, known in written if is_one_call(act, known)]
    assert not one_call, f"declare these by carries_out(…): {one_call}"


def test_steps_call_use_cases_by_the_world_alone_which_knows_who_may() -> None:
    called = [
        f"{path.stem}: {ast.unparse(call.func)}"
        for path in STEPS
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(meant(path, call.func), UseCase)
    ]
    assert not called


def meant(path: Path, told: ast.expr) -> object:
    """Return what a module means by a dotted name; ``None`` where it is a local one."""
    first, *further = ast.unparse(told).split(".")
    module = import_module(f"{steps.__name__}.{path.stem}".removesuffix(".__init__"))
    found: object = getattr(module, first, None)
    for name in further:
        found = getattr(found, name, None)
    return found


@pytest.mark.parametrize(
    ("hint", "words", "value"),
    [
        (v.CreditCode, "甲公司", credit_code("甲公司")),
        (v.FoundationCode, "某基金会", credit_code("某基金会")),
        (v.PersonRef, "甲", person("甲")),
        (Annotated[v.PersonRef, Words("作者", "author")], "甲", person("甲")),
        (v.AccountId, "审批人", account("审批人")),
        (v.AccountId, "lead-01", "lead-01"),
        (v.AccountIfAny, "无", ""),
        (v.DocumentIfAny, "无", ""),
        (v.Document, "纪要", "纪要"),
        (v.Sha256, "全文", hashlib.sha256("全文".encode()).hexdigest()),
        (v.ProjectId, "暖冬助老", "暖冬助老"),
        (v.Amount, "4.5万元", Money(4_500_000)),
        (v.YesNo, "是", True),
        (v.ProjectId | None, "无", None),
        (v.ProjectId | None, "甲", "甲"),
        (tuple[v.PersonRef, ...], "甲、乙", (person("甲"), person("乙"))),
        (tuple[v.PersonRef, ...], "无", ()),
        (Colour, "蓝", Colour.BLUE),
    ],
)
def test_words_are_read_as_the_arguments_type_says(hint: Any, words: str, value: object) -> None:
    assert acts.read(words, shape_of(hint, "argument")) == value


def test_a_reader_of_its_own_reads_each_of_several_words() -> None:
    table = {"甲": "a", "乙": "b"}
    assert acts.read("甲、乙", shape_of(tuple[v.ProjectId, ...], ""), table) == ("a", "b")
    assert acts.read("甲", shape_of(v.ProjectId | None, ""), str.upper) == "甲"


@pytest.mark.parametrize(("hint", "reader"), [(Colour, None), (v.ProjectId, {"甲": "a"})])
def test_a_word_that_is_not_known_is_named(hint: Any, reader: Any) -> None:
    with pytest.raises(KeyError, match="绿"):
        acts.read("绿", shape_of(hint, ""), reader)


def test_whoever_acts_does_so_in_the_first_role_that_may(world: World) -> None:
    told = {"need_id": "N1", "summary": "配餐", "domain": "为老", "place": "社区"}
    world.carry_out(needs.put_forward, person=person("甲"), **told)
    [recorded, *_] = world.ledger.read()
    first, *others = needs.put_forward.by
    assert others and (recorded.actor, recorded.role) == (ACCOUNTS[first], first)
    assert recorded.event.on == world.today
    world.carry_out(needs.verify, who="巡查员", need_id="N1", document="走访记录")
    assert [*world.ledger.read()][-1].actor == account("巡查员")


def test_what_a_use_case_does_not_take_is_refused(world: World) -> None:
    with pytest.raises(Unfit):
        world.carry_out(needs.decline, need_id="N1", reason="重复", colour="红")
