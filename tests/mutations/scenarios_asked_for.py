"""The scenarios that ``LIXIA_SCENARIOS`` names, a line each (feature/name), and nothing beside.

None of what ``test_features`` looks at after each scenario is there: its own sentences have to
mind. It is collected only by its name.
"""

from __future__ import annotations

import os
from pathlib import Path

from pytest_bdd import scenario

pytest_plugins = ["lixia_domain.testing.steps", "lixia_domain.specs.history.steps"]

FEATURES = Path(__file__).parents[2] / "features"


def _carried_out() -> None:
    """What pytest-bdd hangs a scenario's steps on."""


for number, asked in enumerate(os.environ.get("LIXIA_SCENARIOS", "").splitlines()):
    feature, _, name = asked.partition("/")
    path = str(FEATURES / f"{feature}.feature")
    globals()[f"test_{number}"] = scenario(path, name)(_carried_out)
