"""Break one rule in the code, and a spec that auditors read fails."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

import lixia_adapters
import lixia_domain
from lixia_domain.specs.outcome import FAILED, PASSED

DOMAIN, ADAPTERS = (Path(str(p.__file__)).parent for p in (lixia_domain, lixia_adapters))
FEATURES = Path(__file__).parents[2] / "features"
CONSOLE = "lixia_adapters.console.main"


@frozen
class Breach:
    """One rule broken: what stands in the code, what is put there, which scenario minds."""

    file: str
    rule: str
    instead: str
    feature: str
    scenario: str
    refusal: str


BROKEN = {
    "the approver may be the requester": Breach(
        "disbursement/decisions.py",
        "raise Rejection(Why.SAME_PERSON, who=who)",
        "continue",
        "拨付",
        "一人兼任两者",
        "disbursement.same_person",
    ),
    "claims may exceed the budget": Breach(
        "project/claims.py",
        "if amount <= remainder:",
        "if amount:",
        "认领",
        "超额认领被拒绝，并告知余额",
        "project.exceeds_remainder",
    ),
    "hours of one volunteer may overlap": Breach(
        "volunteer_day.py",
        "raise Rejection(Why.OVERLAP, session=other, taken=taken, span=span)",
        "continue",
        "志愿服务",
        "两场活动时段重叠",
        "volunteer_day.overlap",
    ),
    "a frozen account may pay": Breach(
        "account/decisions.py",
        "raise Rejection(Why.FROZEN, reason=account.frozen)",
        "pass",
        "付款时再看",
        "批准之后专户被法院冻结，也不付款",
        "account.frozen",
    ),
    "a receipt number may be used again": Breach(
        "donation_receipt.py",
        "raise Rejection(Why.USED, stage=receipt.stage)",
        "return ()",
        "退还与票据",
        "号码不得重用",
        "donation_receipt.used",
    ),
}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code, to be broken."""
    folder = tmp_path_factory.mktemp("copy")
    for package in (DOMAIN, ADAPTERS):  # with bytecode, which stays good for what is not broken
        shutil.copytree(package, folder / package.name)
    return folder


@pytest.fixture
def broken(copied: Path, request: pytest.FixtureRequest) -> Iterator[Breach]:
    """The copy with one rule broken."""
    breach: Breach = BROKEN[request.param]
    path = copied / "lixia_domain" / "aggregates" / breach.file
    text = path.read_text("utf-8")
    assert breach.rule in text, f"{breach.file} says it otherwise by now: break the rule there"
    path.write_text(text.replace(breach.rule, breach.instead), "utf-8")
    yield breach
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("broken", BROKEN, indirect=True)
def test_breaking_a_rule_makes_the_scenario_of_that_rule_fail(copied: Path, broken: Breach) -> None:
    code, results = run(copied, broken.feature)
    assert code == 1
    failed = [one for one in results if one["outcome"] == FAILED]
    assert len(failed) < len(results), "the rest of the feature has nothing to do with the rule"
    minding = [one for one in failed if one["scenario"].startswith(broken.scenario)]
    assert minding, [one["scenario"] for one in failed]
    for one in minding:
        step = next(step for step in one["steps"] if step["outcome"] == FAILED)
        assert step["text"] == f'被拒绝，理由代码为"{broken.refusal}"'
        assert one["why"].endswith(f"{broken.feature}.feature 第 {step['line']} 行：没有被拒绝")


def test_the_copy_passes_while_nothing_is_broken(copied: Path) -> None:
    code, results = run(copied, *sorted({breach.feature for breach in BROKEN.values()}))
    assert code == 0
    assert {one["outcome"] for one in results} == {PASSED}


def run(code: Path, *features: str) -> tuple[int, list[dict[str, Any]]]:
    """Run features with the code that stands in ``code``; return exit code and results."""
    files = [str(FEATURES / f"{feature}.feature") for feature in features]
    ran = subprocess.run(
        [sys.executable, "-B", "-m", CONSOLE, "spec", "run", *files, "--json"],
        env={**os.environ, "PYTHONPATH": str(code), "LC_ALL": "zh_CN.UTF-8"},
        cwd=code,
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.stdout, ran.stderr
    return ran.returncode, json.loads(ran.stdout)["results"]


BREAK = """
from lixia_domain.specs.places import builtin
from tests.specs import mutants
every = list(mutants.mutants())
features = [builtin() / "拨付.feature"]
mutants.gather = lambda _: features
assert not mutants.fails(features), "nothing is broken, and each fork finds all imported"
for sought, minded in (
    ("disbursement/decisions.py disbursement.wrong_stage off", True),
    ("disbursement/decisions.py disbursement.exceeds_outstanding edge", True),
    ("volunteer_day.py volunteer_day.overlap off", False),
):
    found = [m for m in every if all(word in str(m) for word in sought.split())]
    assert found and any(mutants.minded(one, []) for one in found) is minded, sought
try:
    mutants.minded(mutants.Mutant("lixia_domain.kernel.money", 1, ""), [])
except RuntimeError:
    off = [m for m in every if m.kind == mutants.OFF]
    print(len(off), len({str(m) for m in every}), len(every))
assert not mutants.fails(features), "this process is as it was"
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each mutant is tried in a fork")
def test_the_tool_that_breaks_refusals_finds_them_and_tells_who_is_minded() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", BREAK],
        cwd=FEATURES.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["", *sys.path])},
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr
    off, different, found = map(int, ran.stdout.split())
    raised = sum(p.read_text("utf-8").count("raise Rejection(") for p in DOMAIN.rglob("*.py"))
    assert off == raised > 250
    assert found == different > off
