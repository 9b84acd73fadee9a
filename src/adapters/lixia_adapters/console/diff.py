"""``lixia diff``: what changed between two moments, row by row and by event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.answer import Answer, Table
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.cells import cell
from lixia_adapters.console.moments import Chosen, end, point
from lixia_adapters.console.spec import Command, Option, text
from lixia_adapters.console.speech import Say

if TYPE_CHECKING:
    from lixia_domain.audit.past.diff import Between, RowChange
    from lixia_domain.kernel.view import ReadModel

HOW = {
    "new": Say("新增", "new"),
    "changed": Say("变动", "changed"),
    "gone": Say("消失", "gone"),
}


def _diff(asked: Asked) -> Answer:
    from lixia_adapters.console.view import view_named
    from lixia_domain.audit.past.diff import between, changes
    from lixia_domain.views import VIEWS

    models = VIEWS if asked["view"] is None else (view_named(asked["view"]),)
    with asked.open() as store:
        ends = (end(store, asked["start"]), end(store, asked["end"]))
        head = store.ledger.head()
        old, new = (when.moment.settled(head) for when in ends)
        with asked.progress(Say("重放", "Replaying")) as step:
            before, after = store.replay(old, models, step), store.replay(new, models, step)
        found = {model: tuple(changes(model, before, after)) for model in models}
        with asked.progress(Say("比较事实", "Comparing facts")) as step:
            events = list(between(store.ledger, old, new, progress=step))
    data = {
        "from": _end(ends[0], before.at),
        "to": _end(ends[1], after.at),
        "rows": [_row(change) for some in found.values() for change in some],
        "event_count": len(events),
    }
    if asked["events"]:
        data["events"] = [_event(one) for one in events]
    shown: list[Table | Say] = []
    for word, when, at in (
        (Say("自", "from"), ends[0], before.at),
        (Say("至", "to"), ends[1], after.at),
    ):
        shown += [] if when.said is None else [when.said]
        moment = when.moment
        shown.append(Say(f"{word.zh}：{moment.told(at)}", f"{word.en}: {moment.told(at, 'en')}"))
    shown += [_table(asked, model, some) for model, some in found.items() if some]
    if not any(found.values()):
        shown.append(Say("视图没有变动", "no view has changed"))
    shown.append(_events(asked, events) if asked["events"] else _count(len(events)))
    return Answer(data, shown)


def _count(events: int) -> Say:
    return Say(f"其间相差 {events} 条事实（--events 列出）", f"{events} facts apart (--events)")


def _end(when: Chosen, position: int) -> dict[str, Any]:
    on = when.moment.on
    return {"as_of": None if on is None else on.isoformat(), "position": position}


def _row(change: RowChange) -> dict[str, Any]:
    import msgspec

    columns = {
        name: {"old": old, "new": new}
        for name, (old, new) in msgspec.to_builtins(change.columns).items()
    }
    return {"view": change.view, "key": change.key, "how": change.how, "columns": columns}


def _event(one: Between) -> dict[str, Any]:
    recorded = one.recorded
    return {
        "position": recorded.position,
        "how": "new" if one.came else "gone",
        "on": recorded.event.on.isoformat(),
        "event": recorded.event.event_name,
        "stream": recorded.stream,
        "version": recorded.version,
        "recorded_at": recorded.recorded_at.isoformat(),
        "actor": recorded.actor,
        "role": recorded.role,
    }


def _table(asked: Asked, model: ReadModel, found: Sequence[RowChange]) -> Table:
    from lixia_domain.kernel.columns import column_of

    heads = [
        asked.told(Say("键", "key")),
        "",
        asked.told(Say("栏目", "column")),
        asked.told(Say("原为", "old")),
        asked.told(Say("现为", "new")),
    ]
    lines: list[list[str]] = []
    for change in found:
        first = [change.key, asked.told(HOW[change.how])]
        for name, (old, new) in change.columns.items():
            if change.how == "changed" or (new if change.how == "new" else old):
                column = column_of(model, name)
                cells = (cell(column, value, asked.lang) for value in (old, new))
                lines.append([*first, column.words.told(asked.lang), *cells])
                first = ["", ""]
    title = asked.told(Say(model.title, model.title_en))
    foot = asked.told(Say(f"{len(found)} 行有变动", f"rows changed: {len(found)}"))
    return Table(title, heads, lines, frozenset({3, 4}), foot)


def _events(asked: Asked, events: Sequence[Between]) -> Table:
    heads = [
        asked.told(said)
        for said in (
            Say("位置", "position"),
            Say("", ""),
            Say("日期", "date"),
            Say("事实", "fact"),
            Say("流", "stream"),
            Say("经办", "actor"),
        )
    ]
    lines = [
        [
            str(one.recorded.position),
            asked.told(HOW["new" if one.came else "gone"]),
            str(one.recorded.event.on),
            one.recorded.event.event_name,
            one.recorded.stream,
            one.recorded.actor,
        ]
        for one in events
    ]
    foot = asked.told(Say(f"{len(events)} 条", f"facts: {len(events)}"))
    return Table(asked.told(Say("相差的事实", "Facts")), heads, lines, frozenset({0}), foot)


def _end_option(shown: str, name: str, zh: str, en: str) -> Option:
    return Option(
        shown,
        name,
        f"{zh}：业务日期、账册位置或记录时刻",
        f"{en}: a business date, a position of the log, or a time of recording",
        read=point,
        value="WHEN",
    )


DIFF = Command(
    (
        _end_option("--from", "start", "起点", "the earlier moment"),
        _end_option("--to", "end", "终点", "the later moment"),
        Option(
            "--view",
            "view",
            "只比较这个视图",
            "this view only",
            read=text,
            need=False,
            value="NAME",
        ),
        Option("--events", "events", "列出相差的事实", "list the facts", need=False, flag=True),
    ),
    _diff,
)
