"""No sequence of decisions makes an account's books differ from a naive clerk's."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account import income, undoing
from lixia_domain.aggregates.account.facts import (
    AppropriationReceived,
    DonationReceived,
    DonationReturned,
    DonationReversed,
    FrozenBy,
    FundsPaidOut,
    FundsReserved,
    RecoveryReceived,
    ReservationReleased,
    SurplusMovedOut,
)
from lixia_domain.aggregates.account.state import ACCOUNT, Account
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.keys import GENERAL, GOVERNMENT
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection

ON = date(2021, 4, 15)
PAPERS = ("d1", "d2", "d3")
ACTS = (
    *("take", "take", "reserve", "reserve", "pay", "pay", "recover", "release", "reverse"),
    *("return", "freeze", "unfreeze", "move", "close"),
)
STEP = st.tuples(st.sampled_from(ACTS), st.integers(0, 3), st.integers(0, 2), st.integers(-1, 120))


class Clerk:
    """Writes down, per gift, what came in, went out and is set aside; knows nothing else."""

    def __init__(self) -> None:
        self.came: Counter[str] = Counter()
        self.went: Counter[str] = Counter()
        self.aside: Counter[str] = Counter()
        self.paid: dict[str, Counter[str]] = {paper: Counter() for paper in PAPERS}

    def write(self, fact: object) -> None:
        match fact:
            case DonationReceived() | AppropriationReceived():
                self.came[fact.gift] += fact.amount.fen
            case DonationReversed() | DonationReturned():
                self.went[fact.gift] += fact.amount.fen
            case FundsReserved(shares=shares):
                self.aside.update({s.gift: s.amount.fen for s in shares})
            case ReservationReleased(shares=shares):
                self.aside.subtract({s.gift: s.amount.fen for s in shares})
            case FundsPaidOut(shares=shares, disbursement=paper):
                amounts = {s.gift: s.amount.fen for s in shares}
                self.aside.subtract(amounts)
                self.went.update(amounts)
                self.paid[paper].update(amounts)
            case RecoveryReceived(shares=shares, disbursement=paper):
                amounts = {s.gift: s.amount.fen for s in shares}
                self.came.update(amounts)
                self.paid[paper].subtract(amounts)
            case SurplusMovedOut(share=share):
                self.went[share.gift] += share.amount.fen
            case _:
                pass


def donation(gift: str, fen: int) -> account.Donation:
    return account.Donation(
        gift=gift, credit="c", claim=None, legal_donor="e", payer="e", amount=Money(fen)
    )


def decide(
    books: Account | None, clerk: Clerk, source: SourceClass, step: tuple[str, int, int, int]
) -> tuple[Any, ...]:
    what, gift_no, paper_no, fen = step
    gift, paper, amount = f"g{gift_no}", PAPERS[paper_no], Money(fen)
    said: dict[str, Any] = {"gift": gift, "amount": amount, "on": ON}
    # A disbursement is approved once, and only what was reserved by it is paid or let go.
    reserved = books is not None and paper in books.reservations
    if reserved and what == "reserve":
        what = "pay"
    elif not reserved and what in ("pay", "release"):
        what = "take"
    match what:
        case "take" if source is SourceClass.GOVERNMENT:
            words: dict[str, Any] = {"credit": "z", "document": "文", "purpose": "建", "expiry": ON}
            return income.receive_appropriation(books, carry_over=bool(fen % 2), **words, **said)
        case "take":
            return account.receive_donations(books, donations=(donation(gift, fen),), on=ON)
        case "reserve":
            return account.reserve(books, disbursement=paper, amount=amount, source=source, on=ON)
        case "release":
            return account.release_reservation(books, disbursement=paper, on=ON)
        case "pay":
            return account.pay_out(books, disbursement=paper, on=ON)
        case "recover":
            can = min(clerk.paid[paper][gift], fen)
            back = (GiftShare(gift=gift, source=source, amount=Money(can)),)
            return account.recover(books, disbursement=paper, shares=back, credit="b", on=ON)
        case "reverse":
            return undoing.reverse_donation(books, cites="x", reason="x", approver="a", **said)
        case "return":
            basis: dict[str, Any] = {"basis": "order", "document": "x", "rule": "r"}
            return account.return_donation(books, **basis, **said)
        case "freeze":
            return account.freeze(
                books, gift=gift if fen % 3 else None, reason="x", by=FrozenBy.ORDER, on=ON
            )
        case "unfreeze":
            return account.unfreeze(books, gift=gift if fen % 3 else None, basis="x", on=ON)
        case "move":
            return account.move_out(
                books, gift=gift, to="f/q", basis="consent", document="d", rule="r", on=ON
            )
        case _:
            return account.close_period(books, period="2021-03", rule="r", on=ON)


@pytest.mark.parametrize("designation", ["p", GENERAL, GOVERNMENT])
@settings(deadline=None, max_examples=120)
@given(steps=st.lists(STEP, max_size=50))
def test_every_gift_has_what_came_less_what_went_and_never_less_than_is_set_aside(
    designation: str, steps: list[tuple[str, int, int, int]]
) -> None:
    source = SourceClass.GOVERNMENT if designation == GOVERNMENT else SourceClass.DONATED
    books = ACCOUNT.fold(account.open_account(None, fund="f", designation=designation, on=ON))
    clerk = Clerk()
    for step in steps:
        try:
            facts = decide(books, clerk, source, step)
        except Rejection:
            continue
        books = ACCOUNT.fold(facts, books)
        for fact in facts:
            clerk.write(fact)
        assert books is not None
        for gift in ("g0", "g1", "g2", "g3"):
            balance, aside = clerk.came[gift] - clerk.went[gift], clerk.aside[gift]
            assert 0 <= aside <= balance
            held = books.gifts.get(gift)
            assert (held.balance.fen if held else 0) == balance
            assert (held.reserved.fen if held else 0) == aside
            assert held is None or held.frozen or held.available.fen == balance - aside
        whole = sum(clerk.came.values()) - sum(clerk.went.values())
        assert books.balance(source).fen == whole
        other = {SourceClass.DONATED, SourceClass.GOVERNMENT} - {source}
        assert books.balance(other.pop()) == ZERO
        set_aside = {s.gift: 0 for shares in books.reservations.values() for s in shares}
        for shares in books.reservations.values():
            for share in shares:
                set_aside[share.gift] += share.amount.fen
        assert set_aside == {g: fen for g, fen in clerk.aside.items() if fen}


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=6),
    st.booleans(),
    st.data(),
)
def test_what_is_reserved_is_exactly_what_was_asked_for(
    gifts: list[int], general: bool, data: st.DataObject
) -> None:
    books = ACCOUNT.fold(
        account.open_account(None, fund="f", designation=GENERAL if general else "p", on=ON)
    )
    for number, fen in enumerate(gifts):
        given = (donation(f"g{number}", fen),)
        facts = account.receive_donations(books, donations=given, on=ON)
        books = ACCOUNT.fold(facts, books)
    amount = data.draw(st.integers(1, sum(gifts)))
    (fact,) = account.reserve(
        books, disbursement="d", amount=Money(amount), source=SourceClass.DONATED, on=ON
    )
    assert isinstance(fact, FundsReserved)
    assert sum(share.amount.fen for share in fact.shares) == amount
    assert all(0 < share.amount.fen <= gifts[int(share.gift[1:])] for share in fact.shares)
