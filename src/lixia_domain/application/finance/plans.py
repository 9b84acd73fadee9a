"""Use cases of fundraising plans: file, amend, end."""

from __future__ import annotations

from typing import Annotated

from lixia_domain.aggregates import fundraising_plan
from lixia_domain.aggregates.foundation import decisions as foundation
from lixia_domain.aggregates.foundation.state import FOUNDATION
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.fundraising_plan import FUNDRAISING_PLAN, Facts, FundraisingPlan
from lixia_domain.application.scope import foundation_named, of_plan
from lixia_domain.application.use_case import Role, decides, use_case
from lixia_domain.kernel.amounts import Why as AmountWhy
from lixia_domain.kernel.figures import Fen
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason as Refusal
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.vocabulary import (
    Amount,
    AnyDay,
    Document,
    FilingNumber,
    FoundationCode,
    FundId,
    On,
    PlanId,
    Purpose,
    Reason,
    Surplus,
    Title,
)
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.fundraising import DAYS_BEFORE, PLAN_LEAD, PLAN_REFILED


class Why(Refusal):
    """What is refused before the plan's own rules are asked."""

    OTHER_FOUNDATION = (
        "fundraising_plan.other_foundation",
        "专项基金设在“{keeper}”，不在“{foundation}”",
        "the fund is in “{keeper}”, not in “{foundation}”",
    )


@use_case(
    says=Words("募捐方案备案", "file a fundraising plan"),
    by=Role.ACCOUNTANT,
    scope=foundation_named("foundation_code"),
)
def file(
    work: Work,
    *,
    plan_id: PlanId,
    foundation_code: FoundationCode,
    fund_id: FundId,
    title: Title,
    purpose: Purpose,
    begins: Annotated[AnyDay, Words("自何日起", "its first day")],
    ends: Annotated[AnyDay, Words("止于何日", "its last day")],
    goal: Annotated[Amount, Words("目标（元）", "the goal, yuan")],
    surplus: Surplus,
    filing: FilingNumber,
    on: On,
) -> None:
    """File a plan (募捐方案备案) of a foundation that is qualified on the day it begins.

    How long before that day is told by the rule in force on ``on``; the fact names the rule.
    """
    keeper = fund.established(work.load(FUND, fund_id)).proposed.foundation
    if keeper != foundation_code:
        raise Rejection(Why.OTHER_FOUNDATION, keeper=keeper, foundation=foundation_code)
    foundation.qualified(work.load(FOUNDATION, foundation_code), on=begins)
    rule = in_force(EDITIONS, PLAN_LEAD, on)
    facts = fundraising_plan.file(
        work.load(FUNDRAISING_PLAN, plan_id),
        foundation=foundation_code,
        fund=fund_id,
        title=title,
        purpose=purpose,
        begins=begins,
        ends=ends,
        goal=goal,
        surplus=surplus,
        filing=filing,
        days_before=rule.figures[DAYS_BEFORE],
        rule=rule.version,
        on=on,
    )
    work.record(FUNDRAISING_PLAN, plan_id, facts)


@use_case(
    says=Words("变更募捐方案", "amend a fundraising plan"),
    by=Role.ACCOUNTANT,
    scope=of_plan(),
)
def amend(
    work: Work,
    *,
    plan_id: PlanId,
    purpose: Purpose,
    ends: Annotated[AnyDay, Words("止于何日", "its last day")],
    goal: Annotated[Amount, Words("目标（元）", "the goal, yuan")],
    filing: FilingNumber,
    reason: Reason,
    on: On,
) -> None:
    """Change a plan and file it again (变更并重新备案).

    Who lets it last longer is qualified on that day.
    """
    known = work.load(FUNDRAISING_PLAN, plan_id)
    if known is not None and ends > known.ends:
        foundation.qualified(work.load(FOUNDATION, known.filed.foundation), on=on)
    facts = fundraising_plan.amend(
        known,
        purpose=purpose,
        ends=ends,
        goal=goal,
        filing=filing,
        reason=reason,
        rule=in_force(EDITIONS, PLAN_REFILED, on).version,
        on=on,
    )
    work.record(FUNDRAISING_PLAN, plan_id, facts)


@decides(
    FUNDRAISING_PLAN,
    "plan_id",
    says=Words("结束募捐", "end the fundraising of a plan"),
    by=Role.ACCOUNTANT,
    scope=of_plan(),
)
def end(
    known: FundraisingPlan | None,
    *,
    plan_id: PlanId,
    raised: Annotated[
        Money, Fen(0, refusal=AmountWhy.NOT_POSITIVE), Words("募得（元）", "what was raised, yuan")
    ],
    document: Annotated[Document, Words("结束报告", "the closing report")],
    on: On,
) -> Facts:
    """End the fundraising (募捐结束)."""
    return fundraising_plan.end(known, raised=raised, document=document, on=on)
