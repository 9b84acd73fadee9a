"""Receipts, government money, closing of months."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.account import AccountOpened
from lixia_domain.application import funds, incomes, receipts
from lixia_domain.kernel.money import Money
from lixia_domain.testing.steps.sentences import act
from lixia_domain.testing.steps.world import FUND, World

CODE = "37010121"
"""The code of the receipt book (票据代码); scenarios name numbers only."""


@act('到账"{credit}"的捐赠开具票据"{number}"')
def _(world: World, credit: str, number: str) -> None:
    gifts = world.gifts_of(credit)
    receipts.issue(
        world.ledger,
        world.foundation,
        code=CODE,
        number=number,
        gift=gifts[0] if gifts else f"{credit}#1.1",
        on=world.today,
    )


@act('票据"{number}"红冲，因"{reason}"')
def _(world: World, number: str, reason: str) -> None:
    receipts.reverse(
        world.ledger, world.foundation, code=CODE, number=number, reason=reason, on=world.today
    )


@act('空白票据"{number}"作废，因"{reason}"')
def _(world: World, number: str, reason: str) -> None:
    receipts.void(
        world.ledger, world.foundation, code=CODE, number=number, reason=reason, on=world.today
    )


@act('财政拨款"{document}" {amount:Money} 到账，可用至 {expiry:Date}，{carry}结转')
def _(world: World, document: str, amount: Money, expiry: date, carry: str) -> None:
    incomes.receive_appropriation(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        credit=f"国库/{document}",
        document=document,
        purpose="扶持新时代文明实践项目",
        expiry=expiry,
        carry_over={"可": True, "不可": False}[carry],
        amount=amount,
        on=world.today,
    )


@act("专项基金结账至 {period}")
def _(world: World, period: str) -> None:
    funds.close_period(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        period=period,
        designations=_designations(world),
        on=world.today,
    )


def _designations(world: World) -> list[str]:
    """Return the designations of all accounts that were ever opened."""
    opened = (recorded.event for recorded in world.ledger.read(reads=(AccountOpened,)))
    return [fact.designation for fact in opened if isinstance(fact, AccountOpened)]
