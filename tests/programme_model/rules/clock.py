"""Time passes; the store is put away and opened again."""

from __future__ import annotations

from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme
from tests.programme_model.rights import OFFICE
from tests.programme_model.rules.made import rule


@rule(1.5)
def go(model: Programme, dice: Dice) -> Act | None:
    """Let some days pass."""
    return Act("clock.go", "-", OFFICE, {"days": dice.of((1, 1, 2, 5, 12, 31))})


@rule(0.05)
def reopen(model: Programme, dice: Dice) -> Act | None:
    """Close the store and open it again."""
    return Act("store.reopen", "-", OFFICE, {})
