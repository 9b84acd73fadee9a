"""Given facts, when something is decided, then facts: the shape of every aggregate's tests.

``given(BATCH, planned).when(batch.release, projects=("p1",), on=on).then(released)``; in place of
``then``, ``refused(Why.EMPTY)`` or ``ignored()``. Failures are plain assertion errors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import ndiff
from enum import StrEnum
from pprint import pformat
from typing import Concatenate, Generic, NoReturn, ParamSpec, TypeVar

from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.words import Spoken, Words

S = TypeVar("S")
E = TypeVar("E")
F = TypeVar("F")
P = ParamSpec("P")


@frozen
class Outcome(Generic[E]):
    """What a decision answered: the facts it gave, or why it refused."""

    told: str
    answer: tuple[E, ...] | Rejection

    def then(self, *expected: E) -> None:
        """Assert that exactly ``expected`` was decided, in this order."""
        if isinstance(self.answer, Rejection):
            _fail(f"{self.told} was refused ({_said(self.answer)}), but should give", *expected)
        if self.answer != expected:
            lines = ndiff(_lines(expected), _lines(self.answer))
            _fail(f"{self.told} gave other facts (- expected, + given):", *lines)

    def ignored(self) -> None:
        """Assert that nothing was decided, because it had been told before."""
        if isinstance(self.answer, Rejection):
            _fail(f"{self.told} was refused ({_said(self.answer)}), but should be ignored")
        if self.answer:
            _fail(f"{self.told} should be ignored, but gave", *self.answer)

    def refused(self, reason: Reason, /, **facts: object) -> None:
        """Assert that it was refused for ``reason``; ``facts`` are among those the refusal names.

        Words may be named by their Chinese alone. Its sentences must be sayable in both languages,
        and a code in them is told in words.
        """
        if not isinstance(self.answer, Rejection):
            _fail(f"{self.told} should be refused ({reason.code}), but gave", *self.answer)
        if self.answer.reason is not reason:
            _fail(f"{self.told} should be refused for {reason.code}, but: {_said(self.answer)}")
        named = {name: _named(self.answer.facts.get(name), fact) for name, fact in facts.items()}
        if named != facts:
            lines = ndiff(pformat(facts).splitlines(), pformat(named).splitlines())
            _fail(f"{self.told} was refused on other facts (- expected, + given):", *lines)
        assert self.answer.sentence("zh") and self.answer.sentence("en"), "a refusal has a sentence"
        codes = [fact for fact in self.answer.facts.values() if isinstance(fact, StrEnum)]
        assert all(isinstance(code, Spoken) for code in codes), f"no words for {codes}"


@frozen
class Given(Generic[S, E]):
    """A stream as some facts have left it."""

    decider: Decider[S, E]
    facts: tuple[E, ...]

    def when(
        self,
        decision: Callable[Concatenate[S, P], Sequence[F]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Outcome[F]:
        """Put ``decision`` to the stream and keep its answer."""
        told = f"{decision.__module__.rpartition('.')[2]}.{decision.__name__}"
        try:
            return Outcome(told, tuple(decision(self.state, *args, **kwargs)))
        except Rejection as refusal:
            return Outcome(told, refusal)

    @property
    def state(self) -> S:
        """Return what the facts add up to."""
        return self.decider.fold(self.facts)


def given(decider: Decider[S, E], *facts: E) -> Given[S, E]:
    """Return a stream in which ``facts`` stand."""
    return Given(decider, facts)


def _named(told: object, expected: object) -> object:
    return told.zh if isinstance(told, Words) and isinstance(expected, str) else told


def _said(refusal: Rejection) -> str:
    return f"{refusal.reason.code}: {refusal.sentence('zh')} / {refusal.sentence('en')}"


def _lines(facts: Sequence[object]) -> list[str]:
    return [line for fact in facts for line in _shown(fact).splitlines()] or ["(nothing)"]


def _shown(fact: object) -> str:
    name, opened, fields = repr(fact).partition("(")
    return f"{name}{opened}\n    " + fields.replace(", ", ",\n    ") if opened else name


def _fail(headline: str, *lines: object) -> NoReturn:
    raise AssertionError("\n".join((headline, *(f"  {line}".rstrip() for line in lines))))
