"""Sentences that ask a history for figures and facts."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import Any, ClassVar

import pytest

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import Money
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.specs.history.moment import WHOLE, Moment
from lixia_domain.specs.history.past import ALL, KEPT, Past, Reads, Ref, ref
from lixia_domain.specs.history.rows import Claims, Projects, Rows, Statement, Summary
from lixia_domain.specs.history.sentences import condition, finding, moment
from lixia_domain.testing.steps.sentences import Table, rows
from lixia_domain.views.programme_summary import ALL as EVERYTHING

PROJECT = {
    "预算": "budget_fen",
    "认领总额": "claimed_fen",
    "可认领余额": "remainder_fen",
    "到账总额": "received_fen",
    "拨付总额": "disbursed_fen",
    "预留": "reserved_fen",
    "结余": "balance_fen",
}
CLAIM = {"认领额": "amount_fen", "认捐额": "pledged_fen", "到账额": "settled_fen"}
NUMBERS = {
    "项目": "projects",
    "已认领项目": "projects_claimed",
    "未认领项目": "projects_unclaimed",
    "认领企业": "enterprises",
    "领域": "domains",
}
TOTALS = {
    "预算": "budget_fen",
    "认领": "pledged_fen",
    "捐赠到账": "received_fen",
    "捐赠拨付": "disbursed_fen",
    "财政到账": "government_received_fen",
    "财政拨付": "government_disbursed_fen",
}
CLASSES = {"捐赠资金": "donated", "财政资金": "government", "暂收款": "suspense"}
STAGES = {
    "起草": "drafted",
    "立项": "approved",
    "发布": "published",
    "实施": "executing",
    "申请验收": "acceptance",
    "验收": "accepted",
    "结项": "closed",
    "取消": "cancelled",
}


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
    assert theirs == district, f"这是“{theirs}”的账库，不是“{district}”的；请核对 --store"


@condition("账册已记到第 {position:Number} 条")
def _(history: Past, position: int) -> None:
    there = history.archive.position
    assert position <= there, f"账册只记到第 {there} 条"


@condition('本规格只适用于记有流"{stream}"的账库')
def _(history: Past, stream: str) -> None:
    if not history.stream(stream):
        pytest.skip(f"不适用：账库中没有流“{stream}”")


@finding('"{project}"的{figure}为 {amount:Money}', Projects)
def _(history: Past, project: str, figure: str, amount: Money) -> None:
    _figure(history, project, figure, amount)


@finding("下列项目的{figure}为：", Projects)
def _(history: Past, figure: str, datatable: Table) -> None:
    for row in rows(datatable):
        _figure(history, row["项目"], figure, Money.parse(row["金额"]))


@finding('"{project}"处于{stage}阶段', Projects)
def _(history: Past, project: str, stage: str) -> None:
    row = _row(history, Projects, "project_register", project, "项目")
    history.stream(f"project-{project}")
    _known(stage, STAGES, "阶段")
    told = {code: name for name, code in STAGES.items()}.get(row.stage, row.stage)
    assert row.stage == STAGES[stage], f"项目 {project} 处于{told}阶段（{history.told}）"


@finding('认捐"{claim}"的{figure}为 {amount:Money}', Claims)
def _(history: Past, claim: str, figure: str, amount: Money) -> None:
    row = _row(history, Claims, "claim_board", claim, "认捐")
    history.stream(f"pledge-{claim}")
    _same(f"认捐 {claim} 的{figure}", _column(row, figure, CLAIM), amount, history)


@finding("共有 {number:Number} 个{what}", Summary)
def _(history: Past, number: int, what: str) -> None:
    row = _summary(history)
    column = _known(what, NUMBERS, "说法")
    found = getattr(row, column) if row is not None else 0
    assert found == number, f"{what}共 {found} 个（{history.told}）"


@finding("{what}合计 {amount:Money}", Summary)
def _(history: Past, what: str, amount: Money) -> None:
    row = _summary(history)
    column = _known(what, TOTALS, "合计")
    found = Money((getattr(row, column) or 0) if row is not None else 0)
    _same(f"{what}合计", found, amount, history)


@finding('基金"{fund}"的{source}结余为 {amount:Money}', Statement)
def _(history: Past, fund: str, source: str, amount: Money) -> None:
    kind = _known(source, CLASSES, "资金类别")
    statement = history.fold(Statement).tables["fund_statement"].values()
    there = sorted({row.fund for row in statement})
    assert fund in there, f"账册中没有基金“{fund}”{_nearest(fund, there)}（{history.told}）"
    found = sum(row.balance_fen for row in statement if (row.fund, row.source) == (fund, kind))
    _same(f"基金 {fund} 的{source}结余", Money(found), amount, history)


class Named:
    """How many facts there are of each name; the last of each as evidence."""

    reads: ClassVar[Reads] = ALL

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.last: dict[str, list[Ref]] = {}

    def take(self, recorded: Recorded) -> None:
        """Count the fact."""
        name = recorded.event.event_name
        count = self.counts[name] = self.counts.get(name, 0) + 1
        if count <= KEPT:
            self.last.setdefault(name, []).append(ref(recorded))

    def end(self) -> None:
        """Nothing is left to do."""


@finding('"{fact}"事实共 {number:Number} 条', Named)
def _(history: Past, fact: str, number: int) -> None:
    _known(fact, dict.fromkeys(EVENTS, ""), "事实")
    named = history.fold(Named)
    history.refs.extend(named.last.get(fact, []))
    found = named.counts.get(fact, 0)
    assert found == number, f"{fact} 共 {found} 条（{history.told}）"


@finding('流"{stream}"的事实依次为：')
def _(history: Past, stream: str, datatable: Table) -> None:
    names = [recorded.event.event_name for recorded in history.stream(stream)]
    assert names, f"账册中没有流“{stream}”（{history.told}）"
    assert names == [row["事实"] for row in rows(datatable)], f"依次为：{'、'.join(names)}"


@finding("下列流都在账册中：")
def _(history: Past, docstring: str) -> None:
    missing = [name for name in docstring.split() if not history.stream(name)[:1]]
    assert not missing, f"账册中没有：{'、'.join(missing)}（{history.told}）"


def _figure(history: Past, project: str, figure: str, amount: Money) -> None:
    row = _row(history, Projects, "project_register", project, "项目")
    history.stream(f"project-{project}")
    _same(f"项目 {project} 的{figure}", _column(row, figure, PROJECT), amount, history)


def _row(history: Past, kind: type[Rows], view: str, key: str, what: str) -> Any:
    table = history.fold(kind).tables[view]
    if key not in table:
        near = _nearest(key, sorted(table))
        raise AssertionError(f"账册中没有{what}“{key}”{near}（{history.told}）")
    return table[key]


def _nearest(key: str, there: list[str]) -> str:
    near = get_close_matches(key, there, 3)
    return f"，相近的有：{'、'.join(near)}" if near else ""


def _summary(history: Past) -> Any:
    return history.fold(Summary).tables["programme_summary"].get(EVERYTHING)


def _column(row: Any, figure: str, columns: dict[str, str]) -> Money:
    return Money(getattr(row, _known(figure, columns, "数字")))


def _known(word: str, words: dict[str, str], what: str) -> str:
    if word not in words:
        known = "、".join(_some(words, word))
        raise AssertionError(f"没有“{word}”这一{what}，可用：{known}")
    return words[word]


def _some(words: dict[str, str], word: str) -> list[str]:
    return list(words) if len(words) < 20 else get_close_matches(word, words, 5, 0.3)


def _same(what: str, found: Money, told: Money, history: Past) -> None:
    assert found == told, f"{what}为 {found}，不是 {told}（{history.told}）"
