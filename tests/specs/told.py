"""Short histories, told fact by fact, and what a check finds wrong in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.specs.history.folds import Check
from lixia_domain.specs.history.moment import WHOLE
from lixia_domain.specs.history.past import Run, go_through

from .test_bank_months import AT

Told = tuple[str, Event]
"""The stream, and what happened."""


def recorded(*told: Told) -> Sequence[Recorded]:
    return [
        Recorded(position, stream, 1, event, AT, "a", "system")
        for position, (stream, event) in enumerate(told, 1)
    ]


def wrongs(check: type[Check], *told: Told) -> Sequence[str]:
    run = Run(WHOLE, [check])
    go_through(recorded(*told), [run])
    run.end()
    return [wrong.zh for wrong in cast(Any, run.folds[check]).wrongs]
