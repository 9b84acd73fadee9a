"""``lixia rules``: what the rules say, since when and by what source."""

from __future__ import annotations

from lixia_adapters.console.frame.answer import Answer, Table
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import day
from lixia_domain.kernel.words import Words

OPEN_END = Words("至今", "on")


def _rules(invocation: Invocation) -> Answer:
    from lixia_domain.rules import EDITIONS

    on = invocation["on"]
    found = sorted(
        (edition for edition in EDITIONS if on is None or edition.covers(on)),
        key=lambda edition: (edition.rule, edition.since),
    )
    data = {
        "on": None if on is None else on.isoformat(),
        "rules": [
            {
                "rule": one.rule,
                "version": one.version,
                "since": one.since.isoformat(),
                "until": None if one.until is None else one.until.isoformat(),
                "source": one.source,
                "sure": one.sure.value,
                "says": invocation.text(Words(one.says, one.says_en)),
                "figures": dict(one.figures),
            }
            for one in found
        ],
    }
    rows = [
        [
            one.rule,
            f"{one.since} – {one.until or invocation.text(OPEN_END)}",
            one.source,
            one.sure.text(invocation.lang),
            invocation.text(Words(one.says, one.says_en)),
        ]
        for one in found
    ]
    heads = [
        invocation.text(head)
        for head in (
            Words("规则", "rule"),
            Words("有效期", "in force"),
            Words("来源", "source"),
            Words("确信程度", "how sure"),
            Words("内容", "says"),
        )
    ]
    title = (
        Words("规则", "Rules")
        if on is None
        else Words(f"{on} 有效的规则", f"Rules in force on {on}")
    )
    foot = Words(f"{len(found)} 项", f"{len(found)} editions")
    return Answer(
        data, [Table(invocation.text(title), heads, rows, frozenset(), invocation.text(foot))]
    )


COMMANDS = (
    Command(
        "rules",
        Words("规则及其来源（--on 某日有效的）", "rules, with sources"),
        (option("[--on DATE]", "只看这一天有效的", "only those in force on this day", day),),
        _rules,
    ),
)
