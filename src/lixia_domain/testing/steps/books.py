"""Receipts, government money, frozen accounts, closing of months."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.account.facts import AccountOpened
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.fund.facts import PeriodClosed
from lixia_domain.application.finance import accounts, closing, incomes, receipts
from lixia_domain.application.programme import enterprises
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.reconciling import Proof, Side
from lixia_domain.testing.steps.expect import NotSo, expect, same
from lixia_domain.testing.steps.sentences import Table, act, check, rows
from lixia_domain.testing.steps.world import FUND, World, credit_code

CODE = "37010121"
"""The code of the receipt book (票据代码); scenarios name numbers only."""


@act('到账"{credit}"的捐赠开具票据"{number}"')
def _(world: World, credit: str, number: str) -> None:
    gifts = world.gifts_of(credit)
    receipts.issue(
        world.ledger,
        world.receipt_keeper,
        code=CODE,
        number=number,
        gift=gifts[0] if gifts else f"{credit}#1.1",
        on=world.today,
    )


@act('票据"{number}"红冲，因"{reason}"')
def _(world: World, number: str, reason: str) -> None:
    receipts.reverse(
        world.ledger, world.receipt_keeper, code=CODE, number=number, reason=reason, on=world.today
    )


@act('空白票据"{number}"作废，因"{reason}"')
def _(world: World, number: str, reason: str) -> None:
    receipts.void(
        world.ledger, world.receipt_keeper, code=CODE, number=number, reason=reason, on=world.today
    )


@act('财政拨款"{document}" {amount:Money} 到账，可用至 {expiry:Date}，{carry}结转')
def _(world: World, document: str, amount: Money, expiry: date, carry: str) -> None:
    _appropriate(world, document, amount, expiry, {"可": True, "不可": False}[carry], world.today)


@act('以业务日期 {on:Date} 补记：财政拨款"{document}" {amount:Money} 到账，可用至 {expiry:Date}')
def _(world: World, on: date, document: str, amount: Money, expiry: date) -> None:
    _appropriate(world, document, amount, expiry, False, on)


def _appropriate(
    world: World, document: str, amount: Money, expiry: date, carry_over: bool, on: date
) -> None:
    incomes.receive_appropriation(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        credit=f"国库/{document}",
        document=document,
        purpose="扶持新时代文明实践项目",
        expiry=expiry,
        carry_over=carry_over,
        amount=amount,
        on=on,
    )


@act('冻结项目"{project}"的专户，因"{reason}"')
def _(world: World, project: str, reason: str) -> None:
    _freeze(world, project, reason)


@act('冻结项目"{project}"专户中到账"{credit}"的捐赠，因"{reason}"')
def _(world: World, project: str, credit: str, reason: str) -> None:
    _freeze(world, project, reason, _gift(world, credit))


@act('解冻项目"{project}"的专户，依据"{basis}"')
def _(world: World, project: str, basis: str) -> None:
    _unfreeze(world, project, basis)


@act('解冻项目"{project}"专户中到账"{credit}"的捐赠，依据"{basis}"')
def _(world: World, project: str, credit: str, basis: str) -> None:
    _unfreeze(world, project, basis, _gift(world, credit))


@act("专项基金结账至 {period}")
def _(world: World, period: str) -> None:
    _close(world, period, closing.prove(world.store.views(), FUND, period))


@act('"{who}"的登记抢在专项基金结账至 {period} 之前入账')
def _(world: World, who: str, period: str) -> None:
    proof = closing.prove(world.store.views(), FUND, period)
    enterprises.register(
        world.ledger,
        world.office,
        code=credit_code(who),
        name=who,
        ownership=Ownership.PRIVATE,
        on=world.today,
    )
    _close(world, period, proof)


@check("最近一次结账载明账面 {book:Money}、银行 {bank:Money}，未达账项为：")
def _(world: World, book: Money, bank: Money, datatable: Table) -> None:
    facts = [recorded.event for recorded in world.ledger.read(reads=(PeriodClosed,))]
    if not facts or not isinstance(facts[-1], PeriodClosed):
        raise NotSo("没有结过账", "no month was closed")
    proof = facts[-1].proof
    if proof is None:
        raise NotSo("结账未载明账面与银行", "the closing tells neither book nor bank")
    same("账面", "the book", proof.book, book)
    same("银行", "the bank", proof.bank, bank)
    told = sorted((row["方向"], Money.parse(row["金额"]).fen) for row in rows(datatable))
    items = sorted((SIDES[item.side], item.amount.fen) for item in proof.items)
    same("未达账项（分）", "the items, in fen,", items, told)


SIDES = {
    Side.BOOK_IN: "账面已收",
    Side.BOOK_OUT: "账面已付",
    Side.BANK_IN: "银行已收",
    Side.BANK_OUT: "银行已付",
}


def _close(world: World, period: str, proof: Proof) -> None:
    closing.close_period(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        period=period,
        designations=tuple(_designations(world)),
        proof=proof,
        on=world.today,
    )


def _freeze(world: World, project: str, reason: str, gift: str | None = None) -> None:
    accounts.freeze(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        designation=project,
        reason=reason,
        gift=gift,
        on=world.today,
    )


def _unfreeze(world: World, project: str, basis: str, gift: str | None = None) -> None:
    accounts.unfreeze(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        designation=project,
        basis=basis,
        gift=gift,
        on=world.today,
    )


def _gift(world: World, credit: str) -> str:
    gifts = world.gifts_of(credit)
    expect(gifts, f"到账 {credit} 没有分出捐赠", f"no gift came of credit {credit}")
    return gifts[0]


def _designations(world: World) -> list[str]:
    """Return the designations of all accounts that were ever opened."""
    opened = (recorded.event for recorded in world.ledger.read(reads=(AccountOpened,)))
    return [fact.designation for fact in opened if isinstance(fact, AccountOpened)]
