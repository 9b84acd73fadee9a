"""A session of 10,000 participants, against one of 5,000: recording their hours, and the views.

Both sides keep their store in memory, so that no disk blurs what is asked: whether what grows with
its members costs each of them the same. A ratio of 1 is linear; what is quadratic gives 0.5.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from typing import Any

from benchmarks.harness import Result, main, paired
from lixia_domain.application.activities import sessions, volunteers
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing import grounds

ON, AT = date(2021, 6, 5), datetime(2021, 6, 5, 9, tzinfo=UTC)
MANY, FEW = 10_000, 5_000
LINEAR = 0.6
"""Bar: participants a second in the larger session / in the smaller one."""
WHOLE = Span(start=540, minutes=120)


def prepared(participants: int, uri: str = "memory:") -> tuple[Store, tuple[tuple[str, Span], ...]]:
    """Return a store with a session that was held, and the hours to be recorded in it."""
    store = open_store(uri, create=True, clock=lambda: AT)
    people = [f"p:{number:032x}" for number in range(participants)]

    def steps(work: Work) -> None:
        for person in people:
            volunteers.register.within(work, person=person, document="虚构示例", on=ON)
        activity = grounds.activity(grounds.within(work, ON), "A", ON)
        told: dict[str, Any] = {"day": ON, "span": WHOLE, "on": ON}
        sessions.plan.within(
            work, session_id="S", title="虚构示例", team="T", place="P", activity=activity, **told
        )
        sessions.hold.within(work, session_id="S", document="虚构示例", **told)

    store.ledger.transact(steps, by=store.by("bench", Role.SYSTEM))
    return store, tuple((person, WHOLE) for person in people)


def recorded(participants: int) -> int:
    """Record everybody's hours in one command and bring the views up to date."""
    store, hours = prepared(participants)
    by = store.by("bench", Role.TEAM)
    sessions.record_hours(store.ledger, by, session_id="S", hours=hours, on=ON)
    store.views()
    store.close()
    return participants


def run() -> list[Result]:
    """Measure."""
    result = paired(
        f"hours of {MANY:,} participants and the views, against {FEW:,}",
        lambda: recorded(MANY),
        lambda: recorded(FEW),
        rounds=3,
        unit="participants",
    )
    return [result.against(LINEAR)]


if __name__ == "__main__":
    sys.exit(main(run))
