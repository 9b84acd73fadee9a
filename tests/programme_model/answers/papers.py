"""Receipts and goods: each number once, never more than there is."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.claims import founded
from tests.programme_model.answers.common import backwards, held_money, part_of, posting, take
from tests.programme_model.figures import GENERAL, Gift, Goods, Programme
from tests.programme_model.rights import (
    ACCOUNTANT,
    APPROVER,
    KEEPER,
    OFFICE,
    answers,
    of_credit,
    of_fund,
)

from lixia_domain.kernel.money import Money


def of_number(model: Programme, *, number: str, **told: object) -> str | None:
    """Return whose receipt a number is: a blank one is nobody's."""
    state, about = model.receipts.get(number, ("", ""))
    if state not in ("issued", "reversed"):
        return None
    if about in model.goods:
        return model.funds[model.goods[about].fund].foundation
    return model.funds[model.credits[about.rpartition("#")[0]].fund].foundation


def of_goods(model: Programme, *, delivery_id: str, **told: object) -> str | None:
    """Return whose goods they are."""
    goods = model.goods.get(delivery_id)
    return None if goods is None else model.funds[goods.fund].foundation


@answers("receipts.issue", KEEPER, foundation=of_credit("gift"))
def issue(
    model: Programme, no: Grounds, *, number: str, gift: str, on: date, **told: object
) -> Answer:
    """Issue a receipt over a donation that arrived: one stands at a time, each number once."""
    found = part_of(model, no, gift)
    backwards(model, no, on)
    if found is not None:
        credit, part = found
        no.unless(not credit.reversed and not credit.apportioned, Group.STAGE)
        no.unless(part.kind == "donation", Group.KIND)
        no.unless(part.amount > 0, Group.AMOUNT)
        stands = credit.receipts.get(gift)
        no.unless(stands in (None, number), Group.RECEIPT)
        if stands != number:
            no.unless(number not in model.receipts, Group.TWICE)
        else:
            no.perhaps.add(Group.TWICE)  # the donor may have been settled since
    yield
    model.credits[gift.rpartition("#")[0]].receipts[gift] = number
    model.receipts[number] = ("issued", gift)


@answers("receipts.reverse", KEEPER, foundation=of_number)
def reverse(
    model: Programme,
    no: Grounds,
    *,
    number: str,
    on: date,
    red_number: str | None = None,
    **told: object,
) -> Answer:
    """Reverse a receipt: its number stays used, and a red one's that reverses it (S60)."""
    state, about = model.receipts.get(number, ("", ""))
    backwards(model, no, on)
    no.unless(state == "issued", Group.UNKNOWN)
    no.unless(red_number is None or red_number not in model.receipts, Group.TWICE)
    yield
    model.receipts[number] = ("reversed", about)
    if red_number is not None:
        model.receipts[red_number] = ("red", number)
    if about in model.goods:
        model.goods[about].receipt = None
    else:
        model.credits[about.rpartition("#")[0]].receipts.pop(about, None)


@answers("receipts.void", KEEPER)
def void(
    model: Programme, no: Grounds, *, number: str, on: date, actor: str, **told: object
) -> Answer:
    """Void a blank number: not where others have issued under its code, and one's own nothing."""
    member = model.members.get(actor) if model.closed_roster else None
    if member is not None:
        own = {whose for role, whose in member.roles if role is KEEPER}
        issued = {of_number(model, number=each) for each in model.receipts} - {None}
        no.unless(not issued or bool(issued & own), Group.RIGHTS)
    state, _ = model.receipts.get(number, ("", ""))
    backwards(model, no, on)
    no.unless(state in ("", "void"), Group.TWICE)
    yield
    model.receipts[number] = ("void", "")


@answers("receipts.issue_in_kind", KEEPER, foundation=of_goods)
def issue_in_kind(
    model: Programme, no: Grounds, *, number: str, delivery_id: str, on: date, **told: object
) -> Answer:
    """Issue a receipt for goods."""
    goods = model.goods.get(delivery_id)
    backwards(model, no, on)
    if no.unless(goods is not None, Group.UNKNOWN) and goods is not None:
        no.unless(goods.receipt in (None, number), Group.STAGE)
        if goods.receipt != number:
            no.unless(number not in model.receipts, Group.TWICE)
    yield
    assert goods is not None
    goods.receipt = number
    model.receipts[number] = ("issued", delivery_id)


def not_over(model: Programme, no: Grounds, project_id: str, *stages: str) -> None:
    """Refuse goods for a project that is not there, or is at one of some stages."""
    project = model.projects.get(project_id)
    if no.unless(project is not None, Group.UNKNOWN) and project is not None:
        no.unless(project.stage not in stages, Group.STAGE)


@answers("goods.deliver", ACCOUNTANT, OFFICE, foundation=of_fund())
def deliver(
    model: Programme,
    no: Grounds,
    *,
    delivery_id: str,
    fund_id: str,
    donor: str,
    project_id: str | None,
    quantity: int,
    on: date,
    **told: object,
) -> Answer:
    """Take goods in."""
    founded(model, no, fund_id)
    backwards(model, no, on)
    if project_id is not None:
        not_over(model, no, project_id, "cancelled", "closed")
    no.unless(delivery_id not in model.goods, Group.TWICE)
    yield
    model.goods[delivery_id] = Goods(fund_id, donor, project_id or "", quantity)


def in_store(no: Grounds, goods: Goods | None, quantity: int) -> None:
    """Refuse more than is in store."""
    if no.unless(goods is not None, Group.UNKNOWN) and goods is not None:
        no.unless(quantity <= goods.quantity - goods.gone, Group.AMOUNT)


@answers("goods.issue", ACCOUNTANT, OFFICE, foundation=of_goods)
def give_out(
    model: Programme,
    no: Grounds,
    *,
    delivery_id: str,
    quantity: int,
    project_id: str,
    on: date,
    **told: object,
) -> Answer:
    """Issue goods to a project, to no other than they are for."""
    goods = model.goods.get(delivery_id)
    backwards(model, no, on)
    not_over(model, no, project_id, "cancelled")
    in_store(no, goods, quantity)
    if goods is not None:
        no.unless(goods.project in ("", project_id), Group.OTHER)
    yield
    assert goods is not None
    goods.gone += quantity


@answers("goods.write_off", APPROVER, foundation=of_goods)
def write_off(
    model: Programme, no: Grounds, *, delivery_id: str, quantity: int, on: date, **told: object
) -> Answer:
    """Write goods off."""
    goods = model.goods.get(delivery_id)
    backwards(model, no, on)
    in_store(no, goods, quantity)
    yield
    assert goods is not None
    goods.gone += quantity


@answers("goods.sell", ACCOUNTANT, foundation=of_goods)
def sell(
    model: Programme,
    no: Grounds,
    *,
    delivery_id: str,
    quantity: int,
    proceeds: Money,
    costs: Money,
    credit_id: str,
    on: date,
    **told: object,
) -> Answer:
    """Sell goods: the proceeds less costs keep the restriction (S17)."""
    goods = model.goods.get(delivery_id)
    in_store(no, goods, quantity)
    net, use = proceeds.fen - costs.fen, GENERAL
    if goods is not None:
        use = goods.project or GENERAL
        posting(model, no, goods.fund, on)
        no.unless(0 <= costs.fen < proceeds.fen, Group.AMOUNT)
        held_money(model, no, credit_id, goods.fund, net, on, use)
    outcome = yield
    assert goods is not None
    gift = take(model, credit_id, "sale", net, goods.fund, use)
    assert outcome == gift, outcome
    model.account(goods.fund, use).take_in(gift, Gift(net, goods.donor, on))
    model.credits[credit_id].parts[-1].donor = goods.donor
    goods.gone += quantity
    goods.sales[gift] = quantity
