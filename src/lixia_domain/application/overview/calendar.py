"""The disclosure calendar (公示日历) of a store: what is due between two days, and what is done.

Duties are computed by ``rules.deadlines`` from the rows of views; which days are worked is asked
of a lookup that is passed in (``rules.holidays.is_working``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import frozen

from lixia_domain.aggregates.fund.state import FundStage
from lixia_domain.aggregates.project.state import TAKES_MONEY, ProjectStage
from lixia_domain.application.finance.disclosures import disclosure_key
from lixia_domain.kernel.words import Worded
from lixia_domain.recording.read_models import Shown
from lixia_domain.rules import EDITIONS
from lixia_domain.rules import deadlines as due_dates
from lixia_domain.rules.deadlines import Duty, Working, later
from lixia_domain.views.claim_board import CLAIM_BOARD, ClaimRow, awaited
from lixia_domain.views.disbursement_register import DISBURSEMENT_REGISTER, fund_of
from lixia_domain.views.disclosure_log import DISCLOSURE_LOG
from lixia_domain.views.foundation_register import FOUNDATION_REGISTER, filed
from lixia_domain.views.fund_register import FUND_REGISTER
from lixia_domain.views.payment_register import PAYMENT_REGISTER
from lixia_domain.views.plan_register import PLAN_REGISTER, ran
from lixia_domain.views.project_register import PROJECT_REGISTER
from lixia_domain.views.related_parties import RELATED_PARTIES, RelatedPartyRow

LONGEST_HOLIDAY = 30
"""No run of holidays has so many days: what rolls into the calendar ended so long before it."""


class DutyState(Worded):
    """How far a duty is."""

    DONE = "done", "已办"
    LATE = "late", "逾期已办", "done late"
    OPEN = "open", "待办"
    OVERDUE = "overdue", "逾期"


@frozen(kw_only=True)
class Entry:
    """A duty in the calendar, and how far it is on the day that was asked for.

    ``late``: how many days late it was done; of what is overdue, how many days it is.
    """

    duty: Duty
    state: DutyState
    late: int = 0


@frozen(kw_only=True)
class Calendar:
    """Entries by due date, up to which position they were read."""

    position: int
    entries: tuple[Entry, ...]


def calendar(
    build: Shown,
    *,
    today: date,
    since: date,
    until: date,
    working: Working,
    foundation: str | None = None,
) -> Calendar:
    """Return what is due from ``since`` to ``until``, both included, as of ``today``.

    Of one ``foundation``, if it is named: what another owes is none of its. An instalment that has
    arrived is not listed, nor one that nobody is asked for: its project or fund takes no money.
    """
    with build.reading() as position:
        rows = _Rows(build=build, since=since, until=until, working=working, of=foundation)
        found = [
            _entry(duty, rows.done, today) for duty in rows.duties() if since <= duty.due <= until
        ]
    found.sort(key=lambda entry: (entry.duty.due, entry.duty.matter, entry.duty.subject))
    return Calendar(position=position, entries=tuple(found))


def _entry(duty: Duty, done: Mapping[str, date], today: date) -> Entry:
    """Say how far a duty is: what was done before its time is none of it."""
    on = done.get(disclosure_key(duty.matter, duty.subject, duty.period))
    if on is not None and duty.opens <= on <= today:
        late = duty.late(on)
        return Entry(duty=duty, state=DutyState.LATE if late else DutyState.DONE, late=late)
    late = duty.late(today)
    return Entry(duty=duty, state=DutyState.OVERDUE if late else DutyState.OPEN, late=late)


@frozen(kw_only=True, slots=False)
class _Rows:
    """The rows of views that duties follow from, as one foundation or all sees them."""

    build: Shown
    since: date
    until: date
    working: Working
    of: str | None

    @cached_property
    def funds(self) -> Mapping[str, str]:
        """Return each fund with its foundation."""
        return {fund: row.foundation for fund, row in self.build.rows(FUND_REGISTER)}

    @cached_property
    def payers(self) -> Mapping[str, str]:
        """Return each disbursement with the foundation that pays it."""
        rows = self.build.rows(DISBURSEMENT_REGISTER)
        return {paper: self.funds.get(fund_of(row), "") for paper, row in rows}

    @cached_property
    def done(self) -> Mapping[str, date]:
        """Return what was published and filed, and when."""
        published = {
            key: row.published_on
            for key, row in self.build.rows(DISCLOSURE_LOG)
            if row.withdrawn_on is None
        }
        reported = {
            disclosure_key(due_dates.Matter.ANNUAL_FILING, key, str(year)): on
            for key, row in self.build.rows(FOUNDATION_REGISTER)
            for year, on in filed(row)
        }
        return published | reported

    def duties(self) -> Iterator[Duty]:
        """Yield all duties that may fall into the days asked for."""
        for plan, row in self.build.rows(PLAN_REGISTER):
            if self._ours(row.foundation):
                yield from due_dates.plan(EDITIONS, plan, ran(row), upto=self.until)
        for project, row in self.build.rows(PROJECT_REGISTER):
            if row.started_on is not None and self._carries(project):
                ends = row.accepted_on or row.cancelled_on or row.closed_on
                yield from due_dates.project(
                    EDITIONS, project, row.started_on, ends, upto=self.until
                )
            over = row.accepted_on or row.cancelled_on
            if over is not None and row.balance_fen > 0 and self._carries(project):
                yield from due_dates.surplus(EDITIONS, project, over)
        for foundation, row in self.build.rows(FOUNDATION_REGISTER):
            if self._ours(foundation):
                yield from due_dates.foundation_years(
                    EDITIONS, foundation, row.registered_on, upto=self.until
                )
        yield from self._transactions()
        yield from self._promises()

    def _ours(self, foundation: str) -> bool:
        return self.of is None or foundation == self.of

    @cached_property
    def _carried(self) -> Mapping[str, set[str]]:
        """Return each project with the foundations whose money is promised or paid to it."""
        carried: dict[str, set[str]] = {}
        for _, row in self.build.rows(CLAIM_BOARD):
            carried.setdefault(row.project, set()).add(self.funds.get(row.fund or "", ""))
        for paper, row in self.build.rows(DISBURSEMENT_REGISTER):
            carried.setdefault(row.project, set()).add(self.payers[paper])
        return carried

    def _carries(self, project: str) -> bool:
        """Tell whether the foundation has to do with a project; of nobody's, each has."""
        return self.of is None or self.of in self._carried.get(project, {self.of})

    def _transactions(self) -> Iterator[Duty]:
        related: dict[tuple[str, str], list[RelatedPartyRow]] = defaultdict(list)
        for _, row in self.build.rows(RELATED_PARTIES):
            related[row.foundation, row.party].append(row)
        for paper, row in self.build.rows(PAYMENT_REGISTER) if related else ():
            payer = self.payers.get(paper, "")
            ties = related.get((payer, row.payee), ())
            tied = any(tie.ended_on is None or row.paid_on < tie.ended_on for tie in ties)
            if tied and not row.bounced and self._ours(payer):
                yield from due_dates.transaction(EDITIONS, paper, row.paid_on)

    @cached_property
    def _stopped(self) -> frozenset[str]:
        """Return the projects that take no money, for now or for good."""
        over = {stage.value for stage in ProjectStage if stage not in TAKES_MONEY}
        rows = self.build.rows(PROJECT_REGISTER)
        return frozenset(
            project for project, row in rows if row.stage in over or row.suspended is not None
        )

    @cached_property
    def _ending(self) -> frozenset[str]:
        """Return the funds that are being wound up."""
        over = {FundStage.TERMINATING.value, FundStage.CLOSED.value}
        return frozenset(fund for fund, row in self.build.rows(FUND_REGISTER) if row.state in over)

    def _promises(self) -> Iterator[Duty]:
        first = later(self.since, -LONGEST_HOLIDAY)
        for claim, row in self.build.rows(CLAIM_BOARD):
            if self._asked_for(row):
                for due, demands in awaited(row):
                    if first <= due <= self.until:
                        yield due_dates.instalment(EDITIONS, claim, due, self.working)
                    for deadline in demands:
                        if first <= deadline <= self.until:
                            yield due_dates.demand(EDITIONS, claim, deadline, self.working)

    def _asked_for(self, row: ClaimRow) -> bool:
        return (
            row.project not in self._stopped
            and row.fund not in self._ending
            and self._ours(self.funds.get(row.fund or "", ""))
        )
