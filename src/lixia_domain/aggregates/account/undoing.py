"""What takes money off an account again that should not have come in, citing how it came."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from lixia_domain.aggregates.account import facts
from lixia_domain.aggregates.account.facts import Facts, IncomeKind
from lixia_domain.aggregates.account.guards import free, gift_of, let_go, posting, thawed
from lixia_domain.aggregates.account.refusals import Why
from lixia_domain.aggregates.account.state import REFUND_BASES, Account
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.dates import period_of
from lixia_domain.kernel.gifts import GiftShare
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection


def reverse_donation(
    account: Account | None,
    *,
    gift: str,
    amount: Money,
    cites: str,
    reason: str,
    approver: str,
    on: date,
) -> Facts:
    """Reverse a receipt of money (冲正), at most what of the gift is neither spent nor reserved."""
    account = posting(account, on)
    free(gift_of(account, gift), amount)
    return (
        facts.DonationReversed(
            gift=gift,
            amount=amount,
            cites=cites,
            reason=reason,
            approver=approver,
            period=period_of(on),
            on=on,
        ),
    )


def reverse_income(
    account: Account | None,
    *,
    kind: IncomeKind,
    gift: str,
    credit: str,
    amount: Money,
    cites: str,
    reason: str,
    approver: str,
    on: date,
) -> Facts:
    """Reverse income that was no donation (冲正), at most what is neither spent nor reserved of it.

    Of a match as much may come again. Sponsorship is no gift: it is taken off the other income.
    """
    account = posting(account, on)
    other = kind is IncomeKind.SPONSORSHIP
    if not other:
        free(gift_of(account, gift), amount)
    elif positive(amount) > account.other:
        raise Rejection(Why.INSUFFICIENT, available=account.other, amount=amount)
    return (
        facts.IncomeReversed(
            kind=kind,
            gift=None if other else gift,
            credit=credit,
            amount=amount,
            cites=cites,
            reason=reason,
            approver=approver,
            period=period_of(on),
            on=on,
        ),
    )


RETURNS: Mapping[
    IncomeKind,
    type[facts.InterestReturned | facts.AppropriationReturned | facts.SaleProceedsReturned],
] = {
    IncomeKind.INTEREST: facts.InterestReturned,
    IncomeKind.APPROPRIATION: facts.AppropriationReturned,
    IncomeKind.MATCH: facts.AppropriationReturned,
    IncomeKind.SALE: facts.SaleProceedsReturned,
}
"""The fact by which income goes back: as what it is, never as a donation."""


def return_income(
    account: Account | None,
    *,
    kind: IncomeKind,
    gift: str,
    credit: str,
    amount: Money,
    basis: str,
    document: str,
    on: date,
    own_freeze: Collection[str] = (),
) -> Facts:
    """Return income that was no donation (退回), at most what is neither spent nor reserved of it.

    On a cited ``basis``, and nothing that is frozen, as with a donation. Of a match as much may
    come again. Sponsorship is no gift: what came by ``credit`` goes off the other income.
    """
    account = posting(account, on)
    if basis not in REFUND_BASES or not document.strip():
        raise Rejection(Why.NO_BASIS)
    if kind is IncomeKind.SPONSORSHIP:
        thawed(account, own_freeze)
        if positive(amount) > account.other:
            raise Rejection(Why.INSUFFICIENT, available=account.other, amount=amount)
        return (
            facts.OtherIncomeReturned(
                credit=credit,
                amount=amount,
                basis=basis,
                document=document,
                period=period_of(on),
                on=on,
            ),
        )
    found = gift_of(account, gift)
    let_go(account, found, gift, own_freeze)
    free(found, amount)
    fact = RETURNS[kind]
    return (
        fact(
            gift=gift,
            amount=amount,
            basis=basis,
            document=document,
            period=period_of(on),
            on=on,
        ),
    )


def reverse_payment(
    account: Account | None,
    *,
    disbursement: str,
    shares: tuple[GiftShare, ...],
    debit: str,
    cites: str,
    reason: str,
    document: str,
    approver: str,
    on: date,
) -> Facts:
    """Reverse what was paid out in the books and never left the bank (付款冲正), gift by gift.

    On a frozen account, too: nothing leaves it.
    """
    posting(account, on)
    return (
        facts.PaymentReversed(
            disbursement=disbursement,
            shares=shares,
            debit=debit,
            cites=cites,
            reason=reason,
            document=document,
            approver=approver,
            period=period_of(on),
            on=on,
        ),
    )


def reverse_recovery(
    account: Account | None,
    *,
    disbursement: str,
    shares: tuple[GiftShare, ...],
    credit: str,
    cites: str,
    reason: str,
    approver: str,
    on: date,
) -> Facts:
    """Reverse what came back of a payment (冲正收回), out of the gifts it had gone back to."""
    account = posting(account, on)
    for share in shares:
        free(gift_of(account, share.gift), share.amount)
    return (
        facts.RecoveryReversed(
            disbursement=disbursement,
            shares=shares,
            credit=credit,
            cites=cites,
            reason=reason,
            approver=approver,
            period=period_of(on),
            on=on,
        ),
    )
