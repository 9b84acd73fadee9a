"""Receipts, government money, frozen accounts, closing of months."""

from __future__ import annotations

from datetime import date

import attrs

from lixia_domain.aggregates.bank_debit import Purpose
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.fund.facts import PeriodClosed
from lixia_domain.application.finance import (
    accounts,
    closing,
    credits,
    incomes,
    receipt_books,
    receipts,
)
from lixia_domain.application.programme import enterprises
from lixia_domain.kernel.ids import join_key, split_key
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.reconciling import Item, Side
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.expect import NotSo, same
from lixia_domain.testing.steps.money import arrive, the_gift
from lixia_domain.testing.steps.sentences import Table, act, check, one_of, rows
from lixia_domain.testing.steps.world import FUND, World, credit_code

CODE = "37010121"
"""The code of the receipt book (票据代码); scenarios name numbers only."""


carries_out('到账"{credit}"的捐赠开具票据"{number}"', receipts.issue, code=CODE, gift=the_gift)
carries_out('票据"{number}"红冲，因"{reason}"', receipts.reverse, code=CODE)
carries_out(
    '票据"{number}"红冲，因"{reason}"，开具红字票据"{red_number}"', receipts.reverse, code=CODE
)
carries_out(
    '票据"{number}"红冲，因"{reason}"，红字票据代码"{red_code}"，号码未写明',
    receipts.reverse,
    code=CODE,
)
carries_out('空白票据"{number}"作废，因"{reason}"', receipts.void, code=CODE)
carries_out(
    '票据号码"{first}"至"{last}"领用给本基金',
    receipt_books.allot,
    code=CODE,
    document="财政票据领用单",
)
carries_out(
    '票据号码"{first}"至"{last}"领用给基金"{fund_id}"',
    receipt_books.allot,
    code=CODE,
    document="财政票据领用单",
)
carries_out(
    '票据号码"{first}"至"{last}"由本基金缴回',
    receipt_books.hand_back,
    code=CODE,
    document="空白票据缴回单",
)
TREASURY, SUPPORT = "财政国库", "扶持新时代文明实践项目"
CARRIED_OVER = {"可": True, "不可": False}


@act(
    '财政拨款"{document}" {amount:Money} 到账，可用至 {expiry:Date}，{carry_over}结转',
    accepts={"carry_over": one_of(CARRIED_OVER)},
)
def _(world: World, document: str, amount: Money, expiry: date, carry_over: str) -> None:
    arrive(world, f"国库/{document}", TREASURY, amount)
    world.carry_out(
        incomes.receive_appropriation,
        credit=f"国库/{document}",
        document=document,
        purpose=SUPPORT,
        expiry=expiry,
        carry_over=CARRIED_OVER[carry_over],
        amount=amount,
    )


@act('以业务日期 {on:Date} 补记：财政拨款"{document}" {amount:Money} 到账，可用至 {expiry:Date}')
def _(world: World, on: date, document: str, amount: Money, expiry: date) -> None:
    arrive(world, f"国库/{document}", TREASURY, amount, on=on)
    world.carry_out(
        incomes.receive_appropriation,
        credit=f"国库/{document}",
        document=document,
        purpose=SUPPORT,
        expiry=expiry,
        carry_over=False,
        amount=amount,
        on=on,
    )


carries_out(
    '到账"{credit}" {amount:Money} 记为文件"{document}"的财政拨款，可用至 {expiry:Date}',
    incomes.receive_appropriation,
    purpose=SUPPORT,
    carry_over=False,
)
carries_out('核对到账"{credit_id}"此前的引用，凭"{document}"', credits.settle_citations)
carries_out('冻结项目"{designation}"的专户，因"{reason}"', accounts.freeze)
carries_out(
    '冻结项目"{designation}"专户中到账"{credit}"的捐赠，因"{reason}"',
    accounts.freeze,
    gift=the_gift,
)
carries_out('解冻项目"{designation}"的专户，依据"{basis}"', accounts.unfreeze)
carries_out(
    '解冻项目"{designation}"专户中到账"{credit}"的捐赠，依据"{basis}"',
    accounts.unfreeze,
    gift=the_gift,
)
carries_out(
    "专项基金结账至 {period:Month}",
    closing.close_period,
    proof=lambda world, said: closing.prove(world.ledger, FUND, said["period"]),
)


@act('"{who}"的登记抢在专项基金结账至 {period:Month} 之前入账')
def _(world: World, who: str, period: str) -> None:
    proof = closing.prove(world.ledger, FUND, period)
    world.carry_out(
        enterprises.register, code=credit_code(who), name=who, ownership=Ownership.PRIVATE
    )
    world.carry_out(closing.close_period, period=period, proof=proof)


@act('拨付"{paper}"未达，因"{reason}"，据此将专项基金结至 {period:Month}')
def _(world: World, period: str, paper: str, reason: str) -> None:
    proof = closing.prove(world.ledger, FUND, period)
    entry = join_key(Purpose.DISBURSEMENT, paper)
    items = (attrs.evolve(i, reason=reason if i.cites == entry else "") for i in proof.items)
    told = attrs.evolve(proof, items=tuple(items))
    world.carry_out(closing.close_period, period=period, proof=told)


@act('所附未达账项多列一笔付款"{paper}" {amount:Money}，据以将专项基金结至 {period:Month}')
def _(world: World, paper: str, amount: Money, period: str) -> None:
    proof = closing.prove(world.ledger, FUND, period)
    entry = join_key(Purpose.DISBURSEMENT, paper)
    made_up = Item(side=Side.BOOK_OUT, cites=entry, amount=amount)
    told = attrs.evolve(proof, items=(*proof.items, made_up))
    world.carry_out(closing.close_period, period=period, proof=told)


@check("最近一次结账逐项列明未达账项：")
def _(world: World, datatable: Table) -> None:
    facts = [recorded.event for recorded in world.ledger.read(reads=(PeriodClosed,))]
    if not facts or not isinstance(facts[-1], PeriodClosed) or facts[-1].proof is None:
        raise NotSo("没有载明账面与银行的结账", "no closing tells how book and bank agree")
    told = [
        (row["方向"], row["编号"], row["对方"], row["日期"], row["原因"]) for row in rows(datatable)
    ]
    items = [
        (SIDES[item.side], split_key(item.cites)[-1], item.party, str(item.dated), item.reason)
        for item in facts[-1].proof.items
    ]
    same("未达账项", "the items", items, told)


@act("所附数字为账面 {book:Money}、银行 {bank:Money}，据以将专项基金结至 {period:Month}")
def _(world: World, period: str, book: Money, bank: Money) -> None:
    proof = closing.prove(world.ledger, FUND, period)
    told = attrs.evolve(proof, book=book, bank=bank, items=())
    world.carry_out(closing.close_period, period=period, proof=told)


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
    Side.RECEIVABLE: "应收",
    Side.SHORTFALL: "短缺",
}
