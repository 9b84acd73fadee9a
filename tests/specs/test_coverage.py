"""What the specs cover: every event, every reason to refuse, every situation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.specs.outcome import PASSED, Outcome, result
from lixia_domain.specs.places import builtin
from lixia_domain.specs.words import scenarios

TESTS = Path(__file__).parent.parent
ELSEWHERE = {"S70", "S74", "S75"}
"""Of files and of size: ``tests/registers`` shows the former, ``benchmarks`` measure the latter."""
OF_FILES = "rows."
"""Opens the codes of what is wrong with a row of a sheet: ``tests/application/test_rows.py`` and
``tests/sheets`` provoke each."""
SITUATIONS = {f"S{number:02d}" for number in range(1, 97)} - ELSEWHERE


@pytest.fixture(scope="module")
def outcome(shipped: Path) -> Outcome:
    """All that ships, run over the demo."""
    told = json.loads((shipped / "r" / "result.json").read_text("utf-8"))
    return Outcome(at=told["at"], results=list(map(result, told["results"])))


@pytest.fixture(scope="module")
def met(outcome: Outcome) -> dict[str, set[str]]:
    """What the scenarios have met."""
    return {
        "events": {name for r in outcome.results if r.family == "model" for name in r.looked},
        "refusals": {code for result in outcome.results for code in result.refusals},
        "situations": {tag for result in outcome.results for tag in result.tags} & SITUATIONS,
    }


def there() -> dict[str, set[str]]:
    """What there is to be met."""
    reasons = json.loads((TESTS / "golden" / "reasons.json").read_text("utf-8"))
    refusals = {code for code in reasons if not code.startswith(OF_FILES)}
    return {"events": set(EVENTS), "refusals": refusals, "situations": SITUATIONS}


def test_all_that_ships_passes(outcome: Outcome) -> None:
    assert not [(r.scenario, r.why) for r in outcome.results if r.outcome != PASSED]
    assert len(outcome.results) > 500


@pytest.mark.parametrize("kind", ["events", "refusals", "situations"])
def test_a_scenario_meets_each(met: dict[str, set[str]], kind: str) -> None:
    missing = sorted(there()[kind] - met[kind])
    assert missing == [], f"{kind} that no scenario meets: write one for each"


def test_each_of_the_twelve_invariants_is_a_rule_over_history() -> None:
    rules = {t.rule.name for t in scenarios(builtin() / "审计" / "不变量.feature") if t.rule}
    opened = [f"不变量 {number} " for number in range(1, 13)]
    assert [sum(name.startswith(one) for name in rules) for one in opened] == [1] * 12
