"""Money that arrives: booked, held, allocated, returned, corrected."""

from __future__ import annotations

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.application.finance import credits
from lixia_domain.application.finance.booking import ToClaim, ToDesignation, Wish
from lixia_domain.kernel.money import Money
from lixia_domain.testing.steps.sentences import Table, act, paper, rows
from lixia_domain.testing.steps.world import FUND, World, account

BASES = {"误汇": "mistake", "协议": "agreement", "判决": "judgment", "主管机关决定": "order"}
NO_BASIS = "none"


@act('到账"{credit}"："{payer}"付款 {amount:Money}，用于认领"{claim}"')
def _(world: World, credit: str, payer: str, amount: Money, claim: str) -> None:
    _book(world, credit, payer, amount, (ToClaim(claim=claim),))


@act('到账"{credit}"："{payer}"付款 {amount:Money}，用于项目"{project}"')
def _(world: World, credit: str, payer: str, amount: Money, project: str) -> None:
    _book(world, credit, payer, amount, (ToDesignation(designation=project),))


@act('到账"{credit}"："{payer}"付款 {amount:Money}，用途不明')
def _(world: World, credit: str, payer: str, amount: Money) -> None:
    _book(world, credit, payer, amount, ())


@act('到账"{credit}"："{payer}"付款 {amount:Money}，记入另一基金"{fund}"')
def _(world: World, credit: str, payer: str, amount: Money, fund: str) -> None:
    _book(world, credit, payer, amount, (), fund)


@act('到账"{credit}"："{payer}"付款 {amount:Money}，分配如下：')
def _(world: World, credit: str, payer: str, amount: Money, datatable: Table) -> None:
    _book(world, credit, payer, amount, _wishes(datatable))


@act("下列款项到账并用于认领：")
def _(world: World, datatable: Table) -> None:
    for row in rows(datatable):
        wish = ToClaim(claim=row["认领"])
        _book(world, row["到账"], row["付款人"], Money.parse(row["金额"]), (wish,))


@act('暂收的到账"{credit}"分配如下：')
def _(world: World, credit: str, datatable: Table) -> None:
    credits.allocate(
        world.ledger,
        world.foundation,
        credit_id=credit,
        wishes=_wishes(datatable),
        on=world.today,
    )


@act('暂收的到账"{credit}"退回付款人 {amount:Money}，依据{basis}"{document}"')
def _(world: World, credit: str, amount: Money, basis: str, document: str) -> None:
    credits.return_held(
        world.ledger,
        world.foundation,
        credit_id=credit,
        amount=amount,
        basis=BASES[basis],
        document=document,
        on=world.today,
    )


@act('退还到账"{credit}"的捐赠 {amount:Money}，依据{basis}"{document}"')
def _(world: World, credit: str, amount: Money, basis: str, document: str) -> None:
    (gift,) = world.gifts_of(credit)
    credits.return_gift(
        world.ledger,
        world.foundation,
        gift=gift,
        amount=amount,
        basis=BASES.get(basis, NO_BASIS),
        document=paper(document),
        on=world.today,
    )


@act(
    '到账"{credit}"更正为"{payer}"付款 {amount:Money}，用于认领"{claim}"，'
    '因"{reason}"，由"{approver}"批准'
)
def _(
    world: World,
    credit: str,
    payer: str,
    amount: Money,
    claim: str,
    reason: str,
    approver: str,
) -> None:
    credits.correct(
        world.ledger,
        world.foundation,
        credit_id=credit,
        notice=_notice(world, credit, payer, amount),
        document=f"更正后的回单 {credit}",
        wishes=(ToClaim(claim=claim),),
        reason=reason,
        approver=account(approver),
        on=world.today,
    )


@act('银行冲正到账"{credit}"，因"{reason}"')
def _(world: World, credit: str, reason: str) -> None:
    credits.reverse_by_bank(
        world.ledger, world.foundation, credit_id=credit, reason=reason, on=world.today
    )


def _book(
    world: World,
    credit: str,
    payer: str,
    amount: Money,
    wishes: tuple[Wish, ...],
    fund: str = FUND,
) -> None:
    world.outcome = credits.book(
        world.ledger,
        world.foundation,
        credit_id=credit,
        fund_id=fund,
        notice=_notice(world, credit, payer, amount),
        document=f"银行回单 {credit}",
        wishes=wishes,
        on=world.today,
    )


def _notice(world: World, credit: str, payer: str, amount: Money) -> Notice:
    """Return the bank's notice; told again on a later day it still bears its first value date."""
    first = world.value_dates.setdefault(credit, world.today)
    return Notice(
        account="基金会收款户",
        value_date=first,
        payer=payer,
        payer_ref=None,
        amount=amount,
        remark="",
    )


def _wishes(datatable: Table) -> tuple[Wish, ...]:
    return tuple(_wish(row) for row in rows(datatable))


def _wish(row: dict[str, str]) -> Wish:
    amount = Money.parse(row["金额"])
    if row["去向"] == "项目":
        return ToDesignation(designation=row["编号"], amount=amount)
    number = row.get("期次")
    return ToClaim(claim=row["编号"], instalment=int(number) if number else None, amount=amount)
