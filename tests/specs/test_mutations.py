"""Break one rule in the code, and a spec that auditors read fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import lixia_adapters
import lixia_domain

DOMAIN, ADAPTERS = (Path(str(p.__file__)).parent for p in (lixia_domain, lixia_adapters))
FEATURES = Path(__file__).parents[2] / "features"

BROKEN = {
    "the approver may be the requester": (
        "disbursement/decisions.py",
        "raise Rejection(Why.SAME_PERSON, who=who)",
        "continue",
        "拨付",
    ),
    "claims may exceed the budget": (
        "project/claims.py",
        "if amount <= remainder:",
        "if amount:",
        "认领",
    ),
    "hours of one volunteer may overlap": (
        "volunteer_day.py",
        "raise Rejection(Why.OVERLAP, session=other, taken=taken, span=span)",
        "continue",
        "志愿服务",
    ),
    "a frozen account may pay": (
        "account/decisions.py",
        "raise Rejection(Why.FROZEN, reason=account.frozen)",
        "pass",
        "取消与变更用途",
    ),
    "a receipt number may be used again": (
        "donation_receipt.py",
        "raise Rejection(Why.USED, stage=receipt.stage)",
        "return ()",
        "退还与票据",
    ),
}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code, to be broken."""
    folder = tmp_path_factory.mktemp("copy")
    away = shutil.ignore_patterns("__pycache__")
    for package in (DOMAIN, ADAPTERS):
        shutil.copytree(package, folder / package.name, ignore=away)
    return folder


@pytest.fixture
def broken(copied: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Path, Path]]:
    """The copy with one rule broken, and the feature that tells of the rule."""
    file, rule, instead, feature = BROKEN[request.param]
    path = copied / "lixia_domain" / "aggregates" / file
    text = path.read_text("utf-8")
    assert rule in text, f"{file} says it otherwise by now: break the rule where it is"
    path.write_text(text.replace(rule, instead), "utf-8")
    yield copied, FEATURES / f"{feature}.feature"
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("broken", BROKEN, indirect=True)
def test_breaking_a_rule_makes_a_scenario_fail(broken: tuple[Path, Path]) -> None:
    code, feature = broken
    ran = run(code, feature)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert f"{feature.name} 第 " in ran.stdout


@pytest.mark.parametrize("feature", sorted({feature for *_, feature in BROKEN.values()}))
def test_the_copy_passes_while_nothing_is_broken(copied: Path, feature: str) -> None:
    ran = run(copied, FEATURES / f"{feature}.feature")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def run(code: Path, feature: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", "-m", "lixia_adapters.console.main", "spec", "run", feature],
        env={**os.environ, "PYTHONPATH": str(code), "LC_ALL": "zh_CN.UTF-8"},
        cwd=code,
        capture_output=True,
        encoding="utf-8",
    )


SWITCH_OFF = """
from lixia_domain.specs.places import builtin
from tests.specs import mutants
every = [m for m in mutants.mutants()]
four_eyes = [m for m in every if m.reason == "disbursement.same_person"]
feature = builtin() / "拨付.feature"
assert not mutants.fails([feature]), "it passes as things are"
assert any(mutants.minded(one, [feature]) for one in four_eyes), "where nobody minds it fails"
assert not mutants.fails([feature]), "this process is as it was"
print(len(every), len({str(m) for m in every}))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each mutant is tried in a fork")
def test_the_tool_that_switches_refusals_off_finds_them_and_is_minded() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SWITCH_OFF],
        cwd=FEATURES.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["", *sys.path])},
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr
    found, different = map(int, ran.stdout.split())
    raised = sum(p.read_text("utf-8").count("raise Rejection(") for p in DOMAIN.rglob("*.py"))
    assert found == different == raised > 250
