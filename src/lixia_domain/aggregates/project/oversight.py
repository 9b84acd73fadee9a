"""Decisions that watch over a project: suspend, resume, review, name after a donor."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.project import facts
from lixia_domain.aggregates.project.facts import Facts
from lixia_domain.aggregates.project.refusals import Why
from lixia_domain.aggregates.project.state import Project, ProjectStage, active, existing, standing
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words

UNDER_WAY = (
    ProjectStage.PUBLISHED,
    ProjectStage.EXECUTING,
    ProjectStage.ACCEPTANCE,
    ProjectStage.ACCEPTED,
)


def suspend(project: Project | None, *, reason: str, document: str, on: date) -> Facts:
    """Suspend the project (中止): its stage stays, its work and its money wait. Again: ``()``."""
    project = standing(project, Words("中止", "suspending"), *UNDER_WAY)
    if project.suspended is None:
        return (facts.ProjectSuspended(reason=reason, document=document, on=on),)
    if project.suspended == reason:
        return ()
    raise Rejection(Why.SUSPENDED_OTHERWISE, reason=project.suspended)


def resume(project: Project | None, *, document: str, on: date) -> Facts:
    """Let the project go on (恢复)."""
    project = standing(project, Words("恢复", "resuming"), *UNDER_WAY)
    if project.suspended is None:
        raise Rejection(Why.NOT_SUSPENDED)
    return (facts.ProjectResumed(document=document, on=on),)


def review(
    project: Project | None, *, passed: bool, findings: str, minutes: str, on: date
) -> Facts:
    """Review the work half-way (中期评估). Not passed: no tranche until a later one is."""
    active(project, Words("中期评估", "an interim review"), ProjectStage.EXECUTING)
    return (facts.InterimReviewed(passed=passed, findings=findings, minutes=minutes, on=on),)


def agree_naming(
    project: Project | None, *, claim: str, name: str, consent: str, rule: str, on: date
) -> Facts:
    """Name the project after a donor (冠名). The same told twice is ``()``.

    Source: 慈善法 99: only with the beneficiary's ``consent``.
    """
    project = existing(project)
    if claim not in project.claims:
        raise Rejection(Why.UNKNOWN_CLAIM, claim=claim)
    if not consent.strip():
        raise Rejection(Why.NO_CONSENT)
    known = project.naming
    if known is None:
        return (facts.NamingAgreed(claim=claim, name=name, consent=consent, rule=rule, on=on),)
    if (known.claim, known.name) == (claim, name):
        return ()
    raise Rejection(Why.NAMED_OTHERWISE, name=known.name)
