"""``lixia trace``: every event behind a figure; and where money went, and came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lixia_adapters.console.commands.looking.cells import cell
from lixia_adapters.console.commands.looking.moments import AS_KNOWN_AT, AS_OF, chosen
from lixia_adapters.console.frame.answer import Answer, Table, as_of, fact_text, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, Option, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.audit.past.moment import Moment
    from lixia_domain.audit.past.names import Unknown
    from lixia_domain.audit.trace.figure import Step
    from lixia_domain.audit.trace.steps import Trace
    from lixia_domain.kernel.columns import Column
    from lixia_domain.kernel.view import ReadModel

MONEY = ("credit", "gift", "pledge", "disbursement", "project")


def _trace(invocation: Invocation) -> Answer:
    ways = [way for way in MONEY if invocation[way] is not None]
    figure = [name for name in ("view", "key", "column") if invocation[name] is not None]
    if len(ways) > 1 or (ways and figure) or len(figure) not in (0, 3) or not (ways or figure):
        raise Usage(
            "请给出 视图 键 栏目，或 --credit、--gift、--pledge、--disbursement、--project 之一",
            "give VIEW KEY COLUMN, or one of --credit, --gift, --pledge, --disbursement and "
            "--project",
            "missing_option",
        )
    if ways:
        from lixia_adapters.console.commands.looking.money_tree import followed

        return followed(invocation, ways[0])
    from lixia_adapters.console.commands.looking.view import view_named
    from lixia_domain.audit.past.moment import Moment
    from lixia_domain.audit.past.names import Unknown
    from lixia_domain.audit.trace.steps import trace
    from lixia_domain.kernel.columns import column_of

    model = view_named(invocation["view"])
    with invocation.open() as store, invocation.progress(Words("追溯", "Tracing")) as step:
        when = chosen(store, invocation["as_of"], invocation["as_known_at"])
        moment, now = when.moment, _shown_now(store, model, invocation, when.moment)
        if now is not None:
            moment = Moment(position=now.position)
        try:
            found = trace(
                store.ledger,
                model,
                invocation["key"],
                invocation["column"],
                moment,
                progress=step,
            )
        except Unknown as unknown:
            return _without_facts(invocation, now, unknown)
    title = f"{invocation.text(Words(model.title, model.title_en))} · {found.key} · "
    column = column_of(model, found.column)
    title += column.words.text(invocation.lang)
    shown: list[Table | Words] = [_table(invocation, found, column, title)]
    fits = now is None or now.figure == found.figure
    if now is not None and not fits:
        there, due = (cell(column, one, invocation.lang) for one in (now.figure, found.figure))
        shown.append(
            Words(
                f"✗ 视图所存为 {there}，由事实推算应为 {due}：视图被改动过；lixia rebuild 可重建",
                f"✗ the view is kept with {there}, the facts give {due}: it was changed; lixia "
                "rebuild makes it anew",
            )
        )
    head = [] if when.said is None else [when.said]
    on = when.moment.on
    if on is not None:
        at = found.position
        head.append(Words(when.moment.text(at), when.moment.text(at, "en")))
    data = {
        "view": found.view,
        "key": found.key,
        "column": found.column,
        "as_of": None if on is None else on.isoformat(),
        "position": found.position,
        "figure": _json(found.figure),
        "ends": found.ends,
        "kept": _json(found.figure if now is None else now.figure),
        "events": [_plain(one) for one in found.steps],
    }
    return Answer(data, [*head, *shown], exit=0 if found.ends and fits else 1)


class _Cell(NamedTuple):
    """A figure as people are shown it now, at a position of the log."""

    position: int
    figure: Any
    there: bool


def _shown_now(
    store: Store, model: ReadModel, invocation: Invocation, moment: Moment
) -> _Cell | None:
    """Return the cell that people see; ``None`` where another moment was asked for."""
    from lixia_domain.application import kept_views
    from lixia_domain.audit.past.moment import WHOLE
    from lixia_domain.audit.past.names import column_of

    if moment != WHOLE:
        return None
    name = column_of(model, invocation["column"])
    position, row = kept_views.row(store, model, invocation["key"])
    return _Cell(position, None if row is None else getattr(row, name), row is not None)


def _without_facts(invocation: Invocation, now: _Cell | None, unknown: Unknown) -> Answer:
    """Say of a row that people are shown and no fact is behind that so it is."""
    if now is None or not now.there:
        raise unknown
    said = Words(
        f"✗ 视图 {invocation['view']} 存有 {invocation['key']} 一行，没有事实可据：它是他人放入的；"
        "lixia rebuild 可重建",
        f"✗ the view {invocation['view']} is kept with a row {invocation['key']} that no fact is "
        "behind: somebody put it there; lixia rebuild makes it anew",
    )
    data = {"view": invocation["view"], "key": invocation["key"], "kept": _json(now.figure)}
    return Answer({**data, "events": [], "ends": False}, [said, as_of(now.position)], exit=1)


def _json(value: Any) -> Any:
    import msgspec

    return msgspec.to_builtins(value)


def _plain(step: Step) -> dict[str, Any]:
    return {
        "position": step.position,
        "on": step.on.isoformat(),
        "event": step.event,
        "stream": step.stream,
        "version": step.version,
        "recorded_at": step.recorded_at.isoformat(),
        "actor": step.actor,
        "role": step.role,
        "via": None if step.via is None else {"view": step.via[0], "key": step.via[1]},
        "before": _json(step.before),
        "after": _json(step.after),
        "amount": step.amount,
        "running": step.running,
    }


def _table(invocation: Invocation, found: Trace, column: Column, title: str) -> Table:
    through = any(step.via is not None for step in found.steps)
    counted = all(step.amount is not None for step in found.steps)
    last = (
        (
            Words("金额" if column.name.endswith("_fen") else "增减", "amount"),
            Words("累计", "running"),
        )
        if counted
        else (Words("原为", "old"), Words("现为", "new"))
    )
    heads = [
        invocation.text(said)
        for said in (
            Words("位置", "position"),
            Words("日期", "date"),
            Words("事实", "fact"),
            Words("流", "stream"),
            Words("经办", "actor"),
            *((Words("经由", "through"),) if through else ()),
            *last,
        )
    ]
    rows = [
        [
            str(step.position),
            str(step.on),
            fact_text(step.event, invocation.lang),
            step.stream,
            f"{step.actor} ({Role(step.role).text(invocation.lang)})",
            *((f"{step.via[0]} {step.via[1]}" if step.via else "—",) if through else ()),
            *_amounts(column, step, counted, invocation.lang),
        ]
        for step in found.steps
    ]
    end = cell(column, found.figure, invocation.lang)
    at = as_of(found.position)
    foot = Words(
        f"{len(rows)} 条事实，合于视图中的 {end}；{at.zh}",
        f"facts: {len(rows)}, ending in the view's {end}; {at.en}",
    )
    if not found.ends:
        foot = Words(f"与视图中的 {end} 不符；{at.zh}", f"NOT the view's {end}; {at.en}")
    right = frozenset({0, len(heads) - 1, len(heads) - 2} if counted else {0})
    return Table(title, heads, rows, right, invocation.text(foot))


def _amounts(column: Column, step: Step, counted: bool, lang: str) -> tuple[str, str]:
    if not counted or step.amount is None or step.running is None:
        return cell(column, step.before, lang), cell(column, step.after, lang)
    if column.name.endswith("_fen"):
        return yuan(step.amount), yuan(step.running)
    return f"{step.amount:+,}", f"{step.running:,}"


def _way(name: str, zh: str, en: str) -> Option:
    return Option(f"--{name}", name, zh, en, read=text, need=False, value="ID")


COMMANDS = (
    Command(
        "trace",
        Words("一个数字背后的事实，一笔钱的去向", "the facts behind a figure; where money went"),
        (
            option("[VIEW]", "视图名或标题", "the view's name or title", text),
            option("[KEY]", "行的键", "the row's key", text),
            option("[COLUMN]", "栏目，如 received_fen", "the column", text),
            _way("credit", "一笔到账的去向", "where a bank credit went"),
            _way("gift", "一份捐赠的去向", "where a gift went"),
            _way("pledge", "一笔认捐到账部分的去向", "where what arrived of a pledge went"),
            _way("disbursement", "一笔拨付的来源与去向", "whose money a tranche was, and its use"),
            _way("project", "一个项目资金的来源与去向", "whose money a project has, and its use"),
            AS_OF,
            AS_KNOWN_AT,
        ),
        _trace,
    ),
)
