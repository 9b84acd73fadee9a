"""Use cases of residents' needs: from being raised to a project that is to meet them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from lixia_domain.aggregates import need
from lixia_domain.aggregates.need import NEED, Facts, Need
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.subject.facts import Details, PersonKind
from lixia_domain.application.persons import subjects
from lixia_domain.application.programme import projects
from lixia_domain.application.standing import VerifiedNeed
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.kernel.vocabulary import (
    Document,
    Domain,
    NeedId,
    Notice,
    On,
    PersonRef,
    Place,
    ProjectId,
    Reason,
    Relief,
    Summary,
    Title,
)
from lixia_domain.recording.work import Work


@use_case(says=Words("提出需求", "put a need forward"), by=(Role.PROGRAMME_OFFICE, Role.TEAM))
def put_forward(
    work: Work,
    *,
    need_id: NeedId,
    summary: Summary,
    domain: Domain,
    place: Annotated[Place, Words("社区", "neighbourhood")],
    person: Annotated[PersonRef, Words("提出人代号", "reference of who asks")],
    on: On,
    details: Details = (),
    notice: Notice = "",
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
    subjects.met(work, person, PersonKind.RESIDENT, document=document, details=details, on=on)


@decides(NEED, "need_id", says=Words("核实需求", "verify a need"), by=Role.PROGRAMME_OFFICE)
def verify(
    known: Need | None,
    *,
    need_id: NeedId,
    document: Annotated[Document, Words("走访记录", "the record of the visit")],
    on: On,
) -> Facts:
    """Note that somebody went and saw (核实)."""
    return need.verify(known, need_id=need_id, document=document, on=on)


@use_case(says=Words("并入另一需求", "merge a need into another"), by=Role.PROGRAMME_OFFICE)
def merge(
    work: Work,
    *,
    need_id: NeedId,
    into: Annotated[NeedId, Words("并入哪项需求", "into which need")],
    reason: Reason,
    on: On,
) -> None:
    """Merge a need into another one that is still pursued (并入)."""
    facts = need.merge(
        open_again(work, need_id, on),
        need_id=need_id,
        into=into,
        target=work.load(NEED, into),
        reason=reason,
        on=on,
    )
    work.record(NEED, need_id, facts)


@use_case(says=Words("不予采纳", "decline a need"), by=Role.PROGRAMME_OFFICE)
def decline(work: Work, *, need_id: NeedId, reason: Reason, on: On) -> None:
    """Decline a need, and say why (不予采纳)."""
    known = open_again(work, need_id, on)
    work.record(NEED, need_id, need.decline(known, need_id=need_id, reason=reason, on=on))


@use_case(
    says=Words("策划项目", "plan a project out of needs"), by=(Role.PROGRAMME_OFFICE, Role.TEAM)
)
def plan(
    work: Work,
    *,
    project_id: ProjectId,
    title: Title,
    domain: Domain,
    needs: Annotated[tuple[VerifiedNeed, ...], Words("已核实的需求", "verified needs")],
    lines: projects.Lines,
    relief: Relief,
    on: On,
) -> None:
    """Draft a project out of verified needs, and plan each of them into it (策划), in one commit.

    A need belongs to one project until that one is cancelled.
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
        known = open_again(work, need_id, on)
        facts = need.plan(known, need_id=need_id, project=project_id, on=on)
        work.record(NEED, need_id, facts)


def open_again(work: Work, need_id: str, on: date) -> Need | None:
    """Return a need as it stands; open again, and so recorded, if its project was cancelled.

    What is cancelled now reopens its needs itself; older code left them with the project.
    """
    known = work.load(NEED, need_id)
    project = None if known is None or known.project is None else work.load(PROJECT, known.project)
    if known is not None and project is not None and project.cancelled is not None:
        work.record(NEED, need_id, need.reopen(known, project=known.project or "", on=on))
    return work.load(NEED, need_id)
