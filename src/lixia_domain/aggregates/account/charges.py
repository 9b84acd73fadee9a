"""What is taken off an account without a disbursement: bank fees, management cost."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.account import facts
from lixia_domain.aggregates.account.guards import class_of, fits, spendable, taken, whole
from lixia_domain.aggregates.account.refusals import Why
from lixia_domain.aggregates.account.state import Account
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
