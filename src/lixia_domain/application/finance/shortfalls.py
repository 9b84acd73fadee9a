"""Use cases of shortfalls: how what the bank took back of money that was spent is made good (短缺).

By payment, by another gift of the same donor, by the foundation's unrestricted money with minutes;
what a team gives back makes it good by itself. Never by other donors' money or the government's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from lixia_domain.aggregates.account import shortfalls as account
from lixia_domain.aggregates.account.guards import existing as existing_account
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import Income
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.bank_credit.state import existing as existing_credit
from lixia_domain.application.finance.accounts import account_key
from lixia_domain.application.finance.held import of_debtor, take_held
from lixia_domain.application.finance.parties import sound_donor
from lixia_domain.application.scope import of_fund
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.gifts import GiftShare
from lixia_domain.kernel.keys import GENERAL
from lixia_domain.kernel.vocabulary import (
    Amount,
    CreditId,
    Designation,
    Document,
    Donor,
    FundId,
    GiftId,
    Minutes,
    On,
)
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work

Short = Annotated[GiftId, Words("短缺的捐赠编号", "the gift that is short")]


@use_case(
    says=Words("向债务人追索短缺", "claim a shortfall of a debtor"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
)
def claim(
    work: Work,
    *,
    fund_id: FundId,
    designation: Designation,
    gift: Short,
    debtor: Annotated[Donor, Words("债务人：信用代码或个人代号", "who owes it")],
    amount: Amount,
    document: Document,
    on: On,
) -> None:
    """Note of whom a shortfall is claimed, and by which document (追索). It stays short until paid.

    Without a named debtor and a document the shortfall is the foundation's alone.
    """
    key = account_key(fund_id, designation)
    facts = account.claim(
        work.load(ACCOUNT, key),
        gift=gift,
        debtor=sound_donor(debtor),
        amount=amount,
        document=document,
        on=on,
    )
    work.record(ACCOUNT, key, facts)


@use_case(
    says=Words("以付款弥补短缺", "make a shortfall good by a payment"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
)
def pay(
    work: Work,
    *,
    fund_id: FundId,
    designation: Designation,
    gift: Short,
    credit: Annotated[CreditId, Words("付款的到账编号", "the credit that pays it")],
    amount: Amount,
    document: Document,
    on: On,
) -> None:
    """Make a shortfall good by what is held of a credit (付款弥补): it came for that.

    From the donor whose gift is short, or from a debtor of whom it is claimed.
    """
    key = account_key(fund_id, designation)
    before = work.load(ACCOUNT, key)
    paid = take_held(work, credit, kind=Income.SHORTFALL, amount=amount, to=key, on=on)
    facts = account.take_payment(
        before,
        key=key,
        gift=gift,
        paid=paid,
        credit=credit,
        amount=amount,
        document=document,
        approver=work.by.actor,
        on=on,
    )
    short = existing_account(before).shortfalls[gift]
    paying = existing_credit(work.load(BANK_CREDIT, credit))
    of_debtor(work, credit, paying, (short.donor, *short.debtors))
    work.record(ACCOUNT, key, facts)


@use_case(
    says=Words("以同一捐赠人的另一笔捐赠弥补短缺", "make a shortfall good by its donor's gift"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
)
def put_gift(
    work: Work,
    *,
    fund_id: FundId,
    designation: Designation,
    gift: Short,
    by_gift: Annotated[GiftId, Words("用来弥补的捐赠编号", "the gift that makes it good")],
    amount: Amount,
    document: Document,
    on: On,
) -> None:
    """Let a donor that has paid anew on the same account make good what is short of its gift."""
    key = account_key(fund_id, designation)
    facts = account.put_gift(
        work.load(ACCOUNT, key),
        key=key,
        gift=gift,
        by_gift=by_gift,
        amount=amount,
        document=document,
        approver=work.by.actor,
        on=on,
    )
    work.record(ACCOUNT, key, facts)


@use_case(
    says=Words("以基金会非限定资金弥补短缺", "make a shortfall good by unrestricted money"),
    by=Role.APPROVER,
    scope=of_fund(),
)
def cover(
    work: Work,
    *,
    fund_id: FundId,
    designation: Designation,
    gift: Short,
    amount: Amount,
    minutes: Minutes,
    on: On,
) -> None:
    """Make a shortfall good by the fund's unrestricted money, on the minutes that say so."""
    key, general = account_key(fund_id, designation), account_key(fund_id, GENERAL)
    good = account.cover(
        work.load(ACCOUNT, key),
        gift=gift,
        amount=amount,
        origin=general,
        minutes=minutes,
        approver=work.by.actor,
        on=on,
    )
    put = account.put_unrestricted(
        work.load(ACCOUNT, general), of=key, gift=gift, amount=amount, minutes=minutes, on=on
    )
    work.record(ACCOUNT, general, put)
    work.record(ACCOUNT, key, good)


def put_recovered(work: Work, key: str, shares: Iterable[GiftShare], credit: str, on: date) -> None:
    """Let what came back to an account make good what is short of the same gifts."""
    facts = account.put_recovered(
        work.load(ACCOUNT, key),
        key=key,
        shares=shares,
        credit=credit,
        approver=work.by.actor,
        on=on,
    )
    work.record(ACCOUNT, key, facts)
