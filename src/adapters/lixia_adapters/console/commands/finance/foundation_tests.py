"""``lixia foundation``, what it answers: the tests of a year, and what a public offering needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lixia_adapters.console.frame.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import FUND, Command, option
from lixia_adapters.console.frame.readers import day, number, text
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.rules.ratios import Finding


def _ratios(invocation: Invocation) -> Answer:
    from lixia_domain.application.finance.foundations import judge_year
    from lixia_domain.kernel.vocabulary import FoundationCode

    with invocation.open() as store:
        position = store.ledger.head()
        code = invocation.key(store, "code", FoundationCode)
        found = judge_year(store.ledger, code=code, year=invocation["year"])
    titles = (Words("慈善活动支出", "charitable spending"), Words("管理费用", "management cost"))
    bars = (Words("不低于", "at least"), Words("不超过", "at most"))
    data = {
        "foundation": code,
        "year": invocation["year"],
        "position": position,
        "tests": [
            {
                "rule": one.rule,
                "verdict": one.verdict.value,
                "percent": one.percent,
                "part_fen": None if one.part is None else one.part.fen,
                "whole_fen": None if one.whole is None else one.whole.fen,
                "why": invocation.text(Words(one.why, one.why_en)) or None,
            }
            for one in found
        ],
    }
    rows = [
        [
            invocation.text(title),
            "—" if one.percent is None else f"{invocation.text(bar)} {one.percent} %",
            *_figures(one),
            one.verdict.text(invocation.lang),
            one.rule,
        ]
        for title, bar, one in zip(titles, bars, found, strict=True)
    ]
    heads = [
        invocation.text(head)
        for head in (
            Words("指标", "test"),
            Words("标准", "bar"),
            Words("金额", "amount"),
            Words("基数", "of"),
            Words("结果", "result"),
            Words("规则", "rule"),
        )
    ]
    title = invocation.text(
        Words("{year} 年度指标", "Tests of {year}").filled(year=invocation["year"])
    )
    table = Table(title, heads, rows, frozenset({2, 3}), invocation.text(as_of(position)))
    whys = dict.fromkeys(Words(one.why, one.why_en) for one in found if one.why)
    return Answer(data, [table, *whys])


def _figures(one: Finding) -> tuple[str, str]:
    if one.part is None or one.whole is None:
        return "—", "—"
    return yuan(one.part.fen), yuan(one.whole.fen)


def _readiness(invocation: Invocation) -> Answer:
    from lixia_domain.application.finance.disclosures import readiness

    with invocation.open() as store:
        on = invocation["on"] or store.today()
        position = store.ledger.head()
        checks = readiness(store.ledger, fund_id=invocation.fund(store), on=on)
    ready = all(check.met for check in checks)
    data = {
        "on": on.isoformat(),
        "ready": ready,
        "position": position,
        "checks": [
            {
                "code": check.code,
                "met": check.met,
                "rule": check.rule,
                "says": invocation.text(Words(check.zh, check.en)),
            }
            for check in checks
        ],
    }
    rows = [
        ["✓" if check.met else "✗", invocation.text(Words(check.zh, check.en)), check.rule]
        for check in checks
    ]
    heads = [
        invocation.text(Words("具备", "met")),
        invocation.text(Words("条件", "needed")),
        invocation.text(RULE),
    ]
    title = invocation.text(
        Words("{on} 面向公众推出项目的条件", "What a public offering on {on} needs").filled(on=on)
    )
    said = READY if ready else NOT_READY
    table = Table(title, heads, rows, frozenset(), invocation.text(as_of(position)))
    return Answer(data, [table, said], exit=0 if ready else 1)


RULE = Words("规则", "rule")
READY = Words("条件齐备。", "All is there.")
NOT_READY = Words(
    "条件不全：补齐后再面向公众推出；定向推介不受此限。",
    "Something is missing: complete it before a public offering; a directed one is free.",
)


COMMANDS = (
    Command(
        "foundation ratios",
        Words("年度支出与管理费用指标", "the two tests of a year"),
        (
            option("CODE", "基金会的统一社会信用代码", "its credit code", text),
            option("YEAR", "哪一年", "which year", number),
        ),
        _ratios,
    ),
    Command(
        "foundation readiness",
        Words("面向公众推出项目的条件", "what a public offering needs"),
        (
            FUND,
            option("[--on DATE]", "哪一天（默认今天）", "on which day (default: today)", day),
        ),
        _readiness,
    ),
)
