"""No store can tell a fast clock from a long sleep: after 400 days somebody looks at the clock."""

from __future__ import annotations

import tarfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lixia_domain.aggregates.roster.facts import ClockConfirmed
from lixia_domain.application.activities import campaigns
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.persons import members
from lixia_domain.application.several import Several, commit
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.recording.faults import ClockAhead, UnreadableEvent
from lixia_domain.recording.ledger import CLOCK_LEAP
from lixia_domain.recording.recorder import DEMO

from .conftest import DISTRICT_ADMIN, MORNING, PAPER, District

KEPT = sorted((Path(__file__).parents[2] / "stores_kept" / "kept").glob("*.tar.xz"))
SECOND = timedelta(seconds=1)


def campaign(name: str = "C1") -> dict[str, Any]:
    return {"campaign_id": name, "title": "文明实践（虚构示例）"}


def test_four_hundred_days_pass_and_a_second_more_is_refused(open_district: District) -> None:
    open_district.clock.advance(CLOCK_LEAP)
    open_district.do(campaigns.open_campaign, **campaign())
    open_district.clock.advance(CLOCK_LEAP + SECOND)
    head = open_district.head
    with pytest.raises(ClockAhead) as fault:
        open_district.do(campaigns.open_campaign, **campaign("C2"))
    assert "400" in fault.value.sentence("zh") and "confirm-clock" in fault.value.sentence("en")
    assert open_district.head == head


def test_once_the_clock_is_confirmed_all_goes_on(open_district: District) -> None:
    open_district.clock.advance(2 * CLOCK_LEAP)
    open_district.do(members.confirm_clock, "anybody", document="时钟核对记录")
    open_district.do(campaigns.open_campaign, **campaign())
    open_district.clock.advance(CLOCK_LEAP + SECOND)
    with pytest.raises(ClockAhead):
        open_district.do(campaigns.open_campaign, **campaign("C2"))


def test_in_a_closed_store_an_administrator_confirms_it(district: District) -> None:
    district.clock.advance(2 * CLOCK_LEAP)
    assert district.refused(members.confirm_clock, "office-1", document=PAPER) == (
        "rights.not_your_part"
    )
    district.do(members.confirm_clock, DISTRICT_ADMIN, document=PAPER)
    district.do(campaigns.open_campaign, **campaign())


def test_a_commit_of_several_believes_no_clock_but_by_that_use_case(district: District) -> None:
    district.clock.advance(2 * CLOCK_LEAP)
    on = business_date(district.clock.instant)

    def confirming(several: Several) -> None:
        several.do(members.confirm_clock, document=PAPER, on=on)

    def campaigning(several: Several) -> None:
        several.do(campaigns.open_campaign, **campaign(), on=on)

    ledger, head = district.store.ledger, district.head
    with pytest.raises(ClockAhead):
        commit(ledger, district.by("office-1"), campaigning)
    with pytest.raises(Rejection, match=r"rights\.not_your_part"):
        commit(ledger, district.by("office-1"), confirming)
    assert district.head == head
    commit(ledger, district.by(DISTRICT_ADMIN), confirming)
    assert [one.event.event_name for one in ledger.read(head)] == ["roster.clock_confirmed"]
    commit(ledger, district.by("office-1"), campaigning)


def test_the_one_fact_that_confirms_a_clock_is_its_confirmation() -> None:
    assert [cls for cls in EVENTS.values() if cls.confirms_clock] == [ClockConfirmed]


def test_what_others_record_meanwhile_counts_as_the_last_fact(open_district: District) -> None:
    """The other's clock was confirmed: ours, which says the same, passes then."""
    if not open_district.store.place:
        return
    open_district.clock.advance(2 * CLOCK_LEAP)
    with open_store(open_district.store.uri, clock=open_district.clock) as beside:
        other = District(beside, open_district.clock)
        other.do(members.confirm_clock, document="时钟核对记录")
    open_district.do(campaigns.open_campaign, **campaign())


def test_a_first_fact_and_a_demos_are_exempt(uri: str) -> None:
    clock = ToldClock(MORNING)
    with open_store(uri, create=True, clock=clock) as store:
        district = District(store, clock)
        district.do(campaigns.open_campaign, **campaign())
        store.ledger.journal.describe(DEMO, "虚构示例")
        clock.advance(3 * CLOCK_LEAP)
        district.do(campaigns.open_campaign, **campaign("C2"))


@pytest.mark.parametrize("archive", KEPT, ids=lambda path: path.name.removesuffix(".tar.xz"))
def test_an_old_store_takes_facts_once_its_clock_is_confirmed(
    archive: Path, tmp_path: Path
) -> None:
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    for folder in tmp_path.iterdir():
        for place in sorted(folder.glob("*.db")):
            with open_store(f"sqlite:///{place}") as store:
                head = store.ledger.head()
                if not head:
                    continue
                try:
                    (last,) = store.ledger.read(head - 1)
                except UnreadableEvent:  # what was kept of it is that nobody can read on
                    continue
                clock = store.clock = ToldClock(last.recorded_at + 2 * CLOCK_LEAP)
                old = District(store, clock)
                name = f"since-{head}"
                if DEMO not in store.ledger.journal.about():
                    with pytest.raises(ClockAhead):
                        old.do(campaigns.open_campaign, **campaign(name))
                    assert old.head == head
                    old.do(members.confirm_clock, document="时钟核对记录")
                old.do(campaigns.open_campaign, **campaign(name))
                assert old.head > head
