"""Use cases that watch over a project: suspend, resume, review half-way, name after a donor."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.project import oversight as project
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.project.state import existing as existing_project
from lixia_domain.application.finance.accounts import account_key
from lixia_domain.application.use_case import use_case
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.people import NAMING


@use_case
def suspend(
    work: Work, *, project_id: str, fund_id: str, reason: str, document: str, on: date
) -> None:
    """Suspend a project and freeze its account in one commit (中止并冻结专户)."""
    facts = project.suspend(work.load(PROJECT, project_id), reason=reason, document=document, on=on)
    work.record(PROJECT, project_id, facts)
    key = account_key(fund_id, project_id)
    held = work.load(ACCOUNT, key)
    if held is not None:
        work.record(ACCOUNT, key, account.freeze(held, gift=None, reason=reason, on=on))


@use_case
def resume(work: Work, *, project_id: str, fund_id: str, document: str, on: date) -> None:
    """Let a suspended project go on, and its account with it (恢复并解冻专户)."""
    before = existing_project(work.load(PROJECT, project_id)).suspended
    facts = project.resume(work.load(PROJECT, project_id), document=document, on=on)
    work.record(PROJECT, project_id, facts)
    key = account_key(fund_id, project_id)
    held = work.load(ACCOUNT, key)
    if held is not None and held.frozen is not None and held.frozen == before:
        thawed = account.unfreeze(held, gift=None, basis=document, on=on)
        work.record(ACCOUNT, key, thawed)


@use_case
def review(
    work: Work, *, project_id: str, passed: bool, findings: str, minutes: str, on: date
) -> None:
    """Review a project half-way (中期评估)."""
    facts = project.review(
        work.load(PROJECT, project_id), passed=passed, findings=findings, minutes=minutes, on=on
    )
    work.record(PROJECT, project_id, facts)


@use_case
def agree_naming(
    work: Work, *, project_id: str, claim_id: str, name: str, consent: str, on: date
) -> None:
    """Name a project after a donor, with the beneficiary's consent (冠名，慈善法 99)."""
    facts = project.agree_naming(
        work.load(PROJECT, project_id),
        claim=claim_id,
        name=name,
        consent=consent,
        rule=in_force(EDITIONS, NAMING, on).version,
        on=on,
    )
    work.record(PROJECT, project_id, facts)
