"""What came of a use case is told with the facts that it recorded, or would record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import evolve

from lixia_domain.application.acting import carry_out, in_a_role_held
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.programme import needs
from lixia_domain.kernel.roles import Role


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("memory:", create=True) as opened:
        yield opened


@pytest.mark.parametrize("correlation", [None, "c-1"])
def test_the_facts_of_an_act_are_told_whoever_names_it(
    store: Store, correlation: str | None
) -> None:
    given = {
        "need_id": "N-1",
        "summary": "送餐（虚构示例）",
        "domain": "为老服务",
        "place": "历下",
        "person": f"p:{7:032x}",
        "on": store.today(),
    }
    by = evolve(store.by("office-1", Role.PROGRAMME_OFFICE), correlation=correlation)
    would = carry_out(store.ledger, by, needs.put_forward, given, dry_run=True)
    assert [one["event"] for one in would.recorded] == ["need.raised"] and would.dry_run
    assert store.ledger.head() == 0
    done = carry_out(store.ledger, by, needs.put_forward, given)
    assert [(one["position"], one["stream"]) for one in done.recorded] == [(1, "need-N-1")]
    assert (done.position, done.dry_run, done.outcome) == (1, False, None)


def test_in_an_open_store_nobody_holds_a_role(store: Store) -> None:
    by = store.by("office-1", Role.PROGRAMME_OFFICE)
    assert in_a_role_held(store.ledger, by, (Role.CASHIER,)) is by
