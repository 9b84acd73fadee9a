"""In which respects a scope can tell whom an act concerns is what resolving it does tell."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from lixia_domain.application.bootstrap import Store
from lixia_domain.application.chapters import use_cases
from lixia_domain.application.rights import own_only
from lixia_domain.application.scope import Scope, Scoped, district, of_claim
from lixia_domain.kernel.roles import ROLES, Role

from .test_scope import CASES, resolved, store

__all__ = ["store"]


def respects(found: Scope) -> set[str]:
    return {name for name, whose in found._asdict().items() if whose is not None}


@pytest.mark.parametrize(("scoped", "given", "wanted"), CASES)
def test_nobody_else_is_told(
    store: Store, scoped: Scoped, given: dict[str, Any], wanted: Scope
) -> None:
    assert respects(resolved(store, scoped, **given)) <= set(scoped.concerns)


def test_all_that_is_said_is_told_sometimes(store: Store) -> None:
    told: dict[str, set[str]] = defaultdict(set)
    for scoped, given, _ in CASES:
        told[scoped.of] |= respects(resolved(store, scoped, **given))
    said: dict[str, set[str]] = defaultdict(set)
    for scoped, _, _ in CASES:
        said[scoped.of] |= set(scoped.concerns)
    assert told == said
    declared = {use_case.scope.of for _, use_case in use_cases()}
    assert declared <= told.keys()


def test_only_roles_that_stand_for_somebody_are_held_to_their_own() -> None:
    assert {role for role in ROLES if own_only(role, of_claim())} == {
        Role.ENTERPRISE,
        Role.ACCOUNTANT,
        Role.CASHIER,
        Role.APPROVER,
        Role.RECEIPT_KEEPER,
    }
    assert not [role for role in ROLES if own_only(role, district)]
