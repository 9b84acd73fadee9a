"""What a history shows of a team that was debarred before it was paid, and of one let in again."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest
from attrs import evolve

from lixia_domain.kernel.events import Event
from lixia_domain.specs.history.payments import PaidWhilePayable
from lixia_domain.testing import EXAMPLES

from .told import Told, wrongs

ASKED = cast(Any, EXAMPLES["disbursement.requested"])
PAID = date(2025, 6, 20)
"""After the edition that this is judged by."""


def fact(stream: str, name: str, **told: Any) -> Told:
    return stream, cast(Event, evolve(cast(Any, EXAMPLES[name]), **told))


BEFORE = (
    fact(f"fund-{ASKED.account.partition('/')[0]}", "fund.established"),
    fact(f"project-{ASKED.project}", "project.team_assigned", agreement=ASKED.agreement),
    fact("disbursement-B1", "disbursement.requested"),
)
DEBARRED = fact(f"team-{ASKED.team}", "team.debarred")
REINSTATED = fact(f"team-{ASKED.team}", "team.reinstated")
PAYMENT = fact("disbursement-B1", "disbursement.funds_disbursed", on=PAID)


@pytest.mark.parametrize(
    ("between", "found"),
    [((), 0), ((DEBARRED,), 1), ((DEBARRED, REINSTATED), 0), ((DEBARRED, REINSTATED, DEBARRED), 1)],
)
def test_a_team_is_not_paid_while_it_is_debarred(between: tuple[Told, ...], found: int) -> None:
    wrong = wrongs(PaidWhilePayable, *BEFORE, *between, PAYMENT)
    assert [said.endswith("团队已停用") for said in wrong] == [True] * found
