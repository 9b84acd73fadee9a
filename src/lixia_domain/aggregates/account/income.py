"""What an account takes in that is no donation: government money, interest, sales, sponsorship."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.account import facts
from lixia_domain.aggregates.account.facts import Facts, Grant
from lixia_domain.aggregates.account.guards import (
    class_of,
    existing,
    fits,
    new_gift,
    posting,
    spendable,
)
from lixia_domain.aggregates.account.refusals import Why
from lixia_domain.aggregates.account.state import Account, designated
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.dates import period_of
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.keys import OTHER
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words


def receive_appropriation(
    account: Account | None,
    *,
    kind: Grant = Grant.APPROPRIATION,
    gift: str,
    credit: str,
    document: str,
    purpose: str,
    expiry: date,
    carry_over: bool,
    amount: Money,
    on: date,
) -> Facts:
    """Take in government money (财政拨款、配套) with the conditions of its document.

    A match is refused beyond its cap and after its last day: donors' money never makes up for it.
    """
    account = spendable(account, Words("财政拨款", "an appropriation"), on)
    fits(account, SourceClass.GOVERNMENT)
    new_gift(account, gift)
    positive(amount)
    if kind is Grant.MATCH:
        _within_match(account, document, amount, on)
    return (
        facts.AppropriationReceived(
            kind=kind,
            gift=gift,
            credit=credit,
            document=document,
            purpose=purpose,
            expiry=expiry,
            carry_over=carry_over,
            amount=amount,
            period=period_of(on),
            on=on,
        ),
    )


def _within_match(account: Account, document: str, amount: Money, on: date) -> None:
    promised = account.matches.get(document)
    if promised is None:
        raise Rejection(Why.NO_MATCH, document=document)
    if on > promised.until:
        raise Rejection(Why.MATCH_EXPIRED, document=document, until=promised.until)
    if amount > promised.left:
        raise Rejection(Why.MATCH_CAPPED, document=document, left=promised.left, amount=amount)


def promise_match(
    account: Account | None, *, document: str, purpose: str, cap: Money, until: date, on: date
) -> Facts:
    """Note that the government promised to match donations (配套约定). Told twice: ``()``."""
    account = existing(account)
    fits(account, SourceClass.GOVERNMENT)
    known = account.matches.get(document)
    if known is None:
        return (
            facts.MatchPromised(
                document=document, purpose=purpose, cap=positive(cap), until=until, on=on
            ),
        )
    if (known.purpose, known.cap, known.until) == (purpose, cap, until):
        return ()
    raise Rejection(Why.MATCH_OTHERWISE, document=document, cap=known.cap, until=known.until)


def credit_interest(
    account: Account | None, *, gift: str, credit: str, amount: Money, on: date
) -> Facts:
    """Take in interest (利息): it has the class and the use of the money that bore it."""
    account = spendable(account, Words("利息", "interest"), on)
    source = class_of(account)
    fits(account, source)
    new_gift(account, gift)
    return (
        facts.InterestCredited(
            gift=gift,
            credit=credit,
            source=source,
            amount=positive(amount),
            period=period_of(on),
            on=on,
        ),
    )


def receive_sale(
    account: Account | None,
    *,
    gift: str,
    credit: str,
    item: str,
    legal_donor: str,
    proceeds: Money,
    costs: Money,
    rule: str,
    on: date,
) -> Facts:
    """Take in what goods given in kind were sold for, less costs (实物变卖所得).

    Source: 慈善法 54: the restriction stays that of the goods.
    """
    account = spendable(account, Words("实物变卖", "a sale of goods"), on)
    fits(account, SourceClass.DONATED)
    new_gift(account, gift)
    net = net_of_sale(proceeds, costs)
    return (
        facts.SaleProceedsReceived(
            gift=gift,
            credit=credit,
            item=item,
            legal_donor=legal_donor,
            proceeds=proceeds,
            costs=costs,
            amount=net,
            rule=rule,
            period=period_of(on),
            on=on,
        ),
    )


def net_of_sale(proceeds: Money, costs: Money) -> Money:
    """Return ``proceeds`` less ``costs``. Refuses where nothing would be left."""
    if costs < ZERO or costs >= positive(proceeds):
        raise Rejection(Why.SALE_OF_NOTHING, proceeds=proceeds, costs=costs)
    return proceeds - costs


def receive_other(
    account: Account | None, *, credit: str, payer: str, document: str, amount: Money, on: date
) -> Facts:
    """Take in income that is no gift (赞助等其他收入), on an account of its own."""
    account = posting(account, on)
    if account.designation != OTHER:
        raise Rejection(Why.SOURCES_MIXED, designation=designated(account.designation))
    return (
        facts.OtherIncomeReceived(
            credit=credit,
            payer=payer,
            document=document,
            amount=positive(amount),
            period=period_of(on),
            on=on,
        ),
    )
