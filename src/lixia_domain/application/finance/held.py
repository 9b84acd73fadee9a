"""Steps that take money out of suspense, into what it turned out to be."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit import decisions as bank_credit
from lixia_domain.aggregates.bank_credit.facts import Allocation, Income
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT, of_fund
from lixia_domain.aggregates.bank_credit.state import existing as existing_credit
from lixia_domain.application.finance.accounts import suspense_account
from lixia_domain.kernel.gifts import gift_of
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.money import Money
from lixia_domain.recording.work import Work


def clear_suspense(
    work: Work,
    credit_id: str,
    fund_id: str,
    amount: Money,
    *,
    to: str,
    on: date,
    by_bank: bool = False,
) -> None:
    """Clear a part of a credit out of the fund's suspense account."""
    key = suspense_account(work, fund_id, on)
    facts = account.clear(
        work.load(ACCOUNT, key), credit=credit_id, amount=amount, to=to, on=on, by_bank=by_bank
    )
    work.record(ACCOUNT, key, facts)


def take_held(work: Work, credit_id: str, *, kind: Income, amount: Money, to: str, on: date) -> str:
    """Let account ``to`` take in ``amount`` of what is held of a credit, as ``kind``.

    Returns the id under which the account has to take it in. Refuses more than is held, and to
    take it into another fund than the credit's.
    """
    of_fund(work.load(BANK_CREDIT, credit_id), split_key(to)[0])
    released = bank_credit.release(work.load(BANK_CREDIT, credit_id), amount=amount, on=on)
    work.record(BANK_CREDIT, credit_id, released)
    credit = existing_credit(work.load(BANK_CREDIT, credit_id))
    gift = gift_of(credit_id, credit.revision, len(credit.allocations) + 1)
    part = Allocation(gift=gift, account=to, claim=None, instalment=None, amount=amount, kind=kind)
    allocated = bank_credit.allocate(credit, allocation=part, on=on)
    work.record(BANK_CREDIT, credit_id, allocated)
    clear_suspense(work, credit_id, credit.fund, amount, to=gift, on=on)
    return gift
