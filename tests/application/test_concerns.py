"""In which respects a scope can tell whom an act concerns is what resolving it does tell."""

from __future__ import annotations

from typing import Any

import pytest

from lixia_domain.application.bootstrap import Store
from lixia_domain.application.finance.published import of_published
from lixia_domain.application.rights import own_only
from lixia_domain.application.scope import Scope, Scoped, district, of_claim
from lixia_domain.kernel.roles import ROLES, Role
from lixia_domain.rules.deadlines import Matter

from .test_scope import CASES, DISCLOSED, NOTHING, resolved, store

__all__ = ["store"]


def respects(found: Scope) -> set[str]:
    return {
        name for name in ("enterprise", "team", "foundation") if getattr(found, name) is not None
    }


@pytest.mark.parametrize(("scoped", "given", "wanted"), CASES)
def test_whom_it_can_tell_it_tells_of_each(
    store: Store, scoped: Scoped, given: dict[str, Any], wanted: Scope
) -> None:
    """Told of nobody, whoever holds the role would do what the table says is others' business."""
    assert respects(resolved(store, scoped, **given)) == set(scoped.concerns)


@pytest.mark.parametrize("matter", DISCLOSED)
@pytest.mark.parametrize("subject", [True, False])
def test_a_disclosure_is_always_somebodys(store: Store, matter: Matter, subject: bool) -> None:
    whose = DISCLOSED[matter][0] if subject else NOTHING
    found = resolved(store, of_published, matter=matter, subject=whose)
    assert respects(found) == set(of_published.concerns)


def test_only_roles_that_stand_for_somebody_are_held_to_their_own() -> None:
    assert {role for role in ROLES if own_only(role, of_claim())} == {
        Role.ENTERPRISE,
        Role.ACCOUNTANT,
        Role.CASHIER,
        Role.APPROVER,
        Role.RECEIPT_KEEPER,
    }
    assert not [role for role in ROLES if own_only(role, district)]
