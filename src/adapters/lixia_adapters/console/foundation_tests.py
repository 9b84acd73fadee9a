"""``lixia foundation``, what it answers: the tests of a year, and what a public offering needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lixia_adapters.console.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.foundation import CODE, YEAR
from lixia_adapters.console.spec import FUND, Command, Option, day
from lixia_adapters.console.speech import Say

if TYPE_CHECKING:
    from lixia_domain.rules.ratios import Finding


def _ratios(asked: Asked) -> Answer:
    from lixia_domain.application.finance.foundations import judge_year

    with asked.open() as store:
        position = store.ledger.head()
        found = judge_year(store.ledger, code=asked["code"], year=asked["year"])
    titles = (Say("慈善活动支出", "charitable spending"), Say("管理费用", "management cost"))
    bars = (Say("不低于", "at least"), Say("不超过", "at most"))
    data = {
        "foundation": asked["code"],
        "year": asked["year"],
        "position": position,
        "tests": [
            {
                "rule": one.rule,
                "verdict": one.verdict.value,
                "percent": one.percent,
                "part_fen": None if one.part is None else one.part.fen,
                "whole_fen": None if one.whole is None else one.whole.fen,
                "why": asked.told(Say(one.why, one.why_en)) or None,
            }
            for one in found
        ],
    }
    rows = [
        [
            asked.told(title),
            f"{asked.told(bar)} {one.percent} %",
            *_figures(one),
            one.verdict.told(asked.lang),
            one.rule,
        ]
        for title, bar, one in zip(titles, bars, found, strict=True)
    ]
    heads = [
        asked.told(head)
        for head in (
            Say("指标", "test"),
            Say("标准", "bar"),
            Say("金额", "amount"),
            Say("基数", "of"),
            Say("结果", "result"),
            Say("规则", "rule"),
        )
    ]
    title = asked.told(Say("{year} 年度指标", "Tests of {year}").filled(year=asked["year"]))
    table = Table(title, heads, rows, frozenset({2, 3}), asked.told(as_of(position)))
    whys = dict.fromkeys(Say(one.why, one.why_en) for one in found if one.why)
    return Answer(data, [table, *whys])


def _figures(one: Finding) -> tuple[str, str]:
    if one.part is None or one.whole is None:
        return "—", "—"
    return yuan(one.part.fen), yuan(one.whole.fen)


RATIOS = Command((CODE, YEAR), _ratios)


def _readiness(asked: Asked) -> Answer:
    from lixia_domain.application.finance.disclosures import readiness

    with asked.open() as store:
        on = asked["on"] or store.today()
        position = store.ledger.head()
        checks = readiness(store.ledger, fund_id=asked.fund(store), on=on)
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
                "says": asked.told(Say(check.zh, check.en)),
            }
            for check in checks
        ],
    }
    rows = [
        ["✓" if check.met else "✗", asked.told(Say(check.zh, check.en)), check.rule]
        for check in checks
    ]
    heads = [asked.told(Say("具备", "met")), asked.told(Say("条件", "needed")), asked.told(RULE)]
    title = asked.told(
        Say("{on} 面向公众推出项目的条件", "What a public offering on {on} needs").filled(on=on)
    )
    said = READY if ready else NOT_READY
    table = Table(title, heads, rows, frozenset(), asked.told(as_of(position)))
    return Answer(data, [table, said], exit=0 if ready else 1)


RULE = Say("规则", "rule")
READY = Say("条件齐备。", "All is there.")
NOT_READY = Say(
    "条件不全：补齐后再面向公众推出；定向推介不受此限。",
    "Something is missing: complete it before a public offering; a directed one is free.",
)
READINESS = Command(
    (
        FUND,
        Option(
            "--on",
            "on",
            "哪一天（默认今天）",
            "on which day (default: today)",
            read=day,
            need=False,
            value="DATE",
        ),
    ),
    _readiness,
)
