"""Use cases of enterprises: register, verify, rename, merge, debar, reinstate."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from lixia_domain.aggregates import enterprise
from lixia_domain.aggregates.enterprise import ENTERPRISE, Enterprise, Facts, Ownership
from lixia_domain.aggregates.pledge import decisions as pledge
from lixia_domain.aggregates.pledge.facts import (
    DonationPledged,
    InstalmentSettled,
    InstalmentUnsettled,
    PledgeSucceeded,
)
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.subject.facts import Details
from lixia_domain.application.persons import subjects
from lixia_domain.application.scope import enterprise_named
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.kernel.credit_codes import sound_code
from lixia_domain.kernel.keys import upper
from lixia_domain.kernel.texts import Text
from lixia_domain.kernel.vocabulary import CreditCode, Document, Name, On, PersonRef, Reason
from lixia_domain.recording.work import Work

EnterpriseName: TypeAlias = Annotated[
    Name, Text(200, refusal=enterprise.Why.NO_NAME), Words("企业名称", "the enterprise's name")
]


@use_case(says=Words("登记企业", "register an enterprise"), by=Role.PROGRAMME_OFFICE)
def register(
    work: Work,
    *,
    code: CreditCode,
    name: EnterpriseName,
    ownership: Annotated[Ownership, Words("所有制", "whose it is")],
    on: On,
) -> str:
    """Register an enterprise under its credit code (登记); return the code as stored."""
    code = sound_code(code)
    facts = enterprise.register(work.load(ENTERPRISE, code), name=name, ownership=ownership, on=on)
    work.record(ENTERPRISE, code, facts)
    return code


@decides(
    ENTERPRISE,
    "code",
    says=Words("核验企业的营业执照", "verify an enterprise's licence"),
    by=Role.PROGRAMME_OFFICE,
)
def verify(
    known: Enterprise | None,
    *,
    code: CreditCode,
    document: Annotated[Document, Words("所见证照", "the licence that was seen")],
    on: On,
) -> Facts:
    """Note that the enterprise's licence was seen (核验)."""
    return enterprise.verify(known, document=document, on=on)


@decides(
    ENTERPRISE,
    "code",
    says=Words("企业更名", "note an enterprise's new name"),
    by=Role.PROGRAMME_OFFICE,
)
def rename(
    known: Enterprise | None,
    *,
    code: CreditCode,
    name: Annotated[EnterpriseName, Words("新名称", "the new name")],
    document: Document,
    on: On,
) -> Facts:
    """Note that the enterprise bears another name from ``on`` (更名): the same identity."""
    return enterprise.rename(known, name=name, document=document, on=on)


@use_case(
    says=Words("企业并入另一企业", "merge an enterprise into another"), by=Role.PROGRAMME_OFFICE
)
def merge(
    work: Work,
    *,
    code: CreditCode,
    successor: Annotated[
        CreditCode, Words("承继企业的统一社会信用代码", "the successor's credit code")
    ],
    document: Document,
    on: On,
) -> None:
    """Merge the enterprise into another (合并). What it gave, and its receipts, stay.

    Its pledges pass to the successor: from now on both are one firm. Told again, those pass that
    older code left behind.
    """
    facts = enterprise.merge(
        work.load(ENTERPRISE, code),
        code=code,
        successor=successor,
        into=work.load(ENTERPRISE, successor),
        document=document,
        on=on,
    )
    work.record(ENTERPRISE, code, facts)
    for claim_id in pledges_of(work, code):
        passed = pledge.succeed(
            work.load(PLEDGE, claim_id), enterprise=successor, document=document, on=on
        )
        work.record(PLEDGE, claim_id, passed)


@use_case(says=Words("撤销企业并入", "annul the merger of an enterprise"), by=Role.PROGRAMME_OFFICE)
def annul_merger(
    work: Work, *, code: CreditCode, reason: Reason, document: Document, on: On
) -> None:
    """Annul a merger (撤销合并): what the enterprise had promised is its own again.

    As long as its successor has paid nothing of that.
    """
    known = work.load(ENTERPRISE, code)
    successor = "" if known is None or known.successor is None else known.successor
    passed = [
        claim_id for claim_id in pledges_of(work, successor) if _came_from(work, claim_id, code)
    ]
    facts = enterprise.annul_merger(
        known,
        into=work.load(ENTERPRISE, successor) if successor else None,
        paid=[claim_id for claim_id in passed if _paid_since(work, claim_id)],
        reason=reason,
        document=document,
        on=on,
    )
    work.record(ENTERPRISE, code, facts)
    for claim_id in passed:
        back = pledge.succeed(
            work.load(PLEDGE, claim_id), enterprise=code, document=document, on=on
        )
        work.record(PLEDGE, claim_id, back)


def _came_from(work: Work, claim_id: str, code: str) -> bool:
    """Tell whether a pledge came to whose it is from the enterprise of ``code``."""
    whose: list[str] = []
    for recorded in work.history(PLEDGE, claim_id):
        match recorded.event:
            case DonationPledged(enterprise=first):
                whose = [upper(first)]
            case PledgeSucceeded(enterprise=now) if whose[-2:-1] == [upper(now)]:
                whose.pop()  # that merger was annulled
            case PledgeSucceeded(enterprise=now):
                whose.append(upper(now))
            case _:
                pass
    return whose[-2:-1] == [upper(code)]


def _paid_since(work: Work, claim_id: str) -> bool:
    """Tell whether anything of a pledge is paid since it passed on, and was not undone."""
    fen = 0
    for recorded in work.history(PLEDGE, claim_id):
        match recorded.event:
            case PledgeSucceeded():
                fen = 0
            case InstalmentSettled(amount=amount):
                fen += amount.fen
            case InstalmentUnsettled(amount=amount):
                fen -= amount.fen
            case _:
                pass
    return fen > 0


def pledges_of(work: Work, code: str) -> list[str]:
    """Return the pledges that are the enterprise's now: made by it, or passed to it."""
    ever = [
        recorded.key
        for cls in (DonationPledged, PledgeSucceeded)
        for recorded in work.facts(cls)
        if isinstance(recorded.event, cls) and upper(recorded.event.enterprise) == upper(code)
    ]
    work.prefetch(PLEDGE, ever)
    return [
        claim_id
        for claim_id in dict.fromkeys(ever)
        if (found := work.load(PLEDGE, claim_id)) is not None
        if upper(found.enterprise) == upper(code)
    ]


@decides(
    ENTERPRISE,
    "code",
    says=Words("禁止企业认领", "keep an enterprise from claiming"),
    by=Role.PROGRAMME_OFFICE,
)
def debar(
    known: Enterprise | None, *, code: CreditCode, reason: Reason, document: Document, on: On
) -> Facts:
    """Keep the enterprise from claiming (禁入)."""
    return enterprise.debar(known, reason=reason, document=document, on=on)


@decides(
    ENTERPRISE,
    "code",
    says=Words("解除企业禁入", "let a debarred enterprise claim again"),
    by=Role.PROGRAMME_OFFICE,
)
def reinstate(known: Enterprise | None, *, code: CreditCode, document: Document, on: On) -> Facts:
    """Let a debarred enterprise claim again (解除禁入)."""
    return enterprise.reinstate(known, document=document, on=on)


@use_case(
    says=Words("登记企业联系人", "name an enterprise's contact"),
    by=(Role.PROGRAMME_OFFICE, Role.ENTERPRISE),
    scope=enterprise_named(),
)
def name_contact(
    work: Work,
    *,
    code: CreditCode,
    person: PersonRef,
    details: Details,
    document: Annotated[Document, Words("告知同意书", "the notice and consent")],
    on: On,
) -> None:
    """Register who is to be spoken to (联系人), with sealed ``details``."""
    enterprise.standing(work.load(ENTERPRISE, code))
    stream = ENTERPRISE.stream(code)
    subjects.contact(work, person, of=stream, details=details, document=document, on=on)
