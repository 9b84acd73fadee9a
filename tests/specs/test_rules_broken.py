"""Break a rule in the code, and the very layer that keeps it minds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from . import money_breaches, people_breaches
from .breaches import Layer

HOME = Path(__file__).parents[2]
BROKEN = {"money": money_breaches.BREACHES, "people": people_breaches.BREACHES}
RULES = [(of, name) for of, breaches in BROKEN.items() for name in breaches]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each rule is broken in a fork")


@cache
def told(of: str) -> Any:
    """What minded, rule by rule, and while nothing was broken."""
    ran = subprocess.run(
        [sys.executable, "-m", f"tests.specs.{of}_breaches"],
        cwd=HOME,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["", *sys.path])},
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.parametrize(("of", "name"), RULES)
def test_the_layer_that_keeps_the_rule_minds(of: str, name: str) -> None:
    breach = BROKEN[of][name]
    minding = [one for one in told(of)["broken"][name] if one[0] == breach.minds]
    assert minding, told(of)["broken"][name]
    for _, step, why in minding:
        assert step == breach.at
        if breach.layer is Layer.REFUSAL:
            assert why.endswith("没有被拒绝"), "another layer has refused it"
        else:
            assert "被拒绝" not in why, "another layer has refused it"


@pytest.mark.parametrize("of", BROKEN)
def test_nothing_minds_while_nothing_is_broken(of: str) -> None:
    assert not any(told(of)["whole"].values()), told(of)["whole"]


@pytest.mark.parametrize("of", BROKEN)
def test_two_rules_a_module_are_broken(of: str) -> None:
    modules = Counter(name.partition(":")[0] for name in BROKEN[of])
    assert len(BROKEN[of]) >= 13
    assert {module for module, count in modules.items() if count == 1} <= {"suspense"}


def test_each_layer_is_needed() -> None:
    assert {BROKEN[of][name].layer for of, name in RULES} == set(Layer)
