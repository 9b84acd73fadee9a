"""What is found out about a credit: whose gift it is, that it was no gift, that it left again."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.bank_credit.facts import (
    ApportionmentFound,
    CreditReturnPaid,
    Facts,
    LegalDonorSettled,
)
from lixia_domain.aggregates.bank_credit.state import Credit, Why, existing, standing
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection


def settle_donor(credit: Credit | None, *, donor: str, document: str, on: date) -> Facts:
    """Settle whose gift it is where another one paid (代付). The same told twice is ``()``.

    ``donor`` is a credit code or a person's reference; ``document`` the payer's declaration.
    """
    credit = standing(credit)
    if credit.donor == donor:
        return ()
    if credit.donor is not None:
        raise Rejection(Why.DONOR_SETTLED, donor=credit.donor)
    _documented(document)
    return (LegalDonorSettled(donor=donor, document=document, on=on),)


def find_apportioned(credit: Credit | None, *, document: str, rule: str, on: date) -> Facts:
    """Note that the money was apportioned (摊派): it can only be returned. Again: ``()``.

    Source: 慈善法 32.
    """
    credit = standing(credit)
    if credit.apportioned:
        return ()
    _documented(document)
    return (ApportionmentFound(document=document, rule=rule, on=on),)


def pay_back(credit: Credit | None, *, debit: str, amount: Money, on: date) -> Facts:
    """Note that the bank paid out what had been returned (退款付出), each return once."""
    credit = existing(credit)
    waiting = credit.returned - credit.paid_back
    if positive(amount) > waiting:
        raise Rejection(Why.NOT_RETURNED, returned=waiting, amount=amount)
    return (CreditReturnPaid(debit=debit, amount=amount, on=on),)


def _documented(document: str) -> None:
    if not document.strip():
        raise Rejection(Why.NO_DOCUMENT)
