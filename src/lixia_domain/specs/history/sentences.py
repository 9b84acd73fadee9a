"""How a Chinese sentence becomes a step about a history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from inspect import Parameter, signature
from typing import Any, ParamSpec, TypeAlias, cast

from lixia_domain.specs.history.folds import Fold
from lixia_domain.specs.history.moment import Moment
from lixia_domain.specs.history.past import Past
from lixia_domain.testing.steps.sentences import Accepts, Sentence, sentence

P = ParamSpec("P")

MOMENTS: dict[Sentence, Callable[..., Moment]] = {}
"""Sentences that set the moment, and how what they fill in gives it."""

Needs: TypeAlias = Callable[[Mapping[str, Any]], Iterable[type[Fold]]]
NEEDS: dict[Sentence, Needs] = {}
"""What each sentence asks of the log, by what it is filled in with."""


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


def finding(
    text: str,
    *folds: type[Fold],
    needs: Needs | None = None,
    accepts: Mapping[str, Accepts] | None = None,
    heads: Accepts | None = None,
) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a function the step ``text`` for 那么. ``folds`` are those that it will ask for.

    ``needs``: which they are by what the sentence says. ``accepts`` and ``heads``: ``Sentence``.
    """

    def declare(steps: Callable[P, None]) -> Callable[P, None]:
        declared = sentence(text, family="history", accepts=accepts, heads=heads, 那么=steps)
        NEEDS[declared] = needs or (lambda _: folds)
        return steps

    return declare
