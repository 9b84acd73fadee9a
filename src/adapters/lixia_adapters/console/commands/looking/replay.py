"""``lixia replay``: any view or aggregate as of a date, and as it was known then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.looking.moments import AS_KNOWN_AT, AS_OF, Chosen, chosen
from lixia_adapters.console.frame.answer import Answer, Table
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words, many

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.audit.past.rows import Rows
    from lixia_domain.kernel.view import ReadModel


def _replay(invocation: Invocation) -> Answer:
    if invocation["as_of"] is None and invocation["as_known_at"] is None:
        raise Usage(
            "请给出 --as-of 日期或 --as-known-at 时刻（可同时给出）",
            "give --as-of DATE or --as-known-at WHEN, or both",
            "missing_option",
        )
    if invocation["stream"] is not None and (
        invocation["view"] is not None or invocation["key"] is not None
    ):
        raise Usage("--stream 不与 --view、--key 同用", "--stream goes without --view and --key")
    if invocation["key"] is not None and invocation["view"] is None:
        raise Usage("--key 须与 --view 同用", "--key goes with --view", "missing_option")
    with invocation.open() as store:
        when = chosen(store, invocation["as_of"], invocation["as_known_at"])
        if invocation["stream"] is not None:
            return _state(invocation, store, when)
        models = _models(invocation["view"])
        with invocation.progress(Words("重放", "Replaying")) as step:
            rows = store.replay(when.moment, models, step)
    if invocation["view"] is None:
        return _all(invocation, rows, models, when)
    return _one(invocation, rows, models[0], when)


def _models(name: str | None) -> tuple[ReadModel, ...]:
    from lixia_adapters.console.commands.looking.view import view_named
    from lixia_domain.extensions.shown import all_views

    return all_views() if name is None else (view_named(name),)


def _heading(invocation: Invocation, when: Chosen, position: int) -> list[Table | Words]:
    moment = when.moment
    heading = Words(moment.text(position), moment.text(position, "en"))
    return [heading] if when.said is None else [when.said, heading]


def _plain(rows: Rows, model: ReadModel, when: Chosen) -> dict[str, Any]:
    from lixia_domain.recording.read_models import view_json

    on = when.moment.on
    return {"as_of": None if on is None else on.isoformat(), **view_json(rows, model)}


def _one(invocation: Invocation, rows: Rows, model: ReadModel, when: Chosen) -> Answer:
    from lixia_adapters.console.commands.looking.rows import card_table, table

    shown = _plain(rows, model, when)
    head, key = _heading(invocation, when, rows.at), invocation["key"]
    if key is None:
        return Answer(shown, [*head, table(model, rows.at, shown["rows"], invocation)])
    from lixia_domain.audit.past.names import ROW, Unknown

    if key not in rows.tables[model.name]:
        raise Unknown(ROW, key, rows.tables[model.name])
    found = [row for row in shown["rows"] if row["key"] == key]
    return Answer(
        {**shown, "rows": found}, [*head, card_table(invocation, model, rows.at, found[0])]
    )


def _all(invocation: Invocation, rows: Rows, models: tuple[ReadModel, ...], when: Chosen) -> Answer:
    views = [_plain(rows, model, when) for model in models]
    data = {"as_of": views[0]["as_of"], "position": rows.at, "views": views}
    heads = [
        invocation.text(Words("视图", "view")),
        invocation.text(Words("标题", "title")),
        invocation.text(Words("行数", "rows")),
    ]
    lines = [
        [model.name, invocation.text(Words(model.title, model.title_en)), str(len(view["rows"]))]
        for model, view in zip(models, views, strict=True)
    ]
    foot = invocation.text(
        Words("加 --view 看一个视图，--json 得到全部", "--view shows one, --json gives all")
    )
    title = invocation.text(Words("当时的全部视图", "All views as they were"))
    table = Table(title, heads, lines, frozenset({2}), foot)
    return Answer(data, [*_heading(invocation, when, rows.at), table])


def _state(invocation: Invocation, store: Store, when: Chosen) -> Answer:
    from lixia_domain.audit.past.state import state

    found = state(store.ledger, invocation.stream(store, "stream"), when.moment)
    on = when.moment.on
    plain = _of_state(found.value)
    data = {
        "stream": found.stream,
        "as_of": None if on is None else on.isoformat(),
        "version": found.version,
        "position": found.position,
        "state": plain,
    }
    heads = [invocation.text(Words("栏目", "field")), invocation.text(Words("内容", "value"))]
    lines = [[name, _named(held, invocation.lang)] for name, held in _fields(plain)]
    heading = Words(f"第 {found.version} 个事实之后", f"after {many(found.version, 'fact')}")
    title = f"{found.stream} · {invocation.text(heading)}"
    table = Table(title, heads, lines)
    return Answer(data, [*_heading(invocation, when, found.position), table])


def _of_state(state: Any) -> Any:
    """Return a state as data, the same bytes each time: sets and tables by key in order."""
    import attrs
    import msgspec

    from lixia_domain.kernel.table import Table as ByKey

    def plain(_: Any, __: Any, held: Any) -> Any:
        if isinstance(held, ByKey):
            return dict(sorted(held.items()))
        return sorted(held, key=repr) if isinstance(held, frozenset) else held

    if attrs.has(type(state)):
        state = attrs.asdict(state, value_serializer=plain)
    return msgspec.to_builtins(state, order="deterministic")


def _named(held: Any, lang: str) -> str:
    from lixia_adapters.console.commands.looking.history import value

    if isinstance(held, dict) and held.keys() != {"fen"}:
        return "  ".join(f"{name} {value(one, lang)}" for name, one in held.items()) or "—"
    return value(held, lang)


def _fields(plain: Any) -> Iterator[tuple[str, Any]]:
    """Yield a state's fields, what is kept by key one by one."""
    for name, held in plain.items() if isinstance(plain, dict) else (("—", plain),):
        if isinstance(held, dict) and any(isinstance(one, dict) for one in held.values()):
            yield from ((f"{name} · {key}", one) for key, one in held.items())
        else:
            yield name, held


COMMANDS = (
    Command(
        "replay",
        Words("某日的账，或当时所知的账", "any view or aggregate as of a date, or as known"),
        (
            AS_OF,
            AS_KNOWN_AT,
            option(
                "[--view VIEW]",
                "只看这个视图（lixia view --list 列出全部）",
                "this view only (lixia view --list: which)",
                text,
            ),
            option("[--key KEY]", "只看这一行", "this row only", text),
            option(
                "[--stream STREAM]",
                "聚合（一条流）当时的状态，如 project-P-001",
                "an aggregate's state then, by its stream",
                text,
            ),
        ),
        _replay,
    ),
)
