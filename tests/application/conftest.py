"""An office with one fund, two projects and a claim, and the documents it imports (虚构示例)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs import define

from lixia_adapters.demo.cast import credit_code
from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account import facts as account_facts
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import BankCreditRecorded, Notice
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.finance import funds
from lixia_domain.application.finance.bank_import import Entry, EntryKind, Report, import_entries
from lixia_domain.application.programme import claims, enterprises, projects
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work
from lixia_domain.testing import grounds

ON = date(2021, 3, 10)
FIRM = credit_code(811)
BOOKED = {
    account_facts.DonationReceived: 1,
    account_facts.DonationReversed: -1,
    account_facts.DonationReturned: -1,
    account_facts.SuspenseHeld: 1,
    account_facts.SuspenseCleared: -1,
}


def row(
    number: int,
    fen: int,
    *,
    payer: str = "王**",
    day: date = ON,
    of: date = ON,
    designation: str | None = None,
    remark: str = "",
) -> Entry:
    """Return row ``number`` of the register of ``of``: what ``payer`` gave on ``day``."""
    notice = Notice(
        account="收款户01",
        value_date=day,
        payer=payer,
        payer_ref=None,
        amount=Money(fen),
        remark=remark,
    )
    return Entry(
        credit_id=join_key("收款户01", of.isoformat(), str(number)),
        notice=notice,
        place=f"登记表.xlsx/Sheet1/{number}",
        designation=designation,
    )


@define
class Office:
    """Imports documents, and looks at what became of them."""

    store: Store

    @property
    def ledger(self) -> Ledger:
        return self.store.ledger

    @property
    def by(self) -> By:
        return self.store.by("acct-1", Role.ACCOUNTANT)

    def take(
        self,
        entries: Sequence[Entry],
        kind: EntryKind = EntryKind.REGISTER,
        fund: str = "f1",
        **how: Any,
    ) -> Report:
        """Import ``entries``, after a dry run that must foretell the very same."""
        stated = total(entry.notice.amount for entry in entries)
        what: dict[str, Any] = {"fund_id": fund, "kind": kind, "entries": entries, "on": ON, **how}
        before = self.ledger.head()
        told = import_entries(self.ledger, self.by, stated_total=stated, dry_run=True, **what)
        assert self.ledger.head() == before
        assert not told.booked
        report = import_entries(self.ledger, self.by, stated_total=stated, **what)
        told.booked = report.booked
        assert told == report
        assert report.rows == len(entries)
        assert report.rows == report.new + report.known + report.corrected + report.refused
        assert 0 <= report.held <= report.new
        assert report.total == stated
        assert report.booked is report.clean is (report.refused == report.debits.refused == 0)
        gone = report.debits
        assert gone.rows == gone.new + gone.known + gone.refused
        return report

    def look(self, what: Callable[[Work], Any]) -> Any:
        return self.ledger.transact(what, by=self.by)

    def credit(self, credit_id: str) -> Any:
        return self.look(lambda work: work.load(BANK_CREDIT, credit_id))

    def account(self, designation: str) -> Any:
        return self.look(lambda work: work.load(ACCOUNT, join_key("f1", designation)))

    def spend(self, designation: str, fen: int) -> None:
        """Pay ``fen`` out of an account. Raises ``Rejection`` if it lacks them."""
        key, paper = join_key("f1", designation), f"d{self.ledger.head()}"

        def steps(work: Work) -> None:
            reserved = account.reserve(
                work.load(ACCOUNT, key),
                disbursement=paper,
                amount=Money(fen),
                source=SourceClass.DONATED,
                on=ON,
            )
            work.record(ACCOUNT, key, reserved)
            paid = account.pay_out(work.load(ACCOUNT, key), disbursement=paper, on=ON)
            work.record(ACCOUNT, key, paid)

        self.ledger.transact(steps, by=self.by)

    def on_accounts(self) -> int:
        """Return donations less reversed less returned, and suspense, of all accounts, in fen."""
        return sum(
            sign * fact.event.amount.fen  # type: ignore[attr-defined] # every one of these has it
            for fact in self.ledger.read(reads=tuple(BOOKED))
            for sign in [BOOKED[type(fact.event)]]
        )

    def credits(self) -> dict[str, Any]:
        """Return every credit on record, by key."""
        keys = {fact.key for fact in self.ledger.read(reads=(BankCreditRecorded,))}
        return {key: self.credit(key) for key in sorted(keys)}

    def arrived(self) -> int:
        """Return what all credits say that arrived and stayed, in fen."""
        standing = [credit for credit in self.credits().values() if not credit.reversed]
        assert all(credit.open.fen == 0 for credit in standing), "nothing is left undisposed of"
        return sum((credit.notice.amount - credit.returned).fen for credit in standing)


def opening(work: Work) -> None:
    keeper = grounds.keeper(grounds.within(work, ON))
    told = {"name": "虚构示例", "foundation": keeper, "purpose": "p", "agreement": "a"}
    for fund in ("f1", "f2"):
        funds.establish.within(work, fund_id=fund, **told, on=ON)
    enterprises.register.within(
        work, code=FIRM, name="甲企业（虚构示例）", ownership=Ownership.PRIVATE, on=ON
    )
    enterprises.verify.within(work, code=FIRM, document="d", on=ON)
    lines = (BudgetLine(line="服务", amount=Money(1000)),)
    for key in ("p1", "p2"):
        projects.draft.within(
            work,
            project_id=key,
            title="虚构示例",
            domain="助残济困",
            needs=(grounds.need(grounds.within(work, ON)),),
            lines=lines,
            relief=False,
            on=ON,
        )
        projects.approve.within(work, project_id=key, minutes="m", on=ON)
    offers = {key: projects.Offer(minimum=Money(1)) for key in ("p1", "p2")}
    projects.release_batch.within(work, batch_id="b1", title="虚构示例", offers=offers, on=ON)
    instalments = (
        Instalment(due=date(2021, 4, 1), amount=Money(300)),
        Instalment(due=date(2021, 5, 1), amount=Money(200)),
    )
    claims.claim.within(
        work,
        claim_id="c1",
        project_id="p1",
        enterprise_code=FIRM,
        fund_id="f1",
        amount=Money(500),
        instalments=instalments,
        on=ON,
    )


@pytest.fixture(scope="session")
def open_office() -> Iterator[Callable[[], Office]]:
    """Open an office with a ledger of its own."""
    opened: list[Store] = []

    def opener() -> Office:
        clock = lambda: datetime(2021, 3, 10, 2, tzinfo=UTC)  # noqa: E731
        store = open_store("memory:", create=True, clock=clock)
        opened.append(store)
        store.ledger.transact(opening, by=store.by("acct-1", Role.SYSTEM))
        return Office(store)

    yield opener
    for store in opened:
        store.close()


@pytest.fixture
def office(open_office: Callable[[], Office]) -> Office:
    return open_office()


@pytest.fixture(scope="session", name="row")
def row_fixture() -> Callable[..., Entry]:
    """Write a row of a register."""
    return row
