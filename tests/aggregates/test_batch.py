from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates import batch
from lixia_domain.aggregates.batch import (
    BATCH,
    BatchPlanned,
    BatchReleased,
    Figures,
    PledgesAnnounced,
    Why,
)
from lixia_domain.kernel.money import Money
from lixia_domain.testing import given

ON, LATER = date(2021, 3, 1), date(2021, 3, 10)
PLANNED = BatchPlanned(title="首批", on=ON)
RELEASED = BatchReleased(projects=("p1", "p2"), on=LATER)
FIGURES = Figures(8, 123, 55, 76, Money.yuan(2_475_000))
TOLD: dict[str, Any] = {"ceremony": "启动暨发布仪式", "position": 900, "on": LATER}
ANNOUNCED = PledgesAnnounced(
    domains=8,
    projects=123,
    projects_claimed=55,
    enterprises=76,
    pledged=Money.yuan(2_475_000),
    **TOLD,
)


def test_planning_is_recorded() -> None:
    given(BATCH).when(batch.plan, title="首批", on=ON).then(PLANNED)


def test_planning_told_twice_is_ignored() -> None:
    given(BATCH, PLANNED).when(batch.plan, title="首批", on=LATER).ignored()


def test_planning_another_batch_under_the_id_is_refused() -> None:
    again = given(BATCH, PLANNED).when(batch.plan, title="二批", on=ON)
    again.refused(Why.EXISTS, title="首批")


def test_releasing_is_recorded() -> None:
    released = given(BATCH, PLANNED).when(batch.release, projects=("p1", "p2"), on=LATER)
    released.then(RELEASED)


def test_releasing_no_projects_is_refused() -> None:
    given(BATCH, PLANNED).when(batch.release, projects=(), on=LATER).refused(Why.EMPTY)


def test_releasing_what_was_never_planned_is_refused() -> None:
    given(BATCH).when(batch.release, projects=("p1",), on=LATER).refused(Why.UNKNOWN)


@pytest.mark.parametrize("history", [(PLANNED, RELEASED), (PLANNED, RELEASED, ANNOUNCED)])
def test_releasing_twice_is_refused(history: tuple[batch.BatchEvent, ...]) -> None:
    again = given(BATCH, *history).when(batch.release, projects=("p3",), on=LATER)
    again.refused(Why.WRONG_STAGE, act="发布")


def test_announcing_is_recorded_with_the_position_it_was_read_at() -> None:
    announced = given(BATCH, PLANNED, RELEASED).when(batch.announce, figures=FIGURES, **TOLD)
    announced.then(ANNOUNCED)


def test_announcing_before_the_release_is_refused() -> None:
    announced = given(BATCH, PLANNED).when(batch.announce, figures=FIGURES, **TOLD)
    announced.refused(Why.WRONG_STAGE, stage=batch.BatchStage.PLANNED)
