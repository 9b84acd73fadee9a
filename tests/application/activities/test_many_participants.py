"""A session of many: what is recorded, certified and shown costs each participant the same.

Work is counted, not timed: every call of a function, of Python's own or the interpreter's.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks.service import AT, ON, prepared

from lixia_domain.application.activities import sessions
from lixia_domain.application.bootstrap import open_store
from lixia_domain.kernel.roles import Role


def counted(act: Callable[[], object]) -> int:
    """Return how many calls ``act`` makes."""
    calls = 0

    def seen(_frame: Any, event: str, _what: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        act()
    finally:
        sys.setprofile(None)
    return calls


def costs(participants: int) -> dict[str, int]:
    """Return what each act on a session of so many costs, one after the other."""
    store, hours = prepared(participants)
    team, other = store.by("lead-1", Role.TEAM), store.by("lead-2", Role.TEAM)
    told: dict[str, Any] = {"session_id": "S", "on": ON}
    with store:
        store.views()
        return {
            "record": counted(
                lambda: sessions.record_hours(store.ledger, team, hours=hours, **told)
            ),
            "views": counted(store.views),
            "certify": counted(lambda: sessions.certify_hours(store.ledger, other, **told)),
            "views of what was certified": counted(store.views),
            "cancel": counted(
                lambda: sessions.cancel(
                    store.ledger,
                    store.by("office-1", Role.PROGRAMME_OFFICE),
                    reason="虚构示例",
                    document="虚构示例",
                    **told,
                )
            ),
            "rebuild": counted(store.rebuild),
        }


def test_three_times_as_many_participants_cost_about_three_times_as_much() -> None:
    few, many = costs(100), costs(300)
    assert {act for act in few if many[act] > 3.3 * few[act]} == set()


def test_of_many_volunteers_the_log_is_asked_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uri = f"sqlite:///{tmp_path / 'x.db'}"
    store, hours = prepared(50, uri)
    store.close()
    with open_store(uri, clock=lambda: AT) as again:
        asked: list[str] = []
        stream = again.ledger.journal.stream

        def noted(name: str, after: int = 0) -> Any:
            asked.append(name)
            return stream(name, after)

        monkeypatch.setattr(again.ledger.journal, "stream", noted)
        team = again.by("lead-1", Role.TEAM)
        sessions.record_hours(again.ledger, team, session_id="S", hours=hours, on=ON)
    assert not [name for name in asked if name.startswith(("volunteer", "subject"))]
