"""Use cases of publishing, and whether a fund may offer projects to the public at large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
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
from lixia_domain.application.finance.published import of_published
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
from lixia_domain.rules import EDITIONS, NoRule, deadlines, in_force
from lixia_domain.rules.deadlines import Duty, Matter
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
    NOT_OWED = (
        "disclosure.not_owed",
        "“{subject}”没有“{period}”这一期{matter}；应公开的期次见公示日历",
        "{subject} owes no {matter} for {period}: the calendar has the periods",
    )
    NOT_YET = (
        "disclosure.not_yet",
        "“{subject}”的{matter}（{period}）自 {opens} 起方可公开",
        "{matter} {period} of {subject} can be published from {opens} on",
    )
    POSITION_AHEAD = (
        "disclosure.position_ahead",
        "账册只到第 {head} 条，不能依据第 {position} 条",
        "the log ends at {head}: nothing can rest on position {position}",
    )


PUBLISHED = frozenset(Matter) - {
    Matter.INSTALMENT,
    Matter.DEMAND,
    Matter.SURPLUS,
    Matter.ANNUAL_FILING,
}
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

    The period is one that is owed, and has begun: what is told before says nothing of it.
    ``position`` is how far its figures have read: all of the log, if not given.
    """
    if matter not in PUBLISHED:
        raise Rejection(Why.NOTHING_TO_PUBLISH, matter=matter)
    duty = _duty(work, matter, subject, period)
    if on < duty.opens:
        raise Rejection(
            Why.NOT_YET, matter=matter, subject=subject, period=period, opens=duty.opens
        )
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
        opens=duty.opens,
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


@use_case(
    says=Words("撤回已公开的信息", "withdraw what was published"),
    by=Role.APPROVER,
    scope=of_published,
)
def withdraw(
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
    reason: Reason,
    on: On,
) -> None:
    """Withdraw what should not have been published (撤回); what is owed is owed again."""
    key = disclosure_key(matter, subject, period)
    facts = disclosure.withdraw(
        work.load(DISCLOSURE, key), reason=reason, approver=work.by.actor, on=on
    )
    work.record(DISCLOSURE, key, facts)


def disclosure_key(matter: Matter, subject: str, period: str) -> str:
    """Return the key of a disclosure: what, of whom, for which period."""
    if matter in (Matter.ANNUAL_REPORT, Matter.ANNUAL_FILING):
        subject = upper(subject)
    return join_key(matter.value, subject, period)


def _duty(work: Work, matter: Matter, subject: str, period: str) -> Duty:
    """Return the duty that a disclosure answers. Refuses what is not there, or not owed."""
    owed = _owed(work, matter, subject)
    if owed is None:
        raise Rejection(Why.NO_SUCH_SUBJECT, subject=subject)
    found = next((one for one in owed if (one.matter, one.period) == (matter, period)), None)
    if found is None:
        raise Rejection(Why.NOT_OWED, matter=matter, subject=subject, period=period)
    return found


def _owed(work: Work, matter: Matter, subject: str) -> Iterable[Duty] | None:
    """Return all that a subject owes; ``None`` where there is no such subject."""
    upto = deadlines.add_months(work.today, 12 * FARTHEST)
    match matter:
        case Matter.PLAN_PROGRESS | Matter.PLAN_IN_FULL:
            plan = work.load(FUNDRAISING_PLAN, subject)
            return (
                None if plan is None else deadlines.plan(EDITIONS, subject, plan.spans, upto=upto)
            )
        case Matter.PROJECT_PROGRESS | Matter.PROJECT_IN_FULL:
            project = work.load(PROJECT, subject)
            if project is None or project.started is None:
                return None if project is None else ()
            return deadlines.project(EDITIONS, subject, project.started, project.ended, upto=upto)
        case Matter.TRANSACTION:
            paid = work.load(DISBURSEMENT, subject)
            if paid is None or paid.payment is None:
                return None if paid is None else ()
            return deadlines.transaction(EDITIONS, subject, paid.payment.on)
        case _:
            known = work.load(FOUNDATION, upper(subject))
            years = () if known is None else known.years
            reported = [deadlines.foundation_year(EDITIONS, subject, year) for year in years]
            return chain(*reported) if reported else None


FARTHEST = 30
"""How many years ahead a period may be that is asked about: no plan lasts that long."""


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
