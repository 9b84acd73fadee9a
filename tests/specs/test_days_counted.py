"""The invariants' own ways of counting days, and what no kept store shows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from attrs import evolve

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import Money
from lixia_domain.specs.history.dated import BankDaysPast, YearsFit
from lixia_domain.specs.history.disclosed import DisclosedInTime, pages_on
from lixia_domain.specs.history.dunned import NobodyDunned, working_day
from lixia_domain.specs.history.folds import Check
from lixia_domain.testing import EXAMPLES

from .test_bank_months import came, went

AT = datetime(2021, 3, 10, 2, tzinfo=UTC)


def taken(check: Check, *facts: tuple[str, Any]) -> list[str]:
    for place, (stream, event) in enumerate(facts, 1):
        check.take(Recorded(place, stream, place, event, AT, "a", "foundation"))
    check.end()
    return [wrong.en for wrong in check.wrongs]


def example(name: str, **told: Any) -> Any:
    return evolve(EXAMPLES[name], **told)


def test_pages_and_working_days() -> None:
    assert pages_on(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert pages_on(date(2023, 11, 28), 3) == date(2024, 2, 28)
    assert working_day(date(2021, 10, 1)) == date(2021, 10, 8)
    assert working_day(date(2039, 7, 2)) == date(2039, 7, 4)
    assert working_day(date.max) == date.max


def test_a_year_whose_figures_do_not_fit_is_found() -> None:
    told = {"prior_income": Money(10), "three_year_income": Money(9)}
    (said,) = taken(YearsFit(), ("foundation-k", example("foundation.year_reported", **told)))
    assert "correct the report" in said


def test_a_resumed_project_may_be_dunned_for_again() -> None:
    pledged = ("pledge-c", example("pledge.donation_pledged", project="p", fund="f"))
    stopped = ("project-p", EXAMPLES["project.suspended"])
    on = ("project-p", EXAMPLES["project.resumed"])
    demanded = ("pledge-c", EXAMPLES["pledge.payment_demanded"])
    assert len(taken(NobodyDunned(), pledged, stopped, demanded)) == 1
    assert taken(NobodyDunned(), pledged, stopped, on, demanded) == []


def test_a_transaction_and_a_year_are_published_for_what_they_are() -> None:
    paid = ("disbursement-d", EXAMPLES["disbursement.funds_disbursed"])
    day = paid[1].on

    def published(matter: str, subject: str, period: str) -> tuple[str, Any]:
        told = {"matter": matter, "subject": subject, "period": period, "on": day}
        return f"disclosure-{matter}", example("disclosure.published", **told)

    right = published("transaction", "d", day.isoformat())
    assert taken(DisclosedInTime(), paid, right) == []
    wrong = published("transaction", "d", "2000-01-01")
    assert len(taken(DisclosedInTime(), paid, wrong)) == 1
    assert taken(DisclosedInTime(), paid, wrong, right) == [], "it was published anew"
    assert taken(DisclosedInTime(), published("annual_report", "k", str(day.year - 1))) == []
    assert len(taken(DisclosedInTime(), published("annual_report", "k", str(day.year)))) == 1


def test_a_bank_s_day_still_to_come_when_it_was_recorded_is_found() -> None:
    known, late = date(2021, 3, 10), date(2021, 3, 11)
    assert not taken(BankDaysPast(), came(1, known, known), went(1, known))
    assert "ask the bank" in taken(BankDaysPast(), came(1, late, known))[0]
    assert "ask the bank" in taken(BankDaysPast(), went(1, late))[0]
