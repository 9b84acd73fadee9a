"""One table: for each deadline of ten years, the day that everybody who tells it tells.

Calendar, pending, demand, default and report are asked in turn; the day itself is counted here by
other means: by the holidays' own list, and by months on a calendar's page.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from chinese_calendar import is_workday
from chinese_calendar.constants import holidays

from lixia_adapters.demo.cast import credit_code
from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.disclosure import Platform
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.foundation.facts import Qualification, Tie
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.finance import (
    credits,
    disbursements,
    disclosures,
    foundations,
    funds,
    plans,
)
from lixia_domain.application.finance.booking import ToClaim
from lixia_domain.application.overview.calendar import Entry, calendar
from lixia_domain.application.programme import arrears, claims, enterprises, projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.application.report.conduct import disclosures as reported
from lixia_domain.application.report.content import Table
from lixia_domain.application.report.source import Source
from lixia_domain.audit.past.moment import Moment
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.processes.wish import Wish
from lixia_domain.rules.deadlines import NOTICES, Matter
from lixia_domain.rules.holidays import is_working
from lixia_domain.testing import grounds
from lixia_domain.views.claim_board import CLAIM_BOARD, overdue

NOW = datetime(2027, 12, 31, 2, tzinfo=UTC)
TODAY, FIRST = date(2027, 12, 31), date(2017, 1, 1)
YEARS = range(2017, 2027)
DAY = timedelta(days=1)
KEEPER, OTHER = credit_code(900), credit_code(901)
FIRM = credit_code(811)
TEAM = "t1"
KNOWN_UNTIL = max(holidays).year


def rolls_to(last: date) -> date:
    """Count a civil-law period's end by hand: the holidays' list, or else weekends."""
    days = (last + n * DAY for n in range(30))
    return next(
        on for on in days if (is_workday(on) if on.year <= KNOWN_UNTIL else on.weekday() < 5)
    )


def months_on(on: date, months: int) -> date:
    """Turn the pages of a calendar, and stay on the day or the page's last."""
    page = on.replace(day=1)
    for _ in range(months):
        page = (page + 31 * DAY).replace(day=1)
    last = (page + 31 * DAY).replace(day=1) - DAY
    return min(page + (on.day - 1) * DAY, last)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store("memory:", create=True, clock=lambda: NOW) as opened:
        paper = {"authority": "民政厅", "document": "证书", "on": FIRST}
        for code, fund in ((KEEPER, "f1"), (OTHER, "f2")):
            do(opened, foundations.register, code=code, name=f"示例{fund}（虚构）", **paper)
            do(
                opened,
                foundations.qualify,
                code=code,
                qualification=Qualification.PUBLIC_FUNDRAISING,
                certificate="证书",
                since=FIRST,
                until=None,
                on=FIRST,
            )
            do(
                opened,
                funds.establish,
                fund_id=fund,
                name=fund,
                foundation=code,
                purpose="公益",
                agreement="协议",
                on=FIRST,
            )
        do(
            opened,
            foundations.declare,
            code=KEEPER,
            party="payee-1",
            person="officer-1",
            tie=Tie.SUPPLIER,
            document="申报表",
            on=FIRST,
        )
        private = Ownership.PRIVATE
        do(opened, enterprises.register, code=FIRM, name="甲（虚构）", ownership=private, on=FIRST)
        do(opened, enterprises.verify, code=FIRM, document="执照", on=FIRST)
        yield opened


def do(store: Store, use_case: object, **given: object) -> None:
    use_case(store.ledger, store.by("office-1", Role.FOUNDATION), **given)  # type: ignore[operator]


def entries(store: Store, day: date, about: Matter, subject: str, **whose: str) -> list[Entry]:
    """Return what the calendar of all ten years has of a subject, as of ``day``."""
    found = calendar(
        store.views(),
        today=day,
        since=FIRST,
        until=date(2028, 12, 31),
        working=is_working,
        foundation=whose.get("foundation"),
    )
    return [one for one in found.entries if (one.duty.matter, one.duty.subject) == (about, subject)]


def wish(store: Store, day: date, subject: str) -> tuple[Wish, str] | None:
    """Return what is pending about a subject on a day, and how far it is."""
    _, pending = store.runner.pending(day)
    found = [(one.wish, one.state(day)) for one in pending if one.wish.subject == subject]
    return found[0] if found else None


def told(store: Store, days: tuple[date, ...], subject: str) -> list[tuple[date | None, str]]:
    """Return until when something is pending, and how far it is, on each of some days."""
    found = [wish(store, day, subject) for day in days]
    return [(one[0].due, one[1]) for one in found if one is not None]


def pending_of(store: Store, day: date, foundation: str) -> list[str]:
    """Return what is pending of one foundation."""
    _, pending = store.runner.pending(day, foundation=foundation)
    return [one.wish.subject for one in pending]


def refused(store: Store, use_case: object, **given: object) -> str:
    with pytest.raises(Rejection) as refusal:
        do(store, use_case, **given)
    return refusal.value.reason.code


def promised(store: Store, claim: str, due: date) -> None:
    """Let a project be claimed by ``claim``, to be paid by ``due``."""
    project, on = f"p-{claim}", FIRST
    lines = (BudgetLine(line="服务", amount=Money(100)),)
    told = partial(do, store, on=on)
    do(
        store,
        projects.draft,
        project_id=project,
        title="示例（虚构）",
        domain="助残济困",
        needs=(grounds.need(told),),
        lines=lines,
        relief=False,
        on=on,
    )
    do(store, projects.approve, project_id=project, minutes="纪要", on=on)
    offer = Offer(minimum=Money(1), waitlist=False)
    batch = grounds.batch(told, f"b-{claim}")
    do(store, projects.publish, project_id=project, batch_id=batch, offer=offer, on=on)
    do(
        store,
        claims.claim,
        claim_id=claim,
        project_id=project,
        enterprise_code=FIRM,
        fund_id="f1",
        amount=Money(100),
        instalments=(Instalment(due=due, amount=Money(100)),),
        on=on,
    )


def festive(year: int, draw: random.Random) -> list[date]:
    """Return days of a year, most of which are none to pay on."""
    near = [date(year, 1, 1), date(year, 5, 1), date(year, 10, 1), date(year, 12, 30)]
    return [draw.choice(near), date(year, draw.randint(1, 12), draw.randint(1, 28))]


def late_for_the_report(store: Store, day: date, claim: str) -> int:
    """Return how many instalments the report of a day has as overdue."""
    ((_, row),) = store.views().rows(CLAIM_BOARD, key=claim)
    return len(overdue(row, day))


@pytest.mark.parametrize("year", YEARS)
def test_an_instalment_and_its_demand_end_on_one_day_for_everybody(store: Store, year: int) -> None:
    draw = random.Random(year)
    for place, due in enumerate(festive(year, draw)):
        claim = f"c{year}{place}"
        promised(store, claim, due)
        end, subject = rolls_to(due), f"{claim}#1"
        (entry,) = entries(store, end, Matter.INSTALMENT, claim)
        assert (entry.duty.nominal, entry.duty.due, entry.state.value) == (due, end, "open")
        assert entry.duty.provisional is (end.year > KNOWN_UNTIL)
        whose = [subject in pending_of(store, end, one) for one in (KEEPER, OTHER)]
        assert whose == [True, False]
        pending = told(store, (end, end + DAY), subject)
        assert pending == [(end, "due"), (end, "overdue")]
        assert [late_for_the_report(store, day, claim) for day in (end, end + DAY)] == [0, 1]
        deadline = end + draw.randint(2, 40) * DAY
        paper = {"claim_id": claim, "number": 1, "deadline": deadline, "document": "催告函"}
        assert refused(store, arrears.demand, on=end, **paper) == "pledge.not_overdue"
        do(store, arrears.demand, on=end + DAY, **paper)

        last = rolls_to(deadline)
        (entry,) = entries(store, last, Matter.DEMAND, claim)
        assert (entry.duty.nominal, entry.duty.due, entry.state.value) == (deadline, last, "open")
        pending = told(store, (last, last + DAY), subject)
        assert pending == [(last, "due"), (last, "overdue")]
        if last < TODAY:
            left = refused(store, arrears.default, claim_id=claim, on=last)
            assert left == "pledge.deadline_running"
            do(store, arrears.default, claim_id=claim, on=last + DAY)
            assert entries(store, TODAY, Matter.INSTALMENT, claim) == []


def published(store: Store, duty: tuple[Matter, str, str], on: date) -> None:
    matter, subject, period = duty
    do(
        store,
        disclosures.publish,
        matter=matter,
        subject=subject,
        period=period,
        platform=Platform.NATIONAL,
        address="公告",
        content_hash="a" * 64,
        on=on,
    )


def told_by_report(store: Store, on: date, subject: str) -> dict[tuple[object, object], object]:
    source = Source.read(store, "f1", Moment(on=on, position=None).settled(store.ledger.head()))
    tables = [one for one in reported(source, is_working).blocks if isinstance(one, Table)]
    rows = [row for table in tables for row in table.rows if row[2] == subject]
    return {(row[1], row[3]): row[0] for row in rows}


def told_by_all(
    store: Store,
    duty: tuple[Matter, str, str],
    due: date,
    draw: random.Random,
    before: tuple[int, ...] = NOTICES,
    opens: date = FIRST,
) -> None:
    """Ask calendar and pending for a duty, announced ``before`` it is due; then publish it.

    ``opens``: nobody is told of it earlier.
    """
    matter, about, period = duty
    found = [one for one in entries(store, due, matter, about) if one.duty.period == period]
    assert [(one.duty.due, one.state.value) for one in found] == [(due, "open")]
    subject = f"{matter.value}/{about}/{period}"
    for days, state in (*((-n, "due") for n in before), (0, "due"), (1, "overdue")):
        asked = wish(store, due + days * DAY, subject)
        assert asked is not None and (asked[0].due, asked[1]) == (due, state), (subject, days)
        assert asked[0].since == max(opens, min(due + days * DAY, due - NOTICES[-1] * DAY))
    assert entries(store, TODAY, matter, about, foundation=OTHER) == []
    assert any(subject == one for one in pending_of(store, due, KEEPER))
    assert not any(f"/{about}/" in one for one in pending_of(store, due, OTHER))
    on = due + draw.choice((0, 0, 3)) * DAY
    published(store, duty, on)
    assert wish(store, on, subject) is None
    (entry,) = (one for one in entries(store, on, matter, about) if one.duty.period == period)
    assert (entry.late, entry.state.value) == ((on - due).days, "done" if on == due else "late")


@pytest.mark.parametrize("year", YEARS)
def test_what_a_plan_owes_is_due_on_one_day_for_everybody(store: Store, year: int) -> None:
    draw = random.Random(year)
    begins = date(year, draw.choice((1, 3, 5, 8, 10, 12)), draw.choice((1, 15, 28, 31)))
    ends = min(begins + draw.randint(60, 500) * DAY, date(2027, 6, 30))
    plan = f"m{year}"
    do(
        store,
        plans.file,
        plan_id=plan,
        foundation_code=KEEPER,
        fund_id="f1",
        title="示例（虚构）",
        purpose="助老",
        begins=begins,
        ends=ends,
        goal=Money(100),
        surplus="相近项目",
        filing=f"备案{year}",
        on=begins - 10 * DAY,
    )
    dues = [(Matter.PLAN_IN_FULL, "全面", months_on(ends, 3))]
    steps = in_steps(begins, ends)
    dues = [*((Matter.PLAN_PROGRESS, due.isoformat(), due) for due in steps), *dues]
    report = told_by_report(store, TODAY, plan)
    assert report == {(matter, period): due for matter, period, due in dues}
    assert told_by_report(store, TODAY, "m-of-another") == {}
    for matter, period, due in dues:
        told_by_all(store, (matter, plan, period), due, draw)


@pytest.mark.parametrize("year", YEARS)
def test_what_a_foundation_owes_for_a_year_is_due_on_one_day_for_everybody(
    store: Store, year: int
) -> None:
    filing = date(year + 1, 3, 31)
    publication = date(year + 1, 5, 31) if year >= 2025 else date(year + 1, 12, 31)
    report = told_by_report(store, TODAY, KEEPER)
    assert report[Matter.ANNUAL_FILING, str(year)] == filing
    assert report[Matter.ANNUAL_REPORT, str(year)] == publication
    for matter, due in ((Matter.ANNUAL_FILING, filing), (Matter.ANNUAL_REPORT, publication)):
        found = [one for one in entries(store, due, matter, KEEPER) if one.duty.period == str(year)]
        assert [(one.duty.due, one.state.value) for one in found] == [(due, "open")]
        subject = f"{matter.value}/{KEEPER}/{year}"
        for days, state in ((0, "due"), (1, "overdue")):
            asked = wish(store, due + days * DAY, subject)
            assert asked is not None and (asked[0].due, asked[1]) == (due, state)
        if matter is Matter.ANNUAL_FILING:
            do(
                store,
                foundations.report_year,
                code=KEEPER,
                year=year,
                prior_income=Money(1),
                three_year_income=None,
                charitable_spending=Money(1),
                management_cost=Money(0),
                total_spending=Money(1),
                document="年报",
                document_hash="b" * 64,
                corrects=None,
                on=due,
            )
        else:
            published(store, (matter, KEEPER, str(year)), due)
        assert wish(store, due + DAY, subject) is None


def started(store: Store, claim: str, on: date) -> str:
    """Let a project be claimed and paid for, and start on a day; return it."""
    promised(store, claim, on + 90 * DAY)
    project = f"p-{claim}"
    paper = {"team": TEAM, "agreement": f"协议-{claim}"}
    do(store, projects.assign_team, project_id=project, **paper, on=on)
    notice = Notice(
        account="收款户",
        value_date=on,
        payer="甲（虚构）",
        payer_ref=FIRM,
        amount=Money(100),
        remark="",
    )
    do(
        store,
        credits.book,
        credit_id=f"k-{claim}",
        fund_id="f1",
        notice=notice,
        document="回单",
        wishes=(ToClaim(claim=claim),),
        on=on,
    )
    do(store, projects.start, project_id=project, on=on)
    return project


def in_steps(begins: date, ends: date) -> list[date]:
    """Return every third month's day from the first on, before the end, turned page by page."""
    steps = [months_on(begins, 3 * n) for n in range(1, 8)]
    return [due for due in steps if due < ends] if ends > months_on(begins, 6) else []


@pytest.mark.parametrize("year", YEARS)
def test_what_a_project_owes_is_due_on_one_day_for_everybody(store: Store, year: int) -> None:
    draw = random.Random(year)
    begins = date(year, draw.choice((1, 4, 7, 11)), draw.choice((1, 15, 30)))
    ends = begins + draw.randint(60, 400) * DAY
    project = started(store, f"q{year}", begins)
    steps = in_steps(begins, ends)
    for due in steps:
        told_by_all(store, (Matter.PROJECT_PROGRESS, project, due.isoformat()), due, draw)
    do(store, projects.cancel, project_id=project, reason="示例", on=ends)
    due = months_on(ends, 3)
    told_by_all(store, (Matter.PROJECT_IN_FULL, project, "全面"), due, draw)
    left = [(Matter.SURPLUS, "全面", due)] if ends.year >= 2026 else []
    report = told_by_report(store, TODAY, project)
    assert report == {
        **{(Matter.PROJECT_PROGRESS, step.isoformat()): step for step in steps},
        (Matter.PROJECT_IN_FULL, "全面"): due,
        **{(matter, period): day for matter, period, day in left},
    }
    found = entries(store, due, Matter.SURPLUS, project)
    assert [(one.duty.period, one.duty.due) for one in found] == [one[1:] for one in left]
    asked = wish(store, due, project)
    assert asked is not None and asked[0].due == (due if left else None)


@pytest.mark.parametrize("year", YEARS)
def test_a_related_transaction_is_published_by_one_day_for_everybody(
    store: Store, year: int
) -> None:
    draw = random.Random(year)
    on = date(year, draw.randint(1, 12), draw.randint(1, 28))
    project, paper = started(store, f"d{year}", on), f"d{year}"
    asked: dict[str, Any] = {"line": "服务", "amount": Money(10), "tranche": 1}
    asked |= {"payee": "payee-1", "payee_account": "账号引用", "purpose": "采购"}
    acts: tuple[tuple[Any, str, dict[str, Any]], ...] = (
        (
            disbursements.request,
            "req-1",
            {"project_id": project, "fund_id": "f1", "source": SourceClass.DONATED, **asked},
        ),
        (
            disbursements.approve,
            "app-1",
            {"minutes": "纪要", "conflicts_checked": ("req-1", "app-1"), "related": ()},
        ),
        (disbursements.pay, "cash-1", {"debit": f"b-{paper}", "voucher": "凭证"}),
    )
    for act, who, told in acts:
        act(store.ledger, store.by(who, act.by[0]), disbursement_id=paper, **told, on=on)
    within = 30 if on >= date(2018, 9, 1) else 0
    due, duty = on + within * DAY, (Matter.TRANSACTION, paper, on.isoformat())
    assert told_by_report(store, TODAY, paper) == {duty[::2]: due}
    told_by_all(store, duty, due, draw, before=(30, 7) if within else (), opens=on)
