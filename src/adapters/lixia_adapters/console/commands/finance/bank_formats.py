"""``lixia bank formats``: which exports are known, how each is read, and what a clerk adds."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from lixia_adapters.console.frame.answer import Answer, Table
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain import written
from lixia_domain.kernel.words import Words, many

if TYPE_CHECKING:
    from lixia_adapters.registers.formats import Format
    from lixia_adapters.registers.statement import Statement


def _formats(invocation: Invocation) -> Answer:
    from lixia_adapters.registers.formats import formats

    known = formats()
    if (name := invocation["format"]) is not None:
        if name not in known:
            raise Usage(
                f"--format：没有“{name}”，可用：{'、'.join(known)}",
                f"--format: there is no {name}; known: {', '.join(known)}",
            )
        return _one(invocation, name, known[name])
    data = [
        {"format": name, "name": invocation.text(one.words), "needs": list(one.needs)}
        for name, one in known.items()
    ]
    heads = [
        invocation.text(said)
        for said in (Words("格式", "format"), Words("谁的", "whose"), Words("须另写明", "add"))
    ]
    rows = [[str(d["format"]), str(d["name"]), " ".join(d["needs"]) or "—"] for d in data]
    title = invocation.text(Words("能读的流水格式", "Statements that can be read"))
    how = Words(
        "其他格式用列对应文件（--mapping）；样张：lixia bank formats --format icbc",
        "for any other write a mapping (--mapping); samples: lixia bank formats --format icbc",
    )
    return Answer(data, [Table(title, heads, rows), how])


def _one(invocation: Invocation, name: str, one: Format) -> Answer:
    """Show a sample as it stands, and how it is read."""
    from lixia_adapters.registers.mapping import said

    found = _read(one)
    columns = {field: header for field, header in found.told.read_as if header}
    data = {
        "format": name,
        "name": invocation.text(one.words),
        "needs": list(one.needs),
        "columns": columns,
        "sample": one.sample,
        "credits": len(found.credits),
        "debits": len(found.debits),
        "left_out": [{"row": row.row, "reason": str(row.reason)} for row in found.told.left_out],
    }
    heads = [invocation.text(Words("表头", "header")), invocation.text(Words("读作", "read as"))]
    rows = [[header, invocation.text(said(field))] for field, header in columns.items()]
    ends = Words(
        f"样张读出收入 {len(found.credits)} 笔、支出 {len(found.debits)} 笔，"
        f"未作为流水 {len(found.told.left_out)} 行",
        f"of the sample: {len(found.credits)} in, {len(found.debits)} out, "
        f"no entries: {many(len(found.told.left_out), 'row')}",
    )
    shown: list[Table | Words] = [Table(invocation.text(one.words), heads, rows)]
    shown += [Words(line, line) for line in one.sample.splitlines()]
    shown.append(ends)
    return Answer(data, shown)


def _read(one: Format) -> Statement:
    from lixia_adapters.registers.statement import read_statement

    with TemporaryDirectory() as folder:
        path = Path(folder) / "sample.csv"
        written.text(path, one.sample)
        account = one.needs[0].split()[-1] if one.needs else ""
        return read_statement(path, account=account)


COMMANDS = (
    Command(
        "bank formats",
        Words("能读的流水格式与样张", "which statements can be read, with samples"),
        (
            option(
                "[--format NAME]",
                "一种格式的样张与读法，如 icbc",
                "a sample of one, and how it is read, such as icbc",
                text,
            ),
        ),
        _formats,
    ),
)
