"""Several processes: which scenarios go together into one of them. Needs pytest-xdist."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from xdist.remote import Producer  # type: ignore[import-untyped] # it brings no types
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from lixia_domain.specs.places import gather
from lixia_domain.specs.words import find, scenarios, told

HISTORY = "history"


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """A file's scenarios stay together; all that speak of a history go into one process.

    There one pass over the log answers them all, while the others run beside it.
    """

    def __init__(self, config: pytest.Config, log: Producer | None) -> None:
        super().__init__(config, log)
        self.history = {
            Path(os.path.relpath(file, config.rootpath)).as_posix()
            for file in gather(config.args)
            if speaks_of_history(file)
        }

    def _split_scope(self, nodeid: str) -> str:
        file: str = nodeid.split("::", 1)[0]
        return HISTORY if file in self.history else file


def speaks_of_history(file: Path) -> bool:
    """Tell whether any scenario of ``file`` is about a store that is there."""
    steps = (
        step
        for template in scenarios(file)
        for scenario in told(template)
        for step in scenario.steps
    )
    return any(one.family == "history" for step in steps if (one := find(step.name)) is not None)
