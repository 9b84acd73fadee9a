"""Whatever is imported, corrected, allocated and returned, each fen lies in exactly one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from lixia_domain.application.finance import credits, receipts
from lixia_domain.application.finance.bank_import import Entry, EntryKind
from lixia_domain.application.finance.credits import ToClaim, ToDesignation
from lixia_domain.application.programme import projects
from lixia_domain.audit.trace.flow import FlowKind as Way
from lixia_domain.audit.trace.follow import follow
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role

fen = st.integers(1, 400)
place = st.sampled_from(["general", "p1", "p2", "c1", "p9", None])
rows = st.lists(
    st.tuples(
        st.integers(0, 5), fen, st.sampled_from(["王**", "李**", "甲企业（虚构示例）"]), place
    ),
    min_size=1,
    max_size=5,
)
pick = st.integers(0, 99)
imports = st.tuples(
    st.just("import"), rows, st.sampled_from(list(EntryKind)), st.booleans(), st.integers(0, 1)
)
corrections = st.tuples(
    st.just("import"), rows, st.just(EntryKind.REGISTER), st.just(True), st.just(0)
)
acts = st.one_of(
    imports,
    corrections,
    corrections,
    st.tuples(st.just("allocate"), pick, place.filter(bool), st.none() | fen),
    st.tuples(st.just("return_held"), pick, fen),
    st.tuples(st.just("return_gift"), pick, fen),
    st.tuples(st.just("reverse_by_bank"), pick),
    st.tuples(st.just("receipt"), pick),
    st.tuples(st.just("spend"), st.sampled_from(["general", "p1"]), fen),
    st.tuples(st.just("move"), pick),
    st.tuples(st.just("cancel"), st.just("p2")),
)
OPENING = [
    (0, 400, "王**", "general"),
    (1, 300, "李**", "p1"),
    (2, 350, "甲企业（虚构示例）", "c1"),
    (3, 200, "王**", None),
    (4, 90, "李**", "p9"),
    (5, 120, "赵**", "p2"),
]
"""What is booked before anything else, so that there is something to correct and return."""


class Days:
    """A random office's work. An act may be refused; then nothing may have changed."""

    def __init__(self, office: Any, row: Callable[..., Entry]) -> None:
        self.office, self.row = office, row
        self.on = business_date(office.by.at)
        self.numbers = 0

    def act(self, name: str, *what: Any) -> None:
        head = self.office.ledger.head()
        try:
            getattr(self, name)(*what)
        except Rejection:
            assert self.office.ledger.head() == head, "a refusal records nothing"

    def credit(self, pick: int) -> str | None:
        known = sorted(self.office.credits())
        return known[pick % len(known)] if known else None

    def gift(self, pick: int) -> str | None:
        gifts = [
            part.gift for credit in self.office.credits().values() for part in credit.allocations
        ]
        return gifts[pick % len(gifts)] if gifts else None

    def do(self, use_case: Any, role: Role | None = None, **what: Any) -> None:
        by = self.office.by
        use_case(self.office.ledger, evolve(by, role=role or by.role), on=self.on, **what)

    def import_(self, given: Any, kind: EntryKind, accept: bool, day: int) -> None:
        of = self.on + timedelta(days=day)
        file = [
            self.row(number, amount, payer=payer, of=of, designation=designation)
            for number, amount, payer, designation in given
        ]
        before = self.office.credits()
        report = self.office.take(file, kind, accept_corrections=accept)
        after = self.office.credits()
        if report.booked:
            assert len(after) == len(before) + report.new
            again = self.office.take(file, kind, accept_corrections=False)
            assert again.new == 0
        else:
            shorn = {key: evolve(credit, conflicts=()) for key, credit in after.items()}
            assert shorn == {key: evolve(credit, conflicts=()) for key, credit in before.items()}

    def allocate(self, pick: int, to: str, amount: int | None) -> None:
        if (credit := self.credit(pick)) is not None:
            money = None if amount is None else Money(amount)
            wish = (
                ToClaim(claim=to, amount=money)
                if to == "c1"
                else ToDesignation(designation=to, amount=money)
            )
            self.do(credits.allocate, credit_id=credit, wishes=(wish,))

    def return_held(self, pick: int, amount: int) -> None:
        if (credit := self.credit(pick)) is not None:
            money = Money(amount)
            self.do(
                credits.return_held, credit_id=credit, amount=money, basis="mistake", document="d"
            )

    def return_gift(self, pick: int, amount: int) -> None:
        if (gift := self.gift(pick)) is not None:
            money = Money(amount)
            self.do(credits.return_gift, gift=gift, amount=money, basis="agreement", document="d")

    def reverse_by_bank(self, pick: int) -> None:
        if (credit := self.credit(pick)) is not None:
            self.do(credits.reverse_by_bank, credit_id=credit, reason="r")

    def receipt(self, pick: int) -> None:
        if (gift := self.gift(pick)) is not None:
            self.numbers += 1
            self.do(receipts.issue, code="01", number=str(self.numbers), gift=gift)

    def spend(self, designation: str, amount: int) -> None:
        self.office.spend(designation, amount)

    def move(self, pick: int) -> None:
        credits_ = self.office.credits().values()
        parts = [part for credit in credits_ for part in credit.allocations]
        gifts = [part.gift for part in parts if part.account == "f1/p2"]
        with suppress(Rejection):
            self.cancel("p2")
        if gifts:
            change = f"change-{self.office.ledger.head()}"
            told = {"project_id": "p2", "change": change}
            office = Role.PROGRAMME_OFFICE
            self.do(projects.propose_use_change, office, **told, to="p1", reason="r")
            gift = gifts[pick % len(gifts)]
            with suppress(Rejection):
                told |= {"fund_id": "f1", "gift": gift, "judgment": "判决"}
                self.do(projects.change_use, Role.ACCOUNTANT, **told)

    def cancel(self, project: str) -> None:
        told = {"project_id": project, "reason": "r"}
        self.do(projects.cancel, Role.PROGRAMME_OFFICE, **told)


def where_it_lies(office: Any) -> Counter[str]:
    """Return what lies on accounts, unspent, and in suspense, by designation."""
    lies: Counter[str] = Counter()
    for designation in ("general", "p1", "p2", "suspense"):
        found = office.account(designation)
        if found is not None:
            gifts = sum(gift.balance.fen for _, gift in found.gifts.items())
            lies[designation] = gifts + found.suspense.fen
    return lies


def short(office: Any) -> int:
    """Return what was spent before the bank took it back: on accounts as if it were there."""
    found = [office.account(designation) for designation in ("general", "p1", "p2")]
    return sum(s.amount.fen for each in found if each for s in each.shortfalls.values())


@settings(max_examples=120, deadline=None)
@given(script=st.lists(acts, min_size=6, max_size=16))
def test_every_fen_lies_in_exactly_one_place(
    open_office: Any, row: Callable[..., Entry], script: list[Any]
) -> None:
    office = open_office()
    days = Days(office, row)
    days.import_(OPENING, EntryKind.REGISTER, False, 0)
    spent = 0
    for name, *what in script:
        before = where_it_lies(office).total()
        arrived = office.arrived()
        days.act("import_" if name == "import" else name, *what)
        if name == "spend":
            spent += before - where_it_lies(office).total()
        assert office.on_accounts() == office.arrived()
        assert where_it_lies(office).total() == office.arrived() - spent + short(office)
        held = sum(credit.held.fen for credit in office.credits().values())
        assert where_it_lies(office)["suspense"] == held
        if name in ("allocate", "receipt", "spend", "move", "cancel"):
            assert office.arrived() == arrived


@settings(max_examples=60, deadline=None)
@given(script=st.lists(acts, min_size=6, max_size=16))
def test_every_fen_is_followed_to_where_it_lies(
    open_office: Any, row: Callable[..., Entry], script: list[Any]
) -> None:
    office = open_office()
    days = Days(office, row)
    days.import_(OPENING, EntryKind.REGISTER, False, 0)
    for name, *what in script:
        days.act("import_" if name == "import" else name, *what)
    lies = 0
    for key, credit in office.credits().items():
        tree = follow(office.ledger, Way.CREDIT, key).to
        assert (tree.adds_up, tree.amount) == (True, credit.notice.amount)
        for leaf in tree.leaves():
            assert leaf.kind not in (Way.OPEN, Way.UNBOOKED)
            if leaf.kind in (Way.AVAILABLE, Way.RESERVED, Way.HELD):
                lies += leaf.amount.fen
    assert lies == where_it_lies(office).total()
