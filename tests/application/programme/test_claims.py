"""A claim is confirmed by the office; a state-owned donor's only with its owner's approval."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_adapters.demo.cast import credit_code
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project.facts import ClaimConfirmed, ClaimWaitlisted
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.programme import arrears, claims, enterprises
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.recording.work import Work

ON = date(2021, 3, 10)
STATE_OWNED = credit_code(812)


def confirmed(office: Any) -> list[str]:
    return [
        recorded.event.claim
        for recorded in office.ledger.read(reads=(ClaimConfirmed,))
        if isinstance(recorded.event, ClaimConfirmed)
    ]


def claimed_by_a_state_owned(work: Work) -> None:
    enterprises.register.within(
        work, code=STATE_OWNED, name="乙企业（虚构示例）", ownership=Ownership.STATE, on=ON
    )
    enterprises.verify.within(work, code=STATE_OWNED, document="d", on=ON)
    claims.claim.within(
        work,
        claim_id="c2",
        project_id="p2",
        enterprise_code=STATE_OWNED,
        fund_id="f1",
        amount=Money(500),
        instalments=(Instalment(due=date(2021, 4, 1), amount=Money(500)),),
        on=ON,
    )


def test_a_claim_that_is_confirmed_again_stays_as_it_is(office: Any) -> None:
    assert confirmed(office) == ["c1"]
    claims.confirm(office.ledger, office.by, claim_id="c1", project_id="p1", on=ON)
    assert confirmed(office) == ["c1"]


def test_a_state_owned_donors_claim_waits_for_the_approval(office: Any) -> None:
    office.look(claimed_by_a_state_owned)
    asked: dict[str, Any] = {"claim_id": "c2", "project_id": "p2", "on": ON}
    with pytest.raises(Rejection):
        claims.confirm(office.ledger, office.by, **asked)
    assert confirmed(office) == ["c1"]
    arrears.evidence_state_approval(
        office.ledger, office.by, claim_id="c2", approval="a", filing="f", on=ON
    )
    claims.confirm(office.ledger, office.by, **asked)
    assert confirmed(office) == ["c1", "c2"]


def test_a_place_that_older_code_let_wait_elsewhere_too_is_given_up_alone(office: Any) -> None:
    waits = ClaimWaitlisted(claim="c1", enterprise=STATE_OWNED, amount=Money(500), on=ON)
    office.look(lambda work: work.record(PROJECT, "p2", (waits,)))
    before = office.look(lambda work: work.load(PLEDGE, "c1"))
    head = office.ledger.head()
    claims.release(
        office.ledger, office.by, claim_id="c1", project_id="p2", reason="放弃候补", on=ON
    )
    assert [recorded.stream for recorded in office.ledger.read(head)] == ["project-p2"]
    assert office.look(lambda work: work.load(PLEDGE, "c1")) == before
