"""What teams do in the synthetic year: start, ask for tranches, account for them, finish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from lixia_adapters.demo import cast
from lixia_adapters.demo.stage import APPROVER, FOUNDATION_DESK, Stage
from lixia_domain.application import disbursements, projects
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role

STARTED, FINISHED = 22, 8
"""How many projects start, and how many of these are through by the end of the year."""
UNSPENT, REFUSED = 3, 12
"""The started projects with a story of their own, by number."""

Work = tuple[date, Callable[[Stage], Any]]


def _paid_in_time() -> Iterator[str]:
    """Yield the projects all of whose claims are paid in full by the end of June."""
    in_time = {1, 2, 4, 5, 8, 9}
    by_project: dict[str, list[int]] = {}
    for claim in cast.claims():
        by_project.setdefault(claim.project, []).append(claim.number)
    for project, numbers in by_project.items():
        if cast.CANCELLED not in numbers and all(n % 10 in in_time for n in numbers):
            yield project


def works() -> Iterator[Work]:
    """Yield what the teams do, each with its day."""
    for number, project in enumerate(list(_paid_in_time())[:STARTED], 1):
        yield from _started(number, project)
        yield from _tranche(number, project, 1, date(2021, 7, 12) + timedelta(number))
        if number <= FINISHED:
            yield from _tranche(number, project, 2, date(2021, 9, 6) + timedelta(number))
            yield from _finished(number, project)


def _office(use_case: Any, **facts: Any) -> Callable[[Stage], Any]:
    return lambda stage: stage.play(use_case, **facts)


def _team(number: int, use_case: Any, **facts: Any) -> Callable[[Stage], Any]:
    lead = f"team-lead-{number:02d}"
    return lambda stage: stage.play(use_case, actor=lead, role=Role.TEAM, **facts)


def _foundation(use_case: Any, **facts: Any) -> Callable[[Stage], Any]:
    return partial(_as_foundation, use_case=use_case, facts=facts)


def _as_foundation(stage: Stage, *, use_case: Any, facts: dict[str, Any]) -> Any:
    return stage.play(use_case, actor=FOUNDATION_DESK, role=Role.FOUNDATION, **facts)


def _approver(use_case: Any, **facts: Any) -> Callable[[Stage], Any]:
    return lambda stage: stage.play(use_case, actor=APPROVER, role=Role.APPROVER, **facts)


def _started(number: int, project: str) -> Iterator[Work]:
    yield (
        date(2021, 7, 5),
        _office(
            projects.assign_team,
            project_id=project,
            team=f"志愿团队{number:02d}{cast.SYNTHETIC}",
            agreement=f"实施协议 {project}{cast.SYNTHETIC}",
        ),
    )
    yield date(2021, 7, 6), _office(projects.start, project_id=project, fund_id=cast.FUND)


def _tranche(number: int, project: str, tranche: int, on: date) -> Iterator[Work]:
    """Ask, approve, pay, evidence, accept: one tranche on one budget line."""
    paper = f"D-{project}-{tranche}"
    line, amount = cast.LINES[tranche - 1]
    lead, payee = f"team-lead-{number:02d}", f"payee-{number:02d}"
    yield (
        on,
        _team(
            number,
            disbursements.request,
            disbursement_id=paper,
            project_id=project,
            fund_id=cast.FUND,
            line=line,
            tranche=tranche,
            amount=amount,
            payee=payee,
            payee_account=f"token-{number:02d}",
            purpose=f"{line}{cast.SYNTHETIC}",
        ),
    )
    if number == REFUSED:
        refused = f"用途说明不全{cast.SYNTHETIC}"
        refuse = _approver(disbursements.refuse, disbursement_id=paper, reason=refused)
        yield on + timedelta(2), refuse
        return
    yield (
        on + timedelta(2),
        _approver(
            disbursements.approve,
            disbursement_id=paper,
            minutes=f"拨付会纪要 {paper}{cast.SYNTHETIC}",
            conflicts_checked=(lead, APPROVER),
            related=(),
        ),
    )
    yield (
        on + timedelta(4),
        _foundation(
            disbursements.pay,
            disbursement_id=paper,
            debit=f"DEMO-01/{paper}",
            voucher=f"记-{paper}",
        ),
    )
    if number <= FINISHED or (tranche == 1 and number <= REFUSED):
        yield from _accounted(number, paper, amount, on + timedelta(30))


def _accounted(number: int, paper: str, amount: Money, on: date) -> Iterator[Work]:
    unspent = Money.yuan(1_000) if number == UNSPENT and paper.endswith("-2") else Money(0)
    invoice = f"FP-{paper}{cast.SYNTHETIC}"
    yield (
        on,
        _team(
            number,
            disbursements.evidence,
            disbursement_id=paper,
            invoice=invoice,
            invoice_date=on - timedelta(5),
            seller=f"示例供应商{number:02d}{cast.SYNTHETIC}",
            file_hash=sha256(invoice.encode()).hexdigest(),
            amount=amount - unspent,
        ),
    )
    yield (
        on + timedelta(6),
        _foundation(disbursements.accept_expense, disbursement_id=paper, invoice=invoice),
    )
    if unspent > Money(0):
        yield (
            on + timedelta(9),
            _foundation(
                disbursements.recover,
                disbursement_id=paper,
                amount=unspent,
                credit=f"DEMO-01/退回/{paper}",
            ),
        )


def _finished(number: int, project: str) -> Iterator[Work]:
    report = f"结项报告 {project}{cast.SYNTHETIC}"
    minutes = f"验收纪要 {project}{cast.SYNTHETIC}"
    asked = date(2021, 11, 15)
    yield asked, _team(number, projects.request_acceptance, project_id=project, document=report)
    yield asked + timedelta(10), _office(projects.accept, project_id=project, minutes=minutes)
    if number % 2:
        summary = f"按预算完成{cast.SYNTHETIC}"
        yield asked + timedelta(20), _office(projects.close, project_id=project, summary=summary)
