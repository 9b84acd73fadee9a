"""A credit is its legal donor's once that is settled, else its payer's; a merger counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from attrs import evolve

from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT, existing
from lixia_domain.aggregates.enterprise import ENTERPRISE
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.finance.booking import given_by
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing.examples import EXAMPLES, story

NOW = datetime(2022, 6, 1, tzinfo=UTC)
MERGED, INTO, STRANGER = story.FIRM, story.OTHER_FIRM, "91370102MA3C00003K"


def merged(work: Work) -> None:
    registered = EXAMPLES["enterprise.registered"]
    work.record(ENTERPRISE, INTO, [registered])
    gone = evolve(EXAMPLES["enterprise.merged"], successor=INTO)
    work.record(ENTERPRISE, MERGED, [registered, gone])


@pytest.mark.parametrize(
    ("payer", "donor", "asked", "is_so"),
    [
        (STRANGER, MERGED, MERGED, True),
        (STRANGER, MERGED, INTO, True),
        (INTO, STRANGER, INTO, False),
        (INTO, None, INTO, True),
        (MERGED, None, INTO, True),
        (STRANGER, None, INTO, False),
    ],
)
def test_the_settled_donor_counts_before_the_payer_and_one_firm_is_what_it_went_into(
    payer: str, donor: str | None, asked: str, is_so: bool
) -> None:
    recorded = EXAMPLES["bank_credit.recorded"]
    noticed = evolve(recorded, notice=evolve(recorded.notice, payer_ref=payer))
    settled = evolve(EXAMPLES["bank_credit.legal_donor_settled"], donor=donor)
    credit = existing(BANK_CREDIT.fold([noticed, *([] if donor is None else [settled])]))
    with open_store("memory:", create=True, clock=lambda: NOW) as store:
        by = store.by("acct-1", Role.SYSTEM)
        store.ledger.transact(merged, by=by)
        assert store.ledger.transact(lambda work: given_by(work, asked, credit), by=by) is is_so
