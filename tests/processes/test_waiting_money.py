"""Money that waits for somebody, and projects that do: each is asked for, and of the right one."""

from __future__ import annotations

from datetime import date, timedelta
from shlex import split

import pytest

from lixia_domain.aggregates.bank_credit.facts import CreditAllocated, Notice
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.application.finance import credits
from lixia_domain.application.finance.booking import ToClaim, ToDesignation
from lixia_domain.application.programme import claims, projects
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.processes import surplus
from lixia_domain.processes.wish import Wish, line
from lixia_domain.testing import grounds

from .conftest import DUE, FIRMS, ON, Programme

LATE = date(2021, 9, 1)


def paid(programme: Programme, credit: str, yuan: int, *wishes: ToClaim | ToDesignation) -> None:
    notice = Notice(
        account="A",
        value_date=ON,
        payer="企业（虚构示例）",
        payer_ref=None,
        amount=Money.yuan(yuan),
        remark="",
    )
    programme.do(
        credits.book,
        credit_id=credit,
        fund_id="F1",
        notice=notice,
        document="回单",
        wishes=wishes,
    )


def asked(programme: Programme, process: str, on: date = ON) -> list[Wish]:
    _, pending = programme.store.runner.pending(on)
    return [each.wish for each in pending if each.wish.process == process]


def test_what_is_held_is_asked_for_until_it_is_allocated_or_returned(programme: Programme) -> None:
    paid(programme, "K1", 50)
    (wish,) = asked(programme, "held")
    assert (wish.subject, wish.role, wish.since) == ("K1", Role.ACCOUNTANT, ON)
    assert "50.00 元" in wish.zh and "用途待定" in wish.zh
    assert wish.command == "lixia bank allocate K1 --to DESIGNATION"
    part = ToDesignation(designation="general", amount=Money.yuan(20))
    programme.do(credits.allocate, credit_id="K1", wishes=(part,))
    (wish,) = asked(programme, "held")
    assert "30.00 元" in wish.zh
    amount = Money.yuan(30)
    programme.do(credits.return_held, credit_id="K1", amount=amount, basis="mistake", document="d")
    assert asked(programme, "held") == []


def test_what_the_bank_took_back_waits_no_longer(programme: Programme) -> None:
    for number, yuan in enumerate((50, 60)):
        paid(programme, f"K{number}", yuan)
    programme.do(credits.reverse_by_bank, credit_id="K0", reason="误汇")
    assert [wish.subject for wish in asked(programme, "held")] == ["K1"]
    programme.do(credits.find_apportioned, credit_id="K1", document="d")
    assert asked(programme, "held") == []


def test_who_overpaid_is_not_dunned_for_what_is_held_of_his(programme: Programme) -> None:
    programme.project("P1")
    dues = (DUE, DUE + timedelta(days=1))
    parts = tuple(Instalment(due=due, amount=Money.yuan(50)) for due in dues)
    programme.do(
        claims.claim,
        claim_id="C1",
        project_id="P1",
        enterprise_code=FIRMS[0],
        fund_id="F1",
        amount=Money.yuan(100),
        instalments=parts,
    )
    assert [wish.subject for wish in asked(programme, "instalments", LATE)] == ["C1#1", "C1#2"]
    paid(programme, "K1", 90, ToClaim(claim="C1"))
    assert [wish.subject for wish in asked(programme, "instalments", LATE)] == ["C1#2"], (
        "40 are held, 50 are missing"
    )
    paid(programme, "K2", 60, ToClaim(claim="C1"))
    assert asked(programme, "instalments", LATE) == []
    assert [wish.subject for wish in asked(programme, "held", LATE)] == ["K1", "K2"]


def test_an_overpayment_is_no_reason_to_spare_another_claim(programme: Programme) -> None:
    programme.project("P1")
    programme.claim("C1", "P1", 50)
    programme.claim("C2", "P1", 50)
    paid(programme, "K1", 100, ToClaim(claim="C1"))
    assert [wish.subject for wish in asked(programme, "instalments", LATE)] == ["C2#1"]


def test_an_approved_project_asks_to_be_published_and_no_longer(programme: Programme) -> None:
    programme.project("P1")
    assert asked(programme, "publishing") == [], "it is published"
    for project in ("P2", "P3"):
        programme.do(
            projects.draft,
            project_id=project,
            title="t",
            domain="d",
            needs=(grounds.need(programme.do, "N"),),
            lines=(projects.BudgetLine(line="物资", amount=Money.yuan(9)),),
            relief=True,
        )
        programme.do(projects.approve, project_id=project, minutes="m")
    assert [wish.subject for wish in asked(programme, "publishing")] == ["P2", "P3"]
    programme.do(projects.give_back, project_id="P2", reason="r")
    (wish,) = asked(programme, "publishing")
    assert wish.command == "lixia project publish P3 --batch BATCH --minimum AMOUNT"
    programme.cancel("P3")
    assert asked(programme, "publishing") == []


def test_money_of_a_cancelled_project_waits_for_its_way_on(programme: Programme) -> None:
    programme.project("P1")
    programme.project("P2")
    programme.claim("C1", "P1", 50)
    paid(programme, "K1", 50, ToClaim(claim="C1"))
    assert asked(programme, "surplus") == []
    programme.cancel("P1")
    (wish,) = asked(programme, "surplus")
    assert wish.role is Role.PROGRAMME_OFFICE and "50.00 元" in wish.zh
    assert wish.command.startswith("lixia project propose-change P1 --change CHANGE ")
    programme.do(projects.propose_use_change, project_id="P1", change="变更1", to="P2", reason="r")
    (wish,) = asked(programme, "surplus")
    assert wish.command == "lixia project change-use P1 --change 变更1 --gift GIFT".replace(
        "变更1", "'变更1'"
    )
    programme.do(
        claims.answer_use_change,
        gift="K1#1.1",
        to="P2",
        amount=Money.yuan(50),
        agreed=True,
        document="同意书",
    )
    programme.do(
        projects.change_use,
        project_id="P1",
        fund_id="F1",
        change="变更1",
        gift="K1#1.1",
        judgment="",
    )
    assert asked(programme, "surplus") == []


@pytest.mark.parametrize("odd", ["a b", "x;rm -rf /", "$(id)", "'", "*", "长"])
def test_a_line_may_be_pasted_whatever_the_id_is(odd: str) -> None:
    words = split(line("project close", odd, "--summary SUMMARY"))
    assert words == ["lixia", "project", "close", odd, "--summary", "SUMMARY"]


def test_a_gift_that_is_returned_leaves_what_is_held_waiting(programme: Programme) -> None:
    part = ToDesignation(designation="general", amount=Money.yuan(20))
    paid(programme, "K1", 50, part)
    facts = [recorded.event for recorded in programme.store.ledger.history("bank_credit-K1")]
    (given,) = (fact.allocation for fact in facts if isinstance(fact, CreditAllocated))
    programme.do(
        credits.return_gift,
        gift=given.gift,
        amount=Money.yuan(20),
        basis="mistake",
        document="d",
    )
    (wish,) = asked(programme, "held")
    assert "30.00 元" in wish.zh


def test_what_is_left_of_a_project_goes_where_its_change_of_use_was_proposed() -> None:
    left = surplus.Left(project="P1", left_fen=5_00, over=("project-P1#9", ON), change="U1")
    (wish,) = surplus.wishes(left, ON)
    assert (wish.role, wish.subject) == (Role.PROGRAMME_OFFICE, "P1")
    assert "5.00 元" in wish.zh and "change-use P1 --change U1" in wish.command
