"""What older code took in several times by one credit is taken off, and then the store passes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from attrs import evolve

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account.facts import Grant, IncomeKind
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.in_kind.facts import InKindSaleReversed
from lixia_domain.aggregates.in_kind.state import IN_KIND
from lixia_domain.application.bootstrap import Store
from lixia_domain.application.finance import credits, excess
from lixia_domain.kernel.dates import SHANGHAI
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.specs.history.bank import BooksMeetBank
from lixia_domain.specs.history.banked import CreditsUsedOnce
from lixia_domain.specs.history.folds import Check
from lixia_domain.testing import EXAMPLES

from .test_cited_credits import booked, kept


def wrongs(store: Store, kind: type[Check]) -> list[str]:
    check = kind()
    for recorded in store.ledger.read(reads=kind.reads):
        check.take(recorded)
    check.end()
    return [wrong.zh for wrong in check.wrongs]


def take_off(store: Store, credit: str, fund: str = "F1") -> int:
    by = store.by("foundation-1", Role.ACCOUNTANT)
    on = store.today()
    told: dict[str, Any] = {"credit_id": credit, "fund_id": fund, "minutes": "纪要", "on": on}
    return excess.take_off(store.ledger, by, **told)


def test_interest_counted_twice_is_taken_off_and_what_was_spent_of_it_is_short(
    tmp_path: Path,
) -> None:
    with kept("r03_same_interest_twice_general", tmp_path) as store:
        (found,) = wrongs(store, CreditsUsedOnce)
        assert "lixia bank take-off I --minutes MINUTES --fund FUND" in found
        assert take_off(store, "i") == 2
        assert wrongs(store, CreditsUsedOnce) == wrongs(store, BooksMeetBank) == []
        with pytest.raises(Rejection, match="excess"):
            take_off(store, "I")


def test_what_the_bank_did_bring_stays_in_the_logs_order(tmp_path: Path) -> None:
    with kept("r03_same_interest_twice_general", tmp_path) as store:
        booked(store, "I", 70)
        by = store.by("foundation-1", Role.ACCOUNTANT)
        credits.settle_citations(
            store.ledger, by, credit_id="I", document="核对单", on=store.today()
        )
        assert take_off(store, "I") == 1
        assert wrongs(store, CreditsUsedOnce) == wrongs(store, BooksMeetBank) == []


def test_recoveries_bounces_interest_and_appropriations_are_taken_off(tmp_path: Path) -> None:
    after = datetime(2025, 2, 3, 9, tzinfo=SHANGHAI)  # January is closed
    with kept("r02_cited_credit_not_booked", tmp_path, after) as store:
        before = wrongs(store, CreditsUsedOnce)
        assert before
        for found in before:
            take_off(store, found.split()[1])
        (found,) = wrongs(store, CreditsUsedOnce)
        take_off(store, found.split()[1], "F2")
        assert wrongs(store, CreditsUsedOnce) == []
        assert all("结账时" in one for one in wrongs(store, BooksMeetBank)), "what it said then"


def recorded(store: Store, *told: tuple[Any, str, Any]) -> None:
    """Record facts as older code did: beside the credit's own stream."""

    def old(work: Work) -> None:
        for decider, key, fact in told:
            work.load(decider, key)
            work.record(decider, key, (fact,))

    store.ledger.transact(old, by=store.by("foundation-1", Role.ACCOUNTANT))


def example(name: str, **more: Any) -> Any:
    return evolve(cast(Any, EXAMPLES[name]), on=date(2025, 1, 3), **more)


def test_government_money_goods_sold_and_sponsorship_are_taken_off_as_what_they_were(
    tmp_path: Path,
) -> None:
    with kept("r03_same_interest_twice_general", tmp_path) as store:
        money: dict[str, Any] = {"credit": "X", "amount": Money(9), "period": "2025-01"}
        sold = {"gift": "X#3", "item": "W", "proceeds": Money(9), "costs": Money(0)}
        opened = [
            (ACCOUNT, f"F1/{each}", example("account.opened", fund="F1", designation=each))
            for each in ("government", "other")
        ]
        grant = {"gift": "X#1", "kind": Grant.APPROPRIATION, "expiry": date(2025, 12, 31)}
        recorded(
            store,
            *opened,
            (
                ACCOUNT,
                "F1/government",
                example("account.appropriation_received", **grant, **money),
            ),
            (ACCOUNT, "F1/other", example("account.other_income_received", **money)),
            (
                IN_KIND,
                "W",
                example("in_kind.delivered", fund="F1", quantity=9, value=Money(9), restriction=""),
            ),
            (IN_KIND, "W", example("in_kind.sold", quantity=9, credit="X", gift="X#3")),
            (ACCOUNT, "F1/general", example("account.sale_proceeds_received", **sold, **money)),
        )
        before = store.ledger.head()
        assert take_off(store, "X") == 3
        facts = [each.event for each in store.ledger.read(after=before)]
        kinds = [fact.kind for fact in facts if isinstance(fact, acc.IncomeReversed)]
        assert kinds == [IncomeKind.SALE, IncomeKind.SPONSORSHIP, IncomeKind.APPROPRIATION]
        assert isinstance(facts[1], InKindSaleReversed)
        assert not [one for one in wrongs(store, CreditsUsedOnce) if " X " in one]


def test_what_is_open_of_a_credit_covers_what_it_can(tmp_path: Path) -> None:
    with kept("r03_same_interest_twice_general", tmp_path) as store:
        recorded(store, (BANK_CREDIT, "I", example("bank_credit.recorded", fund="F1")))
        with pytest.raises(Rejection, match="excess"):
            take_off(store, "I")
