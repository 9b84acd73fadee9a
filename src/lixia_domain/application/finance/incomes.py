"""Use cases of money that is no donation: government money and match, interest, sponsorship.

The bank's entry is on record first and lies in suspense until it is known for what it came; then it
is taken out of there. Money the treasury pays directly is never account money.
"""

from __future__ import annotations

from typing import Annotated

from lixia_domain.aggregates.account import income as account
from lixia_domain.aggregates.account.facts import Grant
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit import state as bank_credit
from lixia_domain.aggregates.bank_credit.facts import Income
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.application.finance.accounts import posting_account
from lixia_domain.application.finance.held import take_held
from lixia_domain.application.scope import of_credit, of_fund
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.keys import GOVERNMENT, OTHER
from lixia_domain.kernel.vocabulary import (
    Amount,
    AnyDay,
    CreditId,
    Designation,
    Document,
    FundId,
    On,
    Purpose,
    Until,
    YesNo,
)
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work


@use_case(
    says=Words("登记财政配套约定", "note the government's promise to match"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
)
def promise_match(
    work: Work,
    *,
    fund_id: FundId,
    document: Document,
    purpose: Purpose,
    cap: Annotated[Amount, Words("配套上限（元）", "at most, yuan")],
    until: Until,
    on: On,
) -> None:
    """Note that the government promised to match donations, up to ``cap`` (财政配套约定)."""
    key = posting_account(work, fund_id, GOVERNMENT, on)
    facts = account.promise_match(
        work.load(ACCOUNT, key), document=document, purpose=purpose, cap=cap, until=until, on=on
    )
    work.record(ACCOUNT, key, facts)


@use_case(
    says=Words("登记财政拨款", "take in government money"), by=Role.ACCOUNTANT, scope=of_fund()
)
def receive_appropriation(
    work: Work,
    *,
    fund_id: FundId,
    credit: CreditId,
    document: Document,
    purpose: Purpose,
    expiry: Annotated[AnyDay, Words("使用期限", "last day on which it may be spent")],
    carry_over: Annotated[YesNo, Words("可否结转", "whether it carries over")],
    amount: Amount,
    on: On,
    kind: Annotated[Grant, Words("拨款或配套", "appropriation or match")] = Grant.APPROPRIATION,
) -> str:
    """Take in government money that passes through the fund (财政拨款、配套); return its id.

    A match beyond its cap or after its last day is refused: what the bank booked stays held, and
    donors' money stays what it was.
    """
    key = posting_account(work, fund_id, GOVERNMENT, on)
    income = Income.MATCH if kind is Grant.MATCH else Income.APPROPRIATION
    gift = take_held(work, credit, kind=income, amount=amount, to=key, on=on)
    facts = account.receive_appropriation(
        work.load(ACCOUNT, key),
        kind=kind,
        gift=gift,
        credit=credit,
        document=document,
        purpose=purpose,
        expiry=expiry,
        carry_over=carry_over,
        amount=amount,
        on=on,
    )
    work.record(ACCOUNT, key, facts)
    return gift


@use_case(says=Words("登记利息", "take in interest"), by=Role.ACCOUNTANT, scope=of_fund())
def credit_interest(
    work: Work,
    *,
    fund_id: FundId,
    designation: Designation,
    credit: CreditId,
    amount: Amount,
    on: On,
) -> str:
    """Take in interest, with the class and use of the money that bore it (利息); return its id."""
    key = posting_account(work, fund_id, designation, on)
    gift = take_held(work, credit, kind=Income.INTEREST, amount=amount, to=key, on=on)
    facts = account.credit_interest(
        work.load(ACCOUNT, key), gift=gift, credit=credit, amount=amount, on=on
    )
    work.record(ACCOUNT, key, facts)
    return gift


@use_case(
    says=Words("登记赞助收入", "book held money as sponsorship"),
    by=Role.ACCOUNTANT,
    scope=of_credit(),
)
def receive_sponsorship(
    work: Work, *, credit_id: CreditId, amount: Amount, document: Document, on: On
) -> None:
    """Book held money as sponsorship (赞助): other income, never a gift, never receipted."""
    credit = bank_credit.existing(work.load(BANK_CREDIT, credit_id))
    key = posting_account(work, credit.fund, OTHER, on)
    take_held(work, credit_id, kind=Income.SPONSORSHIP, amount=amount, to=key, on=on)
    facts = account.receive_other(
        work.load(ACCOUNT, key),
        credit=credit_id,
        payer=credit.notice.payer_ref or credit.notice.payer,
        document=document,
        amount=amount,
        on=on,
    )
    work.record(ACCOUNT, key, facts)
