"""The table of what facts of an account move: it is complete, and says what the account says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import attrs
import pytest

from lixia_domain import open_store
from lixia_domain.aggregates.account.facts import ShortfallClaimed, ShortfallMadeGood
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.specs.history.moves import ACCOUNT_MOVES, IN_DOUBT, MOVES, OTHER, moves
from lixia_domain.testing.examples import EXAMPLES

MONEY = {"amount", "share", "shares"}


def test_every_fact_of_an_account_is_in_the_table() -> None:
    # A new one must be told there, be it one that moves nothing, or the sums are wrong.
    assert set(ACCOUNT_MOVES) == set(ACCOUNT.events)
    assert set(ACCOUNT_MOVES) == {
        cls for name, cls in EVENTS.items() if name.startswith("account.")
    }


def test_what_moves_nothing_names_no_amount() -> None:
    told = {cls for cls in ACCOUNT_MOVES if MONEY & attrs.fields_dict(cls).keys()}  # type: ignore[arg-type]
    assert told == {*MOVES, ShortfallClaimed, ShortfallMadeGood}, "a shortfall stands beside"


@pytest.mark.parametrize("cls", MOVES, ids=lambda cls: cls.event_name)
def test_each_example_of_what_moves_money_moves_some(cls: type) -> None:
    told = [event for event in EXAMPLES.values() if isinstance(event, cls)]
    assert told and all(any(move.balance or move.reserved for move in moves(e)) for e in told)


@pytest.fixture(scope="module")
def histories(demo: Path) -> dict[str, list[Recorded]]:
    found: dict[str, list[Recorded]] = defaultdict(list)
    with open_store(f"sqlite:///{demo}", read_only=True) as store:
        for recorded in store.ledger.read(reads=ACCOUNT.events):
            found[recorded.stream].append(recorded)
    return found


def test_the_table_and_the_account_itself_come_to_the_same(
    histories: dict[str, Sequence[Recorded]],
) -> None:
    compared = 0
    for stream, facts in histories.items():
        sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        account = None
        for recorded in facts:
            account = ACCOUNT.evolve(account, recorded.event)
            for move in moves(recorded.event):
                sums[move.gift][0] += move.balance
                sums[move.gift][1] += move.reserved
        assert account is not None
        assert account.suspense.fen == sums.pop(IN_DOUBT, [0])[0], stream
        assert account.other.fen == sums.pop(OTHER, [0])[0], stream
        for gift, (balance, reserved) in sums.items():
            known = account.gifts.get(gift)
            left = (known.balance.fen, known.reserved.fen) if known is not None else (0, 0)
            assert left == (balance, reserved), f"{stream}: {gift}"
            compared += 1
    assert compared > 50
