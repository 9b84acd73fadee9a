"""The clock of demos and specs goes forward, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lixia_domain.application.clock import ToldClock

NOON = datetime(2021, 3, 10, 4, tzinfo=UTC)


def test_it_stands_still_until_it_is_moved_on() -> None:
    clock = ToldClock(NOON)
    assert clock() == clock() == NOON
    clock.advance(timedelta(hours=1))
    clock.go_to(NOON + timedelta(hours=3))
    assert clock() == NOON + timedelta(hours=3)


def test_it_never_goes_back() -> None:
    clock = ToldClock(NOON)
    with pytest.raises(ValueError, match="forward"):
        clock.go_to(NOON - timedelta(seconds=1))
    assert clock() == NOON
