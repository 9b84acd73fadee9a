"""What follows from facts: each process asks when it should, of whom it should, and stops."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.facts import FrozenBy
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.pledge import arrears
from lixia_domain.aggregates.pledge import decisions as pledge
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project import life as project
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.process_runner import Pending
from lixia_domain.application.programme import claims, projects
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.processes import PROCESSES
from lixia_domain.recording.work import Work
from lixia_domain.rules.holidays import is_working

from .conftest import DUE, FIRMS, ON, Programme

TEAM = ("team", "P1", "task")


def only(programme: Programme, on: date = ON) -> Pending:
    _, pending = programme.store.runner.pending(on)
    (found,) = pending
    return found


def settled(
    programme: Programme, claim: str, yuan: int, *, back: bool = False, why: str = "r"
) -> None:
    """Let money arrive for a claim's first instalment, or go back."""

    def steps(work: Work) -> None:
        held = work.load(PLEDGE, claim)
        amount = Money.yuan(yuan)
        if back:
            told = pledge.unsettle(held, number=1, amount=amount, gift="g", reason=why, on=ON)
        else:
            told = pledge.settle(held, number=1, amount=amount, credit="k", gift="g", on=ON)
        work.record(PLEDGE, claim, told)

    programme.store.ledger.transact(steps, by=programme.store.by("f", Role.ACCOUNTANT))


def test_a_project_asks_for_its_team_once_it_is_claimed_in_full(programme: Programme) -> None:
    programme.project("P1")
    programme.claim("C1", "P1", 60)
    assert programme.wishes() == []
    programme.claim("C2", "P1", 40, firm=1)
    found = only(programme)
    assert (found.wish.process, found.wish.subject, found.state(ON)) == TEAM
    assert (found.wish.role, found.wish.whom) == (Role.PROGRAMME_OFFICE, None)
    assert found.wish.cause == "project-P1@6", "the claim that filled it"
    assert found.wish.key == "team:project-P1@6:P1"
    programme.do(projects.assign_team, project_id="P1", team="T", agreement="A")
    assert programme.wishes() == []


def test_a_project_that_is_not_full_any_more_waits_for_its_team(programme: Programme) -> None:
    programme.project("P1")
    programme.claim("C1", "P1", 60)
    programme.claim("C2", "P1", 40, firm=1)
    programme.do(claims.release, claim_id="C2", project_id="P1", reason="r")
    assert programme.wishes() == []
    lines = (BudgetLine(line="物资", amount=Money.yuan(60)),)
    programme.do(projects.revise_budget, project_id="P1", lines=lines, reason="r")
    assert programme.wishes() == [TEAM]
    lines = (BudgetLine(line="物资", amount=Money.yuan(70)),)
    programme.do(projects.revise_budget, project_id="P1", lines=lines, reason="r")
    assert programme.wishes() == []
    programme.claim("C3", "P1", 10, firm=2)
    amount = Money.yuan(5)
    part = (Instalment(due=DUE, amount=amount),)
    programme.do(
        claims.reduce,
        claim_id="C3",
        project_id="P1",
        amount=amount,
        instalments=part,
        reason="r",
    )
    assert programme.wishes() == []


def test_a_full_project_that_is_cancelled_asks_for_no_team(programme: Programme) -> None:
    programme.project("P1")
    programme.claim("C1", "P1", 100)
    programme.cancel("P1")
    assert programme.wishes() == []


def test_a_released_slot_is_offered_to_those_who_wait_in_turn(programme: Programme) -> None:
    programme.project("P1")
    programme.claim("C1", "P1", 100)
    assert programme.claim("C2", "P1", 70, firm=1) == "waitlisted"
    assert programme.claim("C3", "P1", 70, firm=2) == "waitlisted"
    programme.do(claims.release, claim_id="C1", project_id="P1", reason="逾期未付")
    _, pending = programme.store.runner.pending(ON)
    assert [(p.wish.subject, p.wish.whom, p.wish.role) for p in pending] == [
        ("C2", FIRMS[1], Role.ENTERPRISE),
        ("C3", FIRMS[2], Role.ENTERPRISE),
    ]
    assert "70.00" in pending[0].wish.zh and "30.00" in pending[1].wish.zh
    assert pending[0].wish.command == "lixia pledge take-offer C2 P1 70.00 --due DATE"
    amount = Money.yuan(70)
    programme.do(
        claims.take_offer,
        claim_id="C2",
        project_id="P1",
        fund_id="F1",
        amount=amount,
        instalments=(Instalment(due=DUE, amount=amount),),
    )
    assert programme.wishes() == [("waitlist", "C3", "task")]
    programme.do(claims.release, claim_id="C3", project_id="P1", reason="放弃")
    assert programme.wishes() == []


def test_an_offer_follows_the_budget_and_is_idle_once_nothing_is_left_or_the_project_ended(
    programme: Programme,
) -> None:
    for name, waits in (("P1", "W1"), ("P2", "W2")):
        programme.project(name)
        programme.claim(f"{name}.C", name, 100)
        programme.claim(waits, name, 50, firm=1)
        programme.do(claims.release, claim_id=f"{name}.C", project_id=name, reason="r")
    assert [wish[:2] for wish in programme.wishes()] == [("waitlist", "W1"), ("waitlist", "W2")]
    programme.claim("C9", "P1", 50, firm=2)
    for left, told in ((70, "20.00"), (50, "")):
        lines = (BudgetLine(line="物资", amount=Money.yuan(left)),)
        programme.do(projects.revise_budget, project_id="P1", lines=lines, reason="核减")
        assert told in programme.store.runner.pending(ON)[1][0].wish.zh
    programme.cancel("P2")
    assert programme.wishes() == [TEAM]


def test_an_accepted_project_asks_to_be_closed(programme: Programme) -> None:
    programme.project("P1")
    programme.claim("C1", "P1", 100)
    programme.do(projects.assign_team, project_id="P1", team="T", agreement="A")
    programme.account("F1", "P1")

    def started(work: Work) -> None:
        told = project.start(work.load(PROJECT, "P1"), received=Money.yuan(1), on=ON)
        work.record(PROJECT, "P1", told)

    programme.store.ledger.transact(started, by=programme.store.by("o", Role.PROGRAMME_OFFICE))
    programme.do(projects.request_acceptance, project_id="P1", document="d")
    assert programme.wishes() == []
    programme.do(projects.accept, project_id="P1", minutes="m")
    assert programme.wishes() == [("closure", "P1", "task")]
    programme.do(projects.revoke_acceptance, project_id="P1", reason="r", minutes="m")
    assert programme.wishes() == []
    programme.do(projects.accept, project_id="P1", minutes="m")
    settled(programme, "C1", 100)
    programme.do(projects.close, project_id="P1", summary="s")
    assert programme.wishes() == []


def test_accounts_that_older_code_left_open_are_to_be_frozen(programme: Programme) -> None:
    programme.project("P1")
    programme.account("F1", "P1")
    programme.account("F2", "P1")
    programme.account("F2", "general")
    assert programme.wishes() == []
    programme.cancel_as_once("P1")
    found = only(programme)
    assert (found.wish.subject, found.state(ON), found.wish.cause) == (
        "F2/P1",
        "ready",
        "project-P1@4",
    )


def test_an_account_opened_after_the_cancellation_is_to_be_frozen(programme: Programme) -> None:
    programme.project("P1")
    programme.cancel("P1")
    programme.account("F1", "P1")
    assert only(programme).wish.cause == "account-F1/P1@1"


def test_an_account_unfrozen_on_purpose_is_left_alone(programme: Programme) -> None:
    def unfreeze(work: Work) -> None:
        held = work.load(ACCOUNT, "F1/P1")
        told = account.unfreeze(held, gift=None, basis="生效判决", on=ON)
        work.record(ACCOUNT, "F1/P1", told)

    programme.project("P1")
    programme.account("F1", "P1")
    programme.cancel("P1")
    programme.store.ledger.transact(unfreeze, by=programme.store.by("f", Role.ACCOUNTANT))
    assert programme.wishes() == []


def test_an_account_unfrozen_before_the_cancellation_is_frozen_by_it(programme: Programme) -> None:
    def freeze_and_unfreeze(work: Work) -> None:
        for told in (
            lambda held: account.freeze(held, gift=None, reason="核查", by=FrozenBy.ORDER, on=ON),
            lambda held: account.unfreeze(held, gift=None, basis="查清", on=ON),
        ):
            work.record(ACCOUNT, "F2/P1", told(work.load(ACCOUNT, "F2/P1")))

    programme.project("P1")
    programme.account("F2", "P1")
    by = programme.store.by("f", Role.ACCOUNTANT)
    programme.store.ledger.transact(freeze_and_unfreeze, by=by)
    programme.cancel_as_once("P1")
    assert programme.wishes() == [("freezing", "F2/P1", "ready")]


def test_freezing_or_unfreezing_one_gift_leaves_the_account_to_be_frozen(
    programme: Programme,
) -> None:
    def gift(work: Work) -> None:
        donation = account.Donation(
            gift="g", credit="k", claim=None, legal_donor="d", payer="d", amount=Money(1)
        )
        for told in (
            lambda held: account.receive_donations(held, donations=(donation,), on=ON),
            lambda held: account.freeze(held, gift="g", reason="核查", by=FrozenBy.ORDER, on=ON),
            lambda held: account.unfreeze(held, gift="g", basis="查清", on=ON),
        ):
            work.record(ACCOUNT, "F2/P1", told(work.load(ACCOUNT, "F2/P1")))

    programme.project("P1")
    programme.account("F2", "P1")
    programme.store.ledger.transact(gift, by=programme.store.by("f", Role.ACCOUNTANT))
    programme.cancel_as_once("P1")
    assert programme.wishes() == [("freezing", "F2/P1", "ready"), ("surplus", "P1", "task")]


def test_the_freezing_of_a_common_account_is_nothing_to_a_project(programme: Programme) -> None:
    def freeze(work: Work) -> None:
        held = work.load(ACCOUNT, "F2/general")
        work.record(
            ACCOUNT,
            "F2/general",
            account.freeze(held, gift=None, reason="r", by=FrozenBy.ORDER, on=ON),
        )

    programme.account("F2", "general")
    programme.store.ledger.transact(freeze, by=programme.store.by("f", Role.ACCOUNTANT))
    assert programme.wishes() == []


def test_an_account_frozen_before_the_cancellation_is_frozen_enough(programme: Programme) -> None:
    def freeze(work: Work) -> None:
        held = work.load(ACCOUNT, "F2/P1")
        work.record(
            ACCOUNT,
            "F2/P1",
            account.freeze(held, gift=None, reason="核查", by=FrozenBy.ORDER, on=ON),
        )

    programme.project("P1")
    programme.account("F2", "P1")
    programme.store.ledger.transact(freeze, by=programme.store.by("f", Role.ACCOUNTANT))
    programme.cancel("P1")
    assert programme.wishes() == []


DAY, NOTICE = timedelta(days=1), timedelta(days=60)


@pytest.mark.parametrize(
    ("on", "state", "role"),
    [
        (DUE - NOTICE - DAY, None, None),
        (DUE - NOTICE, "due", Role.ENTERPRISE),
        (DUE, "due", Role.ENTERPRISE),
        (DUE + DAY, "overdue", Role.PROGRAMME_OFFICE),
    ],
)
def test_an_instalment_comes_due_and_is_overdue_by_the_day_that_is_asked_about(
    programme: Programme, on: date, state: str | None, role: Role | None
) -> None:
    programme.project("P1")
    programme.claim("C1", "P1", 50)
    head = programme.store.ledger.head()
    _, pending = programme.store.runner.pending(on)
    assert [(p.state(on), p.wish.role) for p in pending] == ([(state, role)] if state else [])
    assert all(p.wish.since <= on and p.wish.due == DUE for p in pending)
    assert programme.store.ledger.head() == head, "asking records nothing"


def test_what_has_arrived_is_not_due_until_it_goes_back(programme: Programme) -> None:
    programme.project("P1")
    programme.claim("C1", "P1", 50)
    settled(programme, "C1", 20)
    assert "30.00" in only(programme, DUE).wish.zh
    settled(programme, "C1", 30)
    assert programme.wishes(DUE) == []
    settled(programme, "C1", 50, back=True)
    assert "50.00" in only(programme, DUE).wish.zh


@pytest.mark.parametrize("why", ["agreement", "judgment", "order", "apportionment"])
def test_nobody_is_dunned_for_what_lawfully_went_back_by_older_code(
    programme: Programme, why: str
) -> None:
    programme.project("P1")
    programme.claim("C1", "P1", 50)
    settled(programme, "C1", 50)
    settled(programme, "C1", 50, back=True, why=why)
    assert programme.wishes(DUE) == []


def test_what_was_paid_by_mistake_is_due_again(programme: Programme) -> None:
    programme.project("P1")
    programme.claim("C1", "P1", 50)
    settled(programme, "C1", 50)
    settled(programme, "C1", 50, back=True, why="mistake")
    assert "50.00" in only(programme, DUE).wish.zh


def test_a_reduced_pledge_is_due_as_it_was_amended(programme: Programme) -> None:
    programme.project("P1")
    programme.claim("C1", "P1", 50)
    settled(programme, "C1", 10)
    parts = (
        Instalment(due=DUE, amount=Money.yuan(10)),
        Instalment(due=date(2021, 9, 30), amount=Money.yuan(20)),
    )
    programme.do(
        claims.reduce,
        claim_id="C1",
        project_id="P1",
        amount=Money.yuan(30),
        instalments=parts,
        reason="r",
    )
    assert programme.wishes(DUE) == []
    found = only(programme, date(2021, 10, 1))
    assert (found.wish.subject, found.wish.cause) == ("C1#2", "pledge-C1@3")


def recorded(programme: Programme, decide: Callable[[Any], Any]) -> None:
    """Record what is decided about the pledge C1."""

    def steps(work: Work) -> None:
        work.record(PLEDGE, "C1", decide(work.load(PLEDGE, "C1")))

    programme.store.ledger.transact(steps, by=programme.store.by("f", Role.ACCOUNTANT))


def test_after_a_demand_its_own_deadline_counts_and_then_the_office_finds_the_default(
    programme: Programme,
) -> None:
    asked, deadline = DUE + DAY, DUE + 30 * DAY
    programme.project("P1")
    programme.claim("C1", "P1", 50)
    assert "催告" in only(programme, asked).wish.zh
    recorded(
        programme,
        lambda held: arrears.demand(
            held, number=1, deadline=deadline, document="d", working=is_working, on=asked
        ),
    )
    donors = only(programme, deadline)
    assert (donors.state(deadline), donors.wish.role) == ("due", Role.ENTERPRISE)
    assert (donors.wish.cause, donors.wish.due, donors.wish.since) == (
        "pledge-C1@2",
        deadline,
        asked,
    )
    late = deadline + DAY
    offices = only(programme, late)
    assert (offices.state(late), offices.wish.role) == ("overdue", Role.PROGRAMME_OFFICE)
    assert "违约" in offices.wish.zh and offices.wish.command == "lixia pledge default C1"
    recorded(programme, lambda held: arrears.default(held, rule="r", working=is_working, on=late))
    assert programme.wishes(late) == []


def test_a_released_pledge_is_not_due_even_if_its_money_goes_back(programme: Programme) -> None:
    programme.project("P1")
    programme.claim("C1", "P1", 50)
    settled(programme, "C1", 20)
    programme.do(claims.release, claim_id="C1", project_id="P1", reason="r")
    settled(programme, "C1", 20, back=True)
    assert programme.wishes(DUE) == []


def test_processes_have_names_of_their_own_and_say_everything_twice(programme: Programme) -> None:
    assert len({process.name for process in PROCESSES}) == len(PROCESSES)
    programme.project("P1")
    programme.claim("C1", "P1", 100, due=ON)
    programme.claim("C2", "P1", 10, firm=1)
    programme.project("P2")
    programme.cancel("P2")
    programme.account("F2", "P2")
    _, pending = programme.store.runner.pending(ON + DAY)
    assert {p.wish.process for p in pending} == {"team", "instalments", "freezing"}
    for p in pending:
        assert p.wish.zh != p.wish.en and p.wish.en.replace("元", "").isascii()
