"""Use cases of volunteer teams and brands."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import brand, team
from lixia_domain.aggregates.brand import BRAND
from lixia_domain.aggregates.project import state as project
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.subject.facts import Detail, Kind
from lixia_domain.aggregates.team import TEAM
from lixia_domain.application.persons import subjects
from lixia_domain.application.use_case import use_case
from lixia_domain.recording.work import Work


@use_case
def register(
    work: Work,
    *,
    team_id: str,
    name: str,
    lead: str,
    on: date,
    details: tuple[Detail, ...] = (),
    notice: str = "",
) -> None:
    """Register a team (登记). ``lead`` is the reference of who leads it.

    The lead's sealed ``details`` are kept in the same commit, by ``notice``, which it was given.
    """
    facts = team.register(work.load(TEAM, team_id), name=name, lead=lead, on=on)
    work.record(TEAM, team_id, facts)
    stream = TEAM.stream(team_id)
    subjects.met(
        work, lead, Kind.LEAD, of=stream, document=notice or stream, details=details, on=on
    )


@use_case
def verify(work: Work, *, team_id: str, document: str, on: date) -> None:
    """Note that the team's papers were seen (核验)."""
    work.record(TEAM, team_id, team.verify(work.load(TEAM, team_id), document=document, on=on))


@use_case
def debar(work: Work, *, team_id: str, reason: str, document: str, on: date) -> None:
    """Debar a team (停用): from now on it takes on no project and plans no session."""
    facts = team.debar(work.load(TEAM, team_id), reason=reason, document=document, on=on)
    work.record(TEAM, team_id, facts)


@use_case
def sign_agreement(
    work: Work, *, team_id: str, project_id: str, agreement: str, document_hash: str, on: date
) -> None:
    """Sign the agreement on one project (签订协议)."""
    project.existing(work.load(PROJECT, project_id))
    facts = team.sign_agreement(
        work.load(TEAM, team_id),
        project=project_id,
        agreement=agreement,
        document_hash=document_hash,
        on=on,
    )
    work.record(TEAM, team_id, facts)


def able(work: Work, team_id: str) -> None:
    """Refuse a registered team that is not verified, or is debarred.

    A team that nobody registered is an id only, and goes unchecked.
    """
    known = work.load(TEAM, team_id)
    if known is not None:
        team.able(known)


@use_case
def nominate(
    work: Work,
    *,
    brand_id: str,
    name: str,
    team: str,
    projects: tuple[str, ...],
    reason: str,
    on: date,
) -> None:
    """Nominate a brand for what a team has done in some projects (提名)."""
    able(work, team)
    for project_id in projects:
        project.existing(work.load(PROJECT, project_id))
    facts = brand.nominate(
        work.load(BRAND, brand_id), name=name, team=team, projects=projects, reason=reason, on=on
    )
    work.record(BRAND, brand_id, facts)


@use_case
def incubate(work: Work, *, brand_id: str, plan: str, on: date) -> None:
    """Take a brand into incubation (孵化)."""
    work.record(BRAND, brand_id, brand.incubate(work.load(BRAND, brand_id), plan=plan, on=on))


@use_case
def recognise(work: Work, *, brand_id: str, title: str, minutes: str, on: date) -> None:
    """Recognise a brand (认定)."""
    facts = brand.recognise(work.load(BRAND, brand_id), title=title, minutes=minutes, on=on)
    work.record(BRAND, brand_id, facts)


@use_case
def retire(work: Work, *, brand_id: str, reason: str, on: date) -> None:
    """Retire a brand (退出)."""
    work.record(BRAND, brand_id, brand.retire(work.load(BRAND, brand_id), reason=reason, on=on))
