"""The one place that asks what time it is, and a clock that is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from attrs import define

Clock: TypeAlias = Callable[[], datetime]


def now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the clock


@define
class ToldClock:
    """A clock for demos and specs: it stands still until told otherwise, and never goes back."""

    instant: datetime

    def __call__(self) -> datetime:
        """Return the instant it was told last."""
        return self.instant

    def advance(self, step: timedelta) -> None:
        """Go on by ``step``. Raises ValueError for a step back."""
        if step < timedelta():
            msg = f"a clock goes forward, not by {step}"
            raise ValueError(msg)
        self.instant += step

    def go_to(self, instant: datetime) -> None:
        """Go on to ``instant``. Raises ValueError if that lies behind."""
        self.advance(instant - self.instant)
