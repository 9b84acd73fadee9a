"""The table of effects moves what the specs' own table says of the same facts, to the fen."""

from __future__ import annotations

from typing import get_args

import pytest
from attrs import evolve

from lixia_domain.aggregates.account import facts
from lixia_domain.aggregates.account.effects import EFFECTS, MOVING, Figure, fact_of
from lixia_domain.kernel.events import Event
from lixia_domain.specs.history.moves import ACCOUNT_MOVES
from lixia_domain.testing import EXAMPLES

REVERSED = EXAMPLES["account.income_reversed"]
assert isinstance(REVERSED, facts.IncomeReversed)
FACTS: tuple[Event, ...] = (
    *(EXAMPLES[cls.event_name] for cls in get_args(facts.AccountEvent)),
    *(evolve(REVERSED, kind=kind) for kind in facts.IncomeKind),
)


@pytest.mark.parametrize(
    "event", FACTS, ids=lambda event: str(getattr(event, "kind", event.event_name))
)
def test_a_fact_moves_what_the_specs_say(event: Event) -> None:
    said = ACCOUNT_MOVES[type(event)](event)
    effect = EFFECTS.get(fact_of(event))
    balance = 0 if effect is None else effect.balance * effect.fen(event)
    reserved = 0 if effect is None else effect.moves.get(Figure.RESERVED, 0) * effect.fen(event)
    assert (balance, reserved) == (
        sum(move.balance for move in said),
        sum(move.reserved for move in said),
    )
    beside = isinstance(event, facts.ShortfallMadeGood)  # it is no account's money
    assert (type(event) in MOVING) == (bool(said) or beside)
