"""What is left to chance: whom, what, how much; from one source for long runs and Hypothesis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

from attrs import frozen
from tests.programme_model.figures import Programme

from lixia_domain.kernel.roles import Role

T = TypeVar("T")
LIES = 0.07
"""How often somebody acts who should not, or names what is not there."""


@frozen
class Dice:
    """Draws for one step."""

    random: Random

    def one(self, of: Iterable[T]) -> T | None:
        """Draw one, nothing of nothing."""
        found = list(of)
        return found[self.random.randrange(len(found))] if found else None

    def of(self, choices: Sequence[T]) -> T:
        """Draw one of what is there for certain."""
        return choices[self.random.randrange(len(choices))]

    def chance(self, share: float) -> bool:
        """Draw whether something happens that happens so often."""
        return self.random.random() < share

    def fen(self, upto: int, low: int = 1) -> int:
        """Draw an amount up to so much; now and then just beyond."""
        if self.chance(0.04):
            return upto + self.random.choice((0, 1, 100))
        return self.random.randint(low, max(low, upto))

    def part(self, whole: int) -> int:
        """Draw all of it, or a part."""
        return whole if self.chance(0.5) else self.fen(whole)

    def some(self, best: Iterable[T], all_of: Iterable[T]) -> T | None:
        """Draw of what fits, seldom of whatever there is."""
        if self.chance(0.08):
            return self.one(all_of)
        return self.one(best)

    def actor(self, model: Programme, role: Role, whose: str = "") -> tuple[str, Role]:
        """Draw who acts: mostly who may, now and then somebody who lies."""
        if self.chance(LIES):
            return self._liar(model, role)
        fits = [
            account
            for account, member in model.members.items()
            if (role, whose) in member.roles and (not member.suspended or self.chance(0.1))
        ]
        account = self.one(fits)
        return (account or STAND_IN.get((role, whose)) or STAND_IN[role, ""], role)

    def _liar(self, model: Programme, role: Role) -> tuple[str, Role]:
        account = self.one(model.members) or "nobody-1"
        member = model.members.get(account)
        held = [each for each, _ in member.roles] if member is not None else []
        how = self.random.randrange(3)
        if how == 0:
            return account, role
        if how == 1:
            return account, self.one(sorted(held)) or role
        return "nobody-1", role


STAND_IN: dict[tuple[Role, str], str] = {}
"""Who acts in a role while nobody is a member, or nobody holds it."""
