"""How rules are kept: by name, with how often each is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme

Rule: TypeAlias = Callable[[Programme, Dice], Act | None]
RULES: dict[str, tuple[Rule, float]] = {}
"""By name: what makes an act up, if there is anything to make it of; how often it is drawn."""


def rule(weight: float = 1.0) -> Callable[[Rule], Rule]:
    """Keep a rule, drawn so often beside the others."""

    def keep(function: Rule) -> Rule:
        RULES[f"{function.__module__.rpartition('.')[2]}.{function.__name__}"] = (function, weight)
        return function

    return keep
