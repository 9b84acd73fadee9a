"""Use cases of residents' needs: from being raised to a project that is to meet them."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import need
from lixia_domain.aggregates.need import NEED
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.aggregates.project.state import PROJECT, Stage
from lixia_domain.aggregates.subject.facts import Detail, Kind
from lixia_domain.application.persons import subjects
from lixia_domain.application.programme import projects
from lixia_domain.application.use_case import use_case
from lixia_domain.recording.work import Work


@use_case
def put_forward(
    work: Work,
    *,
    need_id: str,
    summary: str,
    domain: str,
    place: str,
    person: str,
    on: date,
    details: tuple[Detail, ...] = (),
    notice: str = "",
) -> None:
    """Note what residents ask for (提出). ``person`` is a reference, never a name.

    Its sealed ``details`` are kept in the same commit, by ``notice``, which it was given.
    """
    facts = need.put_forward(
        work.load(NEED, need_id),
        summary=summary,
        domain=domain,
        place=place,
        person=person,
        on=on,
    )
    work.record(NEED, need_id, facts)
    document = notice or NEED.stream(need_id)
    subjects.met(work, person, Kind.RESIDENT, document=document, details=details, on=on)


@use_case
def verify(work: Work, *, need_id: str, document: str, on: date) -> None:
    """Note that somebody went and saw (核实)."""
    facts = need.verify(work.load(NEED, need_id), need_id=need_id, document=document, on=on)
    work.record(NEED, need_id, facts)


@use_case
def merge(work: Work, *, need_id: str, into: str, reason: str, on: date) -> None:
    """Merge a need into another one that is still pursued (并入)."""
    facts = need.merge(
        work.load(NEED, need_id),
        need_id=need_id,
        into=into,
        target=work.load(NEED, into),
        reason=reason,
        on=on,
    )
    work.record(NEED, need_id, facts)


@use_case
def decline(work: Work, *, need_id: str, reason: str, on: date) -> None:
    """Decline a need, and say why (不予采纳)."""
    facts = need.decline(work.load(NEED, need_id), need_id=need_id, reason=reason, on=on)
    work.record(NEED, need_id, facts)


@use_case
def plan(
    work: Work,
    *,
    project_id: str,
    title: str,
    domain: str,
    needs: tuple[str, ...],
    lines: tuple[BudgetLine, ...],
    relief: bool,
    on: date,
) -> None:
    """Draft a project out of verified needs, and plan each of them into it (策划), in one commit.

    A need belongs to one project, unless that one was cancelled.
    """
    projects.draft.within(
        work,
        project_id=project_id,
        title=title,
        domain=domain,
        needs=needs,
        lines=lines,
        relief=relief,
        on=on,
    )
    for need_id in needs:
        known = work.load(NEED, need_id)
        facts = need.plan(
            known,
            need_id=need_id,
            project=project_id,
            given_up=_given_up(work, known),
            on=on,
        )
        work.record(NEED, need_id, facts)


def _given_up(work: Work, known: need.Need | None) -> bool:
    """Tell whether the project that a need is planned into has been cancelled."""
    if known is None or known.project is None:
        return False
    found = work.load(PROJECT, known.project)
    return found is not None and found.stage is Stage.CANCELLED
