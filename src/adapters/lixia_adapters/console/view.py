"""``lixia view`` and ``lixia rebuild``: what the facts add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console import labels
from lixia_adapters.console.answer import Answer, Table, as_of
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.spec import Command, Option, text
from lixia_adapters.console.speech import Say
from lixia_adapters.console.trouble import NotFound, Usage
from lixia_adapters.console.width import width

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.kernel.view import ReadModel

WIDEST_TEXT = 28
"""A longer text is wrapped where columns are short."""
GAP = 2
"""Between two columns."""


def _view(asked: Asked) -> Answer:
    if asked["list"]:
        return _list(asked)
    if asked["name"] is None:
        raise Usage(
            "缺少视图名；lixia view --list 可列出全部",
            "which view? lixia view --list lists them all",
            "missing_option",
        )
    from lixia_domain.recording.read_models import view_json

    model = _model(asked["name"])
    if asked["csv"] and (asked["xlsx"] or (asked["json"] and asked["out"] is None)):
        raise Usage("--json、--csv、--xlsx 只能取一", "take one of --json, --csv and --xlsx")
    if asked["out"] is not None and not (asked["csv"] or asked["xlsx"]):
        raise Usage("--out 须与 --csv 或 --xlsx 同用", "--out goes with --csv or --xlsx")
    with asked.open() as store, asked.progress(Say("更新视图", "Reading")) as step:
        shown = view_json(store.views(step), model)
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


def _model(name: str) -> ReadModel:
    from lixia_domain.views import VIEWS

    for model in VIEWS:
        if model.name == name:
            return model
    known = [model.name for model in VIEWS]
    raise Usage(
        f"没有视图“{name}”，现有：{'、'.join(known)}",
        f"there is no view {name!r}; there are: {', '.join(known)}",
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

    fields = ["key", *(f for f in model.row.__struct_fields__ if not f.startswith("_"))]
    if asked["csv"] and asked["out"] is None:
        return Answer(shown, raw=exports.csv_text(fields, shown["rows"]))
    path = Path(asked["out"] or f"{model.name}.xlsx")
    if asked["csv"]:
        # Excel takes a CSV for UTF-8 only by its mark.
        path.write_text(exports.csv_text(fields, shown["rows"]), "utf-8-sig", newline="")
    else:
        exports.write_xlsx(path, model, fields, shown, asked.lang)
    said = Say(
        f"已写入 {path}（{len(shown['rows'])} 行）", f"wrote {path}, {len(shown['rows'])} rows"
    )
    return Answer({"file": str(path), "rows": len(shown["rows"])}, [said, as_of(shown["position"])])


def table(
    model: ReadModel,
    position: int,
    rows: Sequence[Mapping[str, Any]],
    asked: Asked,
    *,
    first: int | None = None,
) -> Table:
    """Return rows of a view as a person reads them, as many columns as fit the screen.

    Only the ``first`` so many rows, if given.
    """
    from shutil import get_terminal_size

    room = get_terminal_size((100, 24)).columns + GAP - 1
    whole, rows = len(rows), rows[:first]
    every = [f for f in model.row.__struct_fields__ if not f.startswith("_")]
    wanted = labels.COLUMNS.get(model.name, tuple(every))
    texts = {f: [labels.cell(f, row[f], asked.lang) for row in rows] for f in wanted}
    fields: list[str] = []
    used = 0
    for field in wanted:
        widest = max((width(cell) for cell in texts[field]), default=0)
        if not field.endswith("_fen"):
            widest = min(widest, WIDEST_TEXT)
        used += GAP + max(widest, width(labels.head(field, asked.lang)))
        if fields and used > room:
            break
        fields.append(field)
    right = frozenset(
        at
        for at, f in enumerate(fields)
        if any(isinstance(row[f], int) and not isinstance(row[f], bool) for row in rows)
    )
    return Table(
        asked.told(Say(model.title, model.title_en)),
        [labels.head(f, asked.lang) for f in fields],
        [[texts[f][at] for f in fields] for at in range(len(rows))],
        right,
        _foot(asked, position, (len(rows), whole), len(every) - len(fields), fields),
    )


def _foot(
    asked: Asked, position: int, rows: tuple[int, int], hidden: int, fields: Sequence[str]
) -> str:
    said, (here, whole) = as_of(position), rows
    count = str(here) if here == whole else f"{here}/{whole}"
    zh, en = f"{said.zh}；{count} 行", f"{said.en}; rows: {count}"
    if any(field.endswith("_fen") for field in fields):
        zh, en = f"{zh}；金额：元", f"{en}; amounts in yuan"
    if hidden > 0:
        zh, en = f"{zh}；另有 {hidden} 列见 --csv", f"{en}; {hidden} more columns by --csv"
    return Say(zh, en).told(asked.lang)


def card_table(asked: Asked, model: ReadModel, position: int, row: Mapping[str, Any]) -> Table:
    """Return one row of a view, a line for each of its fields."""
    heads = [asked.told(Say("栏目", "field")), asked.told(Say("内容", "value"))]
    fields = [f for f in row if f != "key"]
    rows = [[labels.head(f, asked.lang), labels.cell(f, row[f], asked.lang)] for f in fields]
    title = f"{asked.told(Say(model.title, model.title_en))} · {row['key']}"
    return Table(title, heads, rows, frozenset(), asked.told(as_of(position)))


def row_of(
    store: Store, view: str, key: str
) -> tuple[int, dict[str, Any], list[dict[str, Any]]] | None:
    """Return a project's row and its claims' rows, both at one position; ``None``: no row."""
    from lixia_domain.recording.read_models import shown
    from lixia_domain.views import by_name

    build = store.views()
    with build.reading() as position:
        found = next(iter(build.rows(by_name(view), key=key)), None)
        claims = [
            {"key": claim, **shown(row)}
            for claim, row in build.rows(by_name("claim_board"))
            if row.project == key
        ]
    return None if found is None else (position, {"key": key, **shown(found[1])}, claims)


def card(
    asked: Asked, view: str, position: int, row: Mapping[str, Any], claims: list[dict[str, Any]]
) -> Answer:
    """Return one project with its claims."""
    tables = [card_table(asked, _model(view), position, row)]
    if claims:
        tables.append(table(_model("claim_board"), position, claims, asked))
    data = {"project": row["key"], "position": position, "row": row, "claims": claims}
    return Answer(data, tables)


VIEW = Command(
    (
        Option("NAME", "name", "视图名", "the view's name", read=text, need=False),
        Option("--list", "list", "列出全部视图", "list all views", need=False, flag=True),
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
