"""Time passes and lies a little; processes run; the store is put away and opened again."""

from __future__ import annotations

from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme
from tests.programme_model.rights import OFFICE
from tests.programme_model.rules.made import rule


@rule(2)
def go(model: Programme, dice: Dice) -> Act | None:
    """Let days pass, or some hours: past midnight it is another day."""
    if dice.chance(0.2):
        return Act("clock.go", "-", OFFICE, {"days": 0, "hours": dice.of((1, 5, 9, 14))})
    return Act("clock.go", "-", OFFICE, {"days": dice.of((1, 1, 2, 5, 12, 31)), "hours": 0})


@rule(0.5)
def step(model: Programme, dice: Dice) -> Act | None:
    """Let the clock step back: so little that nobody minds, or too far; and right it again."""
    if model.behind and dice.chance(0.7):
        return Act("clock.step", "-", OFFICE, {"back": -model.behind})
    return Act("clock.step", "-", OFFICE, {"back": dice.of((1, 2, 3, 5, 5, 60))})


@rule(0.5)
def processes(model: Programme, dice: Dice) -> Act | None:
    """Let the processes run."""
    return Act("processes.run", "-", OFFICE, {})


@rule(0.05)
def reopen(model: Programme, dice: Dice) -> Act | None:
    """Close the store and open it again."""
    return Act("store.reopen", "-", OFFICE, {})
