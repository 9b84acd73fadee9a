"""Draws rules and plays them, store after store; one seed, one run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from random import Random

from attrs import evolve, frozen
from tests.programme_model import rules as _rules
from tests.programme_model.acts import NO_COMMAND, Act
from tests.programme_model.dice import Dice
from tests.programme_model.opening import opening
from tests.programme_model.rights import OFFICE
from tests.programme_model.seasons import made, season
from tests.programme_model.whole import looked_over
from tests.programme_model.world import DisagreementError, Tally, World

AGAIN, OTHERWISE, KEYED, CRASH, BACK = 0.03, 0.02, 0.35, 0.004, 0.03
"""How often an act is sent again, its key with another body; has a key, is killed, dated back."""
GIVES_UP = ("members.revoke", "members.suspend")
"""By what somebody may give up the right to ask again how it went."""
BY_THE_BANK = ("credits.book", "credits.reverse_by_bank")
"""What bears the bank's own date, of which its statement tells too."""
BEGINS = (0, 0, 45, 200, 366, 366, 366, 640, 700, 1500)
"""So many days after the first one a store begins: before the leap day, under the old law and the
new, in a year whose holidays are published and in one of which nobody knows yet."""
A_STORE, LOOK, BEANS = 800, 200, 10
"""Steps on one store; after how many it is looked over; which stores' books bean-check reads."""


@frozen
class Fault:
    """Where store and model disagree, and all that was done until then."""

    seed: int
    number: int
    says: str
    kind: str
    acts: Sequence[Act]
    whole: bool
    """Whether it was found only by looking the whole over."""


def kind_of(wrong: BaseException) -> str:
    """Return what a fault says, without the numbers of ids in it."""
    said = f"{type(wrong).__name__}: {wrong}"
    return re.sub(r"\d+", "0", re.sub(r"[A-Z]\d+(#1\.\d+)?", "#", said))[:300]


def begin(dice: Dice, tally: Tally | None = None) -> World:
    """Return a world with what every store begins with."""
    world = World(tally)
    try:
        world.play(Act("clock.go", "-", OFFICE, {"days": dice.of(BEGINS), "hours": 0}))
        for act in opening(world.model.today, dice):
            if not world.play(act):
                raise DisagreementError(f"the opening was refused: {act}")
    except BaseException:
        world.close()
        raise
    return world


def drawn(world: World, dice: Dice, often: Mapping[str, float]) -> Act | None:
    """Return the next act: of some rule, or one sent again."""
    if world.known and dice.chance(AGAIN + OTHERWISE):
        (_, key), (act, _) = dice.of(tuple(world.known.items()))
        if dice.chance(AGAIN / (AGAIN + OTHERWISE)):
            return evolve(act, given={**act.given, "on": world.model.today}, crash=None)
        other = made(world.model, dice, often)
        if other is None or other.does in NO_COMMAND:
            return other
        return evolve(other, by=act.by, role=act.role, key=key)
    new = made(world.model, dice, often)
    return new if new is None else sent(world, dice, new)


def sent(world: World, dice: Dice, act: Act) -> Act:
    """Return an act as it is sent: with a key or without; and whether its process is killed."""
    if act.does in NO_COMMAND:
        return act
    if act.does not in BY_THE_BANK and dice.chance(BACK):
        on = world.model.today - timedelta(days=dice.random.randint(1, 40))
        act = evolve(act, given={**act.given, "on": on})
    if dice.chance(CRASH) and act.does not in GIVES_UP:
        return evolve(act, key=world.model.new("K"), crash=dice.random.randrange(14))
    return evolve(act, key=world.model.new("K")) if dice.chance(KEYED) else act


def run(
    seed: int,
    steps: int,
    *,
    tally: Tally | None = None,
    after: Callable[[], None] = lambda: None,
    lives: bool = False,
) -> Iterator[Fault]:
    """Play so many steps, on a new store every so often; yield each fault, then go on anew.

    ``lives``: mostly about people, votes and papers, less about money.
    """
    tally = tally or Tally()
    number = 0
    while tally.steps < steps:
        world: World | None = None
        whole = False
        dice = Dice(Random(f"{seed}/{number}"))
        try:
            often = season(dice, lives=lives)
            world = begin(dice, tally)
            for step in range(1, A_STORE + 1):
                if (act := drawn(world, dice, often)) is not None:
                    world.play(act)
                if step % LOOK == 0:
                    whole, last = True, step == A_STORE
                    looked_over(world, specs=last, beans=last and number % BEANS == 0)
                    whole = False
                    tally.looked += 1
                    tally.specs += last
                after()
                if tally.steps >= steps:
                    break
        except Exception as wrong:
            acts = [] if world is None else list(world.acts)
            yield Fault(seed, number, str(wrong), kind_of(wrong), acts, whole)
        if world is not None:
            world.close()
        tally.stores += 1
        number += 1


__all__ = ["_rules"]
