"""The disclosure calendar (公示日历): what is due when, by which rule. All dates are Shanghai's.

Only civil-law periods that end on a holiday roll to the next working day (民法典 203); dates of
filing and publishing don't. Which days are worked is asked of a lookup that is passed in.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TypeAlias

from attrs import frozen

from lixia_domain.kernel.words import Worded
from lixia_domain.rules import disclosure, fundraising
from lixia_domain.rules.edition import Edition, NoRule, in_force

Working: TypeAlias = Callable[[date], bool]
"""Tells whether a day is worked. May raise where it does not know the day."""


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


@frozen(kw_only=True)
class Duty:
    """One thing due: of what, by when, by which edition.

    ``nominal`` is the last day as counted; ``due`` is that day, rolled where the law rolls it.
    ``period`` tells the duties of one subject apart and is what a disclosure cites.
    """

    matter: Matter
    subject: str
    period: str
    rule: str
    nominal: date
    due: date

    @property
    def rolled(self) -> bool:
        """Tell whether a holiday moved it."""
        return self.due != self.nominal


def add_months(on: date, months: int) -> date:
    """Return the same day ``months`` later, or that month's last day where it has no such day."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def rolled(last: date, working: Working) -> date:
    """Return ``last``, or the first working day after it (民法典 203)."""
    while not working(last):
        last += timedelta(days=1)
    return last


def activity(
    editions: Iterable[Edition],
    subject: str,
    begins: date,
    ends: date | None,
    *,
    upto: date,
    progress: Matter,
    in_full: Matter,
) -> Iterator[Duty]:
    """Yield what a fundraising or a project owes: every three months, and in full after its end.

    Of one that lasts six months or less, nothing is owed before its end. While it has no end, it
    owes progress from when it has lasted longer than that, and what is asked about is ``upto``.
    Each report is owed by the rule in force when it is due: a law that changes midway counts from
    then on.
    """
    editions = tuple(editions)
    rules = [edition for edition in editions if edition.rule == disclosure.PROGRESS]
    rule = in_force(rules, disclosure.PROGRESS, begins)
    last = upto if ends is None else ends
    if last > add_months(begins, rule.figures[disclosure.OVER_MONTHS]):
        months = rule.figures[disclosure.EVERY_MONTHS]
        while (due := add_months(begins, months)) < last or (ends is None and due == last):
            rule = in_force(rules, disclosure.PROGRESS, due)
            yield _fixed(progress, subject, due.isoformat(), rule, due)
            months += rule.figures[disclosure.EVERY_MONTHS]
    if ends is not None:
        rule = in_force(editions, disclosure.IN_FULL, ends)
        due = add_months(ends, rule.figures[disclosure.WITHIN_MONTHS])
        yield _fixed(in_full, subject, "全面", rule, due)


def foundation_year(editions: Iterable[Edition], foundation: str, year: int) -> Iterator[Duty]:
    """Yield what a foundation owes for ``year``, in the year after: filing, and publishing."""
    editions = tuple(editions)
    for matter, name, figures in (
        (Matter.ANNUAL_FILING, fundraising.ANNUAL_REPORT, (3, 31)),
        (Matter.ANNUAL_REPORT, disclosure.ANNUAL_PUBLICATION, (5, 31)),
    ):
        try:
            rule = in_force(editions, name, date(year + 1, *figures))
        except NoRule:
            continue
        due = date(year + 1, rule.figures[disclosure.MONTH], rule.figures[disclosure.DAY])
        yield _fixed(matter, foundation, str(year), rule, due)


def transaction(editions: Iterable[Edition], paper: str, on: date) -> Duty:
    """Return what a payment to a related party owes: to be published."""
    rule = in_force(editions, disclosure.TRANSACTIONS, on)
    due = on + timedelta(days=rule.figures[disclosure.WITHIN_DAYS])
    return _fixed(Matter.TRANSACTION, paper, on.isoformat(), rule, due)


def instalment(editions: Iterable[Edition], claim: str, due: date, working: Working) -> Duty:
    """Return an instalment that falls due: a civil-law period, so a holiday moves it."""
    rule = in_force(editions, disclosure.CIVIL_PERIOD, due)
    return Duty(
        matter=Matter.INSTALMENT,
        subject=claim,
        period=due.isoformat(),
        rule=rule.version,
        nominal=due,
        due=rolled(due, working),
    )


def _fixed(matter: Matter, subject: str, period: str, rule: Edition, due: date) -> Duty:
    return Duty(
        matter=matter, subject=subject, period=period, rule=rule.version, nominal=due, due=due
    )
