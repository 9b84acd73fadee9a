"""``lixia view`` and ``lixia rebuild``: what the facts add up to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.answer import Answer, Table, as_of
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.moments import AS_KNOWN_AT, chosen
from lixia_adapters.console.rows import card_table, table
from lixia_adapters.console.spec import Command, Option, text
from lixia_adapters.console.speech import Say
from lixia_adapters.console.trouble import NotFound, Usage

if TYPE_CHECKING:
    from lixia_domain.kernel.view import ReadModel


def _view(asked: Asked) -> Answer:
    if asked["list"] or asked["name"] is None:
        return _list(asked)
    from lixia_domain.recording.read_models import view_json

    model = view_named(asked["name"])
    if asked["csv"] and (asked["xlsx"] or (asked["json"] and asked["out"] is None)):
        raise Usage("--json、--csv、--xlsx 只能取一", "take one of --json, --csv and --xlsx")
    if asked["out"] is not None and not (asked["csv"] or asked["xlsx"]):
        raise Usage("--out 须与 --csv 或 --xlsx 同用", "--out goes with --csv or --xlsx")
    with asked.open() as store, asked.progress(Say("更新视图", "Reading")) as step:
        when = chosen(store, None, asked["as_known_at"])
        at = when.moment.position
        shown = view_json(store.views(step) if at is None else store.known_by(at), model)
    found = _shown(asked, model, shown)
    return found if when.said is None else found._replace(shown=[when.said, *found.shown])


def _shown(asked: Asked, model: ReadModel, shown: Mapping[str, Any]) -> Answer:
    if asked["key"] is not None:
        return _one(asked, model, shown)
    if asked["csv"] or asked["xlsx"]:
        return _export(asked, model, shown)
    return Answer(shown, [table(model, shown["position"], shown["rows"], asked)])


def _list(asked: Asked) -> Answer:
    from lixia_domain.views import VIEWS

    data = [
        {"name": m.name, "version": m.version, "title": asked.told(Say(m.title, m.title_en))}
        for m in VIEWS
    ]
    heads = [
        asked.told(Say("视图", "view")),
        asked.told(Say("标题", "title")),
        asked.told(Say("版", "version")),
    ]
    rows = [[str(v["name"]), str(v["title"]), str(v["version"])] for v in data]
    title = asked.told(Say("全部视图", "All views"))
    return Answer(data, [Table(title, heads, rows, frozenset({2}))])


def view_named(name: str) -> ReadModel:
    """Return the view of this name. Raises ``Usage``, naming the nearest, else all."""
    from lixia_domain.audit.past.names import nearest
    from lixia_domain.views import VIEWS

    known = {model.name: model for model in VIEWS}
    if name in known:
        return known[name]
    near = nearest(name, known)
    there = near or tuple(known)
    raise Usage(
        f"没有视图“{name}”，{'是否想用' if near else '现有'}：{'、'.join(there)}",
        f"there is no view {name!r}; {'did you mean' if near else 'there are'}: {', '.join(there)}",
        "unknown_view",
    )


def _one(asked: Asked, model: ReadModel, shown: Mapping[str, Any]) -> Answer:
    key = asked["key"]
    found = [row for row in shown["rows"] if row["key"] == key]
    if not found:
        raise NotFound(
            f"{model.title}中没有“{key}”；lixia view {model.name} 可列出全部",
            f"{model.name} has no row {key!r}; lixia view {model.name} lists them all",
        )
    only = {**shown, "rows": found}
    if asked["csv"] or asked["xlsx"]:
        return _export(asked, model, only)
    return Answer(only, [card_table(asked, model, shown["position"], found[0])])


def _export(asked: Asked, model: ReadModel, shown: Mapping[str, Any]) -> Answer:
    from lixia_adapters.console import exports
    from lixia_domain.kernel.columns import columns

    fields = ["key", *(column.name for column in columns(model.row))]
    if asked["csv"] and asked["out"] is None:
        return Answer(shown, raw=exports.csv_text(fields, shown["rows"]))
    path = Path(asked["out"] or f"{model.name}.xlsx")
    if asked["csv"]:
        # Excel takes a CSV for UTF-8 only by its mark.
        path.write_text(exports.csv_text(fields, shown["rows"]), "utf-8-sig", newline="")
    else:
        exports.write_xlsx(path, model, shown, asked.lang)
    said = Say(
        f"已写入 {path}（{len(shown['rows'])} 行）", f"wrote {path}, {len(shown['rows'])} rows"
    )
    return Answer({"file": str(path), "rows": len(shown["rows"])}, [said, as_of(shown["position"])])


VIEW = Command(
    (
        Option(
            "NAME",
            "name",
            "视图名（不写则列出全部）",
            "its name (none: list all)",
            read=text,
            need=False,
        ),
        Option("--list", "list", "列出全部视图", "list all views", need=False, flag=True),
        AS_KNOWN_AT,
        Option("--key", "key", "只看这一行", "this row only", need=False, value="KEY"),
        Option(
            "--csv",
            "csv",
            "输出 CSV（金额为整数分）",
            "CSV (amounts in whole fen)",
            need=False,
            flag=True,
        ),
        Option(
            "--xlsx",
            "xlsx",
            "写成 XLSX（金额为元）",
            "write XLSX (amounts in yuan)",
            need=False,
            flag=True,
        ),
        Option(
            "--out",
            "out",
            "写入的文件（XLSX 默认 NAME.xlsx）",
            "file to write (XLSX: NAME.xlsx by default)",
            read=text,
            need=False,
            value="FILE",
        ),
    ),
    _view,
)


def _rebuild(asked: Asked) -> Answer:
    from lixia_domain.views import VIEWS

    with asked.open() as store, asked.progress(Say("重建视图", "Rebuilding")) as step:
        build = store.rebuild(step)
        with build.reading() as position:
            counts = {model.name: sum(1 for _ in build.rows(model)) for model in VIEWS}
    data = {
        "position": position,
        "views": [{"name": m.name, "version": m.version, "rows": counts[m.name]} for m in VIEWS],
    }
    heads = [
        asked.told(Say("视图", "view")),
        asked.told(Say("标题", "title")),
        asked.told(Say("行数", "rows")),
    ]
    rows = [[m.name, asked.told(Say(m.title, m.title_en)), str(counts[m.name])] for m in VIEWS]
    title = asked.told(Say("已从账册重建，未记录任何事实", "Rebuilt; no fact was recorded"))
    foot = asked.told(as_of(position))
    return Answer(data, [Table(title, heads, rows, frozenset({2}), foot)])


REBUILD = Command((), _rebuild)
