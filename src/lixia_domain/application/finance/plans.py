"""Use cases of fundraising plans: file, amend, end."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import fundraising_plan
from lixia_domain.aggregates.foundation import decisions as foundation
from lixia_domain.aggregates.foundation.state import FOUNDATION
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.fundraising_plan import FUNDRAISING_PLAN
from lixia_domain.application.use_case import use_case
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.fundraising import DAYS_BEFORE, PLAN_LEAD, PLAN_REFILED


class Why(Reason):
    """What is refused before the plan's own rules are asked."""

    OTHER_FOUNDATION = (
        "fundraising_plan.other_foundation",
        "专项基金设在“{keeper}”，不在“{foundation}”",
        "the fund is in “{keeper}”, not in “{foundation}”",
    )


@use_case
def file(
    work: Work,
    *,
    plan_id: str,
    foundation_code: str,
    fund_id: str,
    title: str,
    purpose: str,
    begins: date,
    ends: date,
    goal: Money,
    surplus: str,
    filing: str,
    on: date,
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


@use_case
def amend(
    work: Work,
    *,
    plan_id: str,
    purpose: str,
    ends: date,
    goal: Money,
    filing: str,
    reason: str,
    on: date,
) -> None:
    """Change a plan and file it again (变更并重新备案)."""
    facts = fundraising_plan.amend(
        work.load(FUNDRAISING_PLAN, plan_id),
        purpose=purpose,
        ends=ends,
        goal=goal,
        filing=filing,
        reason=reason,
        rule=in_force(EDITIONS, PLAN_REFILED, on).version,
        on=on,
    )
    work.record(FUNDRAISING_PLAN, plan_id, facts)


@use_case
def end(work: Work, *, plan_id: str, raised: Money, document: str, on: date) -> None:
    """End the fundraising (募捐结束)."""
    facts = fundraising_plan.end(
        work.load(FUNDRAISING_PLAN, plan_id), raised=raised, document=document, on=on
    )
    work.record(FUNDRAISING_PLAN, plan_id, facts)
