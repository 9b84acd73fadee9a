"""Use cases of gifts in kind (实物捐赠): deliver, issue, sell, write off."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import in_kind
from lixia_domain.aggregates.account import income as account
from lixia_domain.aggregates.account.state import ACCOUNT, GENERAL
from lixia_domain.aggregates.bank_credit.facts import Income
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.in_kind import IN_KIND
from lixia_domain.aggregates.project import state as project
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.finance.accounts import posting_account
from lixia_domain.application.finance.held import take_held
from lixia_domain.application.finance.parties import sound_donor, sound_party
from lixia_domain.application.use_case import use_case
from lixia_domain.kernel.gifts import Valued
from lixia_domain.kernel.money import Money
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.property import IN_KIND_SOLD, IN_KIND_VALUE


@use_case
def deliver(
    work: Work,
    *,
    delivery_id: str,
    fund_id: str,
    donor: str,
    project_id: str | None,
    item: str,
    unit: str,
    quantity: int,
    value: Money,
    valued: Valued,
    document: str,
    document_hash: str,
    on: date,
) -> None:
    """Take goods in, valued with evidence (实物收讫); no account has money of it.

    For one project only, if ``project_id`` names it. ``donor`` is a credit code or a reference.
    """
    fund.established(work.load(FUND, fund_id))
    if project_id is not None:
        project.existing(work.load(PROJECT, project_id))
    facts = in_kind.deliver(
        work.load(IN_KIND, delivery_id),
        fund=fund_id,
        donor=sound_donor(donor),
        restriction=project_id or "",
        item=item,
        unit=unit,
        quantity=quantity,
        value=value,
        valued=valued,
        document=document,
        document_hash=document_hash,
        rule=in_force(EDITIONS, IN_KIND_VALUE, on).version,
        on=on,
    )
    work.record(IN_KIND, delivery_id, facts)


@use_case
def issue(
    work: Work,
    *,
    delivery_id: str,
    quantity: int,
    project_id: str,
    receiver: str,
    document: str,
    on: date,
) -> None:
    """Issue goods to a project (实物发放). ``receiver``: who signed, by an id, never a name."""
    project.existing(work.load(PROJECT, project_id))
    facts = in_kind.issue(
        work.load(IN_KIND, delivery_id),
        quantity=quantity,
        to=project_id,
        receiver=sound_party(work, receiver),
        document=document,
        on=on,
    )
    work.record(IN_KIND, delivery_id, facts)


@use_case
def sell(
    work: Work,
    *,
    delivery_id: str,
    quantity: int,
    proceeds: Money,
    costs: Money,
    credit_id: str,
    minutes: str,
    on: date,
) -> str:
    """Sell goods that can't be used (实物变卖); return the id of the money that came of it.

    The proceeds less costs must lie in suspense, booked from the bank as ``credit_id``. They go to
    the account of what the goods were for, as their donor's (慈善法 54).
    """
    told = in_kind.existing(work.load(IN_KIND, delivery_id)).delivered
    rule = in_force(EDITIONS, IN_KIND_SOLD, on).version
    key = posting_account(work, told.fund, told.restriction or GENERAL, on)
    net = account.net_of_sale(proceeds, costs)
    gift = take_held(work, credit_id, kind=Income.SALE, amount=net, to=key, on=on)
    sold = in_kind.sell(
        work.load(IN_KIND, delivery_id),
        quantity=quantity,
        proceeds=proceeds,
        costs=costs,
        credit=credit_id,
        gift=gift,
        minutes=minutes,
        rule=rule,
        on=on,
    )
    work.record(IN_KIND, delivery_id, sold)
    received = account.receive_sale(
        work.load(ACCOUNT, key),
        gift=gift,
        credit=credit_id,
        item=delivery_id,
        legal_donor=told.donor,
        proceeds=proceeds,
        costs=costs,
        rule=rule,
        on=on,
    )
    work.record(ACCOUNT, key, received)
    return gift


@use_case
def write_off(
    work: Work, *, delivery_id: str, quantity: int, reason: str, minutes: str, on: date
) -> None:
    """Write off goods that are lost or spoilt (实物报损)."""
    facts = in_kind.write_off(
        work.load(IN_KIND, delivery_id),
        quantity=quantity,
        reason=reason,
        minutes=minutes,
        approver=work.by.actor,
        on=on,
    )
    work.record(IN_KIND, delivery_id, facts)
