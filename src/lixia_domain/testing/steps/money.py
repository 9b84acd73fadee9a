"""Money that arrives: booked, held, allocated, returned, corrected."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.application.finance import credits
from lixia_domain.application.finance.booking import ToClaim, ToDesignation, Wish
from lixia_domain.kernel.gifts import gift_of
from lixia_domain.kernel.money import Money
from lixia_domain.testing.steps.acts import Said, carries_out
from lixia_domain.testing.steps.sentences import Table, act, rows
from lixia_domain.testing.steps.world import BANK, World, credit_code

BASES = {"误汇": "mistake", "协议": "agreement", "判决": "judgment", "主管机关决定": "order"}
NO_BASIS = "none"
BASES_OR_NONE = BASES | dict.fromkeys(("口头", "改主意", "无"), NO_BASIS)
"""With those on which nothing goes back."""


def the_gift(world: World, said: Said) -> str:
    """Return the gift that a credit was allocated to; one that there isn't where it was not."""
    gifts = world.gifts_of(said["credit"])
    return gifts[0] if gifts else gift_of(said["credit"], 1, 1)


def _notice(world: World, said: Said) -> Notice:
    return told_by_the_bank(world, said["credit_id"], said["payer"], said["amount"])


def _notice_on(world: World, said: Said) -> Notice:
    return evolve(_notice(world, said), account=said["account"])


def _notice_with_code(world: World, said: Said) -> Notice:
    return evolve(_notice(world, said), payer_ref=credit_code(said["firm"]))


def told_by_the_bank(world: World, credit: str, payer: str, amount: Money) -> Notice:
    """Return the bank's notice; told again on a later day it still bears its first value date."""
    first = world.value_dates.setdefault(credit, world.today)
    return Notice(
        account=BANK,
        value_date=first,
        payer=payer,
        payer_ref=None,
        amount=amount,
        remark="",
    )


def arrive(world: World, credit: str, payer: str, amount: Money, on: date | None = None) -> None:
    """Have it on record that the bank brought ``amount``; what is done next is done with it."""
    day = on or world.today
    world.value_dates.setdefault(credit, day)
    world.carry_out(
        credits.book,
        credit_id=credit,
        notice=told_by_the_bank(world, credit, payer, amount),
        document=f"银行回单 {credit}",
        wishes=(),
        on=day,
    )
    world.before = world.ledger.head()


def _notice_dated(world: World, said: Said) -> Notice:
    world.value_dates[said["credit_id"]] = said["on"]
    return _notice(world, said)


def _to_claim(world: World, said: Said) -> tuple[Wish, ...]:
    return (ToClaim(claim=said["claim"]),)


def _wishes(world: World, said: Said) -> tuple[Wish, ...]:
    return tuple(_wish(row) for row in rows(said["datatable"]))


BOOKED: dict[str, Any] = {"notice": _notice, "document": "银行回单 {credit_id}"}

carries_out(
    '到账"{credit_id}"："{payer}"付款 {amount:Money} 到账户"{account}"，用于项目"{project}"',
    credits.book,
    notice=_notice_on,
    document="银行回单 {credit_id}",
    wishes=lambda world, said: (ToDesignation(designation=said["project"]),),
)

carries_out(
    '到账"{credit_id}"："{payer}"付款 {amount:Money}，用于认领"{claim}"',
    credits.book,
    wishes=_to_claim,
    **BOOKED,
)
carries_out(
    '以业务日期 {on:Date} 补记到账"{credit_id}"："{payer}"付款 {amount:Money}，用于项目"{project}"',
    credits.book,
    wishes=lambda world, said: (ToDesignation(designation=said["project"]),),
    **(BOOKED | {"notice": _notice_dated}),
)
carries_out(
    '以业务日期 {on:Date} 补记到账"{credit_id}"："{payer}"付款 {amount:Money}，用于认领"{claim}"',
    credits.book,
    wishes=_to_claim,
    **(BOOKED | {"notice": _notice_dated}),
)
carries_out(
    '到账"{credit_id}"："{payer}"付款 {amount:Money}，用于项目"{project}"',
    credits.book,
    wishes=lambda world, said: (ToDesignation(designation=said["project"]),),
    **BOOKED,
)
carries_out(
    '到账"{credit_id}"："{payer}"（信用代码为"{firm}"的）付款 {amount:Money}，用于认领"{claim}"',
    credits.book,
    wishes=_to_claim,
    **(BOOKED | {"notice": _notice_with_code}),
)
carries_out(
    '到账"{credit_id}"："{payer}"（信用代码为"{firm}"的）付款 {amount:Money}，用于项目"{project}"',
    credits.book,
    wishes=lambda world, said: (ToDesignation(designation=said["project"]),),
    **(BOOKED | {"notice": _notice_with_code}),
)
carries_out(
    '到账"{credit_id}"："{payer}"（信用代码为"{firm}"的）付款 {amount:Money}，用途不明',
    credits.book,
    wishes=(),
    **(BOOKED | {"notice": _notice_with_code}),
)
carries_out(
    '到账"{credit_id}"："{payer}"付款 {amount:Money}，用途不明',
    credits.book,
    wishes=(),
    **BOOKED,
)
carries_out(
    '到账"{credit_id}"："{payer}"付款 {amount:Money}，记入另一基金"{fund_id}"',
    credits.book,
    wishes=(),
    **BOOKED,
)
carries_out(
    '到账"{credit_id}"："{payer}"付款 {amount:Money}，记入另一基金"{fund_id}"，用于项目"{project}"',
    credits.book,
    wishes=lambda world, said: (ToDesignation(designation=said["project"]),),
    **BOOKED,
)
carries_out(
    '到账"{credit_id}"："{payer}"付款 {amount:Money}，记入另一基金"{fund_id}"，用于认领"{claim}"',
    credits.book,
    wishes=_to_claim,
    **BOOKED,
)


@act(
    '以业务日期 {on:Date} 补记到账"{credit}"："{payer}"付款 {amount:Money}，银行记账日 {dated:Date}'
)
def _(world: World, on: date, credit: str, payer: str, amount: Money, dated: date) -> None:
    world.value_dates[credit] = dated
    arrive(world, credit, payer, amount, on)


carries_out(
    '到账"{credit_id}"："{payer}"付款 {amount:Money}，分配如下：',
    credits.book,
    wishes=_wishes,
    **BOOKED,
)


@act("下列款项到账并用于认领：")
def _(world: World, datatable: Table) -> None:
    for row in rows(datatable):
        credit, amount = row["到账"], Money.parse(row["金额"])
        world.carry_out(
            credits.book,
            credit_id=credit,
            notice=told_by_the_bank(world, credit, row["付款人"], amount),
            document=f"银行回单 {credit}",
            wishes=(ToClaim(claim=row["认领"]),),
        )


carries_out('暂收的到账"{credit_id}"分配如下：', credits.allocate, wishes=_wishes)
carries_out(
    '暂收的到账"{credit_id}"退回付款人 {amount:Money}，依据{basis}"{document}"',
    credits.return_held,
    reads={"basis": BASES},
)
carries_out(
    '退还到账"{credit}"的捐赠 {amount:Money}，依据{basis}"{document}"',
    credits.return_gift,
    gift=the_gift,
    reads={"basis": BASES_OR_NONE},
)
carries_out(
    '退回到账"{credit}"的利息、拨款或变卖所得 {amount:Money}，依据{basis}"{document}"',
    credits.return_income,
    gift=the_gift,
    reads={"basis": BASES_OR_NONE},
)
carries_out(
    '退回到账"{credit}"的赞助 {amount:Money}，依据{basis}"{document}"',
    credits.return_income,
    gift="{credit}#1.1",
    reads={"basis": BASES_OR_NONE},
)
carries_out(
    '到账"{credit_id}"更正为"{payer}"付款 {amount:Money}，用于认领"{claim}"，'
    '因"{reason}"，由"{approver}"批准',
    credits.correct,
    notice=_notice,
    document="更正后的回单 {credit_id}",
    wishes=_to_claim,
)
carries_out(
    '到账"{credit_id}"更正为"{payer}"付款 {amount:Money}，用于项目"{designation}"，'
    '因"{reason}"，由"{approver}"批准',
    credits.correct,
    notice=_notice,
    document="更正后的回单 {credit_id}",
    wishes=lambda world, said: (ToDesignation(designation=said["designation"]),),
)
carries_out(
    '到账"{credit_id}"的应收 {amount:Money} 由到账"{by_credit}"收回', credits.collect_receivable
)
carries_out('银行冲正到账"{credit_id}"，因"{reason}"', credits.reverse_by_bank)
carries_out('暂收的到账"{credit_id}"转交基金"{to}"，纪要"{minutes}"', credits.hand_over)


def _wish(row: dict[str, str]) -> Wish:
    amount = Money.parse(row["金额"])
    if row["去向"] == "项目":
        return ToDesignation(designation=row["编号"], amount=amount)
    number = row.get("期次")
    return ToClaim(claim=row["编号"], instalment=int(number) if number else None, amount=amount)
