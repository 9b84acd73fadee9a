"""``lixia chain``: from any link to what it came from, and to what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.cells import cell
from lixia_adapters.console.spec import Command, Option, text
from lixia_adapters.console.speech import Say
from lixia_adapters.console.trouble import NotFound

if TYPE_CHECKING:
    from lixia_domain.application.overview.chain import Chain, Link

KINDS = {
    "need": Say("需求", "need"),
    "project": Say("项目", "project"),
    "claim": Say("认领", "claim"),
    "gift": Say("到账", "gift"),
    "disbursement": Say("拨付", "payment"),
    "session": Say("活动", "session"),
    "acceptance": Say("验收", "acceptance"),
}
MONEY = {
    "received": Say("已到账", "received"),
    "moved_in": Say("转入", "moved in"),
    "paid": Say("已付款", "paid"),
    "unregistered": Say("未登记", "unregistered"),
}

STATES = {
    "need": ("need_register", "stage"),
    "project": ("project_register", "stage"),
    "acceptance": ("project_register", "stage"),
    "claim": ("claim_board", "state"),
    "session": ("session_log", "state"),
}
"""The view and column that a link's state is of."""


def _chain(asked: Asked) -> Answer:
    from lixia_domain.application.overview.chain import walk

    key = asked["key"]
    with asked.open() as store, asked.progress(Say("更新视图", "Reading")) as step:
        found = walk(store, key, step)
    if found is None:
        raise NotFound(
            f"没有需求、项目、认领、到账、拨付、活动或验收叫“{key}”",
            f"no need, project, claim, credit, disbursement, session or acceptance is {key!r}",
            "chain.unknown",
        )
    links = {"back": found.back, "forward": found.forward}.get(asked["to"], lambda: found.links)()
    data = {
        "asked": [{"kind": str(kind), "key": name} for kind, name in sorted(found.asked)],
        "to": asked["to"],
        "position": found.position,
        "links": [_plain(link) for link in links],
    }
    return Answer(data, [_table(asked, found, links)])


def _plain(link: Link) -> dict[str, Any]:
    return {
        "kind": str(link.kind),
        "key": link.key,
        "on": link.on.isoformat() if link.on else None,
        "state": link.state,
        "title": link.title,
        "amount_fen": link.amount.fen if link.amount is not None else None,
        "minutes": link.minutes,
        "after": [{"kind": str(kind), "key": key} for kind, key in link.after],
    }


def _table(asked: Asked, found: Chain, links: tuple[Link, ...]) -> Table:
    heads = [
        asked.told(said)
        for said in (
            Say("环节", "link"),
            Say("编号", "id"),
            Say("日期", "date"),
            Say("状态", "state"),
            Say("金额（元）/分钟", "yuan or minutes"),
            Say("名称", "title"),
        )
    ]
    rows = [
        [
            ("▶ " if link.name in found.asked else "  ") + asked.told(KINDS[str(link.kind)]),
            link.key,
            str(link.on or "—"),
            _state(asked, link),
            _figure(link),
            link.title or "—",
        ]
        for link in links
    ]
    title = asked.told(Say("需求—项目—认领—资金—活动—验收", "From need to acceptance"))
    return Table(title, heads, rows, frozenset({4}), asked.told(as_of(found.position)))


def _state(asked: Asked, link: Link) -> str:
    if link.state in MONEY:
        return asked.told(MONEY[link.state])
    from lixia_domain.kernel.columns import column_of
    from lixia_domain.views import by_name

    view, name = STATES[str(link.kind)]
    return cell(column_of(by_name(view), name), link.state, asked.lang)


def _figure(link: Link) -> str:
    if link.amount is not None:
        return yuan(link.amount.fen)
    return "—" if link.minutes is None else str(link.minutes)


CHAIN = Command(
    (
        Option(
            "KEY",
            "key",
            "需求、项目、认领、到账、拨付、活动的编号（或流名），或验收纪要",
            "id (or stream) of a need, project, claim, credit, disbursement or session, "
            "or an acceptance's minutes",
            read=text,
        ),
        Option(
            "--to",
            "to",
            "只看来处或去处（默认全部）",
            "only what it came from, or what came of it (default: all)",
            need=False,
            default="all",
            choices=("all", "back", "forward"),
        ),
    ),
    _chain,
)
