"""Money followed by what the facts allocate: every tree adds up, and all trees to the books."""

from __future__ import annotations

from collections import Counter

import pytest

from lixia_domain.application.bootstrap import Store
from lixia_domain.audit.past.moment import Moment
from lixia_domain.audit.past.names import Unknown
from lixia_domain.audit.trace.flow import FlowKind, Node
from lixia_domain.audit.trace.follow import Followed, follow
from lixia_domain.kernel.dates import parse_date
from lixia_domain.kernel.money import Money
from lixia_domain.views import by_name

WHOLE = "DEMO-01/2021-04-11/R0005/1"
"""A credit of 50,000: 45,000 allocated, paid and in part recovered, 5,000 returned."""


def keys(store: Store, view: str, moment: Moment | None = None) -> list[str]:
    return [key for key, _ in store.replay(moment or Moment()).rows(by_name(view))]


def credits(store: Store, moment: Moment | None = None) -> list[Followed]:
    entries = [key.partition("-") for key in keys(store, "bank_book", moment)]
    return [
        follow(store.ledger, FlowKind.CREDIT, key, moment or Moment())
        for category, _, key in entries
        if category == "bank_credit"
    ]


def test_the_way_of_a_credit_is_told_to_its_ends(year: Store) -> None:
    root = follow(year.ledger, FlowKind.CREDIT, WHOLE).to
    assert root.amount == Money.yuan(50_000)
    told = [(leaf.kind, leaf.amount.fen // 100) for leaf in root.leaves()]
    assert told == [
        (FlowKind.SETTLED, 27_000),
        (FlowKind.SETTLED, 17_000),
        (FlowKind.AVAILABLE, 1_000),
        (FlowKind.RETURNED, 5_000),
    ]
    [gift, _] = root.children
    [account] = gift.children
    first, second, _ = account.children
    assert (gift.kind, gift.who) == (FlowKind.GIFT, "91000000DEM000005M")
    assert (account.kind, account.key) == (FlowKind.ACCOUNT, "F-WMSJ/P-008")
    assert (second.key, second.gross) == ("D-P-008-2", Money.yuan(18_000))
    assert [(one.state, one.amount) for one in first.evidence] == [("accepted", first.amount)]


@pytest.mark.parametrize("on", [None, "2021-04-15", "2021-08-01", "2021-09-14"])
def test_all_credits_together_are_what_the_fund_statement_says(year: Store, on: str | None) -> None:
    moment = Moment(on=None if on is None else parse_date(on))
    found: Counter[FlowKind] = Counter()
    for followed in credits(year, moment):
        assert followed.to.adds_up
        for leaf in followed.to.leaves():
            found[leaf.kind] += leaf.amount.fen
    rows = [row for _, row in year.replay(moment).rows(by_name("fund_statement"))]
    assert found[FlowKind.AVAILABLE] + found[FlowKind.RESERVED] + found[FlowKind.HELD] == sum(
        row.balance_fen for row in rows
    )
    assert found[FlowKind.RESERVED] == sum(row.reserved_fen for row in rows)
    assert found[FlowKind.SETTLED] + found[FlowKind.AWAITING] + found[FlowKind.SHARED] == sum(
        row.paid_out_fen - row.recovered_fen for row in rows
    )
    assert found[FlowKind.REVERSED] == sum(row.reversed_fen for row in rows)
    assert not found[FlowKind.UNBOOKED]
    assert not found[FlowKind.OPEN]


def test_every_pledge_is_what_arrived_of_it(year: Store) -> None:
    for key, row in year.views().rows(by_name("claim_board")):
        root = follow(year.ledger, FlowKind.PLEDGE, key).to
        assert root.adds_up
        assert root.gross == Money(row.pledged_fen)
        gone = sum(leaf.amount.fen for leaf in root.leaves() if leaf.kind is FlowKind.REVERSED)
        assert root.amount.fen - gone == row.settled_fen


def test_every_tranche_names_its_donors_and_its_use(year: Store) -> None:
    for key, row in year.views().rows(by_name("payment_register")):
        found = follow(year.ledger, FlowKind.DISBURSEMENT, key)
        assert found.origin is not None
        for tree in (found.to, found.origin):
            assert tree.adds_up
            assert tree.amount.fen == row.paid_fen
        assert all(leaf.kind is FlowKind.CREDIT for leaf in found.origin.leaves())
        assert all(gift.who for gift in found.origin.children)


def test_a_tranche_that_was_not_paid_has_no_use_yet(year: Store) -> None:
    asked = Moment(position=next(_position(year, "disbursement.requested")))
    approved = Moment(position=next(_position(year, "account.funds_reserved")))
    key = next(r.key for r in year.ledger.read() if r.position == asked.position)
    before = follow(year.ledger, FlowKind.DISBURSEMENT, key, asked).to
    assert (before.amount.fen, before.gross) == (0, Money.yuan(27_000))
    held = follow(year.ledger, FlowKind.DISBURSEMENT, key, approved).to
    assert [leaf.kind for leaf in held.leaves()] == [FlowKind.RESERVED]
    assert held.adds_up


def _position(store: Store, name: str):  # type: ignore[no-untyped-def] # positions, in order
    return (r.position for r in store.ledger.read() if r.event.event_name == name)


def test_every_project_is_what_its_register_says(year: Store) -> None:
    seen = 0
    for key, row in year.views().rows(by_name("project_register")):
        if not row.received_fen:
            continue
        seen += 1
        found = follow(year.ledger, FlowKind.PROJECT, key)
        assert found.origin is not None
        assert found.to.adds_up
        assert found.origin.adds_up
        assert found.to.amount == found.origin.amount
        lies = [
            leaf
            for leaf in found.to.leaves()
            if leaf.kind in (FlowKind.AVAILABLE, FlowKind.RESERVED)
        ]
        assert sum(leaf.amount.fen for leaf in lies) == row.balance_fen
    assert seen > 40


def test_one_fen_amiss_shows() -> None:
    leaf = Node(kind=FlowKind.AVAILABLE, key="a", amount=Money(1))
    assert Node(kind=FlowKind.GIFT, key="g", amount=Money(1), children=(leaf,)).adds_up
    assert not Node(kind=FlowKind.GIFT, key="g", amount=Money(2), children=(leaf,)).adds_up


@pytest.mark.parametrize(
    ("kind", "key", "near"),
    [
        (FlowKind.CREDIT, "R0005", WHOLE),
        (FlowKind.GIFT, "R0005", f"{WHOLE}#1.1"),
        (FlowKind.PLEDGE, "C01", "C010"),
        (FlowKind.DISBURSEMENT, "D-P-008", "D-P-008-1"),
        (FlowKind.PROJECT, "P-08", "P-080"),
    ],
)
def test_money_that_is_not_there_is_refused_with_what_comes_nearest(
    year: Store, kind: FlowKind, key: str, near: str
) -> None:
    with pytest.raises(Unknown) as wrong:
        follow(year.ledger, kind, key)
    assert near in wrong.value.near
