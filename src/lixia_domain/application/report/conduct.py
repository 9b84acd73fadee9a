"""What the foundation owes the public: disclosures, and the two tests of its year."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.foundation.decisions import is_qualified, year_figures
from lixia_domain.aggregates.foundation.facts import Qualification
from lixia_domain.aggregates.foundation.state import Foundation
from lixia_domain.application.overview.calendar import DutyState, Entry, calendar
from lixia_domain.application.report.content import (
    Block,
    Cell,
    CellKind,
    Column,
    Paragraph,
    Section,
    Table,
)
from lixia_domain.application.report.source import Source
from lixia_domain.kernel.words import Words
from lixia_domain.rules import EDITIONS
from lixia_domain.rules.deadlines import Matter, Working
from lixia_domain.rules.laws import LAW_2016
from lixia_domain.rules.ratios import Finding
from lixia_domain.rules.ratios import year_tests as tests_of

SOURCES = {edition.version: edition.source for edition in EDITIONS}
"""Where each edition of a rule is written: what a reader can look up."""
NOT_YET = Words(
    "基金会尚未报告年度数字，慈善活动支出与管理费用两项指标还无法判断（慈善法 61）；"
    "单个专项基金不作判断。",
    "The foundation has not reported a year yet, so that neither charitable spending nor "
    "management cost can be judged; a fund alone never is.",
)
PRIVATE = frozenset({Matter.INSTALMENT, Matter.DEMAND})
"""What is due to the fund, not to the public."""


def disclosures(source: Source, working: Working) -> Section:
    """Return what was to be published by the report's date, and how far it is."""
    as_of = source.until
    found = calendar(
        source.rows,
        today=as_of,
        since=LAW_2016,
        until=as_of,
        working=working,
        foundation=source.foundation_code,
    )
    entries = [entry for entry in found.entries if entry.duty.matter not in PRIVATE]
    late = [entry for entry in entries if entry.state is DutyState.OVERDUE]
    said = (
        Words(
            f"应公开 {len(entries)} 项，逾期 {len(late)} 项，见表首。",
            f"{len(entries)} were due, {len(late)} are overdue: they stand first.",
        )
        if late
        else Words(
            f"应公开 {len(entries)} 项，均已办理或未到期。", f"{len(entries)} due, none late."
        )
    )
    entries.sort(key=lambda entry: entry.state is not DutyState.OVERDUE)
    table = Table(
        title=Words("公示日历", "Calendar of disclosures"),
        columns=(
            Column("due", Words("到期日", "Due"), CellKind.DATE),
            Column("matter", Words("事项", "Matter"), CellKind.CODE),
            Column("subject", Words("对象", "Of")),
            Column("period", Words("期间", "Period")),
            Column("duty", Words("办理", "State"), CellKind.CODE),
            Column("late", Words("逾期天数", "Days late"), CellKind.COUNT),
            Column("source", Words("依据", "Source")),
        ),
        rows=tuple(map(_duty, entries)),
    )
    blocks: tuple[Block, ...] = (Paragraph(said, grave=bool(late)), table)
    return Section(Words("信息公开", "Disclosures"), blocks if entries else ())


def _duty(entry: Entry) -> tuple[Cell, ...]:
    duty = entry.duty
    return (
        duty.due,
        duty.matter,
        duty.subject,
        duty.period,
        entry.state,
        entry.late,
        SOURCES[duty.rule],
    )


def year_tests(source: Source) -> Section:
    """Return the two tests of each reported year; of the foundation, never of the fund."""
    title = Words("基金会年度指标", "The foundation's year")
    keeper = source.keeper
    if keeper is None or not keeper.years:
        return Section(title, (Paragraph(NOT_YET),))
    rows = tuple(row for year in sorted(keeper.years) for row in _tests(keeper, year))
    table = Table(
        title=Words("年度支出与管理费用", "Spending and management cost"),
        columns=(
            Column("year", Words("年度", "Year")),
            Column("test", Words("指标", "Test")),
            Column("part", Words("实际", "Actual"), CellKind.MONEY),
            Column("whole", Words("基数", "Of"), CellKind.MONEY),
            Column("percent", Words("标准（%）", "Asked (%)"), CellKind.COUNT),
            Column("verdict", Words("结论", "Verdict"), CellKind.CODE),
            Column("why", Words("说明", "Why")),
        ),
        rows=rows,
        note=Words(
            "两项指标考核基金会及其整个年度，不考核单个专项基金。未达标的年度须报告登记机关并公开说明理由"
            "（慈善法 61）；无法判断的，见各行依据。",
            "Both tests are of the foundation and its whole year, never of one fund. A year that "
            "misses one is reported to the registry and explained in public.",
        ),
    )
    return Section(title, (table,))


def _tests(keeper: Foundation, year: int) -> list[tuple[Cell, ...]]:
    public = is_qualified(keeper, Qualification.PUBLIC_FUNDRAISING, date(year, 12, 31))
    found = tests_of(EDITIONS, year_figures(keeper, year), year=year, public=public)
    names = (Words("慈善活动支出", "Charitable spending"), Words("管理费用", "Management cost"))
    return [
        (str(year), name, test.part, test.whole, test.percent, test.verdict, _why(test))
        for name, test in zip(names, found, strict=True)
    ]


def _why(test: Finding) -> Words | None:
    return Words(test.why, test.why_en) if test.why else None
