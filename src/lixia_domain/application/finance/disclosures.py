"""Use cases of publishing, and whether a fund may offer projects to the public at large."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from attrs import frozen

from lixia_domain.aggregates import disclosure
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.disclosure import DISCLOSURE, Platform
from lixia_domain.aggregates.foundation.decisions import is_qualified
from lixia_domain.aggregates.foundation.facts import Qualification
from lixia_domain.aggregates.foundation.state import FOUNDATION, Foundation
from lixia_domain.aggregates.fund.state import FUND, Fund, FundStage
from lixia_domain.aggregates.fundraising_plan import (
    FUNDRAISING_PLAN,
    FundraisingPlan,
    PlanFiled,
)
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.scope import of_published
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.keys import upper
from lixia_domain.kernel.rejection import Reason as Refusal
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.vocabulary import (
    Address,
    DisclosurePeriod,
    On,
    Position,
    Reason,
    Sha256,
    SubjectId,
)
from lixia_domain.kernel.words import Words
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, NoRule, in_force
from lixia_domain.rules.deadlines import Matter
from lixia_domain.rules.disclosure import PLATFORM
from lixia_domain.rules.fundraising import PUBLIC_OFFERING


class Why(Refusal):
    """What is refused before the disclosure's own rules are asked."""

    NO_SUCH_SUBJECT = (
        "disclosure.no_such_subject",
        "没有“{subject}”可公开：请核对编号，年度报告须先记录",
        "there is no {subject} to publish: check the id; a year must have been reported",
    )
    NOTHING_TO_PUBLISH = (
        "disclosure.nothing_to_publish",
        "“{matter}”不是信息公开事项",
        "{matter} is no matter of disclosure",
    )
    POSITION_AHEAD = (
        "disclosure.position_ahead",
        "账册只到第 {head} 条，不能依据第 {position} 条",
        "the log ends at {head}: nothing can rest on position {position}",
    )


PUBLISHED = frozenset(Matter) - {Matter.INSTALMENT, Matter.DEMAND, Matter.ANNUAL_FILING}
"""What is published; the rest of the calendar is paid or filed."""


@use_case(
    says=Words("公开信息", "publish a matter of disclosure"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=of_published,
)
def publish(
    work: Work,
    *,
    matter: Annotated[Matter, Words("公开事项", "the matter")],
    subject: Annotated[
        SubjectId,
        Words(
            "对象：方案、项目、拨付编号或基金会代码",
            "plan, project or disbursement id, or the foundation's code",
        ),
    ],
    period: DisclosurePeriod,
    platform: Annotated[Platform, Words("平台", "the platform")],
    address: Address,
    content_hash: Annotated[Sha256, Words("内容的 SHA-256", "SHA-256 of the content")],
    on: On,
    position: Annotated[Position, Words("数字所据的账册位置", "how far its figures have read")]
    | None = None,
) -> str:
    """Publish a matter of a subject for a period (信息公开); return the disclosure's key.

    ``position`` is how far its figures have read: all of the log, if not given.
    """
    if matter not in PUBLISHED:
        raise Rejection(Why.NOTHING_TO_PUBLISH, matter=matter)
    if not _known(work, matter, subject, period):
        raise Rejection(Why.NO_SUCH_SUBJECT, subject=subject)
    head = work.position
    if position is not None and position > head:
        raise Rejection(Why.POSITION_AHEAD, head=head, position=position)
    key = disclosure_key(matter, subject, period)
    facts = disclosure.publish(
        work.load(DISCLOSURE, key),
        matter=matter.value,
        subject=subject,
        period=period,
        platform=platform,
        address=address,
        position=head if position is None else position,
        content_hash=content_hash,
        rule=in_force(EDITIONS, PLATFORM, on).version,
        on=on,
    )
    work.record(DISCLOSURE, key, facts)
    return key


@use_case(
    says=Words("更正已公开的信息", "correct what was published"),
    by=Role.APPROVER,
    scope=of_published,
)
def correct(
    work: Work,
    *,
    matter: Annotated[Matter, Words("公开事项", "the matter")],
    subject: Annotated[
        SubjectId,
        Words(
            "对象：方案、项目、拨付编号或基金会代码",
            "plan, project or disbursement id, or the foundation's code",
        ),
    ],
    period: DisclosurePeriod,
    corrects: Annotated[Sha256, Words("现行内容的 SHA-256", "SHA-256 of what stands there")],
    content_hash: Annotated[Sha256, Words("内容的 SHA-256", "SHA-256 of the content")],
    reason: Reason,
    on: On,
) -> None:
    """Correct what was published (更正), citing the content that stands there."""
    key = disclosure_key(matter, subject, period)
    facts = disclosure.correct(
        work.load(DISCLOSURE, key),
        corrects=corrects,
        content_hash=content_hash,
        position=work.position,
        reason=reason,
        approver=work.by.actor,
        on=on,
    )
    work.record(DISCLOSURE, key, facts)


def disclosure_key(matter: Matter, subject: str, period: str) -> str:
    """Return the key of a disclosure: what, of whom, for which period."""
    if matter in (Matter.ANNUAL_REPORT, Matter.ANNUAL_FILING):
        subject = upper(subject)
    return join_key(matter.value, subject, period)


def _known(work: Work, matter: Matter, subject: str, period: str) -> bool:
    match matter:
        case Matter.PLAN_PROGRESS | Matter.PLAN_IN_FULL:
            return work.load(FUNDRAISING_PLAN, subject) is not None
        case Matter.PROJECT_PROGRESS | Matter.PROJECT_IN_FULL:
            return work.load(PROJECT, subject) is not None
        case Matter.TRANSACTION:
            return work.load(DISBURSEMENT, subject) is not None
        case _:
            known = work.load(FOUNDATION, upper(subject))
            return known is not None and period in map(str, known.years)


@frozen(kw_only=True)
class Check:
    """One thing that offering projects to the public at large needs, and whether it is there."""

    code: str
    met: bool
    rule: str
    zh: str
    en: str


def readiness(ledger: Ledger, *, fund_id: str, on: date) -> tuple[Check, ...]:
    """Return what a public offering by the fund needs on ``on``, item by item (慈善法 22–26).

    Before 2016-09-01 the law asks for nothing: no items.
    """
    try:
        rule = in_force(EDITIONS, PUBLIC_OFFERING, on).version
    except NoRule:
        return ()
    known = ledger.load(FUND, FUND.stream(fund_id)).state
    code = "" if known is None else known.proposed.foundation
    keeper = ledger.load(FOUNDATION, FOUNDATION.stream(code)).state if code else None
    plans = [] if known is None else list(_plans(ledger, fund_id))
    return tuple(
        Check(code=code, met=met, rule=rule, zh=zh, en=en)
        for code, met, zh, en in _checks(known, keeper, plans, on)
    )


def _checks(
    known: Fund | None, keeper: Foundation | None, plans: list[FundraisingPlan], on: date
) -> Iterator[tuple[str, bool, str, str]]:
    yield (
        "agreement",
        known is not None and known.stage is FundStage.ESTABLISHED,
        "专项基金已依书面协议设立",
        "the fund stands by a written agreement",
    )
    yield (
        "foundation",
        keeper is not None,
        "基金会已登记",
        "the foundation is registered",
    )
    yield (
        "qualification",
        keeper is not None and is_qualified(keeper, Qualification.PUBLIC_FUNDRAISING, on),
        "基金会有公开募捐资格",
        "the foundation is qualified for public fundraising",
    )
    yield (
        "bank_account",
        keeper is not None and bool(keeper.accounts),
        "基金会收款账户已备案",
        "an account of the foundation is registered to take the money",
    )
    yield (
        "plan",
        any(plan.covers(on) for plan in plans),
        "募捐方案已备案并在期内",
        "a plan is filed and runs on that day",
    )


def _plans(ledger: Ledger, fund_id: str) -> Iterator[FundraisingPlan]:
    for recorded in ledger.read(reads=(PlanFiled,)):
        if isinstance(recorded.event, PlanFiled) and recorded.event.fund == fund_id:
            plan = ledger.load(FUNDRAISING_PLAN, recorded.stream).state
            assert plan is not None, "it was filed"
            yield plan
