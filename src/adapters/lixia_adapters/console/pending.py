"""``lixia pending`` and ``lixia run``: what should come next, and doing what needs nobody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.answer import Answer, Table, as_of
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.spec import WRITING, Command, Option, day
from lixia_adapters.console.speech import Say
from lixia_adapters.console.trouble import FINDING

if TYPE_CHECKING:
    from lixia_domain.application.process_runner import Pending
    from lixia_domain.processes.wish import Wish

STATES = {
    "task": Say("待办", "to do"),
    "due": Say("将到期", "due"),
    "overdue": Say("已逾期", "overdue"),
    "ready": Say("待自动办理", "to be run"),
    "refused": Say("未能办理", "refused"),
}
ROLES = {
    "programme_office": Say("统筹部门", "programme office"),
    "accountant": Say("基金会会计", "the foundation's accountant"),
    "approver": Say("审批人", "approver"),
    "enterprise": Say("企业", "enterprise"),
    "team": Say("团队", "team"),
    "auditor": Say("审计", "auditor"),
    "system": Say("程序", "system"),
}


def _wish(wish: Wish, lang: str) -> dict[str, Any]:
    return {
        "key": wish.key,
        "process": wish.process,
        "subject": wish.subject,
        "cause": wish.cause,
        "since": wish.since.isoformat(),
        "due": None if wish.due is None else wish.due.isoformat(),
        "role": wish.role.value,
        "whom": wish.whom,
        "what": Say(wish.zh, wish.en).told(lang),
        "command": wish.command,
    }


def _item(each: Pending, on: date, lang: str) -> dict[str, Any]:
    refused = each.refused
    told = refused and {
        "code": refused.code,
        "sentence": Say(refused.zh, refused.en).told(lang),
        "on": refused.on.isoformat(),
        "tries": refused.tries,
    }
    command = "lixia run --retry" if refused else each.wish.command
    return {
        **_wish(each.wish, lang),
        "state": each.state(on),
        "command": command,
        "refused": told,
    }


def _pending(asked: Asked) -> Answer:
    with asked.open() as store:
        on = asked["on"] or store.today()
        position, pending = store.runner.pending(on)
    items = [
        _item(each, on, asked.lang)
        for each in pending
        if asked["role"] in (None, each.wish.role.value)
    ]
    data = {"on": on.isoformat(), "position": position, "pending": items}
    said = as_of(position)
    foot = Say(f"{on} 为准，{said.zh}；{len(items)} 项", f"on {on}, {said.en}; items: {len(items)}")
    title = asked.told(Say("待办事项", "Pending"))
    heads = [
        asked.told(say)
        for say in (
            Say("状态", "state"),
            Say("由谁", "for"),
            Say("自", "since"),
            Say("到期", "due"),
            Say("事项", "what"),
            Say("办法", "command"),
            Say("起因", "cause"),
        )
    ]
    rows = [_cells(item, asked.lang) for item in items]
    return Answer(data, [Table(title, heads, rows, frozenset(), asked.told(foot))])


def _cells(item: Mapping[str, Any], lang: str) -> list[str]:
    what = item["what"]
    if item["refused"]:
        what += Say("：", ": ").told(lang) + item["refused"]["sentence"]
    whom = " ".join(filter(None, (ROLES[item["role"]].told(lang), item["whom"])))
    return [
        STATES[item["state"]].told(lang),
        whom,
        item["since"],
        item["due"] or "—",
        what,
        item["command"],
        item["cause"],
    ]


_ROLE = next(option for option in WRITING if option.name == "role")
_ON = next(option for option in WRITING if option.name == "on")

PENDING = Command(
    (
        _ROLE._replace(zh="只看由谁办理的", en="only what is for"),
        _ON._replace(
            zh="以哪一天判断到期（默认今天，上海时间）",
            en="on which day to judge what is due (default: today in Shanghai)",
            read=day,
        ),
    ),
    _pending,
)


def _run(asked: Asked) -> Answer:
    with asked.open() as store:
        runner = store.runner
        if asked["dry_run"]:
            wishes = runner.ready(retry=asked["retry"])
            items = [{**_wish(wish, asked.lang), "done": False, "refused": None} for wish in wishes]
        else:
            items = [
                {
                    **_wish(tried.wish, asked.lang),
                    "done": tried.refusal is None,
                    "refused": tried.refusal
                    and {
                        "code": tried.refusal.reason.code,
                        "sentence": tried.refusal.sentence(asked.lang),
                    },
                }
                for tried in runner.run(retry=asked["retry"])
            ]
        position = store.ledger.head()
    data = {"dry_run": asked["dry_run"], "position": position, "wishes": items}
    shown = [_line(item, dry=asked["dry_run"]) for item in items]
    if not items:
        shown = [Say("没有可自动办理的事项", "nothing to be carried out")]
    refused = any(item["refused"] for item in items)
    return Answer(data, [*shown, as_of(position)], exit=FINDING if refused else 0)


def _line(item: Mapping[str, Any], *, dry: bool) -> Say:
    what, cause = item["what"], item["cause"]
    if item["refused"]:
        why = item["refused"]["sentence"]
        return Say(f"✗ {what}：{why}（{cause}）", f"✗ {what}: {why} ({cause})")
    mark = "·" if dry else "✓"
    return Say(f"{mark} {what}（{cause}）", f"{mark} {what} ({cause})")


RUN = Command(
    (
        Option(
            "--dry-run",
            "dry_run",
            "只列出将办理的，不办理",
            "say what would be carried out, record nothing",
            need=False,
            flag=True,
        ),
        Option(
            "--retry",
            "retry",
            "先前未能办理的也再试一次",
            "try again what was refused before",
            need=False,
            flag=True,
        ),
    ),
    _run,
)
