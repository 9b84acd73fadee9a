"""What time it is, is told by the store's clock: whoever records is not believed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve

from lixia_domain import By, Role
from lixia_domain.application.activities import campaigns
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.several import Several
from lixia_domain.recording.faults import NotNow
from lixia_domain.recording.ledger import BY_LASTS, CLOCK_SLACK, Ledger

NOON = datetime(2021, 3, 10, 4, tzinfo=UTC)
A_BIT = timedelta(microseconds=1)


def opening(store: Store, by: By) -> None:
    name = f"c-{store.ledger.head()}"
    campaigns.open_campaign(store.ledger, by, campaign_id=name, title="示例", on=date(2020, 1, 1))


@pytest.mark.parametrize("apart", [timedelta(), CLOCK_SLACK, -BY_LASTS, -CLOCK_SLACK])
@pytest.mark.parametrize("command", [None, "k"])
def test_who_is_about_in_time_records(apart: timedelta, command: str | None) -> None:
    with open_store("memory:", create=True, clock=ToldClock(NOON)) as store:
        by = evolve(store.by("office-1", Role.PROGRAMME_OFFICE, command=command), at=NOON + apart)
        opening(store, by)
        assert {fact.recorded_at for fact in store.ledger.read()} == {NOON + apart}


@pytest.mark.parametrize(
    "apart", [CLOCK_SLACK + A_BIT, -BY_LASTS - A_BIT, timedelta(days=360), timedelta(days=-360)]
)
def test_who_says_another_time_records_nothing_and_reads_nothing(apart: timedelta) -> None:
    with open_store("memory:", create=True, clock=ToldClock(NOON)) as store:
        by = evolve(store.by("office-1", Role.PROGRAMME_OFFICE, command="k"), at=NOON + apart)

        def steps(several: Several) -> None:
            raise AssertionError

        with pytest.raises(NotNow) as stopped:
            opening(store, by)
        assert stopped.value.facts == {"at": NOON + apart, "now": NOON}
        with pytest.raises(NotNow):
            store.commit(steps, by=by)
        assert store.ledger.head() == 0


def test_nobody_makes_the_clock_of_all_others_wrong() -> None:
    """A year ahead, what was recorded last would have everybody else refused for a year."""
    with open_store("memory:", create=True) as store:
        by = store.by("office-1", Role.PROGRAMME_OFFICE)
        with pytest.raises(NotNow):
            opening(store, evolve(by, at=by.at + timedelta(days=360)))
        campaigns.open_campaign(
            store.ledger,
            store.by("office-1", Role.PROGRAMME_OFFICE),
            campaign_id="k",
            title="示例",
            on=store.today(),
        )


def test_the_clock_is_asked_when_the_commit_begins() -> None:
    clock = ToldClock(NOON)
    with open_store("memory:", create=True, clock=clock) as store:
        by = store.by("office-1", Role.PROGRAMME_OFFICE)
        clock.advance(BY_LASTS)
        opening(store, by)
        clock.advance(A_BIT)
        with pytest.raises(NotNow):
            opening(store, by)
        opening(store, store.by("office-1", Role.PROGRAMME_OFFICE))


def test_a_ledger_without_a_store_has_no_clock_and_takes_any_word() -> None:
    by = By(actor="a", role=Role.SYSTEM, at=NOON)
    with Ledger({"PERSISTENCE_MODULE": "lixia_adapters.stores.memory"}) as ledger:
        assert ledger.transact(lambda work: work.by.at, by=by) == NOON
