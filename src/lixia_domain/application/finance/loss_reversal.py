"""Use case of a write-off that was wrong: it is reversed by minutes (撤销核销)."""

from __future__ import annotations

from lixia_domain.aggregates.disbursement import losses
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.application.finance.payable import hands_of
from lixia_domain.application.scope import of_disbursement
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.vocabulary import Amount, DisbursementId, Minutes, On, Reason
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work


@use_case(
    says=Words("撤销拨付损失核销", "reverse the write-off of a loss"),
    by=Role.APPROVER,
    scope=of_disbursement(),
)
def reverse(
    work: Work,
    *,
    disbursement_id: DisbursementId,
    amount: Amount,
    reason: Reason,
    minutes: Minutes,
    on: On,
) -> None:
    """Reverse a write-off: what was disallowed is owed back again, the rest to be accounted for."""
    facts = losses.reverse_loss(
        work.load(DISBURSEMENT, disbursement_id),
        amount=amount,
        reason=reason,
        minutes=minutes,
        approver=work.by.actor,
        on=on,
        **hands_of(work, disbursement_id),
    )
    work.record(DISBURSEMENT, disbursement_id, facts)
