"""Who abstains where money is paid is read off the register of the fund's foundation."""

from __future__ import annotations

from datetime import UTC, datetime

from attrs import evolve

from lixia_domain.aggregates.foundation.state import FOUNDATION
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.finance.payable import who_abstains
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing.examples import EXAMPLES, story

TIE = EXAMPLES["foundation.related_party_declared"]
NOW = datetime(2022, 6, 1, tzinfo=UTC)


def test_of_a_foundation_that_older_code_never_registered_nobody_abstains() -> None:
    """Until it is registered, with its ties."""
    asked = evolve(EXAMPLES["disbursement.requested"], payee=TIE.party)
    proposed = EXAMPLES["fund.proposed"]

    def abstains(work: Work) -> tuple[str, ...]:
        return who_abstains(work, asked, NOW.date())

    with open_store("memory:", create=True, clock=lambda: NOW) as store:
        by = store.by("acct-1", Role.SYSTEM)
        assert store.ledger.transact(abstains, by=by) == ()
        founded = [proposed, EXAMPLES["fund.established"]]
        store.ledger.transact(lambda work: work.record(FUND, story.FUND, founded), by=by)
        assert store.ledger.transact(abstains, by=by) == ()
        keeper = [EXAMPLES["foundation.registered"], TIE]
        store.ledger.transact(
            lambda work: work.record(FOUNDATION, proposed.foundation, keeper), by=by
        )
        assert store.ledger.transact(abstains, by=by) == (TIE.person,)
