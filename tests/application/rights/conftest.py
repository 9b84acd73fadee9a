"""A district whose roster is closed, with two foundations, two teams, two firms (虚构示例)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from attrs import define

from lixia_adapters.demo.cast import credit_code
from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.aggregates.roster.facts import Administrator
from lixia_domain.application.activities import teams
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.finance import credits, disbursements, funds, payees
from lixia_domain.application.finance.booking import ToDesignation
from lixia_domain.application.persons import members
from lixia_domain.application.programme import enterprises, projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import By
from lixia_domain.testing import grounds

MORNING = datetime(2021, 3, 10, 2, tzinfo=UTC)
FIRM, OTHER_FIRM = credit_code(811), credit_code(812)
KEEPER, OTHER_KEEPER = credit_code(1, kind="53"), credit_code(2, kind="53")
DISTRICT_ADMIN, KEEPER_ADMIN, OTHER_ADMIN = "admin-1", "admin-2", "admin-3"
CAST: dict[str, tuple[Role, str]] = {
    "office-1": (Role.PROGRAMME_OFFICE, ""),
    "acct-1": (Role.ACCOUNTANT, KEEPER),
    "acct-9": (Role.ACCOUNTANT, OTHER_KEEPER),
    "cash-1": (Role.CASHIER, KEEPER),
    "cash-2": (Role.CASHIER, KEEPER),
    "appr-1": (Role.APPROVER, KEEPER),
    "appr-9": (Role.APPROVER, OTHER_KEEPER),
    "rcpt-1": (Role.RECEIPT_KEEPER, KEEPER),
    "lead-1": (Role.TEAM, "t1"),
    "firm-1": (Role.ENTERPRISE, FIRM),
    "auditor-1": (Role.AUDITOR, ""),
}
PAPER = "授权书（虚构示例）"
ENGAGED_UNTIL = date(2021, 6, 30)
"""The last day of the auditor's term."""


def person(name: str) -> str:
    return f"p:{sha256(name.encode()).hexdigest()[:32]}"


@define
class District:
    """A store and a clock that is told; everybody acts in the role that the cast has for them."""

    store: Store
    clock: ToldClock

    @property
    def head(self) -> int:
        return self.store.ledger.head()

    def by(self, who: str, role: Role | None = None, command: str | None = None) -> By:
        if role is None:
            role = CAST[who][0] if who in CAST else Role.ADMINISTRATOR
        return By(actor=who, role=role, at=self.clock.instant, command=command)

    def do(
        self,
        use_case: UseCase[Any, Any],
        who: str = "office-1",
        role: Role | None = None,
        command: str | None = None,
        **given: Any,
    ) -> Any:
        told = {"on": business_date(self.clock.instant), **given}
        return use_case(self.store.ledger, self.by(who, role, command), **told)

    def refused(self, use_case: UseCase[Any, Any], who: str = "office-1", **given: Any) -> str:
        """Carry out what must be refused, and leave the log as it was; return the reason's code."""
        head = self.head
        with pytest.raises(Rejection) as refusal:
            self.do(use_case, who, **given)
        assert self.head == head
        assert refusal.value.sentence("zh") and refusal.value.sentence("en")
        return str(refusal.value.reason.code)

    def days(self, number: int) -> None:
        self.clock.advance(timedelta(days=number))

    def close(self) -> None:
        self.do(
            members.close,
            DISTRICT_ADMIN,
            administrators=tuple(
                Administrator(account=who, person=person(who), foundation=foundation)
                for who, foundation in (
                    (DISTRICT_ADMIN, ""),
                    (KEEPER_ADMIN, KEEPER),
                    (OTHER_ADMIN, OTHER_KEEPER),
                )
            ),
            document=PAPER,
        )

    def admit(self, who: str, role: Role, stands_for: str = "", *, of: str = "") -> None:
        """Admit an account and grant it a role; ``of``: whose it is, if not its own's."""
        own = {KEEPER: KEEPER_ADMIN, OTHER_KEEPER: OTHER_ADMIN}
        by = own.get(stands_for, DISTRICT_ADMIN)
        self.do(members.admit, by, account=who, person=person(of or who), document=PAPER)
        self.do(
            members.grant,
            by,
            account=who,
            member_role=role,
            stands_for=stands_for,
            until=ENGAGED_UNTIL if role is Role.AUDITOR else None,
            document=PAPER,
        )

    def request(self, paper: str, who: str = "lead-1", role: Role | None = None) -> None:
        self.do(
            disbursements.request,
            who,
            role,
            disbursement_id=paper,
            project_id="p1",
            fund_id="f1",
            line="物资",
            tranche=1,
            amount=Money(40),
            payee="shop-1",
            payee_account="token-1",
            purpose="采购物资",
        )


def begin(district: District) -> None:
    """Let there be two of each while the roster is open."""
    do = district.do
    for fund, keeper in (("f1", KEEPER), ("f2", OTHER_KEEPER)):
        told = {"name": "公益基金（虚构示例）", "purpose": "公益", "agreement": "协议"}
        do(funds.establish, fund_id=fund, foundation=grounds.keeper(do, keeper), **told)
    for code in (FIRM, OTHER_FIRM):
        told = {"name": "企业（虚构示例）", "ownership": Ownership.PRIVATE}
        do(enterprises.register, code=code, **told)
        do(enterprises.verify, code=code, document="执照")
    for team in ("t1", "t2", "t9"):
        do(teams.register, team_id=team, name="志愿队（虚构示例）", lead=person(f"lead of {team}"))
        do(teams.verify, team_id=team, document="登记证")
    for project, team in (("p1", "t1"), ("p2", "t2")):
        do(
            projects.draft,
            project_id=project,
            title="示例项目（虚构示例）",
            domain="为老服务",
            needs=(grounds.need(do),),
            lines=(BudgetLine(line="物资", amount=Money(100)),),
            relief=True,
        )
        do(projects.approve, project_id=project, minutes="纪要")
        offer = Offer(minimum=Money(1), waitlist=False)
        do(projects.publish, project_id=project, batch_id=grounds.batch(do), offer=offer)
        do(projects.assign_team, project_id=project, team=team, agreement=f"协议-{project}")
    notice = Notice(
        account="01",
        value_date=business_date(MORNING),
        payer="甲企业（虚构示例）",
        payer_ref=None,
        amount=Money(100),
        remark="",
    )
    do(
        credits.book,
        "acct-1",
        credit_id="L0",
        fund_id="f1",
        notice=notice,
        document="回单",
        wishes=(ToDesignation(designation="p1"),),
    )
    do(projects.start, project_id="p1")
    do(
        payees.record_account,
        "acct-1",
        payee="shop-1",
        foundation=KEEPER,
        payee_account="token-1",
        document="收款账号确认函（虚构示例）",
    )


@pytest.fixture(params=["memory", "sqlite"])
def uri(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return "memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def open_district(uri: str) -> Iterator[District]:
    """A district whose roster is not closed yet."""
    clock = ToldClock(MORNING)
    with open_store(uri, create=True, clock=clock) as store:
        district = District(store, clock)
        begin(district)
        yield district


@pytest.fixture
def district(open_district: District) -> District:
    """A district whose roster is closed, with its cast admitted."""
    open_district.close()
    for who, (role, stands_for) in CAST.items():
        open_district.admit(who, role, stands_for)
    return open_district
