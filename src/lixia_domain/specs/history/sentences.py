"""How a Chinese sentence becomes a step about a history."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, signature
from typing import Any, ParamSpec, cast

from lixia_domain.specs.history.folds import Fold
from lixia_domain.specs.history.moment import Moment
from lixia_domain.specs.history.past import Past
from lixia_domain.testing.steps.sentences import Sentence, sentence

P = ParamSpec("P")

MOMENTS: dict[Sentence, Callable[..., Moment]] = {}
"""Sentences that set the moment, and how what they fill in gives it."""

NEEDS: dict[Sentence, tuple[type[Fold], ...]] = {}
"""What each sentence asks of the log."""


def moment(text: str) -> Callable[[Callable[P, Moment]], Callable[P, Moment]]:
    """Make a function the step ``text`` for 假如: it gives the moment that is looked at."""

    def declare(gives: Callable[P, Moment]) -> Callable[P, Moment]:
        def look(history: Past, **filled: Any) -> None:
            history.settle(cast(Any, gives)(**filled))

        told = signature(gives)
        history = Parameter("history", Parameter.POSITIONAL_OR_KEYWORD)
        parameters = [history, *told.parameters.values()]
        cast(Any, look).__signature__ = told.replace(parameters=parameters)
        MOMENTS[sentence(text, family="history", 假如=look)] = gives
        return gives

    return declare


def condition(text: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a function the step ``text`` for 假如: what must be true of the store at all."""

    def declare(steps: Callable[P, None]) -> Callable[P, None]:
        sentence(text, family="history", 假如=steps)
        return steps

    return declare


def finding(text: str, *needs: type[Fold]) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a function the step ``text`` for 那么. ``needs`` are the folds it will ask for."""

    def declare(steps: Callable[P, None]) -> Callable[P, None]:
        NEEDS[sentence(text, family="history", 那么=steps)] = needs
        return steps

    return declare
