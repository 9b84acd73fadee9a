"""Disclosing (到期公开): what plans, projects and foundations owe comes due by the clock.

No fact says so: it follows from the rules, what began and ended when, and the day that is asked
about. Deals with related parties follow from single payments: see ``dealing``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lixia_domain.aggregates import fundraising_plan as pln
from lixia_domain.aggregates.disclosure import DisclosurePublished, DisclosureWithdrawn
from lixia_domain.aggregates.foundation import facts as fnd
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key, split_key, split_stream
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.carried import CARRIED, keepers
from lixia_domain.processes.funds import FUNDS_SO_FAR
from lixia_domain.processes.wish import Asked, Process, Wish, cause_of, line
from lixia_domain.rules import EDITIONS
from lixia_domain.rules.deadlines import (
    NOTICES,
    Duty,
    Matter,
    announced,
    foundation_years,
    later,
    plan,
    project,
)
from lixia_domain.rules.spans import Spans, amended, over

PLAN, PROJECT, FOUNDATION = "plan", "project", "foundation"
_OF = {
    Matter.PLAN_PROGRESS: PLAN,
    Matter.PLAN_IN_FULL: PLAN,
    Matter.PROJECT_PROGRESS: PROJECT,
    Matter.PROJECT_IN_FULL: PROJECT,
    Matter.ANNUAL_REPORT: FOUNDATION,
}


class Owing(Row, frozen=True):
    """What owes reports: since when, until when if that is known, and what was told already.

    ``cause`` is the fact by which it began; ``foundation`` whose plan it is; ``spans`` from when to
    when a plan ran; ``told`` are keys of disclosures, and ``filed`` the years that a foundation has
    reported, each with its day.
    """

    kind: str
    subject: str
    cause: str
    begins: date
    ends: date | None = None
    spans: Spans = ()
    foundation: str = ""
    told: tuple[tuple[str, date], ...] = ()
    filed: tuple[tuple[str, date], ...] = ()


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return whose report a fact is about."""
    event = recorded.event
    if isinstance(event, DisclosurePublished | DisclosureWithdrawn):
        matter, subject, _ = split_key(recorded.key)
        kind = _OF.get(Matter(matter))
        return () if kind is None else (join_key(kind, subject),)
    category, key = split_stream(recorded.stream)
    return (join_key(PLAN if category == "fundraising_plan" else category, key),)


def evolve(row: Owing | None, recorded: Recorded) -> Owing | None:
    """Bring what is owed up to date."""
    event = recorded.event
    match event:
        case pln.PlanFiled(foundation=foundation, begins=begins, ends=ends):
            filed = _begun(PLAN, recorded, begins, ((begins, max(begins, ends)),))
            return replace(filed, foundation=foundation)
        case prj.ProjectStarted(on=on):
            return _begun(PROJECT, recorded, on)
        case fnd.FoundationRegistered(on=on):
            return replace(_begun(FOUNDATION, recorded, on), foundation=recorded.key)
        case _ if row is None:
            return None  # a project that never started, for one
        case pln.PlanAmended(ends=ends, on=on):
            return replace(row, spans=amended(row.spans, ends=ends, on=on))
        case pln.PlanEnded(on=on):
            return replace(row, spans=over(row.spans, on=on))
        case fnd.FoundationYearReported(year=year, on=on):
            return replace(row, filed=(*row.filed, (str(year), on)))
        case DisclosurePublished(on=on):
            return replace(row, told=(*row.told, (recorded.key, on)))
        case DisclosureWithdrawn():
            told = tuple(one for one in row.told if one[0] != recorded.key)
            return replace(row, told=told)
        case prj.AcceptanceRevoked():
            return replace(row, ends=None)
        case _:  # a project was accepted or cancelled, or closed after that
            return row if row.ends is not None else replace(row, ends=event.on)


def _begun(kind: str, recorded: Recorded, begins: date, spans: Spans = ()) -> Owing:
    cause, _ = cause_of(recorded)
    return Owing(kind=kind, subject=recorded.key, cause=cause, begins=begins, spans=spans)


def wishes(row: Owing, on: date) -> tuple[Wish, ...]:
    """Ask the foundation for the earliest report that is due soon or overdue, of each subject."""
    owed = sorted(
        (duty for duty in duties(row, later(on, max(NOTICES))) if not _told(row, duty, on)),
        key=lambda duty: duty.due,
    )
    if not owed:
        return ()
    first, more = owed[0], len(owed) - 1
    since = announced(first.due, on)
    assert since is not None, "what is owed is due within the first notice"
    late = first.due < on
    zh = f"{row.subject} 的{first.matter.zh}（{first.period}）{'已逾期' if late else '将到期'}"
    en = f"{first.matter.en} {first.period} of {row.subject} {'is overdue' if late else 'is due'}"
    return (
        Wish(
            process="disclosing",
            subject=join_key(first.matter, first.subject, first.period),
            cause=row.cause,
            since=since,
            due=first.due,
            role=Role.ACCOUNTANT,
            zh=f"{zh}，请{_asked(first)[0]}" + (f"；另有 {more} 期" if more else ""),
            en=f"{en}: {_asked(first)[1]}" + (f"; {more} more after it" if more else ""),
            command=_asked(first)[2],
        ),
    )


def _asked(duty: Duty) -> tuple[str, str, str]:
    if duty.matter is Matter.ANNUAL_FILING:
        figures = "--prior-income INCOME --spending AMOUNT --management AMOUNT --total AMOUNT"
        filing = line("foundation report-year", duty.subject, duty.period, figures)
        return "报送", "file it", f"{filing} --document DOCUMENT --sha256 FILE"
    publishing = line("disclosure publish", duty.matter, duty.subject, "--period", duty.period)
    return "公开", "publish it", f"{publishing} --address ADDRESS --sha256 FILE"


def duties(row: Owing, upto: date) -> Iterator[Duty]:
    """Yield all that it owes that is due up to ``upto``, told or not."""
    if row.kind == FOUNDATION:
        return foundation_years(EDITIONS, row.subject, row.begins, upto=upto)
    if row.kind == PLAN:
        return plan(EDITIONS, row.subject, row.spans, upto=upto)
    return project(EDITIONS, row.subject, row.begins, row.ends, upto=upto)


def _told(row: Owing, duty: Duty, on: date) -> bool:
    """Tell whether it was done by ``on``; what was done before its time is none of it."""
    told, key = row.told, join_key(duty.matter, duty.subject, duty.period)
    if duty.matter is Matter.ANNUAL_FILING:
        told, key = row.filed, duty.period
    return any(what == key and duty.opens <= when <= on for what, when in told)


def whose(row: Owing, asked: Asked) -> frozenset[str]:
    """Return whose plan or year it is, or whose money carries the project."""
    return keepers(row.subject, asked) if row.kind == PROJECT else frozenset({row.foundation})


DISCLOSING: Process[Owing] = Process(
    name="disclosing",
    title="到期公开",
    title_en="Disclosing",
    view=View(
        name="owing_reports",
        version=2,
        title="应公开事项",
        title_en="What owes reports",
        row=Owing,
        reads=(
            pln.PlanFiled,
            pln.PlanAmended,
            pln.PlanEnded,
            prj.ProjectStarted,
            prj.ProjectAccepted,
            prj.AcceptanceRevoked,
            prj.ProjectCancelled,
            prj.ProjectClosed,
            fnd.FoundationRegistered,
            fnd.FoundationYearReported,
            DisclosurePublished,
            DisclosureWithdrawn,
        ),
        keys=keys,
        evolve=evolve,
    ),
    wishes=wishes,
    asks=(FUNDS_SO_FAR, CARRIED),
    of=whose,
)
