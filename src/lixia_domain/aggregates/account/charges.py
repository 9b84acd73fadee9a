"""What is taken off an account without a disbursement, bank fees, management cost, and put back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from lixia_domain.aggregates.account import facts
from lixia_domain.aggregates.account.guards import class_of, fits, posting, spendable, taken, whole
from lixia_domain.aggregates.account.refusals import Why
from lixia_domain.aggregates.account.state import Account, Gift
from lixia_domain.kernel.dates import period_of
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words


def charge_fee(
    account: Account | None, *, debit: str, amount: Money, on: date
) -> tuple[facts.BankFeeCharged]:
    """Charge what the bank took (手续费), gift by gift; a frozen account's too: it is gone."""
    account = spendable(account, Words("银行手续费", "a bank fee"), on)
    shares = taken(account, class_of(account), amount, on)
    return (facts.BankFeeCharged(debit=debit, shares=shares, period=period_of(on), on=on),)


def charge_management_cost(
    account: Account | None,
    *,
    cost: str,
    debit: str,
    foundation: str,
    year: int,
    document: str,
    amount: Money,
    rule: str,
    on: date,
) -> tuple[facts.ManagementCostCharged]:
    """Charge the foundation's management cost for ``year`` (管理费), gift by gift, each once.

    Never to government money. Whether it was too much is a question of the foundation's whole year
    (慈善法 61), answered from its report and not here.
    """
    account = whole(spendable(account, Words("管理费", "management cost"), on))
    fits(account, SourceClass.DONATED)
    if cost in account.costs:
        raise Rejection(Why.COST_CHARGED, cost=cost)
    if account.frozen is not None:
        raise Rejection(Why.FROZEN, reason=account.frozen)
    return (
        facts.ManagementCostCharged(
            cost=cost,
            debit=debit,
            foundation=foundation,
            year=year,
            document=document,
            shares=taken(account, SourceClass.DONATED, amount, on),
            rule=rule,
            period=period_of(on),
            on=on,
        ),
    )


Charge: TypeAlias = facts.BankFeeCharged | facts.ManagementCostCharged


def reverse_charge(
    account: Account | None,
    *,
    charge: Charge,
    cites: str,
    as_charged: Mapping[str, Gift],
    reason: str,
    document: str,
    approver: str,
    on: date,
) -> tuple[facts.BankFeeReversed | facts.ManagementCostReversed]:
    """Reverse a charge that was wrong (列支冲正): all of it goes back to the gifts it was taken of.

    ``as_charged``: those of them that the account knows no more, as they were when it was charged.
    A frozen account's too: nothing leaves it. The bank's entry is to be matched anew.
    """
    account = posting(account, on)
    anew = tuple(
        facts.Anew(gift=share.gift, donor=gift.donor, claim=gift.claim, since=gift.since)
        for share in charge.shares
        if account.gifts.get(share.gift) is None
        for gift in (as_charged[share.gift],)
    )
    told: Any = {
        "debit": charge.debit,
        "shares": charge.shares,
        "anew": anew,
        "cites": cites,
        "reason": reason,
        "document": document,
        "approver": approver,
        "period": period_of(on),
        "on": on,
    }
    if isinstance(charge, facts.BankFeeCharged):
        return (facts.BankFeeReversed(**told),)
    return (
        facts.ManagementCostReversed(
            cost=charge.cost, foundation=charge.foundation, year=charge.year, **told
        ),
    )
