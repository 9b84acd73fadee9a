"""Use cases of gifts in kind (实物捐赠): deliver, issue, sell, write off."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from lixia_domain.aggregates.account import income as account
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import Income
from lixia_domain.aggregates.in_kind import decisions as in_kind
from lixia_domain.aggregates.in_kind.state import IN_KIND, Why, existing
from lixia_domain.application.finance.accounts import posting_account
from lixia_domain.application.finance.held import take_held
from lixia_domain.application.finance.parties import sound_donor, sound_party
from lixia_domain.application.scope import of_delivery, of_fund
from lixia_domain.application.standing import (
    EstablishedFund,
    ProjectGivingOut,
    ProjectTakingGoods,
)
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.figures import Count
from lixia_domain.kernel.gifts import Valued
from lixia_domain.kernel.keys import GENERAL
from lixia_domain.kernel.texts import Text
from lixia_domain.kernel.vocabulary import (
    Amount,
    Balance,
    CreditId,
    DeliveryId,
    Document,
    Donor,
    Goods,
    Minutes,
    On,
    Party,
    Quantity,
    Reason,
    Sha256,
    Unit,
)
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.property import IN_KIND_SOLD, IN_KIND_VALUE

Counted: TypeAlias = Annotated[Quantity, Count(1, 10**9, refusal=Why.NO_QUANTITY, named="quantity")]


@use_case(
    says=Words("实物收讫", "take goods in"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=of_fund(),
)
def deliver(
    work: Work,
    *,
    delivery_id: DeliveryId,
    fund_id: EstablishedFund,
    donor: Donor,
    project_id: Annotated[ProjectTakingGoods, Words("限定用于哪个项目", "for which project only")]
    | None,
    item: Goods,
    unit: Unit,
    quantity: Counted,
    value: Annotated[Amount, Words("价值（元）", "its worth in yuan")],
    valued: Annotated[
        Valued, Words("计价依据：凭据或公允价值", "valued by its document, or at fair value")
    ],
    document: Annotated[
        Document,
        Text(refusal=Why.NO_EVIDENCE),
        Words("凭据或评估报告", "the document that values them"),
    ],
    document_hash: Sha256,
    on: On,
) -> None:
    """Take goods in, valued with evidence (实物收讫); no account has money of it.

    For one project only, if ``project_id`` names it. ``donor`` is a credit code or a reference.
    """
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


@use_case(
    says=Words("实物发放", "issue goods"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=of_delivery(),
)
def issue(
    work: Work,
    *,
    delivery_id: DeliveryId,
    quantity: Counted,
    project_id: Annotated[ProjectGivingOut, Words("发给哪个项目", "to which project")],
    receiver: Annotated[Party, Words("签收团队的编号，或签收人的代号", "who signed, by id")],
    document: Document,
    on: On,
) -> None:
    """Issue goods to a project (实物发放). ``receiver``: who signed, by an id, never a name."""
    facts = in_kind.issue(
        work.load(IN_KIND, delivery_id),
        quantity=quantity,
        to=project_id,
        receiver=sound_party(work, receiver),
        document=document,
        on=on,
    )
    work.record(IN_KIND, delivery_id, facts)


@use_case(
    says=Words("变卖实物", "sell goods that can't be used"), by=Role.ACCOUNTANT, scope=of_delivery()
)
def sell(
    work: Work,
    *,
    delivery_id: DeliveryId,
    quantity: Counted,
    proceeds: Annotated[Amount, Words("售价（元）", "what it was sold for, yuan")],
    costs: Annotated[Balance, Words("必要费用（元）", "costs of the sale, yuan")],
    credit_id: Annotated[CreditId, Words("所得到账编号", "the credit it came with")],
    minutes: Minutes,
    on: On,
) -> str:
    """Sell goods that can't be used (实物变卖); return the id of the money that came of it.

    The proceeds less costs must lie in suspense, booked from the bank as ``credit_id``. They go to
    the account of what the goods were for, as their donor's (慈善法 54).
    """
    told = existing(work.load(IN_KIND, delivery_id)).delivered
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


@use_case(
    says=Words("实物报损", "write off goods lost or spoilt"), by=Role.APPROVER, scope=of_delivery()
)
def write_off(
    work: Work,
    *,
    delivery_id: DeliveryId,
    quantity: Counted,
    reason: Reason,
    minutes: Minutes,
    on: On,
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


@use_case(
    says=Words("实物发放退回", "take issued goods back"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=of_delivery(),
)
def take_back(
    work: Work,
    *,
    delivery_id: DeliveryId,
    quantity: Counted,
    issued: Annotated[Document, Words("原领用单", "the paper they were issued by")],
    reason: Reason,
    document: Document,
    on: On,
) -> None:
    """Take goods back into stock that were issued wrongly or not used (发放退回)."""
    facts = in_kind.take_back(
        work.load(IN_KIND, delivery_id),
        quantity=quantity,
        issued=issued,
        reason=reason,
        document=document,
        on=on,
    )
    work.record(IN_KIND, delivery_id, facts)


@use_case(
    says=Words("报损实物找回", "take goods written off back"), by=Role.APPROVER, scope=of_delivery()
)
def find(
    work: Work,
    *,
    delivery_id: DeliveryId,
    quantity: Counted,
    written_off: Annotated[Minutes, Words("原报损纪要", "the minutes they were written off by")],
    reason: Reason,
    document: Document,
    on: On,
) -> None:
    """Take goods back into stock that were written off and are there after all (报损找回)."""
    facts = in_kind.find(
        work.load(IN_KIND, delivery_id),
        quantity=quantity,
        written_off=written_off,
        reason=reason,
        document=document,
        on=on,
    )
    work.record(IN_KIND, delivery_id, facts)
