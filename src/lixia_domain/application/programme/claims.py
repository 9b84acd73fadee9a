"""Use cases of claims and pledges: what an enterprise takes on, and what it promises for it."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from lixia_domain.aggregates import enterprise, use_change
from lixia_domain.aggregates.bank_credit.facts import GIVEN
from lixia_domain.aggregates.enterprise import ENTERPRISE, Ownership
from lixia_domain.aggregates.pledge import arrears
from lixia_domain.aggregates.pledge import decisions as pledge
from lixia_domain.aggregates.pledge.facts import Facts, Instalment, OnCancellation
from lixia_domain.aggregates.pledge.state import PLEDGE, Pledge, of_project
from lixia_domain.aggregates.pledge.state import Why as PledgeWhy
from lixia_domain.aggregates.pledge.state import existing as existing_pledge
from lixia_domain.aggregates.project import claims as project
from lixia_domain.aggregates.project.facts import ClaimWaitlisted, ProjectClaimed
from lixia_domain.aggregates.project.state import PROJECT, Project
from lixia_domain.aggregates.project.state import existing as existing_project
from lixia_domain.aggregates.use_change import USE_CHANGE
from lixia_domain.application.donors import donor_of, part_of, successor_of
from lixia_domain.application.scope import (
    enterprise_named,
    of_claim,
    of_gift,
    of_waiting,
)
from lixia_domain.application.standing import EstablishedFund, KnownProject
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import ZERO, total
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.vocabulary import (
    Amount,
    ClaimId,
    CreditCode,
    Document,
    DocumentIfAny,
    GiftId,
    Medium,
    Name,
    On,
    ProjectId,
    Reach,
    Reason,
    Sha256,
    Summary,
    YesNo,
)
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.book import HARDSHIP

Instalments: TypeAlias = Annotated[
    tuple[Instalment, ...], Words("各期的到期日与金额", "instalments: when due, how much")
]


@use_case(
    says=Words("认领项目并认捐", "claim a project and pledge for it"),
    by=(Role.PROGRAMME_OFFICE, Role.ENTERPRISE),
    scope=enterprise_named("enterprise_code"),
)
def claim(
    work: Work,
    *,
    claim_id: ClaimId,
    project_id: ProjectId,
    enterprise_code: CreditCode,
    fund_id: EstablishedFund,
    amount: Amount,
    instalments: Instalments,
    on: On,
) -> str:
    """Claim a project (认领) and pledge the donation (认捐) in one commit.

    Returns ``confirmed``, ``claimed`` (a state-owned donor's claim waits for its approval,
    慈善法 43), ``waitlisted`` or ``known``. Refuses an unverified enterprise, a fund that does not
    stand, and more than the remainder, naming it.
    """
    donor = enterprise.verified(work.load(ENTERPRISE, enterprise_code))
    found = work.load(PROJECT, project_id)
    taken = project.claim(
        found,
        claim=claim_id,
        enterprise=enterprise_code,
        amount=amount,
        confirmed=donor.ownership is not Ownership.STATE,
        on=on,
    )
    work.record(PROJECT, project_id, taken)
    match taken:
        case (ProjectClaimed() as claimed, *confirmed):
            _promise(work, project_id, found, claimed, fund_id, instalments)
            return "confirmed" if confirmed else "claimed"
        case (ClaimWaitlisted(),):
            _waits_nowhere_else(work, claim_id, project_id)
            return "waitlisted"
        case _:
            return "known"


@use_case(
    says=Words("候补认领转正", "take a waiting claim up"),
    by=(Role.PROGRAMME_OFFICE, Role.ENTERPRISE),
    scope=of_waiting(),
)
def take_offer(
    work: Work,
    *,
    claim_id: ClaimId,
    project_id: ProjectId,
    fund_id: EstablishedFund,
    amount: Amount,
    instalments: Instalments,
    on: On,
) -> None:
    """Turn a waiting claim into a claim with its pledge (候补转正), looked at like any claim."""
    found = work.load(PROJECT, project_id)
    wish = None if found is None else found.waiting.get(claim_id)
    taker = "" if wish is None else successor_of(work, wish.enterprise)
    taken = project.take_offer(found, claim=claim_id, enterprise=taker, amount=amount, on=on)
    enterprise.verified(work.load(ENTERPRISE, taker))
    work.record(PROJECT, project_id, taken)
    _promise(work, project_id, found, taken[0], fund_id, instalments)


def _promise(
    work: Work,
    project_id: str,
    found: Project | None,
    claimed: ProjectClaimed,
    fund_id: str,
    instalments: tuple[Instalment, ...],
) -> None:
    promised = pledge.pledge(
        work.presume_new(PLEDGE, claimed.claim),
        project=project_id,
        enterprise=claimed.enterprise,
        fund=fund_id,
        amount=claimed.amount,
        instalments=instalments,
        relief=found is not None and found.drafted.relief,
        on=claimed.on,
    )
    work.record(PLEDGE, claimed.claim, promised)


@use_case(says=Words("确认认领", "confirm a claim"), by=Role.PROGRAMME_OFFICE)
def confirm(work: Work, *, claim_id: ClaimId, project_id: ProjectId, on: On) -> None:
    """Confirm a claim (确认认领); a state-owned donor's only once approval is evidenced."""
    promise = existing_pledge(_own(work, claim_id, project_id))
    donor = work.load(ENTERPRISE, promise.enterprise)
    if donor is not None and donor.ownership is Ownership.STATE:
        arrears.require_state_approval(promise)
    facts = project.confirm_claim(work.load(PROJECT, project_id), claim=claim_id, on=on)
    work.record(PROJECT, project_id, facts)


@use_case(says=Words("调减认领与认捐", "cut a claim and its pledge"), by=Role.PROGRAMME_OFFICE)
def reduce(
    work: Work,
    *,
    claim_id: ClaimId,
    project_id: ProjectId,
    amount: Amount,
    instalments: Instalments,
    reason: Reason,
    on: On,
) -> None:
    """Cut a claim and its pledge to ``amount`` in one commit (调减认领与认捐)."""
    reduced = project.reduce_claim(
        work.load(PROJECT, project_id), claim=claim_id, amount=amount, reason=reason, on=on
    )
    work.record(PROJECT, project_id, reduced)
    promise = _own(work, claim_id, project_id)
    amended = pledge.amend(promise, amount=amount, instalments=instalments, reason=reason, on=on)
    work.record(PLEDGE, claim_id, amended)


@use_case(
    says=Words("释放名额、解除认捐", "release a claim and its pledge"), by=Role.PROGRAMME_OFFICE
)
def release(
    work: Work, *, claim_id: ClaimId, project_id: ProjectId, reason: Reason, on: On
) -> None:
    """Give a claim's slot free and release its pledge (释放名额、解除认捐).

    What has arrived keeps its place: then only the rest is free. Of a claim that waits, its place
    among those who wait.
    """
    found = existing_project(work.load(PROJECT, project_id))
    waits = claim_id in found.waiting
    promise = None if waits else _own(work, claim_id, project_id)
    paid = ZERO if promise is None else total(promise.settled)
    facts = project.release_claim(found, claim=claim_id, paid=paid, reason=reason, on=on)
    work.record(PROJECT, project_id, facts)
    if promise is not None:
        work.record(PLEDGE, claim_id, pledge.release(promise, reason=reason, on=on))


@use_case(
    says=Words("捐赠人困难退出", "let a donor in grave trouble go"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=of_claim(),
)
def exit_by_hardship(
    work: Work,
    *,
    claim_id: ClaimId,
    project_id: ProjectId,
    finances: Annotated[DocumentIfAny, Words("财务证明", "proof of finances")],
    report: Annotated[DocumentIfAny, Words("向民政部门的报告", "report to civil affairs")],
    statement: Annotated[DocumentIfAny, Words("公开说明", "public statement")],
    on: On,
) -> None:
    """Let a donor in grave trouble go, on full evidence (困难退出，慈善法 41).

    What is unpaid of its slot is free.
    """
    promise = existing_pledge(_own(work, claim_id, project_id))
    facts = pledge.exit_by_hardship(
        promise,
        finances=finances,
        report=report,
        statement=statement,
        rule=in_force(EDITIONS, HARDSHIP, on).version,
        on=on,
    )
    work.record(PLEDGE, claim_id, facts)
    freed = project.release_claim(
        work.load(PROJECT, project_id),
        claim=claim_id,
        paid=total(promise.settled),
        reason="困难退出",
        on=on,
    )
    work.record(PROJECT, project_id, freed)


def _own(work: Work, claim_id: str, project_id: str) -> Pledge | None:
    """Return the pledge of a claim, if there is one. Refuses where another project is named."""
    return of_project(work.load(PLEDGE, claim_id), claim=claim_id, project=project_id)


def _waits_nowhere_else(work: Work, claim_id: str, project_id: str) -> None:
    """Refuse an id that is another claim's, or waits for a slot of another project."""
    known = work.load(PLEDGE, claim_id)
    if known is not None:
        who, amount = known.pledged.enterprise, known.pledged.amount
        raise Rejection(PledgeWhy.EXISTS, enterprise=who, amount=amount)
    for recorded in work.facts(ClaimWaitlisted):
        assert isinstance(recorded.event, ClaimWaitlisted)
        if recorded.event.claim != claim_id or recorded.key == project_id:
            continue
        other = work.load(PROJECT, recorded.key)
        project.waits_not(other, claim=claim_id, project_id=recorded.key)


@decides(
    PLEDGE,
    "claim_id",
    says=Words("签订捐赠协议", "sign a donation agreement"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=of_claim(),
)
def sign_agreement(
    known: Pledge | None,
    *,
    claim_id: ClaimId,
    document: Annotated[Document, Words("协议编号", "the agreement")],
    document_hash: Annotated[Sha256, Words("文本的 SHA-256", "SHA-256 of the text")],
    on_cancellation: Annotated[
        OnCancellation, Words("项目取消时", "what if the project is cancelled")
    ],
    on: On,
) -> Facts:
    """Sign the donation agreement of a claim (签订捐赠协议)."""
    return pledge.sign_agreement(
        known,
        document=document,
        document_hash=document_hash,
        on_cancellation=on_cancellation,
        on=on,
    )


@decides(
    PLEDGE,
    "claim_id",
    says=Words("留存公开承诺", "keep a donor's public promise"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=of_claim(),
)
def evidence_promise(
    known: Pledge | None,
    *,
    claim_id: ClaimId,
    statement: Annotated[Summary, Words("承诺原话", "what was said")],
    medium: Medium,
    document_hash: Annotated[Sha256, Words("文本的 SHA-256", "SHA-256 of the text")],
    on: On,
) -> Facts:
    """Keep the donor's own public promise as evidence (公开承诺)."""
    return pledge.evidence_promise(
        known, statement=statement, medium=medium, document_hash=document_hash, on=on
    )


@use_case(
    says=Words("答复用途变更", "answer a change of use"),
    by=(Role.ENTERPRISE, Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=of_gift(),
)
def answer_use_change(
    work: Work,
    *,
    gift: GiftId,
    to: Annotated[KnownProject, Words("拟转入的项目", "to which project")],
    amount: Amount,
    agreed: Annotated[YesNo, Words("是否同意", "whether the donor agrees")],
    document: Document,
    on: On,
) -> None:
    """Note the donor's own written answer on one gift, up to ``amount`` (书面答复用途变更).

    It holds for that project only; a no until the same donor's later yes.
    """
    part = part_of(work, gift)
    key = join_key(gift, to)
    facts = use_change.answer(
        work.load(USE_CHANGE, key),
        gift=gift,
        to=to,
        donor=donor_of(work, gift) if part.kind in GIVEN else None,
        given=part.amount,
        amount=amount,
        agreed=agreed,
        document=document,
        on=on,
    )
    work.record(USE_CHANGE, key, facts)


@decides(
    PLEDGE,
    "claim_id",
    says=Words("同意公开捐赠人名称", "agree to a donor's being named"),
    by=(Role.ENTERPRISE, Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=of_claim(),
)
def agree_to_publish(
    known: Pledge | None,
    *,
    claim_id: ClaimId,
    display_name: Annotated[Name, Words("公开时所用名称", "the name to show")],
    scope: Reach,
    document: Document,
    on: On,
) -> Facts:
    """Note that the donor may be named, and how (同意公开名称)."""
    return pledge.agree_to_publish(
        known, display_name=display_name, scope=scope, document=document, on=on
    )


@decides(
    PLEDGE,
    "claim_id",
    says=Words("撤回公开捐赠人名称", "withdraw a donor's name"),
    by=(Role.ENTERPRISE, Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=of_claim(),
)
def withdraw_publication(
    known: Pledge | None, *, claim_id: ClaimId, reason: Reason, on: On
) -> Facts:
    """Note that the donor is not to be named any more (撤回公开)."""
    return pledge.withdraw_publication(known, reason=reason, on=on)
