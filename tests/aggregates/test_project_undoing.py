"""What a disbursement had given back of its budget line is held again when it goes out again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates.project import claims as project
from lixia_domain.aggregates.project.facts import (
    BudgetLine,
    BudgetLineCommitted,
    BudgetLineReleased,
    ProjectDrafted,
)
from lixia_domain.aggregates.project.refusals import Why
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.kernel import amounts
from lixia_domain.kernel.money import Money
from lixia_domain.testing import given

ON = date(2021, 3, 10)
DRAFTED = ProjectDrafted(
    title="助餐（虚构）",
    domain="为老服务",
    needs=("n",),
    lines=(BudgetLine(line="食材", amount=Money(100)),),
    relief=True,
    on=ON,
)


def held(fen: int, paper: str = "d1") -> BudgetLineCommitted:
    return BudgetLineCommitted(line="食材", amount=Money(fen), disbursement=paper, on=ON)


def released(fen: int) -> BudgetLineReleased:
    return BudgetLineReleased(line="食材", amount=Money(fen), disbursement="d1", on=ON)


def again(fen: int, *history: Any) -> Any:
    return given(PROJECT, DRAFTED, *history).when(
        project.commit_again, line="食材", amount=Money(fen), disbursement="d1", on=ON
    )


@pytest.mark.parametrize("back", [30, 80])
def test_what_was_given_back_is_held_beside_what_still_was(back: int) -> None:
    history = (held(80), released(back))
    again(back, *history).then(held(back))
    state = given(PROJECT, DRAFTED, *history, held(back)).state
    assert state is not None
    assert (state.commitments["d1"].amount, state.committed("食材")) == (Money(80), Money(80))


def test_a_line_that_was_used_for_others_since_is_not_held_again() -> None:
    again(30, held(80), released(30), held(21, "d2")).refused(
        Why.LINE_EXHAUSTED, line="食材", left=Money(29), amount=Money(30)
    )
    again(0, held(80), released(30)).refused(amounts.Why.NOT_POSITIVE)
    given(PROJECT).when(
        project.commit_again, line="食材", amount=Money(1), disbursement="d1", on=ON
    ).refused(Why.UNKNOWN)
