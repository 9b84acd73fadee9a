"""The disclosure calendar (公示日历) of a store: what is due between two days, and what is done.

Duties are computed by ``rules.deadlines`` from the rows of views; which days are worked is asked
of a lookup that is passed in (``application.holidays.is_working``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from lixia_domain.application.finance.disclosures import PUBLISHED, disclosure_key
from lixia_domain.kernel.words import Worded
from lixia_domain.recording.read_models import Shown
from lixia_domain.rules import EDITIONS
from lixia_domain.rules import deadlines as due_dates
from lixia_domain.rules.deadlines import Duty, Matter, Working
from lixia_domain.rules.laws import LAW_2016
from lixia_domain.views.claim_board import CLAIM_BOARD
from lixia_domain.views.disclosure_log import DISCLOSURE_LOG
from lixia_domain.views.foundation_register import FOUNDATION_REGISTER
from lixia_domain.views.payment_register import PAYMENT_REGISTER
from lixia_domain.views.plan_register import PLAN_REGISTER
from lixia_domain.views.project_register import PROJECT_REGISTER
from lixia_domain.views.related_parties import RELATED_PARTIES

LONGEST_HOLIDAY = timedelta(days=30)
"""No run of holidays is that long: what rolls into the calendar ended at most so long before it."""


class DutyState(Worded):
    """How far a duty is."""

    DONE = "done", "已办"
    OPEN = "open", "待办"
    OVERDUE = "overdue", "逾期"


@frozen(kw_only=True)
class Entry:
    """A duty in the calendar, and how far it is on the day that was asked for."""

    duty: Duty
    state: DutyState


@frozen(kw_only=True)
class Calendar:
    """Entries by due date, up to which position they were read."""

    position: int
    entries: tuple[Entry, ...]


def calendar(build: Shown, *, today: date, since: date, until: date, working: Working) -> Calendar:
    """Return what is due from ``since`` to ``until``, both included, as of ``today``.

    An instalment that has arrived is not listed: only each claim's next open one is. Raises what
    ``working`` raises for a day that it does not know.
    """
    with build.reading() as position:
        published = {key for key, _ in build.rows(DISCLOSURE_LOG)}
        filed = {
            (key, year)
            for key, row in build.rows(FOUNDATION_REGISTER)
            for year in _years(row.years)
        }
        found = [
            Entry(duty=duty, state=_state(duty, published, filed, today))
            for duty in _duties(build, since, until, working)
            if since <= duty.due <= until
        ]
    found.sort(key=lambda entry: (entry.duty.due, entry.duty.matter, entry.duty.subject))
    return Calendar(position=position, entries=tuple(found))


def _state(duty: Duty, published: set[str], filed: set[tuple[str, str]], today: date) -> DutyState:
    if duty.matter in PUBLISHED:
        done = disclosure_key(duty.matter, duty.subject, duty.period) in published
    else:
        done = (duty.subject, duty.period) in filed
    if done:
        return DutyState.DONE
    return DutyState.OVERDUE if duty.due < today else DutyState.OPEN


def _duties(build: Shown, since: date, until: date, working: Working) -> Iterator[Duty]:
    for plan, row in build.rows(PLAN_REGISTER):
        yield from due_dates.activity(
            EDITIONS,
            plan,
            row.begins,
            row.ended_on or row.ends,
            upto=until,
            progress=Matter.PLAN_PROGRESS,
            in_full=Matter.PLAN_IN_FULL,
        )
    for project, row in build.rows(PROJECT_REGISTER):
        if row.started_on is not None and row.started_on >= LAW_2016:
            yield from due_dates.activity(
                EDITIONS,
                project,
                row.started_on,
                row.accepted_on or row.cancelled_on or row.closed_on,
                upto=until,
                progress=Matter.PROJECT_PROGRESS,
                in_full=Matter.PROJECT_IN_FULL,
            )
    for foundation, row in build.rows(FOUNDATION_REGISTER):
        for year in range(max(row.registered_on.year, since.year - 1), until.year):
            yield from due_dates.foundation_year(EDITIONS, foundation, year)
    related = {row.party for _, row in build.rows(RELATED_PARTIES)}
    for paper, row in build.rows(PAYMENT_REGISTER):
        if row.payee in related and not row.bounced:
            yield due_dates.transaction(EDITIONS, paper, row.paid_on)
    for claim, row in build.rows(CLAIM_BOARD):
        if row.next_due is not None and since - LONGEST_HOLIDAY <= row.next_due <= until:
            yield due_dates.instalment(EDITIONS, claim, row.next_due, working)


def _years(told: str) -> Iterator[str]:
    return filter(None, told.split("、"))
