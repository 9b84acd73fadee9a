"""Following the log: in order, once, from where one left off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from attrs import define, field

from lixia_domain.aggregates import enterprise
from lixia_domain.aggregates.enterprise import ENTERPRISE, EnterpriseRegistered, Ownership
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.facts import FundProposed
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.follower import Overtaken, catch_up
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By

ON = date(2021, 3, 10)
BY = By(actor="acct-1", role=Role.SYSTEM, at=datetime(2021, 3, 10, 2, tzinfo=UTC))


@pytest.fixture(params=["memory", "sqlite"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    module = f"lixia_adapters.stores.{request.param}"
    env = {"PERSISTENCE_MODULE": module, "SQLITE_DBNAME": str(tmp_path / "store.db")}
    with Ledger(env) as opened:
        yield opened


def record(ledger: Ledger, what: str) -> None:
    """Record one fact per letter: an enterprise for e, a fund for anything else."""
    for letter in what:
        key = f"{letter}{ledger.head()}"
        if letter == "e":
            told = enterprise.register(None, name=key, ownership=Ownership.PRIVATE, on=ON)
            ledger.transact(lambda work: work.record(ENTERPRISE, key, told), by=BY)  # noqa: B023
        else:
            raised = fund.propose(None, name=key, foundation="x", purpose="x", on=ON)
            ledger.transact(lambda work: work.record(FUND, key, raised), by=BY)  # noqa: B023


@define
class Listener:
    """Keeps what it was told, with the stretch of the log it was told of."""

    reads: frozenset[type[Event]] = frozenset()
    at: int = 0
    told: list[int] = field(factory=list)
    stretches: list[tuple[int, int]] = field(factory=list)

    def position(self) -> int:
        return self.at

    def follow(self, page: Iterable[Recorded], after: int, position: int) -> None:
        if self.at != after:
            raise Overtaken
        self.told += [recorded.position for recorded in page]
        self.stretches.append((after, position))
        self.at = position


def test_every_fact_is_told_once_and_in_order_in_pages(ledger: Ledger) -> None:
    record(ledger, "efefe")
    listener = Listener()
    assert catch_up(ledger, listener, page=2) == 5
    assert listener.told == [1, 2, 3, 4, 5]
    assert listener.stretches == [(0, 2), (2, 4), (4, 5)]
    record(ledger, "f")
    assert catch_up(ledger, listener) == 6
    assert listener.told == [1, 2, 3, 4, 5, 6]
    assert catch_up(ledger, listener) == 6, "nothing new"
    assert len(listener.stretches) == 4


def test_only_what_it_reads_is_told_and_the_position_moves_over_the_rest(ledger: Ledger) -> None:
    record(ledger, "effffe")
    listener = Listener(frozenset({EnterpriseRegistered}))
    assert catch_up(ledger, listener, page=2) == 6
    assert listener.told == [1, 6]
    assert (2, 4) in listener.stretches, "a page of nothing relevant"
    assert catch_up(ledger, Listener(frozenset({FundProposed}), at=5)) == 6


def test_it_stops_where_it_is_told_to_and_never_goes_back(ledger: Ledger) -> None:
    record(ledger, "efefe")
    listener = Listener()
    assert catch_up(ledger, listener, upto=3) == 3
    assert listener.told == [1, 2, 3]
    assert catch_up(ledger, listener, upto=1) == 3
    assert listener.told == [1, 2, 3]


def test_who_is_overtaken_goes_on_from_the_new_position(ledger: Ledger) -> None:
    record(ledger, "efefe")
    listener = Listener()

    class Rival(Listener):
        def follow(self, page: Iterable[Recorded], after: int, position: int) -> None:
            if not self.stretches:
                listener.at, self.at = 3, 3
                self.stretches.append((0, 3))
            super().follow(page, after, position)

    rival = Rival()
    assert catch_up(ledger, rival, page=2) == 5
    assert rival.told == [4, 5]


def test_progress_is_told_after_each_page(ledger: Ledger) -> None:
    record(ledger, "efefe")
    seen: list[tuple[int, int]] = []
    catch_up(ledger, Listener(), page=2, progress=lambda at, goal: seen.append((at, goal)))
    assert seen == [(2, 5), (4, 5), (5, 5)]


def test_what_was_kept_before_a_failure_stays_kept(ledger: Ledger) -> None:
    record(ledger, "efefe")

    class Failing(Listener):
        def follow(self, page: Iterable[Recorded], after: int, position: int) -> None:
            if after >= 2:
                raise RuntimeError("disk gone")
            super().follow(page, after, position)

    listener = Failing()
    with pytest.raises(RuntimeError, match="disk gone"):
        catch_up(ledger, listener, page=2)
    assert (listener.at, listener.told) == (2, [1, 2])
