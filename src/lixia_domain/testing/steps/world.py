"""Where scenarios happen: one district's ledger in memory, and a clock that is told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from attrs import define, evolve, field

from lixia_domain.aggregates.bank_credit.facts import CreditAllocated
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.member.state import MEMBER
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.persons import members
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.dates import SHANGHAI
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.people import ACCOUNT
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.ledger import CLOCK_LEAP, Ledger
from lixia_domain.recording.work import By, Work
from lixia_domain.testing.steps.expect import NotSo

FUND = "公益基金"
"""The key of the one fund that scenarios speak of."""

BANK = "基金会收款户"
"""The one bank account that it has."""

ACCOUNTS: Mapping[Role, str] = {
    Role.PROGRAMME_OFFICE: "office-1",
    Role.ACCOUNTANT: "foundation-1",
    Role.CASHIER: "cashier-1",
    Role.APPROVER: "审批人",
    Role.RECEIPT_KEEPER: "receipts-1",
    Role.ENTERPRISE: "企业",
    Role.TEAM: "团队",
    Role.ADMINISTRATOR: "admin-1",
}
"""Who acts in which role, where a scenario does not say who."""

NO_FILE = "0" * 64
"""The hash of a file that a scenario does not speak of."""

BEGINNING = datetime(2021, 1, 1, tzinfo=UTC)


def credit_code(name: str) -> str:
    """Return a synthetic credit code (虚构示例) for an enterprise's name: always the same one.

    Its check digit is right, but its division 379999 is none: no real enterprise can bear it.
    """
    from stdnum.cn import uscc

    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:5], "big") % 10**9
    body = f"91379999{number:09d}"
    return body + str(uscc.calc_check_digit(body))


def person(name: str) -> str:
    """Return a reference as the key's holder would make it, for whom a scenario calls ``name``."""
    return f"p:{hashlib.sha256(name.encode()).hexdigest()[:32]}"


def account(who: str) -> str:
    """Return the account id of whom a scenario calls ``who``; an id stands for itself."""
    if ACCOUNT.fullmatch(who):
        return who
    return f"acct-{hashlib.sha256(who.encode()).hexdigest()[:8]}"


@define
class World:
    """What a scenario has done so far, and what it was answered last."""

    store: Store
    clock: ToldClock
    refusal: Exception | None = None
    """What the last 当 was told instead of a result, until a 那么 has looked at it."""
    looked_at: bool = False
    outcome: object = None
    before: int = 0
    """The head of the log before the last act."""
    decided: int = 0
    """How often the last race was decided."""
    value_dates: dict[str, date] = field(factory=dict)
    """The value date that the bank's notice of each credit bears."""
    marks: dict[str, int] = field(factory=dict)
    """Positions of the log that a scenario has named."""
    told: dict[str, str] = field(factory=dict)
    """What a scenario has written down, to compare it later."""
    shown: list[dict[str, Any]] = field(factory=list)
    """The views that were asked for last."""

    @property
    def ledger(self) -> Ledger:
        """Return the ledger."""
        return self.store.ledger

    @property
    def today(self) -> date:
        """Return today's business date."""
        return self.store.today()

    def by(
        self,
        use_case: UseCase[..., Any],
        who: str = "",
        command: str | None = None,
        role: Role | None = None,
    ) -> By:
        """Return ``who``, or whoever usually does it, acting in the first role that may.

        Of a member, in the first of these that it holds. ``role``: in this one.
        """
        name = account(who or ACCOUNTS[role or use_case.by[0]])
        by = self.store.by(name, role or use_case.by[0], command=command)
        if role is not None:
            return by
        member = Work(self.ledger, by).load(MEMBER, name)
        held = [
            role for role in use_case.by if member is not None and member.holds(role, on=self.today)
        ]
        return evolve(by, role=held[0]) if held else by

    def carry_out(
        self,
        use_case: UseCase[..., Any],
        *,
        who: str = "",
        command: str | None = None,
        role: Role | None = None,
        **given: Any,
    ) -> Any:
        """Carry ``use_case`` out, note what it answers and return that.

        What must be given and is not: it is done today, for the one fund, and files are not looked
        at.
        """
        usual = {
            "on": self.today,
            "fund_id": FUND,
            "document_hash": NO_FILE,
            "file_hash": NO_FILE,
        }
        needed = {one.name for one in use_case.gate.arguments if one.needed}
        given = {name: usual[name] for name in usual.keys() & needed} | given
        by = self.by(use_case, who, command, role)
        self.outcome = use_case(self.ledger, by, **given)
        return self.outcome

    def go_to(self, on: date) -> None:
        """Go on to noon in Shanghai of ``on``; after a long silence, the clock is confirmed."""
        before = self.clock.instant
        self.clock.go_to(datetime.combine(on, time(12), SHANGHAI))
        if self.ledger.head() and self.clock.instant - before > CLOCK_LEAP:
            self.carry_out(members.confirm_clock, document="时钟核对记录")

    def begin(self) -> None:
        """Get ready for an act. Fails where the one before was refused and nobody asked why."""
        self.settle()
        self.refusal, self.looked_at, self.outcome = None, False, None
        self.before = self.ledger.head()

    def settle(self) -> None:
        """Fail if a refusal was passed over."""
        if self.refusal is not None and not self.looked_at:
            said = getattr(self.refusal, "sentence", None)
            told = str(self.refusal)
            raise NotSo(
                f"未料到的拒绝：{said('zh') if said else told}",
                f"refused, and no step expects it: {said('en') if said else told}",
            ) from self.refusal

    def news(self) -> Sequence[Recorded]:
        """Return what the last act has recorded."""
        return list(self.ledger.read(self.before))

    def gifts_of(self, credit: str) -> Sequence[str]:
        """Return the gifts that a credit was allocated to, in order."""
        facts = [recorded.event for recorded in self.ledger.history(BANK_CREDIT.stream(credit))]
        return [fact.allocation.gift for fact in facts if isinstance(fact, CreditAllocated)]


@pytest.fixture
def world() -> Iterator[World]:
    """A fresh world; at its end no refusal may have been passed over."""
    clock = ToldClock(BEGINNING)
    with open_store("memory:", create=True, clock=clock) as store:
        world = World(store, clock)
        yield world
        world.settle()
