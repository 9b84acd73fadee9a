"""The disclosure calendar (公示日历): what is due when, by which rule. All dates are Shanghai's.

Each deadline is computed here and nowhere else: calendar, pending, demand, default and report ask
for it. Only civil-law periods that end on a holiday roll to the next working day (民法典 203);
dates of filing and publishing don't. Which days are worked is asked of a lookup that is passed in.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from attrs import frozen

from lixia_domain.kernel.words import Worded, Words
from lixia_domain.rules import book, disclosure, fundraising
from lixia_domain.rules.edition import Edition, edition_on, in_force
from lixia_domain.rules.laws import LAW_2016
from lixia_domain.rules.spans import Spans

Working: TypeAlias = Callable[[date], bool | None]
"""Tells whether a day is worked; ``None`` where the holidays of its year aren't published."""

WHOLE = "全面"
"""The period that a report in full is published for."""
NOTICES = (60, 30, 7)
"""How many days before it is due a thing is announced: told, and told again."""
PROVISIONAL = Words("暂按周末推算", "provisional: by weekends only")
"""What is said of a deadline in a year whose holidays aren't published."""


class Matter(Worded):
    """What is due."""

    PLAN_PROGRESS = "plan_progress", "募捐进展", "fundraising: progress"
    PLAN_IN_FULL = "plan_in_full", "募捐全面公开", "fundraising: in full"
    PROJECT_PROGRESS = "project_progress", "项目进展", "project: progress"
    PROJECT_IN_FULL = "project_in_full", "项目全面公开", "project: in full"
    ANNUAL_FILING = "annual_filing", "年度报告报送", "annual report: filing"
    ANNUAL_REPORT = "annual_report", "年度报告公开", "annual report: publication"
    TRANSACTION = "transaction", "关联交易", "related transaction"
    INSTALMENT = "instalment", "捐赠款到期", "instalment due"
    DEMAND = "demand", "催告期满", "time given by a demand"
    SURPLUS = "surplus", "剩余财产处理", "surplus"


@frozen(kw_only=True)
class Duty:
    """One thing due: of what, by when, by which edition.

    ``nominal`` is the last day as counted; ``due`` is that day, rolled where the law rolls it, and
    ``provisional`` where the year's holidays aren't published: then by weekends only. What is done
    before ``opens`` is none of it. ``period`` tells the duties of one subject apart and is what a
    disclosure cites; ``rule`` is empty where there was none yet.
    """

    matter: Matter
    subject: str
    period: str
    rule: str
    nominal: date
    due: date
    opens: date
    provisional: bool = False

    @property
    def rolled(self) -> bool:
        """Tell whether a holiday moved it."""
        return self.due != self.nominal

    def late(self, done: date) -> int:
        """Return by how many days it was late, if it was ``done`` on that day."""
        return max(0, (done - self.due).days)


class Last(NamedTuple):
    """The last day of a civil-law period; ``provisional``: told by weekends only."""

    day: date
    provisional: bool


def later(on: date, days: int) -> date:
    """Return the day ``days`` after ``on`` (before it, if below zero), as far as dates go."""
    try:
        return on + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def add_months(on: date, months: int) -> date:
    """Return the same day ``months`` later, or that month's last day where it has no such day.

    What would lie beyond all dates is the last of them.
    """
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def rolled(last: date, working: Working) -> Last:
    """Return ``last``, or the first working day after it (民法典 203)."""
    provisional = False
    while last < date.max:
        worked = working(last)
        if worked is None:
            provisional, worked = True, last.weekday() < SATURDAY
        if worked:
            break
        last = later(last, 1)
    return Last(last, provisional)


SATURDAY = 5


def announced(due: date, on: date) -> date | None:
    """Return since when what is ``due`` is announced, as of ``on``; ``None``: not yet.

    The last of ``NOTICES`` that has come counts: what was told sixty days before is told anew.
    """
    came = [since for days in NOTICES if (since := later(due, -days)) <= on]
    return came[-1] if came else None


def plan(editions: Iterable[Edition], subject: str, spans: Spans, *, upto: date) -> Iterator[Duty]:
    """Yield what a fundraising owes that ran for ``spans``, due up to ``upto``.

    Extended after it was over it began anew, and owes another report in full.
    """
    for place, (begins, ends) in enumerate(spans):
        yield from activity(
            editions,
            subject,
            begins,
            ends,
            upto=upto,
            progress=Matter.PLAN_PROGRESS,
            in_full=Matter.PLAN_IN_FULL,
            whole=f"{WHOLE}-{ends}" if place else WHOLE,
        )


def project(
    editions: Iterable[Edition], subject: str, begins: date, ends: date | None, *, upto: date
) -> Iterator[Duty]:
    """Yield what a project owes that began and ended so, due up to ``upto``."""
    yield from activity(
        editions,
        subject,
        begins,
        ends,
        upto=upto,
        progress=Matter.PROJECT_PROGRESS,
        in_full=Matter.PROJECT_IN_FULL,
    )


def activity(
    editions: Iterable[Edition],
    subject: str,
    begins: date,
    ends: date | None,
    *,
    upto: date,
    progress: Matter,
    in_full: Matter,
    whole: str = WHOLE,
) -> Iterator[Duty]:
    """Yield what a fundraising or a project owes: every three months, and in full after its end.

    Of one that lasts six months or less, nothing is owed before its end; while nobody knows its
    end, it is taken to last longer, so that nothing is announced only when it is overdue. Each
    report is owed by the rule in force when it is due: a law that changes midway counts from then
    on. What began before the law owes nothing by it.
    """
    editions = tuple(editions)
    rules = [edition for edition in editions if edition.rule == disclosure.PROGRESS]
    rule = edition_on(rules, disclosure.PROGRESS, begins)
    if rule is None:
        return
    if ends is None or ends > add_months(begins, rule.figures[disclosure.OVER_MONTHS]):
        months, opens = rule.figures[disclosure.EVERY_MONTHS], begins
        last = min(upto, date.max if ends is None else later(ends, -1))
        while (due := add_months(begins, months)) <= last and due < date.max:
            rule = in_force(rules, disclosure.PROGRESS, due)
            yield _fixed(progress, subject, due.isoformat(), rule, due, opens)
            months, opens = months + rule.figures[disclosure.EVERY_MONTHS], later(due, 1)
    if ends is not None:
        rule = in_force(editions, disclosure.IN_FULL, ends)
        due = add_months(ends, rule.figures[disclosure.WITHIN_MONTHS])
        if due <= upto:
            yield _fixed(in_full, subject, whole, rule, due, ends)


def foundation_years(
    editions: Iterable[Edition], foundation: str, registered: date, *, upto: date
) -> Iterator[Duty]:
    """Yield what a foundation owes for each year since the charity law, due up to ``upto``."""
    editions = tuple(editions)
    for year in range(max(registered.year, LAW_2016.year), upto.year):
        yield from (
            duty for duty in foundation_year(editions, foundation, year) if duty.due <= upto
        )


def foundation_year(editions: Iterable[Edition], foundation: str, year: int) -> Iterator[Duty]:
    """Yield what a foundation owes for ``year``, in the year after: filing, and publishing."""
    editions, after = tuple(editions), date(year + 1, 1, 1)
    for matter, name in (
        (Matter.ANNUAL_FILING, fundraising.ANNUAL_REPORT),
        (Matter.ANNUAL_REPORT, disclosure.ANNUAL_PUBLICATION),
    ):
        rule = edition_on(editions, name, after)
        if rule is not None:
            due = date(after.year, rule.figures[disclosure.MONTH], rule.figures[disclosure.DAY])
            yield _fixed(matter, foundation, str(year), rule, due, after)


def transaction(editions: Iterable[Edition], paper: str, on: date) -> Iterator[Duty]:
    """Yield what a payment to a related party owes: to be published, since the charity law."""
    rule = edition_on(editions, disclosure.TRANSACTIONS, on)
    if rule is not None:
        due = later(on, rule.figures[disclosure.WITHIN_DAYS])
        yield _fixed(Matter.TRANSACTION, paper, on.isoformat(), rule, due, on)


def surplus(editions: Iterable[Edition], project: str, ended: date) -> Iterator[Duty]:
    """Yield what is owed of money that a project leaves when it ends: it goes on, since 2026."""
    rule = edition_on(editions, book.SURPLUS, ended)
    if rule is not None and disclosure.WITHIN_MONTHS in rule.figures:
        due = add_months(ended, rule.figures[disclosure.WITHIN_MONTHS])
        yield _fixed(Matter.SURPLUS, project, WHOLE, rule, due, ended)


def evidence_of_payment(editions: Iterable[Edition], paid: date, on: date) -> Iterator[date]:
    """Yield until when what was paid is accounted for, if a rule in force ``on`` says so."""
    yield from _days_after(editions, book.EVIDENCE_DUE, "evidence_days", paid, on)


def entry_of_payment(editions: Iterable[Edition], paid: date, on: date) -> Iterator[date]:
    """Yield until when the bank's entry of a payment is found, if a rule in force ``on`` does."""
    yield from _days_after(editions, book.OPEN_ITEMS, "payment_days", paid, on)


def _days_after(
    editions: Iterable[Edition], rule: str, figure: str, since: date, on: date
) -> Iterator[date]:
    found = edition_on(editions, rule, on)
    if found is not None:
        yield later(since, found.figures[figure])


def instalment(editions: Iterable[Edition], claim: str, due: date, working: Working) -> Duty:
    """Return an instalment that falls due: a civil-law period, so a holiday moves it."""
    return _civil(editions, Matter.INSTALMENT, claim, due, working)


def demand(editions: Iterable[Edition], claim: str, deadline: date, working: Working) -> Duty:
    """Return the end of the time that a demand gives: a civil-law period as well."""
    return _civil(editions, Matter.DEMAND, claim, deadline, working)


def _civil(
    editions: Iterable[Edition], matter: Matter, subject: str, last: date, working: Working
) -> Duty:
    rule = edition_on(editions, disclosure.CIVIL_PERIOD, last)
    end = rolled(last, working)
    return Duty(
        matter=matter,
        subject=subject,
        period=last.isoformat(),
        rule="" if rule is None else rule.version,
        nominal=last,
        due=end.day,
        opens=date.min,
        provisional=end.provisional,
    )


def _fixed(
    matter: Matter, subject: str, period: str, rule: Edition, due: date, opens: date
) -> Duty:
    return Duty(
        matter=matter,
        subject=subject,
        period=period,
        rule=rule.version,
        nominal=due,
        due=due,
        opens=opens,
    )
