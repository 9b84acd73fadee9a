"""``lixia sheet``: what an office keeps in Excel, as templates, imports and exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.beginning.sheet_import import import_sheet
from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, Wrong, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words, many

if TYPE_CHECKING:
    from lixia_adapters.sheets.kinds import Kind

KINDS = (
    *("batches", "needs", "projects", "enterprises", "claims", "teams", "volunteers"),
    *("sessions", "hours"),
)
"""The kinds of sheets, by name, so that help need not import what they are."""
SUFFIXES = (".xlsx", ".csv")


def _code(called: str) -> str:
    """Return the name of the kind that goes by a title."""
    from lixia_adapters.sheets.kinds import kind_named

    found = kind_named(called)
    return called if found is None else found.name


def _kind(invocation: Invocation) -> Kind:
    from lixia_adapters.sheets.kinds import kind_named

    kind = kind_named(invocation["kind"])
    assert kind is not None, "the line was read against the names there are"
    return kind


def _kinds(invocation: Invocation) -> Answer:
    """Say which sheets there are, or what the columns of one are."""
    from lixia_adapters.sheets.kinds import KINDS as EVERY

    if invocation["kind"] is not None:
        return _columns(invocation, _kind(invocation))
    heads = (Words("表", "sheet"), Words("内容", "what it is"), Words("每行办理", "each row does"))
    data = [
        {
            "kind": kind.name,
            "title": invocation.text(kind.says),
            "use_cases": [step.name for step in kind.steps],
            "roles": [role.value for role in kind.roles],
        }
        for kind in EVERY
    ]
    rows = [
        [
            kind.name,
            invocation.text(kind.says),
            invocation.text(Words("；", "; ")).join(
                invocation.text(step.use_case.says) for step in kind.steps
            ),
        ]
        for kind in EVERY
    ]
    title = invocation.text(Words("表格", "Sheets"))
    return Answer(data, [Table(title, [invocation.text(head) for head in heads], rows)])


def _columns(invocation: Invocation, kind: Kind) -> Answer:
    from lixia_adapters.sheets.columns import columns
    from lixia_adapters.sheets.values import accepted
    from lixia_adapters.sheets.writing import needed, notes

    data = [
        {
            "column": column.name,
            "zh": column.words.zh,
            "en": column.words.en,
            "accepts": invocation.text(accepted(column.shape)),
            "needed": invocation.text(needed(kind, column)),
        }
        for column in columns(kind)
    ]
    heads = (Words("列", "column"), Words("填什么", "accepts"), Words("是否必填", "needed"))
    rows = [[row[invocation.lang], row["accepts"], row["needed"]] for row in data]
    table = Table(invocation.text(kind.says), [invocation.text(head) for head in heads], rows)
    return Answer(data, [table, *notes(kind)])


def _template(invocation: Invocation) -> Answer:
    from lixia_adapters.sheets.columns import columns
    from lixia_adapters.sheets.writing import write

    kind, path = _kind(invocation), Path(invocation["file"])
    if path.exists():
        raise Usage(
            f"{path} 已存在，可能已填写，未作改动；请换一个文件名",
            f"{path} is there already and may be filled in; it was left as it was: name another",
            "file_exists",
        )
    write(path, kind, columns(kind), (), invocation.lang, csv_file=_is_csv(path))
    said = Words(
        f"已写入“{kind.says.zh}”模板 {path}；填好后："
        f"lixia sheet import {kind.name} {path} --dry-run",
        f"Wrote a template of {kind.says.en} to {path}; filled in: "
        f"lixia sheet import {kind.name} {path} --dry-run",
    )
    return Answer({"kind": kind.name, "file": str(path)}, [said])


def _export(invocation: Invocation) -> Answer:
    from lixia_adapters.sheets.columns import columns
    from lixia_adapters.sheets.on_record import counts, left_out, rows_on_record
    from lixia_adapters.sheets.writing import write

    kind, path = _kind(invocation), Path(invocation["file"])
    with invocation.open(read_only=True) as store:
        rows, position = rows_on_record(store.ledger, kind), store.ledger.head()
        left = left_out(store.ledger, kind, rows)
    wanted = columns(kind, counts(kind, rows))
    write(path, kind, wanted, rows, invocation.lang, csv_file=_is_csv(path))
    said = Words(
        f"已写入 {path}：{kind.says.zh} {len(rows)} 行", f"Wrote {path}: {many(len(rows), 'row')}"
    )
    data = {"kind": kind.name, "file": str(path), "rows": len(rows), "left_out": left}
    shown = [said]
    if left and kind.besides is not None:
        why = kind.besides[2]
        shown.append(Words(f"{why.zh}，{left} 项不在表内。", f"Not in it: {left}; {why.en}."))
    return Answer({**data, "position": position}, [*shown, as_of(position)])


def _import(invocation: Invocation) -> Answer:
    return import_sheet(invocation, _kind(invocation))


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def _judge(values: Mapping[str, Any]) -> Iterable[Wrong]:
    """Tell what is wrong with a file's name: it says of which form the file is to be."""
    if values["file"] is not None and Path(values["file"]).suffix.lower() not in SUFFIXES:
        yield Wrong("usage", Words("文件名应以 .xlsx 或 .csv 结尾", "FILE ends in .xlsx or .csv"))


def _judge_import(values: Mapping[str, Any]) -> Iterable[Wrong]:
    if values["command"] is not None:
        yield Wrong(
            "usage",
            Words(
                "sheet import 不用 --command：每行各有自己的请求编号",
                "sheet import takes no --command: each row has a key of its own",
            ),
        )
    if values["rest"] is not None and not values["partial"]:
        yield Wrong("usage", Words("--rest 须与 --partial 同用", "--rest goes with --partial"))


KIND = option(
    "KIND",
    "哪一种表（见 lixia sheet kinds）",
    "which sheet (see lixia sheet kinds)",
    choices=KINDS,
    code_of=_code,
)
FILE = option("FILE", "文件（.xlsx 或 .csv）", "the file (.xlsx or .csv)", text)

COMMANDS = (
    Command(
        "sheet kinds",
        Words("有哪些表格，各有哪些列", "which sheets there are, and their columns"),
        (KIND._replace(need=False, zh="只看这一种的各列", en="the columns of this one"),),
        _kinds,
    ),
    Command(
        "sheet template",
        Words("写出空白模板", "write an empty template"),
        (KIND, FILE),
        _template,
        judge=_judge,
    ),
    Command(
        "sheet import",
        Words("导入填好的表格", "import a sheet that was filled in"),
        (
            KIND,
            FILE,
            option(
                "[--partial]",
                "只入账无误的行，其余连同原因另存为一份表，改正后可再导入",
                "record the rows that are in order, and write the others with the reasons to a "
                "sheet that can be corrected and sent again",
            ),
            option(
                "[--rest FILE]",
                "退回的行写入哪个文件（默认在原文件旁）",
                "where to write the refused rows (default: beside the file)",
                text,
            ),
        ),
        _import,
        roles=("programme_office", "team", "enterprise"),
        judge=_judge_import,
    ),
    Command(
        "sheet export",
        Words("把已入账的写成同样的表格", "write what is on record as such a sheet"),
        (KIND, FILE),
        _export,
        judge=_judge,
    ),
)
