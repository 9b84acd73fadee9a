"""Steps by which money that was paid in the books, and never left, lies on its gifts again."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account import undoing
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.disbursement import decisions as disbursement
from lixia_domain.aggregates.disbursement.facts import FundsDisbursed
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.project import claims
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.finance.giving_back import give_back
from lixia_domain.application.finance.shortfalls import put_recovered
from lixia_domain.kernel.gifts import credit_of
from lixia_domain.kernel.ids import split_key
from lixia_domain.recording.work import Work


def lies_again(
    work: Work, paper: str, paid: FundsDisbursed, *, reason: str, document: str, on: date
) -> None:
    """Put back what a payment took, and reserve it as it was; else its approval falls.

    What is short of a gift is made good by it first, and what unrestricted money had made good of
    one that is nobody's any more goes there.
    """
    asked = disbursement.existing(work.load(DISBURSEMENT, paper)).requested
    key = asked.account
    fund.posting(work.load(FUND, split_key(key)[0]), on=on)
    back = undoing.reverse_payment(
        work.load(ACCOUNT, key),
        disbursement=paper,
        shares=paid.shares,
        debit=paid.debit,
        cites=_cites(work, paper),
        reason=reason,
        document=document,
        approver=work.by.actor,
        on=on,
    )
    work.record(ACCOUNT, key, back)
    put_recovered(work, key, paid.shares, paid.debit, on)
    give_back(work, key, paid.shares, on)
    again = account.reserve_again(
        work.load(ACCOUNT, key), disbursement=paper, shares=paid.shares, on=on
    )
    work.record(ACCOUNT, key, again)
    if again:
        return
    fell = disbursement.fall(
        work.load(DISBURSEMENT, paper), credit=credit_of(paid.shares[0].gift), reason=reason, on=on
    )
    work.record(DISBURSEMENT, paper, fell)
    given = claims.release_line(
        work.load(PROJECT, asked.project), amount=asked.amount, disbursement=paper, on=on
    )
    work.record(PROJECT, asked.project, given)


def _cites(work: Work, paper: str) -> str:
    """Return the fact by which a disbursement was paid last."""
    return [
        f"{recorded.stream}@{recorded.version}"
        for recorded in work.history(DISBURSEMENT, paper)
        if isinstance(recorded.event, FundsDisbursed)
    ][-1]
