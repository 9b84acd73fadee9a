"""Use cases that watch over a project: suspend, resume, review half-way, name after a donor."""

from __future__ import annotations

from typing import Annotated

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.facts import FrozenBy
from lixia_domain.aggregates.account.guards import existing as existing_account
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.project import oversight as project
from lixia_domain.aggregates.project.facts import Facts
from lixia_domain.aggregates.project.refusals import Why
from lixia_domain.aggregates.project.state import PROJECT, Project
from lixia_domain.aggregates.project.state import existing as existing_project
from lixia_domain.application.finance.accounts import accounts_of_project, in_some_fund
from lixia_domain.application.finance.giving_back import give_back_what_waited
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.kernel.texts import Text
from lixia_domain.kernel.vocabulary import (
    ClaimId,
    Document,
    Minutes,
    Name,
    On,
    ProjectId,
    Reason,
    Summary,
    YesNo,
)
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.people import NAMING


@use_case(
    says=Words("中止项目并冻结专户", "suspend a project and freeze its account"),
    by=Role.PROGRAMME_OFFICE,
    formerly=in_some_fund,
)
def suspend(
    work: Work, *, project_id: ProjectId, reason: Reason, document: Document, on: On
) -> None:
    """Suspend a project and freeze its accounts, in whatever fund, in one commit (中止并冻结)."""
    facts = project.suspend(work.load(PROJECT, project_id), reason=reason, document=document, on=on)
    work.record(PROJECT, project_id, facts)
    for key in accounts_of_project(work, project_id):
        frozen = account.freeze(
            work.load(ACCOUNT, key), gift=None, reason=reason, by=FrozenBy.SUSPENSION, on=on
        )
        work.record(ACCOUNT, key, frozen)


@use_case(
    says=Words("恢复项目并解冻专户", "resume a project and unfreeze its account"),
    by=Role.PROGRAMME_OFFICE,
    formerly=in_some_fund,
)
def resume(work: Work, *, project_id: ProjectId, document: Document, on: On) -> None:
    """Let a suspended project go on, and with it the accounts frozen for it (恢复并解冻专户)."""
    before = existing_project(work.load(PROJECT, project_id)).suspended
    facts = project.resume(work.load(PROJECT, project_id), document=document, on=on)
    work.record(PROJECT, project_id, facts)
    for key in accounts_of_project(work, project_id):
        held = existing_account(work.load(ACCOUNT, key))
        if only := held.frozen_by_suspension(before or ""):
            thawed = account.unfreeze(held, gift=None, basis=document, only=only, on=on)
            work.record(ACCOUNT, key, thawed)
            give_back_what_waited(work, key, on)


@decides(
    PROJECT,
    "project_id",
    says=Words("项目中期评估", "review a project half-way"),
    by=Role.PROGRAMME_OFFICE,
)
def review(
    known: Project | None,
    *,
    project_id: ProjectId,
    passed: Annotated[YesNo, Words("是否通过", "whether it passed")],
    findings: Annotated[Summary, Words("评估意见", "what was found")],
    minutes: Minutes,
    on: On,
) -> Facts:
    """Review a project half-way (中期评估)."""
    return project.review(known, passed=passed, findings=findings, minutes=minutes, on=on)


@decides(
    PROJECT,
    "project_id",
    says=Words("项目冠名", "name a project after a donor"),
    by=Role.PROGRAMME_OFFICE,
)
def agree_naming(
    known: Project | None,
    *,
    project_id: ProjectId,
    claim_id: Annotated[ClaimId, Words("哪一认领的捐赠人", "whose claim")],
    name: Annotated[Name, Words("冠名", "the name")],
    consent: Annotated[
        Document, Text(refusal=Why.NO_CONSENT), Words("受益人同意书", "the beneficiary's consent")
    ],
    on: On,
) -> Facts:
    """Name a project after a donor, with the beneficiary's consent (冠名，慈善法 99)."""
    return project.agree_naming(
        known,
        claim=claim_id,
        name=name,
        consent=consent,
        rule=in_force(EDITIONS, NAMING, on).version,
        on=on,
    )
