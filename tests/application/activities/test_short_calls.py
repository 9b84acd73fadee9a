"""What a call may still publish before its ballot is what was sent in to it and stands."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from lixia_domain.aggregates.entry import ENTRY
from lixia_domain.aggregates.open_call.state import OPEN_CALL, Why
from lixia_domain.application.activities import short_calls
from lixia_domain.application.bootstrap import open_store
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing.examples import EXAMPLES

UNTIL = date(2021, 5, 10)
NOW = datetime(2021, 5, 20, 4, tzinfo=UTC)
FATES = {"c/1": None, "c/2": "admitted", "c/3": "withdrawn", "c/4": "turned away", "c1/1": None}
"""What became of each entry: one was only sent in, one admitted, two are out, one is another's."""


def sent_in(work: Work) -> None:
    call = evolve(EXAMPLES["open_call.opened"], number=5, entries_until=UNTIL, campaign=None)
    work.record(OPEN_CALL, "c", [call])
    submitted, screened = EXAMPLES["entry.submitted"], EXAMPLES["entry.screened"]
    facts = {
        "admitted": evolve(screened, admitted=True),
        "turned away": evolve(screened, admitted=False, reason="不合题"),
        "withdrawn": EXAMPLES["entry.withdrawn"],
    }
    for key, fate in FATES.items():
        work.record(ENTRY, key, [submitted] if fate is None else [submitted, facts[fate]])


def test_a_call_is_reduced_to_what_was_sent_in_and_is_not_out() -> None:
    with open_store("memory:", create=True, clock=lambda: NOW) as store:
        by = store.by("office-1", Role.PROGRAMME_OFFICE)
        store.ledger.transact(sent_in, by=by)
        words = {"call_id": "c", "reason": "来稿不足", "minutes": "纪要", "on": store.today()}
        with pytest.raises(Rejection) as refusal:
            short_calls.reduce_number(store.ledger, by, number=3, **words)
        assert (refusal.value.reason, refusal.value.facts["most"]) == (Why.NOT_FEWER, 2)
        short_calls.reduce_number(store.ledger, by, number=2, **words)
        known = store.ledger.transact(lambda work: work.load(OPEN_CALL, "c"), by=by)
        assert known is not None
        assert known.number == 2
