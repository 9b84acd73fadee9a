"""Money that waits for a person, and money that is owed, stay pending until somebody has acted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from lixia_domain.aggregates.bank_credit import facts as crd
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import Money
from lixia_domain.processes.held import HELD
from lixia_domain.processes.owed import OWED
from lixia_domain.processes.wish import Process, Wish

ON = date(2025, 3, 10)
FIVE, TWO, THREE = Money(500), Money(200), Money(300)


def wishes(process: Process[Any], events: Sequence[Event]) -> tuple[Wish, ...]:
    row = None
    events = [RECORDED, *events] if process is HELD else events
    for version, event in enumerate(events, 0 if process is HELD else 1):
        at = datetime(2025, 3, 10, tzinfo=UTC)
        told = Recorded(version, "bank_credit-L", version, event, at, "a", "accountant")
        if type(event) in process.view.reads:
            assert process.view.keys(told) == ("L",)
            row = process.view.evolve(row, told)
    return () if row is None else process.wishes(row, ON)


RECORDED = crd.BankCreditRecorded(
    fund="f",
    notice=crd.Notice(
        account="a", value_date=ON, payer="甲", payer_ref=None, amount=Money(900), remark=""
    ),
    document="d",
    revision=1,
    on=ON,
)


def _told(event: Event) -> Recorded:
    at = datetime(2025, 3, 10, tzinfo=UTC)
    return Recorded(1, "bank_credit-L", 1, event, at, "a", "accountant")


def held(amount: Money, reason: str = "用途待定") -> Event:
    return crd.CreditHeld(amount=amount, reason=reason, on=ON)


def test_whose_money_is_held_and_what_for_is_told() -> None:
    part = crd.Allocation(gift="g", account="f/p", claim="C1", instalment=1, amount=TWO)
    meant = crd.CreditHeld(amount=THREE, reason="r", claims=("C1", "C2"), on=ON)
    (wish,) = wishes(HELD, [crd.CreditAllocated(allocation=part, on=ON), meant])
    assert (wish.holds, wish.payer, wish.claims) == (300, "甲", ("C1", "C2"))
    settled = crd.LegalDonorSettled(donor="p:1", document="d", on=ON)
    (wish,) = wishes(HELD, [meant, settled])
    assert wish.payer == "p:1"
    assert HELD.view.evolve(None, _told(meant)) is None


def returned(amount: Money, gift: str | None = None) -> Event:
    return crd.CreditReturned(gift=gift, amount=amount, basis="mistake", document="d", on=ON)


def test_held_money_is_pending_with_its_reason_until_none_is_left() -> None:
    (wish,) = wishes(HELD, [held(FIVE), returned(Money(1), "L#1.1")])
    assert (wish.subject, wish.cause, wish.since) == ("L", "bank_credit-L@1", ON)
    assert wish.command == "lixia bank allocate L --to DESIGNATION"
    assert "5.00 元" in wish.zh and "用途待定" in wish.zh and "5.00" in wish.en
    (wish,) = wishes(HELD, [held(FIVE), held(TWO, "超出应付")])
    assert "7.00 元（超出应付）" in wish.zh and wish.cause == "bank_credit-L@2"
    for gone in (
        [crd.CreditReleased(amount=TWO, on=ON), returned(THREE)],
        [crd.CreditPutToReceivable(of="c", amount=FIVE, on=ON)],
        [crd.CreditReversedByBank(revision=1, reason="r", on=ON)],
        [crd.CreditReversed(revision=1, reason="r", approver="a", on=ON)],
    ):
        assert wishes(HELD, [held(FIVE), *gone]) == ()


def test_what_came_for_a_closed_fund_is_handed_over_or_returned() -> None:
    (wish,) = wishes(HELD, [held(FIVE, crd.FUND_CLOSED)])
    assert wish.command == "lixia bank hand-over L --to FUND --minutes MINUTES"
    assert "5.00 元" in wish.zh and "转交" in wish.zh and "hand it over" in wish.en


def test_what_was_cited_before_is_settled_first() -> None:
    cite = crd.Citation(
        fact="account-f/general@2",
        account="f/general",
        gift="L#1",
        kind=crd.Income.INTEREST,
        amount=TWO,
    )
    cited = [crd.CreditCitedBefore(cites=(cite,), on=ON), held(FIVE)]
    (wish,) = wishes(HELD, cited)
    assert wish.command == "lixia bank cited L --document DOCUMENT"
    covered = crd.CreditReleased(amount=TWO, on=ON)
    settled = crd.CitationsSettled(document="d", left=Money(0), on=ON)
    (wish,) = wishes(HELD, [*cited, covered, settled])
    assert wish.command == "lixia bank allocate L --to DESIGNATION" and "3.00 元" in wish.zh
    whole = crd.CreditReleased(amount=FIVE, on=ON)
    (wish,) = wishes(HELD, [*cited, whole])
    assert wish.command == "lixia bank cited L --document DOCUMENT"
    assert wishes(HELD, [*cited, whole, settled]) == ()
    assert wishes(HELD, [settled]) == ()


def test_what_is_owed_is_pending_until_it_is_paid() -> None:
    arose = crd.ReceivableArose(fund="f", debtor="甲", amount=FIVE, document="d", on=ON)
    (wish,) = wishes(OWED, [arose])
    assert wish.command == "lixia bank collect L AMOUNT --by CREDIT"
    assert "甲" in wish.zh and "5.00 元" in wish.zh
    part = crd.ReceivableCollected(fund="f", credit="c", amount=TWO, on=ON)
    (wish,) = wishes(OWED, [arose, part])
    assert "3.00 元" in wish.zh
    rest = crd.ReceivableCollected(fund="f", credit="c", amount=THREE, on=ON)
    assert wishes(OWED, [arose, part, rest]) == ()
