"""``lixia pending`` and ``lixia run``: what should come next, and doing what needs nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from shlex import quote
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.answer import Answer, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import WRITING, Command, option
from lixia_adapters.console.frame.readers import day, text
from lixia_adapters.console.frame.trouble import FINDING
from lixia_adapters.console.frame.who_acts import closed, usual, whoever_may
from lixia_adapters.console.frame.width import wrapped
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.overview.membership import Membership
    from lixia_domain.application.process_runner import Pending
    from lixia_domain.processes.wish import Wish

STATES = {
    "task": Words("待办", "to do"),
    "due": Words("将到期", "due"),
    "overdue": Words("已逾期", "overdue"),
    "ready": Words("待自动办理", "to be run"),
    "refused": Words("未能办理", "refused"),
}


def _wish(wish: Wish, lang: str) -> dict[str, Any]:
    return {
        "key": wish.key,
        "process": wish.process,
        "subject": wish.subject,
        "cause": wish.cause,
        "since": wish.since.isoformat(),
        "due": None if wish.due is None else wish.due.isoformat(),
        "provisional": wish.provisional,
        "role": wish.role.value,
        "whom": wish.whom,
        "what": Words(wish.zh, wish.en).text(lang),
        "command": wish.command,
    }


def _item(each: Pending, on: date, lang: str) -> dict[str, Any]:
    refused = each.refused
    refused_as = refused and {
        "code": refused.code,
        "sentence": Words(refused.zh, refused.en).text(lang),
        "on": refused.on.isoformat(),
        "tries": refused.tries,
    }
    command = "lixia run --retry" if refused else each.wish.command
    return {
        **_wish(each.wish, lang),
        "state": each.state(on),
        "command": command,
        "refused": refused_as,
    }


def _pending(invocation: Invocation) -> Answer:
    from lixia_domain.kernel.vocabulary import FoundationCode

    with invocation.open() as store:
        on = invocation["on"] or store.today()
        whose = None
        if invocation["foundation"] is not None:
            whose = invocation.key(store, "foundation", FoundationCode)
        position, pending = store.runner.pending(on, foundation=whose)
        found = None if invocation.json else closed(store)
    items = [
        _item(each, on, invocation.lang)
        for each in pending
        if invocation["role"] in (None, each.wish.role.value)
    ]
    data = {"on": on.isoformat(), "position": position, "pending": items}
    said = as_of(position)
    foot = Words(
        f"{on} 为准，{said.zh}；{len(items)} 项", f"on {on}, {said.en}; items: {len(items)}"
    )
    columns = get_terminal_size((100, 24)).columns
    shown = [Words("待办事项", "Pending")]
    for number, item in enumerate(items, 1):
        for line in _block(number, item, invocation, columns, found):
            shown.append(Words(line, line))
    return Answer(data, [*shown, Words("", ""), foot])


def _block(
    number: int,
    item: Mapping[str, Any],
    invocation: Invocation,
    columns: int,
    found: Membership | None,
) -> Iterator[str]:
    """Yield a task as lines: how it stands and whose it is, what to do and why, the command.

    The command stands whole on a line of its own, however long, to be pasted as it is; in a store
    whose roster is ``found`` closed, by the account of somebody who may.
    """
    said, lang = invocation.text, invocation.lang
    whom = " ".join(filter(None, (Role(item["role"]).text(lang), item["whom"])))
    what = item["what"]
    if item["refused"]:
        what += said(Words("：", ": ")) + item["refused"]["sentence"]
    due = item["due"] and Words(f"；{item['due']} 到期", f"; due {item['due']}")
    if item["provisional"]:
        from lixia_domain.rules.deadlines import PROVISIONAL

        due = Words(f"{due.zh}（{PROVISIONAL.zh}）", f"{due.en} ({PROVISIONAL.en})")
    why = Words(f"自 {item['since']}", f"since {item['since']}").text(lang)
    why += (said(due) if due else "") + said(Words("；起因 ", "; because of ")) + item["cause"]
    yield ""
    for place, line in enumerate([f"{STATES[item['state']].text(lang)} · {whom}", what, why]):
        for first, part in enumerate(wrapped(line, max(columns - 4, 20))):
            yield f"{'    ' if place or first else f'{number:>2}. '}{part}"
    store = invocation["store"]
    by = None if item["refused"] or item["process"] == "roster" else _by(item, invocation, found)
    more = f" --actor {quote(by)}" if by else ""
    yield item["command"] + more + (f" --store {quote(store)}" if store else "")


def _by(item: Mapping[str, Any], invocation: Invocation, found: Membership | None) -> str | None:
    """Return by whose account a task can be done, unless by that of whoever says nothing."""
    first = usual(invocation)
    if found is None or " --actor " in item["command"]:
        return None
    whose = [one for one in (item["whom"], invocation["foundation"]) if one]
    who = whoever_may(found, [item["role"]], first=first, whose=whose)
    return None if who == first else who


_ROLE = next(one for one in WRITING if one.name == "role")
_ON = next(one for one in WRITING if one.name == "on")


def _run(invocation: Invocation) -> Answer:
    with invocation.open() as store:
        runner = store.runner
        if invocation["dry_run"]:
            wishes = runner.ready(retry=invocation["retry"])
            items = [
                {**_wish(wish, invocation.lang), "done": False, "refused": None} for wish in wishes
            ]
        else:
            items = [
                {
                    **_wish(tried.wish, invocation.lang),
                    "done": tried.refusal is None,
                    "refused": tried.refusal
                    and {
                        "code": tried.refusal.reason.code,
                        "sentence": tried.refusal.sentence(invocation.lang),
                    },
                }
                for tried in runner.run(retry=invocation["retry"])
            ]
        position = store.ledger.head()
    data = {"dry_run": invocation["dry_run"], "position": position, "wishes": items}
    shown = [_line(item, dry=invocation["dry_run"]) for item in items]
    if not items:
        shown = [Words("没有可自动办理的事项", "nothing to be carried out")]
    refused = any(item["refused"] for item in items)
    return Answer(data, [*shown, as_of(position)], exit=FINDING if refused else 0)


def _line(item: Mapping[str, Any], *, dry: bool) -> Words:
    what, cause = item["what"], item["cause"]
    if item["refused"]:
        why = item["refused"]["sentence"]
        return Words(f"✗ {what}：{why}（{cause}）", f"✗ {what}: {why} ({cause})")
    mark = "·" if dry else "✓"
    return Words(f"{mark} {what}（{cause}）", f"{mark} {what} ({cause})")


COMMANDS = (
    Command(
        "pending",
        Words("待办：该由谁办什么、因何而起", "what is pending, for whom and why"),
        (
            _ROLE._replace(zh="只看由谁办理的", en="only what is for"),
            _ON._replace(
                zh="以哪一天判断到期（默认今天，上海时间）",
                en="on which day to judge what is due (default: today in Shanghai)",
                read=day,
            ),
            option(
                "[--foundation CODE]",
                "只看这家基金会的（信用代码）",
                "of this foundation only, by its credit code",
                text,
            ),
        ),
        _pending,
    ),
    Command(
        "run",
        Words("办理无须人工的事项", "carry out what needs nobody"),
        (
            option(
                "[--dry-run]",
                "只列出将办理的，不办理",
                "say what would be carried out, record nothing",
            ),
            option("[--retry]", "先前未能办理的也再试一次", "try again what was refused before"),
        ),
        _run,
    ),
)
