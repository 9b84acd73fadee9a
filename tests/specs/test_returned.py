"""Returns that the bank paid or not, matches with and without a promise, apportioned money."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest
from attrs import evolve

from lixia_domain.aggregates.account.facts import Grant, IncomeKind
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.bank_debit import BankDebitRecorded, Purpose
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.specs.history.returned import ApportionedGoesBack, MatchesPromised, ReturnsPaid
from lixia_domain.testing import EXAMPLES

from .told import Told, wrongs

ON, LATER, MUCH_LATER = date(2025, 1, 8), date(2025, 3, 8), date(2025, 3, 20)
FIVE = Money(5)


def like(name: str, **told: Any) -> Event:
    return cast(Event, evolve(cast(Any, EXAMPLES[name]), **told))


def returned(amount: Money = FIVE, on: date = ON, gift: str | None = None) -> Told:
    return "bank_credit-L", like("bank_credit.returned", amount=amount, on=on, gift=gift)


def paid(amount: Money = FIVE, debit: str = "D") -> Told:
    return "bank_credit-L", like("bank_credit.return_paid", debit=debit, amount=amount)


def debit(amount: Money = FIVE, day: date = ON, of: str = "D") -> Told:
    recorded = EXAMPLES["bank_debit.recorded"]
    assert isinstance(recorded, BankDebitRecorded)
    outgoing = evolve(recorded.outgoing, amount=amount, value_date=day)
    return f"bank_debit-{of}", evolve(recorded, outgoing=outgoing)


def matched(credit: str = "L", purpose: Purpose = Purpose.RETURN) -> Told:
    told = {"purpose": purpose, "cites": credit, "amount": FIVE}
    return "bank_debit-D", like("bank_debit.matched", **told)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((returned(), debit(), matched(), paid()), []),
        ((returned(), debit(day=LATER, of="X")), []),
        ((returned(), debit(day=MUCH_LATER, of="X")), ["没有付出"]),
        ((returned(on=date(2021, 1, 8)), debit(day=MUCH_LATER, of="X")), []),
        (
            (returned(), returned(on=LATER), debit(), matched(), paid(), debit(day=LATER, of="X")),
            [],
        ),
        ((returned(), paid()), ["没有这样一笔退款"]),
        ((returned(), debit(Money(6)), matched(), paid()), ["没有这样一笔退款"]),
        ((returned(), debit(), matched("K"), paid()), ["没有这样一笔退款"]),
        ((returned(), debit(), matched(purpose=Purpose.FEE), paid()), ["没有这样一笔退款"]),
        ((returned(Money(4)), debit(), matched(), paid()), ["多 0.01 元"]),
        ((debit(), matched(), paid()), ["多 0.05 元"]),
        ((returned(), debit(), matched()), ["没有记为已付"]),
    ],
)
def test_what_was_returned_the_bank_paid(told: tuple[Told, ...], said: list[str]) -> None:
    found = wrongs(ReturnsPaid, *told)
    assert [one in text for one, text in zip(said, found, strict=True)] == [True] * len(said)


def promised(cap: int = 10) -> Told:
    told = {"document": "F", "cap": Money(cap), "until": LATER}
    return "account-F1/government", like("account.match_promised", **told)


def came(gift: str, on: date = ON, kind: Grant = Grant.MATCH, document: str = "F") -> Told:
    told = {"kind": kind, "gift": gift, "document": document, "amount": FIVE, "on": on}
    return "account-F1/government", like("account.appropriation_received", **told)


def gone(gift: str) -> Told:
    told = {"gift": gift, "amount": FIVE}
    return "account-F1/government", like("account.appropriation_returned", **told)


def reversed_(gift: str | None) -> Told:
    told = {"gift": gift, "amount": FIVE, "kind": IncomeKind.MATCH}
    return "account-F1/government", like("account.income_reversed", **told)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((promised(), came("a"), came("b")), []),
        ((came("a"),), ["没有约定"]),
        ((came("a", kind=Grant.APPROPRIATION),), []),
        ((promised(), came("a", document="G")), ["没有约定"]),
        ((promised(), came("a", on=LATER)), []),
        ((promised(), came("a", on=MUCH_LATER)), ["到期"]),
        ((promised(9), came("a"), came("b")), ["累计 0.10 元，超过上限 0.09 元"]),
        ((promised(9), came("a"), gone("a"), came("b")), []),
        ((promised(9), came("a"), reversed_("a"), came("b")), []),
        ((promised(9), came("a"), reversed_(None), gone("x"), came("b")), ["超过上限"]),
    ],
)
def test_a_match_comes_under_a_promise(told: tuple[Told, ...], said: list[str]) -> None:
    found = wrongs(MatchesPromised, *told)
    assert [one in text for one, text in zip(said, found, strict=True)] == [True] * len(said)


def allocated(gift: str = "g") -> Told:
    fact = EXAMPLES["bank_credit.allocated"]
    assert isinstance(fact, bc.CreditAllocated)
    allocation = evolve(fact.allocation, gift=gift, amount=FIVE)
    return "bank_credit-L", evolve(fact, allocation=allocation)


FOUND = ("bank_credit-L", like("bank_credit.apportionment_found"))
HELD = ("bank_credit-L", like("bank_credit.held", amount=FIVE))
FREED = ("bank_credit-L", like("bank_credit.released", amount=FIVE))
SHARE = GiftShare(gift="g", source=SourceClass.DONATED, amount=FIVE)
RECOVERED = ("account-f/p", like("account.recovery_received", credit="l", shares=(SHARE,)))
MADE_GOOD = ("account-f/p", like("account.shortfall_paid", credit="L", amount=FIVE))
TAKEN = ("bank_credit-L", like("bank_credit.reversed_by_bank"))


@pytest.mark.parametrize(
    ("told", "many"),
    [
        ((allocated(), FOUND, returned(gift="g")), 0),
        ((allocated(), FOUND), 1),
        ((allocated(), HELD, FOUND, returned(gift="g")), 1),
        ((HELD, FREED, allocated(), FOUND, returned(gift="g")), 0),
        ((HELD, FOUND, returned(), allocated("late")), 1),
        ((allocated(), FOUND, TAKEN), 0),
        ((allocated("r"), RECOVERED, FOUND), 0),
        ((allocated("s"), MADE_GOOD, allocated(), FOUND, returned(gift="g")), 0),
        ((allocated("r"), RECOVERED, allocated(), FOUND), 1),
        ((allocated(),), 0),
    ],
)
def test_apportioned_money_goes_back(told: tuple[Told, ...], many: int) -> None:
    assert len(wrongs(ApportionedGoesBack, *told)) == many
