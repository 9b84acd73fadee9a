"""A small programme in which wishes come up; all names synthetic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import define

from lixia_adapters.demo.cast import credit_code
from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.facts import FrozenBy
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.project import life
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.finance import accounts, funds
from lixia_domain.application.programme import claims, enterprises, projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing import grounds

ON = date(2021, 3, 10)
DUE = date(2021, 6, 30)
FIRMS = tuple(credit_code(number) for number in (811, 812, 813))


@define
class Programme:
    """A store with two funds, three firms, and projects that are made as they are asked for."""

    store: Store

    def do(self, use_case: Any, **facts: Any) -> Any:
        by = self.store.by("office-1", Role.PROGRAMME_OFFICE)
        return use_case(self.store.ledger, by, **{"on": ON, **facts})

    def project(self, project: str, yuan: int = 100) -> None:
        lines = (BudgetLine(line="物资", amount=Money.yuan(yuan)),)
        self.do(
            projects.draft,
            project_id=project,
            title=f"{project}（虚构示例）",
            domain="为老服务",
            needs=(grounds.need(self.do, "N"),),
            lines=lines,
            relief=True,
        )
        self.do(projects.approve, project_id=project, minutes="m")
        offer = Offer(minimum=Money(1), waitlist=True)
        batch = grounds.batch(self.do, "B")
        self.do(projects.publish, project_id=project, batch_id=batch, offer=offer)

    def claim(self, claim: str, project: str, yuan: int, firm: int = 0, due: date = DUE) -> str:
        amount = Money.yuan(yuan)
        return str(
            self.do(
                claims.claim,
                claim_id=claim,
                project_id=project,
                enterprise_code=FIRMS[firm],
                fund_id="F1",
                amount=amount,
                instalments=(Instalment(due=due, amount=amount),),
            )
        )

    def account(self, fund: str, project: str) -> None:
        def steps(work: Work) -> None:
            accounts.posting_account(work, fund, project, ON)

        self.store.ledger.transact(steps, by=self.store.by("office-1", Role.ACCOUNTANT))

    def cancel(self, project: str) -> None:
        self.do(projects.cancel, project_id=project, reason="场地无法落实")

    def cancel_as_once(self, project: str) -> None:
        """Cancel as older code did, which knew but the accounts of the fund that it was told."""

        def steps(work: Work) -> None:
            facts = life.cancel(work.load(PROJECT, project), reason="场地无法落实", on=ON)
            work.record(PROJECT, project, facts)
            held = work.load(ACCOUNT, f"F1/{project}")
            if held is not None:
                frozen = account.freeze(
                    held, gift=None, reason="场地无法落实", by=FrozenBy.CANCELLATION, on=ON
                )
                work.record(ACCOUNT, f"F1/{project}", frozen)

        self.store.ledger.transact(steps, by=self.store.by("office-1", Role.PROGRAMME_OFFICE))

    def frozen(self, fund: str, project: str) -> list[str]:
        """Name the facts of an account, oldest first, but for its opening."""
        stream = ACCOUNT.stream(accounts.account_key(fund, project))
        _, *facts = [r.event.event_name for r in self.store.ledger.history(stream)]
        return facts

    def wishes(self, on: date = ON) -> list[tuple[str, str, str]]:
        _, pending = self.store.runner.pending(on)
        return [(p.wish.process, p.wish.subject, p.state(on)) for p in pending]


def begin(store: Store) -> Programme:
    programme = Programme(store)
    for fund in ("F1", "F2"):
        programme.do(
            funds.establish,
            fund_id=fund,
            name="公益基金（虚构示例）",
            foundation=grounds.keeper(programme.do),
            purpose="公益",
            agreement=f"协议{fund}",
        )
    for code in FIRMS:
        programme.do(
            enterprises.register, code=code, name="企业（虚构示例）", ownership=Ownership.PRIVATE
        )
        programme.do(enterprises.verify, code=code, document="执照")
    return programme


@pytest.fixture(params=["memory", "sqlite"])
def uri(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the store of a test lies: once in memory, once in a file."""
    return "memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def programme(uri: str) -> Iterator[Programme]:
    """A programme that has just begun."""
    clock = lambda: datetime(2021, 3, 10, 2, tzinfo=UTC)  # noqa: E731
    with open_store(uri, create=True, clock=clock) as store:
        yield begin(store)


@pytest.fixture
def in_a_file(tmp_path: Path) -> Iterator[Callable[[], Programme]]:
    """Open the same file again and again, as other processes would."""
    opened: list[Store] = []
    clock = lambda: datetime(2021, 3, 10, 2, tzinfo=UTC)  # noqa: E731

    def another() -> Programme:
        uri = f"sqlite:///{tmp_path / 'shared.db'}"
        opened.append(open_store(uri, create=not opened, clock=clock))
        return begin(opened[0]) if len(opened) == 1 else Programme(opened[-1])

    yield another
    for store in opened:
        store.close()
