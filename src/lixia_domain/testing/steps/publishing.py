"""Fundraising plans, disclosures, the calendar, rules and the four groups of figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from lixia_domain.aggregates.disclosure import Platform
from lixia_domain.application.finance import disclosures, plans
from lixia_domain.application.overview import kpi
from lixia_domain.application.overview.calendar import Calendar, DutyState, Entry, calendar
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.deadlines import PROVISIONAL, Matter
from lixia_domain.rules.holidays import is_working
from lixia_domain.testing.steps.acts import Said, carries_out
from lixia_domain.testing.steps.expect import NotSo, same
from lixia_domain.testing.steps.reading import by_word, row_of
from lixia_domain.testing.steps.sentences import Table, act, check, rows
from lixia_domain.testing.steps.world import FUND, World, credit_code

PLATFORMS = {"全国平台": Platform.NATIONAL}
MATTERS = by_word(Matter) | {
    "募捐全面情况": Matter.PLAN_IN_FULL,
    "项目全面情况": Matter.PROJECT_IN_FULL,
    "年度报告": Matter.ANNUAL_REPORT,
}
STATES = {"done": "已办", "late": "逾期已办", "open": "待办", "overdue": "逾期"}


def _subject(matter: str, subject: str) -> str:
    return credit_code(subject) if matter.startswith("年度报告") else subject


def _of_whom(world: World, said: Said) -> str:
    return _subject(said["matter"], said["whom"])


MADE_PUBLIC: dict[str, Any] = {
    "subject": _of_whom,
    "address": "公告/{whom}/{period}",
    "reads": {"matter": MATTERS, "platform": PLATFORMS},
}

carries_out(
    '基金会"{foundation_code}"以"{filing}"备案募捐方案"{plan_id}"，'
    "{begins:Date} 至 {ends:Date}，目标 {goal:Money}",
    plans.file,
    title="{plan_id}",
    purpose="扶持文明实践项目",
    surplus="用于相同或相近的项目",
)
carries_out(
    '募捐方案"{plan_id}"以"{filing}"变更，止于 {ends:Date}，目标 {goal:Money}',
    plans.amend,
    purpose="扶持文明实践与志愿服务项目",
    reason="需求变化",
)
carries_out('募捐方案"{plan_id}"结束，募得 {raised:Money}', plans.end, document="募捐情况报告")
carries_out(
    '在{platform}公开{matter}"{whom}"的"{period}"，内容"{content_hash}"',
    disclosures.publish,
    **MADE_PUBLIC,
)
carries_out(
    '在{platform}公开{matter}"{whom}"的"{period}"，内容"{content_hash}"，'
    "依据账册第 {position:Number} 条",
    disclosures.publish,
    **MADE_PUBLIC,
)
carries_out(
    '更正{matter}"{whom}"的"{period}"，原内容"{corrects}"，改为"{content_hash}"，因"{reason}"',
    disclosures.correct,
    subject=_of_whom,
    reads={"matter": MATTERS},
)
carries_out(
    '撤回已公开的{matter}"{whom}"的"{period}"，因"{reason}"',
    disclosures.withdraw,
    subject=_of_whom,
    reads={"matter": MATTERS},
)


@act("查看 {since:Date} 至 {until:Date} 的公示日历")
def _(world: World, since: date, until: date) -> None:
    world.outcome = calendar(
        world.store.views(), today=world.today, since=since, until=until, working=is_working
    )


@act('查看基金会"{code}" {since:Date} 至 {until:Date} 的公示日历')
def _(world: World, code: str, since: date, until: date) -> None:
    world.outcome = calendar(
        world.store.views(),
        today=world.today,
        since=since,
        until=until,
        working=is_working,
        foundation=credit_code(code),
    )


@check("公示日历载明：")
def _(world: World, datatable: Table) -> None:
    if not isinstance(world.outcome, Calendar):
        raise NotSo("还没有查看公示日历", "no calendar was asked for")
    matters = {matter: words for words, matter in MATTERS.items()}
    found = [
        (
            entry.duty.due.isoformat() + _provisional(entry),
            matters[entry.duty.matter],
            entry.duty.subject,
            STATES[entry.state.value] + _days_late(entry),
        )
        for entry in world.outcome.entries
    ]
    told = [
        (row["到期日"], row["事项"], _subject(row["事项"], row["对象"]), row["状态"])
        for row in rows(datatable)
    ]
    same("日历", "the calendar", found, told)


def _provisional(entry: Entry) -> str:
    return f"（{PROVISIONAL.zh}）" if entry.duty.provisional else ""


def _days_late(entry: Entry) -> str:
    return f"（{entry.late} 日）" if entry.state is DutyState.LATE else ""


@check("面向公众推出项目的条件齐备")
def _(world: World) -> None:
    same("尚缺的条件", "what is missing", "、".join(_missing(world)), "")


@check('面向公众推出项目尚缺"{missing}"')
def _(world: World, missing: str) -> None:
    same("尚缺的条件", "what is missing", "、".join(_missing(world)), missing)


@check('{on:Date} 适用的规则"{rule}"自 {since:Date} 起有效，来源"{source}"')
def _(world: World, on: date, rule: str, since: date, source: str) -> None:
    edition = in_force(EDITIONS, rule, on)
    same(f"规则 {rule} 的起始日", f"the first day of rule {rule}", edition.since, since)
    same(f"规则 {rule} 的来源", f"the source of rule {rule}", edition.source, source)


@check('指标"{code}"为 {part:Number} 比 {whole:Number}')
def _(world: World, code: str, part: int, whole: int) -> None:
    figures = {f.code: f for f in kpi.report(world.store.views()).figures}
    found = row_of(figures, code, "指标", "figure")
    same(f"指标 {code} ", f"figure {code}", f"{found.part} 比 {found.whole}", f"{part} 比 {whole}")


def _missing(world: World) -> list[str]:
    checks = disclosures.readiness(world.ledger, fund_id=FUND, on=world.today)
    return [check.zh for check in checks if not check.met]
