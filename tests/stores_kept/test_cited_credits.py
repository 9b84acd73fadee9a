"""Credits that older code let accounts cite: booked at last, they are held, and settled (S46)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from attrs import evolve

from lixia_domain.aggregates.account.facts import IncomeReversed
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import Income, Notice
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT, Credit
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.finance import credits, excess, incomes
from lixia_domain.application.finance.booking import ToDesignation
from lixia_domain.audit.trace.flow import FlowKind
from lixia_domain.audit.trace.follow import follow
from lixia_domain.kernel.dates import SHANGHAI
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing import EXAMPLES

from .figures import address
from .test_kept_stores import KEPT, name_of, restored

MORNING = datetime(2025, 1, 3, 9, tzinfo=SHANGHAI)


def kept(name: str, folder: Path, at: datetime = MORNING) -> Store:
    archive = next(one for one in KEPT if name_of(one) == name)
    return open_store(address(restored(archive, folder)[0]), clock=lambda: at)


def booked(store: Store, credit: str, amount: int) -> Credit:
    on = store.today()
    notice = Notice(
        account="01",
        value_date=date(2025, 1, 2),
        payer="银行",
        payer_ref=None,
        amount=Money(amount),
        remark="",
    )
    credits.book(
        store.ledger,
        store.by("foundation-1", Role.ACCOUNTANT),
        credit_id=credit,
        fund_id="F1",
        notice=notice,
        document="回单",
        wishes=(ToDesignation(designation="general"),),
        on=on,
    )
    return looked_at(store, credit)


def looked_at(store: Store, credit: str) -> Credit:
    found = Work(store.ledger, store.by("foundation-1", Role.ACCOUNTANT)).load(BANK_CREDIT, credit)
    assert found is not None
    return found


def test_what_interest_was_made_of_before_is_held_and_settled_first(tmp_path: Path) -> None:
    with kept("r03_same_interest_twice_general", tmp_path) as store:
        found = booked(store, "i", 70)
        assert (found.held, found.allocations) == (Money(70), ())
        assert [(each.gift, each.amount) for each in found.cited] == [("I#1", Money(70))] * 2
        _, pending = store.runner.pending(store.today())
        assert [w.wish.command for w in pending if w.wish.process == "held"] == [
            "lixia bank cited I --document DOCUMENT"
        ]
        by = store.by("foundation-1", Role.ACCOUNTANT)
        try:
            incomes.credit_interest(
                store.ledger,
                by,
                fund_id="F1",
                designation="general",
                credit="I",
                amount=Money(70),
                on=store.today(),
            )
        except Rejection as refusal:
            assert refusal.reason.code == "bank_credit.cited_before"
        else:
            raise AssertionError("taken in once more")
        credits.settle_citations(
            store.ledger, by, credit_id="I", document="核对单", on=store.today()
        )
        found = looked_at(store, "I")
        assert (found.held, [part.gift for part in found.allocations]) == (Money(0), ["I#1"])
        assert not [w for w in store.runner.pending(store.today())[1] if w.wish.process == "held"]


def test_what_cites_a_credit_that_is_not_on_record_is_followed_all_the_same(tmp_path: Path) -> None:
    with kept("r02_cited_credit_not_booked", tmp_path) as store:
        for credit in ("I", "R"):
            assert follow(store.ledger, FlowKind.CREDIT, credit).to.leaves()
    with kept("r03_same_interest_twice_general", tmp_path / "r03") as store:
        tree = follow(store.ledger, FlowKind.CREDIT, "I").to
        assert tree.adds_up and tree.amount == Money(140)


def test_what_nobody_cited_is_booked_as_wished(tmp_path: Path) -> None:
    with kept("r03_same_interest_twice_general", tmp_path) as store:
        found = booked(store, "N", 5)
        assert (found.cited, len(found.allocations)) == ((), 1)


def test_what_was_taken_off_before_the_credit_came_is_no_use_of_it(tmp_path: Path) -> None:
    with kept("r03_same_interest_twice_general", tmp_path) as store:
        by, on = store.by("foundation-1", Role.ACCOUNTANT), store.today()
        told = {"credit_id": "I", "fund_id": "F1", "minutes": "纪要"}
        assert excess.take_off(store.ledger, by, **told, on=on) == 2
        found = booked(store, "I", 70)
        assert (found.cited, found.held) == ((), Money(0))
        assert [part.kind for part in found.allocations] == [Income.DONATION]


def test_what_was_taken_off_is_looked_at_again_when_citations_are_settled(tmp_path: Path) -> None:
    with kept("r03_same_interest_twice_general", tmp_path) as store:
        cited = booked(store, "I", 70).cited
        taken = EXAMPLES["account.income_reversed"]
        assert isinstance(taken, IncomeReversed)

        def take_off(work: Work) -> None:
            account = cited[0].account
            work.load(ACCOUNT, account)
            on = store.today()
            for each in cited:
                fact = evolve(taken, gift=each.gift, amount=each.amount, cites=each.fact, on=on)
                work.record(ACCOUNT, account, (fact,))

        by, on = store.by("foundation-1", Role.ACCOUNTANT), store.today()
        store.ledger.transact(take_off, by=by)
        credits.settle_citations(store.ledger, by, credit_id="I", document="核对单", on=on)
        found = looked_at(store, "I")
        assert (found.held, found.allocations) == (Money(70), ())
