"""A request that comes to nothing gives back exactly what had been set aside for it."""

from __future__ import annotations

from datetime import date

import pytest

from lixia_domain.aggregates.fund.facts import PeriodClosed
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.project.facts import TeamReplaced
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.finance import disbursements, loss_reversal
from lixia_domain.application.programme import projects
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.reconciling import Proof
from lixia_domain.kernel.roles import Role

from .conftest import ON, Desk

WITHDRAWN = "disbursement.withdrawn"


@pytest.mark.parametrize(
    ("approved", "facts"),
    [
        (False, [WITHDRAWN]),
        (True, [WITHDRAWN, "account.reservation_released", "project.budget_line_released"]),
    ],
)
def test_a_request_that_is_withdrawn_frees_what_was_reserved_and_nothing_else(
    desk: Desk, approved: bool, facts: list[str]
) -> None:
    desk.request("d1")
    if approved:
        desk.approve("d1")
    head, held = desk.store.ledger.head(), desk.held("p1")
    desk.do(disbursements.withdraw, "req-1", disbursement_id="d1", reason="改由他处采购")
    assert [fact.event.event_name for fact in desk.store.ledger.read(head)] == facts
    assert desk.held("p1") == held
    desk.request("d2")
    desk.approve("d2")


def test_what_a_replaced_team_asked_for_is_withdrawn_with_the_replacement(desk: Desk) -> None:
    desk.request("d1")
    desk.request("d2")
    desk.do(disbursements.refuse, "app-1", disbursement_id="d2", reason="用途不清")
    head = desk.store.ledger.head()
    desk.do(projects.replace_team, project_id="p1", team="t2", agreement="协议二", reason="退出")
    told = [(fact.stream, fact.event.event_name) for fact in desk.store.ledger.read(head)]
    assert told == [("project-p1", "project.team_replaced"), ("disbursement-d1", WITHDRAWN)]
    desk.request("d3")
    desk.approve("d3")


@pytest.mark.parametrize("approved", [False, True])
def test_what_older_code_left_open_of_a_replaced_team_is_neither_approved_nor_paid(
    desk: Desk, approved: bool
) -> None:
    desk.request("d1")
    if approved:
        desk.approve("d1")
    replaced = TeamReplaced(team="t2", agreement="协议二", replaced="t1", reason="退出", on=ON)
    desk.store.ledger.transact(
        lambda work: work.record(PROJECT, "p1", (replaced,)),
        by=desk.store.by("office-1", Role.PROGRAMME_OFFICE),
    )
    if approved:
        paper = {"debit": "B1", "voucher": "V1"}
        refused = desk.refused(disbursements.pay, "pay-1", disbursement_id="d1", **paper)
    else:
        paper = {"minutes": "纪要", "conflicts_checked": ("app-1",), "related": ()}
        refused = desk.refused(disbursements.approve, "app-1", disbursement_id="d1", **paper)
    assert refused == "project.other_team"
    desk.do(disbursements.withdraw, "req-1", disbursement_id="d1", reason="团队已更换")


def test_a_fund_that_closed_its_month_approves_and_pays_nothing_in_it(desk: Desk) -> None:
    desk.request("d1")
    desk.request("d2")
    desk.approve("d2")
    proof = Proof(book=ZERO, bank=ZERO, items=(), statements=(), position=0)
    closed = PeriodClosed(period="2021-03", proof=proof, on=date(2021, 4, 1))
    desk.store.ledger.transact(
        lambda work: work.record(FUND, "f1", (closed,)),
        by=desk.store.by("acct-1", Role.ACCOUNTANT),
    )
    paper = {"minutes": "纪要", "conflicts_checked": ("app-1",), "related": ()}
    asked = desk.refused(disbursements.approve, "app-1", disbursement_id="d1", **paper)
    paid = desk.refused(disbursements.pay, "pay-1", disbursement_id="d2", debit="B", voucher="V")
    assert (asked, paid) == ("fund.period_closed", "fund.period_closed")


def test_what_is_given_back_after_a_write_off_is_taken_in_once_that_is_reversed(desk: Desk) -> None:
    desk.request("d1")
    desk.approve("d1")
    desk.pay("d1")
    whole = {"disbursement_id": "d1", "amount": Money(40)}
    desk.do(disbursements.write_off, **whole, minutes="纪要")
    desk.book("L1", (), amount=Money(40), payer="团队（虚构示例）")
    back = {**whole, "credit": "L1"}
    assert desk.refused(disbursements.recover, **back) == "disbursement.wrong_stage"
    desk.do(loss_reversal.reverse, **whole, reason="团队退款", minutes="纪要二")
    desk.do(disbursements.recover, **back)
