"""``lixia view`` and ``lixia rebuild``: what the facts add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.looking.moments import AS_KNOWN_AT, chosen
from lixia_adapters.console.commands.looking.rows import card_table, table
from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, Wrong, option
from lixia_adapters.console.frame.readers import number, text
from lixia_adapters.console.frame.titles import called
from lixia_adapters.console.frame.trouble import NotFound, Usage, unreadable
from lixia_adapters.printers.file_names import file_name
from lixia_domain.kernel.words import Words, many

if TYPE_CHECKING:
    from lixia_domain.kernel.view import ReadModel
    from lixia_domain.recording.read_models import Shown


def _judge(values: Mapping[str, Any]) -> Iterator[Wrong]:
    """Tell what is wrong with what is asked of a view: its name, columns, conditions, forms."""
    if values["csv"] and (values["xlsx"] or (values["json"] and values["out"] is None)):
        yield Wrong(
            "usage", Words("--json、--csv、--xlsx 只能取一", "take one of --json, --csv and --xlsx")
        )
    if values["out"] is not None and not (values["csv"] or values["xlsx"]):
        yield Wrong(
            "usage", Words("--out 须与 --csv 或 --xlsx 同用", "--out goes with --csv or --xlsx")
        )
    if values["name"] is None:
        return
    try:
        model = view_named(values["name"])
    except Usage as unknown:
        yield Wrong(unknown.code, unknown.say)
        return
    if not (values["where"] or values["order"]):
        return
    from lixia_domain.application.conditions import column_called, condition_in, conditions
    from lixia_domain.kernel.explained import Explained, Unreadable

    for judge, texts in (
        (lambda said: conditions(model, [condition_in(model, said)]), values["where"]),
        (lambda said: column_called(model, said.removeprefix("-")), values["order"]),
    ):
        for told in texts:
            try:
                judge(told)
            except Unreadable as wrong:
                yield Wrong(wrong.code, unreadable(wrong))
            except Explained as wrong:
                yield Wrong(wrong.code, Words(wrong.sentence("zh"), wrong.sentence("en")))


def _view(invocation: Invocation) -> Answer:
    if invocation["list"] or invocation["name"] is None:
        return _list(invocation)
    model = view_named(invocation["name"])
    with invocation.open() as store, invocation.progress(Words("更新视图", "Reading")) as step:
        when = chosen(store, None, invocation["as_known_at"])
        at = when.moment.position
        shown = _rows(invocation, store.views(step) if at is None else store.known_by(at), model)
    found = _shown(invocation, model, shown)
    return found if when.said is None else found._replace(shown=[when.said, *found.shown])


def _rows(invocation: Invocation, rows: Shown, model: ReadModel) -> dict[str, Any]:
    """Return the rows that are asked for, all or a selection."""
    where, order = invocation["where"], invocation["order"]
    limit, after = invocation["limit"], invocation["after"]
    if not (where or order or limit or after):
        from lixia_domain.recording.read_models import view_json

        return view_json(rows, model)
    from lixia_domain.application.conditions import condition_in
    from lixia_domain.application.selection import Selection, select

    conditions = [condition_in(model, text) for text in where or ()]
    asked = Selection(where=conditions, order=order or (), limit=limit, after=after)
    return select(rows, model, asked)


def _shown(invocation: Invocation, model: ReadModel, shown: Mapping[str, Any]) -> Answer:
    if invocation["key"] is not None:
        return _one(invocation, model, shown)
    if invocation["csv"] or invocation["xlsx"]:
        return _export(invocation, model, shown, whole="matched" not in shown)
    matched, more = shown.get("matched"), shown.get("next")
    parts: list[Table | Words] = [
        table(model, shown["position"], shown["rows"], invocation, matched=matched)
    ]
    if more is not None:
        parts.append(Words(f"下一页：加 --after {more}", f"Next page: add --after {more}"))
    return Answer(shown, parts)


def _list(invocation: Invocation) -> Answer:
    from lixia_domain.extensions.shown import all_views

    data = [
        {"name": m.name, "version": m.version, "title": invocation.text(Words(m.title, m.title_en))}
        for m in all_views()
    ]
    heads = [
        invocation.text(Words("视图", "view")),
        invocation.text(Words("标题", "title")),
        invocation.text(Words("版", "version")),
    ]
    rows = [[str(v["name"]), str(v["title"]), str(v["version"])] for v in data]
    title = invocation.text(Words("全部视图", "All views"))
    return Answer(data, [Table(title, heads, rows, frozenset({2}))])


def view_named(name: str) -> ReadModel:
    """Return the view of this name, or of this title in either language, in whatever case.

    Raises ``Usage``, naming the nearest by either, else all.
    """
    from lixia_domain.extensions.shown import all_views

    views = {model.name: model for model in all_views()}
    meant, near = called(name, {each: (m.title, m.title_en) for each, m in views.items()})
    if meant:
        return views[meant[0]]
    there = [views[each] for each in near] or views.values()
    zh = "、".join(f"{model.name}（{model.title}）" for model in there)
    en = ", ".join(f"{model.name} ({model.title_en})" for model in there)
    raise Usage(
        f"没有视图“{name}”，{'是否想用' if near else '现有'}：{zh}",
        f"there is no view {name!r}; {'did you mean' if near else 'there are'}: {en}",
        "unknown_view",
    )


def _one(invocation: Invocation, model: ReadModel, shown: Mapping[str, Any]) -> Answer:
    key = invocation["key"]
    found = [row for row in shown["rows"] if row["key"] == key]
    if not found:
        raise NotFound(
            f"{model.title}中没有“{key}”；lixia view {model.name} 可列出全部",
            f"{model.name} has no row {key!r}; lixia view {model.name} lists them all",
        )
    only = {**shown, "rows": found}
    if invocation["csv"] or invocation["xlsx"]:
        return _export(invocation, model, only, whole=False)
    return Answer(only, [card_table(invocation, model, shown["position"], found[0])])


def _export(
    invocation: Invocation, model: ReadModel, shown: Mapping[str, Any], *, whole: bool
) -> Answer:
    """Write rows as a file. ``whole``: they are all that the view has."""
    from lixia_adapters import exported
    from lixia_adapters.printers.csv_text import MARK
    from lixia_domain import written
    from lixia_domain.kernel.columns import closings, columns

    every = columns(model.row)
    path = Path(invocation["out"] or f"{file_name(model.name)}.xlsx")
    if invocation["csv"]:
        text = exported.csv_text(["key", *(column.name for column in every)], shown["rows"])
        if invocation["out"] is None:
            return Answer(shown, raw=text)
        written.text(path, MARK + text)
    else:
        ends = closings(model, shown["rows"]) if whole else ()
        with written.opened(path) as file:
            exported.workbook(model, every, shown, invocation.lang, file, ends=ends)
    said = Words(
        f"已写入 {path}（{len(shown['rows'])} 行）",
        f"wrote {path}, {many(len(shown['rows']), 'row')}",
    )
    return Answer({"file": str(path), "rows": len(shown["rows"])}, [said, as_of(shown["position"])])


def _rebuild(invocation: Invocation) -> Answer:
    """Make all views anew; rows of the old ones that the log does not give are named."""
    from lixia_adapters.console.commands.beginning.kept_views import named
    from lixia_domain.application import kept_views
    from lixia_domain.extensions.shown import all_views

    models = all_views()
    with invocation.open() as store, invocation.progress(Words("重建视图", "Rebuilding")) as step:
        build, otherwise = kept_views.rebuild(store, step)
        with build.reading() as position:
            counts = {model.name: sum(1 for _ in build.rows(model)) for model in models}
    data = {
        "position": position,
        "views": [{"name": m.name, "version": m.version, "rows": counts[m.name]} for m in models],
    }
    differed = named(invocation, otherwise)
    heads = [
        invocation.text(Words("视图", "view")),
        invocation.text(Words("标题", "title")),
        invocation.text(Words("行数", "rows")),
    ]
    rows = [
        [m.name, invocation.text(Words(m.title, m.title_en)), str(counts[m.name])] for m in models
    ]
    title = invocation.text(Words("已从账册重建，未记录任何事实", "Rebuilt; no fact was recorded"))
    foot = invocation.text(as_of(position))
    told = [Words(f"✗ 原{said}", f"✗ it was: {said}") for said in differed]
    shown = Table(title, heads, rows, frozenset({2}), foot)
    return Answer({**data, "differed": differed}, [*told, shown], exit=1 if told else 0)


COMMANDS = (
    Command(
        "view",
        Words("查看视图（--list 列出全部）", "show a view (--list: which)"),
        (
            option(
                "[VIEW]",
                "视图名或标题（不写则列出全部）",
                "its name or title (none: list all)",
                text,
                name="name",
            ),
            option("[--list]", "列出全部视图", "list all views"),
            AS_KNOWN_AT,
            option(
                "[--where CONDITION …]",
                "只看符合条件的行：栏目=值|值、栏目>=值、栏目<=值、栏目=起..止（金额为元）",
                "rows that fit: column=value|value, column>=value, column<=value, "
                "column=from..to (amounts in yuan)",
                text,
            ),
            option(
                "[--order COLUMN …]",
                "按栏目排序（--order=-栏目 为降序）",
                "sort by it (--order=-COLUMN: descending)",
                text,
            ),
            option("[--limit N]", "最多几行", "so many rows at most", number),
            option("[--after CURSOR]", "接上一页", "go on after the page before", text),
            option("[--key KEY]", "只看这一行", "this row only"),
            option("[--csv]", "输出 CSV（金额为整数分）", "CSV (amounts in whole fen)"),
            option("[--xlsx]", "写成 XLSX（金额为元）", "write XLSX (amounts in yuan)"),
            option(
                "[--out FILE]",
                "写入的文件（XLSX 默认为视图名.xlsx）",
                "file to write (XLSX: the view's name and .xlsx by default)",
                text,
            ),
        ),
        _view,
        judge=_judge,
    ),
    Command("rebuild", Words("从账册重建全部视图", "make all views anew"), (), _rebuild),
)
