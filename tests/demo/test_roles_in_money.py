"""Whoever plays the demo acts in a role of which the use case says that it may."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lixia_adapters import demo
from lixia_domain.application import finance
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By


def test_the_demo_is_played_in_the_roles_that_the_use_cases_of_money_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acted: dict[str, set[tuple[str, Role]]] = {}
    declared: dict[str, tuple[Role, ...]] = {}
    carried_out = UseCase.__call__

    def seen(self: UseCase[Any, Any], ledger: Ledger, by: By, *args: Any, **given: Any) -> Any:
        if self.declared.__module__.startswith(f"{finance.__name__}."):
            acted.setdefault(self.name, set()).add((by.actor, by.role))
            declared[self.name] = self.by
        return carried_out(self, ledger, by, *args, **given)

    monkeypatch.setattr(UseCase, "__call__", seen)
    demo.play(f"sqlite:///{tmp_path}/demo.db").store.close()
    assert len(acted) > 30
    for name, those in acted.items():
        assert {role for _, role in those} <= set(declared[name]), name
    keeping = {who for who, _ in acted["banking.reconcile"] | acted["closing.close_period"]}
    assert not keeping & {who for who, _ in acted["disbursements.pay"]}
