"""What was paid for a named use, lies in suspense again and went elsewhere on somebody's word."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest
from attrs import evolve

from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.bank_credit.facts import Income
from lixia_domain.kernel.money import Money
from lixia_domain.specs.history.agreed import PaidForThat
from lixia_domain.testing import EXAMPLES

from .told import Told, wrongs

ON, BEFORE = date(2025, 4, 15), date(2024, 6, 30)
NOTICE = bc.Notice(
    account="01", value_date=ON, payer="甲", payer_ref=None, amount=Money(100), remark=""
)
FOR_R = ("R1",)


def of(fact: Any) -> Told:
    return "bank_credit-L", fact


def came(revision: int = 1, **notice: Any) -> Told:
    told = evolve(NOTICE, **notice)
    return of(bc.BankCreditRecorded(fund="f", notice=told, document="d", revision=revision, on=ON))


def taken(
    use: str, fen: int = 100, on: date = ON, kind: Income = Income.DONATION, gift: str = "g"
) -> Told:
    part = bc.Allocation(
        gift=gift, account=f"f/{use}", claim=None, instalment=None, amount=Money(fen), kind=kind
    )
    return of(bc.CreditAllocated(allocation=part, on=on))


def held(fen: int = 100, **told: tuple[str, ...]) -> Told:
    return of(bc.CreditHeld(amount=Money(fen), reason="r", on=ON, **told))


def directed(to: str, fen: int = 100) -> Told:
    return of(bc.CreditDirected(to=to, amount=Money(fen), donor="甲", document="d", on=ON))


UNDONE = of(bc.CreditReversed(revision=1, reason="r", approver="a", on=ON))
AGAIN = (UNDONE, came(2), held())
PLEDGED: Told = (
    "pledge-R1",
    cast(Any, evolve(cast(Any, EXAMPLES["pledge.donation_pledged"]), project="p")),
)


def back(gift: str | None, fen: int = 100) -> Told:
    return of(bc.CreditReturned(gift=gift, amount=Money(fen), basis="b", document="d", on=ON))


def cancelled(fen: int) -> Told:
    return of(bc.CreditReturnCancelled(amount=Money(fen), reason="r", document="d", on=ON))


PUT = of(bc.CreditPutToReceivable(of="X", amount=Money(100), on=ON))
MOVED = of(bc.CreditRedirected(gift="g", account="f/q", on=ON))


@pytest.mark.parametrize(
    "told",
    [
        (came(), taken("p"), *AGAIN, taken("p")),
        (came(), taken("general"), *AGAIN, taken("p")),
        (came(), taken("p", kind=Income.RECOVERY), *AGAIN, taken("p", kind=Income.RECOVERY)),
        (came(), taken("general", kind=Income.RECOVERY), *AGAIN, taken("p")),
        (came(), taken("p", kind=Income.INTEREST), *AGAIN, taken("q")),
        (came(), taken("p", 60), *AGAIN, taken("q", 40), taken("p", 60, gift="h")),
        (came(), taken("p"), *AGAIN, taken("q", on=BEFORE)),
        (came(), taken("p"), UNDONE, came(2, payer="乙"), taken("q")),
        (came(), taken("p"), UNDONE, came(2, amount=Money(130)), taken("q", 30)),
        (came(), taken("p"), *AGAIN, directed("q", 60), taken("q", 60), taken("p", 40, gift="h")),
        (came(), taken("p"), *AGAIN, directed("general"), taken("q")),
        (came(), taken("p"), *AGAIN, directed("other"), taken("q", kind=Income.RECOVERY)),
        (came(), taken("p"), *AGAIN, directed("other"), PUT),
        (came(), taken("p"), MOVED, *AGAIN, taken("q")),
        (came(), held(designations=("p", "q")), taken("q")),
        (came(), held(claims=("unknown",)), taken("q")),
        (came(), taken("p", 60), held(40), back(None, 40), cancelled(40), held(40), taken("q", 40)),
        (PLEDGED, came(), held(claims=FOR_R), taken("p")),
    ],
)
def test_it_went_where_it_was_paid_for_or_as_its_payer_directed(told: tuple[Told, ...]) -> None:
    assert wrongs(PaidForThat, *told) == []


@pytest.mark.parametrize(
    ("told", "fen"),
    [
        ((came(), taken("p"), *AGAIN, taken("q")), 100),
        ((came(), taken("p"), *AGAIN, taken("general")), 100),
        ((came(), taken("p"), UNDONE, came(2, amount=Money(130)), taken("q", 31)), 1),
        ((came(), taken("p"), UNDONE, came(2, payer_ref="A"), taken("q", 31)), 31),
        ((came(), taken("p"), *AGAIN, directed("q", 60), taken("q", 61)), 1),
        ((came(), taken("p"), *AGAIN, taken("general", kind=Income.SPONSORSHIP)), 100),
        ((came(), taken("p"), *AGAIN, PUT), 100),
        ((came(), taken("p"), *AGAIN, taken("p", kind=Income.RECOVERY)), 100),
        ((came(), taken("p", kind=Income.RECOVERY), *AGAIN, taken("p")), 100),
        ((came(), taken("p"), back("g", 60), cancelled(60), held(60), taken("q", 60)), 60),
        ((came(), held(designations=("p",)), back(None, 60), cancelled(50), taken("q", 90)), 90),
        ((PLEDGED, came(), held(claims=FOR_R), taken("q")), 100),
    ],
)
def test_it_went_elsewhere_on_the_word_of_those_who_keep_the_books(
    told: tuple[Told, ...], fen: int
) -> None:
    (said,) = wrongs(PaidForThat, *told)
    assert f"到账 L 中为别的用途付的 {Money(fen)} 用到了" in said
