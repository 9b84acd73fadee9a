"""Draws rules and plays them, store after store; one seed, one run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from random import Random

from attrs import evolve, frozen
from tests.programme_model import rules as _rules
from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.opening import opening
from tests.programme_model.rules.made import RULES
from tests.programme_model.whole import looked_over
from tests.programme_model.world import DisagreementError, Tally, World

AGAIN, OTHERWISE, KEYED, CRASH, BACK = 0.03, 0.02, 0.35, 0.004, 0.03
"""How often an act is sent again, its key with another body; has a key, is killed, dated back."""
GIVES_UP = ("members.revoke", "members.suspend")
"""By what somebody may give up the right to ask again how it went."""
BY_THE_BANK = ("credits.book", "credits.reverse_by_bank")
"""What bears the bank's own date, of which its statement tells too."""
A_STORE, LOOK, BEANS = 600, 200, 10
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
        for act in opening(world.model.today, dice):
            if not world.play(act):
                raise DisagreementError(f"the opening was refused: {act}")
    except BaseException:
        world.close()
        raise
    return world


def drawn(world: World, dice: Dice) -> Act | None:
    """Return the next act: of some rule, or one sent again."""
    if world.known and dice.chance(AGAIN + OTHERWISE):
        (_, key), (act, _) = dice.of(tuple(world.known.items()))
        if dice.chance(AGAIN / (AGAIN + OTHERWISE)):
            return evolve(act, given={**act.given, "on": world.model.today}, crash=None)
        other = made(world, dice)
        if other is None or other.does in ("clock.go", "store.reopen"):
            return other
        return evolve(other, by=act.by, role=act.role, key=key)
    act = made(world, dice)
    return act if act is None else sent(world, dice, act)


def sent(world: World, dice: Dice, act: Act) -> Act:
    """Return an act as it is sent: with a key or without; and whether its process is killed."""
    if act.does in ("clock.go", "store.reopen"):
        return act
    if act.does not in BY_THE_BANK and dice.chance(BACK):
        on = world.model.today - timedelta(days=dice.random.randint(1, 40))
        act = evolve(act, given={**act.given, "on": on})
    if dice.chance(CRASH) and act.does not in GIVES_UP:
        return evolve(act, key=world.model.new("K"), crash=dice.random.randrange(14))
    return evolve(act, key=world.model.new("K")) if dice.chance(KEYED) else act


def made(world: World, dice: Dice) -> Act | None:
    """Return what some rule makes up."""
    names = list(RULES)
    name = dice.random.choices(names, [RULES[each][1] for each in names])[0]
    return RULES[name][0](world.model, dice)


def run(
    seed: int,
    steps: int,
    *,
    tally: Tally | None = None,
    after: Callable[[], None] = lambda: None,
) -> Iterator[Fault]:
    """Play so many steps, on a new store every so often; yield each fault, then go on anew."""
    tally = tally or Tally()
    number = 0
    while tally.steps < steps:
        world: World | None = None
        whole = False
        dice = Dice(Random(f"{seed}/{number}"))
        try:
            world = begin(dice, tally)
            for step in range(1, A_STORE + 1):
                if (act := drawn(world, dice)) is not None:
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
