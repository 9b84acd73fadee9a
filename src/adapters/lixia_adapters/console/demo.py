"""``lixia demo``: the launch beside the report, then a synthetic year."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from lixia_adapters.console.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.spec import Command, Option
from lixia_adapters.console.speech import Say
from lixia_adapters.console.width import pad, width

if TYPE_CHECKING:
    from lixia_adapters.demo import Played

DEFAULT = "sqlite:///lixia-demo.db"

_FIGURES = {
    "domains": Say("领域（名称为推定）", "domains (names inferred)"),
    "projects": Say("项目", "projects"),
    "projects_claimed": Say("已认领项目", "projects claimed"),
    "projects_unclaimed": Say("未认领项目（推算）", "projects unclaimed (derived)"),
    "enterprises": Say("认领企业", "enterprises"),
    "pledged_fen": Say("认捐额（元）", "pledged (yuan)"),
    "actions": Say("主题活动的行动", "actions of the campaign"),
    "activities": Say("主题活动的活动", "activities of the campaign"),
    "rules_published": Say("公布的公共文明条文（年内评出）", "rules published (later in the year)"),
}

SHOWN = {
    "programme_summary": 9,
    "fund_statement": 4,
    "project_register": 6,
    "claim_board": 6,
    "enterprise_roll": 5,
    "account_ledger": 6,
    "campaign_board": 6,
    "call_board": 3,
    "vote_tally": 6,
    "guide_versions": 2,
}
"""How many rows of each view the demo shows."""


def _demo(asked: Asked) -> Answer:
    from lixia_adapters.demo import play

    # LIXIA_STORE names what a person works with: a demo never goes there unasked.
    told = asked["store"]
    uri = told or DEFAULT
    with asked.progress(Say("演示", "Playing")) as step:
        played = play(uri, replace=asked["replace"] or told is None, progress=step)
    with played.store:
        data = {
            **played.launch,
            **played.money,
            "position": played.position,
            "announced_position": played.announced,
            "store": uri,
            "met": played.met,
            "synthetic": asked.told(_NOTE),
        }
        shown = [] if asked.json else _story(asked, played, uri)
    return Answer(data, shown, exit=0 if played.met else 1)


_NOTE = Say(
    "除报道所载数字与基金名称外，其余（项目、企业、团队、领域名称、年份与各笔收支）均为虚构示例或推定。",
    "Apart from the report's figures and the fund's name everything here (projects, firms, teams, "
    "names of domains, the year, all money) is synthetic or inferred.",
)


def _story(asked: Asked, played: Played, uri: str) -> list[Table | Say]:
    from lixia_adapters.console import rows
    from lixia_domain.views import by_name

    story: list[Table | Say] = [_NOTE, _beside_the_report(asked, played)]
    for name, count in SHOWN.items():
        shown = played.store.show(name)
        table = rows.table(by_name(name), shown["position"], shown["rows"], asked, first=count)
        story.append(table)
    story.extend((Say("", ""), *_next(uri)))
    return story


def _beside_the_report(asked: Asked, played: Played) -> Table:
    from lixia_adapters.demo.figures import REPORT

    def figure(name: str, value: int) -> str:
        return yuan(value) if name.endswith("_fen") else str(value)

    rows = [
        [
            asked.told(said),
            figure(name, REPORT[name]),
            figure(name, played.launch[name]),
            "✓" if played.launch[name] == REPORT[name] else "✗",
        ]
        for name, said in _FIGURES.items()
    ]
    untold = asked.told(Say("未报道", "not reported"))
    for said in (
        Say("到账金额", "money received"),
        Say("财政资金", "government money"),
    ):
        rows.append([asked.told(said), untold, "—", "—"])
    heads = [
        asked.told(said)
        for said in (
            Say("启动仪式", "launch"),
            Say("报道", "report"),
            Say("本库", "here"),
            Say("一致", "same"),
        )
    ]
    title = Say("启动仪式数字 · 2021-03-10（年份为推定）", "The launch, 2021-03-10 (year inferred)")
    return Table(
        asked.told(title), heads, rows, frozenset({1, 2}), asked.told(as_of(played.announced))
    )


def _next(uri: str) -> list[Say]:
    lines: list[tuple[str, Say]] = [
        ("view --list", Say("全部视图", "all views")),
        ("view project_register", Say("123 个项目", "the 123 projects")),
        ("project show P-001", Say("一个项目与它的认领", "one project with its claims")),
        ("history account-F-WMSJ/P-001", Say("一个专户的全部事实", "all facts of one account")),
        ("rebuild", Say("从账册重建全部视图", "make all views anew")),
        ("store check", Say("检查账库", "check the store")),
    ]
    title = Say(
        f"接下来可以试试（先执行 export LIXIA_STORE={quote(uri)}）：",
        f"What to try next (after export LIXIA_STORE={quote(uri)}):",
    )
    column = 2 + max(width(words) for words, _ in lines)
    return [
        title,
        *(Say(*(f"  lixia {pad(words, column)}{told}" for told in said)) for words, said in lines),
    ]


def _options() -> tuple[Option, ...]:
    return (
        Option(
            "--replace",
            "replace",
            "重新演示（只对演示库有效；不给 --store 时总是如此）",
            "play anew over an earlier demo (without --store: always)",
            need=False,
            flag=True,
        ),
    )


DEMO = Command(_options(), _demo)
