"""Reports come due by the clock: asked for in time, and no more once they are told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve as but

from lixia_domain.aggregates import fundraising_plan as pln
from lixia_domain.aggregates.disclosure import DisclosurePublished
from lixia_domain.aggregates.foundation import facts as fnd
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.roles import Role
from lixia_domain.processes.disclosing import DISCLOSING
from lixia_domain.processes.wish import Wish
from lixia_domain.testing import EXAMPLES

AT = datetime(2021, 3, 10, 2, tzinfo=UTC)
BEGINS = date(2021, 3, 10)
STREAMS = {
    "project": "project-p",
    "fundraising_plan": "fundraising_plan-m",
    "foundation": "foundation-f",
}


def example(name: str, **facts: Any) -> Any:
    return but(EXAMPLES[name], **facts)


def published(matter: str, subject: str, period: str, on: date | None = None) -> Recorded:
    on = on or (date.fromisoformat(period) if "-" in period else date(2026, 5, 1))
    event = example("disclosure.published", matter=matter, subject=subject, period=period, on=on)
    return Recorded(1, f"disclosure-{matter}/{subject}/{period}", 1, event, AT, "a", "foundation")


def asked(on: date, *facts: Event | Recorded) -> list[Wish]:
    """Fold facts, all of one subject, and return what is asked for on a day."""
    row = None
    for version, fact in enumerate(facts, 1):
        told = fact
        if not isinstance(told, Recorded):
            stream = STREAMS[told.event_name.partition(".")[0]]
            told = Recorded(version, stream, version, told, AT, "a", "foundation")
        if DISCLOSING.view.keys(told):
            row = DISCLOSING.view.evolve(row, told)
    return [] if row is None else list(DISCLOSING.wishes(row, on))


STARTED = example("project.started", on=BEGINS)
FIRST = date(2021, 6, 10)


def test_a_projects_progress_is_announced_sixty_days_before_and_is_overdue_after() -> None:
    assert isinstance(STARTED, prj.ProjectStarted)
    notice = timedelta(days=60)
    assert asked(FIRST - notice - timedelta(days=1), STARTED) == []
    # Nobody knows yet whether it will last longer than half a year: it is announced all the same.
    (early,) = asked(FIRST - notice, STARTED)
    assert (early.since, early.due, "将到期" in early.zh) == (FIRST - notice, FIRST, True)
    over = example("project.accepted", on=date(2021, 6, 20))
    (whole,) = asked(date(2021, 8, 1), STARTED, over)
    assert (whole.due, "另有" in whole.zh) == (date(2021, 9, 20), False), "and then is owed no more"
    (wish,) = asked(date(2021, 9, 11), STARTED)
    assert (wish.role, wish.due, wish.cause) == (Role.ACCOUNTANT, FIRST, "project-p@1")
    assert wish.subject == "project_progress/p/2021-06-10"
    assert "已逾期" in wish.zh and "另有 1 期" in wish.zh and "overdue" in wish.en
    assert wish.command.startswith(
        "lixia disclosure publish project_progress p --period 2021-06-10"
    )


def test_what_is_told_is_asked_for_no_more() -> None:
    told = published("project_progress", "p", "2021-06-10")
    (wish,) = asked(date(2021, 9, 11), STARTED, told)
    assert wish.due == date(2021, 9, 10) and "另有" not in wish.zh and "more" not in wish.en
    assert asked(date(2021, 9, 9), STARTED, told)[0].zh.count("将到期") == 1
    again = published("project_progress", "p", "2021-09-10")
    assert asked(date(2021, 9, 11), STARTED, told, again) == []


def test_what_was_withdrawn_is_asked_for_again() -> None:
    told = [published("project_progress", "p", f"2021-0{month}-10") for month in (6, 9)]
    withdrawn = example("disclosure.withdrawn", on=date(2021, 9, 10))
    stream = told[0].stream
    gone = Recorded(3, stream, 2, withdrawn, AT, "a", "foundation")
    (wish,) = asked(date(2021, 9, 11), STARTED, *told, gone)
    assert (wish.due, "另有" in wish.zh) == (FIRST, False)


def test_what_is_told_before_its_time_is_none_of_it_until_it_is_told_again() -> None:
    ahead = published("project_progress", "p", "2021-09-10", on=FIRST)
    told = published("project_progress", "p", "2021-06-10")
    (wish,) = asked(date(2021, 9, 11), STARTED, told, ahead)
    assert wish.due == date(2021, 9, 10)
    again = published("project_progress", "p", "2021-09-10", on=FIRST + timedelta(days=1))
    assert asked(date(2021, 9, 11), STARTED, told, ahead, again) == []


@pytest.mark.parametrize("name", ["project.accepted", "project.cancelled"])
def test_an_ended_project_owes_all_of_it_three_months_later(name: str) -> None:
    over = (STARTED, example(name, on=date(2021, 5, 1)))
    assert asked(date(2021, 6, 1), *over) == []
    (wish,) = asked(date(2021, 7, 20), *over)
    assert (wish.due, wish.subject) == (date(2021, 8, 1), "project_in_full/p/全面")
    assert (
        asked(date(2022, 1, 1), *over, published("project_in_full", "p", "全面", date(2021, 6, 1)))
        == []
    )


def test_a_project_whose_acceptance_was_revoked_goes_on_reporting() -> None:
    accepted = example("project.accepted", on=date(2021, 5, 1))
    revoked = example("project.acceptance_revoked", on=date(2021, 5, 2))
    assert asked(date(2021, 9, 1), STARTED, accepted, revoked) == asked(date(2021, 9, 1), STARTED)


def test_a_project_closed_after_its_acceptance_ended_when_it_was_accepted() -> None:
    over = (STARTED, example("project.accepted", on=date(2021, 5, 1)))
    (wish,) = asked(date(2021, 7, 20), *over, example("project.closed", on=date(2021, 7, 1)))
    assert wish.due == date(2021, 8, 1)


def test_a_project_that_never_started_owes_nothing() -> None:
    assert asked(date(2022, 1, 1), example("project.cancelled", on=BEGINS)) == []


def test_nothing_is_owed_for_what_began_before_the_law() -> None:
    assert asked(date(2022, 1, 1), example("project.started", on=date(2016, 8, 31))) == []


def test_a_plan_owes_by_the_end_it_was_filed_with_last_or_really_had() -> None:
    filed = example("fundraising_plan.filed", begins=BEGINS, ends=date(2021, 4, 30))
    longer = example("fundraising_plan.amended", ends=date(2021, 5, 31))
    ended = example("fundraising_plan.ended", on=date(2021, 5, 6))
    late = example("fundraising_plan.ended", on=date(2021, 6, 30))
    assert isinstance(filed, pln.PlanFiled)
    dues = [
        asked(date(2021, 12, 1), *facts)[0].due
        for facts in ((filed,), (filed, longer), (filed, longer, ended), (filed, longer, late))
    ]
    assert dues == [date(2021, 7, 30), date(2021, 8, 31), date(2021, 8, 6), date(2021, 8, 31)]


def test_a_foundation_files_its_year_by_march() -> None:
    there = example("foundation.registered", on=date(2020, 5, 1))
    assert isinstance(there, fnd.FoundationRegistered)
    assert asked(date(2021, 1, 29), there) == []
    (wish,) = asked(date(2021, 1, 30), there)
    assert (wish.due, wish.subject) == (date(2021, 3, 31), "annual_filing/f/2020")
    assert wish.command.startswith("lixia foundation report-year f 2020 ")
    reported = example("foundation.year_reported", year=2020, on=date(2021, 3, 1))
    assert asked(date(2021, 4, 1), there, reported) == []


def test_a_year_is_also_published_by_the_end_of_the_next() -> None:
    there = example("foundation.registered", on=date(2020, 5, 1))
    reported = example("foundation.year_reported", year=2020, on=date(2021, 3, 1))
    (wish,) = asked(date(2021, 12, 1), there, reported)
    assert (wish.due, wish.subject) == (date(2021, 12, 31), "annual_report/f/2020")


def test_from_2026_a_year_is_published_by_may() -> None:
    there = example("foundation.registered", on=date(2025, 5, 1))
    reported = example("foundation.year_reported", year=2025, on=date(2026, 3, 1))
    (wish,) = asked(date(2026, 5, 20), there, reported)
    assert (wish.due, wish.subject) == (date(2026, 5, 31), "annual_report/f/2025")
    assert asked(date(2026, 6, 1), there, reported, published("annual_report", "f", "2025")) == []


def test_a_related_deal_is_the_calendars() -> None:
    told = published("transaction", "D1", "2021-03-10")
    assert isinstance(told.event, DisclosurePublished)
    assert DISCLOSING.view.keys(told) == ()
