"""What was recorded wrongly is taken back by its own act, and done anew; too late it is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs import evolve

from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.fund.facts import FundTerminationRevoked
from lixia_domain.aggregates.fund.state import Why
from lixia_domain.aggregates.open_call import facts as cal
from lixia_domain.aggregates.open_call.state import OPEN_CALL
from lixia_domain.aggregates.pledge.facts import ReceiptWaiverWithdrawn
from lixia_domain.application.activities import calls, campaigns, entries, objections
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.finance import funds
from lixia_domain.application.programme import arrears
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.testing.examples import EXAMPLES

ON = date(2021, 3, 10)
BACK: dict[str, Any] = {"reason": "误登", "on": ON}
CALL: dict[str, Any] = {
    "title": "条文",
    "kind": cal.CallKind.RULES,
    "number": 1,
    "tie_rule": cal.TieRule.EARLIER,
    "revote": cal.Revote.REPLACES,
    "entries_until": date(2021, 3, 31),
    "objection_days": 7,
    "on": ON,
}


@pytest.fixture
def store() -> Iterator[Store]:
    clock = lambda: datetime(2021, 3, 10, 4, tzinfo=UTC)  # noqa: E731
    with open_store("memory:", create=True, clock=clock) as opened:
        yield opened


def names(ledger: Any, after: int) -> list[str]:
    return [recorded.event.event_name for recorded in ledger.read(after)]


def test_an_activity_and_a_screening_are_taken_back(store: Store) -> None:
    ledger, by = store.ledger, store.by("office-1", Role.PROGRAMME_OFFICE)
    campaigns.open_campaign(ledger, by, campaign_id="k", title="t", on=ON)
    campaigns.add_action(ledger, by, campaign_id="k", action="a", title="t", on=ON)
    planned = {"activity": "x", "action": "a", "title": "t", "place": "p", "day": ON}
    campaigns.schedule(ledger, by, campaign_id="k", **planned, on=ON)
    held = {"activity": "x", "participants": 3, "document": "d"}
    campaigns.hold(ledger, by, campaign_id="k", **held, on=ON)
    calls.open_the_call(ledger, by, call_id="c", **CALL)
    paper = {"title": "t", "authors": ("p:" + "1" * 32,), "document": "d"}
    entries.submit(ledger, by, call_id="c", entry_id="1", **paper, document_hash="0" * 64, on=ON)
    entries.screen(ledger, by, call_id="c", entry_ids=("1",), admitted=True, on=ON)
    head = ledger.head()
    campaigns.unhold(ledger, by, campaign_id="k", activity="x", document="d", **BACK)
    entries.unscreen(ledger, by, call_id="c", entry_id="1", document="d", **BACK)
    assert names(ledger, head) == ["campaign.activity_unheld", "entry.screening_withdrawn"]


def test_an_award_is_taken_back_and_then_the_decision_before_it(store: Store) -> None:
    ledger, by = store.ledger, store.by("office-1", Role.PROGRAMME_OFFICE)
    until = date(2021, 3, 9)
    calls.open_the_call(ledger, by, call_id="c", **{**CALL, "entries_until": until, "on": until})
    votes = (cal.EntryVotes(entry="c/1", votes=1),)
    said = {"objection": "y", "reason": "r", "minutes": "m"}
    shown = [
        cal.VotingOpened(entries=("c/1",), until=until, key_mark="k", on=until),
        cal.VotingClosed(on=until),
        cal.BallotFrozen(position=1, tally=votes, tie_rule=CALL["tie_rule"], on=until),
        cal.ResultsPublished(
            entries=("c/1",), decided=(), document="", objections_until=until, on=until
        ),
        evolve(EXAMPLES["open_call.objection_raised"], objection="y", entry="c/1", on=until),
        cal.ObjectionDecided(**said, upheld=False, decided_by="acct-1", on=until),
    ]
    ledger.transact(lambda work: work.record(OPEN_CALL, "c", shown), by=by)
    award = {"call_id": "c", "entry_id": "1", "award": "一等奖"}
    calls.grant(ledger, by, **award, on=ON)
    head = ledger.head()
    calls.withdraw_award(ledger, by, **award, minutes="m", **BACK)
    objections.reopen_decision(ledger, by, call_id="c", objection="y", minutes="m", **BACK)
    assert names(ledger, head) == ["open_call.award_withdrawn", "open_call.decision_reopened"]


def test_a_waiver_and_a_termination_are_taken_back_until_money_is_handed_over(office: Any) -> None:
    ledger, by = office.ledger, office.by
    arrears.waive_receipt(ledger, by, claim_id="c1", document="d", on=ON)
    funds.terminate(ledger, by, fund_id="f1", document="d", **BACK)
    arrears.withdraw_waiver(ledger, by, claim_id="c1", document="d", **BACK)
    funds.resume(ledger, by, fund_id="f1", document="d", **BACK)
    back = (ReceiptWaiverWithdrawn, FundTerminationRevoked)
    assert len([*ledger.read(reads=back)]) == 2
    funds.terminate(ledger, by, fund_id="f1", document="d", **BACK)
    moved = evolve(EXAMPLES["account.surplus_moved_out"], on=ON)
    ledger.transact(lambda work: work.record(ACCOUNT, "f1/general", [moved]), by=by)
    with pytest.raises(Rejection) as refusal:
        funds.resume(ledger, by, fund_id="f1", document="d", **BACK)
    assert refusal.value.reason is Why.HANDED_OVER
