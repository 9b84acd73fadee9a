"""A need that older code left with a cancelled project is open again to the next one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from lixia_domain.aggregates.need import NEED, NeedPlanned
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.programme import needs, projects
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing import grounds

ON = date(2021, 3, 10)
PLAN: dict[str, Any] = {
    "title": "虚构",
    "domain": "d",
    "lines": (projects.BudgetLine(line="物资", amount=Money(100)),),
    "relief": False,
}


def cancelled(work: Work) -> None:
    """A project that was cancelled, as it once was: without a word of its need."""
    need = grounds.need(grounds.within(work, ON))
    work.record(NEED, need, [NeedPlanned(project="p1", on=ON)])
    drafted = prj.ProjectDrafted(
        title="t", domain="d", needs=(need,), lines=(), relief=False, on=ON
    )
    work.record(PROJECT, "p1", [drafted, prj.ProjectCancelled(reason="r", on=ON)])


@pytest.fixture
def store() -> Iterator[Store]:
    clock = lambda: datetime(2021, 3, 10, 4, tzinfo=UTC)  # noqa: E731
    with open_store("memory:", create=True, clock=clock) as opened:
        opened.ledger.transact(cancelled, by=opened.by("office-1", Role.PROGRAMME_OFFICE))
        yield opened


@pytest.mark.parametrize(
    ("use_case", "told", "facts"),
    [
        (
            needs.plan,
            {"project_id": "p2", "needs": ("n1",), **PLAN},
            ["project.drafted", "need.reopened", "need.planned"],
        ),
        (
            needs.decline,
            {"need_id": "n1", "reason": "已另行解决"},
            ["need.reopened", "need.declined"],
        ),
    ],
)
def test_it_is_open_again_before_it_goes_on(
    store: Store, use_case: Any, told: dict[str, Any], facts: list[str]
) -> None:
    head = store.ledger.head()
    use_case(store.ledger, store.by("office-1", Role.PROGRAMME_OFFICE), **told, on=ON)
    assert [fact.event.event_name for fact in store.ledger.read(head)] == facts
