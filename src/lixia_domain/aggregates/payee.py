"""Payee (收款方): to which account a foundation pays somebody, and who put it on record.

One stream a foundation and payee: what one foundation keeps of a payee is nothing to another. The
account is a token, never its number.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.keys import NOBODY_KNOWN, among, party, upper
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.words import Words


@stored_as("payee.account_recorded", says=Words("收款账号登记", "account of a payee recorded"))
class PayeeAccountRecorded(Event):
    """登记或变更收款账号：``account`` 为账号的引用（token），不是账号本身；谁登记的。"""

    account: str
    recorded_by: str
    document: str


PayeeEvent: TypeAlias = PayeeAccountRecorded
Facts: TypeAlias = tuple[PayeeEvent, ...]


@frozen(kw_only=True)
class Payee:
    """A payee as decisions see it. One whose account is not on record is ``None``."""

    account: str
    recorded_by: str


def evolve(_: Payee | None, event: PayeeEvent) -> Payee:
    """Remember the account that is on record now."""
    return Payee(account=event.account, recorded_by=event.recorded_by)


PAYEE: Decider[Payee | None, PayeeEvent] = Decider(
    "payee", None, evolve, (PayeeAccountRecorded,), key=(upper, party)
)


class Why(Reason):
    """Why a payee's account is not the one to pay to."""

    NOT_ON_RECORD = (
        "payee.not_on_record",
        "收款方 {payee} 的收款账号尚未登记：请基金会会计凭文件登记，再付款",
        "no account of {payee} is on record: let the foundation's accountant record it on a "
        "document, then pay",
    )
    ANOTHER_ACCOUNT = (
        "payee.another_account",
        "申请所写的收款账号与收款方 {payee} 登记在案的不同：请按登记的账号重新申请，"
        "账号有变的，先由会计变更登记",
        "the request names another account than is on record of {payee}: withdraw it and ask anew "
        "for the one on record; if the account has changed, let the accountant record that first",
    )
    SAME_PERSON = (
        "payee.same_person",
        "{who} 登记了收款账号，不得又是申请人、付款的出纳或收款人：请另一人核对后重新登记该账号",
        "{who} recorded the payee's account and can't be requester, cashier or payee as well: let "
        "somebody else compare it and record it anew",
    )


def record_account(
    payee: Payee | None,
    *,
    account: str,
    recorded_by: str,
    document: str,
    on: date,
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> Facts:
    """Put the account on record, or another in its place. The same person's same word: ``()``."""
    if (
        payee is not None
        and payee.account == account
        and among(recorded_by, (payee.recorded_by,), eyes)
    ):
        return ()
    return (
        PayeeAccountRecorded(account=account, recorded_by=recorded_by, document=document, on=on),
    )


def pays_to(
    payee: Payee | None,
    *,
    payee_id: str,
    account: str,
    hands: tuple[str, ...],
    needed: bool,
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> None:
    """Refuse to pay to ``account`` unless it is on record, and by none of ``hands``.

    ``hands``: who asks for the money, who pays and who gets it. ``needed``: whether it must stand
    on record.
    """
    if payee is None:
        if needed:
            raise Rejection(Why.NOT_ON_RECORD, payee=payee_id)
        return
    if payee.account != account:
        raise Rejection(Why.ANOTHER_ACCOUNT, payee=payee_id)
    if among(payee.recorded_by, hands, eyes):
        raise Rejection(Why.SAME_PERSON, who=payee.recorded_by)
