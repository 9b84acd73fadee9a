"""What the programme's and the persons' use cases declare, and that the demo keeps to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest

from lixia_adapters import demo
from lixia_adapters.demo.cast import credit_code
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.finance import funds
from lixia_domain.application.persons import subjects
from lixia_domain.application.programme import (
    arrears,
    claims,
    enterprises,
    needs,
    oversight,
    projects,
)
from lixia_domain.application.programme.projects import Offer
from lixia_domain.application.scope import Scope
from lixia_domain.application.shapes import Shape
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.amounts import Why as NothingThere
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import ROLES, Role
from lixia_domain.recording.work import By, Work
from lixia_domain.testing import grounds

FIRM = credit_code(811)
NOON = datetime(2021, 3, 10, 4, tzinfo=UTC)
ALL = Money.yuan(100)

ROOMS: tuple[ModuleType, ...] = (arrears, claims, enterprises, needs, oversight, projects, subjects)


def declared() -> dict[str, UseCase[..., Any]]:
    """Return the use cases of these rooms, by their names."""
    found = [each for room in ROOMS for each in vars(room).values() if isinstance(each, UseCase)]
    return {each.name: each for each in found}


def forms(shape: Shape) -> Iterator[Shape]:
    """Yield every single value of a shape, inside records, rows and tables too."""
    if shape.form is not None:
        yield shape
    for _, part in shape.parts:
        yield from forms(part)


@pytest.mark.parametrize("name", sorted(declared()))
class TestADeclaration:
    def test_says_what_is_done_and_who_may(self, name: str) -> None:
        one = declared()[name]
        assert one.says.zh and one.says.en
        assert one.by and set(one.by) <= set(ROLES)

    def test_tells_every_argument_in_both_languages(self, name: str) -> None:
        for argument in declared()[name].gate.arguments:
            assert argument.shape.words is not None, argument.name

    def test_leaves_no_value_to_a_bare_type(self, name: str) -> None:
        for argument in declared()[name].gate.arguments:
            assert [each.type for each in forms(argument.shape) if each.words is None] == []


def test_the_demo_acts_in_roles_that_may(monkeypatch: pytest.MonkeyPatch) -> None:
    acted: set[tuple[str, Role]] = set()
    carry_out = UseCase.__call__

    def observed(self: UseCase[..., Any], ledger: Any, by: By, **facts: Any) -> Any:
        acted.add((self.name, by.role))
        return carry_out(self, ledger, by, **facts)

    monkeypatch.setattr(UseCase, "__call__", observed)
    demo.play("memory:").store.close()
    ours = {(name, role) for name, role in acted if name in declared()}
    assert len(ours) > 15
    assert {(name, role) for name, role in ours if role not in declared()[name].by} == set()


def test_a_waiting_claim_is_taken_up_by_whoever_waits(waiting: Store) -> None:
    work = Work(waiting.ledger, waiting.by("office-1", Role.PROGRAMME_OFFICE))
    take = claims.take_offer.scope.resolve
    assert take(work, {"claim_id": "second", "project_id": "p"}) == Scope(enterprise=FIRM)
    assert take(work, {"claim_id": "nobody's", "project_id": "p"}) == Scope(enterprise="")
    assert take(work, {"claim_id": "second", "project_id": "none"}) == Scope(enterprise="")


def test_nothing_claimed_in_one_instalment_of_nothing_is_one_refusal(waiting: Store) -> None:
    nothing = Money(0)
    with pytest.raises(Rejection) as refusal:
        claim(waiting, "third", nothing)
    assert refusal.value.reason is NothingThere.NOT_POSITIVE


@pytest.fixture
def waiting() -> Iterator[Store]:
    """A project that is claimed in full, and another claim that waits."""
    with open_store("memory:", create=True, clock=lambda: NOON) as store:
        by = store.by("office-1", Role.PROGRAMME_OFFICE)

        def do(use_case: UseCase[..., Any], **facts: Any) -> None:
            use_case(store.ledger, by, **facts, on=store.today())

        keeper = grounds.keeper(do)
        fund = {"name": "虚构示例", "foundation": keeper, "purpose": "p", "agreement": "a"}
        do(funds.establish, fund_id="f", **fund)
        do(enterprises.register, code=FIRM, name="虚构示例", ownership=Ownership.PRIVATE)
        do(enterprises.verify, code=FIRM, document="d")
        lines = (BudgetLine(line="物资", amount=ALL),)
        told = {"title": "虚构示例", "domain": "d", "needs": (grounds.need(do),), "relief": False}
        do(projects.draft, project_id="p", lines=lines, **told)
        do(projects.approve, project_id="p", minutes="m")
        offer = Offer(minimum=ALL, waitlist=True)
        do(projects.publish, project_id="p", batch_id=grounds.batch(do), offer=offer)
        claim(store, "first", ALL)
        claim(store, "second", ALL)
        yield store


def claim(store: Store, claim_id: str, amount: Money) -> None:
    on = store.today()
    claims.claim(
        store.ledger,
        store.by("office-1", Role.PROGRAMME_OFFICE),
        claim_id=claim_id,
        project_id="p",
        enterprise_code=FIRM,
        fund_id="f",
        amount=amount,
        instalments=(Instalment(due=on, amount=amount),),
        on=on,
    )
