"""The stage: a store, a clock that is told, and whoever acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from attrs import define

from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT, Credit, existing
from lixia_domain.application.bootstrap import Store
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.dates import SHANGHAI
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work

LAUNCH = date(2021, 3, 10)
"""The report's day; its year is inferred."""
FIRST_DAY = date(2021, 1, 11)
"""When the demo begins."""

OFFICE, FOUNDATION_DESK, APPROVER = "office-1", "foundation-1", "approver-1"
CASHIER, RELEASER = "cashier-1", "cashier-2"
"""Who pays, and who holds the bank's second key; whoever keeps the books is neither (会计法 35)."""
RECEIPT_DESK = "receipts-1"

Progress = Callable[[int, int], None]


def opening(on: date) -> datetime:
    """Return nine o'clock of a day in Shanghai."""
    return datetime.combine(on, time(9), SHANGHAI)


@define
class Stage:
    """Where the demo plays. ``done`` of ``steps`` use cases have been carried out."""

    store: Store
    clock: ToldClock
    steps: int
    progress: Progress | None = None
    done: int = 0
    receipts: int = 0
    """The last receipt number used: a book has no silent gap."""

    def go_to(self, on: date) -> None:
        """Let the day begin, unless it has."""
        if (morning := opening(on)) > self.clock.instant:
            self.clock.go_to(morning)

    def go_through(self, days: Iterable[Day]) -> None:
        """Play what happens, day by day; what happens on one day, in the order given."""
        for on, happens in sorted(days, key=lambda day: day[0]):
            self.go_to(on)
            happens(self)

    def credit(self, credit_id: str) -> Credit:
        """Return a bank credit as it stands."""
        work = Work(self.store.ledger, self.store.by(FOUNDATION_DESK, Role.ACCOUNTANT))
        return existing(work.load(BANK_CREDIT, credit_id))

    def play(
        self,
        use_case: UseCase[Any, Any],
        *,
        actor: str = OFFICE,
        role: Role = Role.PROGRAMME_OFFICE,
        **facts: Any,
    ) -> Any:
        """Carry ``use_case`` out, on the day it is; each takes a second."""
        self.clock.advance(timedelta(seconds=1))
        facts.setdefault("on", self.store.today())
        outcome = use_case(self.store.ledger, self.store.by(actor, role), **facts)
        self.done += 1
        if self.progress is not None and self.done % 20 == 1:
            self.progress(min(self.done, self.steps), self.steps)
        return outcome


Day: TypeAlias = tuple[date, Callable[[Stage], Any]]
"""Something that happens, and the day on which it does."""


def does(
    use_case: UseCase[Any, Any],
    actor: str = OFFICE,
    role: Role = Role.PROGRAMME_OFFICE,
    **facts: Any,
) -> Callable[[Stage], Any]:
    """Return what plays ``use_case`` once its day has come."""
    return lambda stage: stage.play(use_case, actor=actor, role=role, **facts)


def keeper_does(use_case: UseCase[Any, Any], **facts: Any) -> Callable[[Stage], Any]:
    """Return what plays ``use_case`` as the foundation's accountant."""
    return does(use_case, FOUNDATION_DESK, Role.ACCOUNTANT, **facts)
