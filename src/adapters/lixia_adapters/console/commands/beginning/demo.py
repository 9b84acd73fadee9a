"""``lixia demo``: the launch beside the report, then a synthetic year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from lixia_adapters.console.frame.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, Option, option
from lixia_adapters.console.frame.width import pad, wrapped
from lixia_adapters.printers.terminal import width
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_adapters.demo import Played

DEFAULT = "sqlite:///lixia-demo.db"

_FIGURES = {
    "domains": Words("领域（名称为推定）", "domains (names inferred)"),
    "projects": Words("项目", "projects"),
    "projects_claimed": Words("已认领项目", "projects claimed"),
    "projects_unclaimed": Words("未认领项目（推算）", "projects unclaimed (derived)"),
    "enterprises": Words("认领企业", "enterprises"),
    "pledged_fen": Words("认捐额（元）", "pledged (yuan)"),
    "actions": Words("主题活动的行动", "actions of the campaign"),
    "activities": Words("主题活动的活动", "activities of the campaign"),
    "rules_published": Words(
        "公布的公共文明条文（年内评出）", "rules published (later in the year)"
    ),
}

_YEAR = {
    "received_fen": Words("捐赠到账净额（元）", "donations received, net (yuan)"),
    "disbursed_fen": Words("捐赠资金拨付总额（元）", "paid out of donations, gross (yuan)"),
    "government_received_fen": Words("财政资金到账（元）", "government money received (yuan)"),
    "government_disbursed_fen": Words("财政资金拨付（元）", "paid out of government money (yuan)"),
    "in_kind_fen": Words("实物捐赠价值（元）", "goods given, worth (yuan)"),
    "receipts": Words("捐赠票据", "donation receipts"),
    "needs": Words("居民需求", "residents' needs"),
    "needs_met": Words("其中已满足", "of these, met"),
    "projects_started": Words("启动的项目", "projects started"),
    "projects_accepted": Words("验收的项目", "projects accepted"),
    "teams": Words("核验的志愿团队", "verified teams"),
    "volunteers": Words("登记的志愿者", "registered volunteers"),
    "sessions": Words("服务活动（场）", "service sessions"),
    "certified_minutes": Words("经证明的服务时长（小时）", "certified service (hours)"),
    "activities_held": Words("举办的主题活动", "activities held"),
    "votes": Words("征集评选的投票", "votes cast"),
    "guide_editions": Words("行为指南版次", "editions of the guide"),
    "brands": Words("志愿服务品牌", "brands"),
    "disclosures": Words("信息公开（期）", "disclosures"),
}
"""What else the report speaks of, without a figure: all the figures here are made up."""

SHOWN = {
    "programme_summary": 9,
    "fund_statement": 4,
    "project_register": 5,
    "claim_board": 4,
    "need_register": 3,
    "session_log": 3,
    "brand_register": 2,
    "call_board": 3,
    "guide_versions": 2,
    "disclosure_log": 3,
}
"""How many rows of which views the demo shows; of all others it tells how many rows they have."""


def _demo(invocation: Invocation) -> Answer:
    from lixia_adapters.demo import play

    # LIXIA_STORE names what a person works with: a demo never goes there unasked.
    given = invocation["store"]
    uri = given or DEFAULT
    with invocation.progress(Words("演示", "Playing")) as step:
        played = play(uri, replace=invocation["replace"] or given is None, progress=step)
    with played.store:
        data = {
            **played.launch,
            **played.money,
            **played.year,
            "views": {name: len(rows) for name, _, rows in _views(played)},
            "position": played.position,
            "announced_position": played.announced,
            "store": uri,
            "met": played.met,
            "synthetic": invocation.text(_NOTE),
        }
        shown = [] if invocation.json else _story(invocation, played, uri)
    return Answer(data, shown, exit=0 if played.met else 1)


_NOTE = Words(
    "除报道所载数字、基金与基金会名称外，其余（项目、企业、团队、领域名称、年份与各笔收支）均为虚构示例或推定。",
    "Apart from the report's figures and the names of fund and foundation everything here "
    "(projects, firms, teams, names of domains, the year, all money) is synthetic or inferred.",
)


def _story(invocation: Invocation, played: Played, uri: str) -> list[Table | Words]:
    from lixia_adapters.console.commands.looking import rows
    from lixia_domain.views import by_name

    note = wrapped(invocation.text(_NOTE), get_terminal_size((100, 24)).columns)
    story: list[Table | Words] = [
        *(Words(line, line) for line in note),
        _beside_the_report(invocation, played),
        _the_year(invocation, played),
    ]
    for name, count in SHOWN.items():
        shown = played.store.show(name)
        table = rows.table(by_name(name), shown["position"], shown["rows"], invocation, first=count)
        story.append(table)
    story.extend((_all_views(invocation, played), Words("", ""), *_next(uri)))
    return story


def _figure(name: str, value: int) -> str:
    if name.endswith("_minutes"):
        return f"{value // 60:,}.{value % 60 // 6}"  # to a tenth of an hour
    return yuan(value) if name.endswith("_fen") else f"{value:,}"


def _beside_the_report(invocation: Invocation, played: Played) -> Table:
    from lixia_adapters.demo.figures import REPORT

    rows = [
        [
            invocation.text(said),
            _figure(name, REPORT[name]),
            _figure(name, played.launch[name]),
            "✓" if played.launch[name] == REPORT[name] else "✗",
        ]
        for name, said in _FIGURES.items()
    ]
    heads = [
        invocation.text(said)
        for said in (
            Words("启动仪式", "launch"),
            Words("报道", "report"),
            Words("本库", "here"),
            Words("一致", "same"),
        )
    ]
    title = Words(
        "启动仪式数字 · 2021-03-10（年份为推定）", "The launch, 2021-03-10 (year inferred)"
    )
    return Table(
        invocation.text(title),
        heads,
        rows,
        frozenset({1, 2}),
        invocation.text(as_of(played.announced)),
    )


def _the_year(invocation: Invocation, played: Played) -> Table:
    """Return what the report tells no figure of: never 0 in its column, and never its figure."""
    given = {**played.money, **played.year}
    unreported, synthetic = Words("未报道", "not reported"), Words("虚构示例", "synthetic")
    rows = [
        [
            invocation.text(said),
            invocation.text(unreported),
            _figure(name, given[name]),
            invocation.text(synthetic),
        ]
        for name, said in _YEAR.items()
    ]
    heads = [
        invocation.text(said)
        for said in (
            Words("其后一年", "the year after"),
            Words("报道", "report"),
            Words("本库", "here"),
            Words("出处", "from"),
        )
    ]
    title = Words(
        "其后一年：报道没有的数字，均为虚构示例", "The year after: all figures are synthetic"
    )
    return Table(
        invocation.text(title),
        heads,
        rows,
        frozenset({1, 2}),
        invocation.text(as_of(played.position)),
    )


def _views(played: Played) -> Iterator[tuple[str, Words, Sequence[object]]]:
    from lixia_domain.views import VIEWS

    for model in VIEWS:
        rows = played.store.show(model.name)["rows"]
        yield model.name, Words(model.title, model.title_en), rows


def _all_views(invocation: Invocation, played: Played) -> Table:
    heads = [
        invocation.text(said)
        for said in (Words("视图", "view"), Words("标题", "title"), Words("行数", "rows"))
    ]
    rows = [
        [name, invocation.text(title), str(len(given))] for name, title, given in _views(played)
    ]
    title = invocation.text(Words("全部视图（lixia view 视图名）", "All views (lixia view NAME)"))
    return Table(title, heads, rows, frozenset({2}), invocation.text(as_of(played.position)))


def _next(uri: str) -> list[Words]:
    lines: list[tuple[str, Words]] = [
        ("view project_register", Words("123 个项目", "the 123 projects")),
        ("project show P-001", Words("一个项目与它的认领", "one project with its claims")),
        ("chain N-001", Words("一项需求如何变成服务", "how a need became a service")),
        ("kpi", Words("精准化、常态化、便利化、品牌化", "the report's four words in figures")),
        ("history account-F-WMSJ/P-001", Words("一个专户的全部事实", "all facts of one account")),
        ("rebuild", Words("从账册重建全部视图", "make all views anew")),
        ("spec run --builtin", Words("逐条核对规格与不变量", "check all specs and invariants")),
    ]
    title = Words(
        f"接下来可以试试（先执行 export LIXIA_STORE={quote(uri)}）：",
        f"What to try next (after export LIXIA_STORE={quote(uri)}):",
    )
    column = 2 + max(width(words) for words, _ in lines)
    return [
        title,
        *(
            Words(*(f"  lixia {pad(words, column)}{given}" for given in said))
            for words, said in lines
        ),
    ]


def _options() -> tuple[Option, ...]:
    return (
        option(
            "[--replace]",
            "重新演示（只对演示库有效；不给 --store 时总是如此）",
            "play anew over an earlier demo (without --store: always)",
        ),
    )


COMMANDS = (
    Command(
        "demo",
        Words("演示：启动仪式与虚构的一年", "the launch, and a synthetic year"),
        _options(),
        _demo,
    ),
)
