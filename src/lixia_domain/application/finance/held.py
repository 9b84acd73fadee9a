"""Steps that take money out of suspense, into what it turned out to be.

Whoever books it has nobody's word for that: what came for a claim is a gift or goes back, so is a
state-owned enterprise's money, and what is owed is paid by whoever owes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit import decisions as bank_credit
from lixia_domain.aggregates.bank_credit.agreed import no_gift_for
from lixia_domain.aggregates.bank_credit.facts import Allocation, Income
from lixia_domain.aggregates.bank_credit.state import (
    BANK_CREDIT,
    Credit,
    agreed_use,
    of_fund,
    unmeant,
)
from lixia_domain.aggregates.bank_credit.state import existing as existing_credit
from lixia_domain.aggregates.enterprise import ENTERPRISE
from lixia_domain.application.finance.accounts import suspense_account
from lixia_domain.application.finance.booking import Why as BookingWhy
from lixia_domain.application.finance.booking import paid_by, state_owned
from lixia_domain.kernel.gifts import gift_of
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import is_code, kept, party
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.recording.work import Work


class Why(Reason):
    """Why held money is not taken for what somebody owes."""

    OTHER_PAYER = (
        "credits.other_payer",
        "到账 {credit} 是“{payer}”付的，不是所欠的 {debtor}；请改用其本人的付款，"
        "或凭代付说明确认是替其付的，或退回付款人",
        "credit {credit} was paid by “{payer}”, not by {debtor}, who owes it: use a payment of "
        "theirs, or settle by the payer's declaration that it was paid for them, or return it",
    )


A_GIFT_ELSE = frozenset({Income.INTEREST, Income.APPROPRIATION, Income.MATCH, Income.SPONSORSHIP})
"""What money of a state-owned enterprise can't be: without its approval it would be a gift."""


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

    Returns the id under which the account has to take it in. Refuses more than is held, to take
    it into another fund than the credit's, and to make of it what it did not come for.
    """
    fund, designation = split_key(to)
    held = unmeant(of_fund(work.load(BANK_CREDIT, credit_id), fund))
    owned = state_owned(work, held.notice, held.donor) if kind in A_GIFT_ELSE else None
    if owned is not None:
        raise Rejection(BookingWhy.STATE_UNCLAIMED, enterprise=owned.name)
    agreed_use(held, amount, no_gift_for(kept(designation)), to=designation)
    released = bank_credit.release(work.load(BANK_CREDIT, credit_id), amount=amount, on=on)
    work.record(BANK_CREDIT, credit_id, released)
    credit = existing_credit(work.load(BANK_CREDIT, credit_id))
    gift = gift_of(credit_id, credit.revision, len(credit.allocations) + 1)
    part = Allocation(gift=gift, account=to, claim=None, instalment=None, amount=amount, kind=kind)
    allocated = bank_credit.allocate(credit, allocation=part, on=on)
    work.record(BANK_CREDIT, credit_id, allocated)
    clear_suspense(work, credit_id, credit.fund, amount, to=gift, on=on)
    return gift


def of_debtor(work: Work, credit_id: str, credit: Credit, debtors: Iterable[str]) -> None:
    """Refuse a credit that none of ``debtors`` paid, nor another for one of them by a document."""
    debtors = tuple(debtors)
    if not any(_pays(work, credit, debtor) for debtor in debtors):
        payer = credit.notice.payer
        raise Rejection(Why.OTHER_PAYER, credit=credit_id, payer=payer, debtor="、".join(debtors))


def of_payee(work: Work, credit_id: str, payees: Iterable[str]) -> None:
    """Refuse a firm's payment as what ``payees`` give back, unless the firm is one of them.

    Who else pays is not asked: a bank may name a person otherwise than the payment did.
    """
    credit = existing_credit(work.load(BANK_CREDIT, credit_id))
    payer = credit.notice.payer_ref
    if payer is not None and is_code(payer) and work.load(ENTERPRISE, payer) is not None:
        of_debtor(work, credit_id, credit, payees)


def _pays(work: Work, credit: Credit, debtor: str) -> bool:
    notice = credit.notice
    named = {party(each) for each in (notice.payer_ref or notice.payer, credit.donor) if each}
    return party(debtor) in named or (is_code(debtor) and paid_by(work, debtor, notice))
