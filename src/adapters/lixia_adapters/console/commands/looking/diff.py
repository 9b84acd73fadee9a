"""``lixia diff``: what changed between two moments, row by row and by event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.looking.cells import cell
from lixia_adapters.console.commands.looking.moments import Chosen, end, point
from lixia_adapters.console.frame.answer import Answer, Table
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, Option, option
from lixia_adapters.console.frame.readers import text
from lixia_domain.kernel.words import Words, many

if TYPE_CHECKING:
    from lixia_domain.audit.past.diff import Between, RowChange
    from lixia_domain.kernel.view import ReadModel

HOW = {
    "new": Words("新增", "new"),
    "changed": Words("变动", "changed"),
    "gone": Words("消失", "gone"),
}


def _diff(invocation: Invocation) -> Answer:
    from lixia_adapters.console.commands.looking.view import view_named
    from lixia_domain.audit.past.diff import between, changes
    from lixia_domain.extensions.shown import all_views

    models = all_views() if invocation["view"] is None else (view_named(invocation["view"]),)
    with invocation.open() as store:
        ends = (end(store, invocation["start"]), end(store, invocation["end"]))
        head = store.ledger.head()
        old, new = (when.moment.settled(head) for when in ends)
        with invocation.progress(Words("重放", "Replaying")) as step:
            before, after = store.replay(old, models, step), store.replay(new, models, step)
        found = {model: tuple(changes(model, before, after)) for model in models}
        with invocation.progress(Words("比较事实", "Comparing facts")) as step:
            events = list(between(store.ledger, old, new, progress=step))
    data = {
        "from": _end(ends[0], before.at),
        "to": _end(ends[1], after.at),
        "rows": [_row(change) for some in found.values() for change in some],
        "event_count": len(events),
    }
    if invocation["events"]:
        data["events"] = [_event(one) for one in events]
    shown: list[Table | Words] = []
    for word, when, at in (
        (Words("自", "from"), ends[0], before.at),
        (Words("至", "to"), ends[1], after.at),
    ):
        shown += [] if when.said is None else [when.said]
        moment = when.moment
        shown.append(Words(f"{word.zh}：{moment.text(at)}", f"{word.en}: {moment.text(at, 'en')}"))
    shown += [_table(invocation, model, some) for model, some in found.items() if some]
    if not any(found.values()):
        shown.append(Words("视图没有变动", "no view has changed"))
    shown.append(_events(invocation, events) if invocation["events"] else _count(len(events)))
    return Answer(data, shown)


def _count(events: int) -> Words:
    return Words(
        f"其间相差 {events} 条事实（--events 列出）", f"{many(events, 'fact')} apart (--events)"
    )


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


def _table(invocation: Invocation, model: ReadModel, found: Sequence[RowChange]) -> Table:
    from lixia_domain.kernel.columns import column_of

    heads = [
        invocation.text(Words("键", "key")),
        "",
        invocation.text(Words("栏目", "column")),
        invocation.text(Words("原为", "old")),
        invocation.text(Words("现为", "new")),
    ]
    lines: list[list[str]] = []
    for change in found:
        first = [change.key, invocation.text(HOW[change.how])]
        for name, (old, new) in change.columns.items():
            if change.how == "changed" or (new if change.how == "new" else old):
                column = column_of(model, name)
                cells = (cell(column, value, invocation.lang) for value in (old, new))
                lines.append([*first, column.words.text(invocation.lang), *cells])
                first = ["", ""]
    title = invocation.text(Words(model.title, model.title_en))
    foot = invocation.text(Words(f"{len(found)} 行有变动", f"rows changed: {len(found)}"))
    return Table(title, heads, lines, frozenset({3, 4}), foot)


def _events(invocation: Invocation, events: Sequence[Between]) -> Table:
    heads = [
        invocation.text(said)
        for said in (
            Words("位置", "position"),
            Words("", ""),
            Words("日期", "date"),
            Words("事实", "fact"),
            Words("流", "stream"),
            Words("经办", "actor"),
        )
    ]
    lines = [
        [
            str(one.recorded.position),
            invocation.text(HOW["new" if one.came else "gone"]),
            str(one.recorded.event.on),
            one.recorded.event.event_words.text(invocation.lang),
            one.recorded.stream,
            one.recorded.actor,
        ]
        for one in events
    ]
    foot = invocation.text(Words(f"{len(events)} 条", f"facts: {len(events)}"))
    return Table(invocation.text(Words("相差的事实", "Facts")), heads, lines, frozenset({0}), foot)


def _end_option(shown: str, name: str, zh: str, en: str) -> Option:
    return Option(
        shown,
        name,
        f"{zh}：业务日期、账册位置或记录时刻",
        f"{en}: a business date, a position of the log, or a time of recording",
        read=point,
        value="WHEN",
    )


COMMANDS = (
    Command(
        "diff",
        Words("两个时点之间的变动", "what changed between two moments"),
        (
            _end_option("--from", "start", "起点", "the earlier moment"),
            _end_option("--to", "end", "终点", "the later moment"),
            option("[--view VIEW]", "只比较这个视图", "this view only", text),
            option("[--events]", "列出相差的事实", "list the facts"),
        ),
        _diff,
    ),
)
