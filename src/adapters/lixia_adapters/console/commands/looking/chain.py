"""``lixia chain``: from any link to what it came from, and to what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.looking.cells import cell
from lixia_adapters.console.frame.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import NotFound
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.overview.chain import Chain, Link

KINDS = {
    "need": Words("需求", "need"),
    "project": Words("项目", "project"),
    "claim": Words("认领", "claim"),
    "gift": Words("到账", "gift"),
    "disbursement": Words("拨付", "payment"),
    "session": Words("活动", "session"),
    "acceptance": Words("验收", "acceptance"),
}
MONEY = {
    "received": Words("已到账", "received"),
    "moved_in": Words("转入", "moved in"),
    "paid": Words("已付款", "paid"),
    "reversed": Words("已冲正", "reversed"),
    "reversed_in_part": Words("部分冲正", "reversed in part"),
    "returned": Words("已退还", "returned"),
    "returned_in_part": Words("部分退还", "returned in part"),
    "recovered": Words("已退回", "came back"),
    "recovered_in_part": Words("部分收回", "recovered in part"),
    "unregistered": Words("未登记", "unregistered"),
}

STATES = {
    "need": ("need_register", "stage"),
    "project": ("project_register", "stage"),
    "acceptance": ("project_register", "stage"),
    "claim": ("claim_board", "state"),
    "session": ("session_log", "state"),
}
"""The view and column that a link's state is of."""


def _chain(invocation: Invocation) -> Answer:
    from lixia_domain.application.overview.chain import walk
    from lixia_domain.kernel.keys import Case, canonical

    key = invocation["key"]
    with invocation.open() as store, invocation.progress(Words("更新视图", "Reading")) as step:
        spellings = dict.fromkeys((key, canonical(key), canonical(key, Case.UPPER)))
        found = next(filter(None, (walk(store, one, step) for one in spellings)), None)
    if found is None:
        raise NotFound(
            f"没有需求、项目、认领、到账、拨付、活动或验收叫“{key}”",
            f"no need, project, claim, credit, disbursement, session or acceptance is {key!r}",
            "chain.unknown",
        )
    links = {"back": found.back, "forward": found.forward}.get(
        invocation["to"], lambda: found.links
    )()
    data = {
        "asked": [{"kind": str(kind), "key": name} for kind, name in sorted(found.asked)],
        "to": invocation["to"],
        "position": found.position,
        "links": [_plain(link) for link in links],
    }
    return Answer(data, [_table(invocation, found, links)])


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


def _table(invocation: Invocation, found: Chain, links: tuple[Link, ...]) -> Table:
    heads = [
        invocation.text(said)
        for said in (
            Words("环节", "link"),
            Words("编号", "id"),
            Words("日期", "date"),
            Words("状态", "state"),
            Words("金额（元）/分钟", "yuan or minutes"),
            Words("名称", "title"),
        )
    ]
    rows = [
        [
            ("▶ " if link.name in found.asked else "  ") + invocation.text(KINDS[str(link.kind)]),
            link.key,
            str(link.on or "—"),
            _state(invocation, link),
            _figure(link),
            link.title or "—",
        ]
        for link in links
    ]
    title = invocation.text(Words("需求—项目—认领—资金—活动—验收", "From need to acceptance"))
    return Table(title, heads, rows, frozenset({4}), invocation.text(as_of(found.position)))


def _state(invocation: Invocation, link: Link) -> str:
    if link.state in MONEY:
        return invocation.text(MONEY[link.state])
    from lixia_domain.kernel.columns import column_of
    from lixia_domain.views import by_name

    view, name = STATES[str(link.kind)]
    return cell(column_of(by_name(view), name), link.state, invocation.lang)


def _figure(link: Link) -> str:
    if link.amount is not None:
        return yuan(link.amount.fen)
    return "—" if link.minutes is None else str(link.minutes)


COMMANDS = (
    Command(
        "chain",
        Words("从需求到验收，往前往后追溯", "from need to acceptance, both ways"),
        (
            option(
                "KEY",
                "需求、项目、认领、到账、拨付、活动的编号（或流名），或验收纪要",
                "id (or stream) of a need, project, claim, credit, disbursement or session, "
                "or an acceptance's minutes",
                text,
            ),
            option(
                "[--to all|back|forward]",
                "只看来处或去处（默认全部）",
                "only what it came from, or what came of it (default: all)",
                default="all",
            ),
        ),
        _chain,
    ),
)
