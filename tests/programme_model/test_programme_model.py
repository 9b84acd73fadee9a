"""The use cases answer as the model does, whatever is done: by seeds, and by Hypothesis."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from tests.programme_model.answer import CODES
from tests.programme_model.dice import Dice
from tests.programme_model.drive import begin, run, sent
from tests.programme_model.reasons import OF_LIVES
from tests.programme_model.rules.made import RULES
from tests.programme_model.whole import looked_over
from tests.programme_model.world import Tally, World

SEEDS, STEPS = (1, 2, 3, 4), 3_750
CHANCE = st.randoms(use_true_random=False)
LIVES = (
    "calls",
    "campaigns",
    "disclosures",
    "enterprises",
    "entries",
    "foundations",
    "guides",
    "needs",
    "objections",
    "plans",
    "sessions",
    "subjects",
    "teams",
    "volunteers",
    "votes",
)
"""Modules of use cases that are about people, votes, firms and papers, not about money."""


@pytest.mark.parametrize("seed", SEEDS)
def test_the_programme_answers_as_its_model(seed: int) -> None:
    tally = Tally()
    for fault in run(seed, STEPS, tally=tally):
        pytest.fail(f"store {fault.number}: {fault.says}\n" + "\n".join(map(str, fault.acts[-8:])))
    assert tally.steps >= STEPS
    assert tally.crashes and tally.again and tally.other
    assert sum(tally.refused.values()) > STEPS / 10
    both = tally.done + tally.refused
    lives = sum(number for does, number in both.items() if does.partition(".")[0] in LIVES)
    assert lives > both.total() * 0.3


class Beside(RuleBasedStateMachine):
    """The same rules, as Hypothesis plays them and makes the shortest script of a fault."""

    world: World | None = None

    @initialize(chance=CHANCE)
    def opened(self, chance: Random) -> None:
        """Begin a store."""
        self.world = begin(Dice(chance))

    def teardown(self) -> None:
        """Look the whole over."""
        if self.world is not None:
            try:
                looked_over(self.world)
            finally:
                self.world.close()


def _played(name: str) -> Callable[..., None]:
    def play(self: Beside, chance: Random) -> None:
        assert self.world is not None
        dice = Dice(chance)
        act = RULES[name][0](self.world.model, dice)
        if act is not None:
            self.world.play(sent(self.world, dice, act))

    play.__name__ = name.replace(".", "_")
    return play


for _name in RULES:
    setattr(Beside, _name.replace(".", "_"), rule(chance=CHANCE)(_played(_name)))


def test_the_programme_answers_as_its_model_by_hypothesis() -> None:
    run_state_machine_as_test(
        Beside,
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_model_knows_the_refusals_by_their_permanent_codes() -> None:
    golden = Path(__file__).parents[1] / "golden" / "reasons.json"
    known: Any = json.loads(golden.read_text("utf-8"))
    assert CODES.keys() | OF_LIVES.keys() <= set(known)
    assert not CODES.keys() & OF_LIVES.keys()
