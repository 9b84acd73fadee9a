"""In which respects a scope can tell whom an act concerns is what resolving it does tell."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from lixia_domain.application.bootstrap import Store
from lixia_domain.application.chapters import use_cases
from lixia_domain.application.rights import own_only
from lixia_domain.application.scope import Scope, Scoped, district, of_claim, of_published
from lixia_domain.kernel.roles import ROLES, Role
from lixia_domain.rules.deadlines import Matter

from .test_scope import CASES, DISCLOSED, resolved, store

__all__ = ["store"]


def respects(found: Scope) -> set[str]:
    return {name for name, whose in found._asdict().items() if whose is not None}


@pytest.mark.parametrize(("scoped", "given", "wanted"), CASES)
def test_nobody_else_is_told(
    store: Store, scoped: Scoped, given: dict[str, Any], wanted: Scope
) -> None:
    assert respects(resolved(store, scoped, **given)) <= set(scoped.concerns)


@pytest.mark.parametrize("matter", DISCLOSED)
def test_a_disclosure_tells_no_more(store: Store, matter: Matter) -> None:
    found = resolved(store, of_published, matter=matter, subject=DISCLOSED[matter][0])
    assert respects(found) <= set(of_published.concerns)


def test_all_that_is_said_is_told_sometimes(store: Store) -> None:
    told, said = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for scoped, given, _ in CASES:
        told[scoped.of] |= respects(resolved(store, scoped, **given))
        said[scoped.of] |= set(scoped.concerns)
    for matter, (subject, _) in DISCLOSED.items():
        found = resolved(store, of_published, matter=matter, subject=subject)
        told[of_published.of] |= respects(found)
    assert told == {**said, of_published.of: set(of_published.concerns)}
    assert {use_case.scope.of for _, use_case in use_cases()} == told.keys()


def test_only_roles_that_stand_for_somebody_are_held_to_their_own() -> None:
    assert {role for role in ROLES if own_only(role, of_claim())} == {
        Role.ENTERPRISE,
        Role.ACCOUNTANT,
        Role.CASHIER,
        Role.APPROVER,
        Role.RECEIPT_KEEPER,
    }
    assert not [role for role in ROLES if own_only(role, district)]
