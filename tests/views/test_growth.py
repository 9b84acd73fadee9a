"""No row and no state holds a list that is copied with each member it gains.

What has many members has one row a member (``Rollup.base``), a counter, or a persistent table. Each
field that holds a list is named here: either there is only ever a handful of what it lists, or it
is known to grow with each of them and is to go. No new one comes in unseen.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.service_session.state import SERVICE_SESSION
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.table import Table
from lixia_domain.kernel.view import with_sources
from lixia_domain.processes import PROCESSES
from lixia_domain.recording import catalogue
from lixia_domain.views import VIEWS

HANDFUL = """
    service_hours._says volunteer._says shown_so_far.shown tranches.asked
    tranches.approved tranches.back tranches.disallowed tranches.paid tranches.sheets
    claim_board._demands claim_board._schedule foundation_register._accounts
    foundation_register._filed in_kind_register._nets plan_register._spans
    promised.demands promised.schedule cancelled_projects.accounts held_credits.claims
    owing_reports.filed owing_reports.spans owing_reports.told ties_so_far.lasts
    carried_projects.funds
    project_so_far.accepted project_so_far.approved project_so_far.filled surplus_left.over
    open_debits.told unrestricted_left.ending
    vote_tally._awards terms.granted roster_so_far.holders roster_so_far.named roster_so_far.seat
    roster_so_far.suspended
    project.lines project.changes project.agreements pledge.instalments pledge.settled
    pledge.consents pledge.demands fund.committee account.freezes account.shortfalls
    disbursement.shares disbursement.unrecovered disbursement.recoveries
    bank_credit.conflicts bank_credit.returns bank_credit.payers
    bank_statement.closings bank_statement.reconciled
    invoice.slips
    in_kind.sales in_kind.issued in_kind.lost
    campaign.actions open_call.ballot open_call.order open_call.tally
    open_call.published foundation.names foundation.qualifications foundation.accounts
    foundation.terms foundation.related foundation.years fundraising_plan.spans
    volunteer.policies volunteer_day.booked service_session.published subject.parts
    subject.details member.held receipt_book
"""
"""Months, years, lines, papers, terms of one thing; or what one fact gives whole, as a ballot."""
GROWS = """
    project_register._claims project_register._waitlist enterprise_roll._pledges
    enterprise_roll._received enterprise_roll._consents claim_board._arrivals project_so_far.claims
    project_so_far.waiting project_so_far.offers
    project.claims project.waiting project.offers project.commitments project.granted
    account.reservations account.matches account.costs disbursement.pending
    disbursement.reviewed bank_credit.allocations bank_credit.receipts bank_credit.cited
    bank_credit.meant bank_credit.agreed campaign.activities open_call.objections open_call.excluded
    open_call.awards team.agreements subject.holds subject.released spelling
"""
"""Claims of one project, pledges of one firm, parts of one credit: each is copied with the next."""


def lists(kind: Any) -> bool:
    """Tell whether a field of this type holds a list that a change copies whole."""
    origin = typing.get_origin(kind)
    if origin is Table:
        return False
    if origin in (tuple, frozenset) or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return True
    return origin is not None and any(map(lists, typing.get_args(kind)))


def of_rows() -> Iterator[str]:
    views = [
        *with_sources(VIEWS),
        *(p.view for p in PROCESSES),
        *(v for p in PROCESSES for v in p.asks),
    ]
    for view in views:
        for name, kind in typing.get_type_hints(view.row).items():
            if name in view.row.__struct_fields__ and lists(kind):
                yield f"{view.name}.{name}"


def of_states() -> Iterator[str]:
    for decider in catalogue.deciders():
        told = typing.get_type_hints(decider.evolve)["return"]
        for cls in typing.get_args(told) or (told,):
            if isinstance(cls, type) and attrs.has(cls):
                for name, kind in typing.get_type_hints(cls).items():
                    if lists(kind):
                        yield f"{decider.category}.{name}"
        if typing.get_origin(told) is not None and lists(told):
            yield decider.category


def test_each_list_in_a_row_or_a_state_is_known() -> None:
    found, known = {*of_rows(), *of_states()}, {*HANDFUL.split(), *GROWS.split()}
    assert found - known == set(), "one row a member, a counter, or a Table: or say why not"
    assert known - found == set(), "these are gone: let them leave the lists"
    assert not {*HANDFUL.split()} & {*GROWS.split()}


ON = date(2021, 6, 5)
WHOLE = Span(start=540, minutes=120)


def session(participants: int) -> Iterator[ses.SessionEvent]:
    yield ses.SessionPlanned(
        title="t",
        project=None,
        activity="a",
        team="t",
        place="p",
        day=ON,
        span=WHOLE,
        risk=False,
        on=ON,
    )
    yield ses.SessionHeld(day=ON, span=WHOLE, document="d", on=ON)
    people = [f"p:{number:032x}" for number in range(participants)]
    for person in people:
        yield ses.HoursRecorded(person=person, span=WHOLE, recorder="a", rule="r", on=ON)
    hours = tuple(ses.Served(person=person, minutes=120) for person in people)
    yield ses.HoursCertified(team="t", certifier="b", hours=hours, on=ON)
    for person in people:
        yield ses.HoursCorrected(
            person=person, was=WHOLE, span=None, reason="r", approver="a", on=ON
        )


def copied(before: Any, after: Any) -> int:
    """Return how many entries of ``after`` are its own: not shared with ``before``."""
    if after is before:
        return 0
    if isinstance(after, Table):
        return copied(getattr(before, "root", None), after.root)
    if isinstance(after, tuple):
        below = (
            before
            if isinstance(before, tuple) and len(before) == len(after)
            else (None,) * len(after)
        )
        return len(after) + sum(map(copied, below, after))
    return len(after) if isinstance(after, dict | frozenset) else 0


def cost(participants: int) -> int:
    state, total = None, 0
    for event in session(participants):
        after = SERVICE_SESSION.evolve(state, event)
        if state is not None and after is not None:
            total += copied(state.hours, after.hours)
        state = after
    return total


def test_a_session_of_twice_as_many_copies_about_twice_as_much() -> None:
    few, many = cost(2_000), cost(4_000)
    assert many < 2.3 * few
