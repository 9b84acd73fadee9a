"""The words the other tests are written in do fail, and say what differed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from lixia_domain.aggregates import batch
from lixia_domain.aggregates.batch import BATCH, BatchPlanned, Why
from lixia_domain.kernel import amounts
from lixia_domain.testing import given
from lixia_domain.testing.given import Outcome

ON = date(2021, 3, 1)
PLANNED = BatchPlanned(title="首批", on=ON)
RECORDED = given(BATCH).when(batch.plan, title="首批", on=ON)
IGNORED = given(BATCH, PLANNED).when(batch.plan, title="首批", on=ON)
REFUSED = given(BATCH, PLANNED).when(batch.plan, title="二批", on=ON)
Told = Outcome[batch.BatchEvent]


def test_what_is_so_passes() -> None:
    RECORDED.then(PLANNED)
    IGNORED.ignored()
    IGNORED.then()
    REFUSED.refused(Why.EXISTS)
    REFUSED.refused(Why.EXISTS, title="首批")


@pytest.mark.parametrize(
    ("outcome", "wrong", "says"),
    [
        (RECORDED, lambda told: told.then(), ["- (nothing)", "+ BatchPlanned(", "首批"]),
        (RECORDED, lambda told: told.ignored(), ["should be ignored", "首批"]),
        (RECORDED, lambda told: told.refused(Why.EXISTS), ["batch.exists", "首批"]),
        (IGNORED, lambda told: told.then(PLANNED), ["- BatchPlanned(", "+ (nothing)"]),
        (IGNORED, lambda told: told.refused(Why.EXISTS), ["should be refused"]),
        (REFUSED, lambda told: told.then(PLANNED), ["was refused", "批次编号已用于《首批》"]),
        (REFUSED, lambda told: told.ignored(), ["was refused", "batch.exists"]),
        (
            REFUSED,
            lambda told: told.refused(amounts.Why.NOT_POSITIVE),
            ["amount.not_positive", "batch.exists"],
        ),
        (REFUSED, lambda told: told.refused(Why.EXISTS, title="二批"), ["- ", "二批", "首批"]),
        (REFUSED, lambda told: told.refused(Why.EXISTS, who="甲"), ["other facts", "who", "甲"]),
    ],
)
def test_what_is_not_so_fails_and_says_why(
    outcome: Told, wrong: Callable[[Told], None], says: list[str]
) -> None:
    with pytest.raises(AssertionError) as failure:
        wrong(outcome)
    assert "batch.plan" in str(failure.value)
    for words in says:
        assert words in str(failure.value)
