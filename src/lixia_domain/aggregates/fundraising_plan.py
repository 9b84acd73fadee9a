"""Fundraising plan (募捐方案): what is raised in public for what, filed before it begins.

Source: 慈善法 22–26, 56; 山东省慈善条例 21, 23 (ten days before).
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Words
from lixia_domain.rules.spans import Spans, amended, cover, over


@stored_as("fundraising_plan.filed", says=Words("募捐方案备案", "fundraising plan filed"))
class PlanFiled(Event):
    """募捐方案备案：基金会、专项基金、用途、起止、目标、剩余财产处理、备案编号、所据规则。"""

    foundation: str
    fund: str
    title: str
    purpose: str
    begins: date
    ends: date
    goal: Money
    surplus: str
    filing: str
    rule: str


@stored_as("fundraising_plan.amended", says=Words("募捐方案变更", "fundraising plan amended"))
class PlanAmended(Event):
    """方案变更并重新备案：变更后的用途、止期、目标。"""

    purpose: str
    ends: date
    goal: Money
    filing: str
    reason: str
    rule: str


@stored_as("fundraising_plan.ended", says=Words("募捐结束", "fundraising ended"))
class PlanEnded(Event):
    """募捐结束：实际募得金额与结束报告。"""

    raised: Money
    document: str


FundraisingPlanEvent: TypeAlias = PlanFiled | PlanAmended | PlanEnded
Facts: TypeAlias = tuple[FundraisingPlanEvent, ...]


class PlanStage(StrEnum):
    """Where in its life a plan stands."""

    FILED = "filed"
    ENDED = "ended"


@frozen(kw_only=True)
class FundraisingPlan:
    """A plan as its decisions see it: what was filed first, and what holds now.

    ``spans``: from when to when it ran, or runs.
    """

    filed: PlanFiled
    purpose: str
    ends: date
    goal: Money
    filing: str
    spans: Spans
    ended_on: date | None = None

    def covers(self, on: date) -> bool:
        """Tell whether money may be raised under the plan on ``on``."""
        return cover(self.spans, on)

    def over(self, on: date) -> bool:
        """Tell whether it was over before ``on``."""
        return self.spans[-1][1] < on


def evolve(plan: FundraisingPlan | None, event: FundraisingPlanEvent) -> FundraisingPlan:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, PlanFiled):
        return FundraisingPlan(
            filed=event,
            purpose=event.purpose,
            ends=event.ends,
            goal=event.goal,
            filing=event.filing,
            spans=((event.begins, max(event.begins, event.ends)),),
        )
    assert plan is not None, "a plan's history opens with PlanFiled"
    match event:
        case PlanAmended(purpose=purpose, ends=ends, goal=goal, filing=filing, on=on):
            spans = amended(plan.spans, ends=ends, on=on)
            return replace(plan, purpose=purpose, ends=ends, goal=goal, filing=filing, spans=spans)
        case PlanEnded(on=on):
            return replace(plan, ended_on=on, spans=over(plan.spans, on=on))
        case _:
            assert_never(event)


FUNDRAISING_PLAN: Decider[FundraisingPlan | None, FundraisingPlanEvent] = Decider(
    "fundraising_plan", None, evolve, get_args(FundraisingPlanEvent)
)


class Why(Reason):
    """Every reason a plan may refuse."""

    UNKNOWN = "fundraising_plan.unknown", "没有这个募捐方案", "there is no such plan"
    EXISTS = (
        "fundraising_plan.exists",
        "方案编号已用于“{title}”",
        "the id is that of “{title}”",
    )
    ENDS_BEFORE = (
        "fundraising_plan.ends_before",
        "募捐止于 {ends}，早于开始日 {begins}",
        "it would end on {ends}, before it begins on {begins}",
    )
    FILED_LATE = (
        "fundraising_plan.filed_late",
        "募捐方案应在开始（{begins}）前 {days} 日备案，最迟 {last}",
        "a plan is filed {days} days before it begins on {begins}: by {last}",
    )
    ENDED = (
        "fundraising_plan.ended",
        "募捐已于 {on} 结束",
        "the fundraising ended on {on}",
    )
    NOT_REFILED = (
        "fundraising_plan.not_refiled",
        "变更须重新备案：{filing} 是原备案编号",
        "a change is filed again: {filing} is the filing it had",
    )
    OVER = (
        "fundraising_plan.over",
        "募捐期已于 {last} 届满，不能再改止期；继续募捐须另行备案新的方案",
        "its time was over on {last}: the end can't be moved any more; to go on, file a new plan",
    )
    ENDS_PAST = (
        "fundraising_plan.ends_past",
        "止期 {ends} 已经过去；已经停止募捐的，请办理募捐结束",
        "{ends} is past already: if the fundraising has stopped, end it",
    )
    NOT_BEGUN = (
        "fundraising_plan.not_begun",
        "募捐 {begins} 才开始，不能结束",
        "the fundraising begins on {begins}: it can't have ended",
    )


def file(
    plan: FundraisingPlan | None,
    *,
    foundation: str,
    fund: str,
    title: str,
    purpose: str,
    begins: date,
    ends: date,
    goal: Money,
    surplus: str,
    filing: str,
    days_before: int,
    rule: str,
    on: date,
) -> Facts:
    """File a plan (备案), at least ``days_before`` days before it begins, as ``rule`` asks.

    The same told twice is ``()``.
    """
    told = PlanFiled(
        foundation=foundation,
        fund=fund,
        title=title,
        purpose=purpose,
        begins=begins,
        ends=ends,
        goal=positive(goal),
        surplus=surplus,
        filing=filing,
        rule=rule,
        on=on,
    )
    if plan is not None:
        if plan.filed.repeats(told):
            return ()
        raise Rejection(Why.EXISTS, title=plan.filed.title)
    if ends < begins:
        raise Rejection(Why.ENDS_BEFORE, begins=begins, ends=ends)
    last = begins - timedelta(days=days_before)
    if on > last:
        raise Rejection(Why.FILED_LATE, begins=begins, days=days_before, last=last)
    return (told,)


def amend(
    plan: FundraisingPlan | None,
    *,
    purpose: str,
    ends: date,
    goal: Money,
    filing: str,
    reason: str,
    rule: str,
    on: date,
) -> Facts:
    """Change a plan and file it again (变更并重新备案，慈善法 56).

    Its use may change afterwards too, its end only while it runs: what the end made due stays.
    """
    plan = _open(plan)
    if (plan.purpose, plan.ends, plan.goal, plan.filing) == (purpose, ends, goal, filing):
        return ()
    if filing == plan.filing:
        raise Rejection(Why.NOT_REFILED, filing=filing)
    if ends < plan.filed.begins:
        raise Rejection(Why.ENDS_BEFORE, begins=plan.filed.begins, ends=ends)
    if ends != plan.ends and plan.over(on):
        raise Rejection(Why.OVER, last=plan.spans[-1][1])
    if ends != plan.ends and ends < on:
        raise Rejection(Why.ENDS_PAST, ends=ends)
    return (
        PlanAmended(
            purpose=purpose,
            ends=ends,
            goal=positive(goal),
            filing=filing,
            reason=reason,
            rule=rule,
            on=on,
        ),
    )


def end(plan: FundraisingPlan | None, *, raised: Money, document: str, on: date) -> Facts:
    """End the fundraising (结束). From here three months run to publish it in full.

    Where its time was over before, they have been running since then.
    """
    plan = _open(plan)
    if on < plan.filed.begins:
        raise Rejection(Why.NOT_BEGUN, begins=plan.filed.begins)
    if raised != ZERO:
        positive(raised)
    return (PlanEnded(raised=raised, document=document, on=on),)


def existing(plan: FundraisingPlan | None) -> FundraisingPlan:
    """Return ``plan``. Refuses where there is none."""
    if plan is None:
        raise Rejection(Why.UNKNOWN)
    return plan


def _open(plan: FundraisingPlan | None) -> FundraisingPlan:
    plan = existing(plan)
    if plan.ended_on is not None:
        raise Rejection(Why.ENDED, on=plan.ended_on)
    return plan
