"""Break a rule of money in the code, and the very layer that keeps it minds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from .money_breaches import BREACHES, Layer

HOME = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each rule is broken in a fork")


@pytest.fixture(scope="module")
def told() -> Any:
    """What minded, rule by rule, and while nothing was broken."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.specs.money_breaches"],
        cwd=HOME,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["", *sys.path])},
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.parametrize("name", BREACHES)
def test_the_layer_that_keeps_the_rule_minds(told: Any, name: str) -> None:
    breach = BREACHES[name]
    minding = [one for one in told["broken"][name] if one[0] == breach.minds]
    assert minding, told["broken"][name]
    for _, step, why in minding:
        assert step == breach.at
        if breach.layer is Layer.REFUSAL:
            assert why.endswith("没有被拒绝"), "another layer has refused it"
        else:
            assert "被拒绝" not in why, "another layer has refused it"


def test_nothing_minds_while_nothing_is_broken(told: Any) -> None:
    assert not any(told["whole"].values()), told["whole"]


def test_two_rules_a_module_are_broken_and_each_layer_is_needed() -> None:
    modules = Counter(name.partition(":")[0] for name in BREACHES)
    assert len(BREACHES) >= 13
    assert {module for module, count in modules.items() if count == 1} <= {"suspense"}
    assert {breach.layer for breach in BREACHES.values()} == set(Layer)
