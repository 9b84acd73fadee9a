"""Sentences that ask a history for figures and facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import Money
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.specs.history.folds import ALL, KEPT, Fold, Ref, ref
from lixia_domain.specs.history.moment import WHOLE, Moment
from lixia_domain.specs.history.past import Past
from lixia_domain.specs.history.rows import Claims, Projects, Statement, Summary
from lixia_domain.specs.history.sentences import condition, finding, moment
from lixia_domain.testing.steps.expect import expect, same, skip
from lixia_domain.testing.steps.reading import (
    CLAIM,
    CLASSES,
    PROJECT,
    STAGES,
    Words,
    figure,
    row_of,
    stage,
)
from lixia_domain.testing.steps.sentences import Table, one_of, rows
from lixia_domain.views.claim_board import CLAIM_BOARD
from lixia_domain.views.fund_statement import FUND_STATEMENT
from lixia_domain.views.programme_summary import ALL as EVERYTHING
from lixia_domain.views.programme_summary import PROGRAMME_SUMMARY
from lixia_domain.views.project_register import PROJECT_REGISTER

NUMBERS = Words(
    "说法",
    "count",
    {
        "项目": "projects",
        "已认领项目": "projects_claimed",
        "未认领项目": "projects_unclaimed",
        "认领企业": "enterprises",
        "领域": "domains",
    },
)
TOTALS = Words(
    "合计",
    "total",
    {
        "预算": "budget_fen",
        "认领": "pledged_fen",
        "捐赠到账": "received_fen",
        "捐赠拨付": "disbursed_fen",
        "财政到账": "government_received_fen",
        "财政拨付": "government_disbursed_fen",
    },
)
NAMES = Words("事实", "fact", {name: name for name in EVENTS})


@moment("全部历史")
def _() -> Moment:
    return WHOLE


@moment("历史截至 {on:Date}")
def _(on: date) -> Moment:
    return Moment(on=on)


@moment("历史截至第 {position:Number} 条")
def _(position: int) -> Moment:
    return Moment(position=position)


@moment("历史截至 {on:Date}，以第 {position:Number} 条时所知为准")
def _(on: date, position: int) -> Moment:
    return Moment(on=on, position=position)


@condition('历史属于"{district}"')
def _(history: Past, district: str) -> None:
    theirs = history.archive.store.ledger.district
    expect(
        theirs == district,
        f"这是“{theirs}”的账库，不是“{district}”的；请核对 --store",
        f"this is the store of {theirs!r}, not of {district!r}; check --store",
    )


@condition("账册已记到第 {position:Number} 条")
def _(history: Past, position: int) -> None:
    there = history.archive.position
    expect(
        position <= there,
        f"账册只记到第 {there} 条",
        f"the books go up to position {there} only",
    )


@condition('本规格只适用于记有流"{stream}"的账库')
def _(history: Past, stream: str) -> None:
    if not history.stream(stream):
        skip(
            f"不适用：账库中没有流“{stream}”",
            f"not applicable: the store has no stream {stream!r}",
        )


@finding('"{project}"的{word}为 {amount:Money}', Projects, accepts={"word": one_of(PROJECT.known)})
def _(history: Past, project: str, word: str, amount: Money) -> None:
    _figure(history, project, word, amount)


@finding(
    "下列项目的{word}为：",
    Projects,
    accepts={"word": one_of(PROJECT.known)},
    heads=one_of(("项目", "金额")),
)
def _(history: Past, word: str, datatable: Table) -> None:
    for row in rows(datatable):
        _figure(history, row["项目"], word, Money.parse(row["金额"]))


def _figure(history: Past, project: str, word: str, amount: Money) -> None:
    zh, en = f"项目 {project} ", f"project {project}"
    row = row_of(_projects(history), project, "项目", "project", note=history.note)
    history.stream(f"project-{project}")
    figure(row, PROJECT, word, amount, zh, en, note=history.note)


def _projects(history: Past) -> Mapping[str, Any]:
    return history.fold(Projects).tables[PROJECT_REGISTER.name]


@finding('"{project}"处于{word}阶段', Projects, accepts={"word": one_of(STAGES.known)})
def _(history: Past, project: str, word: str) -> None:
    row = row_of(_projects(history), project, "项目", "project", note=history.note)
    history.stream(f"project-{project}")
    stage(row, word, f"项目 {project} ", f"project {project}", note=history.note)


@finding('认捐"{claim}"的{word}为 {amount:Money}', Claims, accepts={"word": one_of(CLAIM.known)})
def _(history: Past, claim: str, word: str, amount: Money) -> None:
    table = history.fold(Claims).tables[CLAIM_BOARD.name]
    row = row_of(table, claim, "认捐", "pledge", note=history.note)
    history.stream(f"pledge-{claim}")
    figure(row, CLAIM, word, amount, f"认捐 {claim} ", f"pledge {claim}", note=history.note)


@finding("共有 {number:Number} 个{what}", Summary, accepts={"what": one_of(NUMBERS.known)})
def _(history: Past, number: int, what: str) -> None:
    column, row = NUMBERS[what], _summary(history)
    found = getattr(row, column) if row is not None else 0
    same(f"{what}数", column, found, number, note=history.note)


@finding("{what}合计 {amount:Money}", Summary, accepts={"what": one_of(TOTALS.known)})
def _(history: Past, what: str, amount: Money) -> None:
    column, row = TOTALS[what], _summary(history)
    found = Money((getattr(row, column) or 0) if row is not None else 0)
    same(f"{what}合计", column.removesuffix("_fen"), found, amount, note=history.note)


def _summary(history: Past) -> Any:
    return history.fold(Summary).tables[PROGRAMME_SUMMARY.name].get(EVERYTHING)


@finding(
    '基金"{fund}"的{source}结余为 {amount:Money}',
    Statement,
    accepts={"source": one_of(CLASSES.known)},
)
def _(history: Past, fund: str, source: str, amount: Money) -> None:
    kind = CLASSES[source]
    statement = history.fold(Statement).tables[FUND_STATEMENT.name].values()
    row_of({row.fund: row for row in statement}, fund, "基金", "fund", note=history.note)
    found = sum(row.balance_fen for row in statement if (row.fund, row.source) == (fund, kind))
    zh, en = f"基金 {fund} 的{source}结余", f"the {kind} balance of fund {fund}"
    same(zh, en, Money(found), amount, note=history.note)


class Named(Fold):
    """How many facts there are of each name; the first of each as evidence."""

    reads = ALL

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, int] = {}
        self.first: dict[str, list[Ref]] = {}

    def take(self, recorded: Recorded) -> None:
        """Count the fact."""
        name = recorded.event.event_name
        count = self.counts[name] = self.counts.get(name, 0) + 1
        if count <= KEPT:
            self.first.setdefault(name, []).append(ref(recorded))


@finding('"{fact}"事实共 {number:Number} 条', Named, accepts={"fact": one_of(NAMES.known)})
def _(history: Past, fact: str, number: int) -> None:
    named, name = history.fold(Named), NAMES[fact]
    history.refs.extend(named.first.get(name, []))
    found = named.counts.get(name, 0)
    same(f"{fact} 条数", f"the number of {fact}", found, number, note=history.note)


@finding('流"{stream}"的事实依次为：', heads=one_of(("事实",)))
def _(history: Past, stream: str, datatable: Table) -> None:
    names = [recorded.event.event_name for recorded in history.stream(stream)]
    if not names:
        _missing(history, [stream])
    told = [row["事实"] for row in rows(datatable)]
    zh, en = f"流 {stream} 的事实", f"the facts of stream {stream}"
    same(zh, en, "、".join(names), "、".join(told), note=history.note)


@finding("下列流都在账册中：")
def _(history: Past, docstring: str) -> None:
    _missing(history, [name for name in docstring.split() if not history.stream(name)])


def _missing(history: Past, streams: list[str]) -> None:
    expect(
        not streams,
        f"账册中没有流“{'”“'.join(streams)}”{history.note[0]}",
        f"the books have no stream {', '.join(streams)}{history.note[1]}",
    )
