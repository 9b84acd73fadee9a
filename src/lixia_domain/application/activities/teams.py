"""Use cases of volunteer teams and brands."""

from __future__ import annotations

from typing import Annotated

from lixia_domain.aggregates import brand, team
from lixia_domain.aggregates.brand import BRAND, Brand
from lixia_domain.aggregates.brand import Facts as BrandFacts
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.project import state as project
from lixia_domain.aggregates.project.facts import TeamAssigned, TeamReplaced
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.subject.facts import Details, PersonKind
from lixia_domain.aggregates.team import TEAM, Team
from lixia_domain.aggregates.team import Facts as TeamFacts
from lixia_domain.application.persons import subjects
from lixia_domain.application.scope import of_brand, team_named
from lixia_domain.application.standing import KnownProject
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.kernel.figures import Count
from lixia_domain.kernel.keys import among, kept, upper
from lixia_domain.kernel.rejection import Reason as Refusal
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.texts import Text
from lixia_domain.kernel.vocabulary import (
    Agreement,
    BrandId,
    Document,
    DocumentIfAny,
    Minutes,
    Name,
    Notice,
    On,
    PersonRef,
    ProjectId,
    Reason,
    Sha256,
    TeamId,
    Title,
)
from lixia_domain.recording.work import Work


class Why(Refusal):
    """What is refused for what stands on record elsewhere."""

    AGREEMENT_ELSEWHERE = (
        "project.agreement_elsewhere",
        "协议 {agreement} 是就项目 {project} 签的，一份协议只用于一个项目；请另签协议，写其编号",
        "agreement {agreement} is on project {project}, and one agreement is on one project: sign "
        "another and cite its number",
    )


@use_case(says=Words("登记团队", "register a team"), by=(Role.PROGRAMME_OFFICE, Role.TEAM))
def register(
    work: Work,
    *,
    team_id: TeamId,
    name: Annotated[
        Name, Text(200, refusal=team.Why.NO_NAME), Words("团队名称", "the team's name")
    ],
    lead: Annotated[PersonRef, Words("负责人代号", "reference of who leads it")],
    on: On,
    details: Details = (),
    notice: Notice = "",
) -> None:
    """Register a team (登记). ``lead`` is the reference of who leads it.

    The lead's sealed ``details`` are kept in the same commit, by ``notice``, which it was given.
    """
    facts = team.register(work.load(TEAM, team_id), name=name, lead=lead, on=on)
    work.record(TEAM, team_id, facts)
    stream = TEAM.stream(team_id)
    subjects.met(
        work, lead, PersonKind.LEAD, of=stream, document=notice or stream, details=details, on=on
    )


@decides(TEAM, "team_id", says=Words("核验团队", "verify a team"), by=Role.PROGRAMME_OFFICE)
def verify(
    known: Team | None,
    *,
    team_id: TeamId,
    document: Annotated[Document, Words("核验的证件", "the papers that were seen")],
    on: On,
) -> TeamFacts:
    """Note that the team's papers were seen (核验)."""
    return team.verify(known, document=document, on=on)


@decides(TEAM, "team_id", says=Words("停用团队", "debar a team"), by=Role.PROGRAMME_OFFICE)
def debar(
    known: Team | None,
    *,
    team_id: TeamId,
    reason: Reason,
    document: Annotated[Document, Words("处理决定", "the decision")],
    on: On,
) -> TeamFacts:
    """Debar a team (停用): from now on it takes on no project and plans no session."""
    return team.debar(known, reason=reason, document=document, on=on)


@decides(TEAM, "team_id", says=Words("恢复团队", "reinstate a team"), by=Role.PROGRAMME_OFFICE)
def reinstate(
    known: Team | None,
    *,
    team_id: TeamId,
    document: Annotated[Document, Words("恢复决定", "the decision")],
    on: On,
) -> TeamFacts:
    """Let a debarred team take on projects and plan sessions again (恢复)."""
    return team.reinstate(known, document=document, on=on)


@use_case(
    says=Words("与团队签订协议", "sign a team's agreement"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=team_named(),
)
def sign_agreement(
    work: Work,
    *,
    team_id: TeamId,
    project_id: ProjectId,
    agreement: Agreement,
    document_hash: Sha256,
    on: On,
    open_tranches: Annotated[
        int,
        Count(0, 99),
        Words("容许几期拨付同时未核销", "how many tranches may be open when the next is paid"),
    ] = 0,
    minutes: Annotated[
        DocumentIfAny, Words("容许未核销的会议纪要", "minutes by which tranches may be open")
    ] = "",
) -> None:
    """Sign the agreement on one project (签订协议).

    All that was paid is accounted for before the next tranche, unless the agreement says, by
    ``minutes``, that ``open_tranches`` may be open at a time. That is said at its signing only.
    """
    found = project.existing(work.load(PROJECT, project_id))
    facts = team.sign_agreement(
        work.load(TEAM, team_id),
        project=project_id,
        agreement=agreement,
        document_hash=document_hash,
        open_tranches=open_tranches,
        minutes=minutes,
        paid=[
            paper
            for paper in sorted(found.granted)
            if (granted := work.load(DISBURSEMENT, paper)) is not None
            and among(agreement, (granted.requested.agreement,))
        ],
        on=on,
    )
    if facts:
        project.contracted(found)
        no_other_project(work, project_id, agreement)
    work.record(TEAM, team_id, facts)


def no_other_project(work: Work, project_id: str, agreement: str) -> None:
    """Refuse an agreement that is on another project: its tranches are counted once."""
    for cls in (TeamAssigned, TeamReplaced, team.GrantAgreementSigned):
        for recorded in work.facts(cls):
            match recorded.event:
                case team.GrantAgreementSigned(agreement=number, project=other):
                    pass
                case event:
                    assert isinstance(event, TeamAssigned | TeamReplaced)
                    number, other = event.agreement, recorded.key
            if upper(number) == upper(agreement) and kept(other) != kept(project_id):
                raise Rejection(Why.AGREEMENT_ELSEWHERE, agreement=agreement, project=other)


def able(work: Work, team_id: str) -> None:
    """Refuse a registered team that is not verified, or is debarred.

    A team that nobody registered is an id only, and goes unchecked.
    """
    known = work.load(TEAM, team_id)
    if known is not None:
        team.able(known)


@use_case(
    says=Words("提名品牌", "nominate a brand"),
    by=(Role.PROGRAMME_OFFICE, Role.TEAM),
    scope=team_named("team"),
)
def nominate(
    work: Work,
    *,
    brand_id: BrandId,
    name: Annotated[Name, Words("品牌名称", "the brand's name")],
    team: TeamId,
    projects: Annotated[
        tuple[KnownProject, ...], Words("支撑品牌的项目", "the projects it stands on")
    ],
    reason: Reason,
    on: On,
) -> None:
    """Nominate a brand for what a team has done in some projects (提名)."""
    done = {one: project.existing(work.load(PROJECT, one)) for one in projects}
    facts = brand.nominate(
        work.load(BRAND, brand_id),
        name=name,
        team=team,
        projects=projects,
        others=[one for one, found in done.items() if not found.carried_out_by(team)],
        reason=reason,
        on=on,
    )
    if facts:
        able(work, team)
    work.record(BRAND, brand_id, facts)


@use_case(
    says=Words("孵化品牌", "take a brand into incubation"),
    by=Role.PROGRAMME_OFFICE,
    scope=of_brand(),
)
def incubate(
    work: Work,
    *,
    brand_id: BrandId,
    plan: Annotated[Document, Words("孵化方案", "the plan of incubation")],
    on: On,
) -> None:
    """Take a brand into incubation (孵化), while its team may work."""
    facts = brand.incubate(_of_able_team(work, brand_id), plan=plan, on=on)
    work.record(BRAND, brand_id, facts)


@use_case(
    says=Words("认定品牌", "recognise a brand"),
    by=Role.PROGRAMME_OFFICE,
    scope=of_brand(),
)
def recognise(
    work: Work,
    *,
    brand_id: BrandId,
    title: Title,
    minutes: Minutes,
    on: On,
) -> None:
    """Recognise a brand (认定), while its team may work."""
    facts = brand.recognise(_of_able_team(work, brand_id), title=title, minutes=minutes, on=on)
    work.record(BRAND, brand_id, facts)


def _of_able_team(work: Work, brand_id: str) -> Brand | None:
    """Return the brand. Refuses one of a team that is debarred."""
    found = work.load(BRAND, brand_id)
    if found is not None:
        able(work, found.nominated.team)
    return found


@decides(
    BRAND,
    "brand_id",
    says=Words("品牌退出", "retire a brand"),
    by=Role.PROGRAMME_OFFICE,
    scope=of_brand(),
)
def retire(
    known: Brand | None,
    *,
    brand_id: BrandId,
    reason: Reason,
    on: On,
) -> BrandFacts:
    """Retire a brand (退出)."""
    return brand.retire(known, reason=reason, on=on)
