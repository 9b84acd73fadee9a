from __future__ import annotations

from lixia_domain.aggregates.disbursement import decisions as disbursement
from lixia_domain.aggregates.disbursement.facts import DisbursementRequested, FundsDisbursed
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT, Disbursement, Why
from lixia_domain.testing import EXAMPLES, given


def test_what_was_never_paid_has_no_payment_to_match() -> None:
    asked, paid = EXAMPLES["disbursement.requested"], EXAMPLES["disbursement.funds_disbursed"]
    assert isinstance(asked, DisbursementRequested)
    assert isinstance(paid, FundsDisbursed)
    given(DISBURSEMENT, asked).when(payment).refused(Why.WRONG_STAGE, act="核对付款")
    given(DISBURSEMENT, asked, paid).when(payment).then(paid)


def payment(state: Disbursement | None) -> tuple[FundsDisbursed]:
    return (disbursement.payment_of(state),)
