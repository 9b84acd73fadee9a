"""``lixia kpi``: the report's four words as figures, each with its definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lixia_adapters.console.frame.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.overview.kpi import Figure

GROUPS = {
    "precision": Words("精准化", "Precision"),
    "regularity": Words("常态化", "Regularity"),
    "convenience": Words("便利化", "Convenience"),
    "branding": Words("品牌化", "Branding"),
}


def _kpi(invocation: Invocation) -> Answer:
    from lixia_domain.application.overview.kpi import report

    with invocation.open() as store, invocation.progress(Words("更新视图", "Reading")) as step:
        found = report(store.views(step))
    foot = invocation.text(as_of(found.position))
    heads = [
        invocation.text(head)
        for head in (
            Words("数值", "value"),
            Words("分子", "part"),
            Words("分母", "whole"),
            Words("定义", "what it is"),
        )
    ]
    tables = [
        Table(
            invocation.text(title),
            heads,
            [
                [
                    value(figure).text(invocation.lang),
                    _part(figure, figure.part),
                    "—" if figure.whole is None else _part(figure, figure.whole),
                    invocation.text(Words(figure.zh, figure.en)),
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
                "says": invocation.text(Words(figure.zh, figure.en)),
            }
            for figure in found.figures
        ],
    }
    return Answer(data, tables)


def _part(figure: Figure, number: int) -> str:
    return yuan(number) if figure.unit.value == "money_share" else f"{number:,}"


def value(figure: Figure) -> Words:
    """Return a figure as a person reads it: to one decimal, halves up; — where nothing counts."""
    if figure.whole is None:
        said = f"{figure.part:,}"
        minutes = figure.unit.value == "minutes"
        return Words(f"{said} 分钟", f"{said} min") if minutes else Words(said, said)
    if figure.whole == 0:
        return Words("—", "—")
    share = figure.unit.value in ("share", "money_share")
    tenths = (2 * figure.part * (1000 if share else 10) + figure.whole) // (2 * figure.whole)
    said = f"{tenths // 10}.{tenths % 10}"
    return Words(f"{said} %", f"{said} %") if share else Words(f"{said} 天", f"{said} days")


COMMANDS = (
    Command(
        "kpi", Words("精准化、常态化、便利化、品牌化", "four groups of figures, defined"), (), _kpi
    ),
)
