"""What teams do in the synthetic year: start, ask for tranches, account for them, finish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple

from lixia_adapters.demo import bank, cast, keeper
from lixia_adapters.demo.stage import (
    APPROVER,
    CASHIER,
    FOUNDATION_DESK,
    RELEASER,
    Day,
    Stage,
    does,
    keeper_does,
)
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.finance import banking, disbursements, payees
from lixia_domain.application.programme import projects
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.roles import Role
from lixia_domain.rules.deadlines import Matter

UNSPENT, REFUSED, SILENT = 3, 12, 20
"""The started projects with a story of their own, by number: the last one owes a disclosure."""
EQUIPMENT = BudgetLine(line="场地设备（财政）", amount=Money.yuan(15_000))
PROGRESS = (date(2021, 10, 6), date(2022, 1, 6))


class Tranche(NamedTuple):
    """One tranche on one budget line, paid out of one class of money."""

    number: int
    project: str
    tranche: int
    line: str
    amount: Money
    source: SourceClass = SourceClass.DONATED

    @property
    def paper(self) -> str:
        """Return the id of its disbursement."""
        return f"D-{self.project}-{self.tranche}"

    @property
    def debit(self) -> str:
        """Return the key of the bank's entry by which it is paid."""
        return f"DEMO-01/{self.paper}"

    @property
    def payee(self) -> str:
        """Return who is paid, by an id."""
        return f"payee-{self.number:02d}"


def works() -> Iterator[Day]:
    """Yield what the teams do, each with its day."""
    for number, project in enumerate(cast.started(), 1):
        yield from _started(number, project)
        material, service = (
            Tranche(number, project, at, line, amount)
            for at, (line, amount) in enumerate(cast.LINES, 1)
        )
        yield from _asked(material, date(2021, 7, 12) + timedelta(number))
        if number in cast.CO_FUNDED:
            yield from _co_funded(number, project)
        if number <= cast.FINISHED:
            yield from _asked(service, date(2021, 9, 6) + timedelta(number))
            yield from _finished(number, project)
            continue
        for due in PROGRESS:
            if (number, due) != (SILENT, PROGRESS[-1]):
                yield due, keeper.published(Matter.PROJECT_PROGRESS, project, due.isoformat())


def _team(number: int, use_case: UseCase[Any, Any], **facts: Any) -> Callable[[Stage], Any]:
    return does(use_case, cast.lead(number), Role.TEAM, **facts)


def _approver(use_case: UseCase[Any, Any], **facts: Any) -> Callable[[Stage], Any]:
    return does(use_case, APPROVER, Role.APPROVER, **facts)


def _started(number: int, project: str) -> Iterator[Day]:
    yield (
        date(2021, 7, 5),
        does(
            projects.assign_team,
            project_id=project,
            team=cast.team(number),
            agreement=cast.agreement(project),
        ),
    )
    yield cast.BEGUN, does(projects.start, project_id=project)


def _co_funded(number: int, project: str) -> Iterator[Day]:
    """Add a line that the government pays for, and pay it out of the government's money."""
    donated = tuple(BudgetLine(line=line, amount=amount) for line, amount in cast.LINES)
    reason = f"增列财政承担的场地设备{cast.SYNTHETIC}"
    lines = (*donated, EQUIPMENT)
    yield (
        date(2021, 10, 8),
        does(projects.revise_budget, project_id=project, lines=lines, reason=reason),
    )
    told = Tranche(
        number, project, 2, EQUIPMENT.line, EQUIPMENT.amount, source=SourceClass.GOVERNMENT
    )
    yield from _asked(told, date(2021, 10, 11) + timedelta(number))


def _asked(told: Tranche, on: date) -> Iterator[Day]:
    """Ask, approve, pay, evidence, accept; the payee's account is on record before the first."""
    if told.tranche == 1:
        yield (
            on,
            does(
                payees.record_account,
                FOUNDATION_DESK,
                Role.ACCOUNTANT,
                payee=told.payee,
                foundation=cast.FOUNDATION_CODE,
                payee_account=f"token-{told.number:02d}",
                document=f"收款账号确认函 {told.payee}{cast.SYNTHETIC}",
            ),
        )
    yield (
        on,
        _team(
            told.number,
            disbursements.request,
            disbursement_id=told.paper,
            project_id=told.project,
            fund_id=cast.FUND,
            line=told.line,
            tranche=told.tranche,
            amount=told.amount,
            payee=told.payee,
            payee_account=f"token-{told.number:02d}",
            purpose=f"{told.line}{cast.SYNTHETIC}",
            source=told.source,
        ),
    )
    if told.number == REFUSED:
        refused = f"用途说明不全{cast.SYNTHETIC}"
        refuse = _approver(disbursements.refuse, disbursement_id=told.paper, reason=refused)
        yield on + timedelta(2), refuse
        return
    yield (
        on + timedelta(2),
        _approver(
            disbursements.approve,
            disbursement_id=told.paper,
            minutes=f"拨付会纪要 {told.paper}{cast.SYNTHETIC}",
            conflicts_checked=(cast.lead(told.number), APPROVER),
            related=(),
        ),
    )
    yield from _paid(told, on + timedelta(4))
    if told.number <= cast.FINISHED or (told.tranche == 1 and told.number <= REFUSED):
        yield from _accounted(told, on + timedelta(30))


def _paid(told: Tranche, on: date) -> Iterator[Day]:
    """Pay; the bank's own entry is seen on the next day and matched."""
    paper = told.paper
    yield (
        on,
        does(
            disbursements.pay,
            CASHIER,
            Role.CASHIER,
            disbursement_id=paper,
            debit=told.debit,
            voucher=f"记-{paper}",
            released_by=RELEASER,
        ),
    )
    if told.payee == keeper.RELATED_PAYEE:
        yield on, keeper.published(Matter.TRANSACTION, paper, on.isoformat())
    seen = on + bank.NEXT_DAY
    yield (
        seen,
        partial(bank.left_bank, debit=told.debit, payee=told.payee, amount=told.amount),
    )
    yield seen, keeper_does(banking.match_payment, debit_id=told.debit, disbursement_id=paper)


def _accounted(told: Tranche, on: date) -> Iterator[Day]:
    unspent = Money.yuan(1_000) if (told.number, told.tranche) == (UNSPENT, 2) else ZERO
    invoice = f"FP-{told.paper}{cast.SYNTHETIC}"
    yield (
        on,
        _team(
            told.number,
            disbursements.evidence,
            disbursement_id=told.paper,
            invoice=invoice,
            invoice_date=on - timedelta(5),
            seller=f"示例供应商{told.number:02d}{cast.SYNTHETIC}",
            file_hash=sha256(invoice.encode()).hexdigest(),
            amount=told.amount - unspent,
        ),
    )
    accept = keeper_does(disbursements.accept_expense, disbursement_id=told.paper, invoice=invoice)
    yield on + timedelta(6), accept
    if unspent > ZERO:
        yield on + timedelta(9), partial(_given_back, told=told, amount=unspent)


def _given_back(stage: Stage, *, told: Tranche, amount: Money) -> None:
    """Book what came back, and take it out of suspense into the gifts it was paid from."""
    team = f"示例志愿团队{told.number:02d}{cast.SYNTHETIC}"
    entry = bank.Entry(stage.store.today(), f"退回-{told.paper}", team, amount)
    bank.book(stage, entry, remark=f"结余退回 {told.paper}")
    stage.play(
        disbursements.recover,
        actor=FOUNDATION_DESK,
        role=Role.ACCOUNTANT,
        disbursement_id=told.paper,
        amount=amount,
        credit=entry.key,
    )


def _finished(number: int, project: str) -> Iterator[Day]:
    report = f"结项报告 {project}{cast.SYNTHETIC}"
    minutes = f"验收纪要 {project}{cast.SYNTHETIC}"
    asked = date(2021, 11, 15)
    yield asked, _team(number, projects.request_acceptance, project_id=project, document=report)
    yield asked + timedelta(10), does(projects.accept, project_id=project, minutes=minutes)
    if number % 2:
        summary = f"按预算完成{cast.SYNTHETIC}"
        yield asked + timedelta(20), does(projects.close, project_id=project, summary=summary)
    yield date(2022, 2, 18), keeper.published(Matter.PROJECT_IN_FULL, project, "全面")
