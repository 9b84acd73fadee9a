"""What is short, and what makes it good: nobody's but the debtor's, donor's, foundation's (S63)."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import backwards, by_debtor, held_money, posting, take
from tests.programme_model.answers.tranches import less_short
from tests.programme_model.figures import GENERAL, Gift, Programme
from tests.programme_model.rights import ACCOUNTANT, APPROVER, answers, of_fund
from tests.programme_model.shares import free_of, taken

from lixia_domain.kernel.money import Money


def short_of(
    model: Programme, no: Grounds, fund_id: str, designation: str, gift: str, amount: int
) -> None:
    """Refuse more than is short of a gift."""
    if no.unless((fund_id, designation) in model.accounts, Group.UNKNOWN):
        short = model.look(fund_id, designation).short.get(gift)
        no.unless(short is not None and 0 < amount <= short.amount, Group.AMOUNT)


@answers("shortfalls.claim", ACCOUNTANT, foundation=of_fund())
def claim(
    model: Programme,
    no: Grounds,
    *,
    fund_id: str,
    designation: str,
    gift: str,
    amount: Money,
    debtor: str,
    on: date,
    **told: object,
) -> Answer:
    """Claim what is short of a debtor: it stays short until it is paid."""
    backwards(model, no, on)
    short_of(model, no, fund_id, designation, gift, amount.fen)
    yield
    model.account(fund_id, designation).short[gift].debtors.add(debtor)


@answers("shortfalls.pay", ACCOUNTANT, foundation=of_fund())
def pay(
    model: Programme,
    no: Grounds,
    *,
    fund_id: str,
    designation: str,
    gift: str,
    credit: str,
    amount: Money,
    on: date,
    **told: object,
) -> Answer:
    """Make good what is short by held money that came for it; taken back, that is short."""
    short_of(model, no, fund_id, designation, gift, amount.fen)
    posting(model, no, fund_id, on)
    paying = held_money(model, no, credit, fund_id, amount.fen, on, designation)
    short = model.look(fund_id, designation).short.get(gift)
    if paying is not None and short is not None:
        by_debtor(model, no, paying, (short.donor, *short.debtors))
    yield
    paid = take(model, credit, "shortfall", amount.fen, fund_id, designation)
    model.credits[credit].parts[-1].donor = (
        model.credits[credit].donor or model.credits[credit].payer_known
    )
    account = model.account(fund_id, designation)
    account.came[paid] = amount.fen
    if (lies := account.gifts.get(gift)) is not None and lies.government:
        account.gifts[paid] = Gift(0, "", on, government=True)
    less_short(account, gift, amount.fen)


@answers("shortfalls.put_gift", ACCOUNTANT, foundation=of_fund())
def put_gift(
    model: Programme,
    no: Grounds,
    *,
    fund_id: str,
    designation: str,
    gift: str,
    by_gift: str,
    amount: Money,
    on: date,
    **told: object,
) -> Answer:
    """Make good what is short by another gift of that donor's there, where nothing is frozen."""
    short_of(model, no, fund_id, designation, gift, amount.fen)
    posting(model, no, fund_id, on)
    account = model.look(fund_id, designation)
    other, short = account.gifts.get(by_gift), account.short.get(gift)
    no.unless(not account.frozen, Group.FROZEN)
    if no.unless(other is not None, Group.UNKNOWN) and other is not None:
        no.unless(short is None or other.donor == short.donor, Group.OTHER)
        no.unless(not other.frozen, Group.FROZEN)
        no.unless(amount.fen <= other.balance - other.reserved, Group.AMOUNT)
    yield
    assert other is not None
    other.balance -= amount.fen
    less_short(account, gift, amount.fen)


@answers("shortfalls.cover", APPROVER, foundation=of_fund())
def cover(
    model: Programme,
    no: Grounds,
    *,
    fund_id: str,
    designation: str,
    gift: str,
    amount: Money,
    on: date,
    **told: object,
) -> Answer:
    """Make good what is short by unrestricted money, the oldest first, on minutes."""
    short_of(model, no, fund_id, designation, gift, amount.fen)
    posting(model, no, fund_id, on)
    general, shares = model.look(fund_id, GENERAL), {}
    no.unless(not general.frozen, Group.FROZEN)
    if no.unless(amount.fen <= sum(free_of(general, on, government=False).values()), Group.AMOUNT):
        shares = taken(general, amount.fen, on, government=False)
    yield
    for key, part in shares.items():
        general.gifts[key].balance -= part
    account = model.account(fund_id, designation)
    account.lent[gift] = account.lent.get(gift, 0) + amount.fen
    less_short(account, gift, amount.fen)
