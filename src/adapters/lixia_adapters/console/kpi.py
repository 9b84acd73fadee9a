"""``lixia kpi``: the report's four words as figures, each with its definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lixia_adapters.console.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.spec import Command
from lixia_adapters.console.speech import Say

if TYPE_CHECKING:
    from lixia_domain.application.overview.kpi import Figure

GROUPS = {
    "precision": Say("精准化", "Precision"),
    "regularity": Say("常态化", "Regularity"),
    "convenience": Say("便利化", "Convenience"),
    "branding": Say("品牌化", "Branding"),
}


def _kpi(asked: Asked) -> Answer:
    from lixia_domain.application.overview.kpi import report

    with asked.open() as store, asked.progress(Say("更新视图", "Reading")) as step:
        found = report(store.views(step))
    foot = asked.told(as_of(found.position))
    heads = [
        asked.told(head)
        for head in (
            Say("数值", "value"),
            Say("分子", "part"),
            Say("分母", "whole"),
            Say("定义", "what it is"),
        )
    ]
    tables = [
        Table(
            asked.told(title),
            heads,
            [
                [
                    value(figure).told(asked.lang),
                    _part(figure, figure.part),
                    "—" if figure.whole is None else _part(figure, figure.whole),
                    asked.told(Say(figure.zh, figure.en)),
                ]
                for figure in found.figures
                if figure.group.value == group
            ],
            frozenset({0, 1, 2}),
            foot,
        )
        for group, title in GROUPS.items()
    ]
    data = {
        "position": found.position,
        "figures": [
            {
                "group": figure.group.value,
                "code": figure.code,
                "unit": figure.unit.value,
                "part": figure.part,
                "whole": figure.whole,
                "says": asked.told(Say(figure.zh, figure.en)),
            }
            for figure in found.figures
        ],
    }
    return Answer(data, tables)


def _part(figure: Figure, number: int) -> str:
    return yuan(number) if figure.unit.value == "money_share" else f"{number:,}"


def value(figure: Figure) -> Say:
    """Return a figure as a person reads it: to one decimal, halves up; — where nothing counts."""
    if figure.whole is None:
        said = f"{figure.part:,}"
        minutes = figure.unit.value == "minutes"
        return Say(f"{said} 分钟", f"{said} min") if minutes else Say(said, said)
    if figure.whole == 0:
        return Say("—", "—")
    share = figure.unit.value in ("share", "money_share")
    tenths = (2 * figure.part * (1000 if share else 10) + figure.whole) // (2 * figure.whole)
    said = f"{tenths // 10}.{tenths % 10}"
    return Say(f"{said} %", f"{said} %") if share else Say(f"{said} 天", f"{said} days")


KPI = Command((), _kpi)
